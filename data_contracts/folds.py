"""Which case serves for what in training."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from data_contracts.names import TumourClass
from data_contracts.record import Batch, Contract, Record

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation

Part = Literal["train", "validation", "test"]


class Fold(Record):
    """A labelled case, its group and its place: all cases of one group have the same `fold`."""

    case_id: str
    source: str
    image_sha256: str
    tumour_class: TumourClass
    group_id: str
    fold: int
    part: Part


class Folds(Batch):
    records: tuple[Fold, ...] = ()


def _expectations() -> list[Expectation]:
    import great_expectations.expectations as gxe

    return [
        gxe.ExpectColumnValuesToBeInSet(column="part", value_set=["train", "validation", "test"]),
        gxe.ExpectColumnValuesToBeBetween(column="fold", min_value=0),
    ]


CONTRACT = Contract(
    name="split",
    key=("case_id",),
    columns=("case_id", "image_sha256", "tumour_class", "group_id", "fold", "part"),
    expectations=_expectations,
)
