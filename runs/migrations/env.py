"""Alembic runs this file: the steps are taken on the connection that `upgrade_tables` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
