"""Check statements that anyone wrote against the findings of a case. Needs no model, no server and no network."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from data_contracts.findings import Findings
from data_contracts.reports import Statement
from tasks.claims import check

SHOWN_CHARACTERS = 80
STANDARD_INPUT = Path("-")


def read_findings(path: Path) -> Findings:
    """A findings document.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it is no findings document; the message names the file, the field and what came.
    """
    try:
        return Findings.model_validate_json(path.read_text(encoding="utf-8-sig"))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the document"
        got = repr(first["input"])[:SHOWN_CHARACTERS]
        raise ValueError(f"{path}: expected a findings document, got {got} at {where}: {first['msg']}") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: expected UTF-8 text, got byte {error.object[error.start]:#04x}") from error


def read_lines(path: Path) -> Iterator[tuple[int, Statement]]:
    """Number and statement of every line that is not blank.

    Parameters
    ----------
    path : a file with one JSON object `{"text": ..., "cites": [ids]}` on each line; other fields are passed over. `-` is
        the standard input.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If a line is no such object, or no line holds one; the message names file and line.
    """
    number, shown = 0, _shown(path)
    try:
        content = sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()
        for number, line in enumerate(content.decode("utf-8-sig").split("\n"), start=1):
            if line.strip():
                yield number, _statement(line)
    except UnicodeDecodeError as error:
        raise ValueError(f"{shown}: expected UTF-8 text, got byte {error.object[error.start]:#04x}") from error
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{shown}, line {number}: {error}") from error


def _shown(path: Path) -> str:
    return "standard input" if path == STANDARD_INPUT else str(path)


def _statement(line: str) -> Statement:
    expected = 'expected {"text": TEXT, "cites": [ID, ...]}'
    if line.strip() == "{" or line.strip().startswith("["):
        expected += ", one object on each line"
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise ValueError(f"{expected}, got {line.strip()[:SHOWN_CHARACTERS]!r}") from error
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str) or not entry["text"].strip():
        raise ValueError(f"{expected}, got {line.strip()[:SHOWN_CHARACTERS]!r}")
    cites = entry.get("cites")
    if not isinstance(cites, list) or not all(isinstance(fact_id, str) for fact_id in cites):
        raise ValueError(f"{expected}, got cites {cites!r:.{SHOWN_CHARACTERS}}")
    if any("\ud800" <= letter <= "\udfff" for letter in entry["text"] + "".join(cites)):
        raise ValueError(
            f"{expected}, got a lone surrogate, which is no character: {line.strip()[:SHOWN_CHARACTERS]!r}"
        )
    return Statement(text=entry["text"], cites=tuple(cites))


def verdicts(findings: Path, statements: Path) -> list[tuple[int, Statement]]:
    """Line number and statement with its verdict and reason, for each line of a file of statements."""
    document = read_findings(findings)
    judged = []
    for number, said in read_lines(statements):
        reason = check(said.text, said.cites, document)
        verdict = "supported" if reason is None else "unsupported"
        judged.append((number, said.model_copy(update={"verdict": verdict, "reason": reason})))
    if not judged:
        raise ValueError(f"{_shown(statements)}: expected at least one statement, got none")
    return judged


def as_text(number: int, said: Statement) -> str:
    """One line for reading: line number, verdict, text, and the reason where it is unsupported."""
    text = " ".join(said.text.split())
    return f"{number:>4}  {said.verdict:<11}  {text}" + (f"  [{said.reason}]" if said.reason else "")


def as_json(number: int, said: Statement) -> str:
    """One JSON object: line, verdict, reason (null where supported), text, cites."""
    fields = {"line": number, "verdict": said.verdict, "reason": said.reason, "text": said.text, "cites": said.cites}
    return json.dumps(fields, ensure_ascii=False)
