"""The plots of a scored cohort, as SVG that stands in a page and takes its colours from it, in dark and in light."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from markupsafe import Markup

from data_contracts.cases import CLASSES
from data_contracts.names import CLASS_WORDS
from data_contracts.scores import Metric, Metrics
from tasks import weighted

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, MUTED, LINE, BAR, BAD, CARD = "#17202b", "#4d5967", "#d6dbe1", "#0e7fb8", "#9a2617", "#ffffff"
PAGE_COLOURS = {INK: "ink", MUTED: "muted", LINE: "line", BAR: "bar", BAD: "bad", CARD: "card"}
"""Each colour stands for the variable of the page's style sheet that takes its place."""

FLOOR_DASHES = ("--", ":", "-.", (0, (1, 3)))

STYLE: dict[Any, Any] = {
    "svg.fonttype": "none", "font.size": 10, "axes.edgecolor": MUTED, "axes.labelcolor": INK, "text.color": INK,
    "xtick.color": MUTED, "ytick.color": MUTED, "xtick.labelcolor": INK, "ytick.labelcolor": INK, "grid.color": LINE,
    "axes.spines.top": False, "axes.spines.right": False, "axes.facecolor": "none", "figure.facecolor": "none",
    "legend.frameon": False, "axes.axisbelow": True,
}  # fmt: skip


@dataclass(frozen=True)
class Plot:
    """A plot: its heading, the drawing, its words for those who do not see it, and what to look for in it."""

    title: str
    svg: Markup
    alt: str
    caption: str


@dataclass(frozen=True)
class Line:
    """An accuracy that needs no network: where the plots of accuracy draw a line."""

    name: str
    value: float


def _draw(name: str, alt: str, size: tuple[float, float], paint: Any, **axes: Any) -> Markup:
    """Let `paint` fill the axes of a figure of `size` inches, and give the drawing as an element of a page."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context({**STYLE, "svg.hashsalt": name}):
        figure = Figure(figsize=size, layout="constrained")
        paint(figure.subplots(**axes))
        return _element(figure, name, alt)


def _element(figure: Figure, name: str, alt: str) -> Markup:
    stream = io.StringIO()
    figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    svg = stream.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r' xmlns(:xlink)?="[^"]*"', "", svg).replace("xlink:href", "href")
    svg = re.sub(r'(id="|href="#|url\(#)', rf"\g<1>{name}-", svg)
    svg = re.sub(r"font: ([\d.]+px) [^;\"]*", r"font-size: \1", svg)
    for colour, variable in PAGE_COLOURS.items():
        svg = svg.replace(colour, f"var(--{variable})")
    described = f'<svg class="plot" role="img" aria-label="{Markup.escape(alt)}"'
    return Markup(re.sub(r'<svg(?: (?:width|height|version)="[^"]*")*', described, svg, count=1))  # noqa: S704


def confusion(metrics: Metrics) -> Plot:
    """How many cases of each true class were named how."""
    cells = {
        (true, to): metrics[f"confusion_{true}_{to}"]["all"]
        for true in CLASSES
        for to in CLASSES
        if f"confusion_{true}_{to}" in metrics
    }
    rows = [true for true in CLASSES if (true, true) in cells]

    def paint(axes: Axes) -> None:
        from matplotlib.patches import Rectangle

        for row, true in enumerate(rows):
            for column, to in enumerate(CLASSES):
                cell = cells[true, to]
                share = (cell.value or 0.0) / cell.n
                colour = BAR if true == to else BAD
                axes.add_patch(Rectangle((column, row), 1, 1, facecolor=colour, alpha=0.5 * share**0.5, edgecolor=LINE))
                axes.text(column + 0.5, row + 0.44, f"{cell.value:.0f}", ha="center", va="center", size=13)
                axes.text(column + 0.5, row + 0.74, f"{share:.1%}", ha="center", va="center", size=8, color=MUTED)
        axes.set(xlim=(0, len(CLASSES)), ylim=(len(rows), 0), xlabel="named", ylabel="true class")
        axes.set_xticks(np.arange(len(CLASSES)) + 0.5, [CLASS_WORDS[name].replace(" ", "\n") for name in CLASSES])
        axes.set_yticks(np.arange(len(rows)) + 0.5, [CLASS_WORDS[name].replace(" ", "\n") for name in rows])
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)

    alt = "Confusion matrix. " + " ".join(
        f"Of {cells[true, true].n} {CLASS_WORDS[true]}: "
        + ", ".join(f"{cells[true, to].value:.0f} named {CLASS_WORDS[to]}" for to in CLASSES)
        + "."
        for true in rows
    )
    caption = "Cases, and share of the true class. Red cells are errors: look which two classes they join."
    return Plot("Confusion matrix", _draw("confusion", alt, (5.4, 4.2), paint), alt, caption)


def _by_bin(probability: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean probability, accuracy and number of cases of each filled bin."""
    place = weighted.calibration_bins(probability)
    mean, rate, number = np.array(
        [
            (probability[place == each].mean(), right[place == each].mean(), (place == each).sum())
            for each in np.unique(place)
        ]
    ).T
    return mean, rate, number


