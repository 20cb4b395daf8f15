"""Check the negations of a sentence: each must be one that a finding supports."""

from __future__ import annotations

import re

from data_contracts.findings import Fact
from tasks import lexicon
from tasks.closeness import read_closeness
from tasks.mentions import ClaimError, Mention
from tasks.rounding import NUMBER, agrees
from tasks.sentence import Sentence

MADE = re.compile(
    r"\b(?:mask|outline|contour) (?:was|has been|got) (?:made|produced|drawn|generated|created)\b|\b(?:made|drew|produced|created) an? (?:tumour )?(?:mask|outline|contour)\b"
)
UNDER_MASK = (
    r"(?:under|in|inside|within|beneath|below|part of|covered by|reached by|touched by|overlapped by) (?:the )?mask"
)
NONE_UNNAMED = r"nothing (?:is|was) (?:left|leave) (?:over )?(?:without|outside)[^.;,]*|(?:not a (?:single )?(?:%|part|pixel|bit)|no (?:part|portion|share|piece|fraction|pixel)s?|none|nothing)(?:(?<=no part)|(?<=no portion)| of (?:the |this |its )?(?:(?:tumour |outlined |marked )?(?:mask|outline|area|spot)|it)(?: \(0(?:\.0)? ?%\))?) (?:lies|falls|is|remains|sits|goes|was|stays|extends|reaches) (?:\w+ )?(?:outside|without|beyond|un(?!der\b)\w+)(?: of)?(?: any| the| all| an?)*(?: named| labelled)*(?: regions?| names?| labels?| areas?)*"
BESIDES = r"apart from|besides|beyond|aside from|in addition to|(?:being )?(?:the )?(?:only |sole )?exceptions?(?: being| is)?|with the exception of|except(?:ing)?(?: for)?"
WHOLE_MASK = r"\b(?<!nearly )(?<!almost )(?<!virtually )(?<!practically )(?<!practically the )(?<!almost the )(?<!nearly the )(?<!virtually the )(?:all|every part|whole|entire|each part) (?:of )?(?:the )?(?:mask|tumour)\b(?! is \d)"
NOT_FINAL = r"(?:will|would|does|do|can) not vouch for (?:this|it|the)(?: one| \w+)?|(?:should|must|can|may|is) not (?:to )?be (?:taken|read|seen|treated|regarded|understood|accepted|viewed) as (?:an? )?(?:definite|final|firm|certain|settled)(?: (?:answer|result|diagnosis|verdict|one))?|not (?:consider|regard|see|treat|view|deem|call)\w* (?:the |this )?(?:matter|question|issue|case|answer|class|result|label)(?: as)?(?: to be)? (?:settled|closed|decided|firm|final|certain)"
LEVELS = ("low", "moderate", "high")
NOT_THAT = r"(?:(?:and |but )?not|rather than|instead of|as opposed to|neither|nor)(?: (?:an?|the|in|on|at|of|with|from|as|merely|just|only|very))*"


def read_empty_mask(sentence: Sentence) -> None:
    """Take out that no mask was made, before "no tumour" is read as a class."""
    if sentence.values(r"tumour\.mask") != {"none"}:
        return
    for match in MADE.finditer(sentence.words):
        start = max(sentence.words.rfind(mark, 0, match.start()) for mark in ",;:")
        if not re.search(rf"\b(?:{lexicon.NEGATION}|nil|zero)\b", sentence.words[max(start, 0) : match.end()]):
            raise ClaimError(f"{match.group()!r}: no mask was made")
    healthy = sentence.known("class") == "no_tumor" and "class" not in sentence.facts
    found = list(sentence.take(f"{lexicon.NO_MASK}|{lexicon.NO_TUMOUR}" if healthy else lexicon.NO_MASK))
    for start, end in _clauses(sentence.said):
        part = sentence.said[start:end]
        negations = list(re.finditer(rf"\b(?:{lexicon.NEGATION})\b", part))
        named = re.compile(
            r"[ -](?:tumour|lesion)[ -]?(?:label|class|prediction|call|result|verdict|answer|category|probability)"
        )
        negations = [negation for negation in negations if not named.match(part, negation.end())]
        if len(negations) == 1 and re.search(
            r"\b(?:masks?|outlin|contour|segment|mark|delineat|draw|drew|(?:make|draw|produce|trace) one|spot to show|area to show|to show you)",
            part,
        ):
            sentence.blank(start + negations[0].start(), start + negations[0].end())
            found.append(negations[0])
    if not found and "class" not in sentence.facts:
        raise ClaimError("turns the finding 'tumour.mask' round")
    sentence.claims += len(found)
    if found:
        kept = [(m.start(), m.end()) for m in re.finditer(rf"\b(?:{lexicon.NO_TUMOUR})", sentence.said)]
        for match in re.finditer(
            rf"\b(?:segmentation(?: head)?|masks?|outlin\w*|contour\w*|delineat\w*|segment\w*|anything|(?:as )?(?<!no )(?<!is a )(?<!was a )(?<!predicted ){lexicon.TUMOUR}|no (?:outline|contour))\b",
            sentence.said,
        ):
            if not any(start < match.end() and match.start() < end for start, end in kept):
                sentence.blank(match.start(), match.end())


