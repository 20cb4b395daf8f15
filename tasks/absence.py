"""Check a statement that something was not assessed: it may say that, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data_contracts.findings import Fact
from tasks import lexicon
from tasks.mentions import ClaimError
from tasks.senses import unclaimed
from tasks.sentence import whole_words
from tasks.silence import EXAMINED, TELLING, in_plain_words
from tasks.spelling import spoken
from tasks.topics import merged, named
from tasks.unmeasured import UNMEASURED
from tasks.vocabulary import is_reporting

NOT = r"(?:not|no|nothing|neither|nor|never|none|nobody|no-one|nowhere|un(?:able|willing)|fail(?:s|ed|ing)?|lack(?:s|ed|ing)?|refrain\w*|declin\w*|refus\w*|abstain\w*|stops? short|(?:instead of|rather than)(?= (?:\w+ ){0,3}?(?:assess|measur|evaluat|determin|examin|analy|report|stat|known|given|decid|judg|includ|comput|answer|address)))"
OMITTED = (
    rf"undone|un(?!touch|less|displac|shift|deviat|compress|infiltrat|invad|enhanc|der|it|ique|iform|usual|remark|chang|affect|involv|likely|favou|stable|comfort|fortunat|pleasant|happ)\w*(?:ed|en|own|able|lear|said|told|aid|read|seen|heard|sought|met)|(?:(?:outside|beyond)(?! (?:of )?(?:the|this) (?:outlined|marked|segmented|first|known|main|drawn|traced) )|out of (?:the |this |its |our )?(?:scope|reach|range|report|account|consideration|assessment|evaluation|analysis|remit|picture|bounds|what|view)|outwith)(?: of)?"
    rf"|(?:leav\w*|left|remain\w*|kept|keeps?|stay\w*|is|are|was|were|still) (?:[\w¤]+ ){{0,2}}?(?:open|blank|aside|alone|empty|in the dark|for (?:an)?others?|to (?:an)?others?|off)|(?:leav\w*|left|kept|keeps?) (?:[\w¤]+ ){{0,2}}?(?:out|untouched)|(?:leav\w*|left) (?:[\w¤]+ ){{0,6}}?(?:open|undecided)(?=[,;.]|$)|omit\w*|skip\w*|exclud\w+ from|missing|silen\w+|quiet|mute|ignor\w*"
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
    r"|likely|possibly|mild|severe|small|large|favou?rable|needed|seems?|looks like|suspected|ruled out|out of the question|nothing (?:but|except|other than)|in evidence|(?:be|to) done|necessary|important|urgent|affected|involved|spared|differ\w*|alike|equal|worr\w+|concern(?:ed|s)?(?! with| here| (?:the )?¤)|fear\w*|dangerous|suggest\w*|slight|moderate|marked(?! (?:as )?(?:not|un)| (?:area|region|patch|spot|part))|pronounced|strong|weak|extensive|minimal|minor|major|considerable|surround(?!ings\b)\w*|better|worse|fine|straight|in order|all right|in place|overlooked|dark\w*|bright\w*|way to go|yes|some|there (?:is|are|was|were)(?: an?| the| no| any| neither| not| never)*(?= ¤))\b"
)
NO_TOPIC = re.compile(
    rf"(?<!report )(?<!gives )(?<!give )(?<!offers )(?<!provides )(?<!makes )(?<!states )(?<!includes )(?<!contains )(?<!computes )(?<!reports )\bno (?:\w+ )?¤"
    rf"(?!\s*(?:{EXAMINED}|{TELLING}))(?!(?: [\w'/]+){{0,6}}? (?:was|were|is|are|has|have|had|can|could|will|may|might|should|entered|enters|went|goes|played|plays|got|gets|came|comes|took|takes|formed|forms|figured|figures|served|serves|fed|feeds|contributed) (?!\w* ?\w* ?{PERCEIVED}\b)\w)"
)
TOLD_OF_IT = re.compile(
    rf"¤ (?:is|was|are|were) not (?:absorbed|soaked up|pushed|displaced|shifted|moved|crowded|squeezed)\b|\b(?:does|did|do) not (?:take|soak|drink|pick) up (?:\w+ )*¤|\bnothing (?:at all )?(?:is|was|has been|gets|got) (?:being )?¤|\bnot (?:\w+ly )?(?:accompanied|associated|complicated|surrounded|attended|marked|affected|followed) (?:by|with) (?:\w+ )*?¤"
    rf"|\b(?:{lexicon.TUMOUR}|it|brain) (?:is|was|appears|lies|shows?|has|comes|stands|sits) (?:\w+ )?without (?:\w+ )*?¤(?! (?:{EXAMINED}))|\b(?:is|was|are|were|looks?|seems?|appears?) (?:not|never) (?:\w+ly |an? |any |so )*¤\W*$|\b(?:{lexicon.TUMOUR}|it|spot|patch|area|midline|brain|ventricles?) (?:(?:does|did|do|has|have|is|was) not|never) (?:been )?(?:\w+ly )?¤|out of the question|\b(?:it|they|there) (?:is|are|was|were|does|do|has) (?:none|nothing)\W*$|\b(?:on|(?<!took )(?<!takes )(?<!taking )in|at|to) (?:neither|both) (?:\w+ )?¤|¤ (?:is|are|was|were) (?:quite |wholly |completely |altogether )?(?:missing|lacking|absent)(?! from| in (?:the|this))|¤ (?:(?:has|have|had|does|do|did|will|would) not|never) (?:\w+ly )?(?!{EXAMINED}|{TELLING}|either\b|been\b|be\b|undergo|form|figur|featur|enter|play|belong|com|f[ae]ll|tak|count|appear|get|receiv|go\b|have\b|lie|lend|take (?:part|place))\w+"
)
"""A denial of the topic itself, or of what it would do ("the midline has not moved")."""
ASSERTED = re.compile(
    rf"\b(?:was|were|is|are|been|got|also|program|software|system|pipeline|tool|we|network|report) (?:\w+ly |also |indeed |has |have )*(?:{EXAMINED})(?:ed|s|es)?\b(?! (?:by |for |at )?(?:none|nothing|nobody|neither|no\b))"
)
"""An assessment that is said to have been made."""
NOT_HELD = re.compile(
    r"(?<!no )(?<!nor )\b(?:assessment|evaluation|measurement|analysis|examination|appraisal|study|review|search|comparison)s? (?:of|for|with) (?:(?:the|any|an?|information|in|on|about|possible|presence|of) )*(?:\w+ )?¤[^.;]{0,60}? (?:(?:did|does|has|have) (?:not|never) (?:take|taken|happen|occur)\w*(?: place)?|(?:is|are|was|were) (?:lacking|missing|absent|wanting))"
)
"""An assessment that is said not to have been held."""
NOT_OMITTED = re.compile(
    rf"\bneither\b[^.;,]*? (?:(?:was|were|is|are) (?:left|leave)|went|goes?|remained|stayed) un\w+ed\b|\bnot (?:silent|mute|quiet)\b|\b(?:no|nor) (?:\w+ )?¤[^.;,]{{0,12}}? (?:remains unknown|(?:is|are|was|were) (?:lacking|missing|absent|wanting|unknown))|\bnot come without\b|\b(?:items?|points?|things?|list|aspects?)\b[^.;,]{{0,30}}?(?:un\w+ed|not assessed|left out)[^.;,]{{0,20}}? (?:do|does|did) not (?:include|contain|comprise|list|mention|cover|extend to)\b|\bno (?:\w+ ){{0,2}}?(?:assessment|evaluation|statement|comment|measurement|word|remark)s?\b[^.;,]*? (?:(?:is|are|was|were) (?:lacking|missing|absent|wanting|omitted|left out)|remains unknown)\b|\b(?:since|as|because|for) (?:it|this|that|they) (?:was|were|is|has been|have been) (?:\w+ly )?(?:assessed|evaluated|examined)\b|\b(?:report|document|file|analysis|result)s? (?:gives?|provides?|states?|supplies) (?:the |an? )?¤\s*(?:in ¤\s*)?,|\bnot (?:been )?(?:left|leave|remain\w*|gone) (?:[\w¤]+ ){{0,4}}?un\w+ed\b|\b(?:does|did|do) not (?:left|leave) [^.;]*?\b(?:aside|out|open|untouched)\b|\b(?:does|did|do) have (?:something|a word|much|things) to (?:say|tell|report)|(?:\bno|unassessed is) (?:want|lack|shortage|dearth|scarcity|absence) of (?:\w+ )?¤|¤,? (?:which|that) (?:was|were|is|has been|have been) (?:\w+ly |in fact |indeed )?(?:{EXAMINED})(?! (?:by |in |at |for )?(?:none|nothing|nobody|neither|no\b|nowhere))|\b(?:no|unassessed is) reason to (?:say|think|believe|suppose)\b[^.;,]*? un\w+|\bnot (?:true|so|the case|right) that\b[^.;]*?(?:(?:left|leave) out|not |un\w+ed)|\bnothing\b[^.;,]{{0,30}}? (?:went|goes|remained|remains|was left) un\w+|(?:\b(?:is|are|was|were)|¤) not (?:one|1) of the (?:unknowns?|gaps?)|\b(?:is|are|was|were) no (?:gap|unknown|omission)s?\b|\b(?:did|does|do|has|have|had|was|were|is|are) not (?:go |gone |been |remain |stay |be |kept )*(?:(?:left|leave) (?:out|open|aside|blank)|un(?:assessed|measured|examined|known|determined|evaluated|checked)|omitted|skipped|neglected)\b|\b(?:no|not an?|not one|none of the) (?:other )?(?:items?|parts?|points?|aspects?|things?)\b[^.;]* (?:un\w+ed|not assessed|left out)|\bnothing (?:else )?(?:was |is |has been )?(?:left )?(?:un\w+ed|out)\b|¤ (?:is|was|were|are|has been|have been) (?:not|never) (?:\w+ly )?(?:{OMITTED}|left out|neglected|forgotten|overlooked)|(?:^(?:the )?¤|\b(?:it|this|they|these)) (?:form(?:s|ed)?|made|makes?|was|is|were|are) (?:a )?part of the (?:\w+ )?(?:assessment|evaluation|analysis|examination)\b"
)
"""That the assessment was made, by two denials or as a part of the whole."""
UNDENIABLE = re.compile(r"contralateral|input\.|tumour\.|grade|volume|histology|prognosis")
"""What "no ..." cannot say to be absent: everything has a size, a side and a volume."""
HAPPENS = (
    r"enhanc(?:es|ed|ing)|compress(?:es|ed|ing)|displac(?:es|ed(?! (?:midline|central|middle|structures?|tissue))|ing(?! of))|shifted(?! (?:midline|central|middle|structures?))|swollen(?! tissue)|swells|grow(?:s|ing)|grew|progress(?:es|ed|ing)|recurred|treated"
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
    said = unclaimed(in_plain_words(said, facts))
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
    _refuse(
        r"\bthere (?:is|are|was|were) no (?:\w+ )?evidence (?:of|for)\b(?![^.;,]*(?:assess|collect|sought|gather))",
        said,
    )
    _refuse(rf"\b(?:{HAPPENS})\b", QUESTION.sub(" ", said))
    said = merged(named(said, facts))
    if not is_absence(said):
        raise ClaimError("words findings that were not assessed without saying so")
    _refuse(r"\bno (?:\w+ )?(?:sign|trace|indication|hint|suggestion|suspicion)s? of\b", said)
    _refuse(r"\b(?:reveal|show|find|found|yield|demonstrat|detect|disclos|saw|see)\w* no (?:\w+ )?¤", said)
    if {fact.id for fact in facts} == {"enhancement"}:
        _refuse(r"¤ (?:is|was) not taken up", said)
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
