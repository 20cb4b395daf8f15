"""Findings of varied made-up cases, through the project's own findings stage. No image and no patient behind them.

Each case draws its class, how sure the network is, how strange the slice is to it, plane, pixel spacing, synthetic or not,
mask or none, placement, side, level, regions of the atlas, and one to three kinds of saliency. The same seed gives the same
cases.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import get_args

from data_contracts.cases import CLASSES, Case
from data_contracts.findings import Findings
from data_contracts.heatmaps import Heatmap
from data_contracts.locations import Location, NearbyRegion, RegionOverlap
from data_contracts.masks import Mask, MaskOrigin
from data_contracts.names import CamMethod, Hemisphere, Plane
from data_contracts.predictions import Prediction
from data_contracts.record import FileRef
from tasks.atlas import Label, load_atlas
from tasks.findings import describe

NO_FILE = FileRef(path="none", sha256="0" * 64)
BRAIN_PX = 20_000
CERTAIN_FROM = 0.905
"""Of the shipped model, to three decimals."""


def varied_findings(count: int, seed: int) -> list[Findings]:
    """`count` findings documents, all different."""
    labels = load_atlas().labels
    return [_case(random.Random(f"{seed} {number}"), f"{number:016x}", labels) for number in range(count)]  # noqa: S311


def _case(rng: random.Random, case_id: str, labels: Sequence[Label]) -> Findings:
    plane: Plane = rng.choice(get_args(Plane))
    spacing = rng.choice((None, (0.5, 0.5), (0.9, 0.9), (1.0, 1.0)))
    methods: list[CamMethod] = rng.sample(get_args(CamMethod), rng.choice((1, 1, 2, 3)))
    prediction = _prediction(rng, case_id)
    has_mask = prediction.predicted_class != "no_tumor" and rng.random() < 0.95
    tumour = _mask(rng, case_id, "segmentation", spacing, empty=not has_mask)
    place = _place(rng, case_id, plane, labels, placed=has_mask and plane != "unknown" and rng.random() < 0.95)
    masks, maps, places = [tumour], [], [place]
    for method in methods:
        silent = rng.random() < 0.05
        maps.append(
            Heatmap(
                case_id=case_id, method=method, target_class=prediction.predicted_class, minimum=0.0,
                maximum=0.0 if silent else rng.uniform(0.5, 9), mean=0.1, arrays=NO_FILE,
            )
        )  # fmt: skip
        masks.append(_mask(rng, case_id, method, spacing, empty=silent))
        places.append(
            _place(rng, case_id, plane, labels, placed=plane != "unknown").model_copy(update={"origin": method})
        )
    case = Case(
        case_id=case_id, source="none", input=NO_FILE, height_px=256, width_px=256, plane=plane, spacing_mm=spacing,
        synthetic=rng.random() < 0.2, head_box=(0, 0, 256, 256), head_pct=50.0, contrast=100.0, arrays=NO_FILE,
    )  # fmt: skip
    return describe(case, prediction, maps, masks, places)


def _prediction(rng: random.Random, case_id: str) -> Prediction:
    """From sure to nearly a guess."""
    likely, *others = rng.sample(CLASSES, len(CLASSES))
    probability = rng.choice((rng.uniform(0.9, 1), rng.uniform(0.7, 0.9), rng.uniform(0.4, 0.7)))
    shares = [rng.random() ** 3 for _ in others]
    rest = (1 - probability) / sum(shares)
    probabilities = {likely: probability} | {name: share * rest for name, share in zip(others, shares, strict=True)}
    named = max(probabilities, key=probabilities.__getitem__)
    familiarity = _familiarity(case_id)
    return Prediction(
        case_id=case_id, predicted_class=named, probability=probabilities[named], probabilities=dict(probabilities),
        entropy=0.5, probability_sum=1.0, segmentation_max=0.9, familiarity=familiarity, certain_from=CERTAIN_FROM,
        certain=probabilities[named] >= CERTAIN_FROM and familiarity <= 1, arrays=NO_FILE,
    )  # fmt: skip


def _familiarity(case_id: str) -> float:
    """One in ten is stranger than the slices of the training. Drawn apart, so that all else of a seed stays as it was."""
    rng = random.Random(f"familiarity {case_id}")  # noqa: S311
    return rng.uniform(1, 1.5) if rng.random() < 0.1 else rng.uniform(0, 1)


def _mask(
    rng: random.Random, case_id: str, origin: MaskOrigin, spacing: tuple[float, float] | None, empty: bool
) -> Mask:
    area = 0 if empty else int(rng.lognormvariate(5.5, 1)) + 5
    longest = None if empty else 1.3 * area**0.5
    return Mask(
        case_id=case_id, origin=origin, threshold=0.5, brain_px=BRAIN_PX, area_px=area, area_pct=100 * area / BRAIN_PX,
        area_mm2=None if spacing is None else area * spacing[0] * spacing[1],
        extent_px=longest, extent_mm=None if spacing is None or longest is None else longest * spacing[0],
        percentile=None if origin == "segmentation" else rng.uniform(95, 99.5),
        dice_with_segmentation=None if origin == "segmentation" or empty else rng.random(),
        arrays=NO_FILE,
    )  # fmt: skip


def _place(rng: random.Random, case_id: str, plane: Plane, labels: Sequence[Label], placed: bool) -> Location:
    if not placed:
        return Location(case_id=case_id, origin="segmentation", placement="none")
    from_file = rng.random() < 0.4
    side: Hemisphere | None = rng.choice(get_args(Hemisphere))
    if plane == "sagittal" and not from_file:
        side = None
    fitting = [label for label in labels if side not in ("left", "right") or label.hemisphere in (side, "midline")]
    named = rng.sample(fitting, rng.choice((0, 1, 1, 2, 3)))
    shares = sorted((rng.uniform(1, 90 / len(named)) for _ in named), reverse=True)
    regions = tuple(
        RegionOverlap(
            region=label.region, hemisphere=label.hemisphere if side else None, atlas=label.atlas, overlap_pct=share,
            overlap_low_pct=share * rng.uniform(0.3, 1), overlap_high_pct=min(100.0, share * rng.uniform(1, 2)),
        )
        for label, share in zip(named, shares, strict=True)
    )  # fmt: skip
    beside = rng.sample(fitting, 0 if named else 3)
    near = tuple(
        NearbyRegion(region=label.region, hemisphere=label.hemisphere if side else None, distance_mm=distance)
        for label, distance in zip(beside, sorted(rng.uniform(1, 30) for _ in beside), strict=True)
    )
    return Location(
        case_id=case_id, origin="segmentation", placement="affine" if from_file else "estimated",
        level_mm=rng.uniform(-45, 70), level_band_mm=None if from_file else rng.choice((4.0, 8.0, 24.0)),
        hemisphere=side, hemisphere_from=None if side is None else "affine" if from_file else "image",
        unnamed_pct=100 - sum(shares), regions=regions, nearby=near,
    )  # fmt: skip
