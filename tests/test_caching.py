"""A stage runs once for one input, one setting and one code; whatever changes, it and what follows run again."""

from __future__ import annotations

import ast
import importlib
import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from prefect import flow

from data_contracts.pages import Page, Pages
from data_contracts.record import FileRef
from tasks import caching
from tasks.caching import code_digest, read_array, write_arrays

MODULE = """
from data_contracts.pages import Page, Pages
from tasks.caching import stage, write_arrays
import numpy as np

CALLS = []


def shade(case_id: str, grey: int):
    return np.full((7, 8), grey)


@stage()
def {name}(batch: Pages, grey: int) -> Pages:
    CALLS.append(grey)
    files = {{p.case_id: (write_arrays("{name}", {{p.case_id: shade(p.case_id, grey)}}),) for p in batch.records}}
    pages = [Page(case_id=name, files=made) for name, made in files.items()]
    return Pages(records=tuple(pages))
"""


@pytest.fixture
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, ModuleType]]:
    """Two stage modules, `tasks.first` and `tasks.second`, that live only for this test."""
    import tasks

    folder = tmp_path / "rooms"
    folder.mkdir()
    monkeypatch.setattr(tasks, "__path__", [*tasks.__path__, str(folder)])
    for name in ("first", "second"):
        (folder / f"{name}.py").write_text(MODULE.format(name=name))
    importlib.invalidate_caches()
    yield {name: importlib.import_module(f"tasks.{name}") for name in ("first", "second")}
    for name in ("first", "second"):
        sys.modules.pop(f"tasks.{name}", None)


def edit(module: ModuleType) -> ModuleType:
    path = Path(str(module.__file__))
    path.write_text(path.read_text() + "\n# a helper below the task changed\n")
    importlib.invalidate_caches()
    return importlib.reload(module)


def run(rooms: dict[str, ModuleType], grey: int = 3, case_id: str = "c1") -> Pages:
    @flow
    def chain() -> Pages:
        first = rooms["first"].first(Pages(records=(Page(case_id=case_id, files=()),)), grey)
        return rooms["second"].second(first, 9)

    return chain()


def calls(rooms: dict[str, ModuleType]) -> tuple[int, int]:
    counts = len(rooms["first"].CALLS), len(rooms["second"].CALLS)
    rooms["first"].CALLS.clear()
    rooms["second"].CALLS.clear()
    return counts


@pytest.mark.usefixtures("prefect_home")
def test_each_change_runs_its_stage_and_what_follows_and_nothing_before(rooms: dict[str, ModuleType]) -> None:
    run(rooms)
    assert calls(rooms) == (1, 1)
    again = run(rooms)
    assert calls(rooms) == (0, 0)
    assert again.records[0].case_id == "c1"

    rooms["second"] = edit(rooms["second"])
    run(rooms)
    assert calls(rooms) == (0, 1)

    rooms["first"] = edit(rooms["first"])
    run(rooms)
    assert calls(rooms) == (1, 1)

    run(rooms, grey=4)
    assert calls(rooms) == (1, 1)
    run(rooms, case_id="c2")
    assert calls(rooms) == (1, 1)


@pytest.mark.usefixtures("prefect_home")
@pytest.mark.parametrize("damage", ["removed", "changed"])
def test_a_result_whose_file_is_gone_or_changed_is_made_again(rooms: dict[str, ModuleType], damage: str) -> None:
    reference = run(rooms, grey=5, case_id=damage).records[0].files[0]
    calls(rooms)
    if damage == "removed":
        Path(reference.path).unlink()
    else:
        Path(reference.path).write_bytes(b"something else")
    assert run(rooms, grey=5, case_id=damage).records[0].files[0].is_intact()
    assert calls(rooms) == (0, 1)


@pytest.mark.usefixtures("prefect_home")
def test_results_are_json_and_never_pickle(rooms: dict[str, ModuleType], prefect_home: Path) -> None:
    run(rooms, case_id="c3")
    results = [path for path in prefect_home.iterdir() if path.is_file()]
    stored = [json.loads(path.read_text()) for path in results]  # exceptions of other tests' flows may be among them
    told = [each["metadata"]["serializer"]["type"] for each in stored if "metadata" in each]
    assert set(told) == {"json"}


