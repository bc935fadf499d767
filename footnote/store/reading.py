"""Reading the newest rows of a log."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine


def newest_rows(
    engine: Engine, table: sa.Table, limit: int, since: datetime | None = None
) -> list[dict[str, Any]]:
    """Return the newest rows of a table, the newest first.

    Args:
        engine: a migrated database.
        table: one with the columns `id` and `time`.
        limit: so many at most.
        since: none from before, with its time zone; None for all.

    Returns:
        The rows by column; `time` is in UTC.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
    """
    query = sa.select(table).order_by(table.c.time.desc(), table.c.id.desc())
    if since is not None:
        query = query.where(table.c.time >= since.astimezone(timezone.utc))
    with engine.connect() as connection:
        rows = connection.execute(query.limit(limit)).mappings().all()
    return [{**row, "time": _in_utc(row["time"])} for row in rows]


def _in_utc(time: datetime) -> datetime:
    # SQLite keeps no time zone; what was written is UTC.
    aware = time if time.tzinfo else time.replace(tzinfo=timezone.utc)
    return aware.astimezone(timezone.utc)
