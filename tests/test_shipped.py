import csv
import json
import re

import numpy as np
import pytest
from PIL import Image

from models import SHIPPED
from tasks import familiarity_file, model_folder, network
from tasks.duplicates import fingerprint_of
from tasks.formats import read_image
from tasks.framing import head_box, to_square
from tasks.learned import learned


def test_the_shipped_folder_is_whole_small_and_as_its_manifest_says():
    reference = model_folder.model_ref(SHIPPED)
    manifest = model_folder.read_manifest(reference)
    assert model_folder.load(reference).input.shape[1] == manifest.image_size
    assert familiarity_file.read(reference, manifest) is not None
    assert learned(SHIPPED).hashes is not None
    assert not manifest.synthetic
    assert sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file()) <= 15e6


def test_the_card_prints_the_stored_scores_beside_the_floors_and_shows_its_failures():
    card = (SHIPPED / "card.md").read_text(encoding="utf-8")
    metrics = json.loads((SHIPPED / "test" / "metrics.json").read_text())
    for name in ("accuracy", "dice", "expected_calibration_error", "false_mask_rate"):
        told = metrics[name]["all"]
        assert f"| {told['value']:.3f} ({told['low']:.3f} to {told['high']:.3f}) | {told['n']} |" in card
    for floor in json.loads((SHIPPED / "floors.json").read_text()):
        assert f"{floor['accuracy']:.3f} ({floor['low']:.3f} to {floor['high']:.3f})" in card
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", card)
    own = [picture for picture in pictures if picture.startswith("worst/")]
    assert len(own) == len(pictures) - len(own) == 10, "ten of the weights' own test part, ten of the locked fold"
    assert all((SHIPPED / picture).stat().st_size > 1000 for picture in pictures)
    for words in (
        "Not for clinical use",
        "CC BY 4.0",
        model_folder.read_manifest(model_folder.model_ref(SHIPPED)).weights_sha256,
    ):
        assert words in card


@pytest.mark.parametrize(("folder", "least"), [(SHIPPED, 200), (SHIPPED / "locked_fold", 600)])
def test_no_series_and_no_near_duplicate_of_a_test_part_was_trained_on(folder, least):
    with open(folder / "folds.csv", newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert sum(row["part"] == "test" for row in rows) >= least
    for column in ("group_id", "cluster_id", "image_sha256"):
        parts: dict[str, set[str]] = {}
        for row in rows:
            parts.setdefault(row[column], set()).add(row["part"])
        assert all(len(found) == 1 for found in parts.values()), column


def test_the_card_tells_the_locked_fold_of_the_recipe_apart_from_the_test_part_of_the_model():
    card = (SHIPPED / "card.md").read_text(encoding="utf-8")
    locked = json.loads((SHIPPED / "locked_fold" / "metrics.json").read_text())
    _, told = card.split("## The recipe on the locked fold")
    for name in ("accuracy", "accuracy_tumour", "dice", "expected_calibration_error", "false_mask_rate"):
        score = locked[name]["all"]
        assert f"| {score['value']:.3f} ({score['low']:.3f} to {score['high']:.3f}) | {score['n']} |" in told


def test_slices_of_the_test_part_are_named_about_as_often_as_the_card_says(brisc):
    from data_contracts.settings import IngestSettings

    with open(SHIPPED / "folds.csv", newline="", encoding="utf-8") as stream:
        locked = sorted(
            (row for row in csv.DictReader(stream) if row["part"] == "test"), key=lambda row: row["case_id"]
        )
    chosen = locked[:: len(locked) // 60][:60]
    squares = []
    model = model_folder.load(model_folder.model_ref(SHIPPED))
    for row in chosen:
        (path,) = {
            folder / row["source"]
            for folder in (
                brisc / "segmentation_task" / "train" / "images",
                brisc / "classification_task" / "train" / "no_tumor",
            )
            if (folder / row["source"]).is_file()
        }
        image = read_image(path, IngestSettings())
        squares.append(to_square(image, head_box(image), model.input.shape[1]))
    logits = np.concatenate([each["class_logits"] for each in network.forward(model, squares, 16)])
    classes = model_folder.read_manifest(model_folder.model_ref(SHIPPED)).classes
    right = np.mean(
        [classes[place] == row["tumour_class"] for place, row in zip(logits.argmax(1), chosen, strict=True)]
    )
    told = json.loads((SHIPPED / "test" / "metrics.json").read_text())["accuracy"]["all"]["value"]
    assert right == pytest.approx(told, abs=3 * np.sqrt(told * (1 - told) / len(chosen)))


def test_the_shipped_model_recognises_what_it_learned_from_at_twice_the_size_and_not_its_test_part(brisc):
    from data_contracts.settings import IngestSettings

    where = {path.name: path for path in brisc.rglob("*.jpg")}
    with open(SHIPPED / "folds.csv", newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    known = learned(SHIPPED)
    for wanted in (True, False):
        chosen = [row for row in rows if (row["part"] != "test") == wanted]
        for row in chosen[:: len(chosen) // 20]:
            image = Image.fromarray(read_image(where[row["source"]], IngestSettings()))
            doubled = image.resize((2 * image.width, 2 * image.height), Image.Resampling.LANCZOS)
            assert known.holds(fingerprint_of(np.asarray(doubled))) == wanted
