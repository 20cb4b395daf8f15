"""What a user sees: pages, pictures and tables, made from records of three cases."""

from __future__ import annotations

import csv
import html.parser
import itertools
import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from PIL import Image
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings

from data_contracts import findings as findings_contract
from data_contracts.cases import CLASSES, Case, Cases
from data_contracts.findings import Fact, Findings, FindingsBatch
from data_contracts.heatmaps import Heatmap, Heatmaps
from data_contracts.locations import Location, Locations, NearbyRegion, RegionOverlap
from data_contracts.masks import Mask, Masks
from data_contracts.models import Manifest, ModelRef
from data_contracts.predictions import Prediction, Predictions
from data_contracts.prompts import Message, Prompt, Prompts
from data_contracts.record import CaseError, FileRef, Quarantined
from data_contracts.reports import Answer, Answers, Report, Reports, Statement
from data_contracts.scores import Score
from tasks import index_page, overlay, page_markdown
from tasks.caching import write_arrays
from tasks.framing import from_square
from tasks.html import resource
from tasks.page import case_files, page, render, write_case
from tasks.page_text import SYNTHETIC_CASE, SYNTHETIC_MODEL, Explained, fact_unit

SHA = "0123456789abcdef" * 4
HOSTILE = """=x"><script>alert('{{ 7*7 }}')</script>&.png"""
METHODS = ("gradcam++", "scorecam")


def disc(shape: tuple[int, int], row: float, column: float, radius: float) -> np.ndarray:
    rows, columns = np.indices(shape)
    return np.hypot(rows - row, (columns - column) * 0.8) < radius


def head(shape: tuple[int, int] = (150, 120)) -> np.ndarray:
    noise = np.random.default_rng(0).normal(90, 8, shape)
    return np.where(disc(shape, shape[0] / 2, shape[1] / 2, 0.38 * shape[1]), noise, 0).clip(0, 255).astype(np.uint8)


