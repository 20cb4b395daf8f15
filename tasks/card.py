"""The model card: what a model was made from, how well it did, where it fails, and what it is not for.

The form is Hugging Face's: a YAML head that machines read, then sections for people (Mitchell et al. 2019,
arXiv:1810.03993).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data_contracts.floors import FLOOR_WORDS, Floor
from data_contracts.folds import Fold
from data_contracts.models import Manifest
from data_contracts.scores import Metric, Metrics
from data_contracts.settings import TrainSettings
from tasks.page_text import markdown_escaped

SCORES = {
    "accuracy": "accuracy, all classes",
    "balanced_accuracy": "balanced accuracy",
    "accuracy_tumour": "accuracy on tumour slices",
    "accuracy_three_class": "accuracy on tumour slices, tumour classes alone",
    "f1": "F1, mean of the classes",
    "auroc": "AUROC, mean of the classes",
    "expected_calibration_error": "expected calibration error",
    "calibration_error_floor": "the same, were every probability to keep its word",
    "dice": "Dice of tumour slices, mean",
    "iou": "IoU of tumour slices, mean",
    "hausdorff_distance_95_px": "Hausdorff distance 95 %, px",
    "false_mask_rate": "healthy slices given a mask",
}


@dataclass(frozen=True)
class Failure:
    """One of the worst test cases: its picture in the model folder, and what went wrong."""

    picture: str
    source: str
    reason: str


@dataclass(frozen=True)
class Training:
    """What a card tells of a training.

    Attributes
    ----------
    history : one row per epoch, as history.csv has them.
    metrics : of the locked test part.
    """

    settings: TrainSettings
    folds: Sequence[Fold]
    history: Sequence[Mapping[str, float]]
    metrics: Metrics
    floors: Sequence[Floor]
    failures: Sequence[Failure] = ()


def model_card(manifest: Manifest, training: Training) -> str:
    """Markdown text of `card.md`."""
    sections = (_head(manifest), _use(), _data(manifest, training), _recipe(manifest, training), _scores(training))
    return "\n".join(line for lines in (*sections, _failures(training), _files(manifest)) for line in lines) + "\n"


def _head(manifest: Manifest) -> list[str]:
    return [
        "---",
        "license: apache-2.0",
        "library_name: keras",
        "tags: [brain-mri, image-classification, image-segmentation, explainability, not-for-clinical-use]",
        "metrics: [accuracy, f1, roc_auc, dice]",
        "---",
        "",
        f"# cortextual model: {manifest.backbone}, {manifest.image_size} px",
        "",
        "Names the tumour class of a contrast-enhanced T1 brain MRI slice and outlines the tumour.",
        "",
    ]


def _use() -> list[str]:
    return [
        "## Intended use",
        "",
        "Research and teaching: to reproduce the method, to compare networks and saliency, to test a pipeline.",
        "",
        "**Not for clinical use**: not a medical device, not validated in any clinic. Nobody may be diagnosed or treated",
        "by it. It knows the classes below and no other disease; other contrasts, children, treated brains and motion",
        "were not assessed.",
        "",
    ]


def _data(manifest: Manifest, training: Training) -> list[str]:
    data = "synthetic phantoms, not patients" if manifest.synthetic else "brain MRI slices with class labels"
    split_by = training.folds[0].split_by if training.folds else "series"
    return [
        "## Data and split",
        "",
        f"{data[0].upper()}{data[1:]}. `folds.csv` lists every case; its digest is `{manifest.data_sha256[:16]}`.",
        f"Split by {split_by}: what belongs to one group (patient or series where the data or a table names them,",
        "near-duplicates, mirrored ones included) is in one part. Slices without a known series are grouped by",
        "near-duplicates alone, so one patient's slices can still be in two parts. The test part is locked: neither weights",
        "nor the choice of the epoch, the temperature or any threshold have seen it.",
        "",
        f"| part | {' | '.join(manifest.classes)} | groups |",
        f"|---|{'---|' * (len(manifest.classes) + 1)}",
        *(_part_row(part, training.folds, manifest.classes) for part in ("train", "validation", "test")),
        "",
    ]


def _part_row(part: str, folds: Sequence[Fold], classes: Sequence[str]) -> str:
    members = [fold for fold in folds if fold.part == part]
    counts = Counter(str(fold.tumour_class) for fold in members)
    return f"| {part} | {' | '.join(str(counts[name]) for name in classes)} | {len({f.group_id for f in members})} |"


def _recipe(manifest: Manifest, training: Training) -> list[str]:
    settings, rows = training.settings, training.history
    start = settings.start_weights
    if start not in {"imagenet", "none"}:
        start = "a trained model" if Path(start).is_dir() else "a file of backbone weights"
    digest = f" (sha256 {settings.start_weights_sha256[:16]})" if settings.start_weights_sha256 else ""
    rate = (
        "rising over a tenth of the steps, then falling as a cosine"
        if settings.optimizer == "adam"
        else "falling with the steps"
    )
    best = max(rows, key=lambda row: (row["selection"], row["epoch"]))
    certain = "not fitted" if manifest.certain_from is None else f"{manifest.certain_from:.3f}"
    return [
        "## Recipe",
        "",
        f"- Start weights: {start}{digest}.",
        f"- {settings.optimizer}, learning rate up to {settings.learning_rate:g}, {rate}; batches of",
        f"  {settings.batch_size}, seed {settings.seed}.",
        f"- Loss: {settings.class_loss_weight:g} x cross-entropy of the class"
        f"{', classes weighing the same' if settings.balance_classes else ''} + {settings.segmentation_loss_weight:g} x "
        f"{'(cross-entropy + 1 - soft Dice)' if settings.dice_loss else 'cross-entropy'} of the mask.",
        "  Healthy slices teach the empty mask; tumours without a mask teach none.",
        f"- Augmentation: {'moved, mirrored and changed in grey level at random' if settings.augmentation else 'none'}.",
        f"- Kept: epoch {best['epoch']:.0f} of {len(rows)}, highest mean of balanced accuracy and Dice on the validation part",
        f"  ({best['validation_balanced_accuracy']:.3f} and {best['validation_dice']:.3f} there).",
        f"- Temperature {manifest.temperature:.3f} and the bound of certainty {certain}, fitted on the validation part.",
        "",
    ]


def _scores(training: Training) -> list[str]:
    metrics = training.metrics
    rows = [
        f"| {title} | {_number(name, metrics[name]['all'])} | {metrics[name]['all'].n} |"
        for name, title in SCORES.items()
        if name in metrics and metrics[name]["all"].value is not None
    ]
    floors = [
        f"| {FLOOR_WORDS[each.name]} | {each.classes} | {_number('accuracy', each.metric)} | {each.n} |"
        for each in training.floors
    ]
    return [
        "## Scores on the locked test part",
        "",
        "Through the whole of `explain`'s path to masks, with 95 % intervals of a bootstrap over groups.",
        "",
        "| score | value | cases |",
        "|---|---|---|",
        *rows,
        "",
        "What an accuracy stands on: the same test part by means that know nothing of tumours.",
        "",
        "| floor | classes | accuracy | cases |",
        "|---|---|---|---|",
        *floors,
        "",
    ]


def _number(name: str, metric: Metric) -> str:
    digits = 1 if name.endswith("_px") else 3
    value = f"{metric.value:.{digits}f}"
    if metric.low is None or metric.high is None:
        return value
    return f"{value} ({metric.low:.{digits}f} to {metric.high:.{digits}f})"


def _failures(training: Training) -> list[str]:
    return [
        "## Known failures",
        "",
        "The surest wrong classes and the lowest Dice of the test part. Dashed: the true outline; solid: the network's.",
        "",
        *(_failure(each) for each in training.failures),
    ]


def _failure(failure: Failure) -> str:
    reason = markdown_escaped(failure.reason)
    return f"![{reason}]({failure.picture}) {markdown_escaped(failure.source)}: {reason}\n"


def _files(manifest: Manifest) -> list[str]:
    return [
        "## Files",
        "",
        f"`model.weights.h5` holds weights and nothing else, sha256 `{manifest.weights_sha256}`; `architecture.json` names",
        "what is needed to build the network. A folder whose digests differ is refused. `difference_hashes.npy` holds 32 bytes",
        "for each picture that it was trained or selected by, so that `evaluate` and `train --start-weights` know it again.",
    ]
