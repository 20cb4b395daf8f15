"""`cortextual verify`: a verdict with its reason per line, and the exit code."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from data_contracts.findings import Findings
from data_contracts.names import Audience
from data_contracts.prompts import Message, Prompt
from data_contracts.reports import Answer
from data_contracts.settings import VerifySettings
from flows.__main__ import DONE, FAILED, SOME_UNSUPPORTED, run
from flows.command_line import WRONG_USAGE
from tasks.repair import question
from tasks.verdicts import failing
from tasks.verify import report

ROOT = Path(__file__).parents[1]
FINDINGS = Path(__file__).parent / "data" / "findings_glioma.json"
GOOD = {"text": "The network says glioma (0.912).", "cites": ["class", "class.probability"]}
BAD = {"text": "The network says meningioma.", "cites": ["class"]}


def lines(path: Path, *entries: object) -> Path:
    path.write_text("\n".join(entry if isinstance(entry, str) else json.dumps(entry) for entry in entries) + "\n")
    return path


def test_each_line_gets_a_verdict_and_a_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    statements = lines(tmp_path / "s.jsonl", GOOD, "", BAD)
    assert run(["verify", str(FINDINGS), str(statements), "--json"]) == SOME_UNSUPPORTED
    judged = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["line"], each["verdict"]) for each in judged] == [(1, "supported"), (3, "unsupported")]
    assert judged[0]["reason"] is None
    assert "meningioma" in judged[1]["reason"]
    assert run(["verify", str(FINDINGS), str(lines(tmp_path / "good.jsonl", GOOD))]) == DONE


@pytest.mark.parametrize(
    "entry", ["no json", "[]", '{"text": "x"}', '{"text": 3, "cites": []}', '{"text": "x", "cites": "class"}']
)
def test_a_line_that_is_no_statement_is_named(entry: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(FINDINGS), str(lines(tmp_path / "s.jsonl", GOOD, entry))]) == FAILED
    assert "s.jsonl, line 2: expected" in capsys.readouterr().err


def test_findings_that_cannot_be_read_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = lines(tmp_path / "broken.json", "{}")
    assert run(["verify", str(broken), str(lines(tmp_path / "s.jsonl", GOOD))]) == FAILED
    assert broken.name in capsys.readouterr().err
    with pytest.raises(SystemExit) as stopped:
        run(["verify", str(FINDINGS)])
    assert stopped.value.code == WRONG_USAGE


@pytest.mark.parametrize("which", ["FINDINGS.json", "STATEMENTS.jsonl"])
@pytest.mark.parametrize(
    ("what", "got"), [("absent", "expected an existing path"), (".", "expected a file, got the folder")]
)
def test_an_argument_that_is_no_file_is_wrong_usage(
    which: str, what: str, got: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = {"FINDINGS.json": FINDINGS, "STATEMENTS.jsonl": lines(tmp_path / "s.jsonl", GOOD)}
    with pytest.raises(SystemExit) as stopped:
        run(["verify", *map(str, (good | {which: tmp_path / what}).values())])
    assert stopped.value.code == WRONG_USAGE
    assert f"argument {which}: {got}" in capsys.readouterr().err


@pytest.mark.parametrize("form", [[], ["--json"]])
@pytest.mark.parametrize("entry", [r'{"text": "x \ud800", "cites": []}', r'{"text": "x", "cites": ["\udfff"]}'])
def test_half_a_character_is_refused_before_anything_is_printed(
    entry: str, form: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["verify", str(FINDINGS), str(lines(tmp_path / "s.jsonl", GOOD, entry)), *form]) == FAILED
    out, err = capsys.readouterr()
    assert out == ""
    assert "s.jsonl, line 2: expected" in err
    assert "lone surrogate" in err


@pytest.mark.parametrize("indent", [None, 2])
def test_other_json_than_lines_gets_a_hint(
    indent: int | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = [GOOD] if indent is None else GOOD
    assert run(["verify", str(FINDINGS), str(lines(tmp_path / "s.jsonl", json.dumps(entry, indent=indent)))]) == FAILED
    assert "one object on each line" in capsys.readouterr().err


def test_statements_are_read_from_the_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for typed, code in ((json.dumps(GOOD), DONE), ("no json", FAILED), ("", FAILED)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        assert run(["verify", str(FINDINGS), "-"]) == code
    assert capsys.readouterr().err.count("cortextual: standard input") == 2


def test_planted_errors_are_found_and_true_statements_pass() -> None:
    """A small round of benchmarks/planted_errors.py, on the wordings that were read during development."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import planted_errors

    from tasks.claims import check

    results = []
    for document in planted_errors.documents(8, 7):
        findings = Findings.model_validate(document)
        for said in planted_errors.statements(document, 2, 7):
            if said.half == "development":
                results.append((said, check(said.text, said.cites, findings)))
    assert len(results) >= 200
    assert planted_errors.recall(results) >= 0.98
    assert planted_errors.precision(results) >= 0.95


