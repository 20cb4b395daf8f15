"""Whatever is added to a true sentence about something that was not measured is refused; what belongs to it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_contracts.findings import Findings
from tasks.claims import check

ROOT = Path(__file__).parents[1]
FINDINGS = Findings.model_validate_json(
    (ROOT / "benchmarks" / "foreign" / "findings" / "213c50b7e455b160.json").read_text(encoding="utf-8")
)
ASIDES = (Path(__file__).parent / "data" / "asides.txt").read_text(encoding="utf-8").splitlines()
TRUE = (
    ("The class is glioma", "class"),
    ("The mask covers 1.73 % of the brain", "tumour.area"),
    ("The mask lies in the left hemisphere by radiological convention", "tumour.hemisphere"),
)


@pytest.mark.parametrize(("true", "cited"), TRUE)
def test_nothing_unmeasured_is_added_to_a_true_sentence(true: str, cited: str):
    assert check(f"{true}.", [cited], FINDINGS) is None
    passed = [
        f"{true}{joint}{aside}."
        for aside in ASIDES
        for joint in (", ", ", and ", "; ")
        if check(f"{true}{joint}{aside}.", [cited], FINDINGS) is None
    ]
    assert passed == []


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("The model names glioma, and it does so with high certainty.", ("class", "class.certainty")),
        ("The mask covers 1.73 % of the brain, that is, less than 2 %.", ("tumour.area",)),
        ("The slice is axial, which is a horizontal view.", ("input.plane",)),
        ("The strangeness is 0.524 of the limit, so it is still within it.", ("input.familiarity",)),
    ],
)
def test_a_clause_that_speaks_of_the_finding_stays(text: str, cites: tuple[str, ...]):
    assert check(text, cites, FINDINGS) is None
