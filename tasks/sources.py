"""Which files are inputs, and what their folders and names say about them. Pixels are not read here."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from data_contracts.cases import Source, Sources
from data_contracts.record import CaseError, FileRef, Quarantined
from data_contracts.settings import IngestSettings
from tasks.dicom import DicomIdentity, dicom_identity
from tasks.formats import digest
from tasks.layout import (
    BRISC,
    IMAGES,
    class_of,
    forget_folders,
    images_of,
    is_mask,
    mask_of,
    phantom_root,
    plane_of,
    shown_name,
)

DICOMS = frozenset({".dcm", ".dicom", ".ima"})
READABLE = "a .png, .jpg, .tif, .bmp, .mat, .nii, .nii.gz or DICOM file"
PLAIN_ENDING = re.compile(r"\.[a-z0-9]{1,5}")
BRISC_TASKS = frozenset({"classification_task", "segmentation_task"})


def find_sources(inputs: Sequence[str | Path], settings: IngestSettings) -> Sources:
    """Expand files and folders into one record per image, volume or DICOM series.

    Folders are searched through, in the order of names; symbolic links, hidden files and files of other kinds in
    them are passed over. A mask goes with its image: `NAME_mask.*`, `_seg` or `_segmentation`, beside `NAME.*`, or
    `masks/NAME.*` beside `images/NAME.*`. A BRISC slice that both tasks of the published data set list appears once, with
    its mask.

    Parameters
    ----------
    inputs : files and folders, in the order in which they are to appear.
    settings : limits; a file over `max_file_mb` is not opened.

    Returns
    -------
    Sources whose `quarantined` names each input that cannot be read, and why, and whose `passed_over` counts the files of
    folders that are no inputs.
    """
    forget_folders()
    found: list[Source] = []
    aside: list[Quarantined] = []
    passed_over: Counter[str] = Counter()
    series: dict[str, list[tuple[FileRef, DicomIdentity]]] = {}
    for path, named in _files(inputs, aside, passed_over):
        try:
            kind = _format(path, named)
            if kind is None:
                passed_over[_ending(path)] += 1
                continue
            if kind in {"image", "nifti"} and is_mask(path):
                if not images_of(path):
                    raise CaseError("an image beside its mask", "a mask whose image is missing")
                if named:
                    raise CaseError("an image", "the mask of an image")
            elif kind == "dicom":
                reference, identity = _reference(path, settings), dicom_identity(path)
                series.setdefault(identity.series, []).append((reference, identity))
            else:
                found.append(_source(path, kind, settings))
        except CaseError as error:
            aside.append(error.set_aside("ingest", shown_name(path)))
        except OSError as error:
            aside.append(
                Quarantined(
                    source=shown_name(path),
                    stage="ingest",
                    expected="a file that may be read",
                    got=error.strerror or "an unreadable file",
                )
            )
    found.extend(_series_source(members) for members in series.values())
    return Sources(
        records=tuple(_numbered(_without_listed_twice(found))),
        quarantined=tuple(aside),
        passed_over={kind: count for kind, count in passed_over.most_common() if count},
    )


def passed_over_words(passed_over: Mapping[str, int]) -> str:
    """What a search passed over, in words that name no file.

    Examples
    --------
    >>> passed_over_words({"link": 2, ".webp": 1})
    '3 files passed over (2 links, 1 .webp)'
    """
    kinds = ", ".join(f"{count} {kind}{'s' * (kind == 'link' and count > 1)}" for kind, count in passed_over.items())
    return f"{sum(passed_over.values())} files passed over ({kinds})"


def _ending(path: Path) -> str:
    """The ending of a name, as long as it looks like one: what stands behind the last dot may be a patient's name."""
    ending = path.suffix.lower()
    return ending if PLAIN_ENDING.fullmatch(ending) else "without a known ending"


