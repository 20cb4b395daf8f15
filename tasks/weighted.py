"""Metrics of cases that weigh differently: one call gives a metric for every resample of a cohort.

Throughout, `weights` is (r, n): how often each of n cases counts in each of r resamples. Results are (r,), nan where
the metric is not defined. Weights of one give the plain metric.
"""

from __future__ import annotations

import numpy as np

from tasks.bootstrap import BLOCK_CELLS, RESAMPLES, SEED

CALIBRATION_BINS = 15


def share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """`part` / `whole`, nan where `whole` is 0."""
    return np.asarray(np.divide(part, whole, out=np.full(np.broadcast(part, whole).shape, np.nan), where=whole > 0))


def mean(weights: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Mean of the values (n,) that are known (not nan)."""
    known = ~np.isnan(values)
    chosen = weights[:, known]
    return share(chosen @ values[known], chosen.sum(axis=1))


def confusion(weights: np.ndarray, true: np.ndarray, predicted: np.ndarray, classes: int) -> np.ndarray:
    """Weight of each pair of true and predicted class (n,), (n,) → (r, classes, classes), true class first."""
    pairs = np.eye(classes * classes)[true * classes + predicted]
    return np.asarray((weights @ pairs).reshape(len(weights), classes, classes))


def naming(counts: np.ndarray) -> dict[str, np.ndarray]:
    """Precision, recall and F1 of each class against the rest, from a confusion (r, classes, classes).

    Returns
    -------
    (r, classes) each; nan for a class that is not in the truth. A class that is never predicted has precision 0.
    """
    hit, true, named = np.diagonal(counts, axis1=1, axis2=2), counts.sum(axis=2), counts.sum(axis=1)
    there = true > 0
    return {
        "precision": np.where(there, np.nan_to_num(share(hit, named)), np.nan),
        "recall": share(hit, true),
        "f1": np.where(there, share(2 * hit, true + named), np.nan),
    }


def mean_over_classes(by_class: np.ndarray) -> np.ndarray:
    """Plain mean over the classes (r, classes) that have a value."""
    there = ~np.isnan(by_class)
    return share(np.where(there, by_class, 0).sum(axis=1), there.sum(axis=1))


def auroc(weights: np.ndarray, positive: np.ndarray, probability: np.ndarray) -> np.ndarray:
    """Chance that a positive case has a higher probability than a negative one, ties half.

    Parameters
    ----------
    positive : (n,) bool.
    probability : (n,) of being positive.

    Examples
    --------
    >>> auroc(np.ones((1, 4)), np.array([True, False, True, False]), np.array([0.9, 0.5, 0.5, 0.1]))
    array([0.875])
    """
    order = np.argsort(probability, kind="stable")
    starts = np.flatnonzero(np.diff(probability[order], prepend=-np.inf))
    ranked = weights[:, order]
    above = np.add.reduceat(ranked * positive[order], starts, axis=1)
    below = np.add.reduceat(ranked * ~positive[order], starts, axis=1)
    won = (above * (np.cumsum(below, axis=1) - below / 2)).sum(axis=1)
    return share(won, above.sum(axis=1) * below.sum(axis=1))


def calibration_bins(probability: np.ndarray, bins: int = CALIBRATION_BINS) -> np.ndarray:
    """The bin (n,) of each probability, of equal width; a bin holds its lower edge, the last one 1 as well."""
    return np.asarray(np.minimum((probability * bins).astype(int), bins - 1))


def calibration_error(
    weights: np.ndarray, probability: np.ndarray, correct: np.ndarray, bins: int = CALIBRATION_BINS
) -> np.ndarray:
    """Weighted mean over bins of equal width of the gap between accuracy and mean probability.

    Parameters
    ----------
    probability : (n,) of the predicted class, 0 to 1.
    correct : (n,) bool, whether the predicted class is the true one; (r, n) where each resample has its own.

    Examples
    --------
    >>> calibration_error(np.ones((1, 4)), np.full(4, 0.75), np.array([True, True, True, False]))
    array([0.])
    """
    inside = np.eye(bins)[calibration_bins(probability, bins)]
    gaps = (weights * (correct - probability)) @ inside
    return share(np.abs(gaps).sum(axis=1), weights.sum(axis=1))


def calibration_error_by_chance(probability: np.ndarray, draws: int = RESAMPLES, seed: int = SEED) -> np.ndarray:
    """The calibration errors of as many cases whose predicted class is right just as often as its probability says.

    Each case is drawn by itself: consistency resampling. [Brocker2007]

    Parameters
    ----------
    probability : (n,) of the predicted class, 0 to 1.

    Returns
    -------
    (draws,)

    Examples
    --------
    >>> calibration_error_by_chance(np.ones(3), draws=2)
    array([0., 0.])
    """
    generator = np.random.default_rng(seed)
    block = max(1, BLOCK_CELLS // probability.size)
    errors = []
    for start in range(0, draws, block):
        shape = min(block, draws - start), probability.size
        errors.append(calibration_error(np.ones(shape), probability, generator.random(shape) < probability))
    return np.concatenate(errors)


def coverage_accuracy(
    weights: np.ndarray, confidence: np.ndarray, correct: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Accuracy of the most confident cases, as more and more of them are answered. [Geifman2017]

    Parameters
    ----------
    confidence : (n,); cases of equal confidence are answered together.
    correct : (n,) bool.

    Returns
    -------
    Coverage and accuracy, (r, k) each, k levels of confidence from the highest down; accuracy is nan while nothing is
    answered.
    """
    order = np.argsort(-confidence, kind="stable")
    ends = np.flatnonzero(np.diff(confidence[order], append=-np.inf))
    ranked = weights[:, order]
    answered = np.cumsum(ranked, axis=1)[:, ends]
    right = np.cumsum(ranked * correct[order], axis=1)[:, ends]
    return share(answered, answered[:, -1:]), share(right, answered)


def coverage_accuracy_area(weights: np.ndarray, confidence: np.ndarray, correct: np.ndarray) -> np.ndarray:
    """Mean of the coverage-accuracy curve over all coverages, 0 to 1; nan without cases.

    Examples
    --------
    >>> coverage_accuracy_area(np.ones((1, 2)), np.array([0.9, 0.6]), np.array([True, False]))
    array([0.75])
    """
    coverage, accuracy = coverage_accuracy(weights, confidence, correct)
    area = (np.diff(coverage, axis=1, prepend=0) * np.nan_to_num(accuracy)).sum(axis=1)
    return np.where(np.isnan(coverage[:, -1]), np.nan, area)
