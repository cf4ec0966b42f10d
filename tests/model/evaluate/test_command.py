"""`python -m model.evaluate`: what a network is worth on a file of one's own."""

import json
import subprocess
import sys

import numpy as np
import pytest

from data.export import EXPORTS
from data.labelled_set import Labelled
from data.sample import SamplerSettings, sample
from model.evaluate import evaluate
from model.evaluate.__main__ import main
from model.heads import HEADS
from model.predict import shipped

DRAWN = sample(SamplerSettings(per_class=1, noise=30, seed=4))
HELD = Labelled(DRAWN.pictures[np.r_[:96, :4]], DRAWN.labels[np.r_[:96, :4]])  # four stand in it twice


@pytest.fixture
def set_file(tmp_path):
    def write(form):
        path = tmp_path / f"set{EXPORTS[form].ending}"
        path.write_bytes(EXPORTS[form].make(HELD))
        return str(path)

    return write


@pytest.mark.parametrize("form", ["zip", "npz", "coursework", "heads"])
def test_it_prints_the_scores_on_every_form(set_file, capsys, form):
    assert main(["--data", set_file(form), "--network", "fast", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    judged = evaluate(shipped("fast")(HELD.pictures), HELD.labels)
    assert list(shown) == ["pictures", "distinct", *HEADS, "average", "exact"]
    assert (shown["pictures"], shown["distinct"]) == (100, 96)
    assert {head: shown[head] for head in HEADS} == pytest.approx(judged.accuracy, abs=0.011)  # one picture
    assert shown["exact"] == pytest.approx(judged.exact_accuracy, abs=0.011)
    assert shown["average"] == pytest.approx(np.mean([shown[head] for head in HEADS]))
    assert 0.05 < shown["exact"] < 0.95  # else equal numbers would say little


def test_without_json_it_prints_a_table(set_file, capsys):
    assert main(["--data", set_file("npz")]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [row[0] for row in rows] == ["pictures", "distinct", *HEADS, "average", "exact"]
    assert rows[0][1] == "100"
    assert all(row[-1].endswith("%") for row in rows[2:])


def test_how_the_labels_were_understood_goes_to_stderr(set_file, capsys):
    assert main(["--data", set_file("zip"), "--network", "fast", "--json"]) == 0
    assert "Note: Labels: length by " in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, b"", b"no archive"])
def test_what_cannot_be_read_is_said_in_words(tmp_path, capsys, content):
    path = tmp_path / "set.npz"
    if content is not None:
        path.write_bytes(content)
    assert main(["--data", str(path)]) == 2
    shown = capsys.readouterr()
    assert (shown.out, "set.npz: " in shown.err, shown.err.endswith(".\n")) == ("", True, True)


def test_unknown_networks_and_runs_are_refused(set_file, capsys):
    path = set_file("npz")
    assert main(["--data", path, "--network", "slow"]) == 2
    assert main(["--data", path, "--run", "nosuchrun"]) == 2
    shown = capsys.readouterr().err
    assert "Choose one of these" in shown
    assert "nosuchrun" in shown


@pytest.mark.slow
def test_judging_never_loads_tensorflow(set_file):
    code = (
        "import sys; from model.evaluate.__main__ import main; main(sys.argv[1:]);"
        "sys.exit(any(name in sys.modules for name in ('tensorflow', 'keras', 'dask')))"
    )
    subprocess.run([sys.executable, "-c", code, "--data", set_file("npz")], check=True, capture_output=True)
