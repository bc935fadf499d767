"""Forgetting a client who asks for it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from footnote.store.events import events
from footnote.store.senders import hashed_sender
from footnote.store.tables import choice, feedback, ticket, unanswered, verdict

_OF_SENDER = (choice, feedback, ticket, unanswered)


def forget(engine: Engine, conversation: str) -> None:
    """Delete all that belongs to a conversation, at once or not at all.

    Verdicts hold no words; they stay for review, but no longer say whose they are.

    Call it while holding the conversation's lock (`agent.lock_store.lock`), or a turn that is
    running writes its events afterwards.

    Args:
        engine: a migrated database.
        conversation: its id.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
    """
    sender = hashed_sender(engine, conversation)
    talked = sa.inspect(engine).has_table(events.name)
    with engine.begin() as connection:
        if talked:
            connection.execute(events.delete().where(events.c.sender_id == conversation))
        for table in _OF_SENDER:
            connection.execute(table.delete().where(table.c.sender == sender))
        of_sender = verdict.update().where(verdict.c.sender == sender)
        connection.execute(of_sender.values(sender=""))
