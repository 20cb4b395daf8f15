"""Degrees, bounds and likenesses told in words pass where they were measured so, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_contracts.findings import Findings
from tasks.claims import check

FOREIGN = Path(__file__).parents[1] / "benchmarks" / "foreign"
PITUITARY = Findings.model_validate_json((FOREIGN / "findings" / "a8ecd42466515adc.json").read_text(encoding="utf-8"))
CLASS = ("class", "class.probability", "class.certainty", "class.certain", "class.certain.from")
AGREEMENTS = tuple(
    f"evidence.{method}.agreement{suffix}" for method in ("gradcampp", "gradcam") for suffix in ("", ".degree")
)
PLUS = AGREEMENTS[:2]
PLAIN = AGREEMENTS[2:]
PERCENTILES = ("evidence.gradcampp.percentile", "evidence.gradcam.percentile")
NEAR = tuple(f"tumour.nearby.{n}{suffix}" for n in (1, 2, 3) for suffix in ("", ".distance"))
LEVEL = ("tumour.level", "tumour.level.band")
STRANGE = ("input.familiarity",)
SIDE = ("tumour.hemisphere", "tumour.hemisphere_from")


def changed(**values: float | str) -> Findings:
    """The findings with other values; ids with a double underscore for each dot."""
    by_id = {name.replace("__", "."): value for name, value in values.items()}
    facts = [fact.model_copy(update={"value": by_id.get(fact.id, fact.value)}) for fact in PITUITARY.facts]
    return PITUITARY.model_copy(update={"facts": tuple(facts)})


@pytest.mark.parametrize(
    ("cites", "supported", "unsupported"),
    [
        (PLAIN, "Grad-CAM just misses a high rating.", "Grad-CAM just misses a moderate rating."),
        (PLAIN, "Grad-CAM falls 0.007 short of high agreement.", "Grad-CAM falls 0.007 short of moderate agreement."),
        (PLUS, "Agreement is high for Grad-CAM++.", "Agreement is a notch below high for Grad-CAM++."),
        (
            PLAIN,
            "The heatmap of Grad-CAM lines up with the mask, though not closely enough to be rated high.",
            "The heatmap of Grad-CAM lines up with the mask, though not closely enough to be rated moderate.",
        ),
        (CLASS[:3], "There is little doubt in the network's mind.", "There is some doubt in the network's mind."),
        (CLASS[:3], "The network is all but sure of pituitary.", "The network is hardly sure of pituitary."),
        (CLASS, "The probability lies above the bound.", "The probability lies below the bound."),
        (CLASS, "Pituitary counts as certain.", "It is not true that pituitary counts as certain."),
        (CLASS, "The class is certain by the rule.", "Uncertain is what the class is by the rule."),
        (
            PERCENTILES,
            "Both heatmaps were cut at nearly the same percentile, 98.5 and 98.6.",
            "Both heatmaps were cut at one and the same percentile, 98.5.",
        ),
        (
            AGREEMENTS,
            "Grad-CAM++ agrees better with the mask than Grad-CAM.",
            "Grad-CAM++ agrees no better with the mask than Grad-CAM.",
        ),
        (
            NEAR,
            "The left frontal orbital cortex is the farthest of the three neighbours.",
            "The left subcallosal cortex is the farthest of the three neighbours.",
        ),
        (
            NEAR[:4],
            "The left and right subcallosal cortex are 7 and 8 mm from the centre of the mask.",
            "The left and right subcallosal cortex are both 11 mm from the centre of the mask.",
        ),
        (LEVEL, "The level of -16 mm is not known precisely.", "The level of -16 mm is known precisely."),
        (
            LEVEL,
            "From one end to the other the band spans 96 mm in MNI space.",
            "From one end to the other the band spans 48 mm in MNI space.",
        ),
        (STRANGE, "At 0.34 the limit is not reached.", "At 0.34 the slice goes past the limit."),
        (
            SIDE,
            "It was the file that told left from right.",
            "It was not the file but the image that told left from right.",
        ),
    ],
)
def test_a_degree_in_words_is_compared_with_the_measured_one(
    cites: tuple[str, ...], supported: str, unsupported: str
) -> None:
    assert check(supported, cites, PITUITARY) is None
    assert check(unsupported, cites, PITUITARY) is not None


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("Certainty is low, even though 0.72 would otherwise be moderate.", True),
        ("Certainty is low, even though 0.72 would otherwise be high.", False),
    ],
)
def test_what_the_probability_alone_would_have_given_follows_the_bounds(text: str, passes: bool) -> None:
    findings = changed(class__probability=0.72, class__certain="no", class__certainty="low")
    assert (check(text, CLASS, findings) is None) == passes


@pytest.mark.parametrize("agreement", [0.70, 0.45])
def test_two_values_hardly_differ_only_where_they_are_close(agreement: float) -> None:
    findings = changed(evidence__gradcam__agreement=agreement)
    text = f"The two methods hardly differ, their Dice values being 0.732 and {agreement}."
    cites = ("evidence.gradcampp.agreement", "evidence.gradcam.agreement")
    assert (check(text, cites, findings) is None) == (agreement > 0.6)


@pytest.mark.parametrize(
    ("text", "fact_id"),
    [
        ("Midline shift did not go unassessed.", "midline_shift"),
        ("Nothing in the slice went unexamined, the rest of the brain included.", "remaining_brain"),
        ("It is not true that further lesions were not looked for.", "other_lesions"),
        ("Treatment is not needed.", "treatment"),
    ],
)
def test_the_denial_of_a_gap_is_a_claim(text: str, fact_id: str) -> None:
    assert check(text, (fact_id,), PITUITARY) is not None


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        (
            "I can't estimate the volume for you; what's available is the area (1.06% of brain), as it was not assessed.",
            ("volume", "tumour.area"),
        ),
        ("No grade was assessed for this high-certainty pituitary prediction.", ("grade", "class", "class.certainty")),
        (
            "The area of 221 mm² must not be mistaken for a volume, which was not assessed.",
            ("volume", "tumour.area.mm2"),
        ),
        (
            "A midline position of the evidence does not imply midline shift, which was never assessed.",
            ("midline_shift", "evidence.gradcampp.hemisphere"),
        ),
    ],
)
def test_the_measured_and_the_not_assessed_may_be_woven_into_one_sentence(text: str, cites: tuple[str, ...]) -> None:
    assert check(text, cites, PITUITARY) is None


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("It is a pituitary tumour with certainty.", CLASS),
        ("The prediction of pituitary proves correct.", CLASS),
        ("The trust in this answer is deserved, at 0.986.", CLASS),
        ("The tumour earns a high grade.", CLASS),
        ("All else is fine; the probability of pituitary is 0.986.", CLASS),
        ("A round 22.2 mm tumour.", ("tumour.extent",)),
        ("The mask grows to 22.2 mm.", ("tumour.extent",)),
        ("A displacement of 48 mm is seen.", LEVEL),
        ("The case was consulted, 221 mm².", ("tumour.area.mm2",)),
        ("Oedema: is it there? Yes, though not assessed.", ("oedema",)),
    ],
)
def test_words_let_through_elsewhere_are_claims_here(text: str, cites: tuple[str, ...]) -> None:
    assert check(text, cites, PITUITARY) is not None
