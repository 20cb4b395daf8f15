"""What each command does. Parses first and imports late, so that `--help` costs nothing."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, get_args

import flows.offline  # noqa: F401
from data_contracts.names import Backbone, CamMethod
from flows.command_line import NOTICE, parse

if TYPE_CHECKING:
    from data_contracts.settings import GenerateSettings

DONE, FAILED, SOME_QUARANTINED = 0, 1, 3
SOME_UNSUPPORTED = 3


def _phantom(options: argparse.Namespace) -> int:
    from tasks.phantom import make_phantoms

    print(f"{options.cases} synthetic slices → {make_phantoms(options.out, options.cases, options.seed)}")
    return DONE


def _schema(options: argparse.Namespace) -> int:
    import json

    from data_contracts.findings import schema

    print(json.dumps(schema(), indent=2))
    return DONE


def _train(options: argparse.Namespace) -> int:
    from data_contracts.settings import REFERENCE, SplitSettings, TrainRunSettings, TrainSettings
    from flows.train import train

    dividing = SplitSettings(
        by=options.split, groups=str(options.groups) if options.groups else None, folds=options.folds
    )
    chosen = {name: getattr(options, name) for name in ("backbone", "image_size", "epochs")}
    settings = (REFERENCE if options.recipe == "reference" else TrainSettings()).model_copy(
        update={name: value for name, value in chosen.items() if value is not None}
        | {"start_weights": options.start_weights, "seed": options.seed}
    )
    train(str(options.data), str(options.out), TrainRunSettings(split=dividing, train=settings))
    print(f"model → {options.out}")
    return DONE


def _explain(options: argparse.Namespace) -> int:
    from data_contracts.settings import CamSettings, ExplainSettings, RunSettings
    from flows.explain import explain

    settings = ExplainSettings(
        audience=options.audience,
        prompt=options.prompt,
        run=RunSettings(llm_concurrency=options.llm_concurrency),
        cam=CamSettings(methods=_methods(options.cam)),
        generate=_generate(options),
    )
    summary = explain(options.inputs, str(options.model), str(options.out), settings)
    print(summary)
    return SOME_QUARANTINED if summary.quarantined else DONE


def _generate(options: argparse.Namespace) -> GenerateSettings:
    from data_contracts.settings import GenerateSettings

    llm, *fallbacks = options.llm or ["embedded/smollm2"]
    return GenerateSettings(
        llm=llm,
        fallbacks=tuple(fallbacks),
        api_base=options.api_base,
        budget_s=options.llm_budget,
        ceiling_usd=options.llm_ceiling,
    )


def _evaluate(options: argparse.Namespace) -> int:
    from data_contracts.settings import CamSettings, EvaluateSettings
    from flows.evaluate import evaluate

    settings = EvaluateSettings(cam=CamSettings(methods=_methods(options.cam)))
    groups = str(options.groups) if options.groups else None
    summary = evaluate(str(options.data), str(options.model), str(options.out), settings, groups, options.part)
    print(summary)
    return SOME_QUARANTINED if summary.quarantined else DONE


def _compare_llms(options: argparse.Namespace) -> int:
    from data_contracts.settings import CompareLlmsSettings, GenerateSettings, RunSettings
    from flows.compare_llms import compare_llms

    settings = CompareLlmsSettings(
        llms=tuple(dict.fromkeys(options.llms)),
        prompts=tuple(dict.fromkeys(options.prompt or ("report/v1",))),
        run=RunSettings(llm_concurrency=options.llm_concurrency),
        generate=GenerateSettings(api_base=options.api_base),
    )
    print(Path(compare_llms([str(options.data)], str(options.out), settings)).read_text(encoding="utf-8"), end="")
    return DONE


def _compare(options: argparse.Namespace) -> int:
    if options.llms:
        return _compare_llms(options)
    from data_contracts.settings import CompareSettings, SplitSettings, TrainSettings
    from flows.compare import compare

    settings = CompareSettings(
        backbones=tuple(dict.fromkeys(options.backbone or get_args(Backbone))),
        images=options.images,
        test_images=options.test_images,
        start_weights=options.start_weights,
        split=SplitSettings(groups=str(options.groups) if options.groups else None),
        train=TrainSettings(
            image_size=options.image_size, epochs=options.epochs, batch_size=options.batch_size, seed=options.seed
        ),
    )
    summary = compare(str(options.data), str(options.out), settings)
    print(summary)
    return SOME_QUARANTINED if summary.failed or summary.quarantined else DONE


def _verify(options: argparse.Namespace) -> int:
    from flows.verify import as_json, as_text, verdicts

    judged = verdicts(options.findings, options.statements)
    for number, said in judged:
        print(as_json(number, said) if options.json else as_text(number, said))
    return SOME_UNSUPPORTED if any(said.verdict == "unsupported" for _, said in judged) else DONE


def _methods(chosen: Sequence[CamMethod] | None) -> tuple[CamMethod, ...]:
    return tuple(dict.fromkeys(chosen or ("gradcam++",)))


def _demo(options: argparse.Namespace) -> int:
    from flows.demo import demo

    summary = demo(options.out)
    print(f"Synthetic phantoms, explained by a model trained on other phantoms. {NOTICE}")
    print(f"look at {summary.out}/index.html")
    return SOME_QUARANTINED if summary.quarantined else DONE


COMMANDS = {
    "demo": _demo,
    "phantom": _phantom,
    "train": _train,
    "explain": _explain,
    "evaluate": _evaluate,
    "compare": _compare,
    "verify": _verify,
    "findings-schema": _schema,
}


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = parse(arguments)
    os.environ.setdefault("PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL", "WARNING")
    try:
        return COMMANDS[options.command](options)
    except (OSError, ValueError, RuntimeError) as error:
        print(f"cortextual: {error}{_advice(error)}", file=sys.stderr)
        return FAILED


def _advice(error: Exception) -> str:
    """What helps against Prefect's server that takes too long; nothing against anything else."""
    if "ephemeral Prefect API server" not in str(error):
        return ""
    return (
        "\nThe machine is too busy to start it in time. Run one of your own, `prefect server start --host 127.0.0.1` in a "
        "second terminal, and set PREFECT_API_URL=http://127.0.0.1:4200/api here; or allow more seconds by "
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS."
    )


def main() -> NoReturn:
    """Entry point of the `cortextual` command."""
    sys.exit(run())


if __name__ == "__main__":
    main()
