"""The weights of a run on its way: a few of its steps, for people who look how it learned."""

import sqlalchemy as sa
from alembic import op

revision = "0004_snapshots"
down_revision = "0003_turns_of_browsers"


def upgrade() -> None:
    op.create_table(
        "snapshots",
        sa.Column("run_id", sa.String(8), sa.ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("step", sa.BigInteger, primary_key=True),
        sa.Column("version", sa.String(12), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
