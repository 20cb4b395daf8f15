"""Other words for what is found of the masks: that of the tumour, its place, and those of the evidence."""

from __future__ import annotations

from tasks.rewrites import Replacement

Words = tuple[tuple[str, Replacement], ...]

GROWTH = r"(?:tumour|lesion|mass|neoplasm)"
DRAWN = r"(?:circled|demarcated|encircled|bounded|ringed|framed|enclosed|delimited|presumed|suspected)"
NUMBER = r"\d+(?:\.\d+)?"

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

OF_EVIDENCE: Words = (
    (r"\bfaithfulness check: ", ""),
    (r"\bfaithfulness to the (?:segmentation|mask)(?:, in terms of dice,)?", "agreement with the segmentation"),
    (
        r"\b(low|moderate|high) agreement: this is how the (?:match|overlap|fit) of ([\w+ -]{4,12}?) with the tumour mask was graded",
        r"the agreement of \2 with the tumour mask is \1",
    ),
    (r"\blooked (?:mainly|mostly|chiefly) at (?=an? (?:area|part|region|spot))", "looked at "),
    (r"\bclosely congruent\b", "closely matching"),
    (r"\bhas? much in common with\b", "agrees well with"),
    (r"\b(?:is |was )?lit up in the (?=(?:grad-cam(?:\+\+)?|score-cam) (?:evidence )?mask)", "lies in the "),
    (r"\b(?:moderately|fairly|reasonably) in line\b", "in moderate agreement"),
    (r"\blittle mismatch between\b", "close agreement between"),
    (r"\btracks the (segmentation|mask|outline) more closely\b", r"matches the \1 more closely"),
    (r"\bpoorer for\b", "worse for"),
    (r"\brelevant signal\b", "evidence"),
    (r"\b(grad-cam(?:\+\+)?|score-cam) (?:lights?|lit) up\b", r"\1 marks"),
    (r"\bmanages (only )?(?=an? )", r"has \1"),
    (r"\bclassic grad-cam\b", "grad-cam"),
    (r"\bneither heat ?map lands well on the (?:outline|mask)\b", "both poorly match the mask"),
    (r"\bfair rather than good\b", "moderate"),
    (r"\b(?:plus-plus|plus plus) (?:variety|version|method|variant|one|heat ?map)\b|\bplus-plus\b", "grad-cam++"),
    (r"\b(?:ordinary|plain|simple|basic|older) (?:grad-cam|one|method|sibling|version)\b", "grad-cam"),
    (r"\b(?:influential|salient|heat|hot|heated) (?=(?:zone|patch|area|region|spot)\b)", "evidence "),
    (r"\bneither ([^.;]*?) to more than an? (low|moderate) degree\b", r"both \1 to a \2 degree"),
    (r"\blines? up with\b", "match"),
    (
        r"\bshares? (?:practically|almost|virtually|next to|hardly) (?:no|any) (?:ground|area|pixels?)\b|\b(?:practically|almost|virtually) no (?:area|ground) is shared by\b",
        "low overlap of",
    ),
    (r"\b(?:is |are )?given the best of the (?:three|3) ratings\b", "is high"),
    (r"\bcorroborates? (?:each other|one another|the \w+) (strongly|well|weakly|moderately)\b", r"agree \1"),
    (r"\bon the 0-to-1 (?:overlap )?scale\b", ""),
    (r"\b(?:nearly|almost|largely|practically|virtually|as good as) congruent\b", "closely matching"),
    (
        r"\b(?:is |are )?(?:rated |put |placed )?in the (?:best|highest|top|uppermost) (?:category|class|band|grade|level)\b",
        "is high",
    ),
    (
        r"\b(?:is |are )?(?:rated |put |placed )?in the (?:worst|lowest|bottom) (?:category|class|band|grade|level)\b",
        "is low",
    ),
    (r"\bis active\b", "lies"),
    (r"\b(?:for |of )?its \+\+ (?:sibling|relative|variant|version|counterpart)\b", "grad-cam++"),
    (r"(?<![+\w])(?:the )?\+\+ (?=heat ?map|map|method|variant|version|mask)", "grad-cam++ "),
    (r"\bnearly eye to eye\b|\beye to eye\b", "closely together"),
    (r"\b(?:has|have) to make do with\b", "gets"),
    (r"\b(?:a )?flat zero\b", "0"),
    (r"\bneither (?:heat ?map|mask|method) squares? with\b", "both poorly match"),
    (
        r"\b(?:put |placed |rated |set )?in the middle of (?:the )?(?:three|3) (?:grades|degrees|levels|bands|steps)\b",
        "rated moderate",
    ),
    (
        r"\b(?:persuasive|guiding|telling|decisive|influential|flagged|convincing|attention|persuading) (?=(?:grad-cam(?:\+\+)?|score-cam)? ?(?:patch|area|spot|zone|region)\b)",
        "evidence ",
    ),
    (r"\b(?:patch|area|spot|zone) (?:leaned|relied|drawn|leant) (?:up)?on by the \w+\b", "evidence area"),
    (r"(?<=grad-cam )flag\b|(?<=grad-cam\+\+ )flag\b|(?<=score-cam )flag\b", "mask"),
    (r"\bas having weighed on the (?:answer|choice|class|verdict)\b", "as evidence"),
    (r"\bcoincides? nowhere(?: to speak of)?\b", "hardly coincide"),
    (r"\b(?:is|was|being) feeble\b", "is poor"),
    (r"\b(?:the )?original (?:grad-cam|method)\b|\bplain grad-cam\b", "grad-cam"),
    (r"\bcorrespondence\b", "agreement"),
)

