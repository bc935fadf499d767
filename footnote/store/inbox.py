"""Events that came in over a channel, so that one which is sent twice is handled once."""

from __future__ import annotations

from datetime import datetime, timezone

from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from footnote.store.tables import inbox


class Inbox:
    """Remembers the ids of events for two days."""

    def __init__(self, engine: Engine) -> None:
        """Take a migrated database."""
        self._engine = engine

    def first_time(self, channel: str, event_id: str) -> bool:
        """Note an event; return whether it was not seen before.

        Of several callers at once, in whichever process, exactly one is told True.

        Args:
            channel: name of the channel.
            event_id: as the other side names the event.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
        """
        row = {"channel": channel, "event_id": event_id, "time": datetime.now(timezone.utc)}
        try:
            with self._engine.begin() as connection:
                connection.execute(inbox.insert(), [row])
        except IntegrityError:
            return False
        return True
