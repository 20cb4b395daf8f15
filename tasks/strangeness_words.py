"""Other words for how strange a slice looks to the model."""

from __future__ import annotations

from tasks.rewrites import NUMBER, Words

PICTURE = r"(?:slice|image|picture|input|scan|cut)"
WOULD = r"(?:(?:as|that|which|needed|required) )?(?:it )?(?:would|might|could|needs?|has|had) (?:need to be|have to be|be needed|to be|cause it|make it|set it|put it)?"
LEARNT = r"(?:training|learning|teaching) (?:material|images?|pictures?|slices?|set|data|examples?|cases?)|(?:it|the (?:model|network|program|software)) (?:(?:was|has been|had been) (?:taught|trained|fed|shown)(?: on| with)?|(?:has )?(?:learn(?:ed|t)|saw|seen|knows)(?: from)?)"

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
