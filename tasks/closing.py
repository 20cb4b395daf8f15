"""What every report says whoever wrote it: that the class is not certain, whose the sides are, what was not assessed."""

from __future__ import annotations

from data_contracts.findings import Fact, Findings
from data_contracts.names import CLASS_WORDS, Audience
from data_contracts.reports import Statement

PLAIN_NAMES = {
    "oedema": "swelling (oedema)",
    "midline_shift": "a shift of the midline",
    "mass_effect": "mass effect",
    "enhancement": "the uptake of contrast",
    "volume": "the volume of the tumour",
    "other_lesions": "further tumours",
    "grade": "the grade of the tumour",
    "histology": "the tissue type",
    "prognosis": "the outlook",
    "treatment": "treatment",
    "other_sequences": "other scans",
    "contralateral": "the other side",
    "remaining_brain": "the rest of the brain",
}
NAMED_AT_ONCE: dict[Audience, int] = {"clinician": 7, "patient": 3}
"""Things that one statement says were not assessed: more make a sentence that nobody reads to its end."""


def uncertainty(findings: Findings, audience: Audience = "clinician") -> Statement | None:
    """The statement that the class is not certain; None where it is, or the model has no rule for it."""
    certain, predicted = findings.fact("class.certain"), findings.fact("class")
    probability = findings.fact("class.probability")
    if certain is None or certain.value != "no" or predicted is None or probability is None:
        return None
    name = CLASS_WORDS[predicted.printed()]
    if audience == "patient":
        text = f"The program is not certain of {name}."
        return Statement(text=text, cites=("class", "class.certain"), section="impression")
    text = f"Not certain: {name} is the most probable class, with a probability of {probability.printed()}."
    return Statement(text=text, cites=("class", "class.probability", "class.certain"), section="impression")


def side_origin(findings: Findings, audience: Audience = "clinician") -> Statement | None:
    """The statement that the sides are the image's; None where the file tells left from right, or no side is known."""
    fact = findings.fact("tumour.hemisphere_from")
    if fact is None or fact.value != "image":
        return None
    text = "Laterality follows radiological convention; the file does not confirm the anatomical side of the patient."
    if audience == "patient":
        text = "Left and right are read from the picture. The file does not confirm the side."
    return Statement(text=text, cites=(fact.id,), section="evidence")


def not_assessed(findings: Findings, audience: Audience = "clinician") -> tuple[Statement, ...]:
    """The statements that name what was not measured, a few things in each."""
    absent = [fact for fact in findings.facts if fact.status == "not assessed"]
    few = NAMED_AT_ONCE[audience]
    return tuple(
        Statement(
            text=_absent(absent[start : start + few], audience),
            cites=tuple(fact.id for fact in absent[start : start + few]),
            section="not_assessed",
        )
        for start in range(0, len(absent), few)
    )


def _absent(facts: list[Fact], audience: Audience) -> str:
    if audience == "clinician":
        return f"Not assessed: {', '.join(fact.name for fact in facts)}."
    names = [PLAIN_NAMES.get(fact.id, fact.name) for fact in facts]
    return f"Not assessed: {', '.join(names[:-1])}{' or ' if len(names) > 1 else ''}{names[-1]}."
