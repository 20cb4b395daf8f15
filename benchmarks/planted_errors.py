"""How many planted errors `cortextual verify` finds, and how many true statements it lets pass.

    python benchmarks/planted_errors.py [--documents 60] [--each 14] [--seed 7] [--half both] [--failures development]

Makes findings documents, true statements about them in varied wordings, and false ones by eight kinds of error; asks the
command for a verdict on each; prints precision (share of the flagged that are false) and recall (share of the false that are
flagged) for each half of the wordings and each kind of error. Shares no code with the checker: it knows the project only by
`cortextual verify` and `cortextual findings-schema`.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

import planted_phrases as phrases
from planted_documents import CLASSES, REGIONS, documents

COMMAND = [sys.executable, "-m", "flows"]
ROOT = Path(__file__).parents[1]
WORDS = {"glioma": ("glioma", "a glioma"), "meningioma": ("meningioma",), "no_tumor": ("no tumour", "no tumor")} | {
    "pituitary": ("pituitary tumour", "pituitary tumor"),
}  # fmt: skip
METHODS = {"gradcam": "Grad-CAM", "gradcampp": "Grad-CAM++", "scorecam": "Score-CAM"}
DEGREES = ("high", "moderate", "low")
GAPS = {
    "oedema": ("oedema", "edema"), "midline_shift": ("midline shift",), "mass_effect": ("mass effect",),
    "enhancement": ("contrast enhancement",), "volume": ("tumour volume",), "grade": ("tumour grade",), "treatment": ("treatment",),
    "histology": ("histology",), "prognosis": ("prognosis",), "other_lesions": ("further lesions",),
}  # fmt: skip


class Planted(NamedTuple):
    """A statement, the kind of error planted in it ("true" for none), the half and the number of its wording."""

    text: str
    cites: tuple[str, ...]
    kind: str
    half: str
    wording: str


class Case:
    """The slots of one document: printed values, and the ids each slot cites."""

    def __init__(self, document: dict[str, Any], source: random.Random) -> None:
        self.facts = {fact["id"]: fact for fact in document["facts"]}
        self.source = source
        self.synthetic = document["synthetic"]

    def value(self, fact_id: str) -> Any:
        """The value of a fact; None where it is absent or not assessed."""
        return self.facts.get(fact_id, {"value": None})["value"]

    def families(self) -> Iterator[tuple[str, dict[str, tuple[str, Any]]]]:
        """Each family of statements that the document allows: its name, and (fact id, value) by slot."""
        got = {
            "cls": "class", "p": "class.probability", "plane": "input.plane", "degree": "class.certainty",
            "second": "class.second", "p2": "class.second.probability", "area": "tumour.area", "mm2": "tumour.area.mm2",
            "length": "tumour.extent", "side": "tumour.hemisphere", "picture": "tumour.image_side", "level": "tumour.level",
            "band": "tumour.level.band", "region": "tumour.region.1", "share": "tumour.region.1.overlap",
            "low": "tumour.region.1.overlap_low", "high": "tumour.region.1.overlap_high", "other": "tumour.region.2",
            "other_share": "tumour.region.2.overlap", "unnamed": "tumour.unnamed", "near": "tumour.nearby.1",
            "far": "tumour.nearby.1.distance",
        }  # fmt: skip
        slots = {
            slot: (fact_id, self.value(fact_id)) for slot, fact_id in got.items() if self.value(fact_id) is not None
        }
        method = next(name for name in METHODS if f"evidence.{name}.area" in self.facts)
        for slot, name in (
            ("spot", "area"),
            ("spot_side", "hemisphere"),
            ("dice", "agreement"),
            ("match", "agreement.degree"),
        ):
            if self.value(f"evidence.{method}.{name}") is not None:
                slots[slot] = (f"evidence.{method}.{name}", self.value(f"evidence.{method}.{name}"))
        slots["method"] = (f"evidence.{method}.area", method)
        gap = self.source.choice(sorted(GAPS))
        slots["gap"] = (gap, gap)
        needs = {
            "class": "cls p", "degree": "cls p degree", "second": "second p2", "both": "cls p second p2", "area": "area",
            "mm2": "mm2", "extent": "length", "level": "level band", "region": "region share low high", "plane": "plane",
            "regions": "region share other other_share", "unnamed": "unnamed", "near": "near far", "absent": "gap",
            "evidence": "method spot spot_side", "agreement": "method dice match",
        }  # fmt: skip
        for family, names in needs.items():
            if all(name in slots for name in names.split()):
                yield family, slots
        side = "side" if "picture" in slots else "file_side"
        if "side" in slots:
            yield side, slots | {"origin": ("tumour.hemisphere_from", "")}
        if self.value("class") == "no_tumor":
            yield "healthy", slots
        if self.value("tumour.mask") == "none":
            yield "no_mask", slots | {"mask": ("tumour.mask", "none")}
        if self.synthetic:
            yield "phantom", slots | {"phantom": ("input.synthetic", "yes")}


EXTRA = {
    "side": ("origin",), "file_side": ("origin",), "no_mask": ("mask",), "phantom": ("phantom",), "healthy": ("cls",),
    "second": ("second",), "class": ("cls",), "agreement": ("match",),
}  # fmt: skip
"""Slots that a family cites although its wordings do not print them."""
NUMBERS = {
    "p": "ratio", "p2": "ratio", "dice": "ratio", "area": "%", "share": "%", "low": "%", "high": "%", "other_share": "%",
    "unnamed": "%", "spot": "%", "mm2": "mm2", "length": "length", "level": "mm", "band": "mm", "far": "mm",
}  # fmt: skip


def number(case: Case, slot: str, fact_id: str, value: float) -> str:
    """A measured number as a reader might print it: other units, other roundings, all of them true."""
    kind, choose = NUMBERS[slot], case.source.choice
    if kind == "ratio" and slot == "dice":
        return choose([f"{value:.3f}", f"{value:.2f}"])
    if kind == "ratio":
        return choose(
            [
                f"{value:.3f}",
                f"{value:.2f}",
                f"{100 * value:.1f} %",
                f"{100 * value:.0f}%",
                f"{100 * value:.1f} percent",
            ]
        )
    if kind == "%":
        one = f"{value:.0f}" if value >= 9.5 else f"{value:.1f}"
        return choose([f"{value:g} %", f"{value:g}%", f"{one} %", f"{value:g} per cent"])
    if kind == "mm2":
        return choose([f"{value:g} mm2", f"{value:g} mm²", f"{value / 100:.1f} cm²", f"{value:g} square millimetres"])
    if kind == "length" and case.facts[fact_id]["unit"] == "px":
        return choose([f"{value:g} px", f"{value:g} pixels"])
    printed = [f"{value:g} mm", f"{value:g} millimetres"]
    return choose([*printed, f"{value / 10:.1f} cm"] if abs(value) >= 10 else printed)


def region(case: Case, value: str) -> str:
    """A region in one of the ways people write it."""
    side, _, name = value.partition(" ")
    base, _, part = name.partition(", ")
    choose = case.source.choice
    if not part:
        return choose([f"{side} {name}", f"{side} {name.lower()}", f"{name.lower()} on the {side}"])
    short = part.replace(" division", "")
    return choose([f"{side} {name}", f"{side} {base.lower()} ({part})", f"{part} of the {side} {base.lower()}", f"{side} {base.lower()}"]
                  + ([f"{short} {side} {base.lower()}"] if short != part else []))  # fmt: skip


def printed(case: Case, slot: str, fact_id: str, value: Any) -> str:
    """What a slot shows."""
    if slot in NUMBERS:
        return number(case, slot, fact_id, value)
    if slot in ("region", "other", "near"):
        return region(case, value)
    words = {"cls": WORDS, "second": WORDS, "gap": GAPS}.get(slot, {})
    return case.source.choice(words[value]) if words else METHODS[value] if slot == "method" else str(value)


def say(
    case: Case,
    family: str,
    wording: str,
    slots: dict[str, tuple[str, Any]],
    wrong: dict[str, str],
    kind: str,
    half: str,
) -> Planted:
    """Fill a wording; `wrong` holds the slots that print something else than the finding."""
    used = [slot for slot in slots if f"{{{slot}}}" in wording]
    cites = [slots[slot][0] for slot in (*used, *EXTRA.get(family, ())) if slot in slots]
    if family in ("region", "regions", "near"):
        cites += [cite.rpartition(".")[0] for cite in cites if ".overlap" in cite or ".distance" in cite]
    text = wording.format(
        **{slot: wrong[slot] if slot in wrong else printed(case, slot, *slots[slot]) for slot in used}
    )
    text = text[0].upper() + text[1:]
    if "{plane}" in wording and text.startswith("An ") and not text.startswith("An axial"):
        text = "A " + text[3:]
    text = text.replace("an coronal", "a coronal").replace("an sagittal", "a sagittal")
    return Planted(text, tuple(dict.fromkeys(cites)), kind, half, f"{family}:{wording}")


def other_number(case: Case, slot: str, fact_id: str, value: float) -> str:
    """A number that no rounding turns into the measured one."""
    factor = case.source.choice([0.5, 0.7, 1.35, 1.6, 2.0])
    changed = value * factor
    if NUMBERS[slot] == "ratio" and changed > 0.99:
        changed = value * case.source.choice([0.5, 0.7])
    if NUMBERS[slot] == "%" and changed > 99:
        changed = value * case.source.choice([0.5, 0.7])
    if slot == "level" and case.source.random() < 0.3:
        changed = -value
    return number(
        case,
        slot,
        fact_id,
        round(changed) if value == round(value) else round(changed, 3 if NUMBERS[slot] == "ratio" else 1),
    )


def other_unit(case: Case, slot: str, fact_id: str, value: float) -> str:
    """The measured digits in a unit that makes them another quantity."""
    unit = case.facts[fact_id]["unit"]
    wrong = {
        None: ["{:g} %", "{:g} mm"], "% of brain": ["{:g} mm", "{:g} cm2", "{:g} px"], "% of mask": ["{:g} mm", "{:g} pixels"],
        "mm2": ["{:g} cm2", "{:g} mm", "{:g} %"], "px": ["{:g} mm", "{:g} cm", "{:g} %"], "mm": ["{:g} px", "{:g} cm", "{:g} mm2"],
        "mm in MNI space": ["{:g} cm", "{:g} px", "{:g} %"],
    }[unit]  # fmt: skip
    return case.source.choice(wrong).format(value)


def wrong_slots(
    case: Case, family: str, slots: dict[str, tuple[str, Any]], kind: str, wording: str
) -> dict[str, str] | None:
    """What to print instead, for an error that changes a slot; None where the wording has none to change."""
    used = [slot for slot in slots if f"{{{slot}}}" in wording]
    choose, flip = case.source.choice, {"left": "right", "right": "left"}
    if kind == "side swap":
        where = [slot for slot in used if slot in ("side", "picture", "spot_side", "region", "other", "near")]
        if not where:
            return None
        slot = choose(where)
        side, _, rest = slots[slot][1].partition(" ")
        return {slot: region(case, f"{flip[side]} {rest}") if rest else flip[side]}
    if kind in ("number change", "unit change"):
        where = [slot for slot in used if slot in NUMBERS]
        if not where:
            return None
        slot = choose(where)
        return {slot: (other_number if kind == "number change" else other_unit)(case, slot, *slots[slot])}
    if kind == "region swap":
        where = [slot for slot in used if slot in ("region", "other", "near")]
        if not where:
            return None
        slot = choose(where)
        taken = {str(case.value(fact_id)).partition(" ")[2].partition(",")[0] for fact_id in case.facts}
        name = choose([name for name in REGIONS if name.partition(",")[0] not in taken])
        return {slot: region(case, f"{slots[slot][1].partition(' ')[0]} {name}")}
    if kind == "class swap" and "cls" in used:
        return {
            "cls": choose(
                WORDS[choose([name for name in CLASSES if name not in (slots["cls"][1], case.value("class.second"))])]
            )
        }
    if kind == "class swap" and "second" in used:
        return {
            "second": choose(WORDS[choose([n for n in CLASSES if n not in (slots["second"][1], case.value("class"))])])
        }
    if kind == "certainty change" and ("degree" in used or "match" in used):
        slot = "degree" if "degree" in used else "match"
        return {slot: choose([degree for degree in DEGREES if degree != slots[slot][1]])}
    return None


KINDS = (
    "side swap", "number change", "unit change", "region swap", "class swap", "negation", "certainty change", "invented finding",
)  # fmt: skip


def statements(document: dict[str, Any], each: int, seed: int) -> Iterator[Planted]:
    """True and false statements on a document: of every kind of error at most `each`, and as many true ones, in each half."""
    source = random.Random(f"{seed} {document['case_id']}")  # noqa: S311
    case = Case(document, source)
    for half, wordings in (("development", phrases.DEVELOPMENT), ("second", phrases.HELD_OUT)):
        families = list(case.families())
        pairs = [(family, wording, slots) for family, slots in families for wording in wordings[family]]
        pairs = [(family, wording, slots) for family, wording, slots in pairs if _fits(case, family, wording, slots)]
        made = 0
        for kind in KINDS:
            found = list(_planted(case, kind, half, pairs, families))
            source.shuffle(found)
            yield from found[:each]
            made += len(found[:each])
        source.shuffle(pairs)
        for turn in range(made):
            family, wording, slots = pairs[turn % len(pairs)]
            yield say(case, family, wording, slots, {}, "true", half)


def _fits(case: Case, family: str, wording: str, slots: dict[str, tuple[str, Any]]) -> bool:
    if any(f"{{{slot}}}" in wording and slot not in slots for slot in ("plane", "picture", "p", "degree")):
        return False
    none = "no_tumor"  # "the slice shows no tumour" reads oddly in wordings made for a tumour
    if family in ("class", "degree", "second", "both") and none in (case.value("class"), case.value("class.second")):
        return False
    return not (family == "unnamed" and slots["unnamed"][1] == 100)


def _planted(case: Case, kind: str, half: str, pairs: list[Any], families: list[Any]) -> Iterator[Planted]:
    late = half == "second"
    name = case.source.choice(WORDS[case.value("class")])
    cites = ("class", "class.probability", "class.certainty")
    if kind == "negation":
        for family, slots in families:
            for wording in (phrases.NEGATED_HELD_OUT if late else phrases.NEGATED_DEVELOPMENT).get(family, ()):
                if _fits(case, family, wording, slots):
                    yield say(case, family, wording, slots, {}, kind, half)
    elif kind == "invented finding":
        for text in phrases.INVENTED_HELD_OUT if late else phrases.INVENTED_DEVELOPMENT:
            family, wording, slots = case.source.choice(pairs)
            yield Planted(text, say(case, family, wording, slots, {}, kind, half).cites, kind, half, text)
        for tail in phrases.INVENTED_TAILS_HELD_OUT if late else phrases.INVENTED_TAILS_DEVELOPMENT:
            family, wording, slots = case.source.choice([pair for pair in pairs if pair[0] != "absent"])
            said = say(case, family, wording, slots, {}, kind, half)
            yield said._replace(text=said.text.rstrip(".?") + tail + ".", wording=tail)
    for family, wording, slots in pairs:
        if (wrong := wrong_slots(case, family, slots, kind, wording)) is not None:
            yield say(case, family, wording, slots, wrong, kind, half)
    if kind == "certainty change" and case.value("class") != "no_tumor":
        over, under = (
            (phrases.OVERSTATED_HELD_OUT, phrases.UNDERSTATED_HELD_OUT)
            if late
            else (phrases.OVERSTATED_DEVELOPMENT, phrases.UNDERSTATED_DEVELOPMENT)
        )
        for wording in [*over, *(under if case.value("class.certainty") == "high" else ())]:
            text = wording.format(cls=name)
            yield Planted(text[0].upper() + text[1:], cites, kind, half, wording)


def judged(document: dict[str, Any], planted: list[Planted], folder: Path) -> list[tuple[Planted, str | None]]:
    """Each statement with the reason why the command calls it unsupported; None where it passes."""
    (folder / "findings.json").write_text(json.dumps(document), encoding="utf-8")
    lines = [json.dumps({"text": said.text, "cites": said.cites}) for said in planted]
    (folder / "statements.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = [*COMMAND, "verify", str(folder / "findings.json"), str(folder / "statements.jsonl"), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        raise RuntimeError(done.stderr)
    verdicts = [json.loads(line) for line in done.stdout.splitlines()]
    return [
        (said, verdict["reason"] if verdict["verdict"] == "unsupported" else None)
        for said, verdict in zip(planted, verdicts, strict=True)
    ]


def wilson(hits: int, count: int) -> str:
    """Share with its 95 % interval by Wilson's score."""
    if not count:
        return "-"
    z, share = 1.959964, hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    reach = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return f"{share:.3f} ({max(0, middle - reach):.3f} to {min(1, middle + reach):.3f}), {hits} of {count}"


