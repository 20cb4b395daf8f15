import csv
import dataclasses
import hashlib
import io
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from prefect import flow
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings
from skimage import draw

from data_contracts.cases import Case, Cases
from data_contracts.folds import Fold, Folds
from data_contracts.record import FileRef
from data_contracts.settings import TrainSettings
from tasks import checkpoint as checkpoint_module
from tasks import measure, model_folder, network
from tasks import train as train_module
from tasks.caching import read_array, write_arrays
from tasks.checkpoint import Checkpoint, finish, read_history
from tasks.duplicates import NEAR_DUPLICATE_BITS, fingerprint_of, image_digest
from tasks.feed import ZOOM, Examples, augment, batches, class_weights, examples
from tasks.learned import learned, write_hashes
from tasks.measure import evaluate, fit_temperature, negative_log_likelihood
from tasks.train import check_unseen, compile_model, fit, folds_table, identity, segmentation_loss, selection, train

CLASSES = ("glioma", "pituitary", "no_tumor")
SIZE = 32


def small_network(backbone, image_size, classes, start_weights="none"):
    """The layers that the rest of the house knows by name, on three convolutions: compiles in a second."""
    import keras
    from keras import layers

    image = keras.Input((image_size, image_size, 1), name="image")
    x = layers.Conv2D(8, 5, strides=4, padding="same", activation="relu")(image)
    x = layers.Conv2D(128, 3, strides=2, padding="same", activation="relu")(x)
    features = layers.Activation("linear", name="features")(x)
    feature_map = layers.Activation("linear", name="feature_map")(features)
    pooled = layers.GlobalAveragePooling2D(name="class_pool")(feature_map)
    drawn = layers.Conv2D(1, 3, padding="same", name="segmentation_logits")(layers.UpSampling2D(8)(feature_map))
    outputs = {"class_logits": layers.Dense(len(classes), name="class_logits")(pooled), "segmentation_logits": drawn}
    return keras.Model(image, outputs)


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(network, "build", small_network)


@pytest.fixture
def storage(tmp_path):
    with temporary_settings({PREFECT_LOCAL_STORAGE_PATH: tmp_path / "storage"}):
        yield tmp_path


def slice_of(tumour_class, rng):
    """A head (90 x 76) with a bright disc where such a tumour sits, and the disc as mask."""
    image, mask = np.zeros((90, 76)), np.zeros((90, 76), dtype=bool)
    image[draw.ellipse(45, 38, 40, 32, shape=image.shape)] = 90
    image += (image > 0) * rng.normal(0, 6, image.shape)
    if tumour_class != "no_tumor":
        row, column = {"glioma": (28, 30), "pituitary": (64, 40)}[tumour_class]
        mask[draw.disk((row + rng.uniform(-3, 3), column + rng.uniform(-3, 3)), rng.uniform(6, 9))] = True
        image[mask] = 200
    return image.clip(0, 255).astype(np.uint8), mask


