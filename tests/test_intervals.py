"""What is said of ranges, bands and of several regions at once passes where it was measured so, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_contracts.findings import Fact, Findings
from tasks.claims import check

FOREIGN = Path(__file__).parents[1] / "benchmarks" / "foreign"
GLIOMA = Findings.model_validate_json((FOREIGN / "findings" / "findings_glioma.json").read_text(encoding="utf-8"))
REGION = "tumour.region.1"
RANGE = (REGION, f"{REGION}.overlap_low", f"{REGION}.overlap_high")
SHARES = (REGION, f"{REGION}.overlap", "tumour.region.2", "tumour.region.2.overlap")
NEAR = ("tumour.nearby.1", "tumour.nearby.1.distance", "tumour.nearby.2", "tumour.nearby.2.distance")
LEVEL = ("tumour.level", "tumour.level.band")


def changed(**values: float | str) -> Findings:
    """The findings of the glioma with other values; ids with a double underscore for each dot."""
    by_id = {name.replace("__", "."): value for name, value in values.items()}
    facts = [fact.model_copy(update={"value": by_id.get(fact.id, fact.value)}) for fact in GLIOMA.facts]
    return GLIOMA.model_copy(update={"facts": tuple(facts)})


def with_two_neighbours(nearer: float, farther: float) -> Findings:
    first, distance = (GLIOMA.fact(f"tumour.nearby.1{suffix}") for suffix in ("", ".distance"))
    assert first is not None
    assert distance is not None
    more: list[Fact] = [
        first.model_copy(update={"id": "tumour.nearby.2", "value": "right Hippocampus"}),
        distance.model_copy(update={"id": "tumour.nearby.2.distance", "value": farther}),
    ]
    findings = changed(tumour__nearby__1__distance=nearer)
    return findings.model_copy(update={"facts": (*findings.facts, *more)})


@pytest.mark.parametrize("low", [0.0, 30.0])
@pytest.mark.parametrize(
    "text",
    [
        "The right Temporal Pole holds part of the mask at all levels of the band.",
        "Over the full band the right Temporal Pole keeps a share above zero.",
        "Involvement of the right Temporal Pole holds whatever the level.",
    ],
)
def test_a_share_holds_at_every_level_only_where_its_range_begins_above_zero(text: str, low: float) -> None:
    findings = changed(**{"tumour__region__1__overlap_low": low})
    assert (check(text, RANGE, findings) is None) == (low > 0)


@settings(deadline=None)
@given(
    st.integers(300, 502).map(lambda n: n / 10),
    st.sampled_from(["near the middle", "at the top", "near the lower end"]),
)
def test_a_place_in_a_range_is_where_the_share_lies(share: float, place: str) -> None:
    findings = changed(tumour__region__1__overlap=share)
    text = f"The share of the right Temporal Pole, {share} %, lies {place} of its range."
    within = (share - 30.0) / 20.2
    holds = {
        "near the middle": 0.3 <= within <= 0.7,
        "at the top": within >= 0.65,
        "near the lower end": within <= 0.35,
    }
    assert (check(text, (*RANGE, f"{REGION}.overlap"), findings) is None) == holds[place]


@pytest.mark.parametrize(
    ("text", "band", "holds"),
    [
        ("The band is 16 mm wide from end to end.", 8.0, True),
        ("The band is 8 mm wide from end to end.", 8.0, False),
        ("The level has little leeway in either direction.", 8.0, True),
        ("The level has little leeway in either direction.", 128.0, False),
        ("The level of 24 mm is closely determined.", 128.0, False),
        ("The level of 24 mm is not closely determined.", 128.0, True),
        ("A wide band of 128 mm to either side fits about as well.", 128.0, True),
        ("A wide band of 4 mm to either side fits about as well.", 4.0, False),
        ("The slice cannot lie lower than 16 mm in MNI space.", 8.0, True),
        ("The slice cannot lie lower than 20 mm in MNI space.", 8.0, False),
        ("The band extends 8 slices in either direction.", 8.0, False),
    ],
)
def test_a_band_is_as_wide_as_measured(text: str, band: float, holds: bool) -> None:
    assert (check(text, LEVEL, changed(tumour__level__band=band)) is None) == holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("The right Amygdala is nearer to the mask's centre than the right Hippocampus.", True),
        ("The right Hippocampus is nearer to the mask's centre than the right Amygdala.", False),
        ("The right Hippocampus lies farther from the mask's centre than the right Amygdala.", True),
        ("Both regions, the right Amygdala and the right Hippocampus, lie within 9 mm of the mask's centre.", True),
        ("Both regions, the right Amygdala and the right Hippocampus, lie within 7 mm of the mask's centre.", False),
        ("The right Amygdala lies 6 mm from the mask's centre in MNI space.", True),
        ("In the patient's own anatomy the right Amygdala lies 6 mm from the mask's centre.", False),
        ("The nearby right Amygdala and right Hippocampus lie at distances of 6 and 8 mm.", True),
        ("The nearby right Amygdala and right Hippocampus lie at distances of 6 and 9 mm.", False),
    ],
)
def test_regions_lie_as_near_as_measured(text: str, holds: bool) -> None:
    assert (check(text, NEAR, with_two_neighbours(6.0, 8.0)) is None) == holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("More of the mask lies in the right Temporal Pole than in the right Inferior Temporal Gyrus.", True),
        ("Less of the mask lies in the right Temporal Pole than in the right Inferior Temporal Gyrus.", False),
        ("The share of the right Temporal Pole is larger than that of the right Inferior Temporal Gyrus.", True),
        ("The share of the right Temporal Pole is smaller than that of the right Inferior Temporal Gyrus.", False),
        ("Of the right Temporal Pole, 41.2 % lies under the mask.", False),
        ("Of the mask, 41.2 % lies under the right Temporal Pole.", True),
    ],
)
def test_regions_hold_as_much_as_measured(text: str, holds: bool) -> None:
    assert (check(text, SHARES, GLIOMA) is None) == holds


AREAS = ("evidence.gradcampp.area", "tumour.area")
SIDES = ("tumour.hemisphere", "tumour.image_side")
CHANCES = ("class.probability", "class.second.probability")


@pytest.mark.parametrize(
    ("text", "cites", "holds"),
    [
        ("Image side and hemisphere agree, both being the right.", SIDES, False),
        ("The evidence mask is more compact than the tumour mask.", AREAS, False),
        ("The tumour mask is more compact than the evidence mask.", AREAS, True),
        ("The probability of 0.912 exceeds that of the second class by more than 0.9.", CHANCES, False),
        ("The probability of 0.912 exceeds that of the second class by more than 0.8.", CHANCES, True),
        ("The probability of 0.912 exceeds that of the second class by eighty-five hundredths.", CHANCES, True),
        ("The probability of 0.912 exceeds that of the second class by eight hundredths.", CHANCES, False),
    ],
)
def test_masks_and_classes_compare_as_measured(text: str, cites: tuple[str, ...], holds: bool) -> None:
    assert (check(text, cites, GLIOMA) is None) == holds


@pytest.mark.parametrize("hemisphere", ["right", "both"])
def test_masks_on_two_sides_are_not_alike(hemisphere: str) -> None:
    findings = changed(evidence__gradcampp__hemisphere=hemisphere)
    text = "The evidence mask, like the tumour mask, lies on the right."
    told = check(text, ("evidence.gradcampp.hemisphere", "tumour.hemisphere"), findings)
    assert (told is None) == (hemisphere == "right")


def with_two_methods(agreement: float, area: float, hemisphere: str) -> Findings:
    """The glioma with a second method, Grad-CAM, beside Grad-CAM++ (0.463, 3.4 %, right)."""
    values: dict[str, float | str] = {"agreement": agreement, "area": area, "hemisphere": hemisphere}
    more = []
    for name, value in values.items():
        fact = GLIOMA.fact(f"evidence.gradcampp.{name}")
        assert fact is not None
        more.append(fact.model_copy(update={"id": f"evidence.gradcam.{name}", "value": value}))
    return GLIOMA.model_copy(update={"facts": (*GLIOMA.facts, *more)})


BOTH = ("evidence.gradcampp.{0}", "evidence.gradcam.{0}")


@pytest.mark.parametrize(
    ("text", "what", "holds"),
    [
        ("The Dice is 0.463 for Grad-CAM++ and 0.310 for Grad-CAM.", "agreement", True),
        ("The Dice is 0.310 for Grad-CAM++ and 0.463 for Grad-CAM.", "agreement", False),
        ("With a Dice of 0.310, Grad-CAM lies behind Grad-CAM++, which has 0.463.", "agreement", True),
        ("Grad-CAM++ agrees better with the mask than Grad-CAM does.", "agreement", True),
        ("Grad-CAM agrees better with the mask than Grad-CAM++ does.", "agreement", False),
        ("The Grad-CAM mask covers 2.1 % of the brain, the Grad-CAM++ mask 3.4 %.", "area", True),
        ("The Grad-CAM mask covers 3.4 % of the brain, the Grad-CAM++ mask 2.1 %.", "area", False),
        ("Grad-CAM++ points to the right, whereas Grad-CAM points to the left.", "hemisphere", True),
        ("Grad-CAM++ points to the left, whereas Grad-CAM points to the right.", "hemisphere", False),
        ("The two methods disagree on the side: Grad-CAM++ shows the right, Grad-CAM the left.", "hemisphere", True),
    ],
)
def test_what_is_said_of_a_method_is_measured_by_it(text: str, what: str, holds: bool) -> None:
    findings = with_two_methods(0.310, 2.1, "left")
    assert (check(text, [fact_id.format(what) for fact_id in BOTH], findings) is None) == holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("The closest named region to the mask's centre is the right Amygdala.", True),
        ("The closest named region to the mask's centre is the right Hippocampus.", False),
        ("Of the two regions, the right Hippocampus is the nearer to the mask's centre.", False),
        ("Of the two regions, the right Amygdala is the nearer to the mask's centre.", True),
    ],
)
def test_the_nearest_region_is_the_nearest(text: str, holds: bool) -> None:
    assert (check(text, NEAR, with_two_neighbours(6.0, 8.0)) is None) == holds


@pytest.mark.parametrize("probability", [0.91, 0.99])
def test_a_narrow_margin_is_narrow(probability: float) -> None:
    bound = GLIOMA.fact("class.probability")
    assert bound is not None
    bound = bound.model_copy(update={"id": "class.certain.from", "value": 0.9})
    findings = changed(**{"class__probability": probability})
    findings = findings.model_copy(update={"facts": (*findings.facts, bound)})
    text = f"The probability of {probability} is barely above the limit of 0.9 for a certain class."
    told = check(text, ("class.probability", "class.certain.from"), findings)
    assert (told is None) == (probability < 0.95)


@pytest.mark.parametrize(
    ("text", "unnamed", "holds"),
    [
        ("Part of the mask falls outside every named region.", 20.3, True),
        ("Part of the mask falls outside every named region.", 0.0, False),
        ("No part of the mask falls outside the named regions.", 0.0, True),
        ("No part of the mask falls outside the named regions.", 20.3, False),
        ("Hardly any of the mask has a name in the atlas.", 96.8, True),
        ("Hardly any of the mask has a name in the atlas.", 20.3, False),
        ("Hardly any of the mask lies outside the named regions.", 20.3, False),
    ],
)
def test_a_part_has_no_name_only_where_one_was_left_over(text: str, unnamed: float, holds: bool) -> None:
    assert (check(text, ("tumour.unnamed",), changed(tumour__unnamed=unnamed)) is None) == holds


@pytest.mark.parametrize(
    ("text", "share", "holds"),
    [
        ("All of the mask lies in the right Temporal Pole.", 100.0, True),
        ("All of the mask lies in the right Temporal Pole.", 41.2, False),
        ("Almost the entire mask lies in the right Temporal Pole.", 96.0, True),
        ("The right Temporal Pole has 41.2 % of its own extent covered by the mask.", 41.2, False),
        ("The right Temporal Pole is covered to the full 100 % by the mask.", 100.0, False),
    ],
)
def test_the_whole_mask_is_all_of_it(text: str, share: float, holds: bool) -> None:
    findings = changed(tumour__region__1__overlap=share)
    assert (check(text, (REGION, f"{REGION}.overlap"), findings) is None) == holds


def test_what_was_not_assessed_is_not_told_by_a_contrast() -> None:
    cites = ("oedema", "tumour.mask")
    assert check("Part of what the mask covers is fluid in the tissue rather than tumour.", cites, GLIOMA) is not None
    assert check("A mask was made, but oedema was left out rather than assessed.", cites, GLIOMA) is None


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Both Grad-CAM++ and Grad-CAM agree moderately with the tumour mask.", False),
        ("Grad-CAM++ agrees moderately with the tumour mask, Grad-CAM poorly.", True),
        ("Grad-CAM++ agrees poorly with the tumour mask, Grad-CAM moderately.", False),
        ("Agreement with the mask is moderate for Grad-CAM++ but only low for Grad-CAM.", True),
    ],
)
def test_a_degree_is_that_of_the_method_it_is_said_of(text: str, holds: bool) -> None:
    findings = with_two_methods(0.2, 2.1, "right")
    degree = GLIOMA.fact("evidence.gradcampp.agreement.degree")
    assert degree is not None
    low = degree.model_copy(update={"id": "evidence.gradcam.agreement.degree", "value": "low"})
    findings = findings.model_copy(update={"facts": (*findings.facts, low)})
    cites = [fact_id.format("agreement.degree") for fact_id in BOTH]
    assert (check(text, cites, findings) is None) == holds


def test_a_file_that_tells_left_from_right_puts_no_mask_on_both_sides() -> None:
    findings = changed(tumour__hemisphere_from="file")
    cites = ("tumour.hemisphere", "tumour.hemisphere_from")
    assert check("The file tells left and right apart, and the mask lies on the right.", cites, findings) is None
    assert check("By the file, the mask lies in the left and right hemispheres.", cites, findings) is not None
    assert check("By the file, the mask lies on the left and right.", cites, findings) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Score-CAM agrees better with the mask, Grad-CAM++ reaches a Dice of 0.463 and Grad-CAM 0.31.",
        "Score-CAM marks the larger part, Grad-CAM++ 3.4 % of the brain and Grad-CAM 2.1 %.",
    ],
)
def test_a_comparison_with_a_third_method_without_a_value_is_no_crash(text: str) -> None:
    findings = with_two_methods(0.310, 2.1, "left")
    side = GLIOMA.fact("evidence.gradcampp.hemisphere")
    assert side is not None
    third = side.model_copy(update={"id": "evidence.scorecam.hemisphere"})
    findings = findings.model_copy(update={"facts": (*findings.facts, third)})
    cites = [fact_id.format(what) for what in ("agreement", "area") for fact_id in BOTH]
    assert check(text, [third.id, *cites], findings) is not None


def test_a_loose_share_is_that_of_its_own_range() -> None:
    findings = changed(tumour__region__1__overlap_low=0.0, tumour__region__1__overlap_high=10.0)
    cites = (
        "tumour.region.2",
        "tumour.region.2.overlap_high",
        REGION,
        f"{REGION}.overlap_low",
        f"{REGION}.overlap_high",
    )
    told = check("The share of the right Temporal Pole is unstable.", cites, findings)
    assert told is not None
    assert "unstable" in told
