"""Logs: tables of dated entries that channels write and staff read, the newest first."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime, timezone
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from footnote.store.senders import hashed_sender


@dataclass(frozen=True)
class LogEntry:
    """What every entry has; the fields of an entry are named like the columns of its table.

    Attributes:
        time: UTC.
        channel: where it came in.
    """

    time: datetime
    channel: str


Entry = TypeVar("Entry", bound=LogEntry)


class Log(Generic[Entry]):
    """Base of all logs: each names its table, with columns `id` and `time`, and its entries."""

    _table: sa.Table
    _entry: type[Entry]

    def __init__(self, engine: Engine) -> None:
        """Take a migrated database."""
        self._engine = engine

    def newest(self, limit: int, since: datetime | None = None) -> list[Entry]:
        """Return the newest entries, the newest first.

        Args:
            limit: so many at most.
            since: none from before, with its time zone; None for all.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
        """
        columns = self._table.c
        query = sa.select(self._table).order_by(columns.time.desc(), columns.id.desc())
        if since is not None:
            query = query.where(columns.time >= since.astimezone(timezone.utc))
        with self._engine.connect() as connection:
            rows = connection.execute(query.limit(limit)).mappings().all()
        names = [field.name for field in fields(self._entry)]
        return [self._entry(**{name: _read(row[name]) for name in names}) for row in rows]

    def _row(
        self, sender: str, channel: str, time: datetime | None = None, **values: Any
    ) -> dict[str, Any]:
        """Return a row: of the sender only a keyed hash, and the time, now unless given, in UTC."""
        return {
            "time": (time or datetime.now(timezone.utc)).astimezone(timezone.utc),
            "channel": channel,
            "sender": hashed_sender(self._engine, sender),
            **values,
        }

    def _insert(self, row: dict[str, Any]) -> None:
        with self._engine.begin() as connection:
            connection.execute(self._table.insert(), [row])


def _read(value: Any) -> Any:
    """Return a column's value as an entry holds it: times in UTC, and nothing that can change."""
    if isinstance(value, datetime):
        # SQLite keeps no time zone; what was written is UTC.
        aware = value if value.tzinfo else value.replace(tzinfo=timezone.utc)
        return aware.astimezone(timezone.utc)
    return tuple(value) if isinstance(value, list) else value