def read_unnamed(sentence: Sentence) -> None:
    """Take out that a part of the mask has no name in the atlas: one negation in a clause about names, not two.

    Raises
    ------
    ClaimError
        If the share without a name is cited and the sentence denies or leaves out that it has none.
    """
    unnamed = sentence.facts.get("tumour.unnamed")
    if unnamed is None or not isinstance(unnamed.value, float):
        return
    if unnamed.value >= 99.95:
        sentence.claims += len(list(sentence.take(r"\(100(?:\.0)? ?% (?:unnamed|unlabelled|outside)[^)]*\)")))
    for match in sentence.take(NONE_UNNAMED):
        if unnamed.value > 0.05:
            raise ClaimError(f"{match.group()!r}: {unnamed.value:g} % has no name")
        sentence.claims += 1
        return
    denied = re.search(
        r"\bnot (?:touch|overlap|reach|cover|involve)\w* (?:any|a single) (?:named )?(?:atlas )?(?:region|structure|area)|\b(?:not a single|no|none of the) (?:named|labelled) (?:region|structure|area)s?\b",
        sentence.words,
    )
    if denied and "tumour.region.1" in sentence.facts and not re.search(r"\d", sentence.words):
        raise ClaimError(f"{denied.group()!r} turns the finding 'tumour.region.1' round")
    if sentence.regions and re.search(
        r"\bun\w+|\bno (?:named|labelled|atlas name|name)|\bwithout|\boutside|\bnot (?:be )?(?:assigned|attributed|matched|mapped|named)|\bnot (?:fall|lie|be) (?:in|within|under|inside) (?:any|a) named",
        sentence.said,
    ):
        list(sentence.take(BESIDES))
    found = _read_hardly_any(sentence, unnamed.value)
    if _ends_at_zero(sentence):
        zero = r"(?:(?<=between )|(?<=from ))(?:none|nothing|nil)\b"
        sentence.said = re.sub(zero, lambda match: "0".ljust(len(match.group())), sentence.said)
    if not re.search(rf"\b(?:{lexicon.NAMED_PLACE})\b", sentence.words):
        raise ClaimError("does not say that a part of the mask has no name in the atlas")
    for start, end in _clauses(sentence.said):
        found = _read_unnamed_clause(sentence, unnamed, start, end) or found
    if not found:
        raise ClaimError("turns the finding 'tumour.unnamed' round")
    if unnamed.value <= 0.05 and not re.search(r"(?<![\d.])0(?![.]?[1-9])", sentence.words):
        raise ClaimError("says that a part of the mask has no name, of which all has one")
    sentence.claims += 1


def _read_hardly_any(sentence: Sentence, share: float) -> bool:
    """Take out "hardly any of the mask", which has a name, or lies outside what has one."""
    found = False
    for match in sentence.take(r"(?:hardly|scarcely|barely) any(?: of (?:it|the mask|the tumour))?"):
        denied = re.match(rf"[^:;,.]*?\b(?:{lexicon.NO_NAME})\b", sentence.said[match.end() :])
        if share > 15 if denied else share < 85:
            raise ClaimError(f"{match.group()!r}: {share:g} % has no name")
        found = True
    return found


