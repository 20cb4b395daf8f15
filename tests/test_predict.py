import numpy as np
import pytest
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings
from skimage import draw

from data_contracts.cases import Case, Cases
from data_contracts.predictions import CONTRACT
from data_contracts.record import CaseError, FileRef
from data_contracts.settings import PredictSettings
from tasks import model_folder, network
from tasks import predict as stage_module
from tasks.caching import read_array, write_arrays
from tasks.contracts import check
from tasks.predict import checked_logits, entropy, predict, probabilities

CLASSES = ("glioma", "meningioma", "no_tumor")
SIZE = 64
SETTINGS = PredictSettings(batch_size=4)


@pytest.fixture(scope="module", autouse=True)
def storage(tmp_path_factory):
    folder = tmp_path_factory.mktemp("storage")
    with temporary_settings({PREFECT_LOCAL_STORAGE_PATH: folder}):
        yield folder


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    import keras

    keras.utils.set_random_seed(4)
    built = network.build("mobilenetv2", SIZE, CLASSES)
    dense = built.get_layer("class_logits")
    dense.set_weights([dense.get_weights()[0] * 40, np.array([0.1, 0.0, -0.1])])
    return model_folder.save(
        built,
        tmp_path_factory.mktemp("model"),
        backbone="mobilenetv2",
        classes=CLASSES,
        temperature=2.0,
        data_sha256="d",
        synthetic=True,
    )


@pytest.fixture(scope="module")
def cases(storage):
    """Six heads in slices of four shapes."""
    rng = np.random.default_rng(0)
    shapes = [(90, 76), (64, 120), (100, 100), (72, 61), (90, 76), (80, 131)]
    arrays = {}
    for index, (height, width) in enumerate(shapes):
        image = np.zeros((height, width))
        image[draw.ellipse(height / 2, width / 2, height * 0.45, width * 0.4)] = 100
        image[draw.disk((height * rng.uniform(0.3, 0.7), width * rng.uniform(0.3, 0.7)), 9)] = 210
        arrays[f"{index:016x}/image"] = image.astype(np.uint8)
    stored = write_arrays("ingest", arrays)
    return Cases(
        records=tuple(
            Case(
                case_id=f"{index:016x}",
                source=f"slice{index}.png",
                input=FileRef(path=f"slice{index}.png", sha256="0" * 64),
                height_px=height,
                width_px=width,
                head_box=(round(height * 0.05), round(width * 0.1), round(height * 0.9), round(width * 0.8)),
                head_pct=50,
                contrast=100,
                arrays=stored,
            )
            for index, (height, width) in enumerate(shapes)
        )
    )


@pytest.fixture(scope="module")
def predictions(cases, model):
    return predict.fn(cases, model, SETTINGS)


def test_every_case_is_told_and_passes_the_contract(cases, predictions):
    assert [record.case_id for record in predictions.records] == [case.case_id for case in cases.records]
    assert predictions.quarantined == ()
    assert check(CONTRACT, [record.row() for record in predictions.records]) == {}
    for record in predictions.records:
        assert tuple(record.probabilities) == CLASSES
        assert record.predicted_class == max(record.probabilities, key=record.probabilities.get)
        assert record.probability == record.probabilities[record.predicted_class]


def test_cases_differ(predictions):
    assert len({tuple(record.probabilities.values()) for record in predictions.records}) == len(predictions.records)


def test_arrays_hold_one_forward_pass(cases, model, predictions):
    for case, record in zip(cases.records, predictions.records, strict=True):
        features, segmentation, seen = (
            read_array(record.arrays, f"{record.case_id}/{name}") for name in ("feature_map", "segmentation", "input")
        )
        assert (features.shape, segmentation.shape, seen.shape) == ((8, 8, 128), (SIZE, SIZE), (SIZE, SIZE, 1))
        assert {features.dtype, segmentation.dtype, seen.dtype} == {np.dtype(np.float16)}
        assert record.segmentation_max == segmentation.max()
        expected = stage_module.to_square(read_array(case.arrays, f"{case.case_id}/image"), case.head_box, SIZE)
        assert seen[..., 0] == pytest.approx(expected, abs=1e-3)

    logits = np.asarray(network.head(model_folder.load(model))(features[np.newaxis].astype(np.float32)))
    assert probabilities(logits, 2.0)[0] == pytest.approx(list(record.probabilities.values()), abs=5e-3)


def test_a_case_is_told_the_same_whatever_it_shares_its_batch_with(cases, model, predictions):
    for chosen in ([3], [5, 0, 3], [3, 1, 2, 4, 0]):
        company = Cases(records=tuple(cases.records[index] for index in chosen))
        told = {record.case_id: record for record in predict.fn(company, model, SETTINGS).records}
        for index in chosen:
            record, expected = told[cases.records[index].case_id], predictions.records[index]
            assert list(record.probabilities.values()) == pytest.approx(list(expected.probabilities.values()), abs=1e-4)
            for name in ("feature_map", "segmentation"):
                ours, theirs = (read_array(each.arrays, f"{each.case_id}/{name}") for each in (record, expected))
                assert ours == pytest.approx(theirs, rel=2e-3, abs=2e-3)


def test_a_case_that_cannot_be_framed_is_set_aside_and_the_others_go_on(cases, model, predictions, monkeypatch):
    original = stage_module.to_square

    def fails_on_the_third(image, box, size):
        if image.shape == (100, 100):
            raise CaseError("a head brighter than its background", "a flat slice")
        return original(image, box, size)

    monkeypatch.setattr(stage_module, "to_square", fails_on_the_third)
    got = predict.fn(cases, model, SETTINGS)
    (aside,) = got.quarantined
    assert (aside.source, aside.stage, aside.got) == ("slice2.png", "predict", "a flat slice")
    assert [record.case_id for record in got.records] == [
        record.case_id for record in predictions.records if record.case_id != aside.case_id
    ]


def test_an_empty_batch_gives_an_empty_batch(model):
    assert predict.fn(Cases(), model, SETTINGS).records == ()


def test_temperature_changes_confidence_and_never_the_class():
    logits = np.random.default_rng(1).normal(0, 3, (50, 4))
    cold, warm = probabilities(logits, 0.5), probabilities(logits, 4.0)
    assert (cold.argmax(axis=1) == warm.argmax(axis=1)).all()
    assert (cold.max(axis=1) > warm.max(axis=1)).all()
    assert all(entropy(a) < entropy(b) for a, b in zip(cold, warm, strict=True))
    assert probabilities(logits, 1e-3).sum(axis=1) == pytest.approx(1)


@pytest.mark.parametrize("classes", [2, 3, 4])
def test_entropy_runs_from_certain_to_even(classes):
    assert entropy(np.full(classes, 1 / classes)) == pytest.approx(1)
    assert entropy(np.eye(classes)[0]) == 0


def test_logits_that_are_no_numbers_are_refused():
    with pytest.raises(CaseError, match="finite class logits"):
        checked_logits(np.array([1.0, np.nan]))
