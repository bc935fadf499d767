"""Clients who asked for a person: what it is about, and where to answer them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import sqlalchemy as sa

from footnote.privacy.redaction import redacted
from footnote.store.log import Log, LogEntry
from footnote.store.tables import ticket

#: Who asks again within this time gets no second ticket.
ONE_TICKET_PER = timedelta(hours=1)


@dataclass(frozen=True)
class Ticket(LogEntry):
    """One ticket.

    Attributes:
        id: its number.
        time: when it was opened, UTC.
        channel: where the client is.
        conversation: id to answer to.
        summary: the client's last messages, redacted.
    """

    id: int
    conversation: str
    summary: str


class Tickets(Log[Ticket]):
    """Opens and reads tickets, kept for `FOOTNOTE_TICKET_DAYS`."""

    _table = ticket
    _entry = Ticket

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
        row = self._row(
            conversation, channel, now, conversation=conversation, summary=redacted(summary)
        )
        values = [sa.literal(value, ticket.c[name].type) for name, value in row.items()]
        # One statement: two requests at once must not both find none.
        unless_open = ticket.insert().from_select(
            list(row), sa.select(*values).where(~recent.exists())
        )
        with self._engine.begin() as connection:
            connection.execute(unless_open)
            number = connection.execute(recent.order_by(ticket.c.id)).scalars().first()
        return int(number)
