"""The MNI152 template, and its slices as a slice without coordinates is compared with them.

nilearn carries the template (ICBM 152 nonlinear 2009a symmetric, skull-stripped, 1 mm).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
import scipy.fft
import scipy.ndimage as ndi

from data_contracts.names import Plane

NORMAL: dict[Plane, int] = {"axial": 2, "coronal": 1, "sagittal": 0}
"""World axis (x 0, y 1, z 2) that a plane's level is read on."""
PIVOT_MM = (0.0, -18.0, 8.0)
"""Point of the brain about which a head is pitched, and where a pitched slice's level is read."""
INSIDE = 0.2
"""Grey level (0 to 1) from which a voxel of the template is brain."""

LEVELS_MM: dict[Plane, tuple[float, float]] = {"axial": (-48, 72), "coronal": (-96, 64), "sagittal": (0, 64)}
"""Sagittal levels are distances from the midline: the template is symmetric, so a slice does not tell its side."""
LEVEL_STEP_MM = 4.0
PITCHES_DEG = (-5.0, 5.0, 15.0, 25.0)
"""How far the head may be pitched: an axial slice rises so much towards the back, a coronal one leans so much forward
towards the top, a sagittal one is turned so much in its plane. Clinical slices follow the skull base, not AC-PC."""
SIZES = np.geomspace(0.8, 1.2, 7)
"""Sizes that are tried, relative to the size at which the template slice would fill the head."""

CANVAS_PX = 48
HEAD_PX = 32
"""Size of the head on the canvas: its breadth; for an axial slice the geometric mean of length and breadth."""
CROWN_ROW = 5
"""Where the crown is put, in a coronal or sagittal slice. An axial one is centred."""
HEAD_MARGIN_MM = 26.0
"""Skull and scalp, of both sides together."""
RIM_MM = 6.0
"""How far around the brain the comparison goes: there CSF and skull are dark."""
DETAIL_PX = 3.0

NEAR_STEP = 2
NEAR_MM = 15.0
GRID_MM = 2.0
GRID_PX = 128
"""Template slices are first cut so finely, about the pivot."""


@functools.lru_cache(maxsize=1)
def load_template() -> tuple[np.ndarray, np.ndarray]:
    """The template (x, y, z) in [0, 1] at 1 mm, read-only, and the MNI position of its first voxel in mm."""
    from nilearn.datasets import load_mni152_template

    image = load_mni152_template(resolution=1)
    brain = np.asarray(image.dataobj, dtype=np.float32)
    brain.setflags(write=False)
    return brain, np.asarray(image.affine)[:3, 3]


@functools.lru_cache(maxsize=1)
def _near_brain() -> np.ndarray:
    brain, _ = load_template()
    coarse = brain[::NEAR_STEP, ::NEAR_STEP, ::NEAR_STEP] > INSIDE
    near = np.asarray(ndi.distance_transform_edt(~coarse) * NEAR_STEP <= NEAR_MM)
    near.setflags(write=False)
    return near


def near_brain(xyz_mm: np.ndarray) -> np.ndarray:
    """Which of the positions (n, 3) lie in the brain or at most 15 mm from it: all a tumour in the head can."""
    near = _near_brain()
    ijk = np.rint((xyz_mm - load_template()[1]) / NEAR_STEP).astype(np.intp)
    held = ((ijk >= 0) & (ijk < near.shape)).all(axis=-1)
    return np.asarray(held & near[tuple(np.where(held[:, None], ijk, 0).T)])


