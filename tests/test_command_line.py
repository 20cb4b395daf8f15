"""The command line as users and CI call it: exit codes, messages, start-up."""

from __future__ import annotations

import argparse
import csv
import html
import json
import os
import shutil
import struct
import subprocess
import sys
import zlib
from importlib.metadata import version
from pathlib import Path

import h5py
import nibabel
import numpy as np
import pytest
from PIL import Image
from skimage import data

from flows.__main__ import COMMANDS, DONE, FAILED, SOME_QUARANTINED, _generate, run
from flows.command_line import WRONG_USAGE, parse, parser


def test_help_imports_none_of_the_heavy_packages() -> None:
    code = (
        "import sys, flows.__main__ as m\n"
        "try: m.run(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'tensorflow', 'keras', 'prefect', 'great_expectations', 'litellm', 'numpy', 'pydantic'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "findings-schema" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["unknown"],
        ["explain", "a.png"],
        ["explain", "a.png", "--model", "no-such-folder", "--out", "run"],
        ["train", ".", "--out", "m", "--image-size", "100"],
        ["train", ".", "--out", "m", "--epochs", "0"],
        ["train", ".", "--out", "m", "--folds", "2"],
        ["phantom", "out", "--cases", "many", "--seed", "1"],
        ["phantom", "out", "--cases", "1", "--seed", "-1"],
        ["train", ".", "--out", "m", "--seed", str(2**32)],
        ["explain", ".", "--model", ".", "--out", "run", "--llm-budget", "0"],
        ["explain", ".", "--model", ".", "--out", "run", "--llm-ceiling", "free"],
        ["explain", ".", "--model", ".", "--out", "run", "--llm", "replay:.", "--llm", "a/b"],
        ["explain", ".", "--model", ".", "--out", "run", "--llm", "a/b", "--llm", "replay:."],
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(arguments)
    assert stopped.value.code == WRONG_USAGE


def test_a_bare_command_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run([])
    assert stopped.value.code == WRONG_USAGE
    listed = capsys.readouterr().err
    assert all(f"\n    {command}" in listed for command in COMMANDS)


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"cortextual {version('cortextual')}\n"


def test_every_argument_of_every_command_has_a_help_text() -> None:
    (commands,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    for name, command in commands.choices.items():
        assert [action.dest for action in command._actions if not action.help] == [], name


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (
            ["--llms", "template", "--backbone", "vgg16", "--test-images", "all"],
            "with --llms there is no use for --backbone, --test-images",
        ),
        (["--prompt", "report/v1", "--api-base", "u"], "without --llms there is no use for --api-base, --prompt"),
    ],
)
def test_options_of_the_other_comparison_are_refused(
    given: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(["compare", ".", "--out", "run", *given])
    assert stopped.value.code == WRONG_USAGE
    assert named in capsys.readouterr().err


def test_what_a_comparison_is_not_told_has_its_default() -> None:
    options = parse(["compare", ".", "--out", "run", "--epochs", "2", "--images", "all"])
    assert (options.images, options.test_images, options.epochs, options.batch_size) == (None, None, 2, 16)
    assert (options.image_size, options.seed, options.start_weights, options.llms) == (96, 0, "none", None)
    worded = parse(["compare", ".", "--out", "run", "--llms", "template"])
    assert (worded.llms, worded.api_base, worded.llm_concurrency, worded.prompt) == (["template"], None, 1, None)


def test_a_server_that_takes_too_long_is_told_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def late(_: argparse.Namespace) -> int:
        raise RuntimeError("Timed out while attempting to connect to ephemeral Prefect API server.")

    monkeypatch.setitem(COMMANDS, "findings-schema", late)
    assert run(["findings-schema"]) == FAILED
    assert "set PREFECT_API_URL" in capsys.readouterr().err


@pytest.mark.parametrize(("given", "limit"), [(None, "600"), ("30", "30")])
def test_the_server_has_ten_minutes_unless_the_user_says_otherwise(given: str | None, limit: str) -> None:
    name = "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"
    environment = {key: value for key, value in os.environ.items() if key != name} | ({name: given} if given else {})
    code = f"import os, flows.offline; print(os.environ['{name}'])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[1], env=environment, capture_output=True, text=True
    )
    assert done.stdout.strip() == limit


def test_the_schema_is_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["findings-schema"]) == DONE
    assert json.loads(capsys.readouterr().out)["title"] == "cortextual findings"


