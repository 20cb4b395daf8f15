"""Check what a sentence says of certainty and agreement: the degree must be the measured one."""

from __future__ import annotations

import re

from tasks import lexicon
from tasks.mentions import ClaimError
from tasks.methods import governing
from tasks.sentence import Sentence
from tasks.unmeasured import ABSOLUTE

MISSED = re.compile(
    r"\b(?:only just |just |narrowly |barely )?(?:miss(?:es|ed|ing)?(?: out on)?|(?:fall(?:s|ing)?|fell|stays?|stops?) (?:(?:just|only) )?(?:\d[\d.]* )?short of|shy of|below|beneath|less than|lower than|fails? to reach) (?:being |an? |the )?(?:\w+ )?(?P<degree>high|moderate)(?: (?:rating|agreement|grade|certainty|mark|level|class))?\b(?! \d)"
)
STEP = re.compile(
    r"\b(?:an?|one|1) (?:notch|step|rung|level|grade|degree) (?:(?P<up>above|over|up from|higher than)|below|under|down from|lower than) (?P<degree>high|moderate|low)\b"
)
"""A degree by the one beside it."""
DENIED = re.compile(
    r"\bcertainty (?:is|was) (?:not|never) (?:set to|put at|rated|graded(?: as)?|called) (?P<degree>low|moderate|high)\b"
)
"""That a degree of certainty was not given."""
NO_DOUBT = (
    r"(?:there is |with )?(?:very )?(?:little|hardly any|scarcely any|barely any|not much|next to no|no real|no) doubt(?:s)? (?:\w+ ){0,3}?(?:the )?(?:network|model|program|classifier|software|computer)(?:'s mind)?"
    r"|(?:(?<=network )|(?<=model )|(?<=program )|(?<=computer )|(?<=classifier ))(?:is|was|has|had) (?:in )?(?:very )?(?:little|hardly any|not much|next to no|no real|no) doubt(?: to speak of)?"
)
"""That the model has no doubt: a high certainty."""
RANKS = {"high": "top|highest|uppermost|topmost|upper", "moderate": "middle", "low": "bottom|lowest"}
"""Places on the scale of three degrees."""


def read_degrees(sentence: Sentence) -> None:
    """Take every word of the degree of an agreement or of a certainty out of the sentence.

    Raises
    ------
    ClaimError
        If one is not the measured degree.
    """
    denied = DENIED.search(sentence.words)
    if denied and denied["degree"] == sentence.known("class.certainty"):
        raise ClaimError(f"{denied.group()!r}: it is")
    _read_scale_of_three(sentence)
    _read_missed(sentence)
    _read_grading(sentence)
    list(sentence.take(r"(?:the )?most (?:probable|likely|plausible)|(?:less|more) (?:probable|likely)(?: than)?"))
    _read_agreement(sentence)
    _read_certainty(sentence)
    _read_loose(sentence)


def read_hedges(sentence: Sentence) -> None:
    """Take every other word of more or less certainty out of the sentence.

    Raises
    ------
    ClaimError
        If one words another certainty than the measured one, or a certainty that no finding has.
    """
    if sentence.known("class.certain") == "yes" and "class.certain" in sentence.facts:
        sentence.claims += len(list(sentence.take(r"certain(?: enough)?")))
    for match in sentence.take(
        r"clearly (?=prefers|favours|leads)|clear(?:ly)? (?:the )?(?:favou?rite|leader|winner|front-?runner|first choice|pick|choice|precedence|priority)"
    ):
        first = sentence.known("class.probability")
        if first is None or float(first) < 0.8:
            raise ClaimError(f"{match.group()!r}: the probability is below 0.8")
    for match in sentence.take(ABSOLUTE):
        raise ClaimError(f"{match.group()!r} claims a certainty that no finding has")
    _read_hedges(sentence)


