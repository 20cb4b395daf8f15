"""The training cases in memory at network size, and the batches drawn from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from data_contracts.cases import Case
from data_contracts.names import TumourClass
from data_contracts.settings import TrainSettings
from tasks.caching import read_array
from tasks.framing import mask_to_square, to_square

if TYPE_CHECKING:
    import tensorflow as tf

ROTATION_DEGREES, ZOOM, STRETCH, SHIFT = 20.0, 0.2, 0.08, 0.06
"""Augmentation: largest turn, change of scale, change of aspect, and move as a share of the side; half of the slices are
mirrored."""
GAMMA, GAIN, SHADE, BLUR, NOISE = 0.4, 0.15, 0.2, 0.8, 0.04
"""Augmentation of grey levels in [0, 1]: the exponent's largest logarithm, the largest change of the factor over the slice
as a whole and from its middle to its edge (coil shading), the largest share of a 3 x 3 mean, and the largest standard
deviation of noise. Scanners and file formats differ in all of these."""


@dataclass(frozen=True)
class Examples:
    """Framed cases: `images` (n, size, size) uint8, `masks` the same of 0 and 1, `labels` (n,) index of the class.

    `masked` says whose mask is known: given by the data, or empty because the class is no_tumor.
    """

    images: np.ndarray
    masks: np.ndarray
    labels: np.ndarray
    masked: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)


def example(case: Case, size: int) -> tuple[np.ndarray, np.ndarray, bool]:
    """Image and mask of one case on the network's grid (size, size) uint8, and whether the mask is known."""
    image = to_square(read_array(case.arrays, f"{case.case_id}/image"), case.head_box, size)
    mask = np.zeros((size, size), dtype=np.uint8)
    if case.has_mask:
        mask[mask_to_square(read_array(case.arrays, f"{case.case_id}/mask"), case.head_box, size)] = 1
    return np.round(image * 255).astype(np.uint8), mask, case.has_mask or case.tumour_class == "no_tumor"


def examples(cases: Sequence[Case], classes: Sequence[TumourClass | None], size: int) -> Examples:
    """Frame cases once, at one byte a pixel."""
    framed = [example(case, size) for case in cases]
    return Examples(
        images=np.array([image for image, _, _ in framed], dtype=np.uint8).reshape(-1, size, size),
        masks=np.array([mask for _, mask, _ in framed], dtype=np.uint8).reshape(-1, size, size),
        labels=np.array([classes.index(case.tumour_class) for case in cases], dtype=np.int32),
        masked=np.array([masked for _, _, masked in framed], dtype=bool),
    )


def class_weights(labels: np.ndarray) -> np.ndarray:
    """Weight of each case, such that every class weighs the same and the mean is 1.

    Examples
    --------
    >>> [round(float(weight), 2) for weight in class_weights(np.array([0, 0, 0, 1]))]
    [0.67, 0.67, 0.67, 2.0]
    """
    counts = np.bincount(labels)
    return np.asarray(len(labels) / (np.count_nonzero(counts) * counts[labels]), dtype=np.float32)


