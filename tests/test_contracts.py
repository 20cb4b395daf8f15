"""Each contract: one valid table, and a table of single mutations, each naming the expectation that must fail."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from data_contracts import cases, findings, folds, heatmaps, locations, masks, predictions, prompts, reports, scores
from data_contracts.record import Batch, Contract, Record
from tasks import contracts
from tasks.contracts import ContractBroken, check, gate

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
