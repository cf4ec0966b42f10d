"""Presets: a named network with the settings it is trained with. Add yours to `PRESETS`."""

from dataclasses import dataclass, replace
from typing import Any

from model.heads import HEADS
from model.networks import CUSTOM
from model.networks.design import Design
from model.networks.known import DESIGNS
from training.settings import CLIPPED, RunSettings


@dataclass(frozen=True, slots=True)
class Preset:
    label: str
    about: str  # one sentence
    settings: RunSettings

    @property
    def name(self) -> str:
        return self.settings.preset


def _coursework(name: str, **changes: Any) -> RunSettings:
    """As in 2019: 1,000 pictures drawn per class, plain Adam at 1e-3, the loss of Keras 2; but split honestly."""
    given: dict[str, Any] = {"loss_from": CLIPPED, "positions": "coursework", "per_class": 1_000}
    return RunSettings(preset=name, network=name, **given, **changes)


def _single(head: str) -> "Preset":
    """One head alone on the trunk of fast: what that head loses or wins by the others is measured against it."""
    about = f"Fast, but only {head} is trained: the baseline that says what the other heads cost it."
    weights = {name: float(name == head) for name in HEADS}
    return Preset(f"{head.capitalize()} alone", about, replace(_FAST, preset=f"single-{head}", weights=weights))


_FAST = RunSettings(
    preset="fast",
    network="fast",
    learning_rate=6e-3,
    schedule="one-cycle",
    optimizer_parameters={"beta_2": 0.98},
    batch_size=32,
    epochs=1.0,
)
_SLOWER = replace(_FAST, optimizer_parameters={"beta_2": 0.99})
_PRESETS = (
    Preset("Fast", "Our small network and recipe: solves the task in seconds.", _FAST),
    Preset("Robust",
           "Reads lines of any angle and of every painter, under noise too: the one that answers on Explore.",
           replace(_SLOWER, preset="robust", network="robust", learning_rate=2.5e-3, batch_size=64, epochs=12,
                   painters=("hard", "smooth", "subpixel", "pillow"), positions="both", free_lines=0.6, noise=6,
                   redraw=True)),
    Preset("Coursework v1",
           "The first try of 2019: two convolutions, a large flat layer; the angle head stays behind.",
           _coursework("coursework-v1", batch_size=12_800, epochs=10)),
    Preset("Coursework v2", "The second try of 2019: pooling, and deeper heads for length and angle.",
           _coursework("coursework-v2", batch_size=6_400, epochs=15)),
    Preset("Coursework v3", "The last of 2019: fewer parameters, small initial weights, loss weights 5/2/1/50.",
           _coursework("coursework-v3", batch_size=3_200, epochs=15,
                       weights={"length": 5.0, "width": 2.0, "colour": 1.0, "angle": 50.0})),
    *map(_single, HEADS),
    Preset("One head",
           "Question 1 of 2019: a single softmax over the 96 classes, and the four heads are read from it.",
           replace(_SLOWER, preset="one-head", network="one-head", learning_rate=3e-3, batch_size=128, epochs=2)),
    Preset("Own network", "Trunk and heads as you build them, trained with the recipe of fast.",
           replace(_FAST, preset="custom", network=CUSTOM, design=replace(DESIGNS["fast"], name=Design().name))),
)  # fmt: skip

PRESETS: dict[str, Preset] = {preset.name: preset for preset in _PRESETS}


def default_run_name(settings: RunSettings) -> str:
    """What a run is called: as its own network is, or its preset."""
    if settings.design:
        return settings.design.name
    return PRESETS[settings.preset].label if settings.preset in PRESETS else settings.network
