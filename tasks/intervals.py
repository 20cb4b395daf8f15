"""Check what a sentence says in words of the range of a share and of the band around a level."""

from __future__ import annotations

import re

from tasks import lexicon
from tasks.mentions import ClaimError
from tasks.sentence import Sentence

THROUGHOUT = (
    r"whatever (?:the |its )?(?:real |true |actual |exact )?(?:level|height|position)|whichever (?:level|height|position)|(?:may|can|could) (?:rely|count|depend) on|stays above zero|(?:little|hardly any|not much) doubt|beyond question|(?:at|over|across|in|for|through) (?:each and every|all|every|each|any|the (?:full|whole|entire)) (?:\w+ )?(?:levels?|band|range|positions?|placements?)(?: of (?:the )?\w+)?"
    r"|(?:at|over|across) all (?:the )?(?:levels|positions)|(?:whatever|whichever|regardless of|irrespective of|no matter (?:what|which)) (?:the )?(?:slice )?(?:level|position)|wherever (?:in|within) the band|throughout the (?:\w+ )?(?:band|range)"
    r"|securely|reliabl[ey]|relied (?:up)?on|always|invariably|consistently|steadily|guaranteed|without exception|in every case|firmly|dependabl[ey]"
)
"""That a share holds at every level of the band."""
VARIES = r"0|zero|none|nothing|nil|nowhere|up to|at most|between|from|rang\w*|var(?:y|ies|ied|ying)|depend(?:s|ing)?|swing\w*|span\w*|anywhere|lows?|lowest|highest|maxim\w*|most|least|not|never|no|cannot|hardly|spread\w*|interval"
"""Beside it: that the share is not the same at every level."""
ABOVE_ZERO = r"(?:above|more than|over|exceed\w*|greater than|larger than) (?:zero|0|nothing|nil)\b(?!\.\d)"
PLACE_IN_RANGE = re.compile(
    r"\b(?:near|close to|at|in|towards?|around|about|by) (?:the |its )?(?:very )?(?P<place>middle|centre|midpoint|upper (?:end|limit|bound|edge)|top|high end|lower (?:end|limit|bound|edge)|bottom|low end|foot)(?: end)? of (?:its|the|that|this) (?:own |possible |stated )?(?:range|interval|span)\b"
)
UNFIXED = r"can not (?:really |quite )?(?:pin|nail|narrow) (?:\w+ ){0,6}?down|can not (?:really |quite )?(?:pin|nail|narrow) down(?: [^.;,]{0,40}? (?:very|too) well)?|(?:essentially |largely |practically |quite )?(?:undetermined|unconstrained)|(?:known|determined|fixed|located|placed|established|given) (?:tightly|closely|precisely|exactly|firmly|accurately|with (?:great )?precision)|(?:can|could) not be (?:\w+ )?(?:fixed|given|stated|told|determined|pinned down|narrowed(?: down)?|placed|located) (?:any )?(?:more (?:closely|precisely|exactly|narrowly)|better|further)(?: than)?|(?:anything but|far from) (?:settled|stable|certain|fixed|firm|sure|precise|exact)"
"""What is true of every range."""
NOT_FIRM = r"(?:hardly|scarcely|barely|not) (?:really )?pinned down|(?:not|never) (?:\w+ ){0,2}?(?:robust|firm|fixed|settled|stable|certain|solid|sure|precise|exact)"
LOOSE = r"(?:(?:wholly|quite|very|highly|rather|somewhat|fairly) )?(?:unstable|unsettled|loose|soft)|poorly (?:bounded|determined|defined|constrained|fixed)"
REACHED = r"(?:involved|touched|reached|affected|covered|overlapped|under the mask)"
WIDE_BAND_MM, NARROW_BAND_MM = 12, 20
"""From which half-width on a band may be called wide, and up to which narrow."""
LEEWAY = (
    r"(?:half-width|leeway|room|latitude|slack|play|uncertainty|tolerance|band|spread|margin|interval|give-or-take)"
)
NARROW = rf"(?:little|hardly any|scarcely any|barely any|minimal|negligible|tight|narrow|slim|small|slight) (?:\w+ )?{LEEWAY}"
THIS_NARROW = r"(?:band|margin|interval|leeway) (?:this|so|that|as) (?:narrow|tight|small|slim)(?: as this)?|(?:may|can) be (?:regarded|taken|treated|considered) as (?:settled|fixed|certain|firm|known)"
FIXED = r"(?:known|determined|fixed|located|placed|established|given) (?:tightly|closely|precisely|exactly|firmly|accurately|with (?:great )?precision)|(?:pinned|nailed|tied) down|(?:tightly|closely|well|sharply|precisely|exactly|firmly|narrowly|accurately) (?:defined|determined|fixed|located|pinned|constrained|established|known|placed)"
WIDE = rf"(?:huge|large|wide|broad|enormous|vast)(?= \d[\d.]* ?mm)|(?:limited|low|little|poor|modest|reduced) (?:reliability|precision|accuracy)|(?:huge|large|wide|big|great|considerable|broad|enormous|vast|generous|sizeable|substantial) (?:\w+ )?{LEEWAY}|{LEEWAY}(?:[^.;]{{0,40}}?) (?:is|was) (?:\w+ )?(?:huge|large|wide|big|great|considerable|broad|enormous|vast|substantial)"
END_TO_END = re.compile(
    r"\b(?:from (?:one )?end to (?:the other|end)|from top to bottom)\b[^.;\d]{0,90}?(?<![\w.-])(?P<digits>\d+(?:\.\d+)?)(?: ?mm)?"
)
WHOLE_WIDTH = re.compile(
    r"(?<![\w.])(?P<digits>\d+(?:\.\d+)?)(?: ?mm)?(?: (?:wide|across|thick|tall))?(?: (?:from end to end|end to end|from top to bottom|in (?:total|all|width)|overall|altogether|wide|across))(?! (?:on|to|in) (?:either|each|both)| (?:either|each) (?:side|way))"
)


