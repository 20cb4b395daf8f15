"""Saliency of the class score over the slice."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from data_contracts.cases import CLASSES
from data_contracts.names import CamMethod, TumourClass
from data_contracts.record import Batch, Contract, FileRef, Record

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation


class Heatmap(Record):
    """One class activation map.

    Attributes
    ----------
    target_class : the class whose logit is explained.
    minimum, maximum, mean : of the map before it is normalised to [0, 1]; a map that is zero everywhere explains nothing.
    arrays : .npz with `<case_id>/<method>` (h x w of the feature map, float32, normalised to [0, 1]).
    """

    case_id: str
    method: CamMethod
    target_class: TumourClass
    minimum: float
    maximum: float
    mean: float
    arrays: FileRef


class Heatmaps(Batch):
    records: tuple[Heatmap, ...] = ()


def _expectations() -> list[Expectation]:
    import great_expectations.expectations as gxe

    return [
        gxe.ExpectColumnValuesToBeInSet(column="method", value_set=list(get_args(CamMethod))),
        gxe.ExpectColumnValuesToBeInSet(column="target_class", value_set=list(CLASSES)),
        gxe.ExpectColumnValuesToBeBetween(column="minimum", min_value=0),
        gxe.ExpectColumnValuesToBeBetween(column="maximum", min_value=0),
    ]


CONTRACT = Contract(
    name="cam",
    key=("case_id", "method"),
    columns=("case_id", "method", "target_class", "minimum", "maximum", "mean"),
    expectations=_expectations,
)
