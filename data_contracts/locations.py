"""Where in the brain a mask lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from data_contracts.masks import MaskOrigin
from data_contracts.names import Hemisphere
from data_contracts.record import Batch, Contract, Record

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation

Placement = Literal["affine", "estimated", "none"]

TEMPLATE_LENGTH_MM = 233
"""Longest side of the template: a band reaches no further. A slice that fits anywhere has a band of nearly that."""


class RegionOverlap(Record):
    """Share of the mask in one Harvard-Oxford region: best estimate, and range over the placements in the band.

    `hemisphere` is None where the side is not known: on a sagittal slice.
    """

    region: str
    hemisphere: Hemisphere | None
    atlas: Literal["cortical", "subcortical"]
    overlap_pct: float
    overlap_low_pct: float
    overlap_high_pct: float


class NearbyRegion(Record):
    """A named region near a mask, with the distance from the mask's centre to the region's nearest voxel."""

    region: str
    hemisphere: Hemisphere | None
    distance_mm: float


class Location(Record):
    """A mask placed in MNI space.

    Attributes
    ----------
    placement : "affine" when the file says where the slice lies in MNI space, "estimated" when the slice was fitted
        to the template, "none" when there is no mask, no plane to place it by, or the mask lies far
        outside the brain.
    x_mm, y_mm, z_mm : centre of the mask; `x_mm` is None where the side is not known.
    level_mm, level_band_mm : MNI coordinate along the slice normal (of a sagittal slice the distance from the midline),
        and how far the band of levels that fit about as well reaches from it.
    hemisphere_from : "affine" when the file tells left from right, else "image": the image's left is taken for the
        patient's right (radiological convention), and the text must say so.
    unnamed_pct : share of the mask outside every named region.
    nearby : nearest named regions, when the mask's centre has none.
    """

    case_id: str
    origin: MaskOrigin
    placement: Placement
    template: str = "MNI152NLin2009aSym"
    x_mm: float | None = None
    y_mm: float | None = None
    z_mm: float | None = None
    level_mm: float | None = None
    level_band_mm: float | None = None
    fit: float | None = None
    hemisphere: Hemisphere | None = None
    hemisphere_from: Literal["affine", "image"] | None = None
    unnamed_pct: float | None = None
    regions: tuple[RegionOverlap, ...] = ()
    nearby: tuple[NearbyRegion, ...] = ()


class Locations(Batch):
    records: tuple[Location, ...] = ()


def _expectations() -> list[Expectation]:
    import great_expectations.expectations as gxe

    return [
        gxe.ExpectColumnValuesToBeInSet(column="placement", value_set=list(get_args(Placement))),
        gxe.ExpectColumnValuesToBeInSet(column="hemisphere", value_set=list(get_args(Hemisphere))),
        gxe.ExpectColumnValuesToBeBetween(column="x_mm", min_value=-100, max_value=100),
        gxe.ExpectColumnValuesToBeBetween(column="y_mm", min_value=-150, max_value=110),
        gxe.ExpectColumnValuesToBeBetween(column="z_mm", min_value=-110, max_value=120),
        gxe.ExpectColumnValuesToBeBetween(column="unnamed_pct", min_value=0, max_value=100),
        gxe.ExpectColumnValuesToBeBetween(column="level_band_mm", min_value=0, max_value=TEMPLATE_LENGTH_MM),
    ]


CONTRACT = Contract(
    name="atlas",
    key=("case_id", "origin"),
    columns=("case_id", "origin", "placement", "template"),
    expectations=_expectations,
)
