"""Pictures to set brain slices off from: made-up ones that are no brain, and brains without their skull.

Dead leaves and coloured noise have the statistics of photographs and textures (Lee, Mumford and Huang 2001); strokes those
of text and drawings; shuffled tiles have the grey levels of brain slices and none of their order. Some are cut to the outline
of a head or a brain, so that the outline alone does not make a brain.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import scipy.ndimage as ndi
from PIL import Image, ImageDraw

from data_contracts.record import CaseError
from tasks.framing import box_of, brain_mask, head_mask, to_square

SIDES_PX = (96, 128, 192, 256, 384)
OUTLINED_SHARE = 0.4
CUT_DEEPER = 6.0
"""How far inside the estimated brain a skull may be cut away, in hundredths of the square root of the brain's area."""


def decoys(slices: np.ndarray, count: int, seed: int) -> np.ndarray:
    """Pictures that are no brain, framed as the network would see them.

    Parameters
    ----------
    slices : (n, size, size) uint8 framed brain slices, to shuffle the tiles of.

    Returns
    -------
    (count, size, size) uint8.
    """
    rng = np.random.default_rng(seed)
    made: list[np.ndarray] = []
    while len(made) < count:
        kind, side = rng.integers(4), int(rng.choice(SIDES_PX))
        if kind == 0:
            picture = _dead_leaves(rng, side)
        elif kind == 1:
            picture = _coloured_noise(rng, side)
        elif kind == 2:
            picture = _strokes(rng, side)
        else:
            picture = _shuffled(rng, slices[rng.integers(len(slices))])
        picture = _varied(rng, picture)
        if rng.random() < OUTLINED_SHARE:
            picture = _outlined(rng, picture, slices[rng.integers(len(slices))])
        made += _framed(picture, slices.shape[1])
    return np.array(made)


def without_skull(slices: np.ndarray, seed: int) -> np.ndarray:
    """The brains of framed slices, framed anew, as skull-stripping and resampling may leave them.

    Each is cut at the estimated brain or at random up to `CUT_DEEPER` inside it, blurred or not, and its contrast bent.

    Parameters
    ----------
    slices : (n, size, size) uint8; one without a brain gives none.

    Returns
    -------
    (at most n, size, size) uint8.
    """
    rng = np.random.default_rng(seed)
    brains = (_bare(rng, one) for one in slices)
    return np.array([square for brain in brains for square in _framed(brain, slices.shape[1])])


def _bare(rng: np.random.Generator, square: np.ndarray) -> np.ndarray:
    brain = brain_mask(square)
    inside = ndi.distance_transform_edt(brain) > rng.uniform(0, CUT_DEEPER) * np.sqrt(brain.sum()) / 100
    blurred = ndi.gaussian_filter(square.astype(np.float32), max(0.0, rng.uniform(-0.5, 1.5)))
    grey = np.where(inside, blurred, 0)
    bent = (grey / max(float(grey.max()), 1.0)) ** np.exp(rng.uniform(-0.35, 0.35))
    return np.asarray(np.round(255 * bent), dtype=np.uint8)


def _outlined(rng: np.random.Generator, picture: np.ndarray, square: np.ndarray) -> np.ndarray:
    """The part of a picture (h, w) inside the outline of the head or the brain of a framed slice."""
    outline = brain_mask(square) if rng.random() < 0.5 else head_mask(square)
    enlarged = Image.fromarray(outline).resize(picture.shape[::-1])
    return np.where(np.asarray(enlarged), picture, 0).astype(np.uint8)


def _framed(picture: np.ndarray, size: int) -> Iterator[np.ndarray]:
    """The picture as the network sees it; nothing where it is flat."""
    try:
        square = to_square(picture, box_of(head_mask(picture)), size)
    except CaseError:
        return
    yield np.round(square * 255).astype(np.uint8)


def _varied(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """At random: noise on it, blurred, cut to an ellipse, and its contrast bent; (h, w) uint8."""
    if rng.random() < 0.5:
        share = rng.uniform(0, 0.6)
        picture = (1 - share) * picture + share * _coloured_noise(rng, len(picture))
    if rng.random() < 0.4:
        picture = ndi.gaussian_filter(picture, rng.uniform(0.3, 3))
    if rng.random() < 0.4:
        rows, columns = np.indices(picture.shape) / len(picture) - 0.5
        inside = (columns / rng.uniform(0.3, 0.49)) ** 2 + (rows / rng.uniform(0.3, 0.49)) ** 2 < 1
        picture = np.where(inside, picture, 0)
    bent = _scaled(picture) ** np.exp(rng.uniform(-0.7, 0.7))
    return np.asarray(np.round(255 * bent), dtype=np.uint8)


def _scaled(values: np.ndarray) -> np.ndarray:
    low, high = float(values.min()), float(values.max())
    return np.asarray((values - low) / max(high - low, 1e-9))


def _dead_leaves(rng: np.random.Generator, side: int) -> np.ndarray:
    picture = Image.new("L", (side, side), int(rng.integers(256)))
    draw = ImageDraw.Draw(picture)
    for _ in range(int(rng.integers(20, 400))):
        radius = float(np.clip(3 * rng.pareto(1.2) + 2, 2, side / 1.5))
        x, y = rng.uniform(-10, side + 10, 2)
        grey = int(rng.integers(256))
        if rng.random() < 0.6:
            flat = radius * rng.uniform(0.4, 1)
            draw.ellipse((x - radius, y - flat, x + radius, y + flat), fill=grey)
        else:
            angles = np.sort(rng.uniform(0, 2 * np.pi, int(rng.integers(3, 7))))
            draw.polygon([(x + radius * np.cos(a), y + radius * np.sin(a)) for a in angles], fill=grey)
    return np.asarray(picture) / 255


def _coloured_noise(rng: np.random.Generator, side: int) -> np.ndarray:
    frequency = np.hypot(np.fft.fftfreq(side)[:, np.newaxis], np.fft.fftfreq(side))
    spectrum = np.fft.fft2(rng.normal(size=(side, side))) / (frequency + 1 / side) ** rng.uniform(0, 2.5)
    return _scaled(np.fft.ifft2(spectrum).real)


def _strokes(rng: np.random.Generator, side: int) -> np.ndarray:
    picture = Image.new("L", (side, side), 255)
    draw, height = ImageDraw.Draw(picture), int(rng.integers(5, 20))
    for y in range(height, side - height, int(1.8 * height)):
        x = height
        while x < side - height:
            for _ in range(2):
                right, down = rng.integers(0, height, 2), rng.integers(-height // 2, height // 2 + 1, 2)
                ends = (x + int(right[0]), y + int(down[0]), x + int(right[1]), y + int(down[1]))
                draw.line(ends, fill=int(rng.integers(100)), width=max(1, height // 6))
            x += int(height * rng.uniform(0.5, 1.6))
    grey = np.asarray(picture) / 255
    return np.asarray(grey) if rng.random() < 0.6 else np.asarray(1 - grey)


def _shuffled(rng: np.random.Generator, square: np.ndarray) -> np.ndarray:
    count = int(rng.choice((2, 3, 4, 6, 8)))
    side = len(square) // count
    cut = square[: side * count, : side * count].reshape(count, side, count, side).swapaxes(1, 2)
    tiles = rng.permutation(cut.reshape(count * count, side, side)).reshape(count, count, side, side)
    return tiles.swapaxes(1, 2).reshape(side * count, side * count) / 255
