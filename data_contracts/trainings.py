"""What a training came to, read from the model folder it wrote: one row per model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data_contracts.record import Contract, Record

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation


class TrainingOutcome(Record):
    """A trained model in numbers.

    Attributes
    ----------
    model : name of its folder.
    epochs : finished ones.
    epochs_without_value : those of which a loss, the validation accuracy or what chose the epoch is not finite.
    temperature_place : of the fitted temperature between the bounds of the fit, on a logarithmic scale; 0 to 1.
    validation_accuracy : of the epoch that was kept, 0 to 1.
    over_majority : that accuracy minus the share of the most frequent class of the validation part.
    """

    model: str
    epochs: int
    epochs_without_value: int
    temperature_place: float
    validation_accuracy: float
    over_majority: float


def _may_be_chance() -> list[Expectation]:
    """What a model of few epochs or few cases may break by chance, and one that was trained in earnest should not."""
    import great_expectations.expectations as gxe

    return [
        gxe.ExpectColumnValuesToBeBetween(column="temperature_place", min_value=0.01, max_value=0.99),
        gxe.ExpectColumnValuesToBeBetween(column="over_majority", min_value=0, strict_min=True),
    ]


def _usable() -> list[Expectation]:
    import great_expectations.expectations as gxe

    return [
        gxe.ExpectColumnValuesToNotBeNull(column="temperature_place"),
        gxe.ExpectColumnValuesToNotBeNull(column="validation_accuracy"),
        gxe.ExpectColumnValuesToBeBetween(column="epochs", min_value=1),
        gxe.ExpectColumnValuesToBeBetween(column="epochs_without_value", max_value=0),
        gxe.ExpectColumnValuesToBeBetween(column="temperature_place", min_value=0, max_value=1),
        gxe.ExpectColumnValuesToBeBetween(column="validation_accuracy", min_value=0, max_value=1),
    ]


CONTRACT = Contract(
    name="train",
    key=("model",),
    columns=("model", "epochs", "epochs_without_value", "temperature_place", "validation_accuracy", "over_majority"),
    expectations=_may_be_chance,
    fatal=_usable,
)
