"""What a report says to whom: the sentences, and what every report says whoever wrote it."""

from __future__ import annotations

from data_contracts.findings import Findings
from data_contracts.names import Audience
from data_contracts.reports import Statement
from tasks import plain_words, wording
from tasks.closing import not_assessed, side_origin, uncertainty
from tasks.wording import Sentence


def sentences_for(findings: Findings, audience: Audience) -> tuple[Sentence, ...]:
    """The sentences for one case and audience, in the order of a report."""
    return wording.sentences(findings) if audience == "clinician" else plain_words.plain_sentences(findings)


def closing_for(findings: Findings, audience: Audience) -> tuple[Statement, ...]:
    """That the class is not certain and that the sides are the image's, where it is so, and what was not assessed."""
    said = (uncertainty(findings, audience), side_origin(findings, audience))
    return (*(statement for statement in said if statement is not None), *not_assessed(findings, audience))
