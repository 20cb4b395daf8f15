"""The gate between two stages: a Great Expectations suite over the table of what came out, run on every call."""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from data_contracts.record import Batch, Contract, Quarantined

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.data_context import EphemeralDataContext

B = TypeVar("B", bound=Batch)


class ContractBroken(RuntimeError):
    """A table that must not go on: empty, without its columns, or with a repeated key."""


def check(contract: Contract, rows: Sequence[dict[str, Any]]) -> dict[int, list[tuple[str, str]]]:
    """Validate a table of rows.

    Returns
    -------
    For each row that breaks an expectation, its position and the (expectation, value) pairs it breaks.

    Raises
    ------
    ContractBroken
        If the table as a whole fails: no rows, a missing column, a repeated or missing key, a broken `fatal` expectation.
    """
    import great_expectations as gx
    import great_expectations.expectations as gxe
    import pandas as pd

    frame = pd.DataFrame(rows)
    table = [
        gxe.ExpectTableRowCountToBeBetween(min_value=1),
        gxe.ExpectTableColumnsToMatchSet(column_set=list(contract.columns), exact_match=False),
        *(gxe.ExpectColumnValuesToNotBeNull(column=column) for column in contract.key),
        gxe.ExpectCompoundColumnsToBeUnique(column_list=list(contract.key))
        if len(contract.key) > 1
        else gxe.ExpectColumnValuesToBeUnique(column=contract.key[0]),
    ]
    for result in _results(gx.ExpectationSuite(name=f"{contract.name}-table", expectations=table), frame):
        if not result.success:
            configuration = result.expectation_config
            raise ContractBroken(
                f"after stage {contract.name}: {configuration.type} failed for {_subject(configuration.kwargs)}; "
                f"got {_observed(result, frame)}"
            )

    frame = contract.derived(frame)
    if fatal := contract.fatal():
        suite = gx.ExpectationSuite(name=f"{contract.name}-fatal", expectations=fatal)
        failures = [_failure(contract, result, frame) for result in _results(suite, frame) if not result.success]
        if failures:
            raise ContractBroken(f"after stage {contract.name}: {'; '.join(failures)}")

    required = [gxe.ExpectColumnValuesToNotBeNull(column=column) for column in contract.columns]
    broken: dict[int, list[tuple[str, str]]] = {}
    suite = gx.ExpectationSuite(name=contract.name, expectations=[*required, *contract.expectations()])
    for result in _results(suite, frame):
        if result.success:
            continue
        for position, value in _unexpected(contract, result, frame):
            broken.setdefault(position, []).append((_expected(result), value))
    return broken


def check_whole(contract: Contract, rows: Sequence[dict[str, Any]]) -> None:
    """Check a table whose rows are no cases, so that none can be set aside: what a row breaks is logged as a warning.

    Raises
    ------
    ContractBroken
        As `check` does.
    """
    logger = get_run_logger()
    for position, broken in check(contract, rows).items():
        for expected, got in broken:
            name = ", ".join(str(rows[position][column]) for column in contract.key)
            logger.warning("after stage %s: %s failed for %s: %s", contract.name, expected, name, got)


def _failure(contract: Contract, result: Any, frame: pd.DataFrame) -> str:
    found = _unexpected(contract, result, frame)
    position, value = found[0]
    name = frame.iloc[position].get("source", frame[contract.key[0]].iloc[position])
    return f"{_expected(result)} failed for {len(found)} of {len(frame)} rows, e.g. {name}: {value}"


def _unexpected(contract: Contract, result: Any, frame: pd.DataFrame) -> list[tuple[int, str]]:
    """Position and value of each row that breaks an expectation."""
    configuration = result.expectation_config
    if "unexpected_index_list" not in result.result:
        raise ContractBroken(
            f"after stage {contract.name}: {configuration.type} could not be evaluated: {result.exception_info}"
        )
    column = frame[configuration.kwargs["column"]]
    positions = [
        int(entry["index"] if isinstance(entry, dict) else entry) for entry in result.result["unexpected_index_list"]
    ]
    return [(position, repr(_plain(column.iloc[position]))) for position in positions]


def _plain(value: Any) -> Any:
    return value.tolist() if hasattr(value, "tolist") else value


def _expected(result: Any) -> str:
    return f"{result.expectation_config.type}({_subject(result.expectation_config.kwargs)})"


@functools.lru_cache(maxsize=1)
def _context() -> EphemeralDataContext:
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


def _results(suite: Any, frame: pd.DataFrame) -> list[Any]:
    source = _context().data_sources.add_or_update_pandas("memory")
    batch = source.add_dataframe_asset(suite.name).add_batch_definition_whole_dataframe("whole")
    outcome = batch.get_batch({"dataframe": frame}).validate(suite, result_format="COMPLETE")
    if len(outcome.results) != len(suite.expectations):
        raise ContractBroken(
            f"suite {suite.name}: {len(suite.expectations)} expectations, {len(outcome.results)} results"
        )
    return list(outcome.results)


def _subject(arguments: dict[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in arguments.items() if name != "batch_id")


def _observed(result: Any, frame: pd.DataFrame) -> str:
    observed = result.result.get("observed_value", result.result.get("partial_unexpected_list"))
    return f"{observed!r} in a table of {len(frame)} rows"


@task(name="gate", cache_policy=NO_CACHE, persist_result=False)
def gate(contract: Contract, batches: Sequence[B]) -> list[B]:
    """Check what a stage made. Never cached, so a stored artefact is checked again in each run.

    Returns the batches with the cases that broke an expectation moved from `records` to `quarantined`.

    Raises
    ------
    ContractBroken
        If the table as a whole fails.
    """
    records = [record for batch in batches for record in batch.records]  # type: ignore[attr-defined]
    broken = check(contract, [record.row() for record in records])
    logger = get_run_logger()
    passed, position = [], 0
    for batch in batches:
        kept, aside = [], list(batch.quarantined)
        failed = {
            records[index].case_id: index
            for index in range(position, position + len(batch.records))  # type: ignore[attr-defined]
            if index in broken
        }
        position += len(batch.records)  # type: ignore[attr-defined]
        for record in batch.records:  # type: ignore[attr-defined]
            if record.case_id not in failed:
                kept.append(record)
        for case_id, index in failed.items():
            expected, got = broken[index][0]
            aside.append(
                Quarantined(
                    source=getattr(records[index], "source", case_id),
                    stage=contract.name,
                    expected=expected,
                    got=got,
                    case_id=case_id,
                )
            )
        passed.append(batch.model_copy(update={"records": tuple(kept), "quarantined": tuple(aside)}))
    left = [record for batch in passed for record in batch.records]  # type: ignore[attr-defined]
    aside_ids = {records[index].case_id for index in broken}
    logger.info("%s: %d rows passed, %d cases set aside", contract.name, len(left), len(aside_ids))
    return passed
