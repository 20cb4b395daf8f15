"""Which cases of a scored cohort err together."""

from __future__ import annotations

from data_contracts.fingerprints import Fingerprint
from data_contracts.record import Batch, Contract, Record


class Member(Record):
    """A case, the cluster that intervals resample as a whole, and by what its picture is recognised."""

    case_id: str
    group_id: str
    fingerprint: Fingerprint


class Clusters(Batch):
    """`absent` names the file stems of the groups table that no case has."""

    records: tuple[Member, ...] = ()
    absent: tuple[str, ...] = ()


CONTRACT = Contract(name="clusters", key=("case_id",), columns=("case_id", "group_id"), expectations=list)
