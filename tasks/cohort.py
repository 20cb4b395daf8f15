"""A cohort of scored cases as arrays, and every metric of each of its groups under weights of the cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from data_contracts.cases import CLASSES
from data_contracts.scores import Score
from tasks import weighted
from tasks.bootstrap import numbered

TUMOURS = [place for place, name in enumerate(CLASSES) if name != "no_tumor"]
UNLABELLED = -1
OVERLAPS = ("dice", "iou", "hausdorff_distance_95_px", "hausdorff_distance_95_mm")


class Statistic(NamedTuple):
    """A metric of one group: its value for each of r weightings (r,), nan where it has none, and the cases (n,) bool
    that it is taken over."""

    values: np.ndarray
    counted: np.ndarray


@dataclass(frozen=True)
class Cohort:
    """n cases in the order of their names, so that no result depends on the order in which they came.

    Attributes
    ----------
    true, predicted : (n,) int, place of the class in `CLASSES`; `UNLABELLED` where the true one is not known.
    probabilities : (n, classes); 0 for a class that the model does not know.
    planes : (n,) str.
    clusters : (n,) int, what is resampled as a whole.
    tumour_overlap : by metric, (n,), nan except for cases with a tumour in the true mask.
    false_mask : (n,), 1 or 0 for cases with an empty true mask, else nan.
    """

    true: np.ndarray
    predicted: np.ndarray
    probabilities: np.ndarray
    planes: np.ndarray
    clusters: np.ndarray
    tumour_overlap: dict[str, np.ndarray]
    false_mask: np.ndarray

    @classmethod
    def of(cls, scores: Sequence[Score]) -> Cohort:
        """The arrays of scored cases."""
        cases = sorted(scores, key=lambda one: one.case_id)

        def overlap(values: Sequence[float | None]) -> np.ndarray:
            return np.array(
                [
                    np.nan if value is None or not one.truth_px else value
                    for one, value in zip(cases, values, strict=True)
                ],
                dtype=float,
            )

        overlaps = {name: overlap([getattr(one, name) for one in cases]) for name in OVERLAPS}
        for method in sorted({method for one in cases for method in one.cam_dice}):
            overlaps[f"cam_dice_{method}"] = overlap([one.cam_dice.get(method) for one in cases])
            overlaps[f"cam_iou_{method}"] = overlap([one.cam_iou.get(method) for one in cases])
        return cls(
            true=np.array([_place(one.tumour_class) for one in cases], dtype=int),
            predicted=np.array([_place(one.predicted_class) for one in cases], dtype=int),
            probabilities=np.array(
                [[one.probabilities.get(name, 0.0) for name in CLASSES] for one in cases], dtype=float
            ).reshape(-1, len(CLASSES)),
            planes=np.array([one.plane for one in cases], dtype=str),
            clusters=numbered([one.group_id or one.case_id for one in cases]),
            tumour_overlap=overlaps,
            false_mask=np.array(
                [float(one.mask_px > 0) if one.truth_px == 0 else np.nan for one in cases], dtype=float
            ),
        )

    @property
    def labelled(self) -> np.ndarray:
        """(n,) bool."""
        return np.asarray(self.true != UNLABELLED)

    @property
    def confidence(self) -> np.ndarray:
        """(n,) probability of the predicted class."""
        return np.asarray(self.probabilities[np.arange(self.predicted.size), self.predicted])

    @property
    def groups(self) -> dict[str, np.ndarray]:
        """Members (n,) bool of the whole, of each true class and of each plane that occur."""
        found = {"all": np.ones(self.true.size, dtype=bool)}
        found |= {f"class={name}": self.true == place for place, name in enumerate(CLASSES)}
        found |= {f"plane={plane}": self.planes == plane for plane in np.unique(self.planes).tolist()}
        return {group: members for group, members in found.items() if group == "all" or members.any()}


def statistics(cohort: Cohort, weights: np.ndarray) -> dict[tuple[str, str], Statistic]:
    """Every metric of every group by (metric, group); `weights` is (r, n)."""
    found = {}
    for group, members in cohort.groups.items():
        one_class = next((place for place, name in enumerate(CLASSES) if group == f"class={name}"), None)
        for name, statistic in _of_group(cohort, members, one_class, weights):
            known = statistic.counted.any()
            found[name, group] = statistic if known else Statistic(np.full(len(weights), np.nan), statistic.counted)
    return found


def _of_group(
    cohort: Cohort, members: np.ndarray, one_class: int | None, weights: np.ndarray
) -> Iterator[tuple[str, Statistic]]:
    labelled = members & cohort.labelled
    tumour = labelled & np.isin(cohort.true, TUMOURS)
    correct = cohort.true == cohort.predicted
    among_tumours = cohort.true == np.array(TUMOURS)[cohort.probabilities[:, TUMOURS].argmax(axis=1)]
    own, confidence = weights[:, labelled], cohort.confidence[labelled]

    yield "accuracy", _share_of(correct, labelled, weights)
    yield "accuracy_tumour", _share_of(correct, tumour, weights)
    yield "accuracy_three_class", _share_of(among_tumours, tumour, weights)
    if labelled.any():
        error = weighted.calibration_error(own, confidence, correct[labelled])
        area = weighted.coverage_accuracy_area(own, confidence, correct[labelled])
    else:
        error = area = np.full(len(weights), np.nan)
    yield "expected_calibration_error", Statistic(error, labelled)
    yield "coverage_accuracy_area", Statistic(area, labelled)
    yield from _naming(cohort, labelled, one_class, weights)
    for name, values in cohort.tumour_overlap.items():
        yield name, _mean_of(values, members, weights)
    yield "false_mask_rate", _mean_of(cohort.false_mask, members, weights)


def _mean_of(values: np.ndarray, members: np.ndarray, weights: np.ndarray) -> Statistic:
    counted = members & ~np.isnan(values)
    return Statistic(weighted.mean(weights[:, counted], values[counted]), counted)


def _share_of(true: np.ndarray, counted: np.ndarray, weights: np.ndarray) -> Statistic:
    return Statistic(weighted.mean(weights[:, counted], true[counted].astype(float)), counted)


def _naming(
    cohort: Cohort, labelled: np.ndarray, one_class: int | None, weights: np.ndarray
) -> Iterator[tuple[str, Statistic]]:
    """Of one class against all labelled cases of the cohort; for other groups the mean over the classes."""
    among = cohort.labelled if one_class is not None else labelled
    own, true = weights[:, among], cohort.true[among]
    counts = weighted.confusion(own, true, cohort.predicted[among], len(CLASSES))
    places = range(len(CLASSES)) if one_class is None else [one_class]
    occurring = [place for place in places if (true == place).any()]
    by_class = {name: values[:, occurring] for name, values in weighted.naming(counts).items()}
    by_class["auroc"] = np.stack(
        [weighted.auroc(own, true == place, cohort.probabilities[among, place]) for place in occurring]
        or [np.full(len(weights), np.nan)],
        axis=1,
    )
    for name, values in by_class.items():
        yield name, Statistic(weighted.mean_over_classes(values), labelled)
    if one_class is not None:
        return
    yield "balanced_accuracy", Statistic(weighted.mean_over_classes(by_class["recall"]), labelled)
    frequent = np.bincount(true, minlength=len(CLASSES)).argmax()
    yield "majority_class_share", _share_of(cohort.true == frequent, labelled, weights)
    for place in occurring:
        of_class = labelled & (cohort.true == place)
        scale = weighted.share(np.full(len(weights), of_class.sum()), counts[:, place].sum(axis=1))
        for to, name in enumerate(CLASSES):
            yield f"confusion_{CLASSES[place]}_{name}", Statistic(counts[:, place, to] * scale, of_class)


def _place(name: str | None) -> int:
    return UNLABELLED if name is None else CLASSES.index(name)  # type: ignore[arg-type]
