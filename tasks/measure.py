"""How well a network in training does on one part of the data, and how sure it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax

from tasks import network
from tasks.checkpoint import Row
from tasks.feed import Examples
from tasks.overlap import dice_of

if TYPE_CHECKING:
    import keras

LOWEST_TEMPERATURE, HIGHEST_TEMPERATURE = 0.5, 10.0
"""A validation part without an error would ask for a temperature near 0, and boundless confidence."""


def scores(logits: np.ndarray, overlaps: np.ndarray, labels: np.ndarray, false_masks: np.ndarray) -> Row:
    """Scores of one part, NaN where no case counts: Dice without a tumour mask, false masks without a healthy slice.

    Parameters
    ----------
    logits : (n, classes).
    overlaps : Dice of each case with a tumour mask, NaN for the others.
    labels : (n,) true class.
    false_masks : (n,) 1 or 0 for cases whose true mask is empty, NaN for the others.
    """
    right = logits.argmax(axis=1) == labels
    return {
        "accuracy": float(right.mean()),
        "balanced_accuracy": float(np.mean([right[labels == label].mean() for label in np.unique(labels)])),
        "negative_log_likelihood": negative_log_likelihood(logits, labels),
        "dice": float(np.nanmean(overlaps)) if np.isfinite(overlaps).any() else float("nan"),
        "false_mask_share": float(np.nanmean(false_masks)) if np.isfinite(false_masks).any() else float("nan"),
    }


def outcomes(model: keras.Model, part: Examples, batch_size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What comes of each case of one part: class logits (n, classes), Dice (n,) and false masks (n,).

    Masks are cut at probability 0.5 on the network's grid, whatever class is named. Dice is NaN for cases without a
    tumour mask; false masks are 1 or 0 for cases whose true mask is empty, else NaN.
    """
    logits, overlaps, false_masks = [], np.full(len(part), np.nan), np.full(len(part), np.nan)
    index = 0
    for outputs in network.forward(model, (image.astype(np.float32) / 255 for image in part.images), batch_size):
        logits.append(outputs["class_logits"])
        for drawn in outputs["segmentation_logits"][..., 0] > 0:
            truth = part.masks[index].astype(bool)
            if truth.any():
                overlaps[index] = dice_of(truth, drawn)
            elif part.masked[index]:
                false_masks[index] = drawn.any()
            index += 1
    return np.concatenate(logits), overlaps, false_masks


def evaluate(model: keras.Model, part: Examples, batch_size: int) -> tuple[Row, np.ndarray]:
    """Scores of one part and its class logits (n, classes)."""
    logits, overlaps, false_masks = outcomes(model, part, batch_size)
    return scores(logits, overlaps, part.labels, false_masks), logits


def negative_log_likelihood(logits: np.ndarray, labels: np.ndarray, temperature: float = 1.0) -> float:
    """Mean over cases of -log probability of the true class."""
    return float(-log_softmax(logits / temperature, axis=1)[np.arange(len(labels)), labels].mean())


def fit_temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """The temperature, 0.5 to 10, by which logits (n, classes) are most likely for their labels (Guo et al. 2017)."""
    bounds = (np.log(LOWEST_TEMPERATURE), np.log(HIGHEST_TEMPERATURE))
    found = minimize_scalar(
        lambda x: negative_log_likelihood(logits, labels, np.exp(x)), bounds=bounds, method="bounded"
    )
    return float(np.exp(found.x))
