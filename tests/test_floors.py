"""The floors: they find what is planted, find nothing where there is nothing, and what reaches the network has no file traits."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings
from skimage.draw import ellipse
from skimage.filters import gaussian

from data_contracts.cases import Case, Cases
from data_contracts.folds import Fold, Folds
from data_contracts.record import FileRef
from data_contracts.settings import IngestSettings
from tasks.caching import write_arrays
from tasks.floors import file_traits, floors, floors_of, guesses, intensity, padding, table
from tasks.formats import read_image
from tasks.framing import to_square
from tasks.ingest import measure_head

CLASSES = ("glioma", "meningioma", "pituitary", "no_tumor")
SIZE = 64


def head(seed: int, shape: tuple[int, int] = (150, 120)) -> np.ndarray:
    """A head of chance width on black: bright scalp, dark bone, brain of chance texture."""
    rng = np.random.default_rng(seed)
    image = np.zeros(shape)
    radii = rng.uniform(52, 62), rng.uniform(40, 50)
    texture = gaussian(np.kron(rng.uniform(40, 160, (15, 12)), np.ones((10, 10))), 3)
    for shrink, level in ((0, 220), (5, 15), (9, texture)):
        rows, columns = ellipse(shape[0] / 2, shape[1] / 2, radii[0] - shrink, radii[1] - shrink, shape=shape)
        image[rows, columns] = level[rows, columns] if isinstance(level, np.ndarray) else level
    return image.astype(np.uint8)


def part_of(index: int) -> str:
    return {0: "test", 1: "validation"}.get(index // 4 % 4, "train")


def fold(index: int) -> Fold:
    return Fold(
        case_id=f"{index:016x}",
        source=f"{index}.png",
        image_sha256=str(index),
        tumour_class=CLASSES[index % 4],
        cluster_id=str(index),
        split_by="series",
        group_id=str(index),
        fold=index // 4 % 4,
        part=part_of(index),  # type: ignore[arg-type]
    )


FOLDS = [fold(index) for index in range(400)]
GROUPS = [each.group_id for each in FOLDS]
CODES = np.array([CLASSES.index(each.tumour_class) for each in FOLDS])


def test_a_planted_trait_is_found_and_noise_is_not() -> None:
    rng = np.random.default_rng(0)
    noise = rng.normal(size=(400, 4))
    planted = noise.copy()
    planted[:, 2] += 8 * CODES
    found = {
        floor.name: floor for floor in floors_of({"intensity": planted, "file_traits": noise}, FOLDS, GROUPS, "all")
    }
    assert found["intensity"].accuracy > 0.95
    assert found["file_traits"].accuracy < 0.4
    assert found["file_traits"].low < 0.25 < found["file_traits"].high
    assert found["intensity"].n == found["intensity"].groups == 100


def test_traits_that_are_the_same_for_all_leave_the_majority() -> None:
    constant = np.ones((400, 3))
    classes = ["pituitary" if index % 5 == 0 else each.tumour_class for index, each in enumerate(FOLDS)]
    folds = [each.model_copy(update={"tumour_class": name}) for each, name in zip(FOLDS, classes, strict=True)]
    (floor,) = floors_of({"network_traits": constant}, folds, GROUPS, "all")
    test = [each.tumour_class for each in folds if each.part == "test"]
    assert floor.accuracy == test.count("pituitary") / len(test)


def test_a_file_that_is_no_image_has_no_sides_whatever_stands_at_its_start(tmp_path: Path) -> None:
    """A DICOM file may have any 128 bytes before its mark, a header of a huge TIFF among them."""
    tags = [(256, 4, 40000), (257, 4, 40000), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1)]
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    header = b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)
    path = tmp_path / "a.dcm"
    path.write_bytes(header.ljust(128, b"\0") + b"DICM" + bytes(200))
    assert file_traits(path) == (0, 0, 0.0, "", 332, ".dcm")


def test_the_tumour_floors_know_no_healthy_slice() -> None:
    planted = CODES[:, np.newaxis].astype(float)
    (floor,) = floors_of({"intensity": planted}, FOLDS, GROUPS, "tumour")
    assert (floor.n, floor.accuracy) == (75, 1.0)
    healthy = [each for each in FOLDS if each.tumour_class == "no_tumor"]
    assert floors_of({"intensity": planted[:100]}, healthy, GROUPS[:100], "tumour") == []


def test_the_test_part_teaches_nothing() -> None:
    """A trait that tells the class of test cases alone is worth nothing."""
    rng = np.random.default_rng(1)
    is_test = np.array([each.part == "test" for each in FOLDS])
    trait = np.where(is_test, 10.0 + CODES, rng.integers(0, 4, 400))[:, np.newaxis]
    (floor,) = floors_of({"intensity": trait}, FOLDS, GROUPS, "all")
    assert floor.accuracy < 0.5


def test_the_nearest_neighbour_is_the_most_alike_of_the_taught() -> None:
    taught = np.eye(3)
    asked = np.array([[0.1, 0.9, 0], [0.8, 0.1, 0.2]])
    labels = np.array(["glioma", "meningioma", "pituitary"])
    assert guesses("nearest_neighbour", taught, labels, asked).tolist() == ["meningioma", "glioma"]


def test_the_interval_is_wider_when_fewer_groups_hold_the_same_cases() -> None:
    """Ten test cases to a block; in every other block the trait points to the wrong class."""
    block = np.arange(400) // 40
    is_test = np.array([each.part == "test" for each in FOLDS])
    trait = np.where(is_test & (block % 2 == 1), (CODES + 1) % 4, CODES)[:, np.newaxis].astype(float)
    (loose,) = floors_of({"intensity": trait}, FOLDS, GROUPS, "all")
    (tight,) = floors_of({"intensity": trait}, FOLDS, [str(each) for each in block], "all")
    assert loose.low < loose.accuracy == tight.accuracy < loose.high
    assert tight.high - tight.low > 2 * (loose.high - loose.low)


def test_words_become_numbers_and_numbers_stay() -> None:
    assert table([(3, "RGB"), (4, "L"), (5, "RGB")]).tolist() == [[3, 1], [4, 0], [5, 1]]


def test_intensity_does_not_see_places() -> None:
    image = head(3)
    shuffled = np.random.default_rng(0).permutation(image.ravel()).reshape(image.shape)
    assert intensity(image, 40.0) == pytest.approx(intensity(shuffled, 40.0))
    assert len(intensity(image, 40.0)) == 10


def test_padding_counts_the_empty_lines_of_each_border() -> None:
    square = np.zeros((10, 10), dtype=np.float32)
    square[2:7, 4:9] = 0.5
    assert padding(square) == (2, 3, 4, 1)
    assert padding(np.zeros((4, 4), dtype=np.float32)) == (4, 4, 4, 4)


DISGUISES = {
    "grey PNG": (lambda image: image, ".png", {}),
    "colour PNG": (lambda image: np.repeat(image[..., np.newaxis], 3, axis=2), ".png", {}),
    "grey JPEG": (lambda image: image, ".jpg", {"quality": 95}),
    "colour JPEG": (lambda image: np.repeat(image[..., np.newaxis], 3, axis=2), ".jpg", {"quality": 95}),
    "BMP": (lambda image: image, ".bmp", {}),
    "16-bit TIFF": (lambda image: image.astype(np.uint16) * 257, ".tif", {}),
    "wide": (lambda image: np.pad(image, ((3, 3), (60, 20))), ".png", {}),
    "tall": (lambda image: np.pad(image, ((50, 70), (2, 2))), ".png", {}),
    "twice the size": (lambda image: np.kron(image, np.ones((2, 2), dtype=np.uint8)), ".png", {}),
    "twice the size, colour, tall": (
        lambda image: np.pad(
            np.repeat(np.kron(image, np.ones((2, 2), dtype=np.uint8))[..., np.newaxis], 3, axis=2),
            ((80, 10), (0, 0), (0, 0)),
        ),
        ".jpg",
        {"quality": 95},
    ),
}


@pytest.mark.parametrize("name", DISGUISES)
@pytest.mark.parametrize("seed", [1, 2])
def test_one_head_in_another_file_reaches_the_network_the_same(name: str, seed: int, tmp_path: Path) -> None:
    disguise, ending, options = DISGUISES[name]
    plain, other = tmp_path / "plain.png", tmp_path / f"other{ending}"
    Image.fromarray(head(seed)).save(plain)
    Image.fromarray(disguise(head(seed))).save(other, **options)
    squares = []
    for path in (plain, other):
        image = read_image(path, IngestSettings())
        squares.append(to_square(image, measure_head(image)[0], SIZE))
    assert name == "grey PNG" or file_traits(plain) != file_traits(other)
    a_pixel = min(np.abs(squares[0] - np.roll(squares[0], 1, axis)).mean() for axis in (0, 1))
    assert np.abs(squares[0] - squares[1]).mean() < a_pixel
    assert np.abs(np.subtract(padding(squares[0]), padding(squares[1]))).max() <= 1


def disguised(tmp_path: Path, classes: list[str]) -> tuple[Cases, Folds]:
    """Heads whose class shows in nothing but the kind of file."""
    cases, arrays = [], {}
    kinds = dict(zip(CLASSES, ("grey PNG", "colour PNG", "wide", "twice the size, colour, tall"), strict=True))
    for index, name in enumerate(classes):
        disguise, ending, options = DISGUISES[kinds[name]]
        path = tmp_path / f"{index}{ending}"
        Image.fromarray(disguise(head(index))).save(path, **options)
        image = read_image(path, IngestSettings())
        box, head_pct, contrast = measure_head(image)
        arrays[f"{index:016x}/image"] = image
        cases.append(
            {
                "case_id": f"{index:016x}", "source": path.name, "input": FileRef.of(path), "height_px": image.shape[0],
                "width_px": image.shape[1], "plane": "axial", "tumour_class": name, "head_box": box,
                "head_pct": head_pct, "contrast": contrast,
            }
        )  # fmt: skip
    stored = write_arrays("ingest", arrays)
    return Cases(records=tuple(Case(**case, arrays=stored) for case in cases)), Folds(
        records=tuple(FOLDS[index].model_copy(update={"tumour_class": name}) for index, name in enumerate(classes))
    )


def test_a_class_that_shows_in_the_file_alone_does_not_reach_the_network(tmp_path: Path) -> None:
    classes = [CLASSES[index] for index in np.random.default_rng(5).integers(0, 4, 96)]
    with temporary_settings({PREFECT_LOCAL_STORAGE_PATH: tmp_path / "storage"}):
        made = floors.fn(*disguised(tmp_path, classes), SIZE).records
    found = {floor.name: floor for floor in made if floor.classes == "all"}
    assert found["file_traits"].accuracy == 1.0
    assert found["network_traits"].accuracy == found["majority_class"].accuracy == found["plane"].accuracy
    assert found["network_padding"].low <= found["majority_class"].accuracy


def test_traits_of_a_file_are_its_own(tmp_path: Path) -> None:
    Image.fromarray(np.zeros((20, 40, 3), dtype=np.uint8)).save(tmp_path / "a.jpg")
    width, height, aspect, mode, length, kind = file_traits(tmp_path / "a.jpg")
    assert (width, height, aspect, mode, kind) == (40, 20, 2.0, "RGB", "JPEG")
    assert length == (tmp_path / "a.jpg").stat().st_size
    (tmp_path / "v.nii.gz").write_bytes(b"\x00" * 9)
    assert file_traits(tmp_path / "v.nii.gz") == (0, 0, 0.0, "", 9, ".gz")
