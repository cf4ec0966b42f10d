"""The rivals of a run are looked up whenever a status changes."""

from alembic import op

revision = "0002_index_of_races"
down_revision = "0001_baseline"


def upgrade() -> None:
    op.create_index("ix_runs_races", "runs", ["races"], if_not_exists=True)
