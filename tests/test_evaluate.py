import doctest
import itertools

import numpy as np
import pytest
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings
from skimage.draw import disk

from data_contracts.cases import CLASSES, Case, Cases
from data_contracts.masks import Mask, Masks
from data_contracts.predictions import Prediction, Predictions
from data_contracts.record import FileRef
from data_contracts.scores import Score
from tasks import bootstrap, evaluate, overlap, weighted
from tasks.caching import write_arrays
from tasks.evaluate import metrics, regrouped
from tasks.overlap import dice_of, hausdorff_distance_95, iou_of

SHAPE = (60, 90)


def disc(row, column, radius=9):
    mask = np.zeros(SHAPE, dtype=bool)
    mask[disk((row, column), radius, shape=SHAPE)] = True
    return mask


EMPTY = np.zeros(SHAPE, dtype=bool)


@pytest.mark.parametrize("module", [bootstrap, evaluate, overlap, weighted])
def test_examples_in_the_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0


def test_a_mask_agrees_with_itself_and_two_empty_ones_agree():
    mask = disc(30, 40)
    assert dice_of(mask, mask) == iou_of(mask, mask) == 1
    assert hausdorff_distance_95(mask, mask) == 0
    assert dice_of(EMPTY, EMPTY) == iou_of(EMPTY, EMPTY) == 1
    assert dice_of(mask, EMPTY) == iou_of(EMPTY, mask) == 0
    assert hausdorff_distance_95(mask, EMPTY) is None


def test_overlap_falls_as_a_disc_moves_away_and_iou_follows_from_dice():
    truth = disc(30, 40)
    dices = [dice_of(disc(30, 40 + k), truth) for k in range(0, 24, 3)]
    assert all(near > far for near, far in itertools.pairwise(dices) if far > 0)
    assert dices[-1] == 0
    for k, dice in zip(range(0, 24, 3), dices, strict=True):
        assert iou_of(disc(30, 40 + k), truth) == pytest.approx(dice / (2 - dice))


@pytest.mark.parametrize("k", [3, 8, 20])
def test_hausdorff_distance_of_a_shifted_square_is_the_shift_in_the_units_of_the_spacing(k):
    truth, rows, columns = EMPTY.copy(), EMPTY.copy(), EMPTY.copy()
    truth[10:30, 20:40], rows[10 + k : 30 + k, 20:40], columns[10:30, 20 + k : 40 + k] = True, True, True
    assert hausdorff_distance_95(truth, rows) == k
    assert hausdorff_distance_95(truth, rows, spacing=(0.5, 7.0)) == pytest.approx(0.5 * k)
    assert hausdorff_distance_95(truth, columns, spacing=(9.0, 0.7)) == pytest.approx(0.7 * k)
    assert hausdorff_distance_95(rows, truth) == hausdorff_distance_95(truth, rows)


def test_hausdorff_distance_looks_past_the_worst_twentieth_of_the_boundary_but_not_past_more():
    from skimage.metrics import hausdorff_distance

    truth = EMPTY.copy()
    truth[20:50, 20:50] = True
    speck, strip = truth.copy(), truth.copy()
    speck[5, 80] = True
    strip[5, 60:80] = True
    assert hausdorff_distance_95(speck, truth) == 0 < 30 < hausdorff_distance(speck, truth)
    assert hausdorff_distance_95(strip, truth) > 15


def case_score(i, true, predicted, probability=0.7, plane="axial", **more):
    rest = (1 - probability) / (len(CLASSES) - 1)
    return Score(
        case_id=f"{i:016x}",
        plane=plane,
        tumour_class=true,
        predicted_class=predicted,
        probabilities={name: probability if name == predicted else rest for name in CLASSES},
        **more,
    )


@pytest.fixture(scope="module")
def cohort():
    """60 cases of unequal classes and planes, some wrong, some without label or mask."""
    generator = np.random.default_rng(4)
    scores = []
    for i in range(60):
        true = str(generator.choice(CLASSES, p=[0.5, 0.3, 0.1, 0.1])) if i % 9 else None
        predicted = str(generator.choice(CLASSES)) if i % 3 == 0 or true is None else true
        truth_px = None if i % 7 == 0 else 0 if true == "no_tumor" else 80
        given = {} if truth_px is None else {"dice": float(generator.random()), "iou": float(generator.random())}
        cams = {} if truth_px is None else {"gradcam": float(generator.random())}
        scores.append(
            case_score(
                i,
                true,
                predicted,
                probability=float(generator.uniform(0.4, 1)),
                plane=str(generator.choice(["axial", "coronal", "unknown"])),
                truth_px=truth_px,
                mask_px=int(generator.integers(0, 3)),
                cam_dice=cams,
                cam_iou=cams,
                **given,
            )
        )
    return scores


