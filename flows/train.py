"""From labelled images to a model folder, with scores on cases it was not trained on."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, get_run_logger

import flows.offline  # noqa: F401
from data_contracts import scores, trainings
from data_contracts.models import ModelRef
from data_contracts.settings import TrainRunSettings
from flows import run_folder, stages
from flows.labelled import beneath, labelled, with_groups_digest, with_weights_digest
from flows.stages import over, records
from tasks.card import Training
from tasks.checkpoint import finish, read_history
from tasks.contracts import check_whole
from tasks.evaluate import metrics, regrouped, score
from tasks.train import train as fit
from tasks.trainings import training_of
from tasks.worst import worst_cases


@flow(name="train")
def train(
    data: str,
    out: str,
    settings: TrainRunSettings = TrainRunSettings(),  # noqa: B008 (frozen; shown in the deployment's form)
) -> ModelRef:
    """Train a model on the labelled images of the folder `data` and write the model folder `out`.

    `out`/test/ holds the scores on the locked test fold, which neither the weights nor the temperature have seen.
    """
    logger = get_run_logger()
    settings = with_groups_digest(settings)
    recipe = with_weights_digest(settings.train)
    begun = labelled(data, settings)
    cohort, divided, ledger = begun.cohort, begun.folds, begun.ledger
    floors = beneath(cohort, divided, settings.train.image_size)
    trained = fit(cohort, divided, recipe, out)
    finish(out)
    run_folder.write_floors(Path(out), floors)
    (model,) = trained.records
    check_whole(trainings.CONTRACT, [training_of(model).row()])

    test = {fold.case_id for fold in divided.records if fold.part == "test"}
    held_out = [
        batch.model_copy(update={"records": tuple(case for case in batch.records if case.case_id in test)})
        for batch in begun.batches
    ]
    looked = stages.look(held_out, model, settings, ledger)
    scored = ledger.passed(scores.CONTRACT, over("score", score, looked.cases, looked.predictions, looked.masks))
    results = regrouped(records(scored), {fold.case_id: fold.group_id for fold in divided.records})
    measured = metrics(results)
    run_folder.write(
        Path(out) / "test",
        held_out,
        ledger.quarantined,
        run_folder.provenance(begun.sources.records, settings, model, None),
        predictions=records(looked.predictions),
        scores=results,
        masks=records(looked.masks),
        metrics=measured,
        floors=floors,
        model=model,
    )
    run_folder.write_card(
        Path(out),
        model,
        Training(
            settings=recipe,
            folds=divided.records,
            history=read_history(Path(out) / "history.csv"),
            metrics=measured,
            floors=floors,
        ),
        worst_cases(results, [case for batch in held_out for case in batch.records], records(looked.masks)),
    )
    logger.info(
        "test fold, %d cases: %s",
        len(results),
        ", ".join(f"{name} {measured[name]['all'].value:.3f}" for name in ("accuracy", "dice") if name in measured),
    )
    return model
