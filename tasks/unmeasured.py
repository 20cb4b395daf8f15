"""What no stage measures, and the words that would claim it."""

from __future__ import annotations

UNMEASURED = {
    "oedema": r"(?:o?edema\w*|swelling|swollen|swells?)",
    "midline_shift": r"midline\s+(?:structures?\s+)?(?:shift\w*|displac\w*|deviat\w*)|(?:shift\w*|deviat\w*|displac\w*)"
    r"\s+(?:of|across)\s+(?:the\s+)?midline(?:\s+structures?)?|across the midline|midline (?:is|was) \w*shift\w*|shift(?:s|ed|ing)?",
    "mass_effect": r"mass[\s-]+effects?|compress\w*|herniat\w*|effac\w*|displac\w*|hydroceph\w*|intracranial pressure"
    r"|pressure|push(?:es|ed|ing)\b|squeez\w*|squash\w*|bent|bow(?:ed|ing)|imping\w*|crowd\w*|obstruct\w*|dilat\w*|enlarge\w*"
    r"|distort\w*|deform\w*|deviat\w*",
    "enhancement": r"(?:pattern of )?(?:contrast[\s-]+)?(?:enhanc\w*)|uptake|gadolinium|contrast(?: agent| medium)?|avid\w*|light(?:s|ed|ing)? up|lit up",
    "volume": r"(?:tumou?r )?volumes?|volumetric|(?:mm|cm)3|millilit\w+|\bml\b|cubic",
    "other_lesions": r"(?:there|it) (?:is|are|was|were) (?:the |an? )?(?:only )?(?:another|second|one|1|two|2|more|others|several)(?: (?:one|ones|spots?|of (?:them|these)))?(?=[,;]|\.(?!\d)|$)|satellite\w*|multifocal\w*|multicent\w*|metasta\w*|multiple|several|numerous|many|nodul\w+"
    r"|(?:second|third|further|other|additional|another|more|separate|no other)(?:,? (?:smaller|larger|tiny|small|little|faint|separate|distinct)){0,2} (?:lesion|tumour|mass|focus|foci|growth|finding)\w*"
    r"|(?:solitary|single|lone|sole|only one|one|isolated|unifocal) (?:lesion|tumour|mass|focus|growth)\w*|solitary|unifocal"
    r"|elsewhere|seeding|leptomeninge\w*|drop (?:metasta\w*|lesions?)|only (?:problem|abnormality|finding|lesion|tumour|mass|thing)",
    "grade": r"(?:low|high|tumour|who|world health)?[\s-]*grad(?:e|es|ed|ing)\b|malignan\w*|benign|aggressi\w*|cancer\w*|who (?:i|ii|iii|iv|\d)"
    r"|anaplas\w*|dedifferent\w*|dangerous|harmless|atypical",
    "histology": r"histolog\w*|patholog\w*|biops\w*|molecular\w*|idh\w*|mgmt\w*|methylat\w*|mutat\w*|mutant|1p19q|ki-?67"
    r"|mitot\w*|cellular\w*|cells?|necro\w*|calcif\w*|calcium|gen(?:e|es|etic\w*)|subtype\w*"
    r"|cyst\w*|ha?emorrh\w*|blood\w*|bleed\w*|bled|infarct\w*|vascular\w*|isch\w+mi\w*|glioblastoma\w*|gbm|astrocytoma\w*"
    r"|lymphoma\w*|schwannoma\w*|oligodendro\w*|ependymoma\w*|craniopharyngioma\w*|abscess\w*|macro\w*adenoma\w*"
    r"|prolactinoma\w*|h(?:a?e)?matoma\w*|fluid\w*|cavit\w*|stroke\w*|an?eurysm\w*|infect\w*|inflamm\w*|demyelin\w*|hormon\w*"
    r"|ki-67|proliferat\w*|differentiat\w*|carcino\w*|sarcoma\w*|melanoma\w*",
    "prognosis": r"worr\w+|alarm\w*|frighten\w*|reassur\w*|prognos\w*|surviv\w*|outcomes?|outlook|progress(?:ion|ive|es|ed|ing)?|recur\w*|relaps\w*|life expectancy|mortality"
    r"|gr(?:ow(?:s|n|th|ing)?|ew)\b|rapid\w*|fast|slow\w*|stable|stability|regress\w*|shr[iau]nk\w*|recover\w*|curable|cure[ds]?|fatal|lethal|die[sd]?|dying"
    r"|spreading\b(?! (?:over|across))|(?:has|have|had) spread(?! (?:over|across|out|between|evenly|its|the))|evolv\w*|expand\w*|remission|expected to(?! be \d)",
    "treatment": r"(?:see|call|ask|visit|consult) (?:an?|your|the) (?:doctor|physician|specialist|surgeon|gp|clinic)|treat\w*|surg\w*|resect\w*|chemo\w*|radio-?therap\w*|radiosurg\w*|radiotherap\w*|irradiat\w*|therap\w*|recommend\w*"
    r"|follow[\s-]*up|operat\w*|operable|inoperable|craniotom\w*|medicat\w*|drug\w*|steroid\w*|dexameth\w*|temozolomide|refer(?!ence|(?:s|red)? (?:only |just |solely )?to (?:an?|the|this|its) (?:slice|evidence|axial|coronal|sagittal|\u00a4|image|case|picture|level|mask|tumour mask))\w*|advis\w*"
    r"|consult\w*|urgent\w*|emergen\w*|should\b|needs?\b|needed|require\w*|ought|remov\w*|excis\w*|decompress\w*|shunt\w*|dose\w*"
    r"|manage[ds]?|manageab\w+|management|suggested that the patient|monitor\w*|warrant\w*|work-?up|admission|admit\w*",
    "other_sequences": r"t2\*?\w*(?:-?weighted)?|flair|diffusion\w*|perfusion|spectroscop\w*|dwi|adc|swi|dti|pet|ct|computed tomography",
    "contralateral": r"contralateral\w*|ipsilateral\w*|other (?:side|hemisphere|half)|opposite (?:side|hemisphere|half)|(?:un)?a?symmetr\w*"
    r"|(?:crosses|crossing|crossed) (?:to|over|the)\b",
    "remaining_brain": r"normal\w*|unremarkable|health\w*|intact|preserved|abnormal\w*|rest of the brain|patholog\w*"
    r"|remain(?:ing|der) (?:brain|parenchyma|tissue|structures?)|remaining|remainder|remnant|residual|atroph\w*|age-appropriate|spared|sparing"
    r"|white matter (?:disease|change|lesion)\w*|leuko\w*|gliosis|elsewhere",
    "appearance": r"invad\w*|invasi\w*|infiltrat\w*|margin(?!ally)\w*|borders?\b(?! on)|edges?|irregular\w*|regular(?!ly)|heterogen\w*|homogen\w*"
    r"|(?:hyper|hypo|iso)(?:-?intens\w*|-?dens\w*)|intensit\w*|signal|lobulat\w*|lobed|spicul\w*|round(?:ish)?|rounded (?:mass|lesion|tumour|shape)|oval|spherical|solid|diffuse"
    r"|(?:ill|well|poorly|sharply|clearly)[\s-]+(?:defined|demarcated|delineated|circumscribed)|circumscrib\w*|shape[ds]?|bright\w*|dark\w*|ring\w*|rim\w*"
    r"|smooth\w*|textur\w*|septa\w*|tail|core|capsul\w*|exophytic|encas\w*|engulf\w*|erod\w*|erosi\w*|thick\w*|destr[ou]\w*|extra-?axial|intra-?axial"
    r"|soft|hard|sharp\w*|(?:well|poorly|clearly|vaguely|smoothly|neatly) (?:bounded|outlined|limited|contained|separated|set off)|fatty|fat|flow voids?|flow|mushroom\w*|broad-based|pedunculat\w*",
    "size in words": r"large\b|small\b|big\b|huge|massive|tiny|sizeable|sizable|bulky|extensive\w*|mild\w*|severe\w*|markedly"
    r"|significant\w*|considerabl[ey]|giant|minor|major(?! axis)|moderately sized|gross\w*|prominent|subtle|faint",
    "the patient": r"patient's (?!own|left|right|true|real|actual|sides?\b|brain|head|scan|image|slice|picture|hemisphere|anatomy|point|perspective|view|result|report)\w+|serv(?:es|ing) (?:the|an?)\b|symptom\w*|histor(?:y|ies)|headache\w*|seizure\w*|epilep\w*|deficit\w*|aphasi\w*|years?[\s-]+(?:old|of age)|age[ds]?\b|elderly"
    r"|young\w*|wom[ae]n|m[ae]n\b|female|male\b|girl|boy|child\w*|adult\w*|lady|gentleman|speech|language|motor|vision|visual(?!i[sz])\w*|memory|personality"
    r"|complain\w*|suffer\w*|pain(?:s|ful\w*)?\b|nausea|vomit\w*|weakness|paresis|paraly\w*|hemipar\w*|conscious\w*|clinical\w*|neurologic\w*|smok\w*"
    r"|family|pregnan\w*|occupation\w*|hospital\w*|dizz\w*|numb(?:ness|s|ed|ing)?|number of (?:lesions|tumours|masses|foci)|hear(?:ing|s)?\b|function\w*|risk\w*|exposure",
    "performance": r"approv\w*|certif\w+|licen[sc]ed|trust(?! in (?:its|the|this) (?:own )?(?:answer|choice|class|label|prediction|verdict|guess)[^.;]{0,20}\b(?:high|low|moderate)\b)\w*|errs?\b|accura\w+|sensitivit\w+|specificit\w+|auroc|auc|error rate|reliab\w+|trustworth\w+|validat\w+|correct(?:ly|ness)?|mistak\w+",
    "another space": r"scanner\w*|native space|world coordinates|talairach|subject space",
    "firmness": r"(?:pinned|nailed) down (?:exactly|precisely|firmly)|(?:exactly|precisely|firmly) (?:pinned|nailed) down|exact (?:figure|value|number)|(?:holds?|true|valid) (?:at|for|in) (?:any|every|all)|budg\w+|(?:is|stays|remains) (?:firm|fixed|constant)",
    "image quality": r"(?:image|picture|scan|slice) (?:is|was|looks) (?:good|poor|bad|fine|excellent|complete)|quality|motion|blurr\w*|tesla|noisy|artefact\w*|artifact\w*",
    "somebody's word": r"(?:other|earlier|second|another|further|prior|previous|remaining|follow-up|separate|independent) (?:\w+ )?(?:images?|scans?|sequences?|pictures?|models?|networks?|readers?|readings?|raters?|observers?|opinions?|studies|study|examinations?|programs?) (?:also |too |\w+ly )?(?:agree|confirm|concur|support|back|show|point|bear|bore|say|said|see|saw)\w*|(?:by|from|to) (?:an? |the |two )?(?:\w+ )?(?:radiologist|expert|doctor|physician|surgeon|neurologist|human)s?|(?:radiologist|expert|doctor|physician|surgeon|neurologist)s? (?:also |has |have |had )?(?:agree|confirm|check|review|drew|draw|read|saw|found|think|thought)\w*",
    "stage": r"(?:early|late|advanced|primary|secondary|recurrent)(?= (?:\u00a4|tumour|lesion|mass|stage))|(?:early|late|advanced|final|end) stages?|by chance|incidental(?!ly)",
    "origin": r"originat\w*(?! (?:from|in|with) the (?:file|header|image|picture))|aris(?:es?|ing)|arose|stems from|starts? (?:in|from)|caus\w+|due to|because of|result of|leads? to|genesis",
    "time": r"(?:long|short) time|over time|been there|of late|at once|come back|comes back|returns\b|previous\w*|prior|earlier|compared (?:to|with) (?:the )?(?:last|previous|prior|earlier|baseline)|increas\w*|decreas\w*|reduc\w*|unchanged"
    r"|new(?:ly)?\b|former\w*|(?:first|latest|next) (?:scan|visit|mri|exam\w*)|last (?:scan|exam\w*|study|mri|image|year|month|visit|time|appointment|check\w*|report)|(?:smaller|larger|less|more) than (?:before|last|at (?:the|your) (?:last|previous|first))|months?|weeks?|days?|years?|longstanding|chronic|acute\w*"
    r"|raised|elevated|worse\w*|improv\w*|recent\w*|today|old\b|baseline",
    "anatomy outside the findings": r"eyes?|eyeballs?|ears?|nose|nasal|tongue|neck|jaw|teeth|dominant|lobes?\b|gyr(?:us|i)\b|cortex|cortical\w*|sulc\w+|cerebell\w+|brain[\s-]?stem|pons\b|pontine|mesenceph\w*|midbrain"
    r"|medulla\w*|corpus callosum|callosal|callosum|sella\w*|suprasell\w*|parasell\w*|intrasell\w*|basal ganglia|white matter|gr[ae]y matter|ventric\w+"
    r"|thalam\w+|hypothalam\w+|pineal|meninx|mening(?:es|eal)|dura\w*|falx\w*|falcine|parafalcine|tentori\w+|cistern\w*|skull\w*|bon[ey]\w*|orbit\w*"
    r"|cavern\w+|optic\w*|chiasm\w*|(?:pituitary|hypophys\w+) (?:gland|fossa|stalk)|hypophys\w*|infundibul\w*|internal capsule|frontal\w*|temporal\w*"
    r"|parietal\w*|occipital\w*|insula\w*|hippocamp\w+|amygdal\w+|putam\w+|caudate|pallid\w+|accumbens|cingul\w+|convexity|surface\w*|(?:base|bottom|top|back|front) of the brain|vertex|scalp"
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
    r"(?:is|was) final\b|(?:only|sole) (?:possible|conceivable|imaginable)|matter is (?:closed|settled|decided)|case closed|beyond dispute|definit\w*|(?:a |in )fact(?: that)?|certainly|certain\b|certainty that(?! the (?:model|network|rule|program)|[^.;,]*? (?:is|was|remains) (?:graded |rated |called )?(?:low|moderate|high)\b)|with certainty|confirm\w*|prove[snd]?\b|proof|undoubted\w*|without (?:a |any )?(?:doubt|question)"
    r"|beyond (?:a |any |all )?(?:reasonable )?(?:doubt|question|dispute)|no (?:doubt|question)|leaves? no (?:doubt|room)|no room|unequivocal\w*|conclusive\w*|diagnos\w*"
    r"|pathognomonic|(?:in|beyond|under|past) (?:any )?(?:dispute|question|doubt)|establish\w*|guarantee\w*|surely|sure\b|clear(?:ly)?\b|obvious\w*|evidently|unmistak\w*|undeniabl\w*|indisputabl\w*|(?:must|has to) be (?:an? |the )?(?=\u00a4)"
    r"|always|absolutely|absolute certainty|perfect\w*|unquestionabl\w*|unambiguous\w*|can only be|nothing (?:else|but)|verif\w*|typical\w*|classic\w*"
    r"|characteristic\w*|incontrovertibl\w*|irrefutabl\w*|doubtless\w*|categorical\w*|foolproof|infallibl\w*|is known to be(?! (?:about |around )?\d)"
)
