"""Messages that got no answer, redacted, so that editors see what the knowledge base lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone

from sqlalchemy.engine import Engine

from footnote.privacy.redaction import redacted
from footnote.store.reading import newest_rows
from footnote.store.senders import hashed_sender
from footnote.store.tables import unanswered


@dataclass(frozen=True)
class Unanswered:
    """One message.

    Attributes:
        time: when it was recorded, UTC.
        channel: where it came in.
        sender: a keyed hash of the conversation's id.
        kind: of the reply, such as `unknown`.
        text: the message, redacted.
    """

    time: datetime
    channel: str
    sender: str
    kind: str
    text: str


class UnansweredLog:
    """Writes and reads messages that got no answer."""

    def __init__(self, engine: Engine) -> None:
        """Take a migrated database; messages are kept for `FOOTNOTE_UNANSWERED_DAYS`."""
        self._engine = engine

    def record(self, *, conversation: str, channel: str, text: str, kind: str) -> None:
        """Write one message.

        Args:
            conversation: its id; only a keyed hash is kept.
            channel: where the message came in.
            text: the client's words; redacted before they are stored.
            kind: of the reply, such as `unknown`.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
        """
        row = {
            "time": datetime.now(timezone.utc),
            "channel": channel,
            "sender": hashed_sender(self._engine, conversation),
            "kind": kind,
            "text": redacted(text),
        }
        with self._engine.begin() as connection:
            connection.execute(unanswered.insert(), [row])

    def newest(self, limit: int, since: datetime | None = None) -> list[Unanswered]:
        """Return the newest messages, the newest first.

        Args:
            limit: so many at most.
            since: none from before, with its time zone; None for all.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
        """
        return [
            Unanswered(row["time"], row["channel"], row["sender"], row["kind"], row["text"])
            for row in newest_rows(self._engine, unanswered, limit, since)
        ]
