"""The plot of a comparison: how good each network is against what it costs, over the best floor."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from data_contracts.comparison import Compared, ComparedMetric, Comparison
from data_contracts.floors import FLOOR_WORDS, Floor
from tasks.ranking import TITLES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MARKERS = "osD^vP*X<>"


def plot(comparison: Comparison) -> bytes:
    """The figure of a comparison as PNG."""
    stream = io.BytesIO()
    figure_of(comparison).savefig(stream, format="png", dpi=110, metadata={"Software": None})
    return stream.getvalue()


def figure_of(comparison: Comparison) -> Figure:
    """Accuracy and Dice (rows) against the time per image of inference and training (columns).

    Filled markers had start weights, hollow ones none; bars are the intervals; the dashed line is the best floor of the
    accuracy. At least one row must be "done".
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
    for place in panels[0]:
        _draw_floor(place, comparison.best_floor)
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
    return figure


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


def _draw_floor(axes: Axes, floor: Floor) -> None:
    axes.axhline(floor.accuracy, color="0.35", linestyle="--", linewidth=1, zorder=0)
    axes.text(
        0.01,
        floor.accuracy,
        f"best floor {floor.accuracy:.3f}: {FLOOR_WORDS[floor.name]}",
        transform=axes.get_yaxis_transform(),
        verticalalignment="bottom",
        color="0.35",
        fontsize=8,
    )
