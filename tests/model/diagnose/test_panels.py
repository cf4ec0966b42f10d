"""Every panel is documented, says one sentence at a time, and draws what there is."""

from pathlib import Path

import numpy as np
import pytest

from model.diagnose import PANELS, GradientSample, diagnose
from model.heads import HEADS
from runs.home import REPOSITORY

SECTIONS = Path(REPOSITORY, "docs/diagnostics.md").read_text().split("\n## ")


def test_every_panel_has_its_section_and_the_first_words_say_diagnostic_not_verdict():
    assert [section.splitlines()[0] for section in SECTIONS[1 : 1 + len(PANELS)]] == [
        panel.label for panel in PANELS.values()
    ]
    assert "a diagnostic, not a verdict" in SECTIONS[0]
    assert "0-37 % for angle" in SECTIONS[0]


@pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)
def test_the_texts_of_a_panel_are_sentences(panel):
    for text in (panel.about, panel.learns, panel.source):
        assert text.endswith(".")
        assert text[0].isupper()
    assert len(panel.about) < 130
    assert len(panel.learns) < 130
    assert panel.formula


def test_the_panels_draw_everything_that_is_measured():
    size = 6
    look = GradientSample(
        jacobians=np.ones((2, len(HEADS), size)),
        filters={"dense": [(slice(0, size), (2, 3))]},
        **dict.fromkeys(("weights", "losses", "first_losses", "accuracies"), np.ones(len(HEADS))),
    )
    drawn = {key for panel in PANELS.values() if not panel.of_point for key in panel.keys}
    assert drawn == set(diagnose(look))
