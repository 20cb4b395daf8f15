"""Ask a language model, by LiteLLM, to word the findings of one case; what can pass is retried by Prefect alone."""

from __future__ import annotations

import json
import logging
import os
import time
from typing import Any

from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task, exponential_backoff

from data_contracts.prompts import Prompt, Prompts
from data_contracts.reports import Answer, Answers, read_statements
from data_contracts.settings import GenerateSettings
from tasks.caching import stage

RETRIED = frozenset({408, 409, 429})
SHOWN_CHARACTERS = 200


class TransientError(RuntimeError):
    """A call that may succeed when it is made again: busy, cut off, timed out, or answered with nothing of use."""


class RefusedError(RuntimeError):
    """A call that fails each time it is made; the message says what to do."""


def ask(prompt: Prompt, settings: GenerateSettings) -> Answer:
    """One call of the model.

    Raises
    ------
    TransientError
        On status 408, 409, 429 or 5xx, a timeout, a lost connection, an empty, cut or malformed answer.
    RefusedError
        On any other status: a missing key, an unknown model, a request the provider does not accept.
    """
    litellm = _litellm()
    started = time.monotonic()
    try:
        response = litellm.completion(
            model=settings.llm,
            messages=[message.model_dump() for message in prompt.messages],
            temperature=settings.temperature,
            max_tokens=settings.max_tokens,
            seed=settings.seed,
            timeout=settings.timeout_s,
            api_base=settings.api_base,
            response_format=_response_format(prompt, settings),
            num_retries=0,
            max_retries=0,
            drop_params=True,
        )
    except Exception as error:
        raise _failure(error, settings) from None
    choice = response.choices[0] if response.choices else None
    text = (choice and choice.message.content) or ""
    if choice is None or not text.strip():
        raise TransientError(f"{settings.llm}: expected an answer, got an empty one")
    if choice.finish_reason == "length":
        raise TransientError(f"{settings.llm}: the answer was cut at {settings.max_tokens} tokens")
    try:
        read_statements(text)
    except ValueError as error:
        raise TransientError(f"{settings.llm}: {error}") from None
    usage = getattr(response, "usage", None)
    return Answer(
        case_id=prompt.case_id,
        llm=settings.llm,
        text=text,
        prompt_tokens=getattr(usage, "prompt_tokens", 0) or 0,
        completion_tokens=getattr(usage, "completion_tokens", 0) or 0,
        cost_usd=response._hidden_params.get("response_cost"),
        seconds=time.monotonic() - started,
    )


def unanswered(case_id: str, llm: str, exception: BaseException) -> Answer:
    """The answer that stands for none, with the reason: its report is written from the findings without a model."""
    return Answer(case_id=case_id, llm=llm, text="", error=_without_keys(f"{type(exception).__name__}: {exception}"))


def _litellm() -> Any:
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    import litellm

    from tasks.embedded import register

    litellm.telemetry = False
    litellm.suppress_debug_info = True
    logging.getLogger("LiteLLM").setLevel(logging.CRITICAL)
    register()
    return litellm


def _response_format(prompt: Prompt, settings: GenerateSettings) -> dict[str, Any] | None:
    embedded = settings.llm.startswith("embedded/")
    if not embedded and not _litellm().supports_response_schema(settings.llm):
        return None
    schema = json.loads(prompt.constraint if embedded else prompt.answer_schema)
    return {"type": "json_schema", "json_schema": {"name": "report", "schema": schema}}


def _failure(error: Exception, settings: GenerateSettings) -> TransientError | RefusedError:
    """What a provider's exception means for the caller; what the provider wrote about a key is not shown."""
    litellm = _litellm()
    status = getattr(error, "status_code", None)
    if isinstance(error, litellm.Timeout):
        return TransientError(f"{settings.llm}: no answer within {settings.timeout_s:g} s")
    if isinstance(error, litellm.APIConnectionError) or (
        isinstance(status, int) and (status in RETRIED or status >= 500)
    ):
        return TransientError(f"{settings.llm}: {type(error).__name__}, status {status}")
    if status in (401, 403):
        missing = litellm.validate_environment(settings.llm)["missing_keys"]
        todo = f"set {', '.join(missing)}" if missing else "check the key in the environment"
        return RefusedError(f"{settings.llm}: the provider refused the key (status {status}); {todo}")
    if isinstance(status, int):
        text = _without_keys(str(error)).splitlines()[0][:SHOWN_CHARACTERS]
        todo = "check the model's name" if status == 404 else "the provider does not accept this request"
        return RefusedError(f"{settings.llm}: {text} (status {status}); {todo}")
    raise error


def _without_keys(text: str) -> str:
    for name, value in os.environ.items():
        if name.endswith(("_KEY", "_TOKEN", "_SECRET")) and len(value) >= 8:
            text = text.replace(value, f"<{name}>")
    return text


def can_retry(task: Task, run: TaskRun, state: State) -> bool:
    """Whether the failed call may succeed when made again (Prefect's `retry_condition_fn`)."""
    try:
        state.result()
    except TransientError:
        return True
    except Exception:
        return False
    return False


@stage(
    retries=3,
    retry_delay_seconds=exponential_backoff(backoff_factor=1),
    retry_jitter_factor=0.5,
    retry_condition_fn=can_retry,
)
def generate(prompts: Prompts, settings: GenerateSettings) -> Answers:
    """The model's answer to one prompt (a batch of one case: what was answered and paid is never asked again)."""
    (prompt,) = prompts.records
    return Answers(records=(ask(prompt, settings),))
