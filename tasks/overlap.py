"""How far two masks of one shape agree: overlap, and distance of their boundaries."""

from __future__ import annotations

import numpy as np
import scipy.ndimage as ndi


def dice_of(first: np.ndarray, second: np.ndarray) -> float:
    """Dice overlap of two masks of one shape, 0 to 1.

    Examples
    --------
    >>> dice_of(np.array([1, 1, 0], dtype=bool), np.array([0, 1, 0], dtype=bool)).__round__(3)
    0.667
    """
    total = int(first.sum()) + int(second.sum())
    return 2 * int((first & second).sum()) / total if total else 1.0


def iou_of(first: np.ndarray, second: np.ndarray) -> float:
    """Intersection over union of two masks of one shape, 0 to 1.

    Examples
    --------
    >>> iou_of(np.array([1, 1, 0], dtype=bool), np.array([0, 1, 0], dtype=bool))
    0.5
    """
    union = int((first | second).sum())
    return int((first & second).sum()) / union if union else 1.0


def hausdorff_distance_95(
    first: np.ndarray, second: np.ndarray, spacing: tuple[float, float] = (1.0, 1.0)
) -> float | None:
    """95 % Hausdorff distance of the boundaries of two masks of one shape, in the unit of `spacing`.

    Parameters
    ----------
    first, second : (h, w) bool.
    spacing : size of a pixel along rows and columns.

    Returns
    -------
    The larger of the two directed 95th percentiles; None when a mask is empty.

    Examples
    --------
    >>> point, other = np.zeros((4, 9), dtype=bool), np.zeros((4, 9), dtype=bool)
    >>> point[1, 1] = other[1, 7] = True
    >>> hausdorff_distance_95(point, other, spacing=(3.0, 0.5))
    3.0
    """
    if not first.any() or not second.any():
        return None
    edges = [mask & ~ndi.binary_erosion(mask) for mask in (first, second)]
    to_edge = [ndi.distance_transform_edt(~edge, sampling=spacing) for edge in edges]
    return float(max(np.percentile(to_edge[1][edges[0]], 95), np.percentile(to_edge[0][edges[1]], 95)))
