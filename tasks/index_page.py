"""The page of a run, and its tables: one row per input, one row per case set aside."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from data_contracts.cases import Case
from data_contracts.predictions import Prediction
from data_contracts.record import Quarantined
from data_contracts.reports import Report
from data_contracts.scores import Score
from tasks.files import write_atomically
from tasks.html import environment
from tasks.learned import PIXELS_ALONE
from tasks.overlay import data_uri
from tasks.page_text import RESEARCH_ONLY, SYNTHETIC_MODEL, learned_words
from tasks.score_page import ScoreSection

COLUMNS = (
    "case_id", "source", "status", "predicted_class", "probability", "plane", "dice", "iou", "llm", "report_source",
    "seconds", "tumour_class", "synthetic", "certain",
)  # fmt: skip
QUARANTINE_COLUMNS = ("case_id", "source", "stage", "expected", "got")

SORT_SCRIPT = """
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const key = (row, at) => row.cells[at].dataset.value ?? row.cells[at].textContent.trim();
  table.tHead.querySelectorAll("th[data-sort]").forEach((head) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      const at = head.cellIndex, numeric = head.dataset.sort === "number";
      table.tHead.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const value = (row) => numeric ? parseFloat(key(row, at)) : key(row, at);
      const absent = (each) => each === "" || Number.isNaN(each);
      const order = (one, two) => (up ? 1 : -1) * (numeric ? one - two : one.localeCompare(two));
      const pairs = [...body.rows].map((row) => [value(row), row]);
      pairs.sort(([one], [two]) => absent(one) || absent(two) ? absent(one) - absent(two) : order(one, two));
      body.append(...pairs.map(([, row]) => row));
    });
  });
}
"""
"""Adds a sort button to column heads; rows without a value stay last. Without scripts the table keeps its order."""


def case_rows(
    cases: Sequence[Case],
    predictions: Sequence[Prediction],
    reports: Sequence[Report],
    scores: Sequence[Score],
    quarantined: Sequence[Quarantined],
    empty: Sequence[str],
    seconds: Mapping[str, float],
) -> list[dict[str, Any]]:
    """One row per input: cases with a report or a score ("done"), cases and files set aside ("quarantined"), cases of a
    run that broke before it had come to their report or score ("unfinished"), slices of volumes without tissue ("empty").

    Parameters
    ----------
    empty : names of the slices without tissue.
    seconds : by case_id, time spent on the case.

    Returns
    -------
    Rows with the keys of `COLUMNS`; None where there is no value.
    """
    prediction_of = {each.case_id: each for each in predictions}
    report_of = {each.case_id: each for each in reports}
    score_of = {each.case_id: each for each in scores}
    aside = {each.case_id for each in quarantined}
    rows = []
    for case in cases:
        prediction, report = prediction_of.get(case.case_id), report_of.get(case.case_id)
        score = score_of.get(case.case_id)
        rows.append(
            _row(
                case_id=case.case_id,
                source=case.source,
                status="quarantined" if case.case_id in aside else "done" if report or score else "unfinished",
                predicted_class=prediction and prediction.predicted_class,
                probability=prediction and round(prediction.probability, 6),
                plane=case.plane,
                dice=score and score.dice,
                iou=score and score.iou,
                llm=report and report.llm,
                report_source=report and report.report_source,
                seconds=seconds.get(case.case_id),
                tumour_class=case.tumour_class,
                synthetic=case.synthetic,
                certain=prediction and prediction.certain,
            )
        )
    known = {case.case_id for case in cases}
    unread = dict.fromkeys((each.source, each.case_id) for each in quarantined if each.case_id not in known)
    rows += [_row(case_id=case_id, source=source, status="quarantined") for source, case_id in unread]
    return rows + [_row(source=source, status="empty") for source in empty]


def _row(**values: Any) -> dict[str, Any]:
    return dict.fromkeys(COLUMNS) | values


def quarantine_rows(quarantined: Sequence[Quarantined], cases: Sequence[Case]) -> list[dict[str, Any]]:
    """One row per case set aside, each once, under the name of its input."""
    source_of = {case.case_id: case.source for case in cases}
    rows = (each.model_dump() for each in dict.fromkeys(quarantined))
    return [row | {"source": source_of.get(row["case_id"], row["source"])} for row in rows]


def write_cases(rows: Sequence[Mapping[str, Any]], out: Path) -> Path:
    """Write `OUT/cases.csv`."""
    return _write_csv(out / "cases.csv", COLUMNS, rows)


def write_quarantine(rows: Sequence[Mapping[str, Any]], out: Path) -> Path:
    """Write `OUT/quarantine.csv`."""
    return _write_csv(out / "quarantine.csv", QUARANTINE_COLUMNS, rows)


def _write_csv(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Path:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, stream.getvalue().encode("utf-8", "backslashreplace"))
    return path


def _cell(value: Any) -> Any:
    """A value as a spreadsheet may safely open it: text that would be run as a formula gets a leading apostrophe."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        return f"'{value}"
    return value


