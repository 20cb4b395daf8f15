"""One call of a language model by LiteLLM, its bounds, and what its failure means. Nothing here calls twice."""

from __future__ import annotations

import email.utils
import json
import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from data_contracts.prompts import Prompt
from data_contracts.reports import Answer, read_statements
from data_contracts.settings import GenerateSettings
from tasks.answers import digest, said
from tasks.keys import api_key, usual_name, without_keys

RETRIED = frozenset({408, 409, 429})
FREE = ("embedded/", "ollama/", "ollama_chat/")
"""Providers that run on the user's own machine."""
SHOWN_CHARACTERS = 200
DEADLINE_MARGIN_S = 10.0


class TransientError(RuntimeError):
    """A call that may succeed when it is made again: busy, cut off, timed out, or answered with nothing of use.

    `retry_after_s` is how long the provider asked to be left alone. `cost_usd` is what the call cost; None when that
    cannot be known, because the connection was lost before the answer came.
    """

    def __init__(self, text: str, retry_after_s: float = 0.0, cost_usd: float | None = 0.0) -> None:
        super().__init__(text)
        self.retry_after_s = retry_after_s
        self.cost_usd = cost_usd


class UselessAnswerError(TransientError):
    """A call that was answered, and paid, with nothing of use."""


class RefusedError(RuntimeError):
    """A call that fails each time it is made; the message says what to do."""


def request_digest(prompt: Prompt, settings: GenerateSettings) -> str:
    """What an answer is stored under: messages, model, sampling settings and the answer's shape, nothing upstream of them."""
    return digest(
        said(prompt.messages),
        settings.llm,
        settings.api_base,
        {"temperature": settings.temperature, "max_tokens": settings.max_tokens, "seed": settings.seed},
        _response_format(prompt, settings),
    )


def ask(prompt: Prompt, settings: GenerateSettings, useless: int = 0) -> Answer:
    """One call of the model `settings.llm`.

    A server given by its address is sent an `Idempotency-Key` [1]_: one that honours it gives the answer of an earlier call
    again when the connection, or this process, broke before it came. The key is a digest of the request and of how many
    answers of no use there were to it, so that none of those comes back.

    Parameters
    ----------
    useless : answers to this request that were of no use.

    Raises
    ------
    TransientError
        On status 408, 409, 429 or 5xx, a timeout, a lost connection, an empty, cut or malformed answer.
    RefusedError
        On any other status: a missing key, an unknown model, a request the provider does not accept.

    References
    ----------
    .. [1] IETF draft-ietf-httpapi-idempotency-key-header-07.
    """
    litellm = _litellm()
    try:
        key = api_key(settings.llm, settings.api_base)
    except LookupError as error:
        raise RefusedError(f"{settings.llm}: there is no key: {error}") from None
    request = request_digest(prompt, settings)
    asked_at, started = datetime.now(UTC), time.monotonic()

    headers = {"extra_headers": {"Idempotency-Key": digest(request, useless)}} if settings.api_base else {}

    def call() -> Any:
        return litellm.completion(
            model=settings.llm,
            messages=said(prompt.messages),
            temperature=settings.temperature,
            max_tokens=settings.max_tokens,
            seed=settings.seed,
            timeout=_longest_s(settings),
            api_base=settings.api_base,
            api_key=key,
            response_format=_response_format(prompt, settings),
            num_retries=0,
            max_retries=0,
            drop_params=True,
            **headers,
        )

    try:
        embedded = settings.llm.startswith("embedded/")
        response = call() if embedded else _within(_longest_s(settings) + DEADLINE_MARGIN_S, call)
    except Exception as error:
        raise _failure(error, settings) from None
    usage = getattr(response, "usage", None)
    answer = Answer(
        case_id=prompt.case_id,
        llm=settings.llm,
        text=_text(response),
        prompt_tokens=getattr(usage, "prompt_tokens", 0) or 0,
        completion_tokens=getattr(usage, "completion_tokens", 0) or 0,
        cost_usd=price(settings, getattr(usage, "prompt_tokens", 0) or 0, getattr(usage, "completion_tokens", 0) or 0),
        seconds=time.monotonic() - started,
        request_sha256=request,
        messages=prompt.messages,
        temperature=settings.temperature,
        max_tokens=settings.max_tokens,
        seed=settings.seed,
        asked_at=asked_at.isoformat(timespec="milliseconds"),
    )
    _check_whole(answer, response, settings)
    return answer


