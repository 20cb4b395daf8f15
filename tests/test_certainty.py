"""The rule by which a class counts as certain."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_contracts.findings import Fact, Findings
from tasks.certainty import certain_from
from tasks.claims import check
from tasks.closing import uncertainty

cases = st.lists(st.tuples(st.integers(1, 20).map(lambda n: n / 20), st.booleans()), min_size=1, max_size=60)


def accuracy_from(threshold: float, told: list[tuple[float, bool]]) -> float:
    return float(np.mean([correct for probability, correct in told if probability >= threshold]))


def rule(told: list[tuple[float, bool]], target: float) -> float:
    probability, correct = map(np.array, zip(*told, strict=True))
    return certain_from(probability, correct, target)


@given(cases, st.floats(0.5, 1))
def test_it_is_the_smallest_threshold_that_keeps_the_promise_on_the_cases_it_was_read_off(
    told: list[tuple[float, bool]], target: float
) -> None:
    """Ties included: cases of one probability are certain together or not at all."""
    kept = [t for t in sorted({probability for probability, _ in told}) if accuracy_from(t, told) >= target]
    assert rule(told, target) == (kept[0] if kept else 1.0)


@given(cases)
def test_asking_for_more_never_makes_more_cases_certain(told: list[tuple[float, bool]]) -> None:
    thresholds = [rule(told, target) for target in (0.5, 0.8, 0.9, 0.99, 1.0)]
    assert thresholds == sorted(thresholds)


@given(cases, st.randoms())
def test_the_order_of_the_cases_does_not_matter(told: list[tuple[float, bool]], shuffler) -> None:
    shuffled = list(told)
    shuffler.shuffle(shuffled)
    assert rule(shuffled, 0.9) == rule(told, 0.9)


@pytest.mark.parametrize("told", [[(0.99, False), (0.9, True)], [(0.7, False)]])
def test_a_target_out_of_reach_leaves_nothing_certain(told: list[tuple[float, bool]]) -> None:
    assert rule(told, 0.99) == 1.0


def test_without_cases_nothing_is_certain() -> None:
    assert certain_from(np.array([]), np.array([])) == 1.0


def findings(certain: str, tumour_class: str) -> Findings:
    facts = {"class": tumour_class, "class.probability": 0.62, "class.certainty": "low", "class.certain": certain}
    return Findings(
        case_id="0" * 16,
        facts=tuple(Fact(id=name, name="n", value=value, origin="network") for name, value in facts.items()),
    )


@pytest.mark.parametrize("tumour_class", ["glioma", "meningioma", "pituitary", "no_tumor"])
def test_a_report_says_of_a_class_that_is_not_certain_what_the_findings_support(tumour_class: str) -> None:
    document = findings("no", tumour_class)
    said = uncertainty(document)
    assert said is not None
    assert said.text.startswith("Not certain: ")
    assert "0.62" in said.text
    assert check(said.text, said.cites, document) is None


def test_what_is_certain_is_not_said_to_be_uncertain() -> None:
    document = findings("yes", "glioma")
    assert uncertainty(document) is None
    assert check("The class is not certain: glioma.", ("class", "class.certain"), document) is not None
    assert check("The class is not certain: glioma.", ("class",), findings("no", "glioma")) is not None
