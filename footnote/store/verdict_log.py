"""The verdicts on what clients reported, kept for review: what was concluded, never their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

from sqlalchemy.engine import Engine

from footnote.store.reading import newest_rows
from footnote.store.senders import hashed_sender
from footnote.store.tables import verdict


@dataclass(frozen=True)
class LoggedVerdict:
    """One entry.

    Attributes:
        time: when the message came, UTC.
        channel: where it came in, empty where that is not known.
        sender: a keyed hash; the same for all of a sender's entries, and no way back to the name.
            Empty where the client asked to be forgotten.
        urgency: how soon somebody should be seen.
        clearance: whether a massage is all right, or None where that was not in question.
        rules: escalation rules that held.
        findings: types of the findings of the message.
        knowledge_version: version of the content served then, empty where nothing was loaded.
    """

    time: datetime
    channel: str
    sender: str
    urgency: str
    clearance: str | None
    rules: tuple[str, ...]
    findings: tuple[str, ...]
    knowledge_version: str


class VerdictLog:
    """Writes and reads verdicts."""

    def __init__(self, engine: Engine) -> None:
        """Take a migrated database; entries are kept for `FOOTNOTE_VERDICT_DAYS`."""
        self._engine = engine

    def record(
        self,
        *,
        sender: str,
        time: datetime,
        channel: str,
        urgency: str,
        clearance: str | None,
        rules: Sequence[str],
        findings: Sequence[str],
        knowledge_version: str,
    ) -> None:
        """Write one verdict.

        Args:
            sender: as the channel names them; only a keyed hash is kept.
            time: when the message came, with its time zone.
            channel: where it came in.
            urgency: of the verdict.
            clearance: of the verdict.
            rules: that held.
            findings: types of the findings of the message.
            knowledge_version: of the content served now.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
        """
        row = {
            "time": time.astimezone(timezone.utc),
            "channel": channel,
            "sender": hashed_sender(self._engine, sender),
            "urgency": urgency,
            "clearance": clearance,
            "rules": list(rules),
            "findings": list(findings),
            "knowledge_version": knowledge_version,
        }
        with self._engine.begin() as connection:
            connection.execute(verdict.insert(), [row])

    def newest(self, limit: int, since: datetime | None = None) -> list[LoggedVerdict]:
        """Return the newest verdicts, the newest first.

        Args:
            limit: so many at most.
            since: none from before, with its time zone; None for all.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
        """
        return [
            LoggedVerdict(
                time=row["time"],
                channel=row["channel"],
                sender=row["sender"],
                urgency=row["urgency"],
                clearance=row["clearance"],
                rules=tuple(row["rules"]),
                findings=tuple(row["findings"]),
                knowledge_version=row["knowledge_version"],
            )
            for row in newest_rows(self._engine, verdict, limit, since)
        ]
