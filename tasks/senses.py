"""Words of two senses: a claim where their clause speaks of a tumour, a brain or a patient, plain English elsewhere."""

from __future__ import annotations

import re

from tasks.mentions import clause
from tasks.sentence import whole_words

LESION = r"tumour\w*|lesions?|mass|masses|growths?|neoplas\w+|gliomas?|meningiomas?|adenomas?"
BODY = rf"{LESION}|tissues?|brain|cortex|gyrus|lobe|vessels?|ventricles?|surroundings|structures?"
PATIENT = r"patients?|persons?|you|he|she|they|it|doctors?|surgeons?|physicians?|specialists?|oncolog\w+|neurolog\w+|neurosurg\w+|team|clinic\w*|scans?|examinations?|mri|imaging|check-?ups?|visits?"
OUTLINE = r"masks?|outlines?|segmentation|contours?|areas?"
CLAIM_ONLY_OF = (
    (
        r"should|must|ought to|needs? to|needed to|ha(?:s|ve|d) to|need not|is to|are to",
        rf"{BODY}|{PATIENT}",
    ),
    (r"require[sd]?|requiring|needs?|needed|demands?|warrant(?:s|ed)?", rf"{BODY}|{PATIENT}|treatment|surgery|therapy|operation|biopsy"),
    (r"elsewhere", rf"{BODY}|you|patients?|finding|abnormal\w*|nothing|normal"),
    (r"new(?:ly)?|old|formerly|recent(?:ly)?|previous(?:ly)?|earlier|today|prior", rf"{BODY}|{PATIENT}|{OUTLINE}|images?|slices?|pictures?|stud(?:y|ies)|sequences?|results?|reports?|compar\w+"),
    (r"fast(?:er)?|rapid(?:ly)?|slow(?:ly)?", rf"{BODY}|{PATIENT}|{OUTLINE}"),
    (r"bright(?:er|est)?|dark(?:er|est)?|hot(?:ter|test)?|intens(?:e|ity)", rf"{BODY}|{OUTLINE}|slice|image"),
    (r"because of|due to|result of|owing to|thanks to", rf"{BODY}|{OUTLINE}"),
    (r"margins?", rf"{BODY}|{OUTLINE}"),
    (r"glow\w*|warm\w*|hot(?:ter|test)?|light(?:s|ed|ing)? up|lit up|shin\w*|shone|red(?:dest)?", rf"{LESION}|masks?(?! of the heat)"),
    (r"(?:by|with)(?: an?| the)? (?:\w+ )?margin(?! of the)|margin(?= of \d)|(?<=mm in mni space )to spare|(?<=mm )to spare|margin (?:of|for) (?:error|uncertainty)|error margin", r"(?!)"),
    (r"(?:wrong|off|out|mistaken)(?= by (?:\w+ ){0,3}?\d)", r"(?!)"),
    (r"edge[sd]? past|edge[sd]?(?= (?:over|ahead|above|out|beyond|under|below|it|closer|just|by)\b)|edging(?= (?:past|over|ahead|above|out|beyond|below|under)\b)", r"(?!)"),
    (r"treat(?:s|ed|ing)?(?= (?:[^.;:]{0,60}? )?(?:with (?:\w+ )?(?:caution|care|reserve|suspicion)|carefully|cautiously|as (?!an? (?:in|out)?patient)))", r"(?!)"),
    (r"past(?= (?:the|a|its|that|this|\d))", r"(?!)"),
    (r"raised?(?= (?:an?|the|its) (?:\w+ )?(?:flag|warning|alarm|notice)\b)", r"(?!)"),
    (r"thin(?:ly|ner)?|slim|slender", rf"{BODY}|{OUTLINE}"),
    (r"remaining(?= (?:below|above|under|within|well|short|at)\b)|(?:the )?remainder(?= (?:outside|without|in no|has no|of (?:the |its )?mask)\b)", r"(?!)"),
    (r"(?:other )?way (?:a)?round", r"(?!)"),
    (r"visual(?= (?:evidence|explanation|inspection|check)\b)", r"(?!)"),
    (r"at (?:an?|some) (?:considerable|great|large|long|clear|wide|short|respectful)? ?distance(?= by\b)", r"(?!)"),
    (r"(?:grow|swell|shrink|dwindle|increas|decreas)\w*(?= (?:entirely|altogether|completely|or)\b| to (?:\d[\d.]* ?%|nothing|zero|none|as (?:much|little)))", LESION),
    (r"room(?= for\b)", LESION),
    (r"residual(?= (?:\d|probability|share))|remainder(?= (?:unnamed|with no name)\b)|(?<=unnamed )remainder|remainder(?= in\b)|remainder(?= (?:of|amounting to|equal to) \d| (?:is|was|being) (?:divided|shared|split|distributed|spread))", r"(?!)"),
    (r"(?:large|great|big|wide|clear) (?:distance|gap|margin|difference)(?= between)", rf"{BODY}|{OUTLINE}|regions?"),
    (r"only thing(?= (?:that (?:tells|told)|telling)\b)", r"(?!)"),
    (r"shift(?:s|ed|ing)?(?= (?:it |this |that )?by (?:up to |as much as |about )?\d)", rf"{BODY}|midline|{OUTLINE}"),
    (r"twice(?= (?:among|in|on)\b|:|,)", r"(?!)"),
    (r"many(?= (?:levels|positions)\b)", r"(?!)"),
    (r"hard(?= to (?:pin|tell|say|place|fix|know|judge)\b)", r"(?!)"),
    (r"mov(?:e|es|ed|ing)(?= (?:the (?:\w+ ){1,5}?share|around|about|up and down|between|from \d))", LESION),
    (r"a?symmetric\w*(?=[, ]+(?:(?:at|with|being|measuring) )?\d)", r"(?!)"),
    (r"(?:rather |quite |very |somewhat )?soft", rf"{BODY}|{OUTLINE}(?! within)"),
    (r"surface(?= of \d)|rear(?= (?:\u00a4|part|portion|division)\b)", r"(?!)"),
    (r"(?<=report's own )grading|(?<=report's )grading", LESION),
    (r"(?:image|picture|slice|case|scan) in question", r"(?!)"),
    (r"(?:things?|points?) (?:that )?(?:families|relatives|patients|people|you) (?:often |may |might |usually )?ask(?: about)?", r"(?!)"),
    (r"(?:the|your|his|her) (?:own )?famil(?:y|ies)(?= (?:the|what|whether|how|that)\b)", LESION),
    (r"appear(?= (?:in|on) (?:the|this) (?:report|list|document))", r"(?!)"),
    (r"(?:previously|formerly|earlier|before)(?= (?:termed|called|named|labelled|known as|referred to as))", r"(?!)"),
    (r"grad(?:ed?|ing)(?= (?:as |at )?(?:of )?(?:\w+ly )?(?:un)?(?:certain|high|low|moderate)\b)", LESION),
    (r"referr\w+(?= (?:to )?(?:as |(?:the )?(?:(?:left|right) (?:hemisphere|side|half)|atlas)\b))", r"(?!)"),
    (r"flat", LESION),
    (r"(?:most|more|much|some|greatest|heaviest|largest|main|full|little|no|less|least|great|carr\w+|put|gave|giv\w+|bear|bore) (?:of )?(?:the )?weight(?= (?:in|for|to|on|towards|behind)\b|[.,])", LESION),
    (r"surfaces?(?= (?:(?:that|which) (?:it |the mask )?covers|in (?:the|this) (?:slice|image|picture|cut)|makes?|takes?|covers?|measures?|amounts?|of \d|area)\b)", r"(?!)"),
    (r"shapes?(?= (?:that |which )?(?:the|was|is|were|has|drawn|outlined|traced|marked|segmented|covers?|takes?|makes?|fills?|occupies|measures?)\b)|shapes?(?=[.,;]|$)", r"shapes? (?:of|is|was)|its|irregular|regular|complex"),
    (r"abnormalit(?:y|ies)|abnormal (?:area|region|tissue|patch|zone|spot)", r"no|other|further|second|additional|only|new|more|several|multiple|elsewhere|any|another|rest|remaining|single|solitary"),
    (r"(?:(?<=first )|(?<=second )|(?<=other )|(?<=next )|(?<=remaining )|(?<=leading )|(?<=alternative )|(?<=main ))possibilit(?:y|ies)", r"(?!)"),
    (r"symmetric\w*(?=[, ]+(?:(?:at|with|being|measuring) )?\d)", r"(?!)"),
    (r"shift(?:s|ed|ing)?(?= (?:of |in )?(?:the |its |this |that )?(?:slice|level|cut)\b| (?:within|inside|along|across|over) (?:its |the |this )?(?:\w+ )?(?:band|range))", r"(?!)"),
    (r"(?:in|de)creas\w*(?= (?:from|order|in the order|by region|with|across))", rf"{LESION}|{OUTLINE}|oedema|volume|size|scans?|since|pressure|grow\w*"),
    (r"tails?(?= of (?:the |its )?(?:heat|map|distribution|histogram|values|curve))", r"(?!)"),
    (r"(?<=network )weigh(?:s|ed)|(?<=model )weigh(?:s|ed)|(?<=program )weigh(?:s|ed)|(?<=software )weigh(?:s|ed)|(?<=classifier )weigh(?:s|ed)", r"(?!)"),
    (r"(?:caught|catch\w*|met|meets) (?:the |its |our )?[\w']+ eyes?", r"(?!)"),
    (r"remaining(?= evidence| heat| values| pixels| hot)", r"(?!)"),
    (r"(?:by|in|from|per|under|following) the (?:usual |normal |customary |standard |common )?(?:way|manner|custom|convention) (?:in which )?(?:of )?(?:the )?(?:radiologists|doctors|physicians)(?: (?:read|view|look at|see) (?:the )?(?:scans?|images?|pictures?|films?))?|(?:by|in|per|under|following) (?:the )?(?:radiologists|doctors|physicians)'? (?:convention|custom|manner|way)", r"(?!)"),
    (r"mov(?:e|es|ed|ing)(?= (?:the |its |this )?(?:slice|level)| (?:within|inside|along|across) (?:the |its )?band)|(?:network|model|classifier|program|software|head|pipeline|getter|function|call|method|field|query) return(?:s|ed)|minor(?= \d)", r"(?!)"),
    (r"(?:huge|large|wide|big|great|considerable|broad|small|narrow)(?= (?:leeway|band|range|uncertainty|spread|interval|tolerance|margin|gap|difference|lead|jump|numbers?|values?|figures?)\b)", r"(?!)"),
    (r"(?:inside|within) the (?:\w+ )?borders?", rf"irregular|sharp|smooth|{BODY}"),
    (r"behind(?= (?:it|this|that)\b)", r"(?!)"),
    (r"(?:(?<=best )|(?<=first )|(?<=top )|(?<=second )|(?<=next )|(?<=this ))guess", r"(?!)"),
    (r"result of(?= (?:no tumour|glioma|meningioma|pituitary|the (?:network|model|classification|segmentation)))", r"(?!)"),
    (r"(?:comes?|came) back(?= (?:with|as|from|at)\b)", r"(?!)"),
    (r"starts? (?:in|from)(?= \d| the (?:middle|centre))", r"(?!)"),
    (r"weigh\w*(?= (?:most|more|heaviest|heavily)\b)", rf"(?:the|this) (?:{LESION})"),
    (r"operation of(?= (?:the|this|its) (?:\w+'s )?(?:model|rule|network|software))", r"(?!)"),
    (r"(?:(?<=[+][+] )|(?<=cam )|(?<=heatmap )|(?<=evidence )|(?<=attribution ))signal", r"(?!)"),
    (r"removed(?= from the (?:mask|centre|middle|midpoint)\b)|(?:lower|upper) (?:edge|border)|grad(?:ed|es)(?= as (?:highly |moderately )?(?:un)?certain)", r"(?!)"),
    (r"(?:radiologists|doctors|physicians) (?:read|call|count|take|see|know) (?:this|it|that|them) as(?= (?:the )?(?:left|right)\b)|outcome(?= (?:to which|with a probability|of the (?:model|network|classification)))", r"(?!)"),
    (r"outcomes?", rf"{PATIENT}|likely|expected|probable|poor|good|bad|grim|(?:un)?favou?rable|better|worse|treatment|surgery|disease|illness|clinical\w*|surviv\w*|prognos\w*"),
    (r"the former(?=,| (?:is|was|has|had|with|at|\w{3,}(?:s|ed|ing))\b)(?! (?:lesions|mass|masses|images|exam\w*|scans|diagnosis)\b)", r"(?!)"),
    (r"present(?= (?:output|report|analysis|study|work|run|document|result|finding|assessment|evaluation|data)s?\b)", r"(?!)"),
    (r"(?:an? )?outside (?:possibility|chance|bet|contender|candidate)", r"(?!)"),
    (r"(?:standing |coming |lying |put )?behind (?:that|this|the|its) (?:answer|label|class|verdict|call|choice|result|prediction|decision|guess|name|output)", r"(?!)"),
    (r"(?<=[%\dxm]) in fact|in fact,?(?= \d)|in actual fact", r"(?!)"),
    (r"(?:says?|means?|tells?(?: us| you)?|reveals?|amounts? to) (?:next to nothing|(?:very )?little|nothing much|not much)", r"(?!)"),
    (r"mov(?:e|ed|ing)(?= by (?:up to |as much as |about )*\d)", LESION),
    (r"(?:(?<=computer's )|(?<=network's )|(?<=model's )|(?<=program's ))(?:eyes?|gaze)|edge(?= of what)|(?:at )?a remove(?= of \d)|considerable(?= (?:degree|extent))", r"(?!)"),
    (r"round(?= (?:an?|the|tumours?|it)\b)", r"(?!)"),
    (r"(?<=mm2 )(?:big|large)|round(?= \d*0 (?:mm|cm|%))|manages?(?= (?:only |just |no more than )?(?:an? )?(?:\d|dice))|(?:smallest|largest|greatest)(?= share (?:found|within|in the band|at any))", r"(?!)"),
    (r"sensitive(?= to (?:the )?(?:level|placement|position|choice))|weighted(?= (?:to|towards|in favour of)\b)", r"(?!)"),
    (r"shapes(?= (?:overlap|match|agree|coincide))", r"(?!)"),
    (r"crosses(?= (?:the |a )?(?:0?\.\d|\d|threshold|bound|bar|line|mark|limit))|confirm(?:s|ed|ing)?(?= (?:an? )?(?:high|moderate|low|good|strong|poor|weak) (?:agreement|overlap|match))", r"(?!)"),
    (r"as (?:scans|images|pictures) are (?:normally|usually|commonly|conventionally) (?:viewed|read|shown|looked at)", r"(?!)"),
    (r"(?:from )?edge to edge", r"(?!)"),
    (r"doing(?= (?:\w+ )?(?:better|worse))", rf"{BODY}|{PATIENT}"),
    (r"(?:(?<=level )|(?<=slice )|(?<=cut ))shift(?:s|ed|ing)?(?= (?:within|inside|along|across|over) )", r"(?!)"),
    (r"consult(?:ed|ing|s)?", rf"{BODY}|patients?|you|doctors?|surgeons?|physicians?|specialists?|neurolog\w+|neurosurg\w+|case|surgery|colleagues?|experts?|radiolog\w*"),
    (r"following the (?:usual|normal|customary|standard) (?:rule|way)(?: for| of)?|border(?= of what)|tiny(?= (?:dots|squares|points|tiles|elements))|remnants?(?= of \d| unnamed)", r"(?!)"),
    (r"(?:shift|displacement)s? (?:by|of)(?= (?:anything |as much as |up to |about |just |only )*\d)", rf"{BODY}|midline|{OUTLINE}|seen|shows?|visible|observed|noted|evident|present"),
    (r"var(?:y|ies|ied|ying) (?:considerably|widely|greatly|substantially|markedly|strongly)", rf"{LESION}|patients?|you"),
    (r"considerable(?= (?:half-)?width)", r"(?!)"),
    (r"(?:in|through|to) (?:the |its |\w+'s )*eyes?(?: of)?", r"(?!)"),
    (r"(?:small|fine) print|at large|by and large|in large part|big picture|in no small part|no small", r"(?!)"),
)  # fmt: skip
"""Words, and what their clause must speak of for them to be a claim."""


def unclaimed(said: str) -> str:
    """The sentence, of the same length, with blanks for the words that claim nothing in their clause.

    Examples
    --------
    >>> unclaimed("the class should be read with care").split()
    ['the', 'class', 'be', 'read', 'with', 'care']
    >>> unclaimed("the tumour should be watched").split()
    ['the', 'tumour', 'should', 'be', 'watched']
    """
    for words, context in CLAIM_ONLY_OF:
        for match in list(whole_words(words).finditer(said)):
            start, end = clause(said, match.start())
            if not re.search(rf"\b(?:{context})\b", said[start:end]):
                said = said[: match.start()] + " " * len(match.group()) + said[match.end() :]
    return said
