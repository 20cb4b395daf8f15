"""The clusters of a cohort that is scored: patient, given series and near-duplicates, joined along chains."""

from __future__ import annotations

from pathlib import Path

from data_contracts.cases import Cases
from data_contracts.clusters import Clusters, Member
from data_contracts.record import FileRef
from tasks.caching import stage
from tasks.duplicates import fingerprint
from tasks.grouping import given_series, joined, look_of, lookalikes, read_groups


@stage()
def clusters(cases: Cases, groups: FileRef | None) -> Clusters:
    """Number the clusters and name each by the first of its cases in the order of names.

    Parameters
    ----------
    groups : a table as `tasks.grouping.read_groups` reads it, or None.

    Raises
    ------
    ValueError, ContractBroken
        As `read_groups` and `given_series` do.
    """
    members = sorted(cases.records, key=lambda case: case.case_id)
    series, absent = given_series(members, read_groups(Path(groups.path)) if groups else {})
    looks = [look_of(case) for case in members]
    numbers = joined(
        lookalikes(looks), [look.image_sha256 for look in looks], [case.group_id for case in members], series
    )
    first: dict[int, str] = {}
    return Clusters(
        records=tuple(
            Member(
                case_id=case.case_id,
                group_id=first.setdefault(int(number), case.case_id),
                fingerprint=fingerprint(look.image_sha256, look.arrays[1:]),
            )
            for case, look, number in zip(members, looks, numbers, strict=True)
        ),
        absent=absent,
    )
