"""Whether the input pipeline keeps the network waiting: training from it against one batch held in memory.

    python -m benchmarks.feed [--image-size 192] [--steps 40] [--rounds 5]

Both train the same compiled network on made-up slices, in turn, so that the machine's mood touches both. The pipeline prepares
a few batches ahead: each side takes some steps before its clock starts, so that neither uses what was prepared at the other's
cost, nor waits while that is being prepared. The ratio is
images per second from the pipeline over those of the held batch, by round; the issue asks for a median of at least 0.9.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from data_contracts.settings import TrainSettings
from tasks import network
from tasks.feed import Examples, batches
from tasks.train import compile_model

if TYPE_CHECKING:
    import keras

SLICES = 512
UNTIMED_STEPS = 8
"""More than the pipeline prepares ahead (four batches waiting, two in the making)."""


def train(model: keras.Model, source: Iterator[Any], steps: int) -> None:
    """So many training steps on what `source` yields."""
    for images, targets, weights in itertools.islice(source, steps):
        model.train_on_batch(images, targets, sample_weight=weights)


def seconds(model: keras.Model, source: Iterator[Any], steps: int) -> float:
    """Time of so many training steps on what `source` yields, after `UNTIMED_STEPS` more."""
    train(model, source, UNTIMED_STEPS)
    started = time.perf_counter()
    train(model, source, steps)
    return time.perf_counter() - started


def main() -> None:
    """Print the ratio of each round and their median."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--image-size", type=int, default=192)
    parser.add_argument("--steps", type=int, default=40, help="steps per round")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()

    rng, size = np.random.default_rng(0), options.image_size
    slices = Examples(
        images=rng.integers(0, 256, (SLICES, size, size), dtype=np.uint8),
        masks=rng.integers(0, 2, (SLICES, size, size), dtype=np.uint8),
        labels=rng.integers(0, 4, SLICES).astype(np.int32),
        masked=np.ones(SLICES, dtype=bool),
    )
    settings = TrainSettings(image_size=size)
    model = network.build(settings.backbone, size, ("glioma", "meningioma", "pituitary", "no_tumor"))
    compile_model(model, settings, 1000)
    feed = iter(batches(slices, settings, range(1000)))
    held = next(feed)
    ratios = []
    for number in range(options.rounds):
        from_memory = seconds(model, itertools.repeat(held), options.steps)
        from_feed = seconds(model, feed, options.steps)
        ratios.append(from_memory / from_feed)
        print(f"round {number + 1}: {ratios[-1]:.3f} of the held batch's images per second", flush=True)
    print(f"median {statistics.median(ratios):.3f}, least {min(ratios):.3f}")


if __name__ == "__main__":
    main()
