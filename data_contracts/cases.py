"""Files to read and cases read from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from pydantic import Field

from data_contracts.names import Plane, TumourClass
from data_contracts.record import Batch, Contract, FileRef, Record

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation

CLASSES: tuple[TumourClass, ...] = get_args(TumourClass)


class Source(Record):
    """One input before it is read: a file, or the files of one DICOM series.

    `name` is what logs and pages show: a file name without folders. `mask` and the labels are what the folder layout
    says; None where it says nothing. `repeat` counts earlier inputs of the same content in this run.
    """

    name: str
    files: tuple[FileRef, ...]
    format: str
    mask: FileRef | None = None
    tumour_class: TumourClass | None = None
    plane: Plane = "unknown"
    group_id: str | None = None
    synthetic: bool = False
    repeat: int = 0


class Sources(Batch):
    """`passed_over` counts the files of folders that are no inputs, by their kind: link, hidden, or their ending."""

    records: tuple[Source, ...] = ()
    passed_over: dict[str, int] = Field(default_factory=dict)


class Case(Record):
    """One slice, read and checked.

    Attributes
    ----------
    case_id : hex digest of the file's content and the slice's index; a number follows for a repeated file.
    source : file name shown to people, with `#<index>` for a slice of a volume.
    plane, tumour_class, group_id : as the file or its folder says; None or "unknown" where it does not.
    spacing_mm : size of a pixel along rows and columns, where the file gives it.
    affine : 4 x 4, row-major: (row, col, 0, 1) in px to RAS world mm, where the file gives it.
    head_box : row, column, height, width in px of the part of the image that holds the head.
    head_pct, contrast : share of the image inside the head mask; 99th minus 1st percentile of the grey levels (0-255).
    arrays : .npz with `<case_id>/image` (height x width, uint8) and, where given, `<case_id>/mask` (bool).
    """

    case_id: str
    source: str
    input: FileRef
    slice_index: int | None = None
    height_px: int
    width_px: int
    plane: Plane = "unknown"
    tumour_class: TumourClass | None = None
    group_id: str | None = None
    has_mask: bool = False
    synthetic: bool = False
    spacing_mm: tuple[float, float] | None = None
    affine: tuple[float, ...] | None = None
    head_box: tuple[int, int, int, int]
    head_pct: float
    contrast: float
    arrays: FileRef


class Cases(Batch):
    """`empty` names slices of volumes that hold no tissue: counted, not explained."""

    records: tuple[Case, ...] = ()
    empty: tuple[str, ...] = ()


def _expectations() -> list[Expectation]:
    import great_expectations.expectations as gxe

    return [
        gxe.ExpectColumnValuesToMatchRegex(column="case_id", regex=r"^[0-9a-f]{16}(?:-\d+)?$"),
        gxe.ExpectColumnValuesToBeBetween(column="height_px", min_value=16, max_value=8192),
        gxe.ExpectColumnValuesToBeBetween(column="width_px", min_value=16, max_value=8192),
        gxe.ExpectColumnValuesToBeInSet(column="plane", value_set=list(get_args(Plane))),
        gxe.ExpectColumnValuesToBeInSet(column="tumour_class", value_set=list(CLASSES)),
        gxe.ExpectColumnValuesToBeBetween(column="head_pct", min_value=1, max_value=100),
        gxe.ExpectColumnValuesToBeBetween(column="contrast", min_value=4, max_value=255),
    ]


CONTRACT = Contract(
    name="ingest",
    key=("case_id",),
    columns=("case_id", "source", "height_px", "width_px", "plane", "has_mask", "head_pct", "contrast"),
    expectations=_expectations,
)
