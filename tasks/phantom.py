"""Synthetic head slices with known truth: the MNI152 template in a schematic head, with a lesion drawn in.

Schematic on purpose. They serve to try the pipeline out and to test it; they are no patients and prove nothing about
patients. Slices are shown the radiological way: anterior or superior up, the patient's right on the image's left,
anterior on the left of a sagittal slice.
"""

from __future__ import annotations

import csv
import json
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
import scipy.ndimage as ndi
from PIL import Image

from data_contracts.cases import CLASSES
from data_contracts.names import Plane, TumourClass
from tasks.placement import hemisphere_of
from tasks.schematic import drawn_from, head, sample, smooth_noise
from tasks.template import INSIDE, NORMAL, PIVOT_MM, axes_of

LEVELS_MM: dict[Plane, tuple[float, float]] = {"axial": (-35, 60), "coronal": (-80, 50), "sagittal": (-55, 55)}
SELLA_MM = np.array([0.0, 2.0, -34.0])
SHAPES_PX = ((256, 256), (256, 256), (256, 216), (224, 256))
PICTURE_MM: dict[Plane, tuple[float, float]] = {"axial": (-6.0, 0.0), "coronal": (12.0, 0.0), "sagittal": (12.0, -6.0)}
"""Middle of the picture, from the pivot along rows and columns."""
HEAD_MM: dict[Plane, tuple[float, float]] = {"axial": (220, 172), "coronal": (196, 172), "sagittal": (196, 220)}
"""What the picture must hold along rows and columns."""


@dataclass(frozen=True)
class Truth:
    """What is known of one phantom: a row of truth.csv. `level_mm` is where the slice crosses the pivot's axis."""

    file: str
    tumour_class: TumourClass
    plane: Plane
    x_mm: float | None
    y_mm: float | None
    z_mm: float | None
    level_mm: float
    hemisphere: str | None
    area_px: int


@dataclass(frozen=True)
class Phantom:
    """One slice (h, w) uint8, its lesion mask (h, w) bool, and for each pixel the MNI position (h, w, 3) in mm."""

    image: np.ndarray
    mask: np.ndarray
    xyz_mm: np.ndarray
    tumour_class: TumourClass
    plane: Plane
    level_mm: float


def make_phantom(tumour_class: TumourClass, plane: Plane, rng: np.random.Generator) -> Phantom:
    """Draw one phantom; everything that varies comes from `rng`."""
    shape = SHAPES_PX[rng.integers(len(SHAPES_PX))]
    at_sella = tumour_class == "pituitary" or (tumour_class == "no_tumor" and rng.random() < 0.25)
    through = np.array(PIVOT_MM)
    through[NORMAL[plane]] = rng.uniform(*LEVELS_MM[plane])
    if at_sella:
        through = SELLA_MM + rng.normal(0, 2.0, size=3)
    xyz, level = _pixel_positions(shape, plane, through, rng)
    brain, outside, depth = sample(xyz)
    image = head(xyz, brain, outside, rng)
    mask = np.zeros(shape, dtype=bool)
    if tumour_class == "glioma":
        image, mask = _glioma(image, brain, depth, rng)
    elif tumour_class == "meningioma":
        image, mask = _meningioma(image, xyz, outside, depth, plane, rng)
    elif tumour_class == "pituitary":
        image, mask = _pituitary(image, xyz, rng)
    return Phantom(_acquired(image, rng), mask, xyz, tumour_class, plane, level)


def _pixel_positions(
    shape: tuple[int, int], plane: Plane, through: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, float]:
    """MNI position of each pixel (h, w, 3) of a slice through a point, and its level.

    The head is pitched as clinical slices are, rolled and turned a little, stretched and shifted.
    """
    pitch, roll, turn = np.radians(rng.normal((8.0, 0.0, 0.0), (6.0, 2.0, 3.0)))
    pitched = np.array([[1, 0, 0], [0, np.cos(pitch), np.sin(pitch)], [0, -np.sin(pitch), np.cos(pitch)]])
    rows, columns = (pitched @ axis for axis in axes_of(plane))
    columns = np.cos(roll) * columns + np.sin(roll) * np.cross(rows, columns)
    rows, columns = np.cos(turn) * rows + np.sin(turn) * columns, np.cos(turn) * columns - np.sin(turn) * rows
    spacing = rng.uniform(1.05, 1.2) * float(np.max(np.divide(HEAD_MM[plane], shape)))
    stretch = np.exp(rng.normal(0, 0.025))
    height, width = shape
    offset = PICTURE_MM[plane] + np.clip(rng.normal(0, 3.0, size=2), -6, 6)
    r = (np.arange(height) - (height - 1) / 2) * spacing * stretch + offset[0]
    c = (np.arange(width) - (width - 1) / 2) * spacing / stretch + offset[1]
    normal, middle = np.cross(rows, columns), np.array(PIVOT_MM)
    middle[NORMAL[plane]] += normal @ (through - middle) / normal[NORMAL[plane]]
    xyz = middle + r[:, None, None] * rows + c[None, :, None] * columns
    return xyz.astype(np.float32), float(middle[NORMAL[plane]])


