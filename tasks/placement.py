"""Where a slice lies in MNI space: an estimate, with a band.

The slice is laid over template slices of its plane, at every level, pitch, size and shift that its head allows, and
scored by normalised correlation over the template's brain and a rim around it. The best score of each level makes a
curve; its peak is the level, and the levels that score about as well are the band. Heads that roll or turn are not
modelled. Correlation over all shifts is computed by FFT (Lewis, Fast normalized cross-correlation, 1995); what a tumour
covers is filled in before (Brett et al., NeuroImage 2001, doi 10.1006/nimg.2001.0845).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy.fft
import scipy.ndimage as ndi

from data_contracts.cases import Case
from data_contracts.names import Hemisphere, Plane
from data_contracts.record import CaseError
from tasks.framing import head_mask
from tasks.template import CANVAS_PX, CROWN_ROW, HEAD_PX, NORMAL, Bank, axes_of, bank, detail, near_brain, sampled

SHIFT_PX = 7
SIZE_SPREAD = 0.08
KNOWN_SIZE_SPREAD = 0.06
"""Standard deviation of the logarithm of a head's size, without and with a pixel spacing."""
SIZE_WEIGHT = 0.01
"""What a size one standard deviation off costs in correlation."""
SIDEWAYS_SPREAD_PX = 1.0
"""Standard deviation, in pixels of the canvas (a 32nd of the head), of the brain's middle around the head's middle column,
where columns run from left to right. It costs like a size (`SIZE_WEIGHT`)."""
OUTSIDE_WEIGHT = 0.2
BRIGHTEST = 3.0
"""Grey levels above this multiple of the head's median count as this much: fat and enhancing tissue."""
SCALP_SHARE = 0.05
"""Part of the head's size that is taken off all around: else the bright scalp is taken for the edge of the brain."""
CROWN_TO_BREADTH = 0.6
"""A head is measured down to this multiple of its breadth below the crown: above the neck and, mostly, the nose."""

MIDLINE_MM = 5.0
SMALLER_SIDE_SHARE = 0.2


@dataclass(frozen=True)
class View:
    """How a slice must be turned to be shown as `axes_of` says: exchange rows and columns first, then reverse.

    `spacing_mm` is along the turned rows and columns, None where the file gives none; `oriented` is True where the file
    tells which way the slice was turned.
    """

    plane: Plane
    transposed: bool = False
    rows_reversed: bool = False
    columns_reversed: bool = False
    spacing_mm: tuple[float, float] | None = None
    oriented: bool = False

    def turn(self, array: np.ndarray) -> np.ndarray:
        """The slice (h, w) as it is shown."""
        turned = array.T if self.transposed else array
        return turned[:: -1 if self.rows_reversed else 1, :: -1 if self.columns_reversed else 1]


@dataclass(frozen=True)
class Fit:
    """The best placement at one level: world mm = `origin_mm` + row x `row_mm` + column x `column_mm`, each (3,)."""

    level_mm: float
    score: float
    origin_mm: np.ndarray
    row_mm: np.ndarray
    column_mm: np.ndarray


@dataclass(frozen=True)
class Placement:
    """The fits of one slice, one a level, best first."""

    view: View
    fits: tuple[Fit, ...]

    def band(self, tolerance: float) -> tuple[Fit, ...]:
        """The fits whose score is at most `tolerance` below the best, best first."""
        return tuple(fit for fit in self.fits if fit.score >= self.fits[0].score - tolerance)

    def world(self, fit: Fit, mask: np.ndarray) -> np.ndarray:
        """MNI position (n, 3) in mm of each pixel of a mask (h, w) of the slice, placed by `fit`."""
        pixels = np.argwhere(self.view.turn(mask)).astype(float)
        return np.asarray(fit.origin_mm + pixels[:, :1] * fit.row_mm + pixels[:, 1:] * fit.column_mm)


