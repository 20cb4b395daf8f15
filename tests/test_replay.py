"""A run's answers can be played back: the same reports to the last byte, and no model is asked."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from benchmarks.faulty_provider import Provider, supported_answer
from data_contracts.settings import ExplainSettings, GenerateSettings
from flows.explain import explain


@pytest.fixture(scope="module")
def slices(phantoms: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("replay") / "slices"
    folder.mkdir()
    for name in ("glioma", "pituitary", "no_tumor"):
        shutil.copy(sorted((phantoms / name).glob("*[0-9].png"))[1], folder)
    return folder


def reports(run: Path) -> dict[str, bytes]:
    return {path.parent.name: path.read_bytes() for path in run.glob("cases/*/report.json")}


def told_a_path(run: Path, path: Path) -> list[str]:
    return [file.name for file in run.rglob("*") if file.is_file() and str(path).encode() in file.read_bytes()]


def test_a_run_is_played_back_bit_for_bit_with_its_failures(
    slices: Path, tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    seen: list[bytes] = []

    def outcome(body: bytes) -> str:
        seen.append(body)
        return "400" if body == seen[0] else supported_answer(body)

    server = Provider(outcome).start()
    settings = ExplainSettings(generate=GenerateSettings(llm="openai/test", api_base=server.address, timeout_s=60))
    summary = explain([str(slices)], str(tiny_model), str(tmp_path / "run"), settings)
    server.stop()
    assert summary.done == 3
    first = reports(tmp_path / "run")
    assert {json.loads(text)["report_source"] for text in first.values()} == {"llm", "template"}
    stored = [json.loads(line) for line in (tmp_path / "run" / "answers.jsonl").read_text().splitlines()]
    assert {line["case_id"] for line in stored} == first.keys()
    for line in stored:
        assert line["messages"][0]["role"] == "system"
        assert line["llm"] == "openai/test"
        if line["error"] is None:
            assert (line["temperature"], line["max_tokens"], line["seed"]) == (0.0, 2048, 0)
            assert (line["prompt_tokens"], line["completion_tokens"]) == (700, 60)
            assert line["seconds"] > 0
            assert line["asked_at"]

    calls = len(server.calls)
    replay = ExplainSettings(generate=GenerateSettings(llm=f"replay:{tmp_path / 'run'}"))
    explain([str(slices)], str(tiny_model), str(tmp_path / "again"), replay)
    assert reports(tmp_path / "again") == first
    assert len(server.calls) == calls
    assert (tmp_path / "again" / "answers.jsonl").read_bytes() == (tmp_path / "run" / "answers.jsonl").read_bytes()
    provenance = json.loads((tmp_path / "again" / "provenance.json").read_text())
    assert provenance["settings"]["generate"]["llm"] == "replay:run"
    assert told_a_path(tmp_path / "again", tmp_path) == []


def test_a_case_that_was_not_in_the_run_gets_its_report_from_the_findings(
    slices: Path, tiny_model: Path, tmp_path: Path
) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "answers.jsonl").write_text("")
    replay = ExplainSettings(generate=GenerateSettings(llm=f"replay:{tmp_path / 'run'}"))
    assert explain([str(slices)], str(tiny_model), str(tmp_path / "out"), replay).done == 3
    for text in reports(tmp_path / "out").values():
        assert json.loads(text)["report_source"] == "template"
        assert "holds no answer" in json.loads(text)["error"]
        assert json.loads(text)["llm"] == "replay:run"
    assert told_a_path(tmp_path / "out", tmp_path) == []


@pytest.mark.parametrize("llms", [("replay:/home/anna/RUN", "x/y"), ("x/y", "replay:/home/anna/RUN")])
def test_a_run_is_played_back_alone(llms: tuple[str, str]) -> None:
    with pytest.raises(ValidationError, match="replay:RUN without other models"):
        GenerateSettings(llm=llms[0], fallbacks=llms[1:])


def test_a_folder_without_answers_is_named(slices: Path, tiny_model: Path, tmp_path: Path) -> None:
    replay = ExplainSettings(generate=GenerateSettings(llm=f"replay:{tmp_path / 'nothing'}"))
    with pytest.raises(ValueError, match=r"answers\.jsonl.*'nothing'"):
        explain([str(slices)], str(tiny_model), str(tmp_path / "out"), replay)
