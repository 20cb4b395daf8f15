"""Whether a picture is a brain MRI slice like those a model was trained on; what is none is refused, not classified.

Each framed slice gives one vector: the mean of the network's features before attention, and measures of the picture that no
training can make blind. Two Gaussians are fitted to such vectors: of the train part, and of made-up pictures
(`tasks.decoys`). A picture is as strange as its Mahalanobis distance from the brains is large [1]_ beside that from the made-up
pictures [2]_; slices held back from the fit give two limits, as they are and with their skull taken away. A brain without its
skull is a brain, but not one the model was trained on: up to the second limit it is classified, and never certain.

References
----------
.. [1] Lee et al. 2018, "A simple unified framework for detecting out-of-distribution samples and adversarial attacks",
   arXiv:1807.03888.
.. [2] Ren et al. 2021, "A simple fix to Mahalanobis distance for improving near-OOD detection", arXiv:2106.09022, has the
   distance relative to a second Gaussian; Hendrycks et al. 2019, arXiv:1812.04606, the made-up pictures.
"""

from __future__ import annotations

import itertools
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import scipy.ndimage as ndi
from skimage.morphology import convex_hull_image

from data_contracts.models import Manifest, ModelRef
from data_contracts.record import CaseError, FileRef
from tasks import model_folder, network
from tasks.decoys import decoys, without_skull
from tasks.weights import ModelError

if TYPE_CHECKING:
    import keras

ACCEPTED_SHARE = 0.995
"""Share of the validation part's slices within the limit."""
ACCEPTED_SHARE_WITHOUT_SKULL = 0.9
"""The same of its slices with the skull taken away, within the second limit."""
MOST_DECOYS, DECOYS_PER_SLICE = 600, 4
MOST_WITHOUT_SKULL = 600
SEED = 0
LARGEST_FILE = 1_000_000
"""Bytes that `familiarity.npz` may hold unpacked."""
EXPECTED = "a brain MRI slice like those the model was trained on"

HEAD_FROM = 0.02
"""Grey level of the framed slice (0 to 1) from which a pixel counts as head."""
BANDS = (0.006, 0.012, 0.024, 0.048)
"""Widths of the Gaussians between which detail is measured, as a share of the side."""
RINGS = ((0.0, 0.03), (0.03, 0.06), (0.06, 0.1), (0.1, 0.2), (0.2, 1.0))
"""Depths below the head's outline, as a share of the side, at which its brightness is measured: scalp, skull, brain."""
THUMBNAIL = 8
"""Side of the thumbnail that tells the layout."""
PICTURE_MEASURES = 12 + len(BANDS) + len(RINGS) + THUMBNAIL**2


@dataclass(frozen=True)
class Gaussian:
    """Where vectors of one kind lie.

    Attributes
    ----------
    mean : (d,) float32.
    whitening : (d, d) float32, triangular; times a vector less the mean it gives one whose length is the distance.
    """

    mean: np.ndarray
    whitening: np.ndarray

    def distances(self, vectors: np.ndarray) -> np.ndarray:
        """Mahalanobis distances (n,) of vectors (n, d)."""
        apart = np.asarray(vectors, dtype=np.float64) - self.mean
        return np.asarray(np.linalg.norm(apart @ self.whitening.T, axis=1))


KINDS = ("brain", "decoy")


@dataclass(frozen=True)
class Familiarity:
    """The two Gaussians, and how strange a slice may be.

    Attributes
    ----------
    gaussians : by the names in `KINDS`.
    limits : largest strangeness of a slice like those of the training, and of one that is classified at all.
    """

    gaussians: dict[str, Gaussian]
    limits: tuple[float, float]

    def shares(self, vectors: np.ndarray) -> np.ndarray:
        """Strangeness of vectors (n, d) as shares of the first limit (n,)."""
        return strangeness(self.gaussians, vectors) / self.limits[0]

    @property
    def largest_share(self) -> float:
        """The second limit as a share of the first: what is above it is refused."""
        return self.limits[1] / self.limits[0]


