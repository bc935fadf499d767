"""Alembic's entry: runs migrations over the connection that the caller opened."""

from alembic import context

from footnote.store.database import VERSION_TABLE
from footnote.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
