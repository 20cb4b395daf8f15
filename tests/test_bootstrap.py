import time

import numpy as np
import pytest
from scipy import stats

from data_contracts.cases import CLASSES
from data_contracts.scores import Score
from tasks import bootstrap, paired, weighted
from tasks.bootstrap import SMALLEST_CLUSTERS, interval, numbered, resampled, resampled_weights
from tasks.cohort import Cohort, statistics
from tasks.evaluate import metrics


def cohort(size, accuracy=0.8, seed=0, group=lambda i: None, alike=False):
    """Scores of every kind; `alike` makes the cases of a group right or wrong together."""
    generator = np.random.default_rng(seed)
    right_of = {}
    scores = []
    for i in range(size):
        true = CLASSES[int(generator.integers(4))]
        right = bool(generator.random() < accuracy)
        if alike:
            right = right_of.setdefault(group(i), right)
        predicted = true if right else CLASSES[(CLASSES.index(true) + 1 + int(generator.integers(3))) % 4]
        probability = np.round(generator.uniform(0.55, 1), 2)
        others = generator.dirichlet(np.ones(3)) * (1 - probability)
        rest = dict(zip([name for name in CLASSES if name != predicted], others.tolist(), strict=True))
        overlap = float(generator.random())
        scores.append(
            Score(
                case_id=f"{i:016x}",
                group_id=group(i),
                plane=("axial", "coronal", "sagittal")[i % 3],
                tumour_class=true,
                predicted_class=predicted,
                probabilities={predicted: float(probability)} | rest,
                truth_px=0 if true == "no_tumor" else 50,
                mask_px=int(generator.integers(3)),
                dice=overlap,
                iou=overlap / (2 - overlap),
                hausdorff_distance_95_px=10 * overlap,
                cam_dice={"gradcam": overlap},
                cam_iou={"gradcam": overlap},
            )
        )
    return scores


def test_weights_of_a_resample_give_what_repeated_cases_give():
    """Each metric of each group, from weights and from a cohort in which every case stands as often as it was drawn."""
    scores = cohort(40, group=lambda i: f"patient {i // 3}")
    of = Cohort.of(scores)
    ordered = sorted(scores, key=lambda one: one.case_id)
    weights = next(resampled_weights(of.clusters, 5))
    from_weights = statistics(of, weights)
    compared = 0
    for r, drawn in enumerate(weights.astype(int)):
        repeated = [
            one.model_copy(update={"case_id": f"{one.case_id}-{copy}"})
            for one, times in zip(ordered, drawn, strict=True)
            for copy in range(times)
        ]
        again = statistics(Cohort.of(repeated), np.ones((1, len(repeated))))
        for (name, group), statistic in again.items():
            if name in {"majority_class_share"} or name.startswith("confusion"):
                continue
            assert from_weights[name, group].values[r] == pytest.approx(statistic.values[0], nan_ok=True), (name, group)
            compared += 1
    assert compared > 5 * 8 * 10


def test_a_resample_draws_whole_clusters_and_as_many_as_there_are():
    clusters = numbered(["b", "a", "c", "b", "a", "b"])
    weights = np.concatenate(list(resampled_weights(clusters, 400)))
    assert weights.shape == (400, 6)
    assert (weights[:, 0] == weights[:, 3]).all()
    assert (weights[:, 1] == weights[:, 4]).all()
    assert (weights[:, [0, 1, 2]].sum(axis=1) == 3).all()
    assert weights[:, 0].mean() == pytest.approx(1, abs=0.15)


