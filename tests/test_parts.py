"""Which files served a model: its table names slices, the inputs are files."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_contracts.cases import Source, Sources
from data_contracts.record import FileRef
from tasks.parts import of_files, served


@pytest.mark.parametrize("name", ["scan.png", "scan#2.png", "scan#2", "#2.png", "vol.nii.gz#7", "vol#1.nii.gz#7"])
def test_the_file_of_a_slice_is_found_whatever_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "folds.csv").write_text(f"case_id,source,part,group_id\n01,{name},test,g\n02,other.png,train,h\n")
    file = name.removesuffix("#7")
    sources = tuple(
        Source(name=each, files=(FileRef(path=each, sha256="0"),), format="image")
        for each in (file, "other.png", "scan.PNG")
    )
    members = served(tmp_path, "test")
    assert [each.name for each in of_files(Sources(records=sources), members).records] == [file]
    assert {case_id: group for case_id, (_, group) in members.items()} == {"01": "g"}