def reliability(told: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> Plot:
    """Accuracy of cases against the probability of the predicted class, in the bins of the calibration error.

    Parameters
    ----------
    told : by name of a set of probabilities, the last one the network's own: probability of the predicted class (n,)
        and whether that class is right (n,) bool.
    """
    errors = {
        name: weighted.calibration_error(np.ones((1, len(right))), probability, right)[0]
        for name, (probability, right) in told.items()
    }

    def paint(both: Sequence[Axes]) -> None:
        from scipy.stats import binom

        axes, below = both
        axes.plot([0, 1], [0, 1], color=MUTED, linestyle=":", linewidth=1)
        for (name, (probability, right)), colour in zip(reversed(list(told.items())), (BAR, MUTED), strict=False):
            mean, rate, _ = _by_bin(probability, right)
            label = f"{name}, calibration error {errors[name]:.3f}"
            axes.plot(mean, rate, marker="o", markersize=5, color=colour, linewidth=1.5, label=label)
        mean, _, number = _by_bin(*list(told.values())[-1])
        low, high = (binom.ppf(tail, number, mean) / number for tail in (0.025, 0.975))
        axes.fill_between(mean, low, high, color=MUTED, alpha=0.2, linewidth=0)
        axes.set(ylabel="accuracy", xlim=(0, 1.02), ylim=(0, 1.05))
        axes.grid()
        axes.legend(loc="lower right")
        width = 1 / weighted.CALIBRATION_BINS
        below.bar(weighted.calibration_bins(mean) * width, number, width, align="edge", color=BAR, alpha=0.6)
        below.set(xlabel="probability of the predicted class", ylabel="cases")

    drawn = ", ".join(f"{name} {error:.3f}" for name, error in errors.items())
    alt = (
        f"Reliability diagram: accuracy against probability in {weighted.CALIBRATION_BINS} bins. Expected calibration "
    )
    alt += f"error: {drawn}."
    caption = (
        "On the dotted line a probability keeps its word; below it the network is too sure. Bins with few cases jump: where "
        "every probability keeps its word, 95 % of them lie in the grey band."
    )
    options = {"nrows": 2, "sharex": True, "height_ratios": [3, 1]}
    return Plot("Reliability", _draw("reliability", alt, (5.4, 4.6), paint, **options), alt, caption)


def coverage(confidence: np.ndarray, right: np.ndarray, floors: Sequence[Line]) -> Plot:
    """Accuracy of the most confident share of the cases."""
    ones = np.ones((1, len(right)))
    covered, accuracy = (each[0] for each in weighted.coverage_accuracy(ones, confidence, right))
    area = weighted.coverage_accuracy_area(ones, confidence, right)[0]

    def paint(axes: Axes) -> None:
        axes.plot(covered, accuracy, color=BAR, linewidth=2, drawstyle="steps-pre")
        shown = [accuracy[covered >= 0.1].min(), *(floor.value for floor in floors)]
        for number, floor in enumerate(floors):
            style = FLOOR_DASHES[number % len(FLOOR_DASHES)]
            axes.axhline(floor.value, color=BAD, linestyle=style, linewidth=1.2, label=floor.name)
        if floors:
            axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, fontsize=8)
        axes.set(xlabel="share of the cases answered, surest first", ylabel="accuracy of these", xlim=(0, 1))
        axes.set_ylim(max(0.0, min(shown) - 0.05), 1.005)
        axes.grid()

    alt = f"Coverage and accuracy: all cases {accuracy[-1]:.3f}; the surest half "
    alt += f"{accuracy[np.searchsorted(covered, 0.5)]:.3f}; area under the curve {area:.3f}."
    caption = f"What abstaining buys: accuracy when only the surest cases are answered. Area {area:.3f}; a curve that "
    caption += "does not fall to the right says that the network does not know where it errs."
    return Plot("Coverage and accuracy", _draw("coverage", alt, (5.4, 3.8), paint), alt, caption)


