"""Other words for what is found of the slice as a whole: its class, how certain that is, how strange the slice looks."""

from __future__ import annotations

from tasks.rewrites import Replacement

Words = tuple[tuple[str, Replacement], ...]

FIRM = r"(?:sure|settled|firm|trusted|established|proven|definite|definitive|assured|trustworthy|dependable|conclusive|beyond doubt|safe|solid|secure|final)"
TRUST = r"(?:trust|faith|reliance|conviction|assurance|confidence|belief)"
TAKEN_AS = r"(?:regard|look(?:ed|s)? up|treat|tak|took|accept|count|consider|see|view|deem|pass|call|rat|rank|qualif|class|stand|hold|held)\w*"
VERDICT = r"(?:result|answer|class|label|verdict|choice|reading|call|outcome|guess|reply|prediction|judgement)s?"
PICTURE = r"(?:slice|image|picture|input|scan|cut)"
WOULD = r"(?:(?:as|that|which|needed|required) )?(?:it )?(?:would|might|could|needs?|has|had) (?:need to be|have to be|be needed|to be|cause it|make it|set it|put it)?"
LEARNT = r"(?:training|learning|teaching) (?:material|images?|pictures?|slices?|set|data|examples?|cases?)|(?:it|the (?:model|network|program|software)) (?:(?:was|has been|had been) (?:taught|trained|fed|shown)(?: on| with)?|(?:has )?(?:learn(?:ed|t)|saw|seen|knows)(?: from)?)"
NUMBER = r"\d+(?:\.\d+)?"

