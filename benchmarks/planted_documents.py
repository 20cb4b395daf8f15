"""Sixty findings documents of many kinds for the planted errors. Shares no code with the project: it writes plain JSON."""

from __future__ import annotations

import random
from typing import Any

CLASSES = ("glioma", "meningioma", "pituitary", "no_tumor")
REGIONS = (
    "Frontal Pole", "Insular Cortex", "Superior Frontal Gyrus", "Middle Frontal Gyrus", "Precentral Gyrus",
    "Inferior Frontal Gyrus, pars triangularis", "Inferior Frontal Gyrus, pars opercularis", "Temporal Pole",
    "Superior Temporal Gyrus, anterior division", "Superior Temporal Gyrus, posterior division",
    "Middle Temporal Gyrus, posterior division", "Inferior Temporal Gyrus, anterior division", "Postcentral Gyrus",
    "Superior Parietal Lobule", "Supramarginal Gyrus, anterior division", "Angular Gyrus", "Intracalcarine Cortex",
    "Lateral Occipital Cortex, superior division", "Lateral Occipital Cortex, inferior division", "Subcallosal Cortex",
    "Cingulate Gyrus, anterior division", "Precuneous Cortex", "Cuneal Cortex", "Lingual Gyrus", "Occipital Pole",
    "Parahippocampal Gyrus, anterior division", "Thalamus", "Caudate", "Putamen", "Hippocampus", "Amygdala",
)  # fmt: skip
ABSENT = {
    "oedema": "oedema", "midline_shift": "midline shift", "mass_effect": "mass effect",
    "enhancement": "pattern of contrast enhancement", "volume": "tumour volume", "other_lesions": "further lesions",
    "grade": "tumour grade", "histology": "histology", "prognosis": "prognosis", "treatment": "treatment",
}  # fmt: skip


def documents(count: int, seed: int) -> list[dict[str, Any]]:
    """Findings documents as plain JSON values, the same for the same seed."""
    source = random.Random(seed)  # noqa: S311
    return [_document(source, number) for number in range(count)]


def _document(source: random.Random, number: int) -> dict[str, Any]:
    facts: list[dict[str, Any]] = []

    def add(fact_id: str, value: str | float | None, unit: str | None = None) -> None:
        status = "not assessed" if value is None else "measured"
        name = ABSENT.get(fact_id, fact_id.replace(".", " ").replace("_", " "))
        facts.append({"id": fact_id, "name": name, "value": value, "unit": unit, "origin": "atlas", "status": status})

    winner = CLASSES[number % 4]
    second = source.choice([name for name in CLASSES if name != winner])
    probability = round(
        source.choice([source.uniform(0.91, 0.989), source.uniform(0.71, 0.89), source.uniform(0.36, 0.68)]), 3
    )
    add("input.plane", source.choice(["axial", "coronal", "sagittal", None]))
    if source.random() < 0.2:
        add("input.synthetic", "yes")
    add("class", winner)
    add("class.probability", probability)
    add("class.certainty", "high" if probability >= 0.9 else "moderate" if probability >= 0.7 else "low")
    if source.random() < 0.8 and probability < 0.95:
        add("class.second", second)
        add("class.second.probability", round(min(1 - probability, 0.95 * probability) * source.uniform(0.5, 0.9), 3))
    made = winner != "no_tumor" and source.random() < 0.9
    add("tumour.mask", "made" if made else "none")
    if made:
        _tumour(source, add)
    for method in source.sample(["gradcam", "gradcampp", "scorecam"], source.choice([1, 1, 2])):
        add(f"evidence.{method}.area", round(source.uniform(1.1, 14), 2), "% of brain")
        add(f"evidence.{method}.hemisphere", source.choice(["left", "right"]))
        if made:
            dice = round(source.uniform(0.05, 0.92), 3)
            add(f"evidence.{method}.agreement", dice)
            add(f"evidence.{method}.agreement.degree", "high" if dice >= 0.7 else "moderate" if dice >= 0.4 else "low")
    for fact_id in ABSENT:
        add(fact_id, None)
    synthetic = any(fact["id"] == "input.synthetic" for fact in facts)
    return {
        "schema_version": "1.0", "case_id": f"{number:016x}", "research_use_only": True, "synthetic": synthetic, "facts": facts,
    }  # fmt: skip


def _tumour(source: random.Random, add: Any) -> None:
    add("tumour.area", round(source.uniform(0.3, 6), 2), "% of brain")
    spaced = source.random() < 0.5
    if spaced:
        add("tumour.area.mm2", float(source.randint(110, 1900)), "mm2")
    add(
        "tumour.extent",
        round(source.uniform(11, 78), 1) if spaced else float(source.randint(15, 90)),
        "mm" if spaced else "px",
    )
    side = source.choice(["left", "right"])
    add("tumour.hemisphere", side)
    if source.random() < 0.7:
        add("tumour.hemisphere_from", "image")
        add("tumour.image_side", "left" if side == "right" else "right")
    else:
        add("tumour.hemisphere_from", "file")
    add("tumour.placement", "estimated")
    add("tumour.level", float(source.choice([-1, 1]) * source.randint(11, 60)), "mm in MNI space")
    add("tumour.level.band", float(source.randint(2, 10)), "mm in MNI space")
    names = source.sample(REGIONS, 4)
    kind = source.choice(["two", "one", "none"])
    for rank in range({"two": 2, "one": 1, "none": 0}[kind]):
        share = round(source.uniform(25, 55) if rank == 0 else source.uniform(6, 24), 1)
        add(f"tumour.region.{rank + 1}", f"{side} {names[rank]}")
        add(f"tumour.region.{rank + 1}.overlap", share, "% of mask")
        add(f"tumour.region.{rank + 1}.overlap_low", round(share * 0.6, 1), "% of mask")
        add(f"tumour.region.{rank + 1}.overlap_high", round(share * 1.35, 1), "% of mask")
    add("tumour.unnamed", 100.0 if kind == "none" else round(source.uniform(5, 40), 1), "% of mask")
    if kind == "none":
        add("tumour.nearby.1", f"{side} {names[3]}")
        add("tumour.nearby.1.distance", float(source.randint(3, 48)), "mm in MNI space")
