"""Whether a number that no finding holds follows from those that are cited: a sum, a difference, a ratio, an end of a scale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations, permutations

from data_contracts.findings import Fact
from tasks.kinds import degree_bounds
from tasks.regions import read_region, regions_in
from tasks.rounding import BOUND, NUMBER, OWN, UNITS, ranged

ABOUT = r"(?:about|around|roughly|approximately|some|nearly|almost|over|under|more than|less than|just over|just under|a little over|a little under|close to|only|just|merely|exactly|at most|at least|of the order of|a (?:slim|mere|narrow|hair's breadth of))"
FARTHER, NEARER = r"(?:fur|far)ther(?: away)?", r"closer|nearer"
"""After a number that is how much the distance of one region exceeds another's."""
AHEAD = r"above|over|ahead of|clear of|more than|more|higher|greater|larger|bigger|longer|higher than|beyond|past|in excess of|to spare|greater than|larger than"
SHORT = r"short|shy|below|under|behind|less than|lower than|smaller than|less|lower|smaller|shorter|too (?:low|little|small)|missing|away from"
"""After a number that is how far apart two values are."""
APART_BEFORE = re.compile(
    rf"\b(?:by|(?:difference|gap|margin|lead|distance|deficit|surplus|excess|shortfall)s? (?:of|is|was|being|amounts to))(?: {ABOUT})* $"
    r"|\b(?:difference|gap|margin|lead|distance)\b(?:[^.;]|\.(?=\d)){0,80}? (?:is|was|of|being|amounts to|comes to|equals|=)(?: only| just| about| some| roughly)? $"
)
APART_AFTER = re.compile(
    r"\s*(?:is|was|being) (?:all|the (?:margin|amount|difference|gap|distance|lead|deficit|excess)|how (?:much|far)|what)\b"
)
TOGETHER = re.compile(
    r"\b(?:together|combin(?:ed|ing)|(?:add|sum|adding|adds|sums|summing)\w*(?: up)?|total\w*|jointly|in all|between them|altogether|sum|plus|collectively|taken as one)\b"
)
TIMES_AFTER = re.compile(r"\s*(?:times|-?fold|x\b|×)")
MORE_BY = re.compile(r"\s*(?:(?P<more>larger|bigger|greater|more)|smaller|less)\b(?! than \d)")
MORE_BEFORE = re.compile(
    rf"\b(?:(?P<more>larger|bigger|greater|exceeds?|exceeding|outsizes?)|smaller|less)\b[^.;]{{0,60}}? by (?:{ABOUT} )*$"
)
"""Around a percentage by which one area exceeds another, or falls short of it."""
RATIO_BEFORE = re.compile(rf"\b(?:ratio|factor|quotient)\b(?:[^.;\d]){{0,70}}?(?:{ABOUT} )*$|\btimes $")
SHARE_AFTER = re.compile(
    r"\s*(?:as (?:large|big|much|long|great|extensive|probable|likely|high|far)\b|of what (?:the )?(?:left|right)\b|(?:of|the size of) (?:the |that |its |what )*(?:(?=\d)|(?P<area>tumour|segment\w*|evidence|heatmap|outline\w*|mask|area|size)|share|value|other|first|second|larger|one|portion|limit|¤))"
)
END_OF_SCALE = re.compile(
    r"\b(?:scale (?:of|to|that ends at|ending at)|ends? at|(?:maximum|ceiling|limit|top) (?:of|is|being|at)|out of|being) $"
)
"""Before the end of a scale."""


def encloses(said: str, match: re.Match[str], facts: Mapping[str, Fact]) -> bool:
    """Whether a number is an end of a narrow range around a measured value ("between 4 and 5 %")."""
    for first in NUMBER.finditer(said):
        second = ranged(said, first)
        listed = re.search(r"\d(?: ?(?:%|mm|cm))?, $", said[: first.start()])
        if second is None or listed or match.start() not in (first.start(), second.start()):
            continue
        unit = second["unit"] or first["unit"]
        low, high = float(first["digits"]), float(second["digits"])
        for fact_id, fact in facts.items():
            own = OWN.get(fact.unit, fact.unit)
            if isinstance(fact.value, float) and not re.search(r"_(?:low|high)$|level", fact_id):
                value = fact.value * 100 if own == "ratio" and unit == "%" else fact.value
                same = UNITS.get(unit or "", ("ratio",))[0] == own or (own == "ratio" and unit == "%")
                if same and low <= value <= high and high - low <= 0.5 * value:
                    return True
    return False


