"""Facts, blocks, HTML and PDF: everything is in both, nothing comes from elsewhere, and no name breaks anything."""

import io
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from model.heads import HEADS
from model.predict.predictor import SHIPPED
from runs.history import HistoryPoint, read_history
from tests.tiers import cases
from training.network_files import LITERT_FILE
from training.presets import PRESETS
from training.results.measures import settings_rows
from training.run_store import RunStore
from training.settings import RunSettings, SettingsError
from ui.report import blocks as made
from ui.report import collect, document, mistakes
from ui.report.__main__ import main
from ui.report.curves import thinned_points
from ui.report.facts import NO_PICTURES, NOTHING_TO_TEST, AttributionMaps
from ui.report.html import report_html
from ui.report.pdf import report_pdf
from ui.shared.format import percent

ROOT = Path(__file__).resolve().parents[3]
FAST = PRESETS["fast"].settings
HOSTILE = '<script>alert(1)</script> & "Größe" → × ° 🎉 漢字 {nb} $x^2$ \u202e ' + "W" * 40


def pdf_reader(file):
    from pypdf import PdfReader  # only these tests pay for it

    return PdfReader(file)


def text_of(data):
    """All words of a PDF, as one line."""
    return " ".join(" ".join(page.extract_text() for page in pdf_reader(io.BytesIO(data)).pages).split())


