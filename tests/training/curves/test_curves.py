"""Curves as CSV and as TensorBoard's event files, which TensorBoard's own reader reads back."""

import csv
import io
import struct
import subprocess
import sys
import zipfile

import pytest

from model.heads import HEADS
from runs.history import HistoryPoint
from training.curves import CURVE_FORMATS, RunCurve
from training.curves.curve import flat_numbers
from training.curves.events import folder

STARTED = 1_700_000_000.0


def point(step, validated=True):
    heads = {head: step + number / 10 for number, head in enumerate(HEADS)}
    return HistoryPoint(
        step=step,
        epoch=step / 100,
        seconds=step / 10,
        weights=dict.fromkeys(HEADS, 2.0),
        loss=heads,
        validation_accuracy=heads if validated else None,
        diagnostics={"cosines": [[1.0, 0.5], [0.5, 1.0]], "norms": {"angle": 3.5}},
        weight_change={"words": "up", "grew": True},
    )


def curve(run_id="aaaa2222", name="Fast", steps=(0, 20, 40)):
    points = [point(step, validated=step != 20) for step in steps]
    return RunCurve(run_id=run_id, name=name, started=STARTED, points=points)


def table(*curves):
    return list(csv.DictReader(io.StringIO(CURVE_FORMATS["csv"].make(curves).decode())))


def scalars(folder):
    """{(tag, step): (value, wall time)} as TensorBoard reads them."""
    from tensorboard.backend.event_processing.event_file_loader import EventFileLoader

    (path,) = folder.iterdir()
    found = {}
    for event in EventFileLoader(str(path)).Load():
        for value in event.summary.value:
            found[value.tag, event.step] = value.tensor.float_val[0], event.wall_time
    return found


def unpacked(tmp_path, *curves):
    with zipfile.ZipFile(io.BytesIO(CURVE_FORMATS["tensorboard"].make(curves))) as archive:
        archive.extractall(tmp_path)
    return {one.name: scalars(one) for one in tmp_path.iterdir()}


def test_a_row_for_each_point_and_a_column_for_each_number():
    rows = table(curve())
    assert [row["step"] for row in rows] == ["0", "20", "40"]
    assert rows[2]["val_accuracy.angle"] == "40.3"
    assert rows[1]["val_accuracy.angle"] == ""
    assert rows[0]["probe.norms.angle"] == "3.5"
    assert not {"change.grew", "change.words", "probe.cosines", "run"} & set(rows[0])


def test_several_runs_are_told_apart_by_the_first_column():
    rows = table(curve(), curve("bbbb3333", steps=(0, 5)))
    assert [(row["run"], row["step"]) for row in rows][2:] == [("aaaa2222", "40"), ("bbbb3333", "0"), ("bbbb3333", "5")]
    assert next(iter(rows[0])) == "run"


@pytest.mark.slow  # its reader loads TensorFlow where there is one
def test_tensorboard_reads_every_scalar_back(tmp_path):
    held = curve()
    (found,) = unpacked(tmp_path, held).values()
    wanted = {}
    for one in (point.to_json() for point in held.points):
        named = {"weight" if name == "weights" else name: value for name, value in one.items() if name != "step"}
        for tag, value in flat_numbers(named, "/").items():
            wanted[tag, one["step"]] = (struct.unpack("f", struct.pack("f", value))[0], STARTED + one["seconds"])
    assert found == wanted
    assert {("loss/length", 0), ("val_accuracy/angle", 40), ("weight/colour", 20)} <= set(found)
    assert ("val_accuracy/angle", 20) not in found


@pytest.mark.slow  # its reader loads TensorFlow where there is one
def test_every_run_has_a_folder_of_its_own(tmp_path):
    found = unpacked(tmp_path, curve(), curve("bbbb3333", "../Mine: <b> & yours", steps=(7,)))
    assert set(found) == {"fast-aaaa2222", "mine-b-yours-bbbb3333"}
    assert found["mine-b-yours-bbbb3333"]["loss/length", 7][0] == 7.0


@pytest.mark.parametrize("name", ["..", "///", "", "é" * 50, "a" * 300])
def test_a_folder_is_a_plain_name_whatever_the_run_is_called(name):
    assert folder(curve(name=name)).replace("-", "").isalnum()
    assert folder(curve(name=name)).endswith("aaaa2222")
    assert len(folder(curve(name=name))) < 60


@pytest.mark.parametrize("form", CURVE_FORMATS)
def test_equal_curves_give_equal_files_and_no_points_are_no_error(form):
    assert CURVE_FORMATS[form].make([curve()]) == CURVE_FORMATS[form].make([curve()])
    CURVE_FORMATS[form].make([curve(steps=())])


@pytest.mark.slow
def test_the_files_are_written_without_tensorflow():
    code = (
        "import sys; from runs.history import HistoryPoint; from training.curves import CURVE_FORMATS, RunCurve; "
        "one = RunCurve(run_id='a', name='b', started=0, points=[HistoryPoint(step=1, total_loss=2.0)]); "
        "[form.make([one, one]) for form in CURVE_FORMATS.values()]; "
        "sys.exit(bool({'tensorflow', 'keras', 'torch', 'tensorboard', 'dask'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