def axes_of(plane: Plane, pitch_deg: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """World directions in which rows and columns of a slice run, for a head pitched so far.

    Radiological: anterior or superior is up, the patient's right is on the image's left, anterior on the left.

    Examples
    --------
    >>> [axis.tolist() for axis in axes_of("axial")]
    [[0.0, -1.0, 0.0], [-1.0, 0.0, 0.0]]
    """
    cosine, sine = float(np.cos(np.radians(pitch_deg))), float(np.sin(np.radians(pitch_deg)))
    back, left = np.array([0.0, -cosine, sine]), np.array([-1.0, 0.0, 0.0])
    down = np.array([0.0, -sine, -cosine])
    return {"axial": (back, left), "coronal": (down, left), "sagittal": (down, back)}[plane]


@dataclass(frozen=True)
class Bank:
    """Template slices of one plane on the canvas: k = pitches x levels x sizes of them.

    Attributes
    ----------
    level_mm, size : of each slice (k,); `head_mm` (k,) is what a head of size 1 measures there.
    origin_mm, row_mm, column_mm : canvas pixels to world (k, 3).
    brain, support : conjugate transforms (k, 48, 25) of the grey levels less their mean, and of the pixels that count.
    pixels, spread : number of those pixels, and norm of the grey levels over them (k,).
    """

    level_mm: np.ndarray
    size: np.ndarray
    head_mm: np.ndarray
    origin_mm: np.ndarray
    row_mm: np.ndarray
    column_mm: np.ndarray
    brain: np.ndarray
    support: np.ndarray
    pixels: np.ndarray
    spread: np.ndarray


@functools.lru_cache(maxsize=3)
def bank(plane: Plane) -> Bank:
    """All template slices of a plane that a slice is compared with."""
    low, high = LEVELS_MM[plane]
    levels = np.arange(low, high + LEVEL_STEP_MM / 2, LEVEL_STEP_MM)
    entries = []
    for pitch in PITCHES_DEG:
        axes = axes_of(plane, pitch)
        cuts = np.array([_cut(_pivot(plane, level), axes) for level in levels])
        outlines = cuts > INSIDE
        if plane == "axial":  # the head does not shrink below its widest level as the brain does
            outlines = np.logical_or.accumulate(outlines[::-1])[::-1]
        for level, cut, outline in zip(levels, cuts, outlines, strict=True):
            entries += [(level, *entry) for entry in _on_canvas(plane, _pivot(plane, level), axes, cut, outline)]
    level_mm, size, head_mm, origin_mm, row_mm, column_mm, grey, counts = map(np.array, zip(*entries, strict=True))
    support = counts.astype(np.float32)
    pixels = support.sum(axis=(1, 2))
    brain = (grey - ((grey * support).sum(axis=(1, 2)) / pixels)[:, None, None]) * support
    return Bank(
        level_mm=level_mm,
        size=size,
        head_mm=head_mm,
        origin_mm=origin_mm,
        row_mm=row_mm,
        column_mm=column_mm,
        brain=np.conj(scipy.fft.rfft2(brain)),
        support=np.conj(scipy.fft.rfft2(support)),
        pixels=pixels,
        spread=np.sqrt((brain**2).sum(axis=(1, 2))),
    )


def _pivot(plane: Plane, level: float) -> np.ndarray:
    pivot = np.array(PIVOT_MM)
    pivot[NORMAL[plane]] = level
    return pivot


def _cut(middle: np.ndarray, axes: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    volume, corner = load_template()
    along = GRID_MM * (np.arange(GRID_PX) - GRID_PX / 2)
    voxels = (middle - corner)[:, None, None] + axes[0][:, None, None] * along[:, None] + axes[1][:, None, None] * along
    return np.asarray(ndi.map_coordinates(volume, voxels, order=1))


def _on_canvas(
    plane: Plane, middle: np.ndarray, axes: tuple[np.ndarray, np.ndarray], cut: np.ndarray, outline: np.ndarray
) -> list[tuple]:
    """One cut in every size: size, head_mm, origin_mm, row_mm, column_mm, grey levels, pixels that count."""
    rows, columns = ndi.find_objects(outline.astype(np.uint8))[0]
    length, breadth = (GRID_MM * (side.stop - side.start) + HEAD_MARGIN_MM for side in (rows, columns))
    head = float(np.sqrt(length * breadth)) if plane == "axial" else breadth
    near = (ndi.distance_transform_edt(cut <= INSIDE) * GRID_MM <= RIM_MM).astype(np.float32)
    entries = []
    for size in SIZES:
        step_mm = head * size / HEAD_PX
        step = step_mm / GRID_MM
        start = np.array([rows.start + rows.stop, columns.start + columns.stop]) / 2 - step * CANVAS_PX / 2
        if plane != "axial":
            start[0] = rows.start - HEAD_MARGIN_MM / 2 / GRID_MM - step * CROWN_ROW
        grey = detail(sampled(ndi.gaussian_filter(cut, step / 2), start, (step, step)))
        counts = sampled(near, start, (step, step)) > 0.5
        offset = GRID_MM * (start - GRID_PX / 2)
        origin = middle + axes[0] * offset[0] + axes[1] * offset[1]
        entries.append((size, head, origin, step_mm * axes[0], step_mm * axes[1], grey, counts))
    return entries


def sampled(image: np.ndarray, start: np.ndarray, step: tuple[float, float]) -> np.ndarray:
    """Put an image (h, w) on the canvas: its pixel `start` comes first, then every `step`; 0 outside it."""
    shape = (CANVAS_PX, CANVAS_PX)
    return np.asarray(ndi.affine_transform(image, np.array(step), offset=start, output_shape=shape, order=1))


def detail(canvas: np.ndarray) -> np.ndarray:
    """What stands out from its surroundings, so that uneven illumination and the outline count less."""
    return np.asarray(canvas - ndi.gaussian_filter(canvas, DETAIL_PX))
