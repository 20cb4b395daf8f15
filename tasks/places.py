"""Check the regions that a sentence names: which, on which side, and whether the mask lies under or near them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tasks import lexicon
from tasks.mentions import ClaimError, Mention, clause
from tasks.regions import LOBES, Region, lobe_owners, read_region, regions_in
from tasks.sentence import Sentence

NEAR = re.compile(rf"(?<!\w)(?:{lexicon.NEAR})(?!\w)|\d (?:mm|cm)\b")
INSIDE = re.compile(
    r"\b(?:lies|lie|is|are|sits?|located|situated|falls?|placed|found|centred|grows?|seen|mask|tumour|lesion) (?:\w+ )?(?:in|inside|within|into|over)(?: the)?\s*$"
    r"|\b(?:overlap|cover|occup|involv|reach|fill|invad|infiltrat|affect|enter|overl(?:ie|y)|contain|touch)\w*(?: into| with| the| part of)*\s*$"
    r"|% (?:of the (?:mask|tumour|lesion) )?(?:\w+ )?(?:in|inside|within|into|over|overlaps)(?: the)?\s*$"
)
"""Before the name of a region: the mask is said to lie in it."""
AVOIDED = re.compile(
    r"\b(?:short of|(?:ends?|stops?|halts?) (?:just )?(?:before|at)|(?:keeps?|stays?) (?:well )?(?:away|off|clear|out)(?: from| of)?|(?:skirts|bypasses|circumvents|escapes|misses))(?: the)?\s*$"
)
TWIN = r"(?:one|counterpart|twin|equivalent|homologue|homolog|analogue|partner|namesake|fellow|opposite number)"
OTHER = {"left": "right", "right": "left"}
HELD = re.compile(
    r"\s*(?:contains?|holds?|harbou?rs?|is (?:covered|occupied|overlapped|affected|involved|(?:right |just |partly )?(?:under|beneath|inside|within) the (?:mask|tumour))|takes (?:up )?\d)"
)
"""After it."""


def read_regions(sentence: Sentence) -> None:
    """Take every region out of the sentence.

    Raises
    ------
    ClaimError
        If one is not that of a cited finding, or is said to be under the mask where it is near it or the other way round.
    """
    named = {
        fact_id: read_region(fact.printed())
        for fact_id, fact in sentence.facts.items()
        if re.fullmatch(r"tumour\.(?:region|nearby)\.\d", fact_id)
    }
    words = sentence.said
    mentions = [
        mention
        for found in regions_in(words)
        if not _is_class(words, found[0], found[1])
        for mention in _with_other_side(words, *found)
    ]
    for start, end, _ in mentions:
        sentence.blank(start, end)
    if len(mentions) > 1:
        list(sentence.take(r"gyri|cortices"))
    for match in re.finditer(r"\b(two|three) (?:parts|divisions)(?= of)", sentence.said):
        bases = [region.base for region in named.values()]
        if {"two": 2, "three": 3}[match[1]] in {len(named), *map(bases.count, bases)}:
            sentence.blank(match.start(), match.end())
    for start, end, region in mentions:
        owners = frozenset(fact_id for fact_id, measured in named.items() if region.agrees(measured))
        if region.base in LOBES:
            owners = lobe_owners(region, named)
            exact = any(other.base not in LOBES for _, _, other in mentions)
            if owners and not exact and re.search(r"\d", sentence.said):
                raise ClaimError(f"{words[start:end]!r} was not measured as a whole")
        if not owners:
            raise ClaimError(f"{words[start:end]!r} is not a region of the cited findings")
        _check_relation(sentence, words[start:end], start, end, owners)
        sentence.claims += 1
        _read_parts_of(sentence, owners, named)
        _read_twin(sentence, region, named, end)
        if region.side is not None or region.base in LOBES or not _read_sides_of(sentence, owners, named):
            sentence.regions.append(Mention(start, end, owners))


def _read_twin(sentence: Sentence, region: Region, named: Mapping[str, Region], end: int) -> None:
    """Take "the left" for the left one of a region whose right one was named before."""
    twins = frozenset(i for i, r in named.items() if region.side and region._replace(side=OTHER[region.side]).agrees(r))
    if not twins:
        return
    if found := re.match(r"(?: side| one)? (?:only|alone|exclusively)\b(?! \d)", sentence.said[end:]):
        raise ClaimError(f"{found.group().strip()!r}: the cited findings name both sides")
    other = OTHER[region.side or "left"]
    bare = rf"\b(?:(?:the|its|an?) (?:{TWIN} (?:on|at|in|of|to) the {other}\b(?: side)?|(?:same|very same|corresponding|matching|homologous|equivalent)(?: region| one| area| structure| part| gyrus| cortex| pole| lobule| division)? (?:on|in|of|at) the {other}\b(?: side)?|{other}(?:[ -](?:hand|sided?|hemispheric))?(?: {TWIN}\b|(?=\s*(?:[(),.;:]|\d|with\b|at\b|by\b|is\b|has\b|takes\b|holds\b|and\b|while\b|$))))|{other}(?=[ :=]*\d))"
    for match in list(re.finditer(bare, sentence.said)):
        sentence.blank(match.start(), match.end())
        sentence.regions.append(Mention(match.start(), match.end(), twins))


def _is_class(words: str, start: int, end: int) -> bool:
    return bool(re.match(r"[\s-]+(?:gliomas?|meningiomas?)\b", words[end:])) and words[start:end] == "optic"


def _with_other_side(words: str, start: int, end: int, region: Region) -> Iterator[tuple[int, int, Region]]:
    """The region, before it the same on the other side where both share a name ("right and left thalamus")."""
    other = re.search(
        r"\b(?<!\bon the )(?<!\bin the )(left|right)(?: and| plus| &|/)(?: \d[\d.]* ?(?:mm|cm|%) (?:away )?(?:from|in|of|to|over|for))?(?: the)? $",
        words[:start],
    )
    if other and region.side not in (None, other[1]):
        yield other.start(1), other.end(1), region._replace(side=other[1])
    yield start, end, region


def _read_sides_of(sentence: Sentence, owners: frozenset[str], named: Mapping[str, Region]) -> bool:
    """Where one name stands for a region on each side, every side named apart from it is a mention of that region."""
    sides = {named[owner].side for owner in owners}
    if not {"left", "right"} <= sides:
        return False
    found = False
    for match in list(
        re.finditer(r"\b(?:left|right)(?: (?:one|side|hand side|part))?\b(?! of the (?:image|picture))", sentence.said)
    ):
        if re.search(
            r"\b(?:only|solely|exclusively|just|merely|alone) (?:on |in |at )?(?:the )?$",
            sentence.said[: match.start()],
        ) or re.match(r" (?:only|alone|exclusively|solely)\b(?! \d)", sentence.said[match.end() :]):
            raise ClaimError(f"{match.group()!r}: the cited findings name both sides")
        own = frozenset(owner for owner in owners if named[owner].side == match.group().split()[0])
        sentence.blank(match.start(), match.end())
        sentence.regions.append(Mention(match.start(), match.end(), own))
        sentence.claims += 1
        found = True
    list(
        sentence.take(
            r"(?:on |from |at )?(?:both|the two) (?:sides|hemispheres|halves)|bilateral\w*|(?:left|right) and (?:left|right)|both"
        )
    )
    return found


def _read_parts_of(sentence: Sentence, owners: frozenset[str], named: Mapping[str, Region]) -> None:
    """Where one name stands for several divisions of a region, every division named apart from it is a mention."""
    parts = {(named[owner].part or "").split()[0]: owner for owner in owners if named[owner].part}
    if not parts:
        return
    (first, *_) = (named[owner] for owner in owners)
    for other, region in named.items():
        if other in owners or (region.base, region.side) != (first.base, first.side) or not region.part:
            continue
        for match in list(
            re.finditer(rf"\b(?:the|its|an?) {region.part.split()[0]} (?:division|part|portion|one)\b", sentence.said)
        ):
            sentence.blank(match.start(), match.end())
            sentence.regions.append(Mention(match.start(), match.end(), frozenset({other})))
            sentence.claims += 1
    for match in list(
        re.finditer(rf"\b({'|'.join(parts)})(?: (?:divisions?|parts?|portions?|ones?))?\b(?: of)?", sentence.said)
    ):
        own = frozenset(owner for owner in owners if (named[owner].part or "").startswith(match[1]))
        sentence.blank(match.start(), match.end())
        if len(parts) > 1:
            sentence.regions.append(Mention(match.start(), match.end(), own))
        sentence.claims += 1


INWARD = re.compile(r"\b(?:mm|cm) (?:deep )?(?:inside|within|into|in) (?:the |its )?(?:mask|tumour|outline|lesion)\b")
"""A distance that is said to be inside the mask."""


def _check_relation(sentence: Sentence, shown: str, start: int, end: int, owners: frozenset[str]) -> None:
    """Whether the mask is said to be under or near the region as it was measured."""
    if found := AVOIDED.search(sentence.said[:start]):
        raise ClaimError(f"{found.group().strip()!r} turns the finding {shown!r} round")
    under = any(".region" in owner for owner in owners)
    beside = any(".nearby" in owner for owner in owners)
    first, last = clause(sentence.said, start)
    near = NEAR.search(sentence.said[first:last])
    if beside and not under:
        beyond = re.search(rf"(?<!\w)(?:{lexicon.NEAR})(?!\w)", sentence.said[first:last])
        inside = INSIDE.search(sentence.said[:start]) or HELD.match(sentence.said[end:])
        reached = re.search(
            r"\b(?:to|you|one|1|we) (?:would |will |then )?(?:get to |reach(?:es)?) ?(?:the )?$", sentence.said[:start]
        )
        if reached and re.search(r"\d ?(?:mm|cm)\b", sentence.said):
            return
        if (
            inside
            and not beyond
            and not re.search(r"(?:\bis|lies|lie|found|are|situated|located) (?:\w+ )?$", inside.group())
        ):
            raise ClaimError(f"{shown!r} is not under the mask, only near it")
        if deep := INWARD.search(sentence.words):
            raise ClaimError(f"{deep.group()!r}: {shown!r} is not under the mask, only near it")
        if not (near or NEAR.search(sentence.said)):
            raise ClaimError(f"{shown!r} is not under the mask, only near it")
    elif under and not beside and "%" not in sentence.said[first:last]:
        away = re.search(rf"(?<!\w)(?:{lexicon.NEAR})(?!\w)", sentence.said[first:last])
        if away and not INSIDE.search(sentence.said[:start]):
            raise ClaimError(f"{shown!r} is under the mask, not near it")
