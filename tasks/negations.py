"""Check the negations of a sentence: each must be one that a finding supports."""

from __future__ import annotations

import re

from tasks import lexicon
from tasks.closeness import read_closeness
from tasks.mentions import ClaimError
from tasks.rounding import NUMBER, agrees
from tasks.sentence import Sentence

UNDER_MASK = (
    r"(?:under|in|inside|within|beneath|below|part of|covered by|reached by|touched by|overlapped by) (?:the )?mask"
)
NOT_FINAL = r"(?:will|would|does|do|can) not vouch for (?:this|it|the)(?: one| \w+)?|(?:should|must|can|may|is) not (?:to )?be (?:taken|read|seen|treated|regarded|understood|accepted|viewed) as (?:an? )?(?:definite|final|firm|certain|settled)(?: (?:answer|result|diagnosis|verdict|one))?|not (?:consider|regard|see|treat|view|deem|call)\w* (?:the |this )?(?:matter|question|issue|case|answer|class|result|label)(?: as)?(?: to be)? (?:settled|closed|decided|firm|final|certain)"
OF_SIDES = re.compile(
    r"\b(?:files?|headers?|(?<!either )sides?|sidedness|laterality|orientation|hemispheres?|halves|half|left|right)\b"
)
"""Where a sentence may say that nothing confirms the sides."""
LEVELS = ("low", "moderate", "high")
NOT_THAT = r"(?:(?:and |but )?not|rather than|instead of|as opposed to|neither|nor)(?: (?:an?|the|in|on|at|of|with|from|as|merely|just|only|very))*"


def read_contrasts(sentence: Sentence) -> None:
    """Take out what a finding is said not to be ("axial, not coronal"; "moderate rather than high").

    Raises
    ------
    ClaimError
        If that is just what it is.
    """
    plane = sentence.values(r"input\.plane")
    if plane:
        for name, pattern in lexicon.PLANES.items():
            others = "|".join(lexicon.PLANES.values())
            for match in sentence.take(
                rf"(?:unlike an?|{NOT_THAT}) (?:{pattern})(?:{lexicon.PLANE})?(?: (?:n?or|and) (?:{others}))?"
            ):
                if plane == {name} or re.search(lexicon.PLANES[next(iter(plane))], match.group()):
                    raise ClaimError(f"{match.group()!r} turns a finding round")
    if sum(fact_id.endswith(".area") for fact_id in sentence.facts) > 1:
        list(sentence.take(r"(?:rather than|instead of|as opposed to)(?= (?:just |only |the )?\d)"))
    if any(fact_id.endswith("_high") for fact_id in sentence.facts):
        list(sentence.take(r"(?:rather than|instead of)(?= (?:the |its |just )?\d)"))
    units = {"px": "px", "pixel": "px", "pixels": "px", "mm": "mm", "cm": "mm"}
    for match in sentence.take(rf"\(?(?:{NOT_THAT}|no|without) (?P<unit>px|pixels?|mm|cm)\)?"):
        if any(str(fact.unit).startswith(units[match["unit"]]) for fact in sentence.facts.values()):
            raise ClaimError(f"{match.group()!r} turns a finding round")
    list(sentence.take(r"not (?:be )?(?:read|taken?|mistaken?)(?= [^.;,]{0,30}?\b(?:as|for) (?:mm|cm)\b)"))
    list(
        sentence.take(
            r"(?:can|could|may|is|was|are) not (?:be )?(?:turn|convert|translat|express|chang|restat|giv)\w*(?: \w+)? (?:in|to|into) (?:mm|cm|m|real units?|length|physical \w+|absolute \w+)|without (?:an? |any )?(?:value|counterpart|equivalent|figure) in (?:mm|cm|real units?)|(?:is|was|remains) (?:not possible|impossible)"
        )
    )
    for match in sentence.take(rf"not (?:the |an? |at )?(?P<number>{NUMBER.pattern}) but"):
        number = NUMBER.search(sentence.words, match.start())
        if number and any(agrees(sentence.words, number, number["unit"], fact) for fact in sentence.facts.values()):
            raise ClaimError(f"{match.group()!r} turns a finding round")
    chance = sentence.facts.get("class.probability")
    if chance is not None:
        list(
            sentence.take(
                r"(?:labels|(?:a )?class(?:es)?) other than|(?:(?<=for )|(?<=among )|(?<=to )|(?<=than ))(?:everything|anything|all|whatever) else|(?:the )?remainder(?= (?:comes to|is \d|goes to))|leftover(?= probability)"
            )
        )
    for match in sentence.take(
        r"(?:only |just )?(?:slightly |a little |barely |somewhat )?more (?:likely|probable) than not"
    ):
        if chance is None or not isinstance(chance.value, float) or chance.value <= 0.5:
            raise ClaimError(f"{match.group()!r}: no cited probability is above one half")
    cited = "|".join(fact_id for fact_id in sentence.facts)
    measured = sentence.values(r"class\.certainty|evidence\.\w+\.agreement\.degree")
    if re.search(r"certainty|agreement", cited) and len(measured) == 1:
        for level in LEVELS:
            for match in sentence.take(rf"{NOT_THAT} (?:{lexicon.DEGREES[level]})(?=[\s,.;)]|$)(?! (?:prob|like))"):
                if measured == {level}:
                    raise ClaimError(f"{match.group()!r} turns a finding round")
            noun = f"(?:{lexicon.CERTAINTY_NOUN}|{lexicon.AGREEMENT_NOUN})"
            for match in sentence.take(rf"(?:no|not an?|without) (?:{lexicon.DEGREES[level]}) {noun}"):
                if measured == {level}:
                    raise ClaimError(f"{match.group()!r} turns a finding round")


