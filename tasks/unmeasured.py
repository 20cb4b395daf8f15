"""What no stage measures, and the words that would claim it."""

from __future__ import annotations

UNMEASURED = {
    "oedema": r"(?:o?edema\w*|swelling|swollen|swells?)",
    "midline_shift": r"midline\s+(?:structures?\s+)?(?:shift\w*|displac\w*|deviat\w*)|(?:shift\w*|deviat\w*|displac\w*)"
    r"\s+(?:of|across)\s+(?:the\s+)?midline(?:\s+structures?)?|across the midline|midline (?:is|was) \w*shift\w*|shift(?:s|ed|ing)?",
    "mass_effect": r"mass[\s-]+effects?|compress\w*|herniat\w*|effac\w*|displac\w*|hydroceph\w*|intracranial pressure"
    r"|pressure|push(?:es|ed|ing)\b|squeez\w*|bent|bow(?:ed|ing)|imping\w*|crowd\w*|obstruct\w*|dilat\w*|enlarge\w*"
    r"|distort\w*|deform\w*|deviat\w*",
    "enhancement": r"(?:pattern of )?(?:contrast[\s-]+)?(?:enhanc\w*)|uptake|gadolinium|contrast(?: agent| medium)?|avid\w*",
    "volume": r"(?:tumou?r )?volumes?|volumetric|(?:mm|cm)3|millilit\w+|\bml\b|cubic",
    "other_lesions": r"satellite\w*|multifocal\w*|multicent\w*|metasta\w*|multiple|several|numerous|many|nodul\w+"
    r"|(?:second|further|other|additional|another|more|separate|no other) (?:lesion|tumour|mass|focus|foci|growth|finding)\w*"
    r"|(?:solitary|single|lone|sole|only one|one|isolated|unifocal) (?:lesion|tumour|mass|focus|growth)\w*|solitary|unifocal"
    r"|elsewhere|seeding|leptomeninge\w*|drop",
    "grade": r"(?:low|high|tumour|who|world health)?[\s-]*grad(?:e|es|ed|ing)\b|malignan\w*|benign|aggressi\w*|cancer\w*|who (?:i|ii|iii|iv|\d)"
    r"|anaplas\w*|dedifferent\w*|dangerous|harmless|atypical",
    "histology": r"histolog\w*|patholog\w*|biops\w*|molecular\w*|idh\w*|mgmt\w*|methylat\w*|mutat\w*|mutant|1p19q|ki-?67"
    r"|mitot\w*|cellular\w*|cells?|necro\w*|calcif\w*|calcium|gen(?:e|es|etic\w*)|subtype\w*"
    r"|cyst\w*|ha?emorrh\w*|blood\w*|bleed\w*|bled|infarct\w*|vascular\w*|isch\w+mi\w*|glioblastoma\w*|gbm|astrocytoma\w*"
    r"|lymphoma\w*|schwannoma\w*|oligodendro\w*|ependymoma\w*|craniopharyngioma\w*|abscess\w*|macro\w*adenoma\w*"
    r"|prolactinoma\w*|h(?:a?e)?matoma\w*|fluid\w*|cavit\w*|stroke\w*|an?eurysm\w*|infect\w*|inflamm\w*|demyelin\w*|hormon\w*"
    r"|ki-67|proliferat\w*|differentiat\w*|carcino\w*|sarcoma\w*|melanoma\w*",
    "prognosis": r"prognos\w*|surviv\w*|outcomes?|outlook|progress(?:ion|ive|es|ed|ing)?|recur\w*|relaps\w*|life expectancy|mortality"
    r"|gr(?:ow(?:s|n|th|ing)?|ew)\b|rapid\w*|fast|slow\w*|stable|stability|regress\w*|shr[iau]nk\w*|recover\w*|curable|cure[ds]?|fatal|lethal|die[sd]?|dying"
    r"|evolv\w*|expand\w*|remission|expected to",
    "treatment": r"treat\w*|surg\w*|resect\w*|chemo\w*|radio-?therap\w*|radiosurg\w*|radiotherap\w*|irradiat\w*|therap\w*|recommend\w*"
    r"|follow[\s-]*up|operat\w*|operable|inoperable|craniotom\w*|medicat\w*|drug\w*|steroid\w*|dexameth\w*|temozolomide|referr?\w*|advis\w*"
    r"|consult\w*|urgent\w*|emergen\w*|should\b|needs?\b|needed|require\w*|ought|remov\w*|excis\w*|decompress\w*|shunt\w*|dose\w*"
    r"|manage[ds]?|management|suggested that the patient|monitor\w*|warrant\w*|work-?up|admission|admit\w*",
    "other_sequences": r"t2\w*|flair|diffusion\w*|perfusion|spectroscop\w*|dwi|adc|swi|dti|pet|ct|computed tomography",
    "contralateral": r"contralateral\w*|ipsilateral\w*|other (?:side|hemisphere|half)|opposite (?:side|hemisphere|half)|(?:un)?a?symmetr\w*"
    r"|(?:crosses|crossing|crossed) (?:to|over|the)\b",
    "remaining_brain": r"normal\w*|unremarkable|health\w*|intact|preserved|abnormal\w*|rest of the brain|patholog\w*"
    r"|remain(?:ing|der) (?:brain|parenchyma|tissue|structures?)|remaining|remainder|remnant|residual|atroph\w*|age-appropriate|spared|sparing"
    r"|white matter (?:disease|change|lesion)\w*|leuko\w*|gliosis|elsewhere",
    "appearance": r"invad\w*|invasi\w*|infiltrat\w*|margin\w*|borders?\b(?! on)|edges?|contours?|irregular\w*|heterogen\w*|homogen\w*"
    r"|(?:hyper|hypo|iso)(?:-?intens\w*|-?dens\w*)|intensit\w*|signals?|lobulat\w*|lobed|spicul\w*|round(?:ish)?|rounded (?:mass|lesion|tumour|shape)|oval|spherical|solid|diffuse"
    r"|(?:ill|well|poorly|sharply|clearly)[\s-]+(?:defined|demarcated|delineated|circumscribed)|circumscrib\w*|shape[ds]?|bright\w*|dark\w*|ring\w*|rim\w*"
    r"|smooth\w*|textur\w*|septa\w*|tail|core|capsul\w*|exophytic|encas\w*|engulf\w*|erod\w*|erosi\w*|thick\w*|destr[ou]\w*|extra-?axial|intra-?axial"
    r"|soft|hard|fatty|fat|flow voids?|flow|mushroom\w*|broad-based|pedunculat\w*",
    "size in words": r"large\b|small\b|big\b|huge|massive|tiny|sizeable|sizable|bulky|extensive\w*|mild\w*|severe\w*|markedly"
    r"|significant\w*|considerabl[ey]|giant|minor|major(?! axis)|moderately sized|gross\w*|prominent|subtle|faint",
    "the patient": r"symptom\w*|histor(?:y|ies)|headache\w*|seizure\w*|epilep\w*|deficit\w*|aphasi\w*|years?[\s-]+(?:old|of age)|age[ds]?\b|elderly"
    r"|young\w*|wom[ae]n|m[ae]n\b|female|male\b|girl|boy|child\w*|adult\w*|lady|gentleman|speech|language|motor|vision|visual\w*|memory|personality"
    r"|complain\w*|suffer\w*|pain\w*|nausea|vomit\w*|weakness|paresis|paraly\w*|hemipar\w*|conscious\w*|clinical\w*|neurologic\w*|smok\w*"
    r"|family|pregnan\w*|occupation\w*|hospital\w*|dizz\w*|numb\w*|hear(?:ing|s)?\b|function\w*|risk\w*|exposure",
    "performance": r"accura\w+|sensitivit\w+|specificit\w+|auroc|auc|error rate|reliab\w+|trustworth\w+|validat\w+|correct(?:ly|ness)?|mistak\w+",
    "origin": r"originat\w*|aris(?:es?|ing)|arose|stems from|starts? (?:in|from)|caus\w+|due to|because of|result of|leads? to|genesis",
    "time": r"previous\w*|prior|earlier|compared (?:to|with) (?:the )?(?:last|previous|prior|earlier|baseline)|increas\w*|decreas\w*|reduc\w*|unchanged"
    r"|new(?:ly)?\b|former\w*|last (?:scan|exam\w*|study|mri|image|year|month)|months?|weeks?|days?|years?|longstanding|chronic|acute\w*"
    r"|raised|elevated|worse\w*|improv\w*|recent\w*|today|old\b|baseline",
    "anatomy outside the findings": r"lobes?\b|gyr(?:us|i)\b|cortex|cortical\w*|sulc\w+|cerebell\w+|brain[\s-]?stem|pons\b|pontine|mesenceph\w*|midbrain"
    r"|medulla\w*|corpus callosum|callosal|callosum|sella\w*|suprasell\w*|parasell\w*|intrasell\w*|basal ganglia|white matter|gr[ae]y matter|ventric\w+"
    r"|thalam\w+|hypothalam\w+|pineal|meninx|mening(?:es|eal)|dura\w*|falx\w*|falcine|parafalcine|tentori\w+|cistern\w*|skull\w*|bon[ey]\w*|orbit\w*"
    r"|cavern\w+|optic\w*|chiasm\w*|(?:pituitary|hypophys\w+) (?:gland|fossa|stalk)|hypophys\w*|infundibul\w*|internal capsule|frontal\w*|temporal\w*"
    r"|parietal\w*|occipital\w*|insula\w*|hippocamp\w+|amygdal\w+|putam\w+|caudate|pallid\w+|accumbens|cingul\w+|convexity|vertex|scalp"
    r"|precuneus|cuneus|opercul\w+|planum|(?:supra|infra)tentorial|intraventricular|subcortical|deep\b|superficial\w*|fissure|nerves?|spine|spinal"
    r"|anterior\w*|posterior\w*|superior\w*|inferior\w*|medial\w*|lateral(?!ity|i[sz])\w*|dorsal\w*|ventral\w*|rostral\w*|caudal\w*|arter(?:y|ies|ial)"
    r"|veins?\b|venous|vessels?|sinus\w*|clival|clivus|petro\w*|mastoid\w*|csf|cerebrospinal|uncus|fornix|eloquent|broca\w*|wernicke\w*"
    r"|jugular|foram\w+|cranial|trigeminal|acoustic|cerebellopontine|stalk|fossa",
}  # fmt: skip
"""By the id of the fact that says so where there is one."""

