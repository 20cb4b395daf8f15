"""A comparison as files: the table for spreadsheets, programs and docs, the plot, and one page with all of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from data_contracts.comparison import Compared, ComparedMetric, Comparison, Difference
from data_contracts.floors import FLOOR_WORDS, Floor
from data_contracts.scores import Metric
from tasks.comparison_plot import plot
from tasks.files import write_atomically
from tasks.html import environment
from tasks.overlay import data_uri
from tasks.page_text import RESEARCH_ONLY, SYNTHETIC_MODEL, markdown_escaped
from tasks.ranking import METRICS, TITLES

COLUMNS = (
    "backbone", "status", "start_weights", "parameters", "training_per_image_s", "inference_per_image_s",
    "accuracy", "accuracy_low", "accuracy_high", "f1", "f1_low", "f1_high", "dice", "dice_low", "dice_high",
    "accuracy_p_holm", "f1_p_holm", "dice_p_holm", "reason", "best_floor", "best_floor_accuracy",
)  # fmt: skip
SIGNIFICANT = 0.05


def floor_text(comparison: Comparison) -> str:
    """Which networks lie below the best floor, in one sentence."""
    floor = comparison.best_floor
    values = {row.backbone: row.metrics["accuracy"].value for row in comparison.rows if row.metrics}
    below = [backbone for backbone, value in values.items() if value is not None and value <= floor.accuracy]
    said = f"not above it: {', '.join(below)}" if below else "every network is above it"
    return f"Best floor, {FLOOR_WORDS[floor.name]}: accuracy {cell(floor.metric)}; {said}."


def table_row(row: Compared, differences: Sequence[Difference], floor: Floor) -> dict[str, object]:
    """A row of comparison.csv; None where there is no value. The best network of a metric has no p-value there.

    `floor` is the best one of the comparison, the same in every row.
    """
    cells: dict[str, object] = dict.fromkeys(COLUMNS)
    cells |= {name: getattr(row, name) for name in ("backbone", "status", "start_weights", "reason")}
    cells |= {"best_floor": floor.name, "best_floor_accuracy": floor.accuracy}
    if row.cost:
        cells |= {name: getattr(row.cost, name) for name in COLUMNS if hasattr(row.cost, name)}
    for metric, found in (row.metrics or {}).items():
        cells |= {metric: found.value, f"{metric}_low": found.low, f"{metric}_high": found.high}
    for each in differences:
        if each.other == row.backbone:
            cells[f"{each.metric}_p_holm"] = each.p_holm
    return cells


def csv_table(comparison: Comparison) -> str:
    """Text of comparison.csv: one row per backbone, best accuracy first."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=COLUMNS, lineterminator="\n")
    writer.writeheader()
    floor = comparison.best_floor
    writer.writerows(table_row(row, comparison.differences, floor) for row in comparison.rows)
    return text.getvalue()


def cell(metric: Metric | None) -> str:
    """A metric with its interval.

    Examples
    --------
    >>> cell(Metric(value=0.9123, low=0.88, high=0.94, n=100))
    '0.912 (0.880–0.940)'
    """
    if metric is None or metric.value is None:
        return "—"
    spread = f" ({metric.low:.3f}–{metric.high:.3f})" if metric.low is not None and metric.high is not None else ""
    return f"{metric.value:.3f}{spread}"


def p_cell(row: Compared, metric: ComparedMetric, differences: Sequence[Difference]) -> str:
    """Holm-corrected p-value against the best network of the metric: "best" for that one itself."""
    for each in differences:
        if each.metric == metric and each.best == row.backbone:
            return "best"
        if each.metric == metric and each.other == row.backbone:
            return "< 0.001" if each.p_holm < 0.001 else f"{each.p_holm:.3f}"
    return "—"


def budget_text(comparison: Comparison) -> str:
    """The budget in one paragraph."""
    b = comparison.budget
    return (
        f"Every backbone: {b.train_images} training images, {b.epochs} epochs of batches of {b.batch_size} at "
        f"{b.image_size} px, seed {b.seed}; {b.validation_images} validation images choose the epoch and the "
        f"temperature; {b.test_images} test images in {b.test_groups} groups give the scores."
    )


