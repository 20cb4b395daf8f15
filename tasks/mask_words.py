"""Other words for the tumour mask, its area and its shares."""

from __future__ import annotations

from tasks.rewrites import NUMBER, Words

GROWTH = r"(?:tumour|lesion|mass|neoplasm)"
DRAWN = r"(?:circled|demarcated|encircled|bounded|ringed|framed|enclosed|delimited|presumed|suspected)"

OF_MASK: Words = (
    (r"\b(segmentation(?: head)?) (?:left|leave) the tumour mask out\b", r"\1 made no tumour mask"),
    (
        r"\b(?:segmenter|segmentation(?: head)?|network|model|computer) marked (?:some|a few|several) pixels as (?:an? )?tumour\b",
        "segmentation made a tumour mask",
    ),
    (r"\bmark(?:ed|s)? (?:out )?any (?:area|part|region|spot) as (?:an? )?tumour\b", "make any tumour mask"),
    (r"\b(?:left|leaves) the (?:tumour )?mask (?:empty|blank)(?=[:;,.])", "made no mask"),
    (rf"\ba region was marked out as {GROWTH}\b", "the tumour mask was made"),
    (rf"\bno patch of {GROWTH} was traced\b|\btraced (?:nothing|none)\b", "made no mask"),
    (r"\b(?:left|leaves|leave) the (?:brain|head) (?:unmarked|blank|untouched)\b", "made no mask"),
    (r"\bno (?:boundary|border|outline|contour|line) was (?:traced|drawn|made|set)\b", "no mask was made"),
    (
        r"\bthe (?:segmenter|segmentation|segmentation head) (?:marks|marked|draws|drew|finds|found) (?:none|nothing)\b",
        "no mask was made",
    ),
    (
        r"\b(?:step|stage|part|routine|head|component)(?: of the \w+)? that (?:draws?|traces?|outlines?|marks?|looks? for|segments?) (?:\w+ )?(?:tumours?|growths?|lesions?)\b",
        "segmentation",
    ),
    (
        rf"\b(?:drew|draws|traced|traces|put|found|set|placed) no (?:boundary|border|line|edge|contour|shape|{GROWTH}|tumour shape|tumour outline|outline)(?: (?:round|around|about) (?:any|a|the) {GROWTH})?\b",
        "made no mask",
    ),
    (r"\b(?:came back|returned|ended|finished|emerged|was left) (?:with nothing|empty-handed|empty)\b", "made no mask"),
    (rf"\bno {GROWTH} was (?:traced|drawn|circled|bounded|demarcated)\b", "no mask was made"),
    (r"\b(?:left|leaves|leave) the (?:picture|slice|image|scan) (?:unmarked|blank|untouched|clean)\b", "made no mask"),
    (
        rf"\b(?:circled|demarcated|traced|bounded|ringed|encircled|delimited) an? (?:\w+ )?{GROWTH}\b",
        "made a tumour mask",
    ),
    (
        rf"\b(?:the |a )?{GROWTH} (?:was|has been|is) (?:demarcated|circled|bounded|delimited|encircled|given a (?:boundary|border|shape|contour|line))\b",
        "the tumour mask was made",
    ),
    (
        rf"\b(?:yielded|produced|gave|made|returned|drew) an? (?:shape|boundary|border|contour) (?:for|of|round|around) the {GROWTH}\b",
        "made a tumour mask",
    ),
    (
        rf"\b(?:managed|was able) to (?:trace|draw|circle|bound|demarcate|outline) (?:the |a ){GROWTH}\b",
        "made a tumour mask",
    ),
    (
        rf"\b(?:the )?{GROWTH}'s (?:borders?|boundary|edges?) (?:was|were|has been|have been) (?:traced|drawn|marked)\b",
        "the tumour mask was made",
    ),
    (
        rf"\b(?:an |the )?outline of the (?:\w+ )?{GROWTH} (?:exists|is there|is available)\b|\ba patch of (?:suspected |presumed |possible )?{GROWTH} was outlined\b",
        "the tumour mask was made",
    ),
)

