"""Other words for how certain a class is, and for the rule by which it counts as certain."""

from __future__ import annotations

from tasks.rewrites import NUMBER, Words

FIRM = r"(?:sure|settled|firm|trusted|established|proven|definite|definitive|assured|trustworthy|dependable|conclusive|beyond doubt|safe|solid|secure|final)"
TRUST = r"(?:trust|faith|reliance|conviction|assurance|confidence|belief)"
TAKEN_AS = r"(?:regard|look(?:ed|s)? up|treat|tak|took|accept|count|consider|see|view|deem|pass|call|rat|rank|qualif|class|stand|hold|held)\w*"
VERDICT = r"(?:result|answer|class|label|verdict|choice|reading|call|outcome|guess|reply|prediction|judgement)s?"

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