def dice(by_class: Mapping[str, np.ndarray]) -> Plot:
    """Spread of the Dice of tumour slices (n,) by true class."""
    names = list(by_class)

    def paint(axes: Axes) -> None:
        boxes = axes.boxplot(
            list(by_class.values()), orientation="horizontal", whis=(5, 95), widths=0.5, patch_artist=True, showmeans=True,
            flierprops={"marker": "o", "markersize": 3, "markerfacecolor": MUTED, "markeredgecolor": MUTED, "alpha": 0.7},
            meanprops={"marker": "D", "markersize": 6, "markerfacecolor": INK, "markeredgecolor": CARD},
        )  # fmt: skip
        for kind in ("whiskers", "caps", "medians"):
            for line in boxes[kind]:
                line.set(color=INK, linewidth=1.2)
        for box in boxes["boxes"]:
            box.set(facecolor=BAR, alpha=0.45, edgecolor=INK)
        axes.set_yticks(range(1, len(names) + 1), [f"{CLASS_WORDS[name]} ({by_class[name].size})" for name in names])
        axes.set(xlim=(-0.02, 1.02), xlabel="Dice of the tumour mask")
        axes.invert_yaxis()
        axes.grid(axis="x")

    alt = "Dice of tumour slices by class. " + " ".join(
        f"{CLASS_WORDS[name]}: {values.size} slices, median {np.median(values):.2f}, mean {values.mean():.2f}."
        for name, values in by_class.items()
    )
    caption = "Box: middle half, with the median; diamond: mean; whiskers: 5 to 95 %; dots: the rest. Dots at 0 are "
    caption += "tumours that were missed."
    return Plot("Dice by class", _draw("dice", alt, (5.4, 3.2), paint), alt, caption)


def groups(metrics: Metrics, floors: Sequence[Line]) -> Plot:
    """Accuracy and Dice of the whole, of each class and of each plane, with intervals."""
    panels = {"accuracy": "accuracy", "dice": "Dice, tumour slices"}
    labels = list(metrics["accuracy"])

    def paint(both: Sequence[Axes]) -> None:
        for axes, (name, title) in zip(both, panels.items(), strict=True):
            for row, group in enumerate(labels):
                metric = metrics[name].get(group)
                if metric is None or metric.value is None:
                    continue
                if metric.low is not None and metric.high is not None:
                    axes.plot([metric.low, metric.high], [row, row], color=BAR, linewidth=3, solid_capstyle="butt")
                axes.plot(metric.value, row, marker="o", markersize=6, color=INK, linestyle="none")
            axes.set(xlabel=title, ylim=(len(labels) - 0.5, -0.5), xlim=(-0.03, 1.03))
            axes.grid(axis="x")
        for number, floor in enumerate(floors):
            style = FLOOR_DASHES[number % len(FLOOR_DASHES)]
            both[0].axvline(floor.value, color=BAD, linestyle=style, linewidth=1.2, label=floor.name)
        if floors:
            both[0].legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, fontsize=8)
        both[0].set_yticks(range(len(labels)), [group_words(group) for group in labels])

    spoken = " ".join(f"{group_words(group)}: {_spoken(metrics, group)}." for group in labels)
    alt = (
        "Accuracy and Dice with 95 % intervals. "
        + spoken
        + "".join(f" Floor, {floor.name}: {floor.value:.3f}." for floor in floors)
    )
    caption = "Dot: value; bar: 95 % interval over clusters. Red dashes: what accuracy is worth without a network."
    options = {"ncols": 2, "sharey": True}
    size = (7.6, 1.1 + 0.34 * len(labels))
    return Plot("By class and plane", _draw("groups", alt, size, paint, **options), alt, caption)


def _spoken(metrics: Metrics, group: str) -> str:
    def said(metric: Metric | None) -> str:
        return "not measured" if metric is None or metric.value is None else f"{metric.value:.3f}"

    return f"accuracy {said(metrics['accuracy'].get(group))}, Dice {said(metrics['dice'].get(group))}"


def group_words(group: str) -> str:
    """How a group of cases is named.

    Examples
    --------
    >>> group_words("class=pituitary"), group_words("plane=axial"), group_words("all")
    ('pituitary tumour', 'axial plane', 'all')
    """
    kind, _, name = group.partition("=")
    return CLASS_WORDS[name] if kind == "class" else f"{name} plane" if kind == "plane" else "all"
