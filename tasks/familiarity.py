"""Whether a picture is a brain MRI slice like those a model was trained on; what is none is refused, not classified.

Each framed slice gives one vector: the mean of the network's features before attention, measures of the picture that no
training can make blind, and the standard deviation of the features. Two questions are put to it.

Is it a brain? A line through the space of vectors, Fisher's discriminant [1]_ with a shrunk covariance, tells brains, with
their skull and without it, from made-up pictures (`tasks.decoys`).

Is it like the slices of the training? Two Gaussians are fitted to the means and the measures, of the train part and of the
made-up pictures. A picture is as strange as its Mahalanobis distance from the brains is large [2]_ beside that from the made-up
pictures [3]_.

What is beyond both limits is refused. What is beyond one of them, for instance many brains without their skull, is classified and
never certain.

Slices held back from the fit give the limits.

References
----------
.. [1] Fisher 1936, "The use of multiple measurements in taxonomic problems"; Hendrycks et al. 2019, arXiv:1812.04606, learns
   what to refuse from made-up pictures.
.. [2] Lee et al. 2018, "A simple unified framework for detecting out-of-distribution samples and adversarial attacks",
   arXiv:1807.03888.
.. [3] Ren et al. 2021, "A simple fix to Mahalanobis distance for improving near-OOD detection", arXiv:2106.09022, has the
   distance relative to a second Gaussian.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from data_contracts.record import CaseError
from tasks import network
from tasks.decoys import decoys, without_skull
from tasks.picture import picture_measures

if TYPE_CHECKING:
    import keras

ACCEPTED_SHARE = 0.995
"""Share of the validation part's slices within the limit of either question."""
ACCEPTED_SHARE_WITHOUT_SKULL = 0.98
"""Share of its slices with the skull taken away that count as brains."""
MOST_SLICES = 3000
MOST_DECOYS, DECOYS_PER_SLICE = 1500, 4
MOST_WITHOUT_SKULL = 1200
SEED = 0
EXPECTED = "a brain MRI slice like those the model was trained on"


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
class Discriminant:
    """Where brains end.

    Attributes
    ----------
    direction : (d,) float32, away from the brains.
    offset : float; added, the mean of brains lies at 0 and the limit at 1.
    """

    direction: np.ndarray
    offset: float

    def shares(self, vectors: np.ndarray) -> np.ndarray:
        """How far vectors (n, d) lie from the mean of brains towards other pictures, as shares of the limit (n,)."""
        return np.asarray(np.asarray(vectors, dtype=np.float64) @ self.direction + self.offset)


@dataclass(frozen=True)
class Familiarity:
    """What tells a brain from other pictures, and how strange a slice like those of the training may be.

    Attributes
    ----------
    brains : the discriminant of whole vectors.
    gaussians : by the names in `KINDS`, of the means and measures: the first values of a vector.
    limit : largest strangeness of a slice like those of the training.
    """

    brains: Discriminant
    gaussians: dict[str, Gaussian]
    limit: float

    def shares(self, vectors: np.ndarray) -> np.ndarray:
        """How strange vectors (n, d) are as shares of the limit, by the question that finds them stranger (n,)."""
        return np.asarray(np.maximum(strangeness(self.gaussians, vectors) / self.limit, self.brains.shares(vectors)))

    def refused(self, vectors: np.ndarray) -> np.ndarray:
        """Which of the vectors (n, d) neither question lets pass, (n,) bool; one that is not finite passes none."""
        like = strangeness(self.gaussians, vectors) <= self.limit
        return np.asarray(~(like | (self.brains.shares(vectors) <= 1)))


def strangeness(gaussians: dict[str, Gaussian], vectors: np.ndarray) -> np.ndarray:
    """Distance of vectors (n, d) from the brains as a multiple of that from the decoys (n,)."""
    known = vectors[:, : len(gaussians["brain"].mean)]
    return np.asarray(gaussians["brain"].distances(known) / np.maximum(gaussians["decoy"].distances(known), 1e-9))


def vector(square: np.ndarray, outputs: dict[str, np.ndarray]) -> np.ndarray:
    """The vector (d,) of one framed slice (size, size) and what `network.forward` tells of it.

    Mean of the features (channels,), measures of the picture, standard deviation of the features (channels,).
    """
    return np.concatenate(
        [outputs["mean_features"], picture_measures(square), outputs["spread_features"]], dtype=np.float64
    )


