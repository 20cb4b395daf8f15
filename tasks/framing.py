"""Where the head lies in a slice, and the square the network sees.

The square holds the head alone: cropped to it, its own aspect kept, everything around it exactly 0, grey levels scaled
by the head's own range. File mode, aspect, field of view, border and background noise leave no trace.
"""

from __future__ import annotations

import numpy as np
import scipy.ndimage as ndi
from skimage import filters, measure, transform
from skimage.morphology import convex_hull_image, disk

from data_contracts.record import CaseError

Box = tuple[int, int, int, int]

BACKGROUND_SHARE = 0.3
"""How far from the mean background to the mean head, as Otsu's threshold parts them, head begins: dark skull and the
edge of the cortex belong to it."""


def head_mask(image: np.ndarray) -> np.ndarray:
    """Pixels of the head, holes filled.

    Otsu's threshold on the smoothed slice with bright fat clipped, so that a bright scalp does not push a dark brain
    into the background; then closing, filling (a closed scalp takes in what it encloses), opening, and the largest
    component.

    Parameters
    ----------
    image : (h, w) grey levels, any unit.

    Returns
    -------
    (h, w) bool; all False where the slice is flat.
    """
    grey = filters.gaussian(np.asarray(image, dtype=np.float32), sigma=max(image.shape) / 256, preserve_range=True)
    if np.ptp(grey) == 0:
        return np.zeros(image.shape, dtype=bool)
    foreground = grey > background_level(grey)
    radius = max(1, round(max(image.shape) / 100))
    whole = _closed_and_filled(foreground, 3 * radius)
    opened = ndi.binary_opening(np.pad(whole, radius, mode="edge"), disk(radius))
    labels = measure.label(opened[radius:-radius, radius:-radius])
    if not labels.any():
        return whole
    return np.asarray(ndi.binary_fill_holes(labels == 1 + np.argmax(np.bincount(labels.ravel())[1:])))


def background_level(grey: np.ndarray) -> float:
    """The grey level that head exceeds and background does not; the values' own level where they are all the same."""
    low = float(grey.min())
    bright = grey[grey > grey.mean()]
    if not bright.size:
        return low
    clipped = np.minimum(grey, low + 1.5 * np.median(bright - low))
    above = clipped > filters.threshold_otsu(clipped)
    background = float(clipped[~above].mean())
    return background + BACKGROUND_SHARE * float(clipped[above].mean() - background)


def _closed_and_filled(mask: np.ndarray, radius: int) -> np.ndarray:
    """Close gaps up to `2 * radius` px and fill holes. The border repeats, so that a gap cut by it is closed too."""
    padded = np.pad(mask, radius, mode="edge")
    outside = ndi.distance_transform_edt(~padded)
    grown = ndi.binary_fill_holes(outside <= radius)
    closed = ndi.distance_transform_edt(grown) > radius
    inner = (slice(radius, -radius),) * 2
    return np.asarray(ndi.binary_fill_holes(closed[inner] | mask))


def head_box(image: np.ndarray) -> Box:
    """(row, column, height, width) in px of the smallest box that holds the head.

    Raises
    ------
    CaseError
        If the slice is flat.
    """
    return box_of(head_mask(image))


def box_of(mask: np.ndarray) -> Box:
    """(row, column, height, width) in px of the smallest box that holds a mask.

    Raises
    ------
    CaseError
        If the mask is empty.
    """
    found = ndi.find_objects(mask.astype(np.uint8))
    if not found:
        raise CaseError("a head brighter than its background", "a flat slice")
    rows, columns = found[0]
    return rows.start, columns.start, rows.stop - rows.start, columns.stop - columns.start


def to_square(image: np.ndarray, box: Box, size: int) -> np.ndarray:
    """The head as the network sees it.

    Parameters
    ----------
    image : (h, w) grey levels.
    box : row, column, height, width in px: what is cut out and centred in the square.
    size : side of the square in px.

    Returns
    -------
    (size, size) float32 in [0, 1]: 0 outside the head, 0 and 1 the head's 1st and 99th percentile.
    """
    head = head_mask(image)
    grey = np.asarray(image, dtype=np.float32)
    low, high = np.percentile(grey[head], (1, 99)) if head.any() else (0.0, 1.0)
    scaled = np.where(head, np.clip((grey - low) / max(float(high - low), 1e-6), 0, 1), 0)
    return np.asarray(np.clip(_resized(_padded(scaled, box), (size, size)), 0, 1))


