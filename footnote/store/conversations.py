"""Which conversations there are, where a client has several."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from footnote.store.events import events
from footnote.store.tables import ticket


def conversations(engine: Engine, *, prefix: str, suffix: str) -> list[str]:
    """Return the ids of stored conversations that begin and end as given.

    Args:
        engine: a migrated database.
        prefix: of the ids.
        suffix: of the ids.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
    """
    columns = [ticket.c.conversation]
    # Where nobody has talked yet the table is missing.
    if sa.inspect(engine).has_table(events.name):
        columns.append(events.c.sender_id)
    queries = [
        sa.select(column)
        .where(column.startswith(prefix, autoescape=True), column.endswith(suffix, autoescape=True))
        .distinct()
        for column in columns
    ]
    with engine.connect() as connection:
        found = {row[0] for query in queries for row in connection.execute(query)}
    # SQLite's LIKE takes capital and small letters for the same.
    return sorted(name for name in found if name.startswith(prefix) and name.endswith(suffix))
