"""The words by which a sentence claims something, and what they claim."""

from __future__ import annotations

import re

NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip

UNMEASURED = {
    "oedema": r"oedema\w*|swelling|swollen",
    "midline_shift": r"midline\s+(?:shift\w*|displac\w*|deviat\w*)"
    r"|shift(?:s|ed)?\s+of\s+(?:the\s+)?midline",
    "mass_effect": r"mass[\s-]+effect|compress\w*|herniat\w*|effac\w*|displac\w*|hydroceph\w*|intracranial pressure",
    "enhancement": r"(?:contrast\s+)?enhanc\w*|uptake|gadolinium",
    "volume": r"volumes?|volumetric|(?:mm|cm)3|millilit\w+|\bml\b|cubic",
    "other_lesions": r"satellite\w*|multifocal\w*|multicent\w*|metasta\w*|multiple|several|numerous|many|nodules?"
    r"|(?:second|further|other|additional|another|more|separate) (?:lesion|tumour|mass|focus|foci)\w*",
    "grade": r"(?:low|high|tumour|who)?[\s-]*grad(?:e|es|ed|ing)\b|malignan\w*|benign|aggressi\w*|cancer\w*|who\b",
    "histology": r"histolog\w*|patholog\w*|biops\w*|molecular\w*|idh\w*|mgmt\w*|mitot\w*|cellular\w*|necro\w*|calcif\w*"
    r"|cyst\w*|ha?emorrh\w*|bleed\w*|infarct\w*|vascular\w*|isch\w+mi\w*|glioblastoma\w*|astrocytoma\w*|lymphoma\w*"
    r"|adenoma\w*|schwannoma\w*|oligodendro\w*|ependymoma\w*|craniopharyngioma\w*|abscess\w*",
    "prognosis": r"prognos\w*|surviv\w*|outcome\w*|progress(?:ion|ive|es|ed|ing)\w*|recur\w*|life expectancy|mortality"
    r"|grow(?:s|n|th|ing)\b|rapid\w*|stable|regress\w*",
    "treatment": r"treat\w*|surg\w*|resect\w*|chemo\w*|radio-?therap\w*|therap\w*|recommend\w*|follow[\s-]*up"
    r"|medicat\w*|operat\w*|steroid\w*|referr?\w*|advis\w*|consult\w*|urgent\w*|should\b|needs?\b|require\w*",
    "other_sequences": r"\bt2\w*|flair|diffusion|perfusion|spectroscop\w*|\bdwi\b|\badc\b",
    "contralateral": r"contralateral\w*|ipsilateral\w*|other side|opposite (?:side|hemisphere)|asymmetr\w*|symmetr\w*",
    "remaining_brain": r"normal\w*|unremarkable|healthy|intact|preserved|abnormal\w*|patholog\w*|rest of the brain"
    r"|remain(?:ing|der)\b|ventric\w+ (?:are|is)|atroph\w*",
    "appearance": r"invad\w*|invasi\w*|infiltrat\w*|margin\w*|borders?\b|irregular\w*|heterogene\w*|homogene\w*"
    r"|hyperintens\w*|hypointens\w*|intensit\w*|lobulat\w*|spicul\w*|round\w*|oval|solid|diffuse|ill-defined"
    r"|well-defined|circumscrib\w*|shape\w*|bright\w*|dark\w*",
    "size in words": r"large\b|small\b|big\b|huge|massive|tiny|sizeable|extensive\w*|mild\w*|severe\w*|markedly"
    r"|significant\w*|substantial\w*|considerabl\w*|giant|minor|major",
    "the patient": r"symptom\w*|histor(?:y|ies)|headache\w*|seizure\w*|deficit\w*|aphasi\w*|year[\s-]+old|\bage\b|aged"
    r"|woman|\bman\b|female|male\b|function\w*|speech|language|motor (?:area|deficit|function)|vision|memory",
    "time": r"previous\w*|prior (?:scan|study|exam\w*)|compared (?:to|with)|increas\w*|decreas\w*|unchanged|new\b",
    "anatomy outside the findings": r"lobes?\b|gyr(?:us|i)\b|cortex|cortical|sulc\w+|cerebell\w+|brain[\s-]?stem|pons\b"
    r"|medulla|corpus callosum|sella\w*|suprasell\w*|parasell\w*|basal ganglia|white matter|gr[ae]y matter|ventric\w+"
    r"|thalam\w+|hypothalam\w+|pineal|mening(?:es|eal)|dura\w*|falx\w*|tentori\w+|cistern\w*|skull|bone|orbit\w*"
    r"|cavern\w+|optic\w*|chiasm\w*|pituitary (?:gland|fossa|stalk)|internal capsule|frontal\w*|temporal\w*"
    r"|parietal\w*|occipital\w*|insula\w*|hippocamp\w+|amygdal\w+|putam\w+|caudate|pallid\w+|accumbens|cingul\w+"
    r"|precuneus|cuneus|operculum|planum|(?:supra|infra)tentorial|intraventricular|subcortical|deep\b|superficial"
    r"|anterior\w*|posterior\w*|superior\w*|inferior\w*|medial\w*|lateral\w*|dorsal\w*|ventral\w*|arter(?:y|ies|ial)"
    r"|veins?\b|venous|sinus\w*",
}  # fmt: skip
"""What no stage measures: an id of a fact that says so where there is one, and the words that would claim it."""

