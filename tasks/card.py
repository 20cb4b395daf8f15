"""The model card: what a model was made from, how well it did, and what it is not for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from data_contracts.folds import Fold
from data_contracts.models import Manifest
from data_contracts.settings import TrainSettings

COLUMNS = {
    "accuracy": "accuracy",
    "balanced_accuracy": "balanced accuracy",
    "negative_log_likelihood": "negative log-likelihood, uncalibrated",
    "dice": "mean Dice of slices with a tumour mask",
    "false_mask_share": "share of healthy slices given a mask",
}


def model_card(
    manifest: Manifest,
    settings: TrainSettings,
    folds: Sequence[Fold],
    scores: dict[str, dict[str, float]],
    epochs: int,
    best_epoch: int,
) -> str:
    """Markdown text of `card.md`.

    Parameters
    ----------
    scores : part name to score name to value, as `tasks.train.scores` gives them.
    """
    data = "synthetic phantoms, not patients" if manifest.synthetic else "brain MRI slices with class labels"
    start = settings.start_weights if settings.start_weights in {"imagenet", "none"} else "a file of backbone weights"
    lines = [
        f"# cortextual model: {manifest.backbone}, {manifest.image_size} px",
        "",
        "Names the tumour class of a contrast-enhanced T1 brain MRI slice and outlines the tumour.",
        "",
        "## Intended use",
        "",
        "Research and teaching. **Not for clinical use**: not a medical device, not validated in any clinic, and",
        "confident even on images that are no brain MRI.",
        "",
        "## Data",
        "",
        f"Trained on {data}. `folds.csv` lists every case; its digest is `{manifest.data_sha256[:16]}`.",
        "Cases of one group (patient or series where known, near-duplicates, mirrored ones included) are in one part.",
        "Where the data name no patients, one patient's slices can still be in two parts.",
        "",
        f"| part | {' | '.join(manifest.classes)} | groups |",
        f"|---|{'---|' * (len(manifest.classes) + 1)}",
        *(_part_row(part, folds, manifest.classes) for part in ("train", "validation", "test")),
        "",
        "## Recipe",
        "",
        f"Start weights: {start}. Adam, learning rate up to {settings.learning_rate:g} (rising over a tenth of the",
        f"steps, then falling as a cosine), batches of {settings.batch_size}, seed {settings.seed}.",
        f"Loss: {settings.class_loss_weight:g} x cross-entropy of the class, classes weighing the same, +",
        f"{settings.segmentation_loss_weight:g} x (cross-entropy + 1 - soft Dice) of the mask; healthy slices teach",
        "the empty mask, tumours without a mask teach none. Slices are mirrored, turned, scaled, moved, and changed in",
        "contrast at random.",
        f"Kept: epoch {best_epoch} of {epochs}, highest mean of balanced accuracy and Dice on the validation part.",
        f"Temperature {manifest.temperature:.3f}, fitted on the validation part.",
        "",
        "## Scores",
        "",
        "The validation part chose the epoch and the temperature: its scores flatter. Masks are on the network's grid.",
        "",
        f"| score | {' | '.join(scores)} |",
        f"|---|{'---|' * len(scores)}",
        *(
            f"| {title} | {' | '.join(f'{part[name]:.3f}' for part in scores.values())} |"
            for name, title in COLUMNS.items()
        ),
    ]
    return "\n".join(lines) + "\n"


def _part_row(part: str, folds: Sequence[Fold], classes: Sequence[str]) -> str:
    members = [fold for fold in folds if fold.part == part]
    counts = Counter(fold.tumour_class for fold in members)
    groups = len({fold.group_id for fold in members})
    return f"| {part} | {' | '.join(str(counts[name]) for name in classes)} | {groups} |"  # type: ignore[index]
