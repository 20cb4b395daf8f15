"""Which pictures a model has learned from, by `folds.csv` and `difference_hashes.npy` of its folder."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from data_contracts.fingerprints import Fingerprint
from tasks.duplicates import HASH_BYTES, NEAR_DUPLICATE_BITS
from tasks.files import write_atomically
from tasks.model_folder import FOLDS, HASHES, ModelError
from tasks.parts import rows
from tasks.weights import without_folder

PIXELS_ALONE = (
    f"its folder has no {HASHES}, so a picture that it learned from is recognised by equal pixels alone, not when saved again "
    "in another format, at another size or mirrored."
)
"""What is to be said of an older model, behind its name."""


@dataclass(frozen=True)
class Learned:
    """The pictures by which a model was trained and selected.

    Attributes
    ----------
    digests : of their decoded pixels.
    hashes : (n, 32) uint8, their difference hashes; None where the folder, an older one, holds none.
    """

    digests: frozenset[str]
    hashes: np.ndarray | None

    def holds(self, picture: Fingerprint) -> bool:
        """Whether a picture is one of these: the same pixels, or like one by its hash, mirror images included."""
        return picture.image_sha256 in self.digests or self.distance_bits(picture) <= NEAR_DUPLICATE_BITS

    def distance_bits(self, picture: Fingerprint) -> float:
        """In how many of 256 bits a picture, or its mirror image, differs from the nearest of these.

        Infinity where there are no hashes, or the picture is too empty to have one.
        """
        if self.hashes is None:
            return np.inf
        asked = [bits for bits in map(_bits, (picture.difference_hash, picture.mirrored_hash)) if bits.any()]
        return min(
            (float(np.bitwise_count(self.hashes ^ bits).sum(axis=1).min(initial=256)) for bits in asked), default=np.inf
        )


def learned(folder: str | Path) -> Learned:
    """What a model folder says it learned from; nothing where it has no `folds.csv`, or is no folder.

    Raises
    ------
    ModelError
        If `difference_hashes.npy` is not (n, 32) uint8 with a row for each case of the train and the validation part.
    """
    table = Path(folder) / FOLDS
    digests = [row["image_sha256"] for row in rows(table) if row["part"] != "test"] if table.is_file() else []
    path = Path(folder) / HASHES
    return Learned(frozenset(digests), _hashes(path, len(digests)) if path.is_file() else None)


def write_hashes(pictures: Sequence[Fingerprint], folder: str | Path) -> None:
    """Write `difference_hashes.npy` into a model folder.

    Parameters
    ----------
    pictures : one for each case of the train and the validation part, in the order of `folds.csv`.
    """
    packed = np.array([_bits(picture.difference_hash) for picture in pictures], dtype=np.uint8).reshape(-1, HASH_BYTES)
    content = io.BytesIO()
    np.save(content, packed, allow_pickle=False)
    write_atomically(Path(folder) / HASHES, content.getvalue())


def _bits(digits: str) -> np.ndarray:
    return np.frombuffer(bytes.fromhex(digits), dtype=np.uint8)


def _hashes(path: Path, count: int) -> np.ndarray:
    try:
        stored = np.lib.format.open_memmap(path, mode="r")
    except (OSError, ValueError) as error:
        raise ModelError(f"{path.name}: expected a readable .npy file, got: {without_folder(error, path)}") from error
    if stored.shape != (count, HASH_BYTES) or stored.dtype.name != "uint8":
        raise ModelError(
            f"{path.name}: expected ({count}, {HASH_BYTES}) uint8, a row for each case that {FOLDS} gives to the train and the "
            f"validation part, got {stored.shape} {stored.dtype}"
        )
    return np.array(stored)
