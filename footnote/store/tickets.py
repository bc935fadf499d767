"""Clients who asked for a person: what it is about, and where to answer them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from footnote.privacy.redaction import redacted
from footnote.store.reading import newest_rows
from footnote.store.senders import hashed_sender
from footnote.store.tables import ticket

#: Who asks again within this time gets no second ticket.
ONE_TICKET_PER = timedelta(hours=1)


@dataclass(frozen=True)
class Ticket:
    """One ticket.

    Attributes:
        id: its number.
        time: when it was opened, UTC.
        channel: where the client is.
        conversation: id to answer to.
        summary: the client's last messages, redacted.
    """

    id: int
    time: datetime
    channel: str
    conversation: str
    summary: str


class Tickets:
    """Opens and reads tickets."""

    def __init__(self, engine: Engine) -> None:
        """Take a migrated database; tickets are kept for `FOOTNOTE_TICKET_DAYS`."""
        self._engine = engine

    def open(self, *, conversation: str, channel: str, summary: str) -> int:
        """Open a ticket and return its number; within the hour, that of the one already open.

        Args:
            conversation: its id; kept as it is, so that staff can answer.
            channel: where the client is.
            summary: redacted before it is stored.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
        """
        now = datetime.now(timezone.utc)
        recent = sa.select(ticket.c.id).where(
            ticket.c.conversation == conversation, ticket.c.time > now - ONE_TICKET_PER
        )
        row = {
            "time": now,
            "channel": channel,
            "conversation": conversation,
            "sender": hashed_sender(self._engine, conversation),
            "summary": redacted(summary),
        }
        values = [sa.literal(value, ticket.c[name].type) for name, value in row.items()]
        # One statement: two requests at once must not both find none.
        unless_open = ticket.insert().from_select(
            list(row), sa.select(*values).where(~recent.exists())
        )
        with self._engine.begin() as connection:
            connection.execute(unless_open)
            number = connection.execute(recent.order_by(ticket.c.id)).scalars().first()
        return int(number)

    def newest(self, limit: int, since: datetime | None = None) -> list[Ticket]:
        """Return the newest tickets, the newest first.

        Args:
            limit: so many at most.
            since: none from before, with its time zone; None for all.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
        """
        return [
            Ticket(row["id"], row["time"], row["channel"], row["conversation"], row["summary"])
            for row in newest_rows(self._engine, ticket, limit, since)
        ]
