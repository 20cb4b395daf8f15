"""Check what a sentence says of several regions at once: which lies nearer, which holds more, what is true of all of them."""

from __future__ import annotations

import itertools
import re

from tasks import lexicon
from tasks.mentions import ClaimError, Mention
from tasks.rounding import BOUND, NUMBER, ranged
from tasks.sentence import Sentence

NEARER, FARTHER = r"(?:closer|nearer|less (?:distant|remote|far))", r"(?:farther|further|more (?:distant|remote))"
MORE_OR_LESS = re.compile(
    r"\b(?P<word>more|less) (?:of (?:the|its|this) (?:tumour )?(?:mask|tumour|outline|area)\b|(?=than\b(?! \d)))[^.;]{0,90}?\bthan\b"
)
LARGER_SHARE = re.compile(
    r"\b(?:(?P<more>more|higher|greater|larger|bigger)|less|lower|smaller) than (?:that (?:of|in|for)|the (?:one|share|overlap) (?:of|in|for)|in|for|those of)\b"
)
ENDS = {"_high": r"highest|maximum|maximal|upper|top|peak", "_low": r"lowest|minimum|minimal|least"}
"""The ends of a range, and the words for them."""
FARTHEST = re.compile(r"\b(?:farthest|furthest|most distant|most remote)\b")
NEAREST = re.compile(r"\b(?:closest|nearest)\b|\bthe (?:closer|nearer)\b(?! than)")
OF_TWO = re.compile(r"(?<!the )\b(?:closer|nearer)\b(?!.*\bthan\b)")
EQUAL = re.compile(
    r"\b(?:equal(?:ly (?:large|big))?|identical|(?:about |nearly |almost )?the same) (?:portions?|shares?|parts?|amounts?|fractions?|overlaps?)\b|\bshare[sd]? equally\b"
)
OUTRANKS = re.compile(
    r"\b(?:outrank|outweigh|exceed|surpass|top|beat|outstrip|outdo|dwarf)(?:s|es|ed)?\b|\bahead of\b|\b(?:predominat|prevail|dominat)\w* over\b"
)
UNNAMED = r"outside|unnamed|nameless|unlabelled|no (?:named|labelled) region|no name|without (?:an? )?(?:name|label)"
ALL = re.compile(r"\b(?:all|each|every|both|the (?:three|two) (?:\w+ )?regions)\b[^.;]{0,80}$")
IN_THE_PATIENT = re.compile(
    r"\b(?:in|of|within) (?:the )?(?:patient|person|subject)(?:'s)?(?: own| native| actual| real| true)* (?:anatomy|space|coordinates|head|brain|body)\b|\b(?:native|scanner|physical|patient|real-world) (?:space|coordinates|distance)|\breal (?:distance|mm)\b|\bin reality\b"
)


def read_nearness(sentence: Sentence) -> None:
    """Compare regions as the sentence does.

    Raises
    ------
    ClaimError
        If a region is said to lie nearer or to hold more than it does beside another, all to lie within a bound that
        one exceeds, or a length in the atlas's space to be one in the patient.
    """
    _check_nearer(sentence)
    _check_nearest(sentence)
    _check_larger(sentence)
    _check_outranked(sentence)
    _check_equal(sentence)
    _check_all(sentence)
    _check_space(sentence)


def _check_nearer(sentence: Sentence) -> None:
    """Whether of two regions the one that is said to lie nearer, or farther, does."""
    for match in re.finditer(rf"\b(?P<nearer>{NEARER})\b|\b{FARTHER}\b", sentence.words):
        than = re.compile(r"\bthan\b").search(sentence.words, match.end())
        if than is None or than.start() - match.end() > 60:
            continue
        one = _value(sentence, match.start(), than.start(), ".distance")
        other = _value(sentence, than.end(), None, ".distance")
        if one is not None and other is not None and not (one < other if match["nearer"] else one > other):
            raise ClaimError(f"{match.group()!r} is not what was measured")


def _check_larger(sentence: Sentence) -> None:
    """Whether of two regions, or a region and what has no name, the one that is said to hold more does."""
    for match in LARGER_SHARE.finditer(sentence.words):
        ends = {end for end, words in ENDS.items() if re.search(rf"\b(?:{words})\b", sentence.words)}
        suffix = f".overlap{ends.pop()}" if len(ends) == 1 else ".overlap"
        one, other = _value(sentence, match.start(), match.end(), suffix), _value(sentence, match.end(), None, suffix)
        if one is None or other is None:
            continue
        if one != other and (one > other) != bool(match["more"]):
            raise ClaimError(f"{match.group()!r} is not what was measured")
        sentence.blank(match.start(), match.end())
    for match in MORE_OR_LESS.finditer(sentence.words):
        one = _value(sentence, match.start(), match.end(), ".overlap")
        other = _value(sentence, match.end(), None, ".overlap")
        if other is None and re.search(rf"\b(?:{UNNAMED})\b", sentence.words[match.end() :]):
            other = _number(sentence, "tumour.unnamed")
        if one is not None and other is not None and (one > other) != (match["word"] == "more"):
            raise ClaimError(f"{match.group()!r} is not what was measured")


