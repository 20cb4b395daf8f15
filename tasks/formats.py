"""Readers of single slices: images and figshare/Cheng .mat files. What a file declares is checked before it is read."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from data_contracts.names import Plane, TumourClass
from data_contracts.record import CaseError
from data_contracts.settings import IngestSettings

CHENG_CLASSES: dict[int, TumourClass] = {1: "meningioma", 2: "glioma", 3: "pituitary"}
RASTERS = ("PNG", "JPEG", "TIFF", "BMP")


@dataclass(frozen=True)
class Slice:
    """One slice as a file gives it.

    Attributes
    ----------
    image : (h, w) uint8.
    mask : (h, w) bool, None where the file gives none.
    index : of the slice in its volume, None for a single image.
    affine : 4 x 4, (row, col, 0, 1) in px to RAS world mm; spacing_mm along rows and columns. None where not given.
    """

    image: np.ndarray
    mask: np.ndarray | None = None
    index: int | None = None
    plane: Plane = "unknown"
    spacing_mm: tuple[float, float] | None = None
    affine: tuple[float, ...] | None = None
    tumour_class: TumourClass | None = None
    group_id: str | None = None


@contextmanager
def parsing(expected: str) -> Iterator[None]:
    """Turn whatever a third-party parser raises on a damaged or hostile file into a CaseError.

    Only the kind of the error is told: its text may quote the file's path or content.
    """
    try:
        yield
    except CaseError:
        raise
    except Exception as error:
        raise CaseError(expected, f"a damaged or cut-off file ({type(error).__name__})") from error


def digest(kind: str, value: str) -> str:
    """16 hex digits that stand for an identifier without telling it."""
    return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()[:16]


def check_size(shape: Sequence[int], settings: IngestSettings) -> None:
    """Refuse sides outside the limits.

    Raises
    ------
    CaseError
        If a side is too short or too long.
    """
    height, width = shape
    if not settings.min_side_px <= min(shape) <= max(shape) <= settings.max_side_px:
        raise CaseError(f"sides of {settings.min_side_px} to {settings.max_side_px} px", f"{height} x {width} px")


def grey_range(values: np.ndarray) -> tuple[float, float]:
    """The grey levels that become 0 and 255: the 0.1th and 99.9th percentile, so that single hot pixels do not count.

    Raises
    ------
    CaseError
        If a value is NaN or infinite.
    """
    broken = values.size - int(np.count_nonzero(np.isfinite(values)))
    if broken:
        raise CaseError("finite values", f"{broken} NaN or infinite values")
    step = math.ceil((values.size / 4_000_000) ** (1 / values.ndim))
    low, high = np.percentile(values[(slice(None, None, step),) * values.ndim], (0.1, 99.9))
    if low == high:
        low, high = float(values.min()), float(values.max())
    return float(low), float(high)


def to_grey(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Scale to uint8 so that `low` becomes 0 and `high` 255."""
    scale = 255 / (high - low) if high > low else 0.0
    return np.asarray(np.clip(np.rint((np.asarray(values, dtype=np.float32) - low) * scale), 0, 255), dtype=np.uint8)