def is_end_of_scale(said: str, match: re.Match[str], facts: Mapping[str, Fact]) -> bool:
    """Whether a number is an end of the scale from 0 to 1 of a cited value, or the limit of strangeness."""
    ratio = any(isinstance(fact.value, float) and OWN.get(fact.unit, fact.unit) == "ratio" for fact in facts.values())
    ends = ("1", "1.0") if match["unit"] is None else ("100",) if match["unit"] == "%" else ()
    if match["digits"] not in ends:
        return False
    limit = "input.familiarity" in facts and "limit" in said
    return ratio and (limit or END_OF_SCALE.search(said[: match.start()]) is not None)


def follows(said: str, match: re.Match[str], facts: Mapping[str, Fact]) -> bool:
    """Whether a number is a difference, a sum or a ratio of cited values, and is said to be one."""
    return any(is_so(said, match, facts) for is_so in (_is_difference, _is_sum, _is_ratio, _is_relative))


def _values(facts: Mapping[str, Fact]) -> list[tuple[str, str | None, float]]:
    """Id, unit and value of every measured number; shares of the brain and of the mask are not of one unit."""
    return [
        (fact.id, "ratio" if fact.unit is None else fact.unit, fact.value)
        for fact in facts.values()
        if isinstance(fact.value, float) and not re.search(r"\.(?:least|most)\.level$|kept$", fact.id)
    ]


def _step(match: re.Match[str]) -> float:
    """Half of what the last digit of a number stands for."""
    return 0.5 * 10.0 ** -len(match["digits"].partition(".")[2]) + 1e-9


def _bounds(facts: Mapping[str, Fact]) -> Iterator[float]:
    """Where the degrees begin that cited facts grade."""
    for fact in facts.values():
        yield from (bound for _, bound in degree_bounds(fact))


def _is_difference(said: str, match: re.Match[str], facts: Mapping[str, Fact]) -> bool:
    """Whether a number is how far apart two cited values of one unit are ("0.4 points above", "by 3 mm")."""
    after = said[match.end() :]
    points = re.match(r"\s*(?:percentage[ -])?points?\b", after)
    beyond = re.match(rf"(?:[ -](?:percentage )?points?)?\s*(?:(?P<above>{AHEAD})|(?P<below>{SHORT}))\b", after)
    if beyond and "class.probability" in facts and "class.certain.from" in facts:
        ahead = float(str(facts["class.probability"].value)) > float(str(facts["class.certain.from"].value))
        needed = re.search(r"\b(?:need|requir|lack|short|miss)\w*", said[: match.start()])
        if ahead != (beyond["above"] is not None) and not needed:
            return False
    distance = re.match(rf"\s*(?:(?P<farther>{FARTHER})|(?P<nearer>{NEARER}))\b", after)
    if distance:
        return _is_distance_apart(said, match, facts, farther=distance["farther"] is not None)
    if not points and not beyond and not APART_AFTER.match(after) and not APART_BEFORE.search(said[: match.start()]):
        return False
    name, factor = UNITS.get(match["unit"] or "", (None, 1.0))
    values, bound = _values(facts), BOUND.search(said[: match.start()])
    pairs = [(unit, abs(one - other)) for (_, unit, one), (_, same, other) in combinations(values, 2) if unit == same]
    pairs += [("ratio", abs(value - bound)) for _, unit, value in values if unit == "ratio" for bound in _bounds(facts)]
    for unit, apart in pairs:
        own = OWN.get(unit, unit)
        scale = 100 if own == "ratio" and (points or match["unit"] == "%") else 1
        if name not in (None, "%", own):
            continue
        beyond_by = scale * apart / factor - float(match["digits"])
        if apart > 0 and (
            abs(beyond_by) <= _step(match)
            if bound is None
            else len(values) == 2
            and ((beyond_by >= 0) == (bound["above"] is not None) or ("at " in bound.group() and abs(beyond_by) < 1e-9))
        ):
            return True
    return False


