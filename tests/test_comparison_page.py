import csv
import io
import json

import numpy as np
import pytest
from PIL import Image

from data_contracts.comparison import Budget, Compared, Comparison, Cost
from data_contracts.floors import FLOOR_WORDS, Floor
from data_contracts.scores import Score
from data_contracts.settings import CompareSettings, SplitSettings, TrainSettings
from flows import __main__ as command_line
from tasks import comparison_page, comparison_plot, paired
from tasks.compare import command, training_seconds
from tasks.ranking import METRICS, differences, metrics_of, ranked

CLASSES = ("glioma", "meningioma", "pituitary", "no_tumor")
GROUP_OF = {f"{number:016x}": f"series {number // 5}" for number in range(200)}


FLOORS = tuple(
    Floor(name=name, classes=classes, accuracy=accuracy, low=accuracy - 0.05, high=accuracy + 0.05, n=n, groups=40)
    for name, classes, accuracy, n in (
        ("majority_class", "all", 0.25, 200),
        ("intensity", "all", 0.789, 200),
        ("nearest_neighbour", "all", 0.704, 200),
        ("intensity", "tumour", 0.97, 150),
    )
)  # fmt: skip


def results(right_share, seed, cases=200):
    """Scores of a network that names `right_share` of the cases rightly and draws the better masks the more it does."""
    rng = np.random.default_rng(seed)
    made = []
    for number, case_id in enumerate(list(GROUP_OF)[:cases]):
        true = CLASSES[number % 4]
        named = true if rng.random() < right_share else CLASSES[(number + 1) % 4]
        tumour = true != "no_tumor"
        made.append(
            Score(
                case_id=case_id, plane="axial", tumour_class=true, predicted_class=named, probabilities={named: 1.0},
                truth_px=50 if tumour else 0, dice=float(np.clip(right_share + rng.normal(0, 0.05), 0, 1)),
            )
        )  # fmt: skip
    return made


def row(backbone, told, start="none", ms=10.0):
    costs = Cost(parameters=3_000_000, training_per_image_s=ms / 300, inference_per_image_s=ms / 1000, epochs=4)
    found = metrics_of(told, GROUP_OF, 0)
    return Compared(backbone=backbone, status="done", start_weights=start, cost=costs, metrics=found)


def comparison(told, failed=()):
    rows = [
        row(name, each, "none" if name == "vgg16" else "xception.h5", 8.0 + at)
        for at, (name, each) in enumerate(told.items())
    ]
    rows[:0] = [Compared(backbone=name, status="failed", reason="no | memory", start_weights="none") for name in failed]
    budget = Budget(
        train_images=800, validation_images=100, test_images=200, test_groups=40, image_size=96, epochs=4, batch_size=16,
        seed=0, timing_batch=16, synthetic=True,
    )  # fmt: skip
    tests = differences(rows, told, GROUP_OF, 0)
    return Comparison(budget=budget, command="cortextual compare", rows=ranked(rows), differences=tests, floors=FLOORS)


@pytest.fixture(scope="module")
def three():
    told = {"vgg16": results(0.6, 1), "xception": results(0.95, 2), "mobilenetv2": results(0.94, 3)}
    return comparison(told, failed=("vgg19",))


def test_the_best_comes_first_the_failed_last_and_every_other_is_tested_against_the_best(three):
    assert [each.backbone for each in three.rows][::3] == [three.differences[0].best, "vgg19"]
    values = [each.metrics["accuracy"].value for each in three.rows[:3]]
    assert values == sorted(values, reverse=True)
    for metric in METRICS:
        tests = [each for each in three.differences if each.metric == metric]
        assert {each.other for each in tests} | {tests[0].best} == {"vgg16", "xception", "mobilenetv2"}
        by_other = {each.other: each for each in tests}
        assert by_other["vgg16"].p_holm < 0.01
        assert by_other["vgg16"].low > 0
        assert all(each.value >= 0 and each.p_value <= each.p_holm for each in tests)


def test_near_equals_are_not_told_apart(three):
    close = [each for each in three.differences if {each.best, each.other} == {"xception", "mobilenetv2"}]
    accuracy = next(each for each in close if each.metric == "accuracy")
    assert accuracy.p_holm > 0.05
    assert accuracy.low < 0 < accuracy.high


def test_networks_are_compared_on_the_cases_that_both_came_through_with():
    whole, part = results(0.9, 4), results(0.9, 4, cases=100)
    made = comparison({"vgg16": whole, "xception": part})
    assert {each.groups for each in made.differences} == {20}
    assert [each.value for each in made.differences] == [0, 0, 0]


def test_dice_is_over_slices_with_a_tumour_and_rows_keep_their_n(three):
    metrics = three.rows[0].metrics
    assert (metrics["accuracy"].n, metrics["dice"].n) == (200, 150)
    assert all(each.low <= each.value <= each.high for each in metrics.values())


def test_holm_is_never_below_the_raw_value_and_keeps_its_order():
    rng = np.random.default_rng(5)
    for _ in range(50):
        raw = rng.random(9) ** 4
        corrected = np.array(paired.holm(raw.tolist()))
        assert (corrected >= raw).all()
        assert (corrected <= 1).all()
        assert corrected.min() == pytest.approx(min(1, 9 * raw.min()))
        assert (np.diff(corrected[np.argsort(raw)]) >= 0).all()