def hemisphere_of(xyz_mm: np.ndarray) -> Hemisphere:
    """Side of a set of positions (n, 3): "midline" if their centre is within 5 mm of it, "both" if at least a fifth of
    them lies on either side, else the side of the centre.
    """
    centre, right = float(xyz_mm[:, 0].mean()), float((xyz_mm[:, 0] > 0).mean())
    if abs(centre) <= MIDLINE_MM:
        return "midline"
    if min(right, 1 - right) >= SMALLER_SIDE_SHARE:
        return "both"
    return "right" if centre > 0 else "left"


def view_of(case: Case) -> View | None:
    """How to turn the case's slice: by its affine where there is one, else as its plane is usually shown.

    None where neither tells the plane.
    """
    if case.affine is None:
        return None if case.plane == "unknown" else View(case.plane, spacing_mm=case.spacing_mm)
    directions = np.array(case.affine, dtype=float).reshape(4, 4)[:3, :2]
    normal = int(np.argmax(np.abs(np.cross(directions[:, 0], directions[:, 1]))))
    plane = next(plane for plane, axis in NORMAL.items() if axis == normal)
    rows, columns = axes_of(plane)
    transposed = bool(abs(rows @ directions[:, 0]) < abs(rows @ directions[:, 1]))
    along = directions[:, ::-1] if transposed else directions
    height, width = (float(length) for length in np.linalg.norm(along, axis=0))
    rows_reversed, columns_reversed = bool(rows @ along[:, 0] < 0), bool(columns @ along[:, 1] < 0)
    return View(plane, transposed, rows_reversed, columns_reversed, (height, width), oriented=True)


def place(image: np.ndarray, view: View, lesion: np.ndarray) -> Placement:
    """Place a slice in MNI space.

    Parameters
    ----------
    image : (h, w) grey levels.
    view : how to turn it. A sagittal slice that is not oriented is also tried with front and back exchanged.
    lesion : (h, w) bool: pixels that shall not count; they are filled with the grey level around them.
        A placement that would put them outside the head scores less.

    Raises
    ------
    CaseError
        If the slice shows no head.
    """
    filled = _filled(image, lesion)
    head = head_mask(filled)
    if not head.any():
        raise CaseError("a head brighter than its background", "a flat slice")
    grey = np.where(head, np.minimum(filled / np.median(filled[head]), BRIGHTEST), 0).astype(np.float32)
    ways = [view]
    if view.plane == "sagittal" and not view.oriented:
        ways.append(replace(view, columns_reversed=not view.columns_reversed))
    placements = [Placement(way, _fits(way.turn(grey), way.turn(head), way)) for way in ways]
    held = [_with_lesion_inside(placement, lesion) for placement in placements]
    return max(held, key=lambda placement: placement.fits[0].score)


def _with_lesion_inside(placement: Placement, lesion: np.ndarray) -> Placement:
    """Fits that put the lesion outside the head score less by `OUTSIDE_WEIGHT` times the share that is outside."""
    if not lesion.any():
        return placement
    fits = [
        replace(fit, score=fit.score - OUTSIDE_WEIGHT * float(1 - near_brain(placement.world(fit, lesion)).mean()))
        for fit in placement.fits
    ]
    return replace(placement, fits=tuple(sorted(fits, key=lambda fit: -fit.score)))