def test_models_are_asked_in_the_order_they_are_named_and_within_the_bounds_given() -> None:
    arguments = [
        "explain",
        ".",
        "--model",
        ".",
        "--out",
        "run",
        "--llm",
        "a/b",
        "--llm",
        "c/d",
        "--api-base",
        "http://x",
    ]
    options = parser().parse_args([*arguments, "--llm-budget", "30", "--llm-ceiling", "0.5"])
    settings = _generate(options)
    assert settings.models == ("a/b", "c/d")
    assert (settings.budget_s, settings.ceiling_usd) == (30, 0.5)
    assert (settings.only("a/b").api_base, settings.only("c/d").api_base) == ("http://x", None)
    assert _generate(parser().parse_args(arguments[:6])).models == ("embedded/smollm2",)


@pytest.mark.usefixtures("prefect_home")
def test_a_folder_that_is_no_model_fails_with_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Image.fromarray(np.full((40, 48), 99, np.uint8)).save(tmp_path / "a.png")
    code = run(["explain", str(tmp_path / "a.png"), "--model", str(tmp_path), "--out", str(tmp_path / "run")])
    assert code == FAILED
    assert "architecture.json" in capsys.readouterr().err


def _png_header(path: Path, side: int) -> None:
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + header
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)))


def _bad_files(folder: Path, good: Path) -> set[str]:
    pixels = np.asarray(Image.open(good).convert("L"))
    (folder / "empty.png").write_bytes(b"")
    (folder / "text.png").write_text("this is no picture")
    Image.fromarray(pixels).save(folder / "whole.jpg")
    whole = (folder / "whole.jpg").read_bytes()
    (folder / "whole.jpg").unlink()
    (folder / "truncated.jpg").write_bytes(whole[: len(whole) // 3])
    Image.fromarray(np.full((1, 1), 80, np.uint8)).save(folder / "one.png")
    Image.fromarray(np.zeros((96, 80), np.uint8)).save(folder / "black.png")
    _png_header(folder / "huge.png", 30_000)
    (folder / "glioma").mkdir(exist_ok=True)
    Image.fromarray(pixels).save(folder / "glioma" / "othersize.png")
    Image.fromarray(np.full((20, 30), 255, np.uint8)).save(folder / "glioma" / "othersize_mask.png")
    with h5py.File(folder / "nomask.mat", "w") as file:
        file["cjdata/image"] = pixels.astype(np.int16)
        file["cjdata/label"] = np.array([[1.0]])
        file["cjdata/PID"] = np.frombuffer(b"1", np.uint8).astype(np.uint16)[:, None]
    volume = np.zeros((20, 24, 8), np.float32)
    volume[4:16, 4:20] = np.nan
    nibabel.save(nibabel.Nifti1Image(volume, np.eye(4)), folder / "nan.nii.gz")
    return {
        "empty.png",
        "text.png",
        "truncated.jpg",
        "one.png",
        "black.png",
        "huge.png",
        "othersize.png",
        "nomask.mat",
        "nan.nii.gz",
    }


def test_every_kind_of_bad_file_is_set_aside_and_every_good_case_reported(
    phantoms: Path, tiny_model: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    good = sorted((phantoms / "no_tumor").glob("*.png"))[:2]
    for path in good:
        shutil.copy(path, folder)
    bad = _bad_files(folder, good[0])
    code = run(["explain", str(folder), "--model", str(tiny_model), "--out", str(tmp_path / "run")])
    assert code == SOME_QUARANTINED
    with (tmp_path / "run" / "quarantine.csv").open(newline="") as stream:
        aside = {row["source"].split("#")[0]: row for row in csv.DictReader(stream)}
    assert set(aside) == bad
    for name, row in aside.items():
        assert row["stage"] == "ingest", name
        assert len(row["expected"]) > 5, name
        assert row["got"], name
    assert len(list((tmp_path / "run" / "cases").glob("*/report.html"))) == len(good)


@pytest.mark.usefixtures("prefect_home")
def test_a_photograph_alone_is_set_aside_and_the_run_still_tells_why(tmp_path: Path) -> None:
    Image.fromarray(data.astronaut()).save(tmp_path / "portrait.png")
    out = tmp_path / "run"
    assert run(["explain", str(tmp_path / "portrait.png"), "--out", str(out)]) == SOME_QUARANTINED
    (aside,) = csv.DictReader((out / "quarantine.csv").read_text().splitlines())
    assert (aside["source"], aside["stage"]) == ("portrait.png", "predict")
    (row,) = csv.DictReader((out / "cases.csv").read_text().splitlines())
    assert (row["case_id"], row["status"]) == (aside["case_id"], "quarantined")
    assert aside["expected"] in html.unescape((out / "index.html").read_text())


def test_a_phantom_cohort_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run(["phantom", str(tmp_path / name), "--cases", "4", "--seed", "5"]) == DONE
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*"))
    assert len(files) >= 6
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
