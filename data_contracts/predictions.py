"""What the network says of a case, from one forward pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data_contracts.cases import CLASSES
from data_contracts.names import TumourClass
from data_contracts.record import Batch, Contract, FileRef, Record

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation


class Prediction(Record):
    """Class and segmentation of one case.

    Attributes
    ----------
    probability : calibrated probability of `predicted_class`, 0 to 1.
    probabilities : the same for every class of the model.
    entropy : of the probabilities, as a share of its largest value, 0 to 1.
    certain : whether `probability` reaches `certain_from`, the model's own rule, on a slice like those of the training; both
        None where the model has no rule.
    familiarity : how strange the slice is to the model, as a share of the limit of a slice like those of its training;
        0 or more. Above 1 it passed as a brain, for instance without its skull. None where the model cannot tell.
    arrays : .npz with `<case_id>/feature_map` (h x w x channels, float16), `<case_id>/segmentation` (size x size, float16,
        probability of tumour on the network's grid) and `<case_id>/input` (size x size x 1, float16, what the network saw).
    """

    case_id: str
    predicted_class: TumourClass
    probability: float
    probabilities: dict[str, float]
    entropy: float
    probability_sum: float
    segmentation_max: float
    certain: bool | None = None
    certain_from: float | None = None
    familiarity: float | None = None
    arrays: FileRef


class Predictions(Batch):
    records: tuple[Prediction, ...] = ()


def _expectations() -> list[Expectation]:
    import great_expectations.expectations as gxe

    return [
        gxe.ExpectColumnValuesToBeInSet(column="predicted_class", value_set=list(CLASSES)),
        gxe.ExpectColumnValuesToBeBetween(column="probability", min_value=0, max_value=1),
        gxe.ExpectColumnValuesToBeBetween(column="probability_sum", min_value=0.999, max_value=1.001),
        gxe.ExpectColumnValuesToBeBetween(column="entropy", min_value=0, max_value=1),
        gxe.ExpectColumnValuesToBeBetween(column="segmentation_max", min_value=0, max_value=1),
        gxe.ExpectColumnValuesToBeBetween(column="certain_from", min_value=0, max_value=1),
        gxe.ExpectColumnValuesToBeBetween(column="familiarity", min_value=0),
    ]


CONTRACT = Contract(
    name="predict",
    key=("case_id",),
    columns=("case_id", "predicted_class", "probability", "probability_sum", "entropy", "segmentation_max"),
    expectations=_expectations,
)
