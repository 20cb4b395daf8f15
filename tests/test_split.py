import time
from collections import defaultdict

import numpy as np
import pytest
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings

from data_contracts.cases import Case, Cases
from data_contracts.record import FileRef
from data_contracts.settings import SplitSettings
from tasks.caching import write_arrays
from tasks.split import assign_folds, groups, image_digest, near_duplicates, split, thumbnail

CLASSES = ("glioma", "meningioma", "pituitary", "no_tumor")


def picture(seed, shape=(48, 37)):
    """A smooth random slice."""
    coarse = np.random.default_rng(seed).uniform(20, 230, (6, 5))
    return np.kron(coarse, np.ones((8, 8)))[: shape[0], : shape[1]].astype(np.uint8)


def pairs_of(images):
    return {tuple(pair) for pair in near_duplicates(np.stack([thumbnail(image) for image in images])).tolist()}


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


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(lambda image: image, id="same"),
        pytest.param(lambda image: image[:, ::-1], id="mirrored"),
        pytest.param(lambda image: np.kron(image, np.ones((2, 2), dtype=np.uint8)), id="twice the size"),
        pytest.param(lambda image: (image * 0.6 + 40).astype(np.uint8), id="less contrast"),
        pytest.param(
            lambda image: (image + np.random.default_rng(1).normal(0, 4, image.shape)).astype(np.uint8), id="noise"
        ),
    ],
)
def test_a_changed_copy_is_a_near_duplicate_and_another_picture_is_not(copy):
    assert pairs_of([picture(1), picture(2), copy(picture(1))]) == {(0, 2)}


def test_upside_down_is_another_picture_and_flat_slices_resemble_nothing():
    flat = np.full((48, 37), 90, dtype=np.uint8)
    assert pairs_of([picture(1), picture(1)[::-1], flat, flat]) == set()


def test_pairs_do_not_depend_on_the_block_they_fall_into():
    images = [picture(seed) for seed in range(600)]
    images[599] = images[3][:, ::-1]
    images[550] = images[540]
    assert pairs_of(images) == {(3, 599), (540, 550)}


def test_five_thousand_slices_are_compared_in_time():
    thumbnails = np.random.default_rng(0).normal(size=(5000, 32, 32)).astype(np.float32)
    thumbnails /= np.linalg.norm(thumbnails, axis=(1, 2), keepdims=True)
    started = time.process_time()
    assert near_duplicates(thumbnails).shape == (0, 2)
    assert time.process_time() - started < 20


def test_digest_tells_pictures_apart_that_share_their_bytes():
    image = picture(1)
    assert image_digest(image) == image_digest(image.copy())
    assert image_digest(image) != image_digest(image.reshape(37, 48))
    assert image_digest(image) != image_digest(image[::-1])


def test_groups_join_along_chains_of_patient_digest_and_pair():
    numbers = groups(
        ["p1", "p1", None, "p2", None, None], ["a", "b", "b", "c", "d", "e"], np.array([[2, 3]])
    )  # 0-1 patient, 1-2 digest, 2-3 pair
    assert len(set(numbers[:4])) == 1
    assert len(set(numbers[4:]) | {numbers[0]}) == 3


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
    parts = defaultdict(set)
    for fold in folds.records:
        parts[fold.part].add(fold.tumour_class)
        assert fold.part == {0: "test", 1: "validation"}.get(fold.fold, "train")
    assert parts == {part: set(CLASSES) for part in ("train", "validation", "test")}


def test_a_case_without_class_is_set_aside_and_the_others_go_on(storage):
    images = [picture(seed) for seed in range(11)]
    classes = ["glioma"] * 5 + [None] + ["no_tumor"] * 5
    folds = split.fn(make_cases(images, classes, [None] * 11, ["unknown"] * 11), SplitSettings())
    assert len(folds.records) == 10
    (aside,) = folds.quarantined
    assert (aside.case_id, aside.stage, aside.got) == (f"{5:016x}", "split", "none")
    assert "class label" in aside.expected
