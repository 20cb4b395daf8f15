"""A training whose process gets SIGKILL, started again by the same command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tasks.checkpoint import read_history

EPOCHS, PATIENCE_S = 6, 300


@pytest.mark.slow
def test_a_training_killed_in_the_middle_ends_with_all_its_epochs(phantoms: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "flows", "train", str(phantoms), "--out", str(tmp_path / "model")]
    command += ["--image-size", "64", "--epochs", str(EPOCHS)]
    environment = os.environ | {"PREFECT_HOME": str(tmp_path / "prefect")}
    history = tmp_path / "model" / "checkpoint" / "history.csv"

    first = subprocess.Popen(command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL)
    end = time.monotonic() + PATIENCE_S
    while not history.is_file() and first.poll() is None and time.monotonic() < end:
        time.sleep(0.05)
    os.killpg(first.pid, signal.SIGKILL)
    assert first.wait() == -signal.SIGKILL
    before = read_history(history)
    assert 1 <= len(before) < EPOCHS

    again = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert again.returncode == 0, again.stderr[-2000:]
    after = read_history(tmp_path / "model" / "history.csv")
    assert [row["epoch"] for row in after] == list(range(1, EPOCHS + 1))
    assert after[: len(before)] == before
    assert not history.parent.exists()
