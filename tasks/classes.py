"""Check the classes that a sentence names: which, and which of them is said to be the most probable."""

from __future__ import annotations

import re
from itertools import pairwise

from tasks import lexicon
from tasks.mentions import ClaimError, Mention, clause
from tasks.quantities import states
from tasks.sentence import Sentence

ONE_OF_THE_TUMOURS = r"(?<!not )(?:one|1) of the (?:three |3 )?(?:tumour (?:classes|types|kinds)|(?:kinds|types|classes) of tumour)|(?<=is )a tumour class|(?<=as )a tumour class"
CONTRAST = re.compile(
    r"(?:rather than|instead of|as opposed to|(?:and |but )?not)(?: as| for| to| that of)?(?: an?| the)?\s*$"
)
AHEAD = re.compile(
    r"\b(?:(?:second(?:ary)?|runner-up|next|alternatives?|rivals?) (?:only )?(?:to|after|behind)|behind|after|below|following)(?: an?| the)? $"
)
"""Before the class that another one comes after."""
LEADER = r"\b(?:predicted|leading|top|winning|first|favoured|chosen|most (?:probable|likely)) (?:class|label|answer|category|choice|one)\b|\b(?:leader|winner|favourite)\b|(?<=for )the first\b"
"""The predicted class, without its name."""
OF_NUMBERS = re.compile(
    r"\b(?:below|above|over|under|exceed\w*|surpass\w*|less than|lower than|higher than|greater than|smaller than) (?:the |its |a |that |model's |own )*"
    r"(?=\d|required|needed|threshold|mark|bar|limit|rule|cut|bound|minimum)"
)
"""Comparisons with a number, not with another class."""


def read_classes(sentence: Sentence) -> None:
    """Take every class out of the sentence.

    Raises
    ------
    ClaimError
        If a class is not that of a cited finding, or the second is said to be the first or the other way round.
    """
    mentions = []
    for name, pattern in lexicon.CLASSES.items():
        for match in sentence.take(pattern):
            owner = next((id_ for id_ in ("class", "class.second") if sentence.values(id_) == {name}), None)
            mentions.append((match.start(), match.end(), owner, match.group()))
    mentions.sort()
    told = re.search(ONE_OF_THE_TUMOURS, sentence.words)
    if told and sentence.known("class") == "no_tumor":
        raise ClaimError(f"{told.group()!r}: the class is no tumour")
    sentence.claims += len(list(sentence.take(ONE_OF_THE_TUMOURS)))
    for start, _, _, shown in mentions:
        count = re.search(r"\b(?:two|three|four|several|many|multiple|a pair of|both|\d+) $", sentence.said[:start])
        if count and shown.endswith("s"):
            raise ClaimError(f"{count.group() + shown!r}: one class is predicted of the slice as a whole")
    kept = [mention for mention in mentions if not _is_set_aside(sentence, mention, mentions)]
    for _, _, owner, shown in kept:
        if owner is None:
            raise ClaimError(f"{shown!r} is not the class of the cited findings")
    sentence.classes = [Mention(start, end, frozenset({owner})) for start, end, owner, _ in mentions if owner]
    if {owner for _, _, owner, _ in mentions} == {"class.second"} and "class" in sentence.facts:
        for match in re.finditer(LEADER, sentence.said):
            sentence.classes.append(Mention(match.start(), match.end(), frozenset({"class"})))
    sentence.claims += len(kept)
    _check_order(sentence, kept)


def _is_set_aside(sentence: Sentence, mention: tuple, mentions: list[tuple]) -> bool:
    """Whether a class is named only as what the predicted one is not ("glioma rather than meningioma")."""
    start, end, owner, _ = mention
    contrast = CONTRAST.search(sentence.said[:start])
    if owner == "class" or contrast is None:
        return False
    others = [other for other in mentions if other[2] == "class"]
    if not others:
        return False
    if others[0][0] > start and not re.match(r"\W*but\b", sentence.said[end : others[0][0]]):
        return False
    sentence.blank(contrast.start(), contrast.end())
    return True


