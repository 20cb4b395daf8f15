"""Render what a language model is asked: only allow-listed findings enter; the answer's shape is given with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import prompts
from data_contracts.findings import Fact, Findings, FindingsBatch
from data_contracts.names import CLASS_WORDS, Audience
from data_contracts.prompts import Message, Prompt, Prompts
from data_contracts.record import FileRef
from data_contracts.reports import SECTIONS
from tasks.allowed import is_allowed
from tasks.audiences import sentences_for
from tasks.caching import stage
from tasks.messages import rendered
from tasks.wording import Sentence

FOLDER = Path(prompts.__file__).parent
LONGEST_TEXT = 300
MOST_STATEMENTS = 16


def template_file(name: str) -> FileRef:
    """The template of a prompt by its name, e.g. `report/v1`.

    Raises
    ------
    ValueError
        If there is no such prompt; the message lists those there are.
    """
    known = {path.relative_to(FOLDER).with_suffix("").as_posix(): path for path in FOLDER.rglob("*.j2")}
    if name not in known:
        raise ValueError(f"expected a prompt of {sorted(known)}, got {name!r}")
    return FileRef.of(known[name])


def prompted(findings: Findings, audience: Audience = "clinician") -> list[Fact]:
    """The facts that enter the prompt: allow-listed, and of the kinds a report for this audience words."""
    worded = {fact_id for sentence in sentences_for(findings, audience) for fact_id in sentence.cites}
    return [fact for fact in findings.facts if fact.id in worded and is_allowed(fact)]


def render(template: str, findings: Findings, audience: Audience = "clinician") -> tuple[Message, ...]:
    """The messages of a template that is given `facts`; see `tasks.messages`.

    Parameters
    ----------
    template : text of the template.
    findings : of one case. Ids, printed values and units of allowed facts enter, and nothing else.

    Raises
    ------
    jinja2.UndefinedError
        If the template uses a variable that is not given.
    """
    facts = [
        {"id": fact.id, "value": CLASS_WORDS.get(fact.printed(), fact.printed()), "unit": fact.unit or ""}
        for fact in prompted(findings, audience)
    ]
    return rendered(template, facts=facts)


def answer_schema(findings: Findings, audience: Audience = "clinician") -> dict[str, Any]:
    """JSON schema that every model's answer follows; only ids of this case's measured facts can be cited."""
    ids = [fact.id for fact in prompted(findings, audience)]
    statement = {
        "text": {"type": "string", "minLength": 8, "maxLength": LONGEST_TEXT},
        "cites": {"type": "array", "items": {"type": "string", "enum": ids}, "minItems": 1, "maxItems": 8},
        "section": {"type": "string", "enum": list(SECTIONS[:3])},
    }
    return _statements({"type": "array", "items": _object(statement), "minItems": 1, "maxItems": MOST_STATEMENTS})


def constraint(findings: Findings, audience: Audience = "clinician") -> dict[str, Any]:
    """The narrower schema for constrained decoding: wording is free within patterns that hold this case's findings.

    `wordings` beside a pattern says the same: for each part of the sentence the wordings to choose from.
    """
    return _statements(
        {
            "type": "array",
            "prefixItems": [_held(sentence) for sentence in sentences_for(findings, audience)],
            "items": False,
        }
    )


def _held(sentence: Sentence) -> dict[str, Any]:
    return _object(
        {
            "text": {"type": "string", "pattern": sentence.pattern(), "wordings": sentence.wordings()},
            "cites": {"const": list(sentence.cites)},
            "section": {"const": sentence.section},
        }
    )


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _statements(array: dict[str, Any]) -> dict[str, Any]:
    return _object({"statements": array})


@stage()
def prompt(findings: FindingsBatch, template: FileRef, audience: Audience = "clinician") -> Prompts:
    """The rendered messages for every case."""
    path = Path(template.path)
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(FOLDER).with_suffix("").as_posix()
    return Prompts(
        records=tuple(
            Prompt(
                case_id=document.case_id,
                template=name,
                template_sha256=template.sha256,
                messages=render(text, document, audience),
                answer_schema=json.dumps(answer_schema(document, audience)),
                constraint=json.dumps(constraint(document, audience)),
            )
            for document in findings.records
        )
    )
