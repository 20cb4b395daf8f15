"""Where a sentence names a class or a region, the clause around a place, and what is said when a claim does not hold."""

from __future__ import annotations

import re
from typing import NamedTuple

CLAUSE_END = re.compile(
    r"[,;:()]|\.(?!\d)|\b(?:and|but|while|whereas|with|although|though|followed by|accompanied by|versus)\b"
)


class ClaimError(Exception):
    """What in a sentence the findings do not support."""


class Mention(NamedTuple):
    """Where a sentence names a class or a region, and the ids of the facts that is true of."""

    start: int
    end: int
    owners: frozenset[str]


def clause(said: str, place: int) -> tuple[int, int]:
    """Start and end of the clause around a place."""
    ends = [match.start() for match in CLAUSE_END.finditer(said)]
    return max((end for end in ends if end <= place), default=0), min((e for e in ends if e > place), default=len(said))
