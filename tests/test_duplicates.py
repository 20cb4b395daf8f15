"""Near-duplicates: which pictures are the same to the eye, and which are not."""

from __future__ import annotations

import time

import numpy as np
import pytest

from tasks.duplicates import (
    NEAR_DUPLICATE_CORRELATION,
    alike,
    difference_hash,
    image_digest,
    near_duplicates,
    thumbnail,
)


def picture(seed, shape=(48, 37)):
    """A smooth random slice."""
    coarse = np.random.default_rng(seed).uniform(20, 230, (6, 5))
    return np.kron(coarse, np.ones((8, 8)))[: shape[0], : shape[1]].astype(np.uint8)


def pairs_of(images):
    found = near_duplicates(
        np.stack([thumbnail(image) for image in images]),
        np.stack([difference_hash(image) for image in images]),
        np.stack([difference_hash(image[:, ::-1]) for image in images]),
    )
    return {tuple(pair) for pair in found.tolist()}


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


@pytest.mark.parametrize("mirror", [1, -1])
@pytest.mark.parametrize("seed", [1, 7])
def test_a_burnt_in_marker_hides_a_copy_from_the_thumbnails_but_not_from_the_hash(seed, mirror):
    marked = picture(seed)
    marked[2:10, 2:8] = 255
    marked = marked[:, ::mirror]
    thumbnails = np.stack([thumbnail(image) for image in (picture(seed), marked)])
    flat, mirrored = thumbnails.reshape(2, -1), thumbnails[:, :, ::-1].reshape(2, -1)
    assert not len(alike(flat, mirrored, NEAR_DUPLICATE_CORRELATION))
    assert pairs_of([picture(seed), picture(2), marked]) == {(0, 2)}


def test_upside_down_is_another_picture_and_flat_slices_resemble_nothing():
    flat = np.full((48, 37), 90, dtype=np.uint8)
    speck = np.zeros((48, 37), dtype=np.uint8)
    speck[20:26, 10:16] = 200
    assert pairs_of([picture(1), picture(1)[::-1], flat, flat, speck, np.roll(speck, 12, axis=0)]) == set()


def test_pairs_do_not_depend_on_the_block_they_fall_into():
    images = [picture(seed) for seed in range(600)]
    images[599] = images[3][:, ::-1]
    images[550] = images[540]
    assert pairs_of(images) == {(3, 599), (540, 550)}


def test_five_thousand_slices_are_compared_in_time():
    rng = np.random.default_rng(0)
    thumbnails = rng.normal(size=(5000, 32, 32)).astype(np.float32)
    thumbnails /= np.linalg.norm(thumbnails, axis=(1, 2), keepdims=True)
    hashes = np.where(rng.random((2, 5000, 256)) < 0.5, 1, -1).astype(np.float32) / 16
    started = time.process_time()
    assert near_duplicates(thumbnails, *hashes).shape == (0, 2)
    assert time.process_time() - started < 30


def test_digest_tells_pictures_apart_that_share_their_bytes():
    image = picture(1)
    assert image_digest(image) == image_digest(image.copy())
    assert image_digest(image) != image_digest(image.reshape(37, 48))
    assert image_digest(image) != image_digest(image[::-1])