def _files(
    inputs: Sequence[str | Path], aside: list[Quarantined], passed_over: Counter[str]
) -> Iterator[tuple[Path, bool]]:
    """Each file, and whether the user named it (rather than its folder)."""

    def unreadable(error: OSError) -> None:
        folder = Path(str(error.filename))
        aside.append(
            Quarantined(
                source=shown_name(folder),
                stage="ingest",
                expected="a folder that may be read",
                got=error.strerror or "an unreadable folder",
            )
        )

    for path in map(Path, inputs):
        if path.is_dir():
            for folder, folders, names in os.walk(path, onerror=unreadable):
                walked = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
                passed_over["hidden"] += len(folders) - len(walked)
                folders[:] = walked
                passed_over["link"] += sum(Path(folder, name).is_symlink() for name in folders)
                for name in sorted(names):
                    file = Path(folder, name)
                    if file.is_symlink():
                        passed_over["link"] += 1
                    elif name.startswith("."):
                        passed_over["hidden"] += 1
                    elif file.is_file():
                        yield file, False
                    else:
                        passed_over["no regular file"] += 1
        elif path.is_file():
            yield path, True
        else:
            aside.append(
                Quarantined(
                    source=shown_name(path), stage="ingest", expected="a file or folder", got="nothing of that name"
                )
            )


def _format(path: Path, named: bool) -> str | None:
    """Format by name, for other names by the DICOM mark; None for what is no image.

    Raises
    ------
    CaseError
        If the file was named by the user and is of no known kind.
    """
    name = path.name.lower()
    suffix = path.suffix.lower()
    if suffix in IMAGES:
        return "image"
    if suffix == ".mat":
        return "mat"
    if name.endswith((".nii", ".nii.gz")):
        return "nifti"
    if suffix in DICOMS:
        return "dicom"
    if name != "dicomdir":
        with path.open("rb") as stream:
            if stream.read(132)[128:] == b"DICM":
                return "dicom"
    if named:
        raise CaseError(READABLE, f"a file ending in {suffix!r}" if suffix else "a file without an ending")
    return None


def _reference(path: Path, settings: IngestSettings) -> FileRef:
    size = path.stat().st_size
    if size == 0:
        raise CaseError("a file with content", "an empty file")
    if size > settings.max_file_mb * 2**20:
        raise CaseError(f"a file of at most {settings.max_file_mb} MB", f"{size / 2**20:.0f} MB")
    return FileRef.of(path)


def _source(path: Path, kind: str, settings: IngestSettings) -> Source:
    reference = _reference(path, settings)
    mask = mask_of(path) if kind in {"image", "nifti"} else None
    return Source(
        name=shown_name(path),
        files=(reference,),
        format=kind,
        mask=_mask_reference(mask, settings) if mask else None,
        tumour_class=class_of(path),
        plane=plane_of(path),
        group_id=digest("volume", reference.sha256) if kind == "nifti" else None,
        synthetic=phantom_root(path) is not None,
    )


def _mask_reference(mask: Path, settings: IngestSettings) -> FileRef:
    try:
        return _reference(mask, settings)
    except CaseError as error:
        raise CaseError(f"a mask that is {error.expected}", f"{error.got}: {shown_name(mask)}") from error


def _series_source(members: list[tuple[FileRef, DicomIdentity]]) -> Source:
    members = sorted(members, key=lambda member: (member[1].position, member[0].path))
    first = members[0][0]
    return Source(
        name=shown_name(Path(first.path)),
        files=tuple(reference for reference, _ in members),
        format="dicom",
        tumour_class=class_of(Path(first.path)),
        group_id=members[0][1].group_id,
    )


def _without_listed_twice(sources: list[Source]) -> Iterator[Source]:
    """Leave out the classification task's copy of a BRISC slice that the segmentation task lists as well."""

    def listing(source: Source) -> tuple[str, str, str] | None:
        path = Path(source.files[0].path)
        parts = path.parts
        task = next((index for index, part in enumerate(parts) if part in BRISC_TASKS), None)
        return (
            None if task is None or not BRISC.match(path.stem) else (os.sep.join(parts[:task]), path.stem, parts[task])
        )

    listings = [listing(source) for source in sources]
    segmented = {entry[:2] for entry in listings if entry and entry[2] == "segmentation_task"}
    for source, entry in zip(sources, listings, strict=True):
        if not entry or entry[2] == "segmentation_task" or entry[:2] not in segmented:
            yield source


def _numbered(sources: Iterator[Source]) -> Iterator[Source]:
    seen: Counter[str] = Counter()
    for source in sources:
        content = content_digest(source)
        yield source.model_copy(update={"repeat": seen[content]})
        seen[content] += 1


def content_digest(source: Source) -> str:
    """sha256 of a source's content: the file's own, or that of its files' digests in order."""
    digests = [reference.sha256 for reference in source.files]
    return digests[0] if len(digests) == 1 else hashlib.sha256(" ".join(digests).encode()).hexdigest()
