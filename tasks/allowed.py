"""The allow-list of a prompt: which facts may enter, and which values each may have. All else stays out."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import get_args

from data_contracts.cases import CLASSES
from data_contracts.findings import Fact
from data_contracts.names import EVIDENCE_IDS, Hemisphere, Plane
from tasks.regions import printed_regions


@dataclass(frozen=True)
class Number:
    """A finite number from `low` to `high`, in one of the units; None is no unit."""

    units: tuple[str | None, ...]
    low: float
    high: float

    def admits(self, fact: Fact) -> bool:
        """Whether the fact is such a number."""
        value = fact.value
        return (
            isinstance(value, float)
            and math.isfinite(value)
            and self.low <= value <= self.high
            and fact.unit in self.units
        )


@dataclass(frozen=True)
class Word:
    """One of the words."""

    words: tuple[str, ...]

    def admits(self, fact: Fact) -> bool:
        """Whether the fact is one of the words, letter by letter."""
        return fact.unit is None and fact.value in self.words


@dataclass(frozen=True)
class Region:
    """A region of the Harvard-Oxford atlas, with its side or without."""

    def admits(self, fact: Fact) -> bool:
        """Whether the fact is such a region as findings print it, letter by letter."""
        return fact.unit is None and fact.value in printed_regions()


RATIO = Number((None,), 0, 1)
OF_BRAIN = Number(("% of brain",), 0, 100)
OF_MASK = Number(("% of mask",), 0, 100)
IN_SPACE = Number(("mm in MNI space",), -300, 300)
DEGREE = Word(("high", "moderate", "low"))
SIDE = Word(get_args(Hemisphere))

EVIDENCE = rf"evidence\.(?:{'|'.join(EVIDENCE_IDS.values())})"
ALLOWED: dict[str, Number | Word | Region] = {
    r"input\.plane": Word(get_args(Plane)),
    r"input\.synthetic": Word(("yes",)),
    r"input\.familiarity": Number((None,), 0, 1e6),
    r"class(?:\.second)?": Word(CLASSES),
    r"class(?:\.second)?\.probability": RATIO,
    r"class\.certainty": DEGREE,
    r"class\.certain": Word(("yes", "no")),
    r"class\.certain\.from": RATIO,
    r"tumour\.mask": Word(("made", "none")),
    r"tumour\.area": OF_BRAIN,
    r"tumour\.area\.mm2": Number(("mm2",), 0, 1e6),
    r"tumour\.extent": Number(("px", "mm"), 0, 1e5),
    r"tumour\.hemisphere": SIDE,
    r"tumour\.hemisphere_from": Word(("file", "image")),
    r"tumour\.image_side": Word(("left", "right")),
    r"tumour\.placement": Word(("affine", "estimated")),
    r"tumour\.level(?:\.band)?": IN_SPACE,
    r"tumour\.region\.[1-9]": Region(),
    r"tumour\.region\.[1-9]\.overlap(?:_low|_high)?": OF_MASK,
    r"tumour\.unnamed": OF_MASK,
    r"tumour\.nearby\.[1-9]": Region(),
    r"tumour\.nearby\.[1-9]\.distance": IN_SPACE,
    rf"{EVIDENCE}\.area": OF_BRAIN,
    rf"{EVIDENCE}\.percentile": Number(("percentile",), 0, 100),
    rf"{EVIDENCE}\.hemisphere": SIDE,
    rf"{EVIDENCE}\.agreement": RATIO,
    rf"{EVIDENCE}\.agreement\.degree": DEGREE,
}
"""Pattern of a fact's id to what it may be."""


def is_allowed(fact: Fact) -> bool:
    """Whether a measured fact may enter a prompt."""
    return any(re.fullmatch(pattern, fact.id) and kind.admits(fact) for pattern, kind in ALLOWED.items())
