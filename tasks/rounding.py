"""Whether a number as a sentence prints it is the measured one: unit, rounding, bounds, ranges."""

from __future__ import annotations

import re

from data_contracts.findings import Fact
from tasks.mentions import clause

NUMBER = re.compile(
    r"(?<![\w.])(?P<sign>[-+])?(?P<digits>\d+(?:\.\d+)?)(?:≈(?P<slack>\d+(?:\.\d+)?))?(?:(?:st|nd|rd|th)\b)?"
    r"(?:[\s-]*(?P<unit>%|mm2\b|cm2\b|mm\b|cm\b|px\b|pixels?\b|percentile\b|[mcd]?m3?\b|[µμnkpu]m[23]?\b|microns?\b|(?:micro|nano|kilo|deci)met(?:re|er)s?\b|lit(?:re|er)s?\b|feet\b|foot\b|inch(?:es)?\b|voxels?\b|slices?\b(?! (?:or|and|of)\b)|degrees?\b|ml\b|(?:dec|vigint|oct|quint|quart|terc)iles?\b|‱|ppm\b))?(?![\d.]*\d)"
)
UNITS = {"%": ("%", 1.0), "mm": ("mm", 1.0), "cm": ("mm", 10.0), "mm2": ("mm2", 1.0), "cm2": ("mm2", 100.0)} | {
    "px": ("px", 1.0), "percentile": ("percentile", 1.0),
}  # fmt: skip
OWN = {"% of brain": "%", "% of mask": "%", "mm in MNI space": "mm", "% of heatmap": "%", None: "ratio"}
ABOUT = re.compile(
    r"(?P<near>about|around|roughly|approximately|approx\.?|circa|ca\.?|some|close to|near(?:ly)?|almost|(?:just|slightly|a little|a bit|a touch|barely|marginally|somewhat|only just|little|not much|a shade|a fraction|a hair)"
    r" (?:under|over|above|below|more than|less than|short of|shy of|upwards of)|more or less|or so|in the region of|of the order of|~|≈|estimated at|rounded(?: to)?|rounding to|not quite|practically|virtually)\s*(?:at |an? |to |(?:the|its) (?:top|strongest|hottest|upper|uppermost|brightest|highest) )?$"
)
PLACES = r"(?:(?:(?:the|nearest|an?|whole|full)\s+)*(?:numbers?|figures?|integers?|tens?|10|hundred|100|(?:\w+ )?decimal(?:s| places?)?|mm|millimet\w+|per ?cent|percentage point|pixel|unit))"
ROUNDED = re.compile(
    rf"^([^.;,\d()]{{0,40}}?) ?(?:\((?:rounded|rounding)[^()]{{0,40}}\)|\(to {PLACES}\)|,? (?:to|rounded to|rounding to) {PLACES}(?=[.,;)]|$)|,? after rounding\b)"
)
"""After a number."""
ROUNDED_BEFORE = re.compile(rf"^\W*(?:rounded )?to\s+{PLACES}\b")
"""At the head of a sentence."""
AS_SHARE_OF = re.compile(
    r"\W*as an? (?:fraction|share|part|percentage|proportion) of the (?:whole |entire )?(?P<whole>brain|evidence mask|mask|tumour|outline|image|picture|slice|head)\b"
)
"""At the head of a sentence, of what its number is a share."""
SHARES_OF = {"% of brain": ("brain",), "% of mask": ("mask", "tumour", "outline")}
ABOVE = r"(?:more|greater|larger|higher|bigger|longer)(?: (?!than)[a-z]+){0,5} than|at least|over|above|past|exceed(?:s|ing)?|surpass(?:es|ing)?|in excess of|upwards of|a minimum of|beyond"
BELOW = r"(?:less|lower|smaller|fewer|shorter)(?: (?!than)[a-z]+){0,5} than|at most|under|below|a maximum of|within"
BOUND = re.compile(
    rf"\b(?:(?P<above>{ABOVE})|(?P<below>{BELOW}))\s+(?:an? (?:(?:probability|likelihood|score|chance|share|value) of )?)?$"
)
UNDER, OVER = r"under|below|less|short|nearly|almost|shy", r"over|above|more|upwards"
OF_REGION = (
    r"(?:^|[;:,] ?|\band )of (?:the )?\u00a4[\u00a4\s]*(?: itself| alone)?,? (?:about |only |just |around |roughly )?$"
)
"""Before a percentage that would be a share of a region."""
COVERED_TO = re.compile(
    r"\u00a4(?: is| was| are)?(?: itself)? (?:\w+ )?(?:covered|filled|occupied|overlapped|taken up) (?:to|up to|at) (?:the )?(?:full |about |some )?$"
)
"""Before a percentage that would be a share of a region."""
OF_IMAGE = re.compile(
    r"\b(?:of (?:all )?(?:the )?pixels (?:in|of)|(?:(?:share|fraction|percentage|proportion)|\bas an? part) of) (?:the |this |its )?(?:whole |entire |full )?(?:picture|image|slice|frame|field of view|scan|skull|head)\b(?!'s)[^.;]*$"
)
"""Before a percentage that would be a share of the image."""
AGAINST_MASK = r"\b(?:measured|taken|set|relative|compared|expressed|as a (?:share|fraction|percentage|proportion))(?: as)? (?:against|to|of|with)(?: the (?:size|area) of)? (?:the )?(?:tumour|mask|lesion|outline)\b[^.;]{0,50}$"
SPREADS = re.compile(
    r"(?:\b(?:stretch|extend|spread|span|concentrat|distribut|reach|running?|runs)\w*|[,)])(?:\s+\S+){0,6}\s+over\s+$|,\s+over\s+$"
)
NEARLY = r"(?:about|around|roughly|approximately|some|nearly|almost|as (?:much|many|high) as|at most)"
LINK = r"to|~|and|±|plus or minus|through|or(?: by)?|up to"
RANGE_BEFORE = rf"(?:between|from|range\w*|anywhere|\()\s*(?:{NEARLY} )?"


