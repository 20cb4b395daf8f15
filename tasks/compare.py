"""One budget for every backbone: which cases, which start weights, and what a trained network costs."""

from __future__ import annotations

import shlex
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import numpy as np

from data_contracts.comparison import Cost, Costs
from data_contracts.folds import Fold, Folds
from data_contracts.models import ModelRef
from data_contracts.names import Backbone, Part
from data_contracts.settings import CompareSettings, PredictSettings
from tasks import model_folder, network
from tasks.caching import stage
from tasks.checkpoint import Row, read_history
from tasks.weights import backbone_of

if TYPE_CHECKING:
    import keras

WARM_UP_BATCHES, TIMED_BATCHES = 3, 15


def drawn(folds: Folds, images: int | None, test_images: int | None, seed: int) -> Folds:
    """The folds with fewer cases in the train and the test part, every class in its share; the validation part stays.

    Parameters
    ----------
    images, test_images : cases to keep of the part; None, or more than there are, keeps all.
    seed : the same seed draws the same cases.
    """
    wanted: dict[Part, int | None] = {"train": images, "test": test_images}
    kept = {fold.case_id for fold in folds.records if fold.part not in wanted}
    for part, count in wanted.items():
        kept |= _drawn_ids([fold for fold in folds.records if fold.part == part], count, seed)
    return folds.model_copy(update={"records": tuple(fold for fold in folds.records if fold.case_id in kept)})


def without_validation(folds: Folds) -> Folds:
    """The folds without the part that chooses epoch and temperature: what teaches the weights, and what scores them."""
    return folds.model_copy(update={"records": tuple(fold for fold in folds.records if fold.part != "validation")})


def _drawn_ids(members: Sequence[Fold], count: int | None, seed: int) -> set[str]:
    """Cases of one part: as many of each class as its share of the part, remainders to the classes that lose most."""
    if count is None or count >= len(members):
        return {fold.case_id for fold in members}
    rng = np.random.default_rng(seed)
    by_class: dict[str, list[str]] = {}
    for fold in sorted(members, key=lambda fold: fold.case_id):
        by_class.setdefault(fold.tumour_class, []).append(fold.case_id)
    shares = {name: count * len(ids) / len(members) for name, ids in by_class.items()}
    sizes = {name: int(share) for name, share in shares.items()}
    losing = sorted(shares, key=lambda name: sizes[name] - shares[name])
    for name in losing[: count - sum(sizes.values())]:
        sizes[name] += 1
    return {str(chosen) for name, ids in by_class.items() for chosen in rng.choice(ids, sizes[name], replace=False)}


def start_weights(choice: str, backbones: Sequence[Backbone]) -> dict[Backbone, str]:
    """What each backbone starts from: `choice` itself, or the file of a folder whose arrays are that backbone's.

    Backbones for which the folder holds no file start from "none". Files of other networks are passed over.

    Raises
    ------
    ValueError
        If `choice` is neither "imagenet", "none" nor a folder, two files are of the same backbone, or none is of these.
    ModelError
        If a file is no readable weights file.
    """
    if choice in ("imagenet", "none"):
        return dict.fromkeys(backbones, choice)
    if not Path(choice).is_dir():
        raise ValueError(f"start weights: expected 'imagenet', 'none' or a folder of weights files, got {choice!r}")
    found: dict[Backbone, Path] = {}
    for path in sorted(Path(choice).glob("*.h5")):
        backbone = backbone_of(path)
        if backbone in found:
            raise ValueError(
                f"start weights: expected one file per backbone, got {found[backbone].name} and {path.name} "
                f"of {backbone}"
            )
        if backbone is not None:
            found[backbone] = path
    if not found.keys() & set(backbones):
        raise ValueError(f"start weights: expected a file of {', '.join(backbones)} without top in {choice}, got none")
    return {backbone: str(found.get(backbone, "none")) for backbone in backbones}


def command(settings: CompareSettings) -> str:
    """The command line that asks for these settings, with DATA, RUN and FOLDER for the paths."""
    words = ["cortextual", "compare", "DATA", "--out", "RUN"]
    if settings.backbones != get_args(Backbone):
        words += [word for backbone in settings.backbones for word in ("--backbone", backbone)]
    start = settings.start_weights if settings.start_weights in ("imagenet", "none") else "FOLDER"
    options = {
        "--image-size": settings.train.image_size,
        "--images": settings.images or "all",
        "--test-images": settings.test_images or "all",
        "--epochs": settings.train.epochs,
        "--batch-size": settings.train.batch_size,
        "--seed": settings.train.seed,
        "--start-weights": start,
    }
    if settings.split.groups:
        options["--groups"] = "FILE"
    return shlex.join(words + [str(word) for option in options.items() for word in option])


def training_seconds(history: Sequence[Row], images: int) -> float:
    """Seconds per training image: the median epoch without its validation pass, over the images of an epoch.

    Augmentation, forward and backward pass and the optimizer's step are in it. The first epoch after a start also
    traces the network: with three epochs or more the median leaves that out.
    """
    return float(np.median([row["training_seconds"] for row in history])) / images


def inference_seconds(model: keras.Model, batch_size: int) -> float:
    """Seconds per image of a forward pass through both heads: median over batches of equal size, after warm-up."""
    side = model.input.shape[1]
    images = np.random.default_rng(0).random((batch_size, side, side), dtype=np.float32)
    passes = network.forward(
        model, (image for _ in range(WARM_UP_BATCHES + TIMED_BATCHES) for image in images), batch_size
    )
    seconds, started = [], time.perf_counter()
    for _ in passes:
        seconds.append(time.perf_counter() - started)
        started = time.perf_counter()
    return float(np.median(seconds[WARM_UP_BATCHES:])) / batch_size


@stage()
def cost(model: ModelRef, images: int, batch_size: int, settings: PredictSettings) -> Costs:
    """Size and speed of a network that was trained on `images` images in batches of `batch_size`."""
    history = read_history(Path(model.folder) / "history.csv")
    loaded = model_folder.load(model)
    record = Cost(
        parameters=loaded.count_params(),
        training_per_image_s=training_seconds(history, images - images % min(images, batch_size)),
        inference_per_image_s=inference_seconds(loaded, settings.batch_size),
        epochs=len(history),
    )
    return Costs(records=(record,))