OF_PERCENTILE: Words = (
    (r"(?<=kept as evidence),? and nothing below it\b", ""),
    (
        rf"\b(?:uppermost|upper|top|hottest) ({NUMBER}) ?% of the signal\b",
        lambda m: f"part above the {100 - float(m[1]):.4g}th percentile",
    ),
    (r"\b(?:almost|nearly|about|practically) the same height\b", "nearly the same percentile"),
    (r"\bno longer count\b", "were cut"),
    (r"\ba (?:hair|touch|shade|trifle) (lower|higher)\b", r"slightly \1"),
    (r"\b(?:was|is|were) reduced to (?:a|its) (?:patch|mask|area|spot) (?:by means of|by|with|at)\b", "was cut at"),
    (
        rf"\b(?:hottest|warmest|top|upper|highest) ({NUMBER}) ?% of (?:the )?(grad-cam(?:\+\+)?|score-cam)( map)? and (?:the (?:upper|top|hottest) )?({NUMBER}) ?% of (?:the )?(grad-cam(?:\+\+)?|score-cam)(?: (?:map|one))?",
        lambda m: (
            f"part above the {100 - float(m[1]):.4g}th percentile of {m[2]} and the {100 - float(m[4]):.4g}th percentile of {m[5]}"
        ),
    ),
    (rf"\bupper ({NUMBER}) ?%", lambda m: f"part above the {100 - float(m[1]):.4g}th percentile"),
    (
        rf"\b({NUMBER}) ?% of the heatmap, (?:its|the) (?:warmest|hottest|top|highest|brightest) part\b",
        lambda m: f"part above the {100 - float(m[1]):.4g}th percentile of the heatmap",
    ),
    (
        r"\b(?:was |were |been )?(?:preserved|retained|stripped|pruned|clipped|trimmed|cut away)(?: from the heat ?map)?\b",
        "cut",
    ),
    (r"\beverything (?:cooler|weaker|lower|colder|fainter) than\b", "everything below"),
    (r"\bwas (?:left|leave)\b(?=[.,;]|$)", "remained"),
    (
        rf"\b(?:hottest|warmest|uppermost|strongest|top|highest|brightest) ({NUMBER}) ?%",
        lambda m: f"part above the {100 - float(m[1]):.4g}th percentile",
    ),
    (
        rf"\b(?:lower|lowest|coolest|coldest|bottom|weakest) ({NUMBER}) ?%",
        lambda m: f"part below the {float(m[1]):g}th percentile",
    ),
    (rf"\bthe ({NUMBER}) mark\b", r"the \1th percentile"),
    (rf"\b(at|to) ({NUMBER})≈0\.5 %(?! of)", lambda m: f"{m[1]} the {m[2]}th percentile"),
    (
        r"\b(?:was|is|were|are|being) (?:reduced|cut down|pared down|trimmed|restricted|limited|whittled down) to (?:what (?:exceeds|lies above|is above|tops|passes)|(?:its|their)(?= part))",
        "cut at",
    ),
)

ONLY_PERCENTILE: Words = (
    (
        rf"\b(at|for|than|to) ({NUMBER})(?! ?(?:%|≈|[\d.]))(?=[,.;)]|$| (?:for|than|and|while|whereas|in the)\b)",
        r"\1 the \2th percentile",
    ),
    (rf", ({NUMBER})(?= for\b)", r", the \1th percentile"),
)
