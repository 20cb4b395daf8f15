"""The words of a case's page: what its HTML and its Markdown both say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import get_args

from data_contracts.cases import Case
from data_contracts.findings import Fact, Findings
from data_contracts.heatmaps import Heatmap
from data_contracts.locations import Location
from data_contracts.masks import Mask
from data_contracts.models import Manifest
from data_contracts.names import METHOD_WORDS
from data_contracts.predictions import Prediction
from data_contracts.prompts import Prompt
from data_contracts.reports import Answer, Report, Section, Statement
from tasks.versions import versions

RESEARCH_ONLY = "Research software, not a medical device. Not for diagnosis or treatment."
SYNTHETIC_CASE = "SYNTHETIC phantom: made by a computer, not a patient."
SYNTHETIC_MODEL = "The model was trained on synthetic phantoms: what it says of a real image means nothing."


def learned_words(learned: int, scored: int) -> str:
    """What scores are worth on pictures that the model already knew."""
    return (
        f"SEEN IN TRAINING: {learned} of the {scored} scored pictures are among those that this model was trained or "
        "selected by, or like one of them. Scores on them say nothing of new patients."
    )


ORIGIN_WORDS = {"segmentation": "segmentation head", **METHOD_WORDS}
SECTION_TITLES: dict[Section, str] = {
    "findings": "Findings",
    "impression": "Impression",
    "evidence": "Evidence and its limits",
    "not_assessed": "Not assessed",
}
AXIS = {"axial": "z = ", "coronal": "y = ", "sagittal": "distance from the midline "}

PAPER = (
    "Nguezet et al. Bridging visual saliency and large language models for explainable deep learning in medical "
    "imaging. arXiv:2605.06197 (2026)."
)
CAM_REFERENCES = {
    "gradcam": "Selvaraju et al. Grad-CAM. ICCV 2017, doi:10.1109/ICCV.2017.74.",
    "gradcam++": "Chattopadhay et al. Grad-CAM++. WACV 2018, doi:10.1109/WACV.2018.00097.",
    "scorecam": "Wang et al. Score-CAM. CVPR Workshops 2020, doi:10.1109/CVPRW50498.2020.00020.",
}
ATLAS_REFERENCES = (
    "Desikan et al. Harvard–Oxford cortical and subcortical atlases (distributed with FSL, non-commercial use). "
    "NeuroImage 31 (2006), doi:10.1016/j.neuroimage.2006.01.021.",
    "Fonov et al. MNI152 template (ICBM 2009a, symmetric). NeuroImage 54 (2011), doi:10.1016/j.neuroimage.2010.07.033.",
)
SMOLLM2_REFERENCE = "Allal et al. SmolLM2. arXiv:2502.02737 (2025)."


WIDE_BAND_MM = 60.0
"""A band of levels that reaches further than this holds half the brain: regions in it are guesses."""


@dataclass(frozen=True)
class Explained:
    """All records of one case, in the order of the stages that made them."""

    case: Case
    prediction: Prediction
    heatmaps: tuple[Heatmap, ...]
    masks: dict[str, Mask]
    locations: tuple[Location, ...]
    findings: Findings
    prompt: Prompt
    answer: Answer
    report: Report
    manifest: Manifest

    @property
    def sections(self) -> list[tuple[str, list[Statement]]]:
        """Title and sentences of each section that has any, in reading order."""
        sections = [
            (SECTION_TITLES[section], [each for each in self.report.statements if each.section == section])
            for section in get_args(Section)
        ]
        return [(title, statements) for title, statements in sections if statements]

    @property
    def banners(self) -> list[str]:
        """What must be read before anything else."""
        synthetic = [SYNTHETIC_CASE] * self.case.synthetic + [SYNTHETIC_MODEL] * self.manifest.synthetic
        return [RESEARCH_ONLY, *synthetic]


def number(value: float, digits: int = 4) -> str:
    """A number for reading: `digits` significant ones, no exponent for everyday sizes."""
    return f"{value:.{digits}g}" if abs(value) < 10**digits else f"{value:.0f}"


def share(probability: float) -> str:
    """A probability for reading: three decimals, cut and not rounded up, as in the findings; 0.9996 reads 0.999.

    Examples
    --------
    >>> share(0.9996), share(0.29)
    ('0.999', '0.290')
    """
    return str(Decimal(repr(float(probability))).quantize(Decimal("0.001"), ROUND_DOWN))


def unbroken(text: str) -> str:
    """The text with no break between a number and its unit at a line's end.

    Examples
    --------
    >>> unbroken("fills 4.8 % of it")
    'fills 4.8\\xa0% of it'
    """
    return re.sub(r"(?<=\d) (?=(?:%|mm[23]?|px|pixels)(?!\w))", "\N{NO-BREAK SPACE}", text)


def measured(value: float | None) -> str:
    """A metric for reading: three decimals, a dash where it is not defined."""
    return "—" if value is None else f"{value:.3f}"


def fact_value(fact: Fact) -> str:
    """The value of a fact as text; a dash where there is none."""
    if fact.value is None:
        return "—"
    return fact.value if isinstance(fact.value, str) else number(fact.value, 6)


def markdown_escaped(text: str) -> str:
    r"""One line of literal Markdown: text from outside is shown, never interpreted.

    Examples
    --------
    >>> markdown_escaped("<img src=x>|.png")
    '\\<img src=x\\>\\|.png'
    """
    return re.sub(r"([\\`*_\[\]<>|~#&!])", r"\\\1", " ".join(text.split()))


def fact_unit(fact: Fact) -> str:
    """The unit of a fact for a page: with no-break spaces, one before it, it stays on the line of its number."""
    return f" {fact.unit}".replace(" ", "\N{NO-BREAK SPACE}") if fact.unit else ""


def author(explained: Explained) -> str:
    """Who wrote the report text."""
    report, answer, prompt = explained.report, explained.answer, explained.prompt
    asked = f"prompt {report.template} (sha256 {prompt.template_sha256[:12]})"
    if report.report_source == "template":
        failure = report.error or answer.error
        because = f" The model call failed: {failure}." if failure else ""
        return f"Written from the findings without a model; {report.llm} was asked with {asked}.{because}"
    tokens = f"{answer.prompt_tokens} tokens in, {answer.completion_tokens} out, {answer.seconds:.1f} s"
    worded = f"Worded by {report.llm}"
    if report.llm.startswith("embedded/"):
        worded = f"{report.llm} chose among given wordings"
    return f"{worded} with {asked}; {tokens}. Every sentence was checked against the facts below."


def trust(explained: Explained) -> list[tuple[str, str, str]]:
    """What is known of how far to trust this case: name, value, how to read it."""
    prediction, report = explained.prediction, explained.report
    rows = []
    for heatmap in explained.heatmaps:
        name = ORIGIN_WORDS[heatmap.method]
        agreement = explained.masks[heatmap.method].dice_with_segmentation
        if heatmap.maximum == 0:
            rows.append((f"{name} heatmap", "zero everywhere", "It explains nothing: no pixel raised the class score."))
        if agreement is not None:
            reading = "1: the class rests on the segmented tumour. 0: it rests on something else."
            rows.append((f"Agreement of {name} and segmentation (Dice)", f"{agreement:.2f}", reading))
    written = len(report.statements) + len(report.dropped)
    return [
        *rows,
        ("The class is certain", *_certain(prediction)),
        ("Strangeness to the model", *_familiar(prediction)),
        ("Entropy of the class probabilities", f"{prediction.entropy:.2f}", "0: one class has it all. 1: a guess."),
        (
            "Highest tumour probability of any pixel",
            f"{prediction.segmentation_max:.2f}",
            f"The mask is cut at {number(explained.masks['segmentation'].threshold)}; the closer, the less sure it is.",
        ),
        ("Sentences kept", f"{len(report.statements)} of {written}", "The others are listed with the reason."),
    ]


def _certain(prediction: Prediction) -> tuple[str, str]:
    """Whether the class is certain, and by which rule."""
    if prediction.certain is None or prediction.certain_from is None:
        return "not assessed", "The model has no rule for it."
    rule = f"From probability {share(prediction.certain_from)} on, and where the slice is like those of the training."
    return "yes" if prediction.certain else "no", rule


def _familiar(prediction: Prediction) -> tuple[str, str]:
    """How far the slice is from those the model knows."""
    if prediction.familiarity is None:
        return "not assessed", "The model cannot tell whether a picture is a brain MRI slice."
    reading = "Up to 1: like the slices of the training. Above: unlike them, for instance a brain without its skull."
    return f"{prediction.familiarity:.2f}", reading


def place(location: Location, plane: str) -> list[tuple[str, str]]:
    """Where a mask lies, as terms and texts: everything but the table of regions."""
    if location.placement == "none":
        return [
            (
                "Placement",
                "none: there is no mask, no plane to place it by, or it lies outside the brain's surroundings",
            )
        ]
    placed = {"affine": "read from the file's affine", "estimated": "estimated: the slice was fitted to the template"}
    terms = [("Placement", f"{placed[location.placement]} ({location.template})")]
    if location.level_mm is not None:
        band = "" if location.level_band_mm is None else f" ± {number(location.level_band_mm)} mm"
        axis = AXIS.get(plane, "")
        terms.append(("Level", f"{axis}{number(location.level_mm)} mm{band}"))
    if location.x_mm is not None and location.y_mm is not None and location.z_mm is not None:
        terms.append(("Centre (MNI)", f"x {location.x_mm:.0f}, y {location.y_mm:.0f}, z {location.z_mm:.0f} mm"))
    if location.hemisphere is not None:
        origin = {
            "affine": "the file tells left from right",
            "image": "from the image alone: its left is taken for the patient's right; the file does not say",
            None: "source not stated",
        }[location.hemisphere_from]
        terms.append(("Hemisphere", f"{location.hemisphere} ({origin})"))
    if location.unnamed_pct is not None:
        terms.append(("Without an atlas name", f"{number(location.unnamed_pct, 3)} % of the mask"))
    if location.nearby:
        near = (
            f"{each.region} ({each.hemisphere or 'side not known'}), {number(each.distance_mm, 3)} mm"
            for each in location.nearby
        )
        terms.append(("Nearest named regions", "; ".join(near)))
    if location.fit is not None:
        terms.append(("Fit to the template", number(location.fit, 3)))
    return terms


def level_note(location: Location) -> str | None:
    """What must be said of regions where the level is all but unknown; None where it is known better."""
    if location.placement != "estimated" or (location.level_band_mm or 0) <= WIDE_BAND_MM:
        return None
    return f"The level is not known to better than {number(location.level_band_mm or 0)} mm; regions are guesses within it."


def methods(explained: Explained, weights_sha256: str) -> str:
    """How this page came about, with versions."""
    manifest = explained.manifest
    maps = ", ".join(ORIGIN_WORDS[heatmap.method] for heatmap in explained.heatmaps)
    scaled = f", divided by a temperature of {number(manifest.temperature)}" if manifest.temperature != 1 else ""
    return (
        f"The pipeline follows arXiv:2605.06197. A {manifest.backbone} network with a class head and a segmentation "
        f"head (input {manifest.image_size} × {manifest.image_size} px, weights sha256 {weights_sha256[:16]}, training "
        f"data sha256 {manifest.data_sha256[:16]}) gave the class probabilities (softmax of the class logits{scaled}) "
        f"and the tumour mask. {maps} showed which pixels raised the score of the predicted class; an adaptive "
        "percentile inside the brain turned each heatmap into an evidence mask. Masks were placed in MNI152 space and "
        "named by the Harvard–Oxford atlas. The facts were written to findings.json, a language model was asked to "
        "word them, and each sentence was checked against them; what failed is not in the report. "
        f"Versions when this page was written: {', '.join(f'{name} {version}' for name, version in versions().items())}."
    )


def references(explained: Explained) -> list[str]:
    """Works this case's page rests on."""
    cams = [CAM_REFERENCES[heatmap.method] for heatmap in explained.heatmaps]
    words = [SMOLLM2_REFERENCE] if "smollm2" in explained.report.llm.lower() else []
    return [PAPER, *cams, *ATLAS_REFERENCES, *words]