def _polar(
    shape: tuple[int, int], centre: np.ndarray, radius: float, irregular: float, rng: np.random.Generator
) -> np.ndarray:
    """Distance from `centre` in units of an irregular outline of mean `radius` px: below 1 inside."""
    rows, columns = np.ogrid[: shape[0], : shape[1]]
    y, x = rows - centre[0], columns - centre[1]
    angle = np.arctan2(y, x)
    outline = np.ones(shape, dtype=np.float32)
    for waves in range(2, 7):
        outline += irregular * rng.normal(0, 1) / waves * np.cos(waves * angle + rng.uniform(0, 2 * np.pi))
    return np.asarray(np.hypot(y, x) / (radius * np.clip(outline, 0.45, 1.8)))


def _radius_px(shape: tuple[int, int], low_pct: float, high_pct: float, rng: np.random.Generator) -> float:
    """Radius of a disc whose area is log-uniform between two shares of the image."""
    share = np.exp(rng.uniform(np.log(low_pct), np.log(high_pct))) / 100
    return float(np.sqrt(share * shape[0] * shape[1] / np.pi))


def _glioma(
    image: np.ndarray, brain: np.ndarray, depth: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    radius = _radius_px(image.shape, 0.5, 5.0, rng)
    deep = (brain > INSIDE) & (depth >= min(0.7 * radius, 0.8 * depth.max()))
    distance = _polar(image.shape, drawn_from(deep, rng), radius, 0.35, rng)
    mask = (distance < 1) & (depth > 1)
    rim = rng.uniform(0.18, 0.34) * (1 + 0.35 * smooth_noise(image.shape, 16, rng))
    swelling = rng.uniform(0.1, 0.2) * np.clip((rng.uniform(1.5, 2.0) - distance) / 0.6, 0, 1)
    drawn = np.where(brain > INSIDE, image - swelling, image)
    core = rng.uniform(0.16, 0.3) + 0.04 * smooth_noise(image.shape, 20, rng)
    bright = rng.uniform(0.82, 1.05) + 0.08 * smooth_noise(image.shape, 14, rng)
    drawn = np.where(mask, np.where(distance < 1 - rim, core, bright), drawn)
    return _blended(drawn, image, mask | (swelling > 0)), mask


def _meningioma(
    image: np.ndarray,
    xyz: np.ndarray,
    outside: np.ndarray,
    depth: np.ndarray,
    plane: Plane,
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    radius = _radius_px(image.shape, 0.4, 5.0, rng) * 1.15
    falx = plane != "sagittal" and rng.random() < 0.2
    if falx:
        side = rng.choice((-1.0, 1.0))
        x = side * xyz[..., 0]
        upper = (xyz[..., 2] > 20) | (xyz[..., 1] > 30) | (xyz[..., 1] < -60)
        places = (np.abs(x - 0.5 * radius) < 1.5) & (depth > 4) & upper & (xyz[..., 2] > -5)
        room = x > 1.0
    if not falx or not places.any():
        places = (np.abs(depth - min(0.5 * radius, 0.6 * depth.max())) < 1.5) & (xyz[..., 2] > -45)
        room = np.ones(image.shape, dtype=bool)
    distance = _polar(image.shape, drawn_from(places, rng), radius, 0.12, rng)
    mask = (distance < 1) & (outside < 1.5) & room
    swelling = rng.uniform(0.0, 0.12) * np.clip((1.5 - distance) / 0.4, 0, 1) * (depth > 1)
    bright = rng.uniform(0.8, 1.0) + 0.03 * smooth_noise(image.shape, 10, rng)
    tail = (outside < 2) & (depth < 2.5) & (distance < rng.uniform(1.1, 1.35)) & room
    drawn = np.where(mask | tail, bright, image - swelling)
    return _blended(drawn, image, mask | tail | (swelling > 0)), mask


def _pituitary(image: np.ndarray, xyz: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    centre = SELLA_MM + rng.normal(0, 1.5, size=3)
    nearest = np.unravel_index(np.argmin(((xyz - centre) ** 2).sum(axis=-1)), image.shape)
    radius = _radius_px(image.shape, 0.3, 2.2, rng)
    distance = _polar(image.shape, np.array(nearest, dtype=float), radius, 0.14, rng)
    mask = distance < 1
    bright = rng.uniform(0.66, 0.92) + 0.05 * smooth_noise(image.shape, 18, rng)
    cleft = (distance < 1.25) & ~mask
    drawn = np.where(mask, bright, np.where(cleft, 0.5 * image, image))
    return _blended(drawn, image, mask | cleft), mask


def _blended(drawn: np.ndarray, image: np.ndarray, where: np.ndarray) -> np.ndarray:
    """Soften the drawing's edges by a pixel, and leave the rest of the slice as it was."""
    return np.where(ndi.binary_dilation(where, iterations=2), ndi.gaussian_filter(drawn, 0.7), image)


def _acquired(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What the scanner would make of it: uneven coil sensitivity, blur, Rician noise, 8-bit grey levels."""
    bias = np.exp(rng.uniform(0.03, 0.14) * smooth_noise(image.shape, 4, rng))
    noise = rng.uniform(0.01, 0.035) * rng.standard_normal((2, *image.shape)).astype(np.float32)
    blurred = ndi.gaussian_filter(image * bias, rng.uniform(0.4, 0.9))
    noisy = np.hypot(blurred + noise[0], noise[1])
    return np.asarray(np.clip(noisy * rng.uniform(175, 235), 0, 255), dtype=np.uint8)


def make_phantoms(out: Path, cases: int, seed: int) -> Path:
    """Write a labelled cohort of phantoms: four classes and three planes in balanced rotation.

    The same `seed` gives the same bytes, and the first slices of a larger cohort are those of a smaller one.

    Parameters
    ----------
    out : folder to write to: `<class>/NAME.png`, `<class>/NAME_mask.png` (not for healthy slices), `truth.csv` and
        `phantom.json`.
    cases : number of slices.

    Returns
    -------
    The folder.

    Raises
    ------
    ValueError
        If `cases` is not positive or `seed` is negative.
    """
    if cases < 1:
        raise ValueError(f"expected at least 1 case, got {cases}")
    if seed < 0:
        raise ValueError(f"expected a seed of at least 0, got {seed}")
    order = np.random.default_rng(seed).permutation(len(CLASSES) * len(NORMAL))
    rows = []
    for number in range(cases):
        turn = int(order[number % len(order)])
        tumour_class, plane = CLASSES[turn % len(CLASSES)], list(NORMAL)[turn // len(CLASSES)]
        phantom = make_phantom(tumour_class, plane, np.random.default_rng([seed, number]))
        name = f"phantom_s{seed}_{number:05d}_{tumour_class[:2]}_{plane[:2]}_t1"
        folder = out / tumour_class
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(phantom.image).save(folder / f"{name}.png")
        if phantom.mask.any():
            Image.fromarray(phantom.mask.astype(np.uint8) * 255).save(folder / f"{name}_mask.png")
        rows.append(_truth(f"{tumour_class}/{name}.png", phantom))
    with open(out / "truth.csv", "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(field.name for field in fields(Truth))
        writer.writerows(astuple(row) for row in rows)
    description = {"generator": "cortextual phantom", "synthetic": True, "seed": seed, "cases": cases}
    (out / "phantom.json").write_text(json.dumps(description, indent=2) + "\n", encoding="utf-8")
    return out


def _truth(file: str, phantom: Phantom) -> Truth:
    lesion = phantom.xyz_mm[phantom.mask]
    centre = [round(float(value), 1) for value in lesion.mean(axis=0)] if len(lesion) else [None] * 3
    return Truth(
        file=file,
        tumour_class=phantom.tumour_class,
        plane=phantom.plane,
        x_mm=centre[0],
        y_mm=centre[1],
        z_mm=centre[2],
        level_mm=round(phantom.level_mm, 1),
        hemisphere=hemisphere_of(lesion) if len(lesion) else None,
        area_px=len(lesion),
    )
