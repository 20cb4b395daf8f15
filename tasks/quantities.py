"""Check the numbers of a sentence: value, rounding, unit, and whose number it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data_contracts.findings import Fact
from tasks import lexicon

NUMBER = re.compile(
    r"(?<![\w.])(?P<sign>-)?(?P<digits>\d+(?:\.\d+)?)(?:(?:st|nd|rd|th)\b)?"
    r"(?:[\s-]*(?P<unit>%|mm2\b|cm2\b|square (?:milli|centi)met\w+|mm\b|millimet\w+|cm\b|centimet\w+|px\b|pixels?\b"
    r"|percentile\b))?(?![\d.]*\d)"
)
UNITS = {"%": ("%", 1.0), "mm": ("mm", 1.0), "cm": ("mm", 10.0), "mm2": ("mm2", 1.0), "cm2": ("mm2", 100.0)} | {
    "px": ("px", 1.0), "percentile": ("percentile", 1.0),
}  # fmt: skip
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
}
CLAUSE_END = re.compile(r"[,;:()]|\.(?!\d)|\b(?:and|but|while|whereas|with|although|though|followed by|versus)\b")


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


def check_numbers(said: str, facts: Mapping[str, Fact], regions: Sequence[Mention], classes: Sequence[Mention]) -> int:
    """How many numbers the sentence states, each of them a cited one.

    Raises
    ------
    ClaimError
        If a number is not that of a cited fact, in its unit and rounding, or is given to another subject.
    """
    said = _digits(said)
    matches = list(NUMBER.finditer(said))
    for match in matches:
        shown = match.group().strip()
        if bound := re.search(rf"\b(?:{lexicon.BOUND})\s+$", said[: match.start()]):
            raise ClaimError(f"{bound.group().strip()!r} before {shown!r} changes the number")
        ranged = _ranged(said, match)
        unit = match["unit"] or (ranged["unit"] if ranged else None)
        candidates = [fact_id for fact_id, fact in facts.items() if _agrees(match, unit, fact)]
        candidates = [fact_id for fact_id in candidates if _noun_agrees(said, match, facts[fact_id])]
        if not candidates:
            raise ClaimError(f"{shown!r} is no number of the cited findings")
        for narrow in (_of_kind, _of_subject):
            candidates = narrow(said, match, candidates, facts)
            if not candidates:
                raise ClaimError(f"{shown!r} belongs to another of the cited findings")
        candidates = _of_range(said, match, candidates)
        mentions = regions if any(".overlap" in c or ".distance" in c for c in candidates) else classes
        if not _of_owner(said, match, candidates, mentions):
            raise ClaimError(f"{shown!r} belongs to another region or class")
    return len(matches)


def _digits(said: str) -> str:
    units = r"(?=[\s-]*(?:%|mm|cm|px|pixels?|millimet|centimet|square))"
    for value, word in enumerate(lexicon.NUMBER_WORDS):
        said = re.sub(rf"\b{word}\b{units}", str(value).ljust(len(word)), said)
    return re.sub(r"(?<=\d)-(?=\d)", "~", said)


def _ranged(said: str, match: re.Match[str]) -> re.Match[str] | None:
    """The second number of a range that this is the first of."""
    link = re.match(r"\s*(?:to|~|and)\s*", said[match.end() :])
    if link is None or match["unit"]:
        return None
    if "and" in link.group() and not re.search(r"between\s+$", said[: match.start()]):
        return None
    return NUMBER.match(said, match.end() + link.end())


def _agrees(match: re.Match[str], unit: str | None, fact: Fact) -> bool:
    if not isinstance(fact.value, float):
        return False
    value = float(f"{match['sign'] or ''}{match['digits']}")
    decimals = len(match["digits"].partition(".")[2])
    name, factor = _unit(unit)
    measured = fact.value
    own = {"% of brain": "%", "% of mask": "%", "mm in MNI space": "mm", None: "ratio"}.get(fact.unit, fact.unit)
    if own == "ratio" and name == "%":
        own, measured = "%", measured * 100
        if value >= 100 > measured:
            return False
    if own != name or (name == "ratio" and value >= 1 > measured):
        return False
    digits = len(match["digits"].replace(".", "").lstrip("0"))
    enough = min(2, len(f"{abs(fact.value):.10g}".replace(".", "").lstrip("0")))
    return digits >= enough and abs(value * factor - measured) <= 0.5 * factor * 10**-decimals + 1e-9


def _unit(unit: str | None) -> tuple[str, float]:
    if unit is None:
        return "ratio", 1.0
    short = re.sub(r"square (milli|centi)\w+", lambda m: f"{m[1][0]}m2", unit)
    short = re.sub(r"^(milli|centi)\w+", lambda m: f"{m[1][0]}m", short)
    return UNITS["px" if short.startswith("pixel") else short]


def _noun_agrees(said: str, match: re.Match[str], fact: Fact) -> bool:
    after = said[match.end() : match.end() + 40]
    if match["unit"] != "%":
        return True
    noun = re.match(r"\s*(?:of|in) (?:the |its |this )?(?:\w+ )??(brain|head|mask|tumour|lesion|evidence)\b", after)
    if noun is None:
        return True
    return fact.unit == ("% of brain" if noun[1] in ("brain", "head") else "% of mask")


def _kind(fact_id: str) -> str:
    return next(kind for pattern, kind in KINDS.items() if re.fullmatch(pattern, fact_id))


def _of_kind(said: str, match: re.Match[str], candidates: list[str], facts: Mapping[str, Fact]) -> list[str]:
    start, end = clause(said, match.start())
    cited = {_kind(fact_id) for fact_id, fact in facts.items() if isinstance(fact.value, float)}
    cued = {kind for kind in cited if re.search(rf"\b(?:{lexicon.CUES[kind]})\b", said[start:end])}
    return [fact_id for fact_id in candidates if not cued or _kind(fact_id) in cued]


def _of_subject(said: str, match: re.Match[str], candidates: list[str], facts: Mapping[str, Fact]) -> list[str]:
    start, end = clause(said, match.start())
    subjects = {name for name, words in lexicon.SUBJECTS.items() if re.search(words, said[start:end])}
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
        or re.search(r"\b(?:range|lowest|highest|minimum|maximum)\b", said[start : match.start()]) is not None
    )
    kept = [fact_id for fact_id in overlaps if bounds == fact_id.endswith(("_low", "_high"))]
    if not kept:
        raise ClaimError(f"{match.group().strip()!r} is {'no' if bounds else 'a'} bound of the range")
    return kept


def _of_owner(said: str, match: re.Match[str], candidates: list[str], mentions: Sequence[Mention]) -> list[str]:
    owned = {c: re.sub(r"\.(?:probability|distance|overlap\w*)$", "", c) for c in candidates}
    if not mentions or all(c == owner for c, owner in owned.items()):
        return candidates
    start, end = clause(said, match.start())
    inside = [m for m in mentions if start <= m.start < end]
    before = [m for m in mentions if m.start < match.start()]
    nearest = sorted(inside, key=lambda m: abs(m.start - match.start()))
    mention = (nearest or before[-1:] or mentions)[0]
    return [c for c, owner in owned.items() if owner in mention.owners]
