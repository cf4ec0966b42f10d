import json

import pytest

from model.heads import HEADS
from model.networks.design import Convolution, Design, Dropout
from model.networks.link import from_text, to_text
from model.networks.plan import plan
from training.__main__ import main
from training.command_line import parse_weights, parser, settings_from_options
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


def test_a_network_of_ones_own_comes_from_a_file_or_a_text(tmp_path):
    design = Design(name="Mine", trunk=(Convolution(filters=3), Dropout()))
    file = tmp_path / "design.json"
    file.write_text(json.dumps(design.to_json()))
    for arguments in (["--network-file", str(file)], ["--design", to_text(design)]):
        settings = settings_from_options(
            parser().parse_args(["--preset", "coursework-v3", *arguments, "--batch-size", "32"])
        )
        assert (settings.preset, settings.network, settings.design) == ("coursework-v3", "custom", design)


@pytest.mark.parametrize("content", [None, "", "[", "5", '{"trunk": []}', "\ud800"])
def test_other_network_files_are_refused_in_words(tmp_path, capsys, content):
    file = tmp_path / "design.json"
    if content is not None:
        file.write_bytes(content.encode("utf-8", "surrogatepass"))
    assert main(["--network-file", str(file)]) == 2
    assert "Received: " in capsys.readouterr().err
    assert main(["--design", content or "x"]) == 2


@pytest.mark.long
@pytest.mark.slow
def test_a_network_of_ones_own_is_trained_by_the_command(capsys):
    text = to_text(Design(trunk=(Convolution(filters=4, stride=4, normalise=True), Dropout())))
    assert main(["--preset", "custom", "--design", text, "--epochs", "0.05", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["parameters"] == plan(from_text(text)).parameters
