"""Files written into a run folder."""

from __future__ import annotations

from data_contracts.record import Batch, FileRef, Record


class Page(Record):
    """The files of one case in `RUN/cases/<case_id>/`, page first."""

    case_id: str
    files: tuple[FileRef, ...]


class Pages(Batch):
    records: tuple[Page, ...] = ()
