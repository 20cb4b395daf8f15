"""Which case serves for what in training, and the gate that no leak passes."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from data_contracts.names import Part, Plane, SplitBy, TumourClass
from data_contracts.record import Batch, Contract, Record

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.expectations.expectation import Expectation


class Fold(Record):
    """A labelled case, what it belongs to, and its place.

    Attributes
    ----------
    image_sha256, mask_sha256 : of the decoded pixels; equal for equal pictures in files that differ.
    cluster_id : near-duplicates of one another, mirrored ones included, whatever the split keeps together.
    split_by, group_id : what the split kept together: all cases of one group have the same `fold`.
    part : what the fold serves for. "test" is the locked fold.
    """

    case_id: str
    source: str
    image_sha256: str
    mask_sha256: str | None = None
    tumour_class: TumourClass
    plane: Plane = "unknown"
    cluster_id: str
    split_by: SplitBy
    group_id: str
    fold: int
    part: Part


class Folds(Batch):
    """`absent` names the file stems of the groups table that no case has."""

    records: tuple[Fold, ...] = ()
    absent: tuple[str, ...] = ()


def _beside_the_others(frame: pd.DataFrame) -> pd.DataFrame:
    """In which parts each row's picture, cluster and group lie, and how many masks and classes its picture has."""
    added = {
        f"parts_of_{name}": frame.groupby(column, dropna=False)["part"].transform(
            lambda parts: ", ".join(sorted(set(map(str, parts))))
        )
        for name, column in (("picture", "image_sha256"), ("cluster", "cluster_id"), ("group", "group_id"))
    }
    pictures = frame.groupby("image_sha256", dropna=False)
    return frame.assign(
        **added,
        masks_of_picture=pictures["mask_sha256"].transform("nunique"),
        classes_of_picture=pictures["tumour_class"].transform("nunique"),
    )


def _expectations() -> list[Expectation]:
    import great_expectations.expectations as gxe

    return [
        gxe.ExpectColumnValuesToBeInSet(column="part", value_set=list(get_args(Part))),
        gxe.ExpectColumnValuesToBeBetween(column="fold", min_value=0),
        gxe.ExpectColumnValuesToBeBetween(column="masks_of_picture", max_value=1),
        gxe.ExpectColumnValuesToBeBetween(column="classes_of_picture", max_value=1),
    ]


def _no_leak() -> list[Expectation]:
    import great_expectations.expectations as gxe

    return [
        gxe.ExpectColumnValuesToBeInSet(column="split_by", value_set=["series", "clusters"]),
        *(
            gxe.ExpectColumnValuesToMatchRegex(column=f"parts_of_{name}", regex=r"^[^,]*$")
            for name in ("picture", "cluster", "group")
        ),
    ]


CONTRACT = Contract(
    name="split",
    key=("case_id",),
    columns=("case_id", "image_sha256", "tumour_class", "cluster_id", "split_by", "group_id", "fold", "part"),
    expectations=_expectations,
    derived=_beside_the_others,
    fatal=_no_leak,
)