def by_wordings(results: list[tuple[Planted, str | None]], score: Any, seed: int) -> str:
    """95 % interval of a score when whole wordings are drawn again: statements of one wording fail together."""
    clusters: dict[str, list[Any]] = {}
    for said, reason in results:
        clusters.setdefault(said.wording, []).append((said, reason))
    source, names = random.Random(seed), sorted(clusters)  # noqa: S311
    drawn = sorted(
        score([pair for name in source.choices(names, k=len(names)) for pair in clusters[name]]) for _ in range(500)
    )
    return f"{drawn[12]:.3f} to {drawn[487]:.3f}"


def precision(results: list[tuple[Planted, str | None]]) -> float:
    """Share of the flagged statements that are false."""
    flagged = [said for said, reason in results if reason]
    return sum(said.kind != "true" for said in flagged) / max(1, len(flagged))


def recall(results: list[tuple[Planted, str | None]]) -> float:
    """Share of the false statements that are flagged."""
    false = [reason for said, reason in results if said.kind != "true"]
    return sum(reason is not None for reason in false) / max(1, len(false))


def table(results: list[tuple[Planted, str | None]], seed: int) -> Iterator[str]:
    """Precision and recall as rows of a Markdown table."""
    flagged = [said for said, reason in results if reason]
    false = [reason for said, reason in results if said.kind != "true"]
    yield f"| precision | {wilson(sum(s.kind != 'true' for s in flagged), len(flagged))} | {by_wordings(results, precision, seed)} |"
    yield f"| recall | {wilson(sum(r is not None for r in false), len(false))} | {by_wordings(results, recall, seed)} |"
    for kind in KINDS:
        of_kind = [(said, reason) for said, reason in results if said.kind == kind]
        yield f"| recall, {kind} | {wilson(sum(r is not None for _, r in of_kind), len(of_kind))} | |"
    true = [reason for said, reason in results if said.kind == "true"]
    yield f"| true statements that pass | {wilson(sum(reason is None for reason in true), len(true))} | |"


def main() -> None:
    """Plant, ask and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--each", type=int, default=4, help="statements of each kind of error per document and half")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--failures", action="store_true", help="list what failed on the development half")
    parser.add_argument("--out", type=Path, help="file for all verdicts, one JSON object per line")
    options = parser.parse_args()
    results: list[tuple[Planted, str | None]] = []
    with tempfile.TemporaryDirectory() as folder:
        for document in documents(options.documents, options.seed):
            planted = list(statements(document, options.each, options.seed))
            results += judged(document, planted, Path(folder))
    if options.out:
        lines = [json.dumps(said._asdict() | {"reason": reason}, ensure_ascii=False) for said, reason in results]
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for half in ("development", "second"):
        rows = [pair for pair in results if pair[0].half == half]
        print(
            f"\n{half} wordings, {len(rows)} statements\n\n| score | share (95 % Wilson), count | 95 % over wordings |\n|---|---|---|"
        )
        print("\n".join(table(rows, options.seed)))
    if options.failures:
        for said, reason in results:
            if said.half == "development" and (said.kind == "true") == (reason is not None):
                print(f"{said.kind:>18} | {said.text} | {reason}")


if __name__ == "__main__":
    main()
