"""Check what is left of a sentence once its classes, places and degrees are understood: planes, single words, vocabulary."""

from __future__ import annotations

import re

from tasks import lexicon
from tasks.comparisons import read_comparisons
from tasks.mentions import ClaimError
from tasks.nearness import read_nearness
from tasks.quantities import states
from tasks.sentence import Sentence, whole_words
from tasks.unmeasured import MORPHOLOGY, UNMEASURED
from tasks.vocabulary import is_reporting

ALL_OF_MASK = r"(?:(?:the )?entirety of (?:the |its )?(?:(?:tumour )?mask|outline|it)|in its entirety|(?:the whole|all) of the (?:outlined|traced|marked) (?:tissue|area|spot|patch))|(?<!almost )(?<!nearly )(?<!virtually )(?<!practically )(?:all of (?:the |its )?(?:(?:tumour )?mask|outline|it)|(?:the )?whole of (?:the (?:(?:tumour )?mask|outline)|it)|(?:the )?(?:entire|whole|complete) (?:(?:tumour )?mask|outline|patch|spot|mark|area)(?: area)?|entirely|wholly|completely)"
DISCARDED, KEPT = (
    r"(?:discard|dropp|remov|stripp|ignor|exclud)\w*|(?:left|leave) out|set aside|cut away",
    r"kept|retained|surviv\w+|preserved",
)
IMAGE_IS_MUTE = re.compile(
    r"\b(?:image|picture|slice) (?:itself )?(?:does|did|can|could) not (?:\w+ )?(?:tell|show|say|reveal|give|distinguish|decide|settle)\b"
    r"|\b(?:can|could) not be (?:told|read|taken|inferred|known|seen|derived|distinguished)(?: apart)? (?:from|by|in|on) the (?:image|picture|slice)\b"
)
"""That the image does not say which side is which."""
TURNED_CUT = re.compile(
    rf"(?<!beneath the part )(?<!below the part )(?<!under the part )\b(?:above|over|exceeding|beyond)\b(?:[^.;,]|\.(?=\d)){{0,40}}percentile\b[^.;,]{{0,25}}\b(?:was|were|is|are|been|being) (?:{DISCARDED})"
    rf"|\b(?:below|under|beneath)\b(?:[^.;,]|\.(?=\d)){{0,40}}percentile\b[^.;,]{{0,25}}\b(?:was|were|is|are|been|being) (?:{KEPT})"
    rf"|\bnot (?:be |been )?(?:{KEPT})(?:[^.;,]|\.(?=\d)){{0,25}}?\b(?:from|above|over)\b(?:[^.;,]|\.(?=\d)){{0,25}}percentile"
)
"""That the wrong side of a cut at a percentile was kept."""
NEAR_LIMIT = 0.75
"""From which share of its limit a strangeness may be called a rather high one."""
NOT_ESTIMATED = r"\b(?:not (?:need|have|require)\w*|no need)\b(?: \w+){0,3}? estimat\w*|\b(?:not|never|rather than|instead of|without)(?: (?:be|been|being|merely|just|only|an?))* estimat\w*|(?<!not )(?<!rather than )(?<!instead of )\b(?:read|taken|given|known|obtained)(?: directly| straight)? (?:from|by|in) the (?:file|header|affine)|(?<!not )(?<!no )(?<!not an )(?<!not a )\b(?:assured|certain|sure|secure|firm|known|exact|precise|definite|confirmed|reliable|verified|guaranteed) (?:placement|placing|positioning)\b"
"""That a placement is the file's, not estimated."""


def read_planes(sentence: Sentence) -> None:
    """Take every plane out of the sentence.

    Raises
    ------
    ClaimError
        If one is not that of the cited findings.
    """
    for plane, pattern in lexicon.PLANES.items():
        for match in sentence.take(pattern):
            if sentence.values(r"input\.plane") != {plane}:
                raise ClaimError(f"{match.group()!r} is not the plane of the cited findings")
            sentence.claims += 1


