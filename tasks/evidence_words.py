"""Other words for the masks of the evidence and the percentiles they are cut at."""

from __future__ import annotations

from tasks.rewrites import NUMBER, Words

OF_EVIDENCE: Words = (
    (r"\bfaithfulness check: ", ""),
    (r"\bfaithfulness to the (?:segmentation|mask)(?:, in terms of dice,)?", "agreement with the segmentation"),
    (
        r"\b(low|moderate|high) agreement: this is how the (?:match|overlap|fit) of ([\w+ -]{4,12}?) with the tumour mask was graded",
        r"the agreement of \2 with the tumour mask is \1",
    ),
    (r"\blooked (?:mainly|mostly|chiefly) at (?=an? (?:area|part|region|spot))", "looked at "),
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

OF_PERCENTILE: Words = (
    (r"(?<=kept as evidence),? and nothing below it\b", ""),
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
)

ONLY_PERCENTILE: Words = (
    (
        rf"\b(at|for|than|to) ({NUMBER})(?! ?(?:%|≈|[\d.]))(?=[,.;)]|$| (?:for|than|and|while|whereas|in the)\b)",
        r"\1 the \2th percentile",
    ),
    (rf", ({NUMBER})(?= for\b)", r", the \1th percentile"),
)
