"""What cheap means score once they learn from the images of a small budget alone, as the networks beside them do.

    python -m benchmarks.budget_floors DATA --groups FILE --images 800 1500 [--image-size 96] [--seed 0]

Deals DATA by series and draws the train part by class, as `cortextual compare` and `benchmarks/recipes.py` do, and prints
the floors in Markdown: taught by the drawn train part, and by the drawn train part with the whole validation part.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import flows.offline  # noqa: F401
from benchmarks.leakage import markdown, read, timed
from data_contracts.cases import Case
from data_contracts.floors import FLOOR_WORDS, Floor, FloorName
from data_contracts.folds import CONTRACT, Fold, Folds
from data_contracts.settings import SplitSettings
from tasks.compare import drawn, without_validation
from tasks.comparison_page import cell
from tasks.contracts import check
from tasks.floors import floors_of, table, traits
from tasks.grouping import given_series, look_of, read_groups
from tasks.split import dealt


def behind_the_gate(cases: Sequence[Case], groups: Path) -> Folds:
    """The split by series without the cases that the gate sets aside."""
    series, _ = given_series(cases, read_groups(groups))
    whole = dealt(cases, [look_of(case) for case in cases], series, SplitSettings())
    aside = check(CONTRACT, [fold.row() for fold in whole])
    return Folds(records=tuple(fold for index, fold in enumerate(whole) if index not in aside))


def measured(folds: Sequence[Fold], fed: dict[FloorName, dict[str, np.ndarray]]) -> list[Floor]:
    """The floors of a teaching set, all classes and tumours alone; `fed` maps name and case_id to (k,) floats."""
    rows = {name: np.stack([of_case[fold.case_id] for fold in folds]) for name, of_case in fed.items()}
    groups = [fold.group_id for fold in folds]
    return [floor for classes in ("all", "tumour") for floor in floors_of(rows, folds, groups, classes)]  # type: ignore[arg-type]


def main() -> None:
    """Divide, draw, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--groups", type=Path, required=True, metavar="FILE")
    parser.add_argument("--images", type=int, nargs="+", required=True, metavar="N")
    parser.add_argument("--image-size", type=int, default=96)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()

    cases = timed("read", lambda: read(options.data)).records
    whole = timed("divide", lambda: behind_the_gate(cases, options.groups))
    budgets = {images: drawn(whole, images, None, options.seed) for images in options.images}
    used = {fold.case_id for folds in budgets.values() for fold in folds.records}
    chosen = [case for case in cases if case.case_id in used]
    seen = timed("traits", lambda: [traits(case, options.image_size) for case in chosen])
    fed = {
        name: dict(zip((case.case_id for case in chosen), table([row[name] for row in seen]), strict=True))
        for name in seen[0]
    }
    for images, folds in budgets.items():
        print(f"\n{images} drawn: {dict(Counter(fold.part for fold in folds.records))}")
        taught = {"train part": without_validation(folds), "train and validation part": folds}
        found = {teachers: measured(each.records, fed) for teachers, each in taught.items()}
        markdown(
            ("floor", "classes", *found, "cases", "groups"),
            [
                (
                    FLOOR_WORDS[rows[0].name],
                    rows[0].classes,
                    *(cell(floor.metric) for floor in rows),
                    rows[0].n,
                    rows[0].groups,
                )
                for rows in zip(*found.values(), strict=True)
            ],
        )


if __name__ == "__main__":
    main()
