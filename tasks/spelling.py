"""One spelling of a sentence for the checker: of units, signs, numbers and of words that have several."""

from __future__ import annotations

import re

from tasks.abbreviations import with_sides, written_out
from tasks.frames import unframed
from tasks.numerals import digits

VERB_LEFT = (
    r"(?<!the )(?<!on )(?<!\bits )(?<!image )\bleft(?= \d[\d.]* ?% of the (?:brain\b|(?:mask|outline|tumour) un))|(?<!the )(?<!on )(?<!\bits )(?<!image )\bleft(?= (?:un\w+|evidence|with|alone|over|out|aside|open|blank|behind|for|without|empty|an?|this|that|no|nothing|it|its|only|some|as (?:the )?evidence|the (?:mask|slice|picture|image|field|class|tumour|brain)|to (?:be|chance|the reader))\b)"
    r"|(?<=\bthat was )left|(?<=% was )left|(?<=% is )left|left(?= (?:patches|masks|areas|spots|before|in (?:that|this|px|pixels))\b)|(?<=\bthat remained )left|(?<=\bwhat is )left|(?<=\bwhat was )left|(?<=\bthat is )left(?=[.,;]| (?:covers|makes|takes|amounts|fills|occupies|adds|after|over|then)\b)|(?<!both are )(?<!all are )(?<=\bare )left(?=[.,;])|(?<=\bhas )left|(?<=\bhad )left|(?<=\bhave )left"
)
VERB_RIGHT = r"(?<!the )(?<!on )(?<!\bits )(?<!image )\bright(?= (?:next to|beside|above|below|under|underneath|beneath|on top|after|before|away|at|where|up to|up|down to|through|across|there|on the mid\w+|in the middle)\b)"
"""The words left and right where they name no side."""
PARS = {"opercular": "pars opercularis", "triangular": "pars triangularis"}
PARTS_OF_ONE = {
    "half": (0.5, 0.05), "a quarter": (0.25, 0.03), "three quarters": (0.75, 0.05), "a third": (0.33, 0.03), "two thirds": (0.67, 0.05),
    "a tenth": (0.1, 0.03), "(?:three|3) tenths": (0.3, 0.04), "(?:seven|7) tenths": (0.7, 0.04), "(?:nine|9) tenths": (0.9, 0.04), "a fifth": (0.2, 0.03),
}  # fmt: skip
"""Parts of one per cent in words, and how loose each is."""
INTERVAL = re.compile(r"\[(\d+(?:\.\d+)?)(?: ?%)?\s*(?:,|;|-|to)\s*(\d+(?:\.\d+)?)(?: ?%)?\](?: ?%)?")
CONTRACTIONS = {
    r"\bi'm\b": "i am", r"\b(i|we|you|he|she|they)'d\b": r"\1 would", r"'re\b": " are", r"'ve\b": " have", r"'ll\b": " will", r"'d (?=like)": " would ",
    r"\b(it|that|there|here|what|where|he|she|this|who)'s\b": r"\1 is",
}  # fmt: skip
MORE, LESS = r"(?:more|farther|further|greater|larger|higher|longer|bigger)", r"(?:less|fewer|lower|smaller|shorter)"
RIGHT_CLASS = r"\b((?:(?:certain|sure|confident|convinced|chance|probability|likelihood) that|(?:finds|thinks|believes|considers|judges|rates|deems)) (?:the|its|this|that|it|\"?no tumour\"?) ?(?:\w+ )?(?:label|answer|class|prediction|choice|guess)?\b(?:(?!\bside|\bhemisphere|\bmask)[^.;:]){0,40}?)\bis (?:the )?right(?: one\b| (?:label|answer|class|choice|guess)\b|(?= for\b|[.,]))"
"""A class of which the model is sure, and no side."""
NEVER = r"(?:neither of the (?:\w+ )?(?:two |three |classes |shares |masks )*|not(?! (?:been )?(?:assess|evaluat|measur|examin|known|clear))|no(?![ -](?:tumour|lesion|mass)\b)|never|nowhere|nothing|none|at no (?:level|point))"
EXCEED = rf"{MORE} than(?= (?:\d|a |one |two |three |half))|exceed(?:s|ing|ed)?|go(?:es)? (?:above|beyond|over)|(?:ris\w+|get\w*|com\w+|reach\w*) above|surpass\w*|above(?= \d)|over(?= \d)|top(?:s|ped)?(?= \d)"
FALL_BELOW = rf"{LESS} than(?= (?:\d|a |one |two |three |half))|(?:fall|drop|go|sink|get)\w* (?:below|under)(?= (?:(?:the|its|a|an) )?(?:\d|half|limit|bound|mark|threshold|bar|required|needed))|under(?= \d)|below(?= (?:(?:the|its|a) (?:\w+ ){{0,3}})?(?:of )?\d)"


