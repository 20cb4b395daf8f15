"""Check what is left of a sentence once its classes, places and degrees are understood: planes, single words, vocabulary."""

from __future__ import annotations

import re

from tasks import lexicon
from tasks.mentions import ClaimError
from tasks.sentence import Sentence, whole_words
from tasks.unmeasured import MORPHOLOGY, UNMEASURED
from tasks.vocabulary import is_reporting

TIMES = {"two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0, "ten": 10.0}


def read_planes(sentence: Sentence) -> None:
    """Take every plane out of the sentence.

    Raises
    ------
    ClaimError
        If one is not that of the cited findings.
    """
    for plane, pattern in lexicon.PLANES.items():
        for match in sentence.take(pattern):
            if sentence.values(r"input\.plane") != {plane}:
                raise ClaimError(f"{match.group()!r} is not the plane of the cited findings")
            sentence.claims += 1


def read_rest(sentence: Sentence) -> None:
    """Read single words that state a finding; nothing else may be claimed, and no unknown word may stand.

    Raises
    ------
    ClaimError
        If a word states another value, claims what was not measured, or is not known.
    """
    if found := re.search(lexicon.FUTURE, sentence.words):
        raise ClaimError(f"{found.group()!r} looks ahead, which no finding does")
    _read_stated(sentence)
    _read_reality(sentence)
    if "tumour.level" in sentence.facts:
        list(sentence.take(r"heights?|deviat\w*"))
    _read_shares(sentence)
    _read_ratios(sentence)
    _read_comparison(sentence)
    for what, pattern in (("quantity", lexicon.QUANTITY), *UNMEASURED.items()):
        if hit := whole_words(pattern).search(sentence.said):
            raise ClaimError(f"{hit.group()!r} ({what.replace('_', ' ')}) was not measured")
    for word in re.findall(r"(?<![\w'])[a-z][a-z'-]*[a-z]", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", sentence.said)):
        if not is_reporting(word):
            medical = " (medical word)" if re.fullmatch(MORPHOLOGY, word) else ""
            raise ClaimError(f"{word!r}{medical} is in no cited finding")


def _read_stated(sentence: Sentence) -> None:
    for fact_id, value, pattern in lexicon.STATED:
        if fact_id in sentence.facts:
            found = list(sentence.take(pattern))
            if found and sentence.facts[fact_id].value != value:
                raise ClaimError(f"{found[0].group()!r}: the finding {fact_id!r} is {sentence.facts[fact_id].value}")
            if fact_id == "input.synthetic" and not found:
                raise ClaimError("does not say that the image is a synthetic phantom")
            sentence.claims += len(found)


def _read_reality(sentence: Sentence) -> None:
    if sentence.findings.synthetic:
        for match in sentence.take(r"real|actual|genuine|patient\w*|person\w*|human"):
            raise ClaimError(f"{match.group()!r}: the image is a synthetic phantom")
    else:
        for match in sentence.take(r"synthetic\w*|phantoms?|simulat\w*|artificial(?! (?:neural|intelligence))\w*"):
            raise ClaimError(f"{match.group()!r} is not in the cited findings")


def _read_shares(sentence: Sentence) -> None:
    """Words of more or less in place of a share: "most of", "a small part"."""
    shares = [f.value for f in sentence.facts.values() if f.unit == "% of mask" and isinstance(f.value, float)]
    for match in sentence.take(
        r"(?:almost|nearly|virtually|practically) (?:all|the (?:whole|entire))|all but (?:a few %|a little|a small part|a bit)"
    ):
        if not any(share > 85 for share in shares):
            raise ClaimError(f"{match.group()!r}: no cited share is above 85 %")
    largest = "tumour.region.1" in sentence.facts
    if largest:
        list(sentence.take(r"(?:most|the majority|the bulk) of (?:the |its )?named(?: part| share| portion| area)?"))
    for match in sentence.take(lexicon.MOST):
        chiefly = largest and match.group().endswith("ly")
        if not chiefly and not any(share > 50 for share in shares) and (shares or sentence.regions):
            raise ClaimError(f"{match.group()!r}: no cited share is above half")
    chances = [f.value for f in sentence.facts.values() if f.id.endswith(".probability") and isinstance(f.value, float)]
    for match in sentence.take(rf"(?:{lexicon.SMALL}|slim|remote) (?:probability|chance|likelihood)"):
        if not any(chance < 0.2 for chance in chances):
            raise ClaimError(f"{match.group()!r}: no cited probability is below 0.2")
    for match in sentence.take(
        rf"(?:{lexicon.SMALL}) {lexicon.SHARE}|(?:{lexicon.LARGE}) {lexicon.SHARE}|(?<=shares are )(?:{lexicon.SMALL})|(?<=overlaps are )(?:{lexicon.SMALL})|(?<=share is )(?:{lexicon.SMALL})|(?<=overlap is )(?:{lexicon.SMALL})"
    ):
        small = re.match(rf"(?:{lexicon.SMALL})\b", match.group())
        if not any(share < 15 if small else share > 33 for share in shares):
            raise ClaimError(f"{match.group()!r}: no cited share is {'below 15' if small else 'above 33'} %")


def read_familiarity(sentence: Sentence) -> None:
    """Whether the slice is said to lie within the limit of strangeness, as it does below 1."""
    share = sentence.facts.get("input.familiarity")
    if share is None or not isinstance(share.value, float):
        return
    within = rf"{lexicon.NOT_STRANGE}|(?:well |far |clearly |comfortably )*(?:within|inside|below|under|less than|short of) (?:the |its |that |this )*limit"
    beyond = r"(?:exceed\w*|beyond|above|over|outside|past|stranger than|more (?:\w+ )?than) (?:the |its |that |this |what the |what is )*limit(?: allows?)?|(?:very |too |highly |quite |rather )(?:strange|unfamiliar|unusual)"
    for match in sentence.take(within):
        if share.value >= 1:
            raise ClaimError(f"{match.group()!r}: the slice is beyond the limit")
        sentence.claims += 1
    for match in sentence.take(beyond):
        if share.value < 1:
            raise ClaimError(f"{match.group()!r}: the slice is within the limit")
        sentence.claims += 1


def _read_ratios(sentence: Sentence) -> None:
    """ "Twice as much" and the like, of two cited numbers in one unit."""
    values = [(f.unit, f.value) for f in sentence.facts.values() if isinstance(f.value, float) and f.value > 0]
    ratios = [
        b / a
        for unit, a in values
        for other, b in values
        if unit == other or {unit, other} == {"% of mask", "% of brain"}
    ]
    ratios += [float(str(f.value)) for f in sentence.facts.values() if f.id == "input.familiarity"]
    for match in sentence.take(
        r"(?P<word>twice|double)(?=\s+(?:as|the|that|of that)\b)|(?P<half>half)(?=\s+(?:as|that of)\b)"
        rf"|(?P<count>{'|'.join(TIMES)}|\d+(?:\.\d+)?)(?: times|-?fold)(?=\s+(?:as|the|that|of|larger|bigger|greater|more|smaller)\b)"
    ):
        word = match["word"] or match["half"]
        factor = (
            {"twice": 2.0, "double": 2.0, "half": 0.5}[word]
            if word
            else TIMES.get(match["count"]) or float(match["count"])
        )
        if not any(0.8 < ratio / factor < 1.25 for ratio in ratios):
            raise ClaimError(f"{match.group()!r}: no two cited numbers are so related")
        sentence.claims += 1


def _read_comparison(sentence: Sentence) -> None:
    """Which of the two masks is said to be the larger."""
    areas = {}
    for fact in sentence.findings.facts:
        if fact.id.endswith(".area") and isinstance(fact.value, float):
            areas[fact.id.split(".")[0]] = fact.value
    for match in sentence.take(
        r"(?:larger|bigger|smaller|more|less)\b(?:[^.;]|\.(?=\d)){0,60}? than (?:the |that of the |does the |did the )*(?:tumour|evidence)(?: mask)?(?! \w+ing\b)"
    ):
        other = "tumour" if "tumour" in match.group() else "evidence"
        one = "evidence" if other == "tumour" else "tumour"
        if len(areas) < 2 or (areas[one] < areas[other]) != match.group().startswith(("smaller", "less")):
            raise ClaimError(f"{match.group()!r} is not what was measured")
        sentence.claims += 1
    for match in sentence.take(
        r"(?P<one>tumour|evidence)(?: mask)? (?:exceeds|surpasses|outsizes|outstrips|dwarfs|outdoes)(?: the| that of the)* (?P<other>tumour|evidence)(?: mask)?"
    ):
        if len(areas) < 2 or match["one"] == match["other"] or areas[match["one"]] < areas[match["other"]]:
            raise ClaimError(f"{match.group()!r} is not what was measured")
        sentence.claims += 1
    for match in sentence.take(r"(?:the )?(?:larger|bigger|smaller)(?: one| mask)?(?: of (?:the )?(?:two|both))"):
        named = lexicon.subjects_in(sentence.words[: match.start()])
        former = re.search(
            r"\b(?:the|being the) former (?:is|was|being|being by far|as)? ?$", sentence.words[: match.start()]
        )
        subject = named[0 if former else -1] if named else None
        others = {name: area for name, area in areas.items() if name != subject}
        if len(areas) < 2 or subject is None or (areas[subject] < min(others.values())) != ("smaller" in match.group()):
            raise ClaimError(f"{match.group()!r} is not what was measured")
        sentence.claims += 1
