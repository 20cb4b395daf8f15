"""Say findings to a patient: short sentences in plain words, from the same facts as those for a clinician."""

from __future__ import annotations

from collections.abc import Iterator

from data_contracts.findings import Fact, Findings
from data_contracts.reports import Statement
from tasks.wording import CLASS_WORDS, METHOD_WORDS, Sentence

PLAIN_NAMES = {
    "oedema": "swelling (oedema)",
    "midline_shift": "a shift of the midline",
    "mass_effect": "mass effect",
    "enhancement": "the uptake of contrast",
    "volume": "the volume of the tumour",
    "other_lesions": "further tumours",
    "grade": "the grade of the tumour",
    "histology": "the tissue type",
    "prognosis": "the outlook",
    "treatment": "treatment",
    "other_sequences": "other scans",
    "contralateral": "the other side",
    "remaining_brain": "the rest of the brain",
}
NAMED_AT_ONCE = 3


def plain_sentences(findings: Findings) -> tuple[Sentence, ...]:
    """The sentences for one case, in the order of a report: impression, findings, evidence."""
    facts = {fact.id: fact for fact in findings.facts if fact.status == "measured"}
    return (*_impression(facts), *_tumour(facts), *_side(facts), *_regions(facts), *_evidence(facts))


def plainly_not_assessed(findings: Findings) -> tuple[Statement, ...]:
    """The statements that name what was not measured, a few things in each."""
    absent = [fact for fact in findings.facts if fact.status == "not assessed"]
    few = [absent[start : start + NAMED_AT_ONCE] for start in range(0, len(absent), NAMED_AT_ONCE)]
    return tuple(
        Statement(text=_absent(facts), cites=tuple(fact.id for fact in facts), section="not_assessed") for facts in few
    )


def plain_side_origin(findings: Findings) -> Statement | None:
    """The statement that the sides are the image's; None where the file tells left from right, or no side is known."""
    fact = findings.fact("tumour.hemisphere_from")
    if fact is None or fact.value != "image":
        return None
    text = "Left and right are read from the picture. The file does not confirm the side."
    return Statement(text=text, cites=(fact.id,), section="evidence")


def plain_uncertainty(findings: Findings) -> Statement | None:
    """The statement that the class is not certain; None where it is, or the model has no rule for it."""
    fact, predicted = findings.fact("class.certain"), findings.fact("class")
    if fact is None or fact.value != "no" or predicted is None:
        return None
    text = f"The program is not certain of {CLASS_WORDS[predicted.printed()]}."
    return Statement(text=text, cites=("class", fact.id), section="impression")


def _absent(facts: list[Fact]) -> str:
    names = [PLAIN_NAMES.get(fact.id, fact.name) for fact in facts]
    return f"Not assessed: {', '.join(names[:-1])}{' or ' if len(names) > 1 else ''}{names[-1]}."


def _chance(fact: Fact) -> str:
    return f"{100 * float(fact.value or 0):.1f} %"


def _impression(facts: dict[str, Fact]) -> Iterator[Sentence]:
    name = CLASS_WORDS[facts["class"].printed()]
    yield Sentence(
        "impression",
        ("class", "class.probability"),
        (
            ("The program's first choice for this picture is ", "The program's best match for this picture is "),
            f"{name}. ",
            ("It gives this a chance of ", "The chance it gives is "),
            f"{_chance(facts['class.probability'])}.",
        ),
    )
    if "class.certainty" in facts:
        yield Sentence(
            "impression",
            ("class.certainty",),
            (("The certainty of this is ", "Its certainty is "), f"{facts['class.certainty'].printed()}."),
        )
    if "class.second" in facts:
        second, chance = CLASS_WORDS[facts["class.second"].printed()], _chance(facts["class.second.probability"])
        yield Sentence(
            "impression",
            ("class.second", "class.second.probability"),
            (("Next comes ", "The second choice is "), second, (", at ", ", with a chance of "), f"{chance}."),
        )
    if "input.synthetic" in facts:
        yield Sentence(
            "impression",
            ("input.synthetic",),
            (("This is a phantom made for tests, not a patient.", "This is a test phantom, not a patient."),),
        )


