"""Check the numbers of a sentence: whose number each of them is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from data_contracts.findings import Fact
from tasks import lexicon
from tasks.mentions import ClaimError, Mention, clause
from tasks.rounding import (
    ABOVE,
    BELOW,
    NUMBER,
    OWN,
    RANGE_BEFORE,
    agrees,
    encloses,
    is_difference,
    is_limit,
    noun_agrees,
    ranged,
    unit_of,
)

KINDS = {
    r"(?:class(?:\.second)?|others)\.probability": "probability",
    r".*\.area(?:\.mm2)?": "area",
    r".*\.extent": "extent",
    r".*\.overlap(?:_low|_high)?|.*\.(?:un)?named": "overlap",
    r".*\.distance": "distance",
    r".*\.level": "level",
    r".*\.level\.band": "band",
    r".*\.agreement": "agreement",
    r".*\.percentile": "percentile",
    r".*\.from": "bound",
    r".*\.familiarity": "familiarity",
}

COMPARED = re.compile(
    r"[\s,(]*(?:(?:which|that|what|this|it|and|so|thus|hence|is|was|lies|being|therefore|clearly|sits|stays|remains|comes|falls|runs|just|only|slightly|well|far) )*"
    rf"(?:(?P<above>{ABOVE})|(?P<below>{BELOW}))\s+(?:(?:the|a|its|own|model's|required|needed|threshold|mark|bar|limit|of|cut-off|minimum|operating|point)\s+)*"
)


def states(said: str, facts: Mapping[str, Fact], fact_id: str) -> bool:
    """Whether a number of the sentence is that of the fact."""
    fact = facts.get(fact_id)
    return fact is not None and any(agrees(said, match, match["unit"], fact) for match in NUMBER.finditer(said))


def check_numbers(
    said: str, words: str, facts: Mapping[str, Fact], regions: Sequence[Mention], classes: Sequence[Mention]
) -> int:
    """How many numbers the sentence states, each of them a cited one.

    Raises
    ------
    ClaimError
        If a number is not that of a cited fact, in its unit and rounding, or is given to another subject.
    """
    said = re.sub(r"(?<=\d)-(?=\d)", "~", said)
    facts = dict(facts) | _ends_of_band(facts) | _left_for_others(words, facts)
    matches = list(NUMBER.finditer(said))
    regions, classes = sorted(regions, key=lambda m: m.start), sorted(classes, key=lambda m: m.start)
    read = []
    for match in matches:
        shown = match.group().strip()
        unit = unit_of(said, match)
        candidates = [fact_id for fact_id, fact in facts.items() if agrees(said, match, unit, fact)]
        candidates = [fact_id for fact_id in candidates if noun_agrees(said, match, facts[fact_id])]
        if not candidates and (
            is_limit(words, match, facts) or encloses(said, match, facts) or is_difference(said, match, facts)
        ):
            continue
        if not candidates:
            raise ClaimError(f"{shown!r} is no number of the cited findings")
        _check_compared(words, match, matches)
        candidates = _of_subject(said, words, match, _of_kind(said, words, match, candidates, facts))
        if not candidates:
            raise ClaimError(f"{shown!r} belongs to another of the cited findings")
        candidates = _of_range(said, words, match, candidates, facts)
        read.append((match, candidates))
    _check_areas(said, words, read)
    for owners, mentions in (
        (r".*\.(?:overlap\w*|distance|(?:un)?named)", regions),
        (r"class.*\.probability", classes),
    ):
        owned = [(match, candidates) for match, candidates in read if all(re.fullmatch(owners, c) for c in candidates)]
        _check_owners(said, words, owned, mentions)
    return len(matches)


def _check_compared(words: str, match: re.Match[str], matches: Sequence[re.Match[str]]) -> None:
    """Whether a number is on the side of the one before it that the words between the two say ("0.962 is less than 0.978").

    Raises
    ------
    ClaimError
        If it is not.
    """
    before = [other for other in matches if other.end() <= match.start()]
    if not before or before[-1]["unit"] != match["unit"]:
        return
    found = COMPARED.fullmatch(words[before[-1].end() : match.start()])
    if found is None:
        return
    apart = float(before[-1]["digits"]) - float(match["digits"])
    if (apart < 0) if found["above"] else (apart > 0):
        raise ClaimError(f"{before[-1].group().strip()!r}{found.group()}{match.group().strip()!r} is not so")


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
    if not re.search(
        r"\b(?:other|remaining|rest of the) (?:\w+ )?(?:classes|alternatives|options|categories|labels)\b", words
    ):
        return {}
    return {"others.probability": first.model_copy(update={"id": "others.probability", "value": 1 - first.value})}


def _kind(fact_id: str) -> str:
    return next((kind for pattern, kind in KINDS.items() if re.fullmatch(pattern, fact_id)), "")


def _of_kind(
    said: str, words: str, match: re.Match[str], candidates: list[str], facts: Mapping[str, Fact]
) -> list[str]:
    """Candidates whose kind of quantity the clause speaks of, if it speaks of one that could be printed so."""
    start, end = clause(said, match.start())
    names = ("%", "ratio") if match["unit"] == "%" else ("mm",) if match["unit"] in ("mm", "cm") else None
    cited = {
        _kind(fact_id)
        for fact_id, fact in facts.items()
        if isinstance(fact.value, float) and (names is None or OWN.get(fact.unit, fact.unit) in names)
    } - {""}
    cued = {kind for kind in cited if re.search(rf"\b(?:{lexicon.CUES[kind]})\b", words[start:end])}
    kept = [fact_id for fact_id in candidates if not cued or _kind(fact_id) in cued]
    if not kept and re.search(r"±\s*$", said[: match.start()]):
        kept = [c for c in candidates if _kind(c) == "band"]
    return kept or [
        c
        for c in candidates
        if _kind(c) in lexicon.FAR_CUES and re.search(rf"\b(?:{lexicon.FAR_CUES[_kind(c)]})\b", words)
    ]


def _of_subject(said: str, words: str, match: re.Match[str], candidates: list[str]) -> list[str]:
    start, end = clause(said, match.start())
    subjects = {name for name, pattern in lexicon.SUBJECTS.items() if re.search(pattern, words[start:end])}
    if "evidence" in subjects and lexicon.EVIDENCE_MASK.search(words[start:end]):
        subjects -= {"tumour"}
    bare = subjects == {"tumour"} and not re.search(r"tumour|segmentation|lesion", words[start:end])
    if bare and not any(c.startswith("tumour.") for c in candidates):
        subjects = {name for name, pattern in lexicon.SUBJECTS.items() if re.search(pattern, words[:end])}
        subjects -= {"tumour"} if "percentile" in words[:end] else set()
    if len(subjects) != 1:
        return candidates
    return [c for c in candidates if _kind(c) not in ("area", "extent") or c.split(".")[0] in subjects]


def _of_range(
    said: str, words: str, match: re.Match[str], candidates: list[str], facts: Mapping[str, Fact]
) -> list[str]:
    """Candidates that are a share itself or an end of its range, as the words around the number say."""
    overlaps = [fact_id for fact_id in candidates if ".overlap" in fact_id]
    if len(overlaps) != len(candidates) or not overlaps:
        return candidates
    start, end = clause(said, match.start())
    if start and not re.search(r"[a-z]", said[start : match.start()]):
        start, _ = clause(said, start - 1)
    points = any(fact_id.endswith(".overlap") for fact_id in facts)
    seconds = [ranged(said, earlier) for earlier in NUMBER.finditer(said) if earlier.start() < match.start()]
    in_range = ranged(said, match) is not None or any(s is not None and s.start() == match.start() for s in seconds)
    ends = [fact_id for fact_id in overlaps if fact_id.endswith(("_low", "_high"))]
    middle = [fact_id for fact_id in overlaps if fact_id.endswith(".overlap")]
    if in_range:
        if (
            not ends
            and re.search(rf"{RANGE_BEFORE}$", said[: match.start()])
            and len(facts) > len(middle) + 1
            and _has_ends(facts)
        ):
            raise ClaimError(f"{match.group().strip()!r} is no bound of the range")
        return ends or middle
    told = re.search(rf"\b(?:{lexicon.RANGE})\b", words[start:end] if points else words)
    if not middle and not told:
        raise ClaimError(f"{match.group().strip()!r} is a bound of the range")
    return middle or ends


def _has_ends(facts: Mapping[str, Fact]) -> bool:
    return any(fact_id.endswith("_low") for fact_id in facts) and any(fact_id.endswith("_high") for fact_id in facts)


def _check_areas(said: str, words: str, read: Sequence[tuple[re.Match[str], list[str]]]) -> None:
    """Whether two areas in a row ("9.6 % against 15.6 %") stand in the order in which their masks were named before."""
    for (one, first), (other, second) in pairwise(read):
        subjects = [{c.split(".")[0] for c in candidates if _kind(c) == "area"} for candidates in (first, second)]
        between = re.fullmatch(
            r"\W*(?:vs\.?|versus|against|and|to|or|compared (?:with|to))\W*", said[one.end() : other.start()]
        )
        if not between or [len(names) for names in subjects] != [1, 1] or subjects[0] == subjects[1]:
            continue
        named = list(dict.fromkeys(lexicon.subjects_in(words[: one.start()])))
        if len(named) == 2 and named != [*subjects[0], *subjects[1]]:
            raise ClaimError("the areas belong to the masks in another order")


def _check_owners(
    said: str, words: str, owned: Sequence[tuple[re.Match[str], list[str]]], mentions: Sequence[Mention]
) -> None:
    """Whether each number goes with the class or region it is measured of: the nearest one, or the one of its rank in a list."""
    if not mentions or not owned:
        return
    owners = [{re.sub(r"\.(?:probability|distance|overlap\w*)$", "", c) for c in candidates} for _, candidates in owned]
    if len(owned) == len(mentions) > 1 and _are_paired(words, owned, mentions):
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


def _are_paired(said: str, owned: Sequence[tuple[re.Match[str], list[str]]], mentions: Sequence[Mention]) -> bool:
    """Whether numbers and names go together one by one: in turn, or as a list of the ones and a list of the others."""
    places = sorted([(match.start(), "number") for match, _ in owned] + [(m.start, "name") for m in mentions])
    order = [what for _, what in places]
    if "respectively" in said or all(order[i] != order[i + 1] for i in range(len(order) - 1)):
        return True
    first, last = owned[0][0], owned[-1][0]
    between = said[first.end() : last.start()]
    return (first.start() > mentions[-1].start or last.end() < mentions[0].start) and bool(
        re.fullmatch(
            r"\s*(?:,|and|to|against|versus|vs\.?|/|;|~|compared (?:with|to)|as opposed to|mm|cm|px| |\d|\.|%)+\s*",
            between,
        )
    )
