"""The part of a run's page that says how good the model is: tables, plots, the worst cases, the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data_contracts.cases import CLASSES, Case
from data_contracts.floors import FLOOR_WORDS, Floor
from data_contracts.masks import Mask
from data_contracts.scores import Metric, Metrics, Score
from tasks import plots
from tasks.glossary import Entry, entries, entry_of, references
from tasks.plots import Line, Plot, group_words
from tasks.worst import Worst, worst_cases

GROUP_COLUMNS = {
    "accuracy": "accuracy",
    "f1": "F1",
    "auroc": "AUROC",
    "expected_calibration_error": "calibration error",
    "dice": "Dice",
    "iou": "IoU",
    "hausdorff_distance_95_px": "Hausdorff 95 %, px",
    "false_mask_rate": "false masks",
}

DRAWN_FLOORS = {"nearest_neighbour": "nearest neighbour", "intensity": "grey levels", "file_traits": "file traits"}
"""Floors that the plots of accuracy draw, and their short names; the table has all."""


@dataclass(frozen=True)
class ScoreSection:
    """What the page shows of a scored cohort.

    Attributes
    ----------
    overall : metric, its number over the whole cohort, its entry in the glossary.
    by_group : name of a class or plane, and its numbers in the order of `GROUP_COLUMNS`; None where there is none.
    every : metric, group and number, all there are.
    floors : what accuracy is worth without the network: means, classes told apart, accuracy, data it was measured on.
    """

    overall: list[tuple[str, Metric, Entry]]
    columns: list[tuple[str, Entry]]
    by_group: list[tuple[str, list[Metric | None]]]
    every: list[tuple[str, str, Metric]]
    floors: list[tuple[str, str, Metric, str]]
    plots: list[Plot]
    worst: list[Worst]
    glossary: Sequence[Entry]
    references: str


def score_section(
    scores: Sequence[Score],
    metrics: Metrics,
    cases: Sequence[Case],
    masks: Sequence[Mask],
    floors: Sequence[Floor],
    temperature: float = 1.0,
) -> ScoreSection:
    """The score section of a page.

    Parameters
    ----------
    metrics : of `tasks.evaluate.metrics`, of these scores.
    cases, masks : for the pictures of the worst cases.
    floors : measured when the model was trained, on its own test fold; none where nothing was measured.
    temperature : the model's; the reliability plot also shows the probabilities without it.
    """
    groups = [group for group in metrics["accuracy"] if group != "all"]
    majority = metrics["majority_class_share"]["all"]
    return ScoreSection(
        overall=[
            (name, by_group["all"], entry_of(name))
            for name, by_group in metrics.items()
            if "all" in by_group and by_group["all"].value is not None and not name.startswith("confusion_")
        ],
        columns=[(title, entry_of(name)) for name, title in GROUP_COLUMNS.items()],
        by_group=[
            (group_words(group), [metrics[name].get(group) for name in GROUP_COLUMNS]) for group in ["all", *groups]
        ],
        every=[(name, group, each) for name, by_group in metrics.items() for group, each in by_group.items()],
        floors=[
            (FLOOR_WORDS["majority_class"], "all", majority, "these cases"),
            *((FLOOR_WORDS[each.name], each.classes, each.metric, "the model's test fold") for each in floors),
        ],
        plots=_plots(scores, metrics, floors, temperature),
        worst=worst_cases(scores, cases, masks),
        glossary=entries(),
        references=references(),
    )


def uncalibrated(probabilities: np.ndarray, temperature: float) -> np.ndarray:
    """The probabilities (n, classes) that a softmax gives when its logits are not divided by the temperature.

    Examples
    --------
    >>> uncalibrated(np.array([[0.8, 0.2]]), 1.0)
    array([[0.8, 0.2]])
    """
    raised = probabilities**temperature
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _plots(scores: Sequence[Score], metrics: Metrics, floors: Sequence[Floor], temperature: float) -> list[Plot]:
    labelled = [one for one in scores if one.tumour_class is not None]
    right = np.array([one.tumour_class == one.predicted_class for one in labelled])
    calibrated = np.array([[one.probabilities.get(name, 0.0) for name in CLASSES] for one in labelled])
    told = {"with the temperature" if temperature != 1 else "as the network says": (calibrated.max(axis=1), right)}
    if temperature != 1:
        told = {"without the temperature": (uncalibrated(calibrated, temperature).max(axis=1), right)} | told
    majority = metrics["majority_class_share"]["all"].value
    drawn = [each for each in floors if each.classes == "all" and each.name in DRAWN_FLOORS]
    lines = [
        Line("most frequent class", float(majority or 0)),
        *(Line(f"{DRAWN_FLOORS[each.name]}, test fold", each.accuracy) for each in drawn),
    ]
    by_class: dict[str, np.ndarray] = {
        name: np.array([one.dice for one in scores if one.tumour_class == name and one.truth_px], dtype=float)
        for name in CLASSES
    }
    outlined = {name: values for name, values in by_class.items() if values.size}
    return [
        plots.confusion(metrics),
        plots.reliability(told),
        plots.coverage(calibrated.max(axis=1), right, lines),
        *([plots.dice(outlined)] if outlined else []),
        plots.groups(metrics, lines),
    ]
