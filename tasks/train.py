"""Joint training of the two heads, kept at its best epoch and calibrated, on the validation part."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import logging
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from prefect.context import FlowRunContext
from prefect.logging.loggers import flow_run_logger
from scipy.special import softmax

from data_contracts.cases import CLASSES, Case, Cases
from data_contracts.fingerprints import Fingerprint
from data_contracts.folds import Fold, Folds
from data_contracts.models import TrainedModels
from data_contracts.names import Part, TumourClass
from data_contracts.settings import TrainSettings
from tasks import familiarity, familiarity_file, model_folder
from tasks.caching import code_digest, read_array, stage
from tasks.certainty import certain_from
from tasks.checkpoint import Checkpoint, Row, folder_in, write_history
from tasks.duplicates import fingerprint_of
from tasks.feed import Examples, batches, examples
from tasks.files import write_atomically
from tasks.learned import PIXELS_ALONE, learned, write_hashes
from tasks.measure import evaluate, fit_temperature

if TYPE_CHECKING:
    import keras
    import tensorflow as tf

SGD_MOMENTUM, SGD_DECAY = 0.9394867962846013, 0.0003
"""Of the earlier code of the published method's group (GitHub yusufbrima/XAIBiomedical)."""


def cross_entropy(masks: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    """Mean cross-entropy over the pixels of each case, (n,)."""
    import keras

    return keras.ops.mean(keras.ops.binary_crossentropy(masks, logits, from_logits=True), axis=(1, 2, 3))


def segmentation_loss(masks: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    """Cross-entropy plus 1 - soft Dice of each case, (n,); a thousandth of the pixels smooths the Dice.

    The smoothing lets an empty mask be learned from a healthy slice: drawing nothing costs nothing, drawing costs more the
    more is drawn.
    """
    import keras

    pixels = (1, 2, 3)
    probability = keras.ops.sigmoid(logits)
    smooth = masks.shape[1] * masks.shape[2] / 1000
    both = keras.ops.sum(masks * probability, axis=pixels)
    either = keras.ops.sum(masks, axis=pixels) + keras.ops.sum(probability, axis=pixels)
    return cross_entropy(masks, logits) + 1 - (2 * both + smooth) / (either + smooth)


def optimizer(settings: TrainSettings, steps: int) -> keras.Optimizer:
    """The optimizer for a training of so many steps."""
    import keras

    if settings.optimizer == "sgd":
        falling = keras.optimizers.schedules.InverseTimeDecay(
            settings.learning_rate, decay_steps=1, decay_rate=SGD_DECAY
        )
        return keras.optimizers.SGD(falling, momentum=SGD_MOMENTUM)
    rising = max(1, steps // 10)
    rate = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=settings.learning_rate / 20,
        warmup_target=settings.learning_rate,
        warmup_steps=rising,
        decay_steps=max(1, steps - rising),
        alpha=0.01,
    )
    return keras.optimizers.Adam(rate)


def compile_model(model: keras.Model, settings: TrainSettings, steps: int) -> None:
    """Give the model its losses and its optimizer."""
    import keras

    model.compile(
        optimizer=optimizer(settings, steps),
        loss={
            "class_logits": keras.losses.SparseCategoricalCrossentropy(from_logits=True),
            "segmentation_logits": segmentation_loss if settings.dice_loss else cross_entropy,
        },
        loss_weights={
            "class_logits": settings.class_loss_weight,
            "segmentation_logits": settings.segmentation_loss_weight,
        },
        jit_compile=False,
    )


def fit(model: keras.Model, parts: dict[Part, Examples], settings: TrainSettings, checkpoint: Checkpoint) -> None:
    """Train from the checkpoint's last finished epoch to the end and leave the model at its best epoch.

    Best is the epoch with the highest `selection` on the validation part.
    """
    import keras

    logger = _logger()
    training, size = parts["train"], min(settings.batch_size, len(parts["train"]))
    steps = len(training) // size
    compile_model(model, settings, steps * settings.epochs)
    finished = checkpoint.resume(model)
    if finished:
        logger.info("training goes on after epoch %d of %d", finished, settings.epochs)
    started = time.monotonic()

    def end_epoch(epoch: int, logs: dict[str, float]) -> None:
        nonlocal started
        trained = time.monotonic() - started
        validation, _ = evaluate(model, parts["validation"], settings.batch_size)
        row: Row = {"epoch": epoch + 1, "learning_rate": float(model.optimizer.learning_rate)}
        row |= {name: float(logs[name]) for name in ("loss", "class_logits_loss", "segmentation_logits_loss")}
        row |= {f"validation_{name}": value for name, value in validation.items()}
        row["selection"] = selection(validation, settings)
        row["training_seconds"] = round(trained, 2)
        row["seconds"] = round(time.monotonic() - started, 1)
        checkpoint.record(model, row)
        started = time.monotonic()
        logger.info(
            "epoch %d of %d: loss %.3f, validation accuracy %.3f, dice %.3f, %.0f s%s",
            *(epoch + 1, settings.epochs, row["loss"], validation["accuracy"], validation["dice"], row["seconds"]),
            " (best so far)" if checkpoint.best_epoch == epoch + 1 else "",
        )
        model.stop_training = checkpoint.stale_epochs >= settings.patience

    if finished < settings.epochs and checkpoint.stale_epochs < settings.patience:
        model.fit(
            batches(training, settings, range(finished, settings.epochs)),
            initial_epoch=finished,
            epochs=settings.epochs,
            steps_per_epoch=steps,
            callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=end_epoch)],
            shuffle=False,
            verbose=0,
        )
    checkpoint.load_best(model)


