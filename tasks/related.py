"""Whether a number that is no measured value still follows from them: a narrow range, a limit, a difference."""

from __future__ import annotations

import re
from collections.abc import Mapping

from data_contracts.findings import Fact
from tasks.regions import read_region, regions_in
from tasks.rounding import NUMBER, OWN, UNITS, ranged


def encloses(said: str, match: re.Match[str], facts: Mapping[str, Fact]) -> bool:
    """Whether a number is an end of a narrow range around a measured value ("between 4 and 5 %")."""
    for first in NUMBER.finditer(said):
        second = ranged(said, first)
        if second is None or match.start() not in (first.start(), second.start()):
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


def is_limit(said: str, match: re.Match[str], facts: Mapping[str, Fact]) -> bool:
    """Whether a number is the one that every share of a limit is measured against."""
    whole = (match["digits"], match["unit"]) in (("1", None), ("1.0", None), ("100", "%"))
    return whole and "input.familiarity" in facts and "limit" in said


BEGINS = re.compile(r"\b(?:begin|start|open)\w*(?: (?:only|just))? (?:at|from|with) $|\b(?:high|moderate),? from $")
"""Before the number at which a degree begins."""


def is_grade_bound(said: str, match: re.Match[str], facts: Mapping[str, Fact]) -> bool:
    """Whether a number is where a degree begins that the sentence names, as a cited finding's name has it ("high from 0.9")."""
    if not BEGINS.search(said[: match.start()]):
        return False
    scale = 100 if match["unit"] == "%" else 1
    return any(
        abs(float(match["digits"]) - scale * float(bound)) < 1e-9 and re.search(rf"\b{degree}", said)
        for fact in facts.values()
        for degree, bound in re.findall(r"\b(high|moderate) from (\d+(?:\.\d+)?)", fact.name)
    )


FARTHER, NEARER = r"(?:fur|far)ther(?: away)?", r"closer|nearer"
"""After a number that is how much the distance of one region exceeds another's."""
AHEAD = r"above|over|ahead of|clear of|more than|higher than|beyond|past|in excess of|to spare|greater than|larger than"
SHORT = r"short|shy|below|under|behind|less than|lower than|smaller than|too (?:low|little|small)|missing|away from"
"""After a number that is how far apart two values are."""


def is_difference(said: str, match: re.Match[str], facts: Mapping[str, Fact]) -> bool:
    """Whether a number is how far apart two cited values of one unit are ("0.4 points above", "by 3 mm")."""
    points = re.match(r"\s*(?:percentage[ -])?points?\b", said[match.end() :])
    beyond = re.match(
        rf"(?:[ -](?:percentage )?points?)?\s*(?:(?P<above>{AHEAD})|(?P<below>{SHORT}))\b", said[match.end() :]
    )
    if beyond and "class.probability" in facts and "class.certain.from" in facts:
        ahead = float(str(facts["class.probability"].value)) > float(str(facts["class.certain.from"].value))
        if ahead != (beyond["above"] is not None):
            return False
    distance = re.match(rf"\s*(?:(?P<farther>{FARTHER})|(?P<nearer>{NEARER}))\b", said[match.end() :])
    if distance:
        return _is_distance_apart(said, match, facts, farther=distance["farther"] is not None)
    if (
        not points
        and not beyond
        and not re.search(
            r"\b(?:by|(?:difference|gap|margin|lead|distance|deficit|surplus|excess) (?:of|is|was|being))(?: only| just| about| some| roughly| at most)? $"
            r"|\b(?:difference|gap|margin|lead|distance)\b(?:[^.;]|\.(?=\d)){0,80}? (?:is|was|of|being|amounts to|comes to|equals|=)(?: only| just| about| some| roughly)? $",
            said[: match.start()],
        )
    ):
        return False
    decimals = len(match["digits"].partition(".")[2])
    values = [fact for fact in facts.values() if isinstance(fact.value, float) and "level" not in fact.id]
    name, factor = UNITS.get(match["unit"] or "", (None, 1.0))
    for one in values:
        for other in values:
            if OWN.get(one.unit, one.unit) != OWN.get(other.unit, other.unit) or one.id.endswith(".familiarity"):
                continue
            scale = 100 if OWN.get(one.unit, one.unit) == "ratio" and (points or match["unit"] == "%") else 1
            apart = scale * (float(str(one.value)) - float(str(other.value)))
            if name not in (None, "%", OWN.get(one.unit, one.unit)):
                continue
            if apart > 0 and abs(apart / factor - float(match["digits"])) <= 0.5 * 10**-decimals + 1e-9:
                return True
    return False


def _is_distance_apart(said: str, match: re.Match[str], facts: Mapping[str, Fact], *, farther: bool) -> bool:
    """Whether the region named before a number lies so much farther off, or nearer, than another cited one."""
    before = [region for start, _, region in regions_in(said) if start < match.start()]
    distances = {
        fact_id: fact.value
        for fact_id, fact in facts.items()
        if fact_id.endswith(".distance") and isinstance(fact.value, float)
    }
    own = [
        value
        for fact_id, value in distances.items()
        if before and before[-1].agrees(read_region(facts[fact_id.removesuffix(".distance")].printed()))
    ]
    factor = 10.0 if match["unit"] == "cm" else 1.0
    return len(own) == 1 and any(
        abs((own[0] - other if farther else other - own[0]) - factor * float(match["digits"])) < 1e-9 + 0.05 * factor
        for other in distances.values()
    )
