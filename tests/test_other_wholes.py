"""Shares, bounds and words of agreement that outside examiners planted: the wrong whole, the wrong unit, the rule reversed."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_contracts.findings import Findings
from tasks.claims import check

FILE = Path(__file__).parents[1] / "benchmarks" / "foreign" / "findings" / "213c50b7e455b160.json"
FINDINGS = Findings.model_validate_json(FILE.read_text(encoding="utf-8"))
SUPPORTED = (
    ("Below a probability of 0.904, a class does not count as certain.", ("class.certain.from",)),
    ("Anything under 90.4 % is left uncertain.", ("class.certain.from",)),
    ("No class below 0.904 is called certain.", ("class.certain.from",)),
    ("A probability under 0.904 is never enough for a certain class.", ("class.certain.from",)),
    ("A class with less than 90.4 % does not pass as certain.", ("class.certain.from",)),
    ("The probability of glioma is 990 per mille.", ("class", "class.probability")),
    ("The mask covers 173 basis points of the brain.", ("tumour.area",)),
    ("The mask covers 1.7 % (rounded) of the brain.", ("tumour.area",)),
    ("With a probability of 0.99, the classifier leans towards glioma.", ("class", "class.probability")),
    ("Nothing can be said here about oedema, which was not assessed.", ("oedema",)),
    ("An assessment of the information in other MRI sequences is lacking.", ("other_sequences",)),
    ("Evidence of oedema was not sought.", ("oedema",)),
    ("The list of assessed items does not contain the grade.", ("grade",)),
    ("This is not an exact placement but an estimated one.", ("tumour.placement",)),
    ("For non-specialists: the class is glioma.", ("class",)),
    ("The network did not call this slice a meningioma; it called it a glioma.", ("class",)),
    ("Rounded to whole numbers, 99 % is the probability of glioma.", ("class", "class.probability")),
    ("The slice is not in foreign territory for the model.", ("input.familiarity",)),
    ("Classes at or above 0.904 count as certain, those below do not.", ("class.certain.from",)),
    ("The analysis left the histology unassessed.", ("histology",)),
    ("No class scored higher than glioma.", ("class",)),
    ("To the nearest whole per cent, 53 % of the mask has no name in the atlas.", ("tumour.unnamed",)),
    ("53 % of the mask (to the nearest whole per cent) has no name in the atlas.", ("tumour.unnamed",)),
    ("Put in parts per thousand, the probability of glioma is 990.", ("class", "class.probability")),
    ("The input came without a pixel size in mm.", ("input.spacing",)),
    ("We left treatment unassessed, along with midline shift.", ("treatment", "midline_shift")),
    ("The limit for unfamiliar slices is not reached.", ("input.familiarity",)),
)
UNSUPPORTED = (
    ("Values below 0.904 pass as certain.", ("class.certain.from",)),
    ("Below a probability of 0.904, a class still counts as certain.", ("class.certain.from",)),
    ("A class is certain below 0.904.", ("class.certain.from",)),
    ("A class need not reach 0.90 (rounded to two decimals) before it counts as certain.", ("class.certain.from",)),
    ("A class counts as certain without having to reach 0.904.", ("class.certain.from",)),
    ("A class that reaches 0.904 is uncertain.", ("class.certain.from",)),
    ("From 0.904 on, a class does not count as certain.", ("class.certain.from",)),
    ("The probability of glioma is 99 ‰.", ("class", "class.probability")),
    ("The probability of glioma is 99 ppm.", ("class", "class.probability")),
    ("The Grad-CAM++ map was cut at its 97.5th decile.", ("evidence.gradcampp.percentile",)),
    ("The mask covers 1.7 % (rounded) of the image.", ("tumour.area",)),
    ("As a fraction of the slice, the mask makes up 1.73 %.", ("tumour.area",)),
    ("The model is certain of glioma, and the T2-weighted images agree.", ("class", "class.certain")),
    ("The model is certain of glioma, as the T2* images confirm.", ("class", "class.certain")),
    ("The model is certain of glioma, and the T1-weighted images without contrast agree.", ("class", "class.certain")),
    ("The model is certain of glioma, and the earlier images agree.", ("class", "class.certain")),
    ("The model is certain of glioma, and the other images agree.", ("class", "class.certain")),
    ("The model is certain of glioma, and the coronal images agree.", ("class", "class.certain")),
    ("The model is certain of glioma, and a second model agrees.", ("class", "class.certain")),
    ("With a probability of 0.99, the classifier leans away from glioma.", ("class", "class.probability")),
    ("With a probability of 0.99, the classifier turns away from glioma.", ("class", "class.probability")),
    ("With a probability of 0.99, the network shies away from glioma.", ("class", "class.probability")),
    (
        "The left frontal pole is not near the mask, 5 mm from its centre.",
        ("tumour.nearby.2", "tumour.nearby.2.distance"),
    ),
    ("There is no want of a pixel size, so millimetres can be read off the image.", ("input.spacing",)),
    ("There is no lack of a pixel size here.", ("input.spacing",)),
    ("The picture does not tell left from right here.", ("tumour.hemisphere_from",)),
    ("Left and right cannot be told from the image.", ("tumour.hemisphere_from",)),
    ("Nothing can be said here about oedema, which was assessed.", ("oedema",)),
    (
        "With a strangeness of 52.4 per cent of the limit, the slice goes beyond what the model saw in training.",
        ("input.familiarity",),
    ),
    (
        "With 0.99 against a required 0.99, the class is accepted as certain.",
        ("class.certain", "class.probability", "class.certain.from"),
    ),
    ("The atlas leaves 47.4 % of the mask without a label.", ("tumour.unnamed",)),
    ("The atlas leaves 52.6 pixels of the mask without a name.", ("tumour.unnamed",)),
    (
        "A high agreement was not recorded for Grad-CAM++ against the tumour mask.",
        ("evidence.gradcampp.agreement.degree",),
    ),
    ("Everything under 97.5 % of the maximum was dropped from the Grad-CAM++ map.", ("evidence.gradcampp.percentile",)),
    ("The bar for a certain class is not a probability of 90.4 %.", ("class.certain.from",)),
    ("The cut-off for calling a class certain does not lie at 90.4 %.", ("class.certain.from",)),
    (
        "The winning score, 0.99, does not lie above the 0.904 asked of a certain class.",
        ("class.probability", "class.certain.from"),
    ),
    ("On treatment the report does have something to say; it was not left unassessed.", ("treatment",)),
    ("Shifting the slice by up to 68 mm to either side would not give a similar fit.", ("tumour.level.band",)),
    ("Grad-CAM++ does not mark about 2.5 % of the brain on this slice as evidence.", ("evidence.gradcampp.area",)),
    ("Grad-CAM++ heat was not kept from the 97.5th percentile upwards.", ("evidence.gradcampp.percentile",)),
    ("An axial slice was not given to the network.", ("input.plane",)),
    ("No axial slice was given to the network.", ("input.plane",)),
    ("The mask does not cover 1.73 % of the brain.", ("tumour.area",)),
    ("The diameter of the mask is not 24 px.", ("tumour.extent",)),
    ("A high certainty was not reported.", ("class.certainty",)),
    ("There is no evidence of midline shift.", ("midline_shift",)),
    ("The items left unassessed do not include the comparison with the other side.", ("contralateral",)),
    ("No assessment of tumour grade is lacking.", ("grade",)),
    ("Nothing can be concluded about oedema from this report, since it was assessed.", ("oedema",)),
    (
        "The report gives the pixel size in millimetres, this item being listed as not assessed.",
        ("input.spacing",),
    ),
    ("The slice has an assured placement in the atlas.", ("tumour.placement",)),
    ("For readers with a meningioma: the class is glioma.", ("class",)),
    ("There is no mass effect.", ("class",)),
    ('The class is "no tumour", but histology was not assessed.', ("class", "histology")),
    ("Neither histology nor the presence of further lesions was left unassessed.", ("histology", "other_lesions")),
    ("The report did not leave oedema out.", ("oedema",)),
    ("On oedema the findings are not silent.", ("oedema",)),
    ("The mask covers 1.73 % of the brain, which is less than at your last visit.", ("tumour.area",)),
    ("The mask covers 1.73 % of the brain; a second, smaller lesion is present.", ("tumour.area",)),
    ("The Grad-CAM++ evidence covers 2.5 % of the outline.", ("evidence.gradcampp.area",)),
    ("The mask is on the left; the patient's side is firmly established by the file.", ("tumour.hemisphere",)),
    ("The strangeness is 0.524 as a share of the limit, so the slice exceeds it.", ("input.familiarity",)),
    ("The slice is in foreign territory for the model.", ("input.familiarity",)),
    ("A class does not count as certain from a probability of 0.904 upwards.", ("class.certain.from",)),
    ("Classes at or above 0.904 count as certain, those below do as well.", ("class.certain.from",)),
    ("A class counts as likely from 0.904.", ("class.certain", "class.certain.from")),
    ("The model's rule does not ask for a probability of at least 0.904.", ("class.certain.from",)),
    ("Left and right were not told from the image.", ("tumour.hemisphere_from",)),
    ("The limit for unfamiliar slices is reached: strangeness stands at 52.4% of it.", ("input.familiarity",)),
    ("As a fraction of the evidence mask, the tumour mask measures 0.0173.", ("tumour.area",)),
    ("As a fraction of the brain, 0.526 of the mask has no name.", ("tumour.unnamed",)),
    ("The mask amounts to 0.18 parts in a hundred of the brain.", ("tumour.area",)),
    ("No pixel size in mm is lacking for this slice.", ("input.spacing",)),
    ("The input did not come without a pixel size in mm.", ("input.spacing",)),
    ("Neither mass effect nor histology went unassessed.", ("mass_effect", "histology")),
    ("According to the network, glioma is the only possible label.", ("class",)),
    ("How sure is the network of no tumor? Its certainty is high.", ("class", "class.certainty")),
    ("The level could be off by up to 68 µm either way.", ("tumour.level.band",)),
    (
        "At 0.904, the class probability clears the bar of 0.904.",
        ("class.certain", "class.probability", "class.certain.from"),
    ),
    (
        "The mask is 24 px long, and as the pixel spacing was not assessed, this can be given in millimetres.",
        ("tumour.extent", "input.spacing"),
    ),
)
UNCERTAIN = Findings.model_validate_json((FILE.parent / "8565a1f014122a85.json").read_text(encoding="utf-8"))
CALLED_CERTAIN = (
    "Since 96.2% lies under the required minimum of 97.8%, the class is taken as certain.",
    "The label does not fail the model's test for a certain class.",
    "The probability stays below 0.978, and it counts as certain.",
    "The program treats its answer as certain, since the probability of 0.962 is below the limit of 0.978.",
    "The model's answer should be read as fully certain: by its rule the class does not count as certain.",
    "The probability misses the threshold of 0.978, so the class is classed as fully certain.",
    "The answer fell short of what the program demands before it calls something possible.",
)


@pytest.mark.parametrize(("text", "cites"), SUPPORTED)
def test_a_number_in_another_unit_or_a_rule_told_from_below_holds(text: str, cites: tuple[str, ...]) -> None:
    assert check(text, cites, FINDINGS) is None


@pytest.mark.parametrize(("text", "cites"), UNSUPPORTED)
def test_another_whole_another_unit_or_a_reversed_rule_is_refused(text: str, cites: tuple[str, ...]) -> None:
    assert check(text, cites, FINDINGS) is not None


@pytest.mark.parametrize("text", CALLED_CERTAIN)
def test_a_class_below_the_bound_is_not_called_certain(text: str) -> None:
    cites = ("class", "class.probability", "class.certain", "class.certain.from")
    assert check(text, cites, UNCERTAIN) is not None


def test_a_class_below_the_bound_is_said_not_to_meet_it() -> None:
    text = "The cut-off for calling a class certain is 0.978, and the present prediction does not meet it."
    assert check(text, ("class.certain.from", "class.certain"), UNCERTAIN) is None


def test_a_degree_is_not_denied_that_was_measured() -> None:
    text = "Because the class does not pass the model's rule, certainty was not set to low."
    assert check(text, ("class.certain", "class.certainty"), UNCERTAIN) is not None
