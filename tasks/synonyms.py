"""Other words for what a cited finding is about, and the one in which the checker reads them."""

from __future__ import annotations

import re
from collections.abc import Collection

FIRM = r"(?:sure|settled|firm|trusted|established|proven|definite|definitive|assured|trustworthy|dependable|conclusive|beyond doubt|safe|solid|secure|final)"
TRUST = r"(?:trust|faith|reliance|conviction|assurance|confidence|belief)"
TAKEN_AS = r"(?:regard|look(?:ed|s)? up|treat|tak|took|accept|count|consider|see|view|deem|pass|call|rat|rank|qualif|class|stand|hold|held)\w*"
PICTURE = r"(?:slice|image|picture|input|scan|cut)"
WOULD = r"(?:(?:as|that|which|needed|required) )?(?:it )?(?:would|might|could|needs?|has|had) (?:need to be|have to be|be needed|to be|cause it|make it|set it|put it)?"
LEARNT = r"(?:training|learning|teaching) (?:material|images?|pictures?|slices?|set|data|examples?|cases?)|(?:it|the (?:model|network|program|software)) (?:(?:was|has been|had been) (?:taught|trained|fed|shown)(?: on| with)?|(?:has )?(?:learn(?:ed|t)|saw|seen|knows)(?: from)?)"
SYNONYMS = tuple(
    (re.compile(ids), re.compile(pattern), replacement)
    for ids, pattern, replacement in (
        (
            r"class\.certain(?:\.from)?",
            rf"\b(?<!not to be )({TAKEN_AS} (?:[^.;,:]{{0,40}}? )?(?:as|on as)(?: an?)?|(?:accept|deem|consider|call|treat|regard|count|hold|rank)\w*(?: (?:it|this|the \w+))?|being|to be|is|are|was|be|stay\w*|remain\w*) {FIRM}(?! (?:of|about|in|that|how|what)\b)",
            r"\1 certain",
        ),
        (
            r"class\.certain(?:\.from)?",
            rf"\b(an? |the |no |any ){FIRM}(?= (?:answer|result|verdict|call|one|finding|class|label|prediction|outcome)\b)",
            r"\1certain",
        ),
        (r"class\.certain(?:\.from)?", r"\b(?:starts? to be|becomes?|makes? (?:an? |the )?\w+) (?:trusted|firm|sure|settled)\b", "counts as certain"),
        (r"class\.certain(?:\.from)?", r"\btest for (?:being )?(?:sure|certain)(?:ness|ty)?\b", "rule"),
        (
            r"class\.certainty",
            rf"\b(?:every|complete|full|utmost|the greatest) {TRUST}\b",
            "high confidence",
        ),
        (r"class\.certainty", rf"\b(?<!inspire )(?<!inspires )(?:very )?(?:little|scant|hardly any|scarcely any|not much|weak) {TRUST}\b", "low confidence"),
        (r"class(?:\.probability|\.certainty)?", r"\ball but assured\b|\b(?:nearly|almost|virtually|practically|as good as) assured\b", "almost certain"),
        (r"class\.certainty", rf"\b(?<!inspire )(?<!inspires )(?<!not )(?:great|strong|much|a good deal of|a great deal of) {TRUST}\b", "high confidence"),
        (r"class\.certainty", r"\bhow (?:far|much) (?:the )?(?:\w+ )?can be (?:trusted|relied on)\b", "certainty"),
        (r"class\.certainty", rf"\b(?:the )?{TRUST} (?:to be (?:placed|put)|placed|put|that (?:is|was) (?:placed|put)|which (?:is|was) (?:placed|put)) in (?:it|this|the \w+)\b", "certainty"),
        (r"class\.certainty", rf"\b{TRUST} in (?:the|its|this) (?:own )?(?:result|answer|class|label|verdict|choice|reading|call|outcome)\b", "certainty"),
        (
            r"input\.familiarity",
            rf"\b(?:what |where |the point at which |how far |beyond which |at which )?(?:(?:it|the {PICTURE}|one|a {PICTURE}) )?(?:{WOULD})(?:[^.;,]{{0,25}}? )?(?:to )?(?:(?:fall|lie|be|land|count as|set it|put it|stray|stand) (?:(?:well )?outside|apart from|beyond|off)|no longer (?:resemble|be like|look like|match)|cease to resemble|stop resembling)(?: of)? (?:the |its |what )(?:{LEARNT})",
            "of the limit",
        ),
        (r"input\.familiarity", rf"\b(?:strays|departs|deviates|differs|is removed|is distant|lies off|parts) from (?:the |its |what )(?:{LEARNT})", "has a strangeness"),
        (r"input\.familiarity", r"\bas (?:is )?(?:permitted|allowed|tolerated|acceptable)\b", "as the limit"),
        (r"input\.familiarity", r"\b(?:permitted|allowed|tolerated|acceptable|admissible|permissible) (?:amount of |degree of )?(?:strangeness|oddness|unfamiliarity|distance|deviation|difference)\b", "limit of strangeness"),
        (r"input\.familiarity", r"\b(?:leeway|latitude|allowance|slack|tolerance)(?= (?:set|given|left|granted|allowed|permitted) by\b|[.,;]|$)", "limit"),
        (r"input\.familiarity", r"\b(?:to )?the (?:edge|border|boundary|brink|verge|rim) of (?:what |where |the )(?:the )?(?:model|network|program|software)?(?:'s)? ?(?:knows|has (?:learn(?:ed|t)|seen)|experience|training(?: material| data)?|knowledge|accepts?|is familiar with)", "the limit"),
        (r"input\.familiarity", r"\bnothing (?:about|in|of) (?:the |this )?(?:\w+ )?(?:is|was|looks|seems) (?:very |too |all that |particularly |at all )?(?:strange|odd|unusual|foreign|alien|unfamiliar|new)\b", "it is not strange"),
        (r"input\.familiarity", r"\b(?:fairly |quite |rather |broadly |very )?typical of (?:the |its |what )(?:" + LEARNT + ")", "like the training images"),
        (r".*\.hemisphere", r"\b(lies|lie|sits?|is|are|falls?|located|placed|positioned) (?:centrally|central)\b(?! (?:sulcus|operc))", r"\1 on the midline"),
        (r".*\.hemisphere", r"\bneither ([^.;,]{3,40}?) nor ([^.;,]{3,40}?) (?:is|are) (?:limited|confined|restricted) to (?:one|1|a single|either) (?:side|half|hemisphere)(?: of the (?:brain|head))?\b", r"\1 and \2 lie on both sides"),
        (r".*\.hemisphere", r"\beach (?:extends|reaches|stretches|spreads|runs|lies|is) (?:across|over|into|on|in) both\b(?! (?:sides|halves|hemi))", "both hemispheres"),
        (r".*\.(?:hemisphere|percentile)", r"\b(?:was|is|were|are|being) (?:reduced|cut down|pared down|trimmed|restricted|limited|whittled down) to what (?:exceeds|lies above|is above|tops|passes)\b", "cut at"),
        (r"class(?:\.second)?\.probability", r"\b(?:giving|gives|gave|given|with) (?:it|that|this|the) ?(?:view|class|label|answer|reading|choice)? (?:a |the )?weight of\b", "giving a probability of"),
        (r"tumour\.(?:region\.\d\.overlap\w*|unnamed)", r"\b((?:all|whole|entire|complete|most|much|part|part|half|rest|remainder|bulk|none|nothing|the) (?:of )?(?:the |this )?)(?:tumour|lesion|growth|spot|patch)\b(?! (?:mask|class|type|label|outline|patch|spot))", r"\1mask"),
        (r"tumour\.region\.\d\.overlap_low", r"\b(?:be |lie |remain |stay |being )?(?:(?:quite |wholly |completely |entirely |altogether )?(?:free of (?:it|the (?:mask|outline|spot))|spared)|untouched)(?: altogether| completely| entirely)?\b|\b(?:and )?possibly not any\b|\bor (?:else )?nothing(?: of it)?\b|\bnothing of it\b", "0 %"),
        (r"tumour\.mask", r"\b(?:step|stage|part|routine|head|component)(?: of the \w+)? that (?:draws?|traces?|outlines?|marks?|looks? for|segments?) (?:\w+ )?(?:tumours?|growths?|lesions?)\b", "segmentation"),
        (r"tumour\.mask", r"\b(?:drew|draws|traced|traces|put|found|set|placed) no (?:boundary|border|line|edge|contour|shape|tumour shape|outline)(?: (?:round|around|about) (?:any|a|the) (?:tumour|growth|lesion))?\b", "made no mask"),
        (r"tumour\.mask", r"\b(?:came back|returned|ended|finished|emerged|was left) (?:with nothing|empty-handed|empty)\b", "made no mask"),
        (r"input\.familiarity", r"\b(?:comes|gets|is|lies|runs|sits|was) (?:quite |rather |fairly |very )?close to(?= the limit)", "is close to"),
        (r"input\.familiarity", r"\bclose to being too (?:strange|odd|unfamiliar|different|unusual|foreign)(?: for (?:the )?\w+)?", "close to the limit"),
        (r"input\.familiarity", r"\b(?:approach(?:es|ed|ing)?|near(?:s|ed|ing)?)(?:,? (?:without|but not|though not) (?:quite )?(?:reach(?:es|ing)?|cross(?:es|ing)?|hit(?:ting)?|exceed(?:s|ing)?),?)? the limit\b", "is close to the limit"),
        (r"class\.certain", r"\b(criterion|rule|requirement|bound|threshold|test|condition)((?: [^.;,]{0,30})?) (?:being |is |was |remains |stays |left |having been )?(?:unfulfilled|unmet|unsatisfied|not fulfilled|not met|not satisfied)\b", r"\1\2 is not met"),
        (r"input\.synthetic", r"\b(?:made-up|invented|fabricated|manufactured|computer-made|computer-generated|generated|man-made) (?:test |practice |sample )?(?=(?:picture|image|slice|case|head|brain|example|input))", "synthetic "),
    )
)  # fmt: skip
"""Pattern of the ids of which one must be cited, words, and what stands for them."""


def reworded(said: str, cited: Collection[str]) -> str:
    """The sentence with one word for what its findings are about.

    Examples
    --------
    >>> reworded("the answer is not accepted as sure", ["class.certain"])
    'the answer is not accepted as certain'
    >>> reworded("the answer is not accepted as sure", ["class"])
    'the answer is not accepted as sure'
    """
    for ids, pattern, replacement in SYNONYMS:
        if any(ids.fullmatch(fact_id) for fact_id in cited):
            said = pattern.sub(replacement, said)
    return said
