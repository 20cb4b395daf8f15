"""Intervals and paired tests for networks that were scored on the same cases, whole groups of cases at a time.

Slices of one patient or series are alike, so a case is not an independent draw; its group is. Every metric here is a
function of sums over cases, so a group enters with its sums: resampling groups is one matrix product, and nothing is
refitted or sorted again.

bootstrap_interval : groups are drawn with replacement, as many as there are; percentiles of the metric. [Davison1997]
permutation_p_value : under the null hypothesis the two networks are exchangeable, so each group's sums are exchanged
    by the toss of a coin. Two-sided; the observed exchange counts as one of the draws. [Good2005]
holm : step-down correction, which keeps the chance of any false claim below the level. [Holm1979]

The best network is chosen on the same cases that it is then tested on: a chance lead is part of the difference, and the
tests lean towards finding one.

References
----------
Davison1997 doi 10.1017/CBO9780511802843, section 3.8. Good2005 doi 10.1007/b138696. Holm1979 Scandinavian Journal of
Statistics 6:65-70.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tasks.bootstrap import Statistic, interval_over, resampled

PERMUTATIONS = 9999
BLOCK = 500


def confusion_sums(true: np.ndarray, predicted: np.ndarray, groups: Sequence[str], classes: int) -> np.ndarray:
    """Confusion matrix of each group, (groups, true class, predicted class), of class indices (n,)."""
    names, place = np.unique(np.asarray(groups), return_inverse=True)
    sums = np.zeros((len(names), classes, classes))
    np.add.at(sums, (place, true, predicted), 1.0)
    return sums


def value_sums(values: np.ndarray, groups: Sequence[str]) -> np.ndarray:
    """Sum and number of the known values (n,) of each group, (groups, 2); NaN is not known."""
    names, place = np.unique(np.asarray(groups), return_inverse=True)
    known = np.isfinite(values)
    sums = np.zeros((len(names), 2))
    np.add.at(sums, place, np.column_stack([np.where(known, values, 0.0), known]))
    return sums


def accuracy(confusion: np.ndarray) -> np.ndarray:
    """Share on the diagonal of confusion matrices (..., classes, classes)."""
    right: np.ndarray = np.trace(confusion, axis1=-2, axis2=-1) / confusion.sum(axis=(-2, -1))
    return right


def macro_f1(confusion: np.ndarray) -> np.ndarray:
    """Mean F1 of the classes that occur in the truth, of confusion matrices (..., true class, predicted class)."""
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    true = confusion.sum(axis=-1)
    f1 = 2 * hits / np.maximum(true + confusion.sum(axis=-2), 1)
    mean: np.ndarray = np.where(true > 0, f1, 0).sum(axis=-1) / np.maximum((true > 0).sum(axis=-1), 1)
    return mean


def mean(sums: np.ndarray) -> np.ndarray:
    """Mean from (..., 2) sum and number; NaN where the number is 0."""
    count = sums[..., 1]
    values: np.ndarray = np.where(count > 0, sums[..., 0] / np.maximum(count, 1), np.nan)
    return values


def bootstrap_interval(
    sums: np.ndarray, statistic: Statistic, seed: int, other: np.ndarray | None = None
) -> tuple[float | None, float | None]:
    """95 % percentile interval over resampled groups; (None, None) where too few of them hold a case that counts.

    Parameters
    ----------
    sums : (groups, ...).
    other : of a second network on the same groups; the interval is then of the difference, sums minus other.
    """
    values = resampled(sums, statistic, seed)
    if other is not None:
        values = values - resampled(other, statistic, seed)
    counted = sums.reshape(len(sums), -1).any(axis=1)
    return interval_over(int(counted.sum()), values)


def permutation_p_value(first: np.ndarray, second: np.ndarray, statistic: Statistic, seed: int) -> float:
    """Chance of a difference at least as large as the observed one if groups were exchanged at random.

    Parameters
    ----------
    first, second : (groups, ...) sums of two networks over the same cases.
    """
    rng = np.random.default_rng(seed)
    both, gap = second.sum(axis=0), first - second
    observed = abs(_difference(gap.sum(axis=0)[np.newaxis], both, gap, statistic)[0])
    as_large = 0
    for start in range(0, PERMUTATIONS, BLOCK):
        kept = rng.integers(0, 2, size=(min(BLOCK, PERMUTATIONS - start), len(first))).astype(float)
        differences = _difference(np.tensordot(kept, gap, 1), both, gap, statistic)
        as_large += int((np.abs(differences) >= observed - 1e-12).sum())
    return (1 + as_large) / (1 + PERMUTATIONS)


def _difference(moved: np.ndarray, second: np.ndarray, gap: np.ndarray, statistic: Statistic) -> np.ndarray:
    """Metric of the one side minus that of the other, where the one holds `second` plus the gaps that were `moved`."""
    return statistic(second + moved) - statistic(second + gap.sum(axis=0) - moved)


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's adjusted p-values, in the order given.

    Examples
    --------
    >>> [round(p, 3) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    adjusted, largest = [0.0] * len(p_values), 0.0
    for rank, index in enumerate(sorted(range(len(p_values)), key=lambda index: p_values[index])):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[index]))
        adjusted[index] = largest
    return adjusted
