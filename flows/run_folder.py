"""What a run writes about itself: its tables, its page, its provenance."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from data_contracts.cases import Cases, Source
from data_contracts.floors import Floor
from data_contracts.masks import Mask
from data_contracts.models import ModelRef
from data_contracts.predictions import Prediction
from data_contracts.record import Batch, FileRef, Quarantined, Record
from data_contracts.reports import Answer, Report
from data_contracts.scores import Metrics, Score
from tasks import index_page, model_folder
from tasks.answers import told_name, write_answers
from tasks.caching import code_digest
from tasks.card import Failure, Training, model_card
from tasks.files import write_atomically
from tasks.score_page import score_section
from tasks.versions import versions
from tasks.worst import Worst

STAGES = (
    "ingest", "split", "floors", "train", "predict", "cam", "threshold", "atlas", "findings", "prompt", "generate", "repair",
    "verify", "evaluate", "clusters", "compare", "page",
)  # fmt: skip

NOT_TOLD: dict[str, Any] = {
    "generate": {"api_base"}, "train": {"start_weights"}, "split": {"groups"}, "start_weights": True,
}  # fmt: skip
"""Settings that hold a path or an address."""


class Summary(Record):
    """How a run ended: counts over its inputs, and where to look. `empty` slices of volumes hold no tissue."""

    out: str
    done: int
    quarantined: int
    empty: int

    def __str__(self) -> str:
        parts = [f"{self.done} done", f"{self.quarantined} quarantined"]
        if self.empty:
            parts.append(f"{self.empty} empty slices")
        return f"{', '.join(parts)} → {self.out}/index.html"


def provenance(
    sources: Sequence[Source], settings: Record, model: ModelRef | None, prompt: FileRef | None
) -> dict[str, Any]:
    """Versions, and digests of data, model, prompt and code. Names no path."""
    data = hashlib.sha256("".join(sorted(file.sha256 for source in sources for file in source.files)).encode())
    return {
        "versions": versions(),
        "data": {"inputs": len(sources), "sha256": data.hexdigest()},
        "model": None
        if model is None
        else {
            "name": Path(model.folder).name,
            "architecture_sha256": model.architecture.sha256,
            "weights_sha256": model.weights.sha256,
        },
        "prompt": None if prompt is None else {"sha256": prompt.sha256},
        "code_sha256": {name: code_digest(f"tasks.{name}") for name in STAGES},
        "settings": _without_paths(settings),
    }


def _without_paths(settings: Record) -> dict[str, Any]:
    shown = settings.model_dump(mode="json", exclude=NOT_TOLD)
    generate = shown.get("generate")
    if generate:
        generate["llm"] = told_name(generate["llm"])
    return shown


def seconds_per_case(stages: Sequence[Sequence[Batch]]) -> dict[str, float]:
    """Time spent on each case: its share of every batch it went through, and its own language model call."""
    spent: dict[str, float] = {}
    for batches in stages:
        for batch in batches:
            records = batch.records  # type: ignore[attr-defined]
            for record in records:
                own = record.seconds if isinstance(record, Answer) else 0.0
                spent[record.case_id] = spent.get(record.case_id, 0.0) + own + batch.seconds / len(records)
    return {name: round(seconds, 3) for name, seconds in spent.items()}


def read_floors(model: ModelRef) -> tuple[Floor, ...]:
    """The floors measured on the model's own test fold; none where its folder names none.

    Raises
    ------
    ValueError
        If floors.json is no list of floors.
    """
    path = Path(model.folder) / "floors.json"
    return TypeAdapter(tuple[Floor, ...]).validate_json(path.read_bytes()) if path.is_file() else ()


def write(
    out: Path,
    cases: Sequence[Cases],
    quarantined: Sequence[Quarantined],
    origin: Mapping[str, Any],
    *,
    predictions: Sequence[Prediction] = (),
    answers: Sequence[Answer] = (),
    reports: Sequence[Report] = (),
    scores: Sequence[Score] = (),
    seconds: Mapping[str, float] | None = None,
    masks: Sequence[Mask] = (),
    metrics: Metrics | None = None,
    floors: Sequence[Floor] = (),
    model: ModelRef | None = None,
) -> Summary:
    """Write cases.csv, quarantine.csv, provenance.json, index.html, and answers.jsonl and metrics.json where there are any.

    A case is done when it has a report or a score: a run that broke gives neither.
    """
    read = [case for batch in cases for case in batch.records]
    empty = [name for batch in cases for name in batch.empty]
    rows = index_page.case_rows(read, predictions, reports, scores, quarantined, empty, seconds or {})
    aside = index_page.quarantine_rows(quarantined, read)
    index_page.write_cases(rows, out)
    write_origin(out, aside, origin)
    if answers:
        write_answers(answers, out)
    if metrics is not None:
        _write_json(
            out / "metrics.json",
            {
                name: {group: metric.model_dump() for group, metric in groups.items()}
                for name, groups in metrics.items()
            },
        )
    manifest = None if model is None else model_folder.read_manifest(model)
    index_page.write_index(
        rows,
        aside,
        origin,
        out,
        scored=None
        if metrics is None
        else score_section(scores, metrics, read, masks, floors, manifest.temperature if manifest else 1.0),
        synthetic_model=manifest is not None and manifest.synthetic,
    )
    counts = {status: sum(row["status"] == status for row in rows) for status in ("done", "quarantined", "empty")}
    return Summary(out=str(out), **counts)


def write_floors(out: Path, floors: Sequence[Floor]) -> None:
    """Write floors.json: what a score on the test part must be read against."""
    _write_json(out / "floors.json", [floor.model_dump() for floor in floors])


def write_origin(out: Path, aside: Sequence[Mapping[str, Any]], origin: Mapping[str, Any]) -> None:
    """Write what every run folder has: quarantine.csv and provenance.json."""
    index_page.write_quarantine(aside, out)
    _write_json(out / "provenance.json", origin)


def _write_json(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, (json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode())


def write_card(out: Path, model: ModelRef, training: Training, worst: Sequence[Worst]) -> None:
    """Write card.md and, into worst/, the pictures it shows."""
    (out / "worst").mkdir(parents=True, exist_ok=True)
    failures = []
    for number, each in enumerate(worst, start=1):
        picture = f"worst/{number:02d}.jpg"
        write_atomically(out / picture, each.jpeg)
        failures.append(Failure(picture=picture, source=each.source, reason=each.reason))
    card = model_card(model_folder.read_manifest(model), dataclasses.replace(training, failures=failures))
    write_atomically(out / "card.md", card.encode())
