"""Intervals and tests that resample clusters: slices of one patient err together and count as one draw, not as many.

A resample draws as many clusters as there are, with replacement; a case weighs as often as its cluster was drawn. A
statistic of weighted cases therefore gives all resamples in one call, and its value at weights of one is the
statistic itself. [Efron1993]

References
----------
Efron1993 doi 10.1201/9780429246593 (percentile intervals). Ernst2004 doi 10.1214/088342304000000396 (permutation
tests).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from data_contracts.scores import Difference

RESAMPLES = 2000
SEED = 0
CONFIDENCE = 0.95
SMALLEST_CLUSTERS = 5
"""Five clusters have 126 different resamples; with fewer, the tails of 2.5 % are single resamples."""
BLOCK_CELLS = 250_000
"""Resamples times cases in one array: bounds memory, plays no part in the result."""


def numbered(names: Sequence[str]) -> np.ndarray:
    """The cluster of each case as a number (n,) from 0, in the order of the sorted names.

    Examples
    --------
    >>> numbered(["b", "a", "b"]).tolist()
    [1, 0, 1]
    """
    return np.unique(np.asarray(names, dtype=str), return_inverse=True)[1].reshape(-1)


def resampled_weights(clusters: np.ndarray, resamples: int = RESAMPLES, seed: int = SEED) -> Iterator[np.ndarray]:
    """How often each case is drawn when its cluster is.

    Parameters
    ----------
    clusters : (n,) int, cluster numbers from 0 without gaps.
    resamples : number of resamples in total.

    Yields
    ------
    (r, n) float, whole numbers, in blocks of resamples.
    """
    count = int(clusters.max()) + 1
    generator = np.random.default_rng(seed)
    block = max(1, BLOCK_CELLS // clusters.size)
    for start in range(0, resamples, block):
        drawn = generator.multinomial(count, np.full(count, 1 / count), size=min(block, resamples - start))
        yield drawn[:, clusters].astype(float)


def interval(samples: np.ndarray, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Percentile interval of a statistic's resamples (r,); resamples without a value (nan) are left out.

    Examples
    --------
    >>> interval(np.arange(101.0), confidence=0.5)
    (25.0, 75.0)
    """
    tail = 50 * (1 - confidence)
    low, high = np.percentile(samples[~np.isnan(samples)], [tail, 100 - tail])
    return float(low), float(high)


def paired_difference(
    first: np.ndarray, second: np.ndarray, groups: Sequence[str], resamples: int = RESAMPLES, seed: int = SEED
) -> Difference:
    """Whether one model is better than another on the same cases.

    Parameters
    ----------
    first, second : (n,) a number of each case under either model: right or wrong as 1 or 0, Dice, a distance. Cases
        without a value (nan) under either are left out.
    groups : cluster of each case.

    Returns
    -------
    The mean of `first` - `second`, its cluster bootstrap interval (None below `SMALLEST_CLUSTERS` clusters), and the
    p-value of the two-sided permutation test that swaps the models within whole clusters: the share of swaps, the one
    seen among them, whose mean difference is at least as far from 0. [Ernst2004]

    Raises
    ------
    ValueError
        If the three are not of one length, or no case has both values.
    """
    if not len(first) == len(second) == len(groups):
        raise ValueError(
            f"expected two values and a group for each case, got {len(first)}, {len(second)} and {len(groups)}"
        )
    gap = np.asarray(first, dtype=float) - np.asarray(second, dtype=float)
    known = ~np.isnan(gap)
    if not known.any():
        raise ValueError("expected cases with a value under both models, got none")
    gap, clusters = gap[known], numbered([name for name, keep in zip(groups, known, strict=True) if keep])
    sums = np.bincount(clusters, weights=gap)
    low = high = None
    if len(sums) >= SMALLEST_CLUSTERS:
        blocks = resampled_weights(clusters, resamples, seed)
        low, high = interval(np.concatenate([weights @ gap / weights.sum(axis=1) for weights in blocks]))
    signs = np.random.default_rng(seed).choice([-1.0, 1.0], size=(resamples, len(sums)))
    seen = abs(sums.sum())
    as_far = int((np.abs(signs @ sums) >= seen - 1e-9 * max(1.0, np.abs(sums).sum())).sum())
    return Difference(
        difference=float(gap.mean()), low=low, high=high, p=(1 + as_far) / (1 + resamples), n=int(gap.size)
    )
