"""The words by which a sentence claims something, and what they claim."""

from __future__ import annotations

import re

from tasks.numerals import digits

HARMLESS = (
    r"deep(?:ly)? (?:convolutional )?(?:neural )?(?:network|learning)|language model|contrast[\s-]enhanced(?= (?:t1|mri?|image|slice|scan))"
    r"|(?:in|by) contrast(?: to)?|not (?:a |for )?(?:diagnos\w+|clinical use)|how (?:sure|certain|confident)|not (?:only|just|merely|simply)"
    r"|radiologic\w*|most of all|in other words|so far|major axis|as (?:well|far) as|no longer than|by name|pixels? (?:that )?raised"
    r"|(?<=likely )diagnos[ei]s|(?<=predicted )diagnos[ei]s|(?<=suggested )diagnos[ei]s|(?<=differential )diagnos[ei]s|(?<=% )(?:sure|certain|confident)"
)
"""Phrases whose words would claim something elsewhere."""

DEGREES = {
    "high": r"high|great|strong|considerable|substantial|large|full|utmost|very (?:high|strong|great)|excellent",
    "moderate": r"moderate|medium|intermediate|fair|reasonable|middling|middle|mid-level|average|some|partial",
    "low": r"low|weak|little|limited|poor|slight|minimal|scant|very (?:low|little|weak)|modest|small|faint",
}
ADVERBS = {
    "high": r"highly|very|strongly|quite|fully|extremely|firmly",
    "moderate": r"moderately|fairly|reasonably|somewhat|partly|partially|rather",
    "low": r"hardly|barely|scarcely|weakly|little|not (?:very|so|too|entirely|at all|really)|only slightly|slightly|poorly",
}
CERTAINTY_NOUN = r"(?:confidence|certainty|assurance|conviction|sureness|certitude)"
CERTAINTY_ADJECTIVE = r"(?:confident|certain|sure|convinced)"
AGREEMENT_NOUN = r"(?:agreement|concordance|match|overlap|correspondence|similarity|congruence|consistency)"
AGREEMENT_VERB = r"(?:agree\w*|match(?:es|ed)?|overlap(?:s|ped)?|coincid\w+|correspond(?:s|ed)?|concord\w*)"
AGREEMENT_ADVERBS = {
    "high": r"well|closely|strongly|highly|excellently|largely|very well|nicely|tightly",
    "moderate": r"moderately|fairly|partly|partially|somewhat|in part|reasonably|to a moderate (?:degree|extent)",
    "low": r"hardly|barely|scarcely|weakly|poorly|slightly|little|badly|only a little|to a (?:low|small) (?:degree|extent)",
}
AGREEMENT_DEGREES = DEGREES | {"high": DEGREES["high"] + r"|good|close", "low": DEGREES["low"] + r"|bad"}
LINK = r"[^.;:()]{0,60}?(?:\b(?:is|was|are|as|rated|at|remains|stays|being|appears|looks|seems)\b|[:=])\s*(?:a |only |rather |just |merely |considered |rated |judged |called )*"
HEDGES = {
    r"(?:very|highly|quite|extremely|overwhelmingly) (?:likely|probable|probably)|confiden(?:t|tly)\b|strongly (?:suggests?|favours?|points?)": {
        "high"
    },
    r"likely|probabl[ey]|presumabl[ey]": {"moderate", "high"},
    r"may(?: well)?(?! be (?:read|taken|seen))\b|might|could|perhaps|maybe|possib(?:le|ly|ility|ilities)|conceivabl[ey]|plausibl[ey]"
    r"|uncertain\w*|unsure|doubt\w*|questionabl[ey]|tentativ\w*|unlikely|improbabl[ey]|equivocal\w*|inconclusiv\w*|hesita\w*|vague\w*"
    r"|guess\w*|speculat\w*|remote\w*|faith|(?:not|never) (?:be )?(?:entirely |fully |completely |altogether )?(?:excluded?|ruled out|rule out)"
    r"|not (?:be )?(?:entirely |fully |completely |at all )?(?:certain|sure|confident|convinced|clear)|borderline|ambiguous\w*|undecided"
    r"|toss-up|unclear|shaky|suspicion": {"low"},
}
"""Words of certainty, and the levels of certainty that they word."""
NEGATION = (
    r"no|not|non|never|neither|nor|without|absent|absence|lack\w*|fail\w*|exclu\w+|rul(?:e|es|ed|ing) out|free"
    r"|rather than|instead of|except\w*|den(?:y|ies|ied)|negative|none|nothing|unable|unlike|outside|empty|other than"
    r"|un(?:named|labelled|confirmed|known|verified|affected|involved|covered|touched|occupied|assigned|charted)|wrong\w*|incorrect\w*|false\w*|opposite|contrary"
    r"|contradict\w*|disagree\w*|mismatch\w*|avoid\w*|spar(?:e|es|ed|ing)|anything but|by no means|hardly|scarcely|clear of|far from|far away"
    r"|reject\w*|dismiss\w*|discard\w*|refut\w*|disprov\w*|diverg\w*|conflict\w*|miss(?:es|ed|ing)?|apart from|nowhere|nobody|in no way|against"
)
MOST = r"most of|the majority|majority|mostly|mainly|largely|predominant\w*|chiefly|primarily|bulk of|principally"
QUANTITY = (
    r"thirds?|quarter|twice|double\w*|triple\w*|entire\w*|complete\w*|exclusive\w*|wholly|all of the (?:mask|tumour|brain|lesion)|few"
    r"|minority|negligibl\w*|whole(?! (?:brain|slice|image|picture|of the brain))|(?:two|three|four|five|2|3|4|5) (?:lesion|tumour|mass|foc|nodule|spot)\w*"
    r"|radius|radii|perimeter|circumference|thickness|depth|height|weigh\w*|dens\w+|halves"
)
SECOND = r"second|next|runner|alternative\w*|less (?:likely|probable)|other class|trail\w*|behind|lower|differential"
FIRST = (
    r"most (?:probable|likely)|first|top|predict\w*|classif(?:ied|ies|y)|labell?ed|labels|winner|wins|leads?|leading|highest|shows?|depicts?"
    r"|demonstrates?|reveals?|calls?|called|chose|chosen|picks?|final|favou?rite|main"
)
LEFT_WINS = (
    r"rather than|instead of|as opposed to|(?:and |but )?not(?: a| an)?(?= ?$)|ahead of|over|before|outrank\w*|exceed\w*|beats?|outweigh\w*"
    r"|more (?:likely|probable) than|(?:higher|greater|larger) than|followed by|then|trailed by|above|outscor\w*|surpass\w*"
)
RIGHT_WINS = r"trails|trailing|behind|less (?:likely|probable) than|(?:lower|smaller) than|after|follows|following|second to|below"
STATED = (
    ("tumour.mask", "made", r"mask|outlin\w+|segmented|segmentation"),
    ("tumour.placement", "estimated", r"estimat\w*|approximat\w*"),
    ("tumour.placement", "affine", r"affine|regist\w*|exact\w*"),
    (
        "input.synthetic",
        "yes",
        r"synthetic\w*|phantoms?|simulat\w*|artificial\w*|computer-(?:made|generated)|not (?:of |from )?an? real",
    ),
)
"""Words that state the one value (id, value) of a fact."""
FILE_TELLS = (
    r"(?:file|affine|header) (?:does |itself )?(?:confirm|give|tell|state|say|specif|record)\w*|(?:as|which) the (?:file|affine|header) (?:does|has)"
    r"|(?:confirmed|given|told|stated|recorded|specified) (?:by|in) the (?:file|affine|header)|(?:according to|from) the (?:file|affine|header)"
)

