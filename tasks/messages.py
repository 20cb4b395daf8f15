"""From the text of a prompt's template to the messages that a model is sent."""

from __future__ import annotations

import functools
from typing import Any

import jinja2

from data_contracts.prompts import Message


def rendered(template: str, **variables: Any) -> tuple[Message, ...]:
    """The messages of a template: one per Jinja block, in order; a block's name begins with its role.

    Raises
    ------
    jinja2.UndefinedError
        If the template uses a variable that is not given.
    """
    compiled = _environment().from_string(template)
    context = compiled.new_context(variables)
    return tuple(
        Message(role=name.split("_")[0], content="".join(block(context)).strip())  # type: ignore[arg-type]
        for name, block in compiled.blocks.items()
    )


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True)  # noqa: S701
