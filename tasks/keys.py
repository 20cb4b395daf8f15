"""Keys of language model providers: from the environment, or from a Prefect Secret block. None is ever shown."""

from __future__ import annotations

import os
import threading

from prefect.runtime import flow_run

NO_KEY = "none"
"""Sent to a server given by its address when there is no key: such servers mostly ask for none."""
USUAL_NAMES = {"meta_llama": "LLAMA_API_KEY", "together_ai": "TOGETHERAI_API_KEY"}
"""Environment variables that are not called by their provider's name."""

_secrets: dict[str, str | None] = {}
_lock = threading.Lock()


def usual_name(llm: str) -> str:
    """The environment variable that a model's key is usually read from.

    Examples
    --------
    >>> usual_name("xai/grok-4.5"), usual_name("meta_llama/Llama-3.3-70B-Instruct")
    ('XAI_API_KEY', 'LLAMA_API_KEY')
    """
    provider = llm.partition("/")[0]
    return USUAL_NAMES.get(provider, f"{provider.upper()}_API_KEY")


def missing_key(llm: str) -> str | None:
    """The environment variable that a model's key should be in and is not; None where nothing is missing."""
    if llm.startswith("embedded/"):
        return None
    if llm.partition("/")[0] in USUAL_NAMES:  # LiteLLM's own check passes over some of these
        return None if os.environ.get(usual_name(llm)) else usual_name(llm)
    import litellm

    missing = litellm.validate_environment(llm)["missing_keys"]
    return next((name for name in missing if name.endswith(("_KEY", "_TOKEN"))), None)


def block_name(variable: str) -> str:
    """The Prefect Secret block that stands in for an environment variable.

    Examples
    --------
    >>> block_name("XAI_API_KEY")
    'xai-api-key'
    """
    return variable.lower().replace("_", "-")


def api_key(llm: str, api_base: str | None) -> str | None:
    """The key to send; None where LiteLLM finds it in the environment or needs none.

    Raises
    ------
    LookupError
        If there is none; the message says where to put it.
    """
    variable = missing_key(llm)
    if variable is None:
        return None
    secret = _secret(block_name(variable))
    if secret is None and llm.startswith("openai/") and api_base:
        return NO_KEY
    if secret is None:
        raise LookupError(f"set {variable}, or save the key as the Prefect Secret block {block_name(variable)}")
    return secret


def _secret(name: str) -> str | None:
    """The block's value; None outside a flow run, where there is no server to ask."""
    if flow_run.id is None:
        return None
    with _lock:
        if name not in _secrets:
            from prefect.blocks.system import Secret

            try:
                block = Secret.load(name)
                assert isinstance(block, Secret)
                _secrets[name] = str(block.get())
            except ValueError:
                _secrets[name] = None
        return _secrets[name]


def without_keys(text: str) -> str:
    """The text with every known key in it replaced by its name."""
    # A copy, made in one step: another thread may be adding one, and holds the lock for as long as the server takes.
    known = _secrets.copy()
    shown = {value: name for name, value in known.items() if value}
    shown |= {value: name for name, value in os.environ.items() if name.endswith(("_KEY", "_TOKEN", "_SECRET"))}
    for value, name in shown.items():
        if len(value) >= 8:
            text = text.replace(value, f"<{name}>")
    return text
