"""`footnote feedback`, `tickets` and `unanswered`: what clients left for staff to read."""

from __future__ import annotations

from datetime import datetime

from footnote.cli.failing import clear_errors
from footnote.cli.listing import (
    LIMIT_OPTION,
    SENDER_SHOWN,
    SINCE_OPTION,
    in_utc,
    migrated_database,
    minute,
    show,
)
from footnote.store.feedback import FeedbackLog
from footnote.store.tickets import Tickets
from footnote.store.unanswered import UnansweredLog


def feedback(limit: int = LIMIT_OPTION, since: datetime = SINCE_OPTION) -> None:
    """Show the newest votes on answers, with their reasons."""
    with clear_errors():
        votes = FeedbackLog(migrated_database()).newest(limit, in_utc(since))
    show(
        "No votes.",
        ("time (UTC)", "helpful", "topics", "reason", "channel", "sender"),
        [
            (
                minute(vote.time),
                "yes" if vote.helpful else "no",
                "\n".join(vote.topics),
                vote.reason,
                vote.channel,
                vote.sender[:SENDER_SHOWN],
            )
            for vote in votes
        ],
    )


def tickets(limit: int = LIMIT_OPTION, since: datetime = SINCE_OPTION) -> None:
    """Show the newest clients who asked for a person, and where to answer them."""
    with clear_errors():
        opened = Tickets(migrated_database()).newest(limit, in_utc(since))
    show(
        "No tickets.",
        ("time (UTC)", "ticket", "last messages", "conversation"),
        [
            (minute(ticket.time), str(ticket.id), ticket.summary, ticket.conversation)
            for ticket in opened
        ],
    )


def unanswered(limit: int = LIMIT_OPTION, since: datetime = SINCE_OPTION) -> None:
    """Show the newest messages that got no answer, for the editor."""
    with clear_errors():
        messages = UnansweredLog(migrated_database()).newest(limit, in_utc(since))
    show(
        "No unanswered messages.",
        ("time (UTC)", "reply", "message", "channel", "sender"),
        [
            (
                minute(message.time),
                message.kind,
                message.text,
                message.channel,
                message.sender[:SENDER_SHOWN],
            )
            for message in messages
        ],
    )
