"""The verdicts on what clients reported, kept for review: what was concluded, never their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from footnote.store.log import Log, LogEntry
from footnote.store.tables import verdict


@dataclass(frozen=True)
class LoggedVerdict(LogEntry):
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

    sender: str
    urgency: str
    clearance: str | None
    rules: tuple[str, ...]
    findings: tuple[str, ...]
    knowledge_version: str


class VerdictLog(Log[LoggedVerdict]):
    """Writes and reads verdicts, kept for `FOOTNOTE_VERDICT_DAYS`."""

    _table = verdict
    _entry = LoggedVerdict

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
        row = self._row(
            sender,
            channel,
            time,
            urgency=urgency,
            clearance=clearance,
            rules=list(rules),
            findings=list(findings),
            knowledge_version=knowledge_version,
        )
        self._insert(row)
