"""How many pictures that are no brain MRI are refused, and how many brain slices are refused wrongly.

    python benchmarks/no_brain.py MODEL DATA --out FILE.md [--volume FILE.nii.gz ...]

The pictures are what scikit-image ships (whole, and seeded crops) and seeded generators; none of them serves to fit the
model's familiarity or its limit. The brain slices are those of DATA whose part in MODEL/folds.csv is `test`, and the slices
of each volume. All go through the stages that `cortextual explain` begins with. Writes a table to FILE.md and the same
figures to FILE.json.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path

import numpy as np
import scipy.ndimage as ndi
from PIL import Image, ImageDraw, ImageFont

import flows.offline  # noqa: F401

SHIPPED = {
    "photograph": ("astronaut.png", "camera.png", "chelsea.png", "coffee.png", "rocket.jpg", "motorcycle_left.png",
                   "clock_motion.png"),
    "texture": ("brick.png", "grass.png", "gravel.png"),
    "scan of a text": ("page.png", "text.png"),
    "microscopy": ("cell.png", "ihc.png"),
    "retina": ("retina.jpg", "microaneurysms.png"),
    "coins": ("coins.png",),
    "sky": ("moon.png", "hubble_deep_field.jpg"),
    "drawing": ("logo.png", "horse.png", "color.png", "chessboard_GRAY.png"),
    "Shepp-Logan head": ("phantom.png",),
}  # fmt: skip
"""Files in scikit-image's wheel by kind."""
CROPS = 7
DRAWN = 10
"""Crops of each file beside the whole of it; pictures of each generator."""


def shipped() -> Iterator[tuple[str, np.ndarray]]:
    """Kind and pixels (h, w) uint8: each file whole, and crops of 30 to 90 % of its sides, at most 128 to 512 px."""
    rng = np.random.default_rng(0)
    folder = resources.files("skimage.data")
    for kind, names in SHIPPED.items():
        for name in names:
            with resources.as_file(folder / name) as path:
                whole = Image.open(path).convert("L")
            yield kind, np.asarray(whole)
            for _ in range(CROPS):
                width, height = (max(32, int(side * rng.uniform(0.3, 0.9))) for side in whole.size)
                left, top = (
                    int(rng.integers(0, max(1, a - b))) for a, b in zip(whole.size, (width, height), strict=True)
                )
                part = whole.crop((left, top, left + width, top + height))
                part.thumbnail((int(rng.integers(128, 513)),) * 2)
                yield kind, np.asarray(part)
    faces = np.load(str(folder / "lfw_subset.npy"))[:100:10]
    for face in faces:
        yield "face", np.asarray(Image.fromarray(_bytes(face)).resize((200, 200)))


def drawn() -> Iterator[tuple[str, np.ndarray]]:
    """Kind and pixels (h, w) uint8 of generated pictures."""
    rng = np.random.default_rng(1)
    kinds = {
        "Gaussian noise": lambda shape: np.clip(rng.normal(128, rng.uniform(10, 60), shape), 0, 255),
        "uniform noise": lambda shape: rng.integers(0, 256, shape),
        "Perlin noise": lambda shape: _perlin(rng, shape),
        "gradient": lambda shape: _gradient(rng, shape),
        "checkerboard": lambda shape: _checkerboard(rng, shape),
        "text page": lambda shape: _text(rng, shape),
        "shapes": lambda shape: _shapes(rng, shape),
        "blank with border": lambda shape: _bordered(rng, shape),
    }
    for kind, draw in kinds.items():
        for _ in range(DRAWN):
            height, width = (int(side) for side in rng.integers(160, 513, 2))
            yield kind, np.asarray(draw((height, width))).astype(np.uint8)


def _bytes(values: np.ndarray) -> np.ndarray:
    low, high = float(values.min()), float(values.max())
    return np.round(255 * (values - low) / max(high - low, 1e-9)).astype(np.uint8)