def spoken(text: str) -> str:
    """Lower case, one spelling of units, signs and words that have several, numbers in digits."""
    text = with_sides(text).lower().replace("\u2212", "-").replace("²", "2").replace("³", "3").replace("^", "")
    text = (
        re.sub("[\u2018\u2019\u02bc]", "'", text)
        .replace("+/-", "±")
        .replace("+-", "±")
        .replace("\u2011", "-")
        .replace("\u2010", "-")
    )
    text = _signs_in_words(written_out(text))
    text = re.sub('[\u201c\u201d"*_]+(?![a-z]+_)', " ", text.replace("no_tumor", "no tumour"))
    text = re.sub("(?<=left)[\u2013\u2014](?=right)", "-", text)
    text = re.sub(r"(?<=\d)\s*[\u2013\u2014]\s*(?=\d)", " to ", text)
    text = re.sub(r"\s*[\u2013\u2014]\s*", ", ", text)
    text = re.sub(r"tumor(?!u)", "tumour", text).replace("neighbor", "neighbour").replace("favor", "favour")
    text = re.sub(r"\b(left|right)-(?=hemispher)", r"\1 ", text)
    text = re.sub(r"\bsides? of (?:your|the|his|her) (?:own )?body\b", "side of the patient", text)
    text = re.sub(r"\b(harb|behavi|vap|rum)or", r"\1our", text)
    text = re.sub(r"\b(?:contour|delineation)(?=s?\b)", "outline", re.sub(r"\bcontoured", "outlined", text))
    text = re.sub(r"\bheart of (?=(?:the|this|its) )", "centre of ", text)
    text = re.sub(
        r"(?<=gyrus|ortex)'s (anterior|posterior|superior|inferior) (?:part|portion|division)", r" \1 division", text
    )
    text = re.sub(
        r"(gyrus|cortex|lobule),? in its (anterior|posterior|superior|inferior) (?:part|portion|division)",
        r"\1 \2 division",
        text,
    )
    text = re.sub(
        r"\b(?:front|back|rear)(?: part| portion| division)?(?: \(|,? or (?:the )?)(anterior|posterior)(?: division| part)?[),]?(?: division| part)?,?",
        r"\1 division",
        text,
    )
    text = re.sub(r"\ba growth of the(?= (?:glioma|mening|pituit))", "a tumour of the", text)
    text = re.sub(
        r"\b(the|a|this|your) (?:(?:outlined|delineated|segmented|highlighted|marked|drawn|traced|pituitary|suspected) )?growth\b(?! (?:of|rate|speed|pattern))",
        r"\1 tumour",
        text,
    )
    text = re.sub(
        r"\b(?:middle|median|mid|centre|central) ?-?(?:line|plane)(?= of the (?:brain|head)|[ .,;]|$)", "midline", text
    )
    text = re.sub(r"\bedema", "oedema", text).replace("labeled", "labelled").replace("color", "colour")
    text = re.sub(r"\bcan(?:not|'t)\b", "can not", text)
    text = re.sub(r"\bsinistral\b|\bleftwards?\b|\blt\.?(?= )", "left", text)
    text = re.sub(r"\bdextral\b|\brightwards?\b|\brt\.?(?= )", "right", text)
    text = re.sub(r"(?<=\d) mni (?=mm\b|millimet)", " ", text)
    text = re.sub(r"\bno (?:better|higher|more) than (?=low\b|moderate\b)", "", text)
    text = re.sub(
        r"(?<=\d)( ?(?:%|per ?cent))? or (?:better|higher|more|above|over)(?=[.,;]|$| (?:is|was|are|to|for)\b)",
        r"\1 at least",
        text,
    )
    text = re.sub(
        r"\b((?:answer|class|label|result|prediction|verdict)(?: given)?(?: here)? (?:is|counts as|stands as)) (?:firm|settled)\b",
        r"\1 certain",
        text,
    )
    text = re.sub(
        r"\b(?:image|picture|display), (?:on|at|in) the (left|right)(?: side| half)? of which",
        r"image on the \1 side of the image",
        text,
    )
    text = re.sub(
        r"\b(the|this|tumour|traced|marked|outlined|drawn) shape\b(?! (?:of|(?:is|was|looks|appears|seems) (?!\d|at\b|in\b|on\b|about|only|near)))",
        r"\1 outline",
        text,
    )
    for words, (value, slack) in PARTS_OF_ONE.items():
        text = re.sub(rf"\b{words} of (?:an?|one|1) (?:per ?cent|%)", f"{value}≈{slack} %", text)
    text = re.sub(
        r"\bhow (?:far|much) the (\w+) trusts (?:its|the) (?:own )?(?:answer|choice|label|verdict)", "certainty", text
    )
    text = re.sub(
        r"\b((?:treat|regard|take|consider|see|view|accept)\w* [^.;,]{0,40}?as) (?:settled|firm|final)\b",
        r"\1 certain",
        text,
    )
    text = re.sub(r"\byour (?:loved one|family member|relative)\b", "the patient", text)
    text = re.sub(r"\bno growth\b", "no tumour", text)
    text = re.sub(r"\bnothing (?:short of|less than|below|under)(?= (?:an? )?\d)", "at least", text)
    text = re.sub(r"\bcore of (?=(?:the|this|its) (?:outline|mask|spot|mark))", "centre of ", text)
    text = re.sub(
        r"\bcortex of the ((?:left |right )?(?:frontal|central|parietal) operculum)\b(?! cortex)", r"\1 cortex", text
    )
    text = re.sub(r"(?<=\d )dots(?= (?:long|across|wide|at|on)\b)", "pixels", text)
    text = re.sub(
        r"\b(?:do(?:es)?|did) not even (?:make up|cover|take up|reach|fill|amount to) (?=\d|an? |one |half)",
        "covers less than ",
        text,
    )
    text = re.sub(r"\bhalf an? (?:per ?cent\b|%)", "0.5≈0.05 %", text)
    text = re.sub(
        r"\b(?:plenty of|much|great|full|a lot of|strong) faith in (?:its|the) (?:own )?(?:verdict|answer|choice|label|call)",
        "high confidence",
        text,
    )
    text = re.sub(r"\bline between the (?:two )?(?:hemispheres|halves|sides)(?: of the brain)?", "midline", text)
    text = re.sub(r"\brunner-up's\b", "runner-up", text)
    text = re.sub(r"\bno better than(?= (?:an? )?(?:dice|probability|score|value))", "just", text)
    text = re.sub(r"\bnot far (?:from|off|short of)(?= (?:\d|half\b|an? |one |two |three ))", "about", text)
    text = re.sub(r"\btimes as far (?:away |off )?as\b", "times as distant as", text)
    text = re.sub(r"\borbito-?frontal(?: cortex)?\b", "frontal orbital cortex", text)
    text = re.sub(r"\bbetter than (?=[\w.]+ times\b)", "more than ", text)
    text = re.sub(r"\bcertain-class\b", "certain class", text)
    text = re.sub(r"\bnothing (?:better|higher|more) than (?=\d)", "", text)
    text = re.sub(r"\bin excess of\b", "more than", text)
    text = re.sub(r"\bhalf as (large|big|much|many|long|wide|extensive) again\b", r"1.5 times as \1", text)
    text = re.sub(r"\bsecondary (?=possibility|choice|candidate|option|class|label|answer)", "second ", text)
    text = re.sub(
        r"\b(sup|inf)erior to (?=(?:the |that |those )*(?:ones?|that|those|dice|grad|score|\d))",
        lambda m: "better than " if m[1] == "sup" else "worse than ",
        text,
    )
    text = re.sub(
        r"\b(?P<one>opercular|triangular)(?: and (?:the )?(?P<two>opercular|triangular))? parts? of the (?P<of>(?:left |right )?inferior frontal gyrus)",
        lambda m: " and ".join(f"{m['of']} {PARS[part]}" for part in (m["one"], m["two"]) if part),
        text,
    )
    text = re.sub(r"\bnot even (?=an? (?!probability|dice|score|value|certainty)|\d|one |half)", "less than ", text)
    text = re.sub(r"\breal[- ]life\b", "real", re.sub(r"\bat the very (most|least)\b", r"at \1", text))
    text = re.sub(r"\bwon't\b", "will not", text)
    text = re.sub(r"\bnot (?:at all )?un(like|familiar|usual)\b|\bnot dis(similar)\b", r"\1\2", text)
    text = re.sub(r"\bright now\b", "now", text)
    text = re.sub(
        r"\bto (?:the (?:whole|entirety)|all) of (?:it|the (?:mask|mark|outline))\b", "to 100 % of the mask", text
    )
    text = re.sub(r"\bwhat is left and (?:what is )?right\b", "left from right", text)
    text = re.sub(r"\bimage file\b", "file", text)
    text = re.sub(
        r"\b(front|back|rear)(?: (?:part|portion|end|half))? of the (?=(?:left |right )?(?:[a-z]+ ){0,3}(?:gyrus|gyri|cortex|cortices)\b)",
        lambda m: f"{'anterior' if m[1] == 'front' else 'posterior'} division of the ",
        text,
    )
    text = re.sub(
        r"\b(holds?|contains?|covers?|takes?|reach(?:es)?) (?:all of|the (?:entire|whole)) (?:the )?(mask|mark|outline)\b",
        r"\1 100 % of the \2",
        text,
    )
    text = re.sub(
        r"\bthe (?:whole|entire) (mask|mark|outline) (?=(?:could|may|might|can|would) (?:lie|fall|be|sit)\b)",
        r"100 % of the \1 ",
        text,
    )
    text = re.sub(r"\b(?:sure|firm) (answer|result|verdict|call|one)(?! of)\b", r"certain \1", text)
    text = re.sub(
        r"\b(to|be) (?:the )?(?:entire|whole|full)(?: of the)? (mask|mark|outline|tumour|area)\b",
        r"\1 100 % of the \2",
        text,
    )
    text = re.sub(r"\bwell (?:over|above|beyond)(?= (?:half|\d|an? |one |two |three |the ))", "more than", text)
    text = re.sub(r"\bwell (?:under|below|short of)(?= (?:half|\d|an? |one |two |three |the ))", "less than", text)
    text = re.sub(r"\b(\d+) dots \((pixels?)\)", r"\1 \2", text)
    text = re.sub(
        r"\b(probability|certainty|score|value|confidence|coefficient) as (?:high|low|large|small|great) as(?= \d)",
        r"\1 of",
        text,
    )
    text = re.sub(r"(^|: )\d[.)] (?=[a-z])", r"\1", text)
    text = re.sub(r"\b(?:ha[sv]e?|is|are) yet to (?=be\b)", "is not ", text)
    text = re.sub(r"\b(?:ha[sv]e?|is|are) yet to\b", "does not", text)
    text = re.sub(r"n't\b", " not", text)
    text = re.sub(
        r"\bwithout (?:being|feeling|seeming|appearing) (?=\w+ ?(?:sure|certain|confident|convinced))", "but not ", text
    )
    text = re.sub(
        r"\bnot quite(?= (?:a? ?\d|an? |half|one|two|three|four|five|six|seven|eight|nine|ten|\w+ty|\w+teen)\b)",
        "almost",
        text,
    )
    text = re.sub(r"\b(equally|(?:just |about )?as|exactly as) far(?: away)? from\b", r"\1 distant from", text)
    text = re.sub(r"(?<=\d) ?(?:image|screen) pixels?\b", " px", text)
    text = re.sub(r"\b(which|neither|either|each|one|other|opposite) half of the brain\b", r"\1 hemisphere", text)
    text = re.sub(
        r"\b(?:image|picture|display), (?:on|at|in) (?:whose|which) (left|right)(?: side)?",
        r"image on the \1 side of the image",
        text,
    )
    text = re.sub(r"\b(?:sure|confident) enough\b(?! that)", "certain enough", text)
    text = re.sub(VERB_LEFT, "leave", text)
    text = re.sub(r"\bregion [1-9](?= ?[(:,]| (?:is|resolves|maps)\b)", "region", text)
    text = re.sub(VERB_RIGHT, "just", text)
    text = re.sub(RIGHT_CLASS, r"\1fits", text)
    text = re.sub(rf"\b(?:no|not)(?: (?:be|make|hold|cover|have|take))? {MORE} than\b", "at most", text)
    text = re.sub(rf"\b(?:no|not)(?: (?:be|make|hold|cover|have|take))? {LESS} than\b", "at least", text)
    text = re.sub(r"\b(?:did )?manag(?:e|ed|es) to (?=draw|make|outline|segment|mark|produce|find)", "", text)
    text = re.sub(
        r"\b((?:chance|probability|likelihood|odds) (?:of|that) [^.;,]{0,40}?)\bright (?=class|answer|label)",
        r"\1",
        text,
    )
    text = re.sub(r"\b(which(?:ever)? (?:\w+ ){1,6}(?:is|was|were)) right\b", r"\1 fitting", text)
    text = re.sub(r"\bnor (?:ris|go|climb|get|reach)\w* (?:above|over|beyond)(?= \d)", "and at most", text)
    text = re.sub(r"\bnor (?:fall|drop|go|sink|dip)\w* (?:below|under)(?= \d)", "and at least", text)
    text = re.sub(r"\bnor (?:above|over|beyond)(?= \d)", "and at most", text)
    text = re.sub(r"\bnor (?:below|under)(?= \d)", "and at least", text)
    text = re.sub(rf"\bnor {MORE} than\b", "and at most", text)
    text = re.sub(rf"\bnor {LESS} than\b", "and at least", text)
    text = re.sub(rf"\b{NEVER}\b([^.;:,]{{0,90}}?)\b(?:{EXCEED})\b", r"\1at most", text)
    text = re.sub(
        rf"\b{NEVER}\b([^.;,]{{0,90}}?)\breach(?:es|ed)?(?: an?)?(?: \w+ of)?(?= (?:\d|one half|half))",
        r"\1less than",
        text,
    )
    text = re.sub(rf"\b{NEVER}\b([^.;,]{{0,60}}?)\b(?:{FALL_BELOW})\b", r"\1at least", text)
    text = re.sub(
        r"\b(?:square (m|c)(?:illi|enti)?m(?:et(?:er|re)s?)?|sq\.? ?(m|c)m)\b", lambda m: f"{m[1] or m[2]}m2", text
    )
    text = re.sub(
        r"\b(m|c)(?:illi|enti)met(?:er|re)s?\b(?: squared)?",
        lambda m: f"{m[1]}m{'2' if 'squared' in m.group() else ''}",
        text,
    )
    text = re.sub(r"\b(mm|cm) squared\b", r"\g<1>2", text)
    text = re.sub(r"(?<!plus or )(?<!\d )(?<!% )\bminus (?=\d)", "-", digits(text))
    text = re.sub(
        r"(?<![\d.])(\d+ ?[mc]m) (?:below|under|beneath|inferior to|lower than) (?:the )?(?:(?:mni|atlas|template)(?:'s)? )?(?:zero|0|origin)"
        r"(?: (?:level|plane|line|point|mark))?",
        r"-\1",
        text,
    )
    return unframed(text)


