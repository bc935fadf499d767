"""The verdicts on what clients reported, kept for review: what was concluded, never their words."""

from __future__ import annotations

import hashlib
import secrets
import time as clock
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from footnote.settings import current_settings
from footnote.store.tables import installation, verdict

FORGET_EVERY_SECONDS = 3600.0
KEY_BYTES = 32
HASH_BYTES = 16


@dataclass(frozen=True)
class LoggedVerdict:
    """One entry.

    Attributes:
        time: when the message came, UTC.
        channel: where it came in, empty where that is not known.
        sender: a keyed hash; the same for all of a sender's entries, and no way back to the name.
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
        self._kept = timedelta(days=current_settings().verdict_days)
        self._forgot_at = 0.0

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
        """Write one verdict, and delete what is too old, at most once an hour.

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
            "sender": self._hashed(sender),
            "urgency": urgency,
            "clearance": clearance,
            "rules": list(rules),
            "findings": list(findings),
            "knowledge_version": knowledge_version,
        }
        with self._engine.begin() as connection:
            connection.execute(verdict.insert(), [row])
        self._forget_old()

    def newest(self, limit: int, since: datetime | None = None) -> list[LoggedVerdict]:
        """Return the newest verdicts, the newest first.

        Args:
            limit: so many at most.
            since: none from before, with its time zone; None for all.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
        """
        query = sa.select(verdict).order_by(verdict.c.time.desc(), verdict.c.id.desc())
        if since is not None:
            query = query.where(verdict.c.time >= since.astimezone(timezone.utc))
        with self._engine.connect() as connection:
            return [_logged(row) for row in connection.execute(query.limit(limit))]

    def _hashed(self, sender: str) -> str:
        """Return the keyed hash of a sender; without the key, guesses cannot be tried out."""
        keyed = hashlib.blake2b(sender.encode(), key=self._key(), digest_size=HASH_BYTES)
        return keyed.hexdigest()

    def _key(self) -> bytes:
        """Return the installation's key, made on first use."""
        key = self._stored_key()
        if key is None:
            # Where another process is quicker, the row is there and its key is taken.
            with suppress(IntegrityError), self._engine.begin() as connection:
                new = {"id": 1, "sender_key": secrets.token_bytes(KEY_BYTES)}
                connection.execute(installation.insert(), [new])
            key = self._stored_key()
            assert key is not None
        return key

    def _stored_key(self) -> bytes | None:
        with self._engine.connect() as connection:
            key: bytes | None = connection.execute(sa.select(installation.c.sender_key)).scalar()
            return key

    def _forget_old(self) -> None:
        now = clock.time()
        if now - self._forgot_at < FORGET_EVERY_SECONDS:
            return
        self._forgot_at = now
        oldest = datetime.now(timezone.utc) - self._kept
        with self._engine.begin() as connection:
            connection.execute(verdict.delete().where(verdict.c.time < oldest))


def _logged(row: Any) -> LoggedVerdict:
    # SQLite keeps no time zone; what was written is UTC.
    aware = row.time if row.time.tzinfo else row.time.replace(tzinfo=timezone.utc)
    return LoggedVerdict(
        time=aware.astimezone(timezone.utc),
        channel=row.channel,
        sender=row.sender,
        urgency=row.urgency,
        clearance=row.clearance,
        rules=tuple(row.rules),
        findings=tuple(row.findings),
        knowledge_version=row.knowledge_version,
    )
