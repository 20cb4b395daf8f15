"""What folders and file names say: which file is the mask of which, class, plane, whether it is synthetic."""

from __future__ import annotations

import csv
import os
import re
from functools import lru_cache
from pathlib import Path

from data_contracts.names import Plane, TumourClass
from data_contracts.record import CaseError

IMAGES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"})
BRISC = re.compile(r"^brisc2025_(?:train|test)_\d{5}_(gl|me|pi|no)_(ax|co|sa)_t1$")
CLASS_CODES: dict[str, TumourClass] = {"gl": "glioma", "me": "meningioma", "pi": "pituitary", "no": "no_tumor"}
CLASS_FOLDERS: dict[str, TumourClass] = {
    "glioma": "glioma",
    "meningioma": "meningioma",
    "pituitary": "pituitary",
    "no": "no_tumor",
}
"""Folder names in lower case, without "tumor", "tumour" and everything but letters."""

PLANES: dict[str, Plane] = {
    "ax": "axial",
    "axial": "axial",
    "cor": "coronal",
    "coronal": "coronal",
    "sag": "sagittal",
    "sagittal": "sagittal",
}
PLANE_CODES: dict[str, Plane] = {"ax": "axial", "co": "coronal", "sa": "sagittal"}
MASK_ENDING = re.compile(r"[_\-. ](?:mask|seg|segmentation)$", re.IGNORECASE)
"""What the name of a mask has behind that of its image."""

MASK_NAME = re.compile(r"(?:^|[_\-. ])(?:mask|seg|segmentation)(?:$|[_\-. ])", re.IGNORECASE)


def forget_folders() -> None:
    """Read folders anew from here on: within one search they are listed once."""
    _truth_of.cache_clear()
    _listing.cache_clear()
    _masks.cache_clear()


def stem(path: Path) -> str:
    """File name without its ending; `.nii.gz` is one ending."""
    return path.name[: -len(".nii.gz")] if path.name.lower().endswith(".nii.gz") else path.stem


def shown_name(path: Path) -> str:
    r"""File name as text that can be written anywhere: bytes of it that are no UTF-8 are spelt out.

    Examples
    --------
    >>> shown_name(Path("inbox/caf\udce9.png"))
    'caf\\xe9.png'
    """
    return os.fsencode(path.name).decode("utf-8", "backslashreplace")


def is_mask(path: Path) -> bool:
    """Whether a file is a mask by its place (`masks` beside `images`) or name (a word mask, seg or segmentation)."""
    in_masks = path.parent.name.lower() == "masks" and (path.parent.parent / "images").is_dir()
    return in_masks or MASK_NAME.search(stem(path)) is not None


def images_of(mask: Path) -> list[Path]:
    """The files that are the image of a mask."""
    if mask.parent.name.lower() == "masks":
        folder, name = mask.parent.parent / "images", stem(mask)
    else:
        folder, name = mask.parent, MASK_ENDING.sub("", stem(mask))
    return [path for path in _same_stem(folder, name) if path != mask]


def mask_of(image: Path) -> Path | None:
    """The mask of an image or volume, None without one.

    Raises
    ------
    CaseError
        If there are several.
    """
    name = stem(image)
    masks = [path for path in _masks(image.parent).get(name, ()) if not path.is_symlink()]
    if image.parent.name.lower() == "images":
        masks.extend(_same_stem(image.parent.parent / "masks", name))
    if len(masks) > 1:
        raise CaseError("one mask", f"{len(masks)}: {', '.join(map(shown_name, masks))}")
    return masks[0] if masks else None


def _same_stem(folder: Path, name: str) -> list[Path]:
    return [path for path in _listing(folder).get(name, ()) if not path.is_symlink()]


@lru_cache
def _listing(folder: Path) -> dict[str, list[Path]]:
    """Images and volumes of a folder by their stem."""
    listing: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix.lower() in IMAGES or path.name.lower().endswith((".nii", ".nii.gz")):
            listing.setdefault(stem(path), []).append(path)
    return listing


@lru_cache
def _masks(folder: Path) -> dict[str, list[Path]]:
    """Masks of a folder by the stem of their image."""
    masks: dict[str, list[Path]] = {}
    for name, paths in _listing(folder).items():
        if MASK_ENDING.search(name):
            masks.setdefault(MASK_ENDING.sub("", name), []).extend(paths)
    return masks


def class_of(path: Path) -> TumourClass | None:
    """The class that a BRISC name or the folder of a class says, None where neither does."""
    named = BRISC.match(path.stem)
    if named:
        return CLASS_CODES[named[1]]
    folder = path.parent.parent if path.parent.name.lower() == "images" else path.parent
    letters = re.sub(r"tumou?r", "", re.sub(r"[^a-z]", "", folder.name.lower()))
    return CLASS_FOLDERS.get(letters)


def plane_of(path: Path) -> Plane:
    """The plane that a BRISC name, the truth table of a phantom folder, the name or the folder says."""
    named = BRISC.match(path.stem)
    if named:
        return PLANE_CODES[named[2]]
    root = phantom_root(path)
    if root is not None and (plane := _truth_of(root).get(path.relative_to(root).as_posix())):
        return plane
    tokens = [token for name in (stem(path), path.parent.name) for token in re.split(r"[^a-z]+", name.lower())]
    return next((PLANES[token] for token in tokens if token in PLANES), "unknown")


def phantom_root(path: Path) -> Path | None:
    """The phantom folder that a file lies in, directly or in one of its folders; None for real data."""
    return next((root for root in list(path.parents)[:2] if (root / "phantom.json").is_file()), None)


@lru_cache
def _truth_of(root: Path) -> dict[str, Plane]:
    """Planes by file, as the truth table of a phantom folder gives them."""
    table = root / "truth.csv"
    if not table.is_file():
        return {}
    with table.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    return {row["file"]: PLANES[row["plane"]] for row in rows if row.get("file") and row.get("plane") in PLANES}
