"""Batch normalisation by TensorFlow's fused kernel.

Keras 3 composes it of some ten elementwise operations; on a CPU these took about 40 % of a MobileNetV2 training step.
The numbers are the same (Ioffe and Szegedy 2015), but for the running variance, which follows the unbiased estimate.
"""

from __future__ import annotations

import keras
import tensorflow as tf
from keras import layers


@keras.saving.register_keras_serializable("cortextual")
class FusedBatchNormalization(layers.BatchNormalization):  # type: ignore[misc]
    """`keras.layers.BatchNormalization` over the channels of images (n, h, w, channels); the weights are the same."""

    def call(self, inputs: tf.Tensor, training: bool | None = None, mask: tf.Tensor | None = None) -> tf.Tensor:
        """Normalise, by the batch when training and by the running statistics otherwise; same shape."""
        scale = self.gamma if self.scale else tf.ones_like(self.moving_mean)
        offset = self.beta if self.center else tf.zeros_like(self.moving_mean)
        if not (training and self.trainable):
            return tf.compat.v1.nn.fused_batch_norm(
                inputs, scale, offset, self.moving_mean, self.moving_variance, self.epsilon, is_training=False
            )[0]
        normalised, mean, variance = tf.compat.v1.nn.fused_batch_norm(inputs, scale, offset, epsilon=self.epsilon)
        for running, seen in ((self.moving_mean, mean), (self.moving_variance, variance)):
            running.assign(running * self.momentum + seen * (1 - self.momentum))
        return normalised


def fused(model: keras.Model, momentum: float) -> keras.Model:
    """A copy of a functional model, weights included, with the normalisation of its images fused.

    Parameters
    ----------
    momentum : of the running statistics, in all normalisation layers of the copy.
    """

    def copied(layer: layers.Layer) -> layers.Layer:
        if not isinstance(layer, layers.BatchNormalization):
            return layer.__class__.from_config(layer.get_config())
        kind = FusedBatchNormalization if len(layer.input.shape) == 4 else layers.BatchNormalization
        return kind.from_config(layer.get_config() | {"momentum": momentum})

    copy = keras.models.clone_model(model, clone_function=copied)
    copy.set_weights(model.get_weights())
    return copy
