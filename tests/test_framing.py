"""The head in a slice, the network's square and the way back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage.draw import disk, ellipse

from data_contracts.record import CaseError
from tasks.framing import brain_mask, from_square, head_box, head_mask, mask_to_square, to_square

SCALP, BONE, BRAIN = 220, 15, 90


def head_slice(shape=(190, 150), centre=(95, 75), radii=(70, 52), background=0.0, seed=0):
    """A schematic head: bright scalp, dark bone, even brain with folds, background noise of the given level."""
    random = np.random.default_rng(seed)
    image = np.abs(random.normal(0, background, shape)) if background else np.zeros(shape)
    for shrink, level in ((0, SCALP), (5, BONE), (9, BRAIN)):
        rows, columns = ellipse(*centre, radii[0] - shrink, radii[1] - shrink, shape=shape)
        image[rows, columns] = level + random.normal(0, 3, rows.size)
    return np.clip(image, 0, 255).astype(np.uint8)


def ideal(shape=(190, 150), centre=(95, 75), radii=(70, 52), shrink=0):
    mask = np.zeros(shape, dtype=bool)
    mask[ellipse(*centre, radii[0] - shrink, radii[1] - shrink, shape=shape)] = True
    return mask


def overlap(a, b):
    return 2 * (a & b).sum() / (a.sum() + b.sum())


@pytest.mark.parametrize("background", [0, 4, 12])
def test_head_is_found_on_black_and_on_noise(background):
    assert overlap(head_mask(head_slice(background=background)), ideal()) > 0.97


def test_head_is_found_on_noise_inside_black_padding():
    image = np.pad(head_slice(background=8), ((30, 10), (0, 60)))
    assert overlap(head_mask(image), np.pad(ideal(), ((30, 10), (0, 60)))) > 0.97


def test_a_tight_crop_is_nearly_all_head():
    crop = head_slice()[50:140, 40:110]
    assert head_mask(crop).mean() > 0.95


def test_a_dark_brain_in_a_bright_scalp_belongs_to_the_head():
    image = head_slice().astype(float)
    image[image < 150] *= 0.4
    assert head_mask(image)[95, 75]
    assert overlap(head_mask(image), ideal()) > 0.97


def test_a_bright_speck_far_from_the_head_is_no_head():
    image = np.pad(head_slice(), ((0, 0), (0, 60)))
    image[5:9, 195:199] = 255
    assert head_box(image)[1] + head_box(image)[3] <= 150


@pytest.mark.parametrize("level", [0, 7, 255])
def test_a_flat_slice_has_no_head(level):
    flat = np.full((40, 60), level, dtype=np.uint8)
    assert not head_mask(flat).any()
    assert not brain_mask(flat).any()
    with pytest.raises(CaseError, match="flat"):
        head_box(flat)


def test_the_square_does_not_depend_on_where_the_head_lies_or_how_wide_the_field_is():
    image = head_slice()
    moved = np.pad(image, ((13, 40), (70, 5)))
    np.testing.assert_allclose(to_square(image, head_box(image), 64), to_square(moved, head_box(moved), 64), atol=0.06)


@pytest.mark.parametrize("gain", [0.4, 1.7])
def test_the_square_does_not_depend_on_the_unit_of_grey(gain):
    image = head_slice().astype(np.float32)
    box = head_box(image)
    np.testing.assert_allclose(to_square(image, box, 64), to_square(image * gain + 30, box, 64), atol=0.02)


def test_padding_and_background_noise_look_the_same_to_the_network():
    image = head_slice(background=8)
    square = to_square(image, (0, 0, *image.shape), 96)
    assert square[:, :6].max() == 0  # padding beside the narrow slice
    assert square[:4].max() == 0  # noisy background above the head


@pytest.mark.parametrize("size", [48, 96, 224])
def test_square_is_float_between_0_and_1_and_uses_the_range(size):
    image = head_slice()
    square = to_square(image, head_box(image), size)
    assert square.shape == (size, size)
    assert square.dtype == np.float32
    assert square.min() == 0
    assert 0.9 < square.max() <= 1


@pytest.mark.parametrize("size", [64, 128, 224])
@pytest.mark.parametrize("shape", [(190, 150), (120, 260), (81, 64)])
def test_the_peak_of_a_blob_comes_back_within_a_pixel(shape, size):
    random = np.random.default_rng(3)
    height, width = shape
    for _ in range(8):
        box = (
            int(random.integers(0, height // 4)),
            int(random.integers(0, width // 4)),
            int(random.integers(height // 2, height * 3 // 4)),
            int(random.integers(width // 2, width * 3 // 4)),
        )
        row = random.uniform(box[0] + 0.2 * box[2], box[0] + 0.8 * box[2])
        column = random.uniform(box[1] + 0.2 * box[3], box[1] + 0.8 * box[3])
        rows, columns = np.mgrid[:height, :width]
        blob = np.exp(-((rows - row) ** 2 + (columns - column) ** 2) / (2 * 5.0**2))
        mask = blob > 0.5
        back = from_square(mask_to_square(mask, box, size).astype(np.float32), box, shape)
        centre = np.array([np.average(axis, weights=back) for axis in (rows, columns)])
        assert np.abs(centre - [row, column]).max() < 1


def test_an_even_map_comes_back_even_inside_the_box_and_zero_outside():
    back = from_square(np.full((32, 32), 0.7, np.float32), (10, 20, 50, 30), (90, 70))
    assert back[10:60, 20:50].min() == pytest.approx(0.7)
    assert back[10:60, 20:50].max() == pytest.approx(0.7)
    back[10:60, 20:50] = 0
    assert not back.any()


def test_a_mask_survives_the_square_and_the_way_back():
    mask = np.zeros((190, 150), dtype=bool)
    mask[disk((80, 60), 12)] = True
    box = (20, 15, 150, 120)
    assert overlap(from_square(mask_to_square(mask, box, 128), box, mask.shape) > 0.5, mask) > 0.93


def test_brain_mask_leaves_out_scalp_and_bone():
    brain, truth = brain_mask(head_slice()), ideal(shrink=9)
    assert overlap(brain, truth) > 0.93
    assert not (brain & ~ideal(shrink=4)).any()


@pytest.mark.parametrize("level", [30, 250])
def test_brain_mask_holds_dark_and_bright_tumours(level):
    image = head_slice()
    tumour = np.zeros(image.shape, dtype=bool)
    tumour[disk((70, 98), 14)] = True
    image[tumour] = level
    assert brain_mask(image)[tumour].mean() > 0.95


def test_brain_mask_of_a_skull_stripped_slice_is_nearly_all_of_it():
    image = np.where(ideal(shrink=9), head_slice(), 0)
    assert overlap(brain_mask(image), ideal(shrink=9)) > 0.93


def test_brain_mask_of_real_slices_holds_the_tumour(brisc: Path):
    """Measured on 240 slices: 98.8 % of tumour px inside, 76 % of the head covered (median)."""
    images = sorted((brisc / "segmentation_task/train/images").iterdir())[::157]
    shares, covered = [], []
    for path in images:
        image = np.asarray(Image.open(path).convert("L"))
        tumour = np.asarray(Image.open(path.parents[1] / "masks" / f"{path.stem}.png").convert("L")) > 127
        brain, head = brain_mask(image), head_mask(image)
        assert not (brain & ~head).any()
        assert head[tumour].all()
        shares.append(brain[tumour].mean())
        covered.append(brain.sum() / head.sum())
    assert np.mean(shares) > 0.95
    assert np.median(covered) < 0.85