def agrees(said: str, match: re.Match[str], unit: str | None, fact: Fact) -> bool:
    """Whether a number in a unit is a measured value, rounded, bounded or in another unit."""
    if not isinstance(fact.value, float) or (match["sign"] and fact.unit != "mm in MNI space"):
        return False
    value = float(f"{(match['sign'] or '').replace('+', '')}{match['digits']}")
    if unit is not None and unit not in UNITS and not unit.startswith("pixel"):
        return False
    name, factor = ("ratio", 1.0) if unit is None else UNITS["px" if unit.startswith("pixel") else unit]
    measured = fact.value
    own = OWN.get(fact.unit, fact.unit)
    if unit is None and value == 0 and measured == 0:
        return True
    if unit is None and own == "percentile" and re.search(r"percentile|\b(?:cut|threshold(?:ed)?) (?:at|above) ", said):
        name = own
    if own == "ratio" and name == "%":
        own, measured = "%", measured * 100
        if value >= 100 > measured:
            return (
                measured >= 97
                and re.search(
                    r"(?:nearly|almost|close to|just under|just below|just short of) $", said[: match.start()]
                )
                is not None
            )
    elif own == "%" and name == "ratio" and 0 < value < 1 and re.search(r"\b(?:fraction|proportion|ratio|share)", said):
        own, measured = "ratio", measured / 100
    if name == own == "ratio" and value == 1 and 0.995 <= measured < 1:
        return ABOUT.search(said[: match.start()]) is not None
    if own != name or (name == "ratio" and value >= 1 > measured):
        return False
    if re.search(r"\.(?:least|most)\.level$", fact.id) and not re.search(
        r"\b(?:between|ranges?|from|to|reach\w*|span\w*|as (?:low|high|far)|at (?:least|most|best|worst)|lowest|highest|anywhere|limits?|ends?|bounds?)\b|~",
        said,
    ):
        return False
    return _holds(said, match, value * factor, measured, factor, fact)


def unit_of(said: str, match: re.Match[str]) -> str | None:
    """The unit of a number: its own, that of its range or list, or one named before it; None for a bare number."""
    second = ranged(said, match)
    return (
        match["unit"]
        or (second["unit"] if second else None)
        or _unit_of_list(said, match)
        or _unit_before(said, match)
        or _unit_after(said, match)
    )


def _unit_of_list(said: str, match: re.Match[str]) -> str | None:
    """The unit at the end of a list of numbers ("3, 5 and 7 mm")."""
    found = re.match(
        r"(?:\s*,\s*\d+(?:\.\d+)?)*\s*,?\s*(?:and|or)\s*\d+(?:\.\d+)?[\s-]*(%|mm2|cm2|mm|cm|px|pixels?)",
        said[match.end() :],
    )
    again = re.match(rf",? or {float(match['digits']) * 100:g} ?%", said[match.end() :])
    return found[1] if found and not again else None