def cohort(count, unmasked=()):
    """Cases and folds: one fifth each for test and validation."""
    rng = np.random.default_rng(0)
    names, classes = [f"{index:016x}" for index in range(count)], [CLASSES[index % 3] for index in range(count)]
    arrays = {}
    for name, tumour_class in zip(names, classes, strict=True):
        arrays[f"{name}/image"], arrays[f"{name}/mask"] = slice_of(tumour_class, rng)
    stored = write_arrays("ingest", arrays)
    cases = tuple(
        Case(
            case_id=name,
            source=f"{name}.png",
            input=FileRef(path=f"{name}.png", sha256="0" * 64),
            height_px=90,
            width_px=76,
            plane="axial",
            tumour_class=tumour_class,
            has_mask=tumour_class != "no_tumor" and index not in unmasked,
            synthetic=True,
            head_box=(5, 6, 80, 64),
            head_pct=50,
            contrast=100,
            arrays=stored,
        )
        for index, (name, tumour_class) in enumerate(zip(names, classes, strict=True))
    )
    folds = tuple(
        Fold(
            case_id=case.case_id,
            source=case.source,
            image_sha256="0" * 64,
            tumour_class=case.tumour_class,
            cluster_id=case.case_id,
            split_by="series",
            group_id=case.case_id,
            fold=index // 3 % 5,
            part={0: "test", 1: "validation"}.get(index // 3 % 5, "train"),
        )
        for index, case in enumerate(cases)
    )
    return Cases(records=cases), Folds(records=folds)


@pytest.fixture(scope="module")
def framed(tmp_path_factory):
    with temporary_settings({PREFECT_LOCAL_STORAGE_PATH: tmp_path_factory.mktemp("storage")}):
        cases, _ = cohort(24, unmasked={0})
        return examples(cases.records, CLASSES, SIZE)


def test_examples_hold_the_framed_head_and_say_whose_mask_is_known(framed):
    assert framed.images.shape == framed.masks.shape == (24, SIZE, SIZE)
    assert framed.images.dtype == framed.masks.dtype == np.uint8
    assert framed.labels.tolist() == [0, 1, 2] * 8
    assert framed.masked.tolist() == [False] + [True] * 23
    assert not framed.masks[framed.labels == 2].any()
    for image, mask in zip(framed.images[3:5], framed.masks[3:5], strict=True):
        assert image[mask == 1].mean() > image[mask == 0].mean() + 100


def test_class_weights_make_classes_weigh_the_same():
    labels = np.array([0] * 7 + [1] * 2 + [3] * 3)
    weights = class_weights(labels)
    assert [weights[labels == label].sum() for label in (0, 1, 3)] == pytest.approx([4, 4, 4])
    assert weights.mean() == pytest.approx(1)


def test_augmentation_moves_image_and_mask_together():
    import tensorflow as tf

    masks = np.zeros((40, 48, 48), dtype=np.float32)
    masks[:, 12:22, 26:40] = 1
    images, moved = (part.numpy() for part in augment(tf.constant(masks), tf.constant(masks), tf.constant([3, 4])))
    assert set(np.unique(moved)) == {0, 1}
    assert images.min() >= 0
    assert images.max() <= 1
    for image, mask in zip(images, moved, strict=True):
        bright = image > 0.3
        assert (bright & (mask > 0)).sum() / (bright | (mask > 0)).sum() > 0.8
    centres = np.array([np.argwhere(mask > 0).mean(axis=0) for mask in moved])
    assert 10 < (centres[:, 1] < 23.5).sum() < 30
    assert (centres[:, 0] < 26).all()
    areas = moved.sum(axis=(1, 2))
    assert areas.std() > 5
    largest = np.exp(2 * ZOOM)
    assert ((areas > 0.93 * 140 / largest) & (areas < 1.07 * 140 * largest)).all()


def test_augmentation_leaves_the_outside_of_the_head_black_and_grey_levels_in_range():
    rng = np.random.default_rng(0)
    images = np.zeros((8, 64, 64), dtype=np.float32)
    images[:, 20:44, 16:48] = rng.uniform(0.2, 1, (8, 24, 32))
    changed, _ = augment(images, np.zeros_like(images), (3, 4))
    changed = np.asarray(changed)
    assert changed.min() == 0
    assert changed.max() <= 1
    assert (changed[:, :4] == 0).mean() > 0.95, "noise and blur must not reach outside"
    assert len({image.round(3).tobytes() for image in changed}) == 8


def test_augmentation_follows_its_seed():
    import tensorflow as tf

    images = tf.constant(np.random.default_rng(0).random((4, 24, 24)).astype(np.float32))
    first, again, other = (augment(images, images, tf.constant([1, seed]))[0].numpy() for seed in (5, 5, 6))
    assert (first == again).all()
    assert (first != other).any()


def test_each_epoch_shows_other_batches_and_resumed_epochs_show_the_same(framed):
    drawn = list(batches(framed, TrainSettings(batch_size=10), range(3)))
    resumed = list(batches(framed, TrainSettings(batch_size=10), range(1, 3)))
    assert (len(drawn), len(resumed)) == (6, 4)
    for (image, targets, weights), (image2, targets2, weights2) in zip(drawn[2:], resumed, strict=True):
        assert (image.numpy() == image2.numpy()).all()
        for name in targets:
            assert (targets[name].numpy() == targets2[name].numpy()).all()
            assert (weights[name].numpy() == weights2[name].numpy()).all()
    assert (drawn[0][0].numpy() != drawn[2][0].numpy()).any()
    assert image.shape == targets["segmentation_logits"].shape == (10, SIZE, SIZE, 1)


def test_a_tumour_without_a_mask_has_no_say_in_the_segmentation(framed):
    image, targets, weights = next(iter(batches(framed, TrainSettings(batch_size=24), range(1))))
    assert sorted(weights["segmentation_logits"].numpy().tolist()) == [0] + [1] * 23
    model = small_network("mobilenetv2", SIZE, CLASSES)
    compile_model(model, TrainSettings(image_size=SIZE, class_loss_weight=0), steps=10)
    silent = {name: weight * (name == "class_logits") for name, weight in weights.items()}
    assert model.test_on_batch(image, targets, silent, return_dict=True)["loss"] == pytest.approx(0)
    assert model.test_on_batch(image, targets, weights, return_dict=True)["loss"] > 0.1


def test_segmentation_loss_is_per_case_and_falls_with_overlap_and_with_emptiness():
    import tensorflow as tf

    masks = np.zeros((4, 20, 30, 1), dtype=np.float32)
    masks[:3, 4:9, 5:15] = 1
    logits = np.full_like(masks, -20)
    logits[0, 4:9, 5:15] = logits[1, 4:9, 8:18] = logits[2, 12:17, 18:28] = 20
    right, near, wrong, empty = segmentation_loss(tf.constant(masks), tf.constant(logits)).numpy()
    assert right == pytest.approx(0, abs=1e-3)
    assert empty == pytest.approx(0, abs=5e-3)
    assert right < near < wrong
    invented = segmentation_loss(tf.constant(masks[3:]), tf.constant(logits[:1])).numpy()[0]
    assert invented > 0.9


def test_temperature_undoes_overconfidence_and_has_bounds():
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 1.5, (4000, 4))
    chances = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    labels = np.array([rng.choice(4, p=chance) for chance in chances])
    assert fit_temperature(logits * 3, labels) == pytest.approx(3, rel=0.1)
    assert negative_log_likelihood(logits * 3, labels, 3) < negative_log_likelihood(logits * 3, labels)
    assert fit_temperature(logits, logits.argmax(axis=1)) == pytest.approx(measure.LOWEST_TEMPERATURE, rel=1e-2)
    assert fit_temperature(logits * 99, labels) == pytest.approx(measure.HIGHEST_TEMPERATURE, rel=1e-2)


