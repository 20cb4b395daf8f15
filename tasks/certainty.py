"""When a class counts as certain: one rule, read off the validation part, kept in the model's manifest."""

from __future__ import annotations

import numpy as np

ACCURACY_WHEN_CERTAIN = 0.99
"""The class is certain from the smallest calibrated probability at which the validation cases that reach it are right at
least this often."""


def certain_from(probability: np.ndarray, correct: np.ndarray, target: float = ACCURACY_WHEN_CERTAIN) -> float:
    """The smallest probability such that the cases that reach it are right often enough.

    Parameters
    ----------
    probability : (n,) calibrated probability of the named class, 0 to 1.
    correct : (n,) whether the named class is the true one.
    target : least share of right cases among those that reach the threshold, 0 to 1.

    Returns
    -------
    One of the probabilities. 1.0 where no threshold reaches the target, or without cases: then nothing short of an exact
    1 is certain.

    References
    ----------
    Selective classification: Geifman and El-Yaniv 2017, arXiv:1705.08500.

    Examples
    --------
    >>> certain_from(np.array([0.9, 0.8, 0.6]), np.array([True, True, False]), 0.99)
    0.8
    """
    order = np.argsort(-np.asarray(probability, dtype=np.float64), kind="stable")
    falling = np.asarray(probability, dtype=np.float64)[order]
    accuracy = np.cumsum(np.asarray(correct, dtype=np.float64)[order]) / np.arange(1, len(falling) + 1)
    last_of_ties = np.append(falling[1:] != falling[:-1], True)[: len(falling)]
    reached = falling[last_of_ties & (accuracy >= target)]
    return float(reached[-1]) if reached.size else 1.0
