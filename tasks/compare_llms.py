"""Put language models in one table: how they word the same findings, what the checker drops, what they cost."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.stats import false_discovery_control, permutation_test

from data_contracts.findings import Findings, FindingsBatch
from data_contracts.names import Audience
from data_contracts.reports import Answer, Answers, Report, read_statements
from data_contracts.wordings import Wording
from tasks.audiences import sentences_for
from tasks.claims import check
from tasks.files import write_atomically
from tasks.page_text import markdown_escaped
from tasks.text_scores import NAMES, text_scores
from tasks.verdicts import failing

MEASURES = (
    "accepted", "written", "unsupported_before", "repaired", "unsupported_after", *NAMES, "tokens", "cost_usd", "seconds",
)  # fmt: skip
RESAMPLES = 9999
TEMPLATE = "template"
"""The name under which the sentences that are written without a model take part."""


def without_model(findings: FindingsBatch, audience: Audience) -> Answers:
    """The sentences that a report without a model has, as the answers of a model."""
    return Answers(
        records=tuple(
            Answer(case_id=document.case_id, llm=TEMPLATE, text=_as_answer(document, audience), cost_usd=0.0)
            for document in findings.records
        )
    )


def _as_answer(findings: Findings, audience: Audience) -> str:
    said = [sentence.plain() for sentence in sentences_for(findings, audience)]
    return json.dumps({"statements": [each.model_dump(include={"text", "cites", "section"}) for each in said]})


def wording(findings: Findings, answer: Answer, report: Report, repair: Answer | None = None) -> Wording:
    """The scores of one report. The text that is scored is what the model wrote first, before the checker.

    Parameters
    ----------
    repair : the answer about the statements that had failed; its tokens, cost and seconds count too.
    """
    try:
        said = [statement.text for statement in read_statements(answer.text)]
    except ValueError:
        said = []
    after = [said for said in report.statements if said.section != "not_assessed"]
    calls = [answer] if repair is None else [answer, repair]
    costs = [call.cost_usd for call in calls if call.cost_usd is not None]
    return Wording(
        case_id=findings.case_id,
        llm=answer.llm,
        prompt=report.template,
        accepted=report.report_source == "llm",
        written=len(said),
        unsupported_before=len(failing(answer, findings)),
        repaired=report.repaired,
        unsupported_after=sum(check(each.text, each.cites, findings) is not None for each in after),
        tokens=sum(call.prompt_tokens + call.completion_tokens for call in calls),
        cost_usd=sum(costs) if len(costs) == len(calls) else None,
        seconds=sum(call.seconds for call in calls),
        **text_scores(said),
    )


def values(rows: Sequence[Wording], measure: str) -> dict[str, float]:
    """Case to value, where there is one."""
    found = {row.case_id: getattr(row, measure) for row in rows}
    return {case_id: float(value) for case_id, value in found.items() if value is not None}


def paired_p_values(rows: Sequence[Wording], others: Sequence[Wording]) -> dict[str, float]:
    """For each measure the chance of so large a mean difference if the two models were exchanged case by case.

    Two-sided sign-flip permutation test over the cases that both have a value for, 9999 resamples; adjusted over the
    measures for the false discovery rate (Benjamini and Hochberg). A measure with fewer than 6 pairs, or none that differ, has
    no p-value.
    """
    found = {}
    for measure in MEASURES:
        first, second = values(rows, measure), values(others, measure)
        pairs = np.array([[first[case_id], second[case_id]] for case_id in first if case_id in second])
        if len(pairs) >= 6 and np.ptp(pairs, axis=1).any():
            differences = pairs[:, 0] - pairs[:, 1]
            test = permutation_test(
                (differences,), np.mean, permutation_type="samples", n_resamples=RESAMPLES, vectorized=True,
                rng=np.random.default_rng(0),
            )  # fmt: skip
            found[measure] = float(test.pvalue)
    adjusted = false_discovery_control(list(found.values())) if found else []
    return {name: float(p) for name, p in zip(found, adjusted, strict=True)}


def table(compared: Sequence[Sequence[Wording]]) -> str:
    """A Markdown table: a row per measure, a column per model and prompt, each tested against the first of its prompt."""
    heads = [markdown_escaped(f"{rows[0].llm}, {rows[0].prompt}") for rows in compared]
    references = [next(other for other in compared if other[0].prompt == rows[0].prompt) for rows in compared]
    tests = [
        paired_p_values(rows, reference) if rows is not reference else {}
        for rows, reference in zip(compared, references, strict=True)
    ]
    lines = [f"| mean over cases | {' | '.join(heads)} |", f"|---|{'---|' * len(heads)}"]
    lines.append(f"| cases | {' | '.join(str(len(rows)) for rows in compared)} |")
    for measure in MEASURES:
        cells = [_cell(rows, measure, tests[column]) for column, rows in enumerate(compared)]
        lines.append(f"| {measure} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(rows: Sequence[Wording], measure: str, tests: dict[str, float]) -> str:
    found = values(rows, measure)
    if not found:
        return "–"
    p_value = tests.get(measure)
    test = "" if p_value is None else " (p < 0.001)" if p_value < 0.001 else f" (p {p_value:.3f})"
    few = f", n {len(found)}" if len(found) < len(rows) else ""
    return f"{np.mean(list(found.values())):.4g}{few}{test}"


def write_table(compared: Sequence[Sequence[Wording]], out: Path) -> Path:
    """Write OUT/wordings.csv, a row per case, and OUT/llms.md, the table."""
    out.mkdir(parents=True, exist_ok=True)
    rows_text = io.StringIO(newline="")
    writer = csv.DictWriter(rows_text, list(Wording.model_fields), lineterminator="\n")
    writer.writeheader()
    writer.writerows(row.model_dump() for rows in compared for row in rows)
    write_atomically(out / "wordings.csv", rows_text.getvalue().encode())
    write_atomically(out / "llms.md", table(compared).encode())
    return out / "llms.md"
