"""Masks on the slice's own grid: the segmentation head's, and one from each heatmap.

A heatmap has no natural cut, and tumours differ a hundredfold in size, so its percentile adapts to the map:

1. the hot part of the brain is what lies above `hot_share` of the map's range inside the brain mask;
2. the share of the brain that is not hot, in %, is the percentile;
3. it is clipped to [low_percentile, high_percentile], the range that tumours of the BRISC training data fill;
4. what lies strictly above the value at that percentile is kept, so a constant map keeps nothing;
5. opening and closing, then the largest component.

The maps of a network that looks where it sees a tumour lie on it, so the share was chosen by the Dice of the masks on the 197
tumour slices of the shipped model's validation part (docs/measurements.md): 0.745 for Grad-CAM++ at 35 %, 0.411 at 80 %, which
had suited the diffuse maps of an earlier network. Percentiles from the map's concentration, (sum v^2)^2 / sum v^4, or from the
part that holds a fixed share of its sum were no better: 0.742 and 0.660 at their best. The price: a broad background is kept
once it reaches 35 % of the range, where it could reach 80 % before; the lower bound of the percentile limits what is lost.
"""

from __future__ import annotations

import numpy as np
from skimage import measure
from skimage.morphology import closing, disk, opening

from data_contracts.cases import Case, Cases
from data_contracts.heatmaps import Heatmap, Heatmaps
from data_contracts.masks import Mask, MaskOrigin, Masks
from data_contracts.predictions import Prediction, Predictions
from data_contracts.record import CaseError, FileRef, Quarantined
from data_contracts.settings import ThresholdSettings
from tasks.caching import read_array, stage, write_arrays
from tasks.framing import brain_mask, from_square, head_mask
from tasks.overlap import dice_of

CLEANING_SHARE = 0.0075
"""Radius of opening and closing as a share of the square root of the brain's area: 1 px on a slice of 256 px."""


def threshold_adaptive_percentile(
    heatmap: np.ndarray,
    brain_mask: np.ndarray,
    low: float,
    high: float,
    hot_share: float = ThresholdSettings().hot_share,
) -> tuple[float, float]:
    """Where to cut a heatmap: a share of its range inside the brain, as a percentile in [low, high].

    Parameters
    ----------
    heatmap : (h, w), any unit.
    brain_mask : (h, w) bool; values outside it have no say.
    low, high : bounds of the percentile, 0 to 100.
    hot_share : of the map's range inside the brain, 0 to 1: what lies above is hot.

    Returns
    -------
    threshold : value that a pixel has to exceed (`heatmap > threshold`). The largest value, and percentile 100, where
        the map is constant inside the brain or the brain mask is empty.
    percentile : of the values inside the brain mask that lie at or below the threshold.

    Raises
    ------
    ValueError
        If the bounds are not 0 <= low <= high <= 100.

    Examples
    --------
    >>> heatmap = np.zeros((10, 20)); heatmap[4:6, 7:10] = 1.0
    >>> threshold, percentile = threshold_adaptive_percentile(heatmap, np.ones((10, 20), dtype=bool), 90, 99.5)
    >>> int((heatmap > threshold).sum()), percentile
    (6, 97.0)
    """
    if not 0 <= low <= high <= 100:
        raise ValueError(f"expected 0 <= low <= high <= 100, got low={low}, high={high}")
    values = heatmap[brain_mask]
    if values.size == 0 or values.min() == values.max():
        return float(heatmap.max()), 100.0
    cut = values.min() + hot_share * (values.max() - values.min())
    percentile = float(np.clip(100 * np.mean(values <= cut), low, high))
    return float(np.percentile(values, percentile, method="lower")), percentile


def main_component(mask: np.ndarray, brain_px: int, smallest_area_pct: float) -> np.ndarray:
    """The largest component of a mask after opening and closing with a disc in proportion to the brain.

    Returns
    -------
    (h, w) bool; all False where no component reaches `smallest_area_pct` of the brain.
    """
    disc = disk(round(CLEANING_SHARE * brain_px**0.5))
    cleaned = closing(opening(mask, disc), disc)
    labels: np.ndarray = measure.label(cleaned, connectivity=1)
    sizes = np.bincount(labels.ravel())[1:]
    if sizes.size == 0 or 100 * sizes.max() < smallest_area_pct * brain_px:
        return np.zeros(mask.shape, dtype=bool)
    largest: np.ndarray = labels == 1 + int(np.argmax(sizes))
    return largest


