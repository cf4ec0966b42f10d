"""The store when it began to keep its version: new ones are made, older ones get the tables, columns and indexes that
came before.
"""

from alembic import op
from sqlalchemy import JSON, BigInteger, Boolean, Column, Double, ForeignKey, LargeBinary, MetaData, String, Table
from sqlalchemy import inspect as inspector

revision = "0001_baseline"
down_revision = None

_BASELINE = MetaData()


def _run_key() -> Column:
    return Column("run_id", String(8), ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)


Table(
    "runs",
    _BASELINE,
    Column("id", String(8), primary_key=True),
    Column("name", String, nullable=False),
    Column("status", String(12), nullable=False, index=True),
    Column("settings", JSON, nullable=False),
    Column("created", Double, nullable=False, index=True),
    Column("queued", Double, nullable=False),
    Column("started", Double),
    Column("ended", Double),
    Column("heartbeat", Double),
    Column("message", String, nullable=False),
    Column("step", BigInteger, nullable=False),
    Column("total_steps", BigInteger, nullable=False),
    Column("result", JSON),
    Column("engine_id", String),
    Column("attempt", BigInteger),
    Column("losses", BigInteger),
    Column("races", String),
    Column("search", String),
    Column("tags", JSON),
    Column("star", Boolean),
    Column("note", String),
    Column("deleted", Double, index=True),
)
Table(
    "controls",
    _BASELINE,
    _run_key(),
    Column("state", String(5), nullable=False),
    Column("until", BigInteger),
    Column("pace", Double),
    Column("weights", JSON),
    Column("frozen", JSON),
    Column("solo", String),
    Column("probe", BigInteger),
    Column("version", BigInteger, nullable=False),
)
Table(
    "points",
    _BASELINE,
    _run_key(),
    Column("step", BigInteger, primary_key=True),
    Column("data", JSON, nullable=False),
)
Table(
    "marks",
    _BASELINE,
    _run_key(),
    Column("step", BigInteger, primary_key=True),
    Column("label", String, primary_key=True),
)
Table(
    "checkpoints",
    _BASELINE,
    _run_key(),
    Column("step", BigInteger, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
Table(
    "artefacts",
    _BASELINE,
    _run_key(),
    Column("name", String, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
Table(
    "engines",
    _BASELINE,
    Column("id", String, primary_key=True),
    Column("pid", BigInteger, nullable=False),
    Column("host", String),
    Column("started", Double, nullable=False),
    Column("heartbeat", Double, nullable=False),
    Column("workers", BigInteger, nullable=False),
    Column("warm", Boolean, nullable=False),
)
Table(
    "explanations",
    _BASELINE,
    Column("key", String(40), primary_key=True),
    Column("question", JSON, nullable=False),
    Column("picture", LargeBinary),
    Column("status", String(9), nullable=False, index=True),
    Column("progress", Double, nullable=False),
    Column("message", String, nullable=False),
    Column("asked", Double, nullable=False, index=True),
    Column("answer", LargeBinary),
    Column("engine_id", String),
    Column("heartbeat", Double),
)
Table(
    "searches",
    _BASELINE,
    Column("id", String(8), primary_key=True),
    Column("name", String, nullable=False),
    Column("status", String(8), nullable=False, index=True),
    Column("settings", JSON, nullable=False),
    Column("goal", String, nullable=False),
    Column("varied", JSON, nullable=False),
    Column("budget", BigInteger, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("created", Double, nullable=False, index=True),
    Column("ended", Double),
    Column("message", String, nullable=False),
    Column("importance", JSON),
    Column("engine_id", String),
)
Table(
    "trials",
    _BASELINE,
    Column("search_id", String(8), ForeignKey("searches.id", ondelete="CASCADE"), primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("run_id", String(8), ForeignKey("runs.id", ondelete="SET NULL"), index=True),
    Column("status", String(8), nullable=False),
    Column("parameters", JSON, nullable=False),
    Column("scores", JSON),
    Column("reports", JSON),
    Column("step", BigInteger),
    Column("attempts", BigInteger, nullable=False),
)


def upgrade() -> None:
    connection = op.get_bind()
    _BASELINE.create_all(connection)
    existing = inspector(connection)
    for table in _BASELINE.sorted_tables:
        names = {column["name"] for column in existing.get_columns(table.name)}
        for column in table.columns:
            if column.name not in names:
                op.add_column(table.name, Column(column.name, column.type))
        for index in table.indexes:
            index.create(connection, checkfirst=True)
