"""The report as a list of blocks. Add a part to `SECTIONS`, or to `COMPARED` for several runs."""

from collections.abc import Callable

from ui.report import about, curves, mistakes, scores, side_by_side
from ui.report.blocks import Block, Heading, Listing, Paragraph
from ui.report.facts import Facts, RunFacts
from ui.report.inferences import run_findings
from ui.report.verdicts import comparison_findings

_ReportSection = Callable[[RunFacts, int], list[Block]]  # takes the level of its heading
_NOTHING = "The results allow no conclusion."


def findings_section(run: RunFacts, level: int) -> list[Block]:
    """What follows from the results."""
    return [Heading(text="Findings", level=level), _sentences(run_findings(run))]


def comparison_section(facts: Facts) -> list[Block]:
    """What follows from several runs side by side."""
    return [Heading(text="Findings"), _sentences(comparison_findings(facts))]


def _sentences(findings: list[str]) -> Block:
    return Listing(items=tuple(findings)) if findings else Paragraph(text=_NOTHING)


SECTIONS: tuple[_ReportSection, ...] = (
    findings_section,
    scores.results_section,
    curves.learning_curves_section,
    curves.solved_section,
    scores.confusion_section,
    scores.calibration_section,
    mistakes.mistakes_section,
    mistakes.attribution_section,
    about.network_section,
    about.settings_section,
    scores.class_scores_section,
)
IN_COMPARISON: tuple[_ReportSection, ...] = (
    findings_section,
    scores.results_section,
    scores.confusion_section,
)  # of each run
COMPARED: tuple[Callable[[Facts], list[Block]], ...] = (
    side_by_side.runs_table,
    comparison_section,
    side_by_side.settings_compared,
    side_by_side.results_compared,
    side_by_side.learning_curves_compared,
)


def report_blocks(facts: Facts) -> list[Block]:
    """The whole report."""
    run, *others = facts.runs
    if others:
        return _comparison(facts)
    parts = [block for section in SECTIONS for block in section(run, 2)]
    return [*about.title_blocks(facts), *about.status_blocks(run), *parts]


def _comparison(facts: Facts) -> list[Block]:
    blocks = [*about.title_blocks(facts), *(block for section in COMPARED for block in section(facts))]
    for run in facts.runs:
        blocks += [
            Heading(text=f"{run.label}: {run.record.name}"),
            *about.status_blocks(run),
            *about.command_blocks(run),
        ]
        blocks += [block for section in IN_COMPARISON for block in section(run, 3)]
        blocks += mistakes.attribution_section(run, 3) if run.attributions else []
    reason = next((run.no_maps_reason for run in facts.runs if run.evaluation is not None and not run.attributions), "")
    return [*blocks, *([Paragraph(text=reason, quiet=True)] if reason else [])]
