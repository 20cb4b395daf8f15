"""Check what a sentence compares: which of two cited values is the larger, how many times, which is the first of all."""

from __future__ import annotations

import re
from collections.abc import Iterable

from data_contracts.findings import Fact
from tasks import lexicon
from tasks.mentions import ClaimError, clause
from tasks.numerals import ONES
from tasks.rounding import NUMBER, unit_of
from tasks.sentence import Sentence

TIMES = {word: float(count) for count, word in enumerate(ONES) if count > 1}
MORE, LESS = r"larger|bigger|greater|more extensive|wider|broader", r"smaller|lesser|less extensive|narrower|tighter"


COMPACT = (
    r"(?:compact|confined|focal|concentrated|restricted|circumscribed|limited|contained|locali[sz]ed|narrow|modest)"
)


def read_comparisons(sentence: Sentence) -> None:
    """Take every comparison of two cited values out of the sentence.

    Raises
    ------
    ClaimError
        If it is not what was measured.
    """
    _read_ratios(sentence)
    _read_masks(sentence)
    _read_shares(sentence)
    _read_bare(sentence)


def _read_shares(sentence: Sentence) -> None:
    """ "The larger share": that of the region named nearest, of those that are cited; "smaller shares": of all of the case."""
    cited = _shares(sentence.facts.values())
    if len(cited) == 1 and len(_shares(sentence.findings.facts)) > 1:
        cited = _shares(sentence.findings.facts)
    if len(cited) + ("tumour.unnamed" in sentence.facts) < 2:
        return
    more, less = (
        r"larger|largest|bigger|biggest|greater|greatest|higher|highest",
        r"smaller|smallest|lesser|least|lower|lowest",
    )
    for match in sentence.take(
        rf"(?:the )?(?:(?P<more>{more})|{less})(?: (?:among|of) the)? (?:of the )?(?:named )?{lexicon.SHARE}(?! (?:found |seen |reached |possible )?(?:with)?in (?:the |its )?(?:band|range)| (?:of|at|across) (?:its|the|any) (?:range|band|level))"
    ):
        several = match.group().endswith("s") and not re.search(r" (?:among|of) ", match.group())
        shares = _shares(sentence.findings.facts) if several else cited
        than = re.match(r"(?:[^.;]|\.(?=\d)){0,80}?\bthan\b", sentence.words[match.end() :])
        before = [mention for mention in sentence.regions if mention.start < match.start()]
        of = re.match(r" (?:come |comes |coming )?from\b", sentence.words[match.end() :])
        after = sorted((m for m in sentence.regions if m.start > match.end()), key=lambda mention: mention.start)
        near = (
            after[:1]
            if of and after
            else sorted(before, key=lambda mention: mention.start)[-1:]
            if than
            else sentence.regions
        )
        named = min(near, key=lambda mention: abs(mention.start - match.start()), default=None)
        own = {shares[owner] for owner in named.owners & shares.keys()} if named else set()
        unnamed = sentence.facts.get("tumour.unnamed")
        if unnamed and isinstance(unnamed.value, float) and own and "named" not in match.group() and match["more"]:
            own_share = max(own)
            told = re.search(
                rf"\b(?:{lexicon.NO_NAME})\b|%", sentence.words[: match.start()] + sentence.words[match.end() :][:50]
            )
            if unnamed.value > own_share and not told:
                raise ClaimError(f"{match.group()!r}: {unnamed.value:g} % has no name")
        largest, smallest = max(shares.values()), min(shares.values())
        first, last = (largest, smallest) if match["more"] else (smallest, largest)
        indefinite = re.search(r"\ban? $", sentence.words[: match.start()]) is not None and not than
        if own and (own == {last} if several or indefinite else first not in own):
            raise ClaimError(f"{match.group()!r} is not what was measured")
        sentence.claims += 1


def _shares(facts: Iterable[Fact]) -> dict[str, float]:
    """The share of the mask in each region, by the region's id."""
    return {
        fact.id.removesuffix(".overlap"): fact.value
        for fact in facts
        if fact.id.endswith(".overlap") and isinstance(fact.value, float)
    }


def _read_bare(sentence: Sentence) -> None:
    """Which of two numbers in one unit, or of the two masks, is said to be the larger, without more words."""
    areas = _areas(sentence)
    for match in list(
        re.finditer(
            rf"\b(?:(?P<more>{MORE})|(?P<less>{LESS}))\b(?: one\b)?(?! (?:named )?(?:part|share|portion|half|fraction|proportion|percentage|piece|amount|overlap|bit|sliver|component|possibility|chance|probability)s?\b)",
            sentence.said,
        )
    ):
        compared = _numbers_compared(sentence, match)
        if compared is None:
            start, end = clause(sentence.words, match.start())
            than = re.match(r" than\b", sentence.words[match.end() :])
            named = lexicon.subjects_in(sentence.words[0 if than else start : match.start() if than else end])
            if len(areas) < 2 or not named or (len(set(named)) > 1 and not than) or named[-1] not in areas:
                continue
            former = re.search(r"\bthe former\b[^.;,]*$", sentence.words[start : match.start()])
            subject = named[0 if former else -1]
            compared = areas[subject], next(area for name, area in areas.items() if name != subject)
        one, other = compared
        if (one < other) != (match["less"] is not None):
            raise ClaimError(f"{match.group()!r} is not what was measured")
        sentence.blank(match.start(), match.end())
        sentence.claims += 1