def _read_unnamed_clause(sentence: Sentence, unnamed: Fact, start: int, end: int) -> bool:
    """Whether a clause says that a part has no name, or how much has one; what says so is a mention of that part."""
    part, share = sentence.said[start:end], float(str(unnamed.value))
    named = re.search(rf"\b(?:{lexicon.NAMED_PLACE})\b", part)
    if not named and not re.search(r"\d", part):
        return False
    negations = list(re.finditer(rf"\b(?:{lexicon.NO_NAME})\b", part))
    if share > 85:
        negations += re.finditer(
            rf"{lexicon.HARDLY_ANY}(?= (?:of )?(?:it|the (?:mask|tumour|lesion|segmentation))\b)", part
        )
    if len(negations) > 1 or (share < 99.5 and re.search(WHOLE_MASK, part)):
        raise ClaimError("turns the finding 'tumour.unnamed' round")
    rest = unnamed.model_copy(update={"id": "tumour.named", "value": round(100 - share, 1)})
    if (
        not negations
        and named
        and any(agrees(part, number, number["unit"], rest) for number in NUMBER.finditer(part))
        and not any(start <= m.start < end for m in sentence.regions)
    ):
        sentence.facts["tumour.named"] = rest
        sentence.regions.append(Mention(start, start + 1, frozenset({"tumour.named"})))
        return True
    for negation in negations:
        place = (start + negation.start(), start + negation.end())
        sentence.blank(*place)
        sentence.regions.append(Mention(*place, frozenset({"tumour.unnamed"})))
    return bool(negations)


def _clauses(said: str) -> list[tuple[int, int]]:
    ends = [
        match.start()
        for match in re.finditer(r"[;:.](?!\d)|,|\b(?:while|whereas|but|although|though|even though|yet)\b", said)
    ]
    return list(zip([0, *ends], [*ends, len(said)], strict=True))


