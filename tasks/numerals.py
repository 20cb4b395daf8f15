"""Write the numbers of a sentence one way: digits for words, per cent for fractions of a whole."""

from __future__ import annotations

import re

ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
VALUES = {word: value for value, word in enumerate(ONES)} | {word: 10 * (n + 2) for n, word in enumerate(TENS)}
VALUES |= {"nought": 0, "naught": 0, "hundred": 100}
WHOLES = VALUES | {"thousand": 1000}
WORD = "|".join(sorted(VALUES, key=len, reverse=True))
SPELLED = re.compile(
    rf"\b(?:{WORD})(?:(?:[\s-]+|(?<=hundred)\s+and\s+)(?:{WORD}))*(?:\s+point(?:\s+(?:{WORD}))+)?\b|\bpoint(?:\s+(?:{WORD}))+\b"
)
COUNTED = r"(?=[\s-]*(?:%|percentage points?\b|points? (?:above|below|ahead|higher|lower|more|less|of|short|over|under)\b|mm|cm|px\b|pixels?\b|voxels?\b|millimet|centimet|square|sq\b|in \d|out of|in (?:ten|a hundred|every)|of (?:every|each)))"
MIXED = re.compile(
    rf"\b(?P<whole>\d+|{WORD}) and (?P<count>an?|one|three) (?P<part>half|quarter|third)s?(?=[\s-]*(?:%|mm|cm|px|pixels?|of)\b|[\s-]*%)"
)
PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
}  # fmt: skip
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
}
COMPOUND = {f"{ten}-{one}": 10 * (n + 2) + value for n, ten in enumerate(TENS) for one, value in ORDINALS.items()}
COMPOUND |= {f"{ten[:-1]}ieth": 10 * (n + 2) for n, ten in enumerate(TENS)} | {"hundredth": 100}
UNIT_FRACTION = re.compile(
    rf"\b(?P<count>an?|one|two|three|\d+)[\s-]+(?:part in )?(?P<part>{'|'.join(sorted(COMPOUND, key=len, reverse=True)).replace('-', '[ -]')})s?\b(?![\s-]*(?:per)?centile)"
)
DECIMAL_PART = re.compile(
    rf"\b(?P<count>an?|(?:(?:{'|'.join(TENS)})[\s-])?(?:{WORD})|\d+)[\s-]+(?P<part>hundredth|thousandth)s?\b(?! (?:of|part|percentile)\b)"
)
ONE_PART_IN = re.compile(
    rf"\b(?:one|a|1) (?:part|pixel|px|chance)? ?in (?:every |about |roughly |some )?(?P<whole>\d+|{WORD})\b(?! ?%)"
)
PART_OF_ONE = re.compile(rf"\b(?:an?|one) (?P<part>{'|'.join(PARTS)}) of (?:one|a|1|a single) ?%")
RANK = re.compile(
    rf"\b(?:(?P<ten>{'|'.join(TENS)})[\s-]+(?P<one>{'|'.join(ORDINALS)})|(?P<even>\w+)tieth)(?=[\s-]*(?:per)?centile)"
)
FRACTION_VERB = r" (?:lies?|falls?|is|are|was|were|has|have|belongs?|overlaps?|sits?|remains?|goes|cannot|can not|could|in|outside|inside|within|to|as)\b"
PER_PERCENT = {"‰": 10, "per": 10, "pro": 10, "bas": 100, "bps": 100}
IN_PARTS = re.compile(
    r"(\d+(?:\.\d+)?)\s*(?P<parts>‰|per[\s-]?mille?\b|promille\b|per (?:one )?thousand\b|basis[\s-]points?\b|bps\b)"
)
"""Numbers in parts of a thousand and of ten thousand."""
SLACK = "≈"
"""Between a percentage that stands for a fraction and how far from it the measured value may lie, in points."""


