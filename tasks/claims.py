"""Check one sentence against the findings it cites, without a model: what it claims must be what they measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data_contracts.findings import Fact, Findings
from tasks import lexicon
from tasks.absence import check_absence, completed
from tasks.asides import refuse_asides
from tasks.bounds import read_bounds, read_scale
from tasks.classes import read_classes
from tasks.degrees import read_degrees, read_hedges
from tasks.intervals import read_intervals
from tasks.leftovers import read_familiarity, read_planes, read_rest
from tasks.mentions import ClaimError
from tasks.methods import read_methods
from tasks.negations import read_contrasts, read_hedged_exclusions, read_negations
from tasks.places import read_regions
from tasks.quantities import check_numbers
from tasks.rules import read_rule
from tasks.scales import read_told_scale
from tasks.senses import unclaimed
from tasks.sentence import Sentence
from tasks.sides import read_denied_sides, read_sides
from tasks.spelling import spoken
from tasks.topics import TOPICS
from tasks.unmasked import read_empty_mask, read_unnamed

LONGEST_SENTENCE = 400
MOST_PARTS = 9
PART = re.compile(
    r"[;:.(](?!\d)|,(?!\d)|\bin the absence of\b|\bgiven that\b|(?=\bwithout\b)|(?=\b(?:says?|tells?|means?) nothing\b)|(?=\bdo(?:es)? not (?:extend|apply|speak|reach|mean)\b)|\b(?:but|while|whereas|although|though|despite|and|because|since|as|so|for which|yet)\b|(?=\b(?:neither|not assessed)\b)"
)

DASH = re.compile(r"(?<=[^\u2013\u2014]{12})\s[\u2013\u2014]\s(?=[^\u2013\u2014]*$)")
"""A dash that joins two clauses; a pair of them stands around a word put in, one after few letters behind an address."""
GIVEN_IN_MM = re.compile(
    r"(?i)\bcan (?:\w+ )?be (?:given|converted|expressed|stated|turned|translated) (?:in|to|into) (?:mm|millimet\w+|cm|centimet\w+)"
)
"""That a length in pixels can be told in mm."""
INTO_MM = r"(?:convert|turn|translat|express|giv|restat|chang)\w*"
UNWOVEN = (
    (
        r"^for (?:want|lack) of (?:an? |any )?(?:assessed |known |measured )?(pixel (?:spacing|size)), ",
        r"\1 was not assessed, ",
    ),
    (
        r"\bc[ao]mes? without (?:an? |the )?(pixel (?:spacing|size)(?: in (?:mm|millimet\w+))?)\.?$",
        r"is the input, the \1 was not assessed",
    ),
    (
        r"(?:an? |the )?(?:physical|real|true|metric|absolute) (?:size|length|extent|dimension) can ?not be (?:derived|computed|given|obtained|inferred) (?:from|for) (?:the |this )?(\d+ (?:px|pixels?))(?: \w+)?",
        r"\1 is measured",
    ),
    (
        r"(?:tells?|says?|means?|implies) (?:us |you )?nothing (?:of|about|on) (?:an? |any |the )?[\w ]{0,30}?,? (?:since|as|because|for) (?!this|these|it|they|that|none|neither|both)",
        ", ",
    ),
    (r"without an assessed (pixel (?:spacing|size)),?", r"the \1 was not assessed, "),
    (
        r"(?:should|must|can) not be (?:read|taken|seen|understood) as (?:carrying|implying|having|giving|stating) (?:one|any|it)\b",
        "is the class",
    ),
    (
        r"does not (?:imply|mean|indicate|amount to|prove|suggest|clear|exclude|rule out) (?:an? |any |the )?(midline shift|mass effect|oedema|edema|grade|volume|(?:other|further) lesions|rest of the brain),? (?:which|that)\b",
        r", the \1",
    ),
    (
        rf"(?:(?:i|we)(?: am|'m| are|'re) )?(?:not able|unable) to {INTO_MM} (?:those|these|the|this|that) (\d+ (?:px|pixels?))(?: (?:in|to|into) (?:mm|cm|millimet\w+|centimet\w+))?",
        r"\1 is measured",
    ),
    (
        rf"to {INTO_MM} (.{{3,40}}?)(?: (?:in|to|into) (?:mm|cm|millimet\w+|centimet\w+|real units))?,? (?:you|one|we)(?: would|'d) (?:need|require),?",
        r"\1 is measured, ",
    ),
    (
        rf"(?:,? (?:so|and))? ?(?:we|i|you|one) can(?: ?not|'t) {INTO_MM} (?:that|this|it|them) (?:in|to|into) (?:mm|cm|millimet\w+|centimet\w+)",
        "",
    ),
    (
        r"(?:must|should|can|may|is|are) not (?:to )?be (?:mistaken|confused|taken|read) (?:for|with|as) (?:(?:an?|the|any) )?(?:(?:evaluation|assessment|statement|measurement|sign) of )?(?:an? |the |any )?(?:tumou?r )?(volume|diagnosis|grade|midline shift|mass effect|oedema|histology|prognosis),? (?:which|that|since it|as it)\b",
        r", the \1",
    ),
    (
        r"\bno (\w+) (?:assessment|evaluation) (?:accompanies|goes with|comes with|belongs to)\b",
        r"\1 was not assessed, ",
    ),
    (
        r"^no (grade|volume|histology|prognosis|treatment|oedema|edema|midline shift|mass effect) was assessed (?:for|in|with|on|alongside) (?:this|the|an?)\b",
        r"\1 was not assessed, this is a",
    ),
    (
        r"\bno (volume|prognosis|grade|histology) (?:accompanies|goes with|comes with|is given with|belongs to|stands beside)\b",
        r"\1 was not assessed, ",
    ),
)
"""What weaves words of the measured and of the not assessed into one, and the same as two stretches."""


def check(text: str, cites: Sequence[str], findings: Findings) -> str | None:
    """Why the findings do not support the sentence; None if they do.

    Parameters
    ----------
    text : one sentence.
    cites : ids of the facts it words.
    findings : all facts of the case.
    """
    text = DASH.sub("; ", text)
    try:
        facts = _cited(cites, findings)
        absent = [fact for fact in facts if fact.status == "not assessed"]
        measured = [fact for fact in facts if fact.status == "measured"]
        if not measured:
            check_absence(text, absent)
        elif not absent:
            _check_measured(text, measured, findings)
        else:
            _check_both(text, measured, absent, findings)
    except ClaimError as claim:
        return str(claim)
    return None


def _cited(cites: Sequence[str], findings: Findings) -> list[Fact]:
    facts = []
    for fact_id in cites:
        fact = findings.fact(fact_id)
        if fact is None:
            raise ClaimError(f"cites {fact_id!r}, which is no finding of this case")
        facts.append(fact)
    if not facts:
        raise ClaimError("cites no finding")
    return facts


def _check_both(text: str, measured: Sequence[Fact], absent: Sequence[Fact], findings: Findings) -> None:
    """Part the sentence into words of what was measured and words of what was not, so that each holds."""
    for pattern, plain in UNWOVEN:
        text = re.sub(rf"(?i){pattern}", plain, text)
    if any(fact.id == "input.spacing" for fact in absent) and (told := GIVEN_IN_MM.search(text)):
        raise ClaimError(f"{told.group()!r}: the pixel spacing was not assessed")
    reason: ClaimError | None = None
    named = _without_named(text, measured)
    if named != text:
        try:
            return check_absence(named, absent)
        except ClaimError as claim:
            reason = claim
    for silent, rest in _partings(text, absent):
        try:
            check_absence(completed(silent, rest), absent)
            _check_measured(rest, measured, findings)
        except ClaimError as claim:
            reason = reason or claim
        else:
            return
    raise ClaimError(
        f"cites {absent[0].id!r}, which was not assessed, beside measured findings: {reason or 'no parting'}"
    )


def _without_named(text: str, measured: Sequence[Fact]) -> str:
    """The words without the class, the plane and the side that are cited with them ("the grade of the glioma was not assessed").

    Where a class is cited and not named the text stays: another class may stand in it, and "no tumour" reads as an absence.
    """
    values = {fact.id: str(fact.value) for fact in measured}
    patterns = []
    side = values.get("tumour.hemisphere", "")
    if values.keys() <= {"class", "input.plane", "tumour.hemisphere", "input.synthetic"}:
        patterns = [
            lexicon.PLANES.get(values.get("input.plane", ""), ""),
            lexicon.CLASSES.get(values.get("class", ""), ""),
            r"(?:synthetic|phantom|simulated|artificial)(?= (?:image|slice|picture|case|phantom))|(?<=the )phantom|(?<=this )phantom"
            if values.get("input.synthetic") == "yes"
            else "",
            rf"{side}[ -](?:sided|hemispher\w*)|{side}(?= (?:mask|tumour|lesion|outline)\b)|(?:in|of|on) the {side} (?:hemisphere|side)"
            if side
            else "",
        ]
    said = spoken(text)
    for pattern in filter(None, patterns):
        what = "tumour" if pattern == lexicon.CLASSES.get(values.get("class", "")) != lexicon.NO_TUMOUR else "slice"
        said = re.sub(rf"(?<![\w-])(?:{pattern})(?:-class)?(?![\w-])", what, said)
    named = said != spoken(text)
    return said if any(patterns) and (named or "class" not in values) else text


def _partings(text: str, absent: Sequence[Fact]) -> Iterator[tuple[str, str]]:
    """Each way to take one stretch out of a sentence: the stretch and the rest.

    A stretch begins and ends between commas and conjunctions, or where what was not assessed is named first.
    """
    ends = [match.start() for match in PART.finditer(text)][: MOST_PARTS - 1]
    names = [re.search(rf"\b(?:{TOPICS.get(fact.id, '(?!)')})\b", text.lower()) for fact in absent]
    topics = [match.start() for match in names if match]
    cuts = sorted({0, *ends, *topics[:1], len(text)})
    for first, start in enumerate(cuts[:-1]):
        for end in cuts[first + 1 :]:
            before, inside, after = text[:start], text[start:end], text[end:]
            if before.strip() or after.strip(" ."):
                around = ", ".join(part for part in (_trimmed(before), _trimmed(after)) if part)
                yield _trimmed(inside), around
                if before.strip() and after.strip(" ."):
                    yield around, _trimmed(inside)


def _trimmed(part: str) -> str:
    part = re.sub(r"(?i)^\W*(?:apart from|besides|beyond|outside|other than|even (?:at|with))\b", "With", part)
    return re.sub(
        r"^\W+(?=\w)|[\s,;:(]+$", "", re.sub(r"^[\s,;:.()]*(?:and|but|so|because|since|as|despite)\b", "", part)
    )


def _check_measured(text: str, facts: Sequence[Fact], findings: Findings) -> None:
    sentence = Sentence(text, facts, findings)
    if len(sentence.said) > LONGEST_SENTENCE:
        raise ClaimError(f"expected at most {LONGEST_SENTENCE} characters, got {len(sentence.said)}")
    if re.search(r"https?:|www\.|[<>{}\[\]`|]", sentence.said):
        raise ClaimError("holds markup or an address")
    read_scale(sentence)
    read_told_scale(sentence)
    for match in re.finditer(rf"(?<!\w)(?:{lexicon.HARMLESS})(?!\w)", sentence.said):
        sentence.blank(match.start(), match.end(), " ")
    sentence.said = unclaimed(sentence.said)
    read_methods(sentence)
    read_regions(sentence)
    read_unnamed(sentence)
    read_empty_mask(sentence)
    read_classes(sentence)
    read_familiarity(sentence)
    read_rule(sentence)
    read_contrasts(sentence)
    read_bounds(sentence)
    read_intervals(sentence)
    read_degrees(sentence)
    read_denied_sides(sentence)
    read_hedged_exclusions(sentence)
    read_negations(sentence)
    read_hedges(sentence)
    read_sides(sentence)
    read_planes(sentence)
    sentence.claims += check_numbers(sentence)
    refuse_asides(sentence)
    read_rest(sentence)
    if not sentence.claims:
        raise ClaimError("says nothing that the cited findings measured")
