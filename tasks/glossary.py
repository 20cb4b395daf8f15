"""What each metric means, which way is better and where it comes from: read from the text that defines them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

from tasks import evaluate

ENTRY = re.compile(r"^(?P<names>[a-z_0-9<>, ]+) : (?P<text>(?:.+\n)(?: {4}.+\n)*)", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """One entry of the glossary. `names` may hold a placeholder, as in `cam_dice_<method>`."""

    names: tuple[str, ...]
    text: str

    @property
    def better(self) -> Literal["higher", "lower", ""]:
        """Which direction is better; empty where neither is."""
        return "higher" if "Higher is better" in self.text else "lower" if "Lower is better" in self.text else ""

    @property
    def anchor(self) -> str:
        """Where a page explains it."""
        return f"metric-{re.sub('[<>]', '', self.names[0])}"

    def covers(self, metric: str) -> bool:
        """Whether it explains this metric."""
        return any(re.fullmatch(re.sub("<[a-z]+>", ".+", name), metric) for name in self.names)


@functools.lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """Entries about cohorts, in the order in which they are explained; none under `python -OO`, which strips the text."""
    cohort = (evaluate.__doc__ or "").partition("Of a cohort\n")[2].partition("References\n")[0]
    return tuple(
        Entry(tuple(found["names"].split(", ")), " ".join(found["text"].split())) for found in ENTRY.finditer(cohort)
    )


@functools.lru_cache(maxsize=1)
def references() -> str:
    """The works that the entries name."""
    return " ".join((evaluate.__doc__ or "").partition("References\n----------\n")[2].split())


def entry_of(metric: str) -> Entry:
    """The entry that explains a metric; a bare one where the whole text was stripped.

    Raises
    ------
    KeyError
        If there is none.
    """
    for entry in entries():
        if entry.covers(metric):
            return entry
    if not evaluate.__doc__:
        return Entry((metric,), "")
    raise KeyError(f"no entry of the glossary explains {metric}")
