"""Check what a sentence says by a denial of how close values lie: "hardly differ", "not a close race", "hardly any of the mask"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from tasks.mentions import ClaimError
from tasks.sentence import Sentence

HARDLY = r"(?:hardly|scarcely|barely)"
LOOSE_BAND_MM = 20
"""From which half-width on a level is one that cannot be relied on."""
SLIGHT_CHANCE, SLIGHT_SHARE = 0.1, 15
"""Below which a probability, or a share in per cent, is hardly any."""


def read_closeness(sentence: Sentence) -> None:
    """Take out what is said of how close, small or loose cited values are, where its words look like a negation.

    Raises
    ------
    ClaimError
        If the values are not so.
    """
    _read_alike(sentence)
    _read_race(sentence)
    _read_hardly_any(sentence)
    _read_loose_level(sentence)
    _read_no_match(sentence)


def _read_alike(sentence: Sentence) -> None:
    """That two cited numbers hardly differ."""
    values = [(f.unit, f.value) for f in sentence.facts.values() if isinstance(f.value, float)]
    pairs = [(one, two) for (unit, one), (other, two) in itertools.combinations(values, 2) if unit == other]
    for pattern, alike in (
        (
            rf"(?:with )?{HARDLY} (?:differ\w*|apart|any (?:difference|gap|distance)|distinguish\w*|separat\w*)",
            any(abs(one - two) <= 0.05 * max(one, two) for one, two in pairs),
        ),
        (r"not much (?:separates|divides|distinguishes|parts)", any(abs(one - two) <= 0.1 for one, two in pairs)),
    ):
        for match in sentence.take(pattern):
            if not alike:
                raise ClaimError(f"{match.group()!r}: no two cited numbers are so close")
            sentence.claims += 1


def _read_race(sentence: Sentence) -> None:
    """How far apart the probabilities of the two first classes are, and that the second is not ahead."""
    if ahead := re.search(
        r"\b(?:runner-up|second (?:class|choice|answer|candidate|label)|alternative)\b(?:[^.;]|\.(?=\d)){0,30}?\b(?<!not )(?<!never )(?:outweighs|exceeds|beats|outranks|surpasses|overtakes|is ahead of|outscores|tops) (?:the |its )?(?:predicted|first|top|leading|winning|class|answer|label|winner)",
        sentence.words,
    ):
        raise ClaimError(f"{ahead.group()!r}: the second class is the less probable one")
    if not any(fact_id.startswith("class") for fact_id in sentence.facts):
        return
    chances = [sentence.findings.fact(f"{name}.probability") for name in ("class", "class.second")]
    first, second = (chance.value if chance is not None else None for chance in chances)
    if not isinstance(first, float) or not isinstance(second, float):
        return
    gap = first - second
    told: tuple[tuple[str, Callable[[float], bool]], ...] = (
        (
            r"(?:gap|difference|margin|lead|distance) (?:between [^.;:]*? )?(?:is|was) (?:very |quite |rather )?(?:small|slim|narrow|slight|tiny)"
            r"|not (?:much|far|a lot) (?:lower|less|smaller|below)(?: than)?",
            lambda gap: gap <= 0.15,
        ),
        (
            rf"{HARDLY} (?:an? )?(?:serious )?(?:rival|contender|competitor|competition|alternative)|not (?:an? )?close(?: race| call| contest)?",
            lambda gap: gap >= 0.5,
        ),
        (r"(?:remote|distant)(?= second\b)", lambda gap: gap >= 0.3),
        (r"not (?:very |so |too |all that )?far apart", lambda gap: gap <= 0.2),
        (
            r"(?:gap|difference|margin|lead|distance) (?:between [^.;:]*? )?(?:is|was) (?:very |quite |rather )?(?:large|wide|huge|big|enormous|considerable)",
            lambda gap: gap >= 0.3,
        ),
        (r"(?:almost|nearly|about|just|every bit|practically) as (?:likely|probable) as", lambda gap: gap <= 0.1),
        (
            r"(?:the )?(?:race|contest|call) (?:is|was) (?:very |quite |rather )?(?:close|tight|narrow)|(?:an? )?(?:close|tight|narrow) (?:race|call|contest)|not +(?:\w+ +)?(?:far +)?behind",
            lambda gap: gap <= 0.2,
        ),
    )
    for pattern, holds in told:
        for match in sentence.take(pattern):
            if not holds(gap):
                raise ClaimError(f"{match.group()!r}: the two probabilities are {gap:.3g} apart")
            sentence.claims += 1


def _read_hardly_any(sentence: Sentence) -> None:
    """That a class has hardly any probability, a region hardly any of the mask; that a region is not far off."""
    values = {fact.id: fact.value for fact in sentence.facts.values() if isinstance(fact.value, float)}
    chances = [value for fact_id, value in values.items() if fact_id.endswith(".probability")]
    shares = [value for fact_id, value in values.items() if fact_id.endswith(".overlap")]
    for pattern, cited, limit in (
        (rf"{HARDLY} any (?:share of )?(?:the )?(?:probability|chance|likelihood)", chances, SLIGHT_CHANCE),
        (rf"{HARDLY} any of (?:the |its )?(?:outline|mask|tumour|it)", shares, SLIGHT_SHARE),
    ):
        for match in sentence.take(pattern):
            if not any(value < limit for value in cited):
                raise ClaimError(f"{match.group()!r}: no cited value is below {limit:g}")
    if shares or any(".nearby" in fact_id for fact_id in sentence.facts):
        list(sentence.take(r"not (?:\w+ )?far(?: (?:off|away|behind))?(?: either)?"))


def _read_loose_level(sentence: Sentence) -> None:
    """That a level with a wide band is not one to rely on, and that another would hardly fit worse."""
    band = sentence.facts.get("tumour.level.band")
    if band is None or not isinstance(band.value, float):
        return
    for match in sentence.take(
        r"(?:can|could) (?:hardly|scarcely|not) (?:be )?(?:trust(?:ed)?|rel(?:y|ied) (?:up)?on)"
        r"|(?:could|may|might|can) be (?:wrong|off|out) by (?:a long way|a lot|far|much)"
        r"|(?:quite |very |rather |fairly )?far (?:away )?from (?:it|that|this)"
    ):
        if band.value < LOOSE_BAND_MM:
            raise ClaimError(f"{match.group()!r}: the band is {band.value:g} mm to either side")
    list(sentence.take(rf"{HARDLY} (?:chang|alter|affect|worsen|impair|matter)\w*"))


def _read_no_match(sentence: Sentence) -> None:
    """That a heatmap does not bear the mask out, where their agreement is low, or does not meet it, where it is 0."""
    if sentence.values(r".*\.agreement\.degree") == {"low"}:
        list(sentence.take(r"(?:do|does) not (?:back up|support|confirm|bear out)(?= the)"))
        list(sentence.take(r"do not expect [^.;,]*? to (?:line up|agree|match|overlap|coincide)(?: with)?"))
    if any(fact.value == 0 for fact_id, fact in sentence.facts.items() if fact_id.endswith(".agreement")):
        pattern = r"(?:(?:have|has|share) )?nothing in common|(?:do|does|did) not (?:line up|overlap|coincide|meet|touch|agree|match)(?: at all)?"
        sentence.claims += len(list(sentence.take(pattern)))
