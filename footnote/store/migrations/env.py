"""Alembic's entry: runs migrations over the connection that the caller opened."""

from alembic import context

from footnote.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    version_table="kb_migration",
)
with context.begin_transaction():
    context.run_migrations()
