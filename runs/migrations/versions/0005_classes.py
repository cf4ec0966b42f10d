"""Classes: their students, and what these guess."""

import sqlalchemy as sa
from alembic import op

revision = "0005_classes"
down_revision = "0004_snapshots"


def upgrade() -> None:
    op.create_table(
        "classes",
        sa.Column("id", sa.String(8), primary_key=True),
        sa.Column("code", sa.String(6), nullable=False, unique=True),
        sa.Column("secret_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("created", sa.Double, nullable=False),
        sa.Column("ends", sa.Double, nullable=False),
        sa.Column("ended", sa.Double),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("limits", sa.JSON, nullable=False),
        sa.Column("pushed", sa.JSON),
        sa.Column("revealed", sa.JSON, nullable=False),
    )
    op.create_table(
        "class_members",
        _class_key(),
        sa.Column("owner", sa.String, primary_key=True),
        sa.Column("nickname", sa.String, nullable=False),
        sa.Column("joined", sa.Double, nullable=False),
        sa.Column("seen", sa.Double, nullable=False),
        sa.Column("lesson", sa.String, nullable=False),
        sa.Column("step", sa.BigInteger, nullable=False),
        sa.Column("following", sa.Boolean, nullable=False),
        sa.Column("followed", sa.BigInteger, nullable=False),
        sa.Column("gone", sa.String(8), nullable=False),
    )
    op.create_index("ix_class_members_owner", "class_members", ["owner"])
    op.create_table(
        "class_guesses",
        _class_key(),
        sa.Column("owner", sa.String, primary_key=True),
        sa.Column("lesson", sa.String, primary_key=True),
        sa.Column("step", sa.BigInteger, primary_key=True),
        sa.Column("guess", sa.String, nullable=False),
        sa.Column("moment", sa.Double, nullable=False),
    )


def _class_key() -> sa.Column:
    return sa.Column("class_id", sa.String(8), sa.ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True)