def _perlin(rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """Gradient noise [Perlin 1985]: four octaves, each half as strong and twice as fine as the one before."""
    total = np.zeros(shape)
    for octave in range(4):
        cells = int(rng.integers(2, 5)) * 2**octave
        rows, columns = np.meshgrid(*(np.linspace(0, cells, side, endpoint=False) for side in shape), indexing="ij")
        angles = rng.uniform(0, 2 * np.pi, (cells + 1, cells + 1))
        top, left = rows.astype(int), columns.astype(int)
        down, right = rows - top, columns - left
        corners = [
            (down - i) * np.sin(angles[top + i, left + j]) + (right - j) * np.cos(angles[top + i, left + j])
            for i in (0, 1)
            for j in (0, 1)
        ]
        ease_down, ease_right = (6 * t**5 - 15 * t**4 + 10 * t**3 for t in (down, right))
        upper = corners[0] + ease_right * (corners[1] - corners[0])
        lower = corners[2] + ease_right * (corners[3] - corners[2])
        total += (upper + ease_down * (lower - upper)) / 2**octave
    return _bytes(total)


def _gradient(rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    rows, columns = np.indices(shape) / max(shape)
    angle, middle = rng.uniform(0, 2 * np.pi), rng.uniform(0.2, 0.8, 2)
    linear = rows * np.sin(angle) + columns * np.cos(angle)
    return _bytes(linear if rng.random() < 0.5 else -np.hypot(rows - middle[0], columns - middle[1]))


def _checkerboard(rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    side = int(rng.integers(4, 80))
    rows, columns = np.indices(shape) // side
    return np.where((rows + columns) % 2, rng.integers(0, 100), rng.integers(150, 256))


def _text(rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    page = Image.new("L", shape[::-1], 255)
    draw, size = ImageDraw.Draw(page), int(rng.integers(10, 24))
    words = (
        "the",
        "scan",
        "was",
        "sent",
        "on",
        "paper",
        "with",
        "a",
        "letter",
        "and",
        "bill",
        "for",
        "240",
        "that",
        "nobody",
    )
    for row in range(size, shape[0] - size, int(1.5 * size)):
        line = " ".join(rng.choice(words, 40))
        draw.text((size, row), line, fill=int(rng.integers(0, 60)), font=ImageFont.load_default(size))
    return np.asarray(page) if rng.random() < 0.7 else 255 - np.asarray(page)


def _shapes(rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    picture = Image.new("L", shape[::-1], int(rng.integers(0, 60)))
    draw = ImageDraw.Draw(picture)
    for _ in range(int(rng.integers(3, 12))):
        x, y = (int(rng.integers(0, side)) for side in shape[::-1])
        width, height = (int(side) for side in rng.integers(20, 160, 2))
        figure = (draw.rectangle, draw.ellipse)[int(rng.integers(2))]
        figure((x, y, x + width, y + height), fill=int(rng.integers(80, 256)))
    return np.asarray(picture)


def _bordered(rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    page = np.full(shape, rng.integers(150, 256))
    width = int(rng.integers(3, 30))
    page[:width], page[-width:], page[:, :width], page[:, -width:] = (rng.integers(0, 100),) * 4
    return np.clip(ndi.gaussian_filter(page.astype(float), 1) + rng.normal(0, 2, shape), 0, 255)


def pictures(folder: Path) -> dict[str, str]:
    """Write every picture as a PNG below `folder`; kind by file name."""
    kind_of = {}
    for index, (kind, pixels) in enumerate((*shipped(), *drawn())):
        name = f"{index:04d}.png"
        Image.fromarray(pixels).save(folder / name)
        kind_of[name] = kind
    return kind_of


def looked_at(
    inputs: list[Path], model: Path, only: Mapping[str, tuple[str, str]] | None = None
) -> list[tuple[str, str]]:
    """What becomes of each input: (source, "refused", "not certain" or "certain"), as `explain` would have it.

    Parameters
    ----------
    inputs : files and folders.
    only : the cases that count, by case_id, as of `tasks.parts.served`; None for all.
    """
    from data_contracts import cases
    from data_contracts.cases import Cases
    from data_contracts.settings import IngestSettings, PredictSettings
    from flows.stages import in_batches
    from tasks import model_folder
    from tasks.contracts import check
    from tasks.ingest import ingest
    from tasks.parts import of_files
    from tasks.predict import predict
    from tasks.sources import find_sources

    reference = model_folder.model_ref(model)
    outcomes: list[tuple[str, str]] = []
    sources = find_sources([str(path) for path in inputs], IngestSettings())
    if only is not None:
        sources = of_files(sources, only)
    for batch in in_batches(sources, 64):
        read = ingest.fn(batch, IngestSettings())
        records = [case for case in read.records if only is None or case.case_id in only]
        broken = check(cases.CONTRACT, [case.row() for case in records]) if records else {}
        able = Cases(records=tuple(case for index, case in enumerate(records) if index not in broken))
        source_of = {case.case_id: case.source for case in able.records}
        told = predict.fn(able, reference, PredictSettings())
        outcomes += [(each.source, "refused") for each in read.quarantined if only is None]
        outcomes += [(records[index].source, "refused") for index in broken]
        outcomes += [(each.source, "refused") for each in told.quarantined]
        outcomes += [(source_of[each.case_id], "certain" if each.certain else "not certain") for each in told.records]
    return outcomes


def row(name: str, outcomes: list[str]) -> dict[str, str | int | float]:
    """One row of the table: counts of the three outcomes."""
    counts = Counter(outcomes)
    return {"pictures": name, "n": len(outcomes)} | {
        kind: counts[kind] for kind in ("refused", "not certain", "certain")
    }


def main() -> None:
    """Measure and write both files."""
    from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings

    from tasks.parts import served

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, metavar="MODEL")
    parser.add_argument("data", type=Path, metavar="DATA", help="the labelled images that MODEL was trained on")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.md")
    parser.add_argument("--volume", type=Path, action="append", default=[], metavar="FILE.nii.gz")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as work,
        temporary_settings({PREFECT_LOCAL_STORAGE_PATH: Path(work) / "storage"}),
    ):
        folder = Path(work) / "pictures"
        folder.mkdir()
        kind_of = pictures(folder)
        by_kind = defaultdict(list)
        for source, outcome in looked_at([folder], options.model):
            by_kind[kind_of[source]].append(outcome)
        every = [outcome for outcomes in by_kind.values() for outcome in outcomes]
        rows = [row(kind, outcomes) for kind, outcomes in by_kind.items()]
        rows.append(row("all that are no brain MRI", every))
        kept = [outcome for _, outcome in looked_at([options.data], options.model, served(options.model, "test"))]
        rows.append(row("brain slices, test part", kept))
        for volume in options.volume:
            name = f"slices of {volume.name.removesuffix('.nii.gz')}"
            rows.append(row(name, [outcome for _, outcome in looked_at([volume], options.model)]))
    columns = list(rows[0])
    lines = [f"| {' | '.join(columns)} |", "|---|" + "---|" * (len(columns) - 1)]
    lines += [f"| {' | '.join(str(value) for value in each.values())} |" for each in rows]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    options.out.with_suffix(".json").write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
