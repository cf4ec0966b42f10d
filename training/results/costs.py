"""What the networks of runs cost: how large they are, how fast they trained and how fast they answer. No Streamlit."""

from collections.abc import Sequence
from statistics import median

from model.networks.plan import Plan, plan
from runs.history import HistoryPoint
from training.results.measures import RunMeasure
from training.run import Run
from training.settings import RunSettings


def plan_of(settings: RunSettings | None) -> Plan | None:
    """The layers of a run's network, if it is a design."""
    design = settings and settings.built_design
    return plan(design) if design else None


def rate_of(points: Sequence[HistoryPoint]) -> float | None:
    """Pictures a second while a run trained; waiting, pausing and a slower pace do not count."""
    rates = [point.rate for point in points if point.rate]
    return median(rates) if rates else None


def cost_measures(
    runs: Sequence[Run], curves: Sequence[Sequence[HistoryPoint]], milliseconds: Sequence[float | None]
) -> list[RunMeasure]:
    """The costs side by side.

    Args:
        curves: The points of each run.
        milliseconds: Of each network for one answer; None where there is none to ask.
    """
    plans = [plan_of(run.readable) for run in runs]
    parameters = [float(plan.parameters) if plan else None for plan in plans]
    operations = [float(plan.operations) if plan else None for plan in plans]
    return [
        RunMeasure("parameters", parameters, "count"),
        RunMeasure("multiply-adds a picture", operations, "count"),
        speed(curves),
        RunMeasure("one answer", list(milliseconds), "milliseconds"),
    ]


def speed(curves: Sequence[Sequence[HistoryPoint]]) -> RunMeasure:
    """How fast the runs went through their pictures."""
    rates = [rate_of(points) for points in curves]
    return RunMeasure("pictures a second in training", rates, "count", higher_is_better=True)