def read_rest(sentence: Sentence) -> None:
    """Read single words that state a finding; nothing else may be claimed, and no unknown word may stand.

    Raises
    ------
    ClaimError
        If a word states another value, claims what was not measured, or is not known.
    """
    if found := re.search(lexicon.FUTURE, sentence.words):
        raise ClaimError(f"{found.group()!r} looks ahead, which no finding does")
    _read_stated(sentence)
    _check_kept(sentence)
    _read_reality(sentence)
    if sentence.facts.keys() & {"tumour.level", "tumour.level.band"}:
        list(sentence.take(r"heights?|deviat\w*"))
    read_comparisons(sentence)
    read_nearness(sentence)
    _read_shares(sentence)
    _read_sizes(sentence)
    for what, pattern in (("quantity", lexicon.QUANTITY), *UNMEASURED.items()):
        if hit := whole_words(pattern).search(sentence.said):
            raise ClaimError(f"{hit.group()!r} ({what.replace('_', ' ')}) was not measured")
    for word in re.findall(r"(?<![\w'])[a-z][a-z'-]*[a-z]", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", sentence.said)):
        if not is_reporting(word):
            medical = " (medical word)" if re.fullmatch(MORPHOLOGY, word) else ""
            raise ClaimError(f"{word!r}{medical} is in no cited finding")


def _read_stated(sentence: Sentence) -> None:
    sides = sentence.facts.get("tumour.hemisphere_from")
    if sides is not None and sides.value == "image" and (mute := IMAGE_IS_MUTE.search(sentence.words)):
        raise ClaimError(f"{mute.group()!r}: the sides were taken from the image")
    if sentence.values(r"tumour\.placement") == {"estimated"} and (told := re.search(NOT_ESTIMATED, sentence.words)):
        raise ClaimError(f"{told.group()!r}: the placement was estimated")
    for fact_id, value, pattern in lexicon.STATED:
        if fact_id in sentence.facts:
            found = list(sentence.take(pattern))
            if found and sentence.facts[fact_id].value != value:
                raise ClaimError(f"{found[0].group()!r}: the finding {fact_id!r} is {sentence.facts[fact_id].value}")
            if fact_id == "input.synthetic" and not found:
                raise ClaimError("does not say that the image is a synthetic phantom")
            sentence.claims += len(found)


def _check_kept(sentence: Sentence) -> None:
    """Whether what lies above a percentile is said to have been kept, and what lies below it discarded."""
    if any(fact_id.endswith(".percentile") for fact_id in sentence.facts) and (
        found := TURNED_CUT.search(sentence.words)
    ):
        raise ClaimError(f"{found.group()!r}: what lies above the percentile is kept")


def _read_reality(sentence: Sentence) -> None:
    if sentence.findings.synthetic:
        for match in sentence.take(r"real|actual|genuine|patient\w*|person\w*|human"):
            raise ClaimError(f"{match.group()!r}: the image is a synthetic phantom")
    else:
        for match in sentence.take(r"synthetic\w*|phantoms?|simulat\w*|artificial(?! (?:neural|intelligence))\w*"):
            raise ClaimError(f"{match.group()!r} is not in the cited findings")


def _read_shares(sentence: Sentence) -> None:
    """Words of more or less in place of a share: "most of", "a small part"."""
    units = ("% of mask", "% of brain") if re.search(r"of (?:the )?brain", sentence.words) else ("% of mask",)
    shares = [f.value for f in sentence.facts.values() if f.unit in units and isinstance(f.value, float)]
    points = [fact.value for fact_id, fact in sentence.facts.items() if fact_id.endswith(".overlap")]
    for match in sentence.take(
        r"(?:almost|nearly|virtually|practically) all (?:of )?the (?:probability|weight|chances?|odds|points|belief)"
    ):
        first = sentence.facts.get("class.probability")
        if first is None or not isinstance(first.value, float) or first.value < 0.9:
            raise ClaimError(f"{match.group()!r}: the cited probability is below 0.9")
    for match in sentence.take(
        r"(?:almost|nearly|virtually|practically) (?:all|entirely|completely|wholly|exclusively|the (?:whole|entire))|all but (?:a few %|a little|a small part|a bit)"
    ):
        if not any(share > 85 for share in shares):
            raise ClaimError(f"{match.group()!r}: no cited share is above 85 %")
    for match in sentence.take(ALL_OF_MASK):
        possible = shares if re.search(r"\b(?:can|could|may|might)\b", sentence.words) else points or shares
        if not any(isinstance(share, float) and share >= 99.5 for share in possible):
            raise ClaimError(f"{match.group()!r}: no cited share is 100 %")
    largest = "tumour.region.1" in sentence.facts
    if largest:
        list(
            sentence.take(
                r"(?:most|the majority|the bulk) of (?:what (?:is|has)(?: a)? name(?:d)?|(?:the |its )?named)(?: part| share| portion| area)?"
            )
        )
    for match in sentence.take(r"dominant(?= (?:named |atlas )*(?:region|label|structure|area|part|share))"):
        if not largest:
            raise ClaimError(f"{match.group()!r}: the region with the largest share is not cited")
    for match in sentence.take(lexicon.MOST):
        chiefly = largest and match.group().endswith("ly")
        several = [share for share in points if isinstance(share, float)]
        jointly = len(several) > 1 and sum(several) > 50
        if not (chiefly or jointly or any(share > 50 for share in shares)) and (shares or sentence.regions):
            raise ClaimError(f"{match.group()!r}: no cited share is above half")
    chances = [f.value for f in sentence.facts.values() if f.id.endswith(".probability") and isinstance(f.value, float)]
    for match in sentence.take(rf"(?:{lexicon.SMALL}|slim|remote) (?:probability|chance|likelihood|possibility)"):
        if not any(chance < 0.2 for chance in chances):
            raise ClaimError(f"{match.group()!r}: no cited probability is below 0.2")
    if chances and re.search(r"probab|chance|likelihood", sentence.words):
        for match in sentence.take(rf"(?<=is )(?:{lexicon.SMALL}|low)(?=[.,;]|$)"):
            if not any(chance < 0.2 for chance in chances):
                raise ClaimError(f"{match.group()!r}: no cited probability is below 0.2")
        for match in sentence.take(rf"(?:{lexicon.LARGE}) (?:probability|chance|likelihood)"):
            if not any(chance >= 0.5 for chance in chances):
                raise ClaimError(f"{match.group()!r}: no cited probability is 0.5 or more")
    for match in sentence.take(
        r"(?:an? |the )?(?:substantial|considerable|sizeable|sizable|large|hefty)(?= \d[\d.]* ?%)"
    ):
        if not any(share > 33 for share in shares):
            raise ClaimError(f"{match.group()!r}: no cited share is above 33 %")
    for match in sentence.take(
        r"(?:an? |the )?(?:tiny|small|modest|slight|negligible|minor)(?= \d[\d.]*(?: ?%| ?mm)?)"
    ):
        if not any(fact.value < 15 for fact in sentence.facts.values() if isinstance(fact.value, float)):
            raise ClaimError(f"{match.group()!r}: no cited value is below 15")
    for match in sentence.take(
        rf"(?:{lexicon.SMALL})(?: \d[\d.]* ?%)? {lexicon.SHARE}|(?:{lexicon.LARGE}) {lexicon.SHARE}|(?:(?<=was )|(?<=is ))(?:marginal|minor|slight|negligible|minimal|small)(?=,? \(?\d)|(?<=shares are )(?:{lexicon.SMALL})|(?<=overlaps are )(?:{lexicon.SMALL})|(?:(?<=% looks )|(?<=% is )|(?<=% seems ))(?:{lexicon.SMALL})|(?<=share is )(?:{lexicon.SMALL})|(?<=overlap is )(?:{lexicon.SMALL})"
    ):
        small = re.match(rf"(?:{lexicon.SMALL}|minimal)\b", match.group())
        if not any(share < 15 if small else share > 33 for share in shares):
            raise ClaimError(f"{match.group()!r}: no cited share is {'below 15' if small else 'above 33'} %")


def _read_sizes(sentence: Sentence) -> None:
    """An area that is called small or large beside its number: below 3 % of the brain, above 7."""
    areas = [
        fact.value
        for fact in sentence.facts.values()
        if fact.id.endswith(".area")
        and isinstance(fact.value, float)
        and (states(sentence.words, sentence.facts, fact.id) or not re.search(r"\d", sentence.words))
    ]
    in_mm = (
        sentence.findings.fact("tumour.area")
        if any(states(sentence.words, sentence.facts, f"tumour.{size}") for size in ("area.mm2", "extent"))
        else None
    )
    if not areas and in_mm is not None and isinstance(in_mm.value, float):
        areas = [in_mm.value]
    if len(areas) > 1 and (max(areas) < 3 or min(areas) > 7):
        areas = areas[:1]
    if len(areas) != 1:
        return
    very = r"(?:(?:very|quite|rather|fairly|relatively|comparatively|only) )?"
    thing = r"(?= (?!larger|bigger|smaller|more|less|wider|over|under|above|below)(?:[\w-]+ ){0,2}?(?:\u00a4|(?:lesion|tumour|mask|area|spot|patch|part of the brain|outline|region|focus|size|dimensions?|extent)\b)| (?:and (?:accounts|covers|takes|makes|occupies|measures|amounts)|as it is|in (?:relative|absolute) terms|in area|[io]n (?:the|this) (?:segmentation|slice|image|picture)|in size|in extent|in relation|beside|compared|relative|next to|at \d)|,|\.|;|$| {3,}|:| one\b)"
    for match in sentence.take(
        rf"(?:an? )?{very}(?:(?P<small>small|tiny|little|minute|modest)|large|extensive|sizeable|sizable|considerable|big){thing}"
    ):
        if re.match(r" (?:larger|bigger|smaller|more|less|wider)\b", sentence.words[match.end() :]):
            continue
        if (areas[0] >= 3) if match["small"] else (areas[0] <= 7):
            raise ClaimError(f"{match.group()!r}: the area is {areas[0]:g} % of the brain")


def read_familiarity(sentence: Sentence) -> None:
    """Whether the slice is said to lie within the limit of strangeness, as it does below 1."""
    share = sentence.facts.get("input.familiarity")
    if share is None or not isinstance(share.value, float):
        return
    within = rf"{lexicon.NOT_STRANGE}|(?:looks?|is|appears?|was|seems?) (?:quite |very |broadly |rather )?(?:similar to|like|akin to|in keeping with|in line with|comparable to) (?:(?:the|those|what|ones|images|slices|pictures|that|it|used|in|its|of|to|was|were|from) )*(?:training|teach|train(?:ed)?|learn(?:ed|t)?)\b(?: (?:set|data|images|slices|material|the (?:program|network|model)))*|(?:does|do|did) not (?:go|get|rise|run) (?:over|above|beyond|past)(?: it| the limit)?|(?:does|do|did|has|is) not (?:yet |quite |been )*(?:reach|attain|touch|hit|meet|cross|exceed|breach)(?:ed)?,? (?:the |its |that |this )*(?:limit|ceiling|cap|threshold)|(?:limit|ceiling|cap|threshold) (?:is|was) not (?:yet |quite )?(?:reached|attained|touched|hit|met|crossed|exceeded|breached)|(?:well |far |clearly |comfortably )*(?:within|inside|below|under|less than|short of) (?:the |its |that |this |model's |network's |program's )*limit"
    beyond = r"(?:exceed\w*|beyond|above|over|outside|past|stranger (?:to the (?:model|network) )?than|more (?:\w+ )?than) (?:the |its |that |this |training |training-set |model's |network's |program's |what the |what is )*limit(?: allows?)?|(?:goes|lies|is|falls|reaches|went|lay|ventures) (?:well |far |clearly )?(?:beyond|outside) (?:what(?:ever)?|anything|all|everything|the (?:slices|images|pictures)|those|the range of (?:slices|images)) (?:that )?(?:(?:the )?(?:model|network|program|software|it) )?(?:has |had |was |were )*(?:ever )?(?:seen|saw|learn\w*|trained|met|knows?|known|taught|shown|used)(?: (?:in|during|from|for|on) (?:its |the )?(?:training|learning)\w*)?|(?:very |too |highly |quite |rather )(?:strange|unfamiliar|unusual)"
    odd = re.compile(r"(?:quite|rather) (?:strange|unfamiliar|unusual)")
    nearing = r"(?:what would (?:make|render|mark|count)|(?:half)?way(?: \([^)]*\))? to (?:being|becoming)|point (?:where|at which|of being)|(?:at|beyond) which it would)[^.;,]*? (?:unlike|different|foreign|unfamiliar|strange|unusual|(?:cease to|no longer) (?:resemble|be like|look like))(?: (?:to|from|for))?(?: (?:the|its))?(?: (?:training|model|network)(?: (?:material|slices|pictures|images|data|set))?)?"
    for match in re.finditer(rf"\b(?:{nearing})", sentence.said):
        sentence.blank(match.start(), match.end(), " ")
    for match in sentence.take(
        r"(?:strangeness|novelty|unfamiliarity|oddness) (?:is|was|remains) (?:\w+ )?(?:modest|small|low|slight|limited)|(?:modest|small|low|slight|limited) (?:degree of )?(?:strangeness|novelty|unfamiliarity|oddness)"
    ):
        if share.value >= 0.5:
            raise ClaimError(f"{match.group()!r}: the strangeness is {share.value:g} of its limit")
        sentence.claims += 1
    for match in sentence.take(r"not (?:far)? +(?:below|under|short of)(?: it| the limit)?|close to the limit"):
        if share.value < 0.7:
            raise ClaimError(f"{match.group()!r}: the strangeness is {share.value:g} of its limit")
        sentence.claims += 1
    for match in sentence.take(
        r"(?:strangeness|novelty|unfamiliarity)(?: (?:to|for) the (?:model|network))? (?:is|was) (?:considerable|notable|noticeable|marked)"
    ):
        if share.value <= 0.6:
            raise ClaimError(f"{match.group()!r}: the strangeness is {share.value:g} of its limit")
        sentence.claims += 1
    too_much = re.search(
        r"\btoo (?:much|strange|far|different|unlike|unusual)\b[^.;,]* to (?:be|lie|fall|stay|count)\b", sentence.words
    )
    if too_much and share.value < 1:
        raise ClaimError(f"{too_much.group()!r}: the slice is within the limit")
    for match in sentence.take(within):
        if share.value >= 1:
            raise ClaimError(f"{match.group()!r}: the slice is beyond the limit")
        sentence.claims += 1
    for match in re.finditer(rf"\b(?:{beyond})", sentence.words):
        denied = re.search(rf"\b(?:{lexicon.NEGATION})\b[^.;,]*$", sentence.words[: match.start()])
        if share.value < 1 and not denied and "limit" in match.group() and sentence.said[match.start()] != "\u00a4":
            raise ClaimError(f"{match.group()!r}: the slice is within the limit")
    for match in sentence.take(beyond):
        if share.value < 1 and not (share.value >= NEAR_LIMIT and odd.match(match.group())):
            raise ClaimError(f"{match.group()!r}: the slice is within the limit")
        sentence.claims += 1
