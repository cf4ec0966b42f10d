"""The terminal command that repeats a run."""

from model.heads import HEADS
from model.networks.link import to_text
from training.presets import PRESETS
from training.settings import RunSettings, with_method, with_optimizer

_FLAGS = (
    *("method", "optimizer", "learning_rate", "schedule", "loss_from", "clip", "l2", "optimizer_reset"),
    *("batch_size", "epochs", "seed", "split", "per_class", "free_lines", "data", "start"),
)
SET_BY_DATA = ("learning_rate", "batch_size", "epochs")  # the command chooses these by itself for imported data


def command_line(settings: RunSettings) -> str:
    """The command that repeats the run: the preset and the differences from it."""
    preset = PRESETS[settings.preset].settings
    parts = [f"python -m training --preset {settings.preset}"]
    if settings.design and settings.design != preset.design:
        parts.append(f"--design {to_text(settings.design)}")
    if settings.weights != preset.weights:
        parts.append("--weights " + ",".join(f"{head}={settings.weights[head]:g}" for head in HEADS))
    own = settings.data or settings.start
    for name in _FLAGS:
        value = getattr(settings, name)
        if value != getattr(preset, name) or (own and name in SET_BY_DATA):
            parts.append(f"--{name.replace('_', '-')} {0 if value is None else value}")
    if settings.redraw != preset.redraw and settings.per_class is None and settings.data is None:
        parts.append("--redraw" if settings.redraw else "--no-redraw")
    parts += [*_parameters("method", settings, preset), *_parameters("optimizer", settings, preset)]
    return " ".join([*parts, "--exact-shares"] if settings.exact_shares else parts)


def _parameters(family: str, settings: RunSettings, preset: RunSettings) -> list[str]:
    """The parameters of the method or the optimiser that are not the defaults."""
    with_family = {"method": with_method, "optimizer": with_optimizer}[family]
    usual = getattr(with_family(preset, getattr(settings, family)), f"{family}_parameters")
    given = {k: value for k, value in getattr(settings, f"{family}_parameters").items() if value != usual[k]}
    return [f"--{family}-parameters " + ",".join(f"{k}={value}" for k, value in given.items())] if given else []
