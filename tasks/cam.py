"""Class activation maps: where in the slice the network finds the evidence for the class it names.

The gradient maps are computed by tf-keras-vis on the class head alone (feature map to logits), from the features that
`predict` kept, so the backbone is not run again. Score-CAM has to run the network on masked copies of the image; it
goes through tf-keras-vis one image at a time, because its choice of channels is shared by all images of a call.

References
----------
Selvaraju et al. 2017, Grad-CAM, arXiv 1610.02391. Chattopadhay et al. 2018, Grad-CAM++, arXiv 1710.11063. Wang et al.
2020, Score-CAM, arXiv 1910.01279. Choice of channels: tabayashi0117, Faster Score-CAM.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from data_contracts.heatmaps import Heatmap, Heatmaps
from data_contracts.models import ModelRef
from data_contracts.names import CamMethod
from data_contracts.predictions import Prediction, Predictions
from data_contracts.record import CaseError
from data_contracts.settings import CamSettings
from tasks import model_folder, network
from tasks.caching import read_array, stage, write_arrays

if TYPE_CHECKING:
    import keras

HEAD_BATCH = 16
"""Feature maps per gradient call: bounds memory, changes no map."""


def gradient_cams(head: keras.Model, features: np.ndarray, targets: Sequence[int], method: CamMethod) -> np.ndarray:
    """Grad-CAM or Grad-CAM++ of one class logit per image, not normalised.

    Parameters
    ----------
    head : feature map to class logits.
    features : (n, h, w, channels), any float.
    targets : n indices of the logit to explain.
    method : "gradcam" or "gradcam++".

    Returns
    -------
    (n, h, w) float32, not negative. Each map depends on its own image alone.
    """
    from tf_keras_vis.gradcam import Gradcam
    from tf_keras_vis.gradcam_plus_plus import GradcamPlusPlus
    from tf_keras_vis.utils.scores import CategoricalScore

    visualiser = {"gradcam": Gradcam, "gradcam++": GradcamPlusPlus}[method](head)
    maps = [
        visualiser(
            CategoricalScore([int(target) for target in targets[start : start + HEAD_BATCH]]),
            np.asarray(features[start : start + HEAD_BATCH], dtype=np.float32),
            penultimate_layer=head.layers[0],
            seek_penultimate_conv_layer=False,
            expand_cam=False,
            normalize_cam=False,
        )
        for start in range(0, len(targets), HEAD_BATCH)
    ]
    return np.concatenate([np.asarray(part, dtype=np.float32) for part in maps])


def scorecam(classifier: keras.Model, image: np.ndarray, target: int, channels: int) -> np.ndarray:
    """Score-CAM of one class of one image, not normalised.

    Parameters
    ----------
    classifier : image to class logits (tf-keras-vis applies the softmax), with a layer named "feature_map".
    image : (size, size, 1), what the network saw.
    target : index of the logit to explain.
    channels : how many channels to try: those whose activation spreads most over this image. Memory and time grow with
        channels x size².

    Returns
    -------
    (h, w) float32, not negative, on the grid of the feature map.
    """
    import keras
    from tf_keras_vis.scorecam import Scorecam
    from tf_keras_vis.utils.scores import CategoricalScore

    keras.utils.disable_interactive_logging()
    available = classifier.get_layer("feature_map").output.shape[-1]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The structure of `inputs` doesn't match", UserWarning)
        maps = Scorecam(classifier)(
            CategoricalScore([int(target)]),
            np.asarray(image, dtype=np.float32)[np.newaxis],
            penultimate_layer="feature_map",
            seek_penultimate_conv_layer=False,
            max_N=min(channels, available),
            expand_cam=False,
            normalize_cam=False,
        )
    return np.asarray(maps[0], dtype=np.float32)


def normalise(heatmap: np.ndarray) -> np.ndarray:
    """Stretch a map to [0, 1] float32; a constant map explains nothing and becomes 0 everywhere.

    Examples
    --------
    >>> normalise(np.array([[1.0, 3.0], [2.0, 1.0]])).tolist()
    [[0.0, 1.0], [0.5, 0.0]]
    """
    low, high = float(heatmap.min()), float(heatmap.max())
    if low == high:
        return np.zeros(heatmap.shape, dtype=np.float32)
    return ((heatmap.astype(np.float64) - low) / (high - low)).astype(np.float32)


def target_index(prediction: Prediction, classes: Sequence[str]) -> int:
    """Which logit belongs to the predicted class.

    Raises
    ------
    CaseError
        If the model has no such class: the prediction is another model's.
    """
    if prediction.predicted_class not in classes:
        raise CaseError(f"a class of the model ({', '.join(classes)})", prediction.predicted_class)
    return list(classes).index(prediction.predicted_class)


def checked_features(features: np.ndarray, shape: Sequence[int | None]) -> np.ndarray:
    """The stored feature map, if the class head can take it.

    Raises
    ------
    CaseError
        If the shape is not the head's, or a value is not finite (float16 ends at 65504).
    """
    if features.shape != tuple(shape):
        raise CaseError(f"a feature map of shape {tuple(shape)}", f"{features.shape}")
    if not np.isfinite(features).all():
        raise CaseError("a finite feature map", f"{int((~np.isfinite(features)).sum())} values that are not")
    return features


def checked_map(heatmap: np.ndarray, method: CamMethod) -> np.ndarray:
    """The map, if every value is finite.

    Raises
    ------
    CaseError
        If one is not: Grad-CAM++ takes the exponential of the logit, which ends at 88 in float32.
    """
    if not np.isfinite(heatmap).all():
        raise CaseError(f"a finite {method} map", f"{int((~np.isfinite(heatmap)).sum())} values that are not")
    return heatmap


def _maps(
    model: keras.Model,
    predictions: Sequence[Prediction],
    features: np.ndarray,
    targets: Sequence[int],
    *,
    method: CamMethod,
    channels: int,
) -> np.ndarray:
    if method != "scorecam":
        return gradient_cams(network.head(model), features, targets, method)
    classifier = network.classifier(model)
    inputs = (read_array(prediction.arrays, f"{prediction.case_id}/input") for prediction in predictions)
    return np.stack(
        [scorecam(classifier, image, target, channels) for image, target in zip(inputs, targets, strict=True)]
    )


@stage()
def cam(predictions: Predictions, model: ModelRef, settings: CamSettings) -> Heatmaps:
    """Explain the predicted class of every case by each method, the class "no_tumor" as any other."""
    loaded = model_folder.load(model)
    classes = model_folder.read_manifest(model).classes
    feature_shape = network.head(loaded).input_shape[1:]
    able, features, targets, quarantined = [], [], [], []
    for prediction in predictions.records:
        try:
            target = target_index(prediction, classes)
            stored = read_array(prediction.arrays, f"{prediction.case_id}/feature_map")
            features.append(checked_features(stored, feature_shape))
        except CaseError as error:
            quarantined.append(error.set_aside("cam", prediction.case_id, prediction.case_id))
            continue
        able.append(prediction)
        targets.append(target)
    if not able:
        return Heatmaps(quarantined=tuple(quarantined))

    maps = {
        method: _maps(loaded, able, np.stack(features), targets, method=method, channels=settings.scorecam_channels)
        for method in settings.methods
    }
    explained: dict[str, dict[CamMethod, np.ndarray]] = {}
    for index, prediction in enumerate(able):
        try:
            explained[prediction.case_id] = {method: checked_map(maps[method][index], method) for method in maps}
        except CaseError as error:
            quarantined.append(error.set_aside("cam", prediction.case_id, prediction.case_id))

    arrays = write_arrays(
        "cam",
        {
            f"{case_id}/{method}": normalise(heatmap)
            for case_id, by_method in explained.items()
            for method, heatmap in by_method.items()
        },
    )
    records = tuple(
        Heatmap(
            case_id=prediction.case_id,
            method=method,
            target_class=prediction.predicted_class,
            minimum=float(heatmap.min()),
            maximum=float(heatmap.max()),
            mean=float(heatmap.mean()),
            arrays=arrays,
        )
        for prediction in able
        for method, heatmap in explained.get(prediction.case_id, {}).items()
    )
    return Heatmaps(records=records, quarantined=tuple(quarantined))