OF_OUTLINE: Words = (
    (
        r"\b(second|third|another|further), (?:smaller|larger|tiny|small|little|faint|separate|distinct) (?=lesion|tumour|mass|growth|spot)",
        r"\1 ",
    ),
    (
        r"\bno stretch of the (tumour mask|mask|tumour|lesion|outline) is longer than\b",
        r"the longest stretch of the \1 is",
    ),
    (r"\b(?:the )?atlas look-?up (?:returns|gives|yields)\b", "the atlas gives"),
    (
        r"\b(?:the )?(?:computer|program|software|ai|network|model) did not (?:trace|draw|outline|delineate|mark) any (?:tumour|lesion|growth)\b",
        "no mask was made",
    ),
    (
        r"\ban? caliper (?:laid|placed|put|set) (?:along|across|on|over) the (mask|tumour|lesion|outline)'s (?:greatest|longest|largest|maximal|maximum) (?:length|extent|diameter|dimension),? (?:would )?(?:reads?|shows?|gives?|measures?)\b",
        r"the \1's greatest extent is",
    ),
    (
        r"\bplanimetry of the (mask|tumour|lesion|outline) (?:gives|yields|returns|shows|results in)\b",
        r"the area of the \1 is",
    ),
    (r"\bmoved (?:through|over|along|across) the band of levels\b", "over the band of levels"),
    (r"\b(?:a |the )?speck of (?=\d)", "a spot of "),
    (r"\bof the brain (?:disappears|vanishes) under the mask\b", "of the brain lies under the mask"),
    (
        rf"\b({NUMBER} ?(?:mm|cm|px|pixels?)) is the (?:furthest|farthest|greatest|longest) distance between (?:two|2) points of the (mask|outline|tumour|area)\b",
        r"the longest extent of the \2 is \1",
    ),
    (
        rf"\bthe (?:furthest|farthest) (?:two|2) points of the (?:segmentation|mask|outline|tumour) are ({NUMBER} ?(?:mm|cm|px|pixels?)) apart\b",
        r"the extent of the mask is \1",
    ),
    (r"\babnormal (?:growth|tissue)\b", "tumour"),
    (r"\b(?:outlined|marked|traced|drawn) tissue\b", "mask"),
    (r"\b(?<!whose )(?:outlined|marked|traced|drawn|delineated) shape\b", "outline"),
    (
        rf"\bno (?:two|2) points of (?:the )?((?:\w+ )?(?:{GROWTH}|mask|outline|spot|area|patch)) (?:lie|are) (?:more than|further apart than|farther apart than) (\d[\d.]* ?(?:mm|cm|px|pixels?))(?: apart)?\b",
        r"the \1 is \2 long",
    ),
    (rf"\b{DRAWN} (?={GROWTH}|tissue|area|patch|spot|surface)", "outlined "),
    (
        rf"\b(?:the )?{GROWTH}'s shape\b|\b(?<!whose )(?<!in )(?:the|this|that) shape\b(?! (?:of|is (?!\d)|was (?!\d)|looks|appears))",
        "the outline",
    ),
    (rf"\b{GROWTH} (?:with)?in (?:those|these|the|its) (?:borders|bounds|boundaries)\b", "outlined tumour"),
    (
        r"\b(?:on|across|over|at|along) (?:its|the) (?:major|main|greatest|long) (?:dimension|span)\b|\balong its (?:major|main|greatest|long) dimension\b",
        "at its longest",
    ),
    (r"\bfrom (?:one|1) (?:far )?(?:edge|side) to (?:the )?other\b", "end to end"),
    (
        rf"\b(?:{GROWTH}|outline|mask|spot|patch)'s (?:heart|core|central point|midpoint|middle)\b",
        "the centre of the mask",
    ),
)

OF_AREA: Words = (
    (r"\b(?:larger|bigger|greater) than (?=\d)", "more than "),
    (r"\bsmaller than (?=\d)", "less than "),
    (r"\b(?:in )?surface (?:terms|area)\b|\bsurface\b", "area"),
)

