"""What cheap means reach on the test part, and the gate that no trait of the file reaches the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from data_contracts.record import Batch, Contract, Record
from data_contracts.scores import SMALLEST_CLUSTERS, Metric

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.expectations.expectation import Expectation

FloorName = Literal[
    "majority_class", "plane", "file_traits", "intensity", "nearest_neighbour", "network_traits", "network_padding"
]

FLOOR_WORDS: dict[FloorName, str] = {
    "majority_class": "most frequent class",
    "plane": "plane alone",
    "file_traits": "size, mode and length of the file",
    "intensity": "ten numbers about the grey levels",
    "nearest_neighbour": "nearest neighbour on 32 x 32 thumbnails",
    "network_traits": "file traits of what the network sees",
    "network_padding": "empty borders of what the network sees",
}


class Floor(Record):
    """Accuracy of one means on the test part, after the train and validation parts taught it.

    Attributes
    ----------
    name : majority_class, the most frequent class whatever the slice; plane, the plane alone; file_traits, width, height,
        aspect, colour mode, length in bytes and format of the file; intensity, ten numbers about the slice's grey levels;
        nearest_neighbour, the class of the most alike 32 x 32 thumbnail; network_traits, the file traits of the array that
        the network sees; network_padding, how many rows and columns of it are empty at each border.
    classes : "all", or "tumour": slices without tumour left out of teaching and scoring.
    accuracy, low, high : and its 95 % interval, from a bootstrap that draws groups of the split; None for too few groups.
    n, groups : cases and groups scored.
    """

    name: FloorName
    classes: Literal["all", "tumour"]
    accuracy: float
    low: float | None
    high: float | None
    n: int
    groups: int

    @property
    def metric(self) -> Metric:
        """The accuracy as a metric, as tables show it."""
        return Metric(value=self.accuracy, low=self.low, high=self.high, n=self.n)

    def __str__(self) -> str:
        known = self.low is not None and self.high is not None
        spread = f"{self.low:.3f} to {self.high:.3f}, " if known else ""
        return (
            f"{self.name}, {self.classes} classes: accuracy {self.accuracy:.3f} "
            f"({spread}{self.n} cases in {self.groups} groups)"
        )


class Floors(Batch):
    records: tuple[Floor, ...] = ()


WORST_PADDING = 0.2
"""How far the empty borders may stand over the most frequent class. Healthy slices come from elsewhere, in pictures of
other sides. Borders that named every healthy slice and nothing else would stand over the most frequent class by the share
of the healthy slices: 0.215 on the test part of BRISC (213 of 992). From there on the frame tells the origin of a picture
as its file does (0.292 over), and framing has failed. What stands below may be the head's own aspect, which is anatomy."""


def _beside_the_majority(frame: pd.DataFrame) -> pd.DataFrame:
    """By how much what reaches the network stands over the most frequent class of the same classes, and what is not there.

    `network_traits_over_majority` is of the accuracy: equal traits give every case the most frequent class, so that it is
    exactly 0 however few cases there are. `network_padding_over_majority` is of the lower end of the interval: borders
    differ, and on few cases they are better by chance. Both are blank in the rows of other floors, and the second also
    where there is no interval. `without_interval` is how many bounds are missing that the number of groups allows.
    """
    low, high = (frame[bound].astype(float) for bound in ("low", "high"))
    missing = low.isna().astype(int) + high.isna().astype(int)
    by_classes = frame.groupby("classes")["name"]
    majority = frame["accuracy"].where(frame["name"] == "majority_class").groupby(frame["classes"]).transform("max")
    return frame.assign(
        absent=by_classes.transform(lambda names: ", ".join(sorted(set(FLOOR_WORDS) - set(names)))),
        accuracy_over_low=frame["accuracy"] - low,
        without_interval=missing.where(frame["groups"] >= SMALLEST_CLUSTERS, 0),
        network_traits_over_majority=(frame["accuracy"] - majority).where(frame["name"] == "network_traits"),
        network_padding_over_majority=(low - majority).where(frame["name"] == "network_padding"),
    )


def _borders_tell_nothing() -> list[Expectation]:
    import great_expectations.expectations as gxe

    return [gxe.ExpectColumnValuesToBeBetween(column="network_padding_over_majority", max_value=0)]


def _nothing_of_the_file() -> list[Expectation]:
    import great_expectations.expectations as gxe

    shares = ("accuracy", "low", "high")
    return [
        gxe.ExpectColumnValuesToNotBeNull(column="accuracy"),
        gxe.ExpectColumnValuesToBeBetween(column="without_interval", max_value=0),
        *(gxe.ExpectColumnValuesToBeBetween(column=name, min_value=0, max_value=1) for name in shares),
        gxe.ExpectColumnValuesToBeBetween(column="n", min_value=1),
        gxe.ExpectColumnValuesToBeBetween(column="accuracy_over_low", min_value=0),
        gxe.ExpectColumnValuesToMatchRegex(column="absent", regex=r"^$"),
        gxe.ExpectColumnValuesToBeBetween(column="network_traits_over_majority", max_value=0),
        gxe.ExpectColumnValuesToBeBetween(column="network_padding_over_majority", max_value=WORST_PADDING),
    ]


CONTRACT = Contract(
    name="floors",
    key=("name", "classes"),
    columns=("name", "classes", "accuracy", "n", "groups"),
    expectations=_borders_tell_nothing,
    derived=_beside_the_majority,
    fatal=_nothing_of_the_file,
)