def read_image(path: Path, settings: IngestSettings) -> np.ndarray:
    """A PNG, JPEG, TIFF or BMP file as (h, w) uint8 grey levels, upright as its EXIF tag says.

    8-bit greys are kept, colour is weighed to grey, transparency is black, deeper greys are scaled.

    Raises
    ------
    CaseError
        If it is no such image, is damaged, or declares sides outside the limits.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    with parsing("a whole image"):
        try:
            image = Image.open(path, formats=RASTERS)
        except UnidentifiedImageError as error:
            raise CaseError(
                f"a {', '.join(RASTERS[:-1])} or {RASTERS[-1]} image", "a file without such a header"
            ) from error
        except Image.DecompressionBombError as error:
            declared = re.search(r"\d+", str(error))
            sides = f"sides of {settings.min_side_px} to {settings.max_side_px} px"
            raise CaseError(sides, f"{declared[0] if declared else 'too many'} px declared") from error
        with image:
            check_size((image.height, image.width), settings)
            if image.format == "TIFF" and getattr(image, "n_frames", 1) > 1:
                raise CaseError("one image per file", "several pages")
            upright = ImageOps.exif_transpose(image)
            if upright.mode.startswith(("I", "F")):
                values = np.asarray(upright)
                return to_grey(values, *grey_range(values))
            if upright.mode in {"P", "PA", "LA", "RGBA"} or "transparency" in upright.info:
                coloured = upright.convert("RGBA")
                black = Image.new("RGBA", coloured.size, (0, 0, 0, 255))
                upright = Image.alpha_composite(black, coloured).convert("RGB")
            elif upright.mode not in {"L", "1", "RGB"}:
                upright = upright.convert("RGB")
            return np.array(upright.convert("L"))


def binary(mask: np.ndarray) -> np.ndarray:
    """A mask of 0 and 1, or of grey levels up to 255 with soft edges (True above 127), as bool.

    Raises
    ------
    CaseError
        If it is neither: labels, for instance, which would be lost without a word.
    """
    largest = mask.max(initial=0)
    if 1 < largest <= 127:
        raise CaseError("a mask of 0 and 1 or of 0 and 255", f"values up to {largest:g}")
    return np.asarray(mask > (0 if largest <= 1 else 127))


def read_cheng(path: Path, settings: IngestSettings) -> Slice:
    """A file of the figshare/Cheng set: MATLAB v7.3 with cjdata/{image, label, PID, tumorMask}.

    Raises
    ------
    CaseError
        If a part is missing, of another kind, over the limits, or stored outside the file.
    """
    import h5py

    expected = "a MATLAB v7.3 file with cjdata/image, label, PID and tumorMask"
    with path.open("rb") as stream:
        if stream.read(10) == b"MATLAB 5.0":
            raise CaseError(expected, "a MATLAB v5 file")
    with parsing(expected), h5py.File(path, "r") as file:
        group = _own(file, "cjdata", h5py.Group)
        data = {name: _own(group, name, h5py.Dataset) for name in ("image", "label", "PID", "tumorMask")}
        for name in ("image", "tumorMask"):
            if data[name].ndim != 2:
                raise CaseError(f"cjdata/{name} with two dimensions", f"{data[name].ndim}")
            check_size(data[name].shape, settings)
        label = CHENG_CLASSES.get(int(_small(data["label"]).ravel()[0]))
        if label is None:
            raise CaseError("cjdata/label 1, 2 or 3", f"{_small(data['label']).ravel()[0]:g}")
        values, mask = data["image"][()].T, data["tumorMask"][()].T
        patient = "".join(chr(int(code)) for code in _small(data["PID"]).ravel())
        return Slice(
            image=values if values.dtype == np.uint8 else to_grey(values, *grey_range(values)),
            mask=binary(mask),
            tumour_class=label,
            group_id=digest("cheng", patient),
        )


def _own(group: Any, name: str, kind: type) -> Any:
    """A member that is stored in the file itself, as numbers.

    Raises
    ------
    CaseError
        If it is missing, a link, or holds its data elsewhere.
    """
    import h5py

    link = group.get(name, getlink=True)
    where = f"{group.name.rstrip('/')}/{name}".lstrip("/")
    if link is None:
        raise CaseError(where, f"a file without {where}")
    if not isinstance(link, h5py.HardLink):
        raise CaseError(f"{where} in the file itself", f"a {type(link).__name__}")
    member = group[name]
    if not isinstance(member, kind):
        raise CaseError(f"{where} as a {kind.__name__}", f"a {type(member).__name__}")
    if isinstance(member, h5py.Dataset):
        if member.is_virtual or member.external:
            raise CaseError(f"{where} in the file itself", "data in another file")
        if member.dtype.kind not in "iufb":
            raise CaseError(f"{where} as numbers", f"{member.dtype}")
    return member


def _small(dataset: Any) -> np.ndarray:
    if not 1 <= dataset.size <= 64:
        raise CaseError(f"1 to 64 values in {dataset.name.lstrip('/')}", f"{dataset.size}")
    return np.asarray(dataset[()])