def _read_missed(sentence: Sentence) -> None:
    """Take out a degree that is said to be missed, above the measured one."""
    order = ("low", "moderate", "high")
    for match in list(MISSED.finditer(sentence.said)):
        if any(".agreement" in fact_id for fact_id in sentence.facts):
            measured = _measured_agreement(sentence, match.start())
        else:
            measured = {str(sentence.known("class.certainty"))}
        if not measured <= set(order) or any(order.index(level) >= order.index(match["degree"]) for level in measured):
            raise ClaimError(f"{match.group()!r}: the measured degree is {' or '.join(sorted(measured))}")
        sentence.blank(match.start(), match.end())
        sentence.claims += 1


def _read_scale_of_three(sentence: Sentence) -> None:
    """Take out the list of all degrees; a place on their scale ("the top rung") becomes the degree that has it."""
    if not any(re.search(r"certainty|agreement\.degree", fact_id) for fact_id in sentence.facts):
        return
    for match in list(STEP.finditer(sentence.said)):
        order = ("low", "moderate", "high")
        rank = order.index(match["degree"]) + (1 if match["up"] else -1)
        if not 0 <= rank < len(order):
            raise ClaimError(f"{match.group()!r} is no degree")
        named = order[rank].ljust(len(match.group()))
        sentence.said = sentence.said[: match.start()] + named + sentence.said[match.end() :]
    joined = r"(?:,? and|,? or|,? to|,)"
    list(sentence.take(rf"low,? (?:moderate|medium){joined} high|high,? (?:moderate|medium){joined} low"))
    for degree, ranks in RANKS.items():
        place = rf"(?:the )?(?:{ranks})(?: of the (?:three|3))? (?:step|rung|degree|level|category|tier|grade|notch|box|band|bracket|one)s?(?: of the scale)?"
        for match in list(re.finditer(rf"\b{place}\b", sentence.said)):
            named = degree.ljust(len(match.group()))
            sentence.said = sentence.said[: match.start()] + named + sentence.said[match.end() :]


def _read_grading(sentence: Sentence) -> None:
    """Take "graded" where it is agreement or certainty that is graded, not a tumour."""
    noun, level = rf"(?:{lexicon.AGREEMENT_NOUN}|{lexicon.CERTAINTY_NOUN})", r"(?:low|moderate|high|medium|poor|good)"
    graded = r"grad(?:e|es|ed|ing)"
    cited = [fact_id for fact_id in sentence.facts if fact_id != "class"]
    if all(
        re.fullmatch(r"class\.certain(?:ty)?|evidence\.\w+\.agreement(?:\.degree)?", fact_id) for fact_id in cited
    ) and re.search(rf"\b(?:{noun}|dice)\b", sentence.words):
        list(
            sentence.take(
                r"(?:(?<=the low )|(?<=the moderate )|(?<=the high ))grade(?! (?:of the |\u00a4)?(?:tumour|lesion|glioma|meningioma|mass))|(?<=, the )grade(?= (?:that|which) (?:begins|starts|applies|opens))"
            )
        )
    for pattern in (
        rf"(?P<grade>{graded})(?: (?:its|the|this|that|their))? {noun}",
        rf"(?P<grade>{graded}) (?:as |at |to be )?(?:an? |only )*{level} (?:degree of |level of )?{noun}",
        rf"\b(?:{noun}|dice)\b[^;:\u00a4]{{0,90}}?\b(?P<grade>{graded})(?= (?:as |at |to be )?(?:an? |only )*{level}\b)",
        rf"(?P<grade>{graded})(?= for {noun})",
        rf"\bhow well [^.;:]*? (?:is|was) (?P<grade>{graded})\b",
        rf"{level} is the (?P<grade>grade) (?:given|assigned|attached)\b",
        rf"(?P<grade>{graded})(?= in (?:steps|degrees|levels|three)\b)",
        rf"(?<!tumour )(?<!lesion )(?<!\u00a4 )\b(?:earns?|gets?|receives?|merits?|deserves?|given|with) (?:an? |the )?{level} (?P<grade>grade)\b(?! (?:tumour|lesion|\u00a4))",
        rf"\b{noun} (?:attached to|of|in|for|about|behind|that the slice (?:belongs to|shows|is of)) (?:the |a )?(?:(?:predict\w+|class\w*|label|answer|call)(?: of)?)?[ \u00a4-]{{0,40}}(?:class |label )?(?:is|was) (?P<grade>graded)\b",
        rf"{noun} (?P<grade>grade|grading)(?=\W)",
        rf"(?P<grade>grades?) of {noun}",
    ):
        for match in re.finditer(pattern, sentence.said):
            sentence.blank(match.start("grade"), match.end("grade"), " ")


