"""A statement that fails goes back once with the reason; what fails again is dropped, and nobody is asked a third time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.faulty_provider import Provider, supported_answer
from benchmarks.planted_files import IN_FOLDER, PLANTS, encodings, plant
from data_contracts.settings import ExplainSettings, GenerateSettings
from flows.explain import explain

UNSUPPORTED = {"text": "The tumour is malignant.", "cites": ["class"], "section": "findings"}
AGAIN = {"text": "The tumour is benign.", "cites": ["class"], "section": "findings"}


def asked_of(body: bytes) -> list[dict[str, str]]:
    messages: list[dict[str, str]] = json.loads(body)["messages"]
    return messages


def is_second(body: bytes) -> bool:
    return "Reason:" in asked_of(body)[-1]["content"]


class Mending(Provider):
    """Every first answer has one statement that fails. Of the cases asked a second time all but the first mend theirs."""

    def __init__(self) -> None:
        super().__init__(self.outcome_of)
        self.unmended: bytes | None = None

    def outcome_of(self, body: bytes) -> str:
        if not is_second(body):
            answer = json.loads(supported_answer(body))
            return json.dumps({"statements": [*answer["statements"], UNSUPPORTED]})
        self.unmended = self.unmended or body
        if body == self.unmended:
            return json.dumps({"statements": [AGAIN]})
        (certainty,) = re.findall(r"^- class\.certainty = (.+)$", asked_of(body)[-3]["content"], re.MULTILINE)
        text = f"The certainty of the class is {certainty}."
        return json.dumps({"statements": [{"text": text, "cites": ["class.certainty"], "section": "impression"}]})


@dataclass(frozen=True)
class Explained:
    """A run whose answers failed in part: the provider that was asked, the images, and where the run is."""

    server: Mending
    images: Path
    out: Path


def settings(llm: str, address: str | None = None) -> ExplainSettings:
    return ExplainSettings(generate=GenerateSettings(llm=llm, api_base=address, timeout_s=60))


def reports(run: Path) -> dict[str, bytes]:
    return {path.parent.name: path.read_bytes() for path in run.glob("cases/*/report.json")}


@pytest.fixture(scope="module")
def explained(phantoms: Path, tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explained]:
    root = tmp_path_factory.mktemp("repair")
    plant(phantoms, root / IN_FOLDER)
    server = Mending()
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_API_KEY", "sk-repair-test")
        explain([str(root / IN_FOLDER)], str(tiny_model), str(root / "run"), settings("openai/test", server.address))
    yield Explained(server, root / IN_FOLDER, root / "run")
    server.stop()


def test_each_case_is_asked_twice_and_the_second_time_about_what_failed_alone(explained: Explained) -> None:
    bodies = [call.body for call in explained.server.calls]
    first = [asked_of(body) for body in bodies if not is_second(body)]
    second = [asked_of(body) for body in bodies if is_second(body)]
    assert len(first) == len(second) >= 2
    assert len(bodies) == len(set(bodies)), "cases with equal findings are asked about once"
    for messages in second:
        assert messages[:-2] in first
        assert json.loads(messages[-2]["content"]) == {"statements": [UNSUPPORTED]}
        assert messages[-1]["content"].count("Reason:") == 1
        assert UNSUPPORTED["text"] in messages[-1]["content"]


def test_a_mended_statement_is_in_the_report_and_one_that_fails_again_is_dropped(explained: Explained) -> None:
    unmended = asked_of(explained.server.unmended or b"")
    lines = (explained.out / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    asked: dict[str, list[Any]] = {}
    for line in map(json.loads, lines):
        asked.setdefault(line["case_id"], []).append(line["messages"])
    made = {name: json.loads(text) for name, text in reports(explained.out).items()}
    assert asked.keys() == made.keys()
    assert {len(messages) for messages in asked.values()} == {2}
    found = set()
    for case_id, report in made.items():
        mended = asked[case_id][1] != unmended
        dropped = [said["text"] for said in report["dropped"]]
        assert report["report_source"] == "llm"
        assert report["repaired"] == int(mended)
        assert dropped == [said["text"] for said in ((UNSUPPORTED,) if mended else (UNSUPPORTED, AGAIN))]
        said = " ".join(statement["text"] for statement in report["statements"])
        assert ("The certainty of the class is" in said) == mended
        assert "malignant" not in said
        assert "benign" not in said
        found.add(mended)
    assert found == {True, False}


def test_no_planted_word_leaves_in_either_round(explained: Explained) -> None:
    for call in explained.server.calls:
        for planted in PLANTS:
            for dress in encodings(planted):
                assert dress not in call.body, planted


def test_both_rounds_are_played_back_byte_for_byte(explained: Explained, tiny_model: Path, tmp_path: Path) -> None:
    calls = len(explained.server.calls)
    explain([str(explained.images)], str(tiny_model), str(tmp_path / "again"), settings(f"replay:{explained.out}"))
    assert reports(tmp_path / "again") == reports(explained.out)
    assert (tmp_path / "again" / "answers.jsonl").read_bytes() == (explained.out / "answers.jsonl").read_bytes()
    assert len(explained.server.calls) == calls
