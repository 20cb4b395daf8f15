"""`familiarity.npz` of a model folder: written by a training, looked over before it is believed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np

from data_contracts.models import Manifest, ModelRef
from data_contracts.record import FileRef
from tasks import model_folder
from tasks.familiarity import KINDS, Discriminant, Familiarity, Gaussian
from tasks.files import write_atomically
from tasks.picture import PICTURE_MEASURES
from tasks.weights import ModelError, without_folder

LARGEST_FILE = 1_000_000
"""Bytes that `familiarity.npz` may hold unpacked."""


def write(familiarity: Familiarity, folder: Path | str) -> None:
    """Write `familiarity.npz` into a model folder."""
    arrays = {
        "limit": np.array([familiarity.limit], dtype=np.float32),
        "direction": familiarity.brains.direction,
        "offset": np.array([familiarity.brains.offset], dtype=np.float64),
    }
    for kind, of in familiarity.gaussians.items():
        arrays |= {f"{kind}_mean": of.mean, f"{kind}_whitening": of.whitening}
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **arrays)
    write_atomically(Path(folder) / model_folder.FAMILIARITY, packed.getvalue())


def read(ref: ModelRef, manifest: Manifest) -> Familiarity | None:
    """The familiarity of a model folder; None where its manifest names none.

    Raises
    ------
    ModelError
        If the file is missing, is not the manifest's, or holds anything but the arrays of this network.
    """
    if manifest.familiarity_sha256 is None:
        return None
    if ref.familiarity is None:
        raise ModelError(
            f"{Path(ref.folder).name}: expected {model_folder.FAMILIARITY}, which the manifest names, got none"
        )
    path = Path(ref.familiarity.path)
    digest = FileRef.of(path).sha256
    if not digest == manifest.familiarity_sha256 == ref.familiarity.sha256:
        raise ModelError(f"{path.name}: expected content {manifest.familiarity_sha256[:12]}, got {digest[:12]}")
    size = manifest.feature_channels + PICTURE_MEASURES
    expected: dict[str, tuple[tuple[int, ...], str]] = {
        "limit": ((1,), "float32"),
        "direction": ((size + manifest.feature_channels,), "float32"),
        "offset": ((1,), "float64"),
    }
    for kind in KINDS:
        expected |= {f"{kind}_mean": ((size,), "float32"), f"{kind}_whitening": ((size, size), "float32")}
    arrays = _arrays(path)
    got = {name: (array.shape, array.dtype.name) for name, array in arrays.items()}
    if got != expected:
        raise ModelError(f"{path.name}: expected arrays {expected}, got {got}")
    if not all(np.isfinite(array).all() for array in arrays.values()) or arrays["limit"][0] <= 0:
        raise ModelError(f"{path.name}: expected finite values and a limit above 0, got others")
    gaussians = {kind: Gaussian(arrays[f"{kind}_mean"], arrays[f"{kind}_whitening"]) for kind in KINDS}
    brains = Discriminant(arrays["direction"], float(arrays["offset"][0]))
    return Familiarity(brains=brains, gaussians=gaussians, limit=float(arrays["limit"][0]))


def _arrays(path: Path) -> dict[str, np.ndarray]:
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
        if unpacked > LARGEST_FILE:
            raise ModelError(f"{path.name}: expected at most {LARGEST_FILE} bytes unpacked, got {unpacked}")
        with np.load(path, allow_pickle=False) as stored:
            return {name: np.asarray(stored[name]) for name in stored.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        if isinstance(error, ModelError):
            raise
        raise ModelError(f"{path.name}: expected a readable .npz file, got: {without_folder(error, path)}") from error