def read_hedged_exclusions(sentence: Sentence) -> None:
    """Take out what is certain to be uncertain ("cannot be excluded") before the negations are read."""
    level = sentence.known("class.certainty") if any(i.startswith("class") for i in sentence.facts) else None
    second = bool(sentence.classes) and all(mention.owners == {"class.second"} for mention in sentence.classes)
    ranged = any(re.search(r"_(?:low|high)$|\.band$", fact_id) for fact_id in sentence.facts) and not sentence.classes
    exclusion = r"(?:can|could|may) not (?:be )?(?:entirely |fully |completely |safely )?(?:excluded?|ruled out|rule out|dismiss(?:ed)?)"
    unsure = r"not (?:be |at all |so |very |too |entirely |fully |completely |altogether |quite |really )*(?:certain|sure|confident|convinced)"
    if "class.certain" in sentence.facts:
        level = "low" if sentence.known("class.certain") == "no" else "high"
    elif sentence.findings.fact("class.certain") is not None and "class.certainty" not in sentence.facts:
        level = None
    for match in sentence.take(rf"{exclusion}|{unsure}"):
        if level != "low" and not second and not ranged:
            raise ClaimError(f"{match.group()!r}: the measured certainty is {level or 'not cited'}")
        sentence.claims += 1


def read_negations(sentence: Sentence) -> None:
    """Take out the negations that a finding supports.

    Raises
    ------
    ClaimError
        If another is left.
    """
    for fact_id, value, pattern in lexicon.ALLOWED_NEGATION:
        fact = sentence.facts.get(fact_id)
        if fact is None and fact_id == "tumour.hemisphere_from" and OF_SIDES.search(sentence.words):
            fact = sentence.findings.fact(fact_id)
            if any("not confirmed by the file" in cited.name for cited in sentence.facts.values()):
                sentence.claims += len(list(sentence.take(pattern)))
        if fact is None or value not in (None, fact.value):
            continue
        sentence.claims += len(list(sentence.take(pattern)))
    _read_beside(sentence)
    read_closeness(sentence)
    if any(fact_id.startswith("class") for fact_id in sentence.facts):
        list(sentence.take(r"not (?:just |merely |simply )?guess\w* at random"))
    if "class.second" in sentence.facts:
        list(
            sentence.take(
                r"if (?:it (?:is|was|were) |this (?:is|were) )?not(?: (?:that|so|this|this one|what the (?:network|model|program|computer) (?:thinks|believes|says)|the (?:first|top|leading) (?:choice|class|answer|one|guess))|(?= (?:an? )?\u00a4))"
            )
        )
    for match in sentence.take(
        r"(?:next to|almost|practically|virtually|close to) nothing (?:for|to)(?=[^.;,]*\b(?:other|alternativ|rest|else))|(?:could|can) (?:hardly|scarcely|barely|not) (?:be|get) (?:much |any )?(?:higher|greater)"
    ):
        chance = sentence.facts.get("class.probability")
        if chance is None or not isinstance(chance.value, float) or chance.value < 0.97:
            raise ClaimError(f"{match.group()!r}: no cited probability is 0.97 or more")
    if any(fact_id.endswith(".percentile") for fact_id in sentence.facts):
        list(
            sentence.take(
                r"not count|surviv\w*|discard\w*|dismiss\w*|reject\w*|exclud\w*|remov\w*|ignor\w*|not (?:kept|used|counted|included|part|retained)"
            )
        )
    if sentence.values(r"class\.certainty") == {"low"} or sentence.values(r"class\.certain") == {"no"}:
        sentence.claims += len(list(sentence.take(NOT_FINAL)))
    if sentence.values(r"class\.certainty") == {"low"} or sentence.values(r"class\.certain") == {"no"}:
        list(
            sentence.take(
                r"no (?:sure|certain|safe) (?:thing|bet)|not (?:\w+ ){0,4}?(?:as )?an? (?:very )?(?:sure|confident|firm|certain|safe) (?:thing|one|answer|bet|result|call|prediction|choice)"
            )
        )
    level = sentence.facts.get("tumour.level")
    if level is not None and isinstance(level.value, float) and level.value < 0:
        list(sentence.take("negative"))
    if sentence.ends_at_zero():
        sentence.said = re.sub(lexicon.ZERO, lambda zero: "0".ljust(len(zero.group())), sentence.said)
    for match in sentence.take(lexicon.NEGATION):
        if match.group() == "against" and not sentence.classes and any(".agreement" in i for i in sentence.facts):
            continue
        if match.group() == "against" and (len(sentence.classes) > 1 or "class.certain.from" in sentence.facts):
            continue
        raise ClaimError(f"{match.group()!r} turns a finding round")
    if sentence.known("class") == "no_tumor" and not re.search(r"tumour mask", sentence.said):
        for match in sentence.take(lexicon.TUMOUR):
            raise ClaimError(f"{match.group()!r} is claimed although the class is no tumour")


def _read_beside(sentence: Sentence) -> None:
    """Take out that a region near the mask is not under it, and that none is nearer than the nearest."""
    near = {fact_id for fact_id in sentence.facts if re.fullmatch(r"tumour\.nearby\.\d", fact_id)}
    under = {str(f.value) for f in sentence.findings.facts if re.fullmatch(r"tumour\.region\.\d", f.id)}
    if near and not {str(sentence.facts[fact_id].value) for fact_id in near} & under:
        list(sentence.take(rf"not (?:\w+ )?{UNDER_MASK}(?: but)?|outside (?:of )?(?:the )?mask"))
    if near:
        list(
            sentence.take(
                r"not (?:(?:quite |so |as |all that |very |that )+(?:close|near)(?: by)?|(?:close|near)(?: by)?(?! (?:to )?(?:the )?(?:\w+ )?(?:mask|lesion|\u00a4)))"
            )
        )
    if "tumour.nearby.1" in near:
        list(
            sentence.take(
                r"no (?:other )?(?:named )?(?:region|structure|area)s? (?:of the atlas )?(?:is|are|lies?|comes?|gets?) (?:any )?(?:closer|nearer)(?: than)?"
            )
        )
