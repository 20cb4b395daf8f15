"""From labelled images to scores: how good the network, its masks and its saliency are."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, get_run_logger

import flows.offline  # noqa: F401
from data_contracts import cases, scores
from data_contracts.settings import EvaluateSettings
from flows import run_folder, stages
from flows.run_folder import Summary, TooManyQuarantined
from flows.stages import Ledger, over, records
from tasks import network
from tasks.contracts import ContractBroken
from tasks.evaluate import metrics, score
from tasks.sources import find_sources


@flow(name="evaluate")
def evaluate(
    data: str,
    model: str,
    out: str,
    settings: EvaluateSettings = EvaluateSettings(),  # noqa: B008 (frozen; shown in the deployment's form)
) -> Summary:
    """Score a model on the labelled images of the folder `data`; writes `out`/metrics.json and the run's page."""
    sources = find_sources([data], settings.ingest)
    network_ref = network.model_ref(model)
    origin = run_folder.provenance(sources.records, settings, network_ref, None)
    ledger = Ledger(settings.run, sources)
    read: list[cases.Cases] = []
    try:
        read = stages.read(sources, settings)
        looked = stages.look(ledger.passed(cases.CONTRACT, read), network_ref, settings, ledger)
        scored = ledger.passed(scores.CONTRACT, over("score", score, looked.cases, looked.predictions, looked.masks))
    except (ContractBroken, TooManyQuarantined):
        run_folder.write(Path(out), read, ledger.quarantined, origin, model=network_ref)
        raise
    results = records(scored)
    if all(result.tumour_class is None for result in results):
        raise ContractBroken(
            f"evaluate: expected labelled cases (a folder per class, BRISC names or figshare .mat), got none in {data}"
        )
    summary = run_folder.write(
        Path(out),
        read,
        ledger.quarantined,
        origin,
        predictions=records(looked.predictions),
        scores=results,
        seconds=run_folder.seconds_per_case([read, looked.predictions, looked.heatmaps, looked.masks, scored]),
        masks=records(looked.masks),
        metrics=metrics(results),
        floors=run_folder.read_floors(network_ref),
        model=network_ref,
    )
    get_run_logger().info("%s", summary)
    return summary