def test_naming_agrees_with_scikit_learn(cohort):
    import sklearn.metrics as reference

    labelled = [one for one in cohort if one.tumour_class]
    true, predicted = [one.tumour_class for one in labelled], [one.predicted_class for one in labelled]
    found = metrics(cohort)
    assert found["accuracy"]["all"].value == pytest.approx(reference.accuracy_score(true, predicted))
    assert found["balanced_accuracy"]["all"].value == pytest.approx(reference.balanced_accuracy_score(true, predicted))
    for name in ("precision", "recall", "f1"):
        expected = getattr(reference, f"{name}_score")
        macro = expected(true, predicted, average="macro", zero_division=0)
        assert found[name]["all"].value == pytest.approx(macro)
        for label, value in zip(CLASSES, expected(true, predicted, labels=CLASSES, average=None), strict=True):
            assert found[name][f"class={label}"].value == pytest.approx(value)


def test_macro_is_the_mean_over_the_classes(cohort):
    found = metrics(cohort)
    for name in ("precision", "recall", "f1", "auroc"):
        by_class = [found[name][f"class={label}"].value for label in CLASSES]
        assert found[name]["all"].value == pytest.approx(np.mean(by_class))


def test_groups_add_up(cohort):
    found = metrics(cohort)
    naming = {"accuracy", "expected_calibration_error", "calibration_error_floor", "precision", "recall", "f1", "auroc"}
    for name in naming:
        by_class = [metric.n for group, metric in found[name].items() if group.startswith("class=")]
        assert sum(by_class) == found[name]["all"].n == sum(one.tumour_class is not None for one in cohort)
    for name in [*naming, "dice", "iou", "cam_dice_gradcam", "false_mask_rate"]:
        by_plane = [metric.n for group, metric in found[name].items() if group.startswith("plane=")]
        assert len(by_plane) == 3
        assert sum(by_plane) == found[name]["all"].n > 0


def test_the_confusion_counts_every_labelled_case_once(cohort):
    found = metrics(cohort)
    counts = {(true, to): found[f"confusion_{true}_{to}"]["all"] for true in CLASSES for to in CLASSES}
    assert sum(metric.value for metric in counts.values()) == sum(one.tumour_class is not None for one in cohort)
    for true in CLASSES:
        assert sum(counts[true, to].value for to in CLASSES) == counts[true, true].n
        assert counts[true, true].value / counts[true, true].n == found["recall"][f"class={true}"].value


def test_order_of_the_cases_plays_no_part(cohort):
    shuffled = [cohort[i] for i in np.random.default_rng(8).permutation(len(cohort))]
    first, second = metrics(cohort), metrics(shuffled)
    assert first.keys() == second.keys()
    for name, by_group in first.items():
        for group, metric in by_group.items():
            assert second[name][group].n == metric.n
            assert second[name][group].value == (None if metric.value is None else pytest.approx(metric.value))


def test_swapped_class_names_swap_the_classes_scores(cohort):
    swap = {"glioma": "pituitary", "pituitary": "glioma"}

    def other(name):
        return swap.get(name, name)

    swapped = [
        one.model_copy(
            update={
                "tumour_class": other(one.tumour_class),
                "predicted_class": other(one.predicted_class),
                "probabilities": {other(name): value for name, value in one.probabilities.items()},
            }
        )
        for one in cohort
    ]
    before, after = metrics(cohort), metrics(swapped)
    assert before["f1"]["class=glioma"].value != before["f1"]["class=pituitary"].value
    for name in ("precision", "recall", "f1", "auroc", "accuracy"):
        assert after[name]["class=glioma"] == before[name]["class=pituitary"]
        assert after[name]["all"].value == pytest.approx(before[name]["all"].value)


def test_perfect_cohort_and_one_with_every_class_mistaken():
    right = [case_score(i, CLASSES[i % 4], CLASSES[i % 4], probability=1.0) for i in range(12)]
    wrong = [case_score(i, CLASSES[i % 4], CLASSES[(i + 1) % 4], probability=1.0) for i in range(12)]
    best, worst = metrics(right), metrics(wrong)
    for name in ("accuracy", "balanced_accuracy", "precision", "recall", "f1", "auroc"):
        assert best[name]["all"].value == 1
        assert worst[name]["all"].value == pytest.approx(0 if name != "auroc" else 1 / 3)
    assert best["expected_calibration_error"]["all"].value == 0
    assert worst["expected_calibration_error"]["all"].value == 1


