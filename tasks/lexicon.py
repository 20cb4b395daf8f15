"""The words by which a sentence claims something, and what they claim."""

from __future__ import annotations

import re

FUTURE = (
    r"\b(?:likely|going|bound|set|about|expected) to (?!be |one\b|1\b|zero\b|low\b|moderate\b|high\b|none\b|made\b|estimated\b|affine\b|yes\b|no\b|lie |fall |hold |contain |have |sit |show |an? |the |\d)[a-z]+"
    r"|\bwill (?!do\b|not vouch\b|(?:\w+ly |also |then |not |always )?(?:find|see|have|lie|notice|recogni[sz]e|call|count|name|regard|accept|treat|consider|rate|say|let|be (?:on|at|in|found|seen|noted|noticed|shown|called|counted|considered|regarded|read))\b)[a-z]+"
)
"""What is said to come: no stage looks ahead."""
HARMLESS = (
    r"negative(?= \(no[- ]tumour)|diagnostic(?= (?:certainty|confidence)\b)|lit up(?= by (?:grad|score|the (?:network|model|heat)))|against(?= (?:the |its |a )?limit\b)|several (?:(?:frontal|temporal|parietal|occipital|named|atlas|adjacent|neighbouring) )?(?:regions|structures)|(?<=uncertainty )surrounds?|which level (?:in the band |of the band )?(?:is|proves|turns out)(?: to be)? (?:correct|right|true)|(?:already )?(?:close|near) to (?:its|the) (?:ceiling|maximum|upper (?:limit|end|bound)|top)|(?:just )?as (?:large|big|wide)(?=,)|(?<=in the band )prove (?:to be )?(?:correct|right|true)|(?:the )?diagnosis(?= (?:to be |is |was |counts |passes|meets|clears|satisf)[^.;]{0,60}\b(?:rule|test|threshold|criterion)\b)|at (?:one|a single|1|the same) height|(?:with )?an? (?:big |large |small )?(?:pinch|grain) of salt|(?:today|now(?:adays)?)(?=,? (?:the |called |named |known as )*(?:(?:left|right) )?juxtapositional)|in short|in brief|in a nutshell|deep(?:ly)?[ -](?:convolutional )?(?:neural )?(?:network|learning)|language model|contrast[\s-]enhanced(?= (?:t1|mri?|image|slice|scan))"
    r"|(?:in|by) contrast(?: to)?|not (?:a |for )?(?:diagnos\w+|clinical use)|how (?:sure|certain|confident)|(?:may|can|could|might)(?= (?:\w+ )?(?:be )?(?:call|count|regard|treat|consider|rank|class|accept|pass)\w*\b[^.;:]{0,40}\bcertain)|not (?:only|just|merely|simply)"
    r"|(?:with )?(?:room|something|plenty|a little|a lot) to spare|can only be(?= (?:\w+ )?(?:given|stated|told|expressed|reported|shown|printed|named)\b)|and nothing more|nothing more than(?= (?:an? )?estimat)|radiologic\w*|(?:in|by) sharp contrast|most of all|in other words|so far|major axis|as (?:well|far) as|(?:measured|judged|set|held|compared|weighed|checked|matched) against|(?:told|tells?|telling) apart(?= from (?:the |this )?(?:image|picture|file|header|affine))|(?:the )?(?:former|old|erstwhile)(?= (?:supplementary motor|sma\b|smc\b|juxtapositional))|formerly(?= (?:called |known as |named |the )*(?:supplementary|\u00a4))|(?:previously|also) known as|(?:must|has to|have to|should|ought to|needs? to|is to|are to)(?= (?:\w+ )?be (?:read|taken|called|named|termed|described as|labelled|deemed|seen|counted|regarded|considered|treated (?:as|with)|rated|viewed|understood|interpreted|kept in mind|borne in mind|judged|handled|compared|noted|low|moderate|high|left|right|midline|both|\d)|(?= (?:therefore |thus |also )?(?:yield|return|give|read|equal|resolve to|show)\b))|(?:clearly|well|easily|by far|far)(?= (?:exceed\w*|satisf\w*|meets|met|fails|failed|outrank\w*|surpass\w*|outstrip\w*|ahead|above|below|behind|more|less|higher|lower|smaller|larger|greater|bigger|better|worse|within|over|under|beyond|short))|most of (?:what|the parts?)(?: that)? (?:can be |is |has a )?name\w*|leav\w* room|(?:which |that |it )*(?:runs?|goes|ranges?|going|ranging|running) from 0 to 1(?![\d.]*\d)|(?:and )?no (?:less|more)(?=[.,;])|on a scale (?:of|from) \S+ to \S+|(?:where|how|which) (?:exactly|precisely)|(?:exactly|precisely) (?:where|how|which)|(?:the )?remaining(?= \d)|(?:rest|remainder) of (?:it|the (?:tumour )?mask)|(?:in|as) (?:a )?round (?:numbers?|figures?|terms)|(?:the )?diagnosis(?= of [^.;]{0,60}\b(?:rule|probability|cut-?off|threshold|certainty)\b)|far from (?:fixed|settled|precise|exact|constant)|however (?:large|small|high|low)|exact(?= (?:position|place|location|level|height)\b[^.;]{0,40}(?:estimat|unknown|uncertain|approximat))|not (?:known |determined |fixed |given |measured )(?:exactly|precisely)|not (?:exactly|precisely) (?:known|determined|fixed|given|measured)|(?:considerably|significantly|markedly|substantially|slightly(?! (?:more than|less than|above|below) \d)|somewhat|much|far)(?= (?:larger|smaller|more|less|higher|lower|bigger|greater|below|above|exceed\w*))|if not by (?:much|far|a lot)|if only (?:just|by a \w+ margin)|stems?(?= from (?:the (?:image|picture)|an? estimat|the estimat))|established(?= (?:from|by|through|using) the (?:image|picture|file|header))|with(?= certainty (?:in|at|rated|graded|marked|put|set|deemed|called|given|being|level|of a))|(?:quality of (?:the )?|of (?:about |roughly )?(?:equal|similar|the same) )(?:fit|quality)|(?:known|called|named) (?:formerly|previously) as|(?:(?<=area )|(?<=region )|(?<=spot )|(?<=slice )|(?<=class )|(?<=lesion )|(?<=mask )|(?<=tumour )|(?<=case ))in question|not (?:an? )?(?:fixed|exact|precise|settled)(?: (?:number|value|figure|share|one))?|not be (?:pinned|nailed) down|which way round|(?:it|(?:the|this) (?:model|program|computer|network|software)) (?:could|can|might|may) (?:have )?(?:give|given|choose|chosen|pick|picked|name|named|offer|offered)|(?:exact |true |real |actual )?height of the slice|not far (?:off|away)(?: either)?|(?:compared (?:with|to)|against|of|to|next to) the whole(?=[,.;]|$)|as a whole|how (?:big|large|small|long|wide)(?= the| it| this)|(?:is|are|does|do|should|must|can|may) not (?:be )?(?:(?:the same as|mean|taken (?:as|for)|amount to|equal|read as) )?(?:an? |the )?(?:clean bill of health|all[- ]clear)(?: (?:for|of) the (?:whole )?(?:head|brain))?|(?:a |at first )glance|no longer than|by name|in the worst case|at (?:the |its )?worst|operating point|drops?(?= (?:down )?(?:to|as low)\b)|against(?= (?:the |an? |its )?(?:[a-z]+ ){0,2}(?:of )?\d)|(?:whole|full|entire)(?= (?:number|per cent|%|band|range|interval|series|picture|report|width))|(?:out )?of (?:a |the )?(?:possible |maximum |max |total |full |highest |of )*(?<!one )(?<!two )1(?:\.0+)?(?= at most|[,;:)]|\.?$| the)|1(?= (?:means|meaning|is|being|would be|stands for|as) (?:the )?(?:a |full|total|maximum|highest|top|best|upper|identical|perfect))|(?<=1 means )perfect|as (?:big|large|small)(?= as)|(?:(?<=times )|(?<=twice )|(?<=half ))as (?:big|large|small)|pixels? (?:that )?raised"
    r"|(?:(?<=favoured )|(?<=leading )|(?<=first )|(?<=second )|(?<=top )|(?<=probable )|(?<=likely )|(?<=proposed )|(?<=network )|(?<=model )|(?<=network's )|(?<=model's )|(?<=classifier's ))diagnos[ei]s|(?<=runner-up )diagnosis|(?:returns?|gives?|gave|offers?|suggests?|proposes?) (?:an? |the )?diagnosis(?= of)|(?<=likely )diagnos[ei]s|(?<=predicted )diagnos[ei]s|(?<=suggested )diagnos[ei]s|(?<=differential )diagnos[ei]s|(?<=% )(?:sure|certain|confident)"
)
"""Phrases whose words would claim something elsewhere."""

