"""Binary masks on the slice's own grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from data_contracts.names import CamMethod
from data_contracts.record import Batch, Contract, FileRef, Record

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation

MaskOrigin = Literal["segmentation", CamMethod]


class Mask(Record):
    """A mask from the segmentation head (`origin="segmentation"`) or from one heatmap.

    Attributes
    ----------
    percentile : of the heatmap inside the brain mask, for a mask made from a heatmap.
    threshold : value the map had to exceed.
    area_px, area_pct : size in px and in % of the brain mask.
    area_mm2, extent_mm : only where the file gives a pixel spacing.
    extent_px : longest diameter of the mask in px (maximum Feret).
    centroid_row_px, centroid_col_px : None for an empty mask.
    dice_with_segmentation : agreement of a heatmap's mask with the segmentation head's mask of the same case.
    arrays : .npz with `<case_id>/<origin>` and `<case_id>/brain` (height x width, bool).
    """

    case_id: str
    origin: MaskOrigin
    percentile: float | None = None
    threshold: float
    brain_px: int
    area_px: int
    area_pct: float
    area_mm2: float | None = None
    extent_px: float | None = None
    extent_mm: float | None = None
    centroid_row_px: float | None = None
    centroid_col_px: float | None = None
    dice_with_segmentation: float | None = None
    arrays: FileRef


class Masks(Batch):
    records: tuple[Mask, ...] = ()


def _expectations() -> list[Expectation]:
    import great_expectations.expectations as gxe

    return [
        gxe.ExpectColumnValuesToBeInSet(column="origin", value_set=list(get_args(MaskOrigin))),
        gxe.ExpectColumnValuesToBeBetween(column="brain_px", min_value=1),
        gxe.ExpectColumnValuesToBeBetween(column="area_px", min_value=0),
        gxe.ExpectColumnValuesToBeBetween(column="area_pct", min_value=0, max_value=100),
        gxe.ExpectColumnValuesToBeBetween(column="percentile", min_value=50, max_value=100),
    ]


CONTRACT = Contract(
    name="threshold",
    key=("case_id", "origin"),
    columns=("case_id", "origin", "threshold", "brain_px", "area_px", "area_pct"),
    expectations=_expectations,
)
