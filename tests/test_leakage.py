"""The gate between split and training: one leak of each kind, each named, and none passed by the flow."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from data_contracts.folds import CONTRACT, Fold
from tasks.contracts import ContractBroken, check


def table() -> list[dict[str, Any]]:
    """Twelve cases in six clusters of two, three groups of four; each part one group."""
    return [
        Fold(
            case_id=f"{index:016x}",
            source=f"slice{index}.png",
            image_sha256=f"picture {index}",
            mask_sha256=f"mask {index}",
            tumour_class="glioma",
            plane="axial",
            cluster_id=f"cluster {index // 2}",
            split_by="series",
            group_id=f"series {index // 4}",
            fold=index // 4,
            part=("test", "validation", "train")[index // 4],  # type: ignore[arg-type]
        ).row()
        for index in range(12)
    ]


def test_a_split_without_a_leak_passes() -> None:
    assert check(CONTRACT, table()) == {}


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("image_sha256", "picture 9", ["parts_of_picture", "2 of 12 rows", "slice0.png: 'test, train'"]),
        ("cluster_id", "cluster 5", ["parts_of_cluster", "3 of 12 rows", "slice0.png: 'test, train'"]),
        ("group_id", "series 1", ["parts_of_group", "5 of 12 rows", "slice0.png: 'test, validation'"]),
        ("part", "train", ["parts_of_cluster", "2 of 12 rows", "parts_of_group", "4 of 12 rows"]),
        ("split_by", "slices", ["split_by", "1 of 12 rows", "'slices'"]),
    ],
)
def test_one_leak_ends_the_run_and_is_named_with_count_and_example(column: str, value: str, said: list[str]) -> None:
    rows = table()
    rows[0] |= {column: value}
    with pytest.raises(ContractBroken, match="after stage split") as raised:
        check(CONTRACT, rows)
    for words in said:
        assert words in str(raised.value)


@pytest.mark.parametrize(
    ("differs", "column"),
    [({"mask_sha256": "another"}, "masks_of_picture"), ({"tumour_class": "no_tumor"}, "classes_of_picture")],
)
def test_one_picture_with_two_truths_is_set_aside_with_all_its_copies(differs: dict[str, str], column: str) -> None:
    rows = table()
    same = {"image_sha256": "p", "mask_sha256": "m"}
    for index in (8, 9, 10):
        rows[index] |= same
    assert check(CONTRACT, rows) == {}
    rows[9] |= differs
    broken = check(CONTRACT, rows)
    assert list(broken) == [8, 9, 10]
    assert all(column in expected and value == "2" for ((expected, value),) in broken.values())


def test_a_copy_without_a_mask_is_no_contradiction() -> None:
    rows = table()
    rows[8] |= {"image_sha256": "p", "mask_sha256": "m"}
    rows[9] |= {"image_sha256": "p", "mask_sha256": None}
    assert check(CONTRACT, rows) == {}


def test_the_flow_trains_nothing_on_mixed_slices(phantoms: Path, prefect_home: Path, tmp_path: Path) -> None:
    from data_contracts.settings import SplitSettings, TrainRunSettings
    from flows.train import train

    out = tmp_path / "model"
    with pytest.raises(ContractBroken, match="split_by"):
        train(str(phantoms), str(out), TrainRunSettings(split=SplitSettings(by="slices")))
    assert not out.exists()


def test_a_picture_with_two_masks_is_set_aside_before_training_and_the_rest_goes_on(
    phantoms: Path, prefect_home: Path, tmp_path: Path
) -> None:
    from prefect import flow

    from data_contracts.folds import Folds
    from data_contracts.record import Quarantined
    from data_contracts.settings import TrainRunSettings
    from flows.labelled import labelled

    data = shutil.copytree(phantoms, tmp_path / "data")
    mask = min(data.rglob("*_mask.png"))
    image = mask.with_name(mask.name.replace("_mask", ""))
    for name in ("original", "copy"):
        shutil.copy(image, image.with_name(f"{name}.png"))
    shutil.copy(mask, image.with_name("original_mask.png"))
    Image.fromarray(np.asarray(Image.open(mask))[::-1]).save(image.with_name("copy_mask.png"))
    image.unlink()
    mask.unlink()

    @flow
    def divided() -> tuple[Folds, list[Quarantined]]:
        begun = labelled(str(data), TrainRunSettings())
        return begun.folds, begun.ledger.quarantined

    folds, aside = divided()
    assert {each.source for each in aside} == {"original.png", "copy.png"}
    assert all("masks_of_picture" in each.expected and each.got == "2" for each in aside)
    assert len(folds.records) == 59
    assert not {"original.png", "copy.png"} & {fold.source for fold in folds.records}


def test_the_model_folder_holds_its_folds_and_floors(tiny_model: Path) -> None:
    with (tiny_model / "folds.csv").open(newline="") as stream:
        folds = list(csv.DictReader(stream))
    assert {"plane", "cluster_id", "group_id", "split_by", "part"} <= folds[0].keys()
    assert {row["split_by"] for row in folds} == {"series"}
    floors = json.loads((tiny_model / "floors.json").read_text())
    by_name = {floor["name"]: floor for floor in floors if floor["classes"] == "all"}
    assert by_name.keys() >= {"file_traits", "intensity", "nearest_neighbour", "majority_class", "network_traits"}
    assert by_name["network_traits"]["accuracy"] == by_name["majority_class"]["accuracy"]
    assert {floor["n"] for floor in by_name.values()} == {sum(row["part"] == "test" for row in folds)}