def test_evaluation_counts_what_the_network_says(monkeypatch):
    masks = np.zeros((5, 8, 8), dtype=np.uint8)
    masks[0, :2, :4] = masks[1, :2, :4] = 1
    drawn = np.full((5, 8, 8, 1), -5.0)
    drawn[0, :2, 2:6] = drawn[3, 0, 0] = 5  # half of case 0, nothing of case 1, something in the healthy case 3
    logits = np.eye(3)[[0, 1, 0, 2, 2]] * 9.0
    part = Examples(np.zeros_like(masks), masks, np.array([0, 0, 0, 2, 2]), np.array([True, True, False, True, True]))

    def forward(model, images, batch_size):
        for rows in (slice(0, 3), slice(3, 5)):
            yield {"class_logits": logits[rows], "segmentation_logits": drawn[rows]}

    monkeypatch.setattr(network, "forward", forward)
    scores, returned = evaluate(None, part, 3)
    assert (returned == logits).all()
    assert scores["accuracy"] == pytest.approx(4 / 5)
    assert scores["balanced_accuracy"] == pytest.approx((2 / 3 + 1) / 2)
    assert scores["dice"] == pytest.approx((0.5 + 0) / 2)
    assert scores["false_mask_share"] == pytest.approx(1 / 2)


class Killed(BaseException):
    pass


