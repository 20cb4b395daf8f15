"""What the gate behind a training looks at, read from the model folder."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

from data_contracts.models import ModelRef
from data_contracts.trainings import TrainingOutcome
from tasks.checkpoint import read_history
from tasks.measure import HIGHEST_TEMPERATURE, LOWEST_TEMPERATURE
from tasks.model_folder import FOLDS, read_manifest
from tasks.parts import rows

ALWAYS_FINITE = ("loss", "class_logits_loss", "segmentation_logits_loss", "validation_accuracy", "selection")
"""Columns of history.csv that have a value whatever the cases; Dice has none without a tumour mask."""


def training_of(model: ModelRef) -> TrainingOutcome:
    """The training of a model folder in numbers.

    Raises
    ------
    OSError
        If its history.csv or folds.csv is missing.
    ModelError
        If its manifest is none.
    """
    folder = Path(model.folder)
    history = read_history(folder / "history.csv")
    best = max(history, key=lambda row: (row["selection"], row["epoch"]))
    classes = Counter(row["tumour_class"] for row in rows(folder / FOLDS) if row["part"] == "validation")
    return TrainingOutcome(
        model=folder.name,
        epochs=len(history),
        epochs_without_value=sum(not all(math.isfinite(row[name]) for name in ALWAYS_FINITE) for row in history),
        temperature_place=temperature_place(read_manifest(model).temperature),
        validation_accuracy=best["validation_accuracy"],
        over_majority=best["validation_accuracy"] - max(classes.values()) / classes.total(),
    )


def temperature_place(temperature: float) -> float:
    """Where a temperature lies between the bounds of its fit, on a logarithmic scale: 0 to 1.

    Examples
    --------
    >>> temperature_place(0.5), temperature_place(10.0)
    (0.0, 1.0)
    """
    return math.log(temperature / LOWEST_TEMPERATURE) / math.log(HIGHEST_TEMPERATURE / LOWEST_TEMPERATURE)