def selection(validation: Row, settings: TrainSettings) -> float:
    """What the kept epoch has most of: the mean of balanced accuracy and Dice, of the heads that are trained.

    Examples
    --------
    >>> selection({"balanced_accuracy": 0.9, "dice": 0.1}, TrainSettings(segmentation_loss_weight=0))
    0.9
    """
    taught = {"balanced_accuracy": settings.class_loss_weight, "dice": settings.segmentation_loss_weight}
    return float(np.nanmean([validation[name] for name, weight in taught.items() if weight] or [np.nan]))


def _logger() -> Any:
    run = FlowRunContext.get()
    if run is None or run.flow_run is None:
        return logging.getLogger(__name__)
    return flow_run_logger(run.flow_run, run.flow)


def folds_table(folds: Sequence[Fold]) -> str:
    """`folds.csv` of the model folder: which case served for what."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(Fold.model_fields), lineterminator="\n")
    writer.writeheader()
    writer.writerows(fold.model_dump() for fold in folds)
    return text.getvalue()


def identity(settings: TrainSettings, parts: dict[Part, Examples]) -> str:
    """Digest of all that decides a training: settings, start weights, framed cases, code."""
    start = settings.start_weights_sha256 or model_folder.start_digest(settings.start_weights)
    digest = hashlib.sha256(json.dumps([settings.model_dump(), start, code_digest(__name__)]).encode())
    for name, part in parts.items():
        digest.update(name.encode())
        for array in (part.images, part.masks, part.labels, part.masked):
            digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def check_unseen(start_weights: str, folds: Sequence[Fold], pictures: Mapping[str, Fingerprint]) -> None:
    """Compare what start weights learned from with the parts that select and score.

    A picture is recognised as of `tasks.learned.Learned.holds`; where the model folder has no hashes, a warning is logged.

    Parameters
    ----------
    pictures : of the folds' cases, by case_id.

    Raises
    ------
    ValueError
        If the start weights are a model folder that learned from a picture of the validation or the test part.
    ModelError
        If its hashes cannot be read.
    """
    before = learned(start_weights)
    if before.digests and before.hashes is None:
        _logger().warning("start weights %s: %s", start_weights, PIXELS_ALONE)
    seen = [fold for fold in folds if fold.part != "train" and before.holds(pictures[fold.case_id])]
    if seen:
        raise ValueError(
            f"start weights {start_weights}: expected a model that has not learned from the validation and the test "
            f"part, got one that has from {len(seen)} of their pictures, e.g. {seen[0].source}"
        )


@stage()
def train(cases: Cases, folds: Folds, settings: TrainSettings, out: str) -> TrainedModels:
    """Train a model into the folder `out`: the train part teaches, the validation part selects and calibrates.

    The checkpoint stays until the caller has the result (`checkpoint.finish`): killed before that, the training is not
    begun again.

    Parameters
    ----------
    folds : dealt from `cases`: each names one of them.
    """
    import keras

    by_id = {case.case_id: case for case in cases.records}
    members: dict[Part, list[Case]] = {"train": [], "validation": [], "test": []}
    for fold in folds.records:
        members[fold.part].append(by_id[fold.case_id])
    pictures = {
        case.case_id: fingerprint_of(read_array(case.arrays, f"{case.case_id}/image"))
        for chosen in members.values()
        for case in chosen
    }
    check_unseen(settings.start_weights, folds.records, pictures)
    labels = {fold.tumour_class for fold in folds.records}
    classes: tuple[TumourClass, ...] = tuple(name for name in CLASSES if name in labels)
    for name in ("train", "validation"):
        if {case.tumour_class for case in members[name]} != set(classes) or len(classes) < 2:
            raise ValueError(
                f"train: expected cases of at least two classes, all of them in the {name} part, got {classes}"
            )

    keras.utils.set_random_seed(settings.seed)
    parts = {name: examples(chosen, classes, settings.image_size) for name, chosen in members.items()}
    checkpoint = Checkpoint(folder_in(out), identity(settings, parts))
    model = model_folder.begin(settings.backbone, settings.image_size, classes, settings.start_weights)
    fit(model, parts, settings, checkpoint)

    _, logits = evaluate(model, parts["validation"], settings.batch_size)
    temperature = fit_temperature(logits, parts["validation"].labels)
    probability = softmax(logits / temperature, axis=1)
    correct = logits.argmax(axis=1) == parts["validation"].labels
    familiar = familiarity.learn(model, parts["train"].images, parts["validation"].images, settings.batch_size)
    familiarity_file.write(familiar, out)
    table = folds_table(folds.records)
    write_atomically(Path(out) / model_folder.FOLDS, table.encode())
    write_hashes([pictures[fold.case_id] for fold in folds.records if fold.part != "test"], out)
    write_history(Path(out) / "history.csv", checkpoint.rows)
    synthetic = any(case.synthetic for chosen in members.values() for case in chosen)
    reference = model_folder.save(
        model,
        out,
        backbone=settings.backbone,
        classes=classes,
        temperature=temperature,
        data_sha256=hashlib.sha256(table.encode()).hexdigest(),
        synthetic=synthetic,
        certain_from=certain_from(probability.max(axis=1), correct),
    )
    return TrainedModels(records=(reference,))