def read_contrasts(sentence: Sentence) -> None:
    """Take out what a finding is said not to be ("axial, not coronal"; "moderate rather than high").

    Raises
    ------
    ClaimError
        If that is just what it is.
    """
    plane = sentence.values(r"input\.plane")
    if plane:
        for name, pattern in lexicon.PLANES.items():
            others = "|".join(lexicon.PLANES.values())
            for match in sentence.take(
                rf"(?:unlike an?|{NOT_THAT}) (?:{pattern})(?:{lexicon.PLANE})?(?: (?:n?or|and) (?:{others}))?"
            ):
                if plane == {name} or re.search(lexicon.PLANES[next(iter(plane))], match.group()):
                    raise ClaimError(f"{match.group()!r} turns a finding round")
    if sum(fact_id.endswith(".area") for fact_id in sentence.facts) > 1:
        list(sentence.take(r"(?:rather than|instead of|as opposed to)(?= (?:just |only |the )?\d)"))
    if any(fact_id.endswith("_high") for fact_id in sentence.facts):
        list(sentence.take(r"(?:rather than|instead of)(?= (?:the |its |just )?\d)"))
    units = {"px": "px", "pixel": "px", "pixels": "px", "mm": "mm", "cm": "mm"}
    for match in sentence.take(rf"\(?(?:{NOT_THAT}|no|without) (?P<unit>px|pixels?|mm|cm)\)?"):
        if any(str(fact.unit).startswith(units[match["unit"]]) for fact in sentence.facts.values()):
            raise ClaimError(f"{match.group()!r} turns a finding round")
    list(sentence.take(r"not (?:be )?(?:read|taken?|mistaken?)(?= [^.;,]{0,30}?\b(?:as|for) (?:mm|cm)\b)"))
    list(
        sentence.take(
            r"(?:can|could|may|is|was|are) not (?:be )?(?:turn|convert|translat|express|chang|restat|giv)\w*(?: \w+)? (?:in|to|into) (?:mm|cm|m|real units?|length|physical \w+|absolute \w+)|without (?:an? |any )?(?:value|counterpart|equivalent|figure) in (?:mm|cm|real units?)|(?:is|was|remains) (?:not possible|impossible)"
        )
    )
    for match in sentence.take(rf"not (?:the |an? |at )?(?P<number>{NUMBER.pattern}) but"):
        number = NUMBER.search(sentence.words, match.start())
        if number and any(agrees(sentence.words, number, number["unit"], fact) for fact in sentence.facts.values()):
            raise ClaimError(f"{match.group()!r} turns a finding round")
    chance = sentence.facts.get("class.probability")
    if chance is not None:
        list(
            sentence.take(
                r"(?:labels|(?:a )?class(?:es)?) other than|(?:(?<=for )|(?<=among )|(?<=to )|(?<=than ))(?:everything|anything|all|whatever) else|(?:the )?remainder(?= (?:comes to|is \d|goes to))|leftover(?= probability)"
            )
        )
    for match in sentence.take(
        r"(?:only |just )?(?:slightly |a little |barely |somewhat )?more (?:likely|probable) than not"
    ):
        if chance is None or not isinstance(chance.value, float) or chance.value <= 0.5:
            raise ClaimError(f"{match.group()!r}: no cited probability is above one half")
    cited = "|".join(fact_id for fact_id in sentence.facts)
    measured = sentence.values(r"class\.certainty|evidence\.\w+\.agreement\.degree")
    if re.search(r"certainty|agreement", cited) and len(measured) == 1:
        for level in LEVELS:
            for match in sentence.take(rf"{NOT_THAT} (?:{lexicon.DEGREES[level]})(?=[\s,.;)]|$)(?! (?:prob|like))"):
                if measured == {level}:
                    raise ClaimError(f"{match.group()!r} turns a finding round")
            noun = f"(?:{lexicon.CERTAINTY_NOUN}|{lexicon.AGREEMENT_NOUN})"
            for match in sentence.take(rf"(?:no|not an?|without) (?:{lexicon.DEGREES[level]}) {noun}"):
                if measured == {level}:
                    raise ClaimError(f"{match.group()!r} turns a finding round")


def read_hedged_exclusions(sentence: Sentence) -> None:
    """Take out what is certain to be uncertain ("cannot be excluded") before the negations are read."""
    level = sentence.known("class.certainty") if any(i.startswith("class") for i in sentence.facts) else None
    second = bool(sentence.classes) and all(mention.owners == {"class.second"} for mention in sentence.classes)
    ranged = any(re.search(r"_(?:low|high)$|\.band$", fact_id) for fact_id in sentence.facts) and not sentence.classes
    exclusion = r"(?:can|could|may) not (?:be )?(?:entirely |fully |completely |safely )?(?:excluded?|ruled out|rule out|dismiss(?:ed)?)"
    unsure = r"not (?:be |at all |so |very |too |entirely |fully |completely |altogether |quite |really )*(?:certain|sure|confident|convinced)"
    if "class.certain" in sentence.facts:
        level = "low" if sentence.known("class.certain") == "no" else "high"
    elif sentence.findings.fact("class.certain") is not None and "class.certainty" not in sentence.facts:
        level = None
    for match in sentence.take(rf"{exclusion}|{unsure}"):
        if level != "low" and not second and not ranged:
            raise ClaimError(f"{match.group()!r}: the measured certainty is {level or 'not cited'}")
        sentence.claims += 1