def test_a_calibrated_cohort_lies_within_its_calibration_floor_and_a_boastful_one_does_not():
    """2,000 cases of probability 0.8, right in 80 % or in 60 %; by hand sqrt(2 / pi) standard deviations are left."""

    def cohort_of(right_of_ten: int) -> list[Score]:
        return [case_score(i, CLASSES[0], CLASSES[int(i % 10 >= right_of_ten)], probability=0.8) for i in range(2000)]

    honest, boastful = metrics(cohort_of(8)), metrics(cohort_of(6))
    for found, within in ((honest, True), (boastful, False)):
        floor, error = found["calibration_error_floor"]["all"], found["expected_calibration_error"]["all"]
        assert floor.value == pytest.approx(np.sqrt(2 / np.pi) * np.sqrt(0.8 * 0.2 / 2000), rel=0.05)
        assert floor.low < floor.value < floor.high
        assert (error.value <= floor.high) == within


def test_auroc_counts_pairs_by_hand():
    """Gliomas 0.9, 0.4; others 0.6, 0.4, 0.1: of six pairs four are in order, one ties, one is out of order."""
    probability = {"glioma": [0.9, 0.4], "meningioma": [0.6, 0.4, 0.1]}
    scores = [
        Score(
            case_id=f"{i:016x}",
            plane="axial",
            tumour_class=true,
            predicted_class="glioma",
            probabilities={"glioma": value, "meningioma": 1 - value},
        )
        for i, (true, value) in enumerate((true, value) for true in probability for value in probability[true])
    ]
    assert metrics(scores)["auroc"]["class=glioma"].value == pytest.approx(4.5 / 6)


def calibration_error(probability, correct):
    return weighted.calibration_error(np.ones((1, len(correct))), np.array(probability), np.array(correct))[0]


def test_calibration_error_by_hand():
    """Two bins are filled: 0.62 twice, one right; 0.95 twice, both right. Half of 0.12 and half of 0.05."""
    found = calibration_error([0.62, 0.95, 0.62, 0.95], [True, True, False, True])
    assert found == pytest.approx(0.5 * 0.12 + 0.5 * 0.05)


def test_probability_one_shares_the_last_bin():
    assert calibration_error([0.95, 1.0], [True, False]) == pytest.approx(0.475)


def test_tumour_slices_are_scored_among_all_classes_and_among_the_tumours_alone():
    """A meningioma called no_tumor, second choice right; one called glioma; a pituitary and a healthy slice right."""
    chosen = [
        ("meningioma", {"glioma": 0.1, "meningioma": 0.3, "pituitary": 0.1, "no_tumor": 0.5}),
        ("meningioma", {"glioma": 0.6, "meningioma": 0.2, "pituitary": 0.1, "no_tumor": 0.1}),
        ("pituitary", {"glioma": 0.1, "meningioma": 0.1, "pituitary": 0.7, "no_tumor": 0.1}),
        ("no_tumor", {"glioma": 0.1, "meningioma": 0.1, "pituitary": 0.1, "no_tumor": 0.7}),
    ]
    found = metrics(
        [
            Score(
                case_id=f"{i:016x}",
                plane="axial",
                tumour_class=true,
                predicted_class=max(probabilities, key=probabilities.get),
                probabilities=probabilities,
            )
            for i, (true, probabilities) in enumerate(chosen)
        ]
    )
    assert found["accuracy"]["all"].value == pytest.approx(2 / 4)
    assert (found["accuracy_tumour"]["all"].value, found["accuracy_tumour"]["all"].n) == (pytest.approx(1 / 3), 3)
    assert (found["accuracy_three_class"]["all"].value, found["accuracy_three_class"]["all"].n) == (
        pytest.approx(2 / 3),
        3,
    )
    assert found["accuracy_three_class"]["class=meningioma"].value == pytest.approx(1 / 2)
    assert found["accuracy_three_class"]["class=no_tumor"].value is None
    assert (found["majority_class_share"]["all"].value, found["majority_class_share"]["all"].n) == (0.5, 4)


def test_group_of_a_case_is_its_own_unless_another_is_given():
    scores = [case_score(1, "glioma", "glioma", group_id="patient"), case_score(2, "glioma", "glioma")]
    assert [one.group_id for one in regrouped(scores, {})] == ["patient", None]
    assert [one.group_id for one in regrouped(scores, {scores[1].case_id: "cluster"})] == ["patient", "cluster"]


