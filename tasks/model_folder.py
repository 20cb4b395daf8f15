"""The model folder: weights, and the manifest that names all that is needed to build their network again."""

from __future__ import annotations

import functools
import gc
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from data_contracts.models import Manifest, ModelRef
from data_contracts.names import Backbone, TumourClass
from data_contracts.record import FileRef
from tasks import network
from tasks.files import write_atomically
from tasks.weights import ModelError, backbone_of, check_shapes, floating_shapes

if TYPE_CHECKING:
    import keras

ARCHITECTURE, WEIGHTS, FAMILIARITY = "architecture.json", "model.weights.h5", "familiarity.npz"
FOLDS, HASHES = "folds.csv", "difference_hashes.npy"
"""What the model learned from. Neither is part of a `ModelRef`: no prediction depends on them."""

_LOADING = threading.Lock()


def save(
    model: keras.Model,
    folder: Path | str,
    *,
    backbone: Backbone,
    classes: Sequence[TumourClass],
    temperature: float,
    data_sha256: str,
    synthetic: bool,
    certain_from: float | None = None,
) -> ModelRef:
    """Write the weights and the manifest that names all that is needed to build the network again.

    A `familiarity.npz` that is already in the folder is named in the manifest too.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    plain = network.build(backbone, model.input.shape[1], classes)
    plain.set_weights(model.get_weights())
    plain.save_weights(folder / WEIGHTS)
    familiarity = folder / FAMILIARITY
    manifest = Manifest(
        backbone=backbone,
        image_size=model.input.shape[1],
        feature_channels=network.FEATURE_CHANNELS,
        classes=tuple(classes),
        temperature=temperature,
        weights_sha256=FileRef.of(folder / WEIGHTS).sha256,
        data_sha256=data_sha256,
        synthetic=synthetic,
        certain_from=certain_from,
        familiarity_sha256=FileRef.of(familiarity).sha256 if familiarity.is_file() else None,
    )
    write_atomically(folder / ARCHITECTURE, (manifest.model_dump_json(indent=2) + "\n").encode())
    return model_ref(folder)


def model_ref(folder: Path | str) -> ModelRef:
    """Name a model folder by path and content.

    Raises
    ------
    ModelError
        If one of its two files is missing.
    """
    folder = Path(folder).resolve()
    missing = [name for name in (ARCHITECTURE, WEIGHTS) if not (folder / name).is_file()]
    if missing:
        raise ModelError(
            f"{folder.name}: expected a model folder with {ARCHITECTURE} and {WEIGHTS}, got no {missing[0]}"
        )
    familiarity = folder / FAMILIARITY
    return ModelRef(
        folder=str(folder),
        architecture=FileRef.of(folder / ARCHITECTURE),
        weights=FileRef.of(folder / WEIGHTS),
        familiarity=FileRef.of(familiarity) if familiarity.is_file() else None,
    )


def read_manifest(ref: ModelRef) -> Manifest:
    """The manifest of a model folder.

    Raises
    ------
    ModelError
        If the file changed since it was named, or is not a manifest of this format.
    """
    if not ref.architecture.is_intact():
        raise ModelError(f"{ARCHITECTURE}: expected content {ref.architecture.sha256[:12]}, got a changed file")
    try:
        return Manifest.model_validate_json(Path(ref.architecture.path).read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ModelError(f"{ARCHITECTURE}: expected {first['msg']} at {place!r}, got {first['input']!r}") from error


def load(ref: ModelRef) -> keras.Model:
    """Build the network of a model folder and fill in its weights; once per process and content.

    Raises
    ------
    ModelError
        If the weights are not the manifest's, or hold anything but the arrays of this network.
    """
    with _LOADING:
        return _loaded(ref)


@functools.lru_cache(maxsize=2)
def _loaded(ref: ModelRef) -> keras.Model:
    manifest = read_manifest(ref)
    digest = FileRef.of(ref.weights.path).sha256
    if not digest == manifest.weights_sha256 == ref.weights.sha256:
        raise ModelError(f"{WEIGHTS}: expected content {manifest.weights_sha256[:12]}, got {digest[:12]}")
    if manifest.feature_channels != network.FEATURE_CHANNELS:
        raise ModelError(
            f"{ARCHITECTURE}: expected {network.FEATURE_CHANNELS} feature channels, got {manifest.feature_channels}"
        )
    model = network.build(manifest.backbone, manifest.image_size, manifest.classes)
    check_shapes(ref.weights.path, floating_shapes(model), f"a {manifest.backbone} model")
    model.load_weights(ref.weights.path)
    return model


def start_digest(start_weights: str) -> str | None:
    """Digest of the weights a training starts from, a file's or a model folder's; None for "imagenet" and "none".

    Raises
    ------
    OSError
        If there is no such file.
    """
    if start_weights in ("imagenet", "none"):
        return None
    path = Path(start_weights)
    return FileRef.of(path / WEIGHTS if path.is_dir() else path).sha256


def check_start(backbone: Backbone, start_weights: str) -> None:
    """See whether start weights are those of the backbone that is to be trained, before anything is read or built.

    Raises
    ------
    ModelError
        If they are a model folder, or a file, of another network, or no weights at all.
    """
    if start_weights in ("imagenet", "none"):
        return
    path = Path(start_weights)
    if path.is_dir():
        found: Backbone | None = read_manifest(model_ref(path)).backbone
    else:
        found = backbone_of(path)
    if found != backbone:
        what = "a model" if path.is_dir() else "weights"
        raise ModelError(
            f"{path.name}: expected start weights of {backbone}, got {what} of {found or 'a network not known here'}"
        )


def begin(backbone: Backbone, image_size: int, classes: Sequence[TumourClass], start_weights: str) -> keras.Model:
    """Build a network to be trained, with its start weights.

    Parameters
    ----------
    start_weights : as of `tasks.network.build`, or a model folder. From a folder come the backbone, the neck, the decoder
        and, if it knows the same classes, the class head; its image size may be another.

    Raises
    ------
    ModelError
        If the start weights cannot be had or are another network's.
    """
    check_start(backbone, start_weights)
    if not Path(start_weights).is_dir():
        return network.build(backbone, image_size, classes, start_weights)
    reference = model_ref(start_weights)
    manifest = read_manifest(reference)
    model, begun = network.build(backbone, image_size, classes), load(reference)
    if manifest.classes == tuple(classes):
        model.set_weights(begun.get_weights())
        return model
    for layer, source in zip(model.layers, begun.layers, strict=True):
        if layer.name != "class_logits":
            layer.set_weights(source.get_weights())
    return model


def release() -> None:
    """Forget every network of this process, so that the next one finds the memory free.

    Keras keeps names and graphs of all that was built, the caches here keep the networks themselves.
    """
    _loaded.cache_clear()
    network.forget()
    if "keras" in sys.modules:
        import keras

        keras.backend.clear_session()
    gc.collect()
