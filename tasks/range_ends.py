"""Check whether a share is told as itself or as an end of its range, and is that."""

from __future__ import annotations

import re
from collections.abc import Mapping

from data_contracts.findings import Fact
from tasks import lexicon
from tasks.mentions import ClaimError, clause
from tasks.rounding import BOUND, NUMBER, RANGE_BEFORE, ranged

BOTH_BOUNDS = re.compile(r"\bat least \d[\d.]* ?%(?: of the \w+)?,? (?:and|but|nor) (?:also )?at most \d")
THROUGHOUT = r"\b(?:anywhere|throughout|everywhere|never|always|whatever the level|at (?:any|every|all)|across the (?:\w+ )?band)\b|\b(?:whatever|whichever|regardless of|however (?:far|much|the)) "
"""That a bound holds at every level."""


def of_range(
    said: str, words: str, match: re.Match[str], candidates: list[str], facts: Mapping[str, Fact]
) -> list[str]:
    """Candidates that are a share itself or an end of its range, as the words around the number say."""
    overlaps = [fact_id for fact_id in candidates if ".overlap" in fact_id]
    if len(overlaps) != len(candidates) or not overlaps:
        return candidates
    start, end = clause(said, match.start())
    if start and not re.search(r"[a-z]", re.sub(r"^\W*(?:and|at|with|of|being)\b", "", said[start : match.start()])):
        start, _ = clause(said, start - 1)
        start = clause(said, start - 1)[0] if said.startswith("with", start) else start
    if re.fullmatch(r"[\s,(]*(?:which|that|this) (?:is|was|being|lies at) ", said[start : match.start()]) and start:
        start, _ = clause(said, start - 1)
    if pair := re.match(r"\s*and \d[\d.]* ?%", said[end - 1 :]) or re.match(r"and \d[\d.]* ?%", said[end:]):
        _, end = clause(said, end + pair.end() - 2)
    bound = BOUND.search(said[: match.start()])
    later = NUMBER.search(said, match.end())
    until = max(end, later.start() if later else len(words))
    if bound and (
        re.search(
            THROUGHOUT,
            re.split(
                r"\b(?:but|though|although)\b", words[start if NUMBER.search(said[: match.start()]) else 0 : until]
            )[0],
        )
        or BOTH_BOUNDS.search(words)
    ):
        needed = "_low" if bound["above"] else "_high"
        if any(fact_id.endswith(needed) for fact_id in facts) and not any(c.endswith(needed) for c in overlaps):
            raise ClaimError(f"{match.group().strip()!r} is no bound of the range")
    points = any(fact_id.endswith(".overlap") for fact_id in facts)
    seconds = [ranged(said, earlier) for earlier in NUMBER.finditer(said) if earlier.start() < match.start()]
    in_range = ranged(said, match) is not None or any(s is not None and s.start() == match.start() for s in seconds)
    ends = [fact_id for fact_id in overlaps if fact_id.endswith(("_low", "_high"))]
    middle = [fact_id for fact_id in overlaps if fact_id.endswith(".overlap")]
    if in_range:
        if (
            not ends
            and re.search(rf"{RANGE_BEFORE}$", said[: match.start()])
            and len(facts) > len(middle) + 1
            and _has_ends(facts)
        ):
            raise ClaimError(f"{match.group().strip()!r} is no bound of the range")
        return ends or middle
    told = re.search(rf"\b(?:{lexicon.RANGE})\b", words[start:end] if points else words)
    if not middle and not told:
        raise ClaimError(f"{match.group().strip()!r} is a bound of the range")
    return middle or ends


def _has_ends(facts: Mapping[str, Fact]) -> bool:
    return any(fact_id.endswith("_low") for fact_id in facts) and any(fact_id.endswith("_high") for fact_id in facts)
