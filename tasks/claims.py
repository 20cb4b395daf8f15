"""Check one sentence against the findings it cites, without a model: what it claims must be what they measured."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data_contracts.findings import Fact, Findings
from tasks import lexicon
from tasks.absence import check_absence, is_absence
from tasks.classes import read_classes
from tasks.degrees import read_degrees
from tasks.quantities import ClaimError, Mention, check_numbers, clause
from tasks.regions import LOBES, lobe_owners, read_region, regions_in
from tasks.sentence import TAKEN, Sentence
from tasks.sides import read_denied_sides, read_sides
from tasks.unmeasured import MORPHOLOGY, UNMEASURED, is_reporting

LONGEST_SENTENCE = 400
AND = re.compile(
    r"[;.](?!\d)|,? (?:but|while|whereas|although|though)\b|, and\b|,(?= (?:no|not|neither)\b)| and (?=\w+ (?:\w+ )?(?:was|were|is) not\b)"
)


def check(text: str, cites: Sequence[str], findings: Findings) -> str | None:
    """Why the findings do not support the sentence; None if they do.

    Parameters
    ----------
    text : one sentence.
    cites : ids of the facts it words.
    findings : all facts of the case.
    """
    try:
        facts = _cited(cites, findings)
        absent = [fact for fact in facts if fact.status == "not assessed"]
        measured = [fact for fact in facts if fact.status == "measured"]
        if not measured:
            check_absence(text, absent)
        elif not absent:
            _check_measured(text, measured, findings)
        else:
            _check_both(text, measured, absent, findings)
    except ClaimError as claim:
        return str(claim)
    return None


def _cited(cites: Sequence[str], findings: Findings) -> list[Fact]:
    facts = []
    for fact_id in cites:
        fact = findings.fact(fact_id)
        if fact is None:
            raise ClaimError(f"cites {fact_id!r}, which is no finding of this case")
        facts.append(fact)
    if not facts:
        raise ClaimError("cites no finding")
    return facts


def _check_both(text: str, measured: Sequence[Fact], absent: Sequence[Fact], findings: Findings) -> None:
    parts = [part for part in AND.split(text) if part and part.strip()]
    silent = [part for part in parts if is_absence(lexicon.spoken(part)) and not re.search(r"\d", part)]
    if not silent or len(silent) == len(parts):
        raise ClaimError(f"cites {absent[0].id!r}, which was not assessed, beside measured findings")
    check_absence("; ".join(silent), absent)
    _check_measured(", ".join(part for part in parts if part not in silent), measured, findings)


def _check_measured(text: str, facts: Sequence[Fact], findings: Findings) -> None:
    sentence = Sentence(text, facts, findings)
    if len(sentence.said) > LONGEST_SENTENCE:
        raise ClaimError(f"expected at most {LONGEST_SENTENCE} characters, got {len(sentence.said)}")
    if re.search(r"https?:|www\.|[<>{}\[\]`|]", sentence.said):
        raise ClaimError("holds markup or an address")
    for match in re.finditer(rf"(?<!\w)(?:{lexicon.HARMLESS})(?!\w)", sentence.said):
        sentence.blank(match.start(), match.end(), " ")
    _read_methods(sentence)
    _read_regions(sentence)
    _read_empty_mask(sentence)
    read_classes(sentence)
    read_denied_sides(sentence)
    _read_hedged_exclusions(sentence)
    _read_negations(sentence)
    read_degrees(sentence)
    read_sides(sentence)
    _read_planes(sentence)
    sentence.claims += check_numbers(sentence.said, sentence.facts, sentence.regions, sentence.classes)
    _read_rest(sentence)
    if not sentence.claims:
        raise ClaimError("says nothing that the cited findings measured")


def _read_methods(sentence: Sentence) -> None:
    for method, pattern in lexicon.METHODS.items():
        for match in list(re.finditer(rf"(?<!\w)(?:{pattern})", sentence.said)):
            if not any(fact_id.startswith(f"evidence.{method}.") for fact_id in sentence.facts):
                raise ClaimError(f"{match.group()!r} is not the method of the cited findings")
            said = sentence.said
            sentence.said = said[: match.start()] + "evidence".ljust(len(match.group())) + said[match.end() :]


def _read_regions(sentence: Sentence) -> None:
    named = {
        fact_id: read_region(fact.printed())
        for fact_id, fact in sentence.facts.items()
        if re.fullmatch(r"tumour\.(?:region|nearby)\.\d", fact_id)
    }
    words = sentence.said
    mentions = list(regions_in(words))
    for start, end, _ in mentions:
        sentence.blank(start, end)
    for start, end, region in mentions:
        owners = frozenset(fact_id for fact_id, measured in named.items() if region.agrees(measured))
        if region.base in LOBES:
            owners = lobe_owners(region, named)
            exact = any(other.base not in LOBES for _, _, other in mentions)
            if owners and not exact and re.search(r"\d", sentence.said):
                raise ClaimError(f"{words[start:end]!r} was not measured as a whole")
        if not owners:
            raise ClaimError(f"{words[start:end]!r} is not a region of the cited findings")
        _check_relation(sentence, words[start:end], start, owners, bool({i.split(".")[1] for i in named} == {"nearby"}))
        sentence.regions.append(Mention(start, end, owners))
        sentence.claims += 1


def _check_relation(sentence: Sentence, shown: str, place: int, owners: frozenset[str], only_nearby: bool) -> None:
    first, last = clause(sentence.said, place)
    around = sentence.said if only_nearby else sentence.said[first:last]
    near = bool(re.search(rf"(?<!\w)(?:{lexicon.NEAR})(?!\w)", around))
    inside = any(".region" in owner for owner in owners)
    if not near and not inside:
        whole = re.search(rf"(?<!\w)(?:{lexicon.NEAR})(?!\w)", sentence.said)
        if not whole:
            raise ClaimError(f"{shown!r} is not under the mask, only near it")
    if near and inside and all(".region" in owner for owner in owners):
        raise ClaimError(f"{shown!r} is under the mask, not near it")


def _read_empty_mask(sentence: Sentence) -> None:
    """Take out that no mask was made, before "no tumour" is read as a class."""
    if sentence.values(r"tumour\.mask") != {"none"}:
        return
    healthy = sentence.known("class") == "no_tumor" and "class" not in sentence.facts
    found = list(sentence.take(f"{lexicon.NO_MASK}|{lexicon.NO_TUMOUR}" if healthy else lexicon.NO_MASK))
    if not found and "class" not in sentence.facts:
        raise ClaimError("turns the finding 'tumour.mask' round")
    sentence.claims += len(found)
    if found:
        list(sentence.take(rf"segmentation(?: head)?|masks?|(?:as )?{lexicon.TUMOUR}"))


def _read_hedged_exclusions(sentence: Sentence) -> None:
    """Take out what is certain to be uncertain ("cannot be excluded") before the negations are read."""
    level = sentence.known("class.certainty") if any(i.startswith("class") for i in sentence.facts) else None
    second = bool(sentence.classes) and all(mention.owners == {"class.second"} for mention in sentence.classes)
    exclusion = r"(?:can|could|may) not (?:be )?(?:entirely |fully |completely |safely )?(?:excluded?|ruled out|rule out|dismiss(?:ed)?)"
    unsure = r"not (?:be |at all |so |very |too |entirely |fully |completely |altogether |quite |really )*(?:certain|sure|confident|convinced)"
    if "class.certain" in sentence.facts:
        level = "low" if sentence.known("class.certain") == "no" else "high"
    elif sentence.findings.fact("class.certain") is not None and "class.certainty" not in sentence.facts:
        level = None
    for match in sentence.take(rf"{exclusion}|{unsure}"):
        if level != "low" and not second:
            raise ClaimError(f"{match.group()!r}: the measured certainty is {level or 'not cited'}")
        sentence.claims += 1


def _read_negations(sentence: Sentence) -> None:
    for fact_id, value, pattern in lexicon.ALLOWED_NEGATION:
        fact = sentence.facts.get(fact_id)
        if fact is None and fact_id == "tumour.hemisphere_from":
            fact = sentence.findings.fact(fact_id)
        if fact is None or value not in (None, fact.value):
            continue
        found = list(sentence.take(pattern))
        sentence.claims += len(found)
        if not found and fact_id == "tumour.unnamed":
            raise ClaimError(f"turns the finding {fact_id!r} round")
    for match in sentence.take(lexicon.NEGATION):
        if match.group() == "against" and not sentence.classes and any(".agreement" in i for i in sentence.facts):
            continue
        if match.group() == "against" and len(sentence.classes) > 1:
            continue
        raise ClaimError(f"{match.group()!r} turns a finding round")
    if sentence.known("class") == "no_tumor" and not re.search(r"tumour mask", sentence.said):
        for match in sentence.take(lexicon.TUMOUR):
            raise ClaimError(f"{match.group()!r} is claimed although the class is no tumour")


def _read_planes(sentence: Sentence) -> None:
    for plane, pattern in lexicon.PLANES.items():
        for match in sentence.take(pattern):
            if sentence.values(r"input\.plane") != {plane}:
                raise ClaimError(f"{match.group()!r} is not the plane of the cited findings")
            sentence.claims += 1


def _read_rest(sentence: Sentence) -> None:
    for fact_id, value, pattern in lexicon.STATED:
        if fact_id in sentence.facts:
            found = list(sentence.take(pattern))
            if found and sentence.facts[fact_id].value != value:
                raise ClaimError(f"{found[0].group()!r}: the finding {fact_id!r} is {sentence.facts[fact_id].value}")
            if fact_id == "input.synthetic" and not found:
                raise ClaimError("does not say that the image is a synthetic phantom")
            sentence.claims += len(found)
    if sentence.findings.synthetic:
        for match in sentence.take(r"real|actual|genuine|patient\w*|person\w*|human"):
            raise ClaimError(f"{match.group()!r}: the image is a synthetic phantom")
    else:
        for match in sentence.take(r"synthetic\w*|phantoms?|simulat\w*|artificial(?! (?:neural|intelligence))\w*"):
            raise ClaimError(f"{match.group()!r} is not in the cited findings")
    shares = [f.value for i, f in sentence.facts.items() if re.search(r"\.overlap$|\.unnamed$", i)]
    for match in sentence.take(lexicon.MOST):
        if not any(isinstance(share, float) and share > 50 for share in shares):
            raise ClaimError(f"{match.group()!r}: no cited share is above half")
    for what, pattern in (("quantity", lexicon.QUANTITY), *UNMEASURED.items(), ("medical word", MORPHOLOGY)):
        if hit := re.search(rf"(?<!\w)(?:{pattern})(?!\w)", sentence.said):
            raise ClaimError(f"{hit.group()!r} ({what.replace('_', ' ')}) was not measured")
    for mention in sentence.classes:
        kind = re.search(r"([a-z][a-z']+) $", sentence.said[: mention.start])
        if kind and not is_reporting(kind[1]):
            raise ClaimError(f"{kind[1]!r} is in no cited finding")
    for part in sentence.parts():
        if TAKEN not in part and not re.search(r"\d", part):
            for word in re.findall(r"[a-z][a-z']+", part):
                if not is_reporting(word):
                    raise ClaimError(f"{word!r} is in no cited finding")
