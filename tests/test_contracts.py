"""Each contract: one valid table, and a table of single mutations, each naming the expectation that must fail."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from prefect import flow

import models
from data_contracts import (
    cases,
    clusters,
    comparison,
    findings,
    floors,
    folds,
    heatmaps,
    locations,
    masks,
    pages,
    predictions,
    prompts,
    reports,
    scores,
    trainings,
)
from data_contracts.record import Batch, Contract, FileRef, Record
from data_contracts.scores import SMALLEST_CLUSTERS
from tasks import contracts
from tasks.contracts import ContractBroken, check, check_whole, gate

NAN = float("nan")
DIGEST = "0123456789abcdef"

VALID: dict[str, tuple[Contract, dict[str, Any]]] = {
    "cases": (
        cases.CONTRACT,
        {"case_id": DIGEST, "source": "a.png", "height_px": 217, "width_px": 181, "plane": "axial", "has_mask": True,
         "tumour_class": "glioma", "head_pct": 40.0, "contrast": 200.0},
    ),
    "folds": (
        folds.CONTRACT,
        {"case_id": DIGEST, "image_sha256": DIGEST, "mask_sha256": None, "tumour_class": "glioma", "cluster_id": "c",
         "split_by": "series", "group_id": "g", "fold": 0, "part": "train"},
    ),
    "predictions": (
        predictions.CONTRACT,
        {"case_id": DIGEST, "predicted_class": "glioma", "probability": 0.9, "probability_sum": 1.0, "entropy": 0.2,
         "segmentation_max": 0.8, "certain_from": 0.7, "familiarity": 0.4},
    ),
    "heatmaps": (
        heatmaps.CONTRACT,
        {"case_id": DIGEST, "method": "gradcam++", "target_class": "glioma", "minimum": 0.0, "maximum": 2.5, "mean": 0.1},
    ),
    "masks": (
        masks.CONTRACT,
        {"case_id": DIGEST, "origin": "gradcam", "percentile": 97.5, "threshold": 0.6, "brain_px": 9000, "area_px": 120,
         "area_pct": 1.3},
    ),
    "locations": (
        locations.CONTRACT,
        {"case_id": DIGEST, "origin": "segmentation", "placement": "estimated", "template": "t", "hemisphere": "left",
         "x_mm": -20.0, "y_mm": 10.0, "z_mm": 5.0, "unnamed_pct": 12.0, "level_band_mm": 8.0},
    ),
    "findings": (
        findings.CONTRACT,
        {"case_id": DIGEST, "schema_version": "1.0", "facts": 9, "measured": 5, "repeated_ids": 0, "has_class": True,
         "valueless": 0},
    ),
    "prompts": (
        prompts.CONTRACT,
        {"case_id": DIGEST, "template": "report/v1", "template_sha256": 4 * DIGEST, "messages": 2, "characters": 900},
    ),
    "answers": (reports.ANSWER_CONTRACT, {"case_id": DIGEST, "llm": "m", "prompt_tokens": 10, "seconds": 1.5}),
    "reports": (
        reports.CONTRACT,
        {"case_id": DIGEST, "llm": "m", "report_source": "llm", "supported": 4, "dropped": 1, "unsupported": 0, "uncited": 0},
    ),
    "scores": (
        scores.CONTRACT,
        {"case_id": DIGEST, "plane": "axial", "predicted_class": "glioma", "mask_px": 40, "dice": 0.7, "iou": None},
    ),
    "pages": (pages.CONTRACT, {"case_id": DIGEST, "page": "report.html", "files": 8, "smallest_bytes": 312}),
    "clusters": (clusters.CONTRACT, {"case_id": DIGEST, "group_id": "g", "image_sha256": "picture"}),
}  # fmt: skip

MUTATIONS = [
    ("cases", "case_id", "NAME.png", "expect_column_values_to_match_regex"),
    ("cases", "height_px", 8, "expect_column_values_to_be_between"),
    ("cases", "tumour_class", "cyst", "expect_column_values_to_be_in_set"),
    ("cases", "head_pct", NAN, "expect_column_values_to_not_be_null"),
    ("cases", "contrast", 0.0, "expect_column_values_to_be_between"),
    ("folds", "group_id", None, "expect_column_values_to_not_be_null"),
    ("folds", "fold", -1, "expect_column_values_to_be_between"),
    ("predictions", "probability", 1.2, "expect_column_values_to_be_between"),
    ("predictions", "probability", NAN, "expect_column_values_to_not_be_null"),
    ("predictions", "probability_sum", 0.9, "expect_column_values_to_be_between"),
    ("predictions", "certain_from", 1.5, "expect_column_values_to_be_between"),
    ("predictions", "familiarity", -0.1, "expect_column_values_to_be_between"),
    ("heatmaps", "maximum", NAN, "expect_column_values_to_not_be_null"),
    ("heatmaps", "minimum", -1.0, "expect_column_values_to_be_between"),
    ("heatmaps", "method", "saliency", "expect_column_values_to_be_in_set"),
    ("masks", "brain_px", 0, "expect_column_values_to_be_between"),
    ("masks", "percentile", 12.0, "expect_column_values_to_be_between"),
    ("locations", "x_mm", 400.0, "expect_column_values_to_be_between"),
    ("locations", "hemisphere", "top", "expect_column_values_to_be_in_set"),
    ("findings", "repeated_ids", 1, "expect_column_values_to_be_between"),
    ("findings", "has_class", False, "expect_column_values_to_be_in_set"),
    ("prompts", "template_sha256", "x", "expect_column_values_to_match_regex"),
    ("answers", "seconds", None, "expect_column_values_to_not_be_null"),
    ("reports", "unsupported", 1, "expect_column_values_to_be_between"),
    ("reports", "uncited", 2, "expect_column_values_to_be_between"),
    ("scores", "dice", 1.4, "expect_column_values_to_be_between"),
    ("pages", "smallest_bytes", 0, "expect_column_values_to_be_between"),
    ("pages", "page", "overlay.png", "expect_column_values_to_match_regex"),
]


def table(name: str) -> list[dict[str, Any]]:
    _, row = VALID[name]
    return [row, row | {"case_id": "f" * 16}, row | {"case_id": "e" * 16}]


@pytest.mark.parametrize("name", VALID)
def test_a_valid_table_passes(name: str) -> None:
    assert check(VALID[name][0], table(name)) == {}


@pytest.mark.parametrize(("name", "column", "value", "expectation"), MUTATIONS)
def test_one_bad_value_sets_aside_that_row_alone(name: str, column: str, value: Any, expectation: str) -> None:
    rows = table(name)
    rows[1] = rows[1] | {column: value}
    broken = check(VALID[name][0], rows)
    assert list(broken) == [1]
    assert any(expected.startswith(expectation) and column in expected for expected, _ in broken[1])


@pytest.mark.parametrize("name", VALID)
def test_an_empty_table_a_missing_column_and_a_repeated_key_break_the_run(name: str) -> None:
    contract, _ = VALID[name]
    column = next(column for column in contract.columns if column not in contract.key)
    for rows in (
        [],
        [{key: value for key, value in row.items() if key != column} for row in table(name)],
        [*table(name), table(name)[0]],
    ):
        with pytest.raises(ContractBroken, match=contract.name):
            check(contract, rows)


MAJORITY = {"accuracy": 0.29, "low": 0.2, "high": 0.38, "n": 992, "groups": 326}


def floor_table(padding: dict[str, float] | None = None) -> list[dict[str, Any]]:
    """A table of floors that pass: all as good as the most frequent class, but for the borders where they are given."""
    return [
        {"name": name, "classes": classes} | MAJORITY | (padding or {} if name == "network_padding" else {})
        for classes in ("all", "tumour")
        for name in floors.FLOOR_WORDS
    ]


def test_floors_pass_where_what_reaches_the_network_tells_nothing() -> None:
    assert check(floors.CONTRACT, floor_table()) == {}


def test_floors_of_too_few_groups_pass_without_an_interval() -> None:
    few = {"low": None, "high": None, "groups": SMALLEST_CLUSTERS - 1}
    assert check(floors.CONTRACT, [row | few for row in floor_table()]) == {}


@pytest.mark.parametrize("classes", ["all", "tumour"])
@pytest.mark.parametrize(
    ("name", "changed", "said"),
    [
        ("network_traits", {"accuracy": 0.3}, "network_traits_over_majority"),
        ("network_padding", {"accuracy": 0.55, "low": 0.5, "high": 0.6}, "network_padding_over_majority"),
        ("network_traits", {"name": "unknown"}, "absent"),
        ("majority_class", {"name": "unknown"}, "absent"),
        ("intensity", {"accuracy": NAN}, "expect_column_values_to_not_be_null.*accuracy"),
        ("intensity", {"accuracy": 1.2}, "'accuracy'"),
        ("intensity", {"low": 0.3}, "accuracy_over_low"),
        ("intensity", {"low": None}, "without_interval"),
        ("intensity", {"n": 0}, "'n'"),
    ],
)
def test_a_floor_that_shows_a_leak_or_is_none_ends_the_run(
    classes: str, name: str, changed: dict[str, Any], said: str
) -> None:
    rows = floor_table()
    (row,) = [each for each in rows if (each["name"], each["classes"]) == (name, classes)]
    row |= changed
    with pytest.raises(ContractBroken, match=f"after stage floors: .*{said}"):
        check(floors.CONTRACT, rows)


def test_borders_that_may_be_better_by_chance_pass_and_those_that_are_better_are_a_warning() -> None:
    by_chance = {"accuracy": 0.75, "low": 0.25, "high": 1.0}
    assert check(floors.CONTRACT, floor_table(by_chance)) == {}
    brisc = {"accuracy": 0.389, "low": 0.329, "high": 0.453}
    broken = check(floors.CONTRACT, floor_table(brisc))
    assert {expected.partition("(")[2].partition(",")[0] for found in broken.values() for expected, _ in found} == {
        "column='network_padding_over_majority'"
    }


@pytest.mark.usefixtures("prefect_home")
def test_a_row_that_is_no_case_is_warned_of_and_stays(caplog: pytest.LogCaptureFixture) -> None:
    @flow
    def run() -> None:
        check_whole(floors.CONTRACT, floor_table({"accuracy": 0.389, "low": 0.329}))

    run()
    said = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert any("floors" in line and "network_padding, all" in line for line in said)


def test_a_picture_in_two_clusters_ends_the_run() -> None:
    rows = table("clusters")
    rows[1] |= {"group_id": "another"}
    with pytest.raises(ContractBroken, match=r"after stage clusters: .*groups_of_picture"):
        check(clusters.CONTRACT, rows)


TRAINED = {"model": "m", "epochs": 2, "epochs_without_value": 0, "temperature_place": 0.4, "validation_accuracy": 0.5,
           "over_majority": 0.1}  # fmt: skip
COST = {
    "backbone": "vgg16",
    "parameters": 15_000_000,
    "training_per_image_s": 0.1,
    "inference_per_image_s": 0.05,
    "epochs": 4,
}


def test_a_trained_model_and_a_measured_cost_pass() -> None:
    assert check(trainings.CONTRACT, [TRAINED]) == {}
    assert check(comparison.COST_CONTRACT, [COST]) == {}


@pytest.mark.parametrize(
    ("contract", "row", "column", "value"),
    [
        (trainings.CONTRACT, TRAINED, "epochs", 0),
        (trainings.CONTRACT, TRAINED, "epochs_without_value", 1),
        (trainings.CONTRACT, TRAINED, "temperature_place", 1.2),
        (trainings.CONTRACT, TRAINED, "temperature_place", NAN),
        (trainings.CONTRACT, TRAINED, "validation_accuracy", NAN),
        (comparison.COST_CONTRACT, COST, "parameters", 0),
        (comparison.COST_CONTRACT, COST, "training_per_image_s", 0.0),
        (comparison.COST_CONTRACT, COST, "inference_per_image_s", float("inf")),
        (comparison.COST_CONTRACT, COST, "training_per_image_s", NAN),
        (comparison.COST_CONTRACT, COST, "epochs", 0),
    ],
)
def test_a_model_or_a_cost_that_cannot_be_ends_the_run(
    contract: Contract, row: dict[str, Any], column: str, value: float
) -> None:
    with pytest.raises(ContractBroken, match=f"after stage {contract.name}: .*{column}"):
        check(contract, [row | {column: value}])


@pytest.mark.parametrize(("column", "value"), [("temperature_place", 1.0), ("over_majority", 0.0)])
def test_what_a_short_training_may_come_to_by_chance_is_a_warning(column: str, value: float) -> None:
    ((broken,),) = check(trainings.CONTRACT, [TRAINED | {column: value}]).values()
    assert column in broken[0]


def test_a_missing_and_an_empty_file_of_a_page_are_seen(tmp_path: Path) -> None:
    made = [tmp_path / name for name in ("report.html", "overlay.png")]
    for path in made:
        path.write_bytes(b"content")
    page = pages.Page(case_id=DIGEST, files=tuple(FileRef.of(path) for path in made))
    assert check(pages.CONTRACT, [page.row()]) == {}
    made[1].write_bytes(b"")
    assert "smallest_bytes" in check(pages.CONTRACT, [page.row()])[0][0][0]
    made[1].unlink()
    assert page.row()["smallest_bytes"] == 0
    assert check(pages.CONTRACT, [page.model_copy(update={"files": ()}).row()])


def test_the_training_of_the_shipped_model_passes_its_gate() -> None:
    from tasks.model_folder import model_ref
    from tasks.trainings import training_of

    row = training_of(model_ref(models.SHIPPED)).row()
    assert row["epochs_without_value"] == 0
    assert 0 < row["over_majority"] < row["validation_accuracy"] < 1
    assert check(trainings.CONTRACT, [row]) == {}


class Measure(Record):
    case_id: str
    method: str
    value: float


class Measures(Batch):
    records: tuple[Measure, ...] = ()


def test_a_gate_counts_rows_and_cases_as_they_are(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """One bad row of two, and two bad rows of two: either case goes as a whole."""
    import great_expectations.expectations as gxe

    contract = Contract(
        name="measure",
        key=("case_id", "method"),
        columns=("case_id", "method", "value"),
        expectations=lambda: [gxe.ExpectColumnValuesToBeBetween(column="value", max_value=1)],
    )
    values = {"a": (0.0, 9.0), "b": (9.0, 9.0), "c": (0.0, 0.0)}
    rows = tuple(
        Measure(case_id=name, method=str(number), value=value)
        for name, pair in values.items()
        for number, value in enumerate(pair)
    )
    monkeypatch.setattr(contracts, "get_run_logger", lambda: logging.getLogger("gate"))
    with caplog.at_level("INFO", logger="gate"):
        (passed,) = gate.fn(contract, [Measures(records=rows)])
    assert [row.case_id for row in passed.records] == ["c", "c"]
    assert [aside.case_id for aside in passed.quarantined] == ["a", "b"]
    assert caplog.messages == ["measure: 2 rows passed, 2 cases set aside"]