DEGREES = {
    "high": r"high|highest|great|strong|considerable|substantial|large|full|utmost|very (?:high|strong|great)|excellent",
    "moderate": r"moderate|medium|intermediate|so-so|fair|reasonable|middling|middle|mid-level|average|some|partial",
    "low": r"low|lowest|weak|little|limited|poor|slight|minimal|scant|meag(?:re|er)|very (?:low|little|weak|small)|tiny|minute|modest|small|faint",
}
ADVERBS = {
    "high": r"highly|thoroughly|deeply|utterly|very|strongly|quite|rather|pretty|really|fully|extremely|firmly",
    "moderate": r"moderately|fairly|reasonably|somewhat|partly|partially",
    "low": r"hardly|barely|scarcely|weakly|little|not (?:very|so|too|entirely|at all|really)|only slightly|slightly|poorly",
}
CERTAINTY_NOUN = r"(?:confidence|certainty|assurance|conviction|sureness|certitude|trust in (?:its|the|this) (?:own )?(?:answer|choice|class|label|prediction|verdict|guess))"
CERTAINTY_ADJECTIVE = r"(?:confident|certain|sure|convinced)"
AGREEMENT_NOUN = r"(?:agreement|concordance|match|overlap|correspondence|similarity|congruence|consistency)"
AGREEMENT_VERB = (
    r"(?:agree\w*|fit(?:s|ted)?|match(?:es|ed)?|overlap(?:s|ped)?|coincid\w+|correspond(?:s|ed)?|concord\w*)"
)
AGREEMENT_ADVERBS = {
    "high": r"(?<!moderately )(?<!fairly )(?<!reasonably )(?<!tolerably )(?<!passably )(?<!as )(?:well|closely)|strongly|highly|excellently|largely|very well|nicely|tightly",
    "moderate": r"(?:moderately|middlingly|fairly|reasonably|tolerably|passably)(?: (?:well|closely))?|partly|partially|somewhat|in part|to a moderate (?:degree|extent)",
    "low": r"hardly|barely|scarcely|weakly|poorly|slightly|little|badly|only a little|to a (?:low|small) (?:degree|extent)",
}
PLAIN_DEGREES = {
    "high": r"strong|excellent|very good|substantial",
    "moderate": r"medium|intermediate|middling|fair",
    "low": r"poor|weak|limited|slight",
}
HARDLY_ANY = (
    r"(?:(?:almost|nearly|practically|virtually|next to|close to) no|hardly any|scarcely any|barely any|very little)"
)
COMMON = {
    "high": r"much in common|a lot in common|nearly the same|almost the same|(?:nearly|almost|practically) identical|in line|close together",
    "moderate": r"something in common|some (?:things )?in common|in part the same",
    "low": r"discordant|at odds|out of step|neither (?:\w+ )?(?:gets?|goes|rises|comes) (?:past|above|beyond) low(?: agreement)?|(?:do|does|did) not (?:agree|match|overlap|coincide|line up|align|fit) (?:very )?(?:much|well|closely|a lot)|little in common|(?:next to|almost|nearly|practically) nothing in common|nothing much in common|hardly anything in common|hardly (?:share|overlap|meet|touch)\w*(?: any)?(?: ground)?|far apart|not much in common|wide apart",
}
AGREEMENT_DEGREES = DEGREES | {"high": DEGREES["high"] + r"|good|close", "low": DEGREES["low"] + r"|bad|negligible|nil"}
LINK = r"[^.;:()]{0,60}?(?:\b(?:is|was|are|as|rated|ranks?|at|remains|stays|being|appears|looks|seems)\b|[:=])\s*(?:an? |only |rather |just |merely |considered |rated |judged |called |deemed |put |in |of |on |the )*"
HEDGES = {
    r"(?:very|highly|quite|extremely|overwhelmingly) (?:likely|probable|probably)|confiden(?:t|tly)\b|strongly (?:suggests?|favours?|points?)": {
        "high"
    },
    r"likely|probabl[ey]|presumabl[ey]": {"moderate", "high"},
    r"may(?: well)?(?! be (?:read|taken|seen|ascribed|attributed|noted|stated))\b|might|could|perhaps|maybe|possib(?:le|ly|ility|ilities)|conceivabl[ey]|plausibl[ey]"
    r"|uncertain\w*|unsure|(?<!little )(?<!no )(?<!any )(?<!much )doubt\w*|questionabl[ey]|tentativ\w*|unlikely|improbabl[ey]|equivocal\w*|inconclusiv\w*|indeterminate|hesita\w*|vague\w*"
    r"|guess\w*|speculat\w*|remote\w*|faith|(?:not|never) (?:be )?(?:entirely |fully |completely |altogether )?(?:excluded?|ruled out|rule out)"
    r"|not (?:be )?(?:entirely |fully |completely |at all )?(?:certain|sure|confident|convinced|clear)|borderline|ambiguous\w*|undecided"
    r"|toss-up|in two minds|on the fence|wavers?|wavering|torn|half-hearted\w*|(?:leans?|leaned|leant|tends?|tended|inclin\w+) (?:only )?(?:a little|a bit|slightly|weakly|somewhat|faintly)|(?:only|just|merely) (?:leans?|tends?|inclin\w+)|unclear|shaky|suspicion": {
        "low"
    },
}
"""Words of certainty, and the levels of certainty that they word."""
NEGATION = (
    r"(?:lean|turn|shie|shy|steer|back|veer|tilt|point|pull|drift|mov|step)(?:s|ed|d|ing)?(?: \w+ly)? away from|no|not|non|never|neither|nor|without|absent|absence|lack\w*|fail\w*|exclu\w+|rul(?:e|es|ed|ing) out|free"
    r"|rather than|instead of|except(?!ional)\w*|den(?:y|ies|ied)|negative|none|nothing|unable|unlike|outside|empty|other than"
    r"|un(?:named|labelled|confirmed|known|verified|affected|involved|covered|touched|occupied|assigned|charted)|wrong\w*|incorrect\w*|false\w*|opposite|contrary"
    r"|contradict\w*|disagree\w*|mismatch\w*|avoid\w*|spar(?:e|es|ed|ing)|anything but|by no means|hardly|scarcely|clear of|far from|far away"
    r"|reject\w*|dismiss\w*|discard\w*|refut\w*|disprov\w*|diverg\w*|conflict\w*|miss(?:es|ed|ing)?|apart from|overlook\w*|off (?:the table|the list|its list|their list)|everything but|nowhere|nobody|in no way|wide berth|against"
)
MOST = r"most of|(?:the |an? )?(?:substantial |clear |vast |overwhelming |great |large )?majority|mostly|mainly|largely|predominant\w*|chiefly|primarily|bulk of|principally"
QUANTITY = (
    r"gr[ea]y (?:levels?|values?|units?|shades?)|thirds|quarter|triple\w*|entire\w*|complete\w*|exclusive\w*|wholly|all of the (?:mask|tumour|brain|lesion)|few"
    r"|minority|negligibl\w*|whole(?! (?:brain|slice|image|picture|of the brain))|(?:two|three|four|five|2|3|4|5) (?:part|piece|component|lobe|lesion|tumour|mass|foc|nodule|spot)\w*"
    r"|(?:minim\w+|short\w*|small\w*|least|mean|average|median|narrow\w*) (?:diameter|axis|extent|dimension|length)s?|radius|radii|perimeter|circumference|thickness|depth|height|weigh\w*|dens\w+|halves"
)
SECOND = r"challengers?|fall-?back|closest rival|instead(?! of)|second|next|(?<!front-)(?<!front )runner|alternative\w*|less (?:likely|probable)|second-\w+|reserve(?!d for)|(?<!no )(?<!any )other (?:class(?!es)|option|candidate)|trail\w*|(?<!probability )(?<!number )(?<!certainty )(?<!confidence )behind(?! (?:it|this|that)\b)|lower(?! (?:bound|limit|end|threshold|edge|part|half|border))|differential(?: diagnosis)?(?= (?:is|of|being|was)\b|[:,])"
FIRST = (
    r"(?<!second )(?<!second-)(?<!next )most (?:probable|likely)|first|top|predict\w*|classif(?:ied|ies|y)|labell?ed|labels|winner|wins|leads?|leading|front-?runner|highest|(?<!second )choice|verdict|shows?|depicts?"
    r"|demonstrates?|reveals?|calls?|called|chose|chosen|picks?|final|favou?rite|main|preferred|(?<!second most )(?<!next most )(?<!second )(?<!next )(?:probable|suggested|proposed|likely|supposed|assumed) (?:class|label|type|diagnosis|answer|category)"
)
LEFT_WINS = (
    r"leads?|led|outstrip\w*|rather than|instead of|as opposed to|(?:and |but )?not(?: a| an)?(?= ?$)|ahead of|over|before|outrank\w*|exceed\w*|beats?|outweigh\w*"
    r"|preferred to|better than|more (?:likely|probable) than|(?:higher|greater|larger) than|followed by|then|trailed by|above|outscor\w*|surpass\w*"
)
RIGHT_WINS = r"trails|trailing|behind|less (?:likely|probable) than|(?:lower|smaller) than|after|follows|following|second to|below"
FROM_IMAGE = r"by looking at the (?:image|picture)|(?:originat\w* )?(?:from|by|off|in|using|through|on|to|of) (?:the |this )?(?:image|picture)(?: (?:itself|alone|only))?(?= |[.,;]|$)(?: convention)?|(?:image|picture)(?: (?:itself|alone|only))?(?= (?:that )?(?:told|tells|gave|gives|decid))|(?:radiological )?conventions?"
STATED = (
    ("tumour.hemisphere_from", "image", FROM_IMAGE),
    (
        "tumour.mask",
        "made",
        r"(?:drew|draws?|drawn|traced) (?:the )?(?:tumour's |lesion's )?(?:borders?|edges?)|mark(?:ed)? out (?:an? |the )?(?:\w+ )?(?:area|region|spot|patch)|(?:marks?|marked|colou?r(?:s|ed)?|draw|drew|drawn|traces?|traced|outlines?) (?:out |in |around |round )?(?:an? |the )?(?:tumour|lesion)|mask|outlin\w+|segmented|segmentation|delineat\w+|tracing|traced",
    ),
    ("tumour.placement", "estimated", r"estimat\w*|approximat\w*|guess\w*"),
    ("tumour.placement", "affine", r"affine|exact\w*|precise\w*"),
    (
        "input.synthetic",
        "yes",
        r"synthetic\w*|phantoms?|simulat\w*|artificial\w*|computer-(?:made|generated)|not (?:of |from )?an? real",
    ),
)
"""Words that state the one value (id, value) of a fact."""
FILE_TELLS = (
    r"originat\w* (?:from|in|with) the (?:file|header)|(?:from|by|using|with) (?:the )?(?:orientation )?(?:information|data) (?:in|from|of) the (?:file|header)|(?:relied|relies|rests|based|drew|draws) (?:up)?on the (?:file|header)|(?:file|affine|header) (?:does |itself )?(?:confirm|give|gave|show|know|knew|tell|told|state|say|specif|record|establish|settl|determin|vouch|fix|identif|provid|indicat|suppl|declar)\w*|(?:file|header) (?:made|makes) (?:it )?clear|(?:file|header|affine) leaves? no doubt|(?:as|which) the (?:file|affine|header) (?:does|has)"
    r"|(?:confirmed|given|told|stated|recorded|specified|established|settled|determined|identified|fixed) (?:by|in|from) the (?:file|affine|header)|(?:according to|from) the (?:file|affine|header)"
)

