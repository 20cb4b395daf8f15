"""Jinja for the pages: everything escaped, the style sheet and the words that all pages share."""

from __future__ import annotations

import functools
from importlib.resources import files

import jinja2
from markupsafe import Markup

from data_contracts.names import CLASS_WORDS
from tasks import page_text
from tasks.page_text import ORIGIN_WORDS, number


def resource(name: str) -> str:
    """Text of a file that is installed with this package: a template or the style sheet."""
    return files("tasks").joinpath(name).read_text(encoding="utf-8")


@functools.lru_cache(maxsize=1)
def environment() -> jinja2.Environment:
    """Jinja for HTML: everything escaped, every unknown name an error."""
    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(resource),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["css"] = Markup(resource("page.css"))  # noqa: S704  our own file
    made.globals["research_only"] = page_text.RESEARCH_ONLY
    made.filters["number"] = number
    made.filters["share"] = page_text.share
    made.filters["unbroken"] = page_text.unbroken
    made.filters["measured"] = page_text.measured
    made.filters["fact_value"] = page_text.fact_value
    made.filters["fact_unit"] = page_text.fact_unit
    made.filters["level_note"] = page_text.level_note
    made.filters["class_words"] = lambda name: CLASS_WORDS.get(name, name)
    made.filters["origin_words"] = lambda name: ORIGIN_WORDS.get(name, name)
    return made
