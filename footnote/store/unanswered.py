"""Messages that got no answer, redacted, so that editors see what the knowledge base lacks."""

from __future__ import annotations

from dataclasses import dataclass

from footnote.privacy.redaction import redacted
from footnote.store.log import Log, LogEntry
from footnote.store.tables import unanswered


@dataclass(frozen=True)
class Unanswered(LogEntry):
    """One message.

    Attributes:
        time: when it was recorded, UTC.
        channel: where it came in.
        sender: a keyed hash of the conversation's id.
        kind: of the reply, such as `unknown`.
        text: the message, redacted.
    """

    sender: str
    kind: str
    text: str


class UnansweredLog(Log[Unanswered]):
    """Writes and reads messages that got no answer, kept for `FOOTNOTE_UNANSWERED_DAYS`."""

    _table = unanswered
    _entry = Unanswered

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
        self._insert(self._row(conversation, channel, kind=kind, text=redacted(text)))
