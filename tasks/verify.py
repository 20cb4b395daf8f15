"""Check every sentence of a model's answer against the findings, without a model, and make the report of what holds."""

from __future__ import annotations

from data_contracts.findings import Findings, FindingsBatch
from data_contracts.names import Audience
from data_contracts.prompts import Prompt, Prompts
from data_contracts.reports import Answer, Answers, Report, Reports, Statement, read_statements
from data_contracts.settings import VerifySettings
from tasks.audiences import closing_for, sentences_for
from tasks.caching import stage
from tasks.verdicts import checked


def report(
    findings: Findings,
    prompt: Prompt,
    answer: Answer,
    settings: VerifySettings,
    audience: Audience = "clinician",
    repair: Answer | None = None,
) -> Report:
    """The report of one case: the model's supported statements, or, where too little is left, one without a model.

    Too little: no answer, less than the smallest supported share, or no supported statement of the class. `repair` is
    the answer to the question about the statements that had failed: those of it that hold are taken too. What every
    report says whoever wrote it is added from the findings: that the class is not certain, where the sides come from,
    that a phantom is one, that no tumour mask was made, and what was not assessed.
    """
    error = answer.error
    statements: tuple[Statement, ...] = ()
    if error is None:
        try:
            statements = read_statements(answer.text)
        except ValueError as malformed:
            error = str(malformed)
    supported, dropped = checked(statements, findings)
    repaired = 0
    if dropped and repair is not None and repair.error is None:
        both = checked((*supported, *_repaired(repair)), findings)
        repaired = len(both[0]) - len(supported)
        supported, dropped = both[0], [*dropped, *(said for said in both[1] if "repeats" not in str(said.reason))]
    share = len(supported) / max(1, len(statements))
    accepted = share >= settings.smallest_supported_share and any("class" in said.cites for said in supported)
    told = tuple(sentence.plain() for sentence in sentences_for(findings, audience))
    kept = supported if accepted else checked(told, findings)[0]
    needed = [said for said in told if said.cites in (("input.synthetic",), ("tumour.mask",))]
    closing = [said for said in (*needed, *closing_for(findings, audience)) if not _is_said(said, kept)]
    return Report(
        case_id=findings.case_id,
        llm=answer.llm,
        template=prompt.template,
        report_source="llm" if accepted else "template",
        statements=(*kept, *closing),
        dropped=tuple(dropped),
        audience=audience,
        repaired=repaired if accepted else 0,
        error=error,
    )


def _repaired(answer: Answer) -> tuple[Statement, ...]:
    try:
        return read_statements(answer.text)
    except ValueError:
        return ()


def _is_said(statement: Statement, kept: list[Statement]) -> bool:
    return statement.section != "not_assessed" and any(set(statement.cites) <= set(said.cites) for said in kept)


@stage()
def verify(
    findings: FindingsBatch,
    prompts: Prompts,
    answers: Answers,
    repairs: Answers,
    settings: VerifySettings,
    audience: Audience,
) -> Reports:
    """One report per answered case."""
    findings_of = {document.case_id: document for document in findings.records}
    prompt_of = {prompt.case_id: prompt for prompt in prompts.records}
    repair_of = {answer.case_id: answer for answer in repairs.records}
    return Reports(
        records=tuple(
            report(
                findings_of[answer.case_id],
                prompt_of[answer.case_id],
                answer,
                settings,
                audience,
                repair_of.get(answer.case_id),
            )
            for answer in answers.records
        )
    )
