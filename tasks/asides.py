"""Refuse a clause of its own that tells something and words no finding ("..., and it has spread")."""

from __future__ import annotations

import itertools
import re

from tasks.mentions import ClaimError
from tasks.sentence import TAKEN, Sentence

ENDS = re.compile(r"[;:.](?!\d)|,(?!\d)| (?=(?:and|but|which|while|so) )")
OF_FINDINGS = (
    r"mask|slice|image|picture|scan|class|label|atlas|model|network|program|software|computer|certain|limit|side|strange|familiar|unlike|training|probab|chance|score|figure|share|percent|evidence|heat|map|level|place|pixel|file|region|outline"
    r"|answer|result|number|value|range|band|agree|match|fitting|overlap|dice|convention|hemisphere|left|right|finding|measur|assess|estimat|report|phantom|synthetic|reader|threshold|bound|bar|rule|case(?! of)|name|near|largest|smallest|highest|lowest|most|least|first|second|third|how|why|what|where|so\b|true|same|unit\b|called that|marks|getting|gets that|little between|not\b|both|one\b|grad-?cam|view|cuts?\b|fit|caution|brain|person|system|list\b|wide|inside|within|below|above|under|do(?:es)?\b|did\b|says?\b|recorded|note|comes|in the middle|segment|close|apart|stretch|learn|seen from|more than|calculat|ceiling|floor|tumour type|derived"
)
"""Beginnings of words by which a clause speaks of a finding, or of another clause."""
ASIDE = re.compile(
    rf"^\W*(?:(?:and|but|so|while|as|since|because) )*(?:it|there|that|which|this|everything|all|they|others?|the (?:patient|rest|remainder|tumour|lesion))\b(?!.*\d)(?!.*\b(?:{OF_FINDINGS}))[^\d]*\b(?:is|was|are|were|has|have|had|looks?|seems?|came|grew|will|may|can)\b [^\d]*\w[^\d]*$"
    rf"|^\W*(?:(?:and|but|so|while|as|since|because) )*(?:it|he|she|they|you|we|nobody|everybody|the (?:patient|doctor|surgeon|family)|doctors|surgeons|patients)\b(?!.*\d)(?!.*\b(?:{OF_FINDINGS}))[^\d]* [^\d]*$"
    r"|^\W*(?:see|call|ask|visit) (?:a|your|the) \w+|^\W*(?:and )?the (?:network|model|program|software|computer) knows$"
)
"""A clause about something that no finding is about."""
ALL_WELL = re.compile(
    r"^\W*(?:and |but |so )?(?:all|everything)(?: else)? (?:is|was|looks|seems) (?:well|fine|good|ok|okay|in order|all right)$"
)
"""The same in words that are an agreement's elsewhere."""


def refuse_asides(sentence: Sentence) -> None:
    """Look at each clause behind the first of which nothing was understood.

    Raises
    ------
    ClaimError
        If one tells something of the tumour, the patient or all the rest.
    """
    starts = [0, *(match.end() for match in ENDS.finditer(sentence.words)), len(sentence.words)]
    for start, end in itertools.pairwise(starts[1:]):
        clause = sentence.words[start:end].rstrip(" .,;:")
        if ALL_WELL.match(clause) or (TAKEN not in sentence.said[start:end] and ASIDE.match(clause)):
            raise ClaimError(f"{clause.strip()!r} is in no cited finding")
