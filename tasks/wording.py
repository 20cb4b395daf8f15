"""Say findings in sentences: each sentence with the ids of its facts and, in places, wordings of the same meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from data_contracts.findings import Fact, Findings
from data_contracts.reports import Section, Statement

CLASS_WORDS = {"glioma": "glioma", "meningioma": "meningioma", "pituitary": "pituitary tumour", "no_tumor": "no tumour"}
METHOD_WORDS = {"gradcam": "Grad-CAM", "gradcampp": "Grad-CAM++", "scorecam": "Score-CAM"}
SPECIAL = re.compile(r"[.^$*+?{}()\[\]|\\]")
"""Characters with a meaning in the regular expressions of JSON schema."""


class Sentence(NamedTuple):
    """What to say of some facts. A part is fixed text or wordings to choose from; the first serves without a model."""

    section: Section
    cites: tuple[str, ...]
    parts: tuple[str | tuple[str, ...], ...]

    def plain(self) -> Statement:
        """The sentence with the first wording of each part."""
        text = "".join(part if isinstance(part, str) else part[0] for part in self.parts)
        return Statement(text=text, cites=self.cites, section=self.section)

    def wordings(self) -> list[list[str]]:
        """For each part the wordings to choose from."""
        return [[part] if isinstance(part, str) else list(part) for part in self.parts]

    def pattern(self) -> str:
        """A regular expression that matches the sentence in each of its wordings and nothing else."""
        parts = self.wordings()
        return (
            "^"
            + "".join("(" + "|".join(SPECIAL.sub(r"\\\g<0>", wording) for wording in part) + ")" for part in parts)
            + "$"
        )


def sentences(findings: Findings) -> tuple[Sentence, ...]:
    """The sentences for one case, in the order of a report: impression, findings, evidence."""
    facts = {fact.id: fact for fact in findings.facts if fact.status == "measured"}
    return (
        *_impression(facts),
        *_tumour(facts),
        *_hemisphere(facts),
        *_level(facts),
        *_regions(facts),
        *_evidence(facts),
    )


def not_assessed(findings: Findings) -> Statement:
    """The statement that names what was not measured."""
    absent = [fact for fact in findings.facts if fact.status == "not assessed"]
    text = f"Not assessed: {', '.join(fact.name for fact in absent)}."
    return Statement(text=text, cites=tuple(fact.id for fact in absent), section="not_assessed")


def uncertainty(findings: Findings) -> Statement | None:
    """The statement that the class is not certain; None where it is, or the model has no rule for it."""
    fact = findings.fact("class.certain")
    if fact is None or fact.value != "no":
        return None
    facts = {each.id: each for each in findings.facts}
    name, probability = CLASS_WORDS[facts["class"].printed()], facts["class.probability"].printed()
    text = f"Not certain: {name} is the most probable class, with a probability of {probability}."
    return Statement(text=text, cites=("class", "class.probability", fact.id), section="impression")


def side_origin(findings: Findings) -> Statement | None:
    """The statement that the sides are the image's; None where the file tells left from right, or no side is known."""
    fact = findings.fact("tumour.hemisphere_from")
    if fact is None or fact.value != "image":
        return None
    text = "Left and right follow radiological convention; the file does not confirm the patient's side."
    return Statement(text=text, cites=(fact.id,), section="evidence")


def _impression(facts: dict[str, Fact]) -> Iterator[Sentence]:
    cites = ["class", "class.probability"]
    plane = ""
    if "input.plane" in facts:
        cites.append("input.plane")
        plane = f"{facts['input.plane'].printed()} "
    name = CLASS_WORDS[facts["class"].printed()]
    probability = facts["class.probability"].printed()
    yield Sentence(
        "impression",
        tuple(cites),
        (
            (
                f"The network classified this {plane}slice as {name}",
                f"The network's class for this {plane}slice is {name}",
                f"For this {plane}slice the network's most probable class is {name}",
            ),
            (
                f" with a probability of {probability}.",
                f", with probability {probability}.",
                f" (probability {probability}).",
            ),
        ),
    )
    if "class.second" in facts:
        second, chance = facts["class.second"].printed(), facts["class.second.probability"].printed()
        yield Sentence(
            "impression",
            ("class.second", "class.second.probability"),
            (
                ("The second most probable class is ", "The next most probable class is "),
                CLASS_WORDS[second],
                (f", with a probability of {chance}.", f" (probability {chance})."),
            ),
        )
    if "input.synthetic" in facts:
        yield Sentence(
            "impression",
            ("input.synthetic",),
            (("The image is a synthetic phantom, not a patient.", "This is a synthetic phantom, not a patient."),),
        )


