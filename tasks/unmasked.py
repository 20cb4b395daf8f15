"""Check what a sentence says of what there is not: a mask of the tumour, or a name in the atlas for a part of it."""

from __future__ import annotations

import re

from data_contracts.findings import Fact
from tasks import lexicon
from tasks.mentions import ClaimError, Mention
from tasks.rounding import NUMBER, agrees
from tasks.sentence import Sentence

MADE = re.compile(
    r"\b(?<!no )(?:tumour|lesion|mass) (?:was|has been|got) (?:segmented|outlined|delineated|drawn|marked|traced)\b|\b(?:segmented|outlined|delineated|marked|traced) an? (?:tumour|lesion|mass)\b|\b(?:mask|outline|contour) (?:was|has been|got) (?:made|produced|drawn|generated|created)\b|\b(?:made|drew|produced|created) an? (?:tumour )?(?:mask|outline|contour)\b"
)
NONE_UNNAMED = r"nothing (?:is|was) (?:left|leave) (?:over )?(?:without|outside)[^.;,]*|(?:not a (?:single )?(?:%|part|pixel|bit)|no (?:part|portion|share|piece|fraction|pixel)s?|none|nothing)(?:(?<=no part)|(?<=no portion)| of (?:the |this |its )?(?:(?:tumour |outlined |marked )?(?:mask|outline|area|spot)|it)(?: \(0(?:\.0)? ?%\))?) (?:lies|falls|is|remains|sits|goes|was|stays|extends|reaches) (?:\w+ )?(?:outside|without|beyond|past|un(?!der\b)\w+)(?: of)?(?: any| the| all| an?)*(?: named| labelled)*(?: regions?| names?| labels?| areas?)*"
BESIDES = r"apart from|besides|beyond|aside from|in addition to|(?:being )?(?:the )?(?:only |sole )?exceptions?(?: being| is)?|with the exception of|except(?:ing)?(?: for)?"
WHOLE_MASK = r"\b(?<!nearly )(?<!almost )(?<!virtually )(?<!practically )(?<!practically the )(?<!almost the )(?<!nearly the )(?<!virtually the )(?:all|every part|whole|entire|each part) (?:of )?(?:the )?(?:mask|tumour)\b(?! is \d)"


def read_empty_mask(sentence: Sentence) -> None:
    """Take out that no mask was made, before "no tumour" is read as a class."""
    if sentence.values(r"tumour\.mask") != {"none"}:
        return
    for match in MADE.finditer(sentence.words):
        start = max(sentence.words.rfind(mark, 0, match.start()) for mark in (",", ";", ":", " and a ", " and the "))
        if not re.search(rf"\b(?:{lexicon.NEGATION}|nil|zero)\b", sentence.words[max(start, 0) : match.end()]):
            raise ClaimError(f"{match.group()!r}: no mask was made")
    healthy = sentence.known("class") == "no_tumor" and "class" not in sentence.facts
    found = list(sentence.take(f"{lexicon.NO_MASK}|{lexicon.NO_TUMOUR}" if healthy else lexicon.NO_MASK))
    for start, end in _clauses(sentence.said):
        part = sentence.said[start:end]
        negations = list(re.finditer(rf"\b(?:{lexicon.NEGATION})\b", part))
        named = re.compile(
            r"[ -](?:tumour|lesion)[ -]?(?:label|class|prediction|call|result|verdict|answer|category|probability)"
        )
        negations = [negation for negation in negations if not named.match(part, negation.end())]
        if len(negations) == 1 and re.search(
            r"\b(?:masks?|outlin|contour|segment|mark|delineat|draw|drew|(?:make|draw|produce|trace) one|spot to show|area to show|to show you)",
            part,
        ):
            sentence.blank(start + negations[0].start(), start + negations[0].end())
            found.append(negations[0])
    if not found and "class" not in sentence.facts:
        raise ClaimError("turns the finding 'tumour.mask' round")
    sentence.claims += len(found)
    if found:
        kept = [(m.start(), m.end()) for m in re.finditer(rf"\b(?:{lexicon.NO_TUMOUR})", sentence.said)]
        for match in re.finditer(
            rf"\b(?:segmentation(?: head)?|masks?|outlin\w*|contour\w*|delineat\w*|segment\w*|anything|(?:as )?(?<!no )(?<!is a )(?<!was a )(?<!predicted ){lexicon.TUMOUR}|no (?:outline|contour))\b",
            sentence.said,
        ):
            if not any(start < match.end() and match.start() < end for start, end in kept):
                sentence.blank(match.start(), match.end())