def trained(framed, folder, identity="same", epochs=4):
    import keras

    keras.utils.set_random_seed(1)
    model = small_network("mobilenetv2", SIZE, CLASSES)
    state = Checkpoint(folder, identity)
    # Small steps: two threads add in any order, and large ones make another training of what that rounds differently.
    settings = TrainSettings(image_size=SIZE, epochs=epochs, batch_size=8, learning_rate=1e-4)
    fit(model, {"train": framed, "validation": framed, "test": framed}, settings, state)
    return model, state


@pytest.fixture(scope="module")
def uninterrupted(framed, tmp_path_factory):
    return trained(framed, tmp_path_factory.mktemp("whole") / "checkpoint")


def dies_at(call, original):
    """`original`, but the `call`th call of it ends the process."""
    calls = iter(range(1, 100))

    def dying(*args, **options):
        if next(calls) == call:
            raise Killed
        return original(*args, **options)

    return dying


@pytest.mark.parametrize(
    ("owner", "name", "call", "finished"),
    [
        pytest.param(Checkpoint, "record", 3, 2, id="in the middle of epoch 3"),
        pytest.param(checkpoint_module, "write_history", 2, 1, id="weights written, history not"),
        pytest.param(checkpoint_module.os, "replace", 4, 1, id="history written, weights without their name"),
        pytest.param(Path, "unlink", 1, 2, id="before old files are removed"),
        pytest.param(Checkpoint, "load_best", 1, 4, id="after the last epoch"),
    ],
)
def test_a_killed_training_ends_as_if_it_had_not_been(
    framed, uninterrupted, tmp_path, monkeypatch, owner, name, call, finished
):
    folder = tmp_path / "checkpoint"
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, dies_at(call, getattr(owner, name)))
        with pytest.raises(Killed):
            trained(framed, folder)
    assert max(int(path.name[6:10]) for path in folder.glob("epoch_*")) == finished

    model, state = trained(framed, folder)
    expected_model, expected = uninterrupted
    assert [row["epoch"] for row in read_history(folder / "history.csv")] == [1, 2, 3, 4]
    for row, whole in zip(state.rows, expected.rows, strict=True):
        for column in ("loss", "learning_rate", "selection"):
            assert row[column] == pytest.approx(whole[column], rel=1e-3), column
    assert state.best_epoch == expected.best_epoch
    for ours, theirs in zip(model.get_weights(), expected_model.get_weights(), strict=True):
        assert ours == pytest.approx(theirs, abs=1e-4)
    assert len(list(folder.glob("*.weights.h5"))) == 2


def test_a_checkpoint_of_another_training_is_not_resumed(framed, tmp_path, monkeypatch):
    folder = tmp_path / "checkpoint"
    with monkeypatch.context() as patch:
        patch.setattr(Checkpoint, "record", dies_at(2, Checkpoint.record))
        with pytest.raises(Killed):
            trained(framed, folder)
    _, state = trained(framed, folder, identity="other", epochs=2)
    assert [row["epoch"] for row in state.rows] == [1, 2]


def test_the_best_epoch_is_the_last_of_equals(tmp_path):
    state = Checkpoint(tmp_path / "checkpoint", "x")
    state.rows = [{"selection": value} for value in (0.2, 0.7, 0.7, 0.5)]
    assert state.best_epoch == 3


def test_training_stops_once_epochs_in_a_row_were_no_better(framed, tmp_path):
    state = Checkpoint(tmp_path / "checkpoint", "x")
    assert state.stale_epochs == 0
    state.rows = [{"selection": value} for value in (0.2, 0.7, 0.5, 0.6)]
    assert state.stale_epochs == 2


def test_each_head_is_judged_only_where_it_is_taught():
    found = {"balanced_accuracy": 0.8, "dice": 0.4}
    assert selection(found, TrainSettings()) == pytest.approx(0.6)
    assert selection(found, TrainSettings(class_loss_weight=0)) == 0.4
    assert selection(found | {"dice": float("nan")}, TrainSettings()) == 0.8


