"""How much a split leaks, and what cheap means score under it: slices mixed, near-duplicate clusters, series.

    python benchmarks/leakage.py DATA --groups FILE [--image-size 128] [--seed 0]

Reads the labelled slices of DATA once, divides them three times with the same settings otherwise, and prints tables in
Markdown: groups, what the gate says, the folds of the split by series, the leak into the locked fold, the floors. The
bootstrap behind every interval draws the groups of the split by series, whatever the split, so that intervals compare.
"""

from __future__ import annotations

import argparse
import io
import itertools
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar, get_args

import numpy as np
from PIL import Image

import flows.offline  # noqa: F401
from data_contracts.cases import CLASSES, Case, Cases
from data_contracts.folds import CONTRACT, Fold
from data_contracts.names import SplitBy
from data_contracts.settings import IngestSettings, RunSettings, SplitSettings
from flows.stages import in_batches, records
from tasks.caching import read_array
from tasks.comparison_page import cell
from tasks.contracts import ContractBroken, check
from tasks.floors import floors_of, padding, table, traits
from tasks.framing import head_box, to_square
from tasks.grouping import given_series, look_of, read_groups
from tasks.ingest import ingest
from tasks.sources import find_sources
from tasks.split import dealt

T = TypeVar("T")
PLANES = ("axial", "coronal", "sagittal", "unknown")


