"""The report as a list of blocks. Add a part to `SECTIONS`, or to `COMPARED` for several runs."""

from collections.abc import Callable, Iterable

from ui.report import about, curves, mistakes, scores, side_by_side
from ui.report.blocks import Block, Heading, Listing, Paragraph
from ui.report.facts import Facts, RunFacts, no_maps_reason
from ui.report.inferences import run_findings
from ui.report.verdicts import comparison_findings

_Part = Callable[[RunFacts], list[Block]]  # no blocks: the part and its heading are left out
_NOTHING = "The results allow no conclusion."


def _sentences(findings: list[str]) -> list[Block]:
    return [Listing(tuple(findings)) if findings else Paragraph(_NOTHING)]


SECTIONS: dict[str, _Part] = {
    "Findings": lambda run: _sentences(run_findings(run)),
    "Results": scores.results_section,
    "Learning curves": curves.learning_curves_section,
    "Steps to 95 %": curves.solved_section,
    "Confusion matrices": scores.confusion_section,
    "Calibration": scores.calibration_section,
    "Mistakes": mistakes.mistakes_section,
    "Attribution maps": mistakes.attribution_section,
    "Network": about.network_section,
    "Settings": about.settings_section,
    "Every class": scores.class_scores_section,
}
IN_COMPARISON = ("Findings", "Results", "Confusion matrices")  # of each run
COMPARED: dict[str, Callable[[Facts], list[Block]]] = {
    "Findings": lambda facts: _sentences(comparison_findings(facts)),
    "Settings that differ": side_by_side.settings_compared,
    "Results side by side": side_by_side.results_compared,
    "Learning curves": side_by_side.learning_curves_compared,
}


def report_blocks(facts: Facts) -> list[Block]:
    """The whole report."""
    run, *others = facts.runs
    if others:
        return [*about.title_blocks(facts), *_comparison(facts)]
    return [*about.title_blocks(facts), *about.status_blocks(run), *_run_sections(run, SECTIONS)]


def _comparison(facts: Facts) -> list[Block]:
    blocks = side_by_side.runs_table(facts)
    for title, part in COMPARED.items():
        blocks += [Heading(title), *part(facts)]
    for run in facts.runs:
        titles = [*IN_COMPARISON, *(["Attribution maps"] if run.attributions else [])]
        blocks += [Heading(f"{run.label}: {run.record.name}"), *about.status_blocks(run), *about.command_blocks(run)]
        blocks += _run_sections(run, titles, level=3)
    reason = no_maps_reason(facts)
    return [*blocks, *([Paragraph(reason, quiet=True)] if reason else [])]


def _run_sections(run: RunFacts, titles: Iterable[str], level: int = 2) -> list[Block]:
    parts = {title: SECTIONS[title](run) for title in titles}
    return [block for title, blocks in parts.items() if blocks for block in (Heading(title, level), *blocks)]
