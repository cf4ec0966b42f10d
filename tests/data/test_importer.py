"""Importing undoes exporting, and every form of the coursework is read as it was meant."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from data import importer
from data.export import EXPORTS, arrays
from data.importer import ImportFailed, read_set
from data.imports import class_numbering
from data.labelled_set import Labelled
from data.labels import CLASS_COUNT, class_index, file_stem, labels_of
from data.sample import SamplerSettings, sample

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
READABLE = ("npz", "coursework", "heads", "zip")


def lines(per_class=1, **how):
    drawn = sample(SamplerSettings(per_class=per_class, **how))
    return Labelled(drawn.pictures, drawn.labels)


@st.composite
def sets(draw):
    """Some pictures with labels: lines of ours, in any order, repeated, perhaps noisy."""
    held = lines(2, seed=draw(st.integers(0, 99)), noise=draw(st.sampled_from([0, 12])))
    rows = np.array(draw(st.lists(st.integers(0, len(held) - 1), min_size=1, max_size=40)))
    return Labelled(held.pictures[rows], held.labels[rows])


def npz(**held):
    stream = io.BytesIO()
    np.savez_compressed(stream, **held)
    return stream


def zipped(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream


def png(picture, kind="PNG"):
    stream = io.BytesIO()
    Image.fromarray(picture).save(stream, kind)
    return stream.getvalue()


def in_order(held):
    """Rows of a set in an order of their own, so that two sets can be compared as bags."""
    rows = np.concatenate((held.labels.astype(np.uint8), held.pictures.reshape(len(held), -1)), axis=1)
    return rows[np.lexsort(rows.T)]


def same(first, second):
    np.testing.assert_array_equal(first.pictures, second.pictures)
    np.testing.assert_array_equal(first.labels, second.labels)


@pytest.mark.parametrize("name", READABLE)
@settings(deadline=None, max_examples=20)
@given(sets())
def test_importing_undoes_exporting(name, held):
    found = read_set(io.BytesIO(EXPORTS[name].make(held)))
    if name == "coursework":  # its test part stands last
        np.testing.assert_array_equal(in_order(found.held), in_order(held))
    else:
        same(found.held, held)
    assert found.report.read == len(held)
    assert found.report.refused == 0
    assert found.report.per_class == np.bincount(class_index(held.labels), minlength=CLASS_COUNT).tolist()
    assert found.report.distinct == len(np.unique(held.pictures, axis=0))


def test_a_folder_is_read_as_its_zip_is(tmp_path):
    held = lines()
    data = EXPORTS["zip"].make(held)
    zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path / "set")
    (tmp_path / "set" / "labels.csv").unlink()
    (tmp_path / "set" / ".DS_Store").write_bytes(b"litter")
    found = read_set(tmp_path / "set")
    np.testing.assert_array_equal(in_order(found.held), in_order(held))
    assert found.report.form == "pictures named length_width_angle_colour_id"


def test_the_array_of_2019_is_bgr_and_counts_classes_as_told():
    """Written out by hand: a red short thin line at 15 degrees and a blue long thick one at 165."""
    held = lines()
    pictures = held.pictures[[1, 95]]
    flat = pictures[:, :, :, [2, 1, 0]].reshape(2, 2352)
    number = [((0 * 2 + 0) * 2 + 0) * 12 + 1, ((1 * 2 + 1) * 2 + 1) * 12 + 11]
    hot = np.zeros((2, 96))
    hot[[0, 1], number] = 1
    found = read_set(npz(X_train=flat[:1], y_train=hot[:1], X_test=flat[1:], y_test=hot[1:]))
    same(found.held, Labelled(pictures, np.array([[0, 0, 0, 1], [1, 1, 1, 11]])))
    assert found.report.warnings == []


@pytest.mark.parametrize("form", ["coursework", "heads"])
def test_swapped_channels_are_noticed_and_said_and_may_be_forced(form):
    held = lines(2)
    swapped = Labelled(np.ascontiguousarray(held.pictures[..., ::-1]), held.labels)
    data = io.BytesIO(EXPORTS[form].make(swapped))
    found = read_set(data)
    np.testing.assert_array_equal(in_order(found.held), in_order(held))
    assert "swapped" in found.report.warnings[0]
    forced = read_set(data, channels="bgr" if form == "coursework" else "rgb")
    np.testing.assert_array_equal(in_order(forced.held), in_order(swapped))
    assert "Only 0.0 %" in forced.report.warnings[0]


def test_a_few_wrong_colours_change_nothing():
    held = lines(5)
    labels = held.labels.copy()
    labels[:20, 2] = 1 - labels[:20, 2]
    found = read_set(npz(x=held.pictures, **heads(labels)))
    same(found.held, Labelled(held.pictures, labels))
    assert found.report.warnings == []


def heads(labels):
    return {
        f"y_{name}": arrays.one_hot(labels[:, i], count)
        for i, (name, count) in enumerate([("length", 2), ("width", 2), ("colour", 2), ("angle", 12)])
    }


def test_the_older_numbers_that_collide_are_told_apart_by_colour():
    held = lines(3)
    length, width, colour, angle = held.labels.T
    older = 42 * length + 24 * width + 12 * colour + angle
    assert len(np.unique(older)) == 90
    flat = held.pictures[..., ::-1].reshape(len(held), -1)
    found = read_set(npz(X_train=flat, y_train=np.eye(96)[older]))
    same(found.held, held)
    assert "older files" in found.report.warnings[0]


@given(st.integers(0, 95))
def test_older_labels_are_undone_for_every_class(index):
    labels = labels_of(np.array([index]))
    number = labels @ np.array([42, 24, 12, 1])
    np.testing.assert_array_equal(class_numbering.older_labels(number, labels[:, 2] == 1), labels)


def test_a_csv_names_classes_or_numbers_them():
    held = lines()
    rows = ["width;FILE;Length;angle;colour;remark", "thick;b.png;long;165;1;", "0;a.png;0;15;red;first"]
    files = {"my/a.png": png(held.pictures[1]), "my/b.png": png(held.pictures[95]), "my/l.csv": "\n".join(rows)}
    found = read_set(zipped(files))
    same(found.held, Labelled(held.pictures[[1, 95]], held.labels[[1, 95]]))
    assert found.report.form == "pictures with a labels CSV"


def test_what_is_refused_is_counted_and_the_first_are_named():
    held = lines()
    good, large = png(held.pictures[0]), png(np.zeros((30, 30, 3), np.uint8))
    files = {"0_0_0_0_1.png": good, "hello.png": good, "0_0_12_0_2.png": good, "0_0_0_0_3.png": large}
    files |= {"0_0_0_0_4.png": b"no picture", "readme.txt": "hello", "0_0_0_0_5.png": good[:60]}
    report = read_set(zipped(files)).report
    assert (report.read, report.refused) == (1, 6)
    assert sum(report.reasons.values()) == 6
    assert report.reasons["Not 28 x 28 pixels."] == 1
    assert report.reasons["Damaged or cut off."] == 1
    assert sum(count for why, count in report.reasons.items() if "length_width_angle" in why) == 2
    assert report.named[0].startswith("hello.png: ")
    assert len(report.named) == 5


@pytest.mark.parametrize("stem", ["", "1_1_9_0", "2_0_0_0_1", "0_0_12_0_1", "1_1_9_0_-3", "1_1_9_0_3.jpg", "a_b_c_d_e"])
def test_other_file_names_are_refused_in_words(stem):
    held = lines()
    good = {f"{file_stem(row, number)}.png": png(held.pictures[number]) for number, row in enumerate(held.labels)}
    imported = read_set(zipped(good | {f"folder/{stem}.png": png(held.pictures[0])}))
    assert len(imported.held) == len(good)
    ((reason, count),) = imported.report.reasons.items()
    assert count == 1
    assert "length_width_angle_colour_id" in reason


def test_a_csv_and_its_files_need_not_fit():
    picture = png(lines().pictures[0])
    rows = "file,length,width,colour,angle\na.png,0,0,0,0\na.png,1,0,0,0\nb.png,0,0,0,0\nc.png,huge,0,0,0\nd.png\n"
    report = read_set(zipped({"l.csv": rows, **dict.fromkeys(["a.png", "c.png", "d.png", "e.png"], picture)})).report
    assert report.read == 1
    assert {why.split(".")[0] for why in report.reasons} == {
        "Listed twice in the CSV; the first line counts",
        "Listed in the CSV, but not there",
        "Not listed in the CSV",
        "Its length is no class: neither of short, long nor a number from 0",
    }


def test_rows_of_arrays_that_are_no_pictures_or_have_no_clear_label_are_refused():
    held = lines()
    levels = held.pictures.astype(np.float32)
    levels[3, 0, 0, 0], levels[4, 0, 0, 0], levels[5, 0, 0, 0] = np.nan, 256, 0.5
    labels = heads(held.labels)
    labels["y_angle"][6] = 0
    labels["y_width"][7] = 1
    found = read_set(npz(x=levels, **labels))
    kept = np.setdiff1d(np.arange(96), range(3, 8))
    same(found.held, Labelled(held.pictures[kept], held.labels[kept]))
    assert list(found.report.reasons.values()) == [3, 2]
    assert found.report.named[0].startswith("x row 3: ")


def test_levels_from_0_to_1_are_not_taken_for_black():
    with pytest.raises(ImportFailed, match="brightest level is 1"):
        read_set(npz(x=(lines().pictures > 0).astype(np.float32), **heads(lines().labels)))


def test_many_pictures_are_read_in_chunks_that_fit_together(monkeypatch):
    held = lines(3)
    monkeypatch.setattr("data.imports.limits.CHUNK", 7)
    same(read_set(io.BytesIO(arrays.by_head(held))).held, held)


def test_pictures_with_two_labels_are_counted():
    held = lines()
    twice = Labelled(held.pictures[[0, 0, 0, 5]], held.labels[[0, 3, 0, 5]])
    report = read_set(io.BytesIO(arrays.ours(twice))).report
    assert (report.distinct, report.contradicting) == (2, 1)
    assert report.by_property()["angle"]["45"] == 1


def test_the_terminal_prints_the_report_and_keeps_the_set(tmp_path, capsys):
    held = lines()
    file, kept = tmp_path / "set.zip", tmp_path / "kept.npz"
    file.write_bytes(EXPORTS["zip"].make(held))
    assert importer.main([str(file), "--json", "--out", str(kept)]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(read_set(file).report.to_json()))
    same(read_set(kept).held, held)
    assert importer.main([str(file)]) == 0
    assert "96 pictures read, 96 distinct; 0 refused." in capsys.readouterr().out
    assert importer.main([str(tmp_path / "none.zip")]) == 1
    assert "There is no file" in capsys.readouterr().err


def test_only_numpy_and_pillow_are_needed(tmp_path):
    """It runs where nothing else is installed: in a process that may import no other package."""
    file = tmp_path / "set.zip"
    file.write_bytes(EXPORTS["zip"].make(lines()))
    shutil.copytree(ROOT / "data", tmp_path / "data")
    code = (
        "import sys; from data import importer; code = importer.main([sys.argv[1]]);"
        "tops = {name.split('.')[0] for name in sys.modules};"
        "sys.exit(code or bool(tops & {'streamlit', 'tensorflow', 'keras', 'pandas', 'model', 'ui', 'training'}))"
    )
    assert subprocess.run([sys.executable, "-c", code, str(file)], cwd=tmp_path, capture_output=True).returncode == 0
