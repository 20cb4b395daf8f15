"""From findings to one table: the same cases worded by several language models."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from prefect import flow, get_run_logger

import flows.offline  # noqa: F401
from data_contracts import prompts, reports
from data_contracts.findings import Findings, FindingsBatch
from data_contracts.reports import Answers
from data_contracts.settings import AUDIENCE_OF, CompareLlmsSettings
from data_contracts.wordings import Wording
from flows.stages import ask, ask_again, over, records
from flows.verify import read_findings
from tasks.compare_llms import TEMPLATE, without_model, wording, write_table
from tasks.contracts import gate
from tasks.prompt import prompt, template_file
from tasks.verify import verify


@flow(name="compare-llms")
def compare_llms(
    inputs: list[str],
    out: str,
    settings: CompareLlmsSettings = CompareLlmsSettings(),  # noqa: B008 (frozen; shown in the deployment's form)
) -> str:
    """Have every model of `settings.llms` word the findings in `inputs` under every prompt, and write `out`/llms.md.

    Parameters
    ----------
    inputs : findings.json files, or folders (such as run folders) that hold them.
    out : folder for the table and for wordings.csv, a row per case.
    """
    documents = list({document.case_id: document for document in _documents(inputs)}.values())
    if not documents:
        raise ValueError("expected at least one findings.json, got none")
    size = settings.run.batch_cases
    found = [FindingsBatch(records=tuple(documents[at : at + size])) for at in range(0, len(documents), size)]
    compared = [_compared(found, llm, name, settings) for name in settings.prompts for llm in settings.llms]
    path = write_table([rows for rows in compared if rows], Path(out))
    get_run_logger().info("%d models, %d cases → %s", len(settings.llms), len(documents), path.name)
    return str(path)


def _documents(inputs: list[str]) -> Iterator[Findings]:
    for path in map(Path, inputs):
        for file in sorted(path.rglob("findings.json")) if path.is_dir() else [path]:
            yield read_findings(file)


def _compared(found: list[FindingsBatch], llm: str, name: str, settings: CompareLlmsSettings) -> list[Wording]:
    template = template_file(name)
    audience = AUDIENCE_OF.get(name, "clinician")
    asked = gate(prompts.CONTRACT, over("prompt", lambda f: prompt(f, template, audience), found))
    if llm == TEMPLATE:
        answered = [without_model(batch, audience) for batch in found]
        mended = [Answers() for _ in found]
    else:
        one, at_once = settings.generate.model_copy(update={"llm": llm, "fallbacks": ()}), settings.run.llm_concurrency
        answered = gate(reports.ANSWER_CONTRACT, ask(asked, one, at_once))
        mended = ask_again(found, asked, answered, template_file(settings.repair_prompt), one, at_once)
    written = over(
        "verify",
        lambda *of: verify(*of, settings.verify, audience),  # type: ignore[call-overload]
        *(found, asked, answered, mended),
    )
    document_of = {document.case_id: document for document in records(found)}
    answer_of, repair_of = ({answer.case_id: answer for answer in records(round)} for round in (answered, mended))
    return [
        wording(document_of[made.case_id], answer_of[made.case_id], made, repair_of.get(made.case_id))
        for made in records(written)
    ]
