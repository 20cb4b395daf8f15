"""What may be typed: the commands, their options, and what is refused before anything runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from data_contracts.names import REPLAY, Audience, Backbone, CamMethod, Part, SplitBy
from models import SHIPPED

NOTICE = "Research software, not a medical device."
WRONG_USAGE = 2
OF_NETWORKS: dict[str, Any] = {
    "backbone": None, "image_size": 96, "images": 800, "test_images": None, "epochs": 4, "batch_size": 16, "seed": 0,
    "groups": None, "start_weights": "none",
}  # fmt: skip
OF_LANGUAGE_MODELS: dict[str, Any] = {"llms": None, "api_base": None, "llm_concurrency": 1, "prompt": None}
"""Options of the two kinds of `compare` that are set nowhere else, with their defaults."""

LABELLED = "labelled images: a folder per class, BRISC 2025, or figshare .mat files"


class _Version(argparse.Action):
    """Prints the installed version; only then is it looked up."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import version

        print(f"cortextual {version('cortextual')}")
        parser.exit()


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options that were typed. What does not go together ends the process with a message and exit code 2."""
    root = parser()
    options = root.parse_args(arguments)
    if options.command is None:
        root.print_help(sys.stderr)
        root.exit(WRONG_USAGE)
    if options.command == "explain":
        _check_explain(options)
    if options.command == "compare":
        _check_compare(options)
    return options


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    root = argparse.ArgumentParser(
        prog="cortextual",
        description=f"Which tumour, why the network says so, where in the brain, and what to say about it. {NOTICE}",
        epilog="exit codes: 0 every case came through, 3 finished with some cases quarantined, 1 the run failed, 2 wrong usage",
    )
    root.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    commands = root.add_subparsers(dest="command", metavar="COMMAND")

    demo = commands.add_parser("demo", help="phantoms → train → explain → page, all made here")
    demo.add_argument("--out", type=Path, default=Path("demo"), help="folder to write to (default: demo)")

    phantom = commands.add_parser("phantom", help="make a small labelled cohort of synthetic slices")
    phantom.add_argument("out", type=Path, metavar="OUT", help="folder to write: a folder per class")
    phantom.add_argument("--cases", type=_positive, required=True, metavar="N", help="slices to make")
    phantom.add_argument(
        "--seed", type=_seed, required=True, metavar="S", help="the same seed makes the same slices, to the last byte"
    )

    train = commands.add_parser("train", help="train a model on a folder of labelled images")
    train.add_argument("data", type=_existing, metavar="DATA", help=LABELLED)
    train.add_argument("--out", type=Path, required=True, metavar="MODEL", help="model folder to write")
    train.add_argument(
        "--backbone",
        type=str.lower,
        choices=get_args(Backbone),
        metavar="NAME",
        help=f"{', '.join(get_args(Backbone))} (default: the recipe's)",
    )
    train.add_argument(
        "--recipe",
        choices=("cortextual", "reference"),
        default="cortextual",
        help="reference: the published method, as far as it is known (default: cortextual)",
    )
    train.add_argument(
        "--start-weights",
        default="none",
        metavar="imagenet|none|FILE|MODEL",
        help="backbone weights without top, or a model to go on from (default: none)",
    )
    train.add_argument("--image-size", type=_side, metavar="PX", help="a multiple of 32 (default: 192)")
    train.add_argument("--epochs", type=_positive, metavar="N", help="at most (default: 16)")
    train.add_argument(
        "--groups", type=_existing, metavar="FILE", help="CSV of file_stem and series: slices to keep together"
    )
    train.add_argument(
        "--split", choices=get_args(SplitBy), default="series", help="what is kept together (default: series)"
    )
    train.add_argument("--folds", type=_folds, default=5, metavar="N", help="one is locked, one selects (default: 5)")
    train.add_argument("--seed", type=_seed, default=0, metavar="S", help="of the training (default: 0)")

    explain = commands.add_parser("explain", help="explain images: class, saliency, place, report")
    explain.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="files, folders, volumes, DICOM series; links, hidden files and other kinds in a folder are passed over",
    )
    explain.add_argument("--model", type=_existing, default=SHIPPED, metavar="MODEL", help="default: the shipped one")
    explain.add_argument("--out", type=Path, required=True, metavar="RUN", help="run folder to write")
    explain.add_argument(
        "--cam", action="append", choices=get_args(CamMethod), help="repeat for several (default: gradcam++)"
    )
    explain.add_argument(
        "--llm",
        action="append",
        metavar="NAME",
        help="any LiteLLM model name, repeat for the order of fall-backs; or replay:RUN alone (default: embedded/smollm2)",
    )
    explain.add_argument("--api-base", metavar="URL", help="address of an OpenAI-compatible server")
    explain.add_argument(
        "--llm-budget", type=_amount, default=600.0, metavar="S", help="seconds of calls for one case (default: 600)"
    )
    explain.add_argument("--llm-ceiling", type=_amount, metavar="USD", help="what the calls of the run may cost")
    explain.add_argument("--llm-concurrency", type=_positive, default=1, metavar="N", help="calls at once (default: 1)")
    explain.add_argument(
        "--audience",
        choices=get_args(Audience),
        default="clinician",
        help="whom the report is for (default: clinician)",
    )
    explain.add_argument("--prompt", metavar="NAME", help="a template in prompts/ (default: the audience's)")
    explain.set_defaults(parser=explain)

    evaluate = commands.add_parser("evaluate", help="score a model on labelled images")
    evaluate.add_argument("data", type=_existing, metavar="DATA", help=LABELLED)
    evaluate.add_argument("--model", type=_existing, default=SHIPPED, metavar="MODEL", help="default: the shipped one")
    evaluate.add_argument("--out", type=Path, required=True, metavar="RUN", help="run folder to write")
    evaluate.add_argument(
        "--cam", action="append", choices=get_args(CamMethod), help="repeat for several (default: gradcam++)"
    )
    which = evaluate.add_mutually_exclusive_group()
    which.add_argument(
        "--groups", type=_existing, metavar="FILE", help="CSV of file_stem and series: slices that err together"
    )
    which.add_argument(
        "--part", choices=get_args(Part), help="only the slices that served the model as this part, in its own groups"
    )

    compare = commands.add_parser(
        "compare",
        argument_default=argparse.SUPPRESS,
        help="train several networks under one budget, or have several language models word the same findings",
    )
    compare.add_argument(
        "data", type=_existing, metavar="DATA", help="labelled images; with --llms a run folder or a findings.json"
    )
    compare.add_argument("--out", type=Path, required=True, metavar="RUN", help="run folder to write")
    compare.add_argument(
        "--backbone",
        action="append",
        type=str.lower,
        choices=get_args(Backbone),
        metavar="NAME",
        help=f"repeat for several (default: all of {', '.join(get_args(Backbone))})",
    )
    compare.add_argument("--image-size", type=_side, metavar="PX", help="a multiple of 32 (default: 96)")
    compare.add_argument(
        "--images", type=_number_or_all, metavar="N|all", help="training images to draw (default: 800)"
    )
    compare.add_argument(
        "--test-images", type=_number_or_all, metavar="N|all", help="test images to draw (default: all)"
    )
    compare.add_argument("--epochs", type=_positive, metavar="N", help="default: 4")
    compare.add_argument("--batch-size", type=_positive, metavar="N", help="default: 16")
    compare.add_argument("--seed", type=_seed, metavar="S", help="of draw and training (default: 0)")
    compare.add_argument("--groups", type=_existing, metavar="FILE", help="as of train")
    compare.add_argument(
        "--start-weights",
        metavar="imagenet|none|FOLDER",
        help="a folder's files go to the backbones they fit, the others start from none (default: none)",
    )
    compare.add_argument(
        "--llms", action="append", metavar="NAME", help="language models instead (`template`: none); repeat"
    )
    compare.add_argument("--api-base", metavar="URL", help="with --llms: address of an OpenAI-compatible server")
    compare.add_argument(
        "--llm-concurrency", type=_positive, metavar="N", help="with --llms: calls at once (default: 1)"
    )
    compare.add_argument("--prompt", action="append", metavar="NAME", help="with --llms: repeat for several")
    compare.set_defaults(parser=compare)

    verify = commands.add_parser(
        "verify", help="check statements against findings", epilog="exit code 3 when one is unsupported"
    )
    verify.add_argument("findings", type=_file, metavar="FINDINGS.json", help="as of `cortextual explain`")
    verify.add_argument(
        "statements",
        type=_file_or_input,
        metavar="STATEMENTS.jsonl",
        help="{text, cites} on each line; -: the standard input",
    )
    verify.add_argument("--json", action="store_true", help="print one JSON object per line")

    commands.add_parser("findings-schema", help="print the JSON schema of a findings document")
    return root


def _check_explain(options: argparse.Namespace) -> None:
    llms = dict.fromkeys(options.llm or ())
    if len(llms) > 1 and any(llm.startswith(REPLAY) for llm in llms):
        options.parser.error(f"argument --llm: expected {REPLAY}RUN without other models, got {len(llms)} of them")


def _check_compare(options: argparse.Namespace) -> None:
    """Refuse options of the other kind of comparison, then fill in what was not given."""
    words = "with --llms" if hasattr(options, "llms") else "without --llms"
    foreign = [name for name in (OF_NETWORKS if hasattr(options, "llms") else OF_LANGUAGE_MODELS) if name in options]
    if foreign:
        names = ", ".join(f"--{name.replace('_', '-')}" for name in foreign)
        options.parser.error(f"{words} there is no use for {names}")
    for name, value in (OF_NETWORKS | OF_LANGUAGE_MODELS).items():
        setattr(options, name, getattr(options, name, value))


def _existing(text: str) -> Path:
    if not Path(text).exists():
        raise argparse.ArgumentTypeError(f"expected an existing path, got {text!r}")
    return Path(text)


def _file(text: str) -> Path:
    if _existing(text).is_dir():
        raise argparse.ArgumentTypeError(f"expected a file, got the folder {text!r}")
    return Path(text)


def _file_or_input(text: str) -> Path:
    return Path(text) if text == "-" else _file(text)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number above 0, got {text!r}")
    return int(text)


def _seed(text: str) -> int:
    if not text.isdecimal() or int(text) >= 2**32:
        raise argparse.ArgumentTypeError(f"expected a whole number from 0 to {2**32 - 1}, got {text!r}")
    return int(text)


def _folds(text: str) -> int:
    if _positive(text) < 3:
        raise argparse.ArgumentTypeError(f"expected a whole number above 2, got {text!r}")
    return int(text)


def _number_or_all(text: str) -> int | None:
    return None if text == "all" else _positive(text)


def _amount(text: str) -> float:
    try:
        amount = float(text)
    except ValueError:
        amount = float("nan")
    if not 0 < amount < float("inf"):
        raise argparse.ArgumentTypeError(f"expected a number above 0, got {text!r}")
    return amount


def _side(text: str) -> int:
    if not text.isdecimal() or int(text) % 32 or not 32 <= int(text) <= 512:
        raise argparse.ArgumentTypeError(f"expected a multiple of 32 from 32 to 512, got {text!r}")
    return int(text)
