"""The structured findings of one case: all that a report may say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from data_contracts.record import Batch, Contract, Record

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation

SCHEMA_VERSION = "1.0"


class Fact(Record):
    """One measurement, or one thing named as not assessed.

    Examples
    --------
    >>> Fact(id="area", name="tumour area", value=1.26, unit="% of brain", origin="segmentation").status
    'measured'
    """

    id: str = Field(
        pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$", description="Unique in the document; sentences cite it."
    )
    name: str = Field(description="What was measured, in words.")
    value: str | float | None = Field(description="The measured value; null when not assessed.")
    unit: str | None = Field(default=None, description="Unit of a number; null for a name or a bare ratio.")
    origin: str = Field(description="What measured it: input, network, segmentation, a CAM method, atlas.")
    status: Literal["measured", "not assessed"] = "measured"

    def printed(self) -> str:
        """The value as texts show it, without its unit."""
        return f"{self.value:.10g}" if isinstance(self.value, float) else str(self.value)


class Findings(Record):
    """All facts of one case. Published as a JSON schema by `cortextual findings-schema`."""

    schema_version: Literal["1.0"] = "1.0"
    case_id: str
    research_use_only: Literal[True] = True
    synthetic: bool = Field(default=False, description="True when the case is a phantom, not a patient.")
    facts: tuple[Fact, ...]

    def fact(self, fact_id: str) -> Fact | None:
        """The fact with this id, or None."""
        return next((fact for fact in self.facts if fact.id == fact_id), None)

    def row(self) -> dict[str, Any]:
        """Adds counts of the facts to the scalar fields."""
        measured = [fact for fact in self.facts if fact.status == "measured"]
        return super().row() | {
            "facts": len(self.facts),
            "measured": len(measured),
            "distinct_ids": len({fact.id for fact in self.facts}),
            "repeated_ids": len(self.facts) - len({fact.id for fact in self.facts}),
            "has_class": self.fact("class") is not None,
            "valueless": sum(fact.value is None for fact in measured),
        }


class FindingsBatch(Batch):
    records: tuple[Findings, ...] = ()


def schema() -> dict[str, Any]:
    """JSON schema (draft 2020-12) of a findings document."""
    document = Findings.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "cortextual findings"} | {
        name: value for name, value in document.items() if name != "title"
    }


def _expectations() -> list[Expectation]:
    import great_expectations.expectations as gxe

    return [
        gxe.ExpectColumnValuesToBeInSet(column="schema_version", value_set=[SCHEMA_VERSION]),
        gxe.ExpectColumnValuesToBeInSet(column="has_class", value_set=[True]),
        gxe.ExpectColumnValuesToBeBetween(column="measured", min_value=2),
        gxe.ExpectColumnValuesToBeBetween(column="repeated_ids", min_value=0, max_value=0),
        gxe.ExpectColumnValuesToBeBetween(column="valueless", min_value=0, max_value=0),
    ]


CONTRACT = Contract(
    name="findings",
    key=("case_id",),
    columns=("case_id", "schema_version", "facts", "measured", "repeated_ids", "has_class", "valueless"),
    expectations=_expectations,
)
