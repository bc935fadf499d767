"""Deleting what is older than the settings allow. Events are Rasa's; their store deletes them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from footnote.settings import Settings
from footnote.store.tables import choice, feedback, inbox, ticket, unanswered, verdict

#: Telegram repeats an update for a day, Slack for a few hours.
INBOX_DAYS = 2


def forget_old(engine: Engine, settings: Settings) -> None:
    """Delete the rows that are too old, from every table that clients fill.

    Args:
        engine: a database; tables that were not migrated yet are left out.
        settings: that say how long rows are kept.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database does not answer.
    """
    days = {
        choice: settings.conversation_days,
        feedback: settings.feedback_days,
        inbox: INBOX_DAYS,
        ticket: settings.ticket_days,
        unanswered: settings.unanswered_days,
        verdict: settings.verdict_days,
    }
    now = datetime.now(timezone.utc)
    there = sa.inspect(engine).get_table_names()
    with engine.begin() as connection:
        for table, kept in days.items():
            if table.name in there:
                too_old = table.c.time < now - timedelta(days=kept)
                connection.execute(table.delete().where(too_old))