def measured(
    case: Case,
    origin: MaskOrigin,
    mask: np.ndarray,
    brain: np.ndarray,
    *,
    threshold: float,
    percentile: float | None = None,
    dice_with_segmentation: float | None = None,
    arrays: FileRef,
) -> Mask:
    """The record of a mask: sizes in px and % of the brain, in mm where the case has a pixel spacing."""
    area_px, brain_px = int(mask.sum()), int(brain.sum())
    geometry: dict[str, float] = {}
    if area_px:
        region = measure.regionprops(mask.astype(np.uint8))[0]
        row, column = region.centroid
        geometry = {
            "extent_px": float(region.feret_diameter_max),
            "centroid_row_px": float(row),
            "centroid_col_px": float(column),
        }
        if case.spacing_mm is not None:
            scaled = measure.regionprops(mask.astype(np.uint8), spacing=case.spacing_mm)[0]
            geometry["extent_mm"] = float(scaled.feret_diameter_max)
    if case.spacing_mm is not None:
        geometry["area_mm2"] = area_px * case.spacing_mm[0] * case.spacing_mm[1]
    return Mask(
        case_id=case.case_id,
        origin=origin,
        percentile=percentile,
        threshold=threshold,
        brain_px=brain_px,
        area_px=area_px,
        area_pct=100 * area_px / brain_px,
        dice_with_segmentation=dice_with_segmentation,
        arrays=arrays,
        **geometry,
    )


def segmentation_mask(
    probability: np.ndarray, head: np.ndarray, brain_px: int, prediction: Prediction, settings: ThresholdSettings
) -> np.ndarray:
    """The tumour mask from the segmentation head's probability on the slice's grid.

    Returns
    -------
    (h, w) bool inside the head; all False where the predicted class is "no_tumor".
    """
    if prediction.predicted_class == "no_tumor":
        return np.zeros(probability.shape, dtype=bool)
    likely = (probability > settings.segmentation_probability) & head
    component: np.ndarray = main_component(likely, brain_px, settings.smallest_area_pct) & head
    return component


def case_masks(
    case: Case, prediction: Prediction, heatmaps: list[Heatmap], settings: ThresholdSettings
) -> tuple[Mask, ...]:
    """All masks of one case: the segmentation head's first, then one per heatmap.

    A heatmap of the class "no_tumor" is cut like any other, but shows no tumour: its mask is not compared with the
    segmentation's.

    Raises
    ------
    CaseError
        If the brain mask of the slice is empty.
    """
    image = read_array(case.arrays, f"{case.case_id}/image")
    brain, head = brain_mask(image), head_mask(image)
    if not brain.any():
        raise CaseError("a slice with brain inside the skull", "an empty brain mask")
    brain_px = int(brain.sum())

    def on_slice(reference: FileRef, name: str) -> np.ndarray:
        square = read_array(reference, f"{case.case_id}/{name}").astype(np.float32)
        return from_square(square, case.head_box, image.shape)

    probability = on_slice(prediction.arrays, "segmentation")
    tumour = segmentation_mask(probability, head, brain_px, prediction, settings)
    masks: dict[MaskOrigin, np.ndarray] = {"segmentation": tumour}
    cuts: dict[str, tuple[float, float]] = {}
    for heatmap in heatmaps:
        values = on_slice(heatmap.arrays, heatmap.method)
        cut = threshold_adaptive_percentile(
            values, brain, settings.low_percentile, settings.high_percentile, settings.hot_share
        )
        hot = main_component((values > cut[0]) & brain, brain_px, settings.smallest_area_pct)
        masks[heatmap.method], cuts[heatmap.method] = hot & brain, cut

    arrays = write_arrays(
        "threshold",
        {f"{case.case_id}/brain": brain} | {f"{case.case_id}/{origin}": mask for origin, mask in masks.items()},
    )
    records = [
        measured(case, "segmentation", tumour, brain, threshold=settings.segmentation_probability, arrays=arrays)
    ]
    for heatmap in heatmaps:
        mask = masks[heatmap.method]
        threshold_value, percentile = cuts[heatmap.method]
        records.append(
            measured(
                case,
                heatmap.method,
                mask,
                brain,
                threshold=threshold_value,
                percentile=percentile,
                dice_with_segmentation=None if heatmap.target_class == "no_tumor" else dice_of(mask, tumour),
                arrays=arrays,
            )
        )
    return tuple(records)


@stage()
def threshold(cases: Cases, predictions: Predictions, heatmaps: Heatmaps | None, settings: ThresholdSettings) -> Masks:
    """Cut every case's maps into masks; without heatmaps (None) the segmentation head's mask alone."""
    case_of = {case.case_id: case for case in cases.records}
    prediction_of = {prediction.case_id: prediction for prediction in predictions.records}
    maps_of: dict[str, list[Heatmap]] = {case_id: [] for case_id in prediction_of} if heatmaps is None else {}
    for heatmap in heatmaps.records if heatmaps else ():
        maps_of.setdefault(heatmap.case_id, []).append(heatmap)

    records: list[Mask] = []
    quarantined: list[Quarantined] = []
    for case_id, maps in maps_of.items():
        case = case_of[case_id]
        try:
            records.extend(case_masks(case, prediction_of[case_id], maps, settings))
        except CaseError as error:
            quarantined.append(error.set_aside("threshold", case.source, case_id))
    return Masks(records=tuple(records), quarantined=tuple(quarantined))
