"""Searches belong to a browser, as runs do."""

import sqlalchemy as sa
from alembic import op

revision = "0006_owners_of_searches"
down_revision = "0005_classes"


def upgrade() -> None:
    op.add_column("searches", sa.Column("owner", sa.String))
