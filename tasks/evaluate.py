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

`low` and `high` bound the 95 % percentile interval of 2,000 bootstrap resamples. What is resampled is not the slice
but the cluster: all slices of a patient, a series or a near-duplicate cluster together, because they err together;
intervals over slices would be too narrow. The bounds are None where fewer than five clusters hold the cases that are
counted. Where no case erred, the interval is [1, 1]: no error was seen, not that there can be none (with k clusters
and no error, up to 3 / k of the clusters may err). [Efron1993, Cameron2008]

accuracy : share of labelled cases whose class is named correctly. Higher is better.
accuracy_tumour : the same share among the slices with a tumour, named among all classes: a tumour called no_tumor is
    an error. Higher is better.
accuracy_three_class : share of the slices with a tumour whose class has the highest probability of the three tumour
    classes, whatever probability no_tumor has: the kind of tumour, once it is known that there is one. Higher is
    better.
precision, recall, f1, auroc : of one class against the rest. In a class's group they are that class's own, over all
    labelled cases, with n the cases of the class; in other groups the plain mean over the classes that occur in the
    truth (macro). A class that is never predicted has precision 0. auroc is the chance that a case of the class gets
    a higher probability of it than another case, ties half; not defined without both. Higher is better. [Hanley1982]
balanced_accuracy : mean recall of the classes that occur in the truth, so that a rare class counts as much as a
    frequent one: another name of the macro recall. Not given for a single class. Higher is better. [Brodersen2010]
expected_calibration_error : cases sorted by the probability of the predicted class into 15 bins of equal width; mean
    over the bins, weighted by their cases, of |accuracy - mean probability|. Resamples raise it, so its interval is
    moved down by their mean excess over the value. Lower is better. [Guo2017]
calibration_error_floor : the mean of that error over 2,000 draws in which each of these cases is named rightly with just
    the probability that it was given: what is left of it when every probability keeps its word, from so few cases.
    Its bounds hold 95 % of the draws. Slices of one patient err together, which raises it further. Read it beside the
    error: one within the bounds is no sign of bad calibration. No direction is better. [Brocker2007]
coverage_accuracy_area : mean, over all coverages c from 0 to 1, of the accuracy of the share c of cases with the
    highest probability of the predicted class; 1 - area is the area under the risk-coverage curve. It is high when
    the network errs where it is unsure. Higher is better. [Geifman2017]
confusion_<truth>_<predicted> : number of cases of the true class <truth> named <predicted>; n is the cases of
    <truth>, and the bounds are those of the share, times n. Where both are the same class, more is better, else less.
majority_class_share : accuracy of naming every case by the most frequent true class: a floor, at which accuracy means
    nothing. No direction is better.
dice, iou, cam_dice_<method>, cam_iou_<method> : mean over the cases with a tumour in the true mask; healthy slices
    would add ones for nothing found. Higher is better.
hausdorff_distance_95_px, hausdorff_distance_95_mm : mean over the cases with a tumour in the true mask and one in the
    segmentation mask. It leaves out tumours that were missed altogether: read it with its n, beside dice. Lower is
    better.
false_mask_rate : share of cases with an empty true mask whose segmentation mask is not empty. Lower is better.

References
----------
Dice1945 doi 10.2307/1932409. Jaccard1912 doi 10.1111/j.1469-8137.1912.tb05611.x. Huttenlocher1993 doi
10.1109/34.232073. Taha2015 doi 10.1186/s12880-015-0068-x. Hanley1982 doi 10.1148/radiology.143.1.7063747.
Brodersen2010 doi 10.1109/ICPR.2010.764. Guo2017 arXiv 1706.04599. Brocker2007 doi 10.1175/WAF993.1. Geifman2017 arXiv
1705.08500. Efron1993 doi 10.1201/9780429246593. Cameron2008 doi 10.1162/rest.90.3.414.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from data_contracts.cases import Case, Cases
from data_contracts.masks import Mask, Masks
from data_contracts.predictions import Prediction, Predictions
from data_contracts.scores import Metric, Metrics, Score, Scores
from tasks.bootstrap import interval_over, resampled_weights
from tasks.caching import read_array, stage
from tasks.cohort import Cohort, Statistic, statistics
from tasks.overlap import dice_of, hausdorff_distance_95, iou_of
from tasks.weighted import calibration_error_by_chance


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
        group_id=case.group_id,
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


def regrouped(scores: Sequence[Score], group_of: Mapping[str, str]) -> list[Score]:
    """The scores with the groups that `group_of` gives by case_id; others keep their own."""
    return [one.model_copy(update={"group_id": group_of.get(one.case_id, one.group_id)}) for one in scores]


def metrics(scores: Sequence[Score]) -> Metrics:
    """Metrics of a cohort by group, with intervals over clusters. The order of the cases plays no part."""
    cohort = Cohort.of(scores)
    found = statistics(cohort, np.ones((1, len(scores))))
    samples: dict[tuple[str, str], list[np.ndarray]] = {key: [] for key in found}
    for weights in resampled_weights(cohort.clusters) if scores else ():
        for key, statistic in statistics(cohort, weights).items():
            samples[key].append(statistic.values)
    table: Metrics = {}
    for (name, group), statistic in found.items():
        resampled = np.concatenate(samples[name, group]) if scores else np.empty(0)
        table.setdefault(name, {})[group] = _metric(name, statistic, cohort.clusters, resampled)
        if name == "expected_calibration_error":
            table.setdefault("calibration_error_floor", {})[group] = _calibration_floor(cohort, cohort.groups[group])
    return table


def _calibration_floor(cohort: Cohort, members: np.ndarray) -> Metric:
    counted = members & cohort.labelled
    if not counted.any():
        return Metric(value=None, n=0)
    errors = calibration_error_by_chance(cohort.confidence[counted])
    low, high = interval_over(np.unique(cohort.clusters[counted]).size, errors)
    return Metric(value=float(errors.mean()), low=low, high=high, n=int(counted.sum()))


def _metric(name: str, statistic: Statistic, clusters: np.ndarray, resampled: np.ndarray) -> Metric:
    n, value = int(statistic.counted.sum()), float(statistic.values[0])
    if np.isnan(value):
        return Metric(value=None, n=n)
    low, high = interval_over(np.unique(clusters[statistic.counted]).size, resampled)
    if name == "expected_calibration_error" and low is not None and high is not None:
        excess = float(np.nanmean(resampled)) - value
        low, high = max(0.0, low - excess), min(1.0, high - excess)
    return Metric(value=value, low=low, high=high, n=n)
