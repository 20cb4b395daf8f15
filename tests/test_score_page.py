"""The scores of a run's page: every plot, number and worst case is there, in one file, in the colours of the page."""

import doctest
import re

import numpy as np
import pytest
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings

from data_contracts.cases import CLASSES, Case
from data_contracts.floors import Floor
from data_contracts.masks import Mask
from data_contracts.record import FileRef
from data_contracts.scores import Metric, Score
from tasks import evaluate, glossary, index_page, plots, score_page
from tasks.caching import write_arrays
from tasks.evaluate import metrics
from tasks.glossary import entries, entry_of
from tasks.score_page import score_section, uncalibrated
from tasks.worst import worst_cases, worst_classes, worst_masks

SHAPE = (40, 60)
FLOOR = Floor(name="nearest_neighbour", classes="all", accuracy=0.71, low=0.6, high=0.8, n=50, groups=20)


def scored(i, true, right, probability, dice):
    predicted = true if right else CLASSES[(CLASSES.index(true) + 1) % 4]
    rest = (1 - probability) / 3
    return Score(
        case_id=f"{i:016x}",
        plane=("axial", "coronal")[i % 2],
        tumour_class=true,
        predicted_class=predicted,
        probabilities={name: probability if name == predicted else rest for name in CLASSES},
        truth_px=0 if true == "no_tumor" else 30,
        mask_px=20,
        dice=dice,
        iou=dice / (2 - dice),
        hausdorff_distance_95_px=5.0,
    )


@pytest.fixture(scope="module")
def scores():
    generator = np.random.default_rng(5)
    return [
        scored(i, CLASSES[i % 4], i % 5 > 0, float(generator.uniform(0.4, 1)), float(generator.random()))
        for i in range(80)
    ]


@pytest.fixture(scope="module")
def records(scores, tmp_path_factory):
    """A case and the mask of each score, the hostile name among them."""
    truth, found = np.zeros(SHAPE, dtype=bool), np.zeros(SHAPE, dtype=bool)
    truth[10:20, 10:30], found[12:24, 14:30] = True, True
    cases, masks = [], []
    with temporary_settings({PREFECT_LOCAL_STORAGE_PATH: tmp_path_factory.mktemp("storage")}):
        for one in scores:
            image = np.full(SHAPE, int(one.case_id, 16) % 256, dtype=np.uint8)
            arrays = write_arrays(
                "test",
                {
                    f"{one.case_id}/image": image,
                    f"{one.case_id}/mask": truth,
                    f"{one.case_id}/segmentation": found,
                },
            )
            cases.append(
                Case(
                    case_id=one.case_id,
                    source=f"<b>{one.case_id}</b>.png",
                    input=FileRef(path="slice.png", sha256="0" * 64),
                    height_px=SHAPE[0],
                    width_px=SHAPE[1],
                    plane=one.plane,
                    tumour_class=one.tumour_class,
                    has_mask=True,
                    head_box=(0, 0, *SHAPE),
                    head_pct=50,
                    contrast=200,
                    arrays=arrays,
                )
            )
            masks.append(
                Mask(
                    case_id=one.case_id,
                    origin="segmentation",
                    threshold=0.5,
                    brain_px=2000,
                    area_px=20,
                    area_pct=1,
                    arrays=arrays,
                )
            )
    return cases, masks


@pytest.fixture(scope="module")
def found(scores):
    return metrics(scores)


@pytest.fixture(scope="module")
def section(scores, found, records):
    return score_section(scores, found, *records, [FLOOR], temperature=1.7)


@pytest.fixture(scope="module")
def page(section, scores, records, tmp_path_factory):
    rows = index_page.case_rows(records[0], [], [], scores, [], [], {})
    path = index_page.write_index(rows, [], {}, tmp_path_factory.mktemp("run"), scored=section)
    return path.read_text(encoding="utf-8")


def test_page_needs_no_other_file_and_stays_small(page):
    assert not re.search(r"https?:|@import|xmlns", page)
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page)
    own = [address for address in addresses if not address.startswith(("data:image/jpeg;base64,", "#"))]
    assert set(own) <= {"cases.csv"}, "the table beside the page, which it does not need"
    assert "<b>" not in page
    assert len(page) < 1_500_000


def test_every_link_and_clip_leads_to_one_place(page):
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)
    assert set(re.findall(r"url\(#([^)]*)\)", page)) <= set(ids)


def test_every_plot_is_drawn_described_and_takes_the_colours_of_the_page(page, section):
    assert [plot.title for plot in section.plots] == [
        "Confusion matrix",
        "Reliability",
        "Coverage and accuracy",
        "Dice by class",
        "By class and plane",
    ]
    assert page.count('<svg class="plot" role="img"') == len(section.plots)
    for plot in section.plots:
        assert plot.svg in page
        assert plot.alt in plot.svg.unescape()
        assert not re.search(r"(?:fill|stroke): ?#(?!fff)", plot.svg), plot.title
        assert "var(--bar)" in plot.svg


