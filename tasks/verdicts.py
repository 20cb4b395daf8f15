"""Part the statements of an answer into those that the findings support and those that they do not."""

from __future__ import annotations

from data_contracts.findings import Findings
from data_contracts.reports import Answer, Statement, read_statements
from tasks.claims import check


def checked(statements: tuple[Statement, ...], findings: Findings) -> tuple[list[Statement], list[Statement]]:
    """The statements that the findings support, and those they do not, each with the reason.

    A statement that repeats an earlier one is dropped too.
    """
    supported: list[Statement] = []
    dropped: list[Statement] = []
    for statement in statements:
        reason = check(statement.text, statement.cites, findings)
        if reason is None and any(statement.text.casefold() == earlier.text.casefold() for earlier in supported):
            reason = "repeats an earlier statement"
        if reason is None:
            supported.append(statement)
        else:
            dropped.append(statement.model_copy(update={"verdict": "unsupported", "reason": reason}))
    return supported, dropped


def failing(answer: Answer, findings: Findings) -> tuple[Statement, ...]:
    """The statements of an answer that go back to the model, each with the reason; none where there is no answer."""
    if answer.error is not None:
        return ()
    try:
        return tuple(checked(read_statements(answer.text), findings)[1])
    except ValueError:
        return ()
