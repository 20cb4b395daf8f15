"""The import rules in pyproject.toml know every stage there is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_stage_is_under_the_rule_that_stages_do_not_import_each_other() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (held,) = [set(rule["modules"]) for rule in rules if rule["type"] == "independence"]
    stages = {
        f"tasks.{path.stem}"
        for path in (ROOT / "tasks").glob("*.py")
        if re.search(r"^@stage\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert held == stages
