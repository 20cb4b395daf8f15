"""From images to reports: which tumour, why, where, and what to say about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from prefect import flow, get_run_logger

import flows.offline  # noqa: F401
from data_contracts import cases, findings, locations, pages, prompts, reports, scores
from data_contracts.cases import Sources
from data_contracts.record import Batch
from data_contracts.settings import ExplainSettings
from flows import run_folder, stages
from flows.run_folder import Summary
from flows.stages import AllSetAside, Ledger, TooManyQuarantined, ask, ask_again, over, records
from flows.taken import Taken
from tasks import model_folder
from tasks.atlas import atlas
from tasks.contracts import ContractBroken
from tasks.evaluate import score
from tasks.findings import findings as find
from tasks.page import page
from tasks.prompt import prompt, template_file
from tasks.verify import verify


@flow(name="explain")
def explain(
    inputs: list[str],
    model: str,
    out: str,
    settings: ExplainSettings = ExplainSettings(),  # noqa: B008 (frozen; shown in the deployment's form)
    taken: str | None = None,
) -> Summary:
    """Explain every image in `inputs` and write the run folder `out`.

    Parameters
    ----------
    inputs : files and folders.
    model : a model folder.
    out : the run folder; made if absent.
    taken : a file that lists what earlier runs took. With it, inputs listed there are left out, and each run writes to a
        folder of its own below `out`, named by its time in UTC. Inputs of which nothing can be read fail one run, not
        the next ones too. Used by the deployment that watches an inbox.
    """
    logger = get_run_logger()
    sources = stages.find(inputs, settings.ingest)
    register = Taken(Path(taken)) if taken else None
    if register:
        sources = register.new(sources)
        if not sources.records and not sources.quarantined:
            logger.info("ingest: nothing new")
            return Summary(out=out, done=0, quarantined=0, empty=0)
        out = str(Path(out) / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ"))
    try:
        summary = explain_sources(sources, model, out, settings)
    except AllSetAside:
        if register:
            register.add(sources)
        raise
    if register:
        register.add(sources)
    logger.info("%s", summary)
    return summary


def explain_sources(sources: Sources, model: str, out: str, settings: ExplainSettings) -> Summary:
    """The story of a run: each stage over its batches, a gate behind each.

    Where every case that was read is set aside, the run ends there, its tables and its page written; where none could be
    read, it fails.
    """
    network_ref = model_folder.model_ref(model)
    template, again = template_file(settings.template), template_file(settings.repair_prompt)
    origin = run_folder.provenance(sources.records, settings, network_ref, template)
    ledger = Ledger(settings.run, sources)
    read: list[cases.Cases] = []
    try:
        read = stages.read(sources, settings)
        looked = stages.look(ledger.passed(cases.CONTRACT, read), network_ref, settings, ledger)
        seen, masked = looked.cases, looked.masks
        placed = ledger.passed(
            locations.CONTRACT, over("atlas", lambda c, m: atlas(c, m, settings.atlas), seen, masked)
        )
        found = ledger.passed(
            findings.CONTRACT, over("findings", find, seen, looked.predictions, looked.heatmaps, masked, placed)
        )
        asked = ledger.passed(prompts.CONTRACT, over("prompt", lambda f: prompt(f, template, settings.audience), found))
        answered = ledger.passed(reports.ANSWER_CONTRACT, ask(asked, settings.generate, settings.run.llm_concurrency))
        mended = ask_again(found, asked, answered, again, settings.generate, settings.run.llm_concurrency)
        written = ledger.passed(
            reports.CONTRACT,
            over(
                "verify",
                lambda *of: verify(*of, settings.verify, settings.audience),  # type: ignore[call-overload]
                *(found, asked, answered, mended),
            ),
        )
        told: list[Sequence[Batch]] = [
            looked.predictions,
            looked.heatmaps,
            masked,
            placed,
            found,
            asked,
            answered,
            written,
        ]
        shown = ledger.passed(
            pages.CONTRACT,
            over("page", lambda *of: page(*of, network_ref, out), seen, *told),  # type: ignore[call-overload]
        )
        scored = ledger.passed(scores.CONTRACT, over("score", score, seen, looked.predictions, masked))
    except (ContractBroken, TooManyQuarantined) as error:
        summary = run_folder.write(Path(out), read, ledger.quarantined, origin, model=network_ref)
        if isinstance(error, AllSetAside) and records(read):
            return summary
        raise
    return run_folder.write(
        Path(out),
        read,
        ledger.quarantined,
        origin,
        predictions=records(looked.predictions),
        answers=[*records(answered), *records(mended)],
        reports=records(written),
        scores=records(scored),
        seconds=run_folder.seconds_per_case([read, *told, mended, shown]),
        model=network_ref,
    )
