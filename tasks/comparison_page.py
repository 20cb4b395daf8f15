"""A comparison as files: the table for spreadsheets, programs and docs, the plot, and one page with all of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from data_contracts.comparison import Compared, ComparedMetric, Comparison, Difference
from data_contracts.scores import Metric
from tasks.files import write_atomically
from tasks.overlay import data_uri
from tasks.page import environment
from tasks.page_text import RESEARCH_ONLY, SYNTHETIC_MODEL
from tasks.ranking import METRICS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = (
    "backbone", "status", "start_weights", "parameters", "training_per_image_s", "inference_per_image_s",
    "accuracy", "accuracy_low", "accuracy_high", "f1", "f1_low", "f1_high", "dice", "dice_low", "dice_high",
    "accuracy_p_holm", "f1_p_holm", "dice_p_holm", "reason",
)  # fmt: skip
TITLES: dict[ComparedMetric, str] = {"accuracy": "accuracy", "f1": "macro F1", "dice": "Dice"}
MARKERS = "osD^vP*X<>"
SIGNIFICANT = 0.05


def table_row(row: Compared, differences: Sequence[Difference]) -> dict[str, object]:
    """A row of comparison.csv; None where there is no value. The best network of a metric has no p-value there."""
    cells: dict[str, object] = dict.fromkeys(COLUMNS)
    cells |= {name: getattr(row, name) for name in ("backbone", "status", "start_weights", "reason")}
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
    writer.writerows(table_row(row, comparison.differences) for row in comparison.rows)
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
            reason = (row.reason or "").replace("|", "\\|")
            cells += [f"failed: {reason}"] + [""] * (len(titles) - 3)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", *(f"- {note}" for note in notes(comparison))]) + "\n"


def _mark(row: Compared) -> str:
    return row.start_weights if row.start_weights == "none" else f"**{row.start_weights}**"


def plot(comparison: Comparison) -> bytes:
    """Accuracy and Dice (rows) against the time per image of inference and training (columns), as PNG.

    Filled markers had start weights, hollow ones none; bars are the intervals. At least one row must be "done".
    """
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

    figure = Figure(figsize=(11, 7.5), layout="constrained")
    panels = figure.subplots(2, 2, sharey="row", sharex="col")
    done = [row for row in comparison.rows if row.cost and row.metrics]
    shown: tuple[ComparedMetric, ...] = ("accuracy", "dice")
    for axes, metric in zip(panels, shown, strict=True):
        for place, at in zip(axes, ("inference", "training"), strict=True):
            _draw(place, done, metric, at)
        axes[0].set_ylabel(f"{TITLES[metric]}, test part")
    for place, at in zip(panels[1], ("inference", "training"), strict=True):
        costs = [1000 * getattr(row.cost, f"{at}_per_image_s") for row in done]
        place.set_xscale("log")
        place.set_xlim(min(costs) / 2, max(costs) * 2)
        place.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        place.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        place.xaxis.set_minor_locator(NullLocator())
        place.set_xlabel(f"{at}, ms per image (logarithmic)")
    handles, labels = panels[0][0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside right center", frameon=False, title="filled: start weights")
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=110, metadata={"Software": None})
    return stream.getvalue()


def _draw(axes: Axes, rows: Sequence[Compared], metric: ComparedMetric, at: str) -> None:
    for number, row in enumerate(sorted(rows, key=lambda row: row.backbone)):
        found = (row.metrics or {}).get(metric)
        if found is None or found.value is None:
            continue
        low, high = (found.value if bound is None else bound for bound in (found.low, found.high))
        axes.errorbar(
            1000 * getattr(row.cost, f"{at}_per_image_s"),
            found.value,
            yerr=[[max(found.value - low, 0)], [max(high - found.value, 0)]],
            fmt=MARKERS[number % len(MARKERS)],
            color=f"C{number % 10}",
            markerfacecolor="white" if row.start_weights == "none" else f"C{number % 10}",
            markersize=8,
            capsize=3,
            elinewidth=1,
            label=row.backbone,
        )
    axes.grid(visible=True, alpha=0.25)


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
