"""Check what a sentence says of the rule by which a class counts as certain: from which probability, and whether it does."""

from __future__ import annotations

import re

from tasks.bound_side import read_bound_side
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
CLASS_NAMED_CERTAIN = re.compile(
    r"(?:\b\w+ (?:treats|regards|takes|counts|accepts|considers|deems) (?:its|the|this) (?:own )?(?:answer|class|label|prediction|verdict)(?: as)? certain\b(?! (?:only|when|if|from|once|at)))|(?:^|[,;:]|\b(?:and|but|so|thus|hence|therefore|yet)\b)\W*(?:(?:the|this|its|that) (?:[\w']+ )?(?:class|answer|label|prediction|result|verdict)|it) (?:is|was|counts|passes|stands|is (?:classed|counted)|(?:should|may|can|must|is to) be) (?:(?:read|fully|entirely|wholly|quite|deemed|regarded|accepted|treated|taken|still|nonetheless|also) )*(?:as )?(?:classed as |counted as )?(?:an? )?(?:fully |entirely |wholly |quite )?certain\b"
)
"""A clause of its own that calls the class of the case certain."""
CALLED_LIKELY = re.compile(
    r"\b(?:calls?|counts?|deems?|regards?|treats?) (?:something|anything|an? (?:class|answer|label)|it|one)(?: as)? (?:possible|probable|likely|plausible|conceivable)\b"
    r"|\b(?:calls?|deems?) (?:possible|probable|likely|plausible)\b|\b(?:class(?:es)?|answers?|labels?|it) (?:counts?|is|are|qualif\w+)(?: as)? (?:likely|probable|possible|plausible) (?:from|at|above|once|if|when)\b"
)
"""Another degree than that of the rule."""
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
    if likely := CALLED_LIKELY.search(sentence.words):
        raise ClaimError(f"{likely.group()!r}: the rule tells what is certain")
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
    read_bound_side(sentence)
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
        r"(?:anything|any \w+|values|answers|classes) (?:under|below|short of) \d[\d.]*(?: would (?:not )?(?:have been|be) (?:\w+ )*?(?:unsure|uncertain|not certain|certain))?|(?:not|no|never) (?:\w+ )?(?:below|under|beneath|short of)|(?:does|do|did|has) not (?:been )?(?:fail(?:ed)?|miss(?:ed)?|flunk(?:ed)?|f[ae]ll(?:en)? (?:short|below))(?: of)?|(?:not|no) (?:less|lower|smaller) than|not (?:only|just)|at least|no (?:doubt|tumour)|neither more nor less",
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
    if value == "no" and (named := CLASS_NAMED_CERTAIN.search(sentence.words)):
        raise ClaimError(f"{named.group()!r}: the class does not count as certain")
    contrast = re.search(r"\b(?:although|though|but|whereas|while|yet|however|only)\b", bare)
    asserted = re.search(
        r"\b(?:is|was|counts?|qualif\w+|stays|remains|passes|deemed|regarded|accepted|treated|taken) (?:\w+ )?(?:as )?certain\b",
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
                rf"\b(?:{CERTAIN}|{RULE}|certainty|counts?|enough|status|tag|met|minimum)\b|\d|^\W*(?:and|but|so)? ?(?:it|this one|this|that|which|which it|the (?:answer|class|result)) (?:did|does|has|is|was) not\W*$|^\W*not (?:met|satisfied|fulfilled|reached)\W*$|\bnot (?:meet|reach|clear|pass|attain|satisfy|fulfil) it\W*$",
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
        r"\b(?:this|the|its|it|predicted|answer|prediction) (?!certainty\b|confidence\b)(?:\w+ )?(?:class |answer |prediction )?(?:is|was|does|counts?|fails?|falls?|misses|stays?|lies|remains?|reaches|clears|exceeds)\b(?! (?:about |approximately |around |roughly |some |at least )?\d)",
        said,
    )
