"""From labelled images to scores: how good the network, its masks and its saliency are."""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import Path

from prefect import flow, get_run_logger

import flows.offline  # noqa: F401
from data_contracts import cases, scores
from data_contracts import clusters as cluster_data
from data_contracts.names import Part
from data_contracts.record import FileRef
from data_contracts.settings import EvaluateSettings
from flows import run_folder, stages
from flows.run_folder import Summary
from flows.stages import Ledger, TooManyQuarantined, in_one, over, records
from tasks import model_folder
from tasks.clusters import clusters
from tasks.contracts import ContractBroken
from tasks.evaluate import metrics, regrouped, score
from tasks.learned import PIXELS_ALONE, learned
from tasks.page_text import learned_words
from tasks.parts import of_files, served


def _of_part(read: Sequence[cases.Cases], members: Container[str], where: str) -> list[cases.Cases]:
    """The batches without the cases of other parts."""
    kept = [
        batch.model_copy(update={"records": tuple(case for case in batch.records if case.case_id in members)})
        for batch in read
    ]
    if not records(kept):
        raise ContractBroken(f"evaluate: expected cases of {where}, got none of them")
    return kept


@flow(name="evaluate")
def evaluate(
    data: str,
    model: str,
    out: str,
    settings: EvaluateSettings = EvaluateSettings(),  # noqa: B008 (frozen; shown in the deployment's form)
    groups: str | None = None,
    part: Part | None = None,
) -> Summary:
    """Score a model on the labelled images of the folder `data`; writes `out`/metrics.json and the run's page.

    `groups` is a CSV of `file_stem` and `series` (or `group_id`): slices that err together, beside those that the files
    themselves or near-duplicates join. `part` scores only the cases that served the model as that part, in the groups of
    its `folds.csv`.

    Raises
    ------
    ValueError
        If both `groups` and `part` are given.
    ModelError
        If `model` is no model folder, has no cases of that part, or its difference hashes cannot be read.
    ContractBroken
        If no case is labelled, or none is of that part.
    """
    if groups and part:
        raise ValueError("evaluate: expected groups or part, got both: the cases of a part have the model's groups")
    logger = get_run_logger()
    sources = stages.find([data], settings.ingest)
    network_ref = model_folder.model_ref(model)
    known = learned(model)
    members = served(model, part) if part else None
    if members is not None:
        sources = of_files(sources, members)
    table = FileRef.of(groups) if groups else None
    origin = run_folder.provenance(sources.records, settings, network_ref, None)
    origin["groups"] = None if table is None else {"sha256": table.sha256}
    origin["part"] = part
    ledger = Ledger(settings.run, sources)
    read: list[cases.Cases] = []
    try:
        read = stages.read(sources, settings)
        if members is not None:
            read = _of_part(read, members, f"the {part} part of model {Path(model).name} in {Path(data).name}")
        seen = ledger.passed(cases.CONTRACT, read)
        looked = stages.look(seen, network_ref, settings, ledger)
        scored = ledger.passed(scores.CONTRACT, over("score", score, looked.cases, looked.predictions, looked.masks))
        (joined,) = ledger.passed(cluster_data.CONTRACT, [clusters(in_one(seen), table)])
    except (ContractBroken, TooManyQuarantined):
        run_folder.write(Path(out), read, ledger.quarantined, origin, model=network_ref)
        raise
    if members is not None and len(joined.records) < len(members):
        logger.warning(
            "%d of the %d cases of the %s part are not scored", len(members) - len(joined.records), len(members), part
        )
    if joined.absent:
        logger.warning("%d file stems of the groups table name no case, e.g. %s", len(joined.absent), joined.absent[0])
    group_of = {member.case_id: member.group_id for member in joined.records}
    if members is not None:
        group_of = {case_id: group for case_id, (_, group) in members.items()}
    results = regrouped(records(scored), group_of)
    if all(result.tumour_class is None for result in results):
        raise ContractBroken(
            f"evaluate: expected labelled cases (a folder per class, BRISC names or figshare .mat), got none in "
            f"{Path(data).name}"
        )
    pictures = {member.case_id: member.fingerprint for member in joined.records}
    origin["learned"] = sum(known.holds(pictures[result.case_id]) for result in results)
    origin["learned_by_pixels_alone"] = known.hashes is None
    if origin["learned"]:
        logger.warning("%s", learned_words(origin["learned"], len(results)))
    if known.hashes is None:
        logger.warning("model %s: %s", Path(model).name, PIXELS_ALONE)
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
