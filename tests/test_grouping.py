"""What belongs together: chains of labels and pairs, and what a groups table may say."""

from __future__ import annotations

import numpy as np
import pytest

from tasks.grouping import joined, read_groups


def test_groups_join_along_chains_of_any_label_and_pair():
    numbers = joined(
        np.array([[2, 3]]),
        ["a", "b", "b", "c", "d", "e", "f"],
        ["p1", "p1", None, "p2", None, None, None],
        [None, None, None, "p1", "s", "s", None],
    )  # 0-1 patient, 1-2 digest, 2-3 pair, 4-5 series; the last column's p1 is a series of that name, not the patient
    assert len(set(numbers[:4])) == 1
    assert numbers[4] == numbers[5]
    assert len({numbers[0], numbers[4], numbers[6]}) == 3


@pytest.mark.parametrize(
    ("content", "got"),
    [
        (b"stem,series\na,s1\n", "got stem, series"),
        (b"file_stem,patient\na,s1\n", "got file_stem, patient"),
        (b"", "got none"),
        (b"file_stem,series\na,s1\na,s2\n", "got s1 and s2"),
        (b"file_stem,series\n\xff\xfe,1\n", "UnicodeDecodeError"),
        (b'file_stem,series\n"a,1\n', "Error"),
    ],
)
def test_a_groups_file_that_is_no_such_table_is_named_with_what_came(tmp_path, content, got):
    path = tmp_path / "groups.csv"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"groups.csv: expected") as raised:
        read_groups(path)
    assert got in str(raised.value)


def test_empty_cells_say_nothing_and_a_repeated_row_is_no_contradiction(tmp_path):
    path = tmp_path / "groups.csv"
    path.write_text("file_stem,series\na,s1\nb,\n,s1\na,s1\n", encoding="utf-8-sig")
    assert read_groups(path) == {"a": "s1"}
