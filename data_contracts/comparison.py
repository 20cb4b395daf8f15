"""Networks side by side: what each cost, how good it was, and which differences are more than chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from data_contracts.floors import Floor
from data_contracts.names import Backbone
from data_contracts.record import Batch, Contract, Record
from data_contracts.scores import Metric

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation

ComparedMetric = Literal["accuracy", "f1", "dice"]
"""Share of cases named rightly; mean F1 of the classes (macro); mean Dice of the slices with a tumour."""


class Cost(Record):
    """What a trained network costs.

    Attributes
    ----------
    parameters : all values of the dual-head network, heads and running statistics included.
    training_per_image_s : see `tasks.compare.training_seconds`.
    inference_per_image_s : see `tasks.compare.inference_seconds`.
    epochs : as history.csv counts them.
    """

    parameters: int
    training_per_image_s: float
    inference_per_image_s: float
    epochs: int


class Costs(Batch):
    records: tuple[Cost, ...] = ()


def _took_time() -> list[Expectation]:
    """Sizes and times that a network on some machine can have: none is 0, no image takes an hour."""
    import great_expectations.expectations as gxe

    return [
        gxe.ExpectColumnValuesToBeBetween(column="parameters", min_value=1),
        gxe.ExpectColumnValuesToBeBetween(column="epochs", min_value=1),
        *(
            gxe.ExpectColumnValuesToBeBetween(column=f"{at}_per_image_s", min_value=0, strict_min=True, max_value=3600)
            for at in ("training", "inference")
        ),
        *(gxe.ExpectColumnValuesToNotBeNull(column=f"{at}_per_image_s") for at in ("training", "inference")),
    ]


COST_CONTRACT = Contract(
    name="cost",
    key=("backbone",),
    columns=("backbone", "parameters", "training_per_image_s", "inference_per_image_s", "epochs"),
    expectations=list,
    fatal=_took_time,
)


class Compared(Record):
    """One backbone under the budget: a row of the table.

    Attributes
    ----------
    status : "done", or "failed" with the `reason`; a failed row has neither cost nor metrics.
    start_weights : "none", "imagenet", or the name of the file.
    start_weights_sha256 : digest of that file.
    metrics : with 95 % intervals that resample groups; `n` is the number of test cases it is taken over.
    """

    backbone: Backbone
    status: Literal["done", "failed"]
    reason: str | None = None
    start_weights: str
    start_weights_sha256: str | None = None
    cost: Cost | None = None
    metrics: dict[ComparedMetric, Metric] | None = None


class Difference(Record):
    """The best network of a metric against another one, on the test cases that both came through with.

    Attributes
    ----------
    value, low, high : best minus other, and its 95 % interval over resampled groups.
    p_value : of a permutation test that exchanges the two networks' results group by group, two-sided.
    p_holm : the same after Holm's correction over the rows of this metric.
    groups : number of groups.
    """

    metric: ComparedMetric
    best: Backbone
    other: Backbone
    value: float
    low: float | None
    high: float | None
    p_value: float
    p_holm: float
    groups: int


class Budget(Record):
    """What every backbone was given: the same cases in the same parts, and the same steps.

    Attributes
    ----------
    train_images, validation_images, test_images : cases of each part after drawing.
    test_groups : groups (patient, series or near-duplicate cluster) of the test part: what the intervals resample.
    timing_batch : images per forward pass when inference was timed.
    """

    train_images: int
    validation_images: int
    test_images: int
    test_groups: int
    image_size: int
    epochs: int
    batch_size: int
    seed: int
    timing_batch: int
    synthetic: bool


class Comparison(Record):
    """`comparison.json`: the budget, the command, one row per backbone (best accuracy first), the paired tests.

    `floors` are what cheap means score on the same test cases, taught by the training images of the budget.
    """

    format: Literal[1] = 1
    budget: Budget
    command: str
    rows: tuple[Compared, ...]
    differences: tuple[Difference, ...]
    floors: tuple[Floor, ...]

    @property
    def best_floor(self) -> Floor:
        """The cheap means that scores best on all classes: the accuracy to beat."""
        return max((floor for floor in self.floors if floor.classes == "all"), key=lambda floor: floor.accuracy)
