"""Check one sentence against the findings it cites, without a model: what it claims must be what they measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data_contracts.findings import Fact, Findings
from tasks import lexicon
from tasks.quantities import ClaimError, Mention, check_numbers, clause
from tasks.regions import read_region, regions_in

LONGEST_SENTENCE = 400


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
        if all(fact.status == "not assessed" for fact in facts):
            _check_absence(text, facts)
        else:
            _Sentence(text, facts, findings).check()
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
    if len({fact.status for fact in facts}) > 1:
        absent = next(fact.id for fact in facts if fact.status == "not assessed")
        raise ClaimError(f"cites {absent!r}, which was not assessed, beside measured findings")
    return facts


def _check_absence(text: str, facts: Sequence[Fact]) -> None:
    said = lexicon.spoken(text)
    phrase = r"not (?:be |been )?(?:assess|measur|evaluat|determin|analys|examin|quantif)\w+"
    if not re.search(phrase, said):
        raise ClaimError("words findings that were not assessed without saying so")
    said = re.sub(phrase, "", said, count=1)
    for fact in facts:
        said = said.replace(lexicon.spoken(fact.name), "")
        said = re.sub(lexicon.UNMEASURED.get(fact.id, r"(?!)"), "", said)
    for what, pattern in (("negation", lexicon.NEGATION), *lexicon.UNMEASURED.items()):
        if found := re.search(rf"(?<![\w-])(?:{pattern})", said):
            raise ClaimError(f"{found.group()!r} ({what}) in a statement that something was not assessed")
    if re.search(r"\d|\b(?:left|right|axial|coronal|sagittal|present|seen|visible)\b", said):
        raise ClaimError("a claim in a statement that something was not assessed")


class _Sentence:
    """A sentence with what was understood of it blanked out step by step; the length stays, so places stay."""

    def __init__(self, text: str, facts: Sequence[Fact], findings: Findings) -> None:
        self.said = lexicon.spoken(text)
        self.facts = {fact.id: fact for fact in facts}
        self.findings = findings
        self.claims = 0
        self.regions: list[Mention] = []
        self.classes: list[Mention] = []

    def check(self) -> None:
        if len(self.said) > LONGEST_SENTENCE:
            raise ClaimError(f"expected at most {LONGEST_SENTENCE} characters, got {len(self.said)}")
        self._read_methods()
        self._read_regions()
        self._read_classes()
        self._read_negations()
        self._read_degrees()
        self._read_sides()
        self._read_planes()
        self._read_numbers()
        self._read_rest()
        if not self.claims:
            raise ClaimError("says nothing that the cited findings measured")

    def _take(self, pattern: str) -> Iterator[re.Match[str]]:
        """Every match of a pattern of whole words, blanked out."""
        for match in list(re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", self.said)):
            self._blank(match.start(), match.end())
            yield match

    def _blank(self, start: int, end: int) -> None:
        self.said = self.said[:start] + "\u00a4" * (end - start) + self.said[end:]

    def _values(self, pattern: str) -> set[str]:
        return {str(fact.value) for fact_id, fact in self.facts.items() if re.fullmatch(pattern, fact_id)}

    def _read_methods(self) -> None:
        for method, pattern in lexicon.METHODS.items():
            for match in list(re.finditer(rf"(?<!\w)(?:{pattern})", self.said)):
                if not any(fact_id.startswith(f"evidence.{method}.") for fact_id in self.facts):
                    raise ClaimError(f"{match.group()!r} is not the method of the cited findings")
                self.said = self.said[: match.start()] + "evidence".ljust(len(match.group())) + self.said[match.end() :]

    def _read_regions(self) -> None:
        named = {
            fact_id: read_region(fact.printed())
            for fact_id, fact in self.facts.items()
            if re.fullmatch(r"tumour\.(?:region|nearby)\.\d", fact_id)
        }
        mentions = list(regions_in(self.said))
        words = self.said
        for start, end, _ in mentions:
            self._blank(start, end)
        for start, end, region in mentions:
            owners = frozenset(fact_id for fact_id, measured in named.items() if region.agrees(measured))
            near = bool(re.search(rf"\b(?:{lexicon.NEAR})\b", self.said))
            relation = "nearby" if near else "region"
            if not owners:
                raise ClaimError(f"{words[start:end]!r} is not a region of the cited findings")
            if not any(relation in owner for owner in owners):
                raise ClaimError(f"{words[start:end]!r} is {'not near' if near else 'near'} the mask")
            self.regions.append(Mention(start, end, owners))
            self.claims += 1

    def _read_classes(self) -> None:
        for name, pattern in lexicon.CLASSES.items():
            for match in self._take(pattern):
                owners = frozenset(id_ for id_ in ("class", "class.second") if self._values(id_) == {name})
                if not owners:
                    raise ClaimError(f"{match.group()!r} is not the class of the cited findings")
                start, end = clause(self.said, match.start())
                if start and not re.search(r"[a-z]", self.said[start:end]):
                    start, _ = clause(self.said, start - 1)
                second = re.search(lexicon.SECOND, self.said[start:end])
                if bool(second) != ("class.second" in owners):
                    raise ClaimError(f"{match.group()!r} is not the {'second' if second else 'predicted'} class")
                self.classes.append(Mention(match.start(), match.end(), owners))
                self.claims += 1

    def _read_negations(self) -> None:
        self.said = re.sub(
            r"not (?:a |for )?(?:diagnos\w+|clinical use)", lambda m: "\u00a4" * len(m.group()), self.said
        )
        for fact_id, value, pattern in lexicon.ALLOWED_NEGATION:
            fact = self.facts.get(fact_id)
            if fact is None or value not in (None, fact.value):
                continue
            found = list(self._take(pattern))
            self.claims += len(found)
            if not found and fact_id in ("tumour.mask", "tumour.unnamed"):
                raise ClaimError(f"turns the finding {fact_id!r} round")
        for match in self._take(lexicon.NEGATION):
            raise ClaimError(f"{match.group()!r} turns a finding round")
        predicted = self.findings.fact("class")
        if predicted is not None and predicted.value == "no_tumor":
            for match in self._take(r"(?:tumour|lesion|mass|neoplasm)s?"):
                raise ClaimError(f"{match.group()!r} is claimed although the class is no tumour")

    def _read_degrees(self) -> None:
        list(self._take(r"most (?:probable|likely)|(?:less|more) (?:probable|likely)"))
        words = self._values(r"evidence\.\w+\.agreement\.degree")
        for degree, pattern in lexicon.AGREEMENT.items():
            noun, verb = r"(?:agreement|concordance|match)", r"(?:agree\w*|match\w*|concordance)(?:[^,;.]* is)?"
            for match in self._take(rf"(?:{pattern}) {noun}|{verb} (?:only )?(?:{pattern})"):
                if degree not in words:
                    raise ClaimError(f"{match.group()!r}: the measured agreement is {_listed(words)}")
                self.claims += 1
        for match in self._take(lexicon.ABSOLUTE):
            raise ClaimError(f"{match.group()!r} claims a certainty that no finding has")
        certainty = (
            self.findings.fact("class.certainty") if any(id_.startswith("class") for id_ in self.facts) else None
        )
        if any(fact_id.endswith(".band") for fact_id in self.facts):
            self.said = re.sub(r"\buncertainty\b", "tolerance  ", self.said)
        level = str(certainty.value) if certainty else "not cited"
        for pattern, levels in lexicon.CERTAINTY.items():
            for match in self._take(pattern):
                if level not in levels:
                    raise ClaimError(f"{match.group()!r}: the measured certainty is {level}")
                self.claims += 1

    def _read_sides(self) -> None:
        if "image" in self._values(r"(?:tumour|evidence\.\w+)\.hemisphere_from"):
            self.claims += len(list(self._take(r"left (?:and|or|from) right|radiological convention")))
            list(self._take(r"patient's (?:true )?side|side of the patient"))
        for match in self._take(r"patient's (?:left|right)|(?:left|right) (?:side )?of the patient"):
            if self._values(r"tumour\.hemisphere_from") != {"file"}:
                raise ClaimError(f"{match.group()!r}: the file does not tell the patient's side")
            self._compare_side(match, r"\.hemisphere")
        picture = r"(?:image|picture|slice)"
        for match in self._take(
            rf"{picture}(?:'s)?[\s-](?:left|right)|(?:left|right)(?:-hand)?(?: side| half| part)? of the {picture}"
        ):
            self._compare_side(match, r"\.image_side")
        for match in self._take(r"left|right|bilateral\w*|both (?:hemispheres|sides)|midline"):
            self._compare_side(match, r"\.hemisphere")

    def _compare_side(self, match: re.Match[str], suffix: str) -> None:
        word = match.group()
        side = next((side for side in ("left", "right", "midline") if side in word), "both")
        allowed = {
            fact_id: str(fact.value) for fact_id, fact in self.facts.items() if re.search(rf"{suffix}$", fact_id)
        }
        subject = self._subject(match.start())
        measured = {value for fact_id, value in allowed.items() if subject in (None, fact_id.split(".")[0])}
        if not allowed and suffix == r"\.hemisphere":
            owners = {owner for mention in self.regions for owner in mention.owners}
            measured = {str(read_region(self.facts[owner].printed()).side) for owner in owners}
        if measured != {side}:
            raise ClaimError(f"{word!r}: the cited findings say {_listed(measured)}")
        self.claims += 1

    def _subject(self, place: int) -> str | None:
        start, end = clause(self.said, place)
        for part in (self.said[start:end], self.said[:end]):
            subjects = [name for name, words in lexicon.SUBJECTS.items() if re.search(words, part)]
            if subjects:
                return subjects[0] if len(subjects) == 1 else None
        return None

    def _read_planes(self) -> None:
        for plane, pattern in lexicon.PLANES.items():
            for match in self._take(pattern):
                if self._values(r"input\.plane") != {plane}:
                    raise ClaimError(f"{match.group()!r} is not the plane of the cited findings")
                self.claims += 1

    def _read_numbers(self) -> None:
        self.claims += check_numbers(self.said, self.facts, self.regions, self.classes)

    def _read_rest(self) -> None:
        if re.search(r"https?:|www\.|[<>{}\[\]`|]", self.said):
            raise ClaimError("holds markup or an address")
        for fact_id, value, pattern in lexicon.STATED:
            if fact_id in self.facts:
                found = list(self._take(pattern))
                if found and self.facts[fact_id].value != value:
                    raise ClaimError(f"{found[0].group()!r}: the finding {fact_id!r} is {self.facts[fact_id].value}")
                self.claims += len(found)
        if self.findings.synthetic:
            for match in self._take(r"(?:real|actual|patient\w*|person\w*)"):
                raise ClaimError(f"{match.group()!r}: the image is a synthetic phantom")
        for match in self._take(r"synthetic\w*|phantom\w*|simulat\w*|artificial\w*"):
            raise ClaimError(f"{match.group()!r} is not in the cited findings")
        shares = [f.value for id_, f in self.facts.items() if re.search(r"\.overlap$|\.unnamed$", id_)]
        for match in self._take(lexicon.MOST):
            if not any(isinstance(share, float) and share > 50 for share in shares):
                raise ClaimError(f"{match.group()!r}: no cited share is above half")
        for what, pattern in (("quantity", lexicon.QUANTITY), *lexicon.UNMEASURED.items()):
            for match in self._take(pattern):
                raise ClaimError(f"{match.group()!r} ({what.replace('_', ' ')}) was not measured")


def _listed(values: set[str]) -> str:
    return " or ".join(sorted(values)) or "nothing of it"
