"""Bounds of language model calls: what is retried, who is asked next, what is never paid twice, and when to stop."""

from __future__ import annotations

import contextvars
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import litellm
import pytest
from prefect import flow
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings

from benchmarks.faulty_provider import FAULTS, Provider, failing
from data_contracts.findings import Findings, FindingsBatch
from data_contracts.prompts import Prompt, Prompts
from data_contracts.record import Batch
from data_contracts.reports import ANSWER_CONTRACT, Answer, Answers
from data_contracts.settings import GenerateSettings, VerifySettings
from flows import stages
from tasks import answers, embedded, keys, llm, providers
from tasks import generate as generate_module
from tasks.generate import NoAnswerError, answered, generate
from tasks.llm import TransientError, ask
from tasks.prompt import prompt, template_file
from tasks.providers import Attempts, Breaker, NotCalled, Purse, Run
from tasks.verify import report

ROOT = Path(__file__).parents[1]
DOCUMENT = Findings.model_validate_json((ROOT / "tests" / "data" / "findings_glioma.json").read_text())


def document(number: int) -> Findings:
    """The glioma document with another probability, so with other messages."""
    facts = tuple(
        fact.model_copy(update={"value": 0.5 + number / 1000}) if fact.id == "class.probability" else fact
        for fact in DOCUMENT.facts
    )
    return DOCUMENT.model_copy(update={"facts": facts, "case_id": f"{number:016x}"})


def asked(*numbers: int) -> Prompts:
    return prompt.fn(FindingsBatch(records=tuple(map(document, numbers))), template_file("report/v1"))


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Path]:
    with temporary_settings({PREFECT_LOCAL_STORAGE_PATH: tmp_path / "storage"}):
        yield tmp_path / "storage"


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Provider]]:
    started: list[Provider] = []

    def start(outcome: Callable[[bytes], str] | str, **options: Any) -> Provider:
        decided = outcome if callable(outcome) else lambda body: outcome
        started.append(Provider(decided, **options).start())
        return started[-1]

    for name in ("OPENAI_API_KEY", "MISTRAL_API_KEY", "XAI_API_KEY"):
        monkeypatch.setenv(name, "none")
    yield start
    for server in started:
        server.stop()


def settings(server: Provider, *models: str, **changed: Any) -> GenerateSettings:
    first, *others = models or ("openai/a",)
    return GenerateSettings(llm=first, fallbacks=tuple(others), api_base=server.address, timeout_s=30, **changed)


def answer_of(case: Prompt, given: GenerateSettings, run: Run | None = None, attempts: Attempts | None = None) -> Any:
    """As the stage does it, with the retries that Prefect would make, without its delays."""
    run, attempts = run or Run(given), attempts or Attempts(started=time.monotonic())
    while True:
        try:
            return answered(case, given, run, attempts)
        except TransientError:
            continue


def model_of(body: bytes) -> str:
    return str(json.loads(body)["model"])


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_breaker_lets_one_call_through_after_its_pause():
    clock = Clock()
    breaker = Breaker(failures=2, pause_s=60, clock=clock)
    breaker.enter()
    breaker.failed(final=False)
    breaker.failed(final=True)
    breaker.enter()
    breaker.failed(final=True)
    with pytest.raises(NotCalled, match="60 s"):
        breaker.enter()
    clock.now += 61
    breaker.enter()
    with pytest.raises(NotCalled):
        breaker.enter()
    breaker.failed(final=False)
    with pytest.raises(NotCalled, match="60 s"):
        breaker.enter()
    clock.now += 61
    breaker.enter()
    breaker.answered()
    for _ in range(3):
        breaker.enter()


