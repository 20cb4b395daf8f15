"""Collect what was measured of a case into one document of facts; what was not measured is named as not assessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal

from data_contracts.cases import Case, Cases
from data_contracts.findings import Fact, Findings, FindingsBatch
from data_contracts.heatmaps import Heatmap, Heatmaps
from data_contracts.locations import Location, Locations, NearbyRegion, RegionOverlap
from data_contracts.masks import Mask, Masks
from data_contracts.names import EVIDENCE_IDS
from data_contracts.predictions import Prediction, Predictions
from data_contracts.record import CaseError
from tasks.caching import stage
from tasks.regions import read_region

DECIMALS = {
    None: 3, "% of brain": 2, "% of mask": 1, "percentile": 1, "mm": 1, "mm2": 0, "px": 0, "mm in MNI space": 0,
}  # fmt: skip
"""The rounding rule: decimals by unit. Bare ratios are cut off, not rounded up, so that only an exact 1 reads as 1."""

CERTAINTY = ((0.9, "high"), (0.7, "moderate"), (0.0, "low"))
AGREEMENT = ((0.7, "high"), (0.4, "moderate"), (0.0, "low"))
SECOND_CLASS_FROM = 0.01
REGIONS_NAMED = 3

NOT_ASSESSED = {
    "oedema": "oedema",
    "midline_shift": "midline shift",
    "mass_effect": "mass effect",
    "enhancement": "pattern of contrast enhancement",
    "volume": "tumour volume",
    "other_lesions": "further lesions",
    "grade": "tumour grade",
    "histology": "histology",
    "prognosis": "prognosis",
    "treatment": "treatment",
    "other_sequences": "other MRI sequences",
    "contralateral": "comparison with the other side",
    "remaining_brain": "the rest of the brain",
}
"""Facts that no stage measures, on any case."""


def rounded(value: float, unit: str | None) -> float:
    """Round a measurement by the rule of its unit (`DECIMALS`).

    Examples
    --------
    >>> rounded(0.9996, None), rounded(41.26, "% of mask")
    (0.999, 41.3)
    """
    step = Decimal(1).scaleb(-DECIMALS[unit])
    return float(Decimal(repr(float(value))).quantize(step, ROUND_DOWN if unit is None else ROUND_HALF_EVEN)) + 0.0


def degree(value: float, steps: Sequence[tuple[float, str]]) -> str:
    """The word for a ratio: that of the first step it reaches."""
    return next(word for least, word in steps if value >= least)


def describe(
    case: Case,
    prediction: Prediction,
    heatmaps: Sequence[Heatmap],
    masks: Sequence[Mask],
    locations: Sequence[Location],
) -> Findings:
    """All facts of one case.

    Raises
    ------
    CaseError
        If the case has no mask of the segmentation head (neither a tumour nor its absence can be stated), or a location
        names a region that the atlas has not.
    """
    by_origin = {mask.origin: mask for mask in masks}
    places = {location.origin: location for location in locations}
    tumour = by_origin.get("segmentation")
    if tumour is None:
        raise CaseError("a mask of the segmentation head, empty or not", f"masks of {sorted(by_origin) or 'nothing'}")
    facts = [*_input(case, prediction), *_class(prediction), *_tumour(tumour, places.get("segmentation"))]
    for heatmap in heatmaps:
        facts += _evidence(heatmap, by_origin.get(heatmap.method), places.get(heatmap.method), tumour)
    facts += [_absent(fact_id, name, "none") for fact_id, name in NOT_ASSESSED.items()]
    return Findings(case_id=case.case_id, synthetic=case.synthetic, facts=tuple(facts))


def _number(fact_id: str, name: str, value: float | None, unit: str | None, origin: str) -> Fact:
    if value is None:
        return _absent(fact_id, name, origin)
    return Fact(id=fact_id, name=name, value=rounded(value, unit), unit=unit, origin=origin)


def _word(fact_id: str, name: str, value: str | None, origin: str) -> Fact:
    if value is None:
        return _absent(fact_id, name, origin)
    return Fact(id=fact_id, name=name, value=value, origin=origin)


def _absent(fact_id: str, name: str, origin: str) -> Fact:
    return Fact(id=fact_id, name=name, value=None, origin=origin, status="not assessed")


def _input(case: Case, prediction: Prediction) -> Iterator[Fact]:
    yield _word("input.plane", "plane of the slice", None if case.plane == "unknown" else case.plane, "input")
    if case.spacing_mm is None:
        yield _absent("input.spacing", "size of a pixel in mm", "input")
    name = "strangeness of the slice to the model, as a share of the limit of a slice like those of its training"
    yield _number("input.familiarity", name, prediction.familiarity, None, "network")
    if case.synthetic:
        yield _word("input.synthetic", "the image is a synthetic phantom", "yes", "input")


def _class(prediction: Prediction) -> Iterator[Fact]:
    yield _word("class", "class predicted by the network", prediction.predicted_class, "network")
    yield _number("class.probability", "probability of the predicted class", prediction.probability, None, "network")
    rule = ", ".join(f"{word} from {least:g}" for least, word in CERTAINTY)
    certainty = "low" if prediction.certain is False else degree(prediction.probability, CERTAINTY)
    yield _word("class.certainty", f"certainty ({rule}; low where the class is not certain)", certainty, "network")
    certain = None if prediction.certain is None else "yes" if prediction.certain else "no"
    yield _word("class.certain", "whether the class counts as certain by the model's rule", certain, "network")
    if prediction.certain_from is not None:
        yield _number(
            "class.certain.from",
            "least probability of a class that counts as certain",
            prediction.certain_from,
            None,
            "network",
        )
    others = {name: p for name, p in prediction.probabilities.items() if name != prediction.predicted_class}
    second = max(others, key=others.__getitem__, default=None)
    if second is not None and others[second] >= SECOND_CLASS_FROM:
        yield _word("class.second", "second most probable class", second, "network")
        yield _number("class.second.probability", "probability of the second class", others[second], None, "network")


def _tumour(mask: Mask, place: Location | None) -> Iterator[Fact]:
    yield _word(
        "tumour.mask", "tumour mask of the segmentation head", "made" if mask.area_px else "none", "segmentation"
    )
    if not mask.area_px:
        return
    yield _number("tumour.area", "area of the tumour mask", mask.area_pct, "% of brain", "segmentation")
    if mask.area_mm2 is not None:
        yield _number("tumour.area.mm2", "area of the tumour mask", mask.area_mm2, "mm2", "segmentation")
    extent, unit = (mask.extent_px, "px") if mask.extent_mm is None else (mask.extent_mm, "mm")
    yield _number("tumour.extent", "longest diameter of the tumour mask", extent, unit, "segmentation")
    if place is None or place.placement == "none":
        yield _absent("tumour.place", "place of the tumour mask in the brain", "atlas")
        return
    yield from _side(place)
    yield _word("tumour.placement", "how the slice was placed in the atlas", place.placement, "atlas")
    if place.level_mm is not None:
        yield _number("tumour.level", "level of the slice", place.level_mm, "mm in MNI space", "atlas")
        if place.level_band_mm is not None:
            name = "half-width of the band of levels that fit about as well"
            yield _number("tumour.level.band", name, place.level_band_mm, "mm in MNI space", "atlas")
    for rank, region in enumerate(place.regions[:REGIONS_NAMED], start=1):
        yield from _region(f"tumour.region.{rank}", region)
    yield _number("tumour.unnamed", "mask outside every named region", place.unnamed_pct, "% of mask", "atlas")
    for rank, near in enumerate(place.nearby[:REGIONS_NAMED], start=1):
        yield _word(f"tumour.nearby.{rank}", "named region near the tumour mask", _sided(near), "atlas")
        name = "distance from the mask's centre to that region"
        yield _number(f"tumour.nearby.{rank}.distance", name, near.distance_mm, "mm in MNI space", "atlas")


def _side(place: Location) -> Iterator[Fact]:
    name = f"hemisphere of the tumour mask{_convention(place)}"
    yield _word("tumour.hemisphere", name, place.hemisphere, "atlas")
    if place.hemisphere is None:
        return
    if place.hemisphere_from is not None:
        source = "file" if place.hemisphere_from == "affine" else "image"
        yield _word("tumour.hemisphere_from", "what tells left from right", source, "input")
    if place.hemisphere_from == "image" and place.hemisphere in ("left", "right"):
        side = "left" if place.hemisphere == "right" else "right"
        yield _word("tumour.image_side", "side of the image on which the tumour mask lies", side, "input")


def _convention(place: Location) -> str:
    if place.hemisphere_from == "image":
        return ", by radiological convention; patient side not confirmed by the file"
    return ""


def _region(stem: str, region: RegionOverlap) -> Iterator[Fact]:
    yield _word(stem, "named region under the tumour mask", _sided(region), "atlas")
    name = "share of the mask in that region"
    yield _number(f"{stem}.overlap", name, region.overlap_pct, "% of mask", "atlas")
    yield _number(f"{stem}.overlap_low", f"lowest {name} within the band", region.overlap_low_pct, "% of mask", "atlas")
    yield _number(
        f"{stem}.overlap_high", f"highest {name} within the band", region.overlap_high_pct, "% of mask", "atlas"
    )


def _sided(region: RegionOverlap | NearbyRegion) -> str:
    name = f"{region.hemisphere} {region.region}" if region.hemisphere in ("left", "right") else region.region
    try:
        read_region(name)
    except ValueError as error:
        raise CaseError("a region of the Harvard-Oxford atlas", repr(region.region)) from error
    return name


def _evidence(heatmap: Heatmap, mask: Mask | None, place: Location | None, tumour: Mask) -> Iterator[Fact]:
    stem, origin = f"evidence.{EVIDENCE_IDS[heatmap.method]}", heatmap.method
    if mask is None or heatmap.maximum <= 0 or not mask.area_px:
        yield _absent(stem, "evidence mask of the heatmap", origin)
        return
    yield _number(f"{stem}.area", "area of the evidence mask", mask.area_pct, "% of brain", origin)
    if mask.percentile is not None:
        yield _number(f"{stem}.percentile", "percentile the heatmap was cut at", mask.percentile, "percentile", origin)
    if place is not None and place.placement != "none" and place.hemisphere is not None:
        yield _word(
            f"{stem}.hemisphere", f"hemisphere of the evidence mask{_convention(place)}", place.hemisphere, "atlas"
        )
    if mask.dice_with_segmentation is not None and tumour.area_px:
        dice = mask.dice_with_segmentation
        yield _number(f"{stem}.agreement", "Dice of the evidence mask with the tumour mask", dice, None, origin)
        rule = ", ".join(f"{word} from {least:g}" for least, word in AGREEMENT)
        yield _word(f"{stem}.agreement.degree", f"agreement ({rule})", degree(dice, AGREEMENT), origin)


@stage()
def findings(
    cases: Cases, predictions: Predictions, heatmaps: Heatmaps, masks: Masks, locations: Locations
) -> FindingsBatch:
    """One findings document per case that was located."""
    case_of = {case.case_id: case for case in cases.records}
    prediction_of = {prediction.case_id: prediction for prediction in predictions.records}
    heatmaps_of, masks_of, locations_of = defaultdict(list), defaultdict(list), defaultdict(list)
    for heatmap in heatmaps.records:
        heatmaps_of[heatmap.case_id].append(heatmap)
    for mask in masks.records:
        masks_of[mask.case_id].append(mask)
    for location in locations.records:
        locations_of[location.case_id].append(location)
    documents, quarantined = [], []
    for case_id, places in locations_of.items():
        case = case_of[case_id]
        try:
            documents.append(describe(case, prediction_of[case_id], heatmaps_of[case_id], masks_of[case_id], places))
        except CaseError as error:
            quarantined.append(error.set_aside("findings", case.source, case_id))
    return FindingsBatch(records=tuple(documents), quarantined=tuple(quarantined))