def _check_nearest(sentence: Sentence) -> None:
    """Whether the region that is called the nearest is that: of the case, or of the two that are compared."""
    distances = {
        fact.id.removesuffix(".distance"): fact.value
        for fact in sentence.findings.facts
        if fact.id.endswith(".distance") and isinstance(fact.value, float)
    }
    pair = re.search(r"\bof the two\b", sentence.words)
    nearest = [
        *FARTHEST.finditer(sentence.words),
        *NEAREST.finditer(sentence.words),
        *(OF_TWO.finditer(sentence.words) if pair else ()),
    ]
    for match in nearest:
        named = sorted(sentence.regions, key=lambda mention: abs(mention.start - match.start()))
        before = [m for m in named if m.start < match.start() and m.owners & distances.keys()]
        after = [m for m in named if m.start > match.start() and m.owners & distances.keys()]
        chosen = (
            (after or before)
            if re.match(r"[^.;,]{0,60}?\b(?:is|are|being|:)", sentence.words[match.end() :])
            else (before or after)
        )
        if not chosen or re.search(r"\b(?:second|third|next|two|three)[ -]$", sentence.words[: match.start()]):
            continue
        own = min(distances[owner] for owner in chosen[0].owners & distances.keys())
        rivals = {
            id_: d
            for id_, d in distances.items()
            if match.group() in ("nearest", "closest") or f"{id_}.distance" in sentence.facts
        }
        if FARTHEST.match(match.group()):
            own, rivals = -own, {id_: -d for id_, d in rivals.items()}
        if own > min(rivals.values(), default=own):
            raise ClaimError(f"{match.group()!r} is not what was measured")


def _check_outranked(sentence: Sentence) -> None:
    """Whether of two regions the one that is said to outrank the other holds more of the mask."""
    named = sorted(sentence.regions, key=lambda mention: mention.start)
    for one, other in itertools.pairwise(named):
        if not OUTRANKS.search(sentence.words[one.end : other.start]):
            continue
        more, less = (_one(sentence, mention, ".overlap") for mention in (one, other))
        if more is not None and less is not None and more <= less:
            raise ClaimError("the region that is said to hold more holds less")


def _check_equal(sentence: Sentence) -> None:
    """Whether regions that are said to hold as much as each other do."""
    told = EQUAL.search(sentence.words)
    shares = [_one(sentence, mention, ".overlap") for mention in sentence.regions]
    values = [share for share in shares if share is not None]
    if told and len(values) > 1 and max(values) - min(values) > max(1.0, 0.1 * max(values)):
        raise ClaimError(f"{told.group()!r}: the shares are {min(values):g} and {max(values):g} %")


def _number(sentence: Sentence, fact_id: str) -> float | None:
    fact = sentence.facts.get(fact_id)
    return fact.value if fact is not None and isinstance(fact.value, float) else None


def _value(sentence: Sentence, start: int, end: int | None, suffix: str) -> float | None:
    """The number of the region between two places, or with an end of the one named last before them, if it is one region."""
    named = sorted(sentence.regions, key=lambda mention: mention.start)
    inside = [m for m in named if start <= m.start and (end is None or m.start < end)]
    before = [m for m in named if m.start < start] if end is not None else []
    chosen: Mention | None = inside[0] if inside else before[-1] if before else None
    if chosen is None:
        return None
    return _one(sentence, chosen, suffix)


def _one(sentence: Sentence, mention: Mention, suffix: str) -> float | None:
    """The number with an end of a region that is named, if it is one region."""
    found = (_number(sentence, f"{owner}{suffix}") for owner in mention.owners)
    values = {value for value in found if value is not None}
    return values.pop() if len(values) == 1 else None


def _check_all(sentence: Sentence) -> None:
    _check_all_equal(sentence)
    for number in NUMBER.finditer(sentence.words):
        before = sentence.words[: number.start()]
        bound = BOUND.search(before)
        suffix, unit = (".overlap", 1) if number["unit"] == "%" else (".distance", 10 if number["unit"] == "cm" else 1)
        values = [
            fact.value
            for fact_id, fact in sentence.facts.items()
            if fact_id.endswith(suffix) and isinstance(fact.value, float)
        ]
        if bound is None or number["unit"] not in ("%", "mm", "cm") or len(values) < 2 or not ALL.search(before):
            continue
        limit = float(number["digits"]) * unit
        if any(value < limit if bound["above"] else value > limit for value in values):
            raise ClaimError(f"{bound.group()}{number.group()!r} is not true of all that is cited")


def _check_all_equal(sentence: Sentence) -> None:
    """Whether regions that are said to be all so far off are."""
    values = [f.value for f in sentence.facts.values() if f.id.endswith(".distance") and isinstance(f.value, float)]
    for number in NUMBER.finditer(sentence.words):
        told = re.search(
            r"\b(?:are|lie|sit) (?:all|both|each) (?:about |roughly |exactly |some )?$",
            sentence.words[: number.start()],
        )
        if told is None or number["unit"] not in ("mm", "cm") or ranged(sentence.words, number):
            continue
        if re.search(r"\bothers?\b", sentence.words) or ("all" not in told.group() and len(values) != 2):
            continue
        length = float(number["digits"]) * (10 if number["unit"] == "cm" else 1)
        if any(abs(value - length) > max(0.5, 0.1 * length) for value in values):
            raise ClaimError(f"{told.group()}{number.group()!r}: the cited distances are {values}")


def _check_space(sentence: Sentence) -> None:
    in_atlas = any(fact.unit == "mm in MNI space" for fact in sentence.facts.values())
    told = IN_THE_PATIENT.search(sentence.words)
    denied = re.search(rf"\b(?:{lexicon.NEGATION})\b", sentence.words)
    if in_atlas and told and not denied and re.search(r"\d", sentence.words):
        raise ClaimError(f"{told.group()!r}: distances and levels are measured in the atlas's space")