def _unit_before(said: str, match: re.Match[str]) -> str | None:
    """The unit of a number whose clause names it beforehand ("in pixels it is 97", "diameter (px): 97")."""
    start, _ = clause(said, match.start())
    found = re.search(
        r"(?:\bin (?:terms of )?|\()(px|pixels?|mm|cm|%)\b[^\d]*$", said[max(0, start - 30) : match.start()]
    )
    found = found or re.search(
        r"\d ?(px|pixels?|mm|cm|%)\b[^.;\d]{0,40}(?:±|plus or minus|give or take)\s*$", said[: match.start()]
    )
    found = found or re.search(
        r"\b(px|pixels?|mm|cm) (?:diameter|length|extent|value|figure) (?:of|is|was) $", said[: match.start()]
    )
    return found[1] if found else None


def _unit_after(said: str, match: re.Match[str]) -> str | None:
    """The unit of a number whose clause names it afterwards ("45, indicated in pixels")."""
    found = re.match(
        r",? (?:which |that )?(?:is |are |being |was |were )?(?:(?:given|expressed|stated|indicated|measured|counted|reported|told|noted) )?in (px|pixels?|mm|cm)\b",
        said[match.end() :],
    )
    return found[1] if found else None


def ranged(said: str, match: re.Match[str]) -> re.Match[str] | None:
    """The second number of a range, or the tolerance, that this is the first number of."""
    link = re.match(rf"\s*(?:of (?:it|the mask) )?(?:{LINK})\s*(?:{NEARLY} )?", said[match.end() :])
    if link is None:
        return None
    before = rf"{RANGE_BEFORE}$" if match["unit"] else r"(?:between|share\w*|numbers?|are|of|take|,|by) $"
    if ("and" in link.group() or "or" in link.group() or match["unit"]) and not re.search(
        before, said[: match.start()]
    ):
        return None
    return NUMBER.match(said, match.end() + link.end())


def noun_agrees(said: str, match: re.Match[str], fact: Fact) -> bool:
    """Whether what a percentage is said to be a share of is what the fact is a share of."""
    after = ROUNDED.sub(r"\1", re.sub(r"\s+", " ", said[match.end() : match.end() + 80]))
    intro = AS_SHARE_OF.match(said)
    if intro and fact.unit in SHARES_OF and intro["whole"] not in SHARES_OF[fact.unit]:
        return False
    if match["unit"] != "%":
        return True
    if re.match(
        r"\s*of (?:the |its |all )?(?:(?:extent|volume|area|size|surface|whole) of (?:the )?)?\u00a4", after
    ) and not re.search(r"\bthe $", said[: match.start()]):
        return False
    if re.match(
        r"\s*of (?:the |its )?(?:[\w¤]+'s )?(?:(?:peak|maximum|highest|top|largest) (?:value|intensity|level)|peak|maximum(?! (?:that|allowed|permitted|accepted)))\b",
        after,
    ):
        return False
    if OF_IMAGE.search(said[: match.start()]) and not re.match(r"\s*of (?:the )?brain\b", after):
        return False
    if re.match(r" ?of its own (?:extent|area|surface|volume|size)\b", after) or COVERED_TO.search(
        said[: match.start()]
    ):
        return False
    if re.search(OF_REGION, said[: match.start()]) and not re.match(r"\s*of (?:the )?(?:mask|tumour|outline)", after):
        return False
    if fact.unit == "% of brain" and "brain" not in said and re.search(AGAINST_MASK, said[: match.start()]):
        return False
    whole = re.search(
        r"\b(?:share|proportion|part|percentage|fraction) of the (brain|mask|tumour|lesion)\b(?! (?:named|called|known|labelled|that))[^.;,\d]{0,40}$",
        said[: match.start()],
    )
    if whole and (whole[1] == "brain") != (fact.unit == "% of brain"):
        return False
    if (
        share := re.match(
            r"\s*as its\s+(?:(?:share|part|portion|fraction|proportion)\s+)?of (?:the |this )?(brain|mask|tumour|outline|image|picture)\b",
            after,
        )
    ) and (share[1] == "brain") != (fact.unit == "% of brain"):
        return False
    noun = re.match(
        r"\s*(?:of|in) (?:the |its |this |all )?(?:(?:size|area|extent|whole|surface|width|height) of (?:the |its |this )?)?(?:\w+ )??(brain|head|mask|outline|tumour|lesion|evidence|image|picture|skull|hemisphere)\b",
        after,
    )
    if noun is None or (noun[1] == "evidence" and noun.group().lstrip().startswith("in")):
        return True
    definite = re.search(r"\b(?:the|than|exceeds) (?:the )?$", said[: match.start()]) and re.search(
        r"of (?:the )?brain", said
    )
    if definite and noun[1] in ("mask", "outline", "tumour", "lesion") and fact.id == "tumour.area":
        return True
    if definite and noun[1] == "evidence" and fact.id.startswith("evidence.") and fact.id.endswith(".area"):
        return True
    if noun[1] in ("image", "picture", "skull", "hemisphere", "head"):
        return False
    return fact.unit == ("% of brain" if noun[1] == "brain" else "% of mask")


