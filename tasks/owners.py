"""Check whose each number is where a sentence names several masks, regions or classes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tasks import lexicon
from tasks.kinds import kind
from tasks.mentions import ClaimError, Mention, clause

TRAILING = re.compile(r"[\s,]*(?:but )?(?:only )?(?:with|at)\b")
SECOND_TO = re.compile(r"\b(?:second|runner-up|alternative|next|behind|follow\w*|trail\w*|after)\b")
"""Between two names of which the first is what the sentence speaks of."""
PART = re.compile(r"\b(?:while|whereas|but)\b|;|, and then\b")
FOR = re.compile(r"(?: of (?:the )?(?:brain|mask))?,? (?:for|by|from) (?:the |plain )?")
"""Between a number and the name that it is expressly given to."""
Owned = tuple[re.Match[str], list[str]]
"""A number and the ids of the facts that it may be the value of."""

CONTRAST = re.compile(
    r"\b(?:over(?= \d)|against|versus|vs\.?|compared (?:with|to)|as opposed to|next to|as against|in comparison (?:to|with)|behind|ahead of|(?:higher|lower|larger|smaller|greater|better|worse|more|less) than)\b"
)
"""Between two numbers, of which the first goes with the name before them and the second with the name after."""


def check_areas(words: str, read: Sequence[Owned]) -> None:
    """Whether two areas in a row ("9.6 % against 15.6 %") stand in the order in which their masks were named before."""
    reversed_order = re.match(r"\W*(?:larger|bigger|smaller|greater|more extensive|less extensive) than\b", words)
    for (one, first), (other, second) in pairwise(read):
        subjects = [{c.split(".")[0] for c in candidates if kind(c) == "area"} for candidates in (first, second)]
        between = re.fullmatch(
            r"\W*(?:vs\.?|versus|against|and|to|or|rather than|instead of|as opposed to|compared (?:with|to))\W*",
            words[one.end() : other.start()],
        )
        if not between or [len(names) for names in subjects] != [1, 1] or subjects[0] == subjects[1]:
            continue
        last = lexicon.subjects_in(re.split(r"[,;:]", words[: one.start()].rstrip(" ("))[-1])
        if len(set(last)) < 2:
            last = lexicon.subjects_in(words[: one.start()]) or lexicon.subjects_in(words)
        named = list(dict.fromkeys(last))
        if reversed_order:
            named.reverse()
        if len(named) == 2 and named != [*subjects[0], *subjects[1]]:
            raise ClaimError("the areas belong to the masks in another order")


def check_owners(said: str, words: str, owned: Sequence[Owned], mentions: Sequence[Mention]) -> None:
    """Whether each number goes with the class or region it is measured of: the nearest one, or the one of its rank in a list."""
    if not mentions or not owned:
        return
    mentions = [m for i, m in enumerate(mentions) if i == 0 or m.owners != mentions[i - 1].owners]
    owned = _of_one_owner(owned, len(mentions))
    owned = _without_respective(words, owned, mentions)
    owners = [_owners(candidates) for _, candidates in owned]
    if len(owned) == len(mentions) > 1 and _are_paired(words, owned, mentions):
        if all(mention.owners & own for mention, own in zip(mentions, owners, strict=True)):
            return
        raise ClaimError("the numbers belong to the regions or classes in another order")
    for (match, _), own in zip(owned, owners, strict=True):
        direct = next((m for m in mentions if FOR.fullmatch(words[match.end() : max(m.start, match.end())])), None)
        if direct and own & direct.owners:
            continue
        start, end = clause(said, match.start())
        inside = [m for m in mentions if start <= m.start < end]
        before = [m for m in mentions if m.start < match.start()]
        nearest = sorted(inside, key=lambda m: abs(m.start - match.start()))
        if not nearest and all(m.owners == {"tumour.unnamed"} for m in mentions):
            continue
        if before and re.match(r"[\s,(]*(?:whose|with its|its (?:probability|share|chance))\b", said[start:end]):
            nearest = before[-1:]
        mention = (nearest or before[-1:] or list(mentions))[0]
        apposed = not nearest and not re.search(
            r"[a-z]",
            re.sub(
                r"^\W*(?:and )?(?:with|at|on|of)\b|^\W*and\b|\b(?:the|percentile|of (?:the )?(?:brain|mask)|mm|in mni space)\b",
                "",
                said[start:end],
            ),
        )
        after = [m for m in mentions if m.start >= end][:1] if apposed else []
        if not nearest and len(before) > 1 and TRAILING.match(said[start:end]):
            after += before[-2:-1] if SECOND_TO.search(words[before[-2].start : before[-1].end]) else []
        if not any(own & near.owners for near in [mention, *after]):
            raise ClaimError(f"{match.group().strip()!r} belongs to another region or class")


def _without_respective(words: str, owned: Sequence[Owned], mentions: Sequence[Mention]) -> Sequence[Owned]:
    """The numbers without those that "respectively" gives to the names in turn, where there are more numbers than names."""
    said = re.search(r"\brespectively\b", words)
    before = [number for number in owned if said and number[0].start() < said.start()][-len(mentions) :]
    if said is None or len(owned) <= len(mentions) or len(before) < len(mentions) or len(mentions) < 2:
        return owned
    if not all(mention.owners & _owners(cs) for mention, (_, cs) in zip(mentions, before, strict=True)):
        return owned
    return [number for number in owned if number not in before]


def _owners(candidates: Sequence[str]) -> set[str]:
    return {
        re.sub(r"\.(?:probability|distance|overlap\w*)$|(?<=^evidence\.)(\w+)\..*", r"\1", candidate)
        for candidate in candidates
    }


def _of_one_owner(owned: Sequence[Owned], mentions: int) -> Sequence[Owned]:
    """The numbers without those that are true of several owners ("each more than 9 %"), where one is left for each mention."""
    single = [(match, candidates) for match, candidates in owned if len(_owners(candidates)) == 1]
    return single if len(single) == mentions < len(owned) else owned


def _in_parts(said: str, places: Sequence[tuple[int, str]]) -> bool:
    """Whether in each of several clauses there are as many numbers as names, the ones after the others."""
    cuts = [0, *(cut.start() for cut in PART.finditer(said)), len(said)]
    parts = [[what for place, what in places if start <= place < end] for start, end in pairwise(cuts)]
    parts = [part for part in parts if part]
    return len(parts) > 1 and all(
        len(part) % 2 == 0 and part == ["name"] * (len(part) // 2) + ["number"] * (len(part) // 2) for part in parts
    )


def _are_paired(said: str, owned: Sequence[Owned], mentions: Sequence[Mention]) -> bool:
    """Whether numbers and names go together one by one: in turn, or as a list of the ones and a list of the others."""
    places = sorted([(match.start(), "number") for match, _ in owned] + [(m.start, "name") for m in mentions])
    order = [what for _, what in places]
    if order == ["name", "number", "number", "name"]:
        return CONTRAST.search(said[owned[0][0].end() : owned[1][0].start()]) is not None
    if _in_parts(said, places):
        return True
    if "respectively" in said or all(order[i] != order[i + 1] for i in range(len(order) - 1)):
        return True
    first, last = owned[0][0], owned[-1][0]
    between = said[first.end() : last.start()]
    return (first.start() > mentions[-1].start or last.end() < mentions[0].start) and bool(
        re.fullmatch(
            r"\s*(?:,|of the mask|of (?:the )?brain|about|around|roughly|and|to|next to|(?:as )?against|versus|vs\.?|/|;|~|(?:compared|in comparison) (?:with|to)|as opposed to|mm|cm|px| |\d|\.|%)+\s*",
            between,
        )
    )
