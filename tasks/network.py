"""The dual-head network: one set of features from which the tumour is drawn and, mostly where it is drawn, named.

    image -> grey to 3 channels, the backbone's own scaling -> backbone -> neck (up to stride 8) -> features
    features -> one linear layer -> coarse segmentation at stride 8
    coarse segmentation, enlarged, + decoder of the features with skips (stride 4, 2) -> segmentation_logits at stride 2,
                   enlarged twice
    features x attention, from the coarse segmentation -> feature_map
    feature_map -> mean over the map, each channel put on one scale -> class_logits

Attention has the mean 1 over the map: all but even where no tumour is seen, high on one that is. Tumours fill a few
percent of a slice and patients are few, so the plain mean learns the patients by what lies around the tumour. No gradient
passes the attention: the class does not teach the mask. All evidence for the class passes the feature map, and the class
head is linear in its mean, so Grad-CAM there is exact: the sum of the map plus the logit of an empty map is the logit. The
graph is flat and has no Lambda layer, so that a model folder needs to hold numbers and JSON only, never code.
"""

from __future__ import annotations

import functools
import itertools
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from data_contracts.names import Backbone
from tasks.backbone import encoder, skip_connections

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

if TYPE_CHECKING:
    import keras
    from keras import KerasTensor

FEATURE_CHANNELS = 128
ATTENTION_FLOOR = 0.02
"""Added to the coarse probability of tumour before it becomes attention: the share of the class's evidence that may lie
outside the tumour. With a tumour on 4 % of the map, two thirds of the attention lie on it."""
BATCH_NORM_MOMENTUM = 0.95
"""Short trainings need running statistics that follow in tens of steps; MobileNetV2's own 0.999 needs thousands."""


