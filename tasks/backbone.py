"""The ten backbones of keras.applications behind one door: grey image in, activations at each stride out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

from data_contracts.names import Backbone
from tasks.weights import ModelError, check_shapes, floating_shapes, without_folder

if TYPE_CHECKING:
    import keras
    from keras import KerasTensor

_APPLICATIONS: dict[Backbone, str] = {
    "vgg16": "VGG16",
    "vgg19": "VGG19",
    "resnet50": "ResNet50",
    "resnet50v2": "ResNet50V2",
    "xception": "Xception",
    "inceptionv3": "InceptionV3",
    "densenet121": "DenseNet121",
    "efficientnetb0": "EfficientNetB0",
    "inceptionresnetv2": "InceptionResNetV2",
    "mobilenetv2": "MobileNetV2",
}
_MEAN, _STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def encoder(backbone: Backbone, image: KerasTensor, start_weights: str) -> keras.Model:
    """The backbone without top, built flat onto a grey image.

    Parameters
    ----------
    backbone : one of `data_contracts.names.Backbone`.
    image : (size, size, 1), grey levels 0 to 1.
    start_weights : "imagenet" (downloaded by keras.applications), "none", or a file of backbone weights without top.

    Raises
    ------
    ModelError
        If the backbone is not known, or the start weights cannot be had or are another network's.
    """
    if backbone not in _APPLICATIONS:
        raise ModelError(f"expected a backbone out of {', '.join(get_args(Backbone))}, got {backbone!r}")
    body = _application(backbone, input_tensor=_scaled(image, backbone))
    if start_weights != "none":
        _start(body, backbone, (*image.shape[1:3], 3), start_weights)
    return body


def skip_connections(body: keras.Model) -> dict[int, KerasTensor]:
    """The widest activation at each stride, the last among equals; strides multiply along the way."""
    import keras
    from keras import layers

    strides = {id(tensor): 1 for tensor in body.inputs}
    widest: dict[int, KerasTensor] = {}
    for layer in body.layers:
        if isinstance(layer, layers.InputLayer):
            continue
        stride = max(strides[id(tensor)] for tensor in keras.tree.flatten(layer.input))
        stride *= getattr(layer, "strides", (1,))[0]
        strides[id(layer.output)] = stride
        pooled = len(layer.output.shape) != 4 or layer.output.shape[1] == 1
        if pooled or isinstance(layer, layers.ZeroPadding2D):
            continue
        if stride not in widest or layer.output.shape[-1] >= widest[stride].shape[-1]:
            widest[stride] = layer.output
    return widest


def _application(backbone: Backbone, **options: object) -> keras.Model:
    import keras

    return getattr(keras.applications, _APPLICATIONS[backbone])(**{"include_top": False, "weights": None} | options)


def _scaled(image: KerasTensor, backbone: Backbone) -> KerasTensor:
    """Three equal channels on the scale the backbone's published weights were trained with.

    EfficientNet brings its own scaling, of which keras adds one half only together with ImageNet weights. Here its
    layers are left at x / 255 and the identity, and the input makes up for it.
    """
    from keras import layers

    grey = layers.Concatenate(name="grey_to_colour")([image, image, image])
    if backbone in {"vgg16", "vgg19", "resnet50"}:
        scale, offset = [255.0] * 3, [-103.939, -116.779, -123.68]
    elif backbone in {"densenet121", "efficientnetb0"}:
        unit = 255.0 if backbone == "efficientnetb0" else 1.0
        scale = [unit / std for std in _STD]
        offset = [-unit * mean / std for mean, std in zip(_MEAN, _STD, strict=True)]
    else:
        scale, offset = [2.0] * 3, [-1.0] * 3
    return layers.Rescaling(scale, offset, name="backbone_scaling")(grey)


def _start(body: keras.Model, backbone: Backbone, shape: tuple[int, int, int], start_weights: str) -> None:
    """Give the backbone its start weights by way of a plain copy of it: files name layers by their count in a model."""
    from keras import layers

    if start_weights == "imagenet":
        try:
            plain = _application(backbone, weights="imagenet", input_shape=shape)
        except Exception as error:  # keras raises bare Exception for a failed download
            raise ModelError(
                f"start weights 'imagenet' of {backbone}: expected a download by keras.applications, got: {error}. "
                "Without a network, give a weights file or 'none'"
            ) from error
    else:
        plain = _application(backbone, input_shape=shape)
        check_shapes(start_weights, floating_shapes(plain), backbone)
        try:
            plain.load_weights(start_weights)
        except (ValueError, KeyError, OSError) as error:
            path = Path(start_weights)
            raise ModelError(
                f"{path.name}: expected weights of {backbone} without top, got: {without_folder(error, path)}"
            ) from error
    weighted = [
        [layer for layer in model.layers if layer.weights and not isinstance(layer, layers.Normalization)]
        for model in (plain, body)
    ]
    for source, target in zip(*weighted, strict=True):
        target.set_weights(source.get_weights())
