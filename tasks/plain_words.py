"""Say findings to a patient: short sentences in plain words, from the same facts as those for a clinician."""

from __future__ import annotations

from collections.abc import Iterator

from data_contracts.findings import Fact, Findings
from data_contracts.names import CLASS_WORDS, EVIDENCE_IDS, METHOD_WORDS
from tasks.wording import Sentence


def plain_sentences(findings: Findings) -> tuple[Sentence, ...]:
    """The sentences for one case, in the order of a report: impression, findings, evidence."""
    facts = {fact.id: fact for fact in findings.facts if fact.status == "measured"}
    return (*_impression(facts), *_tumour(facts), *_side(facts), *_regions(facts), *_evidence(facts))


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
        stem = f"evidence.{EVIDENCE_IDS[method]}"
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
                ((f"The match of {name} with the mask is ", f"The {name} match with the mask is "), f"{degree}."),
            )
