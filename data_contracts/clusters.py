"""Which cases of a scored cohort err together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data_contracts.fingerprints import Fingerprint
from data_contracts.record import Batch, Contract, Record

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.expectations.expectation import Expectation


class Member(Record):
    """A case, the cluster that intervals resample as a whole, and by what its picture is recognised."""

    case_id: str
    group_id: str
    fingerprint: Fingerprint

    def row(self) -> dict[str, Any]:
        """The scalar fields and the picture's digest."""
        return super().row() | {"image_sha256": self.fingerprint.image_sha256}


class Clusters(Batch):
    """`absent` names the file stems of the groups table that no case has."""

    records: tuple[Member, ...] = ()
    absent: tuple[str, ...] = ()


def _beside_the_others(frame: pd.DataFrame) -> pd.DataFrame:
    """In how many groups each row's picture lies."""
    return frame.assign(groups_of_picture=frame.groupby("image_sha256")["group_id"].transform("nunique"))


def _one_draw_each() -> list[Expectation]:
    """A picture in two groups would be drawn twice as if it were two: every interval would be too narrow."""
    import great_expectations.expectations as gxe

    return [gxe.ExpectColumnValuesToBeBetween(column="groups_of_picture", max_value=1)]


CONTRACT = Contract(
    name="clusters",
    key=("case_id",),
    columns=("case_id", "group_id", "image_sha256"),
    expectations=list,
    derived=_beside_the_others,
    fatal=_one_draw_each,
)
