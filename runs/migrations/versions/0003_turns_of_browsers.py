"""Browsers take turns in the queues: whose a run or a query is, and which queries are slow."""

import sqlalchemy as sa
from alembic import op

revision = "0003_turns_of_browsers"
down_revision = "0002_index_of_races"


def upgrade() -> None:
    op.add_column("runs", sa.Column("owner", sa.String))
    op.create_index("ix_runs_owner", "runs", ["owner"])
    op.add_column("explanations", sa.Column("owner", sa.String))
    op.add_column("explanations", sa.Column("slow", sa.Boolean))