OF_RULE: Words = (
    (
        r"\b(?:mark|value|probability|score|level) below which no (?:class|answer|label) (?:is|counts|can be) (?:treated |counted |taken |called |regarded )?(?:as )?certain is\b",
        "probability needed for a class to count as certain is",
    ),
    (r"^rule check\W+", ""),
    (r"(?<!not )\bcertain: no\b(?=[;,.])", "not certain"),
    (r"(?<!not )\bcertain: yes\b(?=[;,.])", "certain"),
    (r"(?<=certain),? (?:and |but )?those below (?:do|are|count) not\b", ""),
    (r"\b(?:operating|decision) (?=threshold|point|cut-?off|bar|limit)", ""),
    (r"\bdoes not stand firmly behind (?=the class|the label|no tumour|\W?no.tumou?r)", "does not count as certain "),
    (r"\bcertain by (?:the )?rule: no\b", "not certain by the rule"),
    (r"\bcertain by (?:the )?rule: yes\b", "certain by the rule"),
    (r"\b(?:operating|decision) rule\b", "rule"),
    (r"\bfiles (this|the) (prediction|answer|class|result|case) under (\W?)((?:un)?certain)\b", r"counts \1 \2 as \4"),
    (r"\bmay take the (\w+) (label|answer|class) as (?:settled|certain)\b", r"the \1 \2 is certain"),
    (
        r"\b(?:one )?(?:that )?the model's (?:own )?(?:rule|test) lets stand as (?:sure|certain|firm)\b",
        "certain under the rule",
    ),
    (r"\b(?:stands behind as|stand behind as) certain\b", "counts as certain"),
    (
        r"\bwill not vouch for its\b|\bdoes not stand firmly behind its (?:choice of )?",
        "does not count as certain the ",
    ),
    (r"\b(at which|where) an? (?:verdict|answer|label) turns definite\b", "needed to count as certain"),
    (r"\bbefore calling an answer sure\b", "before calling an answer certain"),
    (r"\b(?:lags|trails|falls|is) (?:far |well |a little )?behind the (?=\d)", "is short of the "),
    (r"\b(?:one )?(?:that )?the model's rule lets stand\b", "certain under the rule"),
    (r"\bdefinite by the (?:model's )?(?:criterion|rule|standard)\b", "certain by the rule"),
    (
        r"\b(?:treats?|regards?|takes?|counts?) (?:the matter|this|it|the (?:matter|question|class|answer)) as (?:decided|settled|closed)\b",
        "counts it as certain",
    ),
    (
        r"\b(?:left|is|was|remains) (?:accordingly |therefore |thus )?(?:left )?(?:undecided|unsettled)\b",
        "is not certain",
    ),
    (
        rf"\b(?:(?:any|an?|the|every) ?)?(?:thing|labels?|answers?|readings?|scores?|values?|class(?:es)?)(?: (?:scoring|with an? \w+ of|of|that scores?))? (?:below|under|less than|short of) ({NUMBER} ?%?),? (?:\w+ ){{0,3}}?(?:would|is|are|will|does|do|can) not (?:have )?(?:been |be )?(?:enough|qualif\w+|regarded|counted|taken|deemed|treated|suffic\w+|accepted|pass\w*)(?: (?:as|for|to be|an?|the|certain|sure|definite|settled|trustworthy|reliable|firm|enough|answer|label|class|verdict|rule|test)\b)*",
        r"at least \1 is needed for an answer to be certain",
    ),
    (
        rf"\b(?:any|an?|every) ?(?:thing|answer|label|score) (?:below|under|less than) ({NUMBER} ?%?) would (?:have been|be) (?:treated|regarded|counted|taken|seen) as (?:doubtful|not certain)\b",
        r"at least \1 is needed for an answer to be certain",
    ),
    (r"\b(?:definite|certain|sure|settled)-answer rule\b", "rule"),
    (r"\bstands as definite\b", "counts as certain"),
    (r"\b(floor|bar|minimum|threshold|bound) (?:for|of) (?:an? )?certain (?:answer|label|class|verdict)\b", r"\1"),
    (r"\bfirmness\b", "certainty"),
    (r"\b(?:trust|confidence) (?:begins|starts) at\b", "certain from"),
    (r"\b(?:has|have) (?:earned|won|gained|deserved) (?:it|that|this)\b", "counts as certain"),
    (
        r"\b(below|under|less than) (\d[\d.]*),? (?:an? )?(?:answer|label|class|verdict)s? (?:would|will|is|are) not be (?:deemed |called |counted )?(?:as )?certain\b",
        "at least \\2 is needed for an answer to be certain",
    ),
    (
        r"\b(?:will|would|does|do) not (?:call|deem|count|treat) (?:a|an|any|the) (?:verdict|answer|class|label)s? (?:as )?(?:sure|certain|firm) (?:unless|until|before) (?:it |they )?(?:attains?|reach(?:es)?|gets?|has|have)\b",
        "calls an answer certain that has",
    ),
    (r"\bis not prepared to vouch for (?:its|the) (?:own )?\w+(?= of\b)", "does not count as certain the class"),
    (
        rf"\b(?<!not to be )({TAKEN_AS} (?:[^.;,:]{{0,40}}? )?(?:as|on as)(?: an?)?|(?:accept|deem|consider|call|treat|regard|count|hold|rank)\w*(?: (?:it|itself|this|the \w+))?|(?:being|to be|is|are|was|be|stay\w*|remain\w*)(?: not| no longer| hardly)?) {FIRM}(?! (?:of|about|in|that|how|what)\b)",
        r"\1 certain",
    ),
    (rf"\b(an? |the |no |any ){FIRM}(?= (?:{VERDICT}|one|thing|finding|status)\b)", r"\1certain"),
    (rf"^{FIRM} (?=status\b)", "certain "),
    (r"\b(?:starts? to be|becomes?|makes? (?:an? |the )?\w+) (?:trusted|firm|sure|settled)\b", "counts as certain"),
    (
        r"\btest for (?:being )?(?:sure|certain)(?:ness|ty)?\b|\b(?:standard|yardstick|measure|criterion) (?:for|of) (?:sureness|dependability|reliability|trust)\b",
        "rule",
    ),
    (r"\b(?:sureness|dependability|reliability|definiteness)\b", "certainty"),
    (
        r"\b(criterion|rule|requirement|bound|threshold|test|condition)((?: [^.;,]{0,30})?) (?:being |is |was |remains |stays |left |having been )?(?:unfulfilled|unmet|unsatisfied|not fulfilled|not met|not satisfied)\b",
        r"\1\2 is not met",
    ),
    (r"\band (?:sure|certain) it is\b(?! not)", "and it counts as certain"),
    (
        rf"\b(?:by|under|on|going by) the (?:\w+'s )?(?:own )?(?:yardstick|standard|measure|rule),? the {VERDICT} (?:remains?|stays?|is) (?:open|unsettled)\b",
        "by the rule the class is not certain",
    ),
    (
        rf"\b{VERDICT} (?:can not|is not to|must not|should not) be (?:relied|depended|counted|built) (?:up)?on\b",
        "class is not certain",
    ),
    (r"\b(?:does|do|did|will|would) not commit (?:itself )?to (?:it|that|this)\b", "it does not count as certain"),
    (r"\b(?:treated|regarded|counted|taken|seen) as doubtful\b", "not certain"),
)

