"""One cache policy for all stages: the inputs, and the stage's code."""

from __future__ import annotations

import ast
import functools
import hashlib
import importlib.util
import inspect
import io
import json
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec, TypeVar

import numpy as np
from prefect import Task, task
from prefect.cache_policies import CachePolicy
from prefect.context import TaskRunContext
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH
from pydantic import BaseModel

from data_contracts.record import Batch, FileRef
from tasks.files import write_atomically

P = ParamSpec("P")
B = TypeVar("B", bound=Batch)

OUTSIDE_THE_KEY = frozenset({"tasks.caching", "tasks.contracts", "tasks.files", "data_contracts.settings"})
"""Modules whose text changes no result: settings count by value, as inputs."""

FILE_NAME = re.compile(r"\w[\w.-]*\.(?!py$)\w+")

_parsing = threading.Lock()


def code_digest(module: str) -> str:
    """sha256 of the source of `module` and of every project module it imports, however deep.

    A file beside a module that the module names in a string (a word list, a template, a style sheet) counts by its content.
    """
    seen: dict[str, str] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        spec = importlib.util.find_spec(name)
        if name in seen or name in OUTSIDE_THE_KEY or spec is None or spec.origin is None:
            continue
        source = Path(spec.origin).read_text(encoding="utf-8")
        seen[name] = hashlib.sha256(source.encode()).hexdigest()
        waiting.extend(_project_imports(source))
        for path in _resources(source, Path(spec.origin).parent):
            seen[f"{name} {path.name}"] = hashlib.sha256(path.read_bytes()).hexdigest()
    return _digest(sorted(seen.items()))


def _project_imports(source: str) -> Iterator[str]:
    for name in _told(source).modules:
        if name.split(".")[0] in {"tasks", "data_contracts"} and "." in name and _is_module(name):
            yield name


def _resources(source: str, folder: Path) -> Iterator[Path]:
    for name in _told(source).files:
        path = folder / name
        if path.is_file():
            yield path


class _Told(NamedTuple):
    """Every name that may be a module, as a source imports it, and every string in it that may be a file's name."""

    modules: tuple[str, ...]
    files: tuple[str, ...]


def _told(source: str) -> _Told:
    with _parsing:  # in several threads at once it fails in CPython 3.11
        return _parsed(source)


@functools.cache
def _parsed(source: str) -> _Told:
    names: list[str] = []
    files: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and FILE_NAME.fullmatch(node.value):
            files.add(node.value)
    return _Told(tuple(names), tuple(sorted(files)))


def _is_module(name: str) -> bool:
    if name in sys.modules:
        return True
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=_plain).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Batch):
        return [type(value).__qualname__, value.model_dump(mode="json", exclude={"seconds"})]
    if isinstance(value, BaseModel):
        return [type(value).__qualname__, value.model_dump(mode="json")]
    raise TypeError(
        f"a {type(value).__name__} cannot be part of a cache key: give the stage a record, a string or a number"
    )


def _stage_key(function: Callable[..., Any], inputs: dict[str, Any]) -> str:
    return _digest([function.__module__, function.__qualname__, code_digest(function.__module__), inputs])


@dataclass
class StagePolicy(CachePolicy):
    """Key of a stage call.

    A stored result that is cut off, or whose files are gone or changed, is removed, so that the stage runs again.
    """

    function: Callable[..., Any] | None = None

    def compute_key(
        self, task_ctx: TaskRunContext, inputs: dict[str, Any], flow_parameters: dict[str, Any], **kwargs: Any
    ) -> str:
        """The key of this call."""
        assert self.function is not None
        key = _stage_key(self.function, inputs)
        stored = Path(PREFECT_LOCAL_STORAGE_PATH.value()) / key
        if stored.exists() and not _is_intact(stored):
            stored.unlink(missing_ok=True)
        return key


def _is_intact(stored: Path) -> bool:
    try:
        result = json.loads(stored.read_bytes())
    except (OSError, ValueError):
        return False
    return all(ref.is_intact() for ref in _file_refs(result))


def _file_refs(value: Any) -> Iterator[FileRef]:
    if isinstance(value, str) and value.startswith(("{", "[")):
        try:
            value = json.loads(value)
        except ValueError:
            return
    if isinstance(value, dict):
        if value.keys() == FileRef.model_fields.keys():
            yield FileRef(**value)
        else:
            for item in value.values():
                yield from _file_refs(item)
    elif isinstance(value, list):
        for item in value:
            yield from _file_refs(item)


def stage(**options: Any) -> Callable[[Callable[P, B]], Task[P, B]]:
    """Make a function of records into a cached Prefect task; `options` go to `prefect.task`.

    The function returns a `Batch`; its `key` and `seconds` are filled in here. Results are stored as JSON, never pickled.
    """

    def decorate(function: Callable[P, B]) -> Task[P, B]:
        signature = inspect.signature(function)

        @functools.wraps(function)
        def keyed(*args: P.args, **kwargs: P.kwargs) -> B:
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            key = _stage_key(function, dict(bound.arguments))
            started = time.monotonic()
            batch = function(*args, **kwargs)
            return batch.model_copy(update={"key": key, "seconds": time.monotonic() - started})

        made: Task[P, B] = task(  # type: ignore[call-overload]
            keyed,
            cache_policy=StagePolicy(function=function),
            persist_result=True,
            result_serializer="json",
            cache_result_in_memory=False,
            **options,
        )
        return made

    return decorate


def write_arrays(stage_name: str, arrays: dict[str, np.ndarray]) -> FileRef:
    """Store arrays as one .npz named by its content, next to Prefect's results, and return its reference."""
    digest = hashlib.sha256()
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        digest.update(f"{name} {array.dtype.str} {array.shape}".encode())
        digest.update(array.tobytes())
    folder = Path(PREFECT_LOCAL_STORAGE_PATH.value()) / "cortextual" / stage_name
    folder.mkdir(parents=True, exist_ok=True)
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **arrays)
    return write_atomically(folder / f"{digest.hexdigest()[:32]}.npz", packed.getvalue())


def read_array(reference: FileRef, name: str) -> np.ndarray:
    """One array of a stored file, e.g. `read_array(case.arrays, f"{case.case_id}/image")`.

    Raises
    ------
    KeyError
        If the file holds no array of that name.
    """
    with np.load(reference.path, allow_pickle=False) as arrays:
        return np.asarray(arrays[name])
