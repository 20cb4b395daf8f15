"""What a language model is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from data_contracts.record import Batch, Contract, Record

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation


class Message(Record):
    role: Literal["system", "user", "assistant"]
    content: str


class Prompt(Record):
    """Rendered messages for one case.

    Attributes
    ----------
    template, template_sha256 : the prompt's name (`report/v1`) and content.
    messages : as sent.
    answer_schema : JSON text of the schema every model is asked to follow.
    constraint : JSON text of the narrower schema, built from this case's findings, that decoding of the embedded model is
        held to.
    """

    case_id: str
    template: str
    template_sha256: str
    messages: tuple[Message, ...]
    answer_schema: str
    constraint: str

    def row(self) -> dict[str, Any]:
        """Adds the number of messages and characters to the scalar fields."""
        return super().row() | {
            "messages": len(self.messages),
            "characters": sum(len(message.content) for message in self.messages),
        }


class Prompts(Batch):
    records: tuple[Prompt, ...] = ()


def _expectations() -> list[Expectation]:
    import great_expectations.expectations as gxe

    return [
        gxe.ExpectColumnValuesToBeBetween(column="messages", min_value=1, max_value=12),
        gxe.ExpectColumnValuesToBeBetween(column="characters", min_value=100, max_value=24_000),
        gxe.ExpectColumnValuesToMatchRegex(column="template_sha256", regex=r"^[0-9a-f]{64}$"),
    ]


CONTRACT = Contract(
    name="prompt",
    key=("case_id",),
    columns=("case_id", "template", "template_sha256", "messages", "characters"),
    expectations=_expectations,
)