def _numbers_compared(sentence: Sentence, match: re.Match[str]) -> tuple[float, float] | None:
    """The two numbers of a sentence that are compared, the one that is called the larger or the smaller first."""
    numbers = [
        (
            number.start(),
            float((number["sign"] or "").replace("+", "") + number["digits"]),
            unit_of(sentence.words, number),
        )
        for number in NUMBER.finditer(sentence.words)
        if number.start() > match.start()
        or not re.fullmatch(
            r"(?:[ -](?:percentage )?points?)?\s*(?:times )?", sentence.words[number.end() : match.start()]
        )
    ]
    before = [number for number in numbers if number[0] < match.start()]
    after = [number for number in numbers if number[0] > match.start()]
    than = re.match(r"(?:[^.;:]|\.(?=\d)){0,50}?\bthan\b", sentence.words[match.end() :])
    if than:
        one, other = (before[-1:], after[:1]) if before else (after[:1], after[1:2])
    else:
        one, other = after[:1], before[-1:]
    if not one or not other or one[0][2] != other[0][2]:
        return None
    return one[0][1], other[0][1]


def _areas(sentence: Sentence) -> dict[str, float]:
    """The areas of the two masks; of several evidence masks that of the cited one."""
    areas = {
        fact.id.removesuffix(".area"): fact.value
        for fact in sentence.findings.facts
        if fact.id.endswith(".area") and isinstance(fact.value, float)
    }
    evidence = [name for name in areas if name.startswith("evidence.")]
    cited = [name for name in evidence if f"{name}.area" in sentence.facts]
    alike = len({areas[name] > areas.get("tumour", 0.0) for name in cited}) == 1
    cited = cited[:1] if alike and "tumour" in areas else cited
    chosen = cited if len(cited) == 1 else evidence if len(evidence) == 1 else []
    return {
        "evidence" if name in chosen else name: area
        for name, area in areas.items()
        if name not in evidence or name in chosen
    }


def _read_ratios(sentence: Sentence) -> None:
    """ "Twice as much" and the like, of two cited numbers in one unit."""
    values = [(f.unit, f.value) for f in sentence.facts.values() if isinstance(f.value, float) and f.value > 0]
    ratios = [
        b / a
        for unit, a in values
        for other, b in values
        if unit == other or {unit, other} == {"% of mask", "% of brain"}
    ]
    ratios += [float(str(f.value)) for f in sentence.facts.values() if f.id == "input.familiarity"]
    for match in sentence.take(r"(?:several|many) times(?= (?:as|the|larger|bigger|greater|more|smaller)\b)"):
        if not any(ratio >= 2.5 for ratio in ratios):
            raise ClaimError(f"{match.group()!r}: no two cited numbers are so related")
        sentence.claims += 1
    for match in sentence.take(
        r"(?P<word>twice|double)(?=\s+(?:as|the|that|what|of that)\b|\s{3,})|(?P<half>half)(?=\s+(?:as|that of)\b)"
        rf"|(?P<count>{'|'.join(TIMES)}|\d+(?:\.\d+)?)(?: times|-?fold)(?=\s+(?:as|the|that|of|larger|bigger|greater|more|smaller)\b)"
    ):
        word = match["word"] or match["half"]
        factor = (
            {"twice": 2.0, "double": 2.0, "half": 0.5}[word]
            if word
            else TIMES.get(match["count"]) or float(match["count"])
        )
        before = sentence.words[: match.start()]
        low = 1.0 if re.search(r"\b(?:over|more than|at least)(?: \w+)? $", before) else 0.8
        high = 1.0 if re.search(r"\b(?:under|less than|nearly|almost|at most)(?: \w+)? $", before) else 1.25
        high = 1.5 if low == 1.0 and factor <= 3 else high
        if not any(low <= ratio / factor <= high for ratio in ratios):
            raise ClaimError(f"{match.group()!r}: no two cited numbers are so related")
        sentence.claims += 1


def _read_masks(sentence: Sentence) -> None:
    """Which of the two masks is said to be the larger."""
    areas = _areas(sentence)
    for match in sentence.take(
        r"(?:larger|bigger|smaller|more|less)\b(?:[^.;]|\.(?=\d)){0,60}? than (?:the |that of the |does the |did the )*(?:tumour|evidence)(?: mask)?(?! \w+ing\b)"
    ):
        other = "tumour" if "tumour" in match.group() else "evidence"
        one = "evidence" if other == "tumour" else "tumour"
        compact = re.match(rf"(?:more|less) {COMPACT}", match.group()) is not None
        if len(areas) < 2 or (areas[one] < areas[other]) != (match.group().startswith(("smaller", "less")) != compact):
            raise ClaimError(f"{match.group()!r} is not what was measured")
        sentence.claims += 1
    for match in sentence.take(
        r"(?P<one>tumour|evidence)(?: mask)? (?:exceeds|surpasses|outsizes|outstrips|dwarfs|outdoes)(?: the| that of the)* (?P<other>tumour|evidence)(?: mask)?"
    ):
        if len(areas) < 2 or match["one"] == match["other"] or areas[match["one"]] < areas[match["other"]]:
            raise ClaimError(f"{match.group()!r} is not what was measured")
        sentence.claims += 1
    for match in sentence.take(r"(?:the )?(?:larger|bigger|smaller)(?: one| mask)?(?: of (?:the )?(?:two|both))"):
        named = lexicon.subjects_in(sentence.words[: match.start()])
        former = re.search(
            r"\b(?:the|being the) former (?:is|was|being|being by far|as)? ?$", sentence.words[: match.start()]
        )
        subject = named[0 if former else -1] if named else None
        others = {name: area for name, area in areas.items() if name != subject}
        if len(areas) < 2 or subject is None or (areas[subject] < min(others.values())) != ("smaller" in match.group()):
            raise ClaimError(f"{match.group()!r} is not what was measured")
        sentence.claims += 1
