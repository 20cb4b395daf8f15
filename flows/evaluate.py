"""From labelled images to scores: how good the network, its masks and its saliency are."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, get_run_logger

import flows.offline  # noqa: F401
from data_contracts import cases, scores
from data_contracts import clusters as cluster_data
from data_contracts.record import FileRef
from data_contracts.settings import EvaluateSettings
from flows import run_folder, stages
from flows.run_folder import Summary, TooManyQuarantined
from flows.stages import Ledger, in_one, over, records
from tasks import model_folder
from tasks.clusters import clusters
from tasks.contracts import ContractBroken
from tasks.evaluate import metrics, regrouped, score
from tasks.sources import find_sources


@flow(name="evaluate")
def evaluate(
    data: str,
    model: str,
    out: str,
    settings: EvaluateSettings = EvaluateSettings(),  # noqa: B008 (frozen; shown in the deployment's form)
    groups: str | None = None,
) -> Summary:
    """Score a model on the labelled images of the folder `data`; writes `out`/metrics.json and the run's page.

    `groups` is a CSV of `file_stem` and `series` (or `group_id`): slices that err together, beside those that the files
    themselves or near-duplicates join.
    """
    logger = get_run_logger()
    sources = find_sources([data], settings.ingest)
    network_ref = model_folder.model_ref(model)
    table = FileRef.of(groups) if groups else None
    origin = run_folder.provenance(sources.records, settings, network_ref, None)
    origin["groups"] = None if table is None else {"sha256": table.sha256}
    ledger = Ledger(settings.run, sources)
    read: list[cases.Cases] = []
    try:
        read = stages.read(sources, settings)
        seen = ledger.passed(cases.CONTRACT, read)
        looked = stages.look(seen, network_ref, settings, ledger)
        scored = ledger.passed(scores.CONTRACT, over("score", score, looked.cases, looked.predictions, looked.masks))
        (joined,) = ledger.passed(cluster_data.CONTRACT, [clusters(in_one(seen), table)])
    except (ContractBroken, TooManyQuarantined):
        run_folder.write(Path(out), read, ledger.quarantined, origin, model=network_ref)
        raise
    if joined.absent:
        logger.warning("%d file stems of the groups table name no case, e.g. %s", len(joined.absent), joined.absent[0])
    results = regrouped(records(scored), {member.case_id: member.group_id for member in joined.records})
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
    logger.info("%s", summary)
    return summary
