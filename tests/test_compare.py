import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from data_contracts.folds import Fold, Folds
from data_contracts.settings import CompareSettings, SplitSettings, TrainSettings
from tasks import paired
from tasks.compare import drawn, start_weights, without_validation

WEIGHTS = Path(__file__).parents[2] / "shared" / "weights"


def fold(number, part, tumour_class):
    return Fold(
        case_id=f"{number:016x}", source="s", image_sha256=str(number), tumour_class=tumour_class,
        cluster_id=str(number), split_by="series", group_id=str(number), fold=0, part=part,
    )  # fmt: skip


def test_the_budget_draws_classes_in_their_shares_and_leaves_validation_whole():
    classes = ["glioma"] * 60 + ["pituitary"] * 30 + ["no_tumor"] * 10
    folds = Folds(
        records=tuple(
            fold(1000 * place + number, part, name)
            for place, part in enumerate(("train", "validation", "test"))
            for number, name in enumerate(classes)
        )
    )
    chosen = drawn(folds, 20, 10, seed=3)
    counts = {
        part: Counter(each.tumour_class for each in chosen.records if each.part == part)
        for part in ("train", "validation", "test")
    }
    assert counts["train"] == {"glioma": 12, "pituitary": 6, "no_tumor": 2}
    assert counts["test"] == {"glioma": 6, "pituitary": 3, "no_tumor": 1}
    assert counts["validation"].total() == 100
    assert drawn(folds, 20, 10, seed=3) == chosen
    assert drawn(folds, 20, 10, seed=4) != chosen
    assert drawn(folds, None, 1000, seed=3).records == folds.records


def test_the_floors_learn_from_what_the_weights_learn_from():
    folds = Folds(records=tuple(fold(at, part, "glioma") for at, part in enumerate(("train", "validation", "test"))))
    assert [each.part for each in without_validation(folds).records] == ["train", "test"]


def test_equal_networks_do_not_differ_and_a_better_one_does():
    rng = np.random.default_rng(0)
    groups = [str(each) for each in rng.integers(0, 40, 200)]
    right = rng.random(200) < 0.6
    same = paired.value_sums(right.astype(float), groups)
    better = paired.value_sums(np.ones(200), groups)
    assert paired.permutation_p_value(same, same, paired.mean, seed=0) == 1
    assert paired.permutation_p_value(better, same, paired.mean, seed=0) < 0.001
    low, high = paired.bootstrap_interval(better, paired.mean, 0, other=same)
    assert 0 < low < 1 - right.mean() < high


def test_chance_differences_are_called_at_the_stated_rate():
    rng = np.random.default_rng(1)
    groups = [str(number // 4) for number in range(80)]
    p_values = []
    for _ in range(60):
        first, second = (rng.random(80) < 0.7 for _ in range(2))
        sums = [paired.value_sums(each.astype(float), groups) for each in (first, second)]
        p_values.append(paired.permutation_p_value(*sums, paired.mean, seed=0))
    assert 0 <= sum(p < 0.05 for p in p_values) <= 9
    assert np.mean(p_values) > 0.35


def test_groups_that_err_together_widen_the_interval():
    values = np.repeat(np.random.default_rng(2).integers(0, 2, 30), 10).astype(float)
    alone = paired.value_sums(values, [str(number) for number in range(300)])
    together = paired.value_sums(values, [str(number // 10) for number in range(300)])
    widths = [np.subtract(*paired.bootstrap_interval(sums, paired.mean, 0)[::-1]) for sums in (alone, together)]
    assert 2.5 < widths[1] / widths[0] < 3.9, "ten equal cases are worth one: the square root of ten"


def test_macro_f1_is_that_of_scikit_learn():
    from sklearn.metrics import f1_score

    rng = np.random.default_rng(3)
    true, predicted = rng.integers(0, 3, 90), rng.integers(0, 4, 90)
    sums = paired.confusion_sums(true, predicted, ["all"] * 90, 4)
    expected = f1_score(true, predicted, labels=[0, 1, 2], average="macro")
    assert paired.macro_f1(sums.sum(axis=0)) == pytest.approx(expected)


def test_files_go_to_the_backbones_they_fit():
    if not WEIGHTS.is_dir():
        pytest.skip("start weights are absent: ../shared/weights")
    found = start_weights(str(WEIGHTS), ("vgg16", "mobilenetv2", "xception"))
    assert {name: Path(path).name.split("_")[0] for name, path in found.items()} == {
        "vgg16": "none",
        "mobilenetv2": "mobilenetv2",
        "xception": "xception",
    }
    with pytest.raises(ValueError, match="expected 'imagenet', 'none' or a folder"):
        start_weights("/no/such/folder", ("vgg16",))


def test_a_folder_with_weights_for_none_of_the_backbones_is_no_start(tmp_path):
    with pytest.raises(ValueError, match="expected a file of vgg16, xception without top"):
        start_weights(str(tmp_path), ("vgg16", "xception"))


@pytest.mark.slow
def test_backbones_share_folds_failures_are_rows_and_finished_ones_are_not_trained_again(
    prefect_home, phantoms, tmp_path, monkeypatch
):
    from flows import compare as flow
    from tasks import network
    from tasks.weights import ModelError

    build = network.build

    def broken_for_one(backbone, *options):
        if backbone == "vgg16":
            raise ModelError("no memory for it")
        return build(backbone, *options)

    monkeypatch.setattr(network, "build", broken_for_one)
    settings = CompareSettings(
        backbones=("mobilenetv2", "vgg16", "efficientnetb0"),
        images=24,
        split=SplitSettings(folds=4),
        train=TrainSettings(image_size=32, epochs=1, batch_size=8),
    )
    out = tmp_path / "run"
    summary = flow.compare(str(phantoms), str(out), settings)
    assert (summary.done, summary.failed) == (2, 1)
    told = json.loads((out / "comparison.json").read_text())
    assert told["budget"]["train_images"] == 24
    rows = {row["backbone"]: row for row in told["rows"]}
    assert rows["vgg16"]["status"] == "failed"
    assert "no memory for it" in rows["vgg16"]["reason"]
    for backbone in ("mobilenetv2", "efficientnetb0"):
        assert 0 < rows[backbone]["metrics"]["accuracy"]["n"] <= told["budget"]["test_images"]
    assert len(told["differences"]) == 3
    floors = {each["name"]: each for each in told["floors"] if each["classes"] == "all"}
    assert floors.keys() >= {"majority_class", "file_traits", "intensity", "nearest_neighbour"}
    assert {each["n"] for each in floors.values()} == {told["budget"]["test_images"]}
    assert json.loads((out / "floors.json").read_text()) == told["floors"]
    assert all(name in (out / "comparison.md").read_text() for name in settings.backbones)
    assert "://" not in (out / "index.html").read_text().replace("http://www.w3.org", "")

    monkeypatch.setattr(network, "build", lambda *options: pytest.fail("a finished backbone was trained again"))
    again = flow.compare(str(phantoms), str(out), settings.model_copy(update={"backbones": ("mobilenetv2",)}))
    assert (again.done, again.failed) == (1, 0)
