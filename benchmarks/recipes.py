"""What each part of the recipe gains, what the dual head costs, and what a leaking split flatters.

    python -m benchmarks.recipes DATA --groups FILE --start-weights FILE --work DIR [--out FILE]
        [--image-size 96] [--images 1500] [--epochs 6] [--seed 0]
        [--mask-weights 1 4 12 --locked models/NAME/locked_fold/folds.csv]

Every variant gets the same budget: as many training slices (drawn by class), epochs and steps, MobileNetV2, one seed. The
variants of the recipe share the folds of the split by series; the three splits share everything else. A finished variant
is a file in DIR and is not trained again; an unfinished one goes on from its last epoch. Masks are scored on the network's
grid, whatever class is named, so that a network without a class head can be scored. Intervals draw the groups of the split
by series, whatever the split. Training behind the split by slices is what the gate refuses: here it is the measurement.

With `--mask-weights` the recipe is trained with each weight of the segmentation loss and scored on the validation part,
from which the cases locked in the given `folds.csv` are left out: this is where the weight was chosen.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import flows.offline  # noqa: F401
from benchmarks.leakage import read
from data_contracts.cases import CLASSES, Case
from data_contracts.folds import CONTRACT, Fold, Folds
from data_contracts.names import Part, SplitBy
from data_contracts.record import FileRef
from data_contracts.settings import REFERENCE, SplitSettings, TrainSettings
from tasks import model_folder, network, paired
from tasks.checkpoint import Checkpoint
from tasks.compare import drawn
from tasks.contracts import check
from tasks.feed import Examples, examples
from tasks.grouping import given_series, look_of, read_groups
from tasks.measure import outcomes
from tasks.split import dealt
from tasks.train import fit, identity

VALIDATION_IMAGES = 300
WHOLE = "+ weight of the masks = cortextual"
CLASS_ALONE, MASKS_ALONE = "cortextual, class head alone", "cortextual, segmentation head alone"
SPLITS: tuple[SplitBy, ...] = ("series", "clusters", "slices")


def variants(budget: dict[str, object], start_weights: str) -> dict[str, TrainSettings]:
    """The recipes by name: from the published method to ours one change at a time, then ours with one head alone."""
    reference = REFERENCE.model_copy(update=budget)
    started = reference.model_copy(
        update={"start_weights": start_weights, "start_weights_sha256": FileRef.of(start_weights).sha256}
    )
    ours = TrainSettings().model_copy(update=budget)
    adam = started.model_copy(update={"optimizer": "adam", "learning_rate": ours.learning_rate})
    losses = adam.model_copy(update={"balance_classes": True, "dice_loss": True})
    augmented = losses.model_copy(update={"augmentation": True})
    weighed = augmented.model_copy(update={"segmentation_loss_weight": ours.segmentation_loss_weight})
    return {
        "reference (published method, settings guessed)": reference,
        "+ start weights": started,
        "+ Adam, warm-up and cosine": adam,
        "+ class balance and Dice loss": losses,
        "+ augmentation": augmented,
        WHOLE: weighed,
        CLASS_ALONE: weighed.model_copy(update={"segmentation_loss_weight": 0.0}),
        MASKS_ALONE: weighed.model_copy(update={"class_loss_weight": 0.0}),
    }


def part(folds: Folds, name: Part, case_of: dict[str, Case], size: int, limit: int | None = None) -> Examples:
    """The framed cases of one part, the first `limit` by case_id."""
    chosen = sorted(fold.case_id for fold in folds.records if fold.part == name)[:limit]
    return examples([case_of[case_id] for case_id in chosen], CLASSES, size)


def measured(
    settings: TrainSettings, folds: Folds, case_of: dict[str, Case], work: Path, scored: Part = "test"
) -> dict[str, list[float]]:
    """Train one variant and score it case by case on the part `scored`, or read what an earlier run wrote."""
    import keras

    parts: dict[Part, Examples] = {
        "train": part(folds, "train", case_of, settings.image_size),
        "validation": part(folds, "validation", case_of, settings.image_size, VALIDATION_IMAGES),
        "test": part(folds, scored, case_of, settings.image_size),
    }
    name = identity(settings, parts)
    result = work / f"{name[:16]}.json"
    if not result.is_file():
        keras.utils.set_random_seed(settings.seed)
        model = network.build(settings.backbone, settings.image_size, CLASSES, settings.start_weights)
        checkpoint = Checkpoint(work / name[:16], name)
        fit(model, parts, settings, checkpoint)
        logits, dice, false_masks = outcomes(model, parts["test"], settings.batch_size)
        right = (logits.argmax(axis=1) == parts["test"].labels).astype(float)
        told = {"right": right.tolist(), "dice": dice.tolist(), "false_mask": false_masks.tolist()}
        told["tumour"] = (parts["test"].labels != CLASSES.index("no_tumor")).astype(float).tolist()
        result.write_text(json.dumps(told))
        checkpoint.remove()
        model_folder.release()
    told = json.loads(result.read_text())
    told["case_id"] = sorted(fold.case_id for fold in folds.records if fold.part == scored)
    return told


def cell(values: np.ndarray, groups: Sequence[str]) -> str:
    """Mean with its 95 % interval over groups."""
    sums = paired.value_sums(values, groups)
    low, high = paired.bootstrap_interval(sums, paired.mean, seed=0)
    return f"{np.nanmean(values):.3f} ({low:.3f} to {high:.3f})"


def columns(told: dict[str, list[float]], group_of: dict[str, str]) -> dict[str, str]:
    """The cells of one row."""
    groups = [group_of[str(case_id)] for case_id in told["case_id"]]
    right = np.array(told["right"])
    return {
        "accuracy": cell(right, groups),
        "accuracy on tumour slices": cell(np.where(np.array(told["tumour"]) > 0, right, np.nan), groups),
        "Dice, tumour slices": cell(np.array(told["dice"]), groups),
        "false masks on healthy slices": cell(np.array(told["false_mask"]), groups),
    }


def against(first: dict[str, list[float]], second: dict[str, list[float]], key: str, group_of: dict[str, str]) -> str:
    """First minus second on the same cases, with interval and p-value of a permutation of groups."""
    groups = [group_of[str(case_id)] for case_id in first["case_id"]]
    one, other = (paired.value_sums(np.array(told[key]), groups) for told in (first, second))
    value = float(paired.mean(one.sum(axis=0)) - paired.mean(other.sum(axis=0)))
    low, high = paired.bootstrap_interval(one, paired.mean, seed=0, other=other)
    p_value = paired.permutation_p_value(one, other, paired.mean, seed=0)
    return f"{value:+.3f} ({low:+.3f} to {high:+.3f}), p = {p_value:.3f}"


def weighed(
    weights: Sequence[float], ours: TrainSettings, folds: Folds, case_of: dict[str, Case], work: Path, locked: Path
) -> dict[str, dict[str, str]]:
    """The cells of each weight of the segmentation loss, on the validation part without the cases locked elsewhere."""
    with locked.open(newline="", encoding="utf-8") as stream:
        elsewhere = {row["case_id"] for row in csv.DictReader(stream) if row["part"] == "test"}
    open_folds = folds.model_copy(
        update={"records": tuple(fold for fold in folds.records if fold.case_id not in elsewhere)}
    )
    group_of = {fold.case_id: fold.group_id for fold in folds.records}
    return {
        f"weight of the masks {weight:g}": columns(
            measured(
                ours.model_copy(update={"segmentation_loss_weight": weight}), open_folds, case_of, work, "validation"
            ),
            group_of,
        )
        for weight in weights
    }


def table(rows: dict[str, dict[str, str]]) -> str:
    """Markdown of rows by name."""
    heads = list(next(iter(rows.values())))
    lines = [f"| | {' | '.join(heads)} |", f"|---|{'---|' * len(heads)}"]
    return "\n".join(lines + [f"| {name} | {' | '.join(row.values())} |" for name, row in rows.items()])


def main() -> None:
    """Run what is missing and write the tables of what is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--groups", type=Path, required=True)
    parser.add_argument("--start-weights", required=True)
    parser.add_argument("--work", type=Path, required=True, help="folder for results and checkpoints")
    parser.add_argument("--out", type=Path, help="Markdown file to write")
    parser.add_argument("--image-size", type=int, default=96)
    parser.add_argument("--images", type=int, default=1500)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--mask-weights", type=float, nargs="+", help="train these weights instead, see above")
    parser.add_argument("--locked", type=Path, help="folds.csv whose test part is left out with --mask-weights")
    options = parser.parse_args()
    if bool(options.mask_weights) != bool(options.locked):
        parser.error("expected --mask-weights and --locked together")
    options.work.mkdir(parents=True, exist_ok=True)

    cases = [case for case in read(options.data).records if case.tumour_class is not None]
    looks = [look_of(case) for case in cases]
    series, _ = given_series(cases, read_groups(options.groups))
    folds_by: dict[SplitBy, Folds] = {}
    whole = dealt(cases, looks, series, SplitSettings(by="series"))
    aside = {whole[index].case_id for index in check(CONTRACT, [fold.row() for fold in whole])}
    for by in SPLITS:
        dealt_so: tuple[Fold, ...] = dealt(cases, looks, series, SplitSettings(by=by))
        kept = tuple(fold for fold in dealt_so if fold.case_id not in aside)
        folds_by[by] = drawn(Folds(records=kept), options.images, None, options.seed)
    case_of = {case.case_id: case for case in cases}
    group_of = {fold.case_id: fold.group_id for fold in whole}

    budget = {
        "backbone": "mobilenetv2",
        "image_size": options.image_size,
        "epochs": options.epochs,
        "patience": options.epochs,
        "batch_size": 32,
        "seed": options.seed,
    }
    recipes = variants(budget, options.start_weights)
    text = [
        f"Budget: {options.images} training slices, {options.epochs} epochs, batches of 32, {options.image_size} px, "
        f"MobileNetV2, seed {options.seed}; 95 % intervals over series.",
    ]
    if options.mask_weights:
        tried = weighed(options.mask_weights, recipes[WHOLE], folds_by["series"], case_of, options.work, options.locked)
        write([*text, "", table(tried)], options.out)
        return
    heads = (WHOLE, CLASS_ALONE, MASKS_ALONE)
    told = {name: measured(recipes[name], folds_by["series"], case_of, options.work) for name in heads}
    text += ["\n## Two heads against one\n"]
    text += [
        f"- class: dual head minus class head alone, accuracy {against(told[WHOLE], told[CLASS_ALONE], 'right', group_of)}",
        f"- masks: dual head minus segmentation head alone, Dice {against(told[WHOLE], told[MASKS_ALONE], 'dice', group_of)}",
    ]
    print("\n".join(text), flush=True)
    splits = {
        f"split by {by}": columns(measured(recipes[WHOLE], folds_by[by], case_of, options.work), group_of)
        for by in SPLITS
    }
    text += ["\n## The same training under three splits\n", table(splits)]
    print(text[-1], flush=True)
    told |= {
        name: measured(recipe, folds_by["series"], case_of, options.work)
        for name, recipe in recipes.items()
        if name not in told
    }
    rows = {name: columns(told[name], group_of) for name in recipes}
    text += ["\n## From the reference to ours, and one head alone\n", table(rows)]
    write(text, options.out)


def write(text: Sequence[str], out: Path | None) -> None:
    """Print the tables, and write them where asked to."""
    print("\n".join(text))
    if out:
        out.write_text("\n".join(text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
