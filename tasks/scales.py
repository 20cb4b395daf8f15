"""Read a sentence that tells the scale of degrees and nothing of the case ("high begins at 0.9, moderate at 0.7")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from tasks.bounds import BOUND
from tasks.kinds import degree_bounds
from tasks.mentions import ClaimError
from tasks.rounding import NUMBER
from tasks.sentence import Sentence

DEGREES = ("low", "moderate", "high")
DEGREE = re.compile(rf"\b(?:{'|'.join(DEGREES)})\b")
OF_CASE = re.compile(
    r"\b(?:glioma|meningioma|pituit\w+|(?<!used )(?<!applied )here|this (?:case|slice|image|picture|scan|patient)|therefore|hence|thus|so|because|measured|case's|not|no|never|nor|neither|fails?|short|miss\w*|yet|but|though|although|however|already|still|just|only just|barely|narrowly|its(?! (?:low|moderate|high) (?:step|band|grade|level|range))|was|were|been|found|earns?|gets?|meets?|met|passes|passed|(?<!is )reached|clears?|agrees|attain\w*|achiev\w*)\b|\bthe (?:low|moderate|high)\b(?! (?:band|grade|level|range|step|degree|mark) of (?:certainty|agreement))"
    r"|\b(?:is|was|are|were|has|had|shows?|stays?|remains?|counts as|rated|graded|called|classed) (?:(?!the\b|called|counted|rated|graded|reached|given|said)\w+ )?(?:low|moderate|high)(?: \w+)?(?=[.,;:)]|$)"
    r"|: ?(?:\w+ )?(?:low|moderate|high)(?: \w+)?(?=[.,;)]|$)|\bwith (?:an? )?(?:low|moderate|high)\b"
)
"""That a sentence speaks of the case, or denies something."""
CALLED_FROM = re.compile(
    r"^from (?:an? |the )?(?:\w+ of )?\d[\d.]* ?%? (?:on|upwards?|onwards?),[^.;]*?\b(?:counts as|is (?:called|rated|graded|classed))\b|(?<=which|where)\b[^.;,]{0,60}?\bis (?:called|rated|graded|classed|counted as)\b"
)
"""What looks like a word about the case where a number opens the clause ("0.4 is the point from which it is called moderate")."""
VALUE = (
    r"(?: (?:an? |the )?(?:probability|dice|value|score|coefficient|overlap)(?: (?:coefficient|value|score))?(?: of)?)?"
)
OPENED = re.compile(
    rf"^$|^(?:the )?(?:value|number|figure|point|mark|bound)(?: of)? $|\b(?:from|at least|(?:start|begin|open|commenc|run)\w*(?: only)? (?:at|from|with)|sets? in at|kicks? in at|(?:needs?|requires?|takes|demands?)(?: at least)?|at(?: or above)?|(?:once|when|if|where|as soon as|provided)\b[^.;,]{{0,40}}\b(?:reach(?:es)?|hits|attains|gets to|is|is at least)){VALUE} $"
    rf"|(?:\b{BOUND}s?|\b(?:one|point|start|beginning|value))\b[^.;,]{{0,60}} (?:is|at|of|lies at|sits at|stands at|being)(?: set at)?{VALUE} $"
)
"""Before the number from which a degree is said: between it and the word before."""
OPENS = re.compile(
    rf"^(?: or| and)? ?(?:more |above |higher |over |upwards?,? |onwards?,? |on,? |up,? )?(?:is |are |being |marks? |as )?(?:the |an? )?(?:{BOUND}|point|value|place|start|beginning)?[^.;,]{{0,12}}\b(?:from which|where|at which|{BOUND}|marks?|opens?|begins?|starts?|point|start|counts? as|for|is (?:called|counted|rated|graded|said to be)|makes?)\b[^.;]{{0,60}}$"
)
"""Between a number and the degree that begins there."""
CLOSED = re.compile(
    r"^[^.;]{0,40}\b(?:until|till|up to|to|under|below|less than|short of|before)(?: it (?:reaches|gets to|is))?(?: an?| the)?(?: probability of| value of)? $"
)
"""Between the number from which a degree is said and the one at which it ends."""
LOW_IF_NOT_CERTAIN = re.compile(
    r"(?:where|when|if|whenever) (?:the|a) class (?:is not|does not count as) certain,? (?:the )?certainty is (?:reported|given|graded|called|counted|set|rated) (?:as |to )?low\."
    r"|(?:a|any|every) class that (?:is not|does not count as) certain is (?:graded|rated|given|called|reported) (?:as )?low(?: in)? certainty(?:, whatever its probability)?\."
)
"""The other rule of the scale of certainty, in a sentence of its own."""


class Place(NamedTuple):
    """A degree or a number in a sentence."""

    kind: Literal["degree", "number"]
    match: re.Match[str]


class Step(NamedTuple):
    """A degree and the number from which, or up to which, a sentence says it."""

    degree: re.Match[str]
    number: re.Match[str]
    ends: bool


def read_told_scale(sentence: Sentence) -> None:
    """Take the steps of a scale that is told out of the sentence; what speaks of the case is left as it is.

    Raises
    ------
    ClaimError
        If a degree is said to begin or end elsewhere than it does.
    """
    scales = {tuple(degree_bounds(fact)) for fact_id, fact in sentence.facts.items() if fact_id != "class"}
    if len(scales) != 1 or scales == {()}:
        return
    if LOW_IF_NOT_CERTAIN.fullmatch(sentence.words) and any(
        "low where" in fact.name for fact in sentence.facts.values()
    ):
        sentence.blank(0, len(sentence.words))
        sentence.claims += 1
        return
    (scale,) = scales
    begins = {"low": 0.0, **dict(scale)}
    for told in re.finditer(r"[^;]+", sentence.words):
        if OF_CASE.search(CALLED_FROM.sub("", told.group())):
            continue
        for step in _steps(told.group()):
            _check(step, begins)
            for match in (step.degree, step.number):
                sentence.blank(told.start() + match.start(), told.start() + match.end())
            sentence.claims += 1


def _check(step: Step, begins: dict[str, float]) -> None:
    """Whether a degree begins, or ends, at the number."""
    degree = step.degree.group()
    expected = begins[degree]
    if step.ends:
        expected = min((value for value in begins.values() if value > expected), default=1.0)
    told = float(step.number["digits"]) / (100 if step.number["unit"] == "%" else 1)
    if abs(told - expected) > 1e-9:
        verb = "ends" if step.ends else "begins"
        raise ClaimError(f"{step.number.group().strip()!r}: {degree} {verb} at {expected:g}")


def _steps(words: str) -> list[Step]:
    """All degrees and numbers of the words, paired; none where one of them stays alone."""
    places = sorted(
        [
            *(Place("degree", match) for match in DEGREE.finditer(words)),
            *(Place("number", match) for match in NUMBER.finditer(words)),
        ],
        key=lambda place: place.match.start(),
    )
    found = list(_paired(words, places))
    used = {match.start() for step in found for match in (step.degree, step.number)}
    return found if used == {place.match.start() for place in places} else []


def _paired(words: str, places: Sequence[Place]) -> Iterator[Step]:
    """Each degree with the number that opens it, whichever comes first, and with the one after that if it closes it."""
    left, end, degree = list(places), 0, None
    while left:
        first = left.pop(0)
        before = words[end : first.match.start()]
        end = first.match.end()
        if first.kind == "number" and degree is not None and CLOSED.search(before):
            yield Step(degree, first.match, ends=True)
            continue
        if not left or left[0].kind == first.kind:
            return
        second = left.pop(0)
        between = words[end : second.match.start()]
        end = second.match.end()
        if first.kind == "number":
            number, degree, opens = first.match, second.match, OPENED.search(before) and OPENS.search(between)
        else:
            number, degree, opens = second.match, first.match, OPENED.search(f"{before} {between}")
        if not opens:
            return
        yield Step(degree, number, ends=False)
