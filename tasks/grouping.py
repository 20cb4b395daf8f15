"""Which cases belong together: what a groups table says of them, what they look like, and chains of both."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from data_contracts.cases import Case
from tasks.caching import read_array
from tasks.contracts import ContractBroken
from tasks.duplicates import difference_hash, image_digest, near_duplicates, thumbnail
from tasks.layout import stem

GROUP_COLUMNS = ("series", "group_id")


def read_groups(path: Path) -> dict[str, str]:
    """The series of each file stem, from a CSV with the columns `file_stem` and `series` (or `group_id`).

    A row with an empty series says nothing.

    Raises
    ------
    ValueError
        If the file cannot be read as such a table, or gives one stem two series.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as stream:
            reader = csv.DictReader(stream, strict=True)
            columns = reader.fieldnames or []
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"groups {path.name}: expected a CSV table, got {type(error).__name__}") from error
    named = next((column for column in GROUP_COLUMNS if column in columns), None)
    if "file_stem" not in columns or named is None:
        raise ValueError(
            f"groups {path.name}: expected the columns file_stem and {' or '.join(GROUP_COLUMNS)}, "
            f"got {', '.join(columns) or 'none'}"
        )
    table: dict[str, str] = {}
    for row in rows:
        if row["file_stem"] and row[named] and table.setdefault(row["file_stem"], row[named]) != row[named]:
            raise ValueError(
                f"groups {path.name}: expected one {named} for {row['file_stem']}, "
                f"got {table[row['file_stem']]} and {row[named]}"
            )
    return table


def given_series(cases: Sequence[Case], table: dict[str, str]) -> tuple[list[str | None], tuple[str, ...]]:
    """The series that the table gives each case, by the stem of its file, and the stems that no case has.

    Raises
    ------
    ContractBroken
        If the table names files, and none of the cases.
    """
    stems = [stem(Path(case.input.path)) for case in cases]
    absent = tuple(sorted(table.keys() - set(stems)))
    if table and len(absent) == len(table):
        raise ContractBroken(
            f"groups: expected file stems of the data in the groups table, got none of its {len(table)}, e.g. {absent[0]}"
        )
    return [table.get(name) for name in stems], absent


def joined(pairs: np.ndarray, *labels: Sequence[str | None]) -> np.ndarray:
    """Number the groups: cases are together if they share a label of one kind, or a pair, directly or by a chain.

    Parameters
    ----------
    pairs : (pairs, 2) int, positions of cases that belong together.
    labels : one or more sequences over the cases: digests, patients, series; None says nothing.

    Returns
    -------
    (n,) int, group numbers from 0.
    """
    edges = [tuple(pair) for pair in pairs]
    for column in labels:
        first: dict[str, int] = {}
        edges += [(first.setdefault(label, index), index) for index, label in enumerate(column) if label is not None]
    size = len(labels[0])
    ends = np.asarray(edges, dtype=np.intp).reshape(-1, 2)
    links = coo_array((np.ones(len(ends), dtype=bool), (ends[:, 0], ends[:, 1])), shape=(size, size))
    return np.asarray(connected_components(links, directed=False)[1])


@dataclass(frozen=True)
class Look:
    """What is compared of a case: digests, and the thumbnail and the hashes (as it is, mirrored) in `arrays`."""

    image_sha256: str
    mask_sha256: str | None
    arrays: tuple[np.ndarray, np.ndarray, np.ndarray]


def look_of(case: Case) -> Look:
    """Read a case and reduce it to what is compared."""
    image = read_array(case.arrays, f"{case.case_id}/image")
    mask = read_array(case.arrays, f"{case.case_id}/mask") if case.has_mask else None
    return Look(
        image_sha256=image_digest(image),
        mask_sha256=None if mask is None else image_digest(mask),
        arrays=(thumbnail(image), difference_hash(image), difference_hash(image[:, ::-1])),
    )


def lookalikes(looks: Sequence[Look]) -> np.ndarray:
    """Positions (pairs, 2) of the cases that are near-duplicates of one another, mirrored ones included."""
    return near_duplicates(*(np.stack(each) for each in zip(*(look.arrays for look in looks), strict=True)))