def test_a_set_or_an_array_cannot_be_part_of_a_key() -> None:
    for value in ({"a", "b"}, np.zeros(3), Path("x")):
        with pytest.raises(TypeError, match="cannot be part of a cache key"):
            caching._digest(value)


def test_code_counts_as_deep_as_it_is_imported(rooms: dict[str, ModuleType], tmp_path: Path) -> None:
    helper = tmp_path / "rooms" / "helper.py"
    helper.write_text("SHADE = 1\n")
    first = Path(str(rooms["first"].__file__))
    first.write_text("from tasks.helper import SHADE\n" + first.read_text())
    importlib.invalidate_caches()
    before = code_digest("tasks.first")
    helper.write_text("SHADE = 2\n")
    assert code_digest("tasks.first") != before
    assert code_digest("tasks.second") != code_digest("tasks.first")


def test_a_file_that_a_module_names_counts_by_its_content(rooms: dict[str, ModuleType], tmp_path: Path) -> None:
    words = tmp_path / "rooms" / "words.txt"
    helper = tmp_path / "rooms" / "named.py"
    helper.write_text('WORDS = "words.txt", "first.py", "no-such.txt", "../rooms"\n')
    first = Path(str(rooms["first"].__file__))
    first.write_text("from tasks.named import WORDS\n" + first.read_text())
    importlib.invalidate_caches()
    seen = {code_digest("tasks.first")}
    for text in ("a", "a b"):
        words.write_text(text)
        seen.add(code_digest("tasks.first"))
    assert len(seen) == 3
    assert code_digest("tasks.first") in seen


@pytest.mark.parametrize(
    ("module", "name"),
    [("verify", "reporting_words.txt"), ("page", "case.html.j2"), ("page", "page.css")],
)
def test_word_list_template_and_style_sheet_are_in_the_key_of_their_stage(
    module: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, read = code_digest(f"tasks.{module}"), Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + b"zzz" * (path.name == name))
    assert code_digest(f"tasks.{module}") != before


@pytest.mark.usefixtures("prefect_home")
@pytest.mark.parametrize("left", ['{"metadata": {"stor', "", "\xff"])
def test_a_stored_result_that_is_cut_off_is_made_again(
    rooms: dict[str, ModuleType], prefect_home: Path, left: str
) -> None:
    case_id = f"cut{len(left)}"
    made = run(rooms, grey=6, case_id=case_id)
    calls(rooms)
    (prefect_home / made.key).write_bytes(left.encode("latin-1"))
    assert run(rooms, grey=6, case_id=case_id).records == made.records
    assert calls(rooms) == (0, 1)
    run(rooms, grey=6, case_id=case_id)
    assert calls(rooms) == (0, 0)


def test_code_is_parsed_once_and_by_one_thread_at_a_time(
    rooms: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    """CPython 3.11 loses count of its recursion when several threads parse at once; a stage then has no cache key."""
    first = Path(str(rooms["first"].__file__))
    first.write_text(first.read_text() + "\n# parsed for the first time\n")
    parse, parsing, most = ast.parse, [], []

    def counted(source: str) -> ast.Module:
        parsing.append(source)
        most.append(len(parsing))
        time.sleep(0.05)
        tree = parse(source)
        parsing.remove(source)
        return tree

    monkeypatch.setattr(caching.ast, "parse", counted)
    with ThreadPoolExecutor(8) as pool:
        digests = set(pool.map(lambda _: code_digest("tasks.first"), range(32)))
    assert len(digests) == 1
    assert most == [1]


@pytest.mark.usefixtures("prefect_home")
def test_arrays_come_back_as_they_were() -> None:
    arrays = {"c1/image": np.arange(56, dtype=np.uint8).reshape(7, 8), "c1/mask": np.eye(7, 8, dtype=bool)}
    reference = write_arrays("ingest", arrays)
    for name, array in arrays.items():
        stored = read_array(reference, name)
        assert stored.dtype == array.dtype
        np.testing.assert_array_equal(stored, array)
    assert write_arrays("ingest", arrays).path == reference.path
    assert FileRef.of(reference.path).is_intact()