def test_blocks_play_no_part(monkeypatch):
    clusters = numbered([str(i // 2) for i in range(30)])
    whole = np.concatenate(list(resampled_weights(clusters, 100)))
    monkeypatch.setattr(bootstrap, "BLOCK_CELLS", 200)
    assert (np.concatenate(list(resampled_weights(clusters, 100))) == whole).all()


def test_sums_of_clusters_give_what_weights_of_cases_give():
    generator = np.random.default_rng(5)
    groups = [str(each) for each in generator.integers(0, 12, 60)]
    values = np.where(generator.random(60) < 0.2, np.nan, generator.random(60))
    of_cases = np.concatenate([weighted.mean(each, values) for each in resampled_weights(numbered(groups))])
    assert resampled(paired.value_sums(values, groups), paired.mean) == pytest.approx(of_cases, nan_ok=True)


def test_auroc_and_calibration_agree_with_scikit_learn_under_weights():
    from sklearn.metrics import roc_auc_score

    generator = np.random.default_rng(2)
    positive = generator.random(80) < 0.3
    probability = np.round(np.clip(positive * 0.2 + generator.random(80), 0, 1), 1)
    weights = generator.integers(0, 4, (6, 80)).astype(float)
    found = weighted.auroc(weights, positive, probability)
    for row, value in zip(weights, found, strict=True):
        assert value == pytest.approx(roc_auc_score(positive, probability, sample_weight=row))
    assert np.isnan(weighted.auroc(weights, np.ones(80, dtype=bool), probability)).all()


def test_intervals_of_single_cases_are_those_of_the_binomial():
    scores = cohort(300, accuracy=0.8)
    accuracy = metrics(scores)["accuracy"]["all"]
    low, high = stats.binomtest(round(300 * accuracy.value), 300).proportion_ci(method="wilson")
    assert accuracy.low == pytest.approx(low, abs=0.012)
    assert accuracy.high == pytest.approx(high, abs=0.012)


@pytest.mark.parametrize("k", [4, 9])
def test_cases_that_err_together_in_clusters_of_k_widen_the_interval_by_the_root_of_k(k):
    scores = cohort(900, group=lambda i: str(i // k), alike=True)

    def width(given):
        of = Cohort.of(given)
        right = (of.true == of.predicted).astype(float)
        low, high = interval(np.concatenate([weighted.mean(each, right) for each in resampled_weights(of.clusters)]))
        return high - low

    apart = [one.model_copy(update={"group_id": None}) for one in scores]
    assert width(scores) / width(apart) == pytest.approx(np.sqrt(k), rel=0.12)


def test_interval_covers_the_true_accuracy_about_as_often_as_it_says():
    """Accuracy 0.8, clusters of 3 that err together; 200 cohorts of 60 clusters."""
    hits = 0
    for seed in range(200):
        right = np.repeat(np.random.default_rng(seed).random(60) < 0.8, 3).astype(float)
        clusters = np.repeat(np.arange(60), 3)
        samples = np.concatenate(
            [weights @ right / weights.sum(axis=1) for weights in resampled_weights(clusters, 400)]
        )
        low, high = interval(samples)
        hits += low <= 0.8 <= high
    assert 0.89 <= hits / 200 <= 0.98


def test_a_cohort_without_error_has_the_interval_from_1_to_1():
    right = cohort(40, accuracy=1.0)
    found = metrics(right)
    for name in ("accuracy", "accuracy_tumour", "accuracy_three_class", "balanced_accuracy", "f1"):
        assert (found[name]["all"].value, found[name]["all"].low, found[name]["all"].high) == (1, 1, 1)


@pytest.fixture(scope="module")
def found():
    return metrics(cohort(240, group=lambda i: str(i // 2)))


def test_every_metric_has_bounds_around_its_value(found):
    assert {"accuracy_three_class", "coverage_accuracy_area", "auroc", "cam_iou_gradcam", "false_mask_rate"} <= set(
        found
    )
    for name, by_group in found.items():
        for group, metric in by_group.items():
            if metric.value is None:
                assert (metric.low, metric.high) == (None, None)
            else:
                assert metric.low <= metric.value <= metric.high, (name, group)
    assert found["hausdorff_distance_95_mm"]["all"].value is None


def test_planes_and_classes_have_wider_intervals_than_the_whole(found):
    def width(name, group):
        return found[name][group].high - found[name][group].low

    for name in ("accuracy", "dice"):
        groups = [group for group in found[name] if group != "all" and found[name][group].value is not None]
        assert len(groups) >= 6
        assert all(width(name, group) > width(name, "all") for group in groups)


def test_bounds_of_a_count_are_those_of_the_share_of_its_class(found):
    recall, count = found["recall"]["class=glioma"], found["confusion_glioma_glioma"]["all"]
    assert count.value == recall.value * count.n
    assert (count.low / count.n, count.high / count.n) == (pytest.approx(recall.low), pytest.approx(recall.high))


def test_too_few_clusters_have_no_bounds_however_many_slices_they_hold():
    few = metrics(cohort(60, group=lambda i: str(i % (SMALLEST_CLUSTERS - 1))))
    enough = metrics(cohort(60, group=lambda i: str(i % SMALLEST_CLUSTERS)))
    assert few["accuracy"]["all"].value == enough["accuracy"]["all"].value
    assert (few["accuracy"]["all"].low, few["accuracy"]["all"].high) == (None, None)
    assert enough["accuracy"]["all"].low < enough["accuracy"]["all"].high


def test_a_thousand_cases_take_seconds():
    scores = cohort(1000, group=lambda i: str(i // 3))
    started = time.process_time()
    metrics(scores)
    assert time.process_time() - started < 10


def test_accuracy_at_full_coverage_is_the_accuracy_and_order_decides_the_area():
    confidence, correct = np.linspace(0.99, 0.5, 50), np.arange(50) < 30
    ones = np.ones((1, 50))
    coverage, accuracy = weighted.coverage_accuracy(ones, confidence, correct)
    assert (coverage[0, -1], accuracy[0, -1]) == (1, pytest.approx(0.6))
    assert accuracy[0, 29] == 1
    best = weighted.coverage_accuracy_area(ones, confidence, correct)[0]
    worst = weighted.coverage_accuracy_area(ones, confidence[::-1], correct)[0]
    assert best > 0.6 > worst
    assert weighted.coverage_accuracy_area(ones, np.full(50, 0.7), correct)[0] == pytest.approx(0.6)
    assert best == pytest.approx(np.mean([correct[: c + 1].mean() for c in range(50)]))
