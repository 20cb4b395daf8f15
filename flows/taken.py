"""The register of an inbox: which files earlier runs took, so that none is taken twice."""

from __future__ import annotations

import json
from pathlib import Path

from data_contracts.cases import Source, Sources


class Taken:
    """A JSON-lines file with the name and digest of every input taken so far.

    A file counts as taken under its name and content: one that was still being copied when a run saw it is taken again
    once it is whole.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        self._names = {tuple(json.loads(line)) for line in lines if line}

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
        with self.path.open("a", encoding="utf-8") as stream:
            stream.write("".join(json.dumps(name) + "\n" for name in names))


def _name(source: Source) -> tuple[str, ...]:
    return (source.name, *(file.sha256 for file in source.files))
