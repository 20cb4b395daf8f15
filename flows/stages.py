"""How a flow runs a stage: over batches, through the gate, with the cases that fell out kept in view."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from prefect import get_run_logger
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner

from data_contracts import heatmaps, masks, predictions, prompts, reports
from data_contracts.cases import Cases, Sources
from data_contracts.findings import FindingsBatch
from data_contracts.heatmaps import Heatmaps
from data_contracts.masks import Masks
from data_contracts.models import ModelRef
from data_contracts.predictions import Predictions
from data_contracts.prompts import Prompt, Prompts
from data_contracts.record import Batch, Contract, FileRef, Quarantined
from data_contracts.reports import Answer, Answers
from data_contracts.settings import EvaluateSettings, GenerateSettings, IngestSettings, RunSettings
from tasks.answers import REPLAY, replay_file
from tasks.cam import cam
from tasks.contracts import ContractBroken, gate
from tasks.generate import calls_per_case, generate, unanswered
from tasks.ingest import ingest
from tasks.predict import predict
from tasks.repair import repair
from tasks.sources import find_sources, passed_over_words
from tasks.threshold import threshold

B = TypeVar("B", bound=Batch)

SECONDS_BETWEEN_LINES = 10.0


class TooManyQuarantined(RuntimeError):
    """More cases were set aside than the settings allow."""


class AllSetAside(ContractBroken):
    """No case is left to go on with."""


class Ledger:
    """Every case that was set aside in this run, in the order of the stages."""

    def __init__(self, settings: RunSettings, sources: Sources) -> None:
        self.settings = settings
        self.known: set[str] = set()
        self.quarantined: list[Quarantined] = list(sources.quarantined)

    def passed(self, contract: Contract, batches: Iterable[B]) -> list[B]:
        """What is left of a stage's batches behind the gate.

        Raises
        ------
        AllSetAside
            If nothing is left.
        ContractBroken
            If the table as a whole fails.
        TooManyQuarantined
            If more than the stated share of the cases, slices of volumes counted singly, was set aside.
        """
        made = list(batches)
        self.known |= {record.case_id for record in records(made)}
        self._set_aside(contract, made)
        if not records(made):
            last = "".join(f"; {one.source}: expected {one.expected}, got {one.got}" for one in self.quarantined[-1:])
            raise AllSetAside(f"after stage {contract.name}: expected at least one case, all were set aside{last}")
        checked: list[B] = gate(contract, [batch.model_copy(update={"quarantined": ()}) for batch in made])
        self._set_aside(contract, checked)
        return checked

    def _set_aside(self, contract: Contract, batches: Sequence[Batch]) -> None:
        self.quarantined += [each for batch in batches for each in batch.quarantined]
        aside = {each.case_id or each.source for each in self.quarantined}
        share = len(aside) / max(len(aside | self.known), 1)
        if share > self.settings.largest_quarantined_share:
            raise TooManyQuarantined(
                f"after stage {contract.name}: {share:.0%} of the cases were set aside, "
                f"allowed are {self.settings.largest_quarantined_share:.0%}"
            )


def held(contract: Contract, batches: Sequence[B]) -> list[B]:
    """What is left of a second round behind the gate of the first; a case that breaks it goes on without the second round.

    Raises
    ------
    ContractBroken
        If the table as a whole fails; one without rows does not, for mostly no case needs a second round.
    """
    if not records(batches):
        return list(batches)
    checked: list[B] = gate(contract, batches)
    for each in (each for batch in checked for each in batch.quarantined):
        get_run_logger().warning(
            "%s: case %s goes on without a second round: expected %s, got %s",
            contract.name,
            each.case_id,
            each.expected,
            each.got,
        )
    return [batch.model_copy(update={"quarantined": ()}) for batch in checked]


def in_batches(sources: Sources, size: int) -> list[Sources]:
    """The sources, `size` to a batch."""
    records = sources.records
    return [Sources(records=records[start : start + size]) for start in range(0, len(records), size)]


def over(name: str, call: Callable[..., B], *batches: Sequence[Batch]) -> list[B]:
    """Call a stage on each batch (and its companions in the other lists); log one line at its end, and one now and then."""
    logger, made, told = get_run_logger(), [], time.monotonic()
    for each in zip(*batches, strict=True):
        made.append(call(*each))
        if time.monotonic() - told > SECONDS_BETWEEN_LINES:
            logger.info("%s: batch %d of %d", name, len(made), len(batches[0]))
            told = time.monotonic()
    logger.info("%s: %d records", name, len(records(made)))
    return made


@dataclass(frozen=True)
class Looked:
    """What the network shows of the cases: one list of batches per stage, in step with each other."""

    cases: list[Cases]
    predictions: list[Predictions]
    heatmaps: list[Heatmaps]
    masks: list[Masks]


def find(inputs: Sequence[str], settings: IngestSettings) -> Sources:
    """The sources in files and folders; what the folders hold besides is logged."""
    sources = find_sources(inputs, settings)
    if sources.passed_over:
        get_run_logger().info("ingest: %s", passed_over_words(sources.passed_over))
    return sources


def read(sources: Sources, settings: EvaluateSettings) -> list[Cases]:
    """The cases of all sources, as the ingest stage made them."""
    return over("ingest", lambda batch: ingest(batch, settings.ingest), in_batches(sources, settings.run.batch_cases))


def in_one(batches: Sequence[Cases]) -> Cases:
    """All batches as one cohort."""
    return Cases(key=" ".join(batch.key for batch in batches), records=tuple(records(batches)))


def look(cases: Sequence[Cases], model: ModelRef, settings: EvaluateSettings, ledger: Ledger) -> Looked:
    """Predict, explain by saliency and cut masks: what explaining, evaluating and training have in common."""
    predicted = ledger.passed(
        predictions.CONTRACT, over("predict", lambda c: predict(c, model, settings.predict), cases)
    )
    maps = ledger.passed(heatmaps.CONTRACT, over("cam", lambda p: cam(p, model, settings.cam), predicted))
    cut = ledger.passed(
        masks.CONTRACT,
        over("threshold", lambda c, p, h: threshold(c, p, h, settings.threshold), cases, predicted, maps),
    )
    return Looked(cases=list(cases), predictions=predicted, heatmaps=maps, masks=cut)


def records(batches: Sequence[Batch]) -> list[Any]:
    """The records of all batches, in order."""
    return [record for batch in batches for record in batch.records]  # type: ignore[attr-defined]


def ask(asked: Sequence[Prompts], settings: GenerateSettings, concurrency: int) -> list[Answers]:
    """One language model task per case, `concurrency` at once, in the batches the prompts came in.

    A task that failed for good leaves an answer that says why, so that the case still gets its report.
    """
    logger = get_run_logger()
    if settings.llm.startswith(REPLAY):
        settings = settings.model_copy(update={"replay_sha256": replay_file(settings.llm).sha256})
    total = sum(len(batch.records) for batch in asked)
    if not total:
        return [Answers() for _ in asked]
    answered = 0
    made = []
    retried = generate.with_options(retries=calls_per_case(settings) - 1)
    runner: ThreadPoolTaskRunner[Answers] = ThreadPoolTaskRunner(max_workers=concurrency)
    with runner:
        calls = [
            [
                (prompt, runner.submit(retried, {"prompts": _alone(batch, prompt), "settings": settings}))
                for prompt in batch.records
            ]
            for batch in asked
        ]
        for batch_calls in calls:
            answers = []
            for prompt, future in batch_calls:
                answers.append(_answer(prompt, future, settings))
                answered += 1
                if answered % 10 == 0 or answered == total:
                    logger.info("generate: %d of %d asked", answered, total)
            made.append(_together(answers))
    _log_cost(records(made))
    return made


def ask_again(
    found: Sequence[FindingsBatch],
    asked: Sequence[Prompts],
    answered: Sequence[Answers],
    template: FileRef,
    settings: GenerateSettings,
    concurrency: int,
) -> list[Answers]:
    """The answers about the statements that failed: one question for each case that has any, behind the same gates.

    Parameters
    ----------
    template : of the question, beside what was `asked` and `answered` the first time.
    """
    failed = held(prompts.CONTRACT, over("repair", lambda f, q, a: repair(f, q, a, template), found, asked, answered))
    return held(reports.ANSWER_CONTRACT, ask(failed, settings, concurrency))


def _log_cost(answers: Sequence[Answer]) -> None:
    given = [answer for answer in answers if answer.error is None]
    unpriced = sorted({answer.llm for answer in given if answer.cost_usd is None})
    get_run_logger().info(
        "generate: %d of %d answered, $%.4f%s",
        len(given),
        len(answers),
        sum(answer.cost_usd or 0.0 for answer in given),
        f" and what {', '.join(unpriced)} costs, of which no price is known" if unpriced else "",
    )


def _alone(batch: Prompts, prompt: Prompt) -> Prompts:
    return batch.model_copy(update={"records": (prompt,), "seconds": 0.0})


def _answer(prompt: Prompt, future: PrefectFuture[Answers], settings: GenerateSettings) -> Answers:
    result = future.result(raise_on_failure=False)
    if isinstance(result, Exception):
        return Answers(records=(unanswered(prompt, settings, result),))
    return result


def _together(answers: Sequence[Answers]) -> Answers:
    return Answers(
        key=" ".join(each.key for each in answers),
        records=tuple(record for each in answers for record in each.records),
    )