def read_negations(sentence: Sentence) -> None:
    """Take out the negations that a finding supports.

    Raises
    ------
    ClaimError
        If another is left.
    """
    for fact_id, value, pattern in lexicon.ALLOWED_NEGATION:
        fact = sentence.facts.get(fact_id)
        if fact is None and fact_id == "tumour.hemisphere_from":
            fact = sentence.findings.fact(fact_id)
            if any("not confirmed by the file" in cited.name for cited in sentence.facts.values()):
                sentence.claims += len(list(sentence.take(pattern)))
        if fact is None or value not in (None, fact.value):
            continue
        sentence.claims += len(list(sentence.take(pattern)))
    _read_beside(sentence)
    read_closeness(sentence)
    if any(fact_id.startswith("class") for fact_id in sentence.facts):
        list(sentence.take(r"not (?:just |merely |simply )?guess\w* at random"))
    if "class.second" in sentence.facts:
        list(
            sentence.take(
                r"if (?:it (?:is|was|were) |this (?:is|were) )?not(?: (?:that|so|this|this one|what the (?:network|model|program|computer) (?:thinks|believes|says)|the (?:first|top|leading) (?:choice|class|answer|one|guess))|(?= (?:an? )?\u00a4))"
            )
        )
    for match in sentence.take(
        r"(?:next to|almost|practically|virtually|close to) nothing (?:for|to)(?=[^.;,]*\b(?:other|alternativ|rest|else))|(?:could|can) (?:hardly|scarcely|barely|not) (?:be|get) (?:much |any )?(?:higher|greater)"
    ):
        chance = sentence.facts.get("class.probability")
        if chance is None or not isinstance(chance.value, float) or chance.value < 0.97:
            raise ClaimError(f"{match.group()!r}: no cited probability is 0.97 or more")
    if any(fact_id.endswith(".percentile") for fact_id in sentence.facts):
        list(
            sentence.take(
                r"not count|surviv\w*|discard\w*|dismiss\w*|reject\w*|exclud\w*|remov\w*|ignor\w*|not (?:kept|used|counted|included|part|retained)"
            )
        )
    if sentence.values(r"class\.certainty") == {"low"} or sentence.values(r"class\.certain") == {"no"}:
        sentence.claims += len(list(sentence.take(NOT_FINAL)))
    if sentence.values(r"class\.certainty") == {"low"} or sentence.values(r"class\.certain") == {"no"}:
        list(
            sentence.take(
                r"no (?:sure|certain|safe) (?:thing|bet)|not (?:\w+ ){0,4}?(?:as )?an? (?:very )?(?:sure|confident|firm|certain|safe) (?:thing|one|answer|bet|result|call|prediction|choice)"
            )
        )
    level = sentence.facts.get("tumour.level")
    if level is not None and isinstance(level.value, float) and level.value < 0:
        list(sentence.take("negative"))
    if _ends_at_zero(sentence):
        sentence.said = re.sub(lexicon.ZERO, lambda zero: "0".ljust(len(zero.group())), sentence.said)
    for match in sentence.take(lexicon.NEGATION):
        if match.group() == "against" and not sentence.classes and any(".agreement" in i for i in sentence.facts):
            continue
        if match.group() == "against" and (len(sentence.classes) > 1 or "class.certain.from" in sentence.facts):
            continue
        raise ClaimError(f"{match.group()!r} turns a finding round")
    if sentence.known("class") == "no_tumor" and not re.search(r"tumour mask", sentence.said):
        for match in sentence.take(lexicon.TUMOUR):
            raise ClaimError(f"{match.group()!r} is claimed although the class is no tumour")


def _read_beside(sentence: Sentence) -> None:
    """Take out that a region near the mask is not under it, and that none is nearer than the nearest."""
    near = {fact_id for fact_id in sentence.facts if re.fullmatch(r"tumour\.nearby\.\d", fact_id)}
    under = {str(f.value) for f in sentence.findings.facts if re.fullmatch(r"tumour\.region\.\d", f.id)}
    if near and not {str(sentence.facts[fact_id].value) for fact_id in near} & under:
        list(sentence.take(rf"not (?:\w+ )?{UNDER_MASK}(?: but)?|outside (?:of )?(?:the )?mask"))
    if near:
        list(sentence.take(r"not (?:quite |so |as |all that |very |that )*(?:close|near)(?: by)?"))
    if "tumour.nearby.1" in near:
        list(
            sentence.take(
                r"no (?:other )?(?:named )?(?:region|structure|area)s? (?:of the atlas )?(?:is|are|lies?|comes?|gets?) (?:any )?(?:closer|nearer)(?: than)?"
            )
        )


def _ends_at_zero(sentence: Sentence) -> bool:
    return any(fact.value == 0.0 for fact_id, fact in sentence.facts.items() if fact_id.endswith("_low"))
