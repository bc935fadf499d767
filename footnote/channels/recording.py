"""What is kept of a turn for staff: questions without an answer, and clients who want a person."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, Optional, Text

from sqlalchemy.engine import Engine

from footnote.channels.background import Background
from footnote.privacy.redaction import redacted
from footnote.reply.envelope import ReplyKind
from footnote.settings import current_settings
from footnote.store.database import open_database
from footnote.store.tickets import Tickets
from footnote.store.transcripts import CLIENT, transcript
from footnote.store.unanswered import UnansweredLog

#: Kinds of replies that leave a question open.
UNANSWERED = (ReplyKind.UNKNOWN.value, ReplyKind.CLARIFY.value)
HANDOFF = ReplyKind.HANDOFF.value
#: A ticket holds so many of the client's last messages, each cut at so many characters.
MESSAGES_IN_SUMMARY = 5
MAX_MESSAGE_LENGTH = 500
#: Of an utterance each; the bot may say several things in a turn.
LINES_SEARCHED = 40
GRACE_SECONDS = 2.0


class Recorder:
    """Writes into the logs in the background: a turn neither waits for it nor fails with it."""

    def __init__(self) -> None:
        """Set up; the database is opened with the first record."""
        self._background = Background()
        self._logs: Optional[_Logs] = None

    def record(
        self, conversation: Text, channel: Text, text: Text, envelope: Dict[Text, Any]
    ) -> None:
        """Begin to record a turn, where it is one to record.

        Args:
            conversation: its id.
            channel: name of the channel.
            text: what the client wrote; it is redacted before it is stored.
            envelope: of the reply.
        """
        kind = envelope.get("kind")
        if kind not in (*UNANSWERED, HANDOFF):
            return
        if self._logs is None:
            self._logs = _Logs(open_database(current_settings().database_url))
        self._background.run(
            asyncio.to_thread(self._logs.write, conversation, channel, text, str(kind))
        )

    async def prepare(self) -> None:
        """Read what redaction needs, which takes a second, before the first client comes."""
        await asyncio.to_thread(redacted, "")

    async def close(self) -> None:
        """Let what is being written end."""
        await self._background.close(GRACE_SECONDS)


class _Logs:
    """The logs of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._unanswered = UnansweredLog(engine)
        self._tickets = Tickets(engine)

    def write(self, conversation: Text, channel: Text, text: Text, kind: Text) -> None:
        lines = transcript(self._engine, conversation, LINES_SEARCHED)
        said = [line.text for line in lines if line.who == CLIENT]
        if not said:
            # The client was forgotten meanwhile; a record would outlive that.
            return
        if kind == HANDOFF:
            # Redacted before it is cut: half a number would not be known as one.
            last = [redacted(message) for message in said[-MESSAGES_IN_SUMMARY:]]
            summary = "\n".join(message[:MAX_MESSAGE_LENGTH] for message in last)
            self._tickets.open(conversation=conversation, channel=channel, summary=summary)
        else:
            self._unanswered.record(
                conversation=conversation, channel=channel, text=text, kind=kind
            )


#: Of this process.
recorder = Recorder()
