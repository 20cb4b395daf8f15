"""A sentence that tells the scale of degrees is held against the scale; one that speaks of the case is not let off by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_contracts.findings import Findings
from tasks.claims import check

FOLDER = Path(__file__).parents[1] / "benchmarks" / "foreign" / "findings"
CASES = [Findings.model_validate_json(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))]
CERTAINTY, AGREEMENT = "class.certainty", "evidence.gradcampp.agreement.degree"
TOLD = (
    (CERTAINTY, "0.7 is where moderate certainty begins on the scale used here."),
    (CERTAINTY, "The scale of certainty runs high from 0.9, moderate from 0.7 and low from 0."),
    (CERTAINTY, "By the stated scale, certainty is called high once the probability reaches 0.9."),
    (CERTAINTY, "A certainty is called moderate from 0.7 upwards, as long as it stays under 0.9."),
    (CERTAINTY, "The cut-off for high certainty is 0.9; the one for moderate certainty is 0.7."),
    (CERTAINTY, "The certainty is graded high from 90 % and moderate from 70 %."),
    (AGREEMENT, "For Grad-CAM++, an agreement counts as moderate from 0.4 upwards, until 0.7 is reached."),
    (AGREEMENT, "Under the scale applied to Grad-CAM++, moderate agreement starts at 0.4, and high agreement at 0.7."),
    (AGREEMENT, "0.4 is the point from which the agreement of Grad-CAM++ is called moderate."),
    (AGREEMENT, "The cut-off for a high agreement of the Grad-CAM++ evidence mask is 0.7."),
)
OTHER = {"0.7": "0.6", "0.9": "0.8", "0.4": "0.5", "90 %": "80 %", "70 %": "60 %"}
OF_CASE = (
    (CERTAINTY, "Certainty is {}, from {}."),
    (CERTAINTY, "It earns {} from {}."),
    (CERTAINTY, "Its {} certainty starts at {}."),
    (CERTAINTY, "A {} certainty, which starts at {}, was reached."),
    (AGREEMENT, "The {} agreement of Grad-CAM++ starts at {}."),
    (AGREEMENT, "Grad-CAM++ agrees at a {} level, from {}."),
    (AGREEMENT, "Agreement of Grad-CAM++: {}, from {}."),
)


def having(fact_id: str) -> list[Findings]:
    found = [case for case in CASES if case.fact(fact_id) is not None]
    assert len({str(case.fact(fact_id).value) for case in found}) > 1
    return found


@pytest.mark.parametrize(("cited", "text"), TOLD)
def test_a_scale_is_told_rightly_whatever_was_measured(cited: str, text: str):
    for case in having(cited):
        assert check(text, [cited], case) is None, case.fact(cited)


@pytest.mark.parametrize(("cited", "text"), TOLD)
def test_no_scale_is_told_wrongly(cited: str, text: str):
    for right, wrong in OTHER.items():
        if right in text:
            for case in having(cited):
                assert check(text.replace(right, wrong), [cited], case) is not None, (right, wrong)


@pytest.mark.parametrize(("cited", "form"), OF_CASE)
def test_a_degree_of_the_case_is_no_scale(cited: str, form: str):
    begins = {"high": "0.9", "moderate": "0.7"} if cited == CERTAINTY else {"high": "0.7", "moderate": "0.4"}
    for case in having(cited):
        for degree, bound in begins.items():
            if case.fact(cited).value != degree:
                assert check(form.format(degree, bound), [cited], case) is not None, degree
