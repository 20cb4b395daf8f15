"""Weights files are looked over before they are read: HDF5 can name other files and declare any size."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import h5py

from data_contracts.names import Backbone

if TYPE_CHECKING:
    import keras

BACKBONE_VALUES: dict[Backbone, int] = {
    "vgg16": 14_714_688,
    "vgg19": 20_024_384,
    "resnet50": 23_587_712,
    "resnet50v2": 23_564_800,
    "xception": 20_861_480,
    "inceptionv3": 21_802_784,
    "densenet121": 7_037_504,
    "efficientnetb0": 4_049_570,
    "inceptionresnetv2": 54_336_736,
    "mobilenetv2": 2_257_984,
}
"""Floating-point values in each backbone's weights without top: tells by which network a file was written."""


class ModelError(ValueError):
    """A model folder or weights file that is not used: what was expected of it and what came. Names the file, not its path."""


def scan(path: Path | str) -> list[tuple[int, ...]]:
    """Shapes of the floating-point arrays of an HDF5 file, found without reading any of them.

    Keras writes plain, uncompressed arrays. Whatever else an HDF5 file can hold is refused: links to other places,
    arrays kept in other files, arrays that declare more than the file stores (CVE-2026-0897, CVE-2026-1669).

    Raises
    ------
    ModelError
        If the file is missing, is no HDF5 file, or holds such a thing.
    """
    path = Path(path)
    shapes: list[tuple[int, ...]] = []

    def foreign(name: str, link: h5py.HardLink | h5py.SoftLink | h5py.ExternalLink) -> str | None:
        return None if isinstance(link, h5py.HardLink) else f"{type(link).__name__} {name!r} to {link.path!r}"

    def look_at_object(name: str, item: h5py.Group | h5py.Dataset | h5py.Datatype) -> None:
        if isinstance(item, h5py.Group):
            return
        if not isinstance(item, h5py.Dataset) or item.dtype.kind not in "fiub":
            raise ModelError(f"{path.name}: expected arrays of numbers, got {item!r} at {name!r}")
        if item.is_virtual or item.external:
            raise ModelError(f"{path.name}: expected arrays stored in it, got {name!r} that reads another file")
        if item.id.get_storage_size() != item.nbytes:
            raise ModelError(
                f"{path.name}: expected uncompressed arrays, got {name!r} that declares {item.nbytes} bytes and "
                f"stores {item.id.get_storage_size()}"
            )
        if item.dtype.kind == "f":
            shapes.append(item.shape)

    try:
        stored = h5py.File(path, "r")
    except OSError as error:
        raise ModelError(f"{path.name}: expected a readable HDF5 file, got: {without_folder(error, path)}") from error
    with stored:
        elsewhere = stored.visititems_links(foreign)
        if elsewhere:
            raise ModelError(f"{path.name}: expected arrays of its own, got {elsewhere}")
        stored.visititems(look_at_object)
    return shapes


def without_folder(error: Exception, path: Path) -> str:
    """What an error about a file says, with the file's name in the place of its path."""
    return str(error).replace(str(path), path.name)


def backbone_of(path: Path | str) -> Backbone | None:
    """The backbone whose weights without top a file holds, told by its number of values; None if none known here.

    Raises
    ------
    ModelError
        If `scan` refuses the file.
    """
    return _written_by(scan(path))


def floating_shapes(model: keras.Model) -> list[tuple[int, ...]]:
    """Shapes of a model's floating-point arrays: what `scan` finds in its file. EfficientNet also keeps a whole number."""
    return [tuple(weight.shape) for weight in model.weights if "float" in weight.dtype]


def check_shapes(path: Path | str, expected: list[tuple[int, ...]], network: str) -> None:
    """Compare the arrays of a scanned file with those of the network it is meant for.

    Raises
    ------
    ModelError
        If they are not the same shapes, or `scan` refuses the file.
    """
    path = Path(path)
    shapes = scan(path)
    if sorted(shapes) != sorted(expected):
        raise ModelError(
            f"{path.name}: expected weights of {network} ({_size(expected)}), got {_size(shapes)}: {_author(shapes)}"
        )


def _size(shapes: list[tuple[int, ...]]) -> str:
    return f"{len(shapes)} arrays with {_values(shapes):,} values"


def _values(shapes: list[tuple[int, ...]]) -> int:
    return sum(math.prod(shape) for shape in shapes)


def _written_by(shapes: list[tuple[int, ...]]) -> Backbone | None:
    return next((name for name, values in BACKBONE_VALUES.items() if values == _values(shapes)), None)


def _author(shapes: list[tuple[int, ...]]) -> str:
    name = _written_by(shapes)
    return f"weights of {name} without top" if name else "of no backbone known here without its top"