def test_training_learns_and_leaves_a_model_folder(small, storage, caplog):
    cases, folds = cohort(60)
    settings = TrainSettings(image_size=SIZE, epochs=12, patience=12, batch_size=8, learning_rate=1e-2)
    out = storage / "model"
    with caplog.at_level("INFO"):
        (reference,) = train.fn(cases, folds, settings, str(out)).records

    assert {path.name for path in out.iterdir()} == {
        "architecture.json",
        "model.weights.h5",
        "history.csv",
        "folds.csv",
        "familiarity.npz",
        "difference_hashes.npy",
        "checkpoint",
    }
    history = read_history(out / "history.csv")
    assert [row["epoch"] for row in history] == list(range(1, 13))
    assert history[-1]["loss"] < 0.8 * history[0]["loss"]
    assert max(row["validation_balanced_accuracy"] for row in history) > 0.6
    lines = [message for message in caplog.messages if message.startswith("epoch ")]
    assert len(lines) == 12

    manifest = model_folder.read_manifest(reference)
    assert manifest.classes == CLASSES
    assert manifest.synthetic
    assert manifest.data_sha256 == hashlib.sha256((out / "folds.csv").read_bytes()).hexdigest()
    with open(out / "folds.csv", newline="") as stream:
        assert [row["case_id"] for row in csv.DictReader(stream)] == [fold.case_id for fold in folds.records]


def test_training_leaves_the_hashes_of_what_it_learned_from(small, storage):
    cases, folds = cohort(30)
    out = storage / "model"
    train.fn(cases, folds, TrainSettings(image_size=SIZE, epochs=1, batch_size=8), str(out))
    known = learned(out)
    images = {case.case_id: read_array(case.arrays, f"{case.case_id}/image") for case in cases.records}
    for fold in folds.records:
        copy = fingerprint_of(saved_again(images[fold.case_id]))
        assert (known.distance_bits(copy) <= NEAR_DUPLICATE_BITS) == (fold.part != "test")


def test_a_killed_stage_goes_on_after_its_last_epoch(small, storage, monkeypatch, caplog):
    cases, folds = cohort(30)
    settings = TrainSettings(image_size=SIZE, epochs=3, batch_size=8)
    out = str(storage / "model")
    with monkeypatch.context() as patch:
        patch.setattr(Checkpoint, "record", dies_at(3, Checkpoint.record))
        with pytest.raises(Killed):
            train.fn(cases, folds, settings, out)
    with caplog.at_level("INFO"):
        train.fn(cases, folds, settings, out)
    assert "training goes on after epoch 2 of 3" in caplog.messages
    assert [row["epoch"] for row in read_history(Path(out) / "history.csv")] == [1, 2, 3]


def test_a_training_killed_before_its_result_is_told_is_not_begun_again(small, storage, monkeypatch, caplog):
    cases, folds = cohort(30)
    settings = TrainSettings(image_size=SIZE, epochs=2, batch_size=8)
    out = str(storage / "model")
    with monkeypatch.context() as patch:
        patch.setattr(train_module, "TrainedModels", dies_at(1, train_module.TrainedModels))
        with pytest.raises(Killed):
            train.fn(cases, folds, settings, out)
    with caplog.at_level("INFO"):
        train.fn(cases, folds, settings, out)
    assert "training goes on after epoch 2 of 2" in caplog.messages
    assert not [message for message in caplog.messages if message.startswith("epoch ")]


@pytest.mark.parametrize(
    "call", [2, 3], ids=["before it is renamed", "before its first file goes"]
)  # the first call makes way for it
def test_a_training_killed_while_its_checkpoint_goes_is_done(small, prefect_home, tmp_path, monkeypatch, call):
    cases, folds = cohort(30)
    out = tmp_path / "model"

    @flow
    def once():
        trained = train(cases, folds, TrainSettings(image_size=SIZE, epochs=1, batch_size=8), str(out))
        finish(out)
        return trained

    with monkeypatch.context() as patch:
        patch.setattr(checkpoint_module.shutil, "rmtree", dies_at(call, checkpoint_module.shutil.rmtree))
        with pytest.raises(Killed):
            once()
    monkeypatch.setattr(train_module, "fit", dies_at(1, train_module.fit))
    assert once().records[0].weights.is_intact()
    assert not list(out.glob("checkpoint*"))


