"""The register of an inbox: which files earlier runs took, so that none is taken twice."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import BinaryIO

from data_contracts.cases import Source, Sources


class Taken:
    """A JSON-lines file with the name and digest of every input taken so far.

    A file counts as taken under its name and content: one that was still being copied when a run saw it is taken again
    once it is whole. A line that was cut off, because its run was killed or the disk was full, names nothing: its input is
    taken once more.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
        self._names = {name for name in map(_read, lines) if name}

    def new(self, sources: Sources) -> Sources:
        """The sources that no run took before, and the unreadable inputs that no run set aside before."""
        return sources.model_copy(
            update={
                "records": tuple(source for source in sources.records if _name(source) not in self._names),
                "quarantined": tuple(q for q in sources.quarantined if (q.source, q.got) not in self._names),
            }
        )

    def add(self, sources: Sources) -> None:
        """Record these as taken. Appended in one write, after the run's reports are there."""
        names = [_name(source) for source in sources.records] + [(q.source, q.got) for q in sources.quarantined]
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a+b") as stream:
            stream.write((_line_end(stream) + "".join(json.dumps(name) + "\n" for name in names)).encode())


def _read(line: str) -> tuple[str, ...] | None:
    try:
        name = json.loads(line)
    except ValueError:
        return None
    return tuple(map(str, name)) if isinstance(name, list) else None


def _line_end(stream: BinaryIO) -> str:
    """What ends the last line of a file where nothing does."""
    if stream.seek(0, os.SEEK_END) == 0:
        return ""
    stream.seek(-1, os.SEEK_END)
    return "" if stream.read(1) == b"\n" else "\n"


def _name(source: Source) -> tuple[str, ...]:
    return (source.name, *(file.sha256 for file in source.files))