def _check_order(sentence: Sentence, mentions: list[tuple]) -> None:
    if len({owner for _, _, owner, _ in mentions}) == 1:
        for start, end, owner, shown in mentions:
            _check_rank(sentence, start, end, owner, shown, sentence.said)
        return
    chosen = re.search(
        r"\b(?:prefer|favour|ch[oi]o?s|pick|select|lean|opt|sid|tend)\w*(?: (?:for|to|towards?|with|rather|clearly|strongly))* the (?P<which>former|latter|first|last|second)\b",
        sentence.said,
    )
    if chosen:
        sentence.blank(chosen.start("which"), chosen.end("which"))
    if chosen and mentions[0 if chosen["which"] in ("former", "first") else -1][2] != "class":
        raise ClaimError("the second class is said to be the more probable one")
    if re.search(r"\bin (?:that|this) order\b", sentence.said) and mentions and mentions[0][2] != "class":
        raise ClaimError("the second class is said to be the more probable one")
    related = False
    for (_, end, left, _), (start, _, right, _) in pairwise(mentions):
        between = OF_NUMBERS.sub(" ", sentence.said[end:start])
        prefers = re.search(
            r"\b(?:prefer|favou?r|chose|choos|pick|select|rank|lean|tend|opt|sid(?:e|ed|es|ing)|decid|vot(?:e|ed|es|ing)|settl|went|go|inclin|sooner|rather|closer|nearer|more like)\w*",
            sentence.said[:end],
        )
        wins = re.search(rf"\b(?:{lexicon.LEFT_WINS})\b", between) or (
            prefers and re.match(r"\W*(?:\(.*\) )?(?:to|over|than)\b", between)
        )
        loses = re.search(rf"\b(?:{lexicon.RIGHT_WINS})\b", between)
        if left != right and (wins or loses) and (right if loses else left) != "class":
            raise ClaimError("the second class is said to be the more probable one")
        related = related or bool(wins or loses)
    if not related:
        for start, end, owner, shown in mentions:
            first, last = clause(sentence.said, start)
            own = sentence.said[first:last]
            alone = not any(first <= other < last for other, _, role, _ in mentions if role != owner)
            second = re.search(rf"\b(?:{lexicon.SECOND})", own)
            ranked = re.search(rf"\b(?:{lexicon.FIRST})\b", own) or AHEAD.search(sentence.said[:start])
            if owner == "class" and alone and second and not ranked:
                raise ClaimError(f"{shown!r} is not the second class")
            if first and not re.search(r"[a-z]", sentence.said[first : max(first, start)]):
                first, _ = clause(sentence.said, first - 1)
            _check_rank(sentence, start, end, owner, shown, sentence.said[first:last])


def _check_rank(sentence: Sentence, start: int, end: int, owner: str, shown: str, around: str) -> None:
    second = re.search(rf"\b(?:{lexicon.SECOND})", around)
    if owner == "class" and AHEAD.search(sentence.said[:start]):
        return
    first = None if re.search(r"\btwo\b", sentence.said) else re.search(rf"\b(?:{lexicon.FIRST})\b", around)
    if owner == "class" and second and len({m.owners for m in sentence.classes}) == 1:
        raise ClaimError(f"{shown!r} is not the second class")
    if (
        owner == "class"
        and second
        and not first
        and clause(sentence.said, start)[0] <= sentence.said.find(second.group()) <= start
    ):
        raise ClaimError(f"{shown!r} is not the second class")
    alone = len({m.owners for m in sentence.classes}) == 1
    unranked = alone and not states(sentence.said, sentence.facts, "class.second.probability")
    compared = states(sentence.said, sentence.facts, "class.probability") and not unranked
    if owner == "class.second" and compared and re.search(LEADER, sentence.said):
        return
    if owner == "class.second" and not second and (first or unranked):
        raise ClaimError(f"{shown!r} is not the predicted class")
