"""Short forms of logs and dictation, written out for the checker."""

from __future__ import annotations

import re

SHORT = {
    r"segm?": "segmentation",
    r"hemis?|hemisph": "hemisphere",
    r"conf": "confidence",
    r"probs?|proba": "probability",
    r"thr|thresh": "threshold",
    r"dist": "distance",
    r"diam": "diameter",
    r"pred": "prediction",
    r"cls": "class",
    r"ctr": "centre",
    r"coords?": "coordinate",
    r"lvl": "level",
    r"imgs?": "image",
    r"pix": "px",
    r"hdr": "header",
    r"pctl|pctile|%-?ile|ptile": "percentile",
    r"ax(?=[ .,;:)]|$)": "axial",
    r"cor(?=[ .,;:)]|$)": "coronal",
    r"sag(?=[ .,;:)]|$)": "sagittal",
    r"mening(?=[ .,;:)]|$)": "meningioma",
    r"pit(?=\.? (?:tumou?r|adenoma))": "pituitary",
    r"cx": "cortex",
    r"gyr": "gyrus",
    r"rad(?=\.? conv)": "radiological",
    r"conv(?=[ .,;:)]|$)": "convention",
    r"vol(?=[ .,;:)]|$)": "volume",
    r"pt(?=\.?(?:'s)? side)": "patient",
    r"ant(?=\.? (?:div|part|cing|temp|front|inf|sup|\())": "anterior",
    r"post(?=\.? (?:div|part|cing|temp|front|inf|sup|\())": "posterior",
    r"sup(?=\.? (?:temp|front|pariet))": "superior",
    r"inf(?=\.? (?:temp|front|pariet))": "inferior",
    r"mid(?=\.? (?:temp|front))": "middle",
    r"front(?=\.? (?:gyr|pole|med|orb|operc))": "frontal",
    r"temp(?=\.? (?:gyr|pole|fus))": "temporal",
    r"cing(?=\.? (?:gyr|cort|ant|post|,))": "cingulate",
    r"div(?=[ .,;:)]|$)": "division",
    r"pars tri(?:ang)?": "pars triangularis",
    r"pars op(?:erc)?": "pars opercularis",
    r"mls": "midline shift",
    r"[rt]x": "treatment",
    r"dd?x": "differential",
    r"ex-(?=(?:sma|smc|supplementary)\b)": "former ",
    r"nb:?": "note:",
    r"w/o": "without",
    r"w/": "with",
    r"e\.g\.": "for example",
    r"i\.e\.": "that is",
}
"""By the pattern of the short form what it stands for; a full stop after it goes with it."""
PERCENTILE = re.compile(r"(?<=\d)(?:st|nd|rd|th) ?(?:pct|perc)\b\.?|(?<=\bcut at )(\d+(?:\.\d+)?) ?(?:pct|perc)\b\.?")
PERCENTILE_SIGN = re.compile(r"\bp(?=\d{2}(?:\.\d+)?\b)")
PROBABILITY_SIGN = re.compile(r"\b(?:p|pr)(?= ?\((?:class |no[ _-])?[a-z]+\))|\bp(?= ?[=≈~] ?[01]?\.\d)")


SIDES = {r"(?<![\w'\u2019.-])L(?![\w'\u2019-])": "left", r"(?<![\w'\u2019.-])R(?![\w'\u2019\u00b2-])": "right"}


def with_sides(text: str) -> str:
    """A sentence, not yet in lower case, with L and R for sides written out."""
    for letter, side in SIDES.items():
        text = re.sub(letter, side, text)
    return text


def written_out(said: str) -> str:
    """A lower-case sentence with its short forms written out.

    Examples
    --------
    >>> written_out("seg mask 2.54 %, cam cut at p96.9, left hemi.")
    'segmentation mask 2.54 %, cam cut at percentile 96.9, left hemisphere.'
    """
    said = re.sub(r"\b(?:tc|test|case|index|item|fixture)[- ]?#?\d+\b", "", said)
    said = re.sub(r"(?<=\w)\[\d\]", "", said).replace("@", " at ")
    said = re.sub(r"(?<!\w)'([\w .-]+)'(?!\w)", r"\1", said)
    said = PERCENTILE.sub(lambda match: f"{match[1] or ''} percentile", said)
    said = PROBABILITY_SIGN.sub("probability", PERCENTILE_SIGN.sub("percentile ", said))
    for short, full in SHORT.items():
        stop = "" if short.endswith((")", ".", "/", "?")) else r"(?:\.(?=[ ]?[a-z\d=:(]))?"
        end = "" if short.startswith("ex-") else r"(?![\w-])"
        said = re.sub(rf"(?<![\w-])(?:{short}){stop}{end}", full, said)
    return said