def explained(
    case_id: str = "a" * 16,
    source: str = "slice_17.png",
    image: np.ndarray | None = None,
    truth: np.ndarray | None = None,
    tumour: bool = True,
    report_source: str = "llm",
    synthetic: bool = False,
    sentence: str = "The tumour covers 1.3 % of the brain.",
    **case_fields: object,
) -> Explained:
    """Records of one case as the stages before `page` leave them; arrays go to Prefect's storage."""
    image = head() if image is None else image
    shape = image.shape
    centre = (0.4 * shape[0], 0.6 * shape[1])
    segmentation = disc(shape, *centre, 0.08 * shape[1]) if tumour else np.zeros(shape, bool)
    evidence = disc(shape, centre[0] + 4, centre[1] - 3, 0.1 * shape[1])
    rows, columns = np.indices((9, 9))
    square = np.exp(-((rows - 3.5) ** 2 + (columns - 5.5) ** 2) / 4).astype(np.float32)
    arrays = {f"{case_id}/image": image, f"{case_id}/segmentation": segmentation}
    arrays |= {} if truth is None else {f"{case_id}/mask": truth}
    cam = write_arrays("cam", {f"{case_id}/{method}": square for method in METHODS})
    stored = write_arrays("ingest", arrays)
    masks = write_arrays(
        "threshold",
        {f"{case_id}/segmentation": segmentation} | {f"{case_id}/{method}": evidence for method in METHODS},
    )
    name = "glioma" if tumour else "no_tumor"
    shares = {each: 0.91 if each == name else 0.03 for each in CLASSES}
    facts = (
        Fact(id="class", name="predicted class", value=name, origin="network"),
        Fact(id="probability", name="probability of the class", value=0.91, origin="network"),
        Fact(id="area", name="tumour area", value=1.2962, unit="% of brain", origin="segmentation"),
        Fact(id="location.region_1", name="first candidate region", value="Insular Cortex", origin="atlas"),
        Fact(id="oedema", name="oedema", value=None, origin="input", status="not assessed"),
    )
    statements = (
        Statement(text=sentence, cites=("area",)),
        Statement(text="Among the candidates is the insular cortex.", cites=("location.region_1",)),
        Statement(
            text="A glioma is the most probable class (0.91).", cites=("class", "probability"), section="impression"
        ),
        Statement(text="Heatmap and mask agree in part.", cites=("area",), section="evidence"),
        Statement(text="Oedema was not assessed.", cites=("oedema",), section="not_assessed"),
    )
    dropped = Statement(
        text="It is 44 mm <b>wide</b>.", cites=("nowhere",), verdict="unsupported", reason="44 is no fact"
    )
    place = {"case_id": case_id, "placement": "estimated", "x_mm": 38.0, "y_mm": 4.0, "z_mm": 6.0, "level_mm": 6.0}
    place |= {"level_band_mm": 8.0, "fit": 0.83, "hemisphere": "right", "hemisphere_from": "image", "unnamed_pct": 41.5}
    regions = (
        RegionOverlap(
            region="Insular Cortex", hemisphere="right", atlas="cortical",
            overlap_pct=38.2, overlap_low_pct=21.0, overlap_high_pct=55.1,
        ),
        RegionOverlap(
            region="Putamen", hemisphere="right", atlas="subcortical",
            overlap_pct=20.3, overlap_low_pct=0.0, overlap_high_pct=33.0,
        ),
    )  # fmt: skip
    near = (NearbyRegion(region="Frontal Pole", hemisphere="right", distance_mm=6.4),)
    return Explained(
        case=Case(
            case_id=case_id, source=source, input=FileRef(path=source, sha256=SHA), height_px=shape[0],
            width_px=shape[1], plane="axial", tumour_class="glioma", has_mask=truth is not None, synthetic=synthetic,
            head_box=(15, 10, shape[0] - 25, shape[1] - 20), head_pct=50, contrast=120, arrays=stored, **case_fields,
        ),
        prediction=Prediction(
            case_id=case_id, predicted_class=name, probability=0.91, probabilities=shares, entropy=0.28,
            probability_sum=1.0, segmentation_max=0.87, arrays=stored,
        ),
        heatmaps=tuple(
            Heatmap(
                case_id=case_id, method=method, target_class=name, minimum=0, maximum=3.2, mean=0.4, arrays=cam
            )
            for method in METHODS
        ),
        masks={
            origin: Mask(
                case_id=case_id, origin=origin, threshold=0.5, brain_px=7000, area_px=90 * tumour,
                area_pct=1.2962 * tumour, percentile=None if origin == "segmentation" else 97.4,
                centroid_row_px=60 if tumour else None, centroid_col_px=72 if tumour else None, arrays=masks,
                dice_with_segmentation=None if origin == "segmentation" or not tumour else 0.63,
            )
            for origin in ("segmentation", *METHODS)
        },
        locations=(
            Location(origin="segmentation", regions=regions, **place)
            if tumour
            else Location(case_id=case_id, origin="segmentation", placement="none"),
            Location(origin="gradcam++", nearby=near, **place),
        ),
        findings=Findings(case_id=case_id, synthetic=synthetic, facts=facts),
        prompt=Prompt(
            case_id=case_id, template="report/v1", template_sha256=SHA, answer_schema="{}", constraint="{}",
            messages=(Message(role="system", content="Word the facts."), Message(role="user", content="area: 1.2962")),
        ),
        answer=Answer(
            case_id=case_id, llm="embedded/smollm2", text='{"findings": "…"}', prompt_tokens=812,
            completion_tokens=120, seconds=4.2,
        ),
        report=Report(
            case_id=case_id, llm="embedded/smollm2", template="report/v1", report_source=report_source,
            statements=statements, dropped=(dropped,),
        ),
        manifest=Manifest(
            backbone="mobilenetv2", image_size=128, feature_channels=96, classes=CLASSES, temperature=1.4,
            weights_sha256=SHA, data_sha256=SHA, synthetic=synthetic,
        ),
    )  # fmt: skip