def _longest_s(settings: GenerateSettings) -> float:
    """How long a call may take, in seconds: in this process, where no connection can hang, as long as the case has left."""
    return settings.budget_s if settings.llm.startswith("embedded/") else settings.timeout_s


def _text(response: Any) -> str:
    choice = response.choices[0] if response.choices else None
    return (choice and choice.message.content) or ""


def _check_whole(answer: Answer, response: Any, settings: GenerateSettings) -> None:
    paid = answer.cost_usd or 0.0
    if not answer.text.strip():
        raise UselessAnswerError(f"{settings.llm}: expected an answer, got an empty one", cost_usd=paid)
    if response.choices[0].finish_reason == "length":
        raise UselessAnswerError(f"{settings.llm}: the answer was cut at {settings.max_tokens} tokens", cost_usd=paid)
    try:
        read_statements(answer.text)
    except ValueError as error:
        raise UselessAnswerError(f"{settings.llm}: {error}", cost_usd=paid) from None


def _within(seconds: float, call: Callable[[], Any]) -> Any:
    """What `call` returns or raises; a server that sends a byte now and then is given up after `seconds` all the same.

    Raises
    ------
    TimeoutError
        If it is not done by then. Its thread is left behind.
    """
    outcome: list[tuple[Any, BaseException | None]] = []

    def run() -> None:
        try:
            outcome.append((call(), None))
        except BaseException as error:
            outcome.append((None, error))

    thread = threading.Thread(target=run, daemon=True, name="llm-call")
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise TimeoutError
    result, error = outcome[0]
    if error is not None:
        raise error
    return result


def price(settings: GenerateSettings, prompt_tokens: int, completion_tokens: int) -> float | None:
    """USD for a call by LiteLLM's own price list; None where it has no price, as for a server given by its address."""
    if settings.llm.startswith(FREE):
        return 0.0
    litellm = _litellm()
    entry = litellm.model_cost.get(settings.llm) or litellm.model_cost.get(settings.llm.removeprefix("openai/"))
    own_server = settings.api_base is not None and settings.llm.startswith("openai/")
    if not entry or entry.get("input_cost_per_token") is None or own_server:
        return None
    costs = litellm.cost_per_token(settings.llm, prompt_tokens=prompt_tokens, completion_tokens=completion_tokens)
    return float(sum(costs))


def worst_price(prompt: Prompt, settings: GenerateSettings) -> float | None:
    """What a call can cost at most: a token for each byte of the messages, and the longest answer."""
    sent = sum(len(message.content.encode()) + 16 for message in prompt.messages)
    return price(settings, sent, settings.max_tokens)


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
    if isinstance(error, (litellm.Timeout, TimeoutError)) and status != 504:
        return TransientError(f"{settings.llm}: no answer within {_longest_s(settings):g} s (408)", cost_usd=None)
    if isinstance(error, litellm.APIConnectionError) or not isinstance(status, int):
        return TransientError(f"{settings.llm}: {type(error).__name__}, status {status}", cost_usd=None)
    if status in RETRIED or status >= 500:
        return TransientError(
            f"{settings.llm}: {type(error).__name__}, status {status}", retry_after_s=_retry_after(error)
        )
    if status in (401, 403):
        return RefusedError(
            f"{settings.llm}: the provider refused the key (status {status}); set {usual_name(settings.llm)} to one it accepts"
        )
    text = next(iter(without_keys(str(error)).splitlines()), type(error).__name__)[:SHOWN_CHARACTERS]
    todo = "check the model's name" if status == 404 else "the provider does not accept this request"
    return RefusedError(f"{settings.llm}: {text} (status {status}); {todo}")


def _retry_after(error: Exception) -> float:
    """Seconds that the provider asks to be left alone: a number or a date (RFC 9110, 10.2.3); 0 where it says nothing."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    headers = headers if "retry-after" in headers else getattr(error, "litellm_response_headers", None) or {}
    value = headers.get("retry-after", "")
    try:
        return max(0.0, float(value))
    except ValueError:
        try:
            return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
        except (ValueError, TypeError):
            return 0.0
