"""The deployments: each loads and takes its parameters; all of it goes the whole way on a real server and worker."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
DEPLOYMENTS = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda each: each["name"])
def test_a_deployment_loads_and_its_parameters_fit_its_flow(deployment: dict[str, Any]) -> None:
    from prefect.flows import load_flow_from_entrypoint

    flow = load_flow_from_entrypoint(deployment["entrypoint"], use_placeholder_flow=False)
    validated = flow.validate_parameters(deployment["parameters"])
    assert validated.keys() >= deployment["parameters"].keys()
    with pytest.raises(Exception, match="unknown"):
        flow.validate_parameters(deployment["parameters"] | {"unknown": 1})


def test_the_names_users_call_are_there() -> None:
    from prefect.flows import load_flow_from_entrypoint

    names = {
        f"{load_flow_from_entrypoint(d['entrypoint'], use_placeholder_flow=False).name}/{d['name']}"
        for d in DEPLOYMENTS
    }
    assert names == {"explain/inbox", "train/weekly", "evaluate/nightly"}
    schedules = {d["name"]: d["schedules"][0]["cron"] for d in DEPLOYMENTS}
    assert schedules["inbox"] == "*/10 * * * *"


class Prefect:
    """The `prefect` command against a server of its own on loopback."""

    def __init__(self, home: Path, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/api"
        self.environment = os.environ | {
            "PREFECT_HOME": str(home),
            "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
            "PREFECT_LOCAL_STORAGE_PATH": str(home / "storage"),
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "COLUMNS": "200",
        }
        for name in ("PREFECT_API_DATABASE_CONNECTION_URL", "PREFECT_SERVER_DATABASE_CONNECTION_URL"):
            self.environment.pop(name, None)

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "prefect", "--no-prompt", *arguments]

    def run(self, *arguments: str, timeout: float = 400) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments), cwd=ROOT, env=self.environment | {"PREFECT_API_URL": self.url}, timeout=timeout,
            capture_output=True, text=True,
        )  # fmt: skip

    def start(self, log: Path, *arguments: str, server: bool = False) -> subprocess.Popen[bytes]:
        environment = self.environment if server else self.environment | {"PREFECT_API_URL": self.url}
        return subprocess.Popen(
            self.command(*arguments), cwd=ROOT, env=environment, stdout=log.open("wb"), stderr=subprocess.STDOUT
        )


@pytest.fixture
def prefect(tmp_path: Path) -> Iterator[Prefect]:
    """Server and process worker, both real, with every deployment of prefect.yaml registered."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path / "prefect"
    home.mkdir()
    prefect = Prefect(home, port)
    started = [
        prefect.start(
            tmp_path / "server.log", "server", "start", "--host", "127.0.0.1", "--port", str(port), server=True
        )
    ]
    try:
        deadline = time.monotonic() + 180
        while True:
            try:
                with urllib.request.urlopen(f"{prefect.url}/health", timeout=5) as answer:
                    assert answer.status == 200
                break
            except OSError:
                assert started[0].poll() is None, (tmp_path / "server.log").read_text()
                assert time.monotonic() < deadline, "the server did not become healthy"
                time.sleep(0.5)
        for arguments in (
            ("work-pool", "create", "--type", "process", "--overwrite", "cortextual"),
            ("deploy", "--all"),
        ):
            done = prefect.run(*arguments)
            assert done.returncode == 0, done.stdout + done.stderr
        started.append(
            prefect.start(tmp_path / "worker.log", "worker", "start", "--pool", "cortextual", "--type", "process")
        )
        yield prefect
    finally:
        for process in reversed(started):
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.mark.slow
def test_an_image_put_into_the_inbox_becomes_a_report_once(
    prefect: Prefect, tmp_path: Path, phantoms: Path, tiny_model: Path
) -> None:
    inbox, out = tmp_path / "inbox", tmp_path / "explained"
    inbox.mkdir()
    image = next((phantoms / "meningioma").glob("*[0-9].png"))
    shutil.copy(image, inbox)
    parameters = {"inputs": [str(inbox)], "model": str(tiny_model), "out": str(out), "taken": str(out / "taken.jsonl")}

    def trigger(**changes: Any) -> subprocess.CompletedProcess[str]:
        given = [f"--param={name}={json.dumps(value)}" for name, value in (parameters | changes).items()]
        return prefect.run("deployment", "run", "explain/inbox", *given, "--watch", "--watch-timeout", "360")

    first = trigger()
    assert first.returncode == 0, first.stdout + first.stderr + (tmp_path / "worker.log").read_text()
    (report,) = out.glob("*/cases/*/report.html")
    assert "not a medical device" in report.read_text().lower()

    second = trigger()
    assert second.returncode == 0, second.stdout + second.stderr
    assert list(out.glob("*/cases/*/report.html")) == [report]

    broken = trigger(model=str(tmp_path / "no-such-model"), taken=None)
    assert broken.returncode != 0
