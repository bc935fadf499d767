"""What a chat channel keeps in the database; clients are answered while that is down, too."""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass
from typing import Optional, Text, Tuple

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from footnote.store.choices import Choices
from footnote.store.feedback import FeedbackLog
from footnote.store.forgetting import forget
from footnote.store.inbox import Inbox
from footnote.store.knowledge_store import ContentMissing, KnowledgeReader

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answered:
    """What a vote is about.

    Attributes:
        topics: ids of the topics answered.
        kb_version: version of the content that answered.
    """

    topics: Tuple[Text, ...]
    kb_version: Text


class Records:
    """The stores that a channel needs, without blocking the server meanwhile."""

    def __init__(self, engine: Engine, channel: Text) -> None:
        """Set up.

        Args:
            engine: a migrated database; it may be down.
            channel: name of the channel.
        """
        self._engine = engine
        self._channel = channel
        self._inbox = Inbox(engine)
        self._choices = Choices(engine)
        self._feedback = FeedbackLog(engine)
        self._knowledge = KnowledgeReader(engine)

    async def first_time(self, event_id: Text, kind: Text = "") -> bool:
        """Return whether an event was not seen before; where nobody knows, it was not.

        Args:
            event_id: as the other side names the event.
            kind: tells ids apart that are not of messages.
        """
        inbox = f"{self._channel}-{kind}" if kind else self._channel
        try:
            return await asyncio.to_thread(self._inbox.first_time, inbox, event_id)
        except SQLAlchemyError as error:
            _log(error)
            return True

    async def keep(self, conversation: Text, text: Text) -> Optional[Text]:
        """Return a short id of what a button stands for, None where it cannot be kept."""
        try:
            return await asyncio.to_thread(self._choices.keep, conversation, text)
        except SQLAlchemyError as error:
            _log(error)
            return None

    async def text(self, conversation: Text, choice: Text) -> Optional[Text]:
        """Return what stands behind an id, None where the conversation has no such id."""
        try:
            return await asyncio.to_thread(self._choices.text, conversation, choice)
        except SQLAlchemyError as error:
            _log(error)
            return None

    async def keep_answered(self, conversation: Text, answered: Answered) -> Optional[Text]:
        """Return a short id of what a vote is about, None where it cannot be kept."""
        return await self.keep(conversation, json.dumps([*answered.topics, answered.kb_version]))

    async def answered(self, conversation: Text, choice: Text) -> Optional[Answered]:
        """Return what a vote is about, None where the conversation has no such id."""
        kept = await self.text(conversation, choice)
        try:
            *topics, version = json.loads(kept or "")
        except (ValueError, TypeError):
            # A client made the id up, or took another button's.
            return None
        return Answered(tuple(topics), version)

    async def vote(
        self,
        conversation: Text,
        answer: Text,
        helpful: bool,
        answered: Answered,
        reason: Text = "",
    ) -> bool:
        """Write a vote; return whether that worked.

        Args:
            conversation: id of the conversation.
            answer: id of the message that was voted on.
            helpful: thumbs up, or else down.
            answered: what it answered.
            reason: in the client's words; it is redacted before it is stored.
        """
        try:
            await asyncio.to_thread(
                self._feedback.record,
                conversation=conversation,
                channel=self._channel,
                answer=answer,
                helpful=helpful,
                reason=reason,
                topics=answered.topics,
                kb_version=answered.kb_version,
            )
        except SQLAlchemyError as error:
            _log(error)
            return False
        return True

    async def forget(self, conversation: Text) -> bool:
        """Delete all of a conversation, whose lock is held; return whether that worked."""
        try:
            await asyncio.to_thread(forget, self._engine, conversation)
        except SQLAlchemyError as error:
            _log(error)
            return False
        return True

    async def emergency_number(self) -> Optional[Text]:
        """Return the emergency number of the content served, None where it cannot be read."""
        try:
            content = await asyncio.to_thread(self._knowledge.content)
        except (SQLAlchemyError, ContentMissing) as error:
            _log(error)
            return None
        return content.spa.get("emergency_number")


def _log(error: Exception) -> None:
    # What failed may hold the client's words, so only the kind of error is logged.
    logger.error("The database failed: %s", type(error).__name__)