def _is_relative(said: str, match: re.Match[str], facts: Mapping[str, Fact]) -> bool:
    """Whether a percentage is by how much one of two cited areas is larger or smaller than the other ("some 29 % larger")."""
    before, after = said[: match.start()], said[match.end() :]
    told = MORE_BY.match(after) or MORE_BEFORE.search(before)
    areas = [value for id_, _, value in _values(facts) if id_.endswith(".area")]
    if match["unit"] != "%" or told is None or len(areas) != 2 or not all(areas):
        return False
    near = re.search(rf"\b{ABOUT} $", before)
    slack = max(_step(match), (0.06 if near else 0.02) * float(match["digits"]), float(match["slack"] or 0))
    more = max(areas) / min(areas) - 1 if told["more"] else 1 - min(areas) / max(areas)
    return abs(100 * more - float(match["digits"])) <= slack


def _is_distance_apart(said: str, match: re.Match[str], facts: Mapping[str, Fact], *, farther: bool) -> bool:
    """Whether one region lies so much farther off, or nearer, than another cited one.

    The region before the number is the farther or the nearer one; where none stands before it, the first after it.
    """
    named = list(regions_in(said))
    region = next((r for start, _, r in reversed(named) if start < match.start()), None) or next(
        (r for _, _, r in named), None
    )
    distances = {
        fact_id: fact.value
        for fact_id, fact in facts.items()
        if fact_id.endswith(".distance") and isinstance(fact.value, float)
    }
    own = [
        value
        for fact_id, value in distances.items()
        if region is not None and region.agrees(read_region(facts[fact_id.removesuffix(".distance")].printed()))
    ]
    factor = 10.0 if match["unit"] == "cm" else 1.0
    return len(own) == 1 and any(
        abs((own[0] - other if farther else other - own[0]) - factor * float(match["digits"])) < 1e-9 + 0.05 * factor
        for other in distances.values()
    )


def _is_sum(said: str, match: re.Match[str], facts: Mapping[str, Fact]) -> bool:
    """Whether a number is the sum of two or more cited shares of the mask, or of the cited probabilities."""
    if not TOGETHER.search(said):
        return False
    shares = [
        value
        for id_, _, value in _values(facts)
        if id_.endswith(".overlap") or (id_.endswith(".unnamed") and "unnamed" in said)
    ]
    chances = [value for id_, _, value in _values(facts) if re.fullmatch(r"class(?:\.second)?\.probability", id_)]
    near = re.search(rf"\b{ABOUT} $", said[: match.start()])
    bound = BOUND.search(said[: match.start()])
    for values, scale in ((shares, 1), (chances, 100 if match["unit"] == "%" else 1)):
        least = 2 if any(regions_in(said)) else max(2, len(values))
        for count in range(least, len(values) + 1):
            for chosen in combinations(values, count):
                slack = max(_step(match), float(match["slack"] or 0), 0.01 * scale * sum(chosen) if near else 0)
                beyond = scale * sum(chosen) - float(match["digits"])
                if bound is None and abs(beyond) <= slack:
                    return True
                if bound and 0 <= (beyond if bound["above"] else -beyond) <= max(slack, 0.1 * float(match["digits"])):
                    return True
    return False


def _is_ratio(said: str, match: re.Match[str], facts: Mapping[str, Fact]) -> bool:
    """Whether a number is how many times, or how many per cent, one cited value is of another of its unit."""
    before, after = said[: match.start()], said[match.end() :]
    per_cent, share = match["unit"] == "%", None
    if per_cent:
        told = bool(share := SHARE_AFTER.match(after))
    else:
        told = match["unit"] is None and bool(TIMES_AFTER.match(after) or RATIO_BEFORE.search(before))
    if not told:
        return False
    near = re.search(rf"\b{ABOUT} $", before) or match["slack"]
    said_ratio = float(match["digits"]) / (100 if per_cent else 1)
    slack = max(_step(match) / (100 if per_cent else 1), (0.1 if near else 0.02) * said_ratio)
    ratios = [
        one / other
        for (id_, unit, one), (_, same, other) in permutations(_values(facts), 2)
        if unit == same and one > 0 and other > 0 and (share is None or not share["area"] or id_.endswith(".area"))
    ]
    low = 0.0 if re.search(r"\b(?:over|more than|at least)(?: \w+)? $", before) else slack
    high = 0.0 if re.search(r"\b(?:under|less than|nearly|almost|at most)(?: \w+)? $", before) else slack
    return any(-low - 1e-9 <= ratio - said_ratio <= high + 1e-9 for ratio in ratios)