def test_fewer_than_five_groups_with_a_value_have_no_interval():
    values, groups = np.linspace(0.2, 0.8, 10), [str(number % 5) for number in range(10)]
    assert None not in paired.bootstrap_interval(paired.value_sums(values, groups), paired.mean, 0)
    values[[4, 9]] = np.nan
    assert paired.bootstrap_interval(paired.value_sums(values, groups), paired.mean, 0) == (None, None)


def test_every_file_holds_every_row_and_the_failed_one_says_why(three, tmp_path):
    comparison_page.write(three, tmp_path)
    assert Comparison.model_validate_json((tmp_path / "comparison.json").read_text()) == three
    assert json.loads((tmp_path / "comparison.json").read_text())["format"] == 1
    rows = list(csv.DictReader(io.StringIO((tmp_path / "comparison.csv").read_text())))
    assert [each["backbone"] for each in rows] == [each.backbone for each in three.rows]
    best, *others, failed = rows
    assert (best["accuracy_p_holm"], failed["accuracy"], failed["reason"]) == ("", "", "no | memory")
    assert all(0 < float(each["accuracy_p_holm"]) <= 1 for each in others)
    text = (tmp_path / "comparison.md").read_text()
    lines = [line for line in text.splitlines() if line.startswith("|")]
    table, floors = lines[: 2 + len(three.rows)], lines[2 + len(three.rows) :]
    assert len({line.replace("\\|", "").count("|") for line in table}) == 1
    assert len(floors) == 2 + len(FLOORS)
    assert "**xception.h5**" in text
    assert "synthetic" in text
    page = (tmp_path / "index.html").read_text()
    assert all(each.backbone in page for each in three.rows)
    assert "data:image/png;base64," in page
    assert "<script" not in page


def test_what_files_and_errors_say_cannot_break_the_table(three):
    failed = Compared(backbone="vgg19", status="failed", reason="<b>\nno | memory", start_weights="*a|b*.h5")
    text = comparison_page.markdown(three.model_copy(update={"rows": (*three.rows, failed)}))
    assert r"| vgg19 | **\*a\|b\*.h5** | failed: \<b\> no \| memory |" in text


def test_the_floors_stand_beside_the_accuracies_in_every_file(three, tmp_path):
    comparison_page.write(three, tmp_path)
    said = "Best floor, ten numbers about the grey levels: accuracy 0.789 (0.739–0.839); not above it: vgg16."
    for name in ("comparison.md", "index.html"):
        text = (tmp_path / name).read_text()
        assert said in text
        assert all(FLOOR_WORDS[floor.name] in text for floor in FLOORS)
        assert "taught by the 800 training images" in text
    for each in csv.DictReader(io.StringIO((tmp_path / "comparison.csv").read_text())):
        assert (each["best_floor"], each["best_floor_accuracy"]) == ("intensity", "0.789")


def test_networks_above_every_floor_are_said_to_be():
    assert comparison_page.floor_text(comparison({"xception": results(0.95, 2)})).endswith("every network is above it.")


def test_the_plot_draws_the_best_floor_across_the_panels_of_accuracy(three):
    *accuracy, first_dice, second_dice = comparison_plot.figure_of(three).axes
    for axes in accuracy:
        assert [line.get_ydata() for line in axes.lines if line.get_linestyle() == "--"] == [[0.789, 0.789]]
        assert [text.get_text() for text in axes.texts] == ["best floor 0.789: ten numbers about the grey levels"]
    assert not [*first_dice.texts, *second_dice.texts]


def test_a_network_alone_is_plotted_too():
    alone = comparison({"mobilenetv2": results(0.8, 6)})
    assert alone.differences == ()
    picture = np.asarray(Image.open(io.BytesIO(comparison_plot.plot(alone))).convert("L"))
    assert picture.std() > 5
    below = picture[-120:, : picture.shape[1] // 2]
    assert (below < 128).sum() > 200, "ticks and title of the cost axis"


def test_the_command_asks_for_the_settings_it_was_made_from(monkeypatch, tmp_path):
    settings = CompareSettings(
        backbones=("xception", "mobilenetv2"),
        images=None,
        test_images=40,
        split=SplitSettings(groups=str(tmp_path)),
        start_weights=str(tmp_path),
        train=TrainSettings(image_size=64, epochs=3, batch_size=8, seed=5),
    )
    seen = []
    monkeypatch.setattr("flows.compare.compare", lambda data, out, chosen: seen.append(chosen) or pytest.fail("seen"))
    words = (
        command(settings).replace("DATA", str(tmp_path)).replace("FOLDER", str(tmp_path)).replace("FILE", str(tmp_path))
    )
    with pytest.raises(pytest.fail.Exception):
        command_line.run(words.split()[1:])
    assert seen == [settings]


def test_training_time_is_of_the_median_epoch():
    epochs = [{"training_seconds": seconds} for seconds in (60.0, 8.0, 9.0, 8.5)]
    assert training_seconds(epochs, images=100) == pytest.approx(0.0875)
