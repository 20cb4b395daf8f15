"""The English of reporting: words that claim nothing by themselves, in any of their endings."""

from __future__ import annotations

import functools
from pathlib import Path

ENDINGS = (
    "'s", "'", "s", "es", "ed", "d", "ing", "ly", "er", "ers", "est", "ment", "ments", "ion", "ions", "ation", "ations", "able",
)  # fmt: skip
IRREGULAR = (
    ("ies", "y"),
    ("ied", "y"),
    ("ily", "y"),
    ("ses", "sis"),
    ("ices", "ix"),
    ("ices", "ex"),
    ("ia", "ion"),
    ("ae", "a"),
)
LONG_STEM = ("er", "ers", "est", "ment", "ments", "ion", "ions", "ation", "ations", "able")
SHORTEST_STEM = 5
"""Letters before such an ending; with fewer, words of another meaning are caught ("tender")."""


@functools.cache
def reporting_words() -> frozenset[str]:
    """Every word of `reporting_words.txt`; a line that starts with # is a remark."""
    lines = (Path(__file__).parent / "reporting_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@functools.cache
def is_reporting(word: str) -> bool:
    """Whether a word, in any of its endings, claims nothing by itself.

    Examples
    --------
    >>> is_reporting("concluded"), is_reporting("lobulated")
    (True, False)
    """
    words = reporting_words()
    if word in words:
        return True
    if "-" in word:
        return all(len(part) < 3 or is_reporting(part) for part in word.split("-"))
    if any(word.endswith(plural) and word.removesuffix(plural) + one in words for plural, one in IRREGULAR):
        return True
    for ending in ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < (SHORTEST_STEM if ending in LONG_STEM else 3):
            continue
        if stem in words or f"{stem}e" in words or (len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in words):
            return True
    return word.endswith(("ise", "ize")) and f"{word}d" in words
