"""From the scores of several networks on the same test cases to the rows and tests of one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from data_contracts.cases import CLASSES
from data_contracts.comparison import Compared, ComparedMetric, Difference
from data_contracts.names import Backbone
from data_contracts.scores import Metric, Score
from tasks import bootstrap, paired

METRICS: tuple[ComparedMetric, ...] = ("accuracy", "f1", "dice")
TITLES: dict[ComparedMetric, str] = {"accuracy": "accuracy", "f1": "macro F1", "dice": "Dice"}
STATISTICS: dict[ComparedMetric, bootstrap.Statistic] = {
    "accuracy": paired.accuracy,
    "f1": paired.macro_f1,
    "dice": paired.mean,
}


def group_sums(scores: Sequence[Score], group_of: Mapping[str, str], metric: ComparedMetric) -> np.ndarray:
    """What each group adds to a metric, groups in the order of their names: (groups, 4, 4) or, for Dice, (groups, 2).

    Parameters
    ----------
    scores : labelled cases.
    group_of : by case_id.
    """
    groups = [group_of[one.case_id] for one in scores]
    if metric == "dice":
        values = [one.dice if one.truth_px and one.dice is not None else np.nan for one in scores]
        return paired.value_sums(np.array(values), groups)
    true = np.array([CLASSES.index(one.tumour_class) for one in scores if one.tumour_class is not None])
    predicted = np.array([CLASSES.index(one.predicted_class) for one in scores])
    return paired.confusion_sums(true, predicted, groups, len(CLASSES))


def metrics_of(scores: Sequence[Score], group_of: Mapping[str, str], seed: int) -> dict[ComparedMetric, Metric]:
    """Accuracy, macro F1 and mean Dice of one network with their 95 % intervals over groups."""
    found: dict[ComparedMetric, Metric] = {}
    for metric, statistic in STATISTICS.items():
        sums = group_sums(scores, group_of, metric)
        low, high = paired.bootstrap_interval(sums, statistic, seed)
        value = float(statistic(sums.sum(axis=0)))
        counted = sum(1 for one in scores if one.truth_px) if metric == "dice" else len(scores)
        found[metric] = Metric(value=value if np.isfinite(value) else None, low=low, high=high, n=counted)
    return found


def ranked(rows: Sequence[Compared]) -> tuple[Compared, ...]:
    """The rows with the best accuracy first, and those that failed at the end."""
    return tuple(sorted(rows, key=lambda row: -(_value(row, "accuracy") or 0.0) if row.status == "done" else 1.0))


def _value(row: Compared, metric: ComparedMetric) -> float | None:
    return row.metrics[metric].value if row.metrics else None


def differences(
    rows: Sequence[Compared], scores: Mapping[Backbone, Sequence[Score]], group_of: Mapping[str, str], seed: int
) -> tuple[Difference, ...]:
    """For each metric, the best network against every other one, corrected over the others.

    Two networks are compared on the cases that both came through with.
    """
    made: list[Difference] = []
    for metric in METRICS:
        able = {row.backbone: value for row in rows if (value := _value(row, metric)) is not None}
        if len(able) < 2:
            continue
        best = max(able, key=lambda backbone: able[backbone])
        others = [backbone for backbone in able if backbone != best]
        tested = [_tested(metric, scores[best], scores[other], group_of, seed) for other in others]
        corrected = paired.holm([p_value for *_, p_value, _ in tested])
        made += [
            Difference(
                metric=metric,
                best=best,
                other=other,
                value=value,
                low=low,
                high=high,
                p_value=p_value,
                p_holm=p_holm,
                groups=groups,
            )
            for other, (value, low, high, p_value, groups), p_holm in zip(others, tested, corrected, strict=True)
        ]
    return tuple(made)


def _tested(
    metric: ComparedMetric,
    best: Sequence[Score],
    other: Sequence[Score],
    group_of: Mapping[str, str],
    seed: int,
) -> tuple[float, float | None, float | None, float, int]:
    """Difference, its interval, p-value, and number of groups."""
    shared = {one.case_id for one in best} & {one.case_id for one in other}
    first, second = (
        group_sums([one for one in scores if one.case_id in shared], group_of, metric) for scores in (best, other)
    )
    statistic = STATISTICS[metric]
    value = float(statistic(first.sum(axis=0)) - statistic(second.sum(axis=0)))
    low, high = paired.bootstrap_interval(first, statistic, seed, other=second)
    return value, low, high, paired.permutation_p_value(first, second, statistic, seed), len(first)
