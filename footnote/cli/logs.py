"""The commands that list a log: verdicts, and what clients left for staff to read."""

from __future__ import annotations

from datetime import datetime

from footnote.cli.listing import LIMIT_OPTION, SENDER_SHOWN, SINCE_OPTION, show_newest
from footnote.store.feedback import FeedbackLog
from footnote.store.tickets import Tickets
from footnote.store.unanswered import UnansweredLog
from footnote.store.verdict_log import VerdictLog


def verdicts(limit: int = LIMIT_OPTION, since: datetime = SINCE_OPTION) -> None:
    """Show the newest verdicts on what clients reported. Their words are not kept."""
    show_newest(
        VerdictLog,
        limit,
        since,
        nothing="No verdicts.",
        headings=("urgency", "clearance", "rules", "findings", "channel", "sender"),
        cells=lambda entry: (
            entry.urgency,
            entry.clearance or "",
            "\n".join(entry.rules),
            "\n".join(entry.findings),
            entry.channel,
            entry.sender[:SENDER_SHOWN],
        ),
    )


def feedback(limit: int = LIMIT_OPTION, since: datetime = SINCE_OPTION) -> None:
    """Show the newest votes on answers, with their reasons."""
    show_newest(
        FeedbackLog,
        limit,
        since,
        nothing="No votes.",
        headings=("helpful", "topics", "reason", "channel", "sender"),
        cells=lambda vote: (
            "yes" if vote.helpful else "no",
            "\n".join(vote.topics),
            vote.reason,
            vote.channel,
            vote.sender[:SENDER_SHOWN],
        ),
    )


def tickets(limit: int = LIMIT_OPTION, since: datetime = SINCE_OPTION) -> None:
    """Show the newest clients who asked for a person, and where to answer them."""
    show_newest(
        Tickets,
        limit,
        since,
        nothing="No tickets.",
        headings=("ticket", "last messages", "conversation"),
        cells=lambda ticket: (str(ticket.id), ticket.summary, ticket.conversation),
    )


def unanswered(limit: int = LIMIT_OPTION, since: datetime = SINCE_OPTION) -> None:
    """Show the newest messages that got no answer, for the editor."""
    show_newest(
        UnansweredLog,
        limit,
        since,
        nothing="No unanswered messages.",
        headings=("reply", "message", "channel", "sender"),
        cells=lambda message: (
            message.kind,
            message.text,
            message.channel,
            message.sender[:SENDER_SHOWN],
        ),
    )
