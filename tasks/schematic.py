"""A schematic head about the MNI152 template: what phantoms are drawn into."""

from __future__ import annotations

import functools

import numpy as np
import scipy.ndimage as ndi
from PIL import Image

from tasks.template import INSIDE, load_template

HEAD_GRID_MM = 2.0
HEAD_CORNER_MM = np.array([-110.0, -146.0, -160.0])
HEAD_SHAPE = (111, 137, 136)
CLOSING_PX = 5

Ellipsoid = tuple[tuple[float, float, float], tuple[float, float, float]]
FACE: Ellipsoid = ((0, 38, -70), (63, 56, 76))
NECK: Ellipsoid = ((0, -34, -120), (56, 56, 100))
HOLLOWS: tuple[tuple[Ellipsoid, float], ...] = (
    (((0, 72, -56), (9, 22, 26)), 0.04),
    (((28, 60, -62), (12, 15, 17)), 0.04),
    (((-28, 60, -62), (12, 15, 17)), 0.04),
    (((0, 22, -48), (15, 15, 9)), 0.04),
    (((0, 8, -98), (11, 8, 32)), 0.04),
    (((34, 62, -36), (12, 12, 12)), 0.16),
    (((-34, 62, -36), (12, 12, 12)), 0.16),
)
"""Centre and radii in mm, and grey level: nose, sinuses, throat, eyes."""
JOIN_MM = 5.0


@functools.lru_cache(maxsize=1)
def _distances() -> tuple[np.ndarray, np.ndarray]:
    """Distance in mm outside and inside the closed outline of the brain, on a 2 mm grid that holds the whole head."""
    brain, corner = load_template()
    grid = [HEAD_CORNER_MM[axis] + HEAD_GRID_MM * np.arange(size) for axis, size in enumerate(HEAD_SHAPE)]
    voxels = np.stack(np.meshgrid(*grid, indexing="ij")) - corner[:, None, None, None]
    inside = ndi.map_coordinates(brain, voxels, order=0) > INSIDE
    closed = ndi.distance_transform_edt(ndi.distance_transform_edt(~inside) <= CLOSING_PX) > CLOSING_PX
    closed |= inside
    outside = (ndi.distance_transform_edt(~closed) * HEAD_GRID_MM).astype(np.float32)
    depth = (ndi.distance_transform_edt(closed) * HEAD_GRID_MM).astype(np.float32)
    for array in (outside, depth):
        array.setflags(write=False)
    return outside, depth


def sample(xyz_mm: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Template grey level, and distances in mm outside and inside the brain, at positions (h, w, 3)."""
    template, origin = load_template()
    outside, depth = _distances()
    brain = ndi.map_coordinates(template, np.moveaxis(xyz_mm - origin, -1, 0), order=1)
    grid = np.moveaxis((xyz_mm - HEAD_CORNER_MM) / HEAD_GRID_MM, -1, 0)
    return (
        brain,
        ndi.map_coordinates(outside, grid, order=1, mode="nearest"),
        ndi.map_coordinates(depth, grid, order=1, mode="nearest"),
    )


def smooth_noise(shape: tuple[int, int], cells: int, rng: np.random.Generator) -> np.ndarray:
    """A smooth random field, about standard normal, with about `cells` bumps a side."""
    coarse = Image.fromarray(rng.standard_normal((cells, cells)).astype(np.float32))
    return np.asarray(coarse.resize(shape[::-1], Image.Resampling.BICUBIC))


def drawn_from(places: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Row and column of one True pixel of `places` (h, w), all alike probable."""
    candidates = np.argwhere(places)
    return np.asarray(candidates[rng.integers(len(candidates))], dtype=float)


def head(xyz: np.ndarray, brain: np.ndarray, outside: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Grey levels, about [0, 1], of a healthy head: brain, dark skull, bright scalp and vessels, grey face and neck."""
    shape = outside.shape
    skull = rng.uniform(6.0, 8.5)
    scalp = skull + rng.uniform(3.5, 7.0) + 0.6 * smooth_noise(shape, 6, rng)
    below = _joined(_ellipsoid(xyz, FACE), _ellipsoid(xyz, NECK))
    skin = _joined(outside - scalp, below)
    image = 0.36 + 0.05 * smooth_noise(shape, 24, rng) + 0.08 * smooth_noise(shape, 9, rng)
    image = np.where(below > -2, rng.uniform(0.62, 0.85) + 0.05 * smooth_noise(shape, 24, rng), image)
    image = np.where(skin > -3.5, rng.uniform(0.6, 0.8), image)
    image = np.where(skin < 0, image, 0)
    for hollow, grey in HOLLOWS:
        image = np.where(_ellipsoid(xyz, hollow) < 0, grey, image)
    marrow = rng.uniform(0.1, 0.35) * np.exp(-(((outside - 0.6 * skull) / 1.2) ** 2))
    image = np.where(outside < skull, np.where(outside < 1.5, 0.14, 0.05 + marrow), image)
    tissue = np.clip(rng.uniform(0.46, 0.58) + rng.uniform(0.6, 1.3) * (brain - 0.74), 0.1, 1.0)
    image = np.where(brain > INSIDE, tissue, image)
    sinus = (np.abs(xyz[..., 0]) < 3) & (outside > 0) & (outside < 4.5) & (xyz[..., 2] > 10)
    image = np.where(sinus, rng.uniform(0.5, 0.95), image)
    rows, columns = np.ogrid[: shape[0], : shape[1]]
    grooves = (brain > INSIDE) & (brain < 0.62)
    for row, column in (drawn_from(grooves, rng) for _ in range(rng.integers(0, 6))):
        vessel = np.hypot(rows - row, columns - column) < rng.uniform(0.8, 1.8)
        image = np.where(vessel, rng.uniform(0.65, 0.9), image)
    return image.astype(np.float32)


def _ellipsoid(xyz: np.ndarray, ellipsoid: Ellipsoid) -> np.ndarray:
    """Signed distance in mm, roughly: negative inside."""
    (x, y, z), (a, b, c) = ellipsoid
    return (
        np.sqrt(((xyz[..., 0] - x) / a) ** 2 + ((xyz[..., 1] - y) / b) ** 2 + ((xyz[..., 2] - z) / c) ** 2) - 1
    ) * min(a, b, c)


def _joined(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Signed distance to two bodies grown together smoothly."""
    return -JOIN_MM * np.logaddexp(-first / JOIN_MM, -second / JOIN_MM)