def test_half_a_checkpoint_is_never_gone_on_from(framed, tmp_path, monkeypatch):
    folder = tmp_path / "checkpoint"
    _, state = trained(framed, folder, epochs=1)

    def half(path, **_):
        for file in path.glob("*.h5"):
            file.unlink()
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(checkpoint_module.shutil, "rmtree", half)
        with pytest.raises(Killed):
            state.remove()
    _, state = trained(framed, folder, epochs=1)
    assert [row["epoch"] for row in state.rows] == [1]


def test_what_decides_a_training_is_in_its_identity(framed, tmp_path, monkeypatch):
    start = tmp_path / "start.h5"
    start.write_text("a")
    settings = TrainSettings(image_size=SIZE, start_weights=str(start))
    other_masks = framed.masks.copy()
    other_masks[5, 3, 3] ^= 1
    seen = {identity(settings, {"train": framed})}
    seen.add(identity(settings, {"validation": framed}))
    seen.add(identity(settings.model_copy(update={"epochs": 3}), {"train": framed}))
    seen.add(identity(settings, {"train": dataclasses.replace(framed, masks=other_masks)}))
    start.write_text("b")
    seen.add(identity(settings, {"train": framed}))
    monkeypatch.setattr(train_module, "code_digest", lambda module: "another version")
    seen.add(identity(settings, {"train": framed}))
    assert len(seen) == 6
    assert identity(settings, {"train": framed}) in seen


def saved_again(image):
    """As a JPEG of twice the size, mirrored."""
    stream = io.BytesIO()
    Image.fromarray(image).resize((2 * image.shape[1], 2 * image.shape[0])).save(stream, "JPEG", quality=85)
    return np.asarray(Image.open(stream))[:, ::-1]


@pytest.mark.parametrize(("part", "refused"), [("train", False), ("validation", True), ("test", True)])
@pytest.mark.parametrize("copied", [False, True])
def test_start_weights_that_learned_from_what_selects_or_scores_are_refused(storage, part, refused, copied, caplog):
    cases, divided = cohort(30)
    images = {case.case_id: read_array(case.arrays, f"{case.case_id}/image") for case in cases.records}
    folds = [fold.model_copy(update={"image_sha256": image_digest(images[fold.case_id])}) for fold in divided.records]
    taken = next(fold for fold in folds if fold.part == part)
    before = [taken.model_copy(update={"part": "train"})]
    before += [fold.model_copy(update={"part": "test"}) for fold in folds if fold is not taken]
    (storage / "folds.csv").write_text(folds_table(before))
    if copied:
        write_hashes([fingerprint_of(images[taken.case_id])], storage)
        images = {name: saved_again(image) for name, image in images.items()}
    pictures = {name: fingerprint_of(image) for name, image in images.items()}
    if refused:
        with pytest.raises(ValueError, match=f"from 1 of their pictures, e.g. {taken.source}"):
            check_unseen(str(storage), folds, pictures)
    else:
        check_unseen(str(storage), folds, pictures)
    assert ("equal pixels alone" in caplog.text) != copied


def test_a_validation_part_without_a_class_stops_the_training(storage):
    cases, folds = cohort(30)
    gone = tuple(fold for fold in folds.records if (fold.part, fold.tumour_class) != ("validation", "glioma"))
    with pytest.raises(ValueError, match="all of them in the validation part"):
        train.fn(cases, Folds(records=gone), TrainSettings(image_size=SIZE, epochs=1), str(storage / "model"))


@pytest.mark.slow
def test_mobilenetv2_trains_from_start_to_a_model_that_loads(storage):
    cases, folds = cohort(30)
    settings = TrainSettings(image_size=64, epochs=1, batch_size=8)
    (reference,) = train.fn(cases, folds, settings, str(storage / "model")).records
    model = model_folder.load(reference)
    before = network.build("mobilenetv2", 64, CLASSES)
    moved = [not np.allclose(a, b) for a, b in zip(model.get_weights(), before.get_weights(), strict=True)]
    assert np.mean(moved) > 0.9
    assert os.path.getsize(reference.weights.path) < 14e6
