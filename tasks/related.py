"""Whether a number that is no measured value still follows from them: a narrow range, a limit, a difference."""

from __future__ import annotations

import re
from collections.abc import Mapping

from data_contracts.findings import Fact
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
    if (
        not points
        and not beyond
        and not re.search(
            r"\b(?:by|(?:difference|gap|margin|lead|distance|deficit|surplus|excess) (?:of|is|was|being))(?: only| just| about| some| roughly)? $"
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
