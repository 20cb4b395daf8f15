import json
from pathlib import Path
from typing import get_args

import h5py
import numpy as np
import pytest

from data_contracts.names import Backbone
from data_contracts.record import FileRef
from tasks import model_folder, network
from tasks.backbone import encoder, skip_connections
from tasks.weights import BACKBONE_VALUES, ModelError, floating_shapes, scan

CLASSES = ("glioma", "meningioma", "no_tumor")
SIZE = 64
START = Path(__file__).parents[2] / "shared" / "weights"
MOBILENETV2, XCEPTION = "mobilenetv2_1.0_stanforddogs_notop.weights.h5", "xception_imagenet_notop.weights.h5"
LEGACY_MOBILENET = "mobilenet_0.25_224_imagenet_notop.h5"


def start_weights(name):
    if not (START / name).is_file():
        pytest.skip(f"no start weights {name} beside the repository")
    return str(START / name)


def shaken(model, seed=1):
    """Give every weight a value of its own, so that a lost or swapped one shows."""
    rng = np.random.default_rng(seed)
    model.set_weights([value + rng.normal(0, 0.01, value.shape) for value in model.get_weights()])
    return model


@pytest.fixture(scope="module")
def model():
    import keras

    keras.utils.set_random_seed(0)
    return shaken(network.build("mobilenetv2", SIZE, CLASSES))


@pytest.fixture(scope="module")
def images():
    return np.random.default_rng(2).random((5, SIZE, SIZE)).astype(np.float32)


def save(model, folder, **changes):
    facts = {"backbone": "mobilenetv2", "classes": CLASSES, "temperature": 1.5, "data_sha256": "d", "synthetic": True}
    return model_folder.save(model, folder, **facts | changes)


@pytest.fixture(scope="module")
def saved(model, tmp_path_factory):
    return save(model, tmp_path_factory.mktemp("model"))


