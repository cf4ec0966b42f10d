import json
import subprocess
import sys
import threading

import numpy as np
import pytest
from PIL import Image

from data.sample import SamplerSettings, sample
from model.heads import HEADS
from model.predict import answers, shipped, shipped_names
from model.predict.__main__ import main
from model.predict.predictor import UnknownNetwork
from model.predict.timing import microseconds
from model.scores import accuracies

LINES = sample(SamplerSettings(per_class=2, seed=11))


@pytest.fixture
def picture_file(tmp_path):
    path = tmp_path / "line.png"
    Image.fromarray(LINES.pictures[0]).save(path)
    return path


def test_three_networks_are_shipped_and_robust_comes_first():
    assert shipped_names() == ("robust", "fast", "coursework-v3")


@pytest.mark.parametrize("name", ["robust", "fast"])
def test_shipped_networks_know_the_task(name):
    assert accuracies(shipped(name)(LINES.pictures), LINES.labels)["exact"] > 0.98


def test_speed_is_the_median_of_answers_for_one_picture_each():
    asked = []
    assert 0 <= microseconds(asked.append, LINES.pictures[:2], repeats=3) < 1e4
    assert [(len(one), (one == LINES.pictures[i % 2]).all()) for i, one in enumerate(asked)] == [(1, True)] * 3
    assert 1 < microseconds(shipped("fast"), LINES.pictures, repeats=3) < 1e5


def test_every_answer_names_the_likeliest_class_of_every_head():
    for answer in answers(shipped("robust")(LINES.pictures[:4])):
        assert list(answer) == list(HEADS)
        for name, head in answer.items():
            assert list(head["probabilities"]) == list(HEADS[name].classes)
            assert head["class"] == max(head["probabilities"], key=head["probabilities"].get)
            assert sum(head["probabilities"].values()) == pytest.approx(1, abs=1e-4)


def test_threads_may_share_a_predictor():
    predictor, wrong = shipped("robust"), []
    expected = [predictor(LINES.pictures[i : i + 1])["angle"] for i in range(4)]

    def ask(i):
        given = [predictor(LINES.pictures[i : i + 1])["angle"] for _ in range(100)]
        wrong.extend(answer for answer in given if not np.allclose(answer, expected[i], atol=1e-6))

    threads = [threading.Thread(target=ask, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_an_unknown_network_is_named_with_those_that_are():
    with pytest.raises(UnknownNetwork, match="robust, fast"):
        shipped("slow")


def test_the_command_prints_one_json_object_a_file(picture_file, capsys):
    assert main([str(picture_file), str(picture_file), "--json"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == second
    assert first["file"] == str(picture_file)
    assert first["length"]["class"] == "short"


def test_the_command_says_what_is_wrong_with_a_file(tmp_path, picture_file, capsys):
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    assert main([str(broken), str(picture_file)]) == 1
    shown = capsys.readouterr()
    assert "broken.png" in shown.err
    assert "line.png" in shown.out


def test_the_command_refuses_unknown_networks_and_runs(picture_file, capsys):
    assert main([str(picture_file), "--network", "slow"]) == 2
    assert main([str(picture_file), "--run", "nosuchrun"]) == 2
    assert "nosuchrun" in capsys.readouterr().err


@pytest.mark.slow
def test_predicting_never_loads_tensorflow(picture_file):
    code = (
        "import sys; from model.predict.__main__ import main; main(sys.argv[1:]);"
        "sys.exit(any(name in sys.modules for name in ('tensorflow', 'keras', 'dask')))"
    )
    subprocess.run([sys.executable, "-c", code, str(picture_file)], check=True, capture_output=True)