def strangeness(gaussians: dict[str, Gaussian], vectors: np.ndarray) -> np.ndarray:
    """Distance of vectors (n, d) from the brains as a multiple of that from the decoys (n,)."""
    return np.asarray(gaussians["brain"].distances(vectors) / np.maximum(gaussians["decoy"].distances(vectors), 1e-9))


def picture_measures(square: np.ndarray) -> np.ndarray:
    """What tells a head from other pictures without a network.

    Parameters
    ----------
    square : (size, size) framed slice in [0, 1], 0 outside the head; size a multiple of 8.

    Returns
    -------
    (85,): the head's share of the square, of its convex hull and of the square's corners; mean, spread, shares of black
    and white, and deciles 1, 5, 9 of its grey levels; likeness to its mirror images; logarithm of its detail in four
    bands; brightness in five rings below its outline; thumbnail of 8 x 8.
    """
    size = len(square)
    head = square > HEAD_FROM
    if not head.any():
        return np.zeros(PICTURE_MEASURES)
    grey = square[head]
    eighth = size // 8
    corners = [head[rows, columns].mean() for rows in _ends(eighth) for columns in _ends(eighth)]
    depth = ndi.distance_transform_edt(np.pad(head, 1))[1:-1, 1:-1] / size
    rings = [(depth > low) & (depth <= high) for low, high in RINGS]
    smooth = [square, *(ndi.gaussian_filter(square, band * size) for band in BANDS)]
    block = size // THUMBNAIL
    return np.array(
        [
            head.mean(),
            head.sum() / max(convex_hull_image(head, offset_coordinates=False).sum(), 1),
            np.mean(corners),
            grey.mean(),
            grey.std(),
            (grey < 0.05).mean(),
            (grey > 0.95).mean(),
            *np.quantile(grey, (0.1, 0.5, 0.9)),
            _likeness(square, square[:, ::-1]),
            _likeness(square, square[::-1]),
            *(np.log(1e-3 + (one - other)[head].std()) for one, other in itertools.pairwise(smooth)),
            *(square[ring].mean() if ring.any() else 0.0 for ring in rings),
            *square.reshape(THUMBNAIL, block, THUMBNAIL, block).mean(axis=(1, 3)).ravel(),
        ]
    )


def _ends(length: int) -> tuple[slice, slice]:
    return slice(None, length), slice(-length, None)


