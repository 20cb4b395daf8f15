"""Other words for the side on which a mask lies, and for how its slice was placed."""

from __future__ import annotations

from tasks.rewrites import Words

OF_SIDE: Words = (
    (
        r"^source of (?:the )?(?:laterality|sides?|sidedness): (?:the )?(image|picture|file|affine|header)",
        r"left and right were taken from the \1",
    ),
    (
        r"\bit was the (file|image|picture|header|affine) that decided which side is which\b",
        r"left and right were taken from the \1",
    ),
    (r"\b(?:going by|according to) the file's own record of left and right\b", "according to the file"),
    (
        r"\b(?:the )?(?:labels|names|words|terms) left and right (?:go|date|lead|trace|can be traced) back to\b",
        "left and right come from",
    ),
    (
        r"\bfor (?:the )?sides,? the (?:program|software|pipeline|computer|model) (?:could rely|relied|relies|depended|depends) on the\b",
        "the sides come from the",
    ),
    (
        r"\bfor (?:laterality|the side|sidedness),? (?:the )?(?:atlas|program|software|pipeline) (?:returns?|gives?|says?|reports?|states?)\b",
        "the laterality is",
    ),
    (
        r"\bit is the (image|picture|file|header|affine) itself from which left and right (?:were|are|was) (?:taken|read|derived)\b",
        r"left and right were taken from the \1",
    ),
    (r"\bin the (left|right) half of the brain as well as in the (?:left|right)\b", "in both halves of the brain"),
    (r"\btowards the (left|right) edge of the (?=picture|image|display)", r"on the \1 side of the "),
    (r"\b(?:information )?stems from the file\b", "comes from the file"),
    (r"\bneither hemisphere in particular: ", "neither left nor right, "),
    (r"\bit crosses over: ", "both hemispheres, "),
    (r"\binstead of (?:to )?its left or right (?:half|side)\b", "rather than the left or the right"),
    (r"\bneither heat ?map, be it [^,]*, confines itself to (?:one|1) side;", "neither left nor right, "),
    (r"\b(?:to|on|at) the viewer's (left|right)\b", r"on the \1 of the picture"),
    (r"\bit is the file that (?:tells|says|shows|decides) which side is which\b", "the sides come from the file"),
    (
        r"\b(?:by|under|in|following|going by) (?:the )?radiologists?'s? (?:left-right |display )?custom\b|\bby radiologists' (?:left-right |display )?custom\b",
        "by radiological convention",
    ),
    (r"\bthe (left|right) by radiological (?:custom|convention),", r"the \1 hemisphere,"),
    (
        r"\bthanks to the file, left could be told from right\b|\borientation of the sides came out of the file\b",
        "the sides come from the file",
    ),
    (r"\bdividing line\b", "midline"),
    (r"\blights? up a central (?:spot|patch|area|zone)\b", "lies on the midline"),
    (r"\bcentrally (?:located|placed|positioned|situated)\b", "on the midline"),
    (
        r"\b(lies|lie|sits?|is|are|falls?|located|placed|positioned) (?:centrally|central)\b(?! (?:sulcus|operc))",
        r"\1 on the midline",
    ),
    (
        r"\bneither ([^.;,]{3,40}?) nor ([^.;,]{3,40}?) (?:is|are) (?:limited|confined|restricted) to (?:one|1|a single|either) (?:side|half|hemisphere)(?: of the (?:brain|head))?\b",
        r"\1 and \2 lie on both sides",
    ),
    (
        r"\bneither (?:saliency |heat ?|evidence )?(?:map|mask|method|patch)s? (?:leans|tends|inclines|picks|points|keeps) (?:to )?(?:a|one|1|either) (?:side|half)\b[,;:]?",
        "neither left nor right,",
    ),
    (
        r"\beach (?:extends|reaches|stretches|spreads|runs|lies|is) (?:across|over|into|on|in) both\b(?! (?:sides|halves|hemi))",
        "both hemispheres",
    ),
    (
        r"\b(?:as|the way) radiologists (?:do|would|read it|would read it|see it|would)(?: (?:read|see|call) it)?\b|\b(?:by|under|in|following) (?:the )?radiological (?:display )?custom\b",
        "by radiological convention",
    ),
    (r"\b(?:that is|is|to be) read as\b", "is"),
)

OF_PLACEMENT: Words = (
    (
        r"\b(?:is|was) (?:an educated|no more than an? (?:\w+ )?|only an? (?:\w+ )?|an? (?:computed|informed|reasoned|rough)) ?guess\b",
        "is estimated",
    ),
)

OF_BAND: Words = (
    (
        r"\b(?:the )?farthest (?:that )?the level can (?:shift|move|be shifted|be moved) and still fit about as well is(?= )",
        "levels fit about as well within",
    ),
    (r"\bout to ((?:\d|\.)+ mm(?: in mni space| \(mni space\))?) and no (?:farther|further)\b", r"within \1"),
    (r"\bas far away as (?=\d)", "within "),
    (r",? and no (?:further|farther|more),?(?= fit)", ""),
    (r"\bslotted in\b", "placed"),
    (r"\bheight\b", "level"),
    (r"\bshifting the (?:section|slice|cut|level) by as much as\b", "levels as far as"),
    (r"\bwith hardly any change in fit\b", "with about the same fit"),
    (r"\bdoing about as well\b", "fitting about as well"),
    (r"\b(?:so |how |too |rather |very )?loosely (?:is |was )?(?:(?:the|its) \w+ )?pinned down\b", "loose"),
    (r"\bheights\b", "levels"),
    (r"\b(?:one could |you could |we could )?move the (?:cut|slice|level) by\b", "within"),
    (r"\bthere is (?:a )?(?:leeway|latitude|slack|play|room) of\b", "there is a tolerance of"),
    (
        r"\bbefore the (?:match|fit) (?:noticeably |clearly |markedly |appreciably )?(?:worsens|suffers|drops|declines|deteriorates|falls off)\b",
        "",
    ),
    (r"\b(?:the )?(?:match|fit) is (?:hardly|scarcely|barely|not much|little) worse\b", "the match is about as good"),
)