TUMOUR = r"(?:tumour(?:al)?(?: tissue)?|lesion|lump|mass(?! effect)|neoplasm|neoplasia)s?"
SIGN = r"(?:(?:any |a |visible |clear )*(?:sign|evidence|trace|indication|suggestion|hint|suspicion|presence)s? of )?(?:any |a |an )?"
NO_TUMOUR = (
    rf"absence of (?:a |any )?predicted {TUMOUR}|absent {TUMOUR}(?! mask)|without (?:a |any )?predicted {TUMOUR}|not (?:pick|choose|name|assign|select|call)\w* (?:any|a|1) (?:of the )?(?:{TUMOUR}|three)(?: type| class)?|(?:did|does|do) not (?:predict|find|see|detect|suggest|report) (?:one|any)\b|negative (?:classification|prediction|call|class|label|verdict)|absence[ -]of[ -]{TUMOUR}(?! mask)|not to (?:contain|show|have|hold|include|harbour|bear) {SIGN}{TUMOUR}|tumour ?[:=] ?(?:none|no\b|nil|absent)|no[_ -]{SIGN}{TUMOUR}(?! mask| outline|-? ?segmentation)|(?:absence of|without|negative for) {SIGN}{TUMOUR}(?! mask)|{TUMOUR}[\s-]free|(?:free|clear|devoid) of {SIGN}{TUMOUR}"
    rf"|free (?:of|from) {SIGN}{TUMOUR}|(?:did |does |do |could |can |has |have |was |were |is )?not (?:been |be |able to )?(?:show|find|found|detect|identif|see|seen|contain|predict|indicate|suspect|spot|recogni)\w* {SIGN}{TUMOUR}"
    rf"|(?:a |any )?{TUMOUR} (?:is|was|were|has been|have been|could|can) not (?:be )?(?:seen|found|detected|identified|present|visible|predicted|suspected|recogni\w+)"
    r"|nothing (?:that looks )?(?:suspicious|like a tumour|tumour-like)|no class of tumour|not (?:a |any )?tumour(?! mask)|tumour is absent|healthy class"
)
NO_MASK = (
    r"(?:segmentation|mask|outline|contour)(?: (?:output|result|head|file))* ?(?:[:=,]|is|was|gives?|gave)? ?(?:none|nil|empty|blank)(?=[.,;)]|$)|(?:value|entry|field|result|output)(?: for it)? (?:is|was|being|reads?|stays|=|:) (?:none|nil|empty)|no (?:tumour |segmentation )*(?:mask|outline|contour)(?: (?:of (?:a |an )?(?:tumour|one|it)))?|(?:made|drew|produced|gave|found|returned|outlined|segmented|marked) none|none (?:was|were) (?:made|drawn|produced)|empty (?:tumour |segmentation )?mask|(?:yields?|gives?|returns?|outputs?) (?:a |the )?(?:mask )?none|without (?:a |any )?(?:tumour )?mask|(?:absence|lack) of (?:a |any )?(?:tumour )?(?:mask|outline)|empty (?:result|output|segmentation|outline)"
    r"|mask (?:is|was) (?:lacking|missing|absent)|none having been (?:made|drawn|produced)|mask (?:of the segmentation head |for this slice )?(?:is|was|came out|remained|stayed|turned out)(?: to be)? (?:empty|blank|not (?:made|produced|drawn|generated|created))"
    r"|not (?:outline|segment|mark|delineate|mask)\w*(?: a| any)?(?: tumour| region| area| pixels?)+"
    r"|not (?:make|made|produce|give|draw|drawn|return|yield|generate|create)\w*(?: a| any)? (?:tumour )?(?:mask|outline)"
    r"|nothing (?:was |is |has been )?(?:outlined|segmented|marked|delineated|drawn|masked)|(?:outlined|segmented|marked|delineated|masked|drew|found) nothing"
    r"|no (?:tumour )?(?:region|area|pixels?|part|tissue|tumour)\w* (?:was |were |is |are |has been |have been )?(?:segmented|outlined|marked|delineated|masked)"
    r"|(?:mask|segmentation|outline|contour)s?(?: head)?(?: \w+){0,2}?\s*[:=]\s*(?:none|nil|no\b|empty|absent|n/a|nothing|not (?:made|drawn|produced|available))|(?:mark|outlin|segment|delineat|mask|contour|highlight)\w* no (?:tumour|lesion|mass|region|area|pixels?|structure|tissue)|(?:drew|made) no tumour outline"
    r"|nothing to (?:outline|segment|mark|delineate|mask|draw)|mask (?:is|was) (?:absent|missing|lacking)|mask (?:contains|has|holds) no pixels?|not a single pixel"
)
NAMED_PLACE = (
    r"regional (?:designation|assignment)|(?:atlas|harvard[\s-]oxford)(?:'s)?|names?|named|labels?|labelled|nameless|anonymous|un(?:named|labelled|assigned|attributed|charted|mapped|matched|accounted)"
    r"|regions?|structures?|territor\w+|parcels?|areas? of the atlas"
)
NO_NAME = (
    r"away from|off the map|leav\w* over(?: (?:that|which|and) [\w ]{0,25}?)? (?:outside(?: of)?|no|without)|leav\w* (?:(?!nothing|none|no\b)[\w.%]+ ){0,5}?(?:without (?:a )?(?:name|label)|without|un(?:named|labelled|assigned))|can not|not|no|none|never|neither|without|outwith|outside(?: of)?|beyond|nameless|anonymous|un(?:named|labelled|assigned|attributed|charted|mapped|matched|accounted)|nowhere|nothing"
    r"|lack\w*|leav\w+ (?:out|aside|over)|leaves?(?! \d)|miss(?:es|ed|ing)?|fail\w*|omit\w*|exclud\w*|escap\w*|elud\w*|unable|in between|between the (?:named )?(?:regions|names|labels|structures)|skip\w*|silent"
)
"""Of a part of the mask without a name: what the clause speaks of, and the one negation in it."""
ZERO = r"\b(?:no (?:overlap|part|contact|mask)|none|nothing|nil|zero|no share|not at all|nought|absent(?: altogether| entirely)?|not (?:be |lie |sit )?(?:under|in|inside) the (?:mask|patch|spot|outline|mark)(?: at all)?|not (?:be )?(?:involved|reached|touched|affected)|(?:vanish|disappear)(?:es)?(?: entirely| altogether| completely)?)\b(?: at all)?(?: of (?:it|the mask))?"
SMALL = r"(?:very |only a |a |but a |fairly |rather |relatively |comparatively )*(?:small|smaller|tiny|minor|little|slight|negligible|marginal|minimal|modest|mere)"
LARGE = r"(?:very |a |fairly |rather |relatively |comparatively )*(?:large|larger|big|bigger|major|substantial|considerable|sizeable|sizable|good)"
SHARE = r"(?:named |further |unnamed )?(?:shares?|parts?|portions?|fractions?|proportions?|percentages?|contributions?|components?|bits?|pieces?|slivers?|remainders?|overlaps?|spill-?overs?)"
NO_SIDE = (
    r"nothing (?:but|except|other than|apart from) the (?:look|appearance|way|display|layout|orientation)s? of the (?:image|picture|slice|display)|(?:file|header)\b[^.;,]{0,20}? no (?:proof|confirmation|record|word) (?:of|on|about) (?:the |its |your |his |her )?(?:own )?(?:sides?|laterality|left and right|left or right)|nothing (?:but|else than|other than|more than|except) (?:the |its |a )?(?:radiological )?(?:image|picture|conventions?)(?: (?:itself|alone))?|no (?:source|basis|information|evidence) (?:but|other than) the (?:image|picture)|(?:no|not|nothing|without|neither|rather than|instead of)\b[^.;,]{0,50}\b(?:file|header)\b(?: (?:itself )?(?:to |that )?(?:could |can |would |might )?(?:confirm|state|say|tell|show|fix|settle|prove|verify|decide)\w*)?|(?:file|header)\b[^.;,]{0,40}?\b(?:no|not|nothing|without|silent|lacks?|fails?)\b(?: (?:information|word|hint|indication|say|(?:confirm|prov|stat|giv|tell|told|record|verif|specif|mention|know|show|contain)\w*))?|not in the file|(?:could |can |might )?not (?:be |been |it)?(?:confirm|state|give|tell|told|say|said|record|verif|known|mark|specif|certain|establish|guarantee|prove)\w*"
    r"|confirm\w*[^.;,]{0,40} (?:is|was) (?:lacking|missing|absent|not given|not available)|(?:pending|subject to|awaits?|awaiting|until) (?:\w+ )?confirm\w*|unconfirmed|unverified|unknown|without confirmation|no confirmation|lacks confirmation|silent|not in the (?:file|header)|not (?:taken )?from the (?:file|header)"
)
NO_PATIENT = (
    r"not (?:of |from |show |come from |belong to |stem from )?an? (?:real |actual |human )?(?:patient|person|scan|human)|no (?:real |actual |human )?(?:patient|person|human)s?|not (?:a )?(?:real|genuine)"
    r"|not (?:human|taken from a person)|rather than an? (?:real )?(?:patient|person|scan)|instead of an? (?:real )?(?:patient|person|scan)"
)
NO_OTHER = (
    r"(?:and|but) no other (?:class|label|type|one)|no other (?:class|label|type|answer|candidate|category|option)\w*(?: \w+){0,4}? (?:close\w*|near\w*|more (?:probable|likely)|likelier|higher|reach\w*|match\w*|likely|probable|above)"
    r"|(?:no|none of the other) (?:class|label|category|candidate)?(?:es|s)? ?(?:is|was|has|had|got|received|gets|are|have)(?: an?)? (?:more|higher|greater|so|as) (?:probable|likely|probability|high)"
)
ALLOWED_NEGATION = (
    ("class", "no_tumor", NO_TUMOUR),
    ("class", None, NO_OTHER),
    ("class.second", "no_tumor", NO_TUMOUR),
    (
        "tumour.placement",
        "estimated",
        r"(?:not|no|nothing|without|neither|rather than|instead of)\b[^.;,]{0,40}?\b(?:affine|regist|exact|given|fix|file|header|certain|known|precise|firm|better|sure|solid|measur|read)\w*(?: (?:for sure|with certainty|exactly|precisely))?",
    ),
    ("tumour.hemisphere_from", "image", NO_SIDE),
    (
        "tumour.hemisphere_from",
        "file",
        r"no need to (?:guess|infer|derive|deduce) (?:the )?sides? from the (?:image|picture|conventions?)|without (?:appeal\w*|resort\w*|recourse|reference|looking|regard|recourse) (?:to|at) (?:the look of )?the (?:image|picture|convention)s?|(?:and )?(?:not|rather than|instead of) (?:from |by |on )?(?:guess\w*|the (?:image|picture|conventions?))|not (?:rest|depend|rely|stand) (?:up)?on (?:the )?(?:image|picture|conventions?)(?: alone| only)?",
    ),
    ("input.synthetic", "yes", NO_PATIENT),
)
"""Negations that a finding supports: id and value of the fact, None for any value, and the phrase."""

