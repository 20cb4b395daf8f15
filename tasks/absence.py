"""Check a statement that something was not assessed: it may say that, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data_contracts.findings import Fact
from tasks import lexicon
from tasks.mentions import ClaimError
from tasks.spelling import spoken
from tasks.unmeasured import UNMEASURED
from tasks.vocabulary import is_reporting

NOT = r"(?:not|no|nothing|neither|nor|never|none|nobody|nowhere|without|un(?:able|willing)|fail(?:s|ed|ing)?|lack(?:s|ed|ing)?|refrain\w*|declin\w*|abstain\w*|stops? short|instead of)"
EXAMINED = (
    r"(?:assess|measur|evaluat|determin|analy[sz]|examin|quantif|investigat|stud(?:y|ied)|comput|calculat|judg|estimat|apprais|characteri[sz]|look|compar|grad(?:ed|ing)"
    r"|rat(?:ed|ing)\b|inspect|explor|carried out|carry out|undertak|undertook|perform|attempt|test|check|review|gaug|scor|search|sought|quer)\w*"
)
TOLD = (
    r"(?:address|consider|report|cover|captur|includ|known|knows?\b|disting|available|given|give\b|gives|stated|states?\b|provid|record|deal|part of|possible|infer|deriv|speak|say|said|tell|told|comment|answer|describ|made|make"
    r"|extract|touch|read\b|clear|follow|attest|discuss|mention|inform|data\b|claim|conclu|predict|establish|decid|settle|express|conver|turned|translat|done|among|subject|list|concern|contain|offer|work|ask|scope|aim|tackl"
    r"|handl|treated|exist|see\b|assign|verdict|opinion|view|word\b|statement|advice|figure|value|light|identif|pronounc|comes? with|go into|went into|taken? (?:up|into)|look)\w*"
)
UNASSESSED = (
    r"un(?:assessed|measured|known|evaluated|examined|determined|addressed|available|quantified|tested|checked|reported|explored|studied|answered|analysed|analyzed|clear|judged|graded|rated|stated|specified|resolved)"
    r"|(?:outside|beyond|out)(?: of)? (?:the |its |this |what |our )*(?:scope|reach|remit|limits?|method|analysis|pipeline|tool|report|assessment|range|was|is|has|it|can|could|\w+ (?:can|does|could|did|measure\w*|cover\w*|assess\w*))"
    r"|(?:leav\w+|remain\w*|kept|stays?|stayed|is|are|was|were|still) (?:\w+ )?(?:open|blank|aside|untouched|unanswered)|(?:leav\w+|left) (?:\w+ )?(?:out|aside)|omit\w*|skip\w*|exclud\w+ from|missing from|silent|ignor\w*|disregard\w*"
    r"|not assessed|anyone's guess|a matter for other"
)
"""Words that say by themselves that something was not assessed."""
DENIED = rf"\b(?:{UNASSESSED})|\b(?:gives?|provides?|offers?|makes?|reports?|states?|includes?|contains?|computes?|holds?|carr(?:y|ies)) no\b|\b{NOT}\b(?:\W+[\w'\u00a4-]+){{0,12}}?\W+(?:{EXAMINED}|{TOLD})|\b{EXAMINED} (?:by )?(?:none|nothing|nobody)\b"
TOPICS = {
    "input.spacing": r"(?:how (?:many|large|big) (?:mm|cm) )?(?:(?:the )?(?:pixel|voxel|image)s?(?:'s)? )?(?:spacing|size|scale|resolution|dimensions?)(?: of (?:a|the|each|one) pixels?)?(?: in (?:real )?(?:mm|units|length))?|(?:how (?:many|large|big) )?(?:mm|pixels?)\b(?: (?:a |one |each )?pixels?)?(?: (?:spans?|measures?|covers?|is|are|has))?(?: in mm)?",
    "input.plane": r"(?:(?:image|slice) )?(?:plane|orientation)(?: of the (?:slice|image))?",
    "tumour.place": r"(?:anatomical )?(?:place|location|position)(?: of the (?:tumour )?mask)?(?: in the brain)?|where (?:in the brain )?(?:the )?(?:tumour |mask )?lies",
    "tumour.hemisphere": r"(?:the )?(?:hemispheres?|sides?|laterality)(?: of the (?:tumour |mask )+)?|left or right|left and right",
    "grade": r"how (?:serious|bad|dangerous|severe|aggressive|malignant|benign) (?:(?:the|it|a) ?(?:tumour|lesion|mass)? ?(?:is|was|may be|might be))?|seriousness|(?:the )?(?:who |tumour |histological )?grad(?:es?|ing)(?: of (?:the |this )?(?:tumour|lesion|mass))?|malignan\w+|(?:how )?(?:aggressive|malignant|benign)(?:ness)?",
    "volume": r"volumetry|volumetric \w+|(?:size|extent) in (?:cubic \w+|[cm]m3|3d|three dimensions)|how (?:big|large|bulky) (?:the|it|a|the) ?(?:tumour|lesion|mass)? ?(?:is|was|may be)(?: in (?:volume|cubic \w+|[cm]m3|3d|three dimensions|total))|(?:tumour |lesion |total )?volumes?|(?:three-dimensional|3d|3-d) (?:size|extent)|cubic \w+",
    "other_lesions": r"(?:the )?(?:presence of |existence of )?(?:any )?(?:further|other|additional|more|multiple|second|another|satellite) (?:\w+ )?(?:lesions?|tumours?|masses|foci|mass)|(?:number|count) of (?:lesions|tumours)|(?:lesions?|tumours?|masses) elsewhere",
    "other_sequences": r"(?:other |further |additional )?(?:mri? |mr )?(?:sequences?|weightings?)|(?:other|further|additional) (?:mri?|scans|images)",
    "remaining_brain": r"(?:apart from|except for|besides|other than|beyond|outside) (?:the )?(?:(?:tumour|lesion|mask)\b ?)+,? ?(?:the |rest of the )*brain(?: tissue)?|(?:the )?(?:rest|remainder) of (?:the |this )?(?:brain|slice|head|image|scan)|remaining (?:brain(?: tissue)?|parts?)|(?:everything|anything|what(?:ever)?|the brain|brain tissue|tissue) (?:is |lies )?(?:outside|beyond|around|apart from|other than) (?:of )?(?:the )?(?:(?:tumour|lesion|mask)\b ?)+|other (?:parts|areas|regions) of the brain|(?:the )?(?:brain )?elsewhere",
    "contralateral": r"(?:side-(?:to|by)-side|left-right|symmetry) comparisons?|(?:comparisons?|compar\w+) (?:with|to|between|of) (?:the |its )?(?:other|opposite|two|both|left and right|left|right|contralateral)?(?: (?:sides?|hemispheres?|half|halves))?|(?:the )?(?:other|opposite|contralateral|two|both) (?:sides?|hemispheres?|half|halves)|a?symmetry|(?:left|one)[- ](?:to|versus|vs|and|side with the)[- ](?:right|other)|mirror side",
    "treatment": r"(?:(?:any|the|a) )?needs? (?:for|of) (?:treatment|therapy|surgery|an operation)|(?:how )?to treat(?: it)?|(?:the )?(?:treatments?|therap(?:y|ies)|management|interventions?|follow-up|next steps|surgery|operation|radiotherapy|chemotherapy)(?: options?| plans?| choices?)?|(?:how|whether) (?:it|the (?:tumour|lesion)|you|the patient) (?:should|could|might|can|may|will|would|is to|needs? to|ought to) be (?:treated|operated(?: on)?)|what (?:should|could|can|must|is to) be done(?: (?:about|with) it)?",
    "prognosis": r"how (?:you|we|they|he|she|it|things|the patient) (?:will |may |might |would |could |can )?(?:fares?|does?|do|goes?|gets? on|turns? out|ends?|develops?)\b(?: in the (?:long|short) (?:run|term)| later(?: on)?| from (?:here|now) on)?|(?:what )?(?:the )?future(?: (?:holds|brings|will bring|course|development))?|what (?:will|may|might|is going to|would) (?:happen|come)(?: (?:next|later|in (?:the )?future|to you))?|course the (?:illness|disease)|illness|disease|prognos[ie]s|prognostic \w+|outcomes?|outlooks?|survival|(?:expected |future )?course(?: of (?:the )?(?:disease|illness|tumour))?|recurrence|life expectancy|how (?:\w+ )?(?:the|it) [^.;,]*(?:develop|progress|grow)",
    "enhancement": r"contrast (?:behaviou?r|uptake|pattern|dynamics)|(?:pattern of )?(?:contrast )?(?:agent )?(?:enhancement|uptake)(?: pattern)?|(?:takes?|taking|took) up (?:the )?(?:contrast|dye)(?: agent| medium)?|(?:uptake of )?contrast(?: agent)?|(?:the )?(?:contrast )?dye|enhances",
    "oedema": r"(?:brain |cerebral |peritumou?ral |vasogenic |surrounding )?(?:oedema|swelling)|(?:swollen|excess (?:fluid|water)|fluid)(?: (?:tissue|brain|around the (?:tumour|lesion)))?",
    "midline_shift": r"(?:push|shift|mov|displac)\w* (?:the )?midline(?: structures)?(?: aside| over| away| across)?|(?:position|place|course|state) of the midline|(?:shift|deviation|displacement|movement)s? (?:of|across) the (?:brain's )?midline(?: structures)?|midline (?:shift|displacement|deviation|structures)|(?:the )?(?:midline|middle of the brain) (?:has |have |had |is |was |been |structures )*(?:been )?(?:shift\w*|push\w*|mov\w*|displac\w*|deviat\w*)(?: over| aside| away)?",
    "mass_effect": r"mass effects?|(?:effects? of (?:the )?(?:mass|pressure)|pressure|compression|displacement|push\w*|press(?:es|ed|ing)?)(?: (?:on|of) (?:the )?(?:brain|surrounding|neighbouring|adjacent|nearby|its|structures|tissue|surroundings|neighbours| )+)?",
    "histology": r"histolog(?:y|ical)(?: (?:type|subtype|findings?|diagnosis))?|tissue (?:type|diagnosis)|patholog(?:y|ical)(?: \w+)?|cell types?|subtypes?|molecular (?:\w+)|(?:microscopic|genetic) \w+|tissues?(?: samples?)?|(?:tissue |biopsy )?samples?|(?:the )?microscope|biopsy(?: result)?",
    "class.certain": r"whether the class is certain|certainty",
}  # fmt: skip
"""Other names of what may not have been assessed, by the id of the fact."""
NAMED_BY_CLAIM = (
    "other_sequences",
    "oedema",
    "midline_shift",
    "mass_effect",
    "enhancement",
    "volume",
    "histology",
    "grade",
)
"""What may also be named by the words that would claim it."""
QUESTION = re.compile(
    r"(?:\b(?:whether|if|how|what|why|when)|(?<!, )\b(?:which|where|who))\b(?:(?!\b(?:not|nothing|neither|unknown|unassessed|undetermined|unclear|remains?|was n|is n|outside|beyond|though|although|but|yet|while)\b)[^.;:])*"
)
PRESENT = (
    r"\d|\b(?:left|right|axial|coronal|sagittal|present|seen|visible|absent|evident|detected|found|excluded|shows?|noted|observed|appears?|high|low|good|bad|poor|probabl[ey]"
    r"|likely|possibly|mild|severe|small|large|favou?rable|needed|seems?|looks like|suspected|ruled out|some|there (?:is|are|was|were)(?: an?| the| no| any)*(?= ¤))\b"
)
NO_TOPIC = re.compile(
    rf"(?<!gives )(?<!give )(?<!offers )(?<!provides )(?<!makes )(?<!states )(?<!includes )(?<!contains )(?<!computes )(?<!reports )\bno (?:\w+ )?¤"
    rf"(?! (?:[\w']+ ){{0,5}}?(?:was|were|is|are|has been|have been|had been|can be|could be|will be|being) (?:\w+ )?(?:{EXAMINED}|included|available|given|provided|made|stated|offered|used|involved|part))(?! (?:entered|enters|used|went|goes)\b)(?!\s*{EXAMINED})"
)
SAYING = r"(?:advice|information|statement|opinion|conclusion|verdict|recommendation|estimate|answer|plan)s?"
ASSESSMENT = r"(?:assessment|evaluation|measurement|analysis|examination|appraisal|study|review)s?"
REPORTER = rf"(?:we|i|the (?:{ASSESSMENT}|report|program|programme|software|file|header|pipeline|tool|method|system|model|computer))"
COUNTED_AS_NONE = ("oedema", "midline_shift", "mass_effect", "enhancement", "other_lesions")
"""What "none" would say to be absent, as the result of an assessment."""
UNDENIABLE = re.compile(r"input\.|tumour\.|volume|histology|prognosis")
"""What "no ..." cannot say to be absent: everything has a size, a side and a volume."""
HAPPENS = (
    r"enhanc(?:es|ed|ing)|compress(?:es|ed|ing)|displac(?:es|ed|ing)|shifted|swollen|swells|grow(?:s|ing)|grew|progress(?:es|ed|ing)|recurred|treated"
    r"|operated|resected|bleeds|bled|malignant|benign|normal|healthy|necrotic|ha?emorrhagic|herniated|invades|infiltrates|intact|unremarkable"
)
"""Words that make a finding of what was not assessed, whatever is said of the assessment."""
SECOND_CLAIM = re.compile(
    rf"\b(?:{lexicon.TUMOUR}|it|you|patient|brain) (?:(?:is|was|are|has|does|do|looks|seems|also|now|\w+ly) )*(?:an? |the )?¤"
    rf"|\b(?:{lexicon.TUMOUR}|it|you|he|she|patient|things|all) (?:\w+ )?(?:will|shall|is going to|are going to)\b"
    r"|\b(?:it|they|there) (?:is|are|was|were|does|do|has)(?: none| nothing)?\W*$"
    r"|¤ (?:is|was|are|were|looks?|seems?|appears?) (?!an? |the |one |for |left |up |also |another |among |outside |beyond |out |what |something |to )\w"
)
"""A clause of its own that tells what was not assessed ("and the tumour is aggressive")."""
SECOND_CLAUSE = re.compile(r"[;:.](?!\d)|,|\b(?:and|but|although|though|while|whereas|yet|because|since)\b")
LEFT_UNSAID = r"\b(?:is|was|are|were|has|have|had|could|can|did|do|does|will) not(?: been| be| so| yet| either)*\W*$"
"""A denial whose verb stands in another clause ("the diameter is known, the spacing is not")."""
CLAUSES = re.compile(r"[;:.](?!\d)|,|\b(?:but|although|though|while|whereas|yet)\b")


def is_absence(said: str) -> bool:
    """Whether words say that something was not assessed."""
    parts = CLAUSES.split(said)
    if any(re.search(DENIED, part) for part in parts):
        return True
    return any(re.search(LEFT_UNSAID, part) for part in parts) and bool(re.search(rf"\b(?:{EXAMINED}|{TOLD})", said))


def completed(silent: str, rest: str) -> str:
    """A denial with the verb that the rest of the sentence lends it ("..., the spacing is not" of "is known")."""
    if re.search(LEFT_UNSAID, silent.lower()) and re.search(rf"\b(?:{EXAMINED}|{TOLD})", rest.lower()):
        return f"{silent.rstrip(' .')} known"
    return silent


def check_absence(text: str, facts: Sequence[Fact]) -> None:
    """Check a sentence that cites facts which were not assessed.

    Raises
    ------
    ClaimError
        If it does not say so, says it of something else, or claims anything besides.
    """
    said = re.sub(r"\b(?:your|his|her|their|our|my|this|these|those)\b", "the", spoken(text))
    said = _in_plain_words(said, facts)
    if all(fact.id.startswith("input.") for fact in facts):
        said = re.sub(r"\b(?:absent|missing|lacking)\b", "unknown", said)
    if not is_absence(said) and not is_absence(_without_topics(said, facts)):
        raise ClaimError("words findings that were not assessed without saying so")
    if found := re.search(rf"\b(?:{HAPPENS})\b", QUESTION.sub(" ", said)):
        raise ClaimError(f"{found.group()!r} is a claim in a statement that something was not assessed")
    said = _named(said, facts)
    _check_second_claim(said)
    said = _merged(said)
    if found := NO_TOPIC.search(said) if any(UNDENIABLE.match(fact.id) is None for fact in facts) else None:
        raise ClaimError(f"{found.group()!r} is a claim in a statement that something was not assessed")
    said = QUESTION.sub(lambda question: _asked(question.group(), facts), said)
    said = re.sub(rf"\b(?:{UNASSESSED})", "unassessed", said)
    for part in CLAUSES.split(said):
        found = re.search(r"\b(?:no|not|never|without|absent|excluded)\b", part)
        if found and not re.search(rf"{DENIED}|{LEFT_UNSAID}", part):
            raise ClaimError(f"{found.group()!r} (negation) in a statement that something was not assessed")
    for what, pattern in UNMEASURED.items():
        if found := re.search(rf"(?<!\w)(?:{pattern})(?!\w)", said):
            raise ClaimError(
                f"{found.group()!r} ({what.replace('_', ' ')}) in a statement that something was not assessed"
            )
    if found := re.search(PRESENT, said):
        raise ClaimError(f"{found.group()!r} is a claim in a statement that something was not assessed")
    for word in re.findall(r"[a-z][a-z']+", said):
        if not (is_reporting(word) or re.fullmatch(f"{NOT}|unassessed|{EXAMINED}|{TOLD}|{lexicon.TUMOUR}", word)):
            raise ClaimError(f"{word!r} in a statement that something was not assessed")


def _check_second_claim(said: str) -> None:
    """No clause may tell what another one says was not assessed."""
    for part in SECOND_CLAUSE.split(QUESTION.sub(" ", said)):
        found = SECOND_CLAIM.search(part)
        if found and not re.search(rf"{DENIED}|{LEFT_UNSAID}", part):
            raise ClaimError(f"{found.group()!r} is a claim in a statement that something was not assessed")


def _without_topics(said: str, facts: Sequence[Fact]) -> str:
    return _merged(_named(said, facts))


def _merged(said: str) -> str:
    """Names of topics in a row as one."""
    return re.sub(r"¤(?:(?: ?[,/]? ?(?:and|or|nor|as well as|&)?) ?(?:the |an? |any )?¤)+", "¤", said)


def _named(said: str, facts: Sequence[Fact]) -> str:
    """The words with every name of what was not assessed as a sign of its own."""
    named = False
    for fact in sorted(facts, key=lambda fact: -len(fact.name)):
        names = (
            re.escape(spoken(fact.name)),
            TOPICS.get(fact.id, r"(?!)"),
            rf"(?:(?:any|the|an?) )?(?:{UNMEASURED[fact.id] if fact.id in NAMED_BY_CLAIM else '(?!)'})",
        )
        for name in names:
            said, count = re.subn(rf"(?<!\w)(?:{name})(?!\w)", "¤", said)
            named = named or count > 0
    if not named:
        raise ClaimError("does not name what was not assessed")
    return said


def _in_plain_words(said: str, facts: Sequence[Fact]) -> str:
    """Turns of phrase by which an assessment is denied, in words that deny it outright; "the growth" as the tumour."""
    said = re.sub(r"\b(the|a) growths?\b(?! (?:of|rate|speed|pattern))", r"\1 tumour", said)
    said = re.sub(r"\bgrowths\b", "tumours", said)
    said = re.sub(rf"(^|\b{EXAMINED} )(?:any|the) need for\b", r"\1", said)
    said = re.sub(r"\b1 (?=pixels?\b|voxels?\b|px\b)", "a ", said)
    said = re.sub(
        rf"\b({ASSESSMENT}|program|software|pipeline|report) (was|has|did|does|is|were|do|could)( \w+)? not (?:be |been )?(?:extend|reach|stretch|go|appl)\w*(?: out| as far)?(?: as| to| into| beyond)\b",
        r"\1 \2\3 not cover",
        said,
    )
    if all(UNDENIABLE.match(fact.id) for fact in facts):
        said = re.sub(rf"\b({REPORTER}) (do|does|did) not have\b", r"\1 \2 not know", said)
    if not any(fact.id in COUNTED_AS_NONE for fact in facts):
        said = re.sub(rf"\b({ASSESSMENT} of [^.;:,]*?)\s*[:=,]\s*(?:none|nil)\s*\.?$", r"\1 not assessed", said)
    return re.sub(
        rf"\bno ([^.;:,]*?\b{SAYING}) (can|could|may|should|is to) be (?:drawn|derived|inferred|gained|obtained|taken|gathered|deduced|given|made)\b",
        r"\1 \2 not be given",
        said,
    )


def _asked(question: str, facts: Sequence[Fact]) -> str:
    """What is left of an indirect question ("whether it is present"): it claims nothing, but names what it asks about."""
    first, comma, rest = question.partition(",")
    for fact in facts:
        first = re.sub(rf"(?<!\w)(?:{UNMEASURED.get(fact.id, '(?!)')})(?!\w)", " ", first)
    question = first + comma + rest
    words = re.sub(
        rf"{PRESENT}|\b(?:{HAPPENS})\b|\bhow \w+|\b(?:exert|caus|creat|produc|press)\w*|\b(?:may|might|could|will|would)\b",
        " ",
        question,
    )
    return re.sub(r"\b(?:whether|if|how|which|what|where|who|why|when)\b", " ", words)
