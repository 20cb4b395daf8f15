"""Intervals that resample clusters: slices of one patient err together and count as one draw, not as many.

A resample draws as many clusters as there are, with replacement; a case weighs as often as its cluster was drawn. A
statistic of weighted cases therefore gives all resamples in one call, and its value at weights of one is the
statistic itself. [Efron1993]

References
----------
Efron1993 doi 10.1201/9780429246593, chapter 13.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from data_contracts.scores import SMALLEST_CLUSTERS

Statistic = Callable[[np.ndarray], np.ndarray]
"""From sums over cases, with any number of leading axes, to the metric with those axes."""

RESAMPLES = 2000
SEED = 0
CONFIDENCE = 0.95
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


def resampled(sums: np.ndarray, statistic: Statistic, seed: int = SEED) -> np.ndarray:
    """A metric that is a function of sums over cases, of every resample (r,).

    Parameters
    ----------
    sums : (clusters, ...), what each cluster adds. With the same seed, as many clusters are drawn alike.
    """
    drawn = resampled_weights(np.arange(len(sums)), seed=seed)
    return np.concatenate([statistic(np.tensordot(weights, sums, 1)) for weights in drawn])


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


def interval_over(clusters: int, samples: np.ndarray) -> tuple[float | None, float | None]:
    """The interval of a statistic of so many clusters; (None, None) for too few, and where no resample has a value.

    Examples
    --------
    >>> interval_over(4, np.arange(101.0))
    (None, None)
    """
    if clusters < SMALLEST_CLUSTERS or np.isnan(samples).all():
        return None, None
    return interval(samples)
