"""Cases into folds: what is kept together, and that every class is in every part."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings
from pydantic import ValidationError

from data_contracts.cases import Case, Cases, Sources
from data_contracts.record import FileRef
from data_contracts.settings import IngestSettings, SplitSettings
from tasks.caching import write_arrays
from tasks.contracts import ContractBroken
from tasks.grouping import read_groups
from tasks.ingest import ingest
from tasks.sources import find_sources
from tasks.split import assign_folds, split

CLASSES = ("glioma", "meningioma", "pituitary", "no_tumor")


def picture(seed, shape=(48, 37)):
    """A smooth random slice."""
    coarse = np.random.default_rng(seed).uniform(20, 230, (6, 5))
    return np.kron(coarse, np.ones((8, 8)))[: shape[0], : shape[1]].astype(np.uint8)


def make_cases(images, classes, group_ids, planes):
    ids = [f"{index:016x}" for index in range(len(images))]
    arrays = write_arrays("ingest", {f"{name}/image": image for name, image in zip(ids, images, strict=True)})
    rows = zip(ids, images, classes, group_ids, planes, strict=True)
    return Cases(
        records=tuple(
            Case(
                case_id=name,
                source=f"{name}.png",
                input=FileRef(path=f"{name}.png", sha256="0" * 64),
                height_px=image.shape[0],
                width_px=image.shape[1],
                plane=plane,
                tumour_class=tumour_class,
                group_id=group_id,
                head_box=(0, 0, *image.shape),
                head_pct=50,
                contrast=100,
                arrays=arrays,
            )
            for name, image, tumour_class, group_id, plane in rows
        )
    )


@pytest.fixture
def storage(tmp_path):
    with temporary_settings({PREFECT_LOCAL_STORAGE_PATH: tmp_path}):
        yield tmp_path


def test_folds_keep_groups_whole_and_spread_class_and_plane():
    rng = np.random.default_rng(4)
    numbers = rng.integers(0, 400, 1500)
    classes = [CLASSES[number % 4] for number in numbers]
    planes = [("axial", "coronal")[number % 8 // 4] for number in numbers]
    assigned = assign_folds(numbers, classes, planes, folds=5, seed=0)
    assert all(len(set(assigned[numbers == number])) == 1 for number in set(numbers))
    for stratum in set(zip(classes, planes, strict=True)):
        inside = assigned[[each == stratum for each in zip(classes, planes, strict=True)]]
        shares = np.bincount(inside, minlength=5) / len(inside)
        assert shares == pytest.approx(0.2, abs=0.04), stratum
    assert (assigned == assign_folds(numbers, classes, planes, folds=5, seed=0)).all()
    assert (assigned != assign_folds(numbers, classes, planes, folds=5, seed=1)).any()


def test_a_rare_plane_does_not_stop_a_small_cohort():
    classes = ["glioma"] * 6 + ["no_tumor"] * 5
    planes = ["axial"] * 5 + ["sagittal"] + ["axial"] * 5
    assigned = assign_folds(np.arange(11), classes, planes, folds=5, seed=0)
    assert set(assigned[:6]) == set(assigned[6:]) == set(range(5))


def test_too_few_groups_of_a_class_are_named_with_their_count():
    numbers = np.array([0, 1, 2, 3, 4, 5, 5, 5, 6, 6])
    with pytest.raises(ValueError, match=r"at least 5 groups.*got 2 of no_tumor"):
        assign_folds(numbers, ["glioma"] * 5 + ["no_tumor"] * 5, ["axial"] * 10, folds=5, seed=0)


def test_split_puts_every_copy_and_every_slice_of_a_patient_in_one_part(storage):
    images = [picture(seed) for seed in range(48)]
    classes = [CLASSES[index % 4] for index in range(48)]
    patients = [f"p{index}" if index < 40 else None for index in range(48)]
    images += [images[0][:, ::-1], images[5], picture(100), picture(101)]
    classes += [classes[0], classes[5], classes[7], classes[7]]
    patients += [None, None, "p7", "p7"]
    planes = ["axial"] * len(images)
    folds = split.fn(make_cases(images, classes, patients, planes), SplitSettings())

    assert len(folds.records) == 52
    by_index = dict(enumerate(folds.records))
    for copy, original in ((48, 0), (49, 5), (50, 7), (51, 7)):
        assert by_index[copy].group_id == by_index[original].group_id
        assert by_index[copy].fold == by_index[original].fold
    assert by_index[50].group_id == "p7"
    assert by_index[5].image_sha256 == by_index[49].image_sha256
    assert by_index[0].cluster_id == by_index[48].cluster_id
    assert by_index[50].cluster_id != by_index[51].cluster_id
    parts = defaultdict(set)
    for fold in folds.records:
        parts[fold.part].add(fold.tumour_class)
        assert fold.part == {0: "test", 1: "validation"}.get(fold.fold, "train")
        assert fold.plane == "axial"
    assert parts == {part: set(CLASSES) for part in ("train", "validation", "test")}


def test_a_case_without_class_is_set_aside_and_the_others_go_on(storage):
    images = [picture(seed) for seed in range(11)]
    classes = ["glioma"] * 5 + [None] + ["no_tumor"] * 5
    folds = split.fn(make_cases(images, classes, [None] * 11, ["unknown"] * 11), SplitSettings())
    assert len(folds.records) == 10
    (aside,) = folds.quarantined
    assert (aside.case_id, aside.stage, aside.got) == (f"{5:016x}", "split", "none")
    assert "class label" in aside.expected


def leaky_cohort():
    """40 pictures of two classes, each twice (the copy mirrored); neighbours in number are of one series by their stems."""
    images = [picture(seed) for seed in range(40)]
    images += [image[:, ::-1] for image in images]
    classes = [CLASSES[index % 40 // 20] for index in range(80)]
    return make_cases(images, classes, [None] * 80, ["axial"] * 80)


def groups_file(tmp_path, cases, column="series"):
    rows = [f"{case.source.removesuffix('.png')},s{index % 40 // 2}" for index, case in enumerate(cases.records[:40])]
    path = tmp_path / "groups.csv"
    path.write_text("\n".join([f"file_stem,{column},correlation", *(f"{row},1.0" for row in rows)]) + "\n")
    return path


@pytest.mark.parametrize("column", ["series", "group_id"])
def test_a_groups_table_is_joined_with_near_duplicates(storage, column):
    cases = leaky_cohort()
    path = groups_file(storage, cases, column)
    folds = split.fn(cases, SplitSettings(groups=str(path))).records
    for index, fold in enumerate(folds):
        assert fold.group_id == f"s{index % 40 // 2}"
        assert fold.cluster_id == folds[index % 40].case_id
    assert len({(fold.group_id, fold.fold) for fold in folds}) == 20


def test_clusters_keep_copies_together_and_slices_nothing(storage):
    cases = leaky_cohort()
    path = groups_file(storage, cases)
    by_cluster = split.fn(cases, SplitSettings(by="clusters", groups=str(path))).records
    assert len({(fold.cluster_id, fold.fold) for fold in by_cluster}) == 40
    assert {fold.group_id for fold in by_cluster} == {fold.cluster_id for fold in by_cluster}
    by_slice = split.fn(cases, SplitSettings(by="slices", groups=str(path))).records
    assert len({fold.group_id for fold in by_slice}) == 80
    assert [fold.cluster_id for fold in by_slice] == [fold.cluster_id for fold in by_cluster]
    assert len({(fold.cluster_id, fold.fold) for fold in by_slice}) > 40


def test_stems_that_no_case_has_are_told_and_a_table_that_names_no_case_ends_the_run(storage):
    cases = leaky_cohort()
    path = groups_file(storage, cases)
    path.write_text(path.read_text() + "zz_other,s1,1\naa_other,s1,1\n")
    assert split.fn(cases, SplitSettings(groups=str(path))).absent == ("aa_other", "zz_other")
    path.write_text("file_stem,series\nother,s1\n")
    with pytest.raises(ContractBroken, match=r"none of its 1, e\.g\. other"):
        split.fn(cases, SplitSettings(groups=str(path)))


@pytest.mark.parametrize("wrong", [{"test_fold": 1}, {"validation_fold": 5}, {"folds": 2}, {"test_fold": -1}])
def test_a_split_without_a_test_and_another_validation_fold_is_refused(wrong):
    with pytest.raises(ValidationError):
        SplitSettings(**wrong)


def test_real_series_stay_whole(brisc: Path, storage):
    """Three hundred slices of BRISC from the front of each class: many neighbours of few series."""
    sources = find_sources([brisc], IngestSettings()).records
    chosen = [source for name in CLASSES for source in [each for each in sources if each.tumour_class == name][:75]]
    cases = ingest.fn(Sources(records=tuple(chosen)), IngestSettings())
    table = read_groups(brisc / "series_hint.csv")
    settings = SplitSettings(folds=3, groups=str(brisc / "series_hint.csv"))
    folds = split.fn(cases, settings).records
    parts = defaultdict(set)
    for fold in folds:
        stem = fold.source.removesuffix(".jpg")
        parts[table.get(stem, stem)].add(fold.part)
    assert len(folds) == 300
    assert {len(each) for each in parts.values()} == {1}
    loose = split.fn(cases, settings.model_copy(update={"by": "slices"})).records
    named = [(table[stem], fold.part) for fold in loose if (stem := fold.source.removesuffix(".jpg")) in table]
    assert len(set(named)) > len({series for series, _ in named})