MORPHOLOGY = (
    r"\w{3,}(?:omas?|omata|itis|oses|osis|a?emia|pathy|plegia|paresis|phasia|algia|ectomy|otomy|ostomy|plasty|rrhage|sclerosis|trophy"
    r"|plasia|ectasia|iasis)"
)
"""Endings of medical words: what they name is measured by no stage, save the classes."""

ABSOLUTE = (
    r"definit\w*|certainly|certain\b|certainty that|with certainty|confirm\w*|prove[snd]?\b|proof|undoubted\w*|without (?:a |any )?(?:doubt|question)"
    r"|beyond (?:a |any |all )?(?:reasonable )?(?:doubt|question|dispute)|no (?:doubt|question)|leaves? no (?:doubt|room)|unequivocal\w*|conclusive\w*|diagnos\w*"
    r"|pathognomonic|establish\w*|guarantee\w*|surely|sure\b|clear(?:ly)?\b|obvious\w*|evidently|unmistak\w*|undeniabl\w*|indisputabl\w*|must be|has to be"
    r"|always|absolutely|absolute certainty|perfect\w*|unquestionabl\w*|unambiguous\w*|can only be|nothing (?:else|but)|verif\w*|typical\w*|classic\w*"
    r"|characteristic\w*|incontrovertibl\w*|irrefutabl\w*|doubtless\w*|categorical\w*|foolproof|infallibl\w*|decisive\w*|is known to be"
)

