"""What the test part gives away to means that see no tumour: the floors beneath every accuracy.

A model that reads the file instead of the brain (width, mode, length in bytes), or the grey levels as a whole, or that
remembers the neighbouring slice, scores like these. What reaches the network (`tasks.framing.to_square`) must leave the
first of them nothing: all its file traits are then the same for every case, and `network_traits` is the majority class.
`network_padding` is what the head's own aspect tells, which is anatomy and plane; read it beside `plane`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import numpy as np

from data_contracts.cases import Case, Cases
from data_contracts.floors import Floor, FloorName, Floors
from data_contracts.folds import Fold, Folds
from data_contracts.record import CaseError
from tasks.bootstrap import interval_over, resampled
from tasks.caching import read_array, stage
from tasks.duplicates import thumbnail
from tasks.formats import RASTERS, parsing
from tasks.framing import to_square
from tasks.paired import mean, value_sums

TREES, SEED = 100, 0


def file_traits(path: Path) -> tuple[int, int, float, str, int, str]:
    """Width and height in px, aspect, colour mode, length in bytes and format of an image file; 0 and "" for other files."""
    from PIL import Image

    length = path.stat().st_size
    try:
        with parsing("an image"), Image.open(path, formats=RASTERS) as image:
            return image.width, image.height, image.width / image.height, image.mode, length, image.format or ""
    except CaseError:
        return 0, 0, 0.0, "", length, path.suffix.lower()


def array_traits(image: np.ndarray) -> tuple[int, int, float, str, int, str]:
    """The same traits of an array (h, w) in memory: its depth stands for the colour mode, its kind of number for the format."""
    height, width = image.shape[:2]
    return width, height, width / height, str(image.shape[2:]), image.nbytes, image.dtype.str


def intensity(image: np.ndarray, head_pct: float) -> tuple[float, ...]:
    """Ten numbers about the grey levels of a slice (h, w) uint8, whatever their places.

    Mean, standard deviation, 5th, 25th, 50th, 75th, 95th and 99th percentile, entropy in bits, and the share of the
    background in %.
    """
    shares = np.bincount(image.ravel(), minlength=256) / image.size
    entropy = -float(np.sum(shares[shares > 0] * np.log2(shares[shares > 0])))
    percentiles = np.percentile(image, (5, 25, 50, 75, 95, 99))
    return float(image.mean()), float(image.std()), *map(float, percentiles), entropy, 100 - head_pct


def padding(square: np.ndarray) -> tuple[int, int, int, int]:
    """Rows above and below, columns left and right of a square (size, size) that are exactly 0."""
    filled = np.asarray(square > 0)
    sides = []
    for axis, side in ((1, square.shape[0]), (0, square.shape[1])):
        found = np.flatnonzero(filled.any(axis=axis))
        sides += [int(found[0]), side - 1 - int(found[-1])] if len(found) else [side, side]
    return sides[0], sides[1], sides[2], sides[3]


def traits(case: Case, image_size: int) -> dict[FloorName, np.ndarray | tuple[float | str, ...]]:
    """What each means is fed of a case."""
    image = read_array(case.arrays, f"{case.case_id}/image")
    square = to_square(image, case.head_box, image_size)
    return {
        "majority_class": (0,),
        "plane": (case.plane,),
        "file_traits": file_traits(Path(case.input.path)),
        "intensity": intensity(image, case.head_pct),
        "nearest_neighbour": thumbnail(image).ravel(),
        "network_traits": array_traits(square),
        "network_padding": padding(square),
    }


def table(rows: Sequence[np.ndarray | tuple[float | str, ...]]) -> np.ndarray:
    """Rows of one kind of trait as (n, k) floats; a column of words becomes one of numbers, equal for equal words."""
    columns = [
        np.unique(column, return_inverse=True)[1] if isinstance(column[0], str) else column
        for column in zip(*rows, strict=True)
    ]
    return np.array(columns, dtype=np.float64).T


def guesses(name: FloorName, taught: np.ndarray, labels: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """The class that a means gives each asked case, after being taught others.

    Parameters
    ----------
    taught, asked : (n, k) and (m, k) float, what it is fed.
    labels : (n,) class names of the taught.

    Returns
    -------
    (m,) class names. Of equally likely ones the first by name.
    """
    if name == "nearest_neighbour":
        likeness = asked.astype(np.float32) @ taught.astype(np.float32).T
        return np.asarray(labels[np.argmax(likeness, axis=1)])
    if (taught == taught[0]).all():
        names, counts = np.unique(labels, return_counts=True)
        return np.full(len(asked), names[np.argmax(counts)])
    from sklearn.ensemble import RandomForestClassifier

    forest = RandomForestClassifier(TREES, min_samples_leaf=2, random_state=SEED)
    return np.asarray(forest.fit(taught, labels).predict(asked))


def floors_of(
    fed: Mapping[FloorName, np.ndarray], folds: Sequence[Fold], groups: Sequence[str], classes: Literal["all", "tumour"]
) -> list[Floor]:
    """Teach each means on the train and validation parts and score it on the test part.

    Parameters
    ----------
    fed : (n, k) each, one row per fold.
    groups : what the bootstrap draws, one per fold.

    Returns
    -------
    One floor per means; none where a side has no case.
    """
    chosen = np.array([classes == "all" or fold.tumour_class != "no_tumor" for fold in folds])
    asked = np.array([fold.part == "test" for fold in folds])
    labels = np.array([fold.tumour_class for fold in folds])
    taught, asked = chosen & ~asked, chosen & asked
    if not taught.any() or not asked.any():
        return []
    units = [group for group, is_asked in zip(groups, asked, strict=True) if is_asked]
    clusters = len(set(units))
    made = []
    for name, rows in fed.items():
        correct = guesses(name, rows[taught], labels[taught], rows[asked]) == labels[asked]
        low, high = interval_over(clusters, resampled(value_sums(correct.astype(float), units), mean))
        made.append(
            Floor(
                name=name,
                classes=classes,
                accuracy=float(correct.mean()),
                low=low,
                high=high,
                n=len(correct),
                groups=clusters,
            )
        )
    return made


@stage()
def floors(cases: Cases, folds: Folds, image_size: int) -> Floors:
    """Score every means on the test part, for all classes and for the tumours alone."""
    by_id = {case.case_id: case for case in cases.records}
    rows = [traits(by_id[fold.case_id], image_size) for fold in folds.records]
    fed: dict[FloorName, np.ndarray] = {name: table([row[name] for row in rows]) for name in rows[0]}
    groups = [fold.group_id for fold in folds.records]
    return Floors(
        records=tuple(
            floor for classes in ("all", "tumour") for floor in floors_of(fed, folds.records, groups, classes)
        )
    )
