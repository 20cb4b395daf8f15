"""Files written into a run folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from data_contracts.record import Batch, Contract, FileRef, Record

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation


class Page(Record):
    """The files of one case in `RUN/cases/<case_id>/`, page first."""

    case_id: str
    files: tuple[FileRef, ...]

    def row(self) -> dict[str, Any]:
        """Adds the name of the page, and how large the smallest file is on the disk, in bytes; 0 where one is missing."""
        paths = [Path(file.path) for file in self.files]
        return super().row() | {
            "page": paths[0].name if paths else None,
            "files": len(paths),
            "smallest_bytes": min((path.stat().st_size if path.is_file() else 0 for path in paths), default=0),
        }


class Pages(Batch):
    records: tuple[Page, ...] = ()


def _expectations() -> list[Expectation]:
    import great_expectations.expectations as gxe

    return [
        gxe.ExpectColumnValuesToMatchRegex(column="page", regex=r"\.html$"),
        gxe.ExpectColumnValuesToBeBetween(column="smallest_bytes", min_value=1),
    ]


CONTRACT = Contract(
    name="page",
    key=("case_id",),
    columns=("case_id", "page", "files", "smallest_bytes"),
    expectations=_expectations,
)
