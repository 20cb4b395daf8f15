"""The register of an inbox: a file is taken once under its name and content, whatever happens between runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_contracts.cases import Source, Sources
from data_contracts.record import FileRef, Quarantined
from flows.taken import Taken


def source(name: str, content: str) -> Source:
    return Source(name=name, files=(FileRef(path=f"inbox/{name}", sha256=content),), format="png")


def names(sources: Sources) -> list[str]:
    return [each.name for each in sources.records]


def test_what_was_taken_is_not_new_again_in_another_process(tmp_path: Path) -> None:
    register = tmp_path / "deep" / "taken.jsonl"
    both = Sources(records=(source("a.png", "1"), source("b.png", "2")))
    assert names(Taken(register).new(both)) == ["a.png", "b.png"]
    Taken(register).add(Sources(records=(source("a.png", "1"),)))
    assert names(Taken(register).new(both)) == ["b.png"]


def test_a_file_that_has_grown_since_is_taken_again(tmp_path: Path) -> None:
    register = tmp_path / "taken.jsonl"
    Taken(register).add(Sources(records=(source("a.png", "half"),)))
    assert names(Taken(register).new(Sources(records=(source("a.png", "whole"),)))) == ["a.png"]


def test_an_unreadable_input_is_set_aside_once(tmp_path: Path) -> None:
    register = tmp_path / "taken.jsonl"
    broken = Sources(quarantined=(Quarantined(source="x.png", stage="ingest", expected="an image", got="0 bytes"),))
    assert Taken(register).new(broken) == broken
    Taken(register).add(broken)
    assert Taken(register).new(broken).quarantined == ()


def test_names_with_line_breaks_do_not_split_the_register(tmp_path: Path) -> None:
    register = tmp_path / "taken.jsonl"
    odd = Sources(records=(source('a"\n[1].png', "1"),))
    Taken(register).add(odd)
    assert names(Taken(register).new(odd)) == []


@pytest.mark.parametrize("left", ['["b.png", "12', '["b.png", "12"', "\0" * 30, "[" * 9, "7"])
def test_a_line_cut_off_loses_its_own_input_only(tmp_path: Path, left: str) -> None:
    """A run killed while it wrote: the next ones read what is whole, and write on a line of their own."""
    register = tmp_path / "taken.jsonl"
    register.write_text(f'["a.png", "1"]\n{left}')
    three = Sources(records=(source("a.png", "1"), source("b.png", "12"), source("c.png", "3")))
    assert names(Taken(register).new(three)) == ["b.png", "c.png"]
    Taken(register).add(Sources(records=(source("c.png", "3"),)))
    assert names(Taken(register).new(three)) == ["b.png"]
