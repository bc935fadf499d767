"""What the database holds of a client."""

from __future__ import annotations

import sqlalchemy as sa

from footnote.store.database import open_database
from footnote.store.feedback import FeedbackLog, Vote
from footnote.store.senders import hashed_sender
from footnote.store.tables import choice, feedback, ticket, unanswered
from footnote.store.transcripts import transcript


def rows_of(database_url: str, conversation: str) -> int:
    """Return how many rows there are of a conversation, whatever they hold."""
    engine = open_database(database_url)
    sender = hashed_sender(engine, conversation)
    with engine.connect() as connection:
        found = sum(
            connection.execute(
                sa.select(sa.func.count()).select_from(table).where(table.c.sender == sender)
            ).scalar()
            for table in (choice, feedback, ticket, unanswered)
        )
        events = sa.text("SELECT count(*) FROM events WHERE sender_id = :sender")
        found += connection.execute(events, {"sender": conversation}).scalar()
    engine.dispose()
    return int(found)


def written(database_url: str, conversation: str) -> list[str]:
    """Return what a client wrote in a conversation, as it was understood."""
    engine = open_database(database_url)
    lines = [line.text for line in transcript(engine, conversation) if line.who == "client"]
    engine.dispose()
    return lines


def newest_vote(database_url: str) -> Vote:
    """Return the newest vote of anybody."""
    engine = open_database(database_url)
    (vote,) = FeedbackLog(engine).newest(1)
    engine.dispose()
    return vote


def votes_of(database_url: str, conversation: str) -> list[Vote]:
    """Return the votes of a conversation, the newest first."""
    engine = open_database(database_url)
    sender = hashed_sender(engine, conversation)
    votes = [vote for vote in FeedbackLog(engine).newest(1_000) if vote.sender == sender]
    engine.dispose()
    return votes
