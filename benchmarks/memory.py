"""Peak memory of `cortextual explain` on 100 against 500 slices: the ratio must stay near one.

    python benchmarks/memory.py DATA --model MODEL [--few 100] [--many 500]

Each size runs as a process of its own with an empty result store; the figure is the largest resident set of that process
(`ru_maxrss`), Prefect's temporary server apart. Prints one JSON line per size and the ratio.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def explain(slices: list[Path], model: Path, work: Path, llm: list[str]) -> dict[str, float]:
    """Explain `slices` in a child process and return its peak resident set in MiB and its seconds."""
    environment = os.environ | {
        "PREFECT_HOME": str(work / "prefect"),
        "PREFECT_LOCAL_STORAGE_PATH": str(work / "storage"),
    }
    command = [
        sys.executable,
        "-m",
        "flows",
        "explain",
        *map(str, slices),
        "--model",
        str(model),
        "--out",
        str(work / "run"),
        *llm,
    ]
    started = time.monotonic()
    child = subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[1])
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"explain ended with {os.waitstatus_to_exitcode(status)}")
    return {"slices": len(slices), "peak_mib": usage.ru_maxrss / 1024, "seconds": time.monotonic() - started}


def main() -> None:
    """Measure both sizes and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder of images")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--few", type=int, default=100)
    parser.add_argument("--many", type=int, default=500)
    parser.add_argument("--llm", default="embedded/smollm2")
    parser.add_argument("--api-base")
    options = parser.parse_args()
    llm = ["--llm", options.llm, *(["--api-base", options.api_base] if options.api_base else [])]
    images = sorted(path for path in options.data.rglob("*.jpg") if path.is_file())
    peaks = {}
    for count in (options.few, options.many):
        step = len(images) / count
        with tempfile.TemporaryDirectory() as work:
            measured = explain([images[int(i * step)] for i in range(count)], options.model, Path(work), llm)
        peaks[count] = measured["peak_mib"]
        print(json.dumps(measured), flush=True)
    print(f"ratio {options.many}/{options.few}: {peaks[options.many] / peaks[options.few]:.3f}")


if __name__ == "__main__":
    main()