def markdown(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table."""
    print(f"\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for row in rows:
        print(f"| {' | '.join(map(str, row))} |")
    sys.stdout.flush()


def timed(what: str, call: Callable[[], T]) -> T:
    """Call and print the seconds it took."""
    started = time.monotonic()
    made = call()
    print(f"{what}: {time.monotonic() - started:.0f} s", flush=True)
    return made


def read(data: Path) -> Cases:
    """Every case of a folder."""
    sources = find_sources([data], IngestSettings())
    batches = [ingest.fn(batch, IngestSettings()) for batch in in_batches(sources, RunSettings().batch_cases)]
    return Cases(records=tuple(records(batches)))


def said(folds: Sequence[Fold]) -> tuple[str, set[int]]:
    """What the gate says, and the positions of the cases that it sets aside."""
    try:
        broken = check(CONTRACT, [fold.row() for fold in folds])
    except ContractBroken as error:
        return f"training refused: {error}", set()
    reasons = Counter(expected for found in broken.values() for expected, _ in found)
    return f"passed; set aside: {len(broken)} {dict(reasons)}", set(broken)


def sizes(names: Iterable[str]) -> tuple[int, int, int, int]:
    """Groups, groups of more than one case, cases in these, cases in the largest."""
    counts = Counter(names).values()
    return len(counts), sum(n > 1 for n in counts), sum(n for n in counts if n > 1), max(counts)


def leaked(folds: Sequence[Fold], groups: Sequence[str]) -> tuple[int, int]:
    """How many cases of the test part have one of their own group in the train or validation part, and how many there are."""
    taught = {group for fold, group in zip(folds, groups, strict=True) if fold.part != "test"}
    test = [group for fold, group in zip(folds, groups, strict=True) if fold.part == "test"]
    return sum(group in taught for group in test), len(test)


DISGUISES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "60 px wider left, 20 right": lambda image: np.pad(image, ((0, 0), (60, 20))),
    "80 px taller above, 70 below": lambda image: np.pad(image, ((80, 70), (0, 0))),
    "twice the size, bicubic": lambda image: np.asarray(
        Image.fromarray(image).resize((2 * image.shape[1], 2 * image.shape[0]), Image.Resampling.BICUBIC)
    ),
    "colour JPEG, quality 92": lambda image: as_jpeg(image),
}
"""Other files of the same head."""


def as_jpeg(image: np.ndarray) -> np.ndarray:
    """The grey levels after a colour JPEG."""
    stream = io.BytesIO()
    Image.fromarray(image).convert("RGB").save(stream, "JPEG", quality=92)
    return np.asarray(Image.open(stream).convert("L"))


def framed(image: np.ndarray, size: int) -> np.ndarray:
    """What the network sees of a slice."""
    return to_square(image, head_box(image), size)


def disguises(cases: Sequence[Case], size: int) -> None:
    """Print how far the same head in another file is from itself where it reaches the network."""
    images = [read_array(case.arrays, f"{case.case_id}/image") for case in cases]
    plain = [framed(image, size) for image in images]
    others = [float(np.abs(one - other).mean()) for one, other in itertools.pairwise(plain)]
    rows = []
    for name, disguise in DISGUISES.items():
        seen = [framed(disguise(image), size) for image in images]
        apart = [float(np.abs(one - other).mean()) for one, other in zip(plain, seen, strict=True)]
        moved = [
            int(np.abs(np.subtract(padding(one), padding(other))).max()) for one, other in zip(plain, seen, strict=True)
        ]
        rows.append((name, f"{np.median(apart):.3f}", f"{max(apart):.3f}", int(np.median(moved)), max(moved)))
    print(f"\nThe same head in another file, {len(images)} slices; grey levels 0 to 1, borders in px of {size}")
    print(f"For reading them: two different heads are {np.median(others):.3f} apart (median)")
    markdown(("file", "mean difference, median", "largest", "border moved, median", "largest"), rows)


def main() -> None:
    """Divide, check, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--groups", type=Path, metavar="FILE")
    parser.add_argument("--image-size", type=int, default=128)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()

    cohort = timed("read", lambda: read(options.data))
    looks = timed("compare", lambda: [look_of(case) for case in cohort.records])
    table_of_series = read_groups(options.groups) if options.groups else {}
    given, absent = given_series(cohort.records, table_of_series)
    print(
        f"{len(cohort.records)} cases; {sum(name is not None for name in given)} with a series; absent: {len(absent)}"
    )
    divided: dict[SplitBy, tuple[Fold, ...]] = {
        by: dealt(cohort.records, looks, given, SplitSettings(by=by, seed=options.seed)) for by in get_args(SplitBy)
    }

    series = divided["series"]
    print("\nGroups (the clusters are the same under every split)")
    markdown(
        ("kept together", "groups", "of more than one case", "cases in these", "largest"),
        [
            ("equal pictures", *sizes(fold.image_sha256 for fold in series)),
            ("near-duplicate clusters", *sizes(fold.cluster_id for fold in series)),
            ("series, patients and clusters", *sizes(fold.group_id for fold in series)),
        ],
    )
    labels = defaultdict(set)
    for fold in series:
        labels[fold.cluster_id].add(fold.tumour_class)
    mixed = {name for name, classes in labels.items() if len(classes) > 1}
    print("\nclusters of several classes:", [f"{f.source} {f.tumour_class}" for f in series if f.cluster_id in mixed])

    verdicts = {by: said(folds) for by, folds in divided.items()}
    markdown(("split by", "gate"), [(by, verdict) for by, (verdict, _) in verdicts.items()])
    aside = verdicts["series"][1]
    pictures = {series[index].image_sha256 for index in aside}
    print(f"\n{len(pictures)} pictures set aside:", sorted(series[index].source for index in aside))

    print("\nFolds of the split by series, cases by class and plane")
    counts = Counter((fold.tumour_class, fold.plane, fold.fold) for fold in series)
    markdown(
        ("class", "plane", *(f"fold {fold}" for fold in range(SplitSettings().folds))),
        [
            (name, plane, *(counts[name, plane, fold] for fold in range(SplitSettings().folds)))
            for name in CLASSES
            for plane in PLANES
            if any(counts[name, plane, fold] for fold in range(SplitSettings().folds))
        ],
    )

    kept = [index for index in range(len(series)) if index not in aside]
    groups = [series[index].group_id for index in kept]
    rows = []
    for by, folds in divided.items():
        chosen = [folds[index] for index in kept]
        near, n = leaked(chosen, [fold.cluster_id for fold in chosen])
        same, _ = leaked(chosen, groups)
        rows.append((by, n, f"{near} ({near / n:.1%})", f"{same} ({same / n:.1%})"))
    print("\nCases of the locked fold that have a relative in the train or validation part")
    markdown(("split by", "test cases", "near-duplicate", "same series, patient or cluster"), rows)

    by_class = {name: [case for case in cohort.records if case.tumour_class == name] for name in CLASSES}
    disguises(
        [case for of_class in by_class.values() for case in of_class[:: max(1, len(of_class) // 25)]],
        options.image_size,
    )

    fed_by_case = timed("traits", lambda: [traits(cohort.records[index], options.image_size) for index in kept])
    fed = {name: table([row[name] for row in fed_by_case]) for name in fed_by_case[0]}
    for classes in ("all", "tumour"):
        found = {
            by: {floor.name: floor for floor in floors_of(fed, [folds[index] for index in kept], groups, classes)}
            for by, folds in divided.items()
        }
        names = list(found["series"])
        print(f"\nFloors, {classes} classes; test cases: { ({by: each[names[0]].n for by, each in found.items()}) }")
        markdown(
            ("floor", *found),
            [
                (
                    name,
                    *(cell(each[name].metric) for each in found.values()),
                )
                for name in names
            ],
        )


if __name__ == "__main__":
    main()
