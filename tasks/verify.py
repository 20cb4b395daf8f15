"""Check every sentence of a model's answer against the findings, without a model, and make the report of what holds."""

from __future__ import annotations

from data_contracts.findings import Findings, FindingsBatch
from data_contracts.prompts import Prompt, Prompts
from data_contracts.reports import Answer, Answers, Report, Reports, Statement, read_statements
from data_contracts.settings import VerifySettings
from tasks.caching import stage
from tasks.claims import check
from tasks.wording import not_assessed, sentences, side_origin, uncertainty


def checked(statements: tuple[Statement, ...], findings: Findings) -> tuple[list[Statement], list[Statement]]:
    """The statements that the findings support, and those they do not, each with the reason.

    A statement that repeats an earlier one is dropped too.
    """
    supported: list[Statement] = []
    dropped: list[Statement] = []
    for statement in statements:
        reason = check(statement.text, statement.cites, findings)
        if reason is None and any(statement.text.casefold() == earlier.text.casefold() for earlier in supported):
            reason = "repeats an earlier statement"
        if reason is None:
            supported.append(statement)
        else:
            dropped.append(statement.model_copy(update={"verdict": "unsupported", "reason": reason}))
    return supported, dropped


def report(findings: Findings, prompt: Prompt, answer: Answer, settings: VerifySettings) -> Report:
    """The report of one case: the model's supported statements, or, where too little is left, one without a model.

    Too little: no answer, less than the smallest supported share, or no supported statement of the class. What every
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
    share = len(supported) / max(1, len(statements))
    accepted = share >= settings.smallest_supported_share and any("class" in said.cites for said in supported)
    kept = supported if accepted else checked(tuple(sentence.plain() for sentence in sentences(findings)), findings)[0]
    closing = [said for said in (*_needed(findings), not_assessed(findings)) if not _is_said(said, kept)]
    return Report(
        case_id=findings.case_id,
        llm=answer.llm,
        template=prompt.template,
        report_source="llm" if accepted else "template",
        statements=(*kept, *closing),
        dropped=tuple(dropped),
        error=error,
    )


def _needed(findings: Findings) -> list[Statement]:
    told = [sentence.plain() for sentence in sentences(findings)]
    needed = [said for said in told if said.cites in (("input.synthetic",), ("tumour.mask",))]
    added = (uncertainty(findings), side_origin(findings))
    return [*needed, *(said for said in added if said is not None)]


def _is_said(statement: Statement, kept: list[Statement]) -> bool:
    return statement.section != "not_assessed" and any(set(statement.cites) <= set(said.cites) for said in kept)


@stage()
def verify(findings: FindingsBatch, prompts: Prompts, answers: Answers, settings: VerifySettings) -> Reports:
    """One report per answered case."""
    findings_of = {document.case_id: document for document in findings.records}
    prompt_of = {prompt.case_id: prompt for prompt in prompts.records}
    return Reports(
        records=tuple(
            report(findings_of[answer.case_id], prompt_of[answer.case_id], answer, settings)
            for answer in answers.records
        )
    )