def read_unnamed(sentence: Sentence) -> None:
    """Take out that a part of the mask has no name in the atlas: one negation in a clause about names, not two.

    Raises
    ------
    ClaimError
        If the share without a name is cited and the sentence denies or leaves out that it has none.
    """
    unnamed = sentence.facts.get("tumour.unnamed")
    if unnamed is None or not isinstance(unnamed.value, float):
        return
    if unnamed.value >= 99.95:
        sentence.claims += len(list(sentence.take(r"\(100(?:\.0)? ?% (?:unnamed|unlabelled|outside)[^)]*\)")))
    for match in sentence.take(NONE_UNNAMED):
        if unnamed.value > 0.05:
            raise ClaimError(f"{match.group()!r}: {unnamed.value:g} % has no name")
        sentence.claims += 1
        return
    denied = re.search(
        r"\bnot (?:touch|overlap|reach|cover|involve)\w* (?:any|a single) (?:named )?(?:atlas )?(?:region|structure|area)|\b(?:not a single|no|none of the) (?:named|labelled) (?:region|structure|area)s?\b|\b(?:misses|missed|avoids|spares|bypasses|clears) (?:every|all|each|any) (?:of the )?(?:single )?(?:named|labelled) |\b(?:none|nothing|no part) of (?:the |its )?(?:mask|outline|tumour|lesion|it) (?:touches|overlaps|reaches|covers|lies in|falls in|meets) (?:any|an?|one) (?:named|labelled) (?:region|structure|area|part)",
        sentence.words,
    )
    if denied and "tumour.region.1" in sentence.facts and not re.search(r"\d", sentence.words):
        raise ClaimError(f"{denied.group()!r} turns the finding 'tumour.region.1' round")
    if sentence.regions and re.search(
        r"\bun\w+|\bno (?:named|labelled|atlas name|name)|\bwithout|\boutside|\bnot (?:be )?(?:assigned|attributed|matched|mapped|named)|\bnot (?:fall|lie|be) (?:in|within|under|inside) (?:any|a) named",
        sentence.said,
    ):
        list(sentence.take(BESIDES))
    found = _read_hardly_any(sentence, unnamed.value)
    if sentence.ends_at_zero():
        zero = r"(?:(?<=between )|(?<=from ))(?:none|nothing|nil)\b"
        sentence.said = re.sub(zero, lambda match: "0".ljust(len(match.group())), sentence.said)
    if not re.search(rf"\b(?:{lexicon.NAMED_PLACE})\b", sentence.words):
        raise ClaimError("does not say that a part of the mask has no name in the atlas")
    for start, end in _clauses(sentence.said):
        found = _read_unnamed_clause(sentence, unnamed, start, end) or found
    if not found:
        raise ClaimError("turns the finding 'tumour.unnamed' round")
    if unnamed.value <= 0.05 and not re.search(r"(?<![\d.])0(?![.]?[1-9])", sentence.words):
        raise ClaimError("says that a part of the mask has no name, of which all has one")
    sentence.claims += 1


def _read_hardly_any(sentence: Sentence, share: float) -> bool:
    """Take out "hardly any of the mask", which has a name, or lies outside what has one."""
    found = False
    for match in sentence.take(r"(?:hardly|scarcely|barely) any(?: of (?:it|the mask|the tumour))?"):
        denied = re.match(rf"[^:;,.]*?\b(?:{lexicon.NO_NAME})\b", sentence.said[match.end() :])
        if share > 15 if denied else share < 85:
            raise ClaimError(f"{match.group()!r}: {share:g} % has no name")
        found = True
    return found


def _read_unnamed_clause(sentence: Sentence, unnamed: Fact, start: int, end: int) -> bool:
    """Whether a clause says that a part has no name, or how much has one; what says so is a mention of that part."""
    part, share = sentence.said[start:end], float(str(unnamed.value))
    named = re.search(rf"\b(?:{lexicon.NAMED_PLACE})\b", part)
    if not named and (not re.search(r"\d", part) or re.search(r"\b(?:probability|class|certain|label|answer)\b", part)):
        return False
    negations = list(re.finditer(rf"\b(?:{lexicon.NO_NAME})\b", part))
    if share > 85:
        negations += re.finditer(
            rf"{lexicon.HARDLY_ANY}(?= (?:of )?(?:it|the (?:mask|tumour|lesion|segmentation))\b)", part
        )
    if len(negations) > 1 or (share < 99.5 and re.search(WHOLE_MASK, part)):
        raise ClaimError("turns the finding 'tumour.unnamed' round")
    rest = unnamed.model_copy(update={"id": "tumour.named", "value": round(100 - share, 1)})
    if (
        not negations
        and named
        and any(agrees(part, number, number["unit"], rest) for number in NUMBER.finditer(part))
        and not any(start <= m.start < end for m in sentence.regions)
    ):
        sentence.facts["tumour.named"] = rest
        sentence.regions.append(Mention(start, start + 1, frozenset({"tumour.named"})))
        return True
    for negation in negations:
        place = (start + negation.start(), start + negation.end())
        _blank_words(sentence, *place)
        sentence.regions.append(Mention(*place, frozenset({"tumour.unnamed"})))
    return bool(negations)


def _blank_words(sentence: Sentence, start: int, end: int) -> None:
    """Take out what stands between two places but for the numbers in it, which are still to be compared."""
    for number in list(NUMBER.finditer(sentence.said, start, end)):
        sentence.blank(start, number.start())
        start = number.end()
    sentence.blank(start, end)


def _clauses(said: str) -> list[tuple[int, int]]:
    ends = [
        match.start()
        for match in re.finditer(r"[;:.](?!\d)|,|\b(?:while|whereas|but|although|though|even though|yet)\b", said)
    ]
    return list(zip([0, *ends], [*ends, len(said)], strict=True))
