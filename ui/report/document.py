"""The report as a list of blocks. Add a part to `SECTIONS`, or to `COMPARED` for several runs."""

from collections.abc import Callable

from ui.report import about, curves, mistakes, scores, side_by_side
from ui.report.blocks import Block, Heading, Listing, Paragraph
from ui.report.facts import Facts, RunFacts
from ui.report.inferences import inferred
from ui.report.verdicts import concluded

Section = Callable[[RunFacts, int], list[Block]]  # takes the level of its heading
NOTHING = "The numbers there are allow no conclusion."


def conclusions(run: RunFacts, level: int) -> list[Block]:
    """What follows from the numbers."""
    return [Heading(text="What the numbers say", level=level), _sentences(inferred(run))]


def verdicts(facts: Facts) -> list[Block]:
    """What follows from several runs side by side."""
    return [Heading(text="What the numbers say"), _sentences(concluded(facts))]


def _sentences(found: list[str]) -> Block:
    return Listing(items=tuple(found)) if found else Paragraph(text=NOTHING)


SECTIONS: tuple[Section, ...] = (
    conclusions,
    scores.results,
    curves.curves,
    curves.woke,
    scores.matrices,
    scores.calibration,
    mistakes.mistakes,
    mistakes.maps,
    about.network,
    about.settings,
    scores.per_class,
)
IN_COMPARISON: tuple[Section, ...] = (conclusions, scores.results, scores.matrices)  # of each run
COMPARED: tuple[Callable[[Facts], list[Block]], ...] = (
    side_by_side.who,
    verdicts,
    side_by_side.settings_side_by_side,
    side_by_side.results_side_by_side,
    side_by_side.curves_over_each_other,
)


def blocks_of(facts: Facts) -> list[Block]:
    """The whole report."""
    run, *others = facts.runs
    if others:
        return _comparison(facts)
    parts = [block for section in SECTIONS for block in section(run, 2)]
    return [*about.top(facts), *about.state(run), *parts]


def _comparison(facts: Facts) -> list[Block]:
    blocks = [*about.top(facts), *(block for part in COMPARED for block in part(facts))]
    for run in facts.runs:
        blocks += [Heading(text=f"{run.label}: {run.record.name}"), *about.state(run), *about.command(run)]
        blocks += [block for section in IN_COMPARISON for block in section(run, 3)]
        blocks += mistakes.maps(run, 3) if run.seen else []
    lack = next((run.no_maps for run in facts.runs if run.evaluation is not None and not run.seen), "")
    return [*blocks, *([Paragraph(text=lack, quiet=True)] if lack else [])]