def read_intervals(sentence: Sentence) -> None:
    """Take out the words about a range or a band that are borne out.

    Raises
    ------
    ClaimError
        If a share is said to hold at every level although it ends at 0, to lie where it does not in its range, or the
        band to be wide, narrow or as wide as it is not.
    """
    _check_throughout(sentence)
    _read_loose(sentence)
    _check_place(sentence)
    _read_band(sentence)
    if any(fact_id.endswith(("_low", "_high", ".band")) for fact_id in sentence.facts):
        list(sentence.take(UNFIXED))
        if not any(fact_id.startswith("class") for fact_id in sentence.facts):
            sentence.claims += len(list(sentence.take(NOT_FIRM)))


def _check_throughout(sentence: Sentence) -> None:
    told = re.search(rf"\b(?:{THROUGHOUT})\b", sentence.words)
    varies = re.search(rf"(?<![\w.])(?:{VARIES})\b(?!\.\d)", re.sub(rf"\b{ABOVE_ZERO}", " ", sentence.words))
    if sentence.ends_at_zero() and told and not varies:
        raise ClaimError(f"{told.group()!r}: the cited range begins at 0 %")


def _read_loose(sentence: Sentence) -> None:
    """Words that a share is loose, or that a region is not sure to be reached at all."""
    values = {fact_id: fact.value for fact_id, fact in sentence.facts.items() if isinstance(fact.value, float)}
    lows = {fact_id: value for fact_id, value in values.items() if fact_id.endswith("_low")}
    widths = [values[high] - low for fact_id, low in lows.items() if (high := fact_id[:-3] + "high") in values]
    if widths:
        for match in sentence.take(
            r"(?:an? )?(?:wide|large|broad|big|considerable) (?:margin|range|spread|leeway|span)"
        ):
            if max(widths) < 20:
                raise ClaimError(f"{match.group()!r}: no cited range is wider than 20 %")
    for match in sentence.take(LOOSE):
        if widths and max(widths) < 20:
            raise ClaimError(f"{match.group()!r}: no cited range is wider than 20 %")
    if lows and not any(lows.values()):
        guaranteed = rf"(?:guaranteed|certain|sure) to be {REACHED}"
        for match in list(re.finditer(rf"\b(?:none|not|neither|no)\b(?=[^.;]*?\b{guaranteed})", sentence.said)):
            sentence.blank(match.start(), match.end())
            list(sentence.take(guaranteed))
            sentence.claims += 1
    if lows:
        list(sentence.take(r"not guaranteed"))
    open_ = re.search(rf"\b(?:whether|if) [^.;]*?\b{REACHED}", sentence.words)
    if open_ and lows and all(low > 0 for low in lows.values()):
        raise ClaimError(f"{open_.group()!r}: the cited range begins above 0 %")


def _check_place(sentence: Sentence) -> None:
    for match in PLACE_IN_RANGE.finditer(sentence.words):
        for fact_id, fact in sentence.facts.items():
            if not fact_id.endswith(".overlap") or not isinstance(fact.value, float):
                continue
            ends = [sentence.findings.fact(f"{fact_id}_{end}") for end in ("low", "high")]
            low, high = (end.value if end is not None else None for end in ends)
            if not isinstance(low, float) or not isinstance(high, float) or high <= low:
                continue
            share = (fact.value - low) / (high - low)
            place = match["place"]
            fits = (
                0.3 <= share <= 0.7
                if place in ("middle", "centre", "midpoint")
                else share >= 0.65
                if place.startswith(("upper", "top", "high"))
                else share <= 0.35
            )
            if not fits:
                raise ClaimError(f"{match.group()!r}: {fact.value:g} lies between {low:g} and {high:g}")


def _read_band(sentence: Sentence) -> None:
    band = sentence.facts.get("tumour.level.band")
    if band is None or not isinstance(band.value, float):
        return
    list(sentence.take(r"(?:on|to|in|at) both (?:sides|directions|ends)(?: of (?:it|this|the (?:level|estimate)))?"))
    at_end = re.search(r"\bestimated?\b[^.;,]*? (?:upper|lower) (?:end|limit|bound|edge)\b", sentence.words)
    if at_end and band.value > 0:
        raise ClaimError(f"{at_end.group()!r}: the level is the middle of its band")
    for match in [*WHOLE_WIDTH.finditer(sentence.words), *END_TO_END.finditer(sentence.words)]:
        if abs(float(match["digits"]) - 2 * band.value) > 0.5:
            raise ClaimError(f"{match.group()!r}: the band is {band.value:g} mm to either side")
        sentence.blank(match.start("digits"), match.end())
        sentence.claims += 1
    denied = rf"(?:not|scarcely|hardly|barely|poorly|badly|loosely|never) (?:\w+ ){{0,2}}?(?:{FIXED}|determined|defined|known|fixed|pinned down)"
    for words, holds in (
        (denied, band.value > NARROW_BAND_MM),
        (rf"{NARROW}|{THIS_NARROW}|{FIXED}", band.value <= NARROW_BAND_MM),
        (WIDE, band.value >= WIDE_BAND_MM),
    ):
        for match in re.finditer(rf"\b(?:{words})\b", sentence.words):
            if sentence.said[match.start()] == "\u00a4" or re.search(
                rf"\b(?:{lexicon.NEGATION})(?: \w+)? $", sentence.words[: match.start()]
            ):
                continue
            if not holds:
                raise ClaimError(f"{match.group()!r}: the band is {band.value:g} mm to either side")
            sentence.blank(match.start(), match.end())
            sentence.claims += 1
