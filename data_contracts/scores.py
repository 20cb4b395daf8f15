"""How good a case and a cohort came out, where the truth is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from data_contracts.names import Plane, TumourClass
from data_contracts.record import Batch, Contract, Record

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation


class Score(Record):
    """One case against its truth. `dice` and `iou` are of the segmentation head's mask, `cam_*` of each heatmap's mask.

    Overlap is None where the true mask is not known; two empty masks agree (1.0). `mask_px` and `truth_px` are areas
    of the segmentation head's mask and of the true one: 0 for a healthy slice, None where it is not known.
    `group_id` names the patient, series or near-duplicate cluster that errs together; None is a case on its own.
    """

    case_id: str
    group_id: str | None = None
    plane: Plane
    tumour_class: TumourClass | None
    predicted_class: TumourClass
    probabilities: dict[str, float]
    dice: float | None = None
    iou: float | None = None
    hausdorff_distance_95_px: float | None = None
    hausdorff_distance_95_mm: float | None = None
    mask_px: int = 0
    truth_px: int | None = None
    cam_dice: dict[str, float] = Field(default_factory=dict)
    cam_iou: dict[str, float] = Field(default_factory=dict)


class Scores(Batch):
    records: tuple[Score, ...] = ()


SMALLEST_CLUSTERS = 5
"""Five clusters have 126 different resamples; with fewer, the tails of 2.5 % are single resamples: no interval."""


class Metric(Record):
    """One number over one group of cases, and its 95 % interval; bounds are None for fewer than `SMALLEST_CLUSTERS`."""

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int


Metrics = dict[str, dict[str, Metric]]


def _expectations() -> list[Expectation]:
    import great_expectations.expectations as gxe

    return [
        gxe.ExpectColumnValuesToBeBetween(column="dice", min_value=0, max_value=1),
        gxe.ExpectColumnValuesToBeBetween(column="iou", min_value=0, max_value=1),
        gxe.ExpectColumnValuesToBeBetween(column="mask_px", min_value=0),
    ]


CONTRACT = Contract(
    name="evaluate",
    key=("case_id",),
    columns=("case_id", "plane", "predicted_class", "mask_px"),
    expectations=_expectations,
)