OF_CERTAINTY: Words = (
    (r"\b(?:near|almost)[ -](?:total|complete|full) (?=certainty|confidence)", "high "),
    (r"\bits grade for (?:that|this|it) is\b", "its certainty is"),
    (r"\bgrade of (?=(?:high|moderate|low) certainty\b)", ""),
    (r", the (?:grade|band|level) that (?=(?:begins|starts) at)", ", which "),
    (r"\b(?:is|remains|stays) in doubt\b", "has low certainty"),
    (r"\bgrades its own certainty as\b", "gives its certainty as"),
    (
        r"\b(?:reached|reaches|got|gets|attains|attained|earns?|earned)(?: only)?(?: as far as)? the (low|moderate|high) grade\b",
        r"is \1",
    ),
    (
        r"\bon a scale of low, moderate and high,? (?:the )?(?:model's )?certainty (?:sits|lies|is|stands|ranks) at the (?:top|upper end)\b",
        "the certainty is high",
    ),
    (
        r"\bon a scale of low, moderate and high,? (?:the )?(?:model's )?certainty (?:sits|lies|is|stands|ranks) at the (?:bottom|lower end)\b",
        "the certainty is low",
    ),
    (
        r"\bon a scale of low, moderate and high,? (?:the )?(?:model's )?certainty (?:sits|lies|is|stands|ranks) (?:in the middle|midway|halfway)\b",
        "the certainty is moderate",
    ),
    (
        r"\bbehind the (?:word|label|name|answer|class) (\w+) (?:stands|lies|is) (?=an? (?:low|moderate|high))",
        r"the \1 is named with ",
    ),
    (r"\btrust in the [\w-]+ (?:reading|answer|label) reaches the top band of the scale\b", "certainty is high"),
    (
        r"\bthe trust the \w+ has in (?:this|the|its) \w+ belongs to the top (?:bracket|band|grade)\b",
        "certainty is high",
    ),
    (r"\b(how sure the \w+ is(?: of [\w ]{3,40})?) is graded as\b", r"certainty is rated"),
    (r"\bvouches? (?:strongly|firmly|fully) for\b", "has high certainty in"),
    (r"\bvouches? (?:weakly|feebly|hardly) for\b", "has low certainty in"),
    (r"\bhow sure is (?:the )?\w+\? not very[;:,] (?:the rating is )?low\b", "certainty is low"),
    (
        r"\bstands? (?:strongly|firmly|fully) behind (?:its|the) (\w+) (?:reading|answer|label)\b",
        r"has high certainty in the \1 class",
    ),
    (
        r"\b(?:the )?(?:strongest|firmest|greatest|best|highest|top) of (?:the |its )?(?:three|3) (?:\w+ )?(?:grades|ratings|rungs|steps|bands|levels|degrees)(?: of (?:confidence|certainty))?\b",
        "high certainty",
    ),
    (
        r"\b(?:the )?(?:weakest|poorest|worst|lowest|bottom) of (?:the |its )?(?:three|3) (?:\w+ )?(?:grades|ratings|rungs|steps|bands|levels|degrees)(?: of (?:confidence|certainty))?\b",
        "low certainty",
    ),
    (r"\b(?:the )?greatest degree of (?:confidence|certainty) on (?:the|its) scale\b", "high certainty"),
    (
        r"\b(?:could|can) (?:hardly|scarcely|barely|not) be (?:more|any more|much more) (?:confident|certain|sure)\b",
        "has high certainty",
    ),
    (r"\b(?:is |was )?(?:marked|graded|rated) at (?:its|the) (?:weakest|lowest|bottom|poorest)\b", "is low"),
    (
        r"\b(?:its |the )?reliability(?= (?:of the [\w ]{3,30} )?(?:is|was|being)? ?(?:rated|classed|graded|called|put|as)\b)",
        "certainty",
    ),
    (
        r"\b(?:trusts?|believes? in) (?:its|the) (?:own )?\w+ only (?:weakly|feebly|faintly|a little)\b",
        "has low certainty",
    ),
    (r"\b(?:little|scant|hardly any) (?:trust|confidence|faith) attaches to\b", "low confidence in"),
    (
        r"\b(?:rated |is |was |put )?in the (?:uppermost|highest|top|best) of (?:the )?(?:three|3) (?:bands|grades|levels|degrees|categories)\b",
        "is high",
    ),
    (r"\b(confidence|certainty) in the (\w+(?: tumour)?) call is graded\b", r"\1 in the \2 label is rated"),
    (r"\b(?:the )?(?:greatest|highest|top|best) of the (?:three|3) on offer\b", "high"),
    (
        r"\bof (?:the |all )?possible (?:confidence|certainty) ratings,? (?:the )?\w+ (?:gets|has|earns|receives) the (?:best|highest|top)\b",
        "certainty is high",
    ),
    (
        r"\bof (?:the |all )?possible (?:confidence|certainty) ratings,? (?:the )?\w+ (?:gets|has|earns|receives) the (?:worst|lowest|poorest)\b",
        "certainty is low",
    ),
    (rf"\b(?:every|complete|full|utmost|the greatest) {TRUST}\b", "high confidence"),
    (
        rf"\b(?<!inspire )(?<!inspires )(?:very )?(?:little|scant|hardly any|scarcely any|not much|weak) {TRUST}\b",
        "low confidence",
    ),
    (
        rf"\b(?<!inspire )(?<!inspires )(?<!not )(?:great|strong|much|a good deal of|a great deal of) {TRUST}\b",
        "high confidence",
    ),
    (r"\bhow (?:far|much) (?:the )?(?:\w+ )?can be (?:trusted|relied on)\b", "certainty"),
    (
        rf"\b(?:the )?{TRUST} (?:to be (?:placed|put)|placed|put|that (?:is|was) (?:placed|put)|which (?:is|was) (?:placed|put)) in (?:it|this|the \w+)\b",
        "certainty",
    ),
    (
        rf"\b{TRUST} in (?:the|its|this) (?:own )?{VERDICT}(?= (?:is|was|stays|remains)? ?(?:(?:rated|graded|classed|put|described|called) )?(?:as |at )?(?:\w+ly )?(?:low|high|moderate|poor|weak|strong|great|full|limited|modest|little|slight)\b)",
        "certainty",
    ),
    (r"\b(?:sureness|self-assurance|self-confidence|assuredness)\b", "certainty"),
    (r"\bstands? (?:firmly|squarely|solidly|fully) behind (?:its|the) (?:own )?\w+", "has high certainty"),
    (
        r"\b(?:the )?(?:greatest|uppermost|highest|topmost|top) of (?:the|its) (?:three|3) (?:grades|bands|levels|steps|tiers|degrees)(?: of (?:confidence|certainty))?",
        "certainty high",
    ),
    (
        r"\b(?:the )?(?:smallest|lowest|bottom|least|poorest) of (?:the|its) (?:three|3) (?:grades|bands|levels|steps|tiers|degrees)(?: of (?:confidence|certainty))?",
        "certainty low",
    ),
    (
        r"\b(?:falls? |lies |is |sits |stands )?(?:in|at|on) the (?:highest|top|uppermost|upper) (?:of the tiers|tier|band|grade|end|level)\b(?: of the scale)?(?: (?:that )?the \w+ uses)?",
        "is high",
    ),
    (
        r"\b(?:falls? |lies |is |sits |stands )?(?:in|at|on) the (?:lowest|bottom|lower) (?:of the tiers|tier|band|grade|end|level)\b(?: of the scale)?(?: (?:that )?the \w+ uses)?",
        "is low",
    ),
    (r"\b(?:earns?|gets?|has|receives?) the (?:poorest|lowest|bottom) (?:grade|mark|rating)\b", "is low"),
    (r"\b(?:earns?|gets?|has|receives?) the (?:best|highest|top) (?:grade|mark|rating)\b", "is high"),
    (r"\bfar from (?:convinced|sure|certain|confident)\b", "of low certainty"),
    (
        r"\b(confidence|certainty|conviction)((?: \w+)? )grade[ds]? (weak|feeble|low|poor|strong|high|moderate|medium)\b",
        r"\1\2rated \3",
    ),
    (r"\b(confidence|certainty|conviction) (?:is |being |was )?feeble\b", r"\1 low"),
)

