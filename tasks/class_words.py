"""Other words for the class of a slice and its probability, and for a slice that is a phantom."""

from __future__ import annotations

from tasks.certainty_words import VERDICT
from tasks.rewrites import NUMBER, Words

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
