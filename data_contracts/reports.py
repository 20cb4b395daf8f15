"""What a language model answered, and the report that is left after every sentence was checked."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Literal, get_args

from data_contracts.names import Audience
from data_contracts.prompts import Message
from data_contracts.record import Batch, Contract, Record

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation

Section = Literal["findings", "impression", "evidence", "not_assessed"]
SECTIONS: tuple[Section, ...] = get_args(Section)
ReportSource = Literal["llm", "template"]


class Answer(Record):
    """A language model's answer as it came, with all that was asked. `error` says why there is none.

    Attributes
    ----------
    request_sha256 : digest of messages, model, sampling settings and the shape asked for: what the answer is stored under.
    messages, temperature, max_tokens, seed : as sent.
    cost_usd : by LiteLLM's price list; None where that has no price for the model.
    seconds : from the request to the answer. `asked_at` : UTC time of the request, ISO 8601.
    """

    case_id: str
    llm: str
    text: str
    error: str | None = None
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = None
    seconds: float = 0.0
    request_sha256: str = ""
    messages: tuple[Message, ...] = ()
    temperature: float | None = None
    max_tokens: int | None = None
    seed: int | None = None
    asked_at: str = ""


class Answers(Batch):
    records: tuple[Answer, ...] = ()


class Statement(Record):
    """One sentence, the ids of the facts it words, and the verdict on it."""

    text: str
    cites: tuple[str, ...]
    section: Section = "findings"
    verdict: Literal["supported", "unsupported"] = "supported"
    reason: str | None = None


def read_statements(text: str) -> tuple[Statement, ...]:
    """The statements of a model's answer: a JSON object `{"statements": [{"text", "cites", "section"}]}`.

    One fenced block around the JSON is taken off; a missing or unknown section becomes "findings".

    Raises
    ------
    ValueError
        If the answer is not such an object or holds no statement.
    """
    fenced = re.fullmatch(r"\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*", text, re.DOTALL)
    try:
        answer = json.loads(fenced.group(1) if fenced else text)
        statements = tuple(
            Statement(
                text=str(entry["text"]).strip(),
                cites=tuple(dict.fromkeys(str(fact_id) for fact_id in entry["cites"])),
                section=entry.get("section") if entry.get("section") in SECTIONS else "findings",
            )
            for entry in answer["statements"]
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"expected JSON with statements of text and cites, got {text[:80]!r}") from error
    if not statements:
        raise ValueError("expected at least one statement, got none")
    return statements


NOTICE = (
    "Research use only. Not a medical device and not a diagnosis: the findings come from an automatic method on a single "
    "image and must not guide care."
)


class Report(Record):
    """The statements that passed (`statements`), those that did not (`dropped`), and who wrote them.

    `report_source` is "template" when too little of the model's answer was left and the report was written from the
    findings without a model; `llm` then still names the model that was asked. `repaired` of the statements came when the
    model was asked once more about those that had failed. `notice` closes every report.
    """

    case_id: str
    llm: str
    template: str
    report_source: ReportSource
    statements: tuple[Statement, ...]
    dropped: tuple[Statement, ...] = ()
    audience: Audience = "clinician"
    repaired: int = 0
    error: str | None = None
    notice: str = NOTICE

    def row(self) -> dict[str, Any]:
        """Adds counts of statements to the scalar fields."""
        return super().row() | {
            "supported": len(self.statements),
            "dropped": len(self.dropped),
            "unsupported": sum(statement.verdict != "supported" for statement in self.statements),
            "uncited": sum(not statement.cites for statement in self.statements),
        }


class Reports(Batch):
    records: tuple[Report, ...] = ()


def _answer_expectations() -> list[Expectation]:
    import great_expectations.expectations as gxe

    return [
        gxe.ExpectColumnValuesToBeBetween(column="prompt_tokens", min_value=0),
        gxe.ExpectColumnValuesToBeBetween(column="seconds", min_value=0),
    ]


def _report_expectations() -> list[Expectation]:
    import great_expectations.expectations as gxe

    return [
        gxe.ExpectColumnValuesToBeInSet(column="report_source", value_set=list(get_args(ReportSource))),
        gxe.ExpectColumnValuesToBeBetween(column="supported", min_value=2),
        gxe.ExpectColumnValuesToBeBetween(column="unsupported", min_value=0, max_value=0),
        gxe.ExpectColumnValuesToBeBetween(column="uncited", min_value=0, max_value=0),
    ]


ANSWER_CONTRACT = Contract(
    name="generate",
    key=("case_id",),
    columns=("case_id", "llm", "prompt_tokens", "seconds"),
    expectations=_answer_expectations,
)
CONTRACT = Contract(
    name="verify",
    key=("case_id",),
    columns=("case_id", "llm", "report_source", "supported", "dropped", "unsupported", "uncited"),
    expectations=_report_expectations,
)
