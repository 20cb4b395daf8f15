"""Nothing about a patient leaves the machine: read from what a provider on loopback received, to the last byte."""

from __future__ import annotations

import contextlib
import getpass
import io
import json
import logging
import os
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.faulty_provider import Provider, supported_answer
from benchmarks.planted_files import IN_FOLDER, PLANTS, encodings, plant
from data_contracts.settings import ExplainSettings, GenerateSettings, RunSettings
from flows.evaluate import evaluate
from flows.explain import explain
from tasks.allowed import ALLOWED
from tasks.contracts import ContractBroken

KNOWN_HEADERS = re.compile(
    r"host|accept|accept-encoding|connection|content-type|content-length|user-agent|authorization|idempotency-key"
    r"|x-stainless-(?:lang|package-version|os|arch|runtime|runtime-version|async|retry-count|read-timeout|raw-response)"
)


VALUE = re.compile(
    r"[A-Za-z][A-Za-z0-9, '’()-]*|-?[\d.]+(?: (?:px|mm|mm2|mm in MNI space|percentile|% of (?:brain|mask)))?"
)


@dataclass(frozen=True)
class Explained:
    """A run on planted files: what the provider received, what was printed, and where the run is."""

    received: list[tuple[list[tuple[str, str]], bytes]]
    printed: str
    out: Path


@contextlib.contextmanager
def logged() -> Iterator[io.StringIO]:
    """What is printed and logged meanwhile."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    loggers = [logging.getLogger(name) for name in ("", "prefect", "prefect.flow_runs", "prefect.task_runs")]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        with contextlib.redirect_stdout(log), contextlib.redirect_stderr(log):
            yield log
    finally:
        for logger in loggers:
            logger.removeHandler(handler)


@pytest.fixture(scope="module")
def explained(phantoms: Path, tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Explained:
    root = tmp_path_factory.mktemp("egress")
    plant(phantoms, root / IN_FOLDER)
    server = Provider(lambda body: supported_answer(body)).start()
    settings = ExplainSettings(
        run=RunSettings(llm_concurrency=2),
        generate=GenerateSettings(llm="openai/test", api_base=server.address, timeout_s=60),
    )
    with pytest.MonkeyPatch.context() as patch, logged() as log:
        patch.setenv("OPENAI_API_KEY", "sk-egress-test")
        print(explain([str(root / IN_FOLDER)], str(tiny_model), str(root / "run"), settings))
    server.stop()
    return Explained([(call.headers, call.body) for call in server.calls], log.getvalue(), root / "run")


def test_no_planted_word_leaves_the_machine(explained: Explained) -> None:
    bodies = [body for _, body in explained.received]
    assert len(bodies) == len(set(bodies)) >= 2, "cases with equal findings are asked about once"
    for headers, body in explained.received:
        left = body + "\n".join(f"{name}: {value}" for name, value in headers).encode()
        for planted in PLANTS:
            for dress in encodings(planted):
                assert dress not in left, planted


def test_the_body_holds_the_messages_the_model_and_the_sampling_settings_alone(explained: Explained) -> None:
    for _, raw in explained.received:
        body = json.loads(raw)
        assert body.keys() <= {"model", "messages", "temperature", "max_tokens", "seed", "response_format"}
        for line in body["messages"][-1]["content"].splitlines():
            fact_id, _, value = line.removeprefix("- ").partition(" = ")
            assert any(re.fullmatch(pattern, fact_id) for pattern in ALLOWED), line
            assert VALUE.fullmatch(value), line


def test_no_header_names_the_machine_its_user_or_a_folder(explained: Explained) -> None:
    for headers, _ in explained.received:
        for name, value in headers:
            assert KNOWN_HEADERS.fullmatch(name.lower()), name
            for secret in (socket.gethostname(), getpass.getuser(), str(Path.home()), str(Path.cwd()), "cortextual"):
                assert not re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", value), (name, value)


def test_logs_and_output_name_files_at_most(explained: Explained) -> None:
    for planted in ("EGRESSFOLDER", "EGRESSTAG", "EGRESSNIFTI", "EGRESSCHUNK"):
        assert planted not in explained.printed
    assert "sk-egress-test" not in explained.printed


def test_an_evaluation_that_fails_names_its_folder_alone(phantoms: Path, tiny_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / IN_FOLDER / "slices"
    plant(phantoms, folder)
    with logged() as log, pytest.raises(ContractBroken, match=r"got none in slices$"):
        evaluate(str(folder), str(tiny_model), str(tmp_path / "run"))
    assert "got none in slices" in log.getvalue()
    for planted in ("EGRESSFOLDER", "EGRESSTAG", "EGRESSNIFTI", "EGRESSCHUNK"):
        assert planted not in log.getvalue()


def test_what_a_run_writes_shows_the_file_name_alone_escaped_and_no_tag(explained: Explained) -> None:
    texts = [path for path in explained.out.rglob("*") if path.suffix in {".html", ".md", ".json", ".jsonl", ".csv"}]
    assert len(texts) > 12
    for path in texts:
        text = path.read_text(encoding="utf-8")
        for planted in ("EGRESSFOLDER", "EGRESSTAG", "EGRESSNIFTI", "EGRESSCHUNK", "sk-egress-test"):
            assert planted not in text, (path.name, planted)
        if path.suffix == ".html":
            assert "<b onmouseover" not in text
    shown = [path for path in texts if path.name == "report.html" and "EGRESSNAME" in path.read_text(encoding="utf-8")]
    assert len(shown) == 1
    assert "EGRESSNAME" not in (explained.out / "answers.jsonl").read_text()


def test_a_case_id_is_a_digest_and_no_name(explained: Explained) -> None:
    names = [path.name for path in (explained.out / "cases").iterdir()]
    assert len(names) >= 4
    assert all(re.fullmatch(r"[0-9a-f]{16}(?:-\d+)?", name) for name in names)


def test_telemetry_and_the_remote_price_list_are_off() -> None:
    import litellm

    from tasks.llm import _litellm

    assert _litellm().telemetry is False
    assert os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] == "True"
    assert not litellm.callbacks
    assert not litellm.success_callback
