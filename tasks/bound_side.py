"""Check on which side of the bound of certainty a sentence says that the probability lies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.mentions import ClaimError, clause
from tasks.rounding import NUMBER, agrees
from tasks.sentence import Sentence

BESIDE_BOUND = re.compile(
    r"(?:\b(?:probability|likelihood|score|chance|figure|network|model|program|answer|class)\b|\d)(?:[^;:.]|\.(?=\d)){0,30}?\b(?:sits|lies|is|stays|falls|remains|stands|comes|runs)\b(?: \w+)? (?:(?P<above>above|over|beyond)|below|under|beneath|short of|less than|at most) (?:the |that |its )*(?:model's )?(?:(?:least|smallest|lowest|minimum) (?:probability|value|score)|level|point|value|threshold|bound|mark|minimum|limit|bar|line)\b"
)
"""On which side of the bound a probability is said to lie, without the bound's number."""
PASSES_BOUND = re.compile(
    r"(?<!not )(?<!never )\b(?:(?P<above>(?:is |was )?(?:high |large |good )?enough to (?:satisfy|meet|clear|pass|reach|settle|decide|count as certain for)|satisf(?:ies|ied)|meets|clears|cleared|passes|passed|reaches|reached|exceeds|tops)|misses|missed|fails|failed) (?:the |its |that )*(?:model's )?(?:threshold|bound|mark|minimum|bar|limit|cut-?off|requirement|criterion|rule|matter|question|case)\b"
)
"""The same by a verb."""
ON_BOUND = re.compile(
    r"\b(?P<denied>not|never|hardly|scarcely) (?:\w+ ){0,2}?(?P<of_denied>(?:fall|falls|fell|below|under|short of|above|over|exceed\w*|clear\w*|pass\w*|reach\w*|meet|met|attain\w*)\b)[^.;\d]{0,40}$"
    r"|\b(?:(?P<short>(?:fall|falls|fell|falling|stays?|stops?|is|was|lies|just|well|comes?|came) (?:just |well |far |only )?(?:short of|below|under(?! (?:the|its|a) (?:model's )?rule)|beneath|shy of)|short of|lower than|less than|smaller than|miss(?:es|ed)|fail(?:s|ed) to (?:reach|meet|clear|attain))"
    r"|(?P<above>(?:is|was|lies|sits|comes?|came|stands?|just|well|comfortably|easily|safely|far) (?:just |well |far |comfortably )?(?:above|over|beyond|past)|exceed(?:s|ed|ing)?|clear(?:s|ed)|pass(?:es|ed)|tops|topped|more than|higher than|greater than|larger than|(?:surer|more certain|more confident) than|(?:is|was|lies?|stands?|comes?) at least|reach(?:es|ed)|meets|met|attain(?:s|ed)|satisf(?:ies|ied)|on the (?:upper|higher|right|good|safe|far) side of)|on the (?:lower|wrong|near) side of)[^.;\d]{0,40}$"
)
"""Just before the bound's number: on which side of it a probability is said to lie."""
REQUIRED = re.compile(
    r"\b(?:an?|the) (?:required|needed|demanded|necessary|prescribed) (?:probability |score |value )?(?:of )?(?=\d)"
)
"""Before what a class needs to count as certain."""
RULE_BELOW = re.compile(
    r"\b(?:below|under|beneath|short of|less than|lower than|smaller than) (?:an? |the )?(?:probability |chance |value |bound |threshold |limit |score |likelihood )?(?:of )?\d[\d.]*(?: ?%)?(?: \([^()]*\))?,?(?:(?!\b(?:not|no|never|nothing|none|neither|hardly|cannot|unless|until)\b)[^.;\d]){0,50}?"
    r"(?:\b(?P<denied>not|no|never|nothing|none|neither|hardly|cannot)\b[^.;\d]{0,50}?)??\b(?P<un>un)?certain\b"
)
"""What is said of a class whose probability is below the bound."""
RULE_TURNED = re.compile(
    r"(?<!not )(?<!un)\bcertain (?:also |even |still )?(?:below|under|beneath) (?:an? |the )?(?:probability of )?\d"
    r"|\b(?:reach(?:es|ing)?|from|above|at least|over|exceed(?:s|ing)?) (?:a probability of )?\d[\d.]*(?: ?%)?(?: on| upwards?| or more)?,? (?:(?:a|the) (?:class|answer) )?(?:is|are|counts?(?: as)?|stays?|remains?|does not count as|is not|passes as) (?:still )?(?:un(?=certain)|(?<=not )|(?<=not count as ))certain\b"
    r"|\b(?:is|does|do|are) not (?:count(?:s|ed)? )?(?:as )?certain (?:from|above|at|with) (?:an? |the )?(?:probability of )?\d[\d.]*(?: ?%)?(?: (?:upwards?|on|onwards|and more))?\.?$|\bcertain\b[^.;]{0,60}? does not (?:begin|start) at (?:an? )?(?:probability of )?\d|\b(?:at or above|from|above|at least) \d(?:[^.;]|\.(?=\d))*? certain, (?:and |but )?those below (?:do|are|count) (?:as well|too|also|likewise|so)\b"
)
"""A class that is said to be certain below the bound, or not to be certain from it on."""
EXCUSED = re.compile(
    r"\bdoes not (?:ask|call) for (?:an? )?(?:(?:probability|score|value) )?(?:of )?(?:at least )?\d|\b(?:is|was) not (?:an? )?(?:probability of )?\d|\bdoes not (?:lie|stand|sit|rest) at (?:an? )?(?:probability of )?\d|\b(?:need not|does not (?:need|have) to|is not (?:required|obliged|asked|forced) to|without (?:needing|having) to) (?:\w+ ){0,2}?(?:reach|have|be|get|attain|meet|clear|exceed|pass|touch)\b[^.;]{0,40}?\d"
)
"""That a class could count as certain without reaching the bound."""
RULE_TOLD = r"\b(?:whose|certain under (?:its|the)|had|must|needs?|needed to|requires? (?!that)|would|should|if|unless|until|any|anything|whatever|whenever|only (?:when|if|from)|counts? as|for an?|to (?:be|count|pass|qualify)|has to|have to|a class|every|those|values|what)\b"