def mask_to_square(mask: np.ndarray, box: Box, size: int) -> np.ndarray:
    """A mask (h, w) in the geometry of `to_square`: (size, size) bool, True where more than half a pixel is covered."""
    return np.asarray(_resized(_padded(mask.astype(np.float32), box), (size, size)) > 0.5)


def from_square(square: np.ndarray, box: Box, shape: tuple[int, int]) -> np.ndarray:
    """Put a map on the square back on the slice: the inverse geometry of `to_square`.

    Parameters
    ----------
    square : (size, size) map.
    box : the box that `to_square` was given.
    shape : (h, w) of the slice in px.

    Returns
    -------
    (h, w) float32, bilinear inside the box and 0 outside it.
    """
    row, column, height, width = box
    side, top, left = _square_of(box)
    whole = _resized(np.asarray(square, dtype=np.float32), (side, side))
    restored = np.zeros(shape, dtype=np.float32)
    restored[row : row + height, column : column + width] = whole[top : top + height, left : left + width]
    return restored


def _square_of(box: Box) -> tuple[int, int, int]:
    """Side of the square around a box, and the rows above and columns left of the box in it, in px."""
    side = max(box[2], box[3])
    return side, (side - box[2]) // 2, (side - box[3]) // 2


def _padded(array: np.ndarray, box: Box) -> np.ndarray:
    row, column, height, width = box
    side, top, left = _square_of(box)
    square = np.zeros((side, side), dtype=np.float32)
    square[top : top + height, left : left + width] = array[row : row + height, column : column + width]
    return square


def _resized(array: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    if array.shape == shape:
        return array
    shrinks = shape[0] < array.shape[0]
    return np.asarray(transform.resize(array, shape, order=1, mode="edge", anti_aliasing=shrinks), dtype=np.float32)


def brain_mask(image: np.ndarray) -> np.ndarray:
    """A rough estimate of the inside of the skull on one slice: bone, scalp and most of a face or neck left out.

    Brain is even: tissue neither as dark as bone nor next to a steep change to dark, and not the bright fat near the
    skin. Of the parts left after erosion the heavy ones (area times depth in the head) are kept, grown back, and their
    convex hull is the estimate, so that tumours, ventricles and the skull base between the temporal lobes are inside.

    Parameters
    ----------
    image : (h, w) grey levels, any unit.

    Returns
    -------
    (h, w) bool, a part of `head_mask(image)`; empty only where that is.
    """
    head = head_mask(image)
    if not head.any():
        return head
    grey = np.asarray(image, dtype=np.float32)
    unit = np.sqrt(head.sum()) / 100
    depth = _depth(head, unit)
    level = max(float(np.median(grey[depth > depth.max() / 2])), 1e-6)
    smooth = filters.gaussian(grey, sigma=0.8 * unit, preserve_range=True)
    slope = ndi.gaussian_gradient_magnitude(np.minimum(grey, 1.2 * level), 0.7 * unit) * unit / level
    fat = (smooth > 1.8 * level) & (depth < 8 * unit)
    tissue = head & (smooth > 0.6 * level) & (slope < 0.25) & ~fat
    labels = measure.label(_depth(tissue, unit) > 2 * unit)
    inside = depth > 2 * unit
    if not labels.any():
        return inside if inside.any() else head
    weights = np.bincount(labels.ravel(), weights=np.where(labels.ravel() > 0, depth.ravel(), 0))
    parts = np.isin(labels, np.flatnonzero(weights >= max(0.15 * weights.max(), 1e-6)))
    grown = ndi.distance_transform_edt(~parts) <= 4 * unit
    return np.asarray(convex_hull_image(grown, offset_coordinates=False) & inside)


def _depth(mask: np.ndarray, unit: float) -> np.ndarray:
    """Distance in px of each pixel of a mask to its outside, up to 12 units; the slice's border is no outside."""
    margin = int(np.ceil(12 * unit))
    return np.asarray(ndi.distance_transform_edt(np.pad(mask, margin, mode="edge"))[margin:-margin, margin:-margin])
