import pytest

from data_contracts.floors import Floor
from data_contracts.folds import Fold
from data_contracts.models import Manifest
from data_contracts.scores import Metric
from data_contracts.settings import TrainSettings
from tasks.card import Failure, Training, model_card

CLASSES = ("glioma", "meningioma", "pituitary", "no_tumor")
MANIFEST = Manifest(
    backbone="mobilenetv2", image_size=64, feature_channels=128, classes=CLASSES, temperature=1.25,
    weights_sha256="ab" * 32, data_sha256="cd" * 32, certain_from=0.9,
)  # fmt: skip


def fold(number, part, tumour_class, group):
    return Fold(
        case_id=f"{number:016x}", source=f"{number}.png", image_sha256=str(number), tumour_class=tumour_class,
        cluster_id=group, split_by="series", group_id=group, fold=0, part=part,
    )  # fmt: skip


def training(**changes):
    facts = {
        "settings": TrainSettings(),
        "folds": [fold(1, "train", "glioma", "a"), fold(2, "train", "glioma", "a"), fold(3, "test", "pituitary", "b")],
        "history": [
            {"epoch": 1, "selection": 0.5, "validation_balanced_accuracy": 0.6, "validation_dice": 0.4},
            {"epoch": 2, "selection": 0.7, "validation_balanced_accuracy": 0.8, "validation_dice": 0.6},
            {"epoch": 3, "selection": 0.6, "validation_balanced_accuracy": 0.7, "validation_dice": 0.5},
        ],
        "metrics": {
            "accuracy": {"all": Metric(value=0.912, low=0.9, high=0.925, n=700)},
            "dice": {"all": Metric(value=None, n=0)},
            "hausdorff_distance_95_px": {"all": Metric(value=4.26, n=3)},
        },
        "floors": [Floor(name="nearest_neighbour", classes="all", accuracy=0.7, low=0.6, high=0.8, n=700, groups=90)],
        "failures": [Failure(picture="worst/01.jpg", source="3.png", reason="pituitary named glioma, 0.99")],
    }
    return Training(**facts | changes)


def test_a_score_stands_with_its_interval_and_beside_the_floors():
    card = model_card(MANIFEST, training())
    assert "| accuracy, all classes | 0.912 (0.900 to 0.925) | 700 |" in card
    assert "| Hausdorff distance 95 %, px | 4.3 | 3 |" in card
    assert "| nearest neighbour on 32 x 32 thumbnails | all | 0.700 (0.600 to 0.800) | 700 |" in card
    assert "Dice of tumour slices" not in card, "what was not measured is not in the table"


def test_the_card_says_what_the_model_is_not_for_and_where_it_fails():
    card = model_card(MANIFEST, training())
    assert card.startswith("---\n")
    assert "**Not for clinical use**" in card
    assert "![pituitary named glioma, 0.99](worst/01.jpg) 3.png" in card
    assert MANIFEST.weights_sha256 in card


def test_a_file_name_is_shown_in_the_card_and_never_interpreted():
    failure = Failure(picture="worst/01.jpg", source="<img src=x onerror=alert(1)>.png", reason="a](b) | c")
    card = model_card(MANIFEST, training(failures=[failure]))
    assert (
        r"![a\]\(b) \| c](worst/01.jpg) \<img src=x onerror=alert(1)\>.png: a\](b) \| c".replace(r"\(b", "(b") in card
    )


def test_parts_are_counted_by_class_and_group():
    card = model_card(MANIFEST, training())
    assert "| train | 2 | 0 | 0 | 0 | 1 |" in card
    assert "| test | 0 | 0 | 1 | 0 | 1 |" in card


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"augmentation": False}, "Augmentation: none"),
        ({"dice_loss": False, "segmentation_loss_weight": 3.0}, "3 x cross-entropy of the mask"),
        ({"optimizer": "sgd"}, "sgd, learning rate up to 0.001, falling with the steps"),
        ({"start_weights": "/somewhere/w.h5", "start_weights_sha256": "ef" * 32}, "(sha256 efefefefefefefef)"),
    ],
)
def test_the_recipe_is_the_one_that_was_trained(changes, words):
    card = model_card(MANIFEST, training(settings=TrainSettings(**changes)))
    assert words in card
    assert "somewhere" not in card
    assert "epoch 2 of 3" in card
