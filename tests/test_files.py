"""A file is whole or not there, whoever else writes it and whatever happens meanwhile."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path

import numpy as np
import pytest
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings

from data_contracts.record import FileRef
from tasks import files
from tasks.caching import write_arrays
from tasks.files import write_atomically


def test_a_file_is_written_with_the_rights_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"x")
    reference = write_atomically(tmp_path / "a.csv", b"a\n1\n")
    assert reference == FileRef.of(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "plain"]


@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_what_fails_leaves_the_earlier_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"earlier")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files.os, name, full)
        with pytest.raises(OSError, match="No space left"):
            write_atomically(path, b"later")
    assert path.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_the_content_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    for name in ("fsync", "replace"):
        call = getattr(os, name)
        monkeypatch.setattr(files.os, name, lambda *of, name=name, call=call: (done.append(name), call(*of))[1])
    write_atomically(tmp_path / "a", b"1")
    assert done == ["fsync", "replace"]


def test_writers_of_the_same_arrays_do_not_collide(tmp_path: Path) -> None:
    arrays = {"c1/image": np.random.default_rng(0).random((200, 200))}
    with temporary_settings({PREFECT_LOCAL_STORAGE_PATH: tmp_path}), ThreadPoolExecutor(4) as pool:
        calls = [pool.submit(copy_context().run, write_arrays, "race", arrays) for _ in range(24)]
        made = [call.result() for call in calls]
    assert len(set(made)) == 1
    assert made[0].is_intact()
    assert [path.name for path in (tmp_path / "cortextual" / "race").iterdir()] == [Path(made[0].path).name]
