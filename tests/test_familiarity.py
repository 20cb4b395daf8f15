"""A model knows what it was trained on: what is unlike it is refused, and a bad file is never trusted."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings
from skimage import data

from data_contracts.cases import Cases
from data_contracts.models import Manifest, ModelRef
from data_contracts.record import CaseError, FileRef
from data_contracts.settings import IngestSettings, PredictSettings
from tasks import familiarity, familiarity_file, model_folder
from tasks.decoys import decoys, without_skull
from tasks.familiarity import KINDS, Familiarity, discriminant, gaussian
from tasks.ingest import ingest
from tasks.picture import PICTURE_MEASURES, picture_measures
from tasks.predict import is_certain, predict
from tasks.sources import find_sources
from tasks.weights import ModelError

CHANNELS = 128
RNG = np.random.default_rng(0)


@pytest.fixture(scope="module", autouse=True)
def storage(tmp_path_factory):
    with temporary_settings({PREFECT_LOCAL_STORAGE_PATH: tmp_path_factory.mktemp("storage")}):
        yield


SIZE = CHANNELS + PICTURE_MEASURES


def known(size: int = SIZE, channels: int = CHANNELS) -> Familiarity:
    """Brains about 0, decoys about -3, in each value."""
    centres = dict(zip(KINDS, (0.0, -3.0), strict=True))
    told = {kind: RNG.normal(at, 1, (400, size + channels)) for kind, at in centres.items()}
    held_back = [(RNG.normal(0, 1, (200, size + channels)), 0.995)]
    return Familiarity(
        discriminant(told["brain"], told["decoy"], held_back),
        {kind: gaussian(of[:, :size]) for kind, of in told.items()},
        0.4,
    )


def spread(at: float, size: int) -> np.ndarray:
    return RNG.normal(at, 1, (50, size))


def test_what_is_far_from_the_brains_is_strange_and_what_is_like_decoys_is_no_brain() -> None:
    one = known(30, 5)
    for at, like, brain in ((0.0, True, True), (3.0, False, True), (-3.0, False, False), (-500.0, False, False)):
        vectors = spread(at, 35)
        assert (np.median(one.shares(vectors)) <= 1) == like, at
        assert one.refused(vectors).mean() == pytest.approx(float(not brain), abs=0.1), at


def test_a_slice_like_those_of_the_training_is_kept_but_not_certain_whatever_the_discriminant_says() -> None:
    one = known(30, 5)
    vectors = spread(0, 35)
    away = dataclasses.replace(one, brains=dataclasses.replace(one.brains, offset=one.brains.offset + 5))
    assert away.shares(vectors).min() > 1
    assert away.refused(vectors).mean() < 0.1
    assert dataclasses.replace(away, limit=1e-6).refused(vectors).all()


def test_without_brains_held_back_the_limit_is_a_standard_deviation_away() -> None:
    brains, decoys_ = RNG.normal(0, 1, (300, 20)), RNG.normal(2, 1, (300, 20))
    for held_back in ([], [(np.empty((0, 20)), 0.99)]):
        shares = discriminant(brains, decoys_, held_back).shares(brains)
        assert (shares.mean(), shares.std()) == pytest.approx((0, 1), abs=1e-3)


def test_brains_of_every_kind_that_was_held_back_are_within_the_limit_at_the_stated_share() -> None:
    brains, decoys_ = RNG.normal(0, 1, (300, 20)), RNG.normal(2, 1, (300, 20))
    like, other = RNG.normal(0, 1, (200, 20)), RNG.normal(0.6, 1, (200, 20))
    alone = discriminant(brains, decoys_, [(like, 0.99)])
    both = discriminant(brains, decoys_, [(like, 0.99), (other, 0.9)])
    assert alone.shares(brains).mean() == pytest.approx(0, abs=1e-3)
    assert (alone.shares(like) <= 1 + 1e-4).mean() >= 0.99
    assert (alone.shares(other) <= 1).mean() < 0.9 <= (both.shares(other) <= 1 + 1e-4).mean()
    assert (both.shares(decoys_) > 1).mean() > 0.9


def test_values_that_never_vary_in_training_do_not_break_the_distance() -> None:
    vectors = np.hstack([spread(0, 5), np.zeros((50, 3))])
    told = gaussian(vectors)
    moved = vectors[:1] + np.array([0, 0, 0, 0, 0, 1, 0, 0])
    assert np.isfinite(told.whitening).all()
    assert told.distances(moved)[0] > told.distances(vectors).max()


def test_the_measures_tell_a_filled_square_from_a_disc() -> None:
    rows, columns = np.indices((64, 64)) / 63 - 0.5
    disc = np.where(np.hypot(rows, columns) < 0.5, 0.6, 0.0).astype(np.float32)
    for square in (disc, np.full((64, 64), 0.6, np.float32), np.zeros((64, 64), np.float32)):
        assert picture_measures(square).shape == (PICTURE_MEASURES,)
        assert np.isfinite(picture_measures(square)).all()
    share, _, corners = picture_measures(disc)[:3]
    assert share == pytest.approx(np.pi / 4, abs=0.03)
    assert corners < 0.2 < picture_measures(np.ones((64, 64)))[2] == 1


def test_the_measures_do_not_change_with_what_they_should_not() -> None:
    square = np.clip(RNG.random((64, 64)), 0.1, 1)
    ours, mirrored = picture_measures(square), picture_measures(square[:, ::-1])
    assert ours[:-64] == pytest.approx(mirrored[:-64])
    assert ours[-64:].reshape(8, 8) == pytest.approx(mirrored[-64:].reshape(8, 8)[:, ::-1])


def test_decoys_are_repeatable_and_framed() -> None:
    slices = RNG.integers(0, 256, (4, 64, 64), dtype=np.uint8)
    made = decoys(slices, 12, seed=3)
    assert made.shape == (12, 64, 64)
    assert made.dtype == np.uint8
    assert (made == decoys(slices, 12, seed=3)).all()
    assert (made != decoys(slices, 12, seed=4)).any()
    assert all(picture.max() > 100 for picture in made)


def test_taking_the_skull_away_leaves_the_brain() -> None:
    rows, columns = np.indices((64, 64)) / 63 - 0.5
    radius = np.hypot(rows / 1.0, columns / 0.85)
    grey = np.select(
        [radius < 0.36, radius < 0.42, radius < 0.5], [110.0 + 40 * RNG.random((64, 64)), 20.0, 250.0], 0.0
    )
    (bare,) = without_skull(np.round(grey).astype(np.uint8)[np.newaxis], seed=1)
    rim = bare[28:36, :3]
    assert (bare > 0).mean() > 0.4
    assert rim.mean() < 200 < np.mean(np.sort(np.round(grey).ravel())[-200:])


@pytest.fixture(scope="module")
def copy(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(tiny_model, tmp_path_factory.mktemp("copies") / "model"))


def outcome(paths: list[Path], model: Path):
    cases = ingest.fn(find_sources([str(path) for path in paths], IngestSettings()), IngestSettings())
    return predict.fn(Cases(records=cases.records), model_folder.model_ref(model), PredictSettings())


def other_pictures(folder: Path) -> list[Path]:
    pictures = {"noise": RNG.integers(0, 256, (180, 200)), "photo": data.camera(), "page": data.page()}
    for name, pixels in pictures.items():
        Image.fromarray(np.asarray(pixels, np.uint8)).save(folder / f"{name}.png")
    return sorted(folder.glob("*.png"))


def test_noise_a_photograph_and_a_page_are_refused_and_the_slice_beside_them_goes_on(
    tiny_model: Path, phantoms: Path, tmp_path: Path
) -> None:
    good = sorted((phantoms / "glioma").glob("*[0-9].png"))[:1]
    told = outcome([*good, *other_pictures(tmp_path)], tiny_model)
    assert [record.familiarity is not None for record in told.records] == [True]
    assert {each.source for each in told.quarantined} == {"noise.png", "photo.png", "page.png"}
    for each in told.quarantined:
        assert (each.stage, each.expected) == ("predict", familiarity.EXPECTED)
        assert "times as strange" in each.got


def test_nearly_all_phantoms_are_familiar_to_a_model_trained_on_phantoms(tiny_model: Path, phantoms: Path) -> None:
    told = outcome([phantoms], tiny_model)
    assert len(told.quarantined) <= 0.1 * (len(told.records) + len(told.quarantined))
    assert np.median([record.familiarity for record in told.records]) < 1


def test_a_model_without_the_file_classifies_everything(copy: Path, tmp_path: Path) -> None:
    (copy / model_folder.FAMILIARITY).unlink()
    manifest = json.loads((copy / model_folder.ARCHITECTURE).read_text())
    (copy / model_folder.ARCHITECTURE).write_text(
        json.dumps({key: value for key, value in manifest.items() if key not in ("familiarity_sha256", "certain_from")})
    )
    told = outcome(other_pictures(tmp_path), copy)
    assert told.quarantined == ()
    assert {(each.familiarity, each.certain) for each in told.records} == {(None, None)}


def manifest_naming(ref: ModelRef) -> Manifest:
    sha = ref.familiarity.sha256 if ref.familiarity else None
    return Manifest(
        backbone="mobilenetv2", image_size=64, feature_channels=CHANNELS, classes=("glioma", "no_tumor"),
        weights_sha256="w", data_sha256="d", familiarity_sha256=sha,
    )  # fmt: skip


def reference(folder: Path) -> ModelRef:
    path = folder / model_folder.FAMILIARITY
    some = FileRef(path="x", sha256="0")
    return ModelRef(folder=str(folder), architecture=some, weights=some, familiarity=FileRef.of(path))


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    one = known()
    familiarity_file.write(one, tmp_path)
    ref = reference(tmp_path)
    again = familiarity_file.read(ref, manifest_naming(ref))
    assert again is not None
    vectors = spread(0, SIZE + CHANNELS)
    assert again.shares(vectors) == pytest.approx(one.shares(vectors), rel=1e-5)
    assert again.brains.shares(vectors) == pytest.approx(one.brains.shares(vectors), rel=1e-5)
    assert (tmp_path / model_folder.FAMILIARITY).stat().st_size < 200_000


def arrays_of(folder: Path) -> dict[str, np.ndarray]:
    familiarity_file.write(known(), folder)
    with np.load(folder / model_folder.FAMILIARITY) as stored:
        return dict(stored)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", np.array([0.0], np.float32)),
        ("limit", np.array([np.nan], np.float32)),
        ("limit", np.ones(3, np.float32)),
        ("direction", np.ones(SIZE, np.float32)),
        ("offset", np.array([np.inf])),
        ("brain_mean", np.zeros(7, np.float32)),
        ("brain_mean", np.full(SIZE, np.inf, np.float32)),
        ("decoy_mean", np.zeros(SIZE, np.float64)),
        ("more", np.zeros(2, np.float32)),
        ("brain_mean", np.zeros(2_000_000, np.float32)),
        ("brain_mean", np.array([{"code": 1}], dtype=object)),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused(tmp_path: Path, name: str, value: np.ndarray) -> None:
    np.savez_compressed(tmp_path / model_folder.FAMILIARITY, **(arrays_of(tmp_path) | {name: value}))
    ref = reference(tmp_path)
    with pytest.raises(ModelError, match=r"^familiarity\.npz: expected"):
        familiarity_file.read(ref, manifest_naming(ref))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"\x93NUMPY no archive"])
def test_a_file_that_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / model_folder.FAMILIARITY).write_bytes(content)
    ref = reference(tmp_path)
    with pytest.raises(ModelError, match="readable"):
        familiarity_file.read(ref, manifest_naming(ref))


def test_a_file_that_changed_or_went_missing_is_refused(tmp_path: Path) -> None:
    familiarity_file.write(known(), tmp_path)
    ref = reference(tmp_path)
    manifest = manifest_naming(ref)
    with pytest.raises(ModelError, match="which the manifest names"):
        familiarity_file.read(ref.model_copy(update={"familiarity": None}), manifest)
    (tmp_path / model_folder.FAMILIARITY).write_bytes(b"other")
    with pytest.raises(ModelError, match="expected content"):
        familiarity_file.read(reference(tmp_path), manifest)


def test_a_vector_that_is_no_number_is_refused() -> None:
    outputs = {"mean_features": np.full(CHANNELS, np.nan, np.float32), "spread_features": np.ones(CHANNELS, np.float32)}
    with pytest.raises(CaseError):
        familiarity.accepted(known(), np.ones((64, 64), np.float32), outputs)


def test_a_class_is_certain_only_when_probable_and_of_a_familiar_slice() -> None:
    assert is_certain(0.95, 0.4, 0.9) is True
    assert is_certain(0.95, None, 0.9) is True
    assert is_certain(0.85, 0.4, 0.9) is False
    assert is_certain(0.95, 1.2, 0.9) is False
    assert is_certain(0.95, 0.4, None) is None
