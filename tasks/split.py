"""Cases into folds, with everything that shows the same patient, series or picture in one fold."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from skimage.transform import resize

from data_contracts.cases import Case, Cases
from data_contracts.folds import Fold, Folds, Part
from data_contracts.names import TumourClass
from data_contracts.record import CaseError, Quarantined
from data_contracts.settings import SplitSettings
from tasks.caching import read_array, stage

THUMBNAIL_PX = 32
NEAR_DUPLICATE_CORRELATION = 0.98
BLOCK = 512


def image_digest(image: np.ndarray) -> str:
    """sha256 of the decoded grey levels and their shape: equal for equal pictures in files that differ."""
    return hashlib.sha256(
        f"{image.shape} {image.dtype.str}".encode() + np.ascontiguousarray(image).tobytes()
    ).hexdigest()


def thumbnail(image: np.ndarray) -> np.ndarray:
    """The whole slice (h, w) reduced to (32, 32) float32, mean 0 and length 1; all 0 for a flat slice."""
    small = resize(image.astype(np.float32), (THUMBNAIL_PX, THUMBNAIL_PX), order=1, anti_aliasing=True)
    small -= small.mean()
    length = float(np.linalg.norm(small))
    return small / length if length > 1e-6 else np.zeros_like(small)


def near_duplicates(thumbnails: np.ndarray, correlation: float = NEAR_DUPLICATE_CORRELATION) -> np.ndarray:
    """Pairs of slices that look the same, or the same but mirrored left to right.

    Parameters
    ----------
    thumbnails : (n, 32, 32) float32 as `thumbnail` makes them.
    correlation : pairs above this count.

    Returns
    -------
    (pairs, 2) int, first < second.
    """
    flat = thumbnails.reshape(len(thumbnails), -1)
    mirrored = thumbnails[:, :, ::-1].reshape(len(thumbnails), -1)
    pairs = [np.empty((0, 2), dtype=np.intp)]
    for start in range(0, len(flat), BLOCK):
        rows = flat[start : start + BLOCK]
        likeness = np.maximum(rows @ flat[start:].T, rows @ mirrored[start:].T)
        first, second = np.nonzero(likeness > correlation)
        pairs.append(np.column_stack([first, second])[first < second] + start)
    return np.concatenate(pairs)


def groups(group_ids: Sequence[str | None], digests: Sequence[str], pairs: np.ndarray) -> np.ndarray:
    """Number the groups: cases are together if they share a `group_id`, a digest, or a pair, directly or by a chain.

    Returns
    -------
    (n,) int, group numbers from 0.
    """
    edges = [tuple(pair) for pair in pairs]
    for labels in (group_ids, digests):
        first: dict[str, int] = {}
        edges += [(first.setdefault(label, index), index) for index, label in enumerate(labels) if label is not None]
    size = len(digests)
    ends = np.asarray(edges, dtype=np.intp).reshape(-1, 2)
    links = coo_array((np.ones(len(ends), dtype=bool), (ends[:, 0], ends[:, 1])), shape=(size, size))
    return np.asarray(connected_components(links, directed=False)[1])


def assign_folds(
    numbers: np.ndarray, classes: Sequence[TumourClass], planes: Sequence[str], folds: int, seed: int
) -> np.ndarray:
    """Give every group a fold, with classes, and where there are groups enough planes, spread alike over the folds.

    Returns
    -------
    (n,) int, folds from 0.

    Raises
    ------
    ValueError
        If a class has fewer groups than there are folds, or a fold is left without a class.
    """
    from sklearn.model_selection import StratifiedGroupKFold

    by_class = {name: _group_count(numbers, [label == name for label in classes]) for name in sorted(set(classes))}
    few = {name: count for name, count in by_class.items() if count < folds}
    if few:
        got = ", ".join(f"{count} of {name}" for name, count in few.items())
        raise ValueError(
            f"split: expected at least {folds} groups (patients, series or near-duplicates) of each class for {folds} "
            f"folds, got {got}"
        )
    strata = list(zip(classes, planes, strict=True))
    per_stratum = {stratum: _group_count(numbers, [each == stratum for each in strata]) for stratum in set(strata)}
    coarse = {name for (name, _), count in per_stratum.items() if count < folds}
    labels = [name if name in coarse else f"{name} {plane}" for name, plane in strata]

    assigned = np.empty(len(numbers), dtype=np.intp)
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    for fold, (_, inside) in enumerate(splitter.split(numbers, labels, numbers)):
        assigned[inside] = fold
    for name in by_class:
        empty = set(range(folds)) - set(assigned[[label == name for label in classes]])
        if empty:
            raise ValueError(
                f"split: expected every class in every fold, got no {name} in fold {min(empty)}: its groups are "
                f"too unequal for {folds} folds"
            )
    return assigned


def _group_count(numbers: np.ndarray, chosen: list[bool]) -> int:
    return len(np.unique(numbers[chosen]))


def part_of(fold: int, settings: SplitSettings) -> Part:
    """What a fold serves for.

    Examples
    --------
    >>> [part_of(fold, SplitSettings(folds=3)) for fold in range(3)]
    ['test', 'validation', 'train']
    """
    return {settings.validation_fold: "validation", settings.test_fold: "test"}.get(fold, "train")  # type: ignore[return-value]


def labelled_class(case: Case) -> TumourClass:
    """The case's class.

    Raises
    ------
    CaseError
        If it has none.
    """
    if case.tumour_class is None:
        raise CaseError("a class label from the folder layout or the file", "none")
    return case.tumour_class


@stage()
def split(cases: Cases, settings: SplitSettings) -> Folds:
    """Group the labelled cases and deal the groups out to folds."""
    labelled, classes, quarantined = [], [], []
    for case in cases.records:
        try:
            classes.append(labelled_class(case))
        except CaseError as error:
            quarantined.append(
                Quarantined(
                    source=case.source, stage="split", expected=error.expected, got=error.got, case_id=case.case_id
                )
            )
            continue
        labelled.append(case)
    if not labelled:
        raise ValueError("split: expected cases with a class label, got none")

    digests, thumbnails = [], []
    for case in labelled:
        image = read_array(case.arrays, f"{case.case_id}/image")
        digests.append(image_digest(image))
        thumbnails.append(thumbnail(image))
    numbers = groups([case.group_id for case in labelled], digests, near_duplicates(np.stack(thumbnails)))
    names = _names(labelled, numbers)
    assigned = assign_folds(numbers, classes, [case.plane for case in labelled], settings.folds, settings.seed)
    records = tuple(
        Fold(
            case_id=case.case_id,
            source=case.source,
            image_sha256=digest,
            tumour_class=tumour_class,
            group_id=names[number],
            fold=int(fold),
            part=part_of(int(fold), settings),
        )
        for case, digest, tumour_class, number, fold in zip(labelled, digests, classes, numbers, assigned, strict=True)
    )
    return Folds(records=records, quarantined=tuple(quarantined))


def _names(cases: Sequence[Case], numbers: np.ndarray) -> dict[int, str]:
    """Name each group by its most frequent given `group_id`, else by its first case."""
    given: dict[int, Counter[str]] = {}
    names: dict[int, str] = {}
    for case, number in zip(cases, numbers, strict=True):
        names.setdefault(number, case.case_id)
        if case.group_id is not None:
            given.setdefault(number, Counter())[case.group_id] += 1
    return names | {number: counts.most_common(1)[0][0] for number, counts in given.items()}
