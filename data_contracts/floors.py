"""What cheap means reach on the test part: the floors that an accuracy stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from data_contracts.record import Batch, Contract, Record

if TYPE_CHECKING:
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
    accuracy, low, high : and its 95 % interval, from a bootstrap that draws groups of the split.
    n, groups : cases and groups scored.
    """

    name: FloorName
    classes: Literal["all", "tumour"]
    accuracy: float
    low: float
    high: float
    n: int
    groups: int

    def __str__(self) -> str:
        return (
            f"{self.name}, {self.classes} classes: accuracy {self.accuracy:.3f} "
            f"({self.low:.3f} to {self.high:.3f}, {self.n} cases in {self.groups} groups)"
        )


class Floors(Batch):
    records: tuple[Floor, ...] = ()


def _within_one() -> list[Expectation]:
    import great_expectations.expectations as gxe

    return [
        *(
            gxe.ExpectColumnValuesToBeBetween(column=name, min_value=0, max_value=1)
            for name in ("accuracy", "low", "high")
        ),
        gxe.ExpectColumnValuesToBeBetween(column="n", min_value=1),
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(column_A="accuracy", column_B="low", or_equal=True),
    ]


CONTRACT = Contract(
    name="floors",
    key=("name", "classes"),
    columns=("name", "classes", "accuracy", "low", "high", "n", "groups"),
    expectations=list,
    fatal=_within_one,
)
