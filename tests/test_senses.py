"""What carries a claim in one place and none in another: words of two senses, denials, units left out, names turned round."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_contracts.findings import Findings
from tasks.claims import check

DOCUMENTS = Path(__file__).parents[1] / "benchmarks" / "foreign" / "findings"
GLIOMA = Findings.model_validate_json((DOCUMENTS / "findings_glioma.json").read_text(encoding="utf-8"))
FRONTAL = Findings.model_validate_json((DOCUMENTS / "0365e2c6113d1e6a.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("plain", "claim", "cites"),
    [
        ("The class should be read with care: glioma.", "The tumour should be watched: glioma.", ("class",)),
        ("The heatmap glowed in the right hemisphere.", "The tumour glowed in the right hemisphere.", ("hemisphere",)),
        ("By a wide margin, glioma.", "Glioma, its tumour margins wide.", ("class",)),
    ],
)
def test_a_word_of_two_senses_claims_only_of_a_tumour_a_brain_or_a_patient(
    plain: str, claim: str, cites: tuple[str, ...]
) -> None:
    ids = tuple("evidence.gradcampp.hemisphere" if cited == "hemisphere" else cited for cited in cites)
    assert check(plain, ids, GLIOMA) is None
    assert check(claim, ids, GLIOMA) is not None


@pytest.mark.parametrize(
    "silence",
    [
        "was never asked about",
        "went unread",
        "is passed over",
        "lies outside what the program does",
        "is a matter on which the report keeps quiet",
        "played no part",
    ],
)
@pytest.mark.parametrize("cited", ["oedema", "grade", "treatment", "midline_shift", "remaining_brain"])
def test_any_negation_or_omission_says_that_a_topic_was_not_assessed(silence: str, cited: str) -> None:
    assert check(f"The {GLIOMA.fact(cited).name.split(',')[0]} {silence}.", (cited,), GLIOMA) is None


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("The tumour does not enhance.", "enhancement"),
        ("The midline has not moved.", "midline_shift"),
        ("There are no other tumours.", "other_lesions"),
        ("Surgery is not necessary.", "treatment"),
        ("Nothing suggests oedema.", "oedema"),
        ("The rest of the brain is not affected.", "remaining_brain"),
        ("The grade was determined without difficulty.", "grade"),
        ("A search for further lesions was carried out.", "other_lesions"),
    ],
)
def test_a_denial_of_the_topic_itself_is_a_claim(text: str, cited: str) -> None:
    assert check(text, (cited,), GLIOMA) is not None


@pytest.mark.parametrize("order", ["frontal medial", "medial frontal"])
@pytest.mark.parametrize(("side", "holds"), [("right", True), ("left", False)])
def test_a_region_is_known_by_its_words_in_any_order(order: str, side: str, holds: bool) -> None:
    said = f"The {side} {order} cortex holds 12.2 % of the mask."
    assert (check(said, ("tumour.region.2", "tumour.region.2.overlap"), FRONTAL) is None) == holds


@pytest.mark.parametrize(("second", "holds"), [("6.1", True), ("6.1 %", True), ("6.1 mm", False), ("1.6", False)])
def test_a_number_without_a_unit_takes_that_of_another(second: str, holds: bool) -> None:
    cites = ("class", "class.probability", "class.second", "class.second.probability")
    assert (check(f"Glioma has 91.2 %, meningioma {second}.", cites, GLIOMA) is None) == holds


@pytest.mark.parametrize(("degree", "holds"), [("high", True), ("low", True), ("moderate", False)])
def test_a_denied_degree_is_another_than_the_measured_one(degree: str, holds: bool) -> None:
    said = f"The agreement of the masks was not rated {degree}."
    assert (check(said, ("evidence.gradcampp.agreement.degree",), GLIOMA) is None) == holds


@pytest.mark.parametrize(
    ("part", "holds"), [("one eightieth", True), ("one in eighty", True), ("one twentieth", False)]
)
def test_a_fraction_in_words_is_read_as_a_share(part: str, holds: bool) -> None:
    assert (check(f"About {part} of the brain is under the mask.", ("tumour.area",), GLIOMA) is None) == holds