def _filled(image: np.ndarray, lesion: np.ndarray) -> np.ndarray:
    grey = np.asarray(image, dtype=np.float32)
    around = ndi.binary_dilation(lesion, iterations=max(2, max(image.shape) // 50)) & ~lesion
    return np.where(lesion, np.median(grey[around]), grey) if around.any() else grey


def _measured(head: np.ndarray, plane: Plane, pixel: np.ndarray) -> tuple[float, float, float]:
    """Size of the head in the unit of `pixel`; its first row (of an axial slice the middle one); its middle column."""
    rows, columns = np.flatnonzero(head.any(axis=1)), np.flatnonzero(head.any(axis=0))
    top, bottom, left, right = rows[0], rows[-1], columns[0], columns[-1]
    if plane == "axial":
        length, breadth = (bottom - top + 1) * pixel[0], (right - left + 1) * pixel[1]
        return float(np.sqrt(length * breadth)), float(top + bottom) / 2, float(left + right) / 2
    first = np.where(head.any(axis=1), head.argmax(axis=1), head.shape[1])[top:]
    last = np.where(head.any(axis=1), head.shape[1] - 1 - head[:, ::-1].argmax(axis=1), -1)[top:]
    lefts, rights = np.minimum.accumulate(first), np.maximum.accumulate(last)
    breadths = (rights - lefts + 1) * pixel[1]
    deep = np.flatnonzero(np.arange(len(breadths)) * pixel[0] >= CROWN_TO_BREADTH * breadths)
    row = int(deep[0]) if len(deep) else len(breadths) - 1
    return float(breadths[row]), float(top), float(lefts[row] + rights[row]) / 2


def _fits(grey: np.ndarray, head: np.ndarray, view: View) -> tuple[Fit, ...]:
    pixel = np.array(view.spacing_mm or (1.0, 1.0))
    size, row, column = _measured(head, view.plane, pixel)
    step = size / HEAD_PX / pixel
    start = np.array([row, column]) - step * CANVAS_PX / 2
    if view.plane != "axial":
        start[0] = row - step[0] * CROWN_ROW
    depth = ndi.distance_transform_edt(np.pad(head, 1, mode="edge"), sampling=pixel)[1:-1, 1:-1]
    inside = np.where(depth > SCALP_SHARE * size, grey, 0)
    canvas = detail(sampled(ndi.gaussian_filter(inside, step / 2), start, tuple(step)))

    slices = bank(view.plane)
    relative = slices.size if view.spacing_mm is None else slices.size * slices.head_mm / size
    spread = SIZE_SPREAD if view.spacing_mm is None else KNOWN_SIZE_SPREAD
    score = _correlation(canvas, slices) - (SIZE_WEIGHT * (np.log(relative) / spread) ** 2)[:, None, None]
    if view.plane != "sagittal":
        score -= SIZE_WEIGHT * (np.arange(-SHIFT_PX, SHIFT_PX + 1) / SIDEWAYS_SPREAD_PX) ** 2
    fits = []
    for level in np.unique(slices.level_mm):
        entries = np.flatnonzero(slices.level_mm == level)
        position = np.unravel_index(np.argmax(score[entries]), (len(entries), *score.shape[1:]))
        entry, at = entries[position[0]], (int(position[1]), int(position[2]))
        moved = start / step + _peak(score[entry], *at) - SHIFT_PX
        along_rows, along_columns = slices.row_mm[entry], slices.column_mm[entry]
        origin = slices.origin_mm[entry] - moved[0] * along_rows - moved[1] * along_columns
        fits.append(Fit(float(level), float(score[entry][at]), origin, along_rows / step[0], along_columns / step[1]))
    return tuple(sorted(fits, key=lambda fit: -fit.score))


def _correlation(canvas: np.ndarray, slices: Bank) -> np.ndarray:
    """Normalised correlation (k, 15, 15) of the canvas with each template slice, over shifts of up to `SHIFT_PX`."""
    window = np.arange(-SHIFT_PX, SHIFT_PX + 1) % CANVAS_PX

    def over_shifts(transformed: np.ndarray) -> np.ndarray:
        return np.asarray(scipy.fft.irfft2(transformed, s=canvas.shape)[:, window[:, None], window])

    once = scipy.fft.rfft2(canvas)
    total = over_shifts(once * slices.support)
    variance = over_shifts(scipy.fft.rfft2(canvas**2) * slices.support) - total**2 / slices.pixels[:, None, None]
    product = over_shifts(once * slices.brain)
    return np.asarray(product / (np.sqrt(np.maximum(variance, 1e-3)) * slices.spread[:, None, None]))


def _peak(score: np.ndarray, row: int, column: int) -> np.ndarray:
    """The peak between pixels: a parabola through the neighbours along rows and along columns."""
    return np.array([row + _vertex(score[:, column], row), column + _vertex(score[row], column)])


def _vertex(values: np.ndarray, at: int) -> float:
    if at in (0, len(values) - 1):
        return 0.0
    before, peak, after = values[at - 1 : at + 2]
    bend = before - 2 * peak + after
    return float(0.5 * (before - after) / bend) if bend < 0 else 0.0
