"""Colours of the theme that text is read in."""

import tomllib

import pytest

from runs.home import REPOSITORY

_HOVERED = 0.2  # of the primary colour, which Streamlit lays under a chosen button that is hovered
_CONTRAST = 4.5  # WCAG 2.2, 1.4.3


def rgb(colour):
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def luminance(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_chosen_button_can_be_read_when_it_is_hovered(name):
    theme = tomllib.loads((REPOSITORY / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][name]
    text, page = rgb(theme["primaryColor"]), rgb(theme["backgroundColor"])
    ground = [_HOVERED * a + (1 - _HOVERED) * b for a, b in zip(text, page, strict=True)]
    low, high = sorted((luminance(text), luminance(ground)))
    assert (high + 0.05) / (low + 0.05) >= _CONTRAST
