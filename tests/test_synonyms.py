"""A paraphrase in words of its own passes where it is true of the findings, and fails in the same words where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_contracts.findings import Findings
from tasks import synonyms
from tasks.claims import check
from tasks.synonyms import reworded

FOREIGN = Path(__file__).parents[1] / "benchmarks" / "foreign" / "findings"
GLIOMA, PITUITARY = (
    Findings.model_validate_json((FOREIGN / f"{case_id}.json").read_text(encoding="utf-8"))
    for case_id in ("213c50b7e455b160", "fdf5507f2140e022")
)
"""Certain, by Grad-CAM++ and Score-CAM; not certain, a slice of a volume, by Grad-CAM++ and Grad-CAM."""
RULE = ("class", "class.probability", "class.certain", "class.certain.from")
SHARE = tuple(f"tumour.region.2.overlap{end}" for end in ("", "_low", "_high"))


@pytest.mark.parametrize(
    ("cites", "of_the_certain", "of_the_other"),
    [
        (RULE[2:3], "The answer is accepted as settled.", "The answer is not accepted as settled."),
        (RULE[2:], "The standard for sureness is met.", "The standard for sureness is not met."),
        (RULE[2:3], "The model treats the matter as decided.", "By the model's own yardstick the answer remains open."),
        (
            RULE[1:2] + RULE[3:],
            "The score clears the cut-off for a firm answer.",
            "The score misses the cut-off for a firm answer.",
        ),
        (
            ("class.certainty",),
            "The model stands firmly behind its answer.",
            "The model trusts its own answer only weakly.",
        ),
        (
            ("class.certainty",),
            "The confidence sits in the uppermost of three bands.",
            "The confidence sits in the lowest of three bands.",
        ),
        (
            ("class", "class.certainty"),
            "Great trust in the glial answer.",
            "Little trust attaches to the pituitary label.",
        ),
        (("class",), "The network sees a growth of the brain's glial cells.", "The network sees a pituitary growth."),
        (
            ("class.probability",),
            "The answer's odds are far better than even, at 0.99.",
            "Just better than even, at 0.558.",
        ),
        (
            ("input.familiarity",),
            "The picture uses up 52 % of the leeway the model allows.",
            "The picture uses up 45 % of the leeway the model allows.",
        ),
        (("tumour.hemisphere",), "The growth is in the left half.", "The growth is in the right half."),
        (("tumour.extent",), "No two points of the mask are further apart than 24 px.", "The growth spans 18.3 mm."),
        (
            ("evidence.gradcampp.percentile",),
            "The lower 97.5 % of the Grad-CAM++ map was discarded.",
            "Just the hottest 1.3 % of the Grad-CAM++ map was preserved.",
        ),
        (
            ("evidence.gradcampp.agreement", "evidence.gradcampp.agreement.degree"),
            "Patch and outline are nearly congruent, in the best category.",
            "Patch and outline coincide to a moderate degree.",
        ),
        (
            ("tumour.hemisphere_from",),
            "Nothing but the look of the picture tells which side is which.",
            "It is the file that tells which side is which.",
        ),
    ],
)
def test_each_is_true_of_its_own_case_and_false_of_the_other(
    cites: tuple[str, ...], of_the_certain: str, of_the_other: str
) -> None:
    assert check(of_the_certain, cites, GLIOMA) is None
    assert check(of_the_other, cites, PITUITARY) is None
    assert check(of_the_certain, cites, PITUITARY)
    assert check(of_the_other, cites, GLIOMA)


@pytest.mark.parametrize(
    ("findings", "cites", "unsupported"),
    [
        (PITUITARY, RULE[:1], "The diagnosis of a pituitary tumour is settled."),
        (PITUITARY, RULE[1:2], "The pituitary answer gets 0.558, leaving next to no room for anything else."),
        (PITUITARY, ("class.second", "class.second.probability"), "No tumour is a serious rival, with 27.2 %."),
        (PITUITARY, ("class.second",), "In second place came a pituitary growth."),
        (PITUITARY, ("class", "class.second"), "The front-runner is a head without a growth."),
        (PITUITARY, ("input.familiarity",), "Its oddness, 0.453, approaches the limit."),
        (PITUITARY, ("tumour.hemisphere",), "The growth sits on the left as well as on the right."),
        (PITUITARY, ("tumour.mask",), "The segmenter left the picture unmarked."),
        (PITUITARY, ("evidence.gradcampp.percentile",), "The heatmap was cut at 98.7 grey values."),
        (PITUITARY, ("evidence.gradcampp.area", "evidence.gradcam.area"), "Grad-CAM casts the wider net."),
        (PITUITARY, ("evidence.gradcampp.percentile",), "Values above the 98.7th percentile were discarded."),
        (PITUITARY, ("enhancement",), "The contrast agent was not taken up, as measured."),
        (PITUITARY, ("tumour.hemisphere",), "Neither hemisphere in particular: the lesion is on the right."),
        (GLIOMA, ("tumour.unnamed",), "A marginal 52.6 % of the mask has no name."),
        (GLIOMA, ("class", "class.probability"), "A modest probability of 0.99 backs glioma."),
        (PITUITARY, ("oedema",), "Water in the tissue around the lesion is left in place."),
        (PITUITARY, ("mass_effect",), "Nothing is pushed out of place by the lesion."),
        (PITUITARY, ("enhancement",), "After gadolinium the lesion stays dark."),
        (PITUITARY, ("other_lesions",), "Additional deposits exist beyond the outlined one."),
        (PITUITARY, ("remaining_brain",), "What remains of the brain is untouched."),
        (GLIOMA, SHARE, "Whatever the height of the cut, the left frontal pole holds part of the growth."),
        (GLIOMA, SHARE[:1], "Over half the growth lies in the tip of the left frontal lobe."),
        (GLIOMA, ("tumour.nearby.2", "tumour.nearby.2.distance"), "The left frontal pole is a centimetre away."),
        (GLIOMA, ("tumour.nearby.2", "tumour.nearby.2.distance"), "The left frontal pole is 5 mm inside the mask."),
        (
            GLIOMA,
            ("evidence.scorecam.area", "evidence.gradcampp.area"),
            "Score-CAM flags the biggest portion of the brain.",
        ),
        (
            GLIOMA,
            ("evidence.scorecam.area",),
            "Of all the pixels inside the tumour outline, 2.16 % carry Score-CAM evidence.",
        ),
    ],
)
def test_synonyms_open_no_way_in(findings: Findings, cites: tuple[str, ...], unsupported: str) -> None:
    assert check(unsupported, cites, findings)


def test_a_word_is_read_anew_only_where_its_finding_is_cited() -> None:
    assert reworded("no growth rate is settled", ["oedema"]) == "no growth rate is settled"
    assert "certain" in reworded("the class is settled", ["class.certain"])


def test_every_group_of_synonyms_names_findings_that_there_are() -> None:
    cases = [Findings.model_validate_json(path.read_text(encoding="utf-8")) for path in FOREIGN.glob("*.json")]
    ids = {fact.id for case in cases for fact in case.facts}
    assert all(any(pattern.fullmatch(fact_id) for fact_id in ids) for pattern, _, _ in synonyms.SYNONYMS)
