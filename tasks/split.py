"""Cases into folds, with everything that shows the same patient, series or picture in one fold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from data_contracts.cases import Case, Cases
from data_contracts.folds import Fold, Folds
from data_contracts.names import Part, TumourClass
from data_contracts.record import CaseError
from data_contracts.settings import SplitSettings
from tasks.caching import stage
from tasks.grouping import Look, given_series, joined, look_of, lookalikes, read_groups


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


def dealt(
    cases: Sequence[Case],
    looks: Sequence[Look],
    series: Sequence[str | None],
    settings: SplitSettings,
) -> tuple[Fold, ...]:
    """Group the cases and deal the groups out to folds.

    Parameters
    ----------
    cases : each with a class.
    looks, series : of each case; the series given to it, None where none is.

    Raises
    ------
    ValueError
        As `assign_folds` does.
    """
    classes = [labelled_class(case) for case in cases]
    digests = [look.image_sha256 for look in looks]
    pairs = lookalikes(looks)
    clusters = joined(pairs, digests)
    nothing: list[str | None] = [None] * len(cases)
    numbers, given = clusters, nothing
    if settings.by == "slices":
        numbers = np.arange(len(cases))
    elif settings.by == "series":
        numbers = joined(pairs, digests, [case.group_id for case in cases], series)
        given = [case.group_id or name for case, name in zip(cases, series, strict=True)]
    assigned = assign_folds(numbers, classes, [case.plane for case in cases], settings.folds, settings.seed)
    clusters_named, groups_named = _names(cases, clusters, nothing), _names(cases, numbers, given)
    return tuple(
        Fold(
            case_id=case.case_id,
            source=case.source,
            image_sha256=look.image_sha256,
            mask_sha256=look.mask_sha256,
            tumour_class=tumour_class,
            plane=case.plane,
            cluster_id=clusters_named[cluster],
            split_by=settings.by,
            group_id=groups_named[number],
            fold=int(fold),
            part=part_of(int(fold), settings),
        )
        for case, look, tumour_class, cluster, number, fold in zip(
            cases, looks, classes, clusters, numbers, assigned, strict=True
        )
    )


@stage()
def split(cases: Cases, settings: SplitSettings) -> Folds:
    """Group the labelled cases and deal the groups out to folds."""
    labelled, quarantined = [], []
    for case in cases.records:
        try:
            labelled_class(case)
        except CaseError as error:
            quarantined.append(error.set_aside("split", case.source, case.case_id))
            continue
        labelled.append(case)
    if not labelled:
        raise ValueError("split: expected cases with a class label, got none")
    series, absent = given_series(labelled, read_groups(Path(settings.groups)) if settings.groups else {})
    folds = dealt(labelled, [look_of(case) for case in labelled], series, settings)
    return Folds(records=folds, quarantined=tuple(quarantined), absent=absent)


def _names(cases: Sequence[Case], numbers: np.ndarray, given: Sequence[str | None]) -> dict[int, str]:
    """Name each group by the most frequent name given to its cases, else by its first case."""
    counts: dict[int, Counter[str]] = {}
    names: dict[int, str] = {}
    for case, number, name in zip(cases, numbers, given, strict=True):
        names.setdefault(number, case.case_id)
        if name is not None:
            counts.setdefault(number, Counter())[name] += 1
    return names | {number: each.most_common(1)[0][0] for number, each in counts.items()}
