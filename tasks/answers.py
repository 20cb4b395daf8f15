"""Answers on disk: what was answered and paid is never asked again, and a run's answers can be played back."""

from __future__ import annotations

import functools
import hashlib
import json
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from prefect.settings import PREFECT_LOCAL_STORAGE_PATH

from data_contracts.names import REPLAY
from data_contracts.prompts import Message, Prompt
from data_contracts.record import FileRef
from data_contracts.reports import Answer
from tasks.files import write_atomically

FILE = "answers.jsonl"

_locks: weakref.WeakValueDictionary[str, threading.Lock] = weakref.WeakValueDictionary()
"""Of the requests under way; a lock that nobody holds or waits for is forgotten."""

_guard = threading.Lock()


def digest(*parts: Any) -> str:
    """sha256 of parts that JSON can say."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def said(messages: Sequence[Message]) -> list[dict[str, str]]:
    """The messages as they are sent."""
    return [message.model_dump() for message in messages]


@contextmanager
def alone(request: str) -> Iterator[None]:
    """One thread at a time for one request: two cases with the same messages are asked and paid once."""
    with _guard:
        lock = _locks.setdefault(request, threading.Lock())
    with lock:
        yield


def kept(request: str, case_id: str) -> Answer | None:
    """The answer stored under the digest of a request, for this case; None where there is none."""
    try:
        stored = Answer.model_validate_json(_path(request).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return stored.model_copy(update={"case_id": case_id})


def keep(answer: Answer) -> None:
    """Store an answer under the digest of its request. When this returns, the answer outlives the process and the power."""
    path = _path(answer.request_sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, answer.model_dump_json().encode())


def _path(request: str) -> Path:
    return Path(PREFECT_LOCAL_STORAGE_PATH.value()) / "cortextual" / "answers" / f"{request}.json"


def write_answers(answers: Sequence[Answer], run: Path) -> None:
    """Write RUN/answers.jsonl: a line per answer with messages, model, sampling settings, tokens, cost, time and raw text.

    A case whose statements failed has two: the first answer and the one about those statements.
    """
    run.mkdir(parents=True, exist_ok=True)
    write_atomically(run / FILE, "".join(f"{answer.model_dump_json()}\n" for answer in answers).encode())


def told_name(llm: str) -> str:
    """How a run names a model: `replay:RUN` without the path to RUN, every other model as it is.

    Examples
    --------
    >>> told_name("replay:/home/anna/RUN/"), told_name("xai/grok-4.5")
    ('replay:RUN', 'xai/grok-4.5')
    """
    return REPLAY + Path(llm.removeprefix(REPLAY)).name if llm.startswith(REPLAY) else llm


def replay_file(llm: str) -> FileRef:
    """The stored answers that `replay:RUN` names.

    Raises
    ------
    ValueError
        If RUN holds none.
    """
    path = Path(llm.removeprefix(REPLAY)) / FILE
    if not path.is_file():
        raise ValueError(f"expected a run folder with {FILE} after {REPLAY!r}, got {path.parent.name!r}")
    return FileRef.of(path)


def replayed(prompt: Prompt, llm: str) -> Answer | None:
    """The answer to the same messages in the run that `llm` names, as it was given; None where there is none."""
    reference = replay_file(llm)
    stored = _read(reference.path, reference.sha256).get(digest(said(prompt.messages)))
    return stored and stored.model_copy(update={"case_id": prompt.case_id})


@functools.lru_cache(maxsize=4)
def _read(path: str, sha256: str) -> dict[str, Answer]:
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    answers = [Answer.model_validate_json(line) for line in lines]
    return {digest(said(answer.messages)): answer for answer in answers}
