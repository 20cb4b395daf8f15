"""A sentence under the eyes of the checker: its words, the facts it cites, and what was understood of it so far."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from data_contracts.findings import Fact, Findings
from tasks.mentions import Mention
from tasks.spelling import spoken
from tasks.synonyms import reworded

TAKEN = "\u00a4"
PARENT = re.compile(
    r"(?P<parent>class(?:\.second)?|tumour\.(?:region|nearby)\.\d)\.(?:probability|certainty|overlap\w*|distance)"
)


@functools.cache
def whole_words(pattern: str) -> re.Pattern[str]:
    """A pattern of whole words, compiled once: a sentence is held against more patterns than `re` remembers."""
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])")


class Sentence:
    """Its words are blanked out step by step as they are understood; the length stays, so places stay.

    Attributes
    ----------
    words : the words in one spelling (`spoken`).
    said : those of them that are not understood yet.
    facts : the cited facts by id. A number of a class or a region brings the class or region it belongs to.
    claims : how many claims were found, all of them true.
    regions, classes, methods : where the sentence names one, and the ids of the facts it is true of; of a method what
        its ids begin with.
    """

    def __init__(self, text: str, facts: Sequence[Fact], findings: Findings) -> None:
        self.facts = {fact.id: fact for fact in facts}
        self.said = self.words = reworded(spoken(text), self.facts)
        for fact_id in tuple(self.facts):
            owner = PARENT.fullmatch(fact_id)
            parent = findings.fact(owner["parent"]) if owner else None
            if parent is not None and parent.status == "measured":
                self.facts.setdefault(parent.id, parent)
        self.findings = findings
        self.claims = 0
        self.regions: list[Mention] = []
        self.classes: list[Mention] = []
        self.methods: list[Mention] = []

    def take(self, pattern: str) -> Iterator[re.Match[str]]:
        """Every match of a pattern of whole words, blanked out."""
        for match in list(whole_words(pattern).finditer(self.said)):
            self.blank(match.start(), match.end())
            yield match

    def blank(self, start: int, end: int, filler: str = TAKEN) -> None:
        """Mark a stretch as understood."""
        self.said = self.said[:start] + filler * (end - start) + self.said[end:]

    def values(self, pattern: str) -> set[str]:
        """Values of the cited facts whose id matches."""
        return {str(fact.value) for fact_id, fact in self.facts.items() if re.fullmatch(pattern, fact_id)}

    def known(self, fact_id: str) -> str | None:
        """The value of a fact of the case, cited or not; None where it was not measured."""
        fact = self.findings.fact(fact_id)
        return None if fact is None or fact.value is None else str(fact.value)

    def ends_at_zero(self) -> bool:
        """Whether the range of a cited share begins at 0 %."""
        return any(fact.value == 0.0 for fact_id, fact in self.facts.items() if fact_id.endswith("_low"))
