"""Check the saliency methods that a sentence names: which, what is said of each, and which agrees better with the mask."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tasks import lexicon
from tasks.mentions import ClaimError, Mention, clause
from tasks.sentence import Sentence

BY_HOW_MUCH = r"(?:(?:slightly|somewhat|marginally|a (?:little|bit|touch|shade|trifle)|much|far|clearly|appreciably|considerably|no|not much|little|only just|barely) )*"
BETTER = re.compile(
    rf"\b{BY_HOW_MUCH}"
    r"(?:(?P<more>better|more so|more closely|more faithfully|more(?= with\b| than (?:grad|score|evidence|the other)\b)|more strongly|closer|best)|worse|less (?:well|closely|faithfully|strongly)|worst)\b(?: off)?"
)
LARGER = re.compile(
    rf"\b{BY_HOW_MUCH}"
    r"(?:(?P<more>larger|largest|bigger|biggest|greater|more extensive|most extensive|more generous|wider|widest|broader|broadest|more(?= (?:than|of the brain|area|space|brain)\b))"
    r"|smaller|smallest|lesser|least extensive|less extensive|narrower|narrowest|tighter|less(?= (?:than|of the brain|area|space|brain)\b))\b"
)
AGREES = r"agree\w*|match\w*|coincid\w*|overlap\w*|fit\w*|support\w*|dice|fare[sd]?|do(?:es)?|did|follow\w*|align\w*|correspond\w*"
ALL_POOR = rf"neither (?:of the (?:two )?)?(?:heat ?maps?|methods?|evidence(?: masks?)?|maps?|explanations?|two|saliency maps?)\b(?=[^.;,]*?\b(?:{AGREES})\b[^.;,]*?\b(?:well|closely|strongly|good|high|much|a lot|to any (?:great|large|real) (?:extent|degree))\b)"
NO_OVERLAP = r"fails? to (?:overlap|coincide|meet)|no (?:\w+ )?(?:overlap|agreement|common ground)(?: at all| whatever)?|neither(?: of (?:the )?(?:two )?\w+)?|n?or|(?:does|do|did) not (?:overlap|coincide|meet|touch|share)\w*(?: any\w*)?(?: at all)?"
"""What is true of an agreement of 0."""
DIFFER = r"(?:a )?mismatch(?:es|ed)?(?: for you)?|discordan\w*|discrepan\w+|(?:(?:point|lie|fall|sit|are)\w* )?(?:to |on |at |towards )?(?:opposite|different) (?:sides|hemispheres|halves)|(?:do|does) not (?:point|settle|lead|agree) [^.;,]{0,20}?(?:side|half|hemisphere|matters)(?: either)?|disagree\w*|diverg\w*|part ways|part company|contradict\w* (?:each other|one another)|(?:do|are) not (?:\w+ )?(?:agree|coincide|match|placed alike|located identically|the same|alike|identical|on (?:the same|one) side)"


BOTH_OF, BOTH_AFTER = (
    re.compile(r"\b(?:two|both)(?: the)? $"),
    re.compile(r" (?:pictures|maps|heat ?maps|variants|versions|methods|masks)\b"),
)
BEST = re.compile(
    r"\b(?:(?P<more>best|closest|highest|strongest|tightest)|worst|lowest|poorest|weakest)\b(?= (?:match|agreement|fit|overlap|dice|score|correspondence|of)\b|[.,]| with\b| by\b)"
)
THAN = re.compile(
    r"(?: [\w-]+){0,5}? than (?:(?:that|those|the (?:one|map|mask|patch|area)s?) (?:of|from|by|for) |for |with |is |plain |the )*"
)
SUPERLATIVE = re.compile(r"est\b|\bmost\b|\bleast\b")
LINKED = re.compile(
    r"(?: (?!than\b)[a-z]+){0,3}?,? (?:is|was|comes|stems|by|of|from|to|in|for|belongs|with|being|goes)(?: (?:that|those|the|to|from|of|one|by))* "
)
"""Between "the largest area" and the method whose it is."""
SAME_OF = {
    "percentile": "percentile", "cut": "percentile", "threshold": "percentile", "area": "area", "size": "area",
    "dice": "agreement", "hemisphere": "hemisphere", "side": "hemisphere",
}  # fmt: skip
"""What two methods may have in common, and how the ids of it end."""
SAME = re.compile(
    rf"\b(?<!almost )(?<!nearly )(?<!about )(?<!practically )(?<!not )(?:one and the same|the very same|an? identical|exactly the same) (?P<what>{'|'.join(SAME_OF)})\b"
)


def read_methods(sentence: Sentence) -> None:
    """Write every method as "evidence" and remember where each is named.

    Raises
    ------
    ClaimError
        If one is not that of a cited finding, is said to agree better than it does beside the other, or all to agree
        badly although one does not.
    """
    for method, pattern in lexicon.METHODS.items():
        owner = f"evidence.{method}"
        for match in list(re.finditer(rf"(?<!\w)(?:{pattern})", sentence.said)):
            if not any(fact_id.startswith(f"{owner}.") for fact_id in sentence.facts):
                raise ClaimError(f"{match.group()!r} is not the method of the cited findings")
            both = BOTH_OF.search(sentence.words[: match.start()]) and BOTH_AFTER.match(sentence.words[match.end() :])
            owners = {f"evidence.{name}" for name in ("gradcam", "gradcampp")} if both else {owner}
            said = sentence.said
            sentence.said = said[: match.start()] + "evidence".ljust(len(match.group())) + said[match.end() :]
            sentence.methods.append(Mention(match.start(), match.end(), frozenset(owners)))
    sentence.methods.sort(key=lambda mention: mention.start)
    _read_better(sentence)
    _read_larger(sentence)
    _read_neither(sentence)
    _check_same(sentence)
    if len(sentence.values(r".*\.hemisphere")) > 1:
        sentence.claims += len(list(sentence.take(DIFFER)))


def _check_same(sentence: Sentence) -> None:
    """Whether what two methods are said to have in common is the same for both."""
    for match in SAME.finditer(sentence.words):
        values = sentence.values(rf"evidence\.\w+\.{SAME_OF[match['what']]}")
        if len(values) > 1:
            raise ClaimError(f"{match.group()!r}: the cited findings have {' and '.join(sorted(values))}")


def governing(sentence: Sentence, place: int) -> frozenset[str]:
    """The method that the clause around a place speaks of, or the one named last before it; empty where none is."""
    first, last = clause(sentence.words, place)
    inside = [m for m in sentence.methods if first <= m.start < last]
    before = [m for m in inside if m.start < place] or [m for m in sentence.methods if m.start < place]
    before = before or [m for m in sentence.methods if last <= m.start <= last + 2]
    chosen = (inside if len(inside) == 1 else before[-1:]) or inside[:1]
    return chosen[0].owners if chosen else frozenset()


def _agreements(sentence: Sentence) -> dict[str, float]:
    return {
        fact.id.removesuffix(".agreement"): fact.value
        for fact in sentence.findings.facts
        if re.fullmatch(r"evidence\.\w+\.agreement", fact.id) and isinstance(fact.value, float)
    }


def _read_better(sentence: Sentence) -> None:
    values = _agreements(sentence)
    cited = any(fact_id.endswith(".agreement") for fact_id in sentence.facts)
    if len(values) < 2 or not sentence.methods or not cited or not re.search(rf"\b(?:{AGREES})\b", sentence.words):
        return
    if len(values) > 2:
        _read_extremes(sentence, values, "agreement", BETTER, BEST)
        return
    for match in list(BETTER.finditer(sentence.said)):
        if match.group().startswith("closer") and any(".nearby" in fact_id for fact_id in sentence.facts):
            continue
        if match.group() == "more" and any(fact_id.endswith(".area") for fact_id in sentence.facts):
            continue
        one, other = _compared(sentence, match.start(), values)
        if one is None or other is None:
            continue
        better = values[one] > values[other]
        if re.match(r"(?:no|not)\b", match.group()):
            better = not better
        if values[one] != values[other] and better != bool(match["more"]):
            raise ClaimError(f"{match.group()!r}: the agreements are {values[one]:g} and {values[other]:g}")
        sentence.blank(match.start(), match.end())
        sentence.claims += 1


def _either_side_of_than(sentence: Sentence, match: re.Match[str]) -> tuple[str, str] | None:
    """The two methods that a comparison stands between ("... is larger than that of ..."); None where it does not."""
    before = [mention for mention in sentence.methods if mention.start < match.start()]
    than = THAN.match(sentence.words[match.end() :])
    after = [m for m in sentence.methods if than and m.start == match.end() + than.end()]
    if not before or not after or len(before[-1].owners) != 1 or len(after[0].owners) != 1:
        return None
    (one,), (other,) = before[-1].owners, after[0].owners
    return one, other


def _whose(sentence: Sentence, match: re.Match[str]) -> frozenset[str]:
    """The method of which a superlative is said: the one it is linked to, or else the one named last before it."""
    before = [mention for mention in sentence.methods if mention.start < match.start()]
    after = [
        mention
        for mention in sentence.methods
        if LINKED.fullmatch(sentence.words[match.end() : max(mention.start, match.end())])
    ]
    return (after[:1] or before[-1:] or sentence.methods[:1])[0].owners


def _compared(sentence: Sentence, place: int, values: Mapping[str, float]) -> tuple[str | None, str | None]:
    """The method named last before a place, or else first, and the other of two that have a value; None where it has none."""
    before = [m for m in sentence.methods if m.start < place]
    one, *others = (before[-1] if before else sentence.methods[0]).owners
    if others:
        return None, None
    return (one, next(other for other in values if other != one)) if one in values else (None, None)


def _read_larger(sentence: Sentence) -> None:
    """Which method's evidence mask is said to be the larger, or the largest of all that are cited."""
    areas = {
        fact_id.removesuffix(".area"): fact.value
        for fact_id, fact in sentence.facts.items()
        if fact_id.endswith(".area") and isinstance(fact.value, float)
    }
    if len(areas) < 2 or "tumour" in areas or not sentence.methods:
        return
    _read_extremes(sentence, areas, "area", LARGER, LARGER)