def _read_agreement(sentence: Sentence) -> None:
    if not any(".agreement" in fact_id for fact_id in sentence.facts):
        return
    for degree, pattern in lexicon.AGREEMENT_DEGREES.items():
        noun, verb = lexicon.AGREEMENT_NOUN, lexicon.AGREEMENT_VERB
        adverb = lexicon.AGREEMENT_ADVERBS[degree]
        patterns = (
            rf"(?:{pattern})[ -](?:degree of |level of |spatial )?{noun}",
            rf"(?:{adverb}) {verb}|{verb}(?: only)? (?:{adverb})|{verb}[^.;()]{{0,50}}? (?:(?:so|very|too) )?(?:{adverb})(?=$|\s*[.,;(]| that\b)",
            rf"{noun}{lexicon.LINK}(?:{pattern})",
            rf"{verb}[^.;]{{0,60}}?\bto an? (?:{pattern}) (?:degree|extent)",
            lexicon.COMMON[degree],
            rf"{lexicon.HARDLY_ANY} {noun}" if degree == "low" else r"(?!)",
            rf"dice(?! values (?:are|lie) close)[^.;]{{0,40}}\b(?:{pattern})(?=[\s).]*$)",
        )
        for match in sentence.take("|".join(patterns)):
            words = _measured_agreement(sentence, match.end() - 1)
            if _is_denied(sentence, match):
                sentence.claims += _denied(match.group(), degree, words)
                continue
            if words != {degree}:
                raise ClaimError(
                    f"{match.group()!r}: the measured agreement is {' or '.join(sorted(words)) or 'not cited'}"
                )
            sentence.claims += 1


def _measured_agreement(sentence: Sentence, place: int) -> set[str]:
    """The degrees of agreement of what a place speaks of: of the method it names, or of all that are cited."""
    degrees = {
        owner: str(sentence.known(f"{owner}.agreement.degree"))
        for fact_id in sentence.facts
        if ".agreement" in fact_id
        for owner in [fact_id.split(".agreement")[0]]
    }
    both = re.search(r"\b(?:both|each|all|two|either)\b[^.;:,]*$", sentence.words[:place])
    named = set() if both else set(governing(sentence, place)) & degrees.keys()
    return {degrees[owner] for owner in named or degrees}