def plain(page):
    """All words of a web page, as one line."""
    body = re.sub(r"<style>.*?</style>|<svg.*?</svg>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


class Tags(HTMLParser):
    """Checks that tags are closed in their order, and keeps what they load."""

    EMPTY = ("meta", "img", "use", "path", "rect")

    def __init__(self, page):
        super().__init__()
        self.open, self.names, self.loads, self.ids = [], set(), [], []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.loads += [value for name, value in attrs if name in ("src", "href", "xlink:href", "action", "srcset")]
        self.ids += [value for name, value in attrs if name == "id"]
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag not in ("meta", "img"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def mapped(fast):
    """The shipped network as a run with marks, a note, and maps of its pictures."""
    rows = mistakes.rows_to_map(fast.evaluation)
    values = np.linspace(-1, 1, 28 * 28).reshape(28, 28)
    seen = tuple(AttributionMaps(row=row, maps=dict.fromkeys(HEADS, values)) for row in rows)
    record = replace(fast.record, name=HOSTILE, note="first <b>\nsecond", tags=["<i>tag", "klasse 7b"])
    return replace(fast, record=record, attributions=seen, marks=[{"step": 200, "label": "angle 1 → 10"}])


@pytest.fixture(scope="module")
def single(mapped, make_facts):
    return document.report_blocks(make_facts(mapped))


@pytest.fixture(scope="module")
def files(single):
    return report_html(single), report_pdf(single)


@pytest.mark.slow
def test_the_page_needs_nothing_from_elsewhere_and_no_script(files):
    page = files[0]
    tags = Tags(page)
    assert not tags.names & {"script", "link", "iframe", "object", "base", "form"}
    assert all(one.startswith(("data:image/png;base64,", "#")) for one in tags.loads)
    assert len(tags.ids) == len(set(tags.ids))
    assert {one[1:] for one in tags.loads if one.startswith("#")} <= set(tags.ids)
    assert not re.search(r"url\((?!#)|@import|https?://(?!www\.w3\.org|purl\.org)", page)
    assert "default-src 'none'" in page


@pytest.mark.slow
def test_both_files_hold_every_word_of_every_block(single, files):
    page, paper = plain(files[0]), text_of(files[1]).replace(" ", "")
    for block in single:
        for text in words_of(block):
            assert " ".join(text.split()) in page
            if text.isascii() and "script" not in text:
                assert text.replace(" ", "") in paper


def words_of(block):
    if isinstance(block, made.Heading | made.Paragraph | made.Code):
        return [block.text]
    if isinstance(block, made.Listing):
        return block.items
    if isinstance(block, made.Table):
        return [block.caption, *block.head, *(cell for row in block.rows for cell in row)]
    if isinstance(block, made.Figures):
        return [block.caption, *(one.title for one in block.figures)]
    return [block.caption, *(words for one in block.pictures for words in one.words)]


@pytest.mark.slow
def test_no_name_breaks_anything(files):
    page, paper = files
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert " ".join(HOSTILE.split()) in plain(page)
    told = text_of(paper)
    assert "Größe" in told
    assert "→ × °" in told
    assert "{nb}" in told
    assert pdf_reader(io.BytesIO(paper)).metadata.title.startswith("<script>alert(1)")


@pytest.mark.slow
def test_the_paper_has_pages_an_outline_pictures_and_no_blank_page(files, mapped):
    reader = pdf_reader(io.BytesIO(files[1]))
    assert 4 <= len(reader.pages) <= 8
    outline = [one.title for one in reader.outline if not isinstance(one, list)]
    assert {"Results", "Learning curves", "Confusion matrices", "Mistakes", "Network", "Settings"} <= set(outline)
    assert all(len(page.extract_text()) > 100 for page in reader.pages)
    mistakes = int((~mapped.evaluation.exact).sum())
    maps = len(mapped.attributions) * (1 + len(HEADS))
    assert files[0].count("<img") == mistakes + maps
    assert files[0].count("<svg") == 2 + 4 + 1  # curves, matrices, calibration


def test_the_tables_hold_the_numbers_of_the_facts(single, mapped):
    tables = {one.head[0]: one for one in single if isinstance(one, made.Table)}
    found = mapped.evaluation
    results = next(one for one in single if isinstance(one, made.Table) and "F1" in one.head and one.texts == 1)
    for row, head in zip(results.rows, HEADS, strict=False):
        wrong = (found.predictions[:, list(HEADS).index(head)] != found.labels[:, list(HEADS).index(head)]).sum()
        assert row[:3] == (head, percent(found.accuracy[head], 2), str(wrong))
    assert results.rows[-1][:2] == ("all four", percent(found.exact_accuracy, 2))
    layers = tables["layer"]
    assert sum(int(row[4].replace(",", "")) for row in layers.rows) == 40_239
    settings = dict(tables["setting"].rows)
    assert settings == {name: one[0] for name, one in settings_rows([mapped.record], False).items() if name != "design"}
    woke = next(one for one in single if isinstance(one, made.Table) and one.head == ("head", "step"))
    assert dict(woke.rows) == {head: str(step) for head, step in mapped.solved.items()}
    matrices = [one.chart for block in single if isinstance(block, made.Figures) for one in block.figures][2:6]
    for chart, head in zip(matrices, HEADS, strict=True):
        np.testing.assert_array_equal(chart.counts, found.matrices[head])


def test_curves_are_losses_over_chance_and_have_numbered_marks(single, mapped):
    losses, accuracies = next(one for one in single if isinstance(one, made.Figures)).figures[:2]
    for line, (name, head) in zip(losses.chart.lines, HEADS.items(), strict=True):
        known = [(point.step, point.loss[name] / head.chance) for point in mapped.points if point.loss]
        x, y = zip(*known, strict=True)
        assert line.x == x
        assert line.y == pytest.approx([max(one, 1e-5) for one in y])
    assert accuracies.chart.lines[3].y[-1] == mapped.validated[-1].validation_accuracy["angle"]
    assert losses.chart.marks == ((200, "1"),)
    assert ("1", "200", "angle 1 → 10") in next(
        one for one in single if isinstance(one, made.Table) and one.head[0] == "mark"
    ).rows


def test_thinned_curves_keep_both_ends():
    points = [HistoryPoint(step=step) for step in range(10_001)]
    kept = thinned_points(points)
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    assert len(kept) < 400
    assert thinned_points(points[:5]) == points[:5]


def test_a_method_shows_the_weights_that_it_chose(make_run, make_facts):
    settings = RunSettings.from_json(FAST.to_json() | {"method": "uncertainty", "method_parameters": {}})
    weights = dict.fromkeys(HEADS, 1.0)
    points = [
        HistoryPoint(step=step, loss=dict.fromkeys(HEADS, 0.5), effective_weights=weights | {"angle": step + 1.0})
        for step in range(3)
    ]
    figures = next(
        one
        for one in document.report_blocks(make_facts(make_run(settings=settings, points=points)))
        if isinstance(one, made.Figures)
    )
    assert [one.title for one in figures.figures][-1] == "Loss weights that the method chose"
    assert figures.figures[-1].chart.lines[3].y == (1.0, 2.0, 3.0)


def lose_the_pictures(run):
    raise SettingsError("That set is gone.")


@pytest.mark.slow
def test_a_run_without_a_network_of_another_version_or_under_way_says_so(make_run, make_facts, make_result):
    old = make_run(result=make_result(), no_evaluation_reason=NO_PICTURES)
    old = replace(old, record=replace(old.record, settings={"gone": "x", "weights": {"a": 1}}))
    diverged = collect.with_evaluation(make_run(status="diverged", points=[HistoryPoint(step=1)]), lambda run: None)
    gone = collect.with_evaluation(make_run(), lose_the_pictures)
    waiting = collect.with_evaluation(make_run(status="running"), lambda run: None)
    told = {old: NO_PICTURES, diverged: NOTHING_TO_TEST, gone: "That set is gone.", waiting: "no network to test yet"}
    for run, sentence in told.items():
        page = plain(report_html(document.report_blocks(make_facts(run))))
        assert sentence in page
        assert "nan" not in page
        assert report_pdf(document.report_blocks(make_facts(run))).startswith(b"%PDF")
    assert "As measured by the run" in plain(report_html(document.report_blocks(make_facts(old))))
    assert "gone" in plain(report_html(document.report_blocks(make_facts(old))))


@pytest.mark.slow
@pytest.mark.parametrize("many", cases((2, 4), {4}))
def test_a_comparison_holds_every_run_its_settings_and_results(mapped, make_run, make_facts, make_result, many):
    heavy = replace(FAST, weights=FAST.weights | {"angle": 50.0})
    foreign = replace(make_run("D").record, settings=FAST.to_json() | {"gone": "x"})
    others = [
        make_run("B", heavy, make_result(exact=0.91), points=mapped.points),
        make_run("C", heavy, status="diverged"),
        replace(make_run("D"), record=foreign, no_evaluation_reason=NO_PICTURES),
    ]
    runs = [replace(mapped, label="A"), *others][:many]
    blocks = document.report_blocks(make_facts(*runs))
    page, paper = report_html(blocks), text_of(report_pdf(blocks))
    Tags(page)
    for run in runs:
        assert f"{run.label}: {' '.join(run.record.name.split())}" in plain(page)
    for text in (f"{many} runs compared", "1/1/1/50", "Results side by side", "91.00 %"):
        assert text in plain(page)
        assert text in paper
    tried = next(one for one in blocks if isinstance(one, made.Table) and one.head[0] == "setting")
    assert tried.head == ("setting", *(run.label for run in runs))
    results = next(one for one in blocks if isinstance(one, made.Table) and one.head[0] == "result")
    exact = next(place for place, row in enumerate(results.rows) if row[0] == "test: all four right")
    assert (exact, 1) in results.strong
    curves = next(one for one in blocks if isinstance(one, made.Figures))
    assert [line.name for line in curves.figures[3].chart.lines] == ["A", "B"]


def test_a_run_from_a_file_is_not_said_to_have_trained_here(make_run, make_facts, make_result):
    run = make_run(result={"test": make_result()["test"], "brought": True}, no_evaluation_reason="x")
    page = plain(report_html(document.report_blocks(make_facts(run))))
    assert "Run idA, imported from a file on 24 November 2026, 16:30 UTC." in page
    assert "started on" not in page


def test_a_map_is_laid_over_its_picture():
    black, values = np.zeros((28, 28, 3), np.uint8), np.zeros((28, 28))
    values[3, 4], values[5, 6] = 2.0, -1.0
    over = mistakes.overlay(black, values)
    assert (over[0, 0] == 0).all()
    assert over[3, 4, 1] > over[3, 4, 0]  # teal speaks for it
    assert over[5, 6, 0] > over[5, 6, 2]  # orange against it
    assert (mistakes.overlay(black, np.zeros((28, 28))) == 0).all()


def test_pictures_are_sent_as_they_are(single, mapped):
    from ui.report.html import png_bytes

    pictures = next(one for one in single if isinstance(one, made.Pictures)).pictures
    wrong = mapped.part.pictures[~mapped.evaluation.exact]
    assert len(pictures) == len(wrong)
    for one in pictures:
        read = np.asarray(Image.open(io.BytesIO(png_bytes(one.pixels))))
        assert any(np.array_equal(read, other) for other in wrong)


@pytest.mark.long
@pytest.mark.slow
def test_the_command_writes_both_files_of_runs_and_shipped_networks(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LINEHEADS_STORE", f"sqlite:///{tmp_path / 'runs.db'}")
    with RunStore() as store:
        run = store.create_run("mine", FAST.to_json())
        store.set_status(run, "running", total_steps=1_049)
        store.add_points(run, read_history((SHIPPED / "fast.curve.json").read_text()))
        store.save_artefact(run, LITERT_FILE, (SHIPPED / "fast.tflite").read_bytes())
        store.set_status(run, "done", result={"test": dict.fromkeys((*HEADS, "average", "exact"), 0.5)})
    assert main([run, "--out", str(tmp_path / "one.pdf")]) == 0
    assert main([run, "robust", "--out", str(tmp_path / "two.html")]) == 0
    assert "mine" in text_of((tmp_path / "one.pdf").read_bytes())
    page = plain((tmp_path / "two.html").read_text())
    assert "A: mine" in page
    assert "B: robust" in page
    assert main(["nobody", "--out", str(tmp_path / "x.pdf")]) == 2
    assert "no run `nobody`" in capsys.readouterr().err
    assert main([run, "--out", str(tmp_path / "x.doc")]) == 2
    assert "must end in .html or .pdf" in capsys.readouterr().err
    assert main([run, "--out", str(tmp_path / "nowhere" / "x.pdf")]) == 2
    assert "Make the folder first" in capsys.readouterr().err


@pytest.mark.slow
def test_neither_streamlit_nor_matplotlib_is_loaded_before_it_is_needed():
    code = (
        "import sys; import ui.report.__main__; first = 'streamlit' in sys.modules; import ui.train.result_bar; "
        "sys.exit(first or bool({'matplotlib', 'fpdf', 'tensorflow', 'keras'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.slow
def test_pyplot_stays_out(make_run, make_facts, monkeypatch):
    monkeypatch.delitem(sys.modules, "matplotlib.pyplot", raising=False)  # of a notebook's test
    points = [HistoryPoint(step=step, loss={}) for step in (0, 1)]
    report_html(document.report_blocks(make_facts(make_run(points=points))))
    assert "matplotlib.figure" in sys.modules
    assert "matplotlib.pyplot" not in sys.modules


def test_the_day_and_the_version_stand_on_top(make_run, make_facts):
    page = plain(report_html(document.report_blocks(make_facts(make_run()))))
    assert "Report made on 24 November 2026, 16:30 UTC with LineHeads 1.2.3." in page
    assert re.fullmatch(r"\d+\.\d+\.\d+", collect.version())
