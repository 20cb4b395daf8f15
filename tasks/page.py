"""One self-contained page per case, and the files beside it."""

from __future__ import annotations

from pathlib import Path

from data_contracts.cases import Cases
from data_contracts.findings import FindingsBatch
from data_contracts.heatmaps import Heatmaps
from data_contracts.locations import Locations
from data_contracts.masks import Masks
from data_contracts.models import Manifest, ModelRef
from data_contracts.pages import Page, Pages
from data_contracts.predictions import Predictions
from data_contracts.prompts import Prompts
from data_contracts.record import CaseError, FileRef
from data_contracts.reports import Answers, Reports
from tasks import page_markdown, page_text
from tasks.caching import stage
from tasks.files import write_atomically
from tasks.html import environment
from tasks.page_text import Explained
from tasks.panels import Panel, draw, read_pixels


def render(explained: Explained, panels: list[Panel], weights_sha256: str) -> str:
    """The page of one case as HTML."""
    fact_rows = {fact.id: row for row, fact in enumerate(explained.findings.facts, start=1)}
    return (
        environment()
        .get_template("case.html.j2")
        .render(
            e=explained,
            panels=panels,
            fact_rows=fact_rows,
            facts={fact.id: fact for fact in explained.findings.facts},
            author=page_text.author(explained),
            trust=page_text.trust(explained),
            places=[(location, page_text.place(location, explained.case.plane)) for location in explained.locations],
            methods=page_text.methods(explained, weights_sha256),
            references=page_text.references(explained),
            weights_sha256=weights_sha256,
        )
    )


def case_files(explained: Explained, weights_sha256: str) -> dict[str, bytes]:
    """Every file of a case's folder by name, the page first.

    Raises
    ------
    CaseError
        If a sentence cites a fact that the findings do not hold.
    """
    known = {fact.id for fact in explained.findings.facts}
    unknown = sorted({cited for each in explained.report.statements for cited in each.cites} - known)
    if unknown:
        raise CaseError("sentences that cite facts of the findings", ", ".join(unknown))
    panels, pictures = draw(explained, read_pixels(explained))
    texts = {
        "report.html": render(explained, panels, weights_sha256),
        "report.md": page_markdown.markdown(explained, weights_sha256),
        "report.json": explained.report.model_dump_json(indent=2) + "\n",
        "findings.json": explained.findings.model_dump_json(indent=2) + "\n",
    }
    return {name: text.encode("utf-8", "backslashreplace") for name, text in texts.items()} | pictures


def write_case(folder: Path, content: dict[str, bytes]) -> tuple[FileRef, ...]:
    """Fill a case's folder; heatmaps of an earlier run with other methods are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in ("heatmap_*.png", "evidence_mask_*.png"):
        for old in folder.glob(kind):
            if old.name not in content:
                old.unlink()
    return tuple(write_atomically(folder / name, data) for name, data in content.items())


@stage()
def page(
    cases: Cases,
    predictions: Predictions,
    heatmaps: Heatmaps,
    masks: Masks,
    locations: Locations,
    findings: FindingsBatch,
    prompts: Prompts,
    answers: Answers,
    reports: Reports,
    model: ModelRef,
    out: str,
) -> Pages:
    """Write `OUT/cases/<case_id>/` for every case that has a report."""
    manifest = Manifest.model_validate_json(Path(model.architecture.path).read_text(encoding="utf-8"))
    case_of = {each.case_id: each for each in cases.records}
    prediction_of = {each.case_id: each for each in predictions.records}
    findings_of = {each.case_id: each for each in findings.records}
    prompt_of = {each.case_id: each for each in prompts.records}
    answer_of = {each.case_id: each for each in answers.records}
    written, quarantined = [], []
    for report in reports.records:
        case_id = report.case_id
        explained = Explained(
            case=case_of[case_id],
            prediction=prediction_of[case_id],
            heatmaps=tuple(each for each in heatmaps.records if each.case_id == case_id),
            masks={each.origin: each for each in masks.records if each.case_id == case_id},
            locations=tuple(each for each in locations.records if each.case_id == case_id),
            findings=findings_of[case_id],
            prompt=prompt_of[case_id],
            answer=answer_of[case_id],
            report=report,
            manifest=manifest,
        )
        try:
            content = case_files(explained, model.weights.sha256)
        except CaseError as error:
            quarantined.append(error.set_aside("page", explained.case.source, case_id))
            continue
        written.append(Page(case_id=case_id, files=write_case(Path(out) / "cases" / case_id, content)))
    return Pages(records=tuple(written), quarantined=tuple(quarantined))
