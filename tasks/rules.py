"""Check what a sentence says of the rule by which a class counts as certain: from which probability, and whether it does."""

from __future__ import annotations

import re

from tasks.mentions import ClaimError, clause
from tasks.rounding import NUMBER, agrees
from tasks.sentence import Sentence

CERTAIN = r"(?:un)?certain(?: enough)?(?! (?:part|region|share|amount|extent|degree))"
SHORT = (
    r"not (?:decide|choose|settle|pick|commit|say|tell|know)\w* (?:\w+ ){0,4}?with (?:full |any |complete )?certainty|not|no|never|neither|nor|without|fail\w*|fall\w* (?:short|below|under)|fell (?:short|below|under)|short of|miss(?:es|ed|ing)?|lack\w*|(?:is|are|was|lies|stays?|remains?) (?:(?!certain)\w+ )?(?:below|under|beneath|lower|less|smaller)"
    r"|(?<!by )(?:below|under(?! an? \d[\d.]* ?%? (?:minimum|threshold|cut-?off|bar))|beneath|less than|lower than|smaller than) (?:the |that |this |its |what |a )*(?:\d(?![\d.]* ?%? (?:rule|criterion|requirement|standard|condition|policy))|mark|bar|limit|threshold|required|need)\w*|would(?! (?:also |still )?(?:have )?(?:suffic|been enough|be enough|do\b|pass|count))"
    r"|outside (?:of )?(?:what|the range|that which)|rather than an? (?:settled|certain|firm|final|definit\w+|sure) (?:answer|class|verdict|result|label|diagnosis)|not with (?:full |any |complete )?certainty|without certainty|insufficient\w*|too (?:low|small|little|weak|unsure)|uncertain|unsettled|undecided|unresolved|short|den(?:y|ies|ied)|refus\w*|declin\w*|withheld|withhold\w*|stops? short|anything but|far from|cannot"
)
"""Words by which a class is said not to count as certain."""
RULE = (
    r"(?:model's |network's |own |its |the |by |under |a |this )*(?:rule|criterion|mark|threshold|bar|limit|cut-?off|requirement|standard|condition|hurdle)s?"
    r"|needs?|needed|need|requires?|requiring|required|requirement|demands?|demanded|must|at least|a minimum of|asked(?: of| for)?|reliab\w+|tests?|checks?"
)


NARROWLY = r"\b(?:only |just |by )?(?:an? )?(?:whisker|hair(?:'s breadth)?|shade|touch|notch) (?:above|over|below|under|short|shy)|\b(?:just|barely|narrowly|only just|marginally|slightly|only a whisker|a whisker) (?:short of|shy of|misses|missed|missing|above|over|below|under|clears|cleared|exceeds|reaches)"
"""Before the bound: that the probability is near it."""
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
    r"|(?P<above>(?:is|was|lies|sits|comes?|came|stands?|just|well|comfortably|easily|safely|far) (?:just |well |far |comfortably )?(?:above|over|beyond|past)|exceed(?:s|ed|ing)?|clear(?:s|ed)|pass(?:es|ed)|tops|topped|more than|higher than|greater than|larger than|(?:surer|more certain|more confident) than|(?:is|was|lies|stands|comes) at least|reach(?:es|ed)|meets|met|attain(?:s|ed)|satisf(?:ies|ied)|on the (?:upper|higher|right|good|safe|far) side of)|on the (?:lower|wrong|near) side of)[^.;\d]{0,40}$"
)
"""Just before the bound's number: on which side of it a probability is said to lie."""
RULE_TOLD = r"\b(?:whose|certain under (?:its|the)|had|must|needs?|needed to|requires? (?!that)|would|should|if|unless|until|any|anything|whatever|whenever|only (?:when|if|from)|counts? as|for an?|to (?:be|count|pass|qualify)|has to|have to|a class|every|those|values|what)\b"
LEAST = r"(?:smallest|least|lowest|minimum) (?:acceptable|permitted|allowed)(?= for (?:\w+ )?certainty)|(?:smallest|least|lowest|minimal|minimum)(?= (?:\w+ )?(?:probability|value|score|chance)\b[^.;:,]{0,40}\b(?:certain|counts?|suffic\w+|enough|needed|required))"


