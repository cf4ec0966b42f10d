"""The run itself: date, status, settings, command, and its network layer by layer."""

from datetime import UTC, datetime

from model.networks.plan import Plan, PlanRow
from training.cli_command import command_line
from training.files.importing import IMPORTED_KEY
from training.results.costs import plan_of
from training.results.measures import settings_rows
from training.run import Run
from ui.report.blocks import Block, Code, Heading, Paragraph, Table
from ui.report.facts import NO_PICTURES, Facts, RunFacts

STATES = {
    "done": "ended as planned",
    "stopped": "was stopped before its end",
    "diverged": "diverged",
    "failed": "failed",
    "interrupted": "was interrupted",
}


def title_blocks(facts: Facts) -> list[Block]:
    """Title, date, version."""
    date = f"Report made on {date_text(facts.created)} with LineHeads {facts.version}."
    return [Heading(facts.title, level=1), Paragraph(date, quiet=True)]


def date_text(moment: datetime) -> str:
    """'24 November 2026, 16:30 UTC'."""
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def status_blocks(run: RunFacts) -> list[Block]:
    """How the run ended, with its tags and its note."""
    record = run.record
    tags = [Paragraph(f"Tags: {', '.join(record.tags)}.", quiet=True)] if record.tags else []
    lines = filter(str.strip, (record.note or "").splitlines())
    note = [Paragraph(f"{'' if i else 'Note: '}{line}") for i, line in enumerate(lines)]
    return [Paragraph(_status_text(record)), *tags, *note]


def _status_text(record: Run) -> str:
    steps = f"step {record.step:,}" + (f" of {record.total_steps:,}" if record.total_steps else "")
    if record.created.year < 2000:  # a network that comes with the project
        return f"This network comes with LineHeads. {record.message}".strip()
    if (record.result or {}).get(IMPORTED_KEY):
        return f"Run {record.id}, imported from a file on {date_text(_utc(record.created))}. {record.message}".strip()
    begun = f"Run {record.id}, started on {date_text(_utc(record.started or record.created))}"
    if not record.finished:
        return f"{begun}, is at {steps} ({record.status}): these are its numbers so far."
    seconds = (record.result or {}).get("seconds")
    took = f" after {seconds:,.1f} s of training" if seconds else ""
    words = f"{begun}, {STATES.get(record.status, record.status)} at {steps}{took}."
    return f"{words} {record.message}".strip()


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment


def settings_section(run: RunFacts) -> list[Block]:
    """Every setting, and the command that repeats the run."""
    rows = settings_rows([run.record], only_different=False)
    rows.pop("design", None)  # it is the network, below
    shown = tuple((name, values[0]) for name, values in rows.items())
    return [Table("All settings of the run.", ("setting", "value"), shown, texts=2), *command_blocks(run)]


def command_blocks(run: RunFacts) -> list[Block]:
    """The command that repeats the run."""
    if run.settings is None:
        return [Paragraph(f"{NO_PICTURES} They are listed as stored.")]
    changes = [Paragraph("Changes during training are not in the command.", quiet=True)] if run.marks else []
    words = "The same run in a terminal, bit for bit on the same kind of machine:"
    return [Paragraph(words), Code(command_line(run.settings)), *changes]


def network_section(run: RunFacts) -> list[Block]:
    """The layers with their shapes, parameters and operations."""
    plan = plan_of(run.settings)
    if plan is None:
        return [Paragraph(f"The layers of {run.record.settings.network or '?'} are not known here.")]
    head = ("layer", "kind", "part of", "output", "parameters", "multiply-adds")
    caption = "Layers from the picture to the four answers. Outputs and multiply-adds are those of one picture."
    return [Paragraph(cost_text(plan)), Table(caption, head, tuple(map(_row, plan.rows)), texts=3)]


def cost_text(plan: Plan) -> str:
    """Parameters and operations in a sentence."""
    trunk = sum(row.parameters for row in plan.of("trunk"))
    return (
        f"{plan.parameters:,} parameters, {trunk:,} of them in the trunk that the four heads share; "
        f"{plan.operations:,} multiply-adds a picture."
    )


def _row(row: PlanRow) -> tuple[str, ...]:
    shape = " × ".join(map(str, row.shape))
    kind = f"{row.kind}, {row.activation}" if row.activation not in (None, "linear") else row.kind
    return row.name, kind, row.owner, shape, f"{row.parameters:,}", f"{row.operations:,}"