TUMOUR = r"(?:tumour(?:al)?(?: tissue)?|lesion|mass|neoplasm|neoplasia)s?"
SIGN = r"(?:(?:any |a |visible |clear )*(?:sign|evidence|trace|indication|suggestion|hint|suspicion|presence)s? of )?(?:any |a |an )?"
NO_TUMOUR = (
    rf"no[_ -]{SIGN}{TUMOUR}(?! mask| outline|-? ?segmentation)|(?:absence of|without|negative for) {SIGN}{TUMOUR}(?! mask)|{TUMOUR}[\s-]free"
    rf"|free (?:of|from) {SIGN}{TUMOUR}|(?:did |does |do |could |can |has |have |was |were |is )?not (?:been |be |able to )?(?:show|find|found|detect|identif|see|seen|contain|predict|indicate|suspect|spot|recogni)\w* {SIGN}{TUMOUR}"
    rf"|(?:a |any )?{TUMOUR} (?:is|was|were|has been|have been|could|can) not (?:be )?(?:seen|found|detected|identified|present|visible|predicted|suspected|recogni\w+)"
    r"|nothing (?:that looks )?(?:suspicious|like a tumour|tumour-like)|no class of tumour|not (?:a |any )?tumour(?! mask)|tumour is absent|healthy class"
)
NO_MASK = (
    r"no (?:tumour |segmentation )*(?:mask|outline|contour)|empty (?:tumour |segmentation )?mask|without (?:a |any )?(?:tumour )?mask"
    r"|mask (?:of the segmentation head |for this slice )?(?:is|was|came out|remained|stayed|turned out)(?: to be)? (?:empty|blank|not (?:made|produced|drawn|generated|created))"
    r"|not (?:outline|segment|mark|delineate|mask)\w*(?: a| any)?(?: tumour| region| area| pixels?)+"
    r"|not (?:make|made|produce|give|draw|drawn|return|yield|generate|create)\w*(?: a| any)? (?:tumour )?(?:mask|outline)"
    r"|nothing (?:was |is |has been )?(?:outlined|segmented|marked|delineated|drawn|masked)|(?:outlined|segmented|marked|delineated|masked|drew|found) nothing"
    r"|no (?:region|area|pixels?|part|tissue|tumour)\w* (?:was |were |is |are |has been |have been )?(?:segmented|outlined|marked|delineated|masked)"
    r"|(?:mark|outlin|segment|delineat|mask)\w* no (?:tumour|region|area|pixels?)|(?:drew|made) no tumour outline"
    r"|mask (?:contains|has|holds) no pixels?|not a single pixel"
)
NAMED = r"(?:named |atlas |labelled |harvard[\s-]oxford |anatomical |known )*"
PLACE = rf"{NAMED}(?:regions?|structures?|areas?|labels?|names?|atlas|territor\w+|parcels?)"
NO_NAME = (
    rf"(?:has |have |having |bears? |carr\w+ |with |there is |gives |offers |provides |knows )?no (?:atlas |region |anatomical |harvard-oxford )*(?:name|label|region|structure|entry)s?(?: exists?)?(?: in the atlas)?"
    rf"|in no {PLACE}|to no {PLACE}|without (?:an? |any )?{PLACE}|nameless"
    rf"|outside (?:of )?(?:every|any|all|each)?(?: of)? ?(?:the )?{PLACE}|beyond (?:the |every |any |all )?{PLACE}"
    rf"|not (?:lie |fall |be |been |sit |belong )?(?:in|within|inside|covered by|covered|part of|assigned to|assigned|attributed to|attributed|mapped to|mapped|matched to|to|included in)(?: any| a| an| one of the| the)* ?{PLACE}"
    r"|not (?:be )?(?:assigned|attributed|mapped|matched|allocated|given) (?:to )?(?:any|a|an) \w+(?: \w+)?|un(?:named|labelled|assigned|attributed|charted|mapped)|not (?:be )?(?:named|labelled|mapped|covered)"
    rf"|(?:lacks?|lacking|misses|miss|missing) (?:an? |any )?{PLACE}|(?:does|do) not (?:name|label|cover|include)|belongs to none of the {PLACE}|none of the {PLACE}"
)
NO_SIDE = (
    r"(?:could |can |might )?not (?:be |been |it)?(?:confirm|state|give|tell|told|say|said|record|verif|known|mark|specif|certain|establish|guarantee|prove)\w*"
    r"|unconfirmed|unverified|unknown|without confirmation|no confirmation|lacks confirmation|not in the (?:file|header)|not (?:taken )?from the (?:file|header)"
)
NO_PATIENT = (
    r"not (?:of |from |show |come from |belong to |stem from )?an? (?:real |actual |human )?(?:patient|person|scan|human)|no (?:real |actual |human )?(?:patient|person|human)s?|not (?:a )?(?:real|genuine)"
    r"|not (?:human|taken from a person)|rather than an? (?:real )?(?:patient|person|scan)|instead of an? (?:real )?(?:patient|person|scan)"
)
ALLOWED_NEGATION = (
    ("class", "no_tumor", NO_TUMOUR),
    ("class.second", "no_tumor", NO_TUMOUR),
    ("class.certain", "no", r"not (?:a )?certain\w*"),
    ("tumour.unnamed", None, NO_NAME),
    ("tumour.hemisphere_from", "image", NO_SIDE),
    ("input.synthetic", "yes", NO_PATIENT),
    ("tumour.placement", "estimated", r"not (?:an )?(?:exact|registered|given)|no affine|without (?:an )?affine"),
)
"""Negations that a finding supports: id and value of the fact, None for any value, and the phrase."""