def read_rule(sentence: Sentence) -> None:
    """Take out whether the class counts as certain, where a finding about that is cited.

    Raises
    ------
    ClaimError
        If the sentence says the contrary of what was found.
    """
    if not any(fact_id.startswith("class.certain.") or fact_id == "class.certain" for fact_id in sentence.facts):
        return
    if re.search(r"\b(?:anything|any \w+|values|answers|classes) (?:under|below|short of) \d", sentence.words):
        list(
            sentence.take(
                r"would not (?:have )?(?:been|be|passed?|counted?|qualif\w+)(?: (?:taken|treated|accepted|regarded))?(?: (?:as|for))?(?: an?)? certain(?: answer| class| one)?"
            )
        )
    if sentence.values(r"class\.certain") == {"yes"}:
        sentence.claims += len(
            list(sentence.take(r"with certainty(?= (?:under|by|according to) (?:the|its) (?:model's )?rule)"))
        )
    beside = BESIDE_BOUND.search(sentence.words)
    chance, bound = sentence.known("class.probability"), sentence.known("class.certain.from")
    if (
        beside
        and chance
        and bound
        and "input.familiarity" not in sentence.facts
        and (float(chance) >= float(bound)) != bool(beside["above"])
    ):
        raise ClaimError(f"{beside.group()!r}: {chance} and {bound}")
    sentence.claims += bool(beside and chance and bound)
    if isinstance(chance, str) and isinstance(bound, str):
        _check_side(sentence, float(chance), float(bound))
    passes = PASSES_BOUND.search(sentence.words)
    if (
        passes
        and chance
        and bound
        and "input.familiarity" not in sentence.facts
        and (float(chance) >= float(bound)) != bool(passes["above"])
    ):
        raise ClaimError(f"{passes.group()!r}: {chance} and {bound}")
    _read_bound(sentence)
    _check_narrow(sentence)
    said = sentence.said
    if "class.probability" in sentence.facts:
        said = re.sub(
            r"\b(?:stops? at|reach\w* only|only (?:reach\w*|gets|has))(?= \d)",
            lambda only: "short of".ljust(len(only.group())),
            said,
        )
    said = re.sub(
        r"\buncertain it is not\b|\b(?:not (?:true|so|the case|right) that|by no means|anything but|far from|not)\b(?:(?! counts?\b)[^.;:,]){0,60}?\buncertain\b",
        lambda denied: "certain".ljust(len(denied.group())),
        said,
    )
    bare = re.sub(
        r"(?:anything|any \w+|values|answers|classes) (?:under|below|short of) \d[\d.]*(?: would (?:not )?(?:have been|be) (?:\w+ )*?(?:unsure|uncertain|not certain|certain))?|(?:not|no|never) (?:\w+ )?(?:below|under|beneath|short of)|(?:not|no) (?:less|lower|smaller) than|not (?:only|just)|at least|no (?:doubt|tumour)|neither more nor less",
        " ",
        said,
    )
    status = re.search(
        rf"\b{CERTAIN}\b|\b(?:qualif|clear|pass|meet|met\b|satisf|suffic|reach|exceed|cross)\w*|\b{SHORT}\b", bare
    )
    if status is None:
        list(sentence.take(RULE))
        return
    short = len(re.findall(rf"\b(?:{SHORT})\b", bare))
    value = sentence.known("class.certain")
    denies = bool(short) and not _is_rule_only(sentence, bare)
    about = re.search(rf"\b{CERTAIN}\b", bare) or "class.certain" in sentence.facts
    if about and value == "yes" and denies:
        raise ClaimError("says that the class does not count as certain, which it does")
    contrast = re.search(r"\b(?:although|though|but|whereas|while|yet|however|only)\b", bare)
    asserted = re.search(
        r"\b(?:is|was|counts?|qualif\w+|stays|remains|passes|deemed|regarded|accepted|treated) (?:\w+ )?(?:as )?certain\b",
        bare,
    )
    told = (
        not asserted
        and {f"class.{name}" for name in ("probability", "certain.from")} <= sentence.facts.keys()
        and contrast
    )
    if about and value == "no" and not told and not short and not _is_rule_only(sentence, bare):
        raise ClaimError("says that the class counts as certain, which it does not")
    taken = list(
        sentence.take(
            rf"{CERTAIN}|clear(?:s|ed|ing)?|(?:satisf|fulfil|meets|met\b|pass)\w*|qualif\w+|reliab\w+|(?:{RULE})(?: for| of)(?: being)? certainty"
        )
    )
    for _ in sentence.take(rf"(?:{SHORT}) (?:of )?(?={RULE})|(?:{RULE})"):
        pass
    if value == "no":
        for match in re.finditer(rf"\b(?:{SHORT})\b", sentence.said):
            start, end = clause(sentence.words, match.start())
            if re.search(
                rf"\b(?:{CERTAIN}|{RULE}|certainty|counts?|enough|status|tag|met|minimum)\b|\d|^\W*(?:and|but|so)? ?(?:it|this one|this|that|which|which it|the (?:answer|class|result)) (?:did|does|has|is|was) not\W*$|^\W*not (?:met|satisfied|fulfilled|reached)\W*$",
                sentence.words[start:end],
            ):
                sentence.blank(match.start(), match.end())
                taken.append(match)
    sentence.claims += len(taken)