NOT_STRANGE = r"without going (?:over|beyond|past|above)(?: it| the limit)?|no (?:particular |special |great |undue )?(?:strangeness|novelty|oddness)|(?:keeps?|stays?|is|remains?) (?:well |far )?(?:clear of|away from) (?:what|anything) (?:that )?(?:the )?(?:model|network|program) (?:would )?(?:find|call|consider)s? (?:strange|unfamiliar|odd)|(?:very |quite |fairly )?(?:normal|ordinary|typical|usual) (?:kind|sort|type) of (?:picture|image|slice)|no (?:great |real |big |particular )?(?:novelty|stranger|surprise)(?: (?:to|for) the (?:model|network|program))?|nothing out of the ordinary|(?:did|does) not (?:\w+ )?(?:surpris|puzzl|trouble|unsettl)\w* (?:the |this )?(?:model|network|program|software)(?: much| a lot| greatly)?|without (?:exceeding|reaching|crossing|passing|touching) (?:it|the limit|that limit)|not too (?:different|dissimilar|far) from the training \w+|of the way to being too unlike the training \w+|not (?:transgress|leave|exceed|cross|overstep|depart from|stray (?:from|outside)|fall outside|lie outside|go beyond) (?:the )?(?:range|limits?|bounds?|realm|territory|domain) (?:of|set by|for) (?:\w+ ){0,2}?train\w*(?: \w+)?|(?:hardly|scarcely|barely) (?:surpris|puzzl|challeng|trouble|unsettl)\w* (?:the |this )?(?:model|network|program|software)|(?:finds?|found|calls?|rates?) (?:the |this )?(?:slice|image|picture|input) (?:as )?(?:unremarkable|ordinary|normal|typical)|(?:did|does|do) not (?:find|consider|call|rate) (?:the |this )?(?:slice|image|picture|input) (?:too |very |at all )?(?:strange|unusual|unfamiliar|odd)|not (?:too|very|so|all that) (?:strange|unusual|unfamiliar|odd)(?: (?:for|to) the (?:program|network|model|software|computer))?|(?:familiarity|strangeness) (?:is |was )?(?:unremarkable|normal|ordinary)|(?:fairly |quite |rather )?typical (?:picture|slice|image|input)|not (?:\w+ ){0,2}?out of (?:place|the way|line)(?: (?:to|for) the (?:model|network))?|(?:does|did) not (?:flag|mark|call|rate|make) (?:the |this )?(?:slice|image|picture|input) (?:as )?(?:out of keeping|strange|unusual|unfamiliar|foreign|odd|novel)(?: with [\w ]*?train\w*(?: set| data| material| images)?)?|(?:fairly |quite |rather |broadly )?(?:typical|ordinary|usual) (?:for|to|of) (?:the )?(?:model|network|training\w*)|(?:not|nothing|no) out of keeping(?: with [\w ]*?train\w*(?: set| data| material| images)?)?|no (?:indication|sign|hint|suggestion|reason to think|evidence) (?:that (?:the |this )?(?:slice|image|picture|input) (?:is|was|looks) |of (?:the |this )?(?:slice |image |picture |input )?(?:being )?)(?:an? )?(?:a?typical|unusual|strange|unfamiliar|foreign|odd|novel|out of distribution)(?: (?:for|to) the (?:network|model))?|not (?:strike|seem|look|appear|sound|feel)\w*(?: \w+){0,3}? (?:strange|unusual|odd|unfamiliar|foreign)|unexceptional|(?:quite |rather |fairly )?(?:ordinary|usual)(?= (?:to|for|by|in|,|\.|$))|(?:known|familiar) enough|not out of the ordinary|far from (?:the |its )?limit|far from (?:being )?(?:alien|strange|unfamiliar|unusual|foreign|odd)|(?:not|no|nothing|hardly|scarcely)(?: at all| very| especially| unusually| terribly| too| particularly| unduly| so)*(?: an?)? (?:strange\w*|stranger|foreign|novel|alien|exotic|new|odd|unknown|out of (?:the )?distribution|unfamiliar|unusual|beyond|above|outside|over|exceed\w*)(?: (?:to the model|the limit|for the model|about (?:it|the slice)))?|nothing (?:strange|unusual)"

