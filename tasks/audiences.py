"""What a report says to whom: the sentences, and what every report says whoever wrote it."""

from __future__ import annotations

from data_contracts.findings import Findings
from data_contracts.names import Audience
from data_contracts.reports import Statement
from tasks import plain_words, wording
from tasks.wording import Sentence


def sentences_for(findings: Findings, audience: Audience) -> tuple[Sentence, ...]:
    """The sentences for one case and audience, in the order of a report."""
    return wording.sentences(findings) if audience == "clinician" else plain_words.plain_sentences(findings)


def closing_for(findings: Findings, audience: Audience) -> tuple[Statement, ...]:
    """That the class is not certain and that the sides are the image's, where it is so, and what was not assessed."""
    said: tuple[Statement | None, ...]
    if audience == "clinician":
        said = (wording.uncertainty(findings), wording.side_origin(findings), wording.not_assessed(findings))
    else:
        said = (
            plain_words.plain_uncertainty(findings),
            plain_words.plain_side_origin(findings),
            *plain_words.plainly_not_assessed(findings),
        )
    return tuple(statement for statement in said if statement is not None)