def _tumour(facts: dict[str, Fact]) -> Iterator[Sentence]:
    if facts["tumour.mask"].value == "none":
        yield Sentence(
            "findings",
            ("tumour.mask",),
            (
                ("No tumour mask was made", "The segmentation made no tumour mask"),
                (" for this slice.", " on this slice."),
            ),
        )
        return
    cites = ["tumour.area"]
    area = (
        f"The tumour mask {verb} {facts['tumour.area'].printed()} % of the brain" for verb in ("covers", "takes up")
    )
    parts: list[str | tuple[str, ...]] = [tuple(area), (" in this slice", " on this slice")]
    if "tumour.area.mm2" in facts:
        cites.append("tumour.area.mm2")
        parts.append(f" ({facts['tumour.area.mm2'].printed()} mm2)")
    if "tumour.extent" in facts:
        cites.append("tumour.extent")
        length = f"{facts['tumour.extent'].printed()} {facts['tumour.extent'].unit}"
        parts.append((f" and is {length} across at its longest", f", with a longest diameter of {length}"))
    yield Sentence("findings", tuple(cites), (*parts, "."))


def _where(hemisphere: str) -> str:
    return {"midline": "on the midline", "both": "in both hemispheres"}.get(
        hemisphere, f"in the {hemisphere} hemisphere"
    )


def _hemisphere(facts: dict[str, Fact]) -> Iterator[Sentence]:
    if "tumour.hemisphere" not in facts:
        return
    cites = ["tumour.hemisphere"]
    where = _where(facts["tumour.hemisphere"].printed())
    parts: list[str | tuple[str, ...]] = [("The tumour mask lies ", "The tumour mask is "), where]
    if "tumour.image_side" in facts:
        cites += ["tumour.hemisphere_from", "tumour.image_side"]
        parts.append(f" by radiological convention (image-{facts['tumour.image_side'].printed()}); ")
        parts.append(("the file does not confirm the side", "the side is not confirmed by the file"))
    yield Sentence("findings", tuple(cites), (*parts, "."))


def _level(facts: dict[str, Fact]) -> Iterator[Sentence]:
    if "tumour.level.band" in facts:
        level, band = facts["tumour.level"].printed(), facts["tumour.level.band"].printed()
        yield Sentence(
            "findings",
            ("tumour.level", "tumour.level.band"),
            (
                ("The slice level is ", "The level of the slice is "),
                f"{level} mm in MNI space, ",
                ("give or take", "plus or minus"),
                f" {band} mm.",
            ),
        )


def _regions(facts: dict[str, Fact]) -> Iterator[Sentence]:
    if "tumour.region.1" in facts:
        stem = "tumour.region.1"
        share, low, high = (facts[f"{stem}.{name}"].printed() for name in ("overlap", "overlap_low", "overlap_high"))
        yield Sentence(
            "findings",
            (stem, f"{stem}.overlap", f"{stem}.overlap_low", f"{stem}.overlap_high"),
            (
                (f"Of the mask, {share} % ", f"Of the tumour mask, {share} % "),
                ("falls in the ", "lies in the "),
                f"{facts[stem].printed()} ",
                (f"(range {low} to {high} %).", f"(between {low} and {high} %)."),
            ),
        )
    others = [stem for stem in ("tumour.region.2", "tumour.region.3") if stem in facts]
    if others:
        shares = [f"{facts[f'{stem}.overlap'].printed()} % in the {facts[stem].printed()}" for stem in others]
        yield Sentence(
            "findings",
            tuple(fact_id for stem in others for fact_id in (stem, f"{stem}.overlap")),
            (("It also has ", "The mask also has "), " and ".join(shares), "."),
        )
    if "tumour.unnamed" in facts and facts["tumour.unnamed"].value:
        share = facts["tumour.unnamed"].printed()
        yield Sentence(
            "findings",
            ("tumour.unnamed",),
            (
                f"{share} % of the tumour mask ",
                ("lies outside every named region.", "has no atlas name.", "lies in no named region."),
            ),
        )
    if "tumour.nearby.1" in facts:
        region, distance = facts["tumour.nearby.1"].printed(), facts["tumour.nearby.1.distance"].printed()
        yield Sentence(
            "findings",
            ("tumour.nearby.1", "tumour.nearby.1.distance"),
            (
                ("The nearest named region is the ", "The named region nearest to the mask is the "),
                f"{region}, ",
                (f"at a distance of {distance} mm.", f"{distance} mm away."),
            ),
        )


def _evidence(facts: dict[str, Fact]) -> Iterator[Sentence]:
    for method, name in METHOD_WORDS.items():
        stem = f"evidence.{method}"
        if f"{stem}.area" not in facts:
            continue
        cites, side, agreement = [f"{stem}.area"], "", ""
        if f"{stem}.hemisphere" in facts:
            cites.append(f"{stem}.hemisphere")
            side = f", {_where(facts[f'{stem}.hemisphere'].printed())}"
        if f"{stem}.agreement" in facts:
            cites += [f"{stem}.agreement", f"{stem}.agreement.degree"]
            dice, word = facts[f"{stem}.agreement"].printed(), facts[f"{stem}.agreement.degree"].printed()
            agreement = f", with a Dice of {dice} against the tumour mask ({word} agreement)"
        yield Sentence(
            "evidence",
            tuple(cites),
            (
                (f"The {name} evidence ", f"The evidence from {name} ", f"The {name} evidence mask "),
                ("covers ", "takes up "),
                f"{facts[f'{stem}.area'].printed()} % of the brain{side}{agreement}.",
            ),
        )
