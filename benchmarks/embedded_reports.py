"""Reports of the embedded model on varied findings: share accepted by verify, wall and processor seconds per report.

    python -m benchmarks.embedded_reports OUT.jsonl [--audience clinician] [--cases 200] [--seed 4]

One case at a time on one thread; the first report, which loads the model, is made once before. A line per case is written as
it is done, so the command can be stopped and started again; the lines of another audience or prompt are left alone. Prints
the summary at the end. On a busy machine the processor seconds are what an idle one would need.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path
from typing import Any, get_args

from benchmarks.varied_findings import varied_findings
from data_contracts.findings import Findings, FindingsBatch
from data_contracts.names import Audience
from data_contracts.settings import ExplainSettings, GenerateSettings, VerifySettings
from tasks.generate import ask
from tasks.prompt import prompt, template_file
from tasks.verify import report


def measured(document: Findings, template: str, audience: Audience) -> dict[str, Any]:
    """One report: who wrote it in the end, how many sentences fell, tokens and seconds."""
    started, cpu = time.monotonic(), time.process_time()
    (asked,) = prompt.fn(FindingsBatch(records=(document,)), template_file(template), audience).records
    answer = ask(asked, GenerateSettings())
    made = report(document, asked, answer, VerifySettings(), audience)
    return {
        "case_id": document.case_id,
        "audience": audience,
        "template": template,
        "seconds": time.monotonic() - started,
        "cpu_seconds": time.process_time() - cpu,
        "source": made.report_source,
        "statements": len(made.statements),
        "dropped": [[each.text, each.reason] for each in made.dropped],
        "prompt_tokens": answer.prompt_tokens,
        "completion_tokens": answer.completion_tokens,
    }


def main() -> None:
    """Measure what is not measured yet, and sum up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, metavar="OUT.jsonl")
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--audience", choices=get_args(Audience), default="clinician")
    parser.add_argument("--prompt", help="default: the audience's")
    options = parser.parse_args()
    template = ExplainSettings(audience=options.audience, prompt=options.prompt).template
    lines = options.out.read_text(encoding="utf-8").splitlines() if options.out.exists() else []
    stored = [json.loads(line) for line in lines]
    done = [each for each in stored if (each["audience"], each["template"]) == (options.audience, template)]
    known = {each["case_id"] for each in done}
    documents = varied_findings(options.cases, options.seed)
    measured(documents[0], template, options.audience)
    for document in documents:
        if document.case_id not in known:
            done.append(measured(document, template, options.audience))
            with options.out.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(done[-1]) + "\n")
    accepted = [each for each in done if each["source"] == "llm"]
    whole = [each for each in accepted if not each["dropped"]]
    print(f"{len(done)} reports: {len(accepted)} accepted, {len(whole)} of them with no sentence dropped")
    for name in ("seconds", "cpu_seconds", "completion_tokens"):
        values = sorted(each[name] for each in done)
        high = values[min(len(values) - 1, int(0.95 * len(values)))]
        print(f"{name}: median {statistics.median(values):.1f}, 95th percentile {high:.1f}, longest {values[-1]:.1f}")


if __name__ == "__main__":
    main()