def test_floors_are_lines_of_both_accuracy_plots_and_rows_of_a_table(page, section):
    for title in ("Coverage and accuracy", "By class and plane"):
        (plot,) = [each for each in section.plots if each.title == title]
        assert "nearest neighbour, test fold" in plot.svg
        assert "most frequent class" in plot.svg
    assert "nearest neighbour on 32 x 32 thumbnails" in page
    assert "0.710" in page
    assert "floors.json" not in page


def test_page_says_that_floors_were_not_measured(scores, found, records, tmp_path):
    section = score_section(scores, found, *records, [])
    text = index_page.write_index([], [], {}, tmp_path, scored=section).read_text()
    assert "not measured" in text


def test_every_metric_stands_on_the_page_with_its_interval_and_its_direction(page, section, found):
    shown = {name: (metric, entry) for name, metric, entry in section.overall}
    assert {name for name in found if not name.startswith("confusion")} - set(shown) == {"hausdorff_distance_95_mm"}
    for name, (metric, entry) in shown.items():
        assert f'<a href="#{entry.anchor}">{name}</a>' in page
        assert f"{metric.low:.3f} to {metric.high:.3f}" in page
    assert shown["accuracy"][1].better == shown["dice"][1].better == "higher"
    assert {name for name, (_, entry) in shown.items() if entry.better == "lower"} == {
        "expected_calibration_error",
        "hausdorff_distance_95_px",
        "false_mask_rate",
    }


def test_every_metric_has_an_entry_that_names_no_other(found):
    for name in found:
        assert sum(entry.covers(name) for entry in entries()) == 1, name
    with pytest.raises(KeyError, match="nonsense"):
        entry_of("nonsense")


def test_the_worst_are_the_surest_wrong_classes_and_the_lowest_dice(scores, records):
    classes, outlines = worst_classes(scores), worst_masks(scores, 5)
    wrong = [one for one in scores if one.tumour_class != one.predicted_class]
    least = min(one.probabilities[one.predicted_class] for one in classes)
    assert len(classes) == 5
    assert all(one in wrong for one in classes)
    assert all(one.probabilities[one.predicted_class] <= least for one in wrong if one not in classes)
    assert all(one.truth_px for one in outlines)
    assert max(one.dice for one in outlines) <= min(one.dice for one in scores if one.truth_px and one not in outlines)
    drawn = worst_cases(scores, *records)
    assert len({each.case_id for each in drawn}) == len(drawn) == 10
    assert [each.case_id for each in drawn[:5]] == [one.case_id for one in classes]


def test_worst_cases_have_a_picture_a_reason_and_a_link_to_their_row(page, section):
    assert page.count("<img") == len(section.worst) == 10
    for each in section.worst:
        assert f'href="#case-{each.case_id}"' in page
        assert each.uri in page
        assert each.reason
        assert each.alt


def test_a_cohort_without_errors_or_outlines_still_has_its_page(records, tmp_path):
    perfect = [
        scored(i, "no_tumor", True, 0.9, 1.0).model_copy(update={"truth_px": None, "dice": None}) for i in range(8)
    ]
    section = score_section(perfect, metrics(perfect), *records, [])
    assert section.worst == []
    assert "No class is wrong" in index_page.write_index([], [], {}, tmp_path, scored=section).read_text()


def test_plots_of_the_same_scores_are_the_same(found, section):
    assert plots.confusion(found) == section.plots[0]


def test_confusion_plot_counts_as_the_metrics_do():
    cells = {
        f"confusion_{true}_{to}": {"all": Metric(value=3.0 if true == to else 1.0, n=6)}
        for true in CLASSES
        for to in CLASSES
    }
    plot = plots.confusion(cells)
    assert plot.svg.count("50.0%") == 4
    assert plot.alt.count("3 named") == 4


def test_probabilities_without_the_temperature_are_the_softmax_of_the_bare_logits():
    from scipy.special import softmax

    logits = np.random.default_rng(0).normal(size=(5, 4)) * 3
    assert uncalibrated(softmax(logits / 2.5, axis=1), 2.5) == pytest.approx(softmax(logits, axis=1))
    assert doctest.testmod(score_page).failed == 0


def test_a_case_without_report_or_score_is_unfinished(scores, records):
    cases = records[0][:3]
    rows = index_page.case_rows(cases, [], [], scores[:1], [], [], {})
    assert [row["status"] for row in rows] == ["done", "unfinished", "unfinished"]


def test_a_stripped_docstring_leaves_the_glossary_out_with_a_word(scores, records, tmp_path, monkeypatch):
    """As `python -OO` has it."""
    cached = (glossary.entries, glossary.references)
    monkeypatch.setattr(evaluate, "__doc__", None)
    for each in cached:
        each.cache_clear()
    try:
        section = score_section(scores, metrics(scores), *records, [FLOOR])
        text = index_page.write_index([], [], {}, tmp_path, scored=section).read_text()
    finally:
        for each in cached:
            each.cache_clear()
    assert "Left out: Python ran with -OO" in text
    assert "accuracy" in text