def vectors(model: keras.Model, images: np.ndarray, batch_size: int) -> np.ndarray:
    """The vectors (n, d) of framed slices (n, size, size) uint8, by one forward pass each."""
    made = []
    squares = (image.astype(np.float32) / 255 for image in images)
    passes = network.forward(model, squares, batch_size)
    told = (
        (mean, spread) for of in passes for mean, spread in zip(of["mean_features"], of["spread_features"], strict=True)
    )
    for image, (mean, spread) in zip(images, told, strict=True):
        outputs = {"mean_features": mean, "spread_features": spread}
        made.append(vector(image.astype(np.float32) / 255, outputs))
    return np.array(made)


def gaussian(vectors: np.ndarray) -> Gaussian:
    """The Gaussian of vectors (n, d), its covariance shrunk (Ledoit and Wolf 2004)."""
    from sklearn.covariance import LedoitWolf

    spread = _spread(vectors)
    mean = vectors.mean(axis=0)
    precision = LedoitWolf(assume_centered=True).fit((vectors - mean) / spread).precision_
    whitening = np.linalg.cholesky(precision).T / spread
    return Gaussian(mean=mean.astype(np.float32), whitening=whitening.astype(np.float32))


def _spread(vectors: np.ndarray) -> np.ndarray:
    """Standard deviation of each value (d,), of those that hardly vary a hundredth of the median's."""
    spread = vectors.std(axis=0)
    return np.asarray(np.maximum(spread, max(float(np.median(spread)), 1e-3) / 100))


def discriminant(brains: np.ndarray, decoys: np.ndarray, held_back: Sequence[tuple[np.ndarray, float]]) -> Discriminant:
    """The line from brains (n, d) to decoys (m, d), the covariance within either shrunk (Ledoit and Wolf 2004).

    Parameters
    ----------
    held_back : other brains (k, d), and what share of them the limit has to take in; the limit takes in all these shares.
    """
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    both = np.vstack([brains, decoys])
    spread = _spread(both)
    told = LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto").fit(
        both / spread, np.arange(len(both)) >= len(brains)
    )
    direction = told.coef_[0] / spread
    middle = float(brains.mean(axis=0) @ direction)
    far = (float(np.quantile(of @ direction, share, method="higher")) for of, share in held_back if len(of))
    reach = max([*far, middle + float((brains @ direction).std())]) - middle
    return Discriminant((direction / reach).astype(np.float32), -middle / reach)


def learn(model: keras.Model, train: np.ndarray, validation: np.ndarray, batch_size: int) -> Familiarity:
    """Familiarity with the slices of a model's own training.

    Parameters
    ----------
    train, validation : (n, size, size) uint8 framed slices: the first give discriminant and Gaussians, the second the limits.
    """
    pictures = {
        "brain": _some(train, MOST_SLICES),
        "bare": without_skull(_some(train, MOST_WITHOUT_SKULL), SEED),
        "decoy": decoys(train, min(MOST_DECOYS, DECOYS_PER_SLICE * len(train)), SEED),
        "held back": validation,
        "held back, bare": without_skull(_some(validation, MOST_WITHOUT_SKULL), SEED + 1),
    }
    told = {kind: vectors(model, of_kind, batch_size) for kind, of_kind in pictures.items()}
    size = told["brain"].shape[1] - network.FEATURE_CHANNELS
    gaussians = {kind: gaussian(told[kind][:, :size]) for kind in KINDS}
    held_back = (told["held back"], ACCEPTED_SHARE), (told["held back, bare"], ACCEPTED_SHARE_WITHOUT_SKULL)
    return Familiarity(
        brains=discriminant(np.vstack([told["brain"], told["bare"]]), told["decoy"], held_back),
        gaussians=gaussians,
        limit=float(np.quantile(strangeness(gaussians, told["held back"]), ACCEPTED_SHARE, method="higher")),
    )


def _some(slices: np.ndarray, most: int) -> np.ndarray:
    """At most so many of the slices, evenly drawn."""
    chosen = np.linspace(0, len(slices) - 1, min(most, len(slices))).round().astype(int)
    return np.asarray(slices[chosen])


def accepted(known: Familiarity | None, square: np.ndarray, outputs: dict[str, np.ndarray]) -> float | None:
    """How strange a slice is that may go on, as a share of the limit; None where the model cannot tell.

    Above 1 it is unlike those of the training, for instance without its skull.

    Parameters
    ----------
    outputs : what `network.forward` tells of the slice.

    Raises
    ------
    CaseError
        If it is no brain, or its vector is not finite.
    """
    if known is None:
        return None
    one = vector(square, outputs)[np.newaxis]
    (share,) = known.shares(one)
    if known.refused(one)[0]:
        raise CaseError(EXPECTED, f"a picture {share:.2f} times as strange as the strangest slice like those")
    return max(0.0, float(share))
