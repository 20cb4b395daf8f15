"""A statement passes only if the findings it cites say what it says; a report holds no other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_contracts.findings import Fact, Findings, FindingsBatch
from data_contracts.prompts import Prompt, Prompts
from data_contracts.reports import NOTICE, Answer, Answers, Statement, read_statements
from data_contracts.settings import VerifySettings
from tasks.claims import check
from tasks.findings import AGREEMENT as AGREEMENT_STEPS
from tasks.findings import CERTAINTY as CERTAINTY_STEPS
from tasks.findings import NOT_ASSESSED, degree, rounded
from tasks.regions import region_names
from tasks.verify import checked, report, verify
from tasks.wording import sentences

DOCUMENT = Findings.model_validate_json((Path(__file__).parent / "data" / "findings_glioma.json").read_text())
PROMPT = Prompt(
    case_id=DOCUMENT.case_id,
    template="report/v1",
    template_sha256="0" * 64,
    messages=(),
    answer_schema="",
    constraint="",
)
CITES = {
    "class": ("class", "class.probability", "input.plane"),
    "classes": ("class", "class.probability", "class.second", "class.second.probability"),
    "second": ("class.second", "class.second.probability"),
    "area": ("tumour.area", "tumour.extent"),
    "side": ("tumour.hemisphere", "tumour.hemisphere_from", "tumour.image_side"),
    "level": ("tumour.level", "tumour.level.band"),
    "region": (
        "tumour.region.1",
        "tumour.region.1.overlap",
        "tumour.region.1.overlap_low",
        "tumour.region.1.overlap_high",
    ),
    "regions": ("tumour.region.1", "tumour.region.1.overlap", "tumour.region.2", "tumour.region.2.overlap"),
    "unnamed": ("tumour.unnamed",),
    "near": ("tumour.nearby.1", "tumour.nearby.1.distance"),
    "evidence": (
        "evidence.gradcampp.area",
        "evidence.gradcampp.hemisphere",
        "evidence.gradcampp.agreement",
        "evidence.gradcampp.agreement.degree",
    ),
    "absent": ("oedema", "midline_shift"),
}

SUPPORTED = [
    ("class", "The model labels this axial image a glioma (91.2 % probability)."),
    ("class", "With a probability of 0.91, glioma is the most likely class for this axial slice."),
    ("class", "On this axial slice, the classifier favours glioma with high confidence (0.912)."),
    ("class", "The network's prediction for the transverse slice is glioma, probability 0.912."),
    ("classes", "Glioma is the most probable class (0.912), followed by meningioma (0.061)."),
    ("classes", "The network gives glioma a probability of 0.912 and the next class, meningioma, 0.061."),
    ("second", "The runner-up class, meningioma, has a 6.1 % probability."),
    ("area", "The outlined tumor takes up about 1.3 percent of the brain and is 34 pixels at its widest."),
    ("side", "The tumour mask is on the left of the image, by radiological convention the right hemisphere."),
    ("side", "The lesion is right-sided if radiological convention holds; the file does not state the side."),
    ("level", "The estimated level is 24 mm in MNI space, with a tolerance of 8 mm."),
    ("level", "The slice sits at an MNI level of 2.4 cm (± 8 mm)."),
    ("region", "About 41 % of the mask overlaps the right temporal pole (30–50.2 %)."),
    ("regions", "The mask overlaps the right temporal pole (41.2 %) and the anterior division of the right inferior"
     " temporal gyrus (17 %)."),
    ("unnamed", "A share of 20.3 % of the mask has no name in the atlas."),
    ("near", "The closest named structure is the right amygdala, 6 mm away."),
    ("evidence", "The Grad-CAM++ map covers 3.4 % of the brain on the right and agrees moderately with the tumour mask"
     " (Dice 0.463)."),
    ("absent", "Oedema and midline shift were not assessed."),
]  # fmt: skip

PLANTED = {
    "side swap": [
        ("region", "Of the mask, 41.2 % falls in the left Temporal Pole."),
        ("side", "The tumour mask lies in the left hemisphere by radiological convention."),
        ("side", "The tumour mask lies in the right hemisphere (image-right)."),
        ("side", "The tumour mask lies on the patient's right."),
        ("evidence", "The Grad-CAM++ evidence covers 3.4 % of the brain, in the left hemisphere."),
    ],
    "number change": [
        ("class", "The network classified this axial slice as glioma with a probability of 0.812."),
        ("classes", "Glioma is the most probable class (0.061), followed by meningioma (0.912)."),
        ("area", "The tumour mask covers 12.6 % of the brain."),
        ("area", "The tumour mask covers more than 1.26 % of the brain."),
        ("level", "The slice level is -24 mm in MNI space, give or take 8 mm."),
        ("level", "The slice level is 8 mm in MNI space, give or take 24 mm."),
        ("region", "Of the mask, 30 % falls in the right Temporal Pole (range 41.2 to 50.2 %)."),
        ("regions", "The mask overlaps the right temporal pole (17 %) and the anterior division of the right inferior"
         " temporal gyrus (41.2 %)."),
    ],
    "unit change": [
        ("area", "The tumour mask covers 1.26 mm of the brain."),
        ("area", "The tumour mask is 34 mm across."),
        ("area", "The tumour mask covers 1.26 % of the lesion."),
        ("level", "The slice level is 24 cm in MNI space."),
        ("class", "Glioma has a probability of 0.912 %."),
    ],
    "region swap": [
        ("region", "Of the mask, 41.2 % falls in the right Frontal Pole."),
        ("regions", "The mask has 17 % in the posterior division of the right inferior temporal gyrus."),
        ("near", "The tumour mask lies in the right Amygdala."),
        ("class", "This axial slice shows a glioma of the frontal lobe."),
    ],
    "class swap": [
        ("class", "The network classified this axial slice as meningioma with a probability of 0.912."),
        ("class", "The network classified this coronal slice as glioma."),
        ("classes", "Meningioma is the most probable class (0.912), followed by glioma (0.061)."),
        ("second", "The network classified the slice as meningioma with a probability of 0.061."),
        ("class", "The network classified this axial slice as glioblastoma."),
    ],
    "negation": [
        ("class", "The network did not classify this axial slice as glioma (probability 0.912)."),
        ("class", "No glioma is present on this axial slice."),
        ("region", "Of the mask, 41.2 % falls outside the right Temporal Pole."),
        ("unnamed", "20.3 % of the tumour mask lies in a named region."),
        ("side", "The file confirms that the tumour mask lies in the right hemisphere."),
    ],
    "certainty change": [
        ("class", "This axial slice definitely shows a glioma."),
        ("class", "This axial slice possibly shows a glioma (probability 0.912)."),
        ("class", "The network classified this axial slice as glioma with low confidence."),
        ("evidence", "The Grad-CAM++ evidence agrees closely with the tumour mask (Dice 0.463)."),
    ],
    "invented finding": [
        ("area", "The tumour mask covers 1.26 % of the brain with surrounding oedema."),
        ("class", "The network classified this axial slice as a high-grade glioma."),
        ("class", "There is no midline shift."),
        ("class", "The glioma on this axial slice needs resection."),
        ("class", "The glioma on this axial slice has a poor prognosis."),
        ("class", "The network saw a glioma on this axial slice; the rest of the brain is normal."),
        ("area", "The tumour mask is large, covering 1.26 % of the brain."),
        ("absent", "Oedema was not assessed, but the midline is shifted to the left."),
        ("absent", "There is no oedema."),
        ("class", "All is well."),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("cited", "text"), SUPPORTED)
def test_a_correct_paraphrase_is_supported(cited: str, text: str):
    assert check(text, CITES[cited], DOCUMENT) is None


@pytest.mark.parametrize(
    ("kind", "cited", "text"), [(kind, *statement) for kind, planted in PLANTED.items() for statement in planted]
)
def test_a_planted_error_is_caught(kind: str, cited: str, text: str):
    assert check(text, CITES[cited], DOCUMENT) is not None


@pytest.mark.parametrize("cites", [(), ("tumour.volume",), ("class", "oedema")])
def test_a_statement_cites_measured_findings_of_the_case(cites: tuple[str, ...]):
    assert "cites" in check("The network classified the slice as glioma.", cites, DOCUMENT)


def test_where_the_class_is_no_tumour_no_tumour_can_be_claimed():
    facts = (
        Fact(id="class", name="class", value="no_tumor", origin="network"),
        Fact(id="class.probability", name="p", value=0.97, origin="network"),
        Fact(id="class.certainty", name="c", value="high", origin="network"),
        Fact(id="tumour.mask", name="m", value="none", origin="segmentation"),
    )
    healthy = Findings(case_id="0" * 16, facts=facts)
    assert (
        check("The network classified the slice as no tumour (0.97).", ("class", "class.probability"), healthy) is None
    )
    assert check("The network did not find a tumour.", ("class",), healthy) is None
    assert check("The tumour mask is empty.", ("tumour.mask",), healthy) is None
    for text in ("The network found a tumour.", "The brain is healthy.", "The network classified the slice as glioma."):
        assert check(text, ("class",), healthy) is not None
    assert check("A tumour mask was made.", ("tumour.mask",), healthy) is not None


ratios = st.floats(0, 1).map(lambda value: rounded(value, None))
shares = st.floats(0.1, 100).map(lambda value: rounded(value, "% of mask"))
sides = st.sampled_from(["left", "right"])
names = st.sampled_from(sorted(f"{base.title()}{f', {part}' if part else ''}" for base, part in region_names()))


@st.composite
def documents(draw: Any) -> Findings:
    facts: dict[str, tuple[Any, str | None]] = {}
    classes = draw(st.permutations(["glioma", "meningioma", "pituitary", "no_tumor"]))
    facts["class"] = (classes[0], None)
    facts["class.probability"] = (draw(ratios), None)
    facts["class.certainty"] = (degree(facts["class.probability"][0], CERTAINTY_STEPS), None)
    if draw(st.booleans()):
        facts |= {"class.second": (classes[1], None), "class.second.probability": (draw(ratios), None)}
    if draw(st.booleans()):
        facts["input.plane"] = (draw(st.sampled_from(["axial", "coronal", "sagittal"])), None)
    synthetic = draw(st.booleans())
    if synthetic:
        facts["input.synthetic"] = ("yes", None)
    made = classes[0] != "no_tumor" and draw(st.booleans())
    facts["tumour.mask"] = ("made" if made else "none", None)
    if made:
        facts["tumour.area"] = (rounded(draw(st.floats(0.01, 60)), "% of brain"), "% of brain")
        unit = draw(st.sampled_from(["px", "mm"]))
        facts["tumour.extent"] = (rounded(draw(st.floats(1, 200)), unit), unit)
        facts["tumour.hemisphere"] = (draw(st.sampled_from(["left", "right", "midline", "both"])), None)
        facts["tumour.hemisphere_from"] = (draw(st.sampled_from(["image", "file"])), None)
        if facts["tumour.hemisphere_from"][0] == "image" and facts["tumour.hemisphere"][0] in ("left", "right"):
            facts["tumour.image_side"] = ("left" if facts["tumour.hemisphere"][0] == "right" else "right", None)
        facts["tumour.level"] = (rounded(draw(st.floats(-90, 110)), "mm in MNI space"), "mm in MNI space")
        facts["tumour.level.band"] = (rounded(draw(st.floats(0, 40)), "mm in MNI space"), "mm in MNI space")
        for rank in range(1, draw(st.integers(0, 3)) + 1):
            stem = f"tumour.region.{rank}"
            facts[stem] = (f"{draw(sides)} {draw(names)}", None)
            for name in ("overlap", "overlap_low", "overlap_high"):
                facts[f"{stem}.{name}"] = (draw(shares), "% of mask")
        facts["tumour.unnamed"] = (draw(shares), "% of mask")
        if draw(st.booleans()):
            facts["tumour.nearby.1"] = (f"{draw(sides)} {draw(names)}", None)
            facts["tumour.nearby.1.distance"] = (rounded(draw(st.floats(0, 90)), "mm in MNI space"), "mm in MNI space")
    for method in draw(st.sets(st.sampled_from(["gradcam", "gradcampp", "scorecam"]))):
        stem = f"evidence.{method}"
        facts[f"{stem}.area"] = (rounded(draw(st.floats(0.01, 60)), "% of brain"), "% of brain")
        facts[f"{stem}.hemisphere"] = (draw(st.sampled_from(["left", "right", "midline", "both"])), None)
        if made:
            facts[f"{stem}.agreement"] = (draw(ratios), None)
            facts[f"{stem}.agreement.degree"] = (degree(facts[f"{stem}.agreement"][0], AGREEMENT_STEPS), None)
    listed = [Fact(id=i, name=i, value=value, unit=unit, origin="test") for i, (value, unit) in facts.items()]
    listed += [
        Fact(id=i, name=name, value=None, origin="none", status="not assessed") for i, name in NOT_ASSESSED.items()
    ]
    return Findings(case_id="0" * 16, synthetic=synthetic, facts=tuple(listed))


@settings(max_examples=60, deadline=None)
@given(documents(), st.randoms(use_true_random=False))
def test_every_wording_of_any_findings_is_supported(document: Findings, random: Any):
    for sentence in sentences(document):
        text = "".join(part if isinstance(part, str) else random.choice(part) for part in sentence.parts)
        assert check(text, sentence.cites, document) is None, text


@settings(max_examples=60, deadline=None)
@given(documents())
def test_the_report_without_a_model_passes_the_same_checks_and_says_what_was_not_assessed(document: Findings):
    made = report(
        document, PROMPT, Answer(case_id="0" * 16, llm="x/y", text="", error="TimeoutError"), VerifySettings()
    )
    assert made.report_source == "template"
    for statement in made.statements:
        assert check(statement.text, statement.cites, document) is None
    assert "class" in {fact_id for statement in made.statements for fact_id in statement.cites}
    assert {sentence.plain().text for sentence in sentences(document)} <= {said.text for said in made.statements}
    absent = [said for said in made.statements if said.section == "not_assessed"]
    assert absent[0].text.startswith("Not assessed: oedema, midline shift")
    assert [fact_id for said in absent for fact_id in said.cites] == [
        fact.id for fact in document.facts if fact.status == "not assessed"
    ]
    assert made.notice == NOTICE
    assert made.error == "TimeoutError"


def answer(*statements: tuple[str, str]) -> Answer:
    entries = [{"text": text, "cites": list(CITES[cited]), "section": "findings"} for cited, text in statements]
    return Answer(case_id=DOCUMENT.case_id, llm="x/y", text=json.dumps({"statements": entries}))


def test_unsupported_statements_are_dropped_with_the_reason():
    made = report(DOCUMENT, PROMPT, answer(SUPPORTED[0], PLANTED["side swap"][0], SUPPORTED[7]), VerifySettings())
    assert made.report_source == "llm"
    assert [said.text for said in made.statements[:2]] == [SUPPORTED[0][1], SUPPORTED[7][1]]
    assert [said.reason for said in made.dropped] == ["'left temporal pole' is not a region of the cited findings"]
    assert all(said.verdict == "supported" for said in made.statements)


@pytest.mark.parametrize(
    "given_answer",
    [
        answer(SUPPORTED[0], *PLANTED["side swap"][:2]),
        answer(*SUPPORTED[7:10]),
        Answer(case_id=DOCUMENT.case_id, llm="x/y", text="Here is your report!"),
    ],
    ids=["too little is supported", "the class is not stated", "the answer is malformed"],
)
def test_where_too_little_is_left_the_report_is_written_without_a_model(given_answer: Answer):
    made = report(DOCUMENT, PROMPT, given_answer, VerifySettings())
    assert made.report_source == "template"
    assert made.llm == "x/y"
    assert made.statements[0] == sentences(DOCUMENT)[0].plain()


def test_a_repeated_statement_is_said_once():
    supported, dropped = checked(read_statements(answer(SUPPORTED[0], SUPPORTED[0]).text), DOCUMENT)
    assert len(supported) == len(dropped) == 1


def test_that_sides_are_the_images_is_said_even_where_the_model_does_not():
    made = report(DOCUMENT, PROMPT, answer(SUPPORTED[0], ("region", SUPPORTED[12][1])), VerifySettings())
    assert any("tumour.hemisphere_from" in said.cites for said in made.statements)


def test_a_fenced_answer_is_read_and_other_text_is_not():
    text = answer(SUPPORTED[0]).text
    expected = (Statement(text=SUPPORTED[0][1], cites=CITES["class"]),)
    assert read_statements(f"```json\n{text}\n```\n") == expected
    for broken in (
        f"Report: {text}",
        "[]",
        '{"statements": [{"text": "x"}]}',
        '{"statements": "x"}',
        text[:-3],
        "[" * 200_000,
    ):
        with pytest.raises(ValueError, match="expected"):
            read_statements(broken)


def test_the_stage_makes_one_report_per_answer():
    other = DOCUMENT.model_copy(update={"case_id": "f" * 16})
    batch = verify.fn(
        FindingsBatch(records=(other, DOCUMENT)), Prompts(records=(PROMPT,)), Answers(records=(answer(SUPPORTED[0]),)),
        Answers(), VerifySettings(), "clinician",
    )  # fmt: skip
    assert [made.case_id for made in batch.records] == [DOCUMENT.case_id]
