"""One spelling of a sentence for the checker: of units, signs, numbers and of words that have several."""

from __future__ import annotations

import re

from tasks.abbreviations import with_sides, written_out
from tasks.frames import unframed
from tasks.numerals import digits
from tasks.rewrites import REWRITES, REWRITES_OF_DIGITS, Rewrites

SIGNS = (
    ("\u2212", "-"), ("²", "2"), ("³", "3"), ("^", ""), ("\u2018", "'"), ("\u2019", "'"), ("\u02bc", "'"), ("+/-", "±"), ("+-", "±"), ("\u2011", "-"), ("\u2010", "-"),
)  # fmt: skip

INTERVAL = re.compile(r"\[(\d+(?:\.\d+)?)(?: ?%)?\s*(?:,|;|-|to)\s*(\d+(?:\.\d+)?)(?: ?%)?\](?: ?%)?")
CONTRACTIONS = {
    r"\bi'm\b": "i am", r"\b(i|we|you|he|she|they)'d\b": r"\1 would", r"'re\b": " are", r"'ve\b": " have", r"'ll\b": " will", r"'d (?=like)": " would ",
    r"\b(it|that|there|here|what|where|he|she|this|who)'s\b": r"\1 is",
}  # fmt: skip


def spoken(text: str) -> str:
    """Lower case, one spelling of units, signs and words that have several, numbers in digits."""
    text = with_sides(text).lower()
    for sign, plain in SIGNS:
        text = text.replace(sign, plain)
    text = _rewritten(_signs_in_words(written_out(text)), REWRITES)
    text = re.sub(r"(?<!plus or )(?<!\d )(?<!% )\bminus (?=\d)", "-", digits(text))
    return unframed(_rewritten(text, REWRITES_OF_DIGITS))


def _rewritten(text: str, rewrites: Rewrites) -> str:
    for pattern, replacement in rewrites:
        text = pattern.sub(replacement, text)
    return text


def _signs_in_words(text: str) -> str:
    """Signs of comparison and of rank in words, arrows as a pause, "picture elements" as pixels."""
    text = re.sub(r"(?:>=|=>(?= ?\d)|≥)", " at least ", text)
    text = re.sub(r"(?:<=(?= ?\d)|≤)", " at most ", text)
    text = re.sub(r"\s*(?:-+>|=>|→)\s*", ", ", text)
    text = re.sub(r"(?<=[\s)])>(?=\s+[a-z])", "ahead of", re.sub(r"(?<=[\s)])<(?=\s+[a-z])", "behind", text))
    text = INTERVAL.sub(r"(\1 to \2 %)", text)
    text = re.sub(r">(?=\s*\d)", " more than ", re.sub(r"(?<=[\s\w])<(?=\s*\d)", " less than ", text))
    text = re.sub(r"\btop[ -]?1\b(?![.\d]| ?%| per)|#1\b|\b(?:rank|number|no\.?) 1\b(?!\.)|\b1st\b", "first", text)
    text = re.sub(r"\btop[ -]?2 (?=class(?:es)?|probab|labels|candidates|scores)", "", text)
    text = re.sub(r"\btop[ -]?2\b(?![.\d]| ?%| per)|#2\b|\b(?:rank|number|no\.?) 2\b(?!\.)|\b2nd\b", "second", text)
    text = re.sub(r"\b(?:picture|image) (?:elements?|points?|dots?|cells?)\b", "px", text)
    text = re.sub(
        r"\bdsc\b|\bdice-s[oø]rensen\b|\bs[oø]rensen-dice\b", "dice", re.sub(r"\bcentile", "percentile", text)
    )
    for short, full in CONTRACTIONS.items():
        text = re.sub(short, full, text)
    return re.sub(r"\b(?:un)?till?\b(?= (?:\d|to))", "to", text)
