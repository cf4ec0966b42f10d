"""Searches belong to a browser, as runs do."""

import sqlalchemy as sa
from alembic import op

revision = "0005_owners_of_searches"
down_revision = "0004_snapshots"


def upgrade() -> None:
    op.add_column("searches", sa.Column("owner", sa.String))