REPORTING = frozenset(
    [
        "a", "about", "above", "absolute", "accompany", "accordance", "according", "accordingly", "account",
        "accounted", "accounts", "achieve", "across", "act", "activated", "activates", "activating", "activation",
        "actual", "add", "added", "additionally", "adopt", "advance", "affected", "affirm", "after", "again",
        "against", "agree", "agreed", "agreement", "agrees", "ahead", "aim", "algorithm", "alike", "all",
        "allocated", "allow", "almost", "alone", "along", "alongside", "already", "also", "alternate",
        "alternative", "alternatively", "although", "ambiguous", "amid", "among", "amongst", "amount", "amounted",
        "amounts", "an", "analyse", "analysis", "analyze", "anatomical", "anatomically", "and", "another", "answer",
        "any", "anywhere", "apart", "appear", "appearance", "appeared", "appears", "apply", "approach", "approx",
        "approximate", "approximately", "approximation", "arbitrary", "are", "area", "area's", "areas", "argmax",
        "argue", "around", "arrive", "artificial", "artificially", "as", "aside", "ask", "aspect", "assert",
        "assess", "assign", "assigned", "assigns", "assume", "assumed", "assuming", "assumption", "at", "atlas",
        "atlas-based", "attach", "attached", "attaches", "attended", "attends", "attention", "attribute",
        "attributed", "attributes", "audience", "author", "automated", "automatic", "automatically", "available",
        "average", "await", "aware", "away", "axis", "backed", "background", "backs", "balance", "band", "bands",
        "barely", "based", "basis", "be", "bear", "because", "become", "been", "before", "begin", "behave",
        "behind", "being", "belong", "belonging", "belongs", "below", "beneath", "beside", "besides", "best",
        "best-fitting", "between", "beyond", "bigger", "biggest", "bit", "both", "bound", "bounding", "bounds",
        "box", "brain", "break", "brief", "briefly", "bring", "broad", "broadest", "broadly", "build", "but", "by",
        "ca", "calculate", "calculated", "calibrate", "calibrated", "call", "called", "calls", "cam", "came", "can",
        "candidate", "care", "careful", "carry", "case", "case's", "case-level", "catch", "categories", "category",
        "caution", "center", "center's", "centered", "centimetre", "centimetres", "centre", "centre's", "centred",
        "centroid", "certainty", "change", "check", "choice", "choose", "chose", "chosen", "circa", "circle",
        "circumstance", "cite", "cited", "cites", "claim", "class", "classes", "classification", "classified",
        "classifier", "classifier's", "classifies", "classify", "clean", "clinician", "close", "closer", "closest",
        "cluster", "cm", "cm2", "code", "coefficient", "cohort", "coincide", "coincided", "coincides", "collect",
        "column", "combine", "come", "comes", "comment", "common", "compare", "compared", "comparing", "comparison",
        "component", "compute", "computed", "computer", "computer's", "computer-made", "computing", "concentrate",
        "concentrated", "concentrates", "concern", "concerned", "concerning", "conclude", "conclusion",
        "concordance", "condition", "conduct", "confidence", "consequently", "consider", "considered", "consist",
        "consistent", "constitute", "contain", "contained", "contains", "contender", "content", "context",
        "continue", "contribute", "contributed", "contributes", "contributing", "contribution", "contributions",
        "convention", "convention's", "conventional", "conventionally", "convert", "convey", "coordinate",
        "coordinates", "correspond", "corresponded", "corresponding", "corresponds", "could", "count", "counted",
        "counts", "course", "cover", "covered", "covering", "covers", "create", "criterion", "cross", "curve",
        "cut", "cut-off", "cutoff", "data", "dataset", "date", "deal", "dealing", "deals", "decide", "decided",
        "decides", "decision", "declare", "deduced", "deem", "deemed", "deems", "define", "degree", "delineated",
        "delineates", "demonstrate", "denote", "depend", "depict", "derived", "describe", "described", "designate",
        "detail", "detect", "detected", "detecting", "determine", "determined", "developer", "device", "diagram",
        "diameter", "dice", "dice's", "did", "differ", "difference", "different", "differential", "differentiate",
        "digit", "dimension", "dimensions", "direction", "directly", "disclose", "discuss", "display", "displayed",
        "distance", "distinct", "distinguish", "distribution", "divide", "division", "do", "doctor", "document",
        "does", "done", "down", "draw", "drawn", "drive", "driven", "drives", "drove", "dub", "due", "e.g", "each",
        "easy", "edge", "effectively", "either", "element", "emerge", "emphasise", "emphasize", "employ", "enclose",
        "encompass", "end", "end-to-end", "ensemble", "enter", "entire", "entry", "equal", "equals", "equivalent",
        "error", "especially", "essentially", "estimate", "estimated", "estimated-level", "estimates", "estimator",
        "evaluated", "even", "event", "every", "everything", "everywhere", "evidence", "evident", "exact",
        "exactly", "examine", "example", "exclusively", "exist", "expect", "expectation", "explain", "explained",
        "explains", "explanation", "explanations", "expose", "express", "expressed", "extend", "extends", "extent",
        "extra", "extract", "eye", "face", "fact", "fairly", "fall", "falling", "falls", "far", "farthest", "favor",
        "favored", "favors", "favour", "favoured", "favouring", "favourite", "favours", "feature", "features",
        "feret", "field", "figure", "figures", "file", "fill", "filled", "fills", "final", "finally", "find",
        "finding", "findings", "finds", "finish", "first", "firstly", "fit", "fits", "fitted", "fitting", "flag",
        "flagged", "flags", "focus", "focused", "focuses", "fold", "followed", "following", "follows", "for",
        "force", "foremost", "form", "former", "found", "four", "fourth", "fraction", "frame", "from", "front",
        "frontrunner", "full", "fully", "further", "furthermore", "furthest", "gathered", "gave", "general",
        "generally", "generate", "generated", "genuine", "geometric", "gets", "give", "give-or-take", "given",
        "gives", "giving", "go", "goes", "going", "good", "got", "grad", "graph", "greater", "greatest", "grid",
        "group", "guide", "had", "half-width", "hand", "happen", "harvard", "harvard-oxford", "has", "have",
        "having", "head", "heat", "heatmap", "heatmaps", "held", "help", "hemisphere", "hemispheres", "hence",
        "here", "high", "higher", "highest", "highest-ranked", "highlight", "highlighted", "highlighting",
        "highlights", "hint", "his", "hold", "holding", "holds", "hot", "hottest", "how", "however", "hypothesis",
        "i.e", "idea", "identified", "identifies", "identify", "if", "illustrate", "image", "image's", "images",
        "imaging", "imply", "importance", "important", "importantly", "impression", "in", "inch", "include",
        "included", "includes", "including", "incorporate", "indeed", "independent", "index", "indicate",
        "indicated", "indicates", "indicating", "infer", "inference", "inferred", "info", "inform", "information",
        "infos", "initial", "inner", "input", "inside", "inspect", "instance", "instead", "intend", "interestingly",
        "intermediate", "interpret", "interpretation", "interpreted", "interval", "into", "investigate", "involve",
        "involved", "involves", "involving", "is", "issue", "it", "item", "its", "itself", "join", "judge",
        "judged", "judgement", "judgment", "just", "justify", "keep", "keeping", "kept", "key", "kind", "know",
        "known", "label", "labelled", "labels", "largest", "later", "laterality", "latest", "latter", "lay",
        "layer", "lead", "leader", "leading", "leads", "lean", "learn", "least", "leave", "leaves", "leaving",
        "leftover", "legend", "length", "lesion", "lesion's", "lesions", "less", "let", "letter", "level", "lie",
        "lies", "light", "like", "likelihood", "likely", "limit", "limitation", "limits", "line", "link", "list",
        "listed", "listing", "lists", "literally", "little", "local", "located", "locates", "location", "log",
        "logit", "logits", "long", "longest", "look", "looking", "looks", "low", "lower", "lowermost", "lowest",
        "lying", "made", "magnetic", "main", "mainly", "maintain", "major", "majority", "make", "makes", "making",
        "manner", "manual", "map", "map's", "mapped", "maps", "mark", "marked", "marking", "marks", "mask",
        "mask's", "masked", "masks", "mass", "match", "matched", "matches", "matching", "mathematically", "matter",
        "maximal", "maximum", "may", "mean", "meaning", "means", "meanwhile", "measure", "measured", "measurement",
        "measurements", "measures", "measuring", "medium", "member", "mention", "merely", "method", "middle",
        "millimetre", "millimetres", "mind", "minimal", "minimum", "minus", "mirror", "misc", "mm", "mm2", "mni",
        "mni152", "mode", "model", "model's", "moderate", "monochrome", "more", "moreover", "most", "mr", "mri",
        "much", "n", "name", "named", "namely", "names", "narrow", "narrower", "nature", "near", "nearby",
        "nearest", "nearly", "necessarily", "neighbour", "neighbourhood", "neighbouring", "neighbours", "neither",
        "neoplasm", "network", "network's", "neural", "next", "nominal", "nominally", "not", "notable", "notably",
        "notch", "note", "noted", "nothing", "notice", "noting", "now", "number", "numeric", "numerical",
        "numerically", "objective", "observation", "observe", "obtain", "occasion", "occupied", "occupies",
        "occupy", "occupying", "occur", "of", "off", "official", "on", "once", "one", "ones", "only", "onto",
        "open", "opinion", "oppose", "option", "or", "order", "ordinary", "other", "others", "otherwise", "our",
        "out", "outer", "outermost", "outline", "outlined", "outlines", "output", "outputs", "outside", "over",
        "overall", "overlap", "overlapping", "overlaps", "overlay", "overlie", "overlies", "overlying", "own",
        "oxford", "p", "page", "pair", "paper", "paragraph", "parameter", "parenchyma", "part", "partial",
        "partially", "particular", "particularly", "partly", "parts", "pass", "patch", "patient's", "pattern",
        "pct", "peak", "per", "per-slice", "percent", "percentage", "percentile", "perform", "permit", "person",
        "phantom", "phrase", "pick", "picked", "picks", "picture", "pictures", "piece", "pin", "pipeline", "pixel",
        "pixels", "place", "placed", "placement", "places", "plain", "plane", "play", "please", "plot", "plus",
        "point", "pointed", "pointing", "points", "poor", "populate", "portion", "portions", "pose", "position",
        "positioned", "possess", "possible", "post", "practice", "precise", "precisely", "predict", "predicted",
        "predicting", "prediction", "prediction's", "predicts", "prefer", "preference", "preferred", "preferring",
        "prefers", "preliminary", "prepare", "present", "presents", "presumably", "pretty", "preview", "primary",
        "principal", "print", "prints", "probability", "probable", "probably", "procedure", "proceed", "process",
        "produce", "produced", "program", "program's", "programme", "project", "pronounce", "proper", "proportion",
        "proportionally", "propose", "provide", "provided", "purpose", "put", "puts", "px", "quality", "quantified",
        "quantifies", "quantity", "query", "question", "quote", "radiological", "radiologically", "radiologist",
        "raise", "random", "range", "ranged", "ranges", "ranging", "rank", "ranked", "ranking", "ranks", "rate",
        "rated", "rather", "ratio", "reach", "reached", "reaches", "reaching", "read", "reader", "reading", "reads",
        "real", "reason", "reasonable", "recall", "received", "receives", "recognise", "recognised", "recognises",
        "recognize", "record", "recorded", "refer", "reference", "reflect", "regard", "regarded", "regarding",
        "regards", "region", "regions", "relate", "relation", "relationship", "relative", "relatively", "reliable",
        "relied", "relies", "rely", "remark", "remember", "report", "reported", "reporting", "reports", "represent",
        "represented", "represents", "request", "research", "resemble", "resolution", "resonance", "respect",
        "respective", "respectively", "respond", "response", "responsible", "rest", "rested", "rests", "result",
        "resulting", "results", "retain", "retrieve", "return", "returned", "returns", "reveal", "review",
        "reviewer", "root", "rough", "roughly", "rounded", "rounding", "rounds", "row", "rule", "run", "runner",
        "runner-up", "runs", "saliency", "same", "sample", "saw", "say", "saying", "says", "scale", "scan", "scene",
        "scheme", "scope", "score", "score's", "scored", "scores", "scoring", "screen", "search", "second",
        "secondly", "section", "see", "seen", "sees", "segment", "segmentation", "segmented", "segments", "select",
        "selected", "selects", "self", "sense", "sensible", "sentence", "separate", "separated", "separately",
        "separates", "sequence", "series", "serve", "set", "share", "shared", "shares", "sharp", "short", "show",
        "showed", "showing", "shown", "shows", "side", "side's", "sided", "sides", "sign", "signify", "similar",
        "similarity", "similarly", "simple", "simply", "simulate", "simulated", "since", "single", "sit", "sits",
        "sitting", "situate", "situated", "size", "sketch", "slice", "slice's", "slice-level", "slices", "slightly",
        "slot", "so", "softmax", "software", "solely", "some", "something", "somewhat", "somewhere", "sorensen",
        "sort", "source", "space", "span", "spanning", "spans", "speak", "specifically", "specify", "split", "spot",
        "spread", "spreads", "square", "stage", "stand", "standard", "standing", "stands", "start", "state",
        "stated", "statement", "states", "statistic", "step", "still", "stop", "stored", "straight", "strength",
        "stretch", "stretches", "stretching", "strip", "strong", "structure", "structures", "subject", "submit",
        "subset", "succeed", "such", "sufficient", "suggest", "suggested", "suggesting", "suggestion", "suggests",
        "suit", "suitable", "sum", "summarise", "summarize", "summary", "support", "supported", "supporting",
        "supports", "suppose", "sure", "surface", "surprise", "symbol", "synthetic", "system", "sørensen", "t1",
        "tabulate", "tag", "tagged", "take", "taken", "takes", "taking", "talk", "tally", "target", "task", "teach",
        "technical", "technique", "tell", "tells", "template", "tend", "term", "terms", "test", "text", "than",
        "that", "the", "their", "them", "then", "there", "thereby", "therefore", "thereof", "these", "they",
        "thing", "think", "thinks", "third", "this", "those", "though", "thought", "three", "threshold",
        "thresholded", "throughout", "thus", "tie", "time", "tissue", "title", "to", "today", "together", "told",
        "tolerance", "tool", "top", "top-ranked", "topic", "tops", "total", "totals", "touch", "touched", "touches",
        "touching", "toward", "towards", "track", "traditional", "trailing", "trails", "train", "trained",
        "training", "transform", "trend", "try", "tumour", "tumour's", "tumours", "turn", "turned", "turns", "two",
        "type", "ultimately", "unaided", "uncertainty", "under", "underlying", "underneath", "underpinning",
        "understand", "uniform", "unique", "unit", "unit's", "units", "unless", "until", "up", "upon", "upper",
        "uppermost", "usable", "use", "used", "user", "uses", "using", "usual", "usually", "value", "values",
        "variable", "variant", "various", "vary", "verdict", "version", "versus", "very", "via", "view", "viewed",
        "viewer", "visible", "visually", "vote", "voted", "votes", "vs", "wait", "want", "was", "way", "we", "weak",
        "weight", "weighted", "weights", "were", "what", "when", "where", "whereas", "whereby", "wherein",
        "whether", "which", "while", "who", "whole", "whole-slice", "whose", "wide", "widely", "widest", "width",
        "will", "winner", "wish", "with", "within", "without", "wonder", "word", "words", "work", "worth", "would",
        "write", "written", "x", "y", "yes", "yet", "yield", "yielded", "yields", "you", "your", "z", "zone",
    ]
)  # fmt: skip
"""Words that claim nothing by themselves: a part of a sentence in which nothing was recognised may hold no other."""


def is_reporting(word: str) -> bool:
    """Whether a word, in any of its endings, claims nothing by itself.

    Examples
    --------
    >>> is_reporting("concluded"), is_reporting("lobulated")
    (True, False)
    """
    if word in REPORTING:
        return True
    for ending in ("'s", "'", "s", "es", "ed", "d", "ing", "ly", "er", "ers", "est", "ment", "ments", "ion", "ions"):
        stem = word.removesuffix(ending)
        if stem != word and (stem in REPORTING or f"{stem}e" in REPORTING):
            return True
        if stem != word and len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in REPORTING:
            return True
    return (word.endswith("ies") and f"{word[:-3]}y" in REPORTING) or (
        word.endswith("ied") and f"{word[:-3]}y" in REPORTING
    )
