"""Position maps against single predictions."""

import numpy as np
import pytest

from data.line import FRAME
from data.paint import paint
from model.heads import HEADS
from model.predict import shipped
from model.probe import position_maps
from tests.model.probe.toys import line, scene


@pytest.mark.parametrize("painter", ["hard", "smooth"])
def test_every_square_is_the_answer_to_that_one_picture(painter):
    predict = shipped("coursework-v3")
    maps = position_maps(scene(painter), predict)
    assert len(maps.pictures) == FRAME * FRAME
    half = (line().ends[0, 1] - line().ends[0, 0]) / 2
    for row, column in [(0, 0), (3, 20), (14, 14), (27, 5), (27, 27)]:
        middle = np.array((column + 0.5, FRAME - row - 0.5))
        picture = paint(line(start=tuple((middle - half).round(9).tolist())), painter)
        place = row * FRAME + column
        np.testing.assert_array_equal(maps.pictures[place], picture[0])
        alone = predict(picture)
        for head in HEADS:
            np.testing.assert_allclose(maps.probabilities[head][place], alone[head][0], atol=1e-5)
        inside = ((middle - np.abs(half) >= 0) & (middle + np.abs(half) <= FRAME)).all()
        assert maps.inside[place] == inside
