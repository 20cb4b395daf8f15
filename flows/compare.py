"""From labelled images to one table: every backbone under the same budget, on the same cases."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from prefect import flow, get_run_logger

import flows.offline  # noqa: F401
from data_contracts import masks, predictions, scores, trainings
from data_contracts.cases import Cases, Sources
from data_contracts.comparison import COST_CONTRACT, Budget, Compared, Comparison, Cost
from data_contracts.folds import Fold, Folds
from data_contracts.names import Backbone
from data_contracts.record import Record
from data_contracts.scores import Score
from data_contracts.settings import CompareSettings, TrainSettings
from flows import run_folder
from flows.labelled import beneath, labelled, with_groups_digest, with_weights_digest
from flows.stages import Ledger, over, records
from tasks import comparison_page, index_page, model_folder
from tasks.checkpoint import finish
from tasks.compare import command, cost, drawn, start_weights, without_validation
from tasks.contracts import check_whole
from tasks.evaluate import score
from tasks.files import write_atomically
from tasks.predict import predict
from tasks.ranking import differences, metrics_of, ranked
from tasks.threshold import threshold
from tasks.train import folds_table
from tasks.train import train as fit
from tasks.trainings import training_of


class CompareSummary(Record):
    """How a comparison ended: backbones that came through and that failed, cases set aside by any of them."""

    out: str
    done: int
    failed: int
    quarantined: int

    def __str__(self) -> str:
        return (
            f"{self.done} backbones done, {self.failed} failed, {self.quarantined} cases quarantined "
            f"→ {self.out}/index.html"
        )


@flow(name="compare")
def compare(
    data: str,
    out: str,
    settings: CompareSettings = CompareSettings(),  # noqa: B008 (frozen; shown in the deployment's form)
) -> CompareSummary:
    """Train every backbone on the same drawn cases of the folder `data`, score each on the same test cases.

    Beside them stands what cheap means score on these test cases, taught by the same training images.

    Each backbone is cached on its own: started again, a finished one is not trained twice, and an unfinished one goes on
    from its last epoch. One that fails gets a row that says why.
    """
    logger = get_run_logger()
    settings = with_groups_digest(settings)
    starts = start_weights(settings.start_weights, settings.backbones)
    begun = labelled(data, settings)
    sources, cohort, ledger = begun.sources, begun.cohort, begun.ledger
    chosen = drawn(begun.folds, settings.images, settings.test_images, settings.train.seed)
    budget = budget_of(chosen.records, settings, synthetic=any(case.synthetic for case in cohort.records))
    logger.info("budget of every backbone: %s", budget)
    floors = beneath(cohort, without_validation(chosen), settings.train.image_size)
    run_folder.write_floors(Path(out), floors)

    rows: list[Compared] = []
    results: dict[Backbone, list[Score]] = {}
    group_of = {fold.case_id: fold.group_id for fold in chosen.records}
    for number, backbone in enumerate(settings.backbones, start=1):
        started = time.monotonic()
        recipe = with_weights_digest(
            settings.train.model_copy(update={"backbone": backbone, "start_weights": starts[backbone]})
        )
        row = Compared(
            backbone=backbone,
            status="done",
            start_weights=Path(recipe.start_weights).name,
            start_weights_sha256=recipe.start_weights_sha256,
        )
        aside = Ledger(settings.run, Sources())
        try:
            costs, told = trained_and_scored(cohort, chosen, recipe, f"{out}/models/{backbone}", settings, aside)
        except Exception as error:  # whatever ends one backbone goes into its row, and the others go on
            logger.exception("%s failed", backbone)
            row = row.model_copy(update={"status": "failed", "reason": reason(error, out, settings.start_weights)})
        else:
            results[backbone] = told
            found = metrics_of(told, group_of, settings.train.seed)
            row = row.model_copy(update={"cost": costs, "metrics": found})
        finally:
            model_folder.release()
        rows.append(row)
        ledger.quarantined += [
            each.model_copy(update={"stage": f"{each.stage}, {backbone}"}) for each in aside.quarantined
        ]
        spent = time.monotonic() - started
        logger.info("%s, %d of %d: %s, %.0f s", backbone, number, len(settings.backbones), row.status, spent)
    if not results:
        raise RuntimeError(f"compare: every backbone failed, the first of them: {rows[0].reason}")

    comparison = Comparison(
        budget=budget,
        command=command(settings),
        rows=ranked(rows),
        differences=differences(rows, results, group_of, settings.train.seed),
        floors=floors,
    )
    comparison_page.write(comparison, Path(out))
    run_folder.write_origin(
        Path(out),
        index_page.quarantine_rows(ledger.quarantined, cohort.records),
        run_folder.provenance(sources.records, settings, None, None),
    )
    write_atomically(Path(out) / "folds.csv", folds_table(chosen.records).encode())
    summary = CompareSummary(
        out=out,
        done=len(results),
        failed=len(rows) - len(results),
        quarantined=len({(each.source, each.case_id) for each in ledger.quarantined}),
    )
    logger.info("%s", summary)
    return summary


def budget_of(chosen: Sequence[Fold], settings: CompareSettings, synthetic: bool) -> Budget:
    """What every backbone gets, in numbers."""
    parts = Counter(fold.part for fold in chosen)
    return Budget(
        train_images=parts["train"],
        validation_images=parts["validation"],
        test_images=parts["test"],
        test_groups=len({fold.group_id for fold in chosen if fold.part == "test"}),
        image_size=settings.train.image_size,
        epochs=settings.train.epochs,
        batch_size=settings.train.batch_size,
        seed=settings.train.seed,
        timing_batch=settings.predict.batch_size,
        synthetic=synthetic,
    )


def trained_and_scored(
    cohort: Cases, chosen: Folds, recipe: TrainSettings, folder: str, settings: CompareSettings, ledger: Ledger
) -> tuple[Cost, list[Score]]:
    """Train one backbone, score class and segmentation on the test part, and time it. No saliency is made."""
    trained = fit(cohort, chosen, recipe, folder)
    finish(folder)
    (model,) = trained.records
    check_whole(trainings.CONTRACT, [training_of(model).row()])
    test = {fold.case_id for fold in chosen.records if fold.part == "test"}
    members = [case for case in cohort.records if case.case_id in test]
    size = settings.run.batch_cases
    held_out = [
        Cases(key=cohort.key, records=tuple(members[start : start + size])) for start in range(0, len(members), size)
    ]
    told = ledger.passed(predictions.CONTRACT, over("predict", lambda c: predict(c, model, settings.predict), held_out))
    cut = ledger.passed(
        masks.CONTRACT, over("threshold", lambda c, p: threshold(c, p, None, settings.threshold), held_out, told)
    )
    results: list[Score] = records(ledger.passed(scores.CONTRACT, over("score", score, held_out, told, cut)))
    images = sum(fold.part == "train" for fold in chosen.records)
    (measured,) = cost(model, images, recipe.batch_size, settings.predict).records
    check_whole(COST_CONTRACT, [measured.row() | {"backbone": recipe.backbone}])
    return measured, results


def reason(error: Exception, *folders: str) -> str:
    """The first line of what went wrong, files named without the folders they are in."""
    text = next(iter(str(error).splitlines()), "")
    for folder in folders:
        text = text.replace(f"{Path(folder).resolve()}/", "").replace(f"{folder}/", "")
    return f"{type(error).__name__}: {text}"[:400]
