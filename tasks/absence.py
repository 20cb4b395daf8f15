"""Check a statement that something was not assessed: it may say that, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data_contracts.findings import Fact
from tasks import lexicon
from tasks.quantities import ClaimError
from tasks.unmeasured import MORPHOLOGY, UNMEASURED, is_reporting

DONE = (
    r"(?:assess|measur|evaluat|determin|analy[sz]|examin|quantif|investigat|stud(?:y|ied)|address|consider|comput|judg|estimat|report|rat(?:e|ed|ing)\b"
    r"|look|cover|captur|includ|known|available|given|stated|provided|recorded|reviewed|tested|test|checked|check|graded|dealt|deal|attempt|part of"
    r"|apprais|compar|characteri[sz]|possible|infer|deriv|speak|speaks|say|tell|tells|comment|answer|describe|made|make|extract|touch|read\b|gaug|scor|follow|clear|state)\w*"
)
PHRASES = (
    rf"(?:neither|nor|not|never)(?: \w+){{0,3}}? {DONE}(?: at| for| into| on| upon| from| with| about| of| to| out)?",
    rf"no [\w\s'-]{{2,60}}? (?:was|were|is|are|has been|have been|can be|could be) {DONE}",
    r"no (?:\w+ )?(?:assessments?|measurements?|evaluations?|analysis|estimates?|information|data|statements?|judge?ments?|conclusions?|comments?|claims?|findings?"
    r"|answers?|figures?|values?|attempts?)(?: \w+){0,2}?(?: (?:of|on|about|for|to|regarding|concerning|as to))?",
    r"nothing (?:can|could|may|is|was|has)(?: be| been)? (?:said|known|measured|stated|inferred|concluded|reported|assessed|determined)(?: about| of| on| regarding)?",
    r"un(?:assessed|measured|known|evaluated|examined|determined|addressed|available|quantified|tested|checked|reported|explored)",
    r"(?:outside|beyond)(?: of)? (?:the |its |this |what )?(?:scope|reach|remit|method|analysis|pipeline|tool|method's scope|(?:this |the )?\w+ (?:can |does )?(?:measures?|covers?|assess\w*))",
    r"(?:leaves?|left|remains?) (?:\w+ )?(?:open|unanswered|aside|out|unassessed|unclear)|(?:omits?|omitted|omitting|skips?|skipped|excluded from|missing from)",
    r"without (?:any )?(?:assess|evaluat|measur|examin)\w+(?: of)?|lack\w* (?:of )?(?:information|data|assessment)(?: on| about| of)?|fail\w* to (?:assess|measure|cover)",
    r"(?:tool|report|analysis|method|program|programme|pipeline|network|model|software|system|it|we|study)\s+(?:gives?|provides?|offers?|makes?|reports?|computes?|states?|includes?) no",
)
OTHER_NAMES = {
    "input.spacing": r"(?:pixel )?(?:spacing|size)(?: of (?:a|the) pixels?)?(?: in mm)?|scale|resolution",
    "input.plane": r"plane(?: of the slice)?|orientation",
    "tumour.place": r"(?:place|location|position|anatomical location)(?: of the (?:tumour )?mask)?(?: in the brain)?|where (?:in the brain )?(?:the )?(?:tumour |mask )?lies",
    "grade": r"grad(?:e|ing) of the (?:tumour|lesion)|tumour grade|malignancy|who grade",
    "volume": r"(?:tumour |lesion )?volumes?|volume of the (?:tumour|lesion)",
    "other_lesions": r"(?:the )?(?:presence of |existence of )?(?:further|other|additional|more|multiple) (?:lesions?|tumours?|masses|foci)",
    "other_sequences": r"(?:other )?(?:mri? )?sequences|other (?:mri?|scans|images)",
    "remaining_brain": r"(?:the )?(?:rest|remainder) of the brain|remaining brain(?: tissue)?|other (?:parts|areas) of the brain",
    "contralateral": r"comparison (?:with|to|between) (?:the )?(?:other|opposite|two|both) (?:sides?|hemispheres?)|other (?:side|hemisphere)|asymmetry|symmetry",
    "treatment": r"treatments?(?: options?)?|therap(?:y|ies)|management",
    "prognosis": r"prognosis|outcome|outlook|survival",
    "enhancement": r"(?:pattern of )?(?:contrast )?(?:enhancement|uptake)(?: pattern)?|uptake of contrast|dye",
    "midline_shift": r"(?:shift|deviation|displacement) of the midline|midline (?:shift|displacement|deviation)|shift across the midline",
    "histology": r"histolog(?:y|ical (?:type|subtype))|tissue type|pathology|cell type|subtype",
    "class.certain": r"whether the class is certain|certainty",
}
CLAIM = re.compile(
    r"\d|\b(?:left|right|axial|coronal|sagittal|present|seen|visible|absent|evident|detected|found|excluded|shows?|noted|observed|there (?:is|are)|appears?|high|low|good|bad|poor|probabl[ey]"
    r"|likely|possibly|mild|severe|small|large|favou?rable|needed|none)\b"
)

HAPPENS = (
    r"enhanc(?:es|ed|ing)|compress(?:es|ed|ing)|displac(?:es|ed|ing)|shifted|swollen|swells|grow(?:s|ing)|grew|progress(?:es|ed|ing)|recurred|treated"
    r"|operated|resected|bleeds|bled|malignant|benign|normal|healthy|necrotic|ha?emorrhagic|herniated|invades|infiltrates|intact|unremarkable"
)
"""Words that make a finding of what was not assessed, whatever is said of the assessment."""


def is_absence(said: str) -> bool:
    """Whether words say that something was not assessed."""
    return any(re.search(rf"\b(?:{phrase})", said) for phrase in PHRASES)


def check_absence(text: str, facts: Sequence[Fact]) -> None:
    """Check a sentence that cites facts which were not assessed.

    Raises
    ------
    ClaimError
        If it does not say so, says it of something else, or claims anything besides.
    """
    said = lexicon.spoken(text)
    if not is_absence(said):
        raise ClaimError("words findings that were not assessed without saying so")
    if re.search(r"\bwhether\b|\bif\b", said):
        said = re.sub(r"\b(?:is|are|was|were|there) (?:present|there|absent|visible|normal|any|is|are)\b", " ", said)
    elif found := re.search(rf"\b(?:{HAPPENS})\b", said):
        raise ClaimError(f"{found.group()!r} is a claim in a statement that something was not assessed")
    named = False
    for fact in sorted(facts, key=lambda fact: -len(fact.name)):
        names = [
            re.escape(lexicon.spoken(fact.name)),
            OTHER_NAMES.get(fact.id, r"(?!)"),
            UNMEASURED.get(fact.id, r"(?!)"),
        ]
        for name in names:
            said, count = re.subn(rf"(?<!\w)(?:{name})(?!\w)", "\u00a4", said)
            named = named or count > 0
    if not named:
        raise ClaimError("does not name what was not assessed")
    for phrase in PHRASES:
        said = re.sub(rf"\b(?:{phrase})", " ", said)
    said = re.sub(r"\b(?:neither|nor|none of|or|(?:whether|if) (?:there (?:is|are)|any)?)\b", " ", said)
    checked = (("negation", lexicon.NEGATION), *UNMEASURED.items(), ("medical word", MORPHOLOGY))
    for what, pattern in checked:
        if found := re.search(rf"(?<!\w)(?:{pattern})(?!\w)", said):
            raise ClaimError(
                f"{found.group()!r} ({what.replace('_', ' ')}) in a statement that something was not assessed"
            )
    if found := CLAIM.search(said):
        raise ClaimError(f"{found.group()!r} is a claim in a statement that something was not assessed")
    words = [word for word in re.findall(r"[a-z][a-z']+", said) if not is_reporting(word) and word not in _ALSO]
    if words:
        raise ClaimError(f"{words[0]!r} in a statement that something was not assessed")


_ALSO = frozenset(
    [
        "remain",
        "remains",
        "assessed",
        "assessment",
        "attempted",
        "items",
        "aspects",
        "following",
        "scope",
        "remit",
        "today's",
        "whatsoever",
        "cannot",
        "therefore",
        "answered",
        "investigated",
        "anything",
        "beyond",
        "study",
        "pipeline",
        "here",
        "tumour",
        "tumours",
        "lesion",
        "patient",
        "slice",
        "single",
        "alone",
        "presence",
        "possible",
        "any",
        "kind",
        "degree",
        "extent",
        "question",
        "report",
        "not",
        "unanswered",
        "attempt",
        "aims",
        "aim",
        "aimed",
        "matter",
        "topic",
        "comment",
        "pattern",
        "also",
        "however",
        "nor",
        "able",
    ]
)
