"""The flags of `python -m training`, and the settings that they say."""

import argparse
import json
from dataclasses import replace
from typing import Any

from data.split import SPLITS
from model.balance import METHODS
from model.heads import HEADS
from model.networks import CUSTOM, link
from model.networks.design import Design, DesignError
from training import imported_data
from training.loop.optimizers import OPTIMIZERS
from training.presets import PRESETS
from training.settings import LOSSES_FROM, SCHEDULES, RunSettings, SettingsError

_DESCRIPTION = "`python -m training --preset fast --seed 0`: train a network and print what it is worth."
GIVEN_AS_IS = (
    *("seed", "split", "epochs", "learning_rate", "batch_size", "schedule", "per_class", "free_lines", "redraw"),
    *("method", "optimizer", "loss_from", "clip", "l2", "optimizer_reset", "exact_shares"),
)


def settings_from_options(options: argparse.Namespace) -> RunSettings:
    """The preset's settings with what the command line changes.

    Raises:
        SettingsError: A value is not allowed.
    """
    preset = _on_own_data(PRESETS[options.preset].settings, options)
    changes = {name: value for name in GIVEN_AS_IS if (value := getattr(options, name)) is not None}
    if options.per_class == 0:
        changes["per_class"] = None
    if design := design_from_options(options):
        changes |= {"network": CUSTOM, "design": design}
    for family in ("method", "optimizer"):
        _change_family(changes, preset, family, getattr(options, f"{family}_parameters"))
    settings = replace(preset, weights=preset.weights | parse_weights(options.weights), **changes)
    if settings.joint and options.weights:
        raise SettingsError(
            f"A network with one answer has one loss. Received: --weights {options.weights}. Leave --weights out."
        )
    return settings


def _on_own_data(preset: RunSettings, options: argparse.Namespace) -> RunSettings:
    """The preset with what is usual on the imported set and from the weights that the command line names."""
    if options.split:
        preset = replace(preset, split=options.split)
    if options.data:
        preset = imported_data.settings_for_set(preset, imported_data.set_key(options.data))
    return imported_data.settings_from_start(preset, options.start) if options.start else preset


def design_from_options(options: argparse.Namespace) -> Design | None:
    """The network of one's own that the command line names.

    Raises:
        SettingsError: There is no such file, or it holds no design that is allowed.
    """
    try:
        if options.network_file:
            with open(options.network_file, encoding="utf-8") as file:
                return Design.from_json(json.loads(file.read(link.JSON_AT_MOST)))
        return link.from_text(options.design) if options.design else None
    except DesignError as error:
        raise SettingsError(str(error)) from error
    except (OSError, ValueError, RecursionError) as error:
        reason = "it is no text" if isinstance(error, UnicodeDecodeError) else error
        raise SettingsError(
            f"--network-file takes a JSON file with a design, as a run's settings.json has it. "
            f"Received: {options.network_file!r} ({reason}). Save one on the Train page."
        ) from error


def _change_family(changes: dict[str, Any], preset: RunSettings, family: str, text: str) -> None:
    """The parameters of a method or an optimiser; another one than the preset's starts from its own defaults."""
    same = changes.get(family, getattr(preset, family)) == getattr(preset, family)
    known = getattr(preset, f"{family}_parameters") if same else {}
    changes[f"{family}_parameters"] = known | parse_numbers(text, f"--{family}-parameters", "NAME")


def parse_weights(text: str) -> dict[str, float]:
    """`length=5,angle=50` as a dict; heads that are not named keep their weight.

    Raises:
        SettingsError: A part is not HEAD=NUMBER.
    """
    weights = parse_numbers(text, "--weights", "HEAD")
    if unknown := set(weights) - set(HEADS):
        raise SettingsError(
            f"Heads are {', '.join(HEADS)}. Received: {', '.join(sorted(unknown))!r}. "
            "Write for example --weights length=5,width=2,colour=1,angle=50"
        )
    return weights


def parse_numbers(text: str, flag: str, what: str) -> dict[str, float]:
    """`a=1.5,b=2` as a dict.

    Raises:
        SettingsError: A part is not NAME=NUMBER.
    """
    numbers = {}
    for part in filter(None, text.split(",")):
        name, _, value = part.partition("=")
        try:
            numbers[name.strip()] = float(value)
        except ValueError:
            example = "length=5,angle=50" if what == "HEAD" else "rate=0.02"
            raise SettingsError(
                f"{flag} takes {what}=NUMBER, separated by commas. Received: {part!r}. "
                f"Write for example {flag} {example}"
            ) from None
    return numbers


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description=_DESCRIPTION)
    add = parser.add_argument
    add("--preset", choices=PRESETS, default="fast")
    own = parser.add_mutually_exclusive_group()
    own.add_argument("--network-file", metavar="FILE", help="a network of your own: its design as JSON")
    own.add_argument("--design", metavar="TEXT", help="the same as it stands in a link of the Train page")
    add("--data", metavar="SET", help="an imported set (name or key), or a file; else lines are drawn")
    add("--start", metavar="NAME", help="a shipped network or a run whose weights are the first ones")
    add("--weights", default="", help="loss weights: length=5,width=2,colour=1,angle=50")
    add("--seed", type=int)
    add("--split", choices=SPLITS)
    add("--epochs", type=float)
    add("--learning-rate", type=float)
    add("--batch-size", type=int)
    add("--schedule", choices=SCHEDULES)
    add("--method", choices=METHODS, help="what chooses the loss weights of each step")
    add("--method-parameters", metavar="NAME=X,...", default="")
    add("--optimizer", choices=OPTIMIZERS)
    add("--optimizer-parameters", metavar="NAME=X,...", default="", help="such as momentum=0.9")
    add("--loss-from", choices=LOSSES_FROM, help="logits: stable; clipped-probabilities: as Keras 2 had it")
    add("--clip", type=float, help="the most that the norm of all gradients together may be; 0: any")
    add("--l2", type=float, help="added to the loss: this times the sum of all squared kernel weights")
    add("--optimizer-reset", type=int, metavar="STEP", help="wipe the optimiser's state after this step; 0: never")
    add("--exact-shares", action="store_true", default=None, help="split every step by head, at twice the time")
    add("--probe", type=int, help="gradient diagnostics every so many steps, into curve.json")
    add("--per-class", type=int, help="pictures drawn per class; 0: every distinct placement once")
    add("--free-lines", type=float, metavar="SHARE", help="of lines of any angle, 0 to 1; the others lie on the grid")
    add("--redraw", action=argparse.BooleanOptionalAction, help="draw the training pictures anew for every epoch")
    add("--out", metavar="FOLDER", help="leave network, weights, settings and curve there")
    add("--json", action="store_true", help="print one JSON object at the end, and nothing else")
    return parser
