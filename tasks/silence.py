"""Turns of phrase by which a sentence says that something was not assessed, and the plain words that they come to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data_contracts.findings import Fact
from tasks.mentions import ClaimError

EXAMINED = (
    r"(?:assess|measur|evaluat|determin|analy[sz]|examin|quantif|investigat|stud(?:y|ied)|comput|calculat|judg|estimat|apprais|characteri[sz]|look|compar|grad(?:ed|ing)"
    r"|rat(?:ed|ing)\b|inspect|explor|carried out|carry out|undertak|undertook|perform|attempt|test|check|review|gaug|scor|search|hunt|sought|quer|establish|ascertain|resolv|clarif|settl|work(?:ed)? out)\w*"
)
"""Words of an assessment."""
TELLING = r"(?:address|consider|report|cover|record|comment|answer|describ|discuss|mention|inform|conclu|predict|stat(?:e|ing)|say|entry|result|figure|value|data|word|touch|view|verdict|opinion|estimate)\w*"
"""Words of a result that is told."""
MISREAD = re.compile(
    r"\b(?:should|must|can) not be (?:read|taken|seen|understood) as (?:an? )?(?:statement|verdict|finding|opinion|word|comment) (?:on|about|of)\b|\b(?:please )?do not (?:go )?(?:looking|look|search|searching) for [^.;,]*(?=,)|\b(?:nobody|no one|you|one|readers?) (?:should|must|can|may) (?:not )?(?:read|infer|conclude|take|assume|deduce) (?:anything|a thing)(?: here| into [^.;,]{0,30}?)?(?: (?:about|on|of|as to))?\b|\b(?:their|its|the|whose) (?:presence or )?absence (?:should|can|must|may|could) not be (?:inferred|assumed|concluded|deduced|read|taken for granted)\b"
    r"|\bneither (?:its|their|the) (?:presence|existence) nor (?:its|their|the) absence (?:is|was|can be|should be) (?:stated|claimed|implied|inferred|asserted|reported|known)\b"
    r"|\b(?:i|we) (?:shall|will|do|can|would) not speculate(?: (?:on|about) (?:it|that|them|this))?\b"
    r"|\bno (?:\w+ )?reassurance (?:is|can be|should be) (?:implied|drawn|taken|given|intended|inferred)\b"
    r"|\b(?:it would be|it is) (?:wrong|a mistake|unwise|premature|rash|unsafe) to (?:read|infer|assume|conclude|deduce|expect|seek)\b"
    r"|\b(?:patients|readers|users|clinicians|doctors|you|one|nobody) (?:should|must|can) not (?:look|expect|search|seek|hope)\b(?: here| in this \w+)?"
    r"|\b(?:must|should|can|may|could|do|does) not (?:be )?(?:\w+ly )?(?:reported|read|taken|interpreted|called|described|regarded|assumed|considered|take[^.;,]{0,80}?)(?: to be| as| either as| for)? (?:either )?(?:absent|present|normal|positive|negative|an? clean bill of health|an? all[ -]clear)(?: n?or (?:absent|present|normal|positive|negative))?"
    r"|\b(?:nothing|no part)\b[^.;,]{0,25}? (?:should|must|can|may|is to) be (?:read|taken|seen|understood|interpreted) as (?:an? )?(?:\w+ )?(?:diagnosis|finding|statement|result|advice|grade|forecast|reassurance)\b"
    r"|\b(?:none|neither|nothing) is (?:claimed|asserted|stated)(?:,? and none is (?:excluded|denied|ruled out))?\b"
    r"|\byou (?:will|would) (?:have to|need to) look elsewhere\b|\byou (?:will|would) look in vain\b"
    r"|\b(?:an?|any) (?:statement|claim|conclusion|assertion|remark) that [^.;,]*? (?:would lack|lacks|would be without|has no|would have no) (?:any )?(?:support|basis|foundation|ground)\b"
)
"""That nothing may be read out of the silence."""
REWORDED = (
    (r"^(?:we|i) (?:left|leave) (.*?) unassessed(?:, along with (.*?))?(?=[.,;]|$)", r"\1 \2 was not assessed"),
    (r"^the (?:input|slice|image|picture|file) c[ao]mes? without\b", "not assessed is"),
    (r"^(?:nobody|no one|you) should (?:not )?look (?:here|in this \w+) for (.*?)(?=[:,;.])", r"\1 not assessed"),
    (
        r"^(?:the )?(?:analysis|report|program|pipeline|network|assessment|model|software) (?:left|leave) (.*?) unassessed\b",
        r"\1 was not assessed",
    ),
    (
        r"^(?:whoever|anyone who|those who) (?:asks?|wonders?|enquires?|inquires?) (?:about|after) (.*?) (?:should|must|may) know that (?:it|this|they) (was|were)\b",
        r"\1 \2",
    ),
    (
        r"\bwhoever wants to know (?:about|of) (.*?) will (?:not find an|find no) answer(?: here| in (?:this|the) (?:report|document))?\b",
        r"\1 was not assessed",
    ),
    (r"\bgrowths\b", "tumours"),
    (r"\b(?:the )?presence or absence of (?:any )?", ""),
    (
        r"\b(?:can ?not|could not|(?:is|are|was|were) unable to) (?:say|tell|state|judge|know|confirm) (?:that )?(?=(?:it|they|the|this|all|everything) )",
        "did not assess whether ",
    ),
    (
        r"\bthat ((?:the|it|they|this|all|there)\b[^.;,]*?) can not be (?:inferred|concluded|stated|said|claimed|assumed|deduced|taken for granted|derived|read)\b",
        r"whether \1 was not assessed,",
    ),
    (
        r"\b(?:neither|not) (?:been )?(?:demonstrated|confirmed|shown|proven|established|affirmed|seen|found|asserted) (?:n?or) (?:excluded|ruled out|denied|refuted|dismissed|disproven|disproved)\b",
        "not assessed",
    ),
    (
        r"\bthere (?:is|are|was|were) (?:neither|no) ([^.;,]*?) in (?:the|this) (report|result|document|output|analysis)\b",
        r"not in the \2 \1",
    ),
    (r"\bthere (?:has|have) been no (?=(?:side-to-side |left-right )?comparison\b|assessment\b)", "not assessed is "),
    (
        r"^(?:on|about|as to|regarding) (.*?),? there is (?:nothing|no (?:information|word|statement))\b",
        r"\1 not assessed",
    ),
    (
        r"\binformation (?:from|on|about|regarding) (.*?) (?:is|are) (?:missing|lacking|absent|unavailable)\b",
        r"\1 not assessed",
    ),
    (r",? by contrast,?|,? without exception,?", ""),
    (r"\b(?:played|plays|took|takes|had|has) no (?:part|role)\b", "was not assessed"),
    (r"^(?:has|is|are|was|were|does|did|could|can|will) ([^?]*)\?", r"whether \1,"),
    (r"\basking for (?:an? |the )?(.*?) will not help\b", r"\1 not assessed"),
    (r"\banyone \w+ [^.;,]*?for (?:an? )?(.*?) will be disappointed\b", r"\1 not assessed"),
    (
        r"\bi wish i could (?:say|tell you) (?:that )?([^.;,]*?) (?:is|are|was|looks) (?:fine|normal|all right|ok|healthy|clear)\b",
        r"\1",
    ),
    (
        r"\bcan not (?:call|declare|pronounce|consider) [^.;,]*? (?:clear|normal|healthy|fine)(?: from (?:this|the \w+))?\b",
        "says nothing",
    ),
    (
        r"\b(?:nobody|no one|you) should (?:not )?take (?:this|it|the) (?:as|for) (?:an? )?(?:check|test|assessment|all-clear)(?: for| of| on)?\b",
        "not assessed",
    ),
    (
        r"\bwhich treatment (?:would|might|could|is|may) (?:be )?(?:right|best|suitable|appropriate|needed)\b",
        "treatment",
    ),
    (
        r"\b(?:nobody|no one|one|you) should (?:not )?read (?:an?|any|the) (.*?) (?:out of|into|from) (?:this|the) \w+",
        r"\1 not assessed",
    ),
    (r"\banything (?:else )?wrong\b", "anything"),
    (
        r"\bno (?:conclusion|inference)s? (?:regarding|about|on|as to) ([^.;,]*?) (?:should|can|may|must) be drawn(?: from the \w+)?",
        r"\1 not assessed",
    ),
    (rf"\b(?:{EXAMINED}) no (?=(?:other|further|additional|more) )", "did not assess "),
    (r"\bfor swollen tissue\b", "for swelling"),
    (r"\bever (?=\w+ed\b|looked|sought|done|made)", ""),
    (
        r"\bconsult(?:ed|ing)\b(?!.*\b(?:surgeons?|doctors?|specialists?|physicians?|radiolog\w*|neurolog\w*|experts?|colleagues?)\b)",
        "examined",
    ),
    (r"\b(?:outcome|result|report|answer|assessment) takes no account of\b", "result did not assess"),
    (r"\bin this work-?up\b", "in this assessment"),
    (r"\bthe way (?:that )?the (?:lesion|tumour|mass|spot) enhances\b", "enhancement"),
    (
        r"\b(?:measured|computed|calculated|assessed|derived|determined|judged|made|gave|offered) no (?=(?:tumour )?(?:volume|prognosis|forecast|grade|treatment|histology|outlook|tissue type))",
        "did not assess the ",
    ),
    (r"\bmade no (?=comparison|assessment|evaluation|measurement|statement)", "did not make "),
    (
        r"\bneither (?:the |any |its |their )?(?:presence|existence) nor (?:the |any |its |their )?absence of (.*?) (?:can|could|may|should|is|was|has)\b[^.;,]*",
        r"\1 was not assessed",
    ),
    (r"\bsecondary (?=signs|effects|findings|changes|features)", ""),
    (r"\bpart of the work-?up\b", "part of the assessment"),
    (r"\b(?:the )?(?:prospects?|chances?) (?:for|of) recovery\b", "outlook"),
    (
        r"\b(?:it would be|it is) (?:wrong|a mistake|unwise|premature|rash|unsafe) to (?:read|infer|assume|conclude|deduce) that there (?:is|are|was|were) (?:no|any|an?)\b",
        "did not assess",
    ),
    (r"^as far as (.*?) (?:is|are) concerned,", r"\1:"),
    (r"\bif (?:you|one|we|anyone|the reader) (?:needs?|wants?|requires?|wish(?:es)? for|looks? for|seeks?)\b", "as to"),
    (r"\b(?:i|we) would be (?:\w+ )?(?:speculating|guessing)(?: if (?:i|we) [^.;,]*)?", "this says nothing"),
    (
        r"\b(?:would|should|must|can|could|do|may) not (?:assume|conclude|infer|suppose|presume|believe|think|take it) (?:that )?there (?:is|are|was|were) (?:no|any|an?)\b",
        "did not assess",
    ),
    (
        r"\b(?:i|we) would (?:caution|warn|advise) against (?:calling|reading|declaring|considering|taking) [^.;,]*? (?:as )?(?:normal|healthy|clear|absent|present|benign)\b",
        "this says nothing",
    ),
    (r"\b(?:that|this|it|which) (?:is|was) not an? (?=(?:tissue|histological|pathological) )", "nothing is told of "),
    (
        r"\b(?:does|do|did|can|could) not (?:distinguish|separate|tell|differentiate|discriminate)(?: between)? (?:an? )?(?:low|high)[- ]grade(?: \w+)? (?:from|and) (?:an? )?(?:low|high)[- ]grade(?: \w+)?",
        "did not assess grade",
    ),
    (r"\b(?:high|low)[- ]grade or (?:high|low)(?:[- ]grade)?\b|\b(?:high|low) or (?:high|low)[- ]grade\b", "grade"),
    (
        r"\bcan not be (?:(?:excluded|ruled out|denied|dismissed) (?:n?or|and) (?:confirmed|shown|demonstrated|affirmed)|(?:confirmed|shown|demonstrated|affirmed) (?:n?or) (?:excluded|ruled out|denied|dismissed))\b",
        "was not assessed",
    ),
    (r"\b(?:can|could|is|are) (?:be )?(?:\w+ )?neither as present nor as absent\b", "was not assessed"),
    (r",? in the sense of (?:an? )?(\w+),?", r" or \1"),
    (r",? that is to say,? ", " or "),
    (r"\bsilence (?:also )?surrounds?\b", "unassessed is"),
    (r"\ball \d+\b", "all"),
    (r"\b(?:fares?|is|are) no better\b", "likewise"),
    (
        r"\b(?:tally|number|count|total) of (?:assessments|these|those|items)\b[^.;,]*? (?:is|was|equals|comes to) (?:nil|zero|0|none)\b",
        "not assessed",
    ),
    (r"^should (.*?) (?:exist|be present|be there),?", r"\1"),
    (r"\bgraded\b(?! as)", "assessed for grade"),
    (r"\b(does|did|do|could|can|to) (not )?grade\b", r"\1 \2assess the grade of"),
    (rf"(^|\b{EXAMINED} )(?:any|the) need for\b", r"\1"),
    (r"\b1 (?=pixels?\b|voxels?\b|px\b)", "a "),
    (r"\b(giv|gave|offer|provid|tell|show)(\w*) (?:us|you|me|them|one) no\b", r"\1\2 no"),
    (r"\bt[12](?:-weighted|w)?\b", "sequence"),
    (r"\b(?:suggested|predicted|proposed|suspected|presumed|supposed|possible) (?=(?:slice|tumour)\b)", ""),
    (
        rf"\b(not (?:been |be )?{EXAMINED}) (?:and|so|or) (?:therefore |thus |so |hence )?can not be (?:excluded|ruled out)\b",
        r"\1",
    ),
    (r"\b(?:we|i) (?:have|had|got) no\b", "not assessed is"),
    (
        r"\b(?:so )?(?:i|we|it|nobody|one) can not (?:confirm|say|tell)(?: it| them)? (?:n?or) (?:rule (?:it |them )?out|exclude (?:it|them)|deny (?:it|them))\b",
        "",
    ),
    (r"\bleft (was|is) not compared (?:with|to) (?:the )?right\b", r"symmetry \1 not compared"),
    (r"\b(?:is|are|was|were) not to be found\b", "is not given"),
    (r"\bbe it (?=\w)", ""),
    (r"\b(?:its|the|their) presence or absence\b", "it"),
    (
        r"\b(?:anyone|whoever|those|readers?) (?:looking|searching|hoping) for (.*?) will not find (?:one|it|any|them)(?: here)?\b",
        r"\1 not assessed",
    ),
    (
        r"\bdo(?:es)? not mean (?:that )?([^.;,]*?) (?:has|have|had|is|are|was|were) (?:been )?(?:ruled out|excluded|assessed|absent|present|seen)\b",
        r"\1 not assessed",
    ),
    (r"\b(?:relies|rests|draws|builds|is based) on no\b", "did not use any"),
)
"""Turns of phrase, and what they come to."""
ASSESSMENT = r"(?:assessment|evaluation|measurement|analysis|examination|appraisal|study|review)s?"
COUNTED_AS_NONE = ("oedema", "midline_shift", "mass_effect", "enhancement", "other_lesions")
"""What "none" would say to be absent, as the result of an assessment."""


def in_plain_words(said: str, facts: Sequence[Fact]) -> str:
    """Turns of phrase by which an assessment is denied, in words that deny it outright; "the growth" as the tumour."""
    for pattern, plain in REWORDED:
        said = re.sub(pattern, plain, said)
    if not any(fact.id in COUNTED_AS_NONE for fact in facts):
        said = re.sub(rf"\b({ASSESSMENT} of [^.;:,]*?)\s*[:=,]\s*(?:none|nil)\s*\.?$", r"\1 not assessed", said)
    elif re.search(r"[:=,]\s*(?:none|nil|no|negative)\s*\.?$", said):
        raise ClaimError("says that there is none in a statement that something was not assessed")
    said = MISREAD.sub(" not assessed ", said)
    if any(fact.id == "treatment" for fact in facts):
        said = re.sub(
            r"\b(?:advice|recommendations?)\b",
            "word",
            re.sub(r"\b(?:advis(?:e|ing)|recommend|suggest|propose)\b", "say", said),
        )
        said = re.sub(r"\b(?:treatment|medical|therapeutic) word\b", "word on treatment", said)
    return said
