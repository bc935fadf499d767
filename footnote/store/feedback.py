"""Clients' votes on answers: helpful or not, and why, without anything that names a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from footnote.privacy.redaction import redacted
from footnote.store.log import Log, LogEntry
from footnote.store.senders import hashed_sender
from footnote.store.tables import feedback


@dataclass(frozen=True)
class Vote(LogEntry):
    """One vote.

    Attributes:
        time: of the vote, UTC.
        channel: where it came in.
        sender: a keyed hash of the conversation's id.
        answer: an opaque id of the answer.
        helpful: thumbs up, or else down.
        reason: redacted; may be empty.
        topics: answered there.
        kb_version: version of the content that answered, empty where that is not known.
    """

    sender: str
    answer: str
    helpful: bool
    reason: str
    topics: tuple[str, ...]
    kb_version: str


class FeedbackLog(Log[Vote]):
    """Writes and reads votes, kept for `FOOTNOTE_FEEDBACK_DAYS`."""

    _table = feedback
    _entry = Vote

    def record(
        self,
        *,
        conversation: str,
        channel: str,
        answer: str,
        helpful: bool,
        reason: str = "",
        topics: Sequence[str] = (),
        kb_version: str = "",
    ) -> None:
        """Write one vote; it replaces an earlier one of the conversation on the same answer.

        Args:
            conversation: its id; only a keyed hash is kept.
            channel: where the vote came in.
            answer: an opaque id of the answer, unique within the conversation.
            helpful: thumbs up, or else down.
            reason: in the client's words; redacted before it is stored.
            topics: answered there.
            kb_version: version of the content that answered.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
        """
        row = self._row(
            conversation,
            channel,
            answer=answer,
            helpful=helpful,
            reason=redacted(reason),
            topics=list(topics),
            kb_version=kb_version,
        )
        if not self._replaced(row):
            try:
                self._insert(row)
            except IntegrityError:
                # The same vote came in twice at once.
                self._replaced(row)

    def _replaced(self, row: dict[str, Any]) -> bool:
        """Overwrite an earlier vote; return whether there was one."""
        earlier = feedback.update().where(
            feedback.c.sender == row["sender"], feedback.c.answer == row["answer"]
        )
        with self._engine.begin() as connection:
            return bool(connection.execute(earlier.values(row)).rowcount)

    def of(self, conversation: str) -> dict[str, bool]:
        """Return the votes of a conversation: for each answer's id, whether it was helpful.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
        """
        query = sa.select(feedback.c.answer, feedback.c.helpful).where(
            feedback.c.sender == hashed_sender(self._engine, conversation)
        )
        with self._engine.connect() as connection:
            return {row.answer: row.helpful for row in connection.execute(query)}
