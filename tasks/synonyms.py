"""Other words for what a cited finding is about, and the one in which the checker reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

Replacement = str | Callable[[re.Match[str]], str]

FIRM = r"(?:sure|settled|firm|trusted|established|proven|definite|definitive|assured|trustworthy|dependable|conclusive|beyond doubt|safe|solid|secure|final)"
TRUST = r"(?:trust|faith|reliance|conviction|assurance|confidence|belief)"
TAKEN_AS = r"(?:regard|look(?:ed|s)? up|treat|tak|took|accept|count|consider|see|view|deem|pass|call|rat|rank|qualif|class|stand|hold|held)\w*"
VERDICT = r"(?:result|answer|class|label|verdict|choice|reading|call|outcome|guess|reply|prediction|judgement)s?"
PICTURE = r"(?:slice|image|picture|input|scan|cut)"
WOULD = r"(?:(?:as|that|which|needed|required) )?(?:it )?(?:would|might|could|needs?|has|had) (?:need to be|have to be|be needed|to be|cause it|make it|set it|put it)?"
LEARNT = r"(?:training|learning|teaching) (?:material|images?|pictures?|slices?|set|data|examples?|cases?)|(?:it|the (?:model|network|program|software)) (?:(?:was|has been|had been) (?:taught|trained|fed|shown)(?: on| with)?|(?:has )?(?:learn(?:ed|t)|saw|seen|knows)(?: from)?)"
GROWTH = r"(?:tumour|lesion|mass|neoplasm)"
DRAWN = r"(?:circled|demarcated|encircled|bounded|ringed|framed|enclosed|delimited|presumed|suspected)"
NUMBER = r"\d+(?:\.\d+)?"

OF_RULE: tuple[tuple[str, Replacement], ...] = (
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
    (r"\bcan not be said to be sure\b", "is not certain"),
    (r"\bbefore calling an answer sure\b", "before calling an answer certain"),
    (r"\bclose, but no cigar:", ""),
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
OF_CERTAINTY: tuple[tuple[str, Replacement], ...] = (
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
    (r"\bhow (?:sure|certain|confident) is it\? not very: low\b", "certainty is low"),
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
    (r"\bgraded at the bottom of the scale\b", "low"),
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
    (
        r"\bno more than an? (?:hesitant|tentative|timid|cautious) (?:guess|suggestion)\b(?: by the \w+'s (?:own )?grading)?",
        "of low certainty",
    ),
)
OF_CLASS: tuple[tuple[str, Replacement], ...] = (
    (r"\bafter the first choice came\b", "the second choice is"),
    (r"\bhypophyseal (?=verdict|label|answer|class)", "pituitary "),
    (r"\bof being right\b", ""),
    (r"\bif not its first choice, the model would have picked\b", "the second choice of the model is"),
    (r"\bshould it not be what the network named first,", ""),
    (r"\bif the network is right,", ""),
    (r"\btrails the (\w+) (?:reading|label|answer) far behind\b", r"trails the \1 label"),
    (r"\b(?:is|was) the weight (?:that )?(?:the \w+ )?(?:places|puts|gives|lays) (?:up)?on\b", "is the probability of"),
    (r"\b(?:were|should) (?:it|this) not (?:be )?(an? [\w ]{3,20}?),", r"after \1,"),
    (r"\bwere the first choice wrong,", ""),
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
OF_STRANGENESS: tuple[tuple[str, Replacement], ...] = (
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
OF_SIDE: tuple[tuple[str, Replacement], ...] = (
    (r"\bin the (left|right) half of the brain as well as in the (?:left|right)\b", "in both halves of the brain"),
    (r"\btowards the (left|right) edge of the (?=picture|image|display)", r"on the \1 side of the "),
    (r"\b(?:information )?stems from the file\b", "comes from the file"),
    (r"\bneither hemisphere in particular: ", ""),
    (r"\band not (?:just )?(?:one|1) half of it\b", ""),
    (r"\bit crosses over: ", ""),
    (r"\binstead of (?:to )?its left or right (?:half|side)\b", "rather than the left or the right"),
    (r"\b(left|right) cerebral half\b", r"\1 hemisphere"),
    (r"\bneither heat ?map, be it [^,]*, confines itself to (?:one|1) side;", ""),
    (r"\b(?:to|on|at) the viewer's (left|right)\b", r"on the \1 of the picture"),
    (
        r"\bit (?:is|was) the file that (?:allowed|let|allows|lets) left (?:to )?be (?:distinguished|told) from right\b",
        "the sides come from the file",
    ),
    (r"\bit is the file that (?:tells|says|shows|decides) which side is which\b", "the sides come from the file"),
    (
        r"\b(?:by|under|in|following|going by) (?:the )?radiologists?'s? (?:left-right |display )?custom\b|\bby radiologists' (?:left-right |display )?custom\b",
        "by radiological convention",
    ),
    (r"\bthe (left|right) by radiological (?:custom|convention),", r"the \1 hemisphere,"),
    (
        r"\bthanks to the file, left could be told from right\b|\borientation of the sides came out of the file\b",
        "the sides come from the file",
    ),
    (r"\bdividing line\b", "midline"),
    (r"\blights? up a central (?:spot|patch|area|zone)\b", "lies on the midline"),
    (r"\bcentrally (?:located|placed|positioned|situated)\b", "on the midline"),
    (
        r"\b(lies|lie|sits?|is|are|falls?|located|placed|positioned) (?:centrally|central)\b(?! (?:sulcus|operc))",
        r"\1 on the midline",
    ),
    (
        r"\bneither ([^.;,]{3,40}?) nor ([^.;,]{3,40}?) (?:is|are) (?:limited|confined|restricted) to (?:one|1|a single|either) (?:side|half|hemisphere)(?: of the (?:brain|head))?\b",
        r"\1 and \2 lie on both sides",
    ),
    (
        r"\bneither (?:saliency |heat ?|evidence )?(?:map|mask|method|patch)s? (?:leans|tends|inclines|picks|points|keeps) (?:to )?(?:a|one|1|either) (?:side|half)\b[,;:]?",
        "",
    ),
    (
        r"\beach (?:extends|reaches|stretches|spreads|runs|lies|is) (?:across|over|into|on|in) both\b(?! (?:sides|halves|hemi))",
        "both hemispheres",
    ),
    (
        r"\b(?:as|the way) radiologists (?:do|would|read it|would read it|see it|would)(?: (?:read|see|call) it)?\b|\b(?:by|under|in|following) (?:the )?radiological (?:display )?custom\b",
        "by radiological convention",
    ),
    (r"\b(?:that is|is|to be) read as\b", "is"),
)
OF_PERCENTILE: tuple[tuple[str, Replacement], ...] = (
    (
        rf"\b(?:uppermost|upper|top|hottest) ({NUMBER}) ?% of the signal\b",
        lambda m: f"part above the {100 - float(m[1]):.4g}th percentile",
    ),
    (r"\b(?:almost|nearly|about|practically) the same height\b", "nearly the same percentile"),
    (r"\bno longer count\b", "were cut"),
    (r"\ba (?:hair|touch|shade|trifle) (lower|higher)\b", r"slightly \1"),
    (r"\b(?:was|is|were) reduced to (?:a|its) (?:patch|mask|area|spot) (?:by means of|by|with|at)\b", "was cut at"),
    (
        rf"\b(?:hottest|warmest|top|upper|highest) ({NUMBER}) ?% of (?:the )?(grad-cam(?:\+\+)?|score-cam)( map)? and (?:the (?:upper|top|hottest) )?({NUMBER}) ?% of (?:the )?(grad-cam(?:\+\+)?|score-cam)(?: (?:map|one))?",
        lambda m: (
            f"part above the {100 - float(m[1]):.4g}th percentile of {m[2]} and the {100 - float(m[4]):.4g}th percentile of {m[5]}"
        ),
    ),
    (rf"\bupper ({NUMBER}) ?%", lambda m: f"part above the {100 - float(m[1]):.4g}th percentile"),
    (r"\bnearly the same height\b", "nearly the same percentile"),
    (
        rf"\b({NUMBER}) ?% of the heatmap, (?:its|the) (?:warmest|hottest|top|highest|brightest) part\b",
        lambda m: f"part above the {100 - float(m[1]):.4g}th percentile of the heatmap",
    ),
    (
        r"\b(?:was |were |been )?(?:preserved|retained|stripped|pruned|clipped|trimmed|cut away)(?: from the heat ?map)?\b",
        "cut",
    ),
    (r"\beverything (?:cooler|weaker|lower|colder|fainter) than\b", "everything below"),
    (r"\bwas (?:left|leave)\b(?=[.,;]|$)", "remained"),
    (
        rf"\b(?:hottest|warmest|uppermost|strongest|top|highest|brightest) ({NUMBER}) ?%",
        lambda m: f"part above the {100 - float(m[1]):.4g}th percentile",
    ),
    (
        rf"\b(?:lower|lowest|coolest|coldest|bottom|weakest) ({NUMBER}) ?%",
        lambda m: f"part below the {float(m[1]):g}th percentile",
    ),
    (rf"\bthe ({NUMBER}) mark\b", r"the \1th percentile"),
    (rf"\b(at|to) ({NUMBER})≈0\.5 %(?! of)", lambda m: f"{m[1]} the {m[2]}th percentile"),
    (
        r"\b(?:was|is|were|are|being) (?:reduced|cut down|pared down|trimmed|restricted|limited|whittled down) to (?:what (?:exceeds|lies above|is above|tops|passes)|(?:its|their)(?= part))",
        "cut at",
    ),
    (
        r"\b(?:survived|were discarded|was discarded|were dropped|was dropped|were removed|remained|were kept|was kept)\b",
        "by the cut",
    ),
)
ONLY_PERCENTILE: tuple[tuple[str, Replacement], ...] = (
    (
        rf"\b(at|for|than|to) ({NUMBER})(?! ?(?:%|≈|[\d.]))(?=[,.;)]|$| (?:for|than|and|while|whereas|in the)\b)",
        r"\1 the \2th percentile",
    ),
    (rf", ({NUMBER})(?= for\b)", r", the \1th percentile"),
)
OTHER_SCALE = re.compile(r"percentile|pixel|\bpx\b|\bunits?\b|intensit|activation|grey|gray|\bmm\b|\bcm\b|%")
"""Where a bare number is no percentile."""
OF_MASK: tuple[tuple[str, Replacement], ...] = (
    (rf"\ba region was marked out as {GROWTH}\b", "the tumour mask was made"),
    (rf"\bno patch of {GROWTH} was traced\b|\btraced (?:nothing|none)\b", "made no mask"),
    (r"\b(?:left|leaves|leave) the (?:brain|head) (?:unmarked|blank|untouched)\b", "made no mask"),
    (r"\bno (?:boundary|border|outline|contour|line) was (?:traced|drawn|made|set)\b", "no mask was made"),
    (
        r"\bthe (?:segmenter|segmentation|segmentation head) (?:marks|marked|draws|drew|finds|found) (?:none|nothing)\b",
        "no mask was made",
    ),
    (
        r"\b(?:step|stage|part|routine|head|component)(?: of the \w+)? that (?:draws?|traces?|outlines?|marks?|looks? for|segments?) (?:\w+ )?(?:tumours?|growths?|lesions?)\b",
        "segmentation",
    ),
    (
        rf"\b(?:drew|draws|traced|traces|put|found|set|placed) no (?:boundary|border|line|edge|contour|shape|{GROWTH}|tumour shape|tumour outline|outline)(?: (?:round|around|about) (?:any|a|the) {GROWTH})?\b",
        "made no mask",
    ),
    (r"\b(?:came back|returned|ended|finished|emerged|was left) (?:with nothing|empty-handed|empty)\b", "made no mask"),
    (rf"\bno {GROWTH} was (?:traced|drawn|circled|bounded|demarcated)\b", "no mask was made"),
    (r"\b(?:left|leaves|leave) the (?:picture|slice|image|scan) (?:unmarked|blank|untouched|clean)\b", "made no mask"),
    (
        rf"\b(?:circled|demarcated|traced|bounded|ringed|encircled|delimited) an? (?:\w+ )?{GROWTH}\b",
        "made a tumour mask",
    ),
    (
        rf"\b(?:the |a )?{GROWTH} (?:was|has been|is) (?:demarcated|circled|bounded|delimited|encircled|given a (?:boundary|border|shape|contour|line))\b",
        "the tumour mask was made",
    ),
    (
        rf"\b(?:yielded|produced|gave|made|returned|drew) an? (?:shape|boundary|border|contour) (?:for|of|round|around) the {GROWTH}\b",
        "made a tumour mask",
    ),
    (
        rf"\b(?:managed|was able) to (?:trace|draw|circle|bound|demarcate|outline) (?:the |a ){GROWTH}\b",
        "made a tumour mask",
    ),
    (
        rf"\b(?:the )?{GROWTH}'s (?:borders?|boundary|edges?) (?:was|were|has been|have been) (?:traced|drawn|marked)\b",
        "the tumour mask was made",
    ),
    (
        rf"\b(?:an |the )?outline of the (?:\w+ )?{GROWTH} (?:exists|is there|is available)\b|\ba patch of (?:suspected |presumed |possible )?{GROWTH} was outlined\b",
        "the tumour mask was made",
    ),
)
OF_OUTLINE: tuple[tuple[str, Replacement], ...] = (
    (r"\b(?:a |the )?speck of (?=\d)", "a spot of "),
    (r"\bof the brain (?:disappears|vanishes) under the mask\b", "of the brain lies under the mask"),
    (
        rf"\b({NUMBER} ?(?:mm|cm|px|pixels?)) is the (?:furthest|farthest|greatest|longest) distance between (?:two|2) points of the (mask|outline|tumour|area)\b",
        r"the longest extent of the \2 is \1",
    ),
    (
        rf"\bthe (?:furthest|farthest) (?:two|2) points of the (?:segmentation|mask|outline|tumour) are ({NUMBER} ?(?:mm|cm|px|pixels?)) apart\b",
        r"the extent of the mask is \1",
    ),
    (r"\babnormal (?:growth|tissue)\b", "tumour"),
    (r"\b(?:outlined|marked|traced|drawn) tissue\b", "mask"),
    (r"\b(?<!whose )(?:outlined|marked|traced|drawn|delineated) shape\b", "outline"),
    (
        rf"\bno (?:two|2) points of (?:the )?((?:\w+ )?(?:{GROWTH}|mask|outline|spot|area|patch)) (?:lie|are) (?:more than|further apart than|farther apart than) (\d[\d.]* ?(?:mm|cm|px|pixels?))(?: apart)?\b",
        r"the \1 is \2 long",
    ),
    (rf"\b{DRAWN} (?={GROWTH}|tissue|area|patch|spot|surface)", "outlined "),
    (
        rf"\b(?:the )?{GROWTH}'s shape\b|\b(?<!whose )(?<!in )(?:the|this|that) shape\b(?! (?:of|is (?!\d)|was (?!\d)|looks|appears))",
        "the outline",
    ),
    (rf"\b{GROWTH} (?:with)?in (?:those|these|the|its) (?:borders|bounds|boundaries)\b", "outlined tumour"),
    (
        r"\b(?:on|across|over|at|along) (?:its|the) (?:major|main|greatest|long) (?:dimension|span)\b|\balong its (?:major|main|greatest|long) dimension\b",
        "at its longest",
    ),
    (r"\bfrom (?:one|1) (?:far )?(?:edge|side) to (?:the )?other\b", "end to end"),
    (
        rf"\b(?:{GROWTH}|outline|mask|spot|patch)'s (?:heart|core|central point|midpoint|middle)\b",
        "the centre of the mask",
    ),
)
OF_AREA: tuple[tuple[str, Replacement], ...] = (
    (r"\bin square centimet(?:re|er)s,? ([^.;]{0,40}?)(\d[\d.]*\d)(?=[.;,]? *$)", r"\1\2 cm2"),
    (r"\b(?:in )?surface (?:terms|area)\b|\bsurface\b", "area"),
)
OF_SHARE: tuple[tuple[str, Replacement], ...] = (
    (r"\bfrom nil to complete\b", "from 0 to 100 %"),
    (r"\bdominant overlap is with\b", "the largest share is in"),
    (r"\b(?:is minor, at|has a minor stake,?)(?= \d)", "is"),
    (r"\b(which(?:ever)? (?:of )?(?:the )?[\w ]{3,40}?) is (?:correct|right|the true one|true)\b", r"\1 is chosen"),
    (r"\bnothing, or else as much as\b", "0 % or as much as"),
    (r"\bpredominates over\b", "holds more than"),
    (r"\b(?:could|may|might|can) in fact\b", "could"),
    (r"\bvar(?:y|ies) hugely\b", "vary widely"),
    (r"\bif the (?:cut|slice|level) were (?:moved|shifted) within its tolerance\b", "within the band"),
    (r"\bor else none\b", "or none"),
    (r"\bwere another level in the band (?:correct|right|true|the true one),?\b", "at another level in the band"),
    (r"\boff the (?:labelled|named) (?:map|atlas|part)\b", "outside the named regions"),
    (
        rf"\b((?:all|whole|entire|complete|most|much|part|half|rest|remainder|bulk|none|nothing|the) (?:of )?(?:the |this )?)(?:{GROWTH}|spot|patch)\b(?! (?:mask|class|type|label|outline|patch|spot))",
        r"\1mask",
    ),
    (r"\b(?:exact |true |uncertain |right |actual |real )?heights?\b", "level"),
    (r"\b(?:tracing|delineation|shape|contour)\b(?! of the heat)", "mask"),
    (rf"\bclaims? (no part|none|nothing|up to|as much as|{NUMBER})", r"hold \1"),
    (r"\bor (?:else )?no part of (?:it|the mask)\b|\b(?:hold|claim) no part of the mask\b", "hold 0 % of the mask"),
    (r"\b(?:the )?latitude in level\b|\blatitude\b", "band"),
    (
        r"\b(?:comparably|equally|similarly) (?:good|fitting|plausible|suitable) (level|position|place|height)s?\b",
        r"level in the band",
    ),
    (
        r"\bif the (?:cut|slice|level|position) (?:is|was|were|be) (?:moved|shifted) (?:among|within|between|along|over) [^.;,]{0,30}?(?:positions|levels|level|band|range|places|plausible ones)\b",
        "within the band",
    ),
    (
        r"\bwere the (?:level|cut|slice) (?:moved|shifted) within (?:its|the) (?:band|range|tolerance)\b,?",
        "within the band",
    ),
    (r"\bat the outside\b", "at most"),
)
OF_LOW: tuple[tuple[str, Replacement], ...] = (
    (
        r"\b(?:be |lie |remain |stay |being )?(?:(?:quite |wholly |completely |entirely |altogether )?(?:free of (?:it|the (?:mask|outline|spot))|spared)|untouched)(?: altogether| completely| entirely)?\b|\b(?:and )?possibly not any\b|\bor (?:else )?nothing(?: of it)?\b|\bnothing of it\b|\band nothing at the other extreme\b|\band some give it none\b|\bor none\b|\band it may hold none\b",
        "0 %",
    ),
)
OF_EVIDENCE: tuple[tuple[str, Replacement], ...] = (
    (r"\bclosely congruent\b", "closely matching"),
    (r"\bhas? much in common with\b", "agrees well with"),
    (r"\b(?:is |was )?lit up in the (?=(?:grad-cam(?:\+\+)?|score-cam) (?:evidence )?mask)", "lies in the "),
    (r"\b(?:moderately|fairly|reasonably) in line\b", "in moderate agreement"),
    (r"\blittle mismatch between\b", "close agreement between"),
    (r"\btracks the (segmentation|mask|outline) more closely\b", r"matches the \1 more closely"),
    (r"\bpoorer for\b", "worse for"),
    (r"\brelevant signal\b", "evidence"),
    (r"\b(grad-cam(?:\+\+)?|score-cam) (?:lights?|lit) up\b", r"\1 marks"),
    (r"\bmanages (only )?(?=an? )", r"has \1"),
    (r"\bclassic grad-cam\b", "grad-cam"),
    (r"\bneither heat ?map lands well on the (?:outline|mask)\b", "both poorly match the mask"),
    (r"\bfair rather than good\b", "moderate"),
    (r"\b(?:plus-plus|plus plus) (?:variety|version|method|variant|one|heat ?map)\b|\bplus-plus\b", "grad-cam++"),
    (r"\b(?:ordinary|plain|simple|basic|older) (?:grad-cam|one|method|sibling|version)\b", "grad-cam"),
    (r"\bits older relative grad-cam\b", "grad-cam"),
    (r"\b(?:influential|salient|heat|hot|heated) (?=(?:zone|patch|area|region|spot)\b)", "evidence "),
    (r"\bneither ([^.;]*?) to more than an? (low|moderate) degree\b", r"both \1 to a \2 degree"),
    (r"\blines? up with\b", "match"),
    (
        r"\bshares? (?:practically|almost|virtually|next to|hardly) (?:no|any) (?:ground|area|pixels?)\b|\b(?:practically|almost|virtually) no (?:area|ground) is shared by\b",
        "low overlap of",
    ),
    (r"\b(?:is |are )?given the best of the (?:three|3) ratings\b", "is high"),
    (r"\bcorroborates? (?:each other|one another|the \w+) (strongly|well|weakly|moderately)\b", r"agree \1"),
    (r"\bon the 0-to-1 (?:overlap )?scale\b", ""),
    (r"\b(?:nearly|almost|largely|practically|virtually|as good as) congruent\b", "closely matching"),
    (
        r"\b(?:is |are )?(?:rated |put |placed )?in the (?:best|highest|top|uppermost) (?:category|class|band|grade|level)\b",
        "is high",
    ),
    (
        r"\b(?:is |are )?(?:rated |put |placed )?in the (?:worst|lowest|bottom) (?:category|class|band|grade|level)\b",
        "is low",
    ),
    (r"\bis active\b", "lies"),
    (r"\b(?:for |of )?its \+\+ (?:sibling|relative|variant|version|counterpart)\b", "grad-cam++"),
    (r"(?<![+\w])(?:the )?\+\+ (?=heat ?map|map|method|variant|version|mask)", "grad-cam++ "),
    (r"\bnearly eye to eye\b|\beye to eye\b", "closely together"),
    (r"\b(?:has|have) to make do with\b", "gets"),
    (r"\b(?:a )?flat zero\b", "0"),
    (r"\bneither (?:heat ?map|mask|method) squares? with\b", "both poorly match"),
    (
        r"\b(?:put |placed |rated |set )?in the middle of (?:the )?(?:three|3) (?:grades|degrees|levels|bands|steps)\b",
        "rated moderate",
    ),
    (
        r"\b(?:persuasive|guiding|telling|decisive|influential|flagged|convincing|attention|persuading) (?=(?:grad-cam(?:\+\+)?|score-cam)? ?(?:patch|area|spot|zone|region)\b)",
        "evidence ",
    ),
    (r"\b(?:patch|area|spot|zone) (?:leaned|relied|drawn|leant) (?:up)?on by the \w+\b", "evidence area"),
    (r"(?<=grad-cam )flag\b|(?<=grad-cam\+\+ )flag\b|(?<=score-cam )flag\b", "mask"),
    (r"\bas having weighed on the (?:answer|choice|class|verdict)\b", "as evidence"),
    (r"\bcoincides? nowhere(?: to speak of)?\b", "hardly coincide"),
    (r"\b(?:is|was|being) feeble\b", "is poor"),
    (r"\b(?:the )?original (?:grad-cam|method)\b|\bplain grad-cam\b", "grad-cam"),
    (r"\bcorrespondence\b", "agreement"),
)
OF_PHANTOM: tuple[tuple[str, Replacement], ...] = (
    (
        r"\b(?:rather than|and not|not|instead of) (?:a )?(?:scan|picture|image|slice) of a (?:person|patient|human)\b",
        "rather than a patient",
    ),
    (
        r"\b(?:made-up|invented|fabricated|manufactured|computer-made|computer-generated|generated|man-made) (?:test |practice |sample )?(?=(?:picture|image|slice|case|head|brain|example|input))",
        "synthetic ",
    ),
)
OF_PLACEMENT: tuple[tuple[str, Replacement], ...] = (
    (
        r"\b(?:is|was) (?:an educated|no more than an? (?:\w+ )?|only an? (?:\w+ )?|an? (?:computed|informed|reasoned|rough)) ?guess\b",
        "is estimated",
    ),
)
OF_BAND: tuple[tuple[str, Replacement], ...] = (
    (r"\bshifting the (?:section|slice|cut|level) by as much as\b", "levels as far as"),
    (r"\bwith hardly any change in fit\b", "with about the same fit"),
    (r"\bdoing about as well\b", "fitting about as well"),
    (r"\b(?:so |how |too |rather |very )?loosely (?:is |was )?(?:(?:the|its) \w+ )?pinned down\b", "loose"),
    (r"\bheights\b", "levels"),
    (r"\b(?:one could |you could |we could )?move the (?:cut|slice|level) by\b", "within"),
    (r"\bthere is (?:a )?(?:leeway|latitude|slack|play|room) of\b", "there is a tolerance of"),
    (
        r"\bbefore the (?:match|fit) (?:noticeably |clearly |markedly |appreciably )?(?:worsens|suffers|drops|declines|deteriorates|falls off)\b",
        "",
    ),
    (r"\b(?:the )?(?:match|fit) is (?:hardly|scarcely|barely|not much|little) worse\b", "the match is about as good"),
)
SYNONYMS = tuple(
    (re.compile(ids), re.compile(pattern), replacement)
    for ids, group in (
        (r"class\.certain(?:\.from)?", OF_RULE),
        (r"class\.certainty", OF_CERTAINTY),
        (r"class\b.*", OF_CLASS),
        (r"input\.familiarity", OF_STRANGENESS),
        (r".*\.(?:hemisphere(?:_from)?|image_side)", OF_SIDE),
        (r"evidence\.\w+\.percentile", OF_PERCENTILE),
        (r"tumour\.mask", OF_MASK),
        (r"tumour\..*|evidence\..*", OF_OUTLINE),
        (r"tumour\.area\.mm2", OF_AREA),
        (r"tumour\.(?:region\.\d\.overlap\w*|unnamed)", OF_SHARE),
        (r"tumour\.region\.\d\.overlap_low", OF_LOW),
        (r"evidence\..*", OF_EVIDENCE),
        (r"input\.synthetic", OF_PHANTOM),
        (r"tumour\.placement", OF_PLACEMENT),
        (r"tumour\.level\.band", OF_BAND),
    )
    for pattern, replacement in group
)
"""Pattern of the ids of which one must be cited, words, and what stands for them."""
PERCENTILES_ALONE = tuple((re.compile(pattern), replacement) for pattern, replacement in ONLY_PERCENTILE)


def reworded(said: str, cited: Collection[str]) -> str:
    """The sentence with one word for what its findings are about.

    Examples
    --------
    >>> reworded("the answer is not accepted as sure", ["class.certain"])
    'the answer is not accepted as certain'
    >>> reworded("the answer is not accepted as sure", ["class"])
    'the answer is not accepted as sure'
    """
    for ids, pattern, replacement in SYNONYMS:
        if any(ids.fullmatch(fact_id) for fact_id in cited):
            said = pattern.sub(replacement, said)
    if cited and all(fact_id.endswith(".percentile") for fact_id in cited) and not OTHER_SCALE.search(said):
        for pattern, replacement in PERCENTILES_ALONE:
            said = pattern.sub(replacement, said)
    return said