def _read_extremes(
    sentence: Sentence,
    values: Mapping[str, float],
    what: str,
    compared: re.Pattern[str],
    superlative: re.Pattern[str],
) -> None:
    """Of which of several methods a value is said to be larger than another's, or the largest of all.

    Parameters
    ----------
    values : by method.
    what : is compared, for the reason.
    compared, superlative : with the group "more" where the larger value is meant; the latter counts among more than two
        methods only as a superlative.
    """
    for match in list(compared.finditer(sentence.said)) if len(values) > 2 else ():
        pair = _either_side_of_than(sentence, match)
        if pair is not None and {*pair} <= values.keys():
            _take(sentence, match, {one: values[one] for one in pair}, pair[0], what)
    for match in list(superlative.finditer(sentence.said)):
        owners = _whose(sentence, match) & values.keys()
        if len(owners) == 1 and (len(values) == 2 or SUPERLATIVE.search(match.group())):
            _take(sentence, match, values, next(iter(owners)), what)


def _take(sentence: Sentence, match: re.Match[str], values: Mapping[str, float], one: str, what: str) -> None:
    """Blank a comparison that holds: the method's value is the largest or the smallest of those given."""
    if values[one] != (max if match["more"] else min)(values.values()):
        told = ", ".join(f"{value:g}" for value in values.values())
        raise ClaimError(f"{match.group()!r}: the {what}s are {told}")
    sentence.blank(match.start(), match.end())
    sentence.claims += 1


def _read_neither(sentence: Sentence) -> None:
    degrees = {str(sentence.known(f"{method}.agreement.degree")) for method in _agreements(sentence)}
    cited = [value for method, value in _agreements(sentence).items() if f"{method}.agreement" in sentence.facts]
    if cited and max(cited) < 0.005:
        sentence.claims += len(list(sentence.take(NO_OVERLAP)))
    for match in sentence.take(ALL_POOR):
        if "high" in degrees:
            raise ClaimError(f"{match.group()!r}: the measured agreements are {' and '.join(sorted(degrees))}")
        well = re.compile(
            r"\b(?:very )?(?:well|closely|strongly|good|high|much|a lot|to any (?:great|large|real) (?:extent|degree))\b"
        ).search(sentence.said, match.end())
        if well:
            sentence.blank(well.start(), well.end())
        sentence.claims += 1