def digits(said: str) -> str:
    """The sentence, lower case, with its numbers in digits and its fractions in per cent.

    Examples
    --------
    >>> digits("ninety-one percent, nine out of ten, 1,204 mm2")
    '91 %, 90≈5 %, 1204 mm2'
    """
    said = IN_PARTS.sub(lambda m: f"{float(m[1]) / PER_PERCENT[m['parts'][:3]]:g} %", said)
    said = re.sub(r"per[\s-]?cent(?!il)(?!age)|\bpct\b", "%", said)
    said = re.sub(
        r"\b(\d{1,3})(?:[,\u2009\u202f'](\d{3}))+\b",
        lambda m: re.sub(r"\D", "", m.group()) if m[1] != "0" else m.group(),
        said,
    )
    said = re.sub(r"\b(\d{1,3}) (\d{3})(?=\s*(?:mm|square))", r"\1\2", said)
    said = re.sub(r"\b(0),(?=\d)", r"\1.", said)
    said = re.sub(r"(?<=\d),(?=\d{1,2}\s*(?:%|mm|cm|px))", ".", said)
    said = re.sub(r"(?<![\w.])\.(?=\d)", "0.", said)
    said = re.sub(r"\bout of a possible\b", "out of", said)
    said = re.sub(r"\b(an? (?:half|third|quarter|fifth|tenth)) or so\b", r"about \1", said)
    said = re.sub(r"(\d[\d.]*)( ?(?:%|mm|px|cm))? or so\b", r"about \1\2", said)
    said = re.sub(
        r"\b(in|out of|of every|of each) (?:a )?(ten|hundred|thousand)\b", lambda m: f"{m[1]} {WHOLES[m[2]]}", said
    )
    said = re.sub(
        rf"\b({WORD}) (?:chances? )?(?:in|out of) ({WORD}|\d+)\b",
        lambda m: f"{VALUES[m[1]]} in {m[2] if m[2].isdigit() else VALUES[m[2]]}",
        said,
    )
    said = re.sub(r"\b(?:an? )?(?:mere )?couple of (?=hundredths|thousandths)", "two ", said)
    said = RANK.sub(_rank, said)
    said = re.sub(r"\bhalf (?:an?|of one|of a|one) ?%", "0.5 %", said)
    said = DECIMAL_PART.sub(_decimal, said)
    said = PART_OF_ONE.sub(lambda m: f"{1 / PARTS[m['part']]:.3g}{SLACK}{0.15 / PARTS[m['part']]:.2g} %", said)
    said = UNIT_FRACTION.sub(
        lambda m: _share(
            VALUES.get(m["count"], 1) if not m["count"].isdigit() else int(m["count"]),
            COMPOUND[m["part"].replace(" ", "-")],
        ),
        said,
    )
    said = ONE_PART_IN.sub(lambda m: _share(1, int(m["whole"]) if m["whole"].isdigit() else VALUES[m["whole"]]), said)
    said = re.sub(r"\b(?:a|one) (?:single|mere) (?=mm|cm|px|pixel|millimet|centimet|%)", "1 ", said)
    said = MIXED.sub(_mixed, said)
    said = SPELLED.sub(lambda m: _spelled(m, said), said)
    said = re.sub(
        r"(?<![\w.])(\d+(?:\.\d+)?) (?:(?:chances?|parts?|points?|squares?|values?|pixels?) )?(?:in|out of|on a scale of|of every|of each) (?:every |each |a )?(\d+)(?![\w%]|\.\d|\s*%)",
        lambda m: _of(float(m[1]), float(m[2]), m.group()),
        said,
    )
    said = re.sub(
        r"\b(?:out of|of|in|per|for) (?:every |each )?100 ((?:[a-z]+,? ){0,6}?[a-z]+),? ((?:about|around|roughly|nearly|some) )?(\d+(?:\.\d+)?)(?! ?(?:%|mm|px|cm|\d))",
        lambda m: f"of {m[1]} {m[2] or ''}{m[3]} %",
        said,
    )
    said = re.sub(r"\bhalf[- ]?way (?:to|towards)\b", "half of", said)
    said = re.sub(r"\ball but (\d+(?:\.\d+)?) ?%", lambda m: f"{100 - float(m[1]):g} %", said)
    parts = "|".join(PARTS)
    return re.sub(
        rf"(?<!in )(?<!one )(?<!same )(?<!left )(?<!right )(?<!upper )(?<!lower )(?<!other )(?<!opposite )(?<!mirror )(?<!the )\b(?:(?P<n>\d+|an?|one|two|three|four)[\s-]+)?(?P<part>{parts})s?"
        rf"(?= of (?!the (?:image|picture|head))| (?:the|its|this|that) (?:\w+ )?(?:mask|brain|area|limit|outline)\b|\s*\(|, (?:\d|that is|i\.e)|\s*[.;]?$|{FRACTION_VERB})",
        _fraction,
        said,
    )


def _spelled(match: re.Match[str], said: str) -> str:
    if match.group() == "one" and re.search(
        r"\b(?:left|right|other|same|former|latter|this|that|which|each|opposite) $", said[: match.start()]
    ):
        return match.group()
    words = re.findall(rf"{WORD}|point", match.group())
    whole = words[: words.index("point")] if "point" in words else words
    after = said[match.end() :]
    counted = re.match(rf"{COUNTED}|(?= (?:and|to|or) (?:{WORD}|\d+){COUNTED})", after)
    if "point" not in words and sum(VALUES[word] for word in whole) < 13 and not counted:
        return match.group()
    total = 0
    for word in whole:
        total = max(total, 1) * 100 if word == "hundred" else total + VALUES[word]
    decimals = "".join(str(VALUES[word]) for word in words[len(whole) + 1 :])
    return f"{total}.{decimals}" if decimals else str(total)


def _decimal(match: re.Match[str]) -> str:
    words = re.split(r"[\s-]", match["count"])
    count = int(match["count"]) if match["count"].isdigit() else sum(VALUES.get(word, 1) for word in words)
    return f"{count / (100 if match['part'] == 'hundredth' else 1000):g}"


def _rank(match: re.Match[str]) -> str:
    if match["even"]:
        return f"{VALUES[match['even'] + 'ty']}th" if f"{match['even']}ty" in VALUES else match.group()
    return f"{VALUES[match['ten']] + ORDINALS[match['one']]}th"


def _mixed(match: re.Match[str]) -> str:
    whole = int(match["whole"]) if match["whole"].isdigit() else VALUES[match["whole"]]
    share = (3 if match["count"] == "three" else 1) / PARTS[match["part"]]
    return f"{whole + share:.4g}{SLACK}0.13"


def _of(part: float, whole: float, text: str) -> str:
    if part > whole or whole not in (3, 4, 5, 6, 8, 10, 20, 50, 100, 1000):
        return text
    decimals = len(f"{part:g}".partition(".")[2])
    return f"{100 * part / whole:.4g}{SLACK}{50 / whole / 10**decimals:.3g} %"


def _fraction(match: re.Match[str]) -> str:
    named = match["n"] or "1"
    count = int(named) if named.isdigit() else VALUES.get(named, 1)
    if count >= PARTS[match["part"]] or (match["n"] is None and match["part"] not in ("half", "quarter")):
        return match.group()
    return _share(count, PARTS[match["part"]])


def _share(count: int, parts: int) -> str:
    """A fraction in per cent, with the slack of a fraction in words."""
    share = 100 * count / max(1, parts)
    return f"{share:.4g}{SLACK}{min(2.5, 0.15 * share):.3g} %"
