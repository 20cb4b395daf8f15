"""Phantoms: reproducible, balanced, and true to what truth.csv says of them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tasks.framing import head_box
from tasks.phantom import SELLA_MM, make_phantom, make_phantoms
from tasks.template import NORMAL


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_phantoms(tmp_path_factory.mktemp("cohort"), cases=24, seed=3)


@pytest.fixture(scope="module")
def truth(cohort: Path) -> list[dict[str, str]]:
    with open(cohort / "truth.csv", newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, cohort: Path) -> None:
    again = _files(make_phantoms(tmp_path / "again", cases=24, seed=3))
    assert again == _files(cohort)


def test_a_smaller_cohort_is_the_start_of_a_larger_one(tmp_path: Path, cohort: Path) -> None:
    images = {name: data for name, data in _files(make_phantoms(tmp_path, cases=5, seed=3)).items() if "png" in name}
    whole = _files(cohort)
    assert images
    assert all(whole[name] == data for name, data in images.items())


def test_another_seed_gives_other_slices(tmp_path: Path, cohort: Path) -> None:
    other = {data for name, data in _files(make_phantoms(tmp_path, cases=5, seed=4)).items() if "png" in name}
    assert other.isdisjoint(_files(cohort).values())


def test_a_seed_below_0_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="expected a seed of at least 0, got -1"):
        make_phantoms(tmp_path / "none", cases=1, seed=-1)
    assert not (tmp_path / "none").exists()


def test_classes_and_planes_are_balanced(truth: list[dict[str, str]]) -> None:
    pairs = [(row["tumour_class"], row["plane"]) for row in truth]
    assert {pairs.count(pair) for pair in pairs} == {2}
    assert len(set(pairs)) == 12


def test_the_cohort_says_that_it_is_synthetic(cohort: Path) -> None:
    assert json.loads((cohort / "phantom.json").read_text())["synthetic"] is True


def test_the_table_agrees_with_the_masks(cohort: Path, truth: list[dict[str, str]]) -> None:
    for row in truth:
        image = cohort / row["file"]
        mask = image.with_name(f"{image.stem}_mask.png")
        assert image.parent.name == row["tumour_class"]
        assert mask.exists() == (row["tumour_class"] != "no_tumor") == (row["x_mm"] != "")
        if mask.exists():
            drawn = np.asarray(Image.open(mask))
            assert set(np.unique(drawn)) == {0, 255}
            assert drawn.shape == np.asarray(Image.open(image)).shape
            assert np.count_nonzero(drawn) == int(row["area_px"])
            assert 0.1 < 100 * np.mean(drawn > 0) < 8


def test_shapes_do_not_tell_the_class(truth: list[dict[str, str]]) -> None:
    shapes = {
        tumour_class: {
            make_phantom(tumour_class, "axial", np.random.default_rng(seed)).image.shape for seed in range(12)
        }
        for tumour_class in ("glioma", "no_tumor")
    }
    assert shapes["glioma"] == shapes["no_tumor"]
    assert any(height != width for height, width in shapes["glioma"])


@pytest.mark.parametrize(
    ("plane", "down", "across"), [("axial", 1, 0), ("coronal", 2, 0), ("sagittal", 2, 1)], ids=list(NORMAL)
)
def test_slices_are_shown_the_radiological_way(plane: str, down: int, across: int) -> None:
    phantom = make_phantom("no_tumor", plane, np.random.default_rng(1))
    by_row = phantom.xyz_mm[-1, :].mean(axis=0) - phantom.xyz_mm[0, :].mean(axis=0)
    by_column = phantom.xyz_mm[:, -1].mean(axis=0) - phantom.xyz_mm[:, 0].mean(axis=0)
    assert int(np.argmax(np.abs(by_row))) == down
    assert int(np.argmax(np.abs(by_column))) == across
    assert by_row[down] < -100
    assert by_column[across] < -100


@pytest.mark.parametrize("plane", list(NORMAL))
def test_pituitary_lesions_lie_at_the_sella(plane: str) -> None:
    for seed in range(6):
        phantom = make_phantom("pituitary", plane, np.random.default_rng(seed))
        assert np.linalg.norm(phantom.xyz_mm[phantom.mask].mean(axis=0) - SELLA_MM) < 10


def test_lesions_look_like_their_class() -> None:
    for seed in range(8):
        glioma = make_phantom("glioma", "axial", np.random.default_rng(seed))
        meningioma = make_phantom("meningioma", "coronal", np.random.default_rng(seed))
        assert glioma.image[glioma.mask].std() > 2 * meningioma.image[meningioma.mask].std()
        row, column, height, width = head_box(meningioma.image)
        head = meningioma.image[row : row + height, column : column + width]
        assert meningioma.image[meningioma.mask].mean() > np.median(head) + 20


def test_the_whole_head_is_in_the_picture() -> None:
    for seed in range(8):
        image = make_phantom("pituitary", "axial", np.random.default_rng(seed)).image
        row, column, height, width = head_box(image)
        assert row > 0
        assert column > 0
        assert row + height < image.shape[0]
        assert column + width < image.shape[1]


def test_no_cases_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 1 case, got 0"):
        make_phantoms(tmp_path, cases=0, seed=1)
