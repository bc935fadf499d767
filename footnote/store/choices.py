"""What buttons send, behind short ids: chat services limit what a button may carry."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import datetime, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from footnote.store.senders import hashed_sender, keyed_hash
from footnote.store.tables import choice


class Choices:
    """Keeps the texts of buttons, each for its conversation only."""

    def __init__(self, engine: Engine) -> None:
        """Take a migrated database; texts are kept for `FOOTNOTE_CONVERSATION_DAYS`."""
        self._engine = engine

    def keep(self, conversation: str, text: str) -> str:
        """Keep a text and return its id: 22 url-safe characters, always the same for it.

        Args:
            conversation: id of the conversation in which the button is shown.
            text: what is sent when it is tapped.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
        """
        choice_id = urlsafe_b64encode(keyed_hash(self._engine, conversation, text))
        row = {
            "id": choice_id.rstrip(b"=").decode(),
            "time": datetime.now(timezone.utc),
            "sender": hashed_sender(self._engine, conversation),
            "text": text,
        }
        if not self._renewed(row):
            try:
                with self._engine.begin() as connection:
                    connection.execute(choice.insert(), [row])
            except IntegrityError:
                # Another caller kept the same text meanwhile; the id is the same.
                pass
        return str(row["id"])

    def _renewed(self, row: dict[str, object]) -> bool:
        """Begin the time of a text anew; return whether it was there."""
        same = choice.update().where(choice.c.id == row["id"]).values(time=row["time"])
        with self._engine.begin() as connection:
            return bool(connection.execute(same).rowcount)

    def text(self, conversation: str, choice_id: str) -> str | None:
        """Return the text behind an id, None where this conversation has no such id.

        Args:
            conversation: id of the conversation in which the button was tapped.
            choice_id: as the other side sent it.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
        """
        query = sa.select(choice.c.text).where(
            choice.c.id == choice_id, choice.c.sender == hashed_sender(self._engine, conversation)
        )
        with self._engine.connect() as connection:
            text: str | None = connection.execute(query).scalar()
            return text
