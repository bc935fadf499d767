"""Deleting what is older than the settings allow."""

from __future__ import annotations

import time as clock
from datetime import datetime, timedelta, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Engine

FORGET_EVERY_SECONDS = 3600.0


class Retention:
    """Deletes the old rows of one table, at most once an hour."""

    def __init__(self, engine: Engine, table: sa.Table, days: float) -> None:
        """Set up.

        Args:
            engine: a migrated database.
            table: one with a column `time`.
            days: rows are kept so long.
        """
        self._engine = engine
        self._table = table
        self._kept = timedelta(days=days)
        self._forgot_at = 0.0

    def forget_old(self) -> None:
        """Delete what is too old, unless that was done within the hour.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
        """
        now = clock.time()
        if now - self._forgot_at < FORGET_EVERY_SECONDS:
            return
        self._forgot_at = now
        oldest = datetime.now(timezone.utc) - self._kept
        with self._engine.begin() as connection:
            connection.execute(self._table.delete().where(self._table.c.time < oldest))