METHODS = {
    "gradcampp": r"grad(?:ient)?[\s-]?cam\s?(?:\+\+|pp\b|plus[\s-]plus)",
    "gradcam": r"grad(?:ient)?[\s-]?cam(?![\w+]|\s?\+)",
    "scorecam": r"score[\s-]?cam(?![\w+])",
}
PLANE = r"(?:[\s-](?:plane|section|slice|view|image|cut|orientation|projection|direction|scan|picture))"
PLANES = {
    "axial": r"(?:trans)?axial(?:ly)?|transverse(?:ly)?|transversal(?:ly)?|horizontal(?:ly)?",
    "coronal": rf"coronal(?:ly)?|frontal(?:ly)?(?={PLANE})",
    "sagittal": r"(?:mid|para)?sagittal(?:ly)?",
}
CLASSES = {
    "no_tumor": NO_TUMOUR,
    "glioma": rf"gliomas?(?:tous)?|glial (?:cell )?{TUMOUR}|{TUMOUR} of (?:the )?glial (?:origin|type|cells?)|{TUMOUR} of (?:the )?glia",
    "meningioma": rf"meningiomas?(?:tous)?|meningeal {TUMOUR}|{TUMOUR} of the (?:meninges|meningeal (?:type|origin))",
    "pituitary": rf"(?:pituitary|hypophys\w+)(?: gland)? (?:adenoma|{TUMOUR})s?|(?:{TUMOUR}|adenomas?) (?:of|in|from) the (?:pituitary|hypophysis)(?: gland)?"
    r"|pituitary(?: (?=class\b|category\b|label\b))?(?! (?!class\b|category\b|label\b)\w)",
}
SUBJECTS = {
    "evidence": r"evidence|heat\s?map|attention|saliency|activation|\bcam\b",
    "tumour": r"tumour|segmentation|lesion|mask",
}
NEAR = (
    r"near\w*|clos(?:e|er|est)|adjacent|distan\w+|away|off|next to|proximity|proximal|neighbour\w*|beside|vicinity|abut\w*|adjoin\w*|bordering"
    r"|borders on|(?:mm|cm|px) (?:from|to|of)|surround\w*|flank\w*|not far from|separat\w*"
)
CUES = {
    "probability": r"probab\w+|confiden\w+|likelihood|likely|chance|certainty|odds",
    "area": r"area|cover\w*|occup\w+|fill\w*|takes? up|amounts?|size",
    "extent": r"extent|diameter|longest|length|across|measur\w+|long|wide|widest|dimension|end to end",
    "overlap": r"overlap\w*|falls?|share|portion|lies|located|within",
    "distance": r"distan\w+|away|from|off",
    "level": r"level|coordinate|position|height",
    "band": r"band|give or take|plus or minus|tolerance|uncertainty|margin|±|either way",
    "agreement": r"dice|agree\w*|concordan\w+",
    "percentile": r"percentile|cut\b|threshold\w*",
    "bound": r"bound|threshold|from",
    "familiarity": r"familiar\w*|distance|unfamiliar",
}