def _holds(said: str, match: re.Match[str], value: float, measured: float, factor: float, fact: Fact) -> bool:
    """Whether a stated value, with the word before it and its rounding, is true of a measured one."""
    before = said[: match.start()]
    about = ABOUT.search(before)
    bound = None if about or fact.id.endswith(".from") else BOUND.search(before)
    spatial = bound is not None and (bound["above"] or bound["below"]) in ("over", "under", "within", "beyond")
    if spatial and abs(value - measured) <= 1e-9:
        return True
    if (
        bound
        and not (bound["below"] == "within" and fact.id.endswith((".band", ".level")))
        and not (bound["above"] == "over" and SPREADS.search(before))
    ):
        if fact.id.endswith(".least.level" if bound["below"] else ".most.level"):
            return False
        end = "a minimum of|at least" if fact.id.endswith("overlap_low") else "a maximum of|at most"
        if (
            fact.id.endswith(("overlap_low", "overlap_high"))
            and "." in match["digits"]
            and (bound["above"] or bound["below"]) in end.split("|")
        ):
            return abs(value - measured) <= 0.5 * 10.0 ** -len(match["digits"].partition(".")[2]) + 1e-9
        if bound["above"]:
            return measured > value + 1e-9 or (
                abs(measured - value) <= 1e-9 and bound["above"] in ("at least", "a minimum of")
            )
        return measured < value - 1e-9 or (
            abs(measured - value) <= 1e-9 and bound["below"] not in ("less than", "under", "below", "lower than")
        )
    written = match["digits"]
    decimals = len(written.partition(".")[2])
    if match["slack"]:
        return _holds_fraction(about["near"] if about else "", measured - value, factor * float(match["slack"]))
    if about:
        return _holds_about(about["near"], value, measured, factor, written)
    if value == measured:
        return True
    digits = len(written.replace(".", "").lstrip("0"))
    enough = min(2, len(f"{abs(measured):.10g}".replace(".", "").lstrip("0")))
    if ROUNDED.match(said[match.end() :]) or ROUNDED_BEFORE.match(said):
        return _holds_about("rounded", value, measured, factor, written)
    if decimals >= (0 if fact.unit is None and match["unit"] else 1 if match["unit"] else 2):
        enough = 1
    if factor != 1 and digits == 1 and abs(value - measured) > 0.1 * abs(measured):
        return False
    return digits >= enough and abs(value - measured) <= 0.5 * factor * 10**-decimals + 1e-9


def _holds_fraction(near: str, apart: float, slack: float) -> bool:
    """Whether a fraction in words ("nearly three quarters") is true of a value so far apart from it."""
    if re.search(UNDER, near):
        return -2 * slack <= apart <= 0.1 * slack
    if re.search(OVER, near):
        return -0.1 * slack <= apart <= 2 * slack
    return abs(apart) <= (1.4 if near else 1.0) * slack + 1e-9


def _holds_about(near: str, value: float, measured: float, factor: float, written: str) -> bool:
    whole = written.rstrip("0") if "." not in written else written
    step = factor * (
        10.0 ** (len(written) - len(whole)) if "." not in written else 10.0 ** -len(written.partition(".")[2])
    )
    apart = measured - value
    if abs(apart) > 0.15 * max(abs(measured), 1e-9) + 1e-9 and abs(apart) > 0.5:
        return False
    if re.search(UNDER, near):
        return -step - 1e-9 <= apart <= 0.1 * step + 1e-9
    if re.search(OVER, near):
        return -1e-9 <= apart <= step + 1e-9
    return abs(apart) <= 0.5 * step + 1e-9
