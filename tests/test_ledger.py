"""How many cases may be set aside before a run has failed."""

from __future__ import annotations

import pytest
from prefect import flow

from data_contracts.cases import Source, Sources
from data_contracts.clusters import CONTRACT, Clusters, Member
from data_contracts.fingerprints import Fingerprint
from data_contracts.record import FileRef, Quarantined
from data_contracts.settings import RunSettings
from flows.stages import AllSetAside, Ledger, TooManyQuarantined

VOLUME = Source(name="volume.nii", files=(FileRef(path="volume.nii", sha256="0" * 64),), format="nifti")
PICTURE = Fingerprint(image_sha256="0" * 64, difference_hash="0" * 64, mirrored_hash="0" * 64)


def batch(left: range, aside: range) -> Clusters:
    """What a stage made of the slices of one volume."""
    return Clusters(
        records=tuple(Member(case_id=f"{number:016x}", group_id="g", fingerprint=PICTURE) for number in left),
        quarantined=tuple(
            Quarantined(source="s", stage="predict", expected="a brain", got="none", case_id=f"{number:016x}")
            for number in aside
        ),
    )


@pytest.mark.usefixtures("prefect_home")
def test_slices_of_one_volume_count_singly_against_the_share_allowed() -> None:
    @flow
    def run() -> int:
        ledger = Ledger(RunSettings(largest_quarantined_share=0.5), Sources(records=(VOLUME,)))
        ledger.passed(CONTRACT, [batch(range(10), range(0))])
        ledger.passed(CONTRACT, [batch(range(6), range(6, 10))])
        with pytest.raises(TooManyQuarantined, match="60% of the cases"):
            ledger.passed(CONTRACT, [batch(range(4), range(4, 6))])
        return len(ledger.quarantined)

    assert run() == 6


@pytest.mark.usefixtures("prefect_home")
@pytest.mark.parametrize(("allowed", "error"), [(1.0, AllSetAside), (0.9, TooManyQuarantined)])
def test_a_run_of_which_nothing_is_left_has_failed_only_where_that_is_not_allowed(
    allowed: float, error: type[Exception]
) -> None:
    @flow
    def run() -> None:
        ledger = Ledger(RunSettings(largest_quarantined_share=allowed), Sources(records=(VOLUME,)))
        ledger.passed(CONTRACT, [batch(range(3), range(0))])
        ledger.passed(CONTRACT, [batch(range(0), range(3))])

    with pytest.raises(error):
        run()
