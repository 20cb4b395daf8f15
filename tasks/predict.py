"""One forward pass per case: class, segmentation, and the feature map that explains both."""

from __future__ import annotations

import numpy as np
from scipy.special import expit, softmax

from data_contracts.cases import Case, Cases
from data_contracts.models import ModelRef
from data_contracts.predictions import Prediction, Predictions
from data_contracts.record import CaseError
from data_contracts.settings import PredictSettings
from tasks import familiarity, familiarity_file, model_folder, network
from tasks.caching import read_array, stage, write_arrays
from tasks.framing import to_square


def probabilities(logits: np.ndarray, temperature: float) -> np.ndarray:
    """Calibrated probabilities (n, classes) float64 of class logits (n, classes)."""
    return np.asarray(softmax(np.asarray(logits, dtype=np.float64) / temperature, axis=-1))


def entropy(probability: np.ndarray) -> float:
    """Entropy of probabilities (classes,) as a share of its largest value.

    Examples
    --------
    >>> entropy(np.array([0.5, 0.5])), entropy(np.array([1.0, 0.0]))
    (1.0, 0.0)
    """
    positive = probability[probability > 0]
    share = (positive * -np.log(positive)).sum() / np.log(len(probability))
    return float(np.clip(share, 0, 1))


def is_certain(probability: float, familiarity: float | None, certain_from: float | None) -> bool | None:
    """Whether the class counts as certain: probable enough, and of a slice like those of the training."""
    if certain_from is None:
        return None
    return probability >= certain_from and (familiarity is None or familiarity <= 1)


def framed(case: Case, size: int) -> np.ndarray:
    """The slice as the network sees it, (size, size) float32 in [0, 1].

    Raises
    ------
    CaseError
        If it cannot be framed, or a value is not finite.
    """
    square = to_square(read_array(case.arrays, f"{case.case_id}/image"), case.head_box, size)
    if not np.isfinite(square).all():
        raise CaseError("finite grey levels", f"{int((~np.isfinite(square)).sum())} values that are not")
    return square


def checked_logits(logits: np.ndarray) -> np.ndarray:
    """The class logits of one case.

    Raises
    ------
    CaseError
        If one is not finite.
    """
    if not np.isfinite(logits).all():
        raise CaseError("finite class logits", f"{logits.tolist()}")
    return logits


def prediction_arrays(case_id: str, square: np.ndarray, outputs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What later stages need of one forward pass, in half precision."""
    return {
        f"{case_id}/feature_map": outputs["feature_map"].astype(np.float16),
        f"{case_id}/segmentation": expit(outputs["segmentation_logits"][..., 0]).astype(np.float16),
        f"{case_id}/input": square[..., np.newaxis].astype(np.float16),
    }


@stage()
def predict(cases: Cases, model: ModelRef, settings: PredictSettings) -> Predictions:
    """Class and segmentation of every case; a picture unlike all that the model was trained on is set aside."""
    manifest = model_folder.read_manifest(model)
    known = familiarity_file.read(model, manifest)
    able: list[tuple[Case, np.ndarray]] = []
    quarantined = []
    for case in cases.records:
        try:
            able.append((case, framed(case, manifest.image_size)))
        except CaseError as error:
            quarantined.append(error.set_aside("predict", case.source, case.case_id))

    arrays: dict[str, np.ndarray] = {}
    told: list[tuple[Case, np.ndarray, float | None]] = []
    squares = (square for _, square in able)
    passes = network.forward(model_folder.load(model), squares, settings.batch_size)
    single = ({name: part[row] for name, part in batch.items()} for batch in passes for row in range(_rows(batch)))
    for (case, square), outputs in zip(able, single, strict=True):
        try:
            probability = probabilities(checked_logits(outputs["class_logits"]), manifest.temperature)
            told.append((case, probability, familiarity.accepted(known, square, outputs)))
        except CaseError as error:
            quarantined.append(error.set_aside("predict", case.source, case.case_id))
            continue
        arrays |= prediction_arrays(case.case_id, square, outputs)
    if not told:
        return Predictions(quarantined=tuple(quarantined))

    stored = write_arrays("predict", arrays)
    records = tuple(
        Prediction(
            case_id=case.case_id,
            predicted_class=manifest.classes[int(probability.argmax())],
            probability=float(probability.max()),
            probabilities=dict(zip(manifest.classes, probability.tolist(), strict=True)),
            entropy=entropy(probability),
            probability_sum=float(probability.sum()),
            segmentation_max=float(arrays[f"{case.case_id}/segmentation"].max()),
            certain=is_certain(float(probability.max()), share, manifest.certain_from),
            certain_from=manifest.certain_from,
            familiarity=share,
            arrays=stored,
        )
        for case, probability, share in told
    )
    return Predictions(records=records, quarantined=tuple(quarantined))


def _rows(batch: dict[str, np.ndarray]) -> int:
    return len(next(iter(batch.values())))