def read_bound_side(sentence: Sentence) -> None:
    """Compare the probability with the bound, told with its number or without.

    Raises
    ------
    ClaimError
        If the probability lies on the other side.
    """
    _check_required(sentence)
    _check_told_twice(sentence)
    if _is_told_as_rule(sentence):
        return
    chance, bound = sentence.known("class.probability"), sentence.known("class.certain.from")
    if chance is None or bound is None:
        return
    for told, above in (*_by_name(sentence), *_by_number(sentence, float(bound))):
        if above != (float(chance) >= float(bound)):
            raise ClaimError(f"{told!r}: {chance} and {bound}")


def _check_required(sentence: Sentence) -> None:
    """Whether a probability that is said to be required is the bound.

    Raises
    ------
    ClaimError
        If it is not.
    """
    bound = sentence.facts.get("class.certain.from")
    if bound is None:
        return
    for before in REQUIRED.finditer(sentence.words):
        number = NUMBER.match(sentence.words, before.end())
        if number and not agrees(sentence.words, number, number["unit"], bound):
            raise ClaimError(f"{before.group()}{number.group()!r}: the rule asks for {bound.value}")


def _check_told_twice(sentence: Sentence) -> None:
    """Whether the bound's number is given for the probability too ("at 0.978 it clears the 0.978").

    Raises
    ------
    ClaimError
        If it is, and the probability is another.
    """
    chance, bound = (sentence.facts.get(f"class.{name}") for name in ("probability", "certain.from"))
    if chance is None or bound is None:
        return
    numbers = list(NUMBER.finditer(sentence.words))
    of_bound = [number for number in numbers if agrees(sentence.words, number, number["unit"], bound)]
    if len(of_bound) > 1 and not any(agrees(sentence.words, number, number["unit"], chance) for number in numbers):
        raise ClaimError(f"{of_bound[0].group()!r}: the probability is {chance.value}")


def _is_told_as_rule(sentence: Sentence) -> bool:
    """Whether the rule alone is told, by what is not certain: what lies below the bound.

    Raises
    ------
    ClaimError
        If the rule is told the wrong way round.
    """
    if {fact_id for fact_id in sentence.facts if fact_id.startswith("class")} != {"class.certain.from"}:
        return False
    if excused := EXCUSED.search(sentence.words):
        raise ClaimError(f"{excused.group()!r}: a class needs it")
    turned = RULE_TURNED.search(sentence.words)
    if turned and not re.search(r"\b(?:unless|until|only|if not)\b", sentence.words):
        raise ClaimError(f"{turned.group()!r}: a class needs at least as much, and no more")
    told = list(RULE_BELOW.finditer(sentence.words))
    for match in told:
        if not match["denied"] and not match["un"]:
            raise ClaimError(f"{match.group()!r}: a class needs at least as much")
        if match["denied"]:
            sentence.blank(*match.span("denied"))
        sentence.claims += 1
    return bool(told)


def _by_name(sentence: Sentence) -> Iterator[tuple[str, bool]]:
    """Where the bound is named: what is said, and whether the probability is said to be above it."""
    if "input.familiarity" in sentence.facts:
        return
    if beside := BESIDE_BOUND.search(sentence.words):
        sentence.claims += 1
        yield beside.group(), bool(beside["above"])
    if passes := PASSES_BOUND.search(sentence.words):
        yield passes.group(), bool(passes["above"])


def _by_number(sentence: Sentence, bound: float) -> Iterator[tuple[str, bool]]:
    """The same where the bound's number is told of the case, not of the rule."""
    if "class.certain.from" not in sentence.facts:
        return
    for number in NUMBER.finditer(sentence.words):
        if float(number["digits"]) not in (bound, 100 * bound):
            continue
        before = sentence.words[clause(sentence.words, number.start())[0] : number.start()]
        told = ON_BOUND.search(before)
        if told is None or re.search(RULE_TOLD, before):
            continue
        above = bool(told["above"])
        if told["denied"]:
            above = re.match(r"(?:fall|fell|below|under|short)", told["of_denied"]) is not None
        yield told.group(), above
