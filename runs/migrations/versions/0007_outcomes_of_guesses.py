"""What a student's own runs said to a guess, for the board of the class."""

import sqlalchemy as sa
from alembic import op

revision = "0007_outcomes_of_guesses"
down_revision = "0006_owners_of_searches"


def upgrade() -> None:
    op.add_column("class_guesses", sa.Column("distance", sa.Double))
    op.add_column("class_guesses", sa.Column("outcome", sa.String))