def write_index(
    rows: Sequence[Mapping[str, Any]],
    quarantined: Sequence[Mapping[str, Any]],
    provenance: Mapping[str, Any],
    out: Path,
    scored: ScoreSection | None = None,
    synthetic_model: bool = False,
) -> Path:
    """Write `OUT/index.html`: the run on one page.

    Parameters
    ----------
    rows, quarantined : of `case_rows` and `quarantine_rows`.
    provenance : what provenance.json holds; nested names are joined by dots.
    scored : how good the model is, where truth was known.
    synthetic_model : whether the model was trained on phantoms.
    """
    phantoms = sum(row["synthetic"] is True for row in rows)
    banners = [RESEARCH_ONLY]
    if phantoms:
        banners.append(f"SYNTHETIC phantoms: {phantoms} of the {len(rows)} inputs were made by a computer.")
    if synthetic_model:
        banners.append(SYNTHETIC_MODEL)
    done = [row for row in rows if row["status"] == "done"]
    if provenance.get("learned"):
        banners.append(learned_words(provenance["learned"], len(done)))
    if provenance.get("learned_by_pixels_alone"):
        banners.append(f"Of this model: {PIXELS_ALONE}")
    html = (
        environment()
        .get_template("index.html.j2")
        .render(
            banners=banners,
            rows=[(row, _thumbnail(out, row["case_id"]), _has_page(out, row["case_id"])) for row in rows],
            statuses=Counter(row["status"] for row in rows),
            classes=Counter(row["predicted_class"] for row in done),
            done=len(done),
            reported=sum(row["report_source"] is not None for row in done),
            worded=sum(row["report_source"] == "llm" for row in done),
            labelled=sum(row["tumour_class"] is not None for row in done),
            agreeing=sum(row["tumour_class"] == row["predicted_class"] for row in done),
            quarantined=quarantined,
            provenance=list(_flat(provenance)),
            scored=scored,
            script=Markup(SORT_SCRIPT),  # noqa: S704  our own text
            script_digest=base64.b64encode(hashlib.sha256(SORT_SCRIPT.encode()).digest()).decode("ascii"),
        )
    )
    out.mkdir(parents=True, exist_ok=True)
    path = out / "index.html"
    write_atomically(path, html.encode("utf-8", "backslashreplace"))
    return path


def _thumbnail(out: Path, case_id: str | None) -> str | None:
    path = out / "cases" / (case_id or "") / "thumbnail.jpg"
    return data_uri(path.read_bytes()) if case_id and path.is_file() else None


def _has_page(out: Path, case_id: str | None) -> bool:
    return bool(case_id) and (out / "cases" / str(case_id) / "report.html").is_file()


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _flat(item, f"{name}.{key}" if name else str(key))
    elif isinstance(value, (list, tuple)):
        yield name, ", ".join(map(str, value))
    else:
        yield name, str(value)
