"""What tells a head from other pictures without a network: outline, grey levels, symmetry, detail, layout."""

from __future__ import annotations

import itertools

import numpy as np
import scipy.ndimage as ndi
from skimage.morphology import convex_hull_image

HEAD_FROM = 0.02
"""Grey level of the framed slice (0 to 1) from which a pixel counts as head."""
BANDS = (0.006, 0.012, 0.024, 0.048)
"""Widths of the Gaussians between which detail is measured, as a share of the side."""
RINGS = ((0.0, 0.03), (0.03, 0.06), (0.06, 0.1), (0.1, 0.2), (0.2, 1.0))
"""Depths below the head's outline, as a share of the side, at which its brightness is measured: scalp, skull, brain."""
THUMBNAIL = 8
"""Side of the thumbnail that tells the layout."""
PICTURE_MEASURES = 12 + len(BANDS) + len(RINGS) + THUMBNAIL**2


def picture_measures(square: np.ndarray) -> np.ndarray:
    """What tells a head from other pictures without a network.

    Parameters
    ----------
    square : (size, size) framed slice in [0, 1], 0 outside the head; size a multiple of 8.

    Returns
    -------
    (85,): the head's share of the square, of its convex hull and of the square's corners; mean, spread, shares of black
    and white, and deciles 1, 5, 9 of its grey levels; likeness to its mirror images; logarithm of its detail in four
    bands; brightness in five rings below its outline; thumbnail of 8 x 8.
    """
    size = len(square)
    head = square > HEAD_FROM
    if not head.any():
        return np.zeros(PICTURE_MEASURES)
    grey = square[head]
    eighth = size // 8
    corners = [head[rows, columns].mean() for rows in _ends(eighth) for columns in _ends(eighth)]
    depth = ndi.distance_transform_edt(np.pad(head, 1))[1:-1, 1:-1] / size
    rings = [(depth > low) & (depth <= high) for low, high in RINGS]
    smooth = [square, *(ndi.gaussian_filter(square, band * size) for band in BANDS)]
    block = size // THUMBNAIL
    return np.array(
        [
            head.mean(),
            head.sum() / max(convex_hull_image(head, offset_coordinates=False).sum(), 1),
            np.mean(corners),
            grey.mean(),
            grey.std(),
            (grey < 0.05).mean(),
            (grey > 0.95).mean(),
            *np.quantile(grey, (0.1, 0.5, 0.9)),
            _likeness(square, square[:, ::-1]),
            _likeness(square, square[::-1]),
            *(np.log(1e-3 + (one - other)[head].std()) for one, other in itertools.pairwise(smooth)),
            *(square[ring].mean() if ring.any() else 0.0 for ring in rings),
            *square.reshape(THUMBNAIL, block, THUMBNAIL, block).mean(axis=(1, 3)).ravel(),
        ]
    )


def _ends(length: int) -> tuple[slice, slice]:
    return slice(None, length), slice(-length, None)


def _likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Correlation of two pictures; 0 where one is flat."""
    spread = float(one.std() * other.std())
    return float(((one - one.mean()) * (other - other.mean())).mean()) / spread if spread else 0.0
