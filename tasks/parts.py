"""What a model's cases served it for, by the `folds.csv` of its folder."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

from data_contracts.cases import Sources
from data_contracts.names import Part
from tasks.model_folder import FOLDS, ModelError


def served(folder: str | Path, part: Part) -> dict[str, tuple[str, str]]:
    """Source and group of each case that served as one part, by case_id.

    A source is a file name, of a slice of a volume or a series with `#<index>` behind it.

    Raises
    ------
    ModelError
        If the folder has no table, or no case of that part in it.
    """
    table = Path(folder) / FOLDS
    if not table.is_file():
        raise ModelError(f"model {Path(folder).name}: expected {FOLDS}, the table of its parts, got no such file")
    found = {row["case_id"]: (row["source"], row["group_id"]) for row in rows(table) if row["part"] == part}
    if not found:
        raise ModelError(f"model {Path(folder).name}: expected cases of the {part} part in {FOLDS}, got none")
    return found


def of_files(sources: Sources, members: Mapping[str, tuple[str, str]]) -> Sources:
    """The inputs whose file has the name of one of the members' (`served`)."""
    names = {name for source, _ in members.values() for name in (source, re.sub(r"#\d+$", "", source))}
    return sources.model_copy(update={"records": tuple(one for one in sources.records if one.name in names)})


def rows(table: Path) -> list[dict[str, str]]:
    """The rows of a `folds.csv`, as its columns name them."""
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
