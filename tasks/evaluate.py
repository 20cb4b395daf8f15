"""Scores of a case and metrics of a cohort. A glossary: what each number is, where it comes from, which way is better.

Of one case
-----------
dice : 2 |A and B| / (|A| + |B|) of the segmentation head's mask A and the true mask B; 1 when both are empty, 0 when
    one is. Higher is better. [Dice1945]
iou : |A and B| / |A or B|, with the same rule for empty masks. Higher is better. [Jaccard1912]
hausdorff_distance_95_px, hausdorff_distance_95_mm : the larger of the two directed distances; a directed distance is
    the 95th percentile, over the boundary pixels of one mask, of the distance to the nearest boundary pixel of the
    other. A boundary pixel has one of its four neighbours outside the mask. Not defined when a mask is empty; in mm
    only where the file gives a pixel spacing. Lower is better. [Huttenlocher1993, Taha2015]
cam_dice, cam_iou : the same overlap for the mask made from a heatmap. A map that explains "no_tumor" claims no tumour
    and counts as an empty mask.

The true mask of a slice labelled "no_tumor" without a mask file is empty; that of a tumour slice without one is not
known, and its overlap is None.

Of a cohort
-----------
`metrics` gives each number for the groups "all", "class=<true class>" and "plane=<plane>". `n` is the number of cases
that it is taken over; the value is None where it is not defined.

accuracy : share of labelled cases whose class is named correctly. Higher is better.
precision, recall, f1, auroc : of one class against the rest. In a class's group they are that class's own, over all
    labelled cases, with n the cases of the class; in other groups the plain mean over the classes that occur in the
    truth (macro). A class that is never predicted has precision 0. Higher is better. auroc is the chance that a case
    of the class gets a higher probability of it than another case, ties half; not defined without both. [Hanley1982]
balanced_accuracy : mean recall of the classes that occur in the truth, so that a rare class counts as much as a
    frequent one: another name of the macro recall. Not given for a single class. Higher is better. [Brodersen2010]
expected_calibration_error : cases sorted by the probability of the predicted class into 15 bins of equal width; mean
    over the bins, weighted by their cases, of |accuracy - mean probability|. Lower is better. [Guo2017]
confusion_<truth>_<predicted> : number of cases of the true class <truth> named <predicted>; n is the cases of
    <truth>.
dice, iou, hausdorff_distance_95_px, hausdorff_distance_95_mm, cam_dice_<method>, cam_iou_<method> : mean over the
    cases with a tumour in the true mask; healthy slices would add ones for nothing found. The Hausdorff distance
    leaves out tumours that were missed altogether: read it with its n, beside dice.
false_mask_rate : share of cases with an empty true mask whose segmentation mask is not empty. Lower is better.

References
----------
Dice1945 doi 10.2307/1932409. Jaccard1912 doi 10.1111/j.1469-8137.1912.tb05611.x. Huttenlocher1993 doi
10.1109/34.232073. Taha2015 doi 10.1186/s12880-015-0068-x. Hanley1982 doi 10.1148/radiology.143.1.7063747.
Brodersen2010 doi 10.1109/ICPR.2010.764. Guo2017 arXiv 1706.04599.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from data_contracts.cases import CLASSES, Case, Cases
from data_contracts.masks import Mask, Masks
from data_contracts.names import TumourClass
from data_contracts.predictions import Prediction, Predictions
from data_contracts.scores import Metric, Metrics, Score, Scores
from tasks.caching import read_array, stage
from tasks.overlap import dice_of, hausdorff_distance_95, iou_of

CALIBRATION_BINS = 15


def true_mask(case: Case) -> np.ndarray | None:
    """The true mask (h, w) bool: empty for a healthy slice without a mask file, None where it is not known."""
    if case.has_mask:
        return read_array(case.arrays, f"{case.case_id}/mask").astype(bool)
    if case.tumour_class == "no_tumor":
        return np.zeros((case.height_px, case.width_px), dtype=bool)
    return None


def score_of(case: Case, prediction: Prediction, masks: Sequence[Mask], truth: np.ndarray | None) -> Score:
    """Score one case from its masks, the segmentation head's among them."""
    found = {mask.origin: read_array(mask.arrays, f"{case.case_id}/{mask.origin}").astype(bool) for mask in masks}
    segmentation = found.pop("segmentation")
    score = Score(
        case_id=case.case_id,
        plane=case.plane,
        tumour_class=case.tumour_class,
        predicted_class=prediction.predicted_class,
        probabilities=prediction.probabilities,
        mask_px=int(segmentation.sum()),
    )
    if truth is None:
        return score
    if prediction.predicted_class == "no_tumor":
        found = {origin: np.zeros_like(mask) for origin, mask in found.items()}
    distance_mm = hausdorff_distance_95(segmentation, truth, case.spacing_mm) if case.spacing_mm else None
    return score.model_copy(
        update={
            "truth_px": int(truth.sum()),
            "dice": dice_of(segmentation, truth),
            "iou": iou_of(segmentation, truth),
            "hausdorff_distance_95_px": hausdorff_distance_95(segmentation, truth),
            "hausdorff_distance_95_mm": distance_mm,
            "cam_dice": {origin: dice_of(mask, truth) for origin, mask in found.items()},
            "cam_iou": {origin: iou_of(mask, truth) for origin, mask in found.items()},
        }
    )


@stage()
def score(cases: Cases, predictions: Predictions, masks: Masks) -> Scores:
    """Score every case that has masks against what is known of it."""
    case_of = {case.case_id: case for case in cases.records}
    prediction_of = {prediction.case_id: prediction for prediction in predictions.records}
    masks_of: dict[str, list[Mask]] = {}
    for mask in masks.records:
        masks_of.setdefault(mask.case_id, []).append(mask)
    return Scores(
        records=tuple(
            score_of(case_of[case_id], prediction_of[case_id], of_case, true_mask(case_of[case_id]))
            for case_id, of_case in masks_of.items()
        )
    )