METHODS = {
    "gradcampp": r"grad(?:ient)?[\s-]?cam\s?(?:\+\+|pp\b|plus[\s-]plus)",
    "gradcam": r"grad(?:ient)?[\s-]?cam(?![\w+]|\s?\+)",
    "scorecam": r"score[\s-]?cam(?![\w+])",
}
PLANE = r"(?:[\s-](?:plane|section|slice|view|image|cut|orientation|projection|direction|scan|picture))"
PLANES = {
    "axial": r"(?:level|cross)[ -](?:cut|section)(?= (?:through|of) the head)|at right angles to the (?:long axis of the body|body's long axis)|level, dividing (?:the )?upper from (?:the )?lower (?:head|part)|(?:cut |sliced )?crosswise(?! from ear)|(?:trans)?axial(?:ly)?|transverse(?:ly)?|transversal(?:ly)?|horizontal(?:ly)?",
    "coronal": rf"(?:made |running |runs )?parallel to the face|(?:cut |sliced )?crosswise from ear to ear|face-on|(?:from )?ear to ear|coronal(?:ly)?|frontal(?:ly)?(?={PLANE})",
    "sagittal": r"(?:mid|para)?sagittal(?:ly)?|(?:seen |viewed |shown )?in profile|side-on|(?:the head )?from the side(?=[,.;]| in\b)|lateral (?:view|projection)|(?<!and )(?:from )?front to back(?=[.,;]|$)",
}
CLASSES = {
    "no_tumor": NO_TUMOUR,
    "glioma": rf"gliomas?(?:tous)?|glial (?:cell )?{TUMOUR}|{TUMOUR} of (?:the )?glial (?:origin|type|cells?)|{TUMOUR} of (?:the )?glia",
    "meningioma": rf"meningiomas?(?:tous)?|meningeal {TUMOUR}|{TUMOUR} of the (?:meninges|meningeal (?:type|origin))",
    "pituitary": rf"(?:pituitary|hypophys\w+)(?: gland)? (?:adenoma|{TUMOUR})s?|(?:{TUMOUR}|adenomas?) (?:of|in|from) the (?:pituitary|hypophysis)(?: gland)?"
    r"|pituitary(?= (?:class|category|label|group)\b)|(?<!in the )(?<!within the )(?<!inside the )(?<!near the )(?<!around the )(?<!at the )(?<!from the )pituitary(?! (?:gland|fossa|stalk|region|area|site|location|structure|tissue|bed|zone|side|apoplexy|hormone|function)s?\b)",
}
SUBJECTS = {
    "evidence": r"the heat\b|(?:area|part|region|place)s? (?:that |which )?the (?:\w+ )?(?:focus\w*|look\w*|rel\w+|lean\w*|concentrat\w*) (?:on|at)|evidence|explanat\w+|\bclues?\b|\bcues\b|(?:parts?|areas?|regions?|places?|spots?)[^.;,]{0,20} (?:that|which) (?:mattered|counted|weighed|drove|drew|caught|influenced|spoke|led|convinced|supported)|attribution|hot ?(?:spots?|areas?|zones?|patch(?:es)?|parts?)|(?:explanatory |network's |model's )?highlight(?:s|ed)?\b|what (?:the |it |this )(?:\w+ )?(?:relied|looked|drew|leaned|based|focus\w*|attended|leant) (?:its \w+ )?(?:on|at|upon|to)|heat\s?map|attention|saliency|activation|\bcam\b",
    "tumour": r"tumour|\boutline[sd]?\b|segmentation|lesion|mask",
}
EVIDENCE_MASK = re.compile(
    r"(?:evidence|heat\s?map|attention|saliency|activation|cam)\W(?:\w+\W)?masks?|masks? (?:of|from|by|cut from) (?:the )?(?:evidence|heat\s?map|attention)"
)
"""A mask that is the evidence's, not the tumour's."""
NEAR = (
    r"(?:farther|further) (?:away|from|off)|apart(?! from)|(?:within )?reach of|near(?!ly|-)\w*|clos(?:e|er|est)|adjacent|distan\w+|away|off|next to|proximity|proximal|neighbour\w*|beside|vicinity|abut\w*|adjoin\w*|bordering"
    r"|borders on|(?:mm|cm|px) (?:from|to|of)|surround\w*|flank\w*|parts?(?= the)|divides?(?! among| into| between)|not far from|separat\w*"
)
CUES = {
    "probability": r"probab\w+|confiden\w+|likelihood|likely|chances?|certainty|odds",
    "area": r"areas?|cover\w*|occup\w+|fill\w*|takes? up|amounts?|size",
    "extent": r"extent|diameters?|longest|length|across|measur\w+|long|wide|widest|dimension|end to end|apart",
    "overlap": r"overlap\w*|falls?|shares?|portions?|lies|located|within",
    "distance": r"distan\w+|away|from|off",
    "level": r"levels?|estimate\w*|coordinates?|position|height|slice|put|placed",
    "band": r"bands?|half-width|give or take|plus or minus|tolerance|uncertain\w*|both ways|margin|±|either way|(?:either|each|both|other) (?:side|direction)|error|off|wrong|mistaken|away|as far as|higher or lower|fit\w*|within|match\w*|deviat\w*|compatible|equally",
    "agreement": r"dice|agree\w*|concordan\w+",
    "percentile": r"percentiles?|cut\b|threshold\w*",
    "kept": r"top|upper\w*|highest|strongest|hottest|brightest",
    "bound": r"bound|threshold|from which|needs?|needed|requir\w+|rule|limit|ask(?:s|ed|ing)?|demand\w*|confer\w*|come up to|at least|mark|minimum|bar|floor|criterion|suffic\w*|enough|cut-?off|count\w*|certain",
    "familiarity": r"familiar\w*|distance|unfamiliar\w*|strange\w*|odd\w*|limit|novel\w*|ood|distribution|foreign",
}
FAR_CUES = {
    "probability": CUES["bound"] + r"|above|below|short|exceed\w*|clear\w*|pass\w*",
    "bound": CUES["bound"] + r"|above|below|short|exceed\w*|clear\w*|pass\w*",
    "percentile": "percentile",
    "familiarity": CUES["familiarity"],
}
"""Kinds of quantity that another clause may speak of."""
RANGE = (
    r"ranges?|ranging|ranged|lowest|highest|minimum|maximum|at least|at most|at (?:its|the) (?:most|least|best|worst)|between|from|up to|low|high|lower|upper|may|might|could|can|rises?|falls? (?:to|as)|drops?"
    r"|climbs?|as (?:much|little|low|high|few|many) as|bands?|interval|limits?|bounds?|(?:least|most) favourable|wherever|extremes?|maxim(?:al|ally|a)|minim(?:al|ally|a)|max|min|peaks?|bounded|delimited|span\w*|case|extremes|scenario|tops? out|bottoms? out|depending|var(?:y|ies)|varying|plausible|possib\w+|to|worst|best|ceiling|floor|end|ends|reach(?:es)?|more than|less than|levels"
)
"""Words by which a number is an end of a range."""


def subjects_in(said: str) -> list[str]:
    """What a sentence speaks of, evidence or tumour, in the order it is named."""
    said = EVIDENCE_MASK.sub("evidence", said)
    found = [(match.start(), name) for name, words in SUBJECTS.items() for match in re.finditer(words, said)]
    return [name for _, name in sorted(found)]
