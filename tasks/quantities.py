"""Check the numbers of a sentence: whose number each of them is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from data_contracts.findings import Fact
from tasks import lexicon
from tasks.arithmetic import TOGETHER, encloses, follows, is_end_of_scale
from tasks.kinds import derived, kind
from tasks.mentions import ClaimError, clause
from tasks.owners import Owned, check_areas, check_owners
from tasks.range_ends import of_range
from tasks.rounding import (
    ABOVE,
    BELOW,
    BOUND,
    NUMBER,
    OWN,
    agrees,
    noun_agrees,
    ranged,
    unit_of,
)
from tasks.sentence import Sentence

COMPARED = re.compile(
    r"[\s,(]*(?:(?:which|that|what|this|it|and|so|thus|hence|is|was|lies|being|therefore|clearly|sits|stays|remains|comes|falls|runs|just|only|slightly|well|far) )*"
    rf"(?:(?P<above>{ABOVE})|(?P<below>(?!within)(?:{BELOW})))\s+(?:(?:the|a|its|own|model's|required|needed|threshold|mark|bar|limit|of|cut-off|minimum|operating|point)\s+)*"
)

OF_BAND_BEFORE = re.compile(
    rf"\b(?:band|half-width|tolerance|margin|leeway|error|uncertainty|range|interval|within|by|up to|plus or minus|give or take)\b[^.;,\d]*$|±\s*$|(?:{ABOVE}|{BELOW})\s*$"
)
OF_BAND_AFTER = re.compile(r"(?: in mni space)? (?:to|on|in|at)? ?(?:either|each|both) (?:sides?|ways?|directions?)\b")
"""Around a number that is a half-width, not a level."""
BY_BOUND = re.compile(rf"\bby (?:{ABOVE}|{BELOW}) $")
"""Before a bound of a difference."""
OF_ANOTHER = re.compile(
    r"(?:to|against|versus|vs\.?|than|compared (?:with|to)|as opposed to|rather than|over) (?:the )?$"
)
"""Before the number of a method that is not named."""
OTHERS = re.compile(
    r"(?:against|compared (?:with|to)|versus|than|ahead of) [^;:]*?\bothers?\b|\bothers?\b[^;:]*? (?:at|of|are|being) \d|\bahead of \d[^;:]* and \d|\bof the two (?:\w+ )?regions[^;:]*\d"
)
"""That numbers are those of regions which are not named."""
MODAL = re.compile(r"\b(?:can|could|may|might|must)\b")


def states(said: str, facts: Mapping[str, Fact], fact_id: str) -> bool:
    """Whether a number of the sentence is that of the fact."""
    fact = facts.get(fact_id)
    return fact is not None and any(agrees(said, match, match["unit"], fact) for match in NUMBER.finditer(said))


def check_numbers(sentence: Sentence) -> int:
    """How many numbers the sentence states, each of them a cited one.

    Raises
    ------
    ClaimError
        If a number is not that of a cited fact, in its unit and rounding, or is given to another subject.
    """
    words, said = sentence.words, re.sub(r"(?<=\d)-(?=\d)", "~", sentence.said)
    facts = sentence.facts | derived(words, sentence.facts)
    matches = list(NUMBER.finditer(said))
    read, following = [], []
    for match in matches:
        shown = match.group().strip()
        unit = unit_of(said, match)
        candidates = [fact_id for fact_id, fact in facts.items() if agrees(said, match, unit, fact)]
        for shared in (
            set(re.findall(r"%|\bmm2?\b|\bcm\b|\bpx\b", re.sub(r"\b(?:points?|shares?|portions?)\b", "%", words)))
            if unit is None and not candidates
            else ()
        ):
            candidates += [fact_id for fact_id, fact in facts.items() if agrees(said, match, shared, fact)]
        candidates = [fact_id for fact_id in candidates if noun_agrees(said, match, facts[fact_id])]
        candidates = _as_claimed(said, words, match, candidates, facts, alone=len(matches) == 1)
        half_width = "tumour.level.band" in facts and OF_BAND_AFTER.match(words[match.end() :])
        if not candidates and (
            is_end_of_scale(words, match, facts)
            or encloses(said, match, facts)
            or (follows(words, match, facts) and not half_width)
            or _is_made_exact(said, match, matches, facts)
        ):
            following.append(match)
            continue
        if not candidates:
            raise ClaimError(f"{shown!r} is no number of the cited findings")
        _check_compared(words, match, [m for m in matches if m not in following], "class.certain.from" in facts)
        candidates = _of_subject(said, words, match, _ofkind(said, words, match, candidates, facts))
        if not candidates:
            raise ClaimError(f"{shown!r} belongs to another of the cited findings")
        candidates = of_range(said, words, match, candidates, facts)
        _check_whole(words, match, candidates, facts)
        read.append((match, candidates))
    check_areas(words, read)
    regions = sorted(sentence.regions, key=lambda m: m.start)
    for owners, mentions in (
        (r".*\.(?:overlap\w*|distance|(?:un)?named)", regions),
        (r"class.*\.probability", sorted(sentence.classes, key=lambda m: m.start)),
        (r"evidence\..*", sentence.methods),
    ):
        owned = [(match, candidates) for match, candidates in read if all(re.fullmatch(owners, c) for c in candidates)]
        owners_named = {owner for mention in mentions for owner in mention.owners}
        if mentions is regions and OTHERS.search(words):
            owned = [
                (match, cs) for match, cs in owned if any(c.rpartition(".")[0] in owners_named for c in cs)
            ] or owned
        if mentions is not regions and len({m.owners for m in mentions}) == 1:
            owned = [
                (match, candidates) for match, candidates in owned if not OF_ANOTHER.search(words[: match.start()])
            ]
        numbers = [match for match, _ in owned]
        owned = [number for number in owned if not _is_made_exact(said, number[0], numbers, facts)]
        check_owners(said, words, _without_spans(said, owned, facts), mentions)
    return len(matches)


def _without_spans(said: str, owned: Sequence[Owned], facts: Mapping[str, Fact]) -> list[Owned]:
    """The numbers without those of a range from the least to the greatest of several regions ("at 2 to 5 mm")."""
    cited = [
        [f.value for f in facts.values() if kind(f.id) == of and isinstance(f.value, float)]
        for of in ("distance", "overlap")
    ]
    spans = {(min(values), max(values)) for values in cited if len(values) > 1}
    spanned: set[int] = set()
    for match, _ in owned:
        second = ranged(said, match)
        if second and (float(match["digits"]), float(second["digits"])) in spans:
            spanned |= {match.start(), second.start()}
    return [(match, candidates) for match, candidates in owned if match.start() not in spanned]


def _as_claimed(
    said: str, words: str, match: re.Match[str], candidates: list[str], facts: Mapping[str, Fact], *, alone: bool
) -> list[str]:
    """Candidates of the kind that the words before a number ask for: an end of the band, a sum of shares, a difference."""
    before = said[: match.start()]
    if BY_BOUND.search(before):
        return []
    if alone and TOGETHER.search(words) and sum(fact_id.endswith(".overlap") for fact_id in facts) > 1:
        candidates = [fact_id for fact_id in candidates if not fact_id.endswith(".overlap")]
    if "tumour.least.level" not in facts:
        return candidates
    if OF_BAND_AFTER.match(words[match.end() :]):
        return [fact_id for fact_id in candidates if not re.search(r"\.(?:least|most)\.level$", fact_id)]
    if match["unit"] != "%" and re.search(r"\bas (?:high|low) as (?:about |around )?$", before):
        return [fact_id for fact_id in candidates if re.search(r"\.(?:least|most)\.level$", fact_id)]
    if BOUND.search(before) and MODAL.search(words):
        return [fact_id for fact_id in candidates if fact_id != "tumour.level"]
    return candidates


def _is_made_exact(
    said: str, match: re.Match[str], matches: Sequence[re.Match[str]], facts: Mapping[str, Fact]
) -> bool:
    """Whether a fraction in words is a loose one that the number after it makes exact ("a good half, 53.9 %")."""
    if not match["slack"]:
        return False
    later = next((other for other in matches if other.start() >= match.end()), None)
    scale = 100 if later is not None and match["unit"] == "%" and later["unit"] is None else 1
    return (
        later is not None
        and abs(scale * float(later["digits"]) - float(match["digits"])) <= 0.15 * float(match["digits"])
        and any(agrees(said, later, later["unit"], fact) and noun_agrees(said, match, fact) for fact in facts.values())
    )


OF_MASK_BEFORE = re.compile(
    r"\bof (?:all )?(?:the )?(?:pixels|area|surface|points) (?:inside|within|in|of|under) the (?:\w+ )?(?:outline|mask|tumour|lesion),? (?:about |only |some |just )?$"
)
"""Before a share that is one of the mask."""
OF_BRAIN_BEFORE = re.compile(r"^of (?:all )?the (?:whole |entire )?brain,? (?:about |only |some |just )?$")
"""Before one of the brain."""


def _check_whole(words: str, match: re.Match[str], candidates: Sequence[str], facts: Mapping[str, Fact]) -> None:
    """Whether a share that is said to be one of the mask is not one of the brain, nor the other way round.

    Raises
    ------
    ClaimError
        If it is.
    """
    for before, unit, told in (
        (OF_MASK_BEFORE, "% of brain", "brain"),
        (OF_BRAIN_BEFORE, "% of mask", "mask"),
    ):
        named = before.search(words[: match.start()])
        if named and candidates and all(facts[fact_id].unit == unit for fact_id in candidates):
            raise ClaimError(f"{match.group().strip()!r} is a share of the {told}")


def _check_compared(words: str, match: re.Match[str], matches: Sequence[re.Match[str]], bound: bool) -> None:
    """Whether a number is on the side of the one before it that the words between the two say ("0.962 is less than 0.978").

    Raises
    ------
    ClaimError
        If it is not.
    """
    before = [other for other in matches if other.end() <= match.start()]
    asked = re.match(
        r"\s*(?:is |was |are |would be |would have been )?(?:needed|required|asked|demanded)", words[match.end() :]
    )
    if not before or asked or before[-1]["unit"] != match["unit"]:
        return
    between = words[before[-1].end() : match.start()]
    found = COMPARED.fullmatch(between)
    if (
        found is None
        and bound
        and not re.search(
            r"[.;]|\b(?:need|requir|ask|demand|must|call|rule|want|set|least|from|where|counts?|while|and|but)", between
        )
    ):
        found = re.match(rf".*\b(?:(?P<above>{ABOVE})|(?P<below>(?!within)(?:{BELOW})))\b", between)
    if found is None:
        return
    apart = float(before[-1]["digits"]) - float(match["digits"])
    if (apart < 0) if found["above"] else (apart > 0):
        raise ClaimError(f"{before[-1].group().strip()!r}{found.group()}{match.group().strip()!r} is not so")


def _ofkind(said: str, words: str, match: re.Match[str], candidates: list[str], facts: Mapping[str, Fact]) -> list[str]:
    """Candidates whose kind of quantity the clause speaks of, if it speaks of one that could be printed so."""
    if match["unit"] in ("mm2", "cm2"):
        return candidates
    start, end = clause(said, match.start())
    names = ("%", "ratio") if match["unit"] == "%" else ("mm",) if match["unit"] in ("mm", "cm") else None
    cited = {
        kind(fact_id)
        for fact_id, fact in facts.items()
        if isinstance(fact.value, float) and (names is None or OWN.get(fact.unit, fact.unit) in names)
    } - {""}
    cued = {kind for kind in cited if re.search(rf"\b(?:{lexicon.CUES[kind]})\b", words[start:end])}
    kept = [fact_id for fact_id in candidates if not cued or kind(fact_id) in cued]
    if not kept and "band" in cued:
        ends = ("tumour.least.level", "tumour.most.level")
        kept = [c for c in candidates if c in ends and facts[c].value == float((match["sign"] or "") + match["digits"])]
    if not kept and cued == {"band"} and not OF_BAND_BEFORE.search(said[: match.start()]):
        apart = OF_BAND_AFTER.match(said[match.end() :])
        kept = [c for c in candidates if kind(c) == "level" and not apart]
    if not kept and re.search(r"±\s*$", said[: match.start()]):
        kept = [c for c in candidates if kind(c) == "band"]
    if not kept and re.search(
        r"\b(?:best fit|fits? best|placed|level|position)\b[^.;,]{0,20} at $", said[: match.start()]
    ):
        kept = [c for c in candidates if kind(c) == "level"]
    if not kept and re.match(r"[^.;,]{0,20}? (?:give or take|plus or minus|±)", said[match.end() :]):
        kept = [c for c in candidates if kind(c) == "level"]
    if not kept and re.search(r"\b(?:(?:side|way|direction) of|around|about) $", said[: match.start()]):
        kept = [c for c in candidates if kind(c) == "level"]
    return kept or [
        c
        for c in candidates
        if kind(c) in lexicon.FAR_CUES and re.search(rf"\b(?:{lexicon.FAR_CUES[kind(c)]})\b", words)
    ]


def _of_subject(said: str, words: str, match: re.Match[str], candidates: list[str]) -> list[str]:
    start, end = clause(said, match.start())
    if re.search(r"\d(?: ?%)? (?:and|or|against|versus|vs\.?) $", said[: match.start()]) or re.match(
        r"(?: ?%)? (?:and|or|against|versus|vs\.?) \d", said[match.end() :]
    ):
        return candidates
    subjects = set(lexicon.subjects_in(words[start:end]))
    bare = subjects == {"tumour"} and not re.search(r"tumour|segmentation|lesion", words[start:end])
    if bare and not any(c.startswith("tumour.") for c in candidates):
        subjects = {name for name, pattern in lexicon.SUBJECTS.items() if re.search(pattern, words[:end])}
        subjects -= {"tumour"} if "percentile" in words[:end] else set()
    if len(subjects) != 1:
        return candidates
    return [c for c in candidates if kind(c) not in ("area", "extent") or c.split(".")[0] in subjects]
