"""Give a model its failed statements back, once, each with the reason why the findings do not support it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from data_contracts.findings import FindingsBatch
from data_contracts.prompts import Prompt, Prompts
from data_contracts.record import FileRef
from data_contracts.reports import Answers, Statement
from tasks.caching import stage
from tasks.messages import rendered
from tasks.verdicts import failing


def question(prompt: Prompt, failed: Sequence[Statement], template: str) -> Prompt:
    """The prompt that asks about failed statements: what was asked before, then one message per block of the template.

    Parameters
    ----------
    prompt : as the model was asked the first time.
    failed : statements that did not hold, with the reasons.
    template : Jinja text. It is given `failed`, and `failed_json`, the same as the model would have written it.

    Raises
    ------
    jinja2.UndefinedError
        If the template uses a variable that is not given.
    """
    entries = [{"text": said.text, "cites": said.cites, "section": said.section} for said in failed]
    failed_json = json.dumps({"statements": entries}, ensure_ascii=False)
    messages = rendered(template, failed=tuple(failed), failed_json=failed_json)
    return prompt.model_copy(update={"messages": (*prompt.messages, *messages)})


@stage()
def repair(findings: FindingsBatch, prompts: Prompts, answers: Answers, template: FileRef) -> Prompts:
    """One question for each case of which a statement failed, and none for the others."""
    findings_of = {document.case_id: document for document in findings.records}
    prompt_of = {prompt.case_id: prompt for prompt in prompts.records}
    text = Path(template.path).read_text(encoding="utf-8")
    asked = []
    for answer in answers.records:
        failed = failing(answer, findings_of[answer.case_id])
        if failed:
            asked.append(question(prompt_of[answer.case_id], failed, text))
    return Prompts(records=tuple(asked))