def _tumour(facts: dict[str, Fact]) -> Iterator[Sentence]:
    if facts["tumour.mask"].value == "none":
        yield Sentence("findings", ("tumour.mask",), (("The program marked no tumour.", "No tumour was marked."),))
        return
    yield Sentence(
        "findings",
        ("tumour.area",),
        (
            ("The marked part fills ", "The marked part takes up "),
            f"{facts['tumour.area'].printed()} % of the brain in this picture.",
        ),
    )
    if "tumour.extent" in facts:
        unit = "pixels" if facts["tumour.extent"].unit == "px" else facts["tumour.extent"].unit
        yield Sentence(
            "findings",
            ("tumour.extent",),
            (("At its longest it is ", "Its length is "), f"{facts['tumour.extent'].printed()} {unit}."),
        )


def _where(hemisphere: str) -> str:
    named = {"midline": "on the midline of the brain", "both": "on both sides of the brain"}
    return named.get(hemisphere, f"on the {hemisphere} side of the brain")


def _side(facts: dict[str, Fact]) -> Iterator[Sentence]:
    if "tumour.hemisphere" not in facts:
        return
    where = _where(facts["tumour.hemisphere"].printed())
    if "tumour.image_side" not in facts:
        yield Sentence(
            "findings", ("tumour.hemisphere",), (("The marked part is ", "The marked part lies "), f"{where}.")
        )
        return
    yield Sentence(
        "findings",
        ("tumour.hemisphere", "tumour.hemisphere_from", "tumour.image_side"),
        (
            f"In the picture it is on the {facts['tumour.image_side'].printed()}. ",
            ("By convention, this is ", "By the usual convention, this is "),
            f"{where}. ",
            ("The file does not confirm it.", "The file does not say so."),
        ),
    )


def _regions(facts: dict[str, Fact]) -> Iterator[Sentence]:
    for stem in ("tumour.region.1", "tumour.region.2", "tumour.region.3"):
        if stem in facts:
            yield Sentence(
                "findings",
                (stem, f"{stem}.overlap"),
                (
                    f"{facts[f'{stem}.overlap'].printed()} % of the mask ",
                    ("lies in the ", "is in the "),
                    f"{facts[stem].printed()}.",
                ),
            )
    if "tumour.unnamed" in facts and facts["tumour.unnamed"].value:
        yield Sentence(
            "findings",
            ("tumour.unnamed",),
            (f"For {facts['tumour.unnamed'].printed()} % of the mask the atlas has ", ("no name.", "no label.")),
        )
    if "tumour.nearby.1" in facts:
        region, distance = facts["tumour.nearby.1"].printed(), facts["tumour.nearby.1.distance"].printed()
        yield Sentence(
            "findings",
            ("tumour.nearby.1", "tumour.nearby.1.distance"),
            (
                (f"The {region} is the closest named part", f"The closest named part is the {region}"),
                f", {distance} mm away.",
            ),
        )


def _evidence(facts: dict[str, Fact]) -> Iterator[Sentence]:
    for method, name in METHOD_WORDS.items():
        stem = f"evidence.{method}"
        if f"{stem}.area" not in facts:
            continue
        area = facts[f"{stem}.area"].printed()
        yield Sentence(
            "evidence",
            (f"{stem}.area",),
            (
                (f"{name} shows what the choice rests on: ", f"By {name}, the choice rests on "),
                f"{area} % of the brain.",
            ),
        )
        if f"{stem}.agreement.degree" in facts:
            degree = facts[f"{stem}.agreement.degree"].printed()
            yield Sentence(
                "evidence",
                (f"{stem}.agreement.degree",),
                (("Its match with the mask is ", "The match with the mask is "), f"{degree}."),
            )
