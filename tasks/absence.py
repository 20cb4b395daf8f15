"""Check a statement that something was not assessed: it may say that, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data_contracts.findings import Fact
from tasks import lexicon
from tasks.mentions import ClaimError
from tasks.senses import unclaimed
from tasks.sentence import whole_words
from tasks.spelling import spoken
from tasks.topics import merged, named
from tasks.unmeasured import UNMEASURED
from tasks.vocabulary import is_reporting

NOT = r"(?:not|no|nothing|neither|nor|never|none|nobody|no-one|nowhere|un(?:able|willing)|fail(?:s|ed|ing)?|lack(?:s|ed|ing)?|refrain\w*|declin\w*|refus\w*|abstain\w*|stops? short|(?:instead of|rather than)(?= (?:\w+ ){0,3}?(?:assess|measur|evaluat|determin|examin|analy|report|stat|known|given|decid|judg|includ|comput|answer|address)))"
EXAMINED = (
    r"(?:assess|measur|evaluat|determin|analy[sz]|examin|quantif|investigat|stud(?:y|ied)|comput|calculat|judg|estimat|apprais|characteri[sz]|look|compar|grad(?:ed|ing)"
    r"|rat(?:ed|ing)\b|inspect|explor|carried out|carry out|undertak|undertook|perform|attempt|test|check|review|gaug|scor|search|sought|quer|establish|ascertain|resolv|clarif|settl|work(?:ed)? out)\w*"
)
"""Words of an assessment."""
TELLING = r"(?:address|consider|report|cover|record|comment|answer|describ|discuss|mention|inform|conclu|predict|stat(?:e|ing)|say|entry|result|figure|value|data|word|touch|view|verdict|opinion|estimate)\w*"
"""Words of a result that is told."""
OMITTED = (
    rf"undone|un(?!less|displac|shift|deviat|compress|infiltrat|invad|enhanc|der|it|ique|iform|usual|remark|chang|affect|involv|likely|favou|stable|comfort|fortunat|pleasant|happ)\w*(?:ed|en|own|able|lear|said|told|aid|read|seen|heard|sought|met)|(?:outside|beyond|out of|outwith)(?: of)?"
    rf"|(?:leav\w*|left|remain\w*|kept|keeps?|stay\w*|is|are|was|were|still) (?:[\w¤]+ ){{0,2}}?(?:open|blank|aside|alone|untouched|empty|dark|for (?:an)?others?|to (?:an)?others?|off)|(?:leav\w*|left|kept|keeps?) (?:[\w¤]+ ){{0,2}}?out|omit\w*|skip\w*|exclud\w+ from|missing|silen\w+|quiet|mute|ignor\w*"
    rf"|disregard\w*|pass(?:es|ed)? over|withheld|waived|forgone|impossible|a blank|gap|n/a|anyone's guess|blind to|(?:the )?wrong (?:place|tool|document)|pending|yet to be|away from|clear of|steers? clear|stops? (?:at|with)|for others|other (?:people|experts|hands|means)"
    rf"|absence of (?:an? |any )?(?:\w+ )?(?:assessed|measured|known|given|assessment|evaluation|measurement|information|data|comment|statement|analysis)|unknowns?|outstanding|in vain|look(?:ed|ing)? elsewhere|absen(?:t|ce) from (?:the |this |all )?(?:\w+ )?(?:assessment|analysis|evaluation|outputs?|results?|report|findings|record|document|list|measurements?|data)|limited to|confined to|restricted to|only(?! (?:\w+ )?¤)|without (?:(?:an?|any|the|having|being) )*(?:¤ )?(?:{EXAMINED}|{TELLING}|¤)"
)
"""Words that say without a negation that something was left out."""
UNASSESSED = re.compile(rf"\b(?:{NOT}|{OMITTED})\b")
"""That something was not assessed, in any wording; what would be claimed by such words is looked for apart."""
PERCEIVED = r"(?:seen|visible|present|evident|detected|detectable|found|shown|noted|noticed|noticeable|observed|recogni[sz]\w+|suspected|needed|required|necessary|appreciable|apparent|demonstrated|identified|identifiable|there|indicated|displayed|depicted|exists?|occur\w*|likely|expected|recorded|registered|encountered|met)"
"""Words by which a denial is a finding of absence ("no ¤ was seen"), not of silence."""
QUESTION = re.compile(
    r"(?:\b(?:whether|if|how|what|why|when)|(?<!, )(?<!on )(?<!about )(?<!of )(?<!to )(?<!for )(?<!that )\b(?:which|where|who))\b(?:(?!\b(?:not|nothing|neither|unknown|unassessed|undetermined|unclear|remains?|was n|is n|outside|beyond|though|although|but|yet|while)\b)[^.;:])*"
)
PRESENT = (
    r"\d|\b(?:left|right|axial|coronal|sagittal|present|seen|visible|absent|evident|detected|found(?! out| here| in (?:the|this) (?:report|text|document|letter|analysis|result))|excluded|shows?|noted|observed|appears?(?! as (?:not|un)| under (?:the heading|not|un)| among (?:the|what)| on the list)|high|low|good|bad|poor|probabl[ey]"
    r"|likely|possibly|mild|severe|small|large|favou?rable|needed|seems?|looks like|suspected|ruled out|out of the question|nothing (?:but|except|other than)|in evidence|(?:be|to) done|necessary|important|urgent|affected|involved|spared|differ\w*|alike|equal|worr\w+|concern(?:ed|s)?(?! with| here| (?:the )?¤)|fear\w*|dangerous|suggest\w*|slight|moderate|marked(?! (?:as )?(?:not|un)| (?:area|region|patch|spot|part))|pronounced|strong|weak|extensive|minimal|minor|major|considerable|surround(?!ings\b)\w*|better|worse|fine|straight|in order|all right|in place|overlooked|dark\w*|bright\w*|way to go|some|there (?:is|are|was|were)(?: an?| the| no| any| neither| not| never)*(?= ¤))\b"
)
NO_TOPIC = re.compile(
    rf"(?<!report )(?<!gives )(?<!give )(?<!offers )(?<!provides )(?<!makes )(?<!states )(?<!includes )(?<!contains )(?<!computes )(?<!reports )\bno (?:\w+ )?¤"
    rf"(?!\s*(?:{EXAMINED}|{TELLING}))(?!(?: [\w'/]+){{0,6}}? (?:was|were|is|are|has|have|had|can|could|will|may|might|should|entered|enters|went|goes|played|plays|got|gets|came|comes|took|takes|formed|forms|figured|figures|served|serves|fed|feeds|contributed) (?!\w* ?\w* ?{PERCEIVED}\b)\w)"
)
TOLD_OF_IT = re.compile(
    rf"\bnot (?:\w+ly )?(?:accompanied|associated|complicated|surrounded|attended|marked|affected|followed) (?:by|with) (?:\w+ )*?¤"
    rf"|\b(?:{lexicon.TUMOUR}|it|brain) (?:is|was|appears|lies|shows?|has|comes|stands|sits) (?:\w+ )?without (?:\w+ )*?¤(?! (?:{EXAMINED}))|\b(?:is|was|are|were|looks?|seems?|appears?) (?:not|never) (?:\w+ly |an? |any |so )*¤\W*$|\b(?:{lexicon.TUMOUR}|it|midline|brain|ventricles?) (?:(?:does|did|do|has|have|is|was) not|never) (?:been )?(?:\w+ly )?¤|out of the question|\b(?:it|they|there) (?:is|are|was|were|does|do|has) (?:none|nothing)\W*$|\b(?:on|(?<!took )(?<!takes )(?<!taking )in|at|to) (?:neither|both) (?:\w+ )?¤|¤ (?:is|are|was|were) (?:quite |wholly |completely |altogether )?(?:missing|lacking|absent)(?! from| in (?:the|this))|¤ (?:(?:has|have|had|does|do|did|will|would) not|never) (?:\w+ly )?(?!{EXAMINED}|{TELLING}|either\b|been\b|be\b|undergo|form|figur|featur|enter|play|belong|com|f[ae]ll|count|appear|get|receiv|go\b|have\b|lie|lend|take part)\w+"
)
"""A denial of the topic itself, or of what it would do ("the midline has not moved")."""
ASSERTED = re.compile(
    rf"\b(?:was|were|is|are|been|got|also|program|software|system|pipeline|tool|we|network|report) (?:\w+ly |also |indeed |has |have )*(?:{EXAMINED})(?:ed|s|es)?\b(?! (?:by |for |at )?(?:none|nothing|nobody|neither|no\b))"
)
"""An assessment that is said to have been made."""
NOT_HELD = re.compile(
    r"\b(?:assessment|evaluation|measurement|analysis|examination|appraisal|study|review|search|comparison)s? (?:of|for|with) (?:\w+ )?¤[^.;]{0,60}? (?:(?:did|does|has|have) (?:not|never) (?:take|taken|happen|occur)\w*(?: place)?|(?:is|are|was|were) (?:lacking|missing|absent|wanting))"
)
"""An assessment that is said not to have been held."""
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
)
"""Turns of phrase, and what they come to."""
NOT_OMITTED = re.compile(
    rf"\b(?:no|unassessed is) reason to (?:say|think|believe|suppose)\b[^.;,]*? un\w+|\bnot (?:true|so|the case|right) that\b[^.;]*?(?:(?:left|leave) out|not |un\w+ed)|\bnothing\b[^.;,]{{0,30}}? (?:went|goes|remained|remains|was left) un\w+|(?:\b(?:is|are|was|were)|¤) not (?:one|1) of the (?:unknowns?|gaps?)|\b(?:is|are|was|were) no (?:gap|unknown|omission)s?\b|\b(?:did|does|do|has|have|had|was|were|is|are) not (?:go |gone |been |remain |stay |be |kept )*(?:(?:left|leave) (?:out|open|aside|blank)|un(?:assessed|measured|examined|known|determined|evaluated|checked)|omitted|skipped|neglected)\b|\b(?:no|not an?|not one|none of the) (?:other )?(?:items?|parts?|points?|aspects?|things?)\b[^.;]* (?:un\w+ed|not assessed|left out)|\bnothing (?:else )?(?:was |is |has been )?(?:left )?(?:un\w+ed|out)\b|¤ (?:is|was|were|are|has been|have been) (?:not|never) (?:\w+ly )?(?:{OMITTED}|left out|neglected|forgotten|overlooked)|(?:^(?:the )?¤|\b(?:it|this|they|these)) (?:form(?:s|ed)?|made|makes?|was|is|were|are) (?:a )?part of the (?:\w+ )?(?:assessment|evaluation|analysis|examination)\b"
)
"""That the assessment was made, by two denials or as a part of the whole."""
ASSESSMENT = r"(?:assessment|evaluation|measurement|analysis|examination|appraisal|study|review)s?"
COUNTED_AS_NONE = ("oedema", "midline_shift", "mass_effect", "enhancement", "other_lesions")
"""What "none" would say to be absent, as the result of an assessment."""
UNDENIABLE = re.compile(r"contralateral|input\.|tumour\.|grade|volume|histology|prognosis")
"""What "no ..." cannot say to be absent: everything has a size, a side and a volume."""
HAPPENS = (
    r"enhanc(?:es|ed|ing)|compress(?:es|ed|ing)|displac(?:es|ed(?! midline)|ing)|shifted(?! midline)|swollen|swells|grow(?:s|ing)|grew|progress(?:es|ed|ing)|recurred|treated"
    r"|operated|resected|bleeds|bled|malignant|benign|normal|healthy|necrotic|ha?emorrhagic|herniated|invades|infiltrates|intact|unremarkable"
)
"""Words that make a finding of what was not assessed, whatever is said of the assessment."""
SECOND_CLAIM = re.compile(
    rf"\b(?:{lexicon.TUMOUR}|it|you|patient|brain) (?:(?:is|was|are|has|does|do|looks|seems|also|now|\w+ly) )*(?:an? |the )?¤"
    rf"|\b(?:{lexicon.TUMOUR}|it|you|he|she|patient|things|all) (?:\w+ )?(?:will|shall|is going to|are going to)\b"
    r"|\b(?:it|they|there) (?:is|are|was|were|does|do|has)\W*$"
    r"|¤ (?:is|was|are|were|looks?|seems?|appears?) (?!an? |the |all |both |one |for |left |up |also |another |among |outside |beyond |out |what |something |to )\w"
)
"""A clause of its own that tells what was not assessed ("and the tumour is aggressive")."""
SECOND_CLAUSE = re.compile(r"[;:.](?!\d)|,|\b(?:and|but|although|though|while|whereas|yet|because|since)\b")
LEFT_UNSAID = r"\b(?:is|was|are|were|has|have|had|could|can|did|do|does|will) not(?: been| be| so| yet| either)*\W*$"
"""A denial whose verb stands in another clause ("the diameter is known, the spacing is not")."""


def is_absence(said: str) -> bool:
    """Whether words say that something was not assessed."""
    return UNASSESSED.search(said) is not None


def completed(silent: str, rest: str) -> str:
    """A denial with the verb that the rest of the sentence lends it ("..., the spacing is not" of "is known")."""
    if re.search(LEFT_UNSAID, silent.lower()) and re.search(
        rf"\b(?:{EXAMINED}|{TELLING}|known|available|given|taken|worked out)", rest.lower()
    ):
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
    said = unclaimed(_in_plain_words(said, facts))
    if all(fact.id.startswith("input.") for fact in facts):
        said = re.sub(r"\b(?:absent|missing|lacking)\b", "unknown", said)
    if all(UNDENIABLE.match(fact.id) for fact in facts):
        said = re.sub(
            r"\b(?:is|are|was|were|remains?) (?:\w+ly )?(?:absent|missing|lacking)\b", "remains unknown", said
        )
        said = re.sub(r"\b(?:does|do|did) not appear\b", "remains unknown", said)
        said = re.sub(
            r"\bthere (?:is|are|was|were) no\b(?! (?:tumour )?volume\b(?! (?:estimate|figure|value|measurement|number|result|information|data)))",
            "unassessed is",
            said,
        )
    _refuse(rf"\b(?:{HAPPENS})\b", QUESTION.sub(" ", said))
    said = merged(named(said, facts))
    if not is_absence(said):
        raise ClaimError("words findings that were not assessed without saying so")
    _refuse(r"\bno (?:\w+ )?(?:sign|trace|indication|hint|suggestion|suspicion)s? of\b", said)
    said = re.sub(r"¤ alike\b", "¤", said)
    said = NOT_HELD.sub(" unassessed ", said)
    _refuse(NOT_OMITTED, said)
    if any(UNDENIABLE.match(fact.id) is None for fact in facts):
        _refuse(NO_TOPIC, said)
    for part in SECOND_CLAUSE.split(QUESTION.sub(" ", said)):
        if not is_absence(part):
            _refuse(SECOND_CLAIM, part)
        _refuse(TOLD_OF_IT, part)
        asserted = ASSERTED.search(part)
        if asserted and "¤" in part and not is_absence(part[: asserted.end()]):
            raise ClaimError(f"{asserted.group()!r}: it was not assessed")
    said = QUESTION.sub(lambda question: _asked(question.group(), facts), said)
    said = re.sub(rf"\b(?:{OMITTED})\b", "unassessed", said)
    for what, pattern in UNMEASURED.items():
        _refuse(whole_words(pattern), said, f" ({what.replace('_', ' ')})")
    _refuse(PRESENT, said)
    for word in re.findall(r"[a-z][a-z']+", said):
        if not (is_reporting(word) or re.fullmatch(f"{NOT}|unassessed|{EXAMINED}|{TELLING}|{lexicon.TUMOUR}", word)):
            raise ClaimError(f"{word!r} in a statement that something was not assessed")


def _refuse(pattern: str | re.Pattern[str], said: str, what: str = "") -> None:
    if found := re.search(pattern, said):
        raise ClaimError(f"{found.group()!r}{what} is a claim in a statement that something was not assessed")


def _in_plain_words(said: str, facts: Sequence[Fact]) -> str:
    """Turns of phrase by which an assessment is denied, in words that deny it outright; "the growth" as the tumour."""
    said = re.sub(r"\bgrowths\b", "tumours", said)
    said = re.sub(r"\b(?:the )?presence or absence of (?:any )?", "", said)
    said = re.sub(
        r"\b(?:can ?not|could not|(?:is|are|was|were) unable to) (?:say|tell|state|judge|know|confirm) (?:that )?(?=(?:it|they|the|this|all|everything) )",
        "did not assess whether ",
        said,
    )
    said = re.sub(
        r"\bthat ((?:the|it|they|this|all|there)\b[^.;,]*?) can not be (?:inferred|concluded|stated|said|claimed|assumed|deduced|taken for granted|derived|read)\b",
        r"whether \1 was not assessed,",
        said,
    )
    said = re.sub(
        r"\b(?:neither|not) (?:been )?(?:demonstrated|confirmed|shown|proven|established|affirmed|seen|found|asserted) (?:n?or) (?:excluded|ruled out|denied|refuted|dismissed|disproven|disproved)\b",
        "not assessed",
        said,
    )
    said = re.sub(
        r"\bthere (?:is|are|was|were) (?:neither|no) ([^.;,]*?) in (?:the|this) (report|result|document|output|analysis)\b",
        r"not in the \2 \1",
        said,
    )
    for pattern, plain in REWORDED:
        said = re.sub(pattern, plain, said)
    said = re.sub(r"\bgraded\b(?! as)", "assessed for grade", said)
    said = re.sub(r"\b(does|did|do|could|can|to) (not )?grade\b", r"\1 \2assess the grade of", said)
    said = re.sub(rf"(^|\b{EXAMINED} )(?:any|the) need for\b", r"\1", said)
    said = re.sub(r"\b1 (?=pixels?\b|voxels?\b|px\b)", "a ", said)
    if not any(fact.id in COUNTED_AS_NONE for fact in facts):
        said = re.sub(rf"\b({ASSESSMENT} of [^.;:,]*?)\s*[:=,]\s*(?:none|nil)\s*\.?$", r"\1 not assessed", said)
    elif re.search(r"[:=,]\s*(?:none|nil|no|negative)\s*\.?$", said):
        raise ClaimError("says that there is none in a statement that something was not assessed")
    said = re.sub(r"\b(giv|gave|offer|provid|tell|show)(\w*) (?:us|you|me|them|one) no\b", r"\1\2 no", said)
    said = re.sub(r"\bt[12](?:-weighted|w)?\b", "sequence", said)
    said = re.sub(
        r"\b(?:suggested|predicted|proposed|suspected|presumed|supposed|possible) (?=(?:slice|tumour)\b)", "", said
    )
    said = re.sub(
        rf"\b(not (?:been |be )?{EXAMINED}) (?:and|so|or) (?:therefore |thus |so |hence )?can not be (?:excluded|ruled out)\b",
        r"\1",
        said,
    )
    said = re.sub(r"\b(?:we|i) (?:have|had|got) no\b", "not assessed is", said)
    said = re.sub(
        r"\b(?:so )?(?:i|we|it|nobody|one) can not (?:confirm|say|tell)(?: it| them)? (?:n?or) (?:rule (?:it |them )?out|exclude (?:it|them)|deny (?:it|them))\b",
        "",
        said,
    )
    said = re.sub(r"\bleft (was|is) not compared (?:with|to) (?:the )?right\b", r"symmetry \1 not compared", said)
    said = re.sub(r"\b(?:is|are|was|were) not to be found\b", "is not given", said)
    said = re.sub(r"\bbe it (?=\w)", "", said)
    said = re.sub(r"\b(?:its|the|their) presence or absence\b", "it", said)
    said = re.sub(
        r"\b(?:anyone|whoever|those|readers?) (?:looking|searching|hoping) for (.*?) will not find (?:one|it|any|them)(?: here)?\b",
        r"\1 not assessed",
        said,
    )
    said = re.sub(
        r"\bdo(?:es)? not mean (?:that )?([^.;,]*?) (?:has|have|had|is|are|was|were) (?:been )?(?:ruled out|excluded|assessed|absent|present|seen)\b",
        r"\1 not assessed",
        said,
    )
    said = re.sub(r"\b(?:relies|rests|draws|builds|is based) on no\b", "did not use any", said)
    said = MISREAD.sub(" not assessed ", said)
    if any(fact.id == "treatment" for fact in facts):
        said = re.sub(
            r"\b(?:advice|recommendations?)\b",
            "word",
            re.sub(r"\b(?:advis(?:e|ing)|recommend|suggest|propose)\b", "say", said),
        )
        said = re.sub(r"\b(?:treatment|medical|therapeutic) word\b", "word on treatment", said)
    return said


def _asked(question: str, facts: Sequence[Fact]) -> str:
    """What is left of an indirect question ("whether it is present"): it claims nothing, but names what it asks about."""
    first, comma, rest = question.partition(",")
    for fact in facts:
        first = re.sub(rf"(?<!\w)(?:{UNMEASURED.get(fact.id, '(?!)')})(?!\w)", " ", first)
    question = first + comma + rest
    words = re.sub(
        rf"{PRESENT}|\b(?:{HAPPENS})\b|\bhow \w+|\belse\b|\b(?:exert|caus|creat|produc|press)\w*|\b(?:may|might|could|will|would)\b",
        " ",
        question,
    )
    return re.sub(r"\b(?:whether|if|how|which|what|where|who|why|when)\b", " ", words)
