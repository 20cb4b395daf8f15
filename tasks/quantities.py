"""Check the numbers of a sentence: value, rounding, unit, and whose number it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data_contracts.findings import Fact
from tasks import lexicon

NUMBER = re.compile(
    r"(?<![\w.])(?P<sign>[-+])?(?P<digits>\d+(?:\.\d+)?)(?:≈(?P<slack>\d+(?:\.\d+)?))?(?:(?:st|nd|rd|th)\b)?"
    r"(?:[\s-]*(?P<unit>%|mm2\b|cm2\b|mm\b|cm\b|px\b|pixels?\b|percentile\b|[mcd]?m3?\b|inch(?:es)?\b))?(?![\d.]*\d)"
)
UNITS = {"%": ("%", 1.0), "mm": ("mm", 1.0), "cm": ("mm", 10.0), "mm2": ("mm2", 1.0), "cm2": ("mm2", 100.0)} | {
    "px": ("px", 1.0), "percentile": ("percentile", 1.0),
}  # fmt: skip
OWN = {"% of brain": "%", "% of mask": "%", "mm in MNI space": "mm", None: "ratio"}
KINDS = {
    r"class(?:\.second)?\.probability": "probability",
    r".*\.area(?:\.mm2)?": "area",
    r".*\.extent": "extent",
    r".*\.overlap(?:_low|_high)?|.*\.unnamed": "overlap",
    r".*\.distance": "distance",
    r".*\.level": "level",
    r".*\.level\.band": "band",
    r".*\.agreement": "agreement",
    r".*\.percentile": "percentile",
    r".*\.from": "bound",
    r".*\.familiarity": "familiarity",
}
CLAUSE_END = re.compile(r"[,;:()]|\.(?!\d)|\b(?:and|but|while|whereas|with|although|though|followed by|versus)\b")
ABOUT = re.compile(
    r"(?P<near>about|around|roughly|approximately|approx\.?|circa|ca\.?|some|close to|near(?:ly)?|almost|(?:just|slightly|a little|a bit)"
    r" (?:under|over|above|below|more than|less than)|~|≈|estimated at)\s*(?:at |an? |to )?$"
)
ABOVE = r"(?:more|greater|larger|higher|bigger|longer) than|at least|over|above|exceed(?:s|ing)?|in excess of|upwards of|a minimum of|beyond"
BELOW = r"(?:less|lower|smaller|fewer|shorter) than|at most|under|below|up to|a maximum of|within"
BOUND = re.compile(rf"\b(?:(?P<above>{ABOVE})|(?P<below>{BELOW}))\s+(?:an? )?$")
SPREADS = re.compile(
    r"(?:\b(?:stretch|extend|spread|span|concentrat|distribut|reach|running?|runs)\w*|[,)])(?:\s+\S+){0,6}\s+over\s+$|,\s+over\s+$"
)


class ClaimError(Exception):
    """What in a sentence the findings do not support."""


class Mention(NamedTuple):
    """Where a sentence names a class or a region, and the ids of the facts that is true of."""

    start: int
    end: int
    owners: frozenset[str]


def clause(said: str, place: int) -> tuple[int, int]:
    """Start and end of the clause around a place."""
    ends = [match.start() for match in CLAUSE_END.finditer(said)]
    return max((end for end in ends if end <= place), default=0), min((e for e in ends if e > place), default=len(said))


def states(said: str, facts: Mapping[str, Fact], fact_id: str) -> bool:
    """Whether a number of the sentence is that of the fact."""
    fact = facts.get(fact_id)
    return fact is not None and any(_agrees(said, match, match["unit"], fact) for match in NUMBER.finditer(said))


def check_numbers(said: str, facts: Mapping[str, Fact], regions: Sequence[Mention], classes: Sequence[Mention]) -> int:
    """How many numbers the sentence states, each of them a cited one.

    Raises
    ------
    ClaimError
        If a number is not that of a cited fact, in its unit and rounding, or is given to another subject.
    """
    said = re.sub(r"(?<=\d)-(?=\d)", "~", said)
    facts = dict(facts) | _ends_of_band(facts)
    matches = list(NUMBER.finditer(said))
    read = []
    for match in matches:
        shown = match.group().strip()
        ranged = _ranged(said, match)
        unit = match["unit"] or (ranged["unit"] if ranged else None)
        candidates = [fact_id for fact_id, fact in facts.items() if _agrees(said, match, unit, fact)]
        candidates = [fact_id for fact_id in candidates if _noun_agrees(said, match, facts[fact_id])]
        if not candidates:
            raise ClaimError(f"{shown!r} is no number of the cited findings")
        for narrow in (_of_kind, _of_subject):
            candidates = narrow(said, match, candidates, facts)
            if not candidates:
                raise ClaimError(f"{shown!r} belongs to another of the cited findings")
        candidates = _of_range(said, match, candidates)
        read.append((match, candidates))
    for owners, mentions in ((r".*\.(?:overlap\w*|distance)", regions), (r"class.*\.probability", classes)):
        owned = [(match, candidates) for match, candidates in read if all(re.fullmatch(owners, c) for c in candidates)]
        _check_owners(said, owned, mentions)
    return len(matches)


def _ends_of_band(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    level, band = facts.get("tumour.level"), facts.get("tumour.level.band")
    if level is None or band is None or not isinstance(level.value, float) or not isinstance(band.value, float):
        return {}
    ends = {"tumour.least.level": level.value - band.value, "tumour.most.level": level.value + band.value}
    return {fact_id: level.model_copy(update={"id": fact_id, "value": value}) for fact_id, value in ends.items()}


def _ranged(said: str, match: re.Match[str]) -> re.Match[str] | None:
    """The second number of a range, or the tolerance, that this is the first number of."""
    link = re.match(r"\s*(?:to|~|and|±|plus or minus|through)\s*", said[match.end() :])
    if link is None:
        return None
    before = r"(?:between|from|range\w*)\s+$" if match["unit"] else r"(?:between|share\w*|numbers?|are|of|take|,)\s+$"
    if ("and" in link.group() or match["unit"]) and not re.search(before, said[: match.start()]):
        return None
    return NUMBER.match(said, match.end() + link.end())


def _agrees(said: str, match: re.Match[str], unit: str | None, fact: Fact) -> bool:
    if not isinstance(fact.value, float) or (match["sign"] and fact.unit != "mm in MNI space"):
        return False
    value = float(f"{(match['sign'] or '').replace('+', '')}{match['digits']}")
    if unit is not None and unit not in UNITS and not unit.startswith("pixel"):
        return False
    name, factor = ("ratio", 1.0) if unit is None else UNITS["px" if unit.startswith("pixel") else unit]
    measured = fact.value
    own = OWN.get(fact.unit, fact.unit)
    if own == "ratio" and name == "%":
        own, measured = "%", measured * 100
        if value >= 100 > measured:
            return False
    elif own == "%" and name == "ratio" and 0 < value < 1 and re.search(r"\b(?:fraction|proportion|ratio|share)", said):
        own, measured = "ratio", measured / 100
    if own != name or (name == "ratio" and value >= 1 > measured):
        return False
    if re.search(r"\.(?:least|most)\.level$", fact.id) and not re.search(r"between|range|from|to|~", said):
        return False
    return _holds(said, match, value * factor, measured, factor, fact)


def _holds(said: str, match: re.Match[str], value: float, measured: float, factor: float, fact: Fact) -> bool:
    """Whether a stated value, with the word before it and its rounding, is true of a measured one."""
    before = said[: match.start()]
    about = ABOUT.search(before)
    bound = None if about else BOUND.search(before)
    if bound and not (bound["above"] == "over" and SPREADS.search(before)):
        if bound["above"]:
            return measured > value or (measured == value and bound["above"] in ("at least", "a minimum of"))
        return measured < value or (
            measured == value and bound["below"] not in ("less than", "under", "below", "lower than")
        )
    if match["slack"]:
        return abs(value - measured) <= float(match["slack"]) + 1e-9
    written = match["digits"]
    decimals = len(written.partition(".")[2])
    if about:
        return _holds_about(about["near"], value, measured, factor, written)
    digits = len(written.replace(".", "").lstrip("0"))
    enough = min(2, len(f"{abs(measured):.10g}".replace(".", "").lstrip("0")))
    if decimals >= (0 if fact.unit is None and match["unit"] else 1 if match["unit"] else 2):
        enough = 1
    return digits >= enough and abs(value - measured) <= 0.5 * factor * 10**-decimals + 1e-9


def _holds_about(near: str, value: float, measured: float, factor: float, written: str) -> bool:
    whole = written.rstrip("0") if "." not in written else written
    step = factor * (
        10.0 ** (len(written) - len(whole)) if "." not in written else 10.0 ** -len(written.partition(".")[2])
    )
    apart = measured - value
    if abs(apart) > 0.15 * max(abs(measured), 1e-9) + 1e-9 and abs(apart) > 0.5:
        return False
    if re.search(r"under|below|less|nearly|almost", near):
        return -step - 1e-9 <= apart <= 0.1 * step + 1e-9
    if re.search(r"over|above|more", near):
        return -1e-9 <= apart <= step + 1e-9
    return abs(apart) <= 0.5 * step + 1e-9


def _noun_agrees(said: str, match: re.Match[str], fact: Fact) -> bool:
    after = said[match.end() : match.end() + 40]
    if match["unit"] != "%":
        return True
    if re.match(r"\s*of (?:the |its |all )?\u00a4", after):
        return False
    noun = re.match(
        r"\s*(?:of|in) (?:the |its |this |all )?(?:\w+ )??(brain|head|mask|tumour|lesion|evidence|image|picture|skull|hemisphere)\b",
        after,
    )
    if noun is None:
        return True
    if noun[1] in ("image", "picture", "skull", "hemisphere", "head"):
        return False
    return fact.unit == ("% of brain" if noun[1] == "brain" else "% of mask")


def _kind(fact_id: str) -> str:
    return next((kind for pattern, kind in KINDS.items() if re.fullmatch(pattern, fact_id)), "")


def _of_kind(said: str, match: re.Match[str], candidates: list[str], facts: Mapping[str, Fact]) -> list[str]:
    start, end = clause(said, match.start())
    cited = {_kind(fact_id) for fact_id, fact in facts.items() if isinstance(fact.value, float)} - {""}
    cued = {kind for kind in cited if re.search(rf"\b(?:{lexicon.CUES[kind]})\b", said[start:end])}
    kept = [fact_id for fact_id in candidates if not cued or _kind(fact_id) in cued]
    return kept or ([c for c in candidates if _kind(c) == "band"] if re.search(r"±\s*$", said[: match.start()]) else [])


def _of_subject(said: str, match: re.Match[str], candidates: list[str], facts: Mapping[str, Fact]) -> list[str]:
    start, end = clause(said, match.start())
    subjects = {name for name, words in lexicon.SUBJECTS.items() if re.search(words, said[start:end])}
    if "evidence" in subjects and re.search(r"evidence mask|mask of the evidence", said[start:end]):
        subjects -= {"tumour"}
    if len(subjects) != 1:
        return candidates
    return [c for c in candidates if _kind(c) not in ("area", "extent") or c.split(".")[0] in subjects]


def _of_range(said: str, match: re.Match[str], candidates: list[str]) -> list[str]:
    overlaps = [fact_id for fact_id in candidates if ".overlap" in fact_id]
    if len(overlaps) != len(candidates) or not overlaps:
        return candidates
    start, _ = clause(said, match.start())
    seconds = [_ranged(said, earlier) for earlier in NUMBER.finditer(said) if earlier.start() < match.start()]
    bounds = (
        _ranged(said, match) is not None
        or any(second is not None and second.start() == match.start() for second in seconds)
        or re.search(
            r"\b(?:range|lowest|highest|minimum|maximum|at least|at most|between|from|up to|low|high)\b",
            said[start : match.start()],
        )
        is not None
    )
    kept = [fact_id for fact_id in overlaps if bounds == fact_id.endswith(("_low", "_high"))]
    if not kept and (not bounds or _ranged(said, match) is None):
        kept = overlaps if bounds else []
    if not kept and _ranged(said, match) and not re.search(r"between\s+$", said[: match.start()]):
        kept = overlaps if re.match(r"\s*and\b", said[match.end() :]) else []
    if not kept:
        raise ClaimError(f"{match.group().strip()!r} is {'no' if bounds else 'a'} bound of the range")
    return kept


def _check_owners(said: str, owned: Sequence[tuple[re.Match[str], list[str]]], mentions: Sequence[Mention]) -> None:
    """Whether each number goes with the class or region it is measured of: the nearest one, or the one of its rank in a list."""
    if not mentions or not owned:
        return
    owners = [{re.sub(r"\.(?:probability|distance|overlap\w*)$", "", c) for c in candidates} for _, candidates in owned]
    if len(owned) == len(mentions) > 1 and _are_listed(said, owned, mentions):
        if all(mention.owners & own for mention, own in zip(mentions, owners, strict=True)):
            return
        raise ClaimError("the numbers belong to the regions or classes in another order")
    for (match, _), own in zip(owned, owners, strict=True):
        start, end = clause(said, match.start())
        inside = [m for m in mentions if start <= m.start < end]
        before = [m for m in mentions if m.start < match.start()]
        nearest = sorted(inside, key=lambda m: abs(m.start - match.start()))
        mention = (nearest or before[-1:] or list(mentions))[0]
        if not own & mention.owners:
            raise ClaimError(f"{match.group().strip()!r} belongs to another region or class")


def _are_listed(said: str, owned: Sequence[tuple[re.Match[str], list[str]]], mentions: Sequence[Mention]) -> bool:
    first, last = owned[0][0], owned[-1][0]
    if "respectively" in said:
        return True
    between = said[first.end() : last.start()]
    return (first.start() > mentions[-1].start or last.end() < mentions[0].start) and bool(
        re.fullmatch(
            r"\s*(?:,|and|to|against|versus|vs\.?|/|;|~|compared (?:with|to)|as opposed to| |\d|\.|%)+\s*", between
        )
    )