def _likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Correlation of two pictures; 0 where one is flat."""
    spread = float(one.std() * other.std())
    return float(((one - one.mean()) * (other - other.mean())).mean()) / spread if spread else 0.0


def vector(square: np.ndarray, mean_features: np.ndarray) -> np.ndarray:
    """The vector (d,) of one framed slice (size, size) and the mean (channels,) of its features before attention."""
    return np.concatenate([mean_features.astype(np.float64), picture_measures(square)])


def vectors(model: keras.Model, images: np.ndarray, batch_size: int) -> np.ndarray:
    """The vectors (n, d) of framed slices (n, size, size) uint8, by one forward pass each."""
    made = []
    passes = network.forward(model, (image.astype(np.float32) / 255 for image in images), batch_size)
    means = (each for outputs in passes for each in outputs["mean_features"])
    for image, mean_features in zip(images, means, strict=True):
        made.append(vector(image.astype(np.float32) / 255, mean_features))
    return np.array(made)


def gaussian(vectors: np.ndarray) -> Gaussian:
    """The Gaussian of vectors (n, d), its covariance shrunk (Ledoit and Wolf 2004)."""
    from sklearn.covariance import LedoitWolf

    spread = vectors.std(axis=0)
    spread = np.maximum(spread, max(float(np.median(spread)), 1e-3) / 100)
    mean = vectors.mean(axis=0)
    precision = LedoitWolf(assume_centered=True).fit((vectors - mean) / spread).precision_
    whitening = np.linalg.cholesky(precision).T / spread
    return Gaussian(mean=mean.astype(np.float32), whitening=whitening.astype(np.float32))


def learn(model: keras.Model, train: np.ndarray, validation: np.ndarray, batch_size: int) -> Familiarity:
    """Familiarity with the slices of a model's own training.

    Parameters
    ----------
    train, validation : (n, size, size) uint8 framed slices: the first give the Gaussians, the second the limits.
    """
    made = decoys(train, min(MOST_DECOYS, DECOYS_PER_SLICE * len(train)), SEED)
    fitted = (gaussian(vectors(model, pictures, batch_size)) for pictures in (train, made))
    gaussians = dict(zip(KINDS, fitted, strict=True))
    return Familiarity(gaussians=gaussians, limits=limits(model, gaussians, validation, batch_size))


def limits(
    model: keras.Model, gaussians: dict[str, Gaussian], validation: np.ndarray, batch_size: int
) -> tuple[float, float]:
    """The two limits: what the stated shares of held-back slices (n, size, size) uint8 reach, as they are and bare."""
    held_back = (
        (validation, ACCEPTED_SHARE),
        (without_skull(validation[:MOST_WITHOUT_SKULL]), ACCEPTED_SHARE_WITHOUT_SKULL),
    )
    like, bare = (
        float(np.quantile(strangeness(gaussians, vectors(model, slices, batch_size)), share, method="higher"))
        for slices, share in held_back
    )
    return like, max(like, bare)


def write(familiarity: Familiarity, folder: Path | str) -> None:
    """Write `familiarity.npz` into a model folder."""
    arrays = {"limits": np.array(familiarity.limits, dtype=np.float32)}
    for kind, of in familiarity.gaussians.items():
        arrays |= {f"{kind}_mean": of.mean, f"{kind}_whitening": of.whitening}
    np.savez_compressed(Path(folder) / model_folder.FAMILIARITY, allow_pickle=False, **arrays)


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
        raise ModelError(f"{ref.folder}: expected {model_folder.FAMILIARITY}, which the manifest names, got none")
    path = ref.familiarity.path
    digest = FileRef.of(path).sha256
    if not digest == manifest.familiarity_sha256 == ref.familiarity.sha256:
        raise ModelError(f"{path}: expected content {manifest.familiarity_sha256[:12]}, got {digest[:12]}")
    size = manifest.feature_channels + PICTURE_MEASURES
    expected: dict[str, tuple[tuple[int, ...], str]] = {"limits": ((2,), "float32")}
    for kind in KINDS:
        expected |= {f"{kind}_mean": ((size,), "float32"), f"{kind}_whitening": ((size, size), "float32")}
    arrays = _arrays(path)
    got = {name: (array.shape, array.dtype.name) for name, array in arrays.items()}
    if got != expected:
        raise ModelError(f"{path}: expected arrays {expected}, got {got}")
    if not all(np.isfinite(array).all() for array in arrays.values()) or not (arrays["limits"] > 0).all():
        raise ModelError(f"{path}: expected finite values and limits above 0, got others")
    gaussians = {kind: Gaussian(arrays[f"{kind}_mean"], arrays[f"{kind}_whitening"]) for kind in KINDS}
    like, most = (float(limit) for limit in arrays["limits"])
    return Familiarity(gaussians=gaussians, limits=(like, most))


def _arrays(path: str) -> dict[str, np.ndarray]:
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
        if unpacked > LARGEST_FILE:
            raise ModelError(f"{path}: expected at most {LARGEST_FILE} bytes unpacked, got {unpacked}")
        with np.load(path, allow_pickle=False) as stored:
            return {name: np.asarray(stored[name]) for name in stored.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        if isinstance(error, ModelError):
            raise
        raise ModelError(f"{path}: expected a readable .npz file, got: {error}") from error


def accepted(known: Familiarity | None, square: np.ndarray, mean_features: np.ndarray) -> float | None:
    """How strange a slice is that may go on, as a share of the limit; None where the model cannot tell.

    Above 1 it is unlike those of the training, for instance without its skull.

    Raises
    ------
    CaseError
        If it is above the second limit, or no number.
    """
    if known is None:
        return None
    (share,) = known.shares(vector(square, mean_features)[np.newaxis])
    if not share <= known.largest_share:
        raise CaseError(
            EXPECTED,
            f"a picture {share:.2f} times as strange as the strangest slice like those (at most {known.largest_share:.2f})",
        )
    return float(share)
