"""One table for several models: its scores are those of the texts, and a difference is claimed only where there is one."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.faulty_provider import Provider, supported_answer
from data_contracts.findings import Findings
from data_contracts.reports import Answer, Report
from data_contracts.settings import CompareLlmsSettings, GenerateSettings, RunSettings
from data_contracts.wordings import Wording
from flows.compare_llms import compare_llms
from tasks.audiences import sentences_for
from tasks.compare_llms import MEASURES, paired_p_values, table, wording
from tasks.text_scores import NAMES, text_scores

DOCUMENT = Findings.model_validate_json((Path(__file__).parent / "data" / "findings_glioma.json").read_text())
PLAIN = ["The cat sat on the mat.", "The dog ran to the cat.", "The cat and the dog sat on the mat."] * 5
LEARNED = [
    "Histopathological heterogeneity necessitates multidisciplinary interpretation of volumetric measurements."
] * 3


def rows(llm: str, seconds: Sequence[float]) -> list[Wording]:
    return [
        Wording(
            case_id=f"{number}", llm=llm, prompt="report/v1", accepted=True, written=5, unsupported_before=0,
            repaired=0, unsupported_after=0, tokens=100, cost_usd=None, seconds=value,
        )
        for number, value in enumerate(seconds)
    ]  # fmt: skip


@pytest.mark.parametrize("sentences", [["5 %.", "6 %."], ["A 5 %.", "A 6 %."], ["…", "!"]])
def test_texts_without_a_word_of_two_letters_have_no_coherence(sentences: list[str]):
    assert text_scores(sentences)["coherence"] is None
    assert text_scores([*sentences, "The mask is small.", "The mask is small."])["coherence"] > 0


def test_hard_words_read_as_harder_and_repetition_as_less_diverse_and_more_coherent():
    plain, learned = text_scores(PLAIN), text_scores(LEARNED)
    assert plain.keys() == set(NAMES)
    assert plain["flesch_reading_ease"] > 80 > 20 > learned["flesch_reading_ease"]
    assert plain["flesch_kincaid_grade"] < 4 < 15 < learned["flesch_kincaid_grade"]
    assert plain["smog"] < learned["smog"]
    assert text_scores(["a b c d e f."])["type_token_ratio"] == 1
    assert plain["type_token_ratio"] < 0.2
    assert learned["coherence"] == pytest.approx(1)
    assert text_scores(["Red apples fell.", "Blue birds sang."])["coherence"] == 0
    assert text_scores(["Too short."])["mtld"] is None
    assert set(text_scores([]).values()) == {None}


def test_a_difference_in_every_case_is_told_and_one_of_chance_is_not():
    base = [1.0 + 0.1 * number for number in range(20)]
    slower = rows("b", [value + 0.5 for value in base])
    jittered = rows("b", [value + (0.3 if number % 2 else -0.3) for number, value in enumerate(base)])
    assert paired_p_values(slower, rows("a", base))["seconds"] < 0.01
    assert paired_p_values(jittered, rows("a", base))["seconds"] > 0.5
    assert paired_p_values(rows("b", base), rows("a", base)) == {}
    assert paired_p_values(slower[:5], rows("a", base)) == {}


def test_a_table_has_a_row_per_measure_and_says_what_has_no_value():
    text = table([rows("a", [1.0] * 8), rows("b", [2.0] * 8)])
    cells = {line.split("|")[1].strip(): line for line in text.splitlines()[2:]}
    assert set(cells) == {"cases", *MEASURES}
    assert cells["seconds"].count("(p ") == 1
    assert cells["cost_usd"] == "| cost_usd | – | – |"


@pytest.mark.usefixtures("prefect_home")
def test_a_name_cannot_break_the_table():
    head = table([rows("openai/<b>a|b</b>", [1.0])]).splitlines()[0]
    assert head == r"| mean over cases | openai/\<b\>a\|b\</b\>, report/v1 |"


def test_models_word_the_same_cases_and_what_the_checker_drops_is_counted_and_asked_about_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OPENAI_API_KEY", "none")

    mended = {"text": "The certainty of the class is high.", "cites": ["class.certainty"], "section": "impression"}
    failing = {"text": "The tumour is malignant.", "cites": ["class"], "section": "findings"}

    def outcome(body: bytes) -> str:
        asked = json.loads(body)
        if "Reason:" in asked["messages"][-1]["content"]:
            return json.dumps({"statements": [mended]})
        answer = json.loads(supported_answer(body))
        answer["statements"] += [failing, failing] if asked["model"] == "b" else []
        return json.dumps(answer)

    for number in range(7):
        folder = tmp_path / "run" / "cases" / f"{number}"
        folder.mkdir(parents=True)
        document = DOCUMENT.model_copy(update={"case_id": f"{number:016x}"})
        (folder / "findings.json").write_text(document.model_dump_json())
    server = Provider(outcome).start()
    settings = CompareLlmsSettings(
        llms=("openai/a", "openai/b", "template"),
        run=RunSettings(llm_concurrency=2),
        generate=GenerateSettings(api_base=server.address, timeout_s=60),
    )
    text = Path(compare_llms([str(tmp_path / "run")], str(tmp_path / "out"), settings)).read_text()
    server.stop()
    assert "openai/a, report/v1 | openai/b, report/v1 | template, report/v1" in text
    with (tmp_path / "out" / "wordings.csv").open(newline="") as stream:
        made = list(csv.DictReader(stream))
    assert len(made) == 21
    counts = ("llm", "written", "unsupported_before", "repaired", "unsupported_after", "accepted", "tokens")
    assert {tuple(row[name] for name in counts) for row in made} == {
        ("openai/a", "1", "0", "0", "0", "True", "760"),
        ("openai/b", "3", "2", "1", "0", "True", "1520"),
        ("template", str(len(sentences_for(DOCUMENT, "clinician"))), "0", "0", "0", "True", "0"),
    }
    assert sorted(json.loads(call.body)["model"] for call in server.calls) == ["a", "b", "b"]


def test_a_report_costs_what_both_calls_cost_and_nobody_knows_it_where_one_is_unknown():
    first = Answer(case_id=DOCUMENT.case_id, llm="x/y", text="{}", prompt_tokens=700, cost_usd=0.25, seconds=1.5)
    second = first.model_copy(update={"completion_tokens": 60, "cost_usd": 0.5, "seconds": 2.0})
    made = Report(case_id=DOCUMENT.case_id, llm="x/y", template="report/v1", report_source="llm", statements=())
    both, alone = wording(DOCUMENT, first, made, second), wording(DOCUMENT, first, made)
    assert (both.tokens, both.cost_usd, both.seconds) == (1460, 0.75, 3.5)
    assert (alone.tokens, alone.cost_usd, alone.seconds) == (700, 0.25, 1.5)
    assert wording(DOCUMENT, first, made, second.model_copy(update={"cost_usd": None})).cost_usd is None
