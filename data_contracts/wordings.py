"""How a model's sentences about one case read, and how many of them the findings support."""

from __future__ import annotations

from data_contracts.record import Record


class Wording(Record):
    """Scores of one report by one model under one prompt. None where a text is too short, or there is none.

    Attributes
    ----------
    accepted : whether the report is the model's; else it was written from the findings.
    written, unsupported_before : sentences of the model's first answer, and those of them that the checker drops.
    repaired : sentences that hold in its second answer, where it was asked about those that had failed.
    unsupported_after : sentences of the finished report that the checker would drop.
    tokens, cost_usd, seconds : of both calls; the cost is None where that of a call is not known.
    type_token_ratio, mtld, hdd : lexical diversity. `coherence` : see `tasks.text_scores`.
    flesch_reading_ease, flesch_kincaid_grade, smog : readability.
    """

    case_id: str
    llm: str
    prompt: str
    accepted: bool
    written: int
    unsupported_before: int
    repaired: int
    unsupported_after: int
    tokens: int
    cost_usd: float | None
    seconds: float
    type_token_ratio: float | None = None
    mtld: float | None = None
    hdd: float | None = None
    coherence: float | None = None
    flesch_reading_ease: float | None = None
    flesch_kincaid_grade: float | None = None
    smog: float | None = None
