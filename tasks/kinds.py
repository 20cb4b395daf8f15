"""What kind of quantity a fact is, and the numbers that follow from cited facts: ends of a band, what others share."""

from __future__ import annotations

import re
from collections.abc import Mapping

from data_contracts.findings import Fact

KINDS = {
    r"(?:class(?:\.second)?|others|rest)\.probability": "probability",
    r".*\.area(?:\.mm2)?": "area",
    r".*\.extent": "extent",
    r".*\.overlap(?:_low|_high)?|.*\.(?:un)?named": "overlap",
    r".*\.distance": "distance",
    r".*\.level": "level",
    r".*\.level\.band": "band",
    r".*\.agreement": "agreement",
    r".*\.percentile": "percentile",
    r".*\.kept": "kept",
    r".*\.from": "bound",
    r".*\.familiarity": "familiarity",
}

DROPPED = r"bottom|lowest|weakest|coolest|faintest|leave out|ignored|not count|set aside|dropped|discarded|cut away|thrown away|removed|left out"
OTHERS = r"\b(?:other|remaining|rest of the) (?:\w+ )?(?:class(?:es)?|alternatives|options|categories|labels)\b|\b(?:everything|anything|all|whatever) else\b|\b(?:classes|class|labels) other than\b|\b(?:left|leaves?|leaving) (?:over )?for (?:the )?(?:others?|rest|remaining)\b|\bremainder (?:comes to|is|of the probability|goes)"
"""That a sentence speaks of the probability of all other classes."""
KEPT = r"top|upper|uppermost|highest|strongest|hottest|brightest|kept|stayed|stays|remain\w*|surviv\w*"


def kind(fact_id: str) -> str:
    """The kind of quantity of a fact; empty where it is none."""
    return next((kind for pattern, kind in KINDS.items() if re.fullmatch(pattern, fact_id)), "")


def degree_bounds(fact: Fact) -> list[tuple[str, float]]:
    """The degrees that a fact's name grades by bounds, and from which value each begins ("high from 0.9")."""
    return [
        (degree, float(bound)) for degree, bound in re.findall(r"\b(high|moderate) from (\d+(?:\.\d+)?)", fact.name)
    ]


def derived(words: str, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Facts that follow from the cited ones, where a sentence speaks of them."""
    return _ends_of_band(facts) | _left_for_others(words, facts) | _kept_of_heatmap(words, facts)


def _ends_of_band(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    level, band = facts.get("tumour.level"), facts.get("tumour.level.band")
    if level is None or band is None or not isinstance(level.value, float) or not isinstance(band.value, float):
        return {}
    ends = {"tumour.least.level": level.value - band.value, "tumour.most.level": level.value + band.value}
    return {fact_id: level.model_copy(update={"id": fact_id, "value": value}) for fact_id, value in ends.items()}


def _left_for_others(words: str, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """The probability that all other classes share, where a sentence speaks of them."""
    first = facts.get("class.probability")
    if first is None or not isinstance(first.value, float):
        return {}
    if not re.search(OTHERS, words):
        return {}
    left = {"others.probability": 1 - first.value}
    second = facts.get("class.second.probability")
    if second is not None and isinstance(second.value, float):
        left["rest.probability"] = 1 - first.value - second.value
    return {
        fact_id: first.model_copy(update={"id": fact_id, "value": round(value, 6)}) for fact_id, value in left.items()
    }


def _kept_of_heatmap(words: str, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """The share of pixels above a percentile ("the top 5.2 %"), and below it."""
    shares: dict[str, Fact] = {}
    for fact_id, fact in facts.items():
        if not fact_id.endswith(".percentile") or not isinstance(fact.value, float):
            continue
        stem = fact_id.removesuffix(".percentile")
        if re.search(rf"\b(?:{DROPPED})\b", words):
            shares[f"{stem}.dropped.kept"] = fact.model_copy(update={"id": "evidence.kept", "unit": "% of heatmap"})
        if re.search(rf"\b(?:{KEPT})\b", words):
            shares[f"{stem}.kept"] = fact.model_copy(
                update={"id": "evidence.kept", "value": round(100 - fact.value, 2), "unit": "% of heatmap"}
            )
    return shares
