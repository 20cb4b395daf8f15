"""The whole way on synthetic slices: make phantoms, train on them, explain others."""

from __future__ import annotations

from pathlib import Path

from data_contracts.settings import ExplainSettings, TrainRunSettings, TrainSettings
from flows.explain import explain
from flows.run_folder import Summary
from flows.train import train
from models import SHIPPED
from tasks.phantom import make_phantoms

TRAINED_ON, EXPLAINED = 420, 6


def demo(out: Path) -> Summary:
    """Write phantoms, a model and a run below `out`. The explained phantoms are made from another seed than the model's.

    The model goes on from the shipped one, as a user's own would: few phantoms teach a new network nothing in minutes.
    """
    cohort = make_phantoms(out / "phantoms-train", TRAINED_ON, seed=1)
    unseen = make_phantoms(out / "phantoms", EXPLAINED, seed=2)
    recipe = TrainSettings(start_weights=str(SHIPPED), image_size=96, epochs=8, batch_size=16)
    train(str(cohort), str(out / "model"), TrainRunSettings(train=recipe))
    return explain([str(unseen)], str(out / "model"), str(out / "run"), ExplainSettings())
