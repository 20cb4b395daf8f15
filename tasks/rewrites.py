"""Turns of phrase and spellings, and the one in which the checker reads them, in the order in which they are replaced."""

from __future__ import annotations

import re
from collections.abc import Callable

Replacement = str | Callable[[re.Match[str]], str]
Words = tuple[tuple[str, Replacement], ...]
Rewrites = tuple[tuple[re.Pattern[str], Replacement], ...]


def _compiled(*rewrites: tuple[str, Replacement]) -> Rewrites:
    return tuple((re.compile(pattern), replacement) for pattern, replacement in rewrites)


NUMBER = r"\d+(?:\.\d+)?"
VERB_LEFT = (
    r"(?<!the )(?<!on )(?<!\bits )(?<!image )\bleft(?= \d[\d.]* ?% of the (?:brain\b|(?:mask|outline|tumour) un))|(?<!the )(?<!on )(?<!\bits )(?<!image )\bleft(?= (?:un\w+|evidence|the (?:upper|top|hottest)|this (?:slice|picture|image) without|with(?! (?:the )?right)|alone|over|out|aside|open|blank|behind|for|without|empty|an?|this|that|no|nothing|it|its|only|some|as (?:the )?evidence|the (?:mask|slice|picture|image|field|class|tumour|brain)|to (?:be|chance|the reader))\b)"
    r"|(?<=\bthat was )left|(?<=% was )left|(?<=% is )left|left(?= (?:patches|masks|areas|spots|before|in (?:that|this|px|pixels))\b)|(?<=\bthat remained )left|(?<=\bwhat is )left|(?<=\bwhat was )left|(?<=\bthat is )left(?=[.,;]| (?:covers|makes|takes|amounts|fills|occupies|adds|after|over|then)\b)|(?<!both are )(?<!all are )(?<=\bare )left(?=[.,;])|(?<=\bhas )left|(?<=\bhad )left|(?<=\bhave )left"
)
VERB_RIGHT = r"(?<!the )(?<!on )(?<!\bits )(?<!image )\bright(?= (?:next to|beside|above|below|under|underneath|beneath|on top|after|before|away|at|where|up to|up|down to|through|across|there|on the mid\w+|in the middle)\b)"
"""The words left and right where they name no side."""
PARS = {"opercular": "pars opercularis", "triangular": "pars triangularis"}
PARTS_OF_ONE = {
    "half": (0.5, 0.05), "a quarter": (0.25, 0.03), "three[- ]quarters": (0.75, 0.05), "a third": (0.33, 0.03), "two[- ]thirds": (0.67, 0.05),
    "a tenth": (0.1, 0.03), "(?:three|3) tenths": (0.3, 0.04), "(?:seven|7) tenths": (0.7, 0.04), "(?:nine|9) tenths": (0.9, 0.04), "a fifth": (0.2, 0.03),
}  # fmt: skip
"""Parts of one per cent in words, and how loose each is."""
MORE, LESS = r"(?:more|farther|further|greater|larger|higher|longer|bigger)", r"(?:less|fewer|lower|smaller|shorter)"
RIGHT_CLASS = r"\b((?:(?:certain|sure|confident|convinced|chance|probability|likelihood) that|(?:finds|thinks|believes|considers|judges|rates|deems)) (?:the|its|this|that|it|\"?no tumour\"?) ?(?:\w+ )?(?:label|answer|class|prediction|choice|guess)?\b(?:(?!\bside|\bhemisphere|\bmask)[^.;:]){0,40}?)\bis (?:the )?right(?: one\b| (?:label|answer|class|choice|guess)\b|(?= for\b|[.,]))"
"""A class of which the model is sure, and no side."""
NEVER = r"(?:neither of the (?:\w+ )?(?:two |three |classes |shares |masks )*|not(?! (?:only|just|merely|(?:been )?(?:assess|evaluat|measur|examin|known|clear)))|no(?![ -](?:tumour|lesion|mass)\b)|never|nowhere|nothing|none|at no (?:level|point))"
EXCEED = rf"{MORE} than(?= (?:\d|a |one |two |three |half))|exceed(?:s|ing|ed)?|go(?:es)? (?:above|beyond|over)|(?:ris\w+|get\w*|com\w+|reach\w*) above|surpass\w*|above(?= \d)|over(?= \d)|top(?:s|ped)?(?= \d)"
FALL_BELOW = rf"{LESS} than(?= (?:\d|a |one |two |three |half))|(?:fall|drop|go|sink|get)\w* (?:below|under)(?= (?:(?:the|its|a|an) )?(?:\d|half|limit|bound|mark|threshold|bar|required|needed))|under(?= \d)|below(?= (?:(?:the|its|a) (?:\w+ ){{0,3}})?(?:of )?\d)"

