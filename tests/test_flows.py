"""The flows on real parts: phantoms, a network trained by the flow, the embedded language model, a real Prefect server."""

from __future__ import annotations

import csv
import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from PIL import Image, ImageOps

from data_contracts import locations
from data_contracts.findings import schema
from data_contracts.settings import CamSettings, EvaluateSettings, ExplainSettings, GenerateSettings, RunSettings
from flows.evaluate import evaluate
from flows.explain import explain
from flows.run_folder import Summary
from tasks.contracts import ContractBroken
from tasks.weights import ModelError

FILES = {"findings.json", "report.json", "report.md", "report.html", "overlay.png", "tumour_mask.png"}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def few(phantoms: Path, to: Path, per_class: int = 1) -> Path:
    for folder in sorted(path for path in phantoms.iterdir() if path.is_dir()):
        (to / folder.name).mkdir(parents=True)
        images = sorted(path for path in folder.glob("*.png") if not path.stem.endswith("_mask"))
        for image in images[:per_class]:
            for file in (image, image.with_name(f"{image.stem}_mask.png")):
                if file.exists():
                    shutil.copy(file, to / folder.name)
    return to


@pytest.fixture(scope="module")
def inputs(phantoms: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return few(phantoms, tmp_path_factory.mktemp("inputs") / "slices")


@pytest.fixture(scope="module")
def run(inputs: Path, tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    out = tmp_path_factory.mktemp("run") / "run"
    return out, explain([str(inputs)], str(tiny_model), str(out))


def test_every_case_has_all_its_files_and_the_run_its_tables(run: tuple[Path, Summary]) -> None:
    out, summary = run
    assert (summary.done, summary.quarantined) == (4, 0)
    rows = table(out / "cases.csv")
    assert len(rows) == 4
    for row in rows:
        folder = out / "cases" / row["case_id"]
        assert {path.name for path in folder.iterdir()} >= FILES | {"heatmap_gradcam++.png"}
        document = json.loads((folder / "findings.json").read_text())
        jsonschema.validate(document, schema())
        report = json.loads((folder / "report.json").read_text())
        known = {fact["id"] for fact in document["facts"]}
        assert report["statements"]
        assert all(set(statement["cites"]) <= known for statement in report["statements"])
        assert float(row["seconds"]) > 0
        assert row["llm"] == "embedded/smollm2"
        assert row["report_source"] in {"llm", "template"}
        assert "research" in (folder / "report.md").read_text().lower()
    assert (out / "index.html").stat().st_size > 2000
    assert table(out / "quarantine.csv") == []
    provenance = json.loads((out / "provenance.json").read_text())
    assert provenance["versions"]["prefect"][0].isdigit()
    assert len(provenance["model"]["weights_sha256"]) == 64


def task_states() -> dict[str, str]:
    """Name of every task run of the newest flow run, without its number, and whether it ran."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
    from prefect.client.schemas.sorting import FlowRunSort

    with get_client(sync_client=True) as client:
        (newest,) = client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=1)
        runs = client.read_task_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[newest.id])))
    return {run.name.rsplit("-", 1)[0]: run.state_name or "" for run in runs}


def test_a_second_identical_run_does_no_stage_again(run: tuple[Path, Summary], inputs: Path, tiny_model: Path) -> None:
    out, summary = run
    before = {path: path.stat().st_mtime_ns for path in out.glob("cases/*/report.html")}
    assert explain([str(inputs)], str(tiny_model), str(out)) == summary
    states = task_states()
    assert {name for name, state in states.items() if state == "Cached"} == {
        "ingest", "predict", "cam", "threshold", "atlas", "findings", "prompt", "generate", "repair", "verify", "page", "score",
    }  # fmt: skip
    assert {name for name, state in states.items() if state != "Cached"} == {"gate"}
    assert before == {path: path.stat().st_mtime_ns for path in out.glob("cases/*/report.html")}


def test_a_changed_setting_runs_its_stage_and_what_follows(
    run: tuple[Path, Summary], inputs: Path, tiny_model: Path
) -> None:
    changed = ExplainSettings(cam=CamSettings(methods=("gradcam",)))
    explain([str(inputs)], str(tiny_model), str(run[0].with_name("changed")), changed)
    states = task_states()
    assert {name for name, state in states.items() if state == "Cached"} == {"ingest", "predict"}


def test_bad_files_are_set_aside_by_name_and_the_rest_goes_on(inputs: Path, tiny_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    shutil.copytree(inputs, folder)
    (folder / "empty.png").write_bytes(b"")
    (folder / "text.png").write_text("this is no picture")
    out = tmp_path / "run"
    summary = explain([str(folder)], str(tiny_model), str(out))
    assert (summary.done, summary.quarantined) == (4, 2)
    aside = {row["source"]: row for row in table(out / "quarantine.csv")}
    assert set(aside) == {"empty.png", "text.png"}
    for row in aside.values():
        assert row["stage"] == "ingest"
        assert row["expected"]
        assert row["got"]
    assert len(list(out.glob("cases/*/report.html"))) == 4
    assert {row["status"] for row in table(out / "cases.csv")} == {"done", "quarantined"}


def test_a_run_of_which_nothing_is_left_fails_and_still_says_why(tiny_model: Path, tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("this is no picture")
    with pytest.raises(ContractBroken, match="ingest"):
        explain([str(tmp_path / "text.png")], str(tiny_model), str(tmp_path / "run"))
    assert [row["source"] for row in table(tmp_path / "run" / "quarantine.csv")] == ["text.png"]
    assert "text.png" in (tmp_path / "run" / "index.html").read_text()


def test_an_inbox_of_which_nothing_can_be_read_fails_once(tiny_model: Path, tmp_path: Path) -> None:
    inbox, out = tmp_path / "inbox", tmp_path / "explained"
    inbox.mkdir()
    (inbox / "broken.png").write_bytes(b"no picture")
    of = ([str(inbox)], str(tiny_model), str(out), ExplainSettings(), str(out / "taken.jsonl"))
    with pytest.raises(ContractBroken, match=r"broken\.png"):
        explain(*of)
    assert explain(*of).quarantined == 0
    assert len(list(out.glob("*/quarantine.csv"))) == 1


def test_a_run_that_breaks_lists_what_it_had_not_come_to_as_unfinished(
    inputs: Path, tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    impossible = dataclasses.replace(locations.CONTRACT, columns=(*locations.CONTRACT.columns, "absent"))
    monkeypatch.setattr(locations, "CONTRACT", impossible)
    with pytest.raises(ContractBroken, match="absent"):
        explain([str(inputs)], str(tiny_model), str(tmp_path / "run"))
    assert [row["status"] for row in table(tmp_path / "run" / "cases.csv")] == ["unfinished"] * 4
    assert "unfinished" in (tmp_path / "run" / "index.html").read_text()


def test_a_dead_provider_costs_no_report(inputs: Path, tiny_model: Path, tmp_path: Path) -> None:
    settings = ExplainSettings(
        run=RunSettings(llm_concurrency=4),
        generate=GenerateSettings(llm="openai/nobody", api_base="http://127.0.0.1:9/v1", timeout_s=2),
    )
    summary = explain([str(inputs)], str(tiny_model), str(tmp_path / "run"), settings)
    assert summary.done == 4
    assert {row["report_source"] for row in table(tmp_path / "run" / "cases.csv")} == {"template"}


def test_evaluate_writes_metrics_by_group(phantoms: Path, tiny_model: Path, tmp_path: Path) -> None:
    labelled = few(phantoms, tmp_path / "labelled", per_class=3)
    summary = evaluate(str(labelled), str(tiny_model), str(tmp_path / "run"), EvaluateSettings())
    assert summary.done == 12
    metrics: dict[str, Any] = json.loads((tmp_path / "run" / "metrics.json").read_text())
    assert set(metrics["accuracy"]["all"]) == {"value", "low", "high", "n"}
    assert metrics["accuracy"]["all"]["n"] == 12
    assert {"dice", "iou", "f1", "auroc", "expected_calibration_error"} <= metrics.keys()
    assert {"all", "class=glioma", "plane=axial"} <= metrics["dice"].keys()
    by_plane = [metric["n"] for group, metric in metrics["accuracy"].items() if group.startswith("plane=")]
    assert sum(by_plane) == 12
    assert len(by_plane) > 1


def test_evaluate_of_the_test_part_gives_the_scores_that_came_with_the_model(
    phantoms: Path, tiny_model: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    summary = evaluate(str(phantoms), str(tiny_model), str(out), part="test")
    folds = [row["part"] for row in table(tiny_model / "folds.csv")]
    assert summary.done + summary.quarantined == folds.count("test") < len(folds)
    given, again = (json.loads((folder / "metrics.json").read_text()) for folder in (tiny_model / "test", out))
    assert again == given
    assert json.loads((out / "provenance.json").read_text())["learned"] == 0
    assert "SEEN IN TRAINING" not in (out / "index.html").read_text(encoding="utf-8")


def test_evaluate_tells_how_many_pictures_the_model_had_learned_from(
    phantoms: Path, tiny_model: Path, tmp_path: Path
) -> None:
    labelled = few(phantoms, tmp_path / "labelled", per_class=3)
    evaluate(str(labelled), str(tiny_model), str(tmp_path / "run"))
    part_of = {row["case_id"]: row["part"] for row in table(tiny_model / "folds.csv")}
    parts = [part_of[row["case_id"]] for row in table(tmp_path / "run" / "cases.csv")]
    learned = sum(part != "test" for part in parts)
    assert learned > 0
    assert json.loads((tmp_path / "run" / "provenance.json").read_text())["learned"] == learned
    page = (tmp_path / "run" / "index.html").read_text(encoding="utf-8")
    assert f"SEEN IN TRAINING: {learned} of the 12 scored pictures" in page


def saved_again(folder: Path) -> None:
    """Make each slice a JPEG of twice the size, mirrored, and its mask a PNG of that size."""
    for path in sorted(folder.rglob("*.png")):
        with Image.open(path) as image:
            copy = ImageOps.mirror(image.convert("L").resize((2 * image.width, 2 * image.height)))
        if path.stem.endswith("_mask"):
            copy.save(path)
        else:
            copy.save(path.with_suffix(".jpg"), quality=85)
            path.unlink()


@pytest.mark.parametrize("older", [False, True])
def test_evaluate_recognises_pictures_saved_again_by_their_hashes_and_says_where_it_cannot(
    phantoms: Path, tiny_model: Path, tmp_path: Path, older: bool
) -> None:
    labelled = few(phantoms, tmp_path / "labelled", per_class=3)
    part_of = {Path(row["source"]).stem: row["part"] for row in table(tiny_model / "folds.csv")}
    saved_again(labelled)
    absent = ["difference_hashes.npy"] if older else []
    model = shutil.copytree(tiny_model, tmp_path / "model", ignore=shutil.ignore_patterns(*absent))
    out = tmp_path / "run"
    evaluate(str(labelled), str(model), str(out))
    parts = [part_of[Path(row["source"]).stem] for row in table(out / "cases.csv") if row["status"] == "done"]
    told = json.loads((out / "provenance.json").read_text())
    assert told["learned_by_pixels_alone"] == older
    assert told["learned"] == (0 if older else sum(part != "test" for part in parts))
    assert 0 < sum(part != "test" for part in parts) < len(parts)
    page = (out / "index.html").read_text(encoding="utf-8")
    assert ("SEEN IN TRAINING" in page, "equal pixels alone" in page) == (not older, older)


def test_evaluate_of_a_part_refuses_other_data_other_groups_and_a_model_without_parts(
    phantoms: Path, tiny_model: Path, tmp_path: Path
) -> None:
    run, few_cases = str(tmp_path / "run"), few(phantoms, tmp_path / "labelled")
    part_of = {row["source"]: row["part"] for row in table(tiny_model / "folds.csv")}
    for image in few_cases.glob("*/*.png"):
        if part_of.get(image.name) == "test":
            image.unlink()
    with pytest.raises(ContractBroken, match="expected cases of the test part of model"):
        evaluate(str(few_cases), str(tiny_model), run, part="test")
    with pytest.raises(ValueError, match="groups or part"):
        evaluate(str(few_cases), str(tiny_model), run, groups=str(tiny_model / "folds.csv"), part="test")
    bare = shutil.copytree(tiny_model, tmp_path / "bare", ignore=shutil.ignore_patterns("folds.csv"))
    with pytest.raises(ModelError, match=r"folds\.csv"):
        evaluate(str(few_cases), str(bare), run, part="test")


def test_evaluate_needs_labels(phantoms: Path, tiny_model: Path, tmp_path: Path) -> None:
    shutil.copy(next((phantoms / "glioma").glob("*_mask.png")).as_posix().replace("_mask", ""), tmp_path / "scan.png")
    with pytest.raises(ContractBroken, match="labelled"):
        evaluate(str(tmp_path), str(tiny_model), str(tmp_path / "run"))


def test_no_page_names_a_folder_of_this_machine(run: tuple[Path, Summary], inputs: Path) -> None:
    out, _ = run
    for path in [*out.glob("*.*"), *out.glob("cases/*/*.json"), *out.glob("cases/*/*.html"), *out.glob("cases/*/*.md")]:
        assert str(inputs.parent) not in path.read_text(encoding="utf-8"), path
