"""Whether the input pipeline keeps the network waiting: training from it against one batch held in memory.

    python -m benchmarks.feed [--image-size 192] [--steps 12] [--rounds 5]

Both train the same compiled network on made-up slices, in turn, so that the machine's mood touches both. The ratio is
images per second from the pipeline over those of the held batch, by round; the issue asks for a median of at least 0.9.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import time

import numpy as np

from data_contracts.settings import TrainSettings
from tasks import network
from tasks.feed import Examples, batches
from tasks.train import compile_model

SLICES = 512


def seconds(model: object, source: object, steps: int) -> float:
    """Time of so many training steps on what `source` yields."""
    started = time.perf_counter()
    for images, targets, weights in itertools.islice(source, steps):  # type: ignore[call-overload]
        model.train_on_batch(images, targets, sample_weight=weights)  # type: ignore[attr-defined]
    return time.perf_counter() - started


def main() -> None:
    """Print the ratio of each round and their median."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--image-size", type=int, default=192)
    parser.add_argument("--steps", type=int, default=12, help="steps per round")
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
    seconds(model, itertools.repeat(held), 2)
    ratios = []
    for number in range(options.rounds):
        from_memory = seconds(model, itertools.repeat(held), options.steps)
        from_feed = seconds(model, feed, options.steps)
        ratios.append(from_memory / from_feed)
        print(f"round {number + 1}: {ratios[-1]:.3f} of the held batch's images per second", flush=True)
    print(f"median {statistics.median(ratios):.3f}, least {min(ratios):.3f}")


if __name__ == "__main__":
    main()
