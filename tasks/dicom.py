"""The reader of DICOM files and series. Only geometry leaves this module, and digests of identifiers."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from data_contracts.record import CaseError
from data_contracts.settings import IngestSettings
from tasks.formats import Slice, check_size, digest, grey_range, parsing, to_grey
from tasks.framing import background_level
from tasks.volumes import is_empty, slice_of

GEOMETRY = ("ImagePositionPatient", "ImageOrientationPatient", "InstanceNumber")
DEFLATED = "1.2.840.10008.1.2.1.99"
SHORTEST_MM, LONGEST_MM = 1e-3, 1e3
"""A pixel or a slice is longer than the first and shorter than the second; no affine is made of other lengths."""


@dataclass(frozen=True)
class DicomIdentity:
    """What groups and orders a DICOM file. `position` is mm along the slice normal, else the instance number."""

    series: str
    group_id: str
    position: float


def dicom_identity(path: Path) -> DicomIdentity:
    """Series and place of a DICOM file, without its pixels. Identifiers leave here as digests only.

    Raises
    ------
    CaseError
        If it is damaged, deflated (its size cannot be known before it is unpacked), or names no series.
    """
    header = _dicom(path, ["SeriesInstanceUID", "PatientID", *GEOMETRY])
    with parsing("a DICOM file"):
        series = str(header.get("SeriesInstanceUID") or "")
        if not series:
            raise CaseError("a DICOM file that names its series", "no SeriesInstanceUID")
        patient = str(header.get("PatientID") or "") or series
        number = float(header.get("InstanceNumber") or 0)
        axes = _axes(header)
        position = number if axes is None else float(np.cross(axes[0], axes[1]) @ axes[2])
        return DicomIdentity(series=digest("dicom", series), group_id=digest("dicom", patient), position=position)


def _dicom(path: Path, tags: list[str] | None) -> Any:
    """Parse a file, to the pixels if `tags` are given. pydicom is silenced for good: its warnings quote tag values."""
    import pydicom
    from pydicom.filereader import read_file_meta_info

    pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
    warnings.filterwarnings("ignore", module=r"pydicom\.")
    logging.getLogger("pydicom").setLevel(logging.CRITICAL)
    with parsing("a DICOM file"):
        if str(read_file_meta_info(path).get("TransferSyntaxUID", "")) == DEFLATED:
            raise CaseError("a DICOM file that is not deflated", "a deflated one")
        return pydicom.dcmread(path, stop_before_pixels=tags is not None, specific_tags=tags)


def _axes(header: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """Unit vectors of growing column and of growing row, and the first pixel, in RAS mm; None where not given."""
    orientation, position = header.get("ImageOrientationPatient"), header.get("ImagePositionPatient")
    if orientation is None or position is None or len(orientation) != 6 or len(position) != 3:
        return None
    to_ras = np.array([-1.0, -1.0, 1.0])
    along_columns, along_rows = np.array(orientation, dtype=float).reshape(2, 3) * to_ras
    origin = np.array(position, dtype=float) * to_ras
    lengths = np.linalg.norm(along_columns), np.linalg.norm(along_rows)
    skew = abs(along_columns @ along_rows)
    if (
        not np.isfinite([*along_columns, *along_rows, *origin]).all()
        or not np.allclose(lengths, 1, atol=0.01)
        or skew > 0.01
    ):
        raise CaseError("two unit vectors at a right angle as ImageOrientationPatient", "others")
    return along_columns, along_rows, origin


def dicom_slices(paths: Sequence[Path], settings: IngestSettings) -> Iterator[Slice | int | tuple[Path, CaseError]]:
    """The slices of a DICOM series in the order given; the index of one without tissue; a file that cannot be read.

    Grey levels are scaled over the whole series. A single file has no index.
    """
    frames: list[tuple[int, np.ndarray, np.ndarray | None, tuple[float, ...]]] = []
    for index, path in enumerate(paths):
        try:
            frames.append((index, *_frame(path, settings)))
        except CaseError as error:
            yield path, error
    if not frames:
        return
    ranges = [grey_range(values) for _, values, _, _ in frames]
    low, high = min(low for low, _ in ranges), max(high for _, high in ranges)
    sample = np.concatenate([to_grey(values, low, high)[::4, ::4].ravel() for _, values, _, _ in frames])
    level = background_level(sample.astype(np.float32))
    for index, values, affine, zooms in frames:
        grey = to_grey(values, low, high)
        if is_empty(grey, level):
            yield index
            continue
        number = index if len(paths) > 1 else None
        if affine is None:
            yield Slice(image=grey, index=number, spacing_mm=(zooms[0], zooms[1]) if zooms[0] else None)
            continue
        try:
            yield _turned(grey, affine, number)
        except CaseError as error:
            yield paths[index], error


def _turned(grey: np.ndarray, affine: np.ndarray, index: int | None) -> Slice:
    import nibabel as nib

    volume = grey[:, :, np.newaxis]
    with parsing("a DICOM file with a place in the patient"):
        orientation = nib.io_orientation(affine)
        affine = affine @ nib.orientations.inv_ornt_aff(orientation, volume.shape)
        axis = int(orientation[2, 0])
        turned = nib.apply_orientation(volume, orientation).take(0, axis)
        return slice_of(turned, None, axis, index, affine, np.linalg.norm(affine[:3, :3], axis=0), layer=0)


def _frame(path: Path, settings: IngestSettings) -> tuple[np.ndarray, np.ndarray | None, tuple[float, ...]]:
    """Grey levels (rows, columns) of one DICOM file, its affine (row, col, layer) to RAS mm, and its pixel spacing."""
    header = _dicom(path, None)
    with parsing("one grey image per DICOM file"):
        if "PixelData" not in header:
            raise CaseError("a DICOM file with an image", "no PixelData")
        check_size((int(header.Rows), int(header.Columns)), settings)
        frames, samples = int(header.get("NumberOfFrames") or 1), int(header.get("SamplesPerPixel") or 1)
        if frames != 1 or samples != 1:
            raise CaseError("one grey image per DICOM file", f"{frames} frames of {samples} samples per pixel")
        values = header.pixel_array.astype(np.float32)
        values = values * float(header.get("RescaleSlope", 1)) + float(header.get("RescaleIntercept", 0))
        if header.get("PhotometricInterpretation") == "MONOCHROME1":
            values = -values
        grey_range(values)
        spacing = tuple(float(size) for size in header.get("PixelSpacing") or (0.0, 0.0))
        if len(spacing) != 2 or not all(_is_length(size) for size in spacing if size != 0):
            raise CaseError("a PixelSpacing of two lengths in mm", f"{len(spacing)} others")
        thickness = float(header.get("SliceThickness") or 1.0)
        if not _is_length(thickness):
            raise CaseError("a SliceThickness in mm", f"{thickness:g}")
        axes = _axes(header)
        if axes is None or min(spacing) == 0:
            return values, None, spacing
        affine = np.eye(4)
        affine[:3, 0], affine[:3, 1], affine[:3, 3] = axes[1] * spacing[0], axes[0] * spacing[1], axes[2]
        affine[:3, 2] = np.cross(axes[0], axes[1]) * thickness
        return values, affine, spacing


def _is_length(size: float) -> bool:
    return SHORTEST_MM < size < LONGEST_MM
