"""What a sentence draws from cited values passes where it follows from them, and nowhere else; no sentence breaks the checker."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_contracts.findings import Findings
from tasks.abbreviations import with_sides, written_out
from tasks.claims import check

FOREIGN = Path(__file__).parents[1] / "benchmarks" / "foreign"
GLIOMA = Findings.model_validate_json((FOREIGN / "findings" / "findings_glioma.json").read_text(encoding="utf-8"))
AREAS = ("tumour.area", "evidence.gradcampp.area")
SHARES = ("tumour.region.1", "tumour.region.1.overlap", "tumour.region.2", "tumour.region.2.overlap")
AGREEMENT = ("evidence.gradcampp.agreement", "evidence.gradcampp.agreement.degree")


def value(fact_id: str) -> float:
    fact = GLIOMA.fact(fact_id)
    assert fact is not None
    assert isinstance(fact.value, float)
    return fact.value


@settings(deadline=None)
@given(st.integers(1, 999).map(lambda n: n / 100))
def test_a_difference_is_that_of_the_cited_values(stated: float) -> None:
    apart = abs(value(AREAS[1]) - value(AREAS[0]))
    passes = check(f"The two areas differ by {stated:.2f} points of the brain.", AREAS, GLIOMA) is None
    assert passes == (abs(stated - apart) < 0.006 or stated in (value(AREAS[0]), value(AREAS[1])))


@settings(deadline=None)
@given(st.integers(11, 99).map(lambda n: n / 10))
def test_a_ratio_is_that_of_the_cited_values(stated: float) -> None:
    ratio = value(AREAS[1]) / value(AREAS[0])
    passes = check(f"The evidence mask is {stated:.1f} times as large as the tumour mask.", AREAS, GLIOMA) is None
    assert passes == (abs(stated - ratio) <= max(0.05, 0.02 * stated))


@pytest.mark.parametrize(("word", "holds"), [("more than", True), ("less than", False)])
def test_a_ratio_keeps_its_direction(word: str, holds: bool) -> None:
    assert value(AREAS[1]) / value(AREAS[0]) > 2
    said = f"The evidence mask is {word} twice the size of the tumour mask."
    assert (check(said, AREAS, GLIOMA) is None) == holds


@pytest.mark.parametrize(
    "text",
    [
        "The evidence mask is {more} than the tumour mask.",
        "At {evidence} % of the brain the evidence mask is {more} than the tumour mask, {tumour} %.",
        "The tumour mask covers {tumour} % of the brain, while the evidence mask is {more} at {evidence} %.",
        "The tumour mask is {less} than the evidence mask.",
    ],
)
def test_which_mask_is_the_larger(text: str) -> None:
    numbers = {"tumour": value(AREAS[0]), "evidence": value(AREAS[1])}
    assert check(text.format(more="larger", less="smaller", **numbers), AREAS, GLIOMA) is None
    assert check(text.format(more="smaller", less="larger", **numbers), AREAS, GLIOMA) is not None


def test_a_sum_is_one_of_shares_that_are_cited() -> None:
    total = value(SHARES[1]) + value(SHARES[3])
    said = "Together the two regions named first hold {:.1f} % of the mask."
    assert check(said.format(total), SHARES, GLIOMA) is None
    assert check(said.format(total + 1), SHARES, GLIOMA) is not None
    assert check(said.replace("Together the", "The").format(total), SHARES, GLIOMA) is not None


@pytest.mark.parametrize(
    "text",
    [
        "The Dice of {dice} is {side} the 0.7 from which agreement counts as high.",
        "A Dice of {dice} is {side} the threshold for high agreement (0.7).",
        "The agreement is moderate: {dice} lies {side} the 0.7 needed for high.",
    ],
)
def test_a_value_is_on_the_right_side_of_the_bound_of_a_degree(text: str) -> None:
    dice = value(AGREEMENT[0])
    assert 0.4 < dice < 0.7
    assert check(text.format(dice=dice, side="below"), AGREEMENT, GLIOMA) is None
    assert check(text.format(dice=dice, side="above"), AGREEMENT, GLIOMA) is not None


def test_short_forms_are_written_out() -> None:
    assert written_out("seg mask: conf 0.9, cam cut at p96.9, 85th pct") == (
        "segmentation mask: confidence 0.9, cam cut at percentile 96.9, 85 percentile"
    )
    assert with_sides("L hemi, R 9.7 %, Rolandic, patient L.") == "left hemi, right 9.7 %, Rolandic, patient left."


def test_a_side_by_its_letter_is_checked() -> None:
    assert check("Seg mask in R hemi.", ("tumour.hemisphere",), GLIOMA) is None
    assert check("Seg mask in L hemi.", ("tumour.hemisphere",), GLIOMA) is not None


def _words() -> list[str]:
    lines = (FOREIGN / "set1.jsonl").read_text(encoding="utf-8").splitlines()
    words = {word for line in lines for word in re.findall(r"\S+", json.loads(line)["text"])}
    return sorted(words | {"pars", "orbitalis", "in", "that", "order", "former", "respectively", "0", "1", "-", "("})


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(_words()), min_size=1, max_size=25),
    st.lists(st.sampled_from([fact.id for fact in GLIOMA.facts]), min_size=1, max_size=6, unique=True),
)
def test_words_in_any_order_get_a_verdict(words: list[str], cites: list[str]) -> None:
    reason = check(" ".join(words), cites, GLIOMA)
    assert reason is None or reason


@pytest.mark.parametrize("text", ["The left pars orbitalis holds 3 % of the mask.", "It is in that order."])
def test_what_is_not_in_the_atlas_is_no_finding(text: str) -> None:
    assert check(text, SHARES, GLIOMA) is not None


RANGE = ("tumour.region.1", "tumour.region.1.overlap", "tumour.region.1.overlap_low", "tumour.region.1.overlap_high")


@pytest.mark.parametrize(("bound", "holds"), [(28, True), (30, True), (35, False), (41, False)])
def test_a_bound_that_holds_at_every_level_is_below_the_end_of_the_range(bound: int, holds: bool) -> None:
    said = f"The right temporal pole holds at least {bound} % of the mask anywhere in the band."
    assert value(RANGE[2]) == 30
    assert (check(said, RANGE, GLIOMA) is None) == holds


@pytest.mark.parametrize("end", ["1 would be a perfect match", "full agreement would be 1"])
def test_what_the_end_of_a_scale_would_mean_claims_nothing(end: str) -> None:
    assert check(f"The agreement is moderate, with a Dice of 0.463, where {end}.", AGREEMENT, GLIOMA) is None
    assert check("The agreement is full, with a Dice of 0.463.", AGREEMENT, GLIOMA) is not None


@pytest.mark.parametrize(
    ("rank", "degree"), [("top", "high"), ("middle", "moderate"), ("lowest", "low"), ("highest", "high")]
)
def test_a_place_on_the_scale_of_degrees_is_the_degree(rank: str, degree: str) -> None:
    said = f"Of low, moderate and high, the agreement is on the {rank} step."
    assert (check(said, AGREEMENT[1:], GLIOMA) is None) == (degree == "moderate")


def test_five_and_six_are_two_numbers() -> None:
    distance = ("tumour.nearby.1", "tumour.nearby.1.distance")
    assert (
        check("Between five and seven mm lie between the mask's centre and the right amygdala.", distance, GLIOMA)
        is None
    )
    assert check("Between seven and nine mm lie between the mask's centre and the right amygdala.", distance, GLIOMA)


UNCERTAIN = Findings.model_validate_json((FOREIGN / "findings" / "8565a1f014122a85.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("Glioma has the full 100 % probability.", ("class", "class.probability")),
        ("The class is glioma, and its probability is 1, meaning the maximum.", ("class", "class.probability")),
        ("The agreement is moderate: the Dice of 1 is a perfect match.", AGREEMENT),
        ("The findings confirm that this is a glioma.", ("class",)),
        ("Certainly, this is a glioma.", ("class",)),
        ("Radiologists read this as a glioma.", ("class",)),
    ],
)
def test_what_frames_and_scales_take_off_leaves_no_way_in(text: str, cites: tuple[str, ...]) -> None:
    assert check(text, cites, GLIOMA) is not None


def test_a_class_that_is_not_certain_is_not_made_so_by_a_contrast() -> None:
    cites = ("class.certain", "class.certain.from", "class.probability")
    said = "The class counts as certain, although its probability is only just above the 0.978 that are needed."
    assert check(said, cites, UNCERTAIN) is not None
