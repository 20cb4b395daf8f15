"""How `cortextual verify` judges statements that were written elsewhere, in other words than the project's own.

    python benchmarks/foreign_statements.py benchmarks/foreign/findings benchmarks/foreign/set1.jsonl [--show]

Each line of the statements holds the name of a findings document, a text, the ids it cites, whether it is true of the
document, and for a false one the kind of its error. Prints precision (share of the flagged that are false) and recall (share
of the false that are flagged), overall and by kind, with Wilson intervals; --show lists the wrong verdicts.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from planted_errors import Planted, judged, wilson

Verdict = tuple[Planted, str | None]


def read(path: Path) -> dict[str, list[Planted]]:
    """The statements of a file by the document they are about.

    Raises
    ------
    ValueError
        If a line is not an object with document, text, cites and label.
    """
    by_document: dict[str, list[Planted]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
            kind = "true" if str(said["label"]).lower() == "true" else said.get("kind") or "no kind"
            planted = Planted(said["text"], tuple(said["cites"]), kind, path.stem, said["text"])
            by_document.setdefault(said["document"].removesuffix(".json"), []).append(planted)
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as broken:
            raise ValueError(f"{path}, line {number}: expected document, text, cites and label: {broken}") from broken
    return by_document


def verdicts(findings: Path, statements: Path) -> list[Verdict]:
    """Each statement of the file with the reason why the command calls it unsupported; None where it passes."""
    results: list[Verdict] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, planted in read(statements).items():
            document = json.loads((findings / f"{name}.json").read_text(encoding="utf-8"))
            results += judged(document, planted, Path(folder))
    return results


def table(results: list[Verdict]) -> Iterator[str]:
    """Precision and recall as rows of a Markdown table."""
    flagged = [said for said, reason in results if reason]
    false = [(said, reason) for said, reason in results if said.kind != "true"]
    yield "| score | share (95 % Wilson), count |"
    yield "|---|---|"
    yield f"| precision | {wilson(sum(said.kind != 'true' for said in flagged), len(flagged))} |"
    yield f"| recall | {wilson(sum(reason is not None for _, reason in false), len(false))} |"
    for kind in sorted({said.kind for said, _ in false}):
        of_kind = [reason for said, reason in false if said.kind == kind]
        yield f"| recall, {kind.replace('_', ' ')} | {wilson(sum(r is not None for r in of_kind), len(of_kind))} |"
    true = [reason for said, reason in results if said.kind == "true"]
    yield f"| true statements that pass | {wilson(sum(reason is None for reason in true), len(true))} |"


def main() -> None:
    """Ask for verdicts and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("findings", type=Path, help="folder of findings documents, NAME.json")
    parser.add_argument("statements", type=Path, help="file of statements, one JSON object per line")
    parser.add_argument("--show", action="store_true", help="list the wrong verdicts")
    options = parser.parse_args()
    results = verdicts(options.findings, options.statements)
    print(f"{options.statements.name}, {len(results)} statements\n")
    print("\n".join(table(results)))
    if options.show:
        for said, reason in results:
            if (said.kind == "true") == (reason is not None):
                print(f"{said.kind} | {said.text} | {', '.join(said.cites)} | {reason or 'passes'}")


if __name__ == "__main__":
    main()
