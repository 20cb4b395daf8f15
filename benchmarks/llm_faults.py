"""Language model calls that fail in every way, and a process that is killed: is a report lost, is a call paid twice?

    python -m benchmarks.llm_faults [--cases 200] [--share 0.3] [--concurrency 8] [--kill-after 80] [--idempotent]

An OpenAI-compatible server on loopback answers `--share` of the calls with a fault of every kind. A child process runs
the prompt, generate and verify stages on varied findings by Prefect. It is killed (SIGKILL) when so many calls were
answered, and started again. Prints what the server saw, as JSON. Paid twice are answers that the server made twice, whether
or not anybody took them; they are told apart by where the first of them was at the kill: stored by the client, sent but
not stored, or not sent yet. With `--idempotent` the server honours `Idempotency-Key`.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import flows.offline  # noqa: F401
from benchmarks.faulty_provider import Call, Provider, failing

SEED = 11
TIMEOUT_S, HANG_S, LATENCY_S, RETRY_AFTER_S = 20.0, 25.0, 0.2, 0.5


def reports(address: str, cases: int, concurrency: int) -> dict[str, Any]:
    """The language half of `explain` on varied findings; counts of the reports by who wrote them."""
    from prefect import flow

    from benchmarks.varied_findings import varied_findings
    from data_contracts.findings import FindingsBatch
    from data_contracts.reports import Answers
    from data_contracts.settings import GenerateSettings, VerifySettings
    from flows.stages import ask, records
    from tasks.prompt import prompt, template_file
    from tasks.verify import verify

    settings = GenerateSettings(llm="openai/test", api_base=address, timeout_s=TIMEOUT_S)
    documents = varied_findings(cases, SEED)
    batches = [FindingsBatch(records=tuple(documents[start : start + 64])) for start in range(0, cases, 64)]

    @flow(name="faults")
    def story() -> list[Any]:
        prompts = [prompt(batch, template_file("report/v1")) for batch in batches]
        answers = ask(prompts, settings, concurrency)
        checked = [
            verify(*each, Answers(), VerifySettings(), "clinician")
            for each in zip(batches, prompts, answers, strict=True)
        ]
        return records(checked)

    made = story()
    return {
        "reports": len(made),
        "cases": len({report.case_id for report in made}),
        "by": dict(Counter(report.report_source for report in made)),
        "without_an_answer": [report.error for report in made if report.error],
    }


def start(server: Provider, work: Path, options: argparse.Namespace) -> subprocess.Popen[bytes]:
    """The child, in a process group of its own."""
    environment = os.environ | {
        "PREFECT_HOME": str(work / "prefect"),
        "PREFECT_LOCAL_STORAGE_PATH": str(work / "storage"),
        "PREFECT_LOGGING_LEVEL": "ERROR",
        "OPENAI_API_KEY": "none",
    }
    command = [
        sys.executable, "-m", "benchmarks.llm_faults", "--child", server.address, "--out", str(work / "reports.json"),
        "--cases", str(options.cases), "--concurrency", str(options.concurrency),
    ]  # fmt: skip
    return subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[1], start_new_session=True)


def stored(work: Path) -> set[str]:
    """The last message of every question whose answer is on disk."""
    files = (work / "storage" / "cortextual" / "answers").glob("*.json")
    return {json.loads(path.read_text())["messages"][-1]["content"] for path in files}


def asked(body: bytes) -> str:
    """The last message of a request."""
    return str(json.loads(body)["messages"][-1]["content"])


def paid_twice(server: Provider, on_disk: set[str], killed_at: float) -> dict[str, int]:
    """Questions with more than one answer of use, by where the first answer was when the client was killed."""
    again = {request for request, count in server.answered().items() if count > 1}
    first = {call.request: call for call in reversed(server.calls) if call.request in again and _useful(call)}
    where = Counter(
        "stored"
        if asked(call.body) in on_disk
        else "sent, not stored"
        if call.sent_at is not None and call.sent_at < killed_at
        else "not sent"
        for call in first.values()
    )
    return {name: where[name] for name in ("stored", "sent, not stored", "not sent")}


def _useful(call: Call) -> bool:
    return call.outcome in ("answer", "answer, not taken")


def main() -> None:
    """Run, kill, run again; print what happened."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--share", type=float, default=0.3)
    parser.add_argument("--concurrency", type=int, default=8)
    parser.add_argument("--kill-after", type=int, default=80)
    parser.add_argument("--idempotent", action="store_true")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        options.out.write_text(json.dumps(reports(options.child, options.cases, options.concurrency)))
        return
    outcome = failing(options.share, SEED)
    server = Provider(outcome, latency_s=LATENCY_S, hang_s=HANG_S, idempotent=options.idempotent).start()
    server.retry_after = str(RETRY_AFTER_S)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        child = start(server, work, options)
        while sum(server.answered().values()) < options.kill_after:
            if child.poll() is not None:
                raise SystemExit(f"the child ended with {child.returncode} before it was killed")
            time.sleep(0.02)
        killed_at = time.monotonic()
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        on_disk = stored(work)
        calls_at_kill, started = len(server.calls), time.monotonic()
        again = start(server, work, options)
        if again.wait():
            raise SystemExit(f"the second child ended with {again.returncode}")
        server.stop()
        later = Counter(asked(call.body) for call in server.calls[calls_at_kill:])
        sent = [
            call for call in server.calls[:calls_at_kill] if _useful(call) and (call.sent_at or killed_at) < killed_at
        ]
        killed = {
            "calls": calls_at_kill,
            "answers_sent": len(sent),
            "answers_on_disk": len(on_disk),
            "calls_under_way": sum(
                call.outcome != "replayed" and (call.sent_at or math.inf) > killed_at
                for call in server.calls[:calls_at_kill]
            ),
        }
        result = {
            "killed": killed,
            "asked_again_though_on_disk": sum(later[message] for message in on_disk),
            "paid_twice": paid_twice(server, on_disk, killed_at),
            "result": json.loads((work / "reports.json").read_text()),
            "calls": len(server.calls),
            "outcomes": dict(Counter(call.outcome for call in server.calls).most_common()),
            "second_run_s": round(time.monotonic() - started, 1),
        }
        print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
