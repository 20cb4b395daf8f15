"""What a scored cohort resamples together: copies, patients and given series, joined along chains."""

import numpy as np
import pytest
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings

from data_contracts.cases import Case, Cases
from data_contracts.record import FileRef
from tasks.caching import write_arrays
from tasks.clusters import clusters
from tasks.contracts import ContractBroken


def picture(seed):
    coarse = np.random.default_rng(seed).uniform(20, 230, (6, 5))
    return np.kron(coarse, np.ones((8, 8))).astype(np.uint8)


@pytest.fixture
def cohort(tmp_path):
    """Six slices: 1 mirrors 0; 2 and 3 are of one patient; 4 and 5 stand alone."""
    images = [picture(0), picture(0)[:, ::-1], *(picture(seed) for seed in range(1, 5))]
    patients = [None, None, "patient", "patient", None, None]
    with temporary_settings({PREFECT_LOCAL_STORAGE_PATH: tmp_path}):
        arrays = write_arrays("ingest", {f"{i:016x}/image": image for i, image in enumerate(images)})
        yield Cases(
            records=tuple(
                Case(
                    case_id=f"{i:016x}",
                    source=f"slice{i}.png",
                    input=FileRef(path=f"slice{i}.png", sha256="0" * 64),
                    height_px=image.shape[0],
                    width_px=image.shape[1],
                    group_id=patient,
                    head_box=(0, 0, *image.shape),
                    head_pct=50,
                    contrast=100,
                    arrays=arrays,
                )
                for i, (image, patient) in enumerate(zip(images, patients, strict=True))
            )
        )


def together(made):
    members = {}
    for member in made.records:
        members.setdefault(member.group_id, []).append(int(member.case_id, 16))
    return sorted(sorted(each) for each in members.values())


def table(tmp_path, *rows):
    path = tmp_path / "groups.csv"
    path.write_text("\n".join(["file_stem,series", *rows]) + "\n")
    return FileRef.of(path)


def test_copies_and_patients_are_together_and_the_order_plays_no_part(cohort):
    made = clusters.fn(cohort, None)
    assert together(made) == [[0, 1], [2, 3], [4], [5]]
    turned = cohort.model_copy(update={"records": cohort.records[::-1]})
    assert clusters.fn(turned, None).records == made.records


def test_a_groups_table_joins_across_copies_and_patients(cohort, tmp_path):
    made = clusters.fn(cohort, table(tmp_path, "slice1,s1", "slice3,s1", "slice4,s2", "other,s2"))
    assert together(made) == [[0, 1, 2, 3], [4], [5]]
    assert made.absent == ("other",)


def test_a_table_that_names_no_case_ends_the_run(cohort, tmp_path):
    with pytest.raises(ContractBroken, match="none of its 1"):
        clusters.fn(cohort, table(tmp_path, "other,s1"))