def build(backbone: Backbone, image_size: int, classes: Sequence[str], start_weights: str = "none") -> keras.Model:
    """Build the dual-head network.

    Parameters
    ----------
    backbone : one of `data_contracts.names.Backbone`.
    image_size : side of the square input in px, a multiple of 32.
    classes : names of the classes, in the order of the logits.
    start_weights : "imagenet" (downloaded by keras.applications), "none", or a file of backbone weights without top.

    Returns
    -------
    Functional model. Input "image": (size, size, 1), grey levels 0 to 1. Outputs "class_logits": one per class, and
    "segmentation_logits": (size, size, 1). Layer "feature_map": (size / 8, size / 8, 128), not negative, attention included.

    Raises
    ------
    ModelError
        If the start weights cannot be had or are another network's.
    """
    import keras
    from keras import layers

    from tasks.normalization import fused

    image = keras.Input((image_size, image_size, 1), name="image")
    body = encoder(backbone, image, start_weights)
    skips = skip_connections(body)

    x = _convolved(body.output, FEATURE_CHANNELS, 1, "neck32")
    for stride in (16, 8):
        x = _fused(x, _on_grid(skips[stride], image_size // stride), FEATURE_CHANNELS, f"neck{stride}")
    features = layers.Activation("linear", name="features")(x)
    rare = keras.initializers.Constant(-3.0)
    coarse = layers.Conv2D(1, 1, bias_initializer=rare, name="segmentation_coarse")(features)
    seen = keras.ops.sigmoid(keras.ops.stop_gradient(coarse)) + ATTENTION_FLOOR
    attention = seen / keras.ops.mean(seen, axis=(1, 2), keepdims=True)
    feature_map = layers.Multiply(name="feature_map")([features, attention])

    pooled = layers.GlobalAveragePooling2D(name="class_pool")(feature_map)
    pooled = layers.BatchNormalization(name="class_scale")(pooled)
    class_logits = layers.Dense(len(classes), name="class_logits")(pooled)

    for stride, channels in ((4, 64), (2, 32)):
        x = _fused(x, _on_grid(skips[stride], image_size // stride), channels, f"decoder{stride}")
    coarse = layers.UpSampling2D(4, interpolation="bilinear", name="segmentation_coarse_up")(coarse)
    fine = layers.Conv2D(1, 1, name="segmentation_fine")(x)
    half = layers.Add(name="segmentation_half")([coarse, fine])
    segmentation_logits = layers.UpSampling2D(interpolation="bilinear", name="segmentation_logits")(half)

    model = keras.Model(
        image, {"class_logits": class_logits, "segmentation_logits": segmentation_logits}, name=backbone
    )
    return fused(model, BATCH_NORM_MOMENTUM)


def _on_grid(tensor: KerasTensor, size: int) -> KerasTensor:
    """Pad what unpadded convolutions have cut off, on both sides alike, so that positions stay where they are."""
    from keras import layers

    margins = [(side, size - length - side) for length in tensor.shape[1:3] for side in [(size - length) // 2]]
    return layers.ZeroPadding2D(margins)(tensor) if any(itertools.chain(*margins)) else tensor


def _convolved(x: KerasTensor, channels: int, kernel: int, name: str) -> KerasTensor:
    from keras import layers

    x = layers.Conv2D(channels, kernel, padding="same", use_bias=False, name=f"{name}_conv")(x)
    x = layers.BatchNormalization(name=f"{name}_bn")(x)
    return layers.ReLU(name=f"{name}_relu")(x)


def _fused(x: KerasTensor, skip: KerasTensor, channels: int, name: str) -> KerasTensor:
    """Double the size of `x` and join it with the skip connection of that stride."""
    from keras import layers

    if x.shape[-1] != channels:
        x = _convolved(x, channels, 1, f"{name}_in")
    x = layers.UpSampling2D(interpolation="bilinear", name=f"{name}_up")(_on_grid(x, skip.shape[1] // 2))
    x = layers.Add(name=f"{name}_add")([x, _convolved(skip, channels, 1, f"{name}_skip")])
    return _convolved(x, channels, 3, name)


def forward(model: keras.Model, images: Iterable[np.ndarray], batch_size: int) -> Iterator[dict[str, np.ndarray]]:
    """Run the network once over images (size, size), without training; yields the outputs batch by batch.

    Beside those of `build`: "feature_map", and "mean_features" and "spread_features" (channels,), the mean and the standard
    deviation of the features before attention.

    The last batch is filled up with empty images, whose outputs are dropped: one shape is traced once.
    """
    run = _traced(model)
    images = iter(images)
    while chosen := list(itertools.islice(images, batch_size)):
        batch = np.zeros((batch_size, *model.input.shape[1:]), dtype=np.float32)
        batch[: len(chosen), ..., 0] = chosen
        yield {name: output.numpy()[: len(chosen)] for name, output in run(batch).items()}


@functools.lru_cache(maxsize=4)
def _traced(model: keras.Model) -> Any:
    import keras
    import tensorflow as tf

    features = model.get_layer("features").output
    told = {
        "feature_map": model.get_layer("feature_map").output,
        "mean_features": keras.ops.mean(features, axis=(1, 2)),
        "spread_features": keras.ops.std(features, axis=(1, 2)),
    }
    whole = keras.Model(model.input, {**model.output, **told})
    return tf.function(functools.partial(whole, training=False), jit_compile=False)


@functools.lru_cache(maxsize=4)
def head(model: keras.Model) -> keras.Model:
    """The class head alone, feature map to class logits, sharing the model's weights."""
    import keras

    return keras.Model(model.get_layer("feature_map").output, model.get_layer("class_logits").output, name="class_head")


@functools.lru_cache(maxsize=4)
def classifier(model: keras.Model) -> keras.Model:
    """Image to class logits, without the segmentation, sharing the model's weights."""
    import keras

    return keras.Model(model.input, model.get_layer("class_logits").output, name="classifier")


def forget() -> None:
    """Drop what is kept here for networks that were used, and the networks with it."""
    for kept in (_traced, head, classifier):
        kept.cache_clear()