def test_the_benchmark_shares_no_code_with_the_checker() -> None:
    code = (
        "import sys; sys.path.insert(0, 'benchmarks'); import planted_errors\n"
        "sys.exit(bool({'tasks', 'flows'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_failed_statements_go_back_once_with_their_reasons() -> None:
    document = Findings.model_validate_json(FINDINGS.read_text())
    first = Answer(case_id=document.case_id, llm="x/y", text=json.dumps({"statements": [GOOD, BAD]}))
    failed = failing(first, document)
    assert [said.text for said in failed] == [BAD["text"]]
    prompt = Prompt(
        case_id=document.case_id, template="report/v1", template_sha256="0" * 64, answer_schema="", constraint="",
        messages=(Message(role="user", content="findings"),),
    )  # fmt: skip
    asked = question(prompt, failed, (ROOT / "prompts" / "repair" / "v1.j2").read_text())
    assert [message.role for message in asked.messages] == ["user", "assistant", "user"]
    assert failed[0].reason in asked.messages[-1].content
    mended = {"text": "Meningioma is the second class (0.061).", "cites": ["class.second", "class.second.probability"]}
    second = first.model_copy(update={"text": json.dumps({"statements": [mended]})})
    made = report(document, prompt, first, VerifySettings(), "clinician", second)
    assert made.repaired == 1
    assert mended["text"] in {said.text for said in made.statements}
    assert report(document, prompt, first, VerifySettings()).repaired == 0


GRADES = pytest.mark.parametrize(("audience", "low", "high"), [("clinician", 10, 14), ("patient", -5, 8)])


@GRADES
def test_each_audience_reads_at_its_grade(audience: Audience, low: float, high: float) -> None:
    scores = pytest.importorskip("tasks.text_scores", reason="text scores come with `compare`")
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import planted_errors

    from tasks.audiences import closing_for, sentences_for
    from tasks.claims import check

    for document in planted_errors.documents(60, 7):
        findings = Findings.model_validate(document)
        rng = random.Random(findings.case_id)
        sentences, closing = sentences_for(findings, audience), closing_for(findings, audience)
        plain = [sentence.plain() for sentence in sentences]
        drawn = [
            said.model_copy(update={"text": "".join(map(rng.choice, sentence.wordings()))})
            for said, sentence in zip(plain, sentences, strict=True)
        ]
        for told in ([*plain, *closing], [*drawn, *closing]):
            assert all(check(said.text, said.cites, findings) is None for said in told)
            assert low <= scores.text_scores([said.text for said in told])["flesch_kincaid_grade"] <= high


@GRADES
def test_each_audience_reads_at_its_grade_in_whatever_wordings(audience: Audience, low: float, high: float) -> None:
    """As benchmarks/reading_grades.py does it, with findings of the project's own stage."""
    pytest.importorskip("textstat", reason="text scores come with `compare`")
    from benchmarks.reading_grades import grades, text
    from benchmarks.varied_findings import varied_findings

    for findings in varied_findings(200, 4):
        told = text(findings, audience, random.Random(findings.case_id))
        assert len(told) == len(set(told)), "a statement that repeats another is dropped"
        assert low <= grades(told)[0] <= high, told