OF_CLASS: Words = (
    (
        r"\bhad the \w+ not (?:answered|named|chosen|said) ([\w -]{3,30}?), (?=its next)",
        r"the class is \1, ",
    ),
    (
        r"^next to the label (.{3,20}?) the \w+ (?:wrote|put|set|gave) the probability\b",
        r"the class \1 has the probability",
    ),
    (r"\bscore behind the (?:reading|answer|label|class) of\b", "probability of"),
    (
        rf"\bout of (?:a|1|one) hundred, the \w+ (?:would put|puts|gives|would give) ((?:about |around |roughly )?{NUMBER}) (?:on|to)\b",
        r"\1 % is the probability of",
    ),
    (
        rf"\bout of 100, the \w+ (?:would put|puts|gives|would give) ((?:about |around |roughly )?{NUMBER}) (?:on|to)\b",
        r"\1 % is the probability of",
    ),
    (r"\bis second, less (?:likely|probable) only than\b", "is second, after"),
    (r"\bprobability mass (?:up)?on\b", "probability of"),
    (r"\bprobability mass\b", "probability"),
    (r"\bmost probably (?:belonging to|of) (?:the )?class\b", "of the most probable class"),
    (
        r"^(?:right|just|directly|immediately) after ([\w -]{3,20}?), the \w+ holds ([\w -]{3,20}?) (?:to be )?(?:the )?most probable\b",
        r"after \1, the second class is \2",
    ),
    (
        r"\b((?:main alternative to|next most (?:likely|probable) (?:class|label)) ?[\w -]{0,20}? (?:is|was)) not\b",
        r"\1 never",
    ),
    (
        r"\b(?:the |this )?(?:network|model|program|software|computer|ai|algorithm|classifier) did not (?:call|label|name|classify) (?:this|the) \w+ (?:as )?(?:an? )?([^;,.]{3,20}?)[;,] (?:but )?(?:it|its) (?:(?:called|labelled|named|classified) it (?:as )?|(?:label|answer|class|verdict) (?:was|is) )(?:an? )?",
        r"the class is not \1 but ",
    ),
    (
        r"\bno (?:other )?class (?:scored|scores|ranked|ranks|came|comes|was|is) (?:higher|more probable|ahead|rated higher) (?:than|of)\b",
        "the most probable class is",
    ),
    (r"\bdiagnos(?:is|tic) (?=categor|class|label)", ""),
    (
        r"\bbetween its top (?:two|2)(?: (?:classes|labels|candidates|choices))?, ([^,;.]{3,20}?) and ([^,;.]{3,20}?), the \w+ (?:puts|ranks|places|prefers|favours) the (?:former|first)(?: first| ahead| higher| on top)?",
        r"the class is \1 and the second class is \2",
    ),
    (
        r"\bbetween its top (?:two|2)(?: (?:classes|labels|candidates|choices))?, ([^,;.]{3,20}?) and ([^,;.]{3,20}?), the \w+ (?:puts|ranks|places|prefers|favours) the (?:latter|second)(?: first| ahead| higher| on top)?",
        r"the class is \2 and the second class is \1",
    ),
    (r"\ba smaller share of the probability, (?=\d)", "the probability "),
    (
        r"\b(?:did|does) not (?:assign|allocate|sort|put) (?:this|the) \w+ (?:to|into) any of the (?:\w+ )?tumour (?:categories|classes|types|groups)[;,] (?:but )?(?:it )?(?:instead )?(?:chose|picked|named|gave|selected|chooses) (\W?no.tumou?r)\W?(?: ?instead)?",
        r"has the class \1",
    ),
    (
        r"^after (\W?(?:no.tumou?r|glioma|meningioma|pituitary(?: tumour)?)\W?), the (?:most probable|most likely|likeliest) (class|label) is (.*?),? which (?:has|gets|is given)\b",
        r"after \1, the second \2 is \3, with",
    ),
    (
        r"\b(?:firmly|decisively|resolutely|emphatically|unhesitatingly) (?=(?:settles|favours|prefers|chooses|picks|names|opts|calls|backs|decides|comes down)\b)",
        "confidently ",
    ),
    (
        r"\b(?:were|if) the first (?:choice|answer|guess|label|class) (?:is |was |were )?(?:wrong|mistaken|incorrect), (?=(?:the (?:network|model|program|computer|software|algorithm|system|ai)'s|its) next)",
        "",
    ),
    (
        r"\bhad it not (?:answered|named|chosen|said) ([\w -]{3,30}?), (?=the (?:network|model|program|computer)'s next)",
        r"the class is \1, ",
    ),
    (
        r"\bhad (?:the|its) first (?:answer|choice|guess|label) been (?:barred|excluded|ruled out|taken away|struck out|removed), (?:the|its) \w+(?: would have (?:said|named|chosen|given|answered)|'s next (?:guess|choice|answer|label|candidate) would (?:have been|be)) (?:an? )?",
        "the second class is ",
    ),
    (
        r"\bhad the first (?:answer|choice|guess) been (?:barred|excluded|ruled out|taken away), (?:the class )?([\w -]{3,20}?) would have been (?:named|chosen|given|answered)\b",
        r"the second class is \1",
    ),
    (r"\b(?:is|was) left to (?=the class|\W?no.tumou?r|glioma|meningioma|pituitary)", "goes to "),
    (r"\btrailed by\b", "ahead of"),
    (
        r"\b(?:on a scale from none to full, )?(?:the )?(?:computer|network|model|program)'s weight on (?:the class )?",
        "the probability of ",
    ),
    (r"\bsoftmax mass on\b", "probability of"),
    (r"\bwhat the (?:algorithm|network|model|program|computer) believes it sees is\b", "the class is"),
    (r"\ba smaller probability, (?=\d)", "the probability "),
    (
        r"\b(?:did|does) not (?:label|name|call|classify|mark) (?:this|the) (?:slice|image|picture|case) as (?:showing|containing|having|bearing) an? (?:tumour|\u00a4)",
        "found no tumour",
    ),
    (
        r"\bnothing (?:on|in) (?:this|the) (?:slice|image|picture) (?:was|is) (?:called|labelled|named|classed as|taken for) an? tumour by the (?:classifier|network|model|program)\b",
        "the network found no tumour",
    ),
    (
        r"\b(?:closest|nearest|strongest|main|chief|nearest|only real) (?:competitor|rival|contender|challenger)(?: of| to| for) (?:the )?(?:predicted|first|top|chosen|named|winning) (?:class|choice|answer|label)\b",
        "second class",
    ),
    (
        r"\bif the (?:first choice|first answer|top class|predicted class|answer) were (?:wrong|mistaken|incorrect|not right), (?=the (?:network|model|program|computer)'s next)",
        "",
    ),
    (r"\b(?:diagnosis|diagnostic) class\b", "class"),
    (r"\bof the (?:four|4) possible (?=labels|classes|answers|names|categories)", ""),
    (
        r"\b(?:weight|probability mass|mass) (?:given|assigned|attached|allotted) to the (\w+) (label|class|answer)\b",
        r"probability of the \1 \2",
    ),
    (r"\b(?:weighted|weighing in) (?:at|with) (?=\d)", "given "),
    (r"\bafter the first choice came\b", "the second choice is"),
    (r"\bhypophyseal (?=verdict|label|answer|class)", "pituitary "),
    (r"\bof being right\b", ""),
    (r"\bif not its first choice, the model would have picked\b", "the second choice of the model is"),
    (r"\bshould it not be what the network named first,", ""),
    (r"\bif the network is right,", ""),
    (r"\btrails the (\w+) (?:reading|label|answer) far behind\b", r"trails the \1 label"),
    (r"\b(?:is|was) the weight (?:that )?(?:the \w+ )?(?:places|puts|gives|lays) (?:up)?on\b", "is the probability of"),
    (r"\b(?:were|should) (?:it|this) not (?:be )?(an? [\w ]{3,20}?),", r"after \1,"),
    (
        r"\b(?:the |this )?diagnosis (?=(?:proposed|given|offered|suggested) by the (?:model|network|classifier|program|software)|stands as)",
        "class ",
    ),
    (r"\b(likeliest|its \w+) diagnosis\b", r"\1 class"),
    (r"\basked for a diagnosis, the (\w+) names\b", r"the \1 names"),
    (r"\b(?:hot|hard) on (?:its|the \w+'s) heels (?:is|comes)\b", "not far behind is"),
    (r"\b(?:of the total weight|of the weight)\b", "of the total probability"),
    (r"\bweighted with (?=\d)", "given "),
    (
        r"\bdiagnosis(?= (?:falls?|stands? at|(?:is|was) (?:scored|judged|rated|given)|gets|scores?|can ?not be relied|(?:that )?the (?:network|model|program|software|classifier) (?:favours?|prefers?|ch[oi]o?ses?|picks?|proposes?|suggests?|arrives? at)))|\bdiagnosis of choice\b",
        "class",
    ),
    (r"\b(top-ranked|favoured|leading|proposed|preferred) diagnosis\b", r"\1 class"),
    (r"\bhardly (?:more|better) than a coin toss\b", "about 50 %"),
    (
        r"\b(?:leaving|which leaves) (?:next to|almost|practically|hardly) (?:no |any )room for (?:anything|any other \w+|others?)(?: else)?\b",
        "almost all the probability",
    ),
    (r"\bwhich is all but 1\b", ""),
    (r"\b(?:is|was) the weight given to\b", "is the probability of"),
    (r"\b(?:declin|refus)\w+ to (?=(?:call|name|label|declare|find|rate)\b)", "did not "),
    (r"\bhard on (?:its|the \w+'s) heels(?: comes| is)?\b", "close second is"),
    (r"\bdiagnoses\b", "classes"),
    (r"\btumour-free (?:alternative|option|answer|reading|label|class)\b", "no-tumour label"),
    (r"\btumour-negative (?:result|answer|label|reading|call)\b", "no-tumour result"),
    (r"\ball but assured\b|\b(?:nearly|almost|virtually|practically|as good as) assured\b", "almost certain"),
    (
        rf"\b(?:giving|gives|gave|given|with) (?:it|that|this|the) ?{VERDICT}? (?:a |the )?weight of\b|\bgiving that view a weight of\b",
        "giving a probability of",
    ),
    (rf"\b({NUMBER} ?%?) (?:is|was) the weight (?:placed|put|laid) (?:up)?on\b", r"\1 is the probability of"),
    (r"\b(?:less|lower|worse) than (?:an )?even(?: chance| odds)?\b", "less than 50 %"),
    (r"\b(?:more|higher|better) than (?:an )?even(?: chance| odds)?\b", "more than 50 %"),
    (
        r"\bbetween the (?:two|2) (?:leading |top |first )?candidates there (?:is|was) no contest\b",
        "it is not a close race",
    ),
    (r"\ball but (?:dismissed|ruled out|excluded|discounted)\b", "hardly probable"),
    (r"\b(?:an? )?(?:serious|strong|real|credible) (?:rival|contender|competitor|alternative)\b", "not far behind"),
)

