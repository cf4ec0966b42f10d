"""The Data page without a browser: links, sections, the leak's numbers, imported sets, exports."""

import base64
import gc
import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import streamlit as st
from PIL import Image
from streamlit.testing.v1 import AppTest

from data import upload_limits
from data.export import EXPORTS
from data.importer import read_set
from data.labelled_set import Labelled
from data.sample import SamplerSettings, sample
from tests.data.picture_files import file_of
from tests.data.test_peoples_sets import DRAWN, zipped
from training import imported_sets
from training.imported_sets import imported, library
from ui.data import classes, exporting, fields, grid, importing, leak, sampler
from ui.data.sections import SECTIONS
from ui.shared import uploads
from ui.shared.store import catalogue

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home of its own, so that imported sets are the test's."""
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path))
    monkeypatch.setenv("LINEHEADS_ENGINE", "off")
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()


def page(**query):
    app = AppTest.from_file(str(ROOT / "pages" / "data.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def sent(app):
    """What the grid was sent."""
    return json.loads(app.get("bidi_component")[0].proto.json)


def words(app):
    return " ".join(one.value for one in [*app.caption, *app.markdown, *app.subheader, *app.info, *app.warning])


def pictures_of(strip):
    data = base64.b64decode(strip.removeprefix("data:image/png;base64,"))
    return np.asarray(Image.open(io.BytesIO(data))).reshape(-1, 28, 28, 3)


def test_it_opens_with_a_sample_of_each_class():
    data = sent(page())
    drawn = sample(SamplerSettings(per_class=sampler.SAMPLES_PER_CLASS))
    np.testing.assert_array_equal(pictures_of(data["strip"]), drawn.pictures[:: sampler.SAMPLES_PER_CLASS])
    assert data["rows"][0] == "short thin red"
    assert data["rows"][7] == "long thick blue"
    assert data["columns"][9] == "135°"
    assert data["chosen"] is None


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_opens_by_its_link(section):
    assert SECTIONS[section].about in words(page(data=section))


@pytest.mark.parametrize(("link", "chosen"), [("45", 45), ("0", 0), ("96", None), ("-1", None), ("<b>", None)])
def test_a_class_opens_by_its_link(link, chosen):
    app = page(**{"class": link})
    assert sent(app)["chosen"] == chosen
    assert app.subheader[0].value == grid.class_name(chosen or 0).capitalize()


def test_the_samplers_settings_stand_in_the_link_and_nonsense_does_not_break_it():
    app = page(places="coursework", sample_seed="7", sample_noise="12", ground="40", sample_wobble="0.5")
    assert app.number_input(key=fields.SAMPLE_SEED.name).value == 7
    wanted = SamplerSettings(
        per_class=sampler.SAMPLES_PER_CLASS, seed=7, positions="coursework", noise=12.0, wobble=0.5, ground=40
    )
    strip = pictures_of(sent(app)["strip"])
    np.testing.assert_array_equal(strip, sample(wanted).pictures[:: sampler.SAMPLES_PER_CLASS])
    page(places="moon", sample_seed="-1", sample_noise="1e99", ground="nan", painters="oil")


def test_another_seed_draws_other_lines():
    app = page()
    before = sent(app)["strip"]
    app.button(key="draw_again").click().run()
    assert app.number_input(key=fields.SAMPLE_SEED.name).value > 0
    assert sent(app)["strip"] != before


def test_counts_of_a_class_are_counted():
    count, distinct = sampler.placement_counts("coursework")
    assert distinct.min() > 100
    assert (distinct <= count).all()
    draws = sample(SamplerSettings(per_class=1_000, positions="coursework", seed=5))
    index = int(distinct.argmin())
    rows = draws.pictures[index * 1_000 : (index + 1) * 1_000]
    repeats = 1 - len(np.unique(rows, axis=0)) / 1_000
    said = float(classes.class_counts(index, "coursework").split("about ")[1].split("\u00a0%")[0]) / 100
    assert abs(said - repeats) < 0.03


@pytest.mark.slow
def test_the_leak_is_told_with_its_numbers_and_none_is_left_by_the_honest_split():
    found = leak.leaked_test_part("coursework")
    assert (len(found.pictures), found.total) == (9_600, 96_000)
    share = float(np.mean(found.copies > 0))
    _, distinct = sampler.placement_counts("coursework")
    expected = np.mean(1 - (1 - 1 / distinct) ** 800)  # 800 of the 1,000 of a class are trained on
    assert abs(share - expected) < 0.01
    app = page(data="leak", network="coursework-v3", leak_class="45")
    assert f"{share:.1%}".replace("%", "\u00a0%") in words(app)
    tested, held = leak.leaks_by_class(found).T
    assert sent(app)["counts"] == held.tolist()
    np.testing.assert_allclose(sent(app)["shares"], 100 * held / tested, atol=0.51)
    table = leak.accuracy_rows(found, leak.judged_network(catalogue().get("coursework-v3"), "coursework"))
    counts = [int(row["Count"].replace(",", "")) for row in table]
    assert counts[0] == counts[1] + counts[2] == counts[3] + counts[4] == 9_600
    assert counts[3] > 5_000
    assert not (leak.leaked_test_part("honest").copies > 0).any()
    assert "No test picture" in words(page(data="leak", dealt="honest"))


def test_an_imported_set_is_shown_and_removed():
    drawn = sample(SamplerSettings(per_class=2, noise=5))
    rows = np.arange(2, len(drawn))  # without the first class
    held = Labelled(drawn.pictures[rows], drawn.labels[rows])
    key = library().add("<b>mine</b>", read_set(io.BytesIO(EXPORTS["npz"].make(held))))
    np.testing.assert_array_equal(imported(key).pictures, held.pictures)
    app = page(data="import", set=key)
    assert [one.value for one in app.metric] == ["190", "190", "0"]
    assert "1 class is missing" in words(app)
    assert sent(app)["counts"] == [0, *[2] * 95]
    assert "<b>" not in words(app)
    app.button(key="remove_set").click().run()
    assert library().sets() == []
    assert not app.metric


def test_a_file_is_read_shown_and_saved_and_the_session_keeps_no_pictures():
    drawn = sample(SamplerSettings(per_class=2 * importing._SHOWN_AT_MOST))
    held = Labelled(drawn.pictures, drawn.labels)
    file = EXPORTS["npz"].make(held)
    app = page(data="import")
    assert f"{upload_limits.SET} MB" in app.file_uploader[0].proto.label
    assert "python -m training.imported_sets FILE" in words(app)
    app.file_uploader[0].upload("mine.npz", file, "application/zip").run()
    assert not app.exception
    assert app.metric[0].value == f"{len(held):,}"
    gc.collect()
    whole = [one for one in gc.get_objects() if isinstance(one, Labelled) and one is not held]
    assert whole
    assert max(map(len, whole)) <= 96 * importing._SHOWN_AT_MOST
    app.button(key="keep_set").click().run()
    (card,) = library().sets()
    assert card.name == "mine"
    np.testing.assert_array_equal(imported(card.key).pictures, held.pictures)
    assert not app.file_uploader[0].value


class Everybody(dict):
    """A refusal for every session."""

    def get(self, _session):
        return "The file was not kept."


def test_a_file_that_the_server_did_not_keep_is_told_on_the_page(monkeypatch):
    monkeypatch.setattr(uploads, "_refused", Everybody())
    assert "The file was not kept." in words(page(data="import"))
    monkeypatch.setattr(uploads, "_refused", {})
    assert "The file was not kept." not in words(page(data="import"))


def test_what_cannot_be_read_is_told_in_words():
    app = page(data="import")
    app.file_uploader[0].upload("mine.zip", b"no zip", "application/zip").run()
    assert "damaged" in app.error[0].value
    assert not app.exception


def test_what_labels_and_pictures_were_read_as_is_told():
    files = {f"2_2_{angle + 1}_2_0.png": file_of(255 - DRAWN.pictures[84 + angle]) for angle in range(12)}
    app = page(data="import")
    app.file_uploader[0].upload("mine.zip", zipped(files).getvalue(), "application/zip").run()
    assert "numbers from 1" in words(app)
    assert "freed of the background" in words(app)


def test_a_set_whose_pictures_went_meanwhile_is_read_again(home):
    app = page(data="import")
    drawn = sample(SamplerSettings(per_class=1))
    held = Labelled(drawn.pictures, drawn.labels)
    app.file_uploader[0].upload("mine.npz", EXPORTS["npz"].make(held), "application/zip").run()
    (pictures,) = (home / "data").glob("*.npz")
    pictures.unlink()
    app.button(key="keep_set").click().run()
    assert "Choose the file again" in app.toast[0].value
    assert app.metric[0].value == "96"
    app.button(key="keep_set").click().run()
    assert len(library().sets()) == 1


def test_a_set_with_a_damaged_file_is_told_and_can_be_removed(home):
    drawn = sample(SamplerSettings(per_class=1))
    key = library().add("mine", read_set(io.BytesIO(EXPORTS["npz"].make(Labelled(drawn.pictures, drawn.labels)))))
    (home / "data" / f"{key}.npz").write_bytes(b"half")
    app = page(data="import", set=key)
    assert "import it again" in app.error[0].value
    app.button(key="remove_set").click().run()
    assert library().sets() == []


def test_a_set_is_imported_in_a_terminal(home, tmp_path, capsys):
    file = tmp_path / "lines.npz"
    drawn = sample(SamplerSettings(per_class=1))
    file.write_bytes(EXPORTS["npz"].make(Labelled(drawn.pictures, drawn.labels)))
    assert imported_sets.main([str(file), "--name", "large"]) == 0
    (card,) = library().sets()
    assert (card.name, card.report["read"]) == ("large", 96)
    assert f"96 pictures as {card.key}" in capsys.readouterr().out
    assert imported_sets.main([str(tmp_path / "none.npz")]) == 1
    assert "Check its name" in capsys.readouterr().err


def test_a_link_to_a_set_that_is_gone_opens():
    assert page(data="import", set="0" * 40).selectbox(key=fields.IMPORTED_SET.name).value == ""


@pytest.mark.parametrize("name", EXPORTS)
def test_every_export_is_offered_and_made_of_what_is_chosen(name):
    app = page(data="export")
    assert [one.proto.label for one in app.get("download_button")] == [one.label for one in EXPORTS.values()]
    settings = SamplerSettings(per_class=2, seed=3)
    drawn = sample(settings)
    made = exporting.exported_file(EXPORTS[name], settings)
    assert made == EXPORTS[name].make(Labelled(drawn.pictures, drawn.labels))


def test_the_page_needs_no_tensorflow():
    code = "import sys, ui.data.sections; sys.exit(bool({'tensorflow', 'keras', 'dask'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_free_lines_are_drawn_by_link():
    app = page(sample_free_lines="0.5", places="both")
    wanted = SamplerSettings(per_class=sampler.SAMPLES_PER_CLASS, free_lines=0.5, positions="both")
    strip = pictures_of(sent(app)["strip"])
    np.testing.assert_array_equal(strip, sample(wanted).pictures[:: sampler.SAMPLES_PER_CLASS])
