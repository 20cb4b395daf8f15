"""Stage ingest: read each source, check it, and make a case of each slice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from data_contracts.cases import Case, Cases, Source, Sources
from data_contracts.record import CaseError, FileRef, Quarantined
from data_contracts.settings import IngestSettings
from tasks.caching import stage, write_arrays
from tasks.dicom import dicom_slices
from tasks.formats import Slice, binary, check_size, read_cheng, read_image
from tasks.framing import Box, box_of, head_mask
from tasks.layout import shown_name
from tasks.sources import content_digest
from tasks.volumes import nifti_slices


def case_id_of(content: str, index: int | None, repeat: int) -> str:
    """First 16 hex digits of sha256(content digest and slice index), with `-<repeat>` for a repeated source."""
    digest = hashlib.sha256(f"{content} {'' if index is None else index}".encode()).hexdigest()[:16]
    return f"{digest}-{repeat}" if repeat else digest


def measure_head(image: np.ndarray) -> tuple[Box, float, float]:
    """Head box in px, head area in % of the slice, and contrast (99th minus 1st percentile) of a slice (h, w) uint8.

    Raises
    ------
    CaseError
        If the slice is flat.
    """
    head = head_mask(image)
    low, high = np.percentile(image, (1, 99))
    return box_of(head), float(100 * head.mean()), float(high - low)


def slices_of(source: Source, settings: IngestSettings) -> Iterator[Slice | int | tuple[Path, CaseError]]:
    """Read a source: its slices, the index of each slice without tissue, and each file of a series that failed.

    Raises
    ------
    CaseError
        If the source as a whole cannot be read, or its mask does not fit.
    """
    path = Path(source.files[0].path)
    mask = Path(source.mask.path) if source.mask else None
    if source.format == "dicom":
        yield from dicom_slices([Path(reference.path) for reference in source.files], settings)
    elif source.format == "nifti":
        yield from nifti_slices(path, mask, settings)
    elif source.format == "mat":
        yield read_cheng(path, settings)
    else:
        image = read_image(path, settings)
        yield Slice(image=image, mask=None if mask is None else binary(_mask_image(mask, settings)))


def _mask_image(mask: Path, settings: IngestSettings) -> np.ndarray:
    try:
        return read_image(mask, settings)
    except CaseError as error:
        raise CaseError(f"a mask that is {error.expected}", f"{error.got}: {shown_name(mask)}") from error


def _name(source: Source, index: int | None) -> str:
    return source.name if index is None else f"{source.name}#{index}"


@dataclass(frozen=True)
class Read:
    """A checked slice on its way to becoming a case."""

    case_id: str
    source: Source
    item: Slice
    head: tuple[Box, float, float]

    def arrays(self) -> dict[str, np.ndarray]:
        """What is stored of it."""
        stored = {f"{self.case_id}/image": self.item.image}
        return stored if self.item.mask is None else {**stored, f"{self.case_id}/mask": self.item.mask}

    def case(self, arrays: FileRef) -> Case:
        """Its record. What the file itself says comes before what its folder says."""
        source, item = self.source, self.item
        box, head_pct, contrast = self.head
        return Case(
            case_id=self.case_id,
            source=_name(source, item.index),
            input=source.files[item.index if len(source.files) > 1 and item.index is not None else 0],
            slice_index=item.index,
            height_px=item.image.shape[0],
            width_px=item.image.shape[1],
            plane=item.plane if item.plane != "unknown" else source.plane,
            tumour_class=item.tumour_class or source.tumour_class,
            group_id=item.group_id or source.group_id,
            has_mask=item.mask is not None,
            synthetic=source.synthetic,
            spacing_mm=item.spacing_mm,
            affine=item.affine,
            head_box=box,
            head_pct=head_pct,
            contrast=contrast,
            arrays=arrays,
        )


def checked(source: Source, item: Slice, settings: IngestSettings) -> Read:
    """Check a slice and measure its head.

    Raises
    ------
    CaseError
        If its sides are outside the limits, its mask is of another size, or it is flat.
    """
    check_size(item.image.shape, settings)
    if item.mask is not None and item.mask.shape != item.image.shape:
        (height, width), (other_height, other_width) = item.image.shape, item.mask.shape
        raise CaseError(f"a mask of {height} x {width} px as its image", f"{other_height} x {other_width} px")
    case_id = case_id_of(content_digest(source), item.index, source.repeat)
    return Read(case_id=case_id, source=source, item=item, head=measure_head(item.image))


@stage()
def ingest(sources: Sources, settings: IngestSettings) -> Cases:
    """Read a batch of sources. One that cannot be read is set aside with the reason; the others go on."""
    read: list[Read] = []
    empty: list[str] = []
    aside: list[Quarantined] = []

    def set_aside(name: str, error: CaseError) -> None:
        aside.append(error.set_aside("ingest", name))

    for source in sources.records:
        done = len(read), len(aside)
        try:
            for item in slices_of(source, settings):
                if isinstance(item, int):
                    empty.append(_name(source, item))
                elif isinstance(item, tuple):
                    set_aside(shown_name(item[0]), item[1])
                else:
                    try:
                        read.append(checked(source, item, settings))
                    except CaseError as error:
                        set_aside(_name(source, item.index), error)
            if (len(read), len(aside)) == done:
                set_aside(source.name, CaseError("a slice with tissue", "empty slices only"))
        except CaseError as error:
            set_aside(source.name, error)
    arrays = {name: array for item in read for name, array in item.arrays().items()}
    reference = write_arrays("ingest", arrays) if arrays else None
    cases = tuple(item.case(reference) for item in read) if reference else ()
    return Cases(records=cases, empty=tuple(empty), quarantined=tuple(aside))