def augment(images: tf.Tensor, masks: tf.Tensor, seed: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """Mirror, turn, scale, stretch and move slices together with their masks, then change the slices' grey levels.

    Parameters
    ----------
    images, masks : (n, size, size) float32 in [0, 1], and 0 or 1.
    seed : (2,) int; the same seed gives the same result.

    Returns
    -------
    The same shapes; what moves in from outside is 0, and 0 stays 0.
    """
    import tensorflow as tf

    draws = tf.random.stateless_uniform((tf.shape(images)[0], 12), seed, minval=-1.0, maxval=1.0)
    moved = _moved(tf.stack([images, masks], axis=-1), draws[:, :6])
    return _regreyed(moved[..., :1], draws[:, 6:], seed)[..., 0], tf.cast(moved[..., 1] > 0.5, tf.float32)


def _moved(stack: tf.Tensor, draws: tf.Tensor) -> tf.Tensor:
    """One affine map per slice, around its middle."""
    import tensorflow as tf

    size = stack.shape[1]
    mirror, turn, zoom, stretch, right, down = tf.unstack(draws, axis=1)
    sign = tf.where(mirror < 0, -1.0, 1.0)
    angle = turn * (ROTATION_DEGREES * np.pi / 180)
    wide, high = tf.exp(zoom * ZOOM + stretch * STRETCH), tf.exp(zoom * ZOOM - stretch * STRETCH)
    rows = [tf.cos(angle) * sign / wide, -tf.sin(angle) / wide, tf.sin(angle) * sign / high, tf.cos(angle) / high]
    centre, zero = (size - 1) / 2, tf.zeros_like(angle)
    from_right = centre + right * SHIFT * size - centre * (rows[0] + rows[1])
    from_down = centre + down * SHIFT * size - centre * (rows[2] + rows[3])
    return tf.raw_ops.ImageProjectiveTransformV3(
        images=stack,
        transforms=tf.stack([rows[0], rows[1], from_right, rows[2], rows[3], from_down, zero, zero], axis=1),
        output_shape=(size, size),
        fill_value=0.0,
        interpolation="BILINEAR",
    )


def _regreyed(grey: tf.Tensor, draws: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    """Gamma, gain, shading, blur and noise; outside the head stays 0."""
    import tensorflow as tf

    gamma, gain, across, along, blur, noise = tf.unstack(draws[:, :, tf.newaxis, tf.newaxis, tf.newaxis], axis=1)
    head = tf.cast(grey > 0, tf.float32)
    ramp = tf.linspace(-1.0, 1.0, grey.shape[1])
    shade = 1 + SHADE * (across * ramp[tf.newaxis, :, tf.newaxis] + along * ramp[:, tf.newaxis, tf.newaxis])
    grey = grey ** tf.exp(gamma * GAMMA) * (1 + gain * GAIN) * shade
    share = tf.nn.relu(blur) * BLUR
    grey = (1 - share) * grey + share * tf.nn.avg_pool2d(grey, 3, 1, "SAME")
    grey += tf.nn.relu(noise) * NOISE * tf.random.stateless_normal(tf.shape(grey), tf.convert_to_tensor(seed) + 1)
    return tf.clip_by_value(grey, 0.0, 1.0) * head


def batches(examples: Examples, settings: TrainSettings, epochs: range) -> tf.data.Dataset:
    """Batches of whole epochs, augmented where the settings say so, prepared ahead of the network.

    What an epoch holds depends on the seed and its number alone, so a resumed training sees what the interrupted one
    would have seen. The cases that do not fill a last batch sit out, others in each epoch.

    Returns
    -------
    Dataset of (image, targets by output, weights by output); `len(examples) // settings.batch_size` batches per epoch, one
    where there are fewer examples than a batch holds.
    """
    import tensorflow as tf

    seed, batch_size = settings.seed, min(settings.batch_size, len(examples))
    images, masks, labels = (tf.constant(part) for part in (examples.images, examples.masks, examples.labels))
    class_weight = tf.constant(
        class_weights(examples.labels) if settings.balance_classes else np.ones(len(examples), dtype=np.float32)
    )
    mask_weight = tf.constant(examples.masked.astype(np.float32))

    def epoch_batches(epoch: tf.Tensor) -> tf.data.Dataset:
        order = tf.random.experimental.stateless_shuffle(
            tf.range(len(examples)), seed=tf.stack([tf.constant(seed, tf.int64), epoch])
        )
        chosen = tf.data.Dataset.from_tensor_slices(order).batch(batch_size, drop_remainder=True)
        return chosen.enumerate().map(lambda step, rows: (tf.stack([seed + 1 + step, epoch]), rows))

    def one_batch(draw: tf.Tensor, rows: tf.Tensor) -> tuple[tf.Tensor, dict[str, tf.Tensor], dict[str, tf.Tensor]]:
        grey = tf.cast(tf.gather(images, rows), tf.float32) / 255
        mask = tf.cast(tf.gather(masks, rows), tf.float32)
        if settings.augmentation:
            grey, mask = augment(grey, mask, draw)
        targets = {"class_logits": tf.gather(labels, rows), "segmentation_logits": mask[..., tf.newaxis]}
        weights = {
            "class_logits": tf.gather(class_weight, rows),
            "segmentation_logits": tf.gather(mask_weight, rows),
        }
        return grey[..., tf.newaxis], targets, weights

    numbers = tf.data.Dataset.range(epochs.start, epochs.stop)
    return numbers.flat_map(epoch_batches).map(one_batch, num_parallel_calls=2, deterministic=True).prefetch(4)