ABSOLUTE = (
    r"definit\w*|certainly|certain\b|confirm\w*|prove[snd]?\b|proof|undoubted\w*|without (?:a |any )?doubt|beyond doubt"
    r"|unequivocal\w*|conclusive\w*|diagnos\w*|pathognomonic|establish\w*|guarantee\w*|surely|sure\b|clear(?:ly)?\b"
    r"|obvious\w*|evidently|unmistak\w*|undeniabl\w*|indisputabl\w*|must be|always|absolute\w*|perfect\w*"
)
CERTAINTY = {
    r"(?:very |highly |quite )(?:likely|probable|probably|confiden\w+|sure)"
    r"|high(?:er)? (?:degree of )?(?:confidence|certainty)"
    r"|(?:confidence|certainty) (?:is|was) high|strong\w*|confiden(?:t|tly)\b": {"high"},
    r"likely|probabl[ey]": {"moderate", "high"},
    r"moderate\w*|fair(?:ly)?\b|reasonabl\w*|intermediate": {"moderate"},
    r"may\b|might|could|perhaps|maybe|possib\w+": {"low", "moderate"},
    r"low(?:er)? (?:degree of )?(?:confidence|certainty)|(?:confidence|certainty) (?:is|was) low|uncertain\w*|unsure"
    r"|weak\w*|doubt\w*|questionabl\w*|tentativ\w*|barely|unlikely|equivocal\w*|inconclusiv\w*|hesitan\w*"
    r"|limited (?:confidence|certainty)|little (?:confidence|certainty)": {"low"},
}
AGREEMENT = {
    "high": r"high|good|strong|close|excellent|well|closely|strongly|substantial",
    "moderate": r"moderate|fair|partial|moderately|fairly|partly|partially|intermediate",
    "low": r"low|poor|weak|slight|little|limited|poorly|weakly|slightly|hardly|barely",
}
NEGATION = (
    r"no|not|non|never|neither|nor|without|absent|absence|lack\w*|fail\w*|exclu\w+|rul(?:e|es|ed|ing) out|free of"
    r"|rather than|instead of|except|den(?:y|ies|ied)|negative|none|nothing|unable|unlike|outside|empty|other than"
    r"|un(?:named|labelled|confirmed|known|verified)|wrong\w*|incorrect\w*|false\w*|opposite|contrary|far from"
)
MOST = r"most of|the majority|majority|mostly|mainly|largely|predominant\w*|chiefly|primarily"
QUANTITY = (
    r"half|halves|thirds?|quarter|twice|double\w*|triple\w*|entire\w*|complete\w*|exclusive\w*|wholly|fully|few"
    r"|minority|negligibl\w*|(?:two|three|four|five|2|3|4|5) (?:lesion|tumour|mass|foc|nodule|region|area|spot)\w*"
)
SECOND = r"second|next|runner|alternative|less (?:likely|probable)|other class|followed by|then|versus|ahead of"
STATED = (
    ("tumour.mask", "made", r"mask|outlin\w+|segmented"),
    ("tumour.placement", "estimated", r"estimat\w*|approximat\w*"),
    ("tumour.placement", "affine", r"affine|regist\w*|exact\w*"),
    ("tumour.hemisphere_from", "file", r"(?:file|affine) (?:does )?(?:confirm|give|tell|state|say)s?"),
    ("input.synthetic", "yes", r"synthetic\w*|phantom\w*|simulat\w*|artificial\w*"),
)
"""Words that state the one value (id, value) of a fact."""
BOUND = (
    r"(?:more|less|greater|larger|smaller|lower|higher|fewer) than|at (?:least|most)|over|under|below|above|exceed\w*"
)

