"""The cases that a cohort's scores are worst for, with their pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data_contracts.cases import Case
from data_contracts.masks import Mask
from data_contracts.names import CLASS_WORDS
from data_contracts.scores import Score
from tasks import overlay
from tasks.caching import read_array
from tasks.page_text import share

SHOWN, WRONG_CLASSES = 10, 5
PICTURE_PX = 224


@dataclass(frozen=True)
class Worst:
    """One of the worst cases: why it is one, and the slice with its outlines."""

    case_id: str
    source: str
    reason: str
    jpeg: bytes
    width_px: int
    height_px: int
    alt: str

    @property
    def uri(self) -> str:
        """The picture as a `data:` address."""
        return overlay.data_uri(self.jpeg)


def worst_classes(scores: Sequence[Score], number: int = WRONG_CLASSES) -> list[Score]:
    """Cases whose class is wrong, the surest first."""
    wrong = [one for one in scores if one.tumour_class not in (None, one.predicted_class)]
    return sorted(wrong, key=lambda one: (-one.probabilities[one.predicted_class], one.case_id))[:number]


def worst_masks(scores: Sequence[Score], number: int) -> list[Score]:
    """Cases with a tumour in the true mask, the lowest Dice first."""
    outlined = [one for one in scores if one.truth_px and one.dice is not None]
    return sorted(outlined, key=lambda one: (one.dice, one.case_id))[:number]


def worst_cases(scores: Sequence[Score], cases: Sequence[Case], masks: Sequence[Mask]) -> list[Worst]:
    """The five surest wrong classes, or as many as there are, then the lowest Dice among the other cases: ten, drawn."""
    classes = worst_classes(scores)
    named = {one.case_id for one in classes}
    outlines = worst_masks([one for one in scores if one.case_id not in named], SHOWN - len(classes))
    case_of = {case.case_id: case for case in cases}
    mask_of = {mask.case_id: mask for mask in masks if mask.origin == "segmentation"}
    return [_drawn(one, case_of[one.case_id], mask_of[one.case_id]) for one in (*classes, *outlines)]


def _drawn(score: Score, case: Case, mask: Mask) -> Worst:
    image = read_array(case.arrays, f"{case.case_id}/image")
    found = read_array(mask.arrays, f"{case.case_id}/segmentation").astype(bool)
    outlines = [overlay.Outline(found, overlay.TUMOUR_COLOUR)]
    if case.has_mask:
        truth = read_array(case.arrays, f"{case.case_id}/mask").astype(bool)
        outlines.insert(0, overlay.Outline(truth, overlay.TRUTH_COLOUR, dashed=True))
    picture = overlay.panel(image, case.spacing_mm, outlines=outlines, longest_px=PICTURE_PX, line_px=1.5)
    reason = _reason(score)
    return Worst(
        case_id=case.case_id,
        source=case.source,
        reason=reason,
        jpeg=overlay.jpeg(picture, quality=75),
        width_px=picture.width,
        height_px=picture.height,
        alt=f"Slice, {case.plane} plane. {reason}. Tumour mask: {score.mask_px} px"
        + ("." if score.truth_px is None else f"; true mask: {score.truth_px} px."),
    )


def _reason(score: Score) -> str:
    words = []
    if score.tumour_class is not None:
        named, sure = CLASS_WORDS[score.predicted_class], share(score.probabilities[score.predicted_class])
        is_right = score.tumour_class == score.predicted_class
        words.append(f"{named}, {sure}" if is_right else f"{CLASS_WORDS[score.tumour_class]} named {named}, {sure}")
    if score.truth_px and score.dice is not None:
        words.append(f"Dice {score.dice:.2f}")
    return "; ".join(words)