@pytest.mark.parametrize("ends", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_a_trial_that_ends_without_a_word_about_the_model_leaves_the_way_to_another(
    storage: Path, monkeypatch: pytest.MonkeyPatch, ends: BaseException
):
    given, (case,) = GenerateSettings(llm="openai/a", breaker_failures=1, breaker_pause_s=1e-9), asked(1).records
    run = Run(given)
    run.breaker("openai/a").failed(final=True)

    def broken(*_: Any) -> Answer:
        raise ends

    monkeypatch.setattr(generate_module, "ask", broken)
    for _ in range(2):
        with pytest.raises(type(ends)):
            answered(case, given, run, Attempts(started=time.monotonic()))


def test_only_the_runs_that_asked_last_are_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(providers, "_runs", {})
    first = providers.run_of("first", GenerateSettings())
    for number in range(providers.MOST_RUNS + 9):
        providers.run_of(str(number), GenerateSettings())
        assert providers.run_of("first", GenerateSettings()) is first
    assert len(providers._runs) == providers.MOST_RUNS


def test_a_request_that_is_over_keeps_no_lock():
    for number in range(9):
        with answers.alone(str(number)), answers.alone("another"):
            assert sorted(answers._locks) == sorted([str(number), "another"])
    assert not answers._locks


def test_a_refusal_without_a_word_is_told_by_its_kind():
    class BadRequest(Exception):
        status_code = 400

    for text in ("", "\n"):
        assert "(status 400)" in str(llm._failure(BadRequest(text), GenerateSettings(llm="openai/a")))
    assert "BadRequest" in str(llm._failure(BadRequest(""), GenerateSettings(llm="openai/a")))


def test_keys_are_taken_out_while_another_thread_reads_one(monkeypatch: pytest.MonkeyPatch):
    """A dictionary that another thread adds to cannot be iterated over."""

    class Growing(dict[str, str | None]):
        def items(self) -> Any:
            for item in super().items():
                yield item
                self[f"k{len(self)}"] = None

    monkeypatch.setattr(keys, "_secrets", Growing({"xai-api-key": "secret-secret"}))
    assert keys.without_keys("key secret-secret") == "key <xai-api-key>"


def test_an_answer_between_failures_keeps_a_breaker_open():
    breaker = Breaker(failures=2, pause_s=60)
    for _ in range(5):
        breaker.failed(final=True)
        breaker.answered()
        breaker.enter()


def test_a_dead_provider_is_not_called_by_every_case(provider: Callable[..., Provider], storage: Path):
    server = provider("500")
    given = settings(server, attempts=2, breaker_failures=3)
    run = Run(given)
    for case in asked(*range(8)).records:
        with pytest.raises(NoAnswerError):
            answer_of(case, given, run)
    assert len(server.calls) == 3 * 2


def test_calls_under_way_together_never_cost_more_than_the_ceiling():
    purse = Purse(ceiling_usd=1.0)
    paid: list[float] = []

    def call() -> None:
        try:
            with purse.paying(0.3) as bill:
                time.sleep(0.01)
                bill.append(0.15)
                paid.append(0.15)
        except NotCalled:
            pass

    threads = [threading.Thread(target=call) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert purse.spent_usd == pytest.approx(sum(paid))
    assert 0.7 < purse.spent_usd <= 1.0


def test_a_run_stops_calling_at_its_ceiling_and_says_so(provider: Callable[..., Provider], storage: Path):
    server = provider("answer")
    given = settings(server, "mistral/mistral-large-latest", ceiling_usd=0.006, max_tokens=1024)
    run = Run(given)
    reasons = []
    for case in asked(*range(60)).records:
        try:
            assert answer_of(case, given, run).cost_usd > 0
        except NoAnswerError as error:
            reasons.append(str(error))
    assert 0 < len(server.calls) < 60
    assert len(reasons) == 60 - len(server.calls)
    assert "$0.006" in reasons[0]
    assert 0 < run.purse.spent_usd <= 0.006


def test_a_call_whose_cost_nobody_knows_is_counted_at_its_worst():
    purse = Purse(ceiling_usd=1.0)
    with pytest.raises(TransientError), purse.paying(0.4):
        raise TransientError("cut", cost_usd=None)
    assert purse.spent_usd == pytest.approx(0.4)


def test_a_model_without_a_price_is_asked_and_its_cost_is_unknown(
    provider: Callable[..., Provider], storage: Path, caplog: pytest.LogCaptureFixture
):
    given = settings(provider("answer"), ceiling_usd=0.01)
    run = Run(given)
    assert answer_of(asked(1).records[0], given, run).cost_usd is None
    assert run.unpriced == {"openai/a"}


def test_the_next_model_is_asked_when_one_has_failed_for_good(provider: Callable[..., Provider], storage: Path):
    server = provider(lambda body: {"a": "401", "b": "503", "c": "answer"}[model_of(body)])
    given = settings(server, "openai/a", "openai/b", "openai/c", attempts=2)
    answer = answer_of(asked(1).records[0], given)
    assert answer.llm == "openai/c"
    assert [model_of(call.body) for call in server.calls] == ["a", "b", "b", "c"]


def test_when_all_models_fail_the_reason_of_each_is_told_and_the_case_is_reported(
    provider: Callable[..., Provider], storage: Path
):
    server = provider(lambda body: {"a": "403", "b": "500"}[model_of(body)])
    given = settings(server, "openai/a", "openai/b", attempts=1)
    case = asked(1).records[0]
    with pytest.raises(NoAnswerError, match=r"openai/a: .*403.*openai/b: .*500") as failed:
        answer_of(case, given)
    made = report(document(1), case, stages.unanswered(case, given, failed.value), VerifySettings())
    assert made.report_source == "template"
    assert made.statements


def test_what_was_answered_is_not_asked_again_for_another_case_or_after_an_edit_upstream(
    provider: Callable[..., Provider], storage: Path
):
    server = provider("answer")
    given = settings(server)
    case = asked(1).records[0]
    first = answer_of(case, given)
    same_words = case.model_copy(update={"case_id": "f" * 16, "template": "report/v9", "template_sha256": "0" * 64})
    again = answer_of(same_words, given)
    assert len(server.calls) == 1
    assert again == first.model_copy(update={"case_id": "f" * 16})
    for changed in ({"temperature": 0.5}, {"seed": 1}, {"max_tokens": 999}, {"llm": "openai/b"}):
        answer_of(case, given.model_copy(update=changed))
    answer_of(asked(2).records[0], given)
    assert len(server.calls) == 6


def test_two_cases_with_the_same_messages_at_once_pay_once(provider: Callable[..., Provider], storage: Path):
    server = provider("answer", latency_s=0.3)
    given = settings(server)
    case = asked(1).records[0]
    run = Run(given)
    in_storage = [contextvars.copy_context() for _ in range(4)]
    threads = [threading.Thread(target=each.run, args=(answer_of, case, given, run)) for each in in_storage]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(server.calls) == 1
    assert len(list(storage.rglob("*.json"))) >= 1, "the threads have the test's storage, not the user's"


def test_an_answer_that_was_lost_on_the_way_is_given_again_by_a_server_that_honours_the_key(
    provider: Callable[..., Provider], storage: Path
):
    server = provider("answer", latency_s=1.0, idempotent=True)
    given = settings(server)
    case = asked(1).records[0]
    with pytest.raises(NoAnswerError):
        answer_of(case, given.model_copy(update={"attempts": 1, "timeout_s": 0.3}))
    assert answer_of(case, given).text
    assert [call.outcome for call in server.calls][1:] == ["replayed"]
    assert set(server.answered().values()) == {1}


def test_an_answer_of_no_use_is_not_given_again(provider: Callable[..., Provider], storage: Path):
    outcomes = iter(["no statements", "500", "answer"])
    server = provider(lambda body: next(outcomes), idempotent=True)
    assert answer_of(asked(1).records[0], settings(server)).text
    assert [call.outcome for call in server.calls] == ["no statements", "500", "answer"]


def test_an_answer_is_on_disk_before_its_call_counts_as_done(
    provider: Callable[..., Provider], storage: Path, monkeypatch: pytest.MonkeyPatch
):
    server = provider("answer")
    run = Run(settings(server))
    stored: list[int] = []
    monkeypatch.setattr(Breaker, "answered", lambda self: stored.append(len(list(storage.rglob("*.json")))))
    answer_of(asked(1).records[0], settings(server), run)
    assert stored == [1]


def test_a_case_asks_no_longer_than_its_budget(provider: Callable[..., Provider], storage: Path):
    server = provider("time-out", hang_s=20)
    given = settings(server, "openai/a", "openai/b", attempts=100, budget_s=2.0)
    started = time.monotonic()
    with pytest.raises(NoAnswerError, match="2 s are spent"):
        answer_of(asked(1).records[0], given)
    assert time.monotonic() - started < 15
    assert len(server.calls) <= 3


class SlowServer:
    """Stands for llama.cpp: takes its time, then goes on with the first wording of those asked about."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.choices = 0

    def handle_chat_completions(self, request: dict[str, Any]) -> dict[str, Any]:
        text = ""
        if "grammar" in request:
            self.choices += 1
            time.sleep(self.seconds)
            text = json.loads(request["grammar"].partition("start: ")[2].split(" | ")[0])
        message = {"role": "assistant", "content": text}
        usage = {"prompt_tokens": 1, "completion_tokens": 1}
        return {"choices": [{"finish_reason": "stop", "message": message}], "usage": usage}


def test_the_embedded_model_asks_no_longer_than_the_budget(storage: Path, monkeypatch: pytest.MonkeyPatch):
    slow = SlowServer(0.2)
    monkeypatch.setattr(embedded, "_server", lambda model: slow)
    case = asked(1).records[0]
    assert ask(case, GenerateSettings(timeout_s=0.01)).text, "a network's time-out is none of its own"
    wordings = slow.choices
    slow.choices = 0
    with pytest.raises(TransientError, match=r"within 0\.5 s"):
        ask(case, GenerateSettings(budget_s=0.5))
    assert 0 < slow.choices < wordings
    started = time.monotonic()
    with pytest.raises(NoAnswerError, match=r"no answer within 0\.\d+ s"):
        answer_of(case, GenerateSettings(budget_s=0.5, attempts=100))
    assert time.monotonic() - started < 5


def test_a_call_that_waits_for_the_embedded_model_waits_no_longer_than_its_time():
    model = embedded.Embedded()
    with model._lock, pytest.raises(litellm.Timeout):
        model.completion(
            model="embedded/smollm2",
            messages=[],
            optional_params={},
            model_response=litellm.ModelResponse(),
            timeout=0.1,
        )


def test_a_provider_that_asks_for_longer_than_the_budget_is_left_for_the_next(
    provider: Callable[..., Provider], storage: Path
):
    server = provider(lambda body: {"a": "429", "b": "answer"}[model_of(body)])
    server.retry_after = "3600"
    answer = answer_of(asked(1).records[0], settings(server, "openai/a", "openai/b"))
    assert answer.llm == "openai/b"
    assert [model_of(call.body) for call in server.calls] == ["a", "b"]


def test_no_other_layer_retries(provider: Callable[..., Provider], storage: Path):
    server = provider("500")
    for model in ("openai/a", "xai/grok-4.5", "mistral/mistral-large-latest"):
        server.calls.clear()
        with pytest.raises(NoAnswerError):
            answer_of(asked(1).records[0], settings(server, model, attempts=1))
        assert len(server.calls) == 1, model


@pytest.mark.usefixtures("prefect_home")
def test_prefect_waits_as_long_as_the_provider_asks(provider: Callable[..., Provider], storage: Path):
    answers = iter(["429", "answer"])
    server = provider(lambda body: next(answers))
    server.retry_after = "1.5"
    quick = generate.with_options(retry_delay_seconds=0.01)

    @flow
    def run() -> Any:
        return quick(asked(1), settings(server)).records[0]

    assert run().llm == "openai/a"
    first, second = server.calls
    assert second.at - first.at >= 1.5


@pytest.mark.slow
@pytest.mark.usefixtures("prefect_home")
def test_of_a_cohort_whose_calls_fail_in_every_way_none_is_lost_and_none_paid_twice(
    provider: Callable[..., Provider], storage: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(stages, "generate", generate.with_options(retry_delay_seconds=0.05))
    server = provider(failing(0.3, seed=1), latency_s=0.02, hang_s=4.0)
    server.retry_after = "0.1"
    given = settings(server).model_copy(update={"timeout_s": 2.0, "attempts": 8})

    @flow
    def run() -> Any:
        return stages.ask([asked(*range(20)), asked(*range(20, 40))], given, concurrency=8)

    answers = stages.records(run())
    assert [answer.case_id for answer in answers] == [f"{number:016x}" for number in range(40)]
    assert all(answer.error is None for answer in answers)
    assert set(server.answered().values()) == {1}
    assert {call.outcome for call in server.calls} & set(FAULTS)
    before = len(server.calls)
    assert stages.records(run()) == answers
    assert len(server.calls) == before


@pytest.mark.usefixtures("prefect_home")
def test_a_second_round_passes_the_gate_of_the_first_and_costs_no_case_its_report(caplog: pytest.LogCaptureFixture):
    first, second = (Answer(case_id=f"{number:016x}", llm="openai/a", text="{}") for number in range(2))
    impossible = second.model_copy(update={"seconds": -1.0})
    table: list[Batch] = [Answers(records=(first,)), Answers(records=(impossible,)), Answers()]

    @flow
    def run(batches: list[Batch]) -> list[Batch]:
        return stages.held(ANSWER_CONTRACT, batches)

    kept = run(table)
    assert stages.records(kept) == [first]
    assert len(kept) == len(table)
    assert not any(batch.quarantined for batch in kept)
    assert f"case {second.case_id} goes on without a second round" in caplog.text
    assert run([Answers(), Answers()]) == [Answers(), Answers()]


ASK_ALL = """
import sys, json
from concurrent.futures import ThreadPoolExecutor
from data_contracts.prompts import Prompts
from data_contracts.settings import GenerateSettings
from tasks.generate import generate
prompts = Prompts.model_validate_json(open(sys.argv[1]).read())
settings = GenerateSettings.model_validate_json(sys.argv[2])
alone = [prompts.model_copy(update={"records": (each,)}) for each in prompts.records]
with ThreadPoolExecutor(4) as pool:
    made = list(pool.map(lambda each: generate.fn(each, settings).records[0].case_id, alone))
print(json.dumps(made))
"""


@pytest.mark.slow
def test_a_killed_process_does_not_pay_again_for_what_it_had(provider: Callable[..., Provider], tmp_path: Path):
    server = provider("answer", latency_s=0.2)
    prompts = asked(*range(40))
    (tmp_path / "prompts.json").write_text(prompts.model_dump_json())
    command = [sys.executable, "-c", ASK_ALL, str(tmp_path / "prompts.json"), settings(server).model_dump_json()]
    environment = os.environ | {"PREFECT_LOCAL_STORAGE_PATH": str(tmp_path / "storage")}
    first = subprocess.Popen(command, cwd=ROOT, env=environment)
    while len(list((tmp_path / "storage").rglob("*.json"))) < 10:
        assert first.poll() is None
        time.sleep(0.05)
    first.send_signal(signal.SIGKILL)
    first.wait()
    time.sleep(1.0)
    had = {path.stem for path in (tmp_path / "storage").rglob("*.json")}
    before = len(server.calls)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [f"{number:016x}" for number in range(40)]
    assert 10 <= len(had) < 40
    assert len(server.calls) - before == 40 - len(had)
