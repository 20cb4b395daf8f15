"""Take out what a sentence says of the bounds between degrees ("just short of the 0.7 needed for high")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data_contracts.findings import Fact
from tasks.kinds import degree_bounds
from tasks.mentions import ClaimError
from tasks.methods import governing
from tasks.rounding import NUMBER
from tasks.sentence import Sentence

BOUND = (
    r"(?:bound(?:ary|aries)?|threshold|limit|edge|minimum|cut-?off|cutpoint|mark|floor|line|border|bar|cut|entry|least)"
)
BEFORE = re.compile(
    rf"\b{BOUND}s?\b(?:[^.;,\d]|,(?= ))*$|\bscale (?:where|on which|in which) $|\b(?:begin|start|open|commenc)\w*(?: (?:only|just))? (?:at|from|with|above) (?:(?:an? |the )?(?:probability|dice|value|score)(?: of)? )?$"
    r"|\b(?:past|above|over|below|under|short of|beyond) $|\b(?:high|moderate)(?: [a-z]+)?,? (?:from|above|over) $|\b(?:anything|everything|values?|all) (?:from|above|over|of) $|\b(?:needs?|requires?|demands?|takes|ha[sv]e? to reach|must reach) (?:at least )?(?:an? |the )?(?:dice |probability |value |score )*(?:of )?$"
)
"""Before a bound."""
AFTER = re.compile(
    rf"[ ,'\")-]*(?:(?:that )?(?:is |would be |already )?(?:graded|rated|called|classed|counted) (?:as )?(?:an? )?(?:high|moderate)\b|and (?:the )?\d[\d.]* {BOUND}s?\b|{BOUND}s\b|and (?:up|above|over|more|higher)|or (?:more|above|higher|over)|up(?:wards?)?\b|onwards?|{BOUND}\b|needed|required|necessary|asked|demanded|(?:that|which) would|that (?:opens|begins|starts|marks|counts)|at which|from which|(?:is |marks )?where|above which)"
)
"""After a bound."""
REACHES = r"above|exceed\w*|over|past|clear\w*|beyond|enough|reach\w*|meets?|met|pass\w*|cross\w*|makes? it|at least|more than|greater than|higher than|surpass\w*|on the right side"
MISSES = r"miss\w*|short of|under|below|shy of|fail\w*|less than|lower than|beneath|not (?:reach|enough|meet|make)\w*|too low|smaller than"
CLAIMED = r"\b(?:is|was|are|were|graded?|rated|classed|classified|so|hence|therefore|because)\b"
"""Between a bound and a degree that a sentence claims."""
WOULD_BE = re.compile(
    r"\bwould (?:(?:otherwise|alone|by itself|on its own|still|also) )*(?:have )?(?:been |be |earn(?:ed)? |mean(?:t)? |give(?:n)? |count(?:ed)? as |rank(?:ed)? as |suggest(?:ed)? |call(?:ed)? for |fit |(?:fall|lie) (?:in|into|under) )(?:(?:graded|rated|called|classed|an?|at|as|the) )*(?P<degree>high|moderate|low)\b(?: certainty| confidence| range| band)?"
    r"|(?<=\d )(?:looks|sounds|seems|appears) (?:fairly |quite |rather |very )?(?P<degree2>high)\b"
)
OPENS_AT = re.compile(r"\b(?:which|where|needed|required|that|value|from)\b[^.;\d]{0,30}$")
WINDOW = 60
WHOLE = r"(?:perfect|full|complete|total|entire|absolute|best possible|identical)"
OF_SCALE = r"(?:fit|agreement|overlap|match|conviction|certainty|confidence|identity|congruence|coincidence|masks?)"
MEANS = r"(?:would|be|being|is|means?|meaning|mean|stands?|standing|for|as|equals|scores?|gets?|at|=)"
SCALE_END = rf"(?<!of )(?<!is )(?<!was )(?<!at )(?<!dice )(?<!score )(?<!= )(?:1(?:\.0+)?|100 ?%?)(?: {MEANS})+ (?:an? |the )?{WHOLE}(?: {OF_SCALE})?|{WHOLE} {OF_SCALE} (?:would be|being|is|means|equals) (?:1(?:\.0+)?|100 ?%?)(?![\d.]*\d)"


def read_bounds(sentence: Sentence) -> None:
    """Take the bounds of the degrees out of the sentence, with the degree that each of them opens.

    Raises
    ------
    ClaimError
        If a measured value is said to be on the other side of a bound.
    """
    for fact, value in list(_graded(sentence)):
        if value is not None:
            _read_alone(sentence, fact, value)
        for degree, bound in degree_bounds(fact):
            for match in list(NUMBER.finditer(sentence.said)):
                scale = 100 if match["unit"] == "%" else 1
                if abs(float(match["digits"]) - scale * bound) > 1e-9 or not _is_bound(sentence, match, degree):
                    continue
                spoken_of = governing(sentence, match.start())
                if spoken_of and fact.id.startswith("evidence.") and fact.id.split(".agreement")[0] not in spoken_of:
                    continue
                _check_side(sentence, match, value, bound)
                _blank(sentence, match, degree, fact.value)


def _read_alone(sentence: Sentence, fact: Fact, value: float) -> None:
    """Take out the degree that a number alone would have given ("0.72 would otherwise be moderate")."""
    alone = "low"
    for degree, bound in sorted(degree_bounds(fact), key=lambda graded: graded[1]):
        alone = degree if value >= bound else alone
    for match in WOULD_BE.finditer(sentence.words):
        if OPENS_AT.search(sentence.words[: match.start()]):
            continue
        if (match["degree"] or match["degree2"]) != alone:
            raise ClaimError(f"{match.group()!r}: {value:g} is {alone}")
        sentence.blank(match.start(), match.end())
        sentence.claims += 1


def read_scale(sentence: Sentence) -> None:
    """Take out what an end of the scale from 0 to 1 would mean ("1 would be a perfect fit")."""
    if any(fact.unit is None and isinstance(fact.value, float) for fact in sentence.facts.values()):
        for _ in sentence.take(SCALE_END):
            pass


def _graded(sentence: Sentence) -> Iterator[tuple[Fact, float | None]]:
    """The facts that tell a degree by bounds, with the number that is graded."""
    for fact_id in sentence.facts:
        if fact_id.endswith((".agreement", ".agreement.degree")):
            graded = fact_id.removesuffix(".degree")
            degree, value = sentence.findings.fact(f"{graded}.degree"), sentence.findings.fact(graded)
        elif fact_id in ("class.certainty", "class.probability"):
            degree, value = sentence.findings.fact("class.certainty"), sentence.findings.fact("class.probability")
        else:
            continue
        if degree is not None:
            number = value.value if value is not None else None
            yield degree, number if isinstance(number, float) else None


def _is_bound(sentence: Sentence, match: re.Match[str], degree: str) -> bool:
    said = sentence.words
    if re.search(r"\bcertain\b", said[max(0, match.start() - WINDOW) : match.end() + WINDOW]):
        return False
    before, after = said[max(0, match.start() - WINDOW) : match.start()], said[match.end() :]
    if AFTER.match(after):
        return True
    graded = re.search(rf"\b{degree}\b", said[max(0, match.start() - WINDOW) : match.end() + WINDOW])
    return BEFORE.search(before) is not None and (
        graded is not None or re.search(rf"\b{BOUND} (?:of |at )?$", before) is not None
    )


def _check_side(sentence: Sentence, match: re.Match[str], value: float | None, bound: float) -> None:
    before = re.split(r"[;:]|\b(?:and|while|whereas|but)\b", sentence.words[: match.start()])[-1]
    reaches, misses = re.search(rf"\b(?:{REACHES})\b", before), re.search(rf"\b(?:{MISSES})\b", before)
    if value is None or bool(reaches) == bool(misses):
        return
    told = reaches or misses or match
    if (value >= bound) != bool(reaches):
        raise ClaimError(f"{told.group()!r} {match.group().strip()}: the measured value is {value:g}")
    if misses:
        offset = match.start() - len(before)
        sentence.blank(offset + misses.start(), offset + misses.end())


def _blank(sentence: Sentence, match: re.Match[str], degree: str, measured: object) -> None:
    """Blank the bound and, nearest to it, the degree that begins there, unless the sentence claims that degree."""
    sentence.blank(match.start(), match.end())
    low, high = max(0, match.start() - WINDOW), match.end() + WINDOW
    named = [
        (low + m.start(), low + m.end())
        for m in re.finditer(
            rf"\b{degree}(?: |-)?(?:agreement|certainty|range|band|level|class)?", sentence.said[low:high]
        )
    ]
    if not named or degree == measured:
        return
    start, end = min(named, key=lambda place: min(abs(place[0] - match.end()), abs(place[1] - match.start())))
    if re.search(
        r"\b(?:falls?|fell|lies|is|sits|lands|comes|belongs) (?:\w+ )?(?:in|into|within|under|to) (?:the |an? )?$",
        sentence.words[:start],
    ):
        return
    between = sentence.words[min(end, match.end()) : max(start, match.start())]
    if not re.search(CLAIMED, between) or re.search(r"\bwhich\b|\bwould\b", between):
        sentence.blank(start, end)