def run_stage(several: list[Explained], out: Path) -> object:
    """The stage itself, on the records of several cases."""
    model = out.parent / "architecture.json"
    model.write_text(several[0].manifest.model_dump_json())
    return page.fn(
        Cases(records=tuple(each.case for each in several)),
        Predictions(records=tuple(each.prediction for each in several)),
        Heatmaps(records=tuple(each for one in several for each in one.heatmaps)),
        Masks(records=tuple(each for one in several for each in one.masks.values())),
        Locations(records=tuple(each for one in several for each in one.locations)),
        FindingsBatch(records=tuple(each.findings for each in several)),
        Prompts(records=tuple(each.prompt for each in several)),
        Answers(records=tuple(each.answer for each in several)),
        Reports(records=tuple(each.report for each in several)),
        ModelRef(folder=str(out.parent), architecture=FileRef.of(model), weights=FileRef(path="w.h5", sha256=SHA)),
        str(out),
    )


def rows_of(
    several: list[Explained], quarantined: tuple[Quarantined, ...] = (), empty: tuple[str, ...] = ()
) -> list[dict]:
    return index_page.case_rows(
        [each.case for each in several],
        [each.prediction for each in several],
        [each.report for each in several],
        [],
        quarantined,
        empty,
        {},
    )


class Reader(html.parser.HTMLParser):
    """What a browser would find: elements with attributes, and the text of each."""

    VOID = frozenset({"meta", "img", "br", "hr", "link", "input"})

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(autouse=True)
def storage(tmp_path: Path):
    with temporary_settings({PREFECT_LOCAL_STORAGE_PATH: tmp_path / "storage"}):
        yield


@pytest.fixture
def html_page() -> str:
    truth = disc((150, 120), 62, 70, 11)
    return case_files(explained(truth=truth, synthetic=True), SHA)["report.html"].decode()


def test_page_is_one_file_that_needs_no_other(html_page: str) -> None:
    reader = Reader(html_page)
    assert reader.open == []
    addresses = [each[name] for _, each in reader.elements for name in ("src", "href") if name in each]
    assert all(address.startswith(("data:image/jpeg;base64,", "#")) for address in addresses)
    assert not reader.all("script")
    assert not reader.all("link")
    assert not re.search(r"https?://|@import|url\(", html_page)


def test_every_link_leads_to_one_place_on_the_page(html_page: str) -> None:
    reader = Reader(html_page)
    ids = [each["id"] for _, each in reader.elements if "id" in each]
    assert len(ids) == len(set(ids))
    linked = [each["href"][1:] for each in reader.all("a")]
    assert set(linked) <= set(ids)
    assert {"fact-area", "fact-location.region_1", "fact-oedema"} <= set(linked)


