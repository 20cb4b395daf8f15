import numpy as np
import pytest
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings

from data_contracts.models import Manifest, ModelRef
from data_contracts.predictions import Prediction, Predictions
from data_contracts.record import CaseError, FileRef
from data_contracts.settings import CamSettings
from tasks import cam as stage_module
from tasks import model_folder, network
from tasks.caching import read_array, write_arrays
from tasks.cam import gradient_cams, normalise, scorecam

CLASSES = ("glioma", "meningioma", "no_tumor")
SIZE = 32


@pytest.fixture(scope="module")
def model():
    """A small dual-head network with random weights; input 32 x 32, feature map 16 x 16 x 6."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(3)
    image = keras.Input((SIZE, SIZE, 1), name="image")
    x = layers.Conv2D(6, 3, strides=2, padding="same", activation="relu", bias_initializer="random_normal")(image)
    feature_map = layers.Activation("linear", name="feature_map")(x)
    pooled = layers.GlobalAveragePooling2D(name="class_pool")(feature_map)
    dense = layers.Dense(len(CLASSES), name="class_logits", kernel_initializer="random_normal")
    decoded = layers.Conv2D(1, 3, padding="same", name="segmentation")(layers.UpSampling2D()(feature_map))
    outputs = {"class_logits": dense(pooled), "segmentation_logits": decoded}
    built = keras.Model(image, outputs)
    dense.set_weights([np.random.default_rng(5).normal(size=(6, 3)) * 20, np.array([0.3, -0.2, 0.1])])
    return built


@pytest.fixture(scope="module")
def head(model):
    return network.head(model)


@pytest.fixture(scope="module")
def images():
    return np.random.default_rng(11).random((5, SIZE, SIZE, 1)).astype(np.float32)


@pytest.fixture(scope="module")
def features(model, images):
    import keras

    return np.asarray(keras.Model(model.input, model.get_layer("feature_map").output)(images))


def whole_model_map(visualiser, model, image, target):
    """tf-keras-vis as its manual has it: on the whole network, one score per output."""
    from tf_keras_vis.utils.scores import CategoricalScore, InactiveScore

    return visualiser(model)(
        [CategoricalScore([target]), InactiveScore()],
        image[np.newaxis],
        penultimate_layer="feature_map",
        seek_penultimate_conv_layer=False,
        expand_cam=False,
        normalize_cam=False,
    )[0]


def test_gradcam_of_a_class_with_positive_weights_sums_to_its_logit_less_the_bias():
    """Unequal axes; where no channel speaks against the class, Grad-CAM cuts nothing off."""
    import keras
    from keras import layers

    generator = np.random.default_rng(0)
    shape, kernel, bias = (4, 7, 5), generator.normal(size=(5, 3)), np.array([0.5, -1.5, 2.0])
    kernel[:, 1] = np.abs(kernel[:, 1])
    features_in = keras.Input(shape)
    dense = layers.Dense(3)
    head = keras.Model(features_in, dense(layers.GlobalAveragePooling2D()(features_in)))
    dense.set_weights([kernel, bias])
    features = generator.random((2, *shape))

    maps = gradient_cams(head, features, [1, 1], "gradcam")

    assert maps.shape == (2, 4, 7)
    logits = np.asarray(head(features.astype(np.float32)))[:, 1]
    np.testing.assert_allclose(maps.sum(axis=(1, 2)) + bias[1], logits, rtol=1e-5)


@pytest.mark.parametrize("method", ["gradcam", "gradcam++"])
def test_head_alone_gives_the_map_of_the_whole_network(method, model, head, images, features):
    from tf_keras_vis.gradcam import Gradcam
    from tf_keras_vis.gradcam_plus_plus import GradcamPlusPlus

    stored = features.astype(np.float16)
    compared = 0
    for target in range(len(CLASSES)):
        maps = gradient_cams(head, stored, [target] * len(images), method)
        for image, found in zip(images, maps, strict=True):
            whole = whole_model_map({"gradcam": Gradcam, "gradcam++": GradcamPlusPlus}[method], model, image, target)
            compared += float(np.max(whole)) > 0
            np.testing.assert_allclose(normalise(found), normalise(np.asarray(whole)), atol=1e-3)
    assert compared >= len(images)


@pytest.mark.parametrize("method", ["gradcam", "gradcam++"])
def test_a_map_does_not_depend_on_its_batch(method, monkeypatch, head, features):
    targets = [0, 1, 2, 1, 0]
    together = gradient_cams(head, features, targets, method)
    alone = [gradient_cams(head, features[i : i + 1], [target], method)[0] for i, target in enumerate(targets)]
    monkeypatch.setattr(stage_module, "HEAD_BATCH", 2)
    in_pairs = gradient_cams(head, features, targets, method)
    np.testing.assert_allclose(together, alone, atol=2e-6 * together.max())
    np.testing.assert_allclose(together, in_pairs, atol=2e-6 * together.max())


def test_scorecam_weights_channels_by_the_probability_of_the_masked_image(model, images, features):
    """The definition, written out: all channels, so that their choice has no part in it."""
    from scipy.ndimage import zoom

    image, activations, target = images[0], features[0], 1
    probabilities = []
    for channel in np.moveaxis(activations, -1, 0):
        mask = zoom(channel, 2, order=1, mode="nearest")
        mask = (mask - mask.min()) / (mask.max() - mask.min() + 1e-7)
        logits = np.asarray(model(image[np.newaxis] * mask[np.newaxis, ..., np.newaxis])["class_logits"])[0]
        probabilities.append(np.exp(logits - logits.max())[target] / np.exp(logits - logits.max()).sum())
    expected = np.maximum(activations @ np.array(probabilities), 0)

    found = scorecam(network.classifier(model), image, target, channels=1000)

    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-5)


def test_normalised_map_spans_zero_to_one_and_keeps_order():
    heatmap = np.random.default_rng(2).random((3, 8)) * 7 + 2
    stretched = normalise(heatmap)
    assert (stretched.min(), stretched.max()) == (0, 1)
    assert np.array_equal(np.argsort(stretched, axis=None), np.argsort(heatmap, axis=None))


@pytest.mark.parametrize("value", [0.0, 4.5])
def test_constant_map_becomes_zero_everywhere(value):
    assert not normalise(np.full((3, 8), value)).any()


@pytest.fixture
def stored(tmp_path, monkeypatch, model, images, features):
    """Five predicted cases as `predict` leaves them, and the model they come from."""
    reference = FileRef(path="nowhere", sha256="0" * 64)
    manifest = Manifest(
        backbone="mobilenetv2",
        image_size=SIZE,
        feature_channels=6,
        classes=CLASSES,
        weights_sha256="0" * 64,
        data_sha256="0" * 64,
    )
    monkeypatch.setattr(model_folder, "load", lambda ref: model)
    monkeypatch.setattr(model_folder, "read_manifest", lambda ref: manifest)
    with temporary_settings({PREFECT_LOCAL_STORAGE_PATH: tmp_path}):

        def predictions(picked=range(5), names=CLASSES[:2] * 2 + CLASSES[2:], altered=None):
            records = []
            for i in picked:
                own = features[i].astype(np.float16) if altered is None or i not in altered else altered[i]
                arrays = write_arrays("test", {f"{i:016x}/feature_map": own, f"{i:016x}/input": images[i]})
                records.append(
                    Prediction(
                        case_id=f"{i:016x}",
                        predicted_class=names[i],
                        probability=0.9,
                        probabilities={},
                        entropy=0.1,
                        probability_sum=1.0,
                        segmentation_max=0.5,
                        arrays=arrays,
                    )
                )
            return Predictions(records=tuple(records))

        yield predictions, ModelRef(folder="nowhere", architecture=reference, weights=reference)


def arrays_of(heatmaps):
    return {
        (heatmap.case_id, heatmap.method): read_array(heatmap.arrays, f"{heatmap.case_id}/{heatmap.method}")
        for heatmap in heatmaps.records
    }


def test_stage_explains_the_predicted_class_of_each_case_by_each_method(stored, head, features):
    predictions, model_ref = stored
    batch = predictions()
    heatmaps = stage_module.cam.fn(batch, model_ref, CamSettings(methods=("gradcam", "gradcam++", "scorecam")))

    assert not heatmaps.quarantined
    assert len(heatmaps.records) == 15
    target_of = {prediction.case_id: prediction.predicted_class for prediction in batch.records}
    assert all(heatmap.target_class == target_of[heatmap.case_id] for heatmap in heatmaps.records)
    assert heatmaps.records[-1].target_class == "no_tumor"
    maps = arrays_of(heatmaps)
    for i, target in enumerate([0, 1, 0, 1, 2]):
        expected = gradient_cams(head, features[i : i + 1].astype(np.float16), [target], "gradcam++")[0]
        np.testing.assert_allclose(maps[f"{i:016x}", "gradcam++"], normalise(expected), atol=1e-5)
    record = next(heatmap for heatmap in heatmaps.records if heatmap.method == "gradcam++")
    assert record.minimum <= record.mean <= record.maximum


def test_scorecam_of_a_case_does_not_depend_on_its_neighbours(stored):
    predictions, model_ref = stored
    settings = CamSettings(methods=("scorecam",), scorecam_channels=2)
    together = arrays_of(stage_module.cam.fn(predictions(), model_ref, settings))
    for i in range(3):
        alone = arrays_of(stage_module.cam.fn(predictions([i]), model_ref, settings))
        np.testing.assert_allclose(together[f"{i:016x}", "scorecam"], alone[f"{i:016x}", "scorecam"], atol=1e-6)


def test_map_that_is_zero_everywhere_shows_in_its_record(stored):
    predictions, model_ref = stored
    batch = predictions(altered={2: np.zeros((16, 16, 6), dtype=np.float16)})
    heatmaps = stage_module.cam.fn(batch, model_ref, CamSettings(methods=("gradcam",)))
    dead = [heatmap.case_id for heatmap in heatmaps.records if heatmap.maximum == 0]
    assert f"{2:016x}" in dead
    assert not arrays_of(heatmaps)[f"{2:016x}", "gradcam"].any()


def test_cases_that_cannot_be_explained_are_set_aside_and_the_others_go_on(stored):
    predictions, model_ref = stored
    overflown = np.full((16, 16, 6), np.inf, dtype=np.float16)
    batch = predictions(
        names=("glioma", "pituitary", "glioma", "glioma", "glioma"),
        altered={2: overflown, 3: np.zeros((16, 9, 6), dtype=np.float16)},
    )
    heatmaps = stage_module.cam.fn(batch, model_ref, CamSettings(methods=("gradcam",)))
    assert [heatmap.case_id for heatmap in heatmaps.records] == [f"{0:016x}", f"{4:016x}"]
    assert [(one.case_id[-1], one.stage, one.got) for one in heatmaps.quarantined] == [
        ("1", "cam", "pituitary"),
        ("2", "cam", "1536 values that are not"),
        ("3", "cam", "(16, 9, 6)"),
    ]


def test_a_map_that_overflows_is_refused():
    with pytest.raises(CaseError, match=r"finite gradcam\+\+ map"):
        stage_module.checked_map(np.array([[1.0, np.nan]]), "gradcam++")
