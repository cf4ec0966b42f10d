"""The measured effect of a change of loss weights, in one or two sentences."""

from collections.abc import Mapping
from math import isclose, isfinite
from typing import Any

from model.heads import HEADS
from runs.history import HistoryPoint
from training.loop.optimizers import OPTIMIZERS
from ui.shared.format import percent

_SAME_LENGTH = 0.05  # a smaller relative change of a step's length counts as none
_SAME_SHARE = 0.02  # a smaller change of a share counts as none
_UNKNOWN = "Whose step the next one was is not known: too much of it comes from steps before that were not split."
NO_CHANGE = (
    "Apply other weights while a run trains: this line shows their effect on the next step. The next 20 steps take "
    "longer, because each of them is split by head."
)


def latest_change(points: list[HistoryPoint], optimizer: str) -> str:
    """The last weight change of a run and its effect."""
    place = next((i for i in range(len(points) - 1, -1, -1) if points[i].weight_change), None)
    change = None if place is None else points[place].weight_change
    if place is None or change is None:
        return NO_CHANGE
    step = change.get("step", points[max(0, place - 1)].step)  # it is stored with the first point after it
    later = next((point for point in reversed(points[place + 1 :]) if point.diagnostics), None)
    return " ".join(filter(None, (f"Step {step:,}: {change_text(change, optimizer)}", _since(change, later))))


def change_text(change: Mapping[str, Any], optimizer: str) -> str:
    """A change of weights, and its effect on the trunk and the heads' own layers."""
    factor = common_factor(change)
    what = f"all weights ×{factor:.3g}" if factor else ", ".join(_changed(change))
    scale_free = optimizer not in OPTIMIZERS or OPTIMIZERS[optimizer].scale_free
    name = OPTIMIZERS[optimizer].label if optimizer in OPTIMIZERS else optimizer
    describe = _common_factor_text if factor else _change_by_head
    return f"{what}. {describe(change, name, scale_free)}"


def common_factor(change: Mapping[str, Any]) -> float | None:
    """The common factor of all weights; None if there is none."""
    old, new = change["old"], change["new"]
    if any((old[head] > 0) != (new[head] > 0) for head in HEADS):
        return None
    factors = [new[head] / old[head] for head in HEADS if old[head] > 0]
    alike = factors and all(isclose(factor, factors[0], rel_tol=1e-6) for factor in factors)
    return factors[0] if alike else None


def moved_most(change: Mapping[str, Any]) -> str:
    """The head whose share of the trunk's step changed most."""
    before, after = change["share_before"], change["share_after"]
    return max(HEADS, key=lambda head: abs((after[head] or 0) - (before[head] or 0)))


def _changed(change: Mapping[str, Any]) -> list[str]:
    old, new = change["old"], change["new"]
    return [f"{head} {old[head]:g} → {new[head]:g}" for head in HEADS if old[head] != new[head]]


def _common_factor_text(change: Mapping[str, Any], name: str, scale_free: bool) -> str:
    trunk, own = change["trunk_step"], [*filter(_is_number, change["own_step"].values())]
    lengths = [trunk, *own] if _is_number(trunk) else own
    alike = bool(lengths) and all(isclose(length, lengths[0], rel_tol=_SAME_LENGTH) for length in lengths)
    if alike and not scale_free and not _is_same(lengths[0]):
        return f"Every part of the network now moves {_times(lengths[0])} as far: {name} follows the gradient."
    if not _shares_are_same(change) or (_is_number(trunk) and not _is_same(trunk)):
        return _change_by_head(change, name, scale_free)
    still = all(map(_is_same, own))
    length = f"as long as before ({_times(trunk)})" if _is_number(trunk) else "as before"
    because = f"; {name} divides a common factor out" if scale_free else ""
    what = "Nothing changed" if still else "The trunk does not change"
    words = f"{what}: the trunk's next step is {length}, with the same shares{because}."
    return words if still else f"{words} {_own_layers_text(change)}"


def _change_by_head(change: Mapping[str, Any], name: str, scale_free: bool) -> str:
    sentences = _share_text(change), _trunk_text(change, name, scale_free), _own_layers_text(change)
    return " ".join(filter(None, sentences))


def _share_text(change: Mapping[str, Any]) -> str:
    if "share_next" in change:
        return _measured_text(change)
    if _shares_are_same(change):
        return "The heads share the trunk's next step as before."
    head = moved_most(change)
    before, after = (percent(change[name][head] or 0, 0) for name in ("share_before", "share_after"))
    return f"With steady gradients {head} has {after} of the trunk's step, after {before}."


def _measured_text(change: Mapping[str, Any]) -> str:
    """What the real steps after the change were."""
    changed = [head for head in HEADS if change["old"][head] != change["new"][head]]
    head = changed[0] if len(changed) == 1 else moved_most(change)
    sentences = [
        f"{percent(change[name][head], 0)} of the {which}"
        for name, which in (("share_next", "trunk's next step"), ("share_twentieth", "twentieth"))
        if change.get(name)
    ]
    return f"{head.capitalize()} made {' and '.join(sentences)}." if sentences else _UNKNOWN


def _trunk_text(change: Mapping[str, Any], name: str, scale_free: bool) -> str:
    length = change["trunk_step"]
    if not _is_number(length):
        return ""
    if _is_same(length):
        return f"With steady gradients that step is as long as before ({_times(length)})."
    memory = f" until {name} has forgotten the gradients of before" if scale_free else ""
    return (
        f"With steady gradients that step becomes {'longer' if length > 1 else 'shorter'} ({_times(length)}){memory}."
    )


def _own_layers_text(change: Mapping[str, Any]) -> str:
    """The effect on the layers of the heads whose weight was changed."""
    changed = [head for head in HEADS if change["old"][head] != change["new"][head]]
    known = {head: change["own_step"].get(head) for head in changed if _is_number(change["own_step"].get(head))}
    if not known:
        return ""
    whose = "Its own layers take" if len(changed) == 1 else "Their own layers take"
    if all(map(_is_same, known.values())):
        return f"{whose} the same steps as before ({_times(sum(known.values()) / len(known))})."
    each = [f"{head} {_times(length)}" for head, length in known.items()]
    return f"{whose} other steps than before ({', '.join(each) if len(changed) > 1 else _times(*known.values())})."


def _since(change: Mapping[str, Any], later: HistoryPoint | None) -> str:
    """The share of the head in a later step."""
    head = moved_most(change)
    shares = ((later and later.diagnostics) or {}).get("update") or {}
    if later is None or not _is_number(shares.get(head)) or _shares_are_same(change):
        return ""
    return f"Of the step taken at {later.step:,} it made {percent(shares[head], 0)}."


def _shares_are_same(change: Mapping[str, Any]) -> bool:
    head = moved_most(change)
    return abs((change["share_after"][head] or 0) - (change["share_before"][head] or 0)) < _SAME_SHARE


def _is_same(length: float) -> bool:
    return abs(length - 1) < _SAME_LENGTH


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and isfinite(value)


def _times(length: float) -> str:
    return f"×{length:.2f}" if 0.1 <= length < 10 else f"×{length:.2g}" if length < 10 else f"×{length:,.0f}"
