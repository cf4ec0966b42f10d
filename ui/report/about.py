"""The run itself: date, status, settings, command, and its network layer by layer."""

from datetime import UTC, datetime

from model.networks.plan import Plan, PlanRow
from training.files.importing import IMPORTED_KEY
from training.results.costs import plan_of
from training.results.measures import settings_rows
from training.run import Run
from ui.report.blocks import Block, Code, Heading, Paragraph, Table
from ui.report.facts import NO_PICTURES, Facts, RunFacts
from ui.shared.cli_command import command_line

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
    return [Heading(text=facts.title, level=1), Paragraph(text=date, quiet=True)]


def date_text(moment: datetime) -> str:
    """'24 November 2026, 16:30 UTC'."""
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def status_blocks(run: RunFacts) -> list[Block]:
    """How the run ended, with its tags and its note."""
    record = run.record
    blocks: list[Block] = [Paragraph(text=_status_text(record))]
    if record.tags:
        blocks.append(Paragraph(text=f"Tags: {', '.join(record.tags)}.", quiet=True))
    if record.note:
        blocks += [Paragraph(text=f"Note: {line}" if not i else line) for i, line in enumerate(_lines(record.note))]
    return blocks


def _lines(note: str) -> list[str]:
    return [line for line in note.splitlines() if line.strip()]


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


def settings_section(run: RunFacts, level: int) -> list[Block]:
    """Every setting, and the command that repeats the run."""
    blocks: list[Block] = [Heading(text="Settings", level=level)]
    rows = settings_rows([run.record], only_different=False)
    rows.pop("design", None)  # it is the network, below
    shown = tuple((name, values[0]) for name, values in rows.items())
    blocks.append(Table(caption="All settings of the run.", head=("setting", "value"), rows=shown, texts=2))
    return [*blocks, *command_blocks(run)]


def command_blocks(run: RunFacts) -> list[Block]:
    """The command that repeats the run."""
    if run.settings is None:
        return [Paragraph(text=f"{NO_PICTURES} They are listed as stored.")]
    blocks: list[Block] = [Paragraph(text="The same run in a terminal, bit for bit on the same kind of machine:")]
    blocks.append(Code(text=command_line(run.settings)))
    if run.marks:
        blocks.append(Paragraph(text="Changes during training are not in the command.", quiet=True))
    return blocks


def network_section(run: RunFacts, level: int) -> list[Block]:
    """The layers with their shapes, parameters and operations."""
    plan = plan_of(run.settings)
    blocks: list[Block] = [Heading(text="Network", level=level)]
    if plan is None:
        name = run.record.settings.network or "?"
        return [*blocks, Paragraph(text=f"The layers of {name} are not known here.")]
    blocks.append(Paragraph(text=cost_text(plan)))
    head = ("layer", "kind", "part of", "output", "parameters", "multiply-adds")
    rows = tuple(_row(row) for row in plan.rows)
    caption = "Layers from the picture to the four answers. Outputs and multiply-adds are those of one picture."
    return [*blocks, Table(caption=caption, head=head, rows=rows, texts=3)]


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