def test_page_can_be_heard(html_page: str) -> None:
    reader = Reader(html_page)
    assert reader.all("html") == [{"lang": "en"}]
    assert len(reader.all("img")) == 2 + len(METHODS)
    assert all(len(each["alt"]) > 20 for each in reader.all("img"))
    levels = [int(tag[1]) for tag, _ in reader.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_page_says_what_it_is_in_the_stated_order(html_page: str) -> None:
    text = Reader(html_page).text
    order = [
        "Research software, not a medical device",
        SYNTHETIC_CASE,
        SYNTHETIC_MODEL,
        "slice_17.png",
        "Predicted class",
        "Glioma",
        "0.910",
        "Findings",
        "The tumour covers 1.3 % of the brain.",
        "Impression",
        "Evidence and its limits",
        "Not assessed",
        "embedded/smollm2 chose among given wordings",
        "report/v1",
        "1 sentence dropped",
        "44 is no fact",
        "Pictures",
        "Yellow dashes",
        "Location in the",
        "z = 6 mm ± 8 mm",
        "Insular Cortex",
        "38.2 %",
        "21.0 to 55.1 %",
        "Frontal Pole",
        "all that the report may say",
        "1.2962",
        "not assessed",
        "How far to trust",
        "Grad-CAM++ and segmentation",
        "0.63",
        "Methods",
        "2605.06197",
        "temperature of 1.4",
        "SmolLM2",
    ]
    at = [text.index(order[0])]
    for words in order[1:]:
        at.append(text.index(words, at[-1]))
    assert "the file does not say" in text


def test_markdown_says_what_the_page_says() -> None:
    content = case_files(explained(), SHA)
    read = Reader(content["report.html"].decode()).text
    written = re.sub(r"\\(.)", r"\1", content["report.md"].decode())
    for line in (
        "The tumour covers 1.3 % of the brain.",
        "Insular Cortex",
        "21.0 to 55.1",
        "embedded/smollm2 chose among given wordings",
        "44 is no fact",
        "The pipeline follows arXiv:2605.06197.",
        "1.2962",
        "Sentences kept",
        SHA[:16],
    ):
        assert line in read
        assert line in written


def test_a_report_without_a_model_is_labelled_so() -> None:
    text = Reader(case_files(explained(report_source="template"), SHA)["report.html"].decode()).text
    assert "Written from the findings without a model" in text
    assert "Worded by" not in text


def test_a_case_without_tumour_says_so() -> None:
    text = Reader(case_files(explained(tumour=False), SHA)["report.html"].decode()).text
    assert "No tumour was marked" in text
    assert "there is no mask, no plane" in text
    assert "label that came with the file: glioma — differs" in text.lower()


def test_text_from_outside_is_shown_and_never_run() -> None:
    content = case_files(explained(source=HOSTILE, sentence=f"It says {HOSTILE}"), SHA)
    reader = Reader(content["report.html"].decode())
    assert not reader.all("script")
    assert not reader.all("b")
    assert reader.text.count("<script>alert('{{ 7*7 }}')</script>") >= 3
    assert "alert('49')" not in reader.text
    assert not re.search(r"(?<!\\)<\w", content["report.md"].decode())


def test_a_sentence_citing_an_unknown_fact_sets_the_case_aside(tmp_path: Path) -> None:
    good, bad = explained("a" * 16), explained("b" * 16, source="bad.png")
    stray = Statement(text="Nobody measured this.", cites=("area", "ghost"))
    report = bad.report.model_copy(update={"statements": (stray,)})
    broken = Explained(**(vars(bad) | {"report": report}))
    with pytest.raises(CaseError, match="ghost"):
        case_files(broken, SHA)
    made = run_stage([broken, good], tmp_path / "run")
    assert [each.case_id for each in made.records] == ["a" * 16]
    assert [(each.source, each.stage, each.got) for each in made.quarantined] == [("bad.png", "page", "ghost")]


def test_stage_writes_what_it_names(tmp_path: Path) -> None:
    made = run_stage([explained("a" * 16), explained("b" * 16, tumour=False)], tmp_path / "run")
    for record in made.records:
        assert all(ref.is_intact() for ref in record.files)
        folder = tmp_path / "run" / "cases" / record.case_id
        assert record.files[0].path == str(folder / "report.html")
        assert {Path(ref.path) for ref in record.files} == set(folder.iterdir())
        assert {"overlay.png", "tumour_mask.png", "heatmap_gradcam++.png", "evidence_mask_scorecam.png"} <= {
            path.name for path in folder.iterdir()
        }
        document = json.loads((folder / "findings.json").read_text())
        jsonschema.Draft202012Validator(findings_contract.schema()).validate(document)
        report = Report.model_validate_json((folder / "report.json").read_text())
        assert [each.verdict for each in (*report.statements, *report.dropped)] == ["supported"] * 5 + ["unsupported"]


def test_pictures_lie_on_the_grid_of_the_slice(tmp_path: Path) -> None:
    given = explained()
    folder = tmp_path / "case"
    write_case(folder, case_files(given, SHA))
    mask = np.asarray(Image.open(folder / "tumour_mask.png"))
    heatmap = np.asarray(Image.open(folder / "heatmap_gradcam++.png"))
    assert mask.shape == heatmap.shape == (150, 120)
    assert mask.dtype == heatmap.dtype == np.uint8
    np.testing.assert_array_equal(mask == 255, disc((150, 120), 60, 72, 9.6))
    assert set(np.unique(mask)) == {0, 255}
    with np.load(given.heatmaps[0].arrays.path) as arrays:
        expected = from_square(arrays[f"{'a' * 16}/gradcam++"], given.case.head_box, (150, 120))
    np.testing.assert_allclose(heatmap / 255, expected, atol=0.5 / 255 + 1e-6)
    outside = np.ones((150, 120), bool)
    outside[15:140, 10:110] = False
    assert not heatmap[outside].any()


def test_heatmaps_of_an_earlier_run_do_not_stay(tmp_path: Path) -> None:
    write_case(tmp_path, {"report.html": b"old", "heatmap_gradcam.png": b"old"})
    write_case(tmp_path, {"report.html": b"new", "heatmap_scorecam.png": b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "report.html": b"new",
        "heatmap_scorecam.png": b"new",
    }


def test_an_outline_runs_along_the_edge_of_its_mask() -> None:
    mask = disc((60, 90), 20, 60, 12)
    picture = np.asarray(
        overlay.panel(np.zeros((60, 90), np.uint8), outlines=[overlay.Outline(mask, (0, 255, 0))], longest_px=360)
    )
    assert picture.shape == (240, 360, 3)
    rows, columns = np.nonzero(picture[..., 1] > 128)
    distance = np.hypot((rows + 0.5) / 4 - 0.5 - 20, ((columns + 0.5) / 4 - 0.5 - 60) * 0.8)
    assert len(rows) > 200
    assert np.abs(distance - 12).max() < 1.5


def test_panel_keeps_the_proportions_of_the_head() -> None:
    picture = overlay.panel(np.zeros((50, 80), np.uint8), spacing_mm=(3.0, 1.0), longest_px=300)
    assert picture.size == (160, 300)


def test_the_higher_the_heatmap_the_less_the_slice_shows_through() -> None:
    ramp = np.repeat(np.linspace(0, 1, 40, dtype=np.float32)[:, np.newaxis], 30, axis=1)
    dark, bright = (
        np.asarray(overlay.panel(np.full((40, 30), grey, np.uint8), heatmap=ramp, longest_px=40)).astype(float)
        for grey in (60, 180)
    )
    shows = (bright - dark).mean(axis=(1, 2)) / 120
    np.testing.assert_allclose(shows, 1 - overlay.LARGEST_ALPHA * ramp[:, 0], atol=0.02)


def test_every_colour_pair_is_readable() -> None:
    """WCAG 2 AA: 4.5 for text, in both schemes."""
    css = resource("page.css")
    dark = css[css.index("prefers-color-scheme: dark") :]
    for scheme in (css[: css.index("prefers-color-scheme: dark")], dark[: dark.index("* {")]):
        colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", scheme))
        for text, grounds in {
            "ink": ("paper", "card", "accent-soft"),
            "muted": ("paper", "card", "accent-soft"),
            "accent": ("paper", "card", "accent-soft"),
            "warn-ink": ("warn",),
            "alarm-ink": ("alarm",),
            "bad": ("card",),
            "good": ("card",),
        }.items():
            for ground in grounds:
                light, low = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
                assert (light + 0.05) / (low + 0.05) >= 4.5, (text, ground)


def luminance(colour: str) -> float:
    channels = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def test_every_input_has_one_row() -> None:
    several = [explained(letter * 16, source=f"{letter}.png") for letter in "abc"]
    aside = Quarantined(source="b" * 16, stage="predict", expected="a sum of 1", got="nan", case_id="b" * 16)
    unread = Quarantined(source="empty.png", stage="ingest", expected="an image", got="0 bytes")
    rows = rows_of(several, (aside, unread, aside, unread), ("volume.nii.gz#0",))
    assert [(row["source"], row["status"]) for row in rows] == [
        ("a.png", "done"),
        ("b.png", "quarantined"),
        ("c.png", "done"),
        ("empty.png", "quarantined"),
        ("volume.nii.gz#0", "empty"),
    ]
    assert [
        row["source"] for row in index_page.quarantine_rows((aside, unread, aside), [each.case for each in several])
    ] == [
        "b.png",
        "empty.png",
    ]


def test_csv_has_the_published_columns_and_runs_no_formula(tmp_path: Path) -> None:
    score = Score(
        case_id="a" * 16,
        plane="axial",
        tumour_class="glioma",
        predicted_class="glioma",
        probabilities={},
        dice=0.5,
        iou=1 / 3,
    )
    given = explained(source="=cmd|' /C calc'!A0.png", synthetic=True)
    rows = index_page.case_rows([given.case], [given.prediction], [given.report], [score], [], [], {"a" * 16: 1.5})
    index_page.write_cases(rows, tmp_path)
    index_page.write_quarantine(
        [{"case_id": None, "source": '@x,"y"\n.png', "stage": "ingest", "expected": "-1", "got": "+2"}], tmp_path
    )
    with (tmp_path / "cases.csv").open(newline="") as stream:
        head, row = csv.reader(stream)
    published = "case_id,source,status,predicted_class,probability,plane,dice,iou,llm,report_source,seconds"
    assert ",".join(head).startswith(published)
    assert row == [
        "a" * 16,
        "'=cmd|' /C calc'!A0.png",
        "done",
        "glioma",
        "0.91",
        "axial",
        "0.5",
        str(1 / 3),
        "embedded/smollm2",
        "llm",
        "1.5",
        "glioma",
        "true",
        "",
    ]
    with (tmp_path / "quarantine.csv").open(newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["case_id", "source", "stage", "expected", "got"],
            ["", '\'@x,"y"\n.png', "ingest", "'-1", "'+2"],
        ]


def test_index_shows_every_input_and_links_the_pages(tmp_path: Path) -> None:
    several = [explained("a" * 16, source=HOSTILE, synthetic=True), explained("b" * 16, source="late.png")]
    run_stage(several[:1], tmp_path)
    aside = (Quarantined(source="late.png", stage="atlas", expected="a plane", got=HOSTILE, case_id="b" * 16),)
    path = index_page.write_index(
        rows_of(several, aside),
        index_page.quarantine_rows(aside, [each.case for each in several]),
        {"versions": {"keras": "3.15"}, "seeds": [1, 2], "prompt": HOSTILE},
        tmp_path,
        synthetic_model=True,
    )
    reader = Reader(path.read_text())
    assert reader.open == []
    assert [each["href"] for each in reader.all("a") if not each["href"].startswith("#")] == [
        f"cases/{'a' * 16}/report.html",
        "cases.csv",
    ]
    assert (tmp_path / f"cases/{'a' * 16}/report.html").is_file()
    assert len(reader.all("img")) == 1
    assert len(reader.all("script")) == 1
    for words in (
        "SYNTHETIC phantoms: 1 of the 2",
        SYNTHETIC_MODEL,
        "versions.keras 3.15",
        "1, 2",
    ):
        assert words in reader.text
    assert reader.text.count("<script>alert('{{ 7*7 }}')</script>") == 3


def test_index_tells_which_class_is_certain_and_folds_the_versions(tmp_path: Path) -> None:
    rows = [row | {"certain": certain} for row in rows_of([explained()], ()) for certain in (True, False, None)]
    text = index_page.write_index(rows, [], {"versions": {"keras": "3.15"}}, tmp_path).read_text()
    assert re.findall(r'<td role="cell" class="certain">(.*?)</td>', text) == ["yes", "no", ""]
    assert "versions.keras" in text[text.index("<summary>Versions of the packages") :].partition("</details>")[0]


def test_a_level_that_is_all_but_unknown_is_told_in_plain_words() -> None:
    case = explained()
    wide = [each.model_copy(update={"level_band_mm": 71.5}) for each in case.locations if each.placement == "estimated"]
    vague = replace(case, locations=tuple(wide))
    said = "The level is not known to better than 71.5 mm; regions are guesses within it."
    for one, told in ((case, False), (vague, True)):
        assert (said in Reader(render(one, [], "0" * 64)).text) is told
        assert (said in page_markdown.markdown(one, "0" * 64)) is told


def test_a_unit_stays_on_the_line_of_its_number() -> None:
    fact = Fact(id="area", name="tumour area", value=8.19, unit="% of the brain", origin="segmentation")
    assert fact_unit(fact) == "\N{NO-BREAK SPACE}%\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}the\N{NO-BREAK SPACE}brain"
    assert fact_unit(fact.model_copy(update={"unit": None})) == ""


def test_index_of_a_thousand_noisy_cases_stays_below_ten_megabytes(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (150, 120), dtype=np.uint8)
    given = explained(image=noise)
    write_case(tmp_path / "cases" / given.case.case_id, case_files(given, SHA))
    thumbnail = tmp_path / "cases" / given.case.case_id / "thumbnail.jpg"
    assert 0 < len(overlay.data_uri(thumbnail.read_bytes())) <= 6 * 1024
    path = index_page.write_index(rows_of([given]) * 1000, [], {}, tmp_path)
    assert len(Reader(path.read_text()).all("img")) == 1000
    assert path.stat().st_size < 10_000_000