def test_what_cannot_be_computed_is_none_with_no_cases():
    found = metrics([case_score(1, None, "glioma")])
    assert (found["accuracy"]["all"].value, found["accuracy"]["all"].n) == (None, 0)
    assert (found["dice"]["all"].value, found["dice"]["all"].n) == (None, 0)
    one_class = metrics([case_score(1, "glioma", "glioma")])
    assert one_class["auroc"]["all"].value is None


def test_healthy_slices_count_for_false_masks_and_not_for_dice():
    scores = [
        case_score(1, "no_tumor", "no_tumor", truth_px=0, mask_px=0, dice=1.0, iou=1.0),
        case_score(2, "no_tumor", "glioma", truth_px=0, mask_px=5, dice=0.0, iou=0.0),
        case_score(3, "glioma", "glioma", truth_px=40, mask_px=50, dice=0.5, iou=1 / 3),
    ]
    found = metrics(scores)
    assert (found["dice"]["all"].value, found["dice"]["all"].n) == (0.5, 1)
    assert (found["false_mask_rate"]["all"].value, found["false_mask_rate"]["all"].n) == (0.5, 2)
    assert found["false_mask_rate"]["class=glioma"].value is None


@pytest.fixture
def batch_of(tmp_path):
    """Records of one case as the earlier stages leave them."""
    with temporary_settings({PREFECT_LOCAL_STORAGE_PATH: tmp_path}):

        def build(true, predicted, segmentation, cam, truth, spacing=None):
            case_id = f"{7:016x}"
            stored = {} if truth is None else {f"{case_id}/mask": truth}
            case = Case(
                case_id=case_id,
                source="slice.png",
                input=FileRef(path="slice.png", sha256="0" * 64),
                height_px=SHAPE[0],
                width_px=SHAPE[1],
                plane="coronal",
                tumour_class=true,
                has_mask=truth is not None,
                spacing_mm=spacing,
                head_box=(0, 0, *SHAPE),
                head_pct=50,
                contrast=200,
                arrays=write_arrays("test", {f"{case_id}/image": np.ones(SHAPE, dtype=np.uint8), **stored}),
            )
            prediction = Prediction(
                case_id=case_id,
                predicted_class=predicted,
                probability=0.8,
                probabilities={predicted: 0.8},
                entropy=0.1,
                probability_sum=1,
                segmentation_max=1,
                arrays=case.arrays,
            )
            arrays = write_arrays("test", {f"{case_id}/segmentation": segmentation, f"{case_id}/gradcam": cam})
            masks = [
                Mask(
                    case_id=case_id,
                    origin=origin,
                    threshold=0.5,
                    brain_px=2000,
                    area_px=int(mask.sum()),
                    area_pct=1,
                    arrays=arrays,
                )
                for origin, mask in (("segmentation", segmentation), ("gradcam", cam))
            ]
            scores = evaluate.score.fn(
                Cases(records=(case,)), Predictions(records=(prediction,)), Masks(records=tuple(masks))
            )
            return scores.records[0]

        yield build


def test_stage_scores_a_case_against_its_mask_in_px_and_mm(batch_of):
    truth, shifted = disc(30, 40), disc(34, 40)
    found = batch_of("glioma", "glioma", shifted, truth, truth, spacing=(0.5, 2.0))
    assert (found.dice, found.truth_px, found.mask_px) == (dice_of(shifted, truth), truth.sum(), shifted.sum())
    assert found.hausdorff_distance_95_mm == pytest.approx(hausdorff_distance_95(shifted, truth, spacing=(0.5, 2.0)))
    assert found.hausdorff_distance_95_mm < found.hausdorff_distance_95_px <= 4
    assert found.cam_dice == found.cam_iou == {"gradcam": 1.0}
    assert batch_of("glioma", "glioma", shifted, truth, truth).hausdorff_distance_95_mm is None


def test_healthy_slice_without_mask_file_has_an_empty_truth_and_a_tumour_slice_an_unknown_one(batch_of):
    healthy = batch_of("no_tumor", "no_tumor", EMPTY, disc(20, 20), None)
    assert (healthy.truth_px, healthy.dice, healthy.iou, healthy.cam_dice) == (0, 1.0, 1.0, {"gradcam": 1.0})
    assert healthy.hausdorff_distance_95_px is None
    unknown = batch_of("glioma", "glioma", disc(20, 20), disc(20, 20), None)
    assert (unknown.truth_px, unknown.dice, unknown.iou, unknown.cam_dice) == (None, None, None, {})


def test_heatmap_of_no_tumor_claims_no_tumour(batch_of):
    truth = disc(30, 40)
    missed = batch_of("glioma", "no_tumor", EMPTY, truth, truth)
    assert (missed.dice, missed.cam_dice) == (0.0, {"gradcam": 0.0})
