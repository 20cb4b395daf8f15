"""A case's page as Markdown: for terminals, issue trackers and notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data_contracts.names import CLASS_WORDS
from tasks import page_text
from tasks.page_text import ORIGIN_WORDS, Explained, fact_value, markdown_escaped


def markdown(explained: Explained, weights_sha256: str) -> str:
    """The page as Markdown. Text from outside is escaped, so that it is shown, never interpreted."""
    return "\n".join(_markdown_lines(explained, weights_sha256)) + "\n"


def _markdown_lines(explained: Explained, weights_sha256: str) -> Iterator[str]:
    case, prediction, report = explained.case, explained.prediction, explained.report
    yield f"# Report on {markdown_escaped(case.source)}"
    yield ""
    for banner in explained.banners:
        yield from (f"> **{banner}**", "")
    yield f"Case `{case.case_id}`. Predicted class: **{CLASS_WORDS[prediction.predicted_class]}**, "
    certain = " (not certain)" if prediction.certain is False else ""
    yield f"probability {page_text.share(prediction.probability)}{certain}."
    yield from _markdown_table(
        ("class", "probability"),
        [(CLASS_WORDS.get(name, name), page_text.share(share)) for name, share in prediction.probabilities.items()],
    )
    for title, statements in explained.sections:
        yield from (f"## {title}", "")
        for statement in statements:
            yield f"- {markdown_escaped(statement.text)} ({', '.join(f'`{cited}`' for cited in statement.cites)})"
        yield ""
    yield from ("## Who wrote this", "", markdown_escaped(page_text.author(explained)), "")
    if report.dropped:
        yield "Dropped sentences:"
        yield ""
        for statement in report.dropped:
            yield f"- {markdown_escaped(statement.text)} — {markdown_escaped(statement.reason or 'not supported')}"
        yield ""
    yield from ("## Pictures", "", "![Slice, tumour mask, heatmap](overlay.png)", "")
    for location in explained.locations:
        kind = "tumour mask" if location.origin == "segmentation" else "evidence mask"
        yield from (f"## Location of the {kind} ({ORIGIN_WORDS[location.origin]})", "")
        yield from (f"- {term}: {markdown_escaped(text)}" for term, text in page_text.place(location, case.plane))
        note = page_text.level_note(location)
        if note:
            yield from ("", markdown_escaped(note))
        yield from _markdown_table(
            ("region", "hemisphere", "overlap %", "range %"),
            [
                (
                    markdown_escaped(each.region),
                    each.hemisphere or "not known",
                    f"{each.overlap_pct:.1f}",
                    f"{each.overlap_low_pct:.1f} to {each.overlap_high_pct:.1f}",
                )
                for each in location.regions
            ],
        )
    yield "## Facts"
    yield from _markdown_table(
        ("id", "name", "value", "unit", "origin", "status"),
        [
            (
                f"`{fact.id}`",
                markdown_escaped(fact.name),
                markdown_escaped(fact_value(fact)),
                markdown_escaped(fact.unit or ""),
                markdown_escaped(fact.origin),
                fact.status,
            )
            for fact in explained.findings.facts
        ],
    )
    yield "## How far to trust this"
    yield from _markdown_table(("number", "value", "how to read it"), page_text.trust(explained))
    yield from ("## Methods", "", markdown_escaped(page_text.methods(explained, weights_sha256)), "")
    yield from (f"{row}. {markdown_escaped(work)}" for row, work in enumerate(page_text.references(explained), start=1))


def _markdown_table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield ""
    if rows:
        yield f"| {' | '.join(head)} |"
        yield f"|{'---|' * len(head)}"
        yield from (f"| {' | '.join(row)} |" for row in rows)
        yield ""