OF_SHARE: Words = (
    (
        rf"\bnamed regions leave ((?:about |around |roughly )?{NUMBER} ?%) of the (?:tumour )?mask (?:uncovered|bare|free|out)\b",
        r"\1 of the mask has no name",
    ),
    (
        rf"\b((?:rise|climb|go up|reach|grow)s? (?:to )?{NUMBER} ?(?:%|per ?cent)(?: of the (?:tumour )?mask)?),? and no (?:further|higher|more)\b",
        r"\1 at most",
    ),
    (
        rf"\bha(?:s|d) no (name|label) for the (?:part|area|place|region)s? of the brain (?:in which|where) ({NUMBER} ?%) of the (?:tumour )?mask (?:is|are) found\b",
        r"has no \1 for \2 of the mask",
    ),
    (r"\blooking for names, (?:one|you|we) (?:is|are) [\w¤]* ?with\b", ""),
    (r"\bof the mask that fits none\b", "of the mask that has no name"),
    (
        r"\b(?:nudging|shifting|moving) the (?:slice|cut|level) (?:through|within|inside|across) its tolerance moves (?:that|this|the) (?:figure|share)\b",
        "within the band the share lies",
    ),
    (r"\bfrom nil to complete\b", "from 0 to 100 %"),
    (r"\bdominant overlap is with\b", "the largest share is in"),
    (r"\b(?:is minor, at|has a minor stake,?)(?= [1-4]?\d(?:\.\d+)? ?%)", "is"),
    (r"\b(which(?:ever)? (?:of )?(?:the )?[\w ]{3,40}?) is (?:correct|right|the true one|true)\b", r"\1 is chosen"),
    (r"\bnothing, or else as much as\b", "0 % or as much as"),
    (r"\bpredominates over\b", "holds more than"),
    (r"\b(?:could|may|might|can) in fact\b", "could"),
    (r"\bvar(?:y|ies) hugely\b", "vary widely"),
    (r"\bif the (?:cut|slice|level) were (?:moved|shifted) within its tolerance\b", "within the band"),
    (r"\bor else none\b", "or none"),
    (r"\bwere another level in the band (?:correct|right|true|the true one),?\b", "at another level in the band"),
    (r"\boff the (?:labelled|named) (?:map|atlas|part)\b", "outside the named regions"),
    (
        rf"\b((?:all|whole|entire|complete|most|much|part|half|rest|remainder|bulk|none|nothing|the) (?:of )?(?:the |this )?)(?:{GROWTH}|spot|patch)\b(?! (?:mask|class|type|label|outline|patch|spot))",
        r"\1mask",
    ),
    (r"\b(?:exact |true |uncertain |right |actual |real )?heights?\b", "level"),
    (r"\b(?:tracing|delineation|shape|contour)\b(?! of the heat)", "mask"),
    (rf"\bclaims? (no part|none|nothing|up to|as much as|{NUMBER})", r"hold \1"),
    (r"\bor (?:else )?no part of (?:it|the mask)\b|\b(?:hold|claim) no part of the mask\b", "hold 0 % of the mask"),
    (r"\b(?:the )?latitude in level\b|\blatitude\b", "band"),
    (
        r"\b(?:comparably|equally|similarly) (?:good|fitting|plausible|suitable) (level|position|place|height)s?\b",
        r"level in the band",
    ),
    (
        r"\bif the (?:cut|slice|level|position) (?:is|was|were|be) (?:moved|shifted) (?:among|within|between|along|over) [^.;,]{0,30}?(?:positions|levels|level|band|range|places|plausible ones)\b",
        "within the band",
    ),
    (
        r"\bwere the (?:level|cut|slice) (?:moved|shifted) within (?:its|the) (?:band|range|tolerance)\b,?",
        "within the band",
    ),
    (r"\bat the outside\b", "at most"),
)

OF_LOW: Words = (
    (r"\bsmallest share (?:that )?the band allows(?: for)?\b", "lowest share over the band in"),
    (
        r"\b(?:be |lie |remain |stay |being )?(?:(?:quite |wholly |completely |entirely |altogether )?(?:free of (?:it|the (?:mask|outline|spot))|spared)|untouched)(?: altogether| completely| entirely)?\b|\b(?:and )?possibly not any\b|\bor (?:else )?nothing(?: of it)?\b|\bnothing of it\b|\band nothing at the other extreme\b|\band some give it none\b|\bor none\b|\band it may hold none\b",
        "0 %",
    ),
)
