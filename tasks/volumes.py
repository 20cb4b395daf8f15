"""The reader of NIfTI volumes, and how a slice of any volume is turned to radiological convention.

On a slice anterior or superior is up and the patient's right is on the image's left; sagittal slices face left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from data_contracts.names import Plane
from data_contracts.record import CaseError
from data_contracts.settings import IngestSettings
from tasks.formats import Slice, check_size, grey_range, parsing, to_grey
from tasks.framing import background_level
from tasks.layout import shown_name

PLANES: tuple[Plane, Plane, Plane] = ("sagittal", "coronal", "axial")
"""Plane of the slices along the first, second and third RAS axis."""

TISSUE_PCT = 2.0
"""A slice with less of its area above the volume's background is counted as empty."""

THICKER = 1.1
"""Slices lie along the axis whose voxels are this much longer than along the other two; else they are axial."""


LABELLED = 0.5
"""A voxel of a mask volume is tumour from this value on: any label of a label map, a probability of one half."""


def nifti_slices(path: Path, mask: Path | None, settings: IngestSettings) -> Iterator[Slice | int]:
    """The slices of a NIfTI volume, or the index of a slice without tissue.

    The volume is kept once, as stored. Indices count from the patient's left, back or feet. Grey levels are scaled over
    the whole volume. Without an orientation in the header the last axis is cut and no affine is given.

    Raises
    ------
    CaseError
        If the file is damaged, is no volume of finite numbers, is over the limits, or the mask is on another grid.
    """
    values, affine, zooms = _nifti(path, settings)
    truth = None
    if mask is not None:
        truth, other, _ = _nifti(mask, settings)
        if truth.shape != values.shape or not np.allclose(affine, other, atol=0.01, equal_nan=True):
            raise CaseError(
                f"a mask on the image's grid of {_sides(values)} voxels", f"{_sides(truth)} in {shown_name(mask)}"
            )
        truth = truth >= LABELLED
    low, high = grey_range(values)
    oriented = not np.isnan(affine).any()
    axis = _slice_axis(values.shape, zooms) if oriented else 2
    check_size([side for number, side in enumerate(values.shape) if number != axis], settings)
    step = max(1, round((values.size / 2_000_000) ** (1 / 3)))
    level = background_level(to_grey(values[::step, ::step, ::step], low, high).astype(np.float32))
    for index in range(values.shape[axis]):
        grey = to_grey(values.take(index, axis), low, high)
        if is_empty(grey, level):
            yield index
            continue
        yield slice_of(
            grey,
            mask=None if truth is None else truth.take(index, axis),
            axis=axis,
            index=index,
            affine=affine if oriented else None,
            zooms=zooms,
        )


def is_empty(grey: np.ndarray, level: float) -> bool:
    """Whether a slice holds less than `TISSUE_PCT` of its area above the volume's background level."""
    return bool(100 * np.mean(grey > level) < TISSUE_PCT)


def _nifti(path: Path, settings: IngestSettings) -> tuple[np.ndarray, np.ndarray, tuple[float, ...]]:
    """Voxels with axes to the right, to the front and up, their affine (NaN where the header gives none), and sizes."""
    import nibabel as nib

    expected = "a NIfTI volume with three dimensions"
    with parsing(expected):
        stored: Any = nib.load(path, mmap=False)
        shape = stored.shape
        while len(shape) > 3 and shape[-1] == 1:
            shape = shape[:-1]
        shape = (*shape, 1) if len(shape) == 2 else shape
        if len(shape) != 3:
            raise CaseError(expected, f"{len(shape)} dimensions: {' x '.join(map(str, shape))}")
        kind = stored.get_data_dtype()
        if kind.kind not in "iufb":
            raise CaseError("one number per voxel", f"{kind}")
        megabytes = float(np.prod([float(side) for side in shape])) * max(kind.itemsize, 4) / 2**20
        if min(shape) < 1 or max(shape) > settings.max_side_px or megabytes > settings.max_file_mb:
            raise CaseError(
                f"sides of at most {settings.max_side_px} voxels and {settings.max_file_mb} MB",
                " x ".join(map(str, shape)),
            )
        scaled = stored.dataobj.slope != 1 or stored.dataobj.inter != 0
        values = np.asarray(stored.dataobj.get_scaled(np.float32) if scaled else stored.dataobj.get_unscaled())
        values = values.reshape(shape, order="A")
        zooms = tuple(abs(float(size)) for size in (*stored.header.get_zooms(), 1.0)[:3])
        if not (stored.header["sform_code"] or stored.header["qform_code"]):
            return values, np.full((4, 4), np.nan), zooms
        affine = stored.affine
        if not np.isfinite(affine).all() or abs(np.linalg.det(affine[:3, :3])) < 1e-9:
            raise CaseError("an affine that can be inverted", "a singular affine")
        orientation = nib.io_orientation(affine)
        values = nib.apply_orientation(values, orientation)
        affine = affine @ nib.orientations.inv_ornt_aff(orientation, shape)
        return values, affine, tuple(float(size) for size in np.linalg.norm(affine[:3, :3], axis=0))


def _sides(values: np.ndarray) -> str:
    return " x ".join(map(str, values.shape))


def _slice_axis(shape: tuple[int, ...], zooms: tuple[float, ...]) -> int:
    """0 for sagittal, 1 for coronal, 2 for axial slices of a volume in RAS order."""
    if 1 in shape:
        return shape.index(1)
    thickest = int(np.argmax(zooms))
    others = max(size for number, size in enumerate(zooms) if number != thickest)
    return thickest if zooms[thickest] > THICKER * others else 2


def slice_of(
    grey: np.ndarray,
    mask: np.ndarray | None,
    axis: int,
    index: int | None,
    affine: np.ndarray | None,
    zooms: Sequence[float],
    layer: int | None = None,
) -> Slice:
    """Turn a slice (a, b) along the two axes left beside `axis` of a volume in RAS order to (row, col).

    `layer` is the slice's number along `axis` in the affine's volume, where that is not `index`.
    """
    columns, rows = (number for number in range(3) if number != axis)
    world = None
    if affine is not None:
        pixel = np.zeros((4, 4))
        pixel[rows, 0], pixel[columns, 1], pixel[axis, 2], pixel[3, 3] = -1, -1, 1, 1
        pixel[rows, 3], pixel[columns, 3] = grey.shape[1] - 1, grey.shape[0] - 1
        pixel[axis, 3] = layer if layer is not None else index or 0
        world = tuple(float(value) for value in (affine @ pixel).ravel())
    known = zooms[rows] > 0 and zooms[columns] > 0 and np.isfinite([zooms[rows], zooms[columns]]).all()
    return Slice(
        image=np.ascontiguousarray(grey[::-1, ::-1].T),
        mask=None if mask is None else np.ascontiguousarray(mask[::-1, ::-1].T),
        index=index,
        plane="unknown" if affine is None else PLANES[axis],
        spacing_mm=(float(zooms[rows]), float(zooms[columns])) if known else None,
        affine=world,
    )