def notes(comparison: Comparison) -> list[str]:
    """How to read the table."""
    return [
        "In brackets: 95 % intervals from resampled groups (patient, series or near-duplicate cluster). They cover the "
        "choice of test cases, not the luck of one training: each network was trained once.",
        "p: permutation test that exchanges two networks' results group by group, against the best network of that "
        "metric, corrected by Holm over the others. The best was chosen on these same cases, so the tests lean towards "
        "finding a difference.",
        "Training s per image: the median epoch without its validation pass, over its images, augmentation included; the "
        "median of one or two epochs holds the tracing of the network. Inference s per image: median forward pass of both "
        f"heads in batches of {comparison.budget.timing_batch}, after warm-up. Both hold for the machine of the run and "
        "what else it did.",
        "Dice: mean over test slices with a tumour, of the cleaned mask on the slice's own grid. Parameters: the whole "
        "network with both heads.",
        "Floors: accuracy on the same test images of means that see no tumour, taught by the "
        f"{comparison.budget.train_images} training images; the validation images teach them nothing. A network "
        "that is not above the best floor has shown nothing of tumours by its accuracy.",
        "Start weights: none means that the backbone learned from these images alone. Rows with other start weights had "
        "another start, not another budget.",
    ]


def markdown(comparison: Comparison) -> str:
    """Text of comparison.md: budget, command, table, notes; ready to stand in a page of docs."""
    differences = comparison.differences
    titles = ["backbone", "start weights", "parameters, M", "training, ms per image", "inference, ms per image"]
    titles += [TITLES[metric] for metric in METRICS] + [f"p, {TITLES[metric]}" for metric in METRICS]
    lines = [
        budget_text(comparison),
        *(["", SYNTHETIC_MODEL] if comparison.budget.synthetic else []),
        "",
        f"    {comparison.command}",
        "",
        f"| {' | '.join(titles)} |",
        f"|{'---|' * len(titles)}",
    ]
    for row in comparison.rows:
        cells = [row.backbone, _mark(row)]
        if row.cost and row.metrics:
            cells += [
                f"{row.cost.parameters / 1e6:.1f}",
                f"{1000 * row.cost.training_per_image_s:.0f}",
                f"{1000 * row.cost.inference_per_image_s:.1f}",
            ]
            cells += [cell(row.metrics.get(metric)) for metric in METRICS]
            cells += [p_cell(row, metric, differences) for metric in METRICS]
        else:
            cells += [f"failed: {markdown_escaped(row.reason or '')}"] + [""] * (len(titles) - 3)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", *floor_lines(comparison), "", *(f"- {note}" for note in notes(comparison))]) + "\n"


def floor_lines(comparison: Comparison) -> list[str]:
    """The floors as lines of Markdown: which networks lie below the best, and the table."""
    rows = [(FLOOR_WORDS[each.name], each.classes, cell(each.metric), str(each.n)) for each in comparison.floors]
    titles = ("floor", "classes", "accuracy", "cases")
    return [
        floor_text(comparison),
        "",
        *(f"| {' | '.join(cells)} |" for cells in (titles, ("---",) * len(titles), *rows)),
    ]


def _mark(row: Compared) -> str:
    shown = markdown_escaped(row.start_weights)
    return shown if row.start_weights == "none" else f"**{shown}**"


def html(comparison: Comparison, picture: bytes) -> str:
    """The page: budget, command, table, plot, tests and how to read them, in one file."""
    banners = [RESEARCH_ONLY] + [SYNTHETIC_MODEL] * comparison.budget.synthetic
    template = environment().get_template("comparison.html.j2")
    return template.render(
        banners=banners,
        comparison=comparison,
        budget=budget_text(comparison),
        notes=notes(comparison),
        titles=TITLES,
        metrics=METRICS,
        floor_text=floor_text(comparison),
        floors=[(FLOOR_WORDS[each.name], each.classes, cell(each.metric), each.n) for each in comparison.floors],
        cell=cell,
        p_cell=p_cell,
        significant=SIGNIFICANT,
        plot=data_uri(picture, "image/png"),
    )


def write(comparison: Comparison, out: Path) -> None:
    """Write comparison.csv, .json, .md, .png and index.html into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    picture = plot(comparison)
    files = {
        "comparison.csv": csv_table(comparison),
        "comparison.json": comparison.model_dump_json(indent=2) + "\n",
        "comparison.md": markdown(comparison),
        "index.html": html(comparison, picture),
    }
    write_atomically(out / "comparison.png", picture)
    for name, text in files.items():
        write_atomically(out / name, text.encode("utf-8", "backslashreplace"))