def _read_bound(sentence: Sentence) -> None:
    """Take "the smallest probability that counts" for the bound; a number beside it must be the bound's."""
    bound = sentence.facts.get("class.certain.from")
    if bound is None:
        return
    for match in sentence.take(LEAST):
        start, end = clause(sentence.said, match.start())
        numbers = [number for number in NUMBER.finditer(sentence.said) if start <= number.start() < end]
        numbers += [number for number in NUMBER.finditer(sentence.said) if number.start() >= end][:1]
        if numbers and not any(agrees(sentence.said, number, number["unit"], bound) for number in numbers):
            raise ClaimError(f"{match.group()!r} is not what was measured")
        sentence.claims += 1


def _check_side(sentence: Sentence, chance: float, bound: float) -> None:
    """Whether the probability lies on the side of the bound's number that the words before it say."""
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
        if above != (chance >= bound):
            raise ClaimError(f"{told.group()!r}: {chance:g} and {bound:g}")


def _check_narrow(sentence: Sentence) -> None:
    """Whether a probability that is said to be just above or below the bound is so."""
    values = [sentence.findings.fact(f"class.{name}") for name in ("probability", "certain.from")]
    numbers = [fact.value for fact in values if fact is not None and isinstance(fact.value, float)]
    told = re.search(NARROWLY, sentence.words)
    own = NUMBER.match(sentence.words, told.end() + 1) if told else None
    if own and len(numbers) == 2 and float(own["digits"]) not in (numbers[1], 100 * numbers[1]):
        return
    if told and len(numbers) == 2 and abs(numbers[0] - numbers[1]) > 0.06:
        raise ClaimError(f"{told.group()!r}: {numbers[0]:g} is not close to {numbers[1]:g}")
    list(sentence.take(r"(?:only |just |by )*an? (?:whisker|hair(?:'s breadth)?|shade|touch|notch)"))


def _is_rule_only(sentence: Sentence, said: str) -> bool:
    """Whether only the rule is told ("a class needs 0.978 to be certain"), not what came of it."""
    said = re.sub(r"\b(?:before|until|when|if|for) (?:it|one|they) (?:counts?|is|are)\b", " ", said)
    return "class.certain" not in sentence.facts and not re.search(
        r"\b(?:this|the|its|it|predicted|answer|prediction) (?!certainty\b|confidence\b)(?:\w+ )?(?:class |answer |prediction )?(?:is|was|does|counts?|fails?|falls?|misses|stays?|lies|remains?|reaches|clears|exceeds)\b(?! \d)",
        said,
    )
