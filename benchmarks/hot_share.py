"""How well heatmaps cut at different shares of their range meet the true masks: how `ThresholdSettings.hot_share` is chosen.

    python benchmarks/hot_share.py MODEL DATA --part validation --shares 0.2 0.35 0.8 --out FILE.md

The cases are those of DATA whose part in MODEL/folds.csv is the one named. They go through the stages of `cortextual
evaluate`; only the share differs. Dice over the cases with a tumour, with the intervals of `cortextual evaluate`.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import flows.offline  # noqa: F401


def dices(model: Path, data: Path, part: str, methods: list[str], shares: list[float]) -> dict[tuple[str, float], str]:
    """Mean Dice with its interval, by method and share."""
    from data_contracts.cases import Cases
    from data_contracts.settings import CamSettings, IngestSettings, PredictSettings, ThresholdSettings
    from flows.stages import in_batches
    from tasks import model_folder
    from tasks.cam import cam
    from tasks.evaluate import metrics, regrouped, score
    from tasks.ingest import ingest
    from tasks.parts import of_files, served
    from tasks.predict import predict
    from tasks.sources import find_sources
    from tasks.threshold import threshold

    reference, members = model_folder.model_ref(model), served(model, part)
    sources = of_files(find_sources([str(data)], IngestSettings()), members)
    scores: dict[float, list] = {share: [] for share in shares}
    for batch in in_batches(sources, 32):
        read = ingest.fn(batch, IngestSettings())
        cases = Cases(records=tuple(case for case in read.records if case.case_id in members))
        predictions = predict.fn(cases, reference, PredictSettings())
        maps = cam.fn(predictions, reference, CamSettings(methods=methods))
        for share in shares:
            masks = threshold.fn(cases, predictions, maps, ThresholdSettings(hot_share=share))
            scores[share] += score.fn(cases, predictions, masks).records
    group_of = {case_id: group for case_id, (_, group) in members.items()}
    found = {}
    for share in shares:
        table = metrics(regrouped(scores[share], group_of))
        for method in methods:
            one = table[f"cam_dice_{method}"]["all"]
            found[method, share] = f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f}), n = {one.n}"
    return found


def main() -> None:
    """Measure and write the table."""
    from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, metavar="MODEL")
    parser.add_argument("data", type=Path, metavar="DATA", help="the labelled images that MODEL was trained on")
    parser.add_argument("--part", choices=("train", "validation", "test"), default="validation")
    parser.add_argument("--methods", nargs="+", default=["gradcam++", "gradcam", "scorecam"])
    parser.add_argument("--shares", nargs="+", type=float, default=[0.2, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8])
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.md")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as work,
        temporary_settings({PREFECT_LOCAL_STORAGE_PATH: Path(work) / "storage"}),
    ):
        found = dices(options.model, options.data, options.part, options.methods, options.shares)
    lines = [f"| share of the range | {' | '.join(options.methods)} |", "|---|" + "---|" * len(options.methods)]
    for share in options.shares:
        lines.append(f"| {share:g} | {' | '.join(found[method, share] for method in options.methods)} |")
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