@pytest.mark.slow
@pytest.mark.parametrize("backbone", get_args(Backbone))
def test_every_backbone_gives_logits_on_its_grid_and_skips_at_every_stride(backbone, monkeypatch):
    import keras

    size, bodies = 96, []
    monkeypatch.setattr(network, "encoder", lambda *options: bodies.append(encoder(*options)) or bodies[-1])
    built = network.build(backbone, size, CLASSES)
    (body,) = bodies
    skips = skip_connections(body)
    for stride in (2, 4, 8, 16):
        assert size // stride - 4 <= skips[stride].shape[1] <= size // stride
        assert skips[stride].shape[-1] >= 64
    assert sum(np.prod(shape) for shape in floating_shapes(body)) == BACKBONE_VALUES[backbone]

    assert built.input.shape == (None, size, size, 1)
    assert built.output["class_logits"].shape == (None, len(CLASSES))
    assert built.output["segmentation_logits"].shape == (None, size, size, 1)
    assert built.get_layer("feature_map").output.shape == (None, size // 8, size // 8, 128)
    norms = [layer for layer in built.layers if isinstance(layer, keras.layers.BatchNormalization)]
    assert {layer.momentum for layer in norms} == {network.BATCH_NORM_MOMENTUM}
    assert not [layer for layer in built.layers if isinstance(layer, keras.layers.Lambda)]


@pytest.mark.parametrize(
    ("backbone", "own"),
    [("resnet50", "resnet50"), ("mobilenetv2", "mobilenet_v2"), ("densenet121", "densenet")],
)
def test_input_is_scaled_as_the_published_weights_want_it(backbone, own):
    import keras

    grey = np.random.default_rng(3).random((1, 96, 96, 1)).astype(np.float32)
    built = network.build(backbone, 96, CLASSES)
    scaled = keras.Model(built.input, built.get_layer("backbone_scaling").output)(grey)
    colour = np.repeat(grey, 3, axis=-1) * 255
    assert np.asarray(scaled) == pytest.approx(getattr(keras.applications, own).preprocess_input(colour), abs=1e-3)


def test_efficientnet_sees_the_normalisation_of_imagenet_once():
    import keras

    grey = np.full((1, 96, 96, 1), 0.6, dtype=np.float32)
    built = network.build("efficientnetb0", 96, CLASSES)
    norm = next(layer for layer in built.layers if isinstance(layer, keras.layers.Normalization))
    seen = np.asarray(keras.Model(built.input, norm.output)(grey))[0, 0, 0]
    assert seen == pytest.approx((0.6 - np.array([0.485, 0.456, 0.406])) / [0.229, 0.224, 0.225], abs=1e-4)


def test_a_blob_moved_by_whole_cells_moves_its_features_by_as_many(model):
    import keras

    features = keras.Model(model.input, model.get_layer("feature_map").output)
    image = np.zeros((2, SIZE, SIZE, 1), dtype=np.float32)
    image[0, 16:24, 16:24] = image[1, 16:24, 40:48] = 1
    change = np.abs(np.asarray(features(image)) - np.asarray(features(np.zeros_like(image)))).sum(axis=-1)
    columns = (change.sum(axis=1) * np.arange(SIZE // 8)).sum(axis=1) / change.sum(axis=(1, 2))
    assert columns[1] - columns[0] > 0.5


def test_the_sum_of_grad_cam_plus_the_logit_of_an_empty_map_is_the_logit(model, images):
    import tensorflow as tf

    head = network.head(model)
    (outputs,) = network.forward(model, images, 8)
    features = tf.constant(outputs["feature_map"])
    assert features.numpy().min() >= 0
    with tf.GradientTape() as tape:
        tape.watch(features)
        logit = head(features)[:, 1]
    weights = tf.reduce_mean(tape.gradient(logit, features), axis=(1, 2), keepdims=True)
    cam = tf.reduce_sum(weights * features, axis=-1)
    empty = head(np.zeros_like(features))[:, 1]
    assert tf.reduce_sum(cam, axis=(1, 2)).numpy() == pytest.approx((logit - empty).numpy(), rel=1e-3, abs=1e-4)
    assert logit.numpy() == pytest.approx(outputs["class_logits"][:, 1], rel=1e-4)


def test_the_class_looks_where_the_tumour_is_drawn_and_does_not_teach_where_that_is(model, images):
    import keras
    import tensorflow as tf

    coarse, drawn = model.get_layer("segmentation_coarse"), model.get_layer("feature_map").output
    whole = keras.Model(model.input, [coarse.input, coarse.output, drawn, model.output["class_logits"]])
    with tf.GradientTape() as tape:
        features, logits, feature_map, class_logits = whole(images[..., np.newaxis])
        certainty = tf.reduce_sum(class_logits**2)
    assert tape.gradient(certainty, coarse.trainable_variables) == [None, None]
    attention = np.asarray(tf.reduce_sum(feature_map, axis=-1) / tf.reduce_sum(features, axis=-1))
    assert attention.mean(axis=(1, 2)) == pytest.approx(1, rel=1e-3)
    for seen, likely in zip(attention, np.asarray(logits)[..., 0], strict=True):
        assert (np.diff(seen.ravel()[np.argsort(likely.ravel())]) >= -1e-4).all()
        assert seen.max() > seen.min()


def test_mean_features_are_those_before_attention(model, images):
    import keras

    before = keras.Model(model.input, model.get_layer("features").output)(images[..., np.newaxis])
    (outputs,) = network.forward(model, images, 8)
    assert outputs["mean_features"] == pytest.approx(np.asarray(before).mean(axis=(1, 2)), rel=1e-4, abs=1e-6)
    assert outputs["mean_features"] != pytest.approx(outputs["feature_map"].mean(axis=(1, 2)), rel=1e-4, abs=1e-6)


def test_classifier_and_head_share_the_weights_of_the_model(model, images):
    (outputs,) = network.forward(model, images, 8)
    assert np.asarray(network.classifier(model)(images[..., np.newaxis])) == pytest.approx(
        outputs["class_logits"], rel=1e-3, abs=1e-4
    )
    dense = model.get_layer("class_logits")
    assert network.head(model).get_layer("class_logits").kernel is dense.kernel
    assert network.classifier(model).get_layer("class_logits").kernel is dense.kernel


def test_an_image_gives_the_same_alone_in_company_and_in_a_filled_up_batch(model, images):
    together = next(network.forward(model, images, 8))
    alone = [next(network.forward(model, images[index : index + 1], 8)) for index in range(5)]
    smaller = list(network.forward(model, images, 3))
    for name, expected in together.items():
        for apart in (alone, smaller):
            got = np.concatenate([outputs[name] for outputs in apart])
            assert got == pytest.approx(expected, rel=1e-3, abs=1e-4), name
    assert [len(outputs["class_logits"]) for outputs in network.forward(model, images, 3)] == [3, 2]


def test_a_saved_model_comes_back_the_same_and_once(model, images, saved):
    loaded = model_folder.load(saved)
    (before,), (after,) = network.forward(model, images, 8), network.forward(loaded, images, 8)
    for name in before:
        assert after[name] == pytest.approx(before[name], rel=1e-4, abs=1e-5)
    assert model_folder.load(model_folder.model_ref(saved.folder)) is loaded
    manifest = model_folder.read_manifest(saved)
    assert (manifest.backbone, manifest.image_size, manifest.classes) == ("mobilenetv2", SIZE, CLASSES)
    assert (manifest.temperature, manifest.synthetic, manifest.feature_channels) == (1.5, True, 128)
    assert manifest.weights_sha256 == saved.weights.sha256


def test_efficientnet_comes_back_although_it_keeps_a_whole_number(tmp_path):
    built = network.build("efficientnetb0", 32, CLASSES)
    reference = save(built, tmp_path, backbone="efficientnetb0")
    loaded = model_folder.load(reference)
    for mine, theirs in zip(loaded.get_weights(), built.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_a_compiled_model_leaves_no_optimizer_in_the_file(tmp_path):
    built = network.build("mobilenetv2", SIZE, CLASSES)
    built.compile(optimizer="adam", loss={"class_logits": "mse", "segmentation_logits": "mse"})
    built.optimizer.build(built.trainable_variables)
    reference = save(built, tmp_path)
    assert len(scan(reference.weights.path)) == len(built.weights)


def test_a_folder_without_its_files_is_refused(tmp_path):
    with pytest.raises(ModelError, match=rf"^{tmp_path.name}: expected a model folder.*got no architecture\.json"):
        model_folder.model_ref(tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"image_size": 4096}, "less than or equal to 512 at 'image_size', got 4096"),
        ({"image_size": 100}, "multiple of 32"),
        ({"format": 1}, "at 'format', got 1"),
        ({"backbone": "lenet"}, "at 'backbone', got 'lenet'"),
        ({"classes": ["glioma"]}, "at 'classes'"),
        ({"temperature": 0}, "greater than 0 at 'temperature'"),
        ({"code": "import os"}, "at 'code'"),
        ({"weights_sha256": "0" * 64}, "expected content 000000000000"),
        ({"feature_channels": 64}, "expected 128 feature channels, got 64"),
        ({"backbone": "vgg16"}, "expected weights of a vgg16 model"),
        ({"classes": ["glioma", "pituitary"]}, "expected weights of a mobilenetv2 model"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(saved, tmp_path, change, message):
    manifest = json.loads(Path(saved.architecture.path).read_text()) | change
    (tmp_path / model_folder.ARCHITECTURE).write_text(json.dumps(manifest))
    (tmp_path / model_folder.WEIGHTS).write_bytes(Path(saved.weights.path).read_bytes())
    with pytest.raises(ModelError, match=message):
        model_folder.load(model_folder.model_ref(tmp_path))


def test_files_changed_after_they_were_named_are_refused(model, tmp_path):
    reference = save(model, tmp_path)
    Path(reference.architecture.path).write_text(Path(reference.architecture.path).read_text() + " ")
    with pytest.raises(ModelError, match="got a changed file"):
        model_folder.load(reference)


def hostile(kind, folder):
    """An HDF5 file that holds more than its own plain numbers."""
    path, other = folder / "w.weights.h5", folder / "secret.h5"
    with h5py.File(other, "w") as stored:
        stored["x"] = np.arange(6.0)
    with h5py.File(path, "w") as stored:
        stored["good"] = np.ones((2, 3))
        if kind == "external link":
            stored["bad"] = h5py.ExternalLink(str(other), "/x")
        elif kind == "soft link":
            stored["bad"] = h5py.SoftLink("/good")
        elif kind == "external storage":
            stored.create_dataset("bad", (6,), dtype="f8", external=[(str(other), 0, 48)])
        elif kind == "virtual":
            layout = h5py.VirtualLayout((6,), dtype="f8")
            layout[:] = h5py.VirtualSource(str(other), "x", shape=(6,))
            stored.create_virtual_dataset("bad", layout)
        elif kind == "declared only":
            stored.create_dataset("bad", (10**6, 10**6), dtype="f4")
        elif kind == "compressed":
            stored.create_dataset("bad", data=np.zeros(10**6), compression="gzip")
        elif kind == "objects":
            stored.create_dataset("bad", data=["text"], dtype=h5py.string_dtype())
    return path


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("external link", "got ExternalLink 'bad'"),
        ("soft link", "got SoftLink 'bad'"),
        ("external storage", "'bad' that reads another file"),
        ("virtual", "'bad' that reads another file"),
        ("declared only", "'bad' that declares 4000000000000 bytes and stores 0"),
        ("compressed", "'bad' that declares 8000000 bytes and stores"),
        ("objects", "expected arrays of numbers"),
    ],
)
def test_a_weights_file_that_reaches_beyond_itself_is_refused(tmp_path, kind, message):
    with pytest.raises(ModelError, match=message):
        scan(hostile(kind, tmp_path))


def test_plain_arrays_pass_and_what_is_no_hdf5_does_not(tmp_path):
    assert scan(hostile("none", tmp_path)) == [(2, 3)]
    (tmp_path / "text.h5").write_text("not HDF5")
    with pytest.raises(ModelError, match="expected a readable HDF5 file"):
        scan(tmp_path / "text.h5")
    with pytest.raises(ModelError, match=r"^missing\.h5: expected a readable HDF5 file") as refused:
        scan(tmp_path / "missing.h5")
    assert str(tmp_path) not in str(refused.value)


def test_start_weights_arrive_in_the_layers_they_are_for():
    import keras

    file = start_weights(MOBILENETV2)
    plain = keras.applications.MobileNetV2(include_top=False, weights=None, input_shape=(SIZE, SIZE, 3))
    plain.load_weights(file)
    built = network.build("mobilenetv2", SIZE, CLASSES, file)
    for layer in plain.layers:
        if layer.weights and not layer.name.startswith("input"):
            for ours, theirs in zip(built.get_layer(layer.name).get_weights(), layer.get_weights(), strict=True):
                assert (ours == theirs).all(), layer.name


def test_the_older_file_layout_is_read_too(tmp_path):
    import keras
    from keras.src.legacy.saving import legacy_h5_format

    keras.utils.set_random_seed(7)
    plain = keras.applications.MobileNetV2(include_top=False, weights=None, input_shape=(SIZE, SIZE, 3))
    with h5py.File(tmp_path / "mobilenetv2_notop.h5", "w") as stored:
        legacy_h5_format.save_weights_to_hdf5_group(stored, plain)
    built = network.build("mobilenetv2", SIZE, CLASSES, str(tmp_path / "mobilenetv2_notop.h5"))
    assert (built.get_layer("Conv1").get_weights()[0] == plain.get_layer("Conv1").get_weights()[0]).all()


@pytest.mark.parametrize(
    ("file", "came"),
    [
        (XCEPTION, r"got 234 arrays .*weights of xception without top"),
        (LEGACY_MOBILENET, r"got 135 arrays .*of no backbone"),
    ],
)
def test_start_weights_of_another_network_are_named(file, came):
    with pytest.raises(ModelError, match=rf"{file}: expected weights of mobilenetv2 \(260 arrays.*{came}"):
        network.build("mobilenetv2", SIZE, CLASSES, start_weights(file))


def test_start_weights_that_are_missing_say_so(tmp_path):
    with pytest.raises(ModelError, match=r"gone\.h5: expected a readable HDF5 file"):
        network.build("mobilenetv2", SIZE, CLASSES, str(tmp_path / "gone.h5"))


def test_imagenet_weights_without_a_network_say_what_to_do(monkeypatch):
    import keras

    def offline(**options):
        if options["weights"] == "imagenet":
            raise Exception("URL fetch failure on host: None -- name not known")
        return original(**options)

    original = keras.applications.MobileNetV2
    monkeypatch.setattr(keras.applications, "MobileNetV2", offline)
    with pytest.raises(
        ModelError, match=r"'imagenet' of mobilenetv2: expected a download.*give a weights file or 'none'"
    ):
        network.build("mobilenetv2", SIZE, CLASSES, "imagenet")


def test_an_unknown_backbone_is_refused():
    with pytest.raises(ModelError, match=r"expected a backbone out of vgg16.*got 'lenet'"):
        network.build("lenet", SIZE, CLASSES)


def test_references_name_content(saved):
    assert saved.weights == FileRef.of(saved.weights.path)
    assert saved.architecture.path == f"{saved.folder}/architecture.json"


def test_a_model_goes_on_from_a_model_folder_at_another_image_size(model, saved):
    begun = model_folder.begin("mobilenetv2", 96, CLASSES, saved.folder)
    assert begun.input.shape[1] == 96
    assert all(np.array_equal(a, b) for a, b in zip(begun.get_weights(), model.get_weights(), strict=True))


def test_a_model_of_other_classes_takes_all_but_the_class_head(model, saved):
    begun = model_folder.begin("mobilenetv2", SIZE, (*CLASSES, "pituitary"), saved.folder)
    assert begun.get_layer("class_logits").output.shape == (None, 4)
    taken = [
        all(np.array_equal(a, b) for a, b in zip(layer.get_weights(), source.get_weights(), strict=True))
        for layer, source in zip(begun.layers, model.layers, strict=True)
        if layer.name != "class_logits"
    ]
    assert all(taken)


def test_a_model_of_another_backbone_is_no_start(saved):
    with pytest.raises(ModelError, match="expected start weights of vgg16, got a model of mobilenetv2"):
        model_folder.begin("vgg16", SIZE, CLASSES, saved.folder)


def test_start_weights_are_told_by_their_content(saved, tmp_path):
    file = tmp_path / "start.h5"
    file.write_bytes(Path(saved.weights.path).read_bytes())
    assert model_folder.start_digest("none") is None
    assert model_folder.start_digest(saved.folder) == model_folder.start_digest(str(file)) == saved.weights.sha256