REWRITES = _compiled(
    (r"^(?:the )?(?:most prominent|main|key|chief|salient) (?:facts|findings|points|results): ", ""),
    (r"no_tumor", "no tumour"),
    (r"\bheight or depth\b", "level"),
    (
        r"^(?:rounded )?to (?:the nearest |the next |an? )?(?:whole|full) (?:per ?cents?|percentages?(?: points?)?|%|numbers?|figures?|mm|millimet\w+|pixels?|integers?|units?)(?=\W)",
        "rounded to the nearest number",
    ),
    (
        r"\((?:rounded )?to (?:the nearest |the next |an? )?(?:whole|full) (?:per ?cents?|percentages?(?: points?)?|%|numbers?|figures?|mm|millimet\w+|pixels?|integers?|units?)\)",
        "(rounded)",
    ),
    (
        r"^(?:put|converted|expressed|given|stated|measured)?(?: ?in(?:to)?| to) (square centimet\w+|square millimet\w+|centimet\w+|millimet\w+|cm2?|mm2?|per ?cent|parts per thousand|per mille|px|pixels), (.*?(?<![\d.]))(\d+(?:\.\d+)?)(?=\.?$)",
        r"\2\3 \1",
    ),
    (r"(?<=\d) parts per thousand\b", " per mille"),
    (
        r"\bout of 1,?000 (?:comparable )?\w+ the \w+ would (?:cast|give|put) (\d+) (?:for|to|on)\b",
        r"\1 per mille is the probability of",
    ),
    (r"^as the crow flies(?: in mni space)?,", ""),
    (r"^were this a multiple-choice question, the \w+ would have ticked\b", "the class is"),
    (r"(?<=no tumour)\W{0,2}, meaning that none of the tumour classes was (?:preferred|chosen|picked|named)", ""),
    (r"\bkeeps? (?:off|clear of|away from|out of) the (left|right)\b", r"is not on the \1"),
    (
        r"^in (centimet\w+|millimet\w+|cm|mm), (.*?) ((?:about |roughly |around )?\d+(?:\.\d+)?) (?=(?:from|away|across|long)\b)",
        r"\2 \3 \1 ",
    ),
    (
        r"\bleaves ((?:about |around |roughly )?\d+(?:\.\d+)? ?%) of the (?:tumour )?mask without an? (?:name|label)\b",
        r"has no name for \1 of the mask",
    ),
    (
        r"\brounded to (?:a|the nearest|the next) (?:whole|full) (?=mm|millimet|number|pixel|px|unit)",
        "rounded to the nearest ",
    ),
    (
        r"^how (?:big|large|long|wide|sure|certain|confident|strong|well) (?:is|was|are|were|does|did) (?:(?:the|this|that|its) )?(?:(?:marked|outlined|drawn|segmented|tumour|evidence|saliency) )*(?:patch|mask|spot|area|outline|region|network|model|program|software|computer|it|fit|match|agreement|overlap)(?: (?:about|of) (?:its|the) (?:answer|class|choice))?\? (?!not\b)",
        "",
    ),
    (r"\bha(?:s|d) no (name|label) for the (?:ground|area|part|tissue) under (?=\d)", r"has no \1 for "),
    (
        r"\b(?:seen|taken|measured) against the brain as a whole, (the \w+(?: \w+)?) (is|covers|makes up|fills) ((?:[^.;,]|\.(?=\d))*?) of its area\b",
        r"\1 \2 \3 of the brain area",
    ),
    (
        r"^compared with (the [^,;.]*? at (?:(?!\. )[^,;])*?), (the [^,;]*?), at ([^,;]*?), is (larger|smaller|bigger)\b",
        r"\2, at \3, is \4 than \1",
    ),
    (r",? rounded to the nearest (?:whole|full) (?:figure|per ?cent|percentage point),?", " (rounded)"),
    (r"\b(regions?) (?:around|surrounding) the mask (?=include|comprise)", r"\1 near the mask "),
    (r"\bconvolution\b", "gyrus"),
    (r"temporo-occipital", "temporooccipital"),
    (r"\borbital part of the (left|right) frontal cortex\b", r"\1 frontal orbital cortex"),
    ('[\u201c\u201d"*_]+(?![a-z]+_)', " "),
    ("(?<=left)[\u2013\u2014](?=right)", "-"),
    (r"(?<=\d)\s*[\u2013\u2014]\s*(?=\d)", " to "),
    (r"\s*[\u2013\u2014]\s*", ", "),
    (r"tumor(?!u)", "tumour"),
    (r"neighbor", "neighbour"),
    (r"favor", "favour"),
    (r"\b(left|right)-(?=hemispher)", r"\1 "),
    (r"\bsides? of (?:your|the|his|her) (?:own )?body\b", "side of the patient"),
    (r"\b(harb|behavi|vap|rum)or", r"\1our"),
    (r"\bcontoured", "outlined"),
    (r"\b(?:contour|delineation)(?=s?\b)", "outline"),
    (r"\bheart of (?=(?:the|this|its) )", "centre of "),
    (r"(?<=gyrus|ortex)'s (anterior|posterior|superior|inferior) (?:part|portion|division)", r" \1 division"),
    (
        r"(gyrus|cortex|lobule),? in its (anterior|posterior|superior|inferior) (?:part|portion|division)",
        r"\1 \2 division",
    ),
    (
        r"\b(?:front|back|rear)(?: part| portion| division)?(?: \(|,? or (?:the )?)(anterior|posterior)(?: division| part)?[),]?(?: division| part)?,?",
        r"\1 division",
    ),
    (r"\ba growth of the(?= (?:glioma|mening|pituit))", "a tumour of the"),
    (
        r"\b(the|a|this|your|any|that) ((?:outlined|delineated|segmented|highlighted|marked|drawn|traced|pituitary|suspected|possible) )?growth\b(?! (?:of|rate|speed|pattern|since|over))",
        r"\1 \2tumour",
    ),
    (r"\b(?:middle|median|mid|centre|central) ?-?(?:line|plane)(?= of the (?:brain|head)|[ .,;]|$)", "midline"),
    (r"\bedema", "oedema"),
    (r"labeled", "labelled"),
    (r"color", "colour"),
    (r"\bcan(?:not|'t)\b", "can not"),
    (r"\bsinistral\b|\bleftwards?\b|\blt\.?(?= )", "left"),
    (r"\bdextral\b|\brightwards?\b|\brt\.?(?= )", "right"),
    (r"(?<=\d) mni (?=mm\b|millimet)", " "),
    (r"\bno (?:better|higher|more) than (?=low\b|moderate\b)", ""),
    (
        r"(?<=\d)( ?(?:%|per ?cent))? or (?:better|higher|more|above|over)(?=[.,;]|$| (?:is|was|are|to|for|before|counts?|makes?)\b)",
        r"\1 at least",
    ),
    (
        r"\b((?:answer|class|label|result|prediction|verdict)(?: given)?(?: here)? (?:is|counts as|stands as)) (?:firm|settled)\b",
        r"\1 certain",
    ),
    (
        r"\b(?:image|picture|display), (?:on|at|in) the (left|right)(?: side| half)? of which",
        r"image on the \1 side of the image",
    ),
    (
        r"\b(the|this|tumour|traced|marked|outlined|drawn) shape\b(?! (?:of|(?:is|was|looks|appears|seems) (?!\d|at\b|in\b|on\b|about|only|near)))",
        r"\1 outline",
    ),
    *(
        (rf"\b{words} of (?:an?|one|1) (?:per ?cent(?!age)|%)", f"{value}≈{slack} %")
        for words, (value, slack) in PARTS_OF_ONE.items()
    ),
    (r"\bhow (?:far|much) the (\w+) trusts (?:its|the) (?:own )?(?:answer|choice|label|verdict)", "certainty"),
    (r"\b((?:treat|regard|take|consider|see|view|accept)\w* [^.;,]{0,40}?as) (?:settled|firm|final)\b", r"\1 certain"),
    (r"\byour (?:loved one|family member|relative)\b", "the patient"),
    (r"\bno growth\b", "no tumour"),
    (r"\bnothing (?:short of|less than|below|under)(?= (?:an? )?\d)", "at least"),
    (r"\bcore of (?=(?:the|this|its) (?:outline|mask|spot|mark))", "centre of "),
    (r"\bcortex of the ((?:left |right )?(?:frontal|central|parietal) operculum)\b(?! cortex)", r"\1 cortex"),
    (r"(?<=\d )dots(?= (?:long|across|wide|at|on)\b)", "pixels"),
    (
        r"\b(?:do(?:es)?|did) not even (?:make up|cover|take up|reach|fill|amount to) (?=\d|an? |one |half)",
        "covers less than ",
    ),
    (r"\bhalf an? (?:per ?cent\b|%)", "0.5≈0.05 %"),
    (
        r"\b(?:plenty of|much|great|full|a lot of|strong) faith in (?:its|the) (?:own )?(?:verdict|answer|choice|label|call)",
        "high confidence",
    ),
    (r"\bline between the (?:two )?(?:hemispheres|halves|sides)(?: of the brain)?", "midline"),
    (r"\brunner-up's\b", "runner-up"),
    (r"\bno better than(?= (?:an? )?(?:dice|probability|score|value))", "just"),
    (r"\b(\d[\d.]*(?:th)?(?: percentile| ?%)?) rather than (?:at )?(?:the )?(?=\d)", r"\1 against "),
    (r"\bdirects? (?:the|our|your) (?:eye|attention|gaze)s? to\b", "points to"),
    (r"\bright behind\b", "just behind"),
    (r"\bplumps for\b", "chooses"),
    (r"\bescapes? (?:labelling|naming)\b", "has no name"),
    (
        r"\bgyrus (?:just |directly |immediately )?(?:ahead of|in front of|before) the (left|right) central sulcus\b",
        r"\1 precentral gyrus",
    ),
    (
        r"\bgyrus (?:just |directly |immediately )?(?:behind|after) the (left|right) central sulcus\b",
        r"\1 postcentral gyrus",
    ),
    (r"\b(left|right) cerebral half\b", r"\1 hemisphere"),
    (r"\b(?:one|a) quarter or so of\b", "about a quarter of"),
    (
        r"\b(?:both )?(?:the )?(anterior|posterior|superior|inferior) and (?:the )?(anterior|posterior|superior|inferior) ((?:[a-z]+ ){0,2}(?:gyrus|cortex|lobule))(?: of the (left|right) side)\b",
        r"the \4 \3 \1 division and the \4 \3 \2 division",
    ),
    (r"\b(pars (?:opercularis|triangularis)) of (?:that|this|the same) gyrus\b", r"\1 of the inferior frontal gyrus"),
    (
        r"\b(?:both )?(?:the )?(anterior|posterior|superior|inferior) and (?:the )?(anterior|posterior|superior|inferior) (?:parts?|divisions?|portions?) of the ((?:left |right )?(?:[a-z]+ ){0,3}?(?:gyrus|cortex|lobule))\b",
        r"the \3 \1 division and the \3 \2 division",
    ),
    (r"\bthe net\b", "the network"),
    (
        r"\b(?:a cross-section of the head )?at right angles to (?:the )?(?:body's )?long axis(?: of the body)?\b",
        "axial",
    ),
    (r"\bhalf (the|its|this) (?=(?:\w+ )?(?:lesion|tumour|mass|mask|outline|spot|area|patch)\b)", r"half of \1 "),
    (r"\ba couple of (?=millimet|mm\b|centimet|cm\b)", "2 "),
    (r"\bat the utmost\b", "at most"),
    (r"\bno-tumour (?=class|label|answer|option|reading)", "no tumour "),
    (r"\bhalf a square centimet(?:re|er)\b", "0.5 cm2"),
    (r"\bthis tumour comes from (?:the )?glial cells\b", "this is a glioma"),
    (r"\bas to the (half|side|hemisphere)(?: of the brain)? involved\b", r"as to the \1 of the brain"),
    (r"\bwere the two most (?:likely|probable) (?:answers|classes|labels)\b", "lead"),
    (r"\b(extends?|reach(?:es)?|goes|go|lies|lie|runs?) past (?=(?:the |any )(?:named|labelled) )", r"\1 beyond "),
    (
        r"\bhind (part|portion|division|section|end) of the (?=(?:left |right )?(?:[a-z]+ ){0,3}(?:gyrus|cortex|cingulate)\b)",
        "posterior division of the ",
    ),
    (r"\b(left |right )?(frontal|temporal|occipital) tip\b", r"\1\2 pole"),
    (r"\bstem of the brain\b", "brain stem"),
    (r"(?<=\d )dots(?= (?:is|are|in|or|from|apart)\b|[.,;])", "pixels"),
    (
        r"\b(?P<one>score-cam|grad-cam\+\+|grad-cam) and (?P<two>score-cam|grad-cam(?:\+\+)?)(?P<a>(?:[^.;]|\.(?=\d))*?)\bthe former\b(?P<b>(?:[^.;]|\.(?=\d))*?)\bthe latter\b",
        r"\g<one> and \g<two>\g<a>\g<one>\g<b>\g<two>",
    ),
    (r"\b(\w+-\w+) chances in a hundred\b", r"\1 %"),
    (
        r"\bfront (?:stretch|portion|part|section) of the (?=(?:left |right )?(?:[a-z]+ ){0,3}(?:gyrus|cortex|cingulate)\b)",
        "anterior division of the ",
    ),
    (
        r"\b(?:back|rear) (?:stretch|portion|part|section) of the (?=(?:left |right )?(?:[a-z]+ ){0,3}(?:gyrus|cortex|cingulate)\b)",
        "posterior division of the ",
    ),
    (r"\bpole of the (left |right )?(temporal|frontal|occipital) lobe\b", r"\1\2 pole"),
    (
        r"\b((?:the|an?|this|that|your|any|one|each) (?:(?!tumour|lesion|rapid|slow|further|future|continued|new|fast|recent|steady|more|no\b)[\w-]+ ){0,2}|(?:pituitary|meningeal|glial|hypophyseal|delineated|demarcated|outlined|segmented|traced|circled) |\b(?:as|and) |^)growth(?='s\b|s?\b)(?! (?:of|rate|speed|pattern|since|over|hormone|or|is (?:expected|likely|seen|noted)|was (?:seen|noted|observed))\b)",
        r"\1tumour",
    ),
    (r"\babsence of growth\b", "absence of tumour"),
    (
        r"\b(?:glial|glioma-type) (?:tumour|growth|label|answer|class|one|origin|type|option|candidate|lesion|neoplasm)\b|(?<=front-runner, )glial\b",
        "glioma",
    ),
    (
        r"\bmeningeal (?:tumour|growth|label|answer|class|one|origin|type|option|candidate|lesion|neoplasm|alternative)\b",
        "meningioma",
    ),
    (
        r"\b(?:tumour|growth|lesion|neoplasm)s? (?:arising |coming |springing |growing |stemming |that (?:comes|arises|originates|springs|grows) )?(?:of|from|in|out of) (?:the )?(?:brain's )?(?:glial|supporting|support|glia) (?:cells|tissue)\b",
        "glioma",
    ),
    (
        r"\b(?:tumour|growth|lesion|neoplasm)s? (?:arising |coming |springing |growing |stemming |that (?:comes|arises|originates|springs|grows) )?(?:of|from|in|out of) (?:the )?(?:brain's )?(?:coverings?|linings?|membranes|meninges|meningeal lining|outer lining)\b(?: of the brain)?",
        "meningioma",
    ),
    (
        r"\b(?:tumour|growth|lesion|neoplasm) (?:arising |coming |springing |growing |stemming |that (?:comes|arises|originates|springs|grows) )?(?:of|from|in|out of) the (?:gland (?:beneath|below|under|at the base of) the brain(?:, the pituitary)?|hypophysis|pituitary gland|pituitary)\b",
        "pituitary tumour",
    ),
    (
        r"\b(?:the )?pituitary gland is the (?:source|origin) of the (?:tumour|growth|lesion)\b|\bone of the (?:hypophysis|pituitary)\b|\bthis tumour comes from the (?:pituitary(?: gland)?|hypophysis)\b",
        "a pituitary tumour",
    ),
    (r"\b(?:lower|bottom) (frontal|temporal) gyrus\b", r"inferior \1 gyrus"),
    (r"\b(?:upper|top) (frontal|temporal) gyrus\b", r"superior \1 gyrus"),
    (r"\bcortex (?:over|above) the (left|right) eye socket\b", r"\1 frontal orbital cortex"),
    (
        r"\b(left|right) (?:gyrus|convolution) (?:just |directly |immediately )?(?:ahead of|in front of|before) the central sulcus\b",
        r"\1 precentral gyrus",
    ),
    (
        r"\b(left|right) (?:gyrus|convolution) (?:just |directly |immediately )?(?:behind|after) the central sulcus\b",
        r"\1 postcentral gyrus",
    ),
    (
        r"\bgyrus (?:just |directly |immediately )?(?:ahead of|in front of|before) the central sulcus\b",
        "precentral gyrus",
    ),
    (r"\bgyrus (?:just |directly |immediately )?(?:behind|after) the central sulcus\b", "postcentral gyrus"),
    (r"\b(left|right) frontal lobe's (?:front|foremost|forward) (?:end|tip|pole)\b", r"\1 frontal pole"),
    (r"\b(?:inner|medial) frontal cortex\b", "frontal medial cortex"),
    (
        r"(?<=gyrus|ortex)'s (front|rear|back) (?:part|portion|division)\b",
        lambda m: f" {'anterior' if m[1] == 'front' else 'posterior'} division",
    ),
    (r"\bhalf a centimet(?:re|er)\b", "0.5 cm"),
    (r"\b(?:a|one) centimet(?:re|er)\b", "1 cm"),
    (r"\b(?:template|atlas|mni) (?=millimet|mm\b|cm\b)", ""),
    (r"\bin profile like this\b", "in profile"),
    (r"\bfile, and not (?:guesswork|a guess) from the (?:picture|image)\b", "file"),
    (
        r"\bpatient's true side (?:being |is |remains |remaining )?(?:unverified|unproven|uncorroborated|not corroborated)\b",
        "patient's side unconfirmed",
    ),
    (r"\bpatient's (?:true )?side remaining un(?:proven|verified|confirmed)\b", "patient's side unconfirmed"),
    (r"\bsliced (?:here )?parallel to the face\b", "coronal"),
    (
        r"\b(?:frontal|coronal) (plane|section|cut|view|orientation)\b|\bfrontal(?= (?:plane|section|cut|view)\b)",
        r"coronal \1",
    ),
    (
        r"\b(?:core|heart) of (?=(?:the|this|its) (?:tumour|lesion|growth|patch|spot|mark|mask|outline|area)\b)",
        "centre of ",
    ),
    (
        r"\b(?:the )?(?:foremost |front |frontmost |forward )(?:tip|end|pole|part) of the (left |right )?frontal lobe\b",
        r"the \1frontal pole",
    ),
    (r"\b(?:the )?tip of the (left |right )?(temporal|frontal|occipital) lobe\b", r"the \1\2 pole"),
    (
        r"\b(?:the )?(left |right )?cortex (?:just )?(?:below|beneath|under|underneath) the corpus callosum\b",
        r"the \1subcallosal cortex",
    ),
    (
        r"\b(?:the )?(left |right )?gyrus (?:that |which )?(?:lies |lying |is |sits |just )*(?:behind|at the back of) the central sulcus\b",
        r"the \1postcentral gyrus",
    ),
    (
        r"\b(?:the )?(left |right )?gyrus (?:that |which )?(?:lies |lying |is |sits |just )*(?:in front of|ahead of|before) the central sulcus\b",
        r"the \1precentral gyrus",
    ),
    (
        r"\b(upper|lower) (?:division|part|portion|half) of the (?=(?:left |right )?(?:[a-z]+ ){0,3}(?:gyrus|gyri|cortex|cortices)\b)",
        lambda m: f"{'superior' if m[1] == 'upper' else 'inferior'} division of the ",
    ),
    (
        r"\b(?:line|plane|seam|boundary) (?:that |which )?(?:divides|separates|parts|splits|between|dividing|separating|parting) (?:the )?(?:two )?(?:halves|hemispheres|sides) of the (?:brain|head)\b",
        "midline",
    ),
    (
        r"\b(?:that )?(?:there is )?(?:nothing|no tumour) (?:is )?growing(?: (?:here|there|in (?:the|this) (?:head|brain|picture|slice)))?\b",
        "no tumour",
    ),
    (r"\b(?:a |the )?(?:head|brain|picture|slice|scan) without (?:an? |any )?(?:tumour|growth|lesion)\b", "no tumour"),
    (
        r"\b(?:does not|hardly|scarcely|barely) hesitates? (?:over|about|in) (?:its|the) (?:own )?(?:answer|choice|verdict|label|call)",
        "has high confidence in its answer",
    ),
    (
        r"\bnot (?:put off|disturbed|bothered|surprised|troubled|thrown|unsettled|puzzled) by (?=(?:this|the) (?:\w+ )?(?:slice|picture|image|section|cut|input|scan))",
        "at ease with ",
    ),
    (
        r"\b(?:hardly|scarcely|barely) any common ground\b|\b(?:hardly|scarcely|barely) any (?:overlap|agreement|match)\b",
        "little overlap",
    ),
    (
        r"\bcrowding of (?:the )?(?:surrounding |nearby |neighbouring |adjacent )?(?:tissues?|structures?|brain)\b",
        "mass effect",
    ),
    (r"\bno matter which\b", "whichever"),
    (r"\bout of all (?:its|the) (?:possible )?(?:answers|classes|labels)\b", "of all answers"),
    (r"\bmodest(?= (?:probability|chance|likelihood) of (?:0\.[0-6]|[1-6]\d(?:\.\d+)? ?(?:%|per)))", ""),
    (
        r"\bin which radiologists (?:read|look at|view) (?:the )?(?:pictures|images|scans|slices)\b|\bthat radiologists (?:read|look at|view) (?:the )?(?:pictures|images|scans|slices)\b",
        "of radiologists",
    ),
    (r"\bwherever else\b", "wherever"),
    (
        r"\bwhich way is (?:left|right)(?: and (?:which(?: way)? is )?(?:right|left))?\b",
        "which side is left and which is right",
    ),
    (r"\bshort of (\d[\d.]*), nothing (?:here )?is\b", r"short of \1, it is not"),
    (r"\b(?:minor|modest|lesser|minimal|marginal) (?=[1-4]?\d(?:\.\d+)? ?(?:%|per)|0\.[0-4])", ""),
    (
        r"\brather than (?:clearly |wholly |squarely |simply )?on (?:the |either )(?:left|right|side)(?: or (?:on )?(?:the )?(?:left|right))?\b(?= *[.,;]|$)",
        "rather than on the left or the right",
    ),
    (
        r"\b(?:casts?|spreads?) (?:the|a) (wider|widest|narrower|narrowest|smaller|smallest|larger|largest|broader|broadest) net\b",
        r"covers the \1 area",
    ),
    (
        r"\b(next to|almost|practically|virtually|hardly|as good as) no difference between\b",
        "little difference between",
    ),
    (r"\bhardly anything separates\b", "little separates"),
    (r"\bnot far (?:from|off|short of)(?= (?:\d|half\b|an? |one |two |three ))", "about"),
    (r"\btimes as far (?:away |off )?as\b", "times as distant as"),
    (r"\borbito-?frontal(?: cortex)?\b", "frontal orbital cortex"),
    (r"\bbetter than (?=[\w.]+ times\b)", "more than "),
    (r"\blevel-(?:sensitive|dependent)\b", "depending on the level"),
    (
        r"(?<=pars opercularis) of the same gyrus|(?<=pars triangularis) of the same gyrus",
        " of the inferior frontal gyrus",
    ),
    (r"^(?=.*\b(?:heat ?maps?|cam)\b)(.*?)\bbright(?:est)? (area|spot|patch|part|zone|region)", r"\1evidence \2"),
    (
        r"\b(?:both )?(?:the )?(?:left (?:and|as well as) (?:the )?right|right (?:and|as well as) (?:the )?left) (?:half|halves|sides?|hemispheres?)(?: alike)?\b",
        "both halves",
    ),
    (r"\bon the (left|right) as well as (?:on the )?(?:left|right)\b", "on both sides"),
    (r"\bnever (?:drops?|falls?|sinks?|goes) to (?:zero|0|nothing)(?: %)?", "stays above zero"),
    (r"\b(two|three|four|a|one) (thirds?|quarters?|fifths?|tenths?)(?=[.,;)])", r"\1 \2 of the total"),
    (r"\b(that \w+(?: tumour)? is the) right (?=class|answer|label|one\b)", r"\1 "),
    (r"\b(?:scarcely|hardly|barely) more than(?= \d)", "just over"),
    (r"\bnot atypical\b", "typical"),
    (r"\bcertain-class\b", "certain class"),
    (r"\bnothing (?:better|higher|more) than (?=\d)", ""),
    (r"\bin excess of\b", "more than"),
    (r"\bhalf as (large|big|much|many|long|wide|extensive) again\b", r"1.5 times as \1"),
    (r"\bsecondary (?=possibility|choice|candidate|option|class|label|answer)", "second "),
    (
        r"\b(sup|inf)erior to (?=(?:the |that |those )*(?:ones?|that|those|dice|grad|score|\d))",
        lambda m: "better than " if m[1] == "sup" else "worse than ",
    ),
    (
        r"\b(?P<one>opercular|triangular)(?: and (?:the )?(?P<two>opercular|triangular))? parts? of the (?P<of>(?:left |right )?inferior frontal gyrus)",
        lambda m: " and ".join(f"{m['of']} {PARS[part]}" for part in (m["one"], m["two"]) if part),
    ),
    (r"\bnot even (?=an? (?!probability|dice|score|value|certainty)|\d|one |half)", "less than "),
    (r"\bat the very (most|least)\b", r"at \1"),
    (r"\breal[- ]life\b", "real"),
    (r"\bwon't\b", "will not"),
    (r"\bnot (?:at all )?un(like|familiar|usual)\b|\bnot dis(similar)\b", r"\1\2"),
    (r"\bright now\b", "now"),
    (r"\bto (?:the (?:whole|entirety)|all) of (?:it|the (?:mask|mark|outline))\b", "to 100 % of the mask"),
    (r"\bwhat is left and (?:what is )?right\b", "left from right"),
    (r"\bimage file\b", "file"),
    (
        r"\b(front|back|rear)(?: (?:part|portion|end|half|section|division|area))? of the (?=(?:left |right )?(?:[a-z]+ ){0,3}(?:gyrus|gyri|cortex|cortices)\b)",
        lambda m: f"{'anterior' if m[1] == 'front' else 'posterior'} division of the ",
    ),
    (
        r"\b(holds?|contains?|covers?|takes?|reach(?:es)?) (?:all of|the (?:entire|whole)) (?:the )?(mask|mark|outline)\b",
        r"\1 100 % of the \2",
    ),
    (
        r"\bthe (?:whole|entire) (mask|mark|outline) (?=(?:could|may|might|can|would) (?:lie|fall|be|sit)\b)",
        r"100 % of the \1 ",
    ),
    (r"\b(?:sure|firm) (answer|result|verdict|call|one)(?! of)\b", r"certain \1"),
    (r"\b(to|be) (?:the )?(?:entire|whole|full)(?: of the)? (mask|mark|outline|tumour|area)\b", r"\1 100 % of the \2"),
    (r"\bwell (?:over|above|beyond)(?= (?:half|\d|an? |one |two |three |the ))", "more than"),
    (r"\bwell (?:under|below|short of)(?= (?:half|\d|an? |one |two |three |the ))", "less than"),
    (r"\b(\d+) dots \((pixels?)\)", r"\1 \2"),
    (
        r"\b(probability|certainty|score|value|confidence|coefficient) as (?:high|low|large|small|great) as(?= \d)",
        r"\1 of",
    ),
    (r"(^|: )\d[.)] (?=[a-z])", r"\1"),
    (r"\b(?:ha[sv]e?|is|are) yet to (?=be\b)", "is not "),
    (r"\b(?:ha[sv]e?|is|are) yet to\b", "does not"),
    (r"n't\b", " not"),
    (r"\bwithout (?:being|feeling|seeming|appearing) (?=\w+ ?(?:sure|certain|confident|convinced))", "but not "),
    (
        r"\bnot quite(?= (?:a? ?\d[\d.]*|an? |half|one|two|three|four|five|six|seven|eight|nine|ten|\w+ty|\w+teen)\b)",
        "almost",
    ),
    (r"\b(equally|(?:just |about )?as|exactly as) far(?: away)? from\b", r"\1 distant from"),
    (r"(?<=\d) ?(?:image|screen) pixels?\b", " px"),
    (r"\b(which|neither|either|each|one|other|opposite) half of the brain\b", r"\1 hemisphere"),
    (
        r"\b(?:image|picture|display), (?:on|at|in) (?:whose|which) (left|right)(?: side)?",
        r"image on the \1 side of the image",
    ),
    (r"\b(?:sure|confident) enough\b(?! that)", "certain enough"),
    (VERB_LEFT, "leave"),
    (r"\bregion [1-9](?= ?[(:,]| (?:is|resolves|maps)\b)", "region"),
    (VERB_RIGHT, "just"),
    (RIGHT_CLASS, r"\1fits"),
    (rf"\b(?:no|not)(?: (?:be|make|hold|cover|have|take))? {MORE} than\b", "at most"),
    (rf"\b(?:no|not)(?: (?:be|make|hold|cover|have|take))? {LESS} than\b", "at least"),
    (r"\b(?:did )?manag(?:e|ed|es) to (?=draw|make|outline|segment|mark|produce|find)", ""),
    (r"\b((?:chance|probability|likelihood|odds) (?:of|that) [^.;,]{0,40}?)\bright (?=class|answer|label)", r"\1"),
    (r"\b(which(?:ever)? (?:\w+ ){1,6}(?:is|was|were)) right\b", r"\1 fitting"),
    (r"\bnor (?:ris|go|climb|get|reach)\w* (?:above|over|beyond)(?= \d)", "and at most"),
    (r"\bnor (?:fall|drop|go|sink|dip)\w* (?:below|under)(?= \d)", "and at least"),
    (r"\bnor (?:above|over|beyond)(?= \d)", "and at most"),
    (r"\bnor (?:below|under)(?= \d)", "and at least"),
    (rf"\bnor {MORE} than\b", "and at most"),
    (rf"\bnor {LESS} than\b", "and at least"),
    (rf"\b{NEVER}\b([^.;:,]{{0,90}}?)\b(?:{EXCEED})\b", r"\1at most"),
    (rf"\b{NEVER}\b([^.;,]{{0,90}}?)\breach(?:es|ed)?(?: an?)?(?: \w+ of)?(?= (?:\d|one half|half))", r"\1less than"),
    (rf"\b{NEVER}\b([^.;,]{{0,60}}?)\b(?:{FALL_BELOW})\b", r"\1at least"),
    (r"\b(?:square (m|c)(?:illi|enti)?m(?:et(?:er|re)s?)?|sq\.? ?(m|c)m)\b", lambda m: f"{m[1] or m[2]}m2"),
    (r"\b(m|c)(?:illi|enti)met(?:er|re)s?\b(?: squared)?", lambda m: f"{m[1]}m{'2' if 'squared' in m.group() else ''}"),
    (r"\b(mm|cm) squared\b", r"\g<1>2"),
)
"""Before numbers are written in digits: a pattern, and what stands for it."""
REWRITES_OF_DIGITS = _compiled(
    (
        r"(?<![\d.])(\d+ ?[mc]m) (?:below|under|beneath|inferior to|lower than) (?:the )?(?:(?:mni|atlas|template)(?:'s)? )?(?:zero|0|origin)"
        r"(?: (?:level|plane|line|point|mark))?",
        r"-\1",
    ),
)
"""After that."""
