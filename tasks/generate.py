"""Have a language model word the findings of one case: the models in their order, within the run's bounds.

What can pass is retried by Prefect alone; what was answered is on disk before its call counts as done.
"""

from __future__ import annotations

import time

from prefect.client.schemas.objects import State, TaskRun
from prefect.logging import get_logger
from prefect.runtime import flow_run, task_run
from prefect.tasks import Task

from data_contracts.prompts import Prompt, Prompts
from data_contracts.reports import Answer, Answers
from data_contracts.settings import GenerateSettings
from tasks import answers
from tasks.caching import stage
from tasks.keys import without_keys
from tasks.llm import RefusedError, TransientError, UselessAnswerError, ask, request_digest, worst_price
from tasks.providers import Attempts, NotCalled, Run, run_of

RETRY_DELAYS_S = [1.0, 2.0, 4.0]
"""Before the first, second and each later retry; Prefect draws each anew about this length."""


class NoAnswerError(RuntimeError):
    """No model answered about this case within its bounds; the message has the reason for each."""


def unanswered(prompt: Prompt, settings: GenerateSettings, exception: BaseException) -> Answer:
    """The answer that stands for none, with the reason: its report is written from the findings without a model."""
    return Answer(
        case_id=prompt.case_id,
        llm=answers.told_name(settings.llm),
        text="",
        error=without_keys(f"{type(exception).__name__}: {exception}"),
        messages=prompt.messages,
    )


def answered(prompt: Prompt, settings: GenerateSettings, run: Run, attempts: Attempts) -> Answer:
    """The stored answer, or one call to the first model that this case can still ask; the next model when that one is done.

    Raises
    ------
    TransientError
        If the call failed and the case may ask the same model again.
    NoAnswerError
        If no model is left.
    """
    models = [settings.only(llm) for llm in settings.models]
    for model in models:
        kept = answers.kept(request_digest(prompt, model), prompt.case_id)
        if kept:
            return kept
    time.sleep(max(0.0, min(attempts.not_before - time.monotonic(), run.seconds_left(prompt.case_id, attempts))))
    for model in models:
        if model.llm in attempts.given_up:
            continue
        left = run.seconds_left(prompt.case_id, attempts)
        if left <= 0:
            attempts.given_up[model.llm] = f"{model.llm}: the case's {settings.budget_s:g} s are spent"
            continue
        bounded = model.model_copy(update={"timeout_s": min(model.timeout_s, left), "budget_s": left})
        try:
            return _called(prompt, bounded, run, attempts.useless.get(model.llm, 0))
        except (RefusedError, NotCalled) as error:
            text = str(error)
            attempts.given_up[model.llm] = text if text.startswith(model.llm) else f"{model.llm}: {text}"
            if isinstance(error, RefusedError):
                run.breaker(model.llm).failed(final=True)
        except TransientError as error:
            failures = attempts.failures[model.llm] = attempts.failures.get(model.llm, 0) + 1
            if isinstance(error, UselessAnswerError):
                attempts.useless[model.llm] = attempts.useless.get(model.llm, 0) + 1
            left = run.seconds_left(prompt.case_id, attempts)
            final = failures >= settings.attempts or error.retry_after_s >= left
            run.breaker(model.llm).failed(final)
            if not final:
                attempts.not_before = time.monotonic() + error.retry_after_s
                raise
            wait = f", to be left alone for {error.retry_after_s:g} s" if error.retry_after_s >= left else ""
            attempts.given_up[model.llm] = f"{error}{wait} (call {failures} of {settings.attempts})"
    raise NoAnswerError("; ".join(attempts.given_up.values()))


def _called(prompt: Prompt, settings: GenerateSettings, run: Run, useless: int) -> Answer:
    """One call, paid for and stored. The answer of another case to the same request is taken instead of a second call."""
    request = request_digest(prompt, settings)
    with answers.alone(request):
        kept = answers.kept(request, prompt.case_id)
        if kept:
            return kept
        worst = worst_price(prompt, settings)
        _tell_unpriced(settings, worst, run)
        with run.purse.paying(worst) as bill:
            breaker = run.breaker(settings.llm)
            try:
                breaker.enter()
                answer = ask(prompt, settings, useless)
                answers.keep(answer)
            except (NotCalled, RefusedError):
                bill.append(0.0)
                raise
            except TransientError as error:
                if error.cost_usd is not None:
                    bill.append(error.cost_usd)
                raise
            except BaseException:
                breaker.abandoned()
                raise
            bill.append(answer.cost_usd or 0.0)
    breaker.answered()
    return answer


def _tell_unpriced(settings: GenerateSettings, worst: float | None, run: Run) -> None:
    if settings.ceiling_usd is not None and worst is None and settings.llm not in run.unpriced:
        run.unpriced.add(settings.llm)
        get_logger().warning(
            "generate: LiteLLM's list has no price for %s: the ceiling of $%g does not bound it",
            settings.llm,
            settings.ceiling_usd,
        )


def can_retry(task: Task, run: TaskRun, state: State) -> bool:
    """Whether the failed call may succeed when made again (Prefect's `retry_condition_fn`)."""
    try:
        state.result()
    except TransientError:
        return True
    except Exception:
        return False
    return False


@stage(retries=3, retry_delay_seconds=RETRY_DELAYS_S, retry_jitter_factor=0.5, retry_condition_fn=can_retry)
def generate(prompts: Prompts, settings: GenerateSettings) -> Answers:
    """A model's answer to one prompt: a batch of one case, so that one case's failure is no other's."""
    (prompt,) = prompts.records
    if settings.llm.startswith(answers.REPLAY):
        stored = answers.replayed(prompt, settings.llm)
        if stored is None:
            raise NoAnswerError("the run that is played back holds no answer to these messages")
        return Answers(records=(stored,))
    run = run_of(str(flow_run.id), settings)
    this, asks_again = str(task_run.id), False
    try:
        return Answers(records=(answered(prompt, settings, run, run.attempts(this)),))
    except TransientError:
        asks_again = True
        raise
    finally:
        if not asks_again:
            run.finish(this, prompt.case_id)


def calls_per_case(settings: GenerateSettings) -> int:
    """How often Prefect may call the stage about one case."""
    return settings.attempts * len(settings.models)