NO_TUMOUR = (
    r"no[_ -]tumour(?! mask| outline)|(?:absence of|without|negative for) (?:a |any )?tumour|tumour[\s-]free"
    r"|not (?:show|find|detect|identify|see|contain|predict|indicate)\w* (?:a |any )?(?:signs? of (?:a |any )?)?tumour"
)
NO_MASK = (
    r"no (?:tumour |segmentation )?(?:mask|outline)|empty (?:tumour )?mask|without (?:a |any )?(?:tumour )?mask"
    r"|(?:tumour )?mask (?:is|was) (?:empty|not (?:made|produced|drawn))"
    r"|not (?:outline|segment|mark|delineate|mask)\w*(?: a| any)? (?:tumour|region|area|pixels?)"
    r"|not (?:make|produce|give|draw|return)\w*(?: a| any)? (?:tumour )?mask"
)
NO_NAME = (
    r"no (?:atlas )?(?:name|label)|in no (?:named |atlas |labelled )?region|without (?:an? )?(?:atlas )?(?:name|label)"
    r"|outside (?:of )?(?:every|any|all|each)? ?(?:the )?(?:named |atlas |labelled |harvard-oxford )*(?:regions?|atlas)"
    r"|not (?:lie |fall |be )?(?:in|within|inside|covered by|part of|assigned to)(?: any| a| an)?"
    r"(?: named| atlas| labelled)* region|un(?:named|labelled)|not (?:named|labelled)"
)
NO_SIDE = (
    r"not (?:be |been )?(?:confirm|state|give|tell|say|said|record|verif|known|mark)\w*"
    r"|unconfirmed|unverified|unknown|without confirmation"
)
NO_PATIENT = r"not (?:of |from )?an? (?:real )?(?:patient|person|scan)|no (?:real )?patient|not real"
NOT_CERTAIN = r"not (?:a )?certain"
ALLOWED_NEGATION = (
    ("class", "no_tumor", NO_TUMOUR),
    ("class.second", "no_tumor", NO_TUMOUR),
    ("class.certain", "no", NOT_CERTAIN),
    ("tumour.mask", "none", NO_MASK),
    ("tumour.unnamed", None, NO_NAME),
    ("tumour.hemisphere_from", "image", NO_SIDE),
    ("input.synthetic", "yes", NO_PATIENT),
    ("tumour.placement", "estimated", r"not (?:an )?(?:exact|registered|given)|no affine|without (?:an )?affine"),
)
"""Negations that a finding supports: id and value of the fact, None for any value, and the phrase."""

METHODS = {
    "gradcampp": r"grad[\s-]?cam\s?(?:\+\+|pp\b|plus[\s-]plus)",
    "gradcam": r"grad[\s-]?cam(?![\w+])",
    "scorecam": r"score[\s-]?cam(?![\w+])",
}
PLANES = {"axial": r"axial|transverse|transaxial|horizontal", "coronal": r"coronal", "sagittal": r"sagittal"}
CLASSES = {
    "no_tumor": NO_TUMOUR,
    "glioma": r"gliomas?(?:tous)?|glial (?:tumour|neoplasm)",
    "meningioma": r"meningiomas?(?:tous)?",
    "pituitary": r"pituitary(?: gland)? (?:tumour|lesion|mass|neoplasm)s?|tumour of the pituitary(?: gland)?"
    r"|pituitary(?! \w)",
}
SUBJECTS = {
    "evidence": r"evidence|heat\s?map|attention|saliency|activation|\bcam\b",
    "tumour": r"tumour|segmentation|lesion",
}
NEAR = r"near\w*|clos\w+|adjacent|distan\w+|away|next to|proximity|neighbour\w*|beside"
CUES = {
    "probability": r"probab\w+|confiden\w+|likelihood|likely|chance|certainty",
    "area": r"area|cover\w*|occup\w+|fill\w*|takes? up|spans?|amounts?|size",
    "extent": r"extent|diameter|longest|length|across|measur\w+",
    "overlap": r"overlap\w*|falls?|share|portion|lies|located|within",
    "distance": r"distan\w+|away|from",
    "level": r"level|coordinate|position|height",
    "band": r"band|give or take|plus or minus|tolerance|uncertainty|margin|±",
    "agreement": r"dice|agree\w*|concordan\w+",
    "percentile": r"percentile|cut\b|threshold\w*",
}


def spoken(text: str) -> str:
    """Lower case, one spelling of units, signs and words that have several."""
    text = text.lower().replace("\u2212", "-").replace("²", "2").replace("³", "3").replace("’", "'").replace("+/-", "±")
    text = re.sub(r"(?<=\d)\s*[\u2013\u2014]\s*(?=\d)", " to ", text)
    text = re.sub(r"per[\s-]?cent(?!il)|pct\b", "%", text)
    text = text.replace("tumor", "tumour").replace("no_tumour", "no tumour").replace("neighbor", "neighbour")
    text = re.sub(r"\bedema", "oedema", text).replace("labeled", "labelled")
    text = re.sub(r"\bcan(?:not|'t)\b", "can not", text)
    return " ".join(re.sub(r"n't\b", " not", text).split())