OF_STRANGENESS: Words = (
    (
        r"^how unlike the training images the (?:slice|image|picture) is (?:was|is) put at (\d+\.\d+), where 1 marks the limit",
        r"the strangeness is \1 of the limit",
    ),
    (
        r"(?:^|(?<=[;:,] ))the limit (?:for (?:[\w-]+ ){1,3})?is (?:reached|crossed|passed|exceeded|met|broken)\b",
        "the slice is beyond the limit",
    ),
    (
        r"(?:^|(?<=[;:,] ))the limit (?:for (?:[\w-]+ ){1,3})?is not (?:reached|crossed|passed|exceeded|met|broken)\b",
        "the slice is not strange",
    ),
    (r"\b(slice|image|picture|input|it) exceeds the (?:strangeness |familiarity )?limit\b", r"\1 is beyond the limit"),
    (r"\b(?:so|and|thus|hence|therefore),? (?:the )?(?:slice|it|image|picture) exceeds it\b", "beyond the limit"),
    (
        r"\bmeasured against the limit, (?:the )?strangeness of the (?:slice|image|picture) is (?=\d)",
        "strangeness of the slice as a share of the limit ",
    ),
    (r"\bnot in (?:foreign|unknown|unfamiliar|uncharted|new) (?:territory|ground|waters)\b", "not strange"),
    (r"\b(?<!not )in (?:foreign|unknown|unfamiliar|uncharted|new) (?:territory|ground|waters)\b", "beyond the limit"),
    (r"\bexceeds what the (\w+) (?:was|has been) (?:trained|taught) on\b", "is beyond the limit"),
    (r"\blimit for (?:slices|images|pictures) unlike the training ones\b", "limit"),
    (r"\b(?:scarcely|hardly|barely) more than (?=an? |half|one|two|\d)", "about "),
    (r"\bwould tolerate before [^.;,]*", "would tolerate"),
    (
        r"\bshort of the 1 that would mark the (?:edge|limit|boundary|end) of (?:training-like|familiar|known) (?:pictures|images|slices)\b",
        "of the limit",
    ),
    (r"\b(?:an )?unremarkable one for the model\b", "like the training images"),
    (rf"\bdeviation from (?:the |its )?(?:{LEARNT})", "strangeness"),
    (r"\bwhat the (?:model|network|program|software) (?:would|will|can) tolerate\b", "the limit"),
    (r"\bdeviation allowed\b|\ballowed deviation\b", "limit"),
    (
        r"\b(?:the )?point where it would no longer (?:count|pass|qualify) as (?:like|similar to) the training (?:ones|images|slices|pictures)\b",
        "the limit",
    ),
    (r"\bheld few surprises\b", "was not strange"),
    (r"\b(?:atypicality|strangeness)\b", "strangeness"),
    (r"\b(?:is |was )?(?:hardly|scarcely|barely) an? (?:novelty|surprise|stranger)\b", "is not strange"),
    (r"\bonly (?:mildly|slightly|a little|a bit) (?:unusual|strange|odd|unfamiliar)\b", "like the training images"),
    (
        r"\bceiling set (?:for|by) (?:inputs?|images?|pictures?|slices?)(?: (?:that )?resembl\w+ the training \w+)?",
        "limit",
    ),
    (rf"\bnot even (?=(?:three|two|four|half|an?|{NUMBER}))", "less than "),
    (
        r"\b(?:allowance|margin|room|limit) for (?:looking |being )?(?:unlike|atypical|strange|foreign|unusual|odd|unfamiliar)\b(?: (?:images|pictures|slices|inputs))?(?: (?:the |its )?training (?:material|images|set|data))?",
        "limit of strangeness",
    ),
    (
        r"\b(?:almost exactly |about |roughly )?(?:midway|halfway|half-way)((?:, at [\d.]+,)?) between (?:wholly |fully |entirely |perfectly )?(?:familiar|usual|known) and the limit(?: of what resembles the training \w+)?",
        r"about half of the limit\1",
    ),
    (r"\b(?:unusualness|unfamiliarity|oddness|otherness|foreignness|outlandishness)\b", "strangeness"),
    (
        rf"\b(?:what |where |the point at which |how far |beyond which |at which )?(?:(?:it|the {PICTURE}|one|a {PICTURE}) )?(?:{WOULD})(?:[^.;,]{{0,25}}? )?(?:to )?(?:(?:fall|lie|be|land|count as|set it|put it|stray|stand) (?:(?:well )?outside|apart from|beyond|off)|no longer (?:resemble|be like|look like|match)|cease to resemble|stop resembling)(?: of)? (?:the |its |what )(?:{LEARNT})",
        "of the limit",
    ),
    (
        rf"\b(?:strays|departs|deviates|differs|is removed|is distant|lies off|parts) from (?:the (?:familiar|usual|known|ordinary)|(?:the |its |what )(?:{LEARNT}))",
        "has a strangeness",
    ),
    (r"\bas (?:is )?(?:permitted|allowed|tolerated|acceptable)\b", "as the limit"),
    (
        r"\b(?:of )?what (?:would be|is|could be) (?:permitted|allowed|tolerated|accepted|acceptable|admitted)\b",
        "of the limit",
    ),
    (
        r"\b(?:permitted|allowed|tolerated|acceptable|admissible|permissible) (?:(?:amount|degree|maximum)(?: of)? ?)?(?:strangeness|distance|deviation|difference)?\b(?=[ .,;:)]|$)",
        "limit ",
    ),
    (
        r"\b(?:leeway|latitude|allowance|slack|tolerance)(?= (?:set|given|left|granted|allowed|permitted|the \w+ (?:allows|permits|grants|gives))\b|[.,;]|$)",
        "limit",
    ),
    (
        r"\b(?:to )?the (?:edge|border|boundary|brink|verge|rim) of (?:what |where |the )(?:the )?(?:model|network|program|software)?(?:'s)? ?(?:knows|has (?:learn(?:ed|t)|seen)|experience|training(?: material| data)?|knowledge|accepts?|is familiar with)",
        "the limit",
    ),
    (
        r"\b(?:1 )?(?:marks|is|being|marking) the (?:boundary|edge|border|limit|end|ceiling|top) of the (?:usual|familiar|known|ordinary|acceptable)\b",
        "1 is the limit",
    ),
    (
        r"\b(?:on (?:a|the) scale )?where 1 (?:1 )?(?:is|marks|being|means|stands for) the (?:limit|ceiling|maximum|boundary|end|top)\b(?: of strangeness)?",
        "of the limit",
    ),
    (
        r"\bnothing (?:about|in|of) (?:the |this )?(?:\w+ )?(?:is|was|looks|seems) (?:very |too |all that |particularly |at all )?(?:strange|odd|unusual|foreign|alien|unfamiliar|new)\b",
        "it is not strange",
    ),
    (
        rf"\b(?:fairly |quite |rather |broadly |very |much )?(?:typical of|like|close to|similar to) (?:the |its |what )(?:{LEARNT})",
        "like the training images",
    ),
    (
        r"\b(?:cut-?off |limit |bound |point )?(?:beyond|past|above|over) which (?:a|the|an) \w+ (?:counts as|is|becomes|would be|is called|is taken as) (?:foreign|strange|alien|unfamiliar|odd|unlike \w+(?: \w+)?)(?: (?:to|for) the \w+)?\b",
        "limit",
    ),
    (
        r"\bbefore (?:calling|declaring|finding|counting|taking) (?:a|an|the|it) ?\w* ?(?:as )?(?:unlike|strange|foreign|alien|odd|unfamiliar)\b(?: (?:to|for|from))?(?: (?:its|the) training \w+)?",
        "",
    ),
    (
        r"\b(?:gives?|gave|is|was) (?:no|little) (?:cause|reason|ground|grounds) to (?:regard|call|see|take|treat|consider) (?:it|this|the \w+) (?:as )?(?:alien|strange|foreign|odd|unfamiliar)(?: (?:to|for) the \w+)?\b",
        "is not strange",
    ),
    (r"\b(?:comes|gets|is|lies|runs|sits|was) (?:quite |rather |fairly |very )?close to(?= the limit)", "is close to"),
    (
        r"\bclose to being too (?:strange|odd|unfamiliar|different|unusual|foreign)(?: for (?:the )?\w+)?",
        "close to the limit",
    ),
    (
        r"\b(?:approach(?:es|ed|ing)?|near(?:s|ed|ing)?)(?:,? (?:without|but not|though not) (?:quite )?(?:reach(?:es|ing)?|cross(?:es|ing)?|hit(?:ting)?|exceed(?:s|ing)?),?)? the limit\b",
        "is close to the limit",
    ),
)

OF_PHANTOM: Words = (
    (
        r"\b(?:rather than|and not|not|instead of) (?:a )?(?:scan|picture|image|slice) of a (?:person|patient|human)\b",
        "rather than a patient",
    ),
    (
        r"\b(?:made-up|invented|fabricated|manufactured|computer-made|computer-generated|generated|man-made) (?:test |practice |sample )?(?=(?:picture|image|slice|case|head|brain|example|input))",
        "synthetic ",
    ),
)
