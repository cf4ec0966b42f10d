import json

import pytest

from model.heads import HEADS
from training.__main__ import main, parse_weights
from training.settings import SettingsError


def test_weights_are_read_from_text():
    assert parse_weights("length=5,width=2,colour=1,angle=50") == {"length": 5, "width": 2, "colour": 1, "angle": 50}
    assert parse_weights("angle=.5") == {"angle": 0.5}
    assert parse_weights("") == {}


@pytest.mark.parametrize("text", ["5,2,1,50", "angle=fast", "size=3", "angle=1;length=2"])
def test_other_text_is_refused_with_an_example(text):
    with pytest.raises(SettingsError, match="--weights length=5"):
        parse_weights(text)


def test_settings_that_are_not_allowed_are_said_in_words(capsys):
    assert main(["--epochs", "0"]) == 2
    assert "`epochs` must be a number from" in capsys.readouterr().err


@pytest.mark.slow
def test_the_command_prints_one_json_object_and_leaves_the_files(tmp_path, capsys):
    assert main(["--preset", "fast", "--epochs", "0.05", "--json", "--seed", "3", "--out", str(tmp_path)]) == 0
    report = json.loads(capsys.readouterr().out)
    assert {"preset", "seed", "split", "epochs", "parameters", "wall_s", "cpu_s", "test"} <= set(report)
    assert list(report["test"]) == [*HEADS, "average", "exact"]
    assert {path.name for path in tmp_path.iterdir()} == {
        "network.tflite",
        "weights.npz",
        "settings.json",
        "curve.json",
    }
