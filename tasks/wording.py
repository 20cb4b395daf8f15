"""Say findings in sentences: each sentence with the ids of its facts and, in places, wordings of the same meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from data_contracts.findings import Fact, Findings
from data_contracts.names import CLASS_WORDS, EVIDENCE_IDS, METHOD_WORDS
from data_contracts.reports import Section, Statement

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


def _impression(facts: dict[str, Fact]) -> Iterator[Sentence]:
    cites = ["class", "class.probability"]
    plane = ""
    if "input.plane" in facts:
        cites.append("input.plane")
        plane = f"{facts['input.plane'].printed()} "
    name = CLASS_WORDS[facts["class"].printed()]
    probability = facts["class.probability"].printed()
    parts: list[str | tuple[str, ...]] = [
        (
            f"The neural network's automated classification of this {plane}slice is {name}",
            f"The network's automated classification of this {plane}slice is {name}",
            f"The neural network's most probable automated classification of this {plane}slice is {name}",
        ),
        (f", with a probability of {probability}.", f", with an estimated probability of {probability}."),
    ]
    yield Sentence("impression", tuple(cites), tuple(parts))
    if "class.certainty" in facts:
        yield Sentence(
            "impression",
            ("class.certainty",),
            (
                ("The certainty of this automated classification is ", "Certainty of the automated classification is "),
                f"{facts['class.certainty'].printed()}.",
            ),
        )
    if "class.second" in facts:
        second, chance = CLASS_WORDS[facts["class.second"].printed()], facts["class.second.probability"].printed()
        yield Sentence(
            "impression",
            ("class.second", "class.second.probability"),
            (
                (
                    "The second most probable classification is ",
                    "The second most probable automated classification is ",
                ),
                second,
                f", with an estimated probability of {chance}.",
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
                ("The automated segmentation produced no tumour mask", "Automated segmentation made no tumour mask"),
                (" for this slice.", " on this slice."),
            ),
        )
        return
    cites = ["tumour.area"]
    area = f"{facts['tumour.area'].printed()} % of the brain area"
    parts: list[str | tuple[str, ...]] = [
        ("The automatically segmented tumour mask ", "The tumour mask of the automated segmentation "),
        f"occupies {area} in this slice",
    ]
    if "tumour.area.mm2" in facts:
        cites.append("tumour.area.mm2")
        parts.append(f" ({facts['tumour.area.mm2'].printed()} mm2)")
    if "tumour.extent" in facts:
        cites.append("tumour.extent")
        length = f"{facts['tumour.extent'].printed()} {facts['tumour.extent'].unit}"
        parts.append((f", with a maximum diameter of {length}", f", its maximum diameter being {length}"))
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
    parts: list[str | tuple[str, ...]] = [
        ("Anatomically, the tumour mask is situated ", "The automatically segmented tumour mask is located "),
        where,
    ]
    if "tumour.image_side" in facts:
        cites += ["tumour.hemisphere_from", "tumour.image_side"]
        side = facts["tumour.image_side"].printed()
        parts.append(
            f" according to radiological convention (image-{side}), although the file does not confirm laterality"
        )
    yield Sentence("findings", tuple(cites), (*parts, "."))


def _level(facts: dict[str, Fact]) -> Iterator[Sentence]:
    if "tumour.level.band" in facts:
        level, band = facts["tumour.level"].printed(), facts["tumour.level.band"].printed()
        yield Sentence(
            "findings",
            ("tumour.level", "tumour.level.band"),
            (
                (
                    "The estimated anatomical level of the slice is ",
                    "The approximate anatomical level of the slice is ",
                ),
                f"{level} mm in MNI coordinates, with an estimated uncertainty of plus or minus {band} mm.",
            ),
        )


def _regions(facts: dict[str, Fact]) -> Iterator[Sentence]:
    if "tumour.region.1" in facts:
        stem = "tumour.region.1"
        share, low, high = (facts[f"{stem}.{name}"].printed() for name in ("overlap", "overlap_low", "overlap_high"))
        cites = [stem, f"{stem}.overlap", f"{stem}.overlap_low", f"{stem}.overlap_high"]
        parts: list[str | tuple[str, ...]] = [
            ("According to the anatomical Harvard-Oxford atlas, ", "Following the anatomical Harvard-Oxford atlas, "),
            f"{share} % of the tumour mask ",
            ("overlaps the ", "is located in the "),
            f"{facts[stem].printed()} ",
            (f"(range {low} to {high} %).", f"(between {low} and {high} %)."),
        ]
        yield Sentence("findings", tuple(cites), tuple(parts))
    others = [stem for stem in ("tumour.region.2", "tumour.region.3") if stem in facts]
    if others:
        shares = [f"{facts[f'{stem}.overlap'].printed()} % in the {facts[stem].printed()}" for stem in others]
        yield Sentence(
            "findings",
            tuple(fact_id for stem in others for fact_id in (stem, f"{stem}.overlap")),
            (("Additionally, the tumour mask has ", "The tumour mask additionally has "), " and ".join(shares), "."),
        )
    if "tumour.unnamed" in facts and facts["tumour.unnamed"].value:
        share = facts["tumour.unnamed"].printed()
        yield Sentence(
            "findings",
            ("tumour.unnamed",),
            (
                f"Anatomically, {share} % of the tumour mask ",
                ("is situated outside every region named in the atlas.", "remains without an anatomical label."),
            ),
        )
    if "tumour.nearby.1" in facts:
        region, distance = facts["tumour.nearby.1"].printed(), facts["tumour.nearby.1.distance"].printed()
        yield Sentence(
            "findings",
            ("tumour.nearby.1", "tumour.nearby.1.distance"),
            (
                (
                    "The nearest anatomical region in the atlas is the ",
                    "The anatomical region nearest to the mask is the ",
                ),
                f"{region}, ",
                (f"at an estimated distance of {distance} mm.", f"approximately {distance} mm away."),
            ),
        )


def _evidence(facts: dict[str, Fact]) -> Iterator[Sentence]:
    """The first method's sentences offer wordings; those of the others only have other values, and a choice costs time."""
    named = {f"evidence.{EVIDENCE_IDS[method]}": name for method, name in METHOD_WORDS.items()}
    measured = [stem for stem in named if f"{stem}.area" in facts]
    for stem in measured:
        name, most = named[stem], 2 if stem == measured[0] else 1
        cites, side = [f"{stem}.area"], ""
        if f"{stem}.hemisphere" in facts:
            cites.append(f"{stem}.hemisphere")
            side = f", {_where(facts[f'{stem}.hemisphere'].printed())}"
        yield Sentence(
            "evidence",
            tuple(cites),
            (
                (f"The {name} saliency evidence", f"The saliency evidence of {name}")[:most],
                " for this automated classification ",
                f"occupies {facts[f'{stem}.area'].printed()} % of the brain area{side}.",
            ),
        )
        if f"{stem}.agreement" in facts:
            dice, word = facts[f"{stem}.agreement"].printed(), facts[f"{stem}.agreement.degree"].printed()
            yield Sentence(
                "evidence",
                (f"{stem}.agreement", f"{stem}.agreement.degree"),
                (
                    (
                        f"{name} agreement with the automated segmentation",
                        f"The agreement of {name} with the automated segmentation",
                    )[:most],
                    f" is {word} (Dice coefficient {dice}).",
                ),
            )