def spoken(text: str) -> str:
    """Lower case, one spelling of units, signs and words that have several, numbers in digits."""
    text = text.lower().replace("\u2212", "-").replace("²", "2").replace("³", "3").replace("^", "")
    text = (
        re.sub("[\u2018\u2019\u02bc]", "'", text)
        .replace("+/-", "±")
        .replace("+-", "±")
        .replace("\u2011", "-")
        .replace("\u2010", "-")
    )
    text = re.sub('[\u201c\u201d"*_]+(?![a-z]+_)', " ", text.replace("no_tumor", "no tumour"))
    text = re.sub(r"(?<=\d)\s*[\u2013\u2014]\s*(?=\d)", " to ", text)
    text = re.sub(r"(?<!plus or )\bminus (?=\d)", "-", text)
    text = re.sub(r"\s*[\u2013\u2014]\s*", ", ", text)
    text = re.sub(r"tumor(?!u)", "tumour", text).replace("neighbor", "neighbour").replace("favor", "favour")
    text = re.sub(r"\bedema", "oedema", text).replace("labeled", "labelled").replace("color", "colour")
    text = re.sub(r"\bcan(?:not|'t)\b", "can not", text)
    text = re.sub(r"\bsinistral\b|\bleftwards?\b|\blt\.?(?= )", "left", text)
    text = re.sub(r"\bdextral\b|\brightwards?\b|\brt\.?(?= )", "right", text)
    text = re.sub(r"\b(?:no|not) (?:more|greater|larger|higher) than\b", "at most", text)
    text = re.sub(r"\b(?:no|not) (?:less|fewer|lower|smaller) than\b", "at least", text)
    text = re.sub(r"\bnot exceeding\b", "at most", text)
    text = re.sub(
        r"\b(?:square (m|c)(?:illi|enti)?m(?:et(?:er|re)s?)?|sq\.? ?(m|c)m)\b", lambda m: f"{m[1] or m[2]}m2", text
    )
    text = re.sub(
        r"\b(m|c)(?:illi|enti)met(?:er|re)s?\b(?: squared)?",
        lambda m: f"{m[1]}m{'2' if 'squared' in m.group() else ''}",
        text,
    )
    text = re.sub(r"\b(mm|cm) squared\b", r"\g<1>2", text)
    return " ".join(digits(re.sub(r"n't\b", " not", text)).split())
