"""Whether a model's folder recognises the slices that it learned from when they are saved again, and takes no other for them.

    python benchmarks/recognition.py MODEL DATA [--learned 200]

MODEL is a model folder with `folds.csv` and `difference_hashes.npy`, DATA the labelled images that it was trained on. So many
slices of its train and validation part, evenly spaced over `folds.csv`, and all of its test part are saved again in each of
the ways of `COPIES` and asked for. Prints a table in Markdown. Distances are those of `tasks.learned.Learned.distance_bits`:
to the nearest picture that the model learned from, in bits of 256.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from data_contracts.settings import IngestSettings
from tasks.duplicates import fingerprint_of
from tasks.formats import read_image
from tasks.learned import Learned, learned
from tasks.model_folder import FOLDS
from tasks.parts import rows
from tasks.sources import find_sources


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    """The picture after a JPEG file."""
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality)
    return Image.open(stream)


def png(image: Image.Image) -> Image.Image:
    """The picture after a PNG file."""
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return Image.open(stream)


def scaled(image: Image.Image, by: float) -> Image.Image:
    """The picture at another size, by Lanczos' filter."""
    return image.resize((round(by * image.width), round(by * image.height)), Image.Resampling.LANCZOS)


COPIES: Mapping[str, Callable[[Image.Image], Image.Image]] = {
    "PNG": png,
    "JPEG, quality 90": lambda image: jpeg(image, 90),
    "JPEG, quality 75": lambda image: jpeg(image, 75),
    "twice the size": lambda image: scaled(image, 2),
    "half the size": lambda image: scaled(image, 0.5),
    "mirrored": ImageOps.mirror,
    "twice the size, mirrored, JPEG, quality 75": lambda image: jpeg(ImageOps.mirror(scaled(image, 2)), 75),
    "a twentieth of each side cut off": lambda image: ImageOps.crop(image, min(image.size) // 20),
}
"""Ways to save a slice again."""


def asked(images: list[Image.Image], known: Learned) -> tuple[str, str, list[float]]:
    """How many of the pictures count as learned, how many by their pixels alone, and the distances in bits."""
    pictures = [fingerprint_of(np.asarray(image)) for image in images]
    by_pixels = sum(picture.image_sha256 in known.digests for picture in pictures)
    held = sum(known.holds(picture) for picture in pictures)
    return (
        f"{held} of {len(pictures)}",
        f"{by_pixels} of {len(pictures)}",
        [known.distance_bits(each) for each in pictures],
    )


def main() -> None:
    """Save again, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, metavar="MODEL")
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--learned", type=int, default=200, metavar="N")
    options = parser.parse_args()

    known = learned(options.model)
    file_of = {one.name: one.files[0].path for one in find_sources([options.data], IngestSettings()).records}
    told: dict[bool, list[str]] = {True: [], False: []}
    for row in rows(options.model / FOLDS):
        told[row["part"] != "test"].append(row["source"])
    spaced = np.linspace(0, len(told[True]) - 1, options.learned).round().astype(int)
    taught, test = (
        [Image.fromarray(read_image(Path(file_of[name]), IngestSettings())) for name in names]
        for names in ([told[True][place] for place in spaced], told[False])
    )
    print(
        "| saved again | learned: recognised | by pixels alone | farthest, bits | test part: called learned | nearest, bits |"
    )
    print(f"|{'---|' * 6}")
    for name, copy in COPIES.items():
        held, by_pixels, distances = asked([copy(image) for image in taught], known)
        wrong, _, others = asked([copy(image) for image in test], known)
        print(f"| {name} | {held} | {by_pixels} | {max(distances):.0f} | {wrong} | {min(others):.0f} |", flush=True)


if __name__ == "__main__":
    main()
