"""Flesch-Kincaid grade of whole reports, for both audiences, by two ways of counting sentences.

    python -m benchmarks.reading_grades [RUN] [--cases 200] [--seed 4]

The reports are those of the findings in a run folder, or of varied made-up findings; every sentence in a wording drawn at random
from those the embedded model chooses from, and what closes every report. textstat takes a decimal point for the end of a
sentence, which makes a text look easier than it is: the second count takes sentences as they are.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import flows.offline  # noqa: F401
from benchmarks.varied_findings import varied_findings
from data_contracts.findings import Findings
from data_contracts.names import Audience
from tasks.audiences import closing_for, sentences_for
from tasks.text_scores import _textstat


def text(findings: Findings, audience: Audience, rng: random.Random) -> list[str]:
    """The sentences of a report, each in one of its wordings."""
    told = ["".join(map(rng.choice, sentence.wordings())) for sentence in sentences_for(findings, audience)]
    return [*told, *(said.text for said in closing_for(findings, audience))]


def grades(sentences: Sequence[str]) -> tuple[float, float]:
    """Flesch-Kincaid grade with sentences as textstat counts them, and as they are."""
    textstat, whole = _textstat(), " ".join(sentences)
    words, syllables = textstat.lexicon_count(whole, removepunct=True), textstat.syllable_count(whole)
    ends = sum(len(re.findall(r"[.!?](?=\s|$)", sentence)) for sentence in sentences)
    return textstat.flesch_kincaid_grade(whole), 0.39 * words / ends + 11.8 * syllables / words - 15.59


def main() -> None:
    """Print least, median and greatest grade for each audience and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path, nargs="?", metavar="RUN")
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--seed", type=int, default=4)
    options = parser.parse_args()
    documents = varied_findings(options.cases, options.seed)
    if options.run:
        files = sorted(options.run.rglob("findings.json"))
        documents = [Findings.model_validate_json(path.read_text(encoding="utf-8")) for path in files]
    for audience in get_args(Audience):
        made = [grades(text(each, audience, random.Random(each.case_id))) for each in documents]  # noqa: S311
        for name, values in zip(("textstat", "sentences as they are"), zip(*made, strict=True), strict=True):
            low, middle, high = min(values), statistics.median(values), max(values)
            print(f"{audience}, {len(made)} reports, {name}: {low:.1f} to {high:.1f}, median {middle:.1f}")


if __name__ == "__main__":
    main()
