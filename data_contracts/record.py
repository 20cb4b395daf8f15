"""The base types: an immutable record, a file by content, a case set aside, a batch of records, a contract."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.expectations.expectation import Expectation


class Record(BaseModel):
    """A frozen record that crosses a boundary; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def row(self) -> dict[str, Any]:
        """The scalar fields, one column each: what a gate sees. Tuples, mappings and files stay out."""
        scalars = (str, int, float, bool)
        return {name: value for name, value in self if value is None or isinstance(value, scalars)}


class FileRef(Record):
    """A file named by path and content (sha256, 64 hex digits)."""

    path: str
    sha256: str

    @classmethod
    def of(cls, path: Path | str) -> FileRef:
        """Digest the file at `path`.

        Raises
        ------
        OSError
            If the file cannot be read.
        """
        with open(path, "rb") as stream:
            return cls(path=str(path), sha256=hashlib.file_digest(stream, "sha256").hexdigest())

    def is_intact(self) -> bool:
        """Whether the file is still there with this content."""
        try:
            return FileRef.of(self.path).sha256 == self.sha256
        except OSError:
            return False


class Quarantined(Record):
    """One case or file set aside, and why; the rest of the run goes on."""

    source: str
    stage: str
    expected: str
    got: str
    case_id: str | None = None


class Batch(Record):
    """Records of one stage over a batch of cases. Subclasses add `records`.

    `key` is the cache key of the stage call that made the batch. It travels on as an input of the next stage, so the
    keys form a chain: when a stage is made anew, so is everything after it. `seconds` is how long the call took; it is no
    part of any key.
    """

    key: str = ""
    seconds: float = 0.0
    quarantined: tuple[Quarantined, ...] = ()


class CaseError(ValueError):
    """A case that cannot go on: what the stage expected of it and what came."""

    def __init__(self, expected: str, got: str) -> None:
        super().__init__(f"expected {expected}, got {got}")
        self.expected = expected
        self.got = got

    def set_aside(self, stage: str, source: str, case_id: str | None = None) -> Quarantined:
        """The case as `stage` sets it aside."""
        return Quarantined(source=source, stage=stage, expected=self.expected, got=self.got, case_id=case_id)


def _as_it_is(frame: pd.DataFrame) -> pd.DataFrame:
    return frame


@dataclass(frozen=True)
class Contract:
    """What must hold for a table of records between two stages.

    Attributes
    ----------
    name : stage whose output the table is.
    key : columns that together name a row, unique over the whole run.
    columns : columns that must be there and have a value in every row.
    expectations : builds the expectations about rows; a row that breaks one is quarantined. Called late, because
        importing Great Expectations takes seconds.
    derived : adds columns that say something of a row beside the others (in how many parts its picture is), just before
        the expectations are checked, so that they cannot be stored and be wrong.
    fatal : builds the expectations that no row may break: one that does ends the run.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    expectations: Callable[[], list[Expectation]]
    derived: Callable[[pd.DataFrame], pd.DataFrame] = _as_it_is
    fatal: Callable[[], list[Expectation]] = list
