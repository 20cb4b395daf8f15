"""Which pictures a model folder says it learned from: saved again they are recognised, strange ones are not."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from tasks.duplicates import fingerprint_of
from tasks.learned import learned, write_hashes
from tasks.model_folder import FOLDS, HASHES
from tasks.weights import ModelError


def picture(seed):
    """A smooth random slice (128, 112)."""
    coarse = np.random.default_rng(seed).uniform(20, 230, (7, 6)).astype(np.uint8)
    return np.asarray(Image.fromarray(coarse).resize((112, 128), Image.Resampling.BICUBIC))


def as_jpeg(image):
    stream = io.BytesIO()
    Image.fromarray(image).save(stream, "JPEG", quality=80)
    return np.asarray(Image.open(stream))


def twice(image):
    return np.asarray(Image.fromarray(image).resize((224, 256), Image.Resampling.LANCZOS))


PARTS = ["train", "test", "validation"]


@pytest.fixture
def folder(tmp_path):
    """A model folder that learned from the pictures 0 and 2, and was tested on 1."""
    told = [fingerprint_of(picture(seed)) for seed in range(3)]
    lines = [f"{each.image_sha256},{part}" for each, part in zip(told, PARTS, strict=True)]
    (tmp_path / FOLDS).write_text("\n".join(["image_sha256,part", *lines]) + "\n")
    write_hashes([told[0], told[2]], tmp_path)
    return tmp_path


COPIES = {
    "the same": lambda image: image,
    "jpeg": as_jpeg,
    "twice the size": twice,
    "mirrored": lambda image: image[:, ::-1],
    "all three": lambda image: as_jpeg(twice(image)[:, ::-1]),
}


@pytest.mark.parametrize("copy", COPIES)
def test_a_learned_picture_saved_again_is_recognised_and_a_strange_one_is_not(folder, copy):
    known = learned(folder)
    assert [known.holds(fingerprint_of(COPIES[copy](picture(seed)))) for seed in range(4)] == [True, False, True, False]


def test_without_hashes_only_equal_pixels_are_recognised(folder):
    (folder / HASHES).unlink()
    known = learned(folder)
    assert known.hashes is None
    assert known.holds(fingerprint_of(picture(0)))
    assert not known.holds(fingerprint_of(as_jpeg(picture(0))))


def test_slices_too_empty_to_be_told_apart_are_recognised_by_their_pixels_alone(tmp_path):
    flat, other = (np.full((64, 64), grey, dtype=np.uint8) for grey in (90, 91))
    told = fingerprint_of(flat)
    (tmp_path / FOLDS).write_text(f"image_sha256,part\n{told.image_sha256},train\n")
    write_hashes([told], tmp_path)
    known = learned(tmp_path)
    assert (known.holds(told), known.holds(fingerprint_of(other))) == (True, False)
    assert not known.holds(fingerprint_of(picture(0)))


def test_no_model_folder_has_learned_nothing(tmp_path):
    assert not learned("imagenet").holds(fingerprint_of(picture(0)))
    write_hashes([], tmp_path)
    assert not learned(tmp_path).holds(fingerprint_of(picture(0)))


@pytest.mark.parametrize(
    "array",
    [
        np.zeros((3, 32), np.uint8),
        np.zeros((2, 31), np.uint8),
        np.zeros((2, 32), np.int8),
        np.array([{"code": 1}, None]),
    ],
)
def test_hashes_that_are_not_those_of_the_parts_are_refused(folder, array):
    np.save(folder / HASHES, array, allow_pickle=True)
    with pytest.raises(ModelError, match=r"difference_hashes\.npy: expected"):
        learned(folder)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no array"])
def test_a_file_that_is_no_array_is_refused(folder, content):
    (folder / HASHES).write_bytes(content)
    with pytest.raises(ModelError, match="readable"):
        learned(folder)


def test_a_file_that_declares_more_than_it_holds_is_refused(folder):
    stored = (folder / HASHES).read_bytes()
    (folder / HASHES).write_bytes(stored[:-1])
    with pytest.raises(ModelError, match="readable"):
        learned(folder)
