"""One Prefect server and one result store for the whole session; no test reaches past this machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

import flows.offline  # noqa: F401

SHARED = Path(__file__).parents[2] / "shared"
LOOPBACK = {"127.0.0.1", "localhost", "::1", "0.0.0.0"}


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A Prefect test server, and results stored in the folder this gives."""
    from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings
    from prefect.testing.utilities import prefect_test_harness

    storage = tmp_path_factory.mktemp("storage")
    with prefect_test_harness(server_startup_timeout=180), temporary_settings({PREFECT_LOCAL_STORAGE_PATH: storage}):
        yield storage


@pytest.fixture(scope="session")
def brisc() -> Path:
    """The BRISC training folder; skips where it is absent."""
    folder = SHARED / "data" / "brisc2025"
    if not folder.is_dir():
        pytest.skip("real data are absent: ../shared/data/brisc2025")
    return folder


@pytest.fixture(scope="session")
def phantoms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty labelled synthetic slices."""
    from tasks.phantom import make_phantoms

    return make_phantoms(tmp_path_factory.mktemp("phantoms"), 60, seed=7)


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory, phantoms: Path, prefect_home: Path) -> Path:
    """A model folder from the real training flow: 64 px, two epochs. Good enough to run, not to be right."""
    from data_contracts.settings import TrainRunSettings, TrainSettings
    from flows.train import train

    out = tmp_path_factory.mktemp("model")
    train(str(phantoms), str(out), TrainRunSettings(train=TrainSettings(image_size=64, epochs=2)))
    return out