def metrics(scores: Sequence[Score]) -> Metrics:
    """Metrics of a cohort by group: name, group, value and number of cases. The order of the cases plays no part."""
    table: Metrics = {}
    for group, members in groups(scores).items():
        of_class = [name for name in CLASSES if group == f"class={name}"]
        naming = _one_class(scores, of_class[0]) if of_class else _macro(members) | _confusion(members)
        for name, metric in (_naming(members) | naming | _overlap(members)).items():
            table.setdefault(name, {})[group] = metric
    return table


def groups(scores: Sequence[Score]) -> dict[str, list[Score]]:
    """The cases as a whole, by true class and by plane."""
    found: dict[str, list[Score]] = {"all": list(scores)}
    for name in CLASSES:
        found[f"class={name}"] = [one for one in scores if one.tumour_class == name]
    for plane in sorted({one.plane for one in scores}):
        found[f"plane={plane}"] = [one for one in scores if one.plane == plane]
    return {group: members for group, members in found.items() if members or group == "all"}


def one_vs_rest(scores: Sequence[Score], name: TumourClass) -> dict[str, float | None]:
    """Precision, recall, F1 and AUROC of one class, over labelled cases of which at least one is of that class.

    A class the model does not know has probability 0.
    """
    from sklearn.metrics import precision_recall_fscore_support, roc_auc_score

    true = np.array([int(one.tumour_class == name) for one in scores])
    predicted = np.array([int(one.predicted_class == name) for one in scores])
    precision, recall, f1, _ = precision_recall_fscore_support(true, predicted, average="binary", zero_division=0)
    probability = [one.probabilities.get(name, 0.0) for one in scores]
    auroc = float(roc_auc_score(true, probability)) if 0 < true.sum() < true.size else None
    return {"precision": float(precision), "recall": float(recall), "f1": float(f1), "auroc": auroc}


def expected_calibration_error(probability: np.ndarray, correct: np.ndarray, bins: int = CALIBRATION_BINS) -> float:
    """Weighted mean gap between accuracy and probability over bins of equal width.

    Parameters
    ----------
    probability : (n,) of the predicted class, 0 to 1; n > 0. A bin holds its lower edge, the last one 1 as well.
    correct : (n,) bool, whether the predicted class is the true one.
    bins : number of bins.

    Examples
    --------
    >>> expected_calibration_error(np.array([0.75, 0.75, 0.75, 0.75]), np.array([True, True, True, False]))
    0.0
    """
    place = np.minimum((probability * bins).astype(int), bins - 1)
    gap = np.bincount(place, weights=correct - probability, minlength=bins)
    return float(np.abs(gap).sum() / probability.size)


def _labelled(scores: Sequence[Score]) -> list[Score]:
    return [one for one in scores if one.tumour_class is not None]


def _mean(values: Sequence[float | None]) -> Metric:
    known = [value for value in values if value is not None]
    return Metric(value=float(np.mean(known)) if known else None, n=len(known))


def _naming(scores: Sequence[Score]) -> dict[str, Metric]:
    labelled = _labelled(scores)
    correct = np.array([one.tumour_class == one.predicted_class for one in labelled])
    probability = np.array([one.probabilities[one.predicted_class] for one in labelled])
    error = expected_calibration_error(probability, correct) if labelled else None
    return {
        "accuracy": _mean([float(right) for right in correct]),
        "expected_calibration_error": Metric(value=error, n=len(labelled)),
    }


def _one_class(scores: Sequence[Score], name: TumourClass) -> dict[str, Metric]:
    labelled = _labelled(scores)
    own = sum(one.tumour_class == name for one in labelled)
    return {metric: Metric(value=value, n=own) for metric, value in one_vs_rest(labelled, name).items()}


def _macro(scores: Sequence[Score]) -> dict[str, Metric]:
    labelled = _labelled(scores)
    occurring = [name for name in CLASSES if any(one.tumour_class == name for one in labelled)]
    by_class = [one_vs_rest(labelled, name) for name in occurring]
    found = {
        name: Metric(value=_mean([one[name] for one in by_class]).value, n=len(labelled))
        for name in ("precision", "recall", "f1", "auroc")
    }
    return found | {"balanced_accuracy": found["recall"]}


def _confusion(scores: Sequence[Score]) -> dict[str, Metric]:
    labelled = _labelled(scores)
    cases = Counter(one.tumour_class for one in labelled)
    pairs = Counter((one.tumour_class, one.predicted_class) for one in labelled)
    return {
        f"confusion_{true}_{predicted}": Metric(value=pairs[true, predicted], n=cases[true])
        for true in CLASSES
        for predicted in CLASSES
        if cases[true]
    }


def _overlap(scores: Sequence[Score]) -> dict[str, Metric]:
    with_tumour = [one for one in scores if one.truth_px]
    methods = sorted({method for one in scores for method in one.cam_dice})
    found = {
        name: _mean([getattr(one, name) for one in with_tumour])
        for name in ("dice", "iou", "hausdorff_distance_95_px", "hausdorff_distance_95_mm")
    }
    for method in methods:
        found[f"cam_dice_{method}"] = _mean([one.cam_dice.get(method) for one in with_tumour])
        found[f"cam_iou_{method}"] = _mean([one.cam_iou.get(method) for one in with_tumour])
    return found | {"false_mask_rate": _mean([float(one.mask_px > 0) for one in scores if one.truth_px == 0])}