def _signs_in_words(text: str) -> str:
    """Signs of comparison and of rank in words, arrows as a pause, "picture elements" as pixels."""
    text = re.sub(r"(?:>=|=>(?= ?\d)|≥)", " at least ", text)
    text = re.sub(r"(?:<=(?= ?\d)|≤)", " at most ", text)
    text = re.sub(r"\s*(?:-+>|=>|→)\s*", ", ", text)
    text = re.sub(r"(?<=[\s)])>(?=\s+[a-z])", "ahead of", re.sub(r"(?<=[\s)])<(?=\s+[a-z])", "behind", text))
    text = INTERVAL.sub(r"(\1 to \2 %)", text)
    text = re.sub(r">(?=\s*\d)", " more than ", re.sub(r"(?<=[\s\w])<(?=\s*\d)", " less than ", text))
    text = re.sub(r"\btop[ -]?1\b|#1\b|\b(?:rank|number|no\.?) 1\b(?!\.)|\b1st\b", "first", text)
    text = re.sub(r"\btop[ -]?2 (?=class(?:es)?|probab|labels|candidates|scores)", "", text)
    text = re.sub(r"\btop[ -]?2\b|#2\b|\b(?:rank|number|no\.?) 2\b(?!\.)|\b2nd\b", "second", text)
    text = re.sub(r"\b(?:picture|image) (?:elements?|points?|dots?|cells?)\b", "px", text)
    text = re.sub(
        r"\bdsc\b|\bdice-s[oø]rensen\b|\bs[oø]rensen-dice\b", "dice", re.sub(r"\bcentile", "percentile", text)
    )
    for short, full in CONTRACTIONS.items():
        text = re.sub(short, full, text)
    return re.sub(r"\b(?:un)?till?\b(?= (?:\d|to))", "to", text)