def _is_denied(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a degree is denied, before it or between its noun and it ("the agreement was not rated high"); taken out."""
    before = re.search(
        r"\b(?:not|never|nor|neither)(?: (?:even|quite|exactly))? $|\bnot (?:\w+ )?enough (?:to be|for) (?:\w+ )?$|\bnot (?:be )?(?:said|considered|thought|held|claimed) to (?:be )?$",
        sentence.said[: match.start()],
    )
    if before:
        sentence.blank(before.start(), before.end())
    return bool(
        before
        or re.search(
            r"\b(?:not|never|neither|nor)\b(?! (?:very|so|too|entirely|at all|really|much|agree|match|overlap|coincide))",
            match.group(),
        )
    )


def _denied(said: str, degree: str, measured: set[str]) -> int:
    if degree in measured:
        raise ClaimError(f"{said!r}: the measured degree is {degree}")
    return 1


def _read_certainty(sentence: Sentence) -> None:
    level = sentence.known("class.certainty") if any(i.startswith("class") for i in sentence.facts) else None
    noun, adjective = lexicon.CERTAINTY_NOUN, lexicon.CERTAINTY_ADJECTIVE
    for degree in ("low", "moderate", "high"):
        word, adverb = lexicon.DEGREES[degree], lexicon.ADVERBS[degree]
        patterns = (
            rf"(?:{word})(?:er|ly)?[ -](?:(?:degree|level|amount) of )?(?:model |network )?{noun}",
            rf"{noun}{lexicon.LINK}(?:{word})(?=$|\W)",
            rf"(?:{adverb}) {adjective}",
            rf"{noun} (?:level |degree )?\(?(?:{word})(?=$|\W)",
            rf"{adjective} (?:to|in|with)(?: an?)? (?:{word}) (?:degree|extent|measure|level)",
            rf"{NO_DOUBT}|(?:there is )?(?:very )?(?:little|hardly any|scarcely any|barely any|not much|next to no) doubt|(?:all but|nearly|almost|as good as|practically|virtually) (?:sure|certain|convinced)(?! (?:part|region))|about as (?:sure|certain|confident) as (?:it gets|it can be|can be)|(?:(?<=network )|(?<=model )|(?<=program )|(?<=computer )|(?<=classifier ))(?:is|was|feels|felt|seems|sounds) (?:sure|confident|convinced)(?= (?:about|here|and)\b|[.,;])"
            if degree == "high"
            else r"(?!)",
            r"(?:quite |rather |very |pretty )?(?:sure|certain|confident) (?:of|about|in) (?:itself|this(?: one)?|it|its (?:answer|verdict|choice|label|class))"
            if degree == "high"
            else r"(?!)",
            rf"(?:degree|level) of {noun}{lexicon.LINK}(?:{word})(?=$|\W)",
        )
        for match in sentence.take("|".join(patterns)):
            if _is_denied(sentence, match):
                sentence.claims += _denied(match.group(), degree, {str(level)})
                continue
            if degree != level:
                raise ClaimError(f"{match.group()!r}: the measured certainty is {level or 'not cited'}")
            sentence.claims += 1


def _read_hedges(sentence: Sentence) -> None:
    if any(fact_id.endswith(".band") for fact_id in sentence.facts):
        sentence.said = re.sub(r"\buncertainty\b", "tolerance  ", sentence.said)
    cited = {fact_id.split(".")[0] for fact_id in sentence.facts}
    only_second = bool(sentence.classes) and all(m.owners == {"class.second"} for m in sentence.classes)
    placed = "class" not in cited
    level = sentence.known("class.certainty") if "class" in cited else None
    for pattern, levels in lexicon.HEDGES.items():
        for match in sentence.take(pattern):
            weak = "low" in levels
            if placed or (only_second and weak):
                continue
            if level not in levels and not (levels == {"moderate", "high"} and _is_probable(sentence)):
                raise ClaimError(f"{match.group()!r}: the measured certainty is {level or 'not cited'}")
            sentence.claims += 1


def _is_probable(sentence: Sentence) -> bool:
    probability = sentence.findings.fact("class.probability")
    return probability is not None and isinstance(probability.value, float) and probability.value > 0.5


def _read_loose(sentence: Sentence) -> None:
    """Words of degree anywhere in a sentence that cites one degree alone: they can only be said of that."""
    measured = sentence.values(r"class\.certainty|evidence\.\w+\.agreement\.degree")
    cited = {fact_id for fact_id in sentence.facts if re.search(r"\.agreement|class\.certainty", fact_id)}
    if len(measured) != 1:
        return
    of_one = len({fact_id.split(".")[0] for fact_id in cited}) == 1
    for degree in lexicon.DEGREES:
        words = rf"{degree}(?:ly)?|{lexicon.PLAIN_DEGREES[degree]}" if of_one else degree
        for match in sentence.take(rf"(?:{words})(?! (?:probab|likeli|chance|resolution|share|part|score|rank|than))"):
            if _is_denied(sentence, match):
                sentence.claims += _denied(match.group(), degree, measured)
                continue
            if {degree} != measured:
                raise ClaimError(f"{match.group()!r}: the measured degree is {next(iter(measured))}")
            sentence.claims += 1
