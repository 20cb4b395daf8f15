"""How training and comparing begin: the labelled images of a folder, behind their gates, dealt out to folds, with the floors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from prefect import get_run_logger

from data_contracts import cases, folds
from data_contracts import floors as floor_data
from data_contracts.cases import Cases, Sources
from data_contracts.floors import Floor
from data_contracts.folds import Folds
from data_contracts.record import FileRef
from data_contracts.settings import CompareSettings, SplitSettings, TrainRunSettings, TrainSettings
from flows.stages import Ledger, find, in_one, read
from tasks.contracts import check_whole
from tasks.floors import floors
from tasks.model_folder import check_start, start_digest
from tasks.split import split

S = TypeVar("S", TrainRunSettings, CompareSettings)


@dataclass(frozen=True)
class Labelled:
    """What was found: the inputs, their cases in batches and as one cohort, its folds, and what was set aside."""

    sources: Sources
    batches: list[Cases]
    cohort: Cases
    folds: Folds
    ledger: Ledger


def labelled(data: str, settings: TrainRunSettings | CompareSettings) -> Labelled:
    """Read the labelled images of the folder `data` and deal them out.

    Raises
    ------
    ValueError, ContractBroken
        As `divide` does.
    """
    sources = find([data], settings.ingest)
    ledger = Ledger(settings.run, sources)
    batches = ledger.passed(cases.CONTRACT, read(sources, settings))
    cohort = in_one(batches)
    return Labelled(sources, batches, cohort, divide(cohort, settings.split, ledger), ledger)


def with_groups_digest(settings: S) -> S:
    """The settings with the digest of the groups table, where there is one.

    Raises
    ------
    OSError
        If there is no such file.
    """
    if settings.split.groups is None:
        return settings
    digest = FileRef.of(settings.split.groups).sha256
    return settings.model_copy(update={"split": settings.split.model_copy(update={"groups_sha256": digest})})


def with_weights_digest(settings: TrainSettings) -> TrainSettings:
    """The settings with the digest of the start weights, where they are a file or a model folder.

    Raises
    ------
    OSError
        If there is no such file.
    ModelError
        If they are another network's.
    """
    check_start(settings.backbone, settings.start_weights)
    return settings.model_copy(update={"start_weights_sha256": start_digest(settings.start_weights)})


def divide(cases: Cases, settings: SplitSettings, ledger: Ledger) -> Folds:
    """The folds of a cohort, behind the gate that no leak passes.

    Raises
    ------
    ValueError
        If the groups file is no such table.
    ContractBroken
        If it names none of the cases, or a picture, a cluster or a group lies in two parts.
    """
    logger = get_run_logger()
    (divided,) = ledger.passed(folds.CONTRACT, [split(cases, settings)])
    if divided.absent:
        logger.warning(
            "split: %d file stems of the groups table name no case, e.g. %s", len(divided.absent), divided.absent[0]
        )
    logger.info(
        "split by %s: %d cases, %d clusters of near-duplicates, %d groups in %d folds",
        settings.by,
        len(divided.records),
        len({fold.cluster_id for fold in divided.records}),
        len({fold.group_id for fold in divided.records}),
        settings.folds,
    )
    return divided


def beneath(cohort: Cases, divided: Folds, image_size: int) -> tuple[Floor, ...]:
    """What cheap means score on the test part of the folds, taught by the other parts, behind their gate.

    Parameters
    ----------
    image_size : side in px of the square that the network sees.

    Raises
    ------
    ContractBroken
        If what reaches the network tells traits of the file, or a floor is absent or no share.
    """
    found = floors(cohort, divided, image_size).records
    check_whole(floor_data.CONTRACT, [floor.row() for floor in found])
    for floor in found:
        get_run_logger().info("floor %s", floor)
    return found
