"""The model folder: weights without code, and a manifest that names everything needed to build and trust them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from data_contracts.names import Backbone, TumourClass
from data_contracts.record import Batch, FileRef, Record


class Manifest(Record):
    """`architecture.json` of a model folder.

    Attributes
    ----------
    format : 2 since the class is pooled by attention; the arrays of format 1 have the same sizes and another meaning.
    classes : order of the class logits.
    temperature : the class logits are divided by it before softmax; 1.0 when not calibrated.
    weights_sha256 : digest of `model.weights.h5`; a folder whose weights differ is refused.
    data_sha256 : digest of the training data's folds table.
    synthetic : trained on phantoms, not on patients.
    certain_from : the class counts as certain from this calibrated probability on; None where no rule was fitted.
    familiarity_sha256 : digest of `familiarity.npz`, by which pictures that are no brain MRI are refused; None without one.
    """

    format: Literal[2] = 2
    backbone: Backbone
    image_size: int = Field(ge=32, le=512, multiple_of=32)
    feature_channels: int
    classes: tuple[TumourClass, ...] = Field(min_length=2)
    temperature: float = Field(default=1.0, gt=0, allow_inf_nan=False)
    weights_sha256: str
    data_sha256: str
    synthetic: bool = False
    certain_from: float | None = Field(default=None, ge=0, le=1)
    familiarity_sha256: str | None = None


class ModelRef(Record):
    """A model folder by path and content: its files' digests are part of every cache key that depends on it."""

    folder: str
    architecture: FileRef
    weights: FileRef
    familiarity: FileRef | None = None


class TrainedModels(Batch):
    """The outcome of a training: one model folder."""

    records: tuple[ModelRef, ...] = ()
