"""Buttons beneath a message. They carry short ids, since Telegram allows them 64 bytes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence, Text

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from footnote.channels.records import Answered, Records
from footnote.channels.telegram.chats import conversation_of
from footnote.channels.telegram.texts import (
    OPEN_PRIVATE_CHAT,
    REASONS,
    THUMBS_DOWN,
    THUMBS_UP,
)
from footnote.channels.voting import can_be_voted_on

#: What a button does; its id stands behind the colon.
ASK, HELPFUL, NOT_HELPFUL, WHY = "ask", "up", "down", "why"


@dataclass(frozen=True)
class Vote:
    """A vote that a button stands for.

    Attributes:
        answer: id of the message that was voted on.
        helpful: thumbs up, or else down.
        answered: what it answered.
        reason: for thumbs down; may be empty.
    """

    answer: Text
    helpful: bool
    answered: Answered
    reason: Text = ""


class Buttons:
    """Makes buttons, and says what a tapped one stands for."""

    def __init__(self, records: Records) -> None:
        """Set up.

        Args:
            records: keep what the buttons stand for. Where that fails, a button is left out.
        """
        self._records = records

    async def beneath(
        self, chat: int, questions: Sequence[Text], envelope: Optional[Dict[Text, Any]] = None
    ) -> Optional[InlineKeyboardMarkup]:
        """Return the buttons beneath a message, None where it has none.

        Args:
            chat: id of the chat.
            questions: each gets a row; it is also what is sent when it is tapped.
            envelope: of the reply that ends with the message; an answer can be voted on.
        """
        rows: List[List[InlineKeyboardButton]] = []
        for question in questions:
            choice = await self._records.keep(conversation_of(chat), question)
            if choice is not None:
                rows.append([_button(question, ASK, choice)])
        if envelope is not None and can_be_voted_on(envelope):
            answered = Answered(tuple(envelope["topics"]), envelope["kb_version"] or "")
            choice = await self._records.keep_answered(conversation_of(chat), answered)
            if choice is not None:
                thumbs = ((THUMBS_UP, HELPFUL), (THUMBS_DOWN, NOT_HELPFUL))
                rows.append([_button(label, action, choice) for label, action in thumbs])
        return InlineKeyboardMarkup(rows) if rows else None

    async def reasons(self, chat: int, vote: Vote) -> Optional[InlineKeyboardMarkup]:
        """Return the reasons that can be given for a vote, None where they cannot be kept."""
        rows = []
        for reason in REASONS:
            kept = json.dumps(
                [vote.answer, reason, *vote.answered.topics, vote.answered.kb_version]
            )
            choice = await self._records.keep(conversation_of(chat), kept)
            if choice is not None:
                rows.append([_button(reason, WHY, choice)])
        return InlineKeyboardMarkup(rows) if rows else None

    async def question(self, chat: int, data: Text) -> Optional[Text]:
        """Return the question that a tapped button stands for, None where it is another.

        Args:
            chat: id of the chat in which it was tapped.
            data: what the button carried; a client can make it up.
        """
        action, _, choice = data.partition(":")
        return await self._records.text(conversation_of(chat), choice) if action == ASK else None

    async def vote(self, chat: int, message: int, data: Text) -> Optional[Vote]:
        """Return the vote that a tapped button stands for, None where it is another.

        Args:
            chat: id of the chat in which it was tapped.
            message: id of the message beneath which it stands.
            data: what the button carried; a client can make it up.
        """
        action, _, choice = data.partition(":")
        if action == WHY:
            return _with_reason(await self._records.text(conversation_of(chat), choice))
        if action not in (HELPFUL, NOT_HELPFUL):
            return None
        answered = await self._records.answered(conversation_of(chat), choice)
        return Vote(str(message), action == HELPFUL, answered) if answered else None


def link(address: Text) -> InlineKeyboardMarkup:
    """Return a button that opens a private chat.

    Args:
        address: of the chat.
    """
    return InlineKeyboardMarkup([[InlineKeyboardButton(OPEN_PRIVATE_CHAT, url=address)]])


def _button(label: Text, action: Text, choice: Text) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=f"{action}:{choice}")


def _with_reason(kept: Optional[Text]) -> Optional[Vote]:
    try:
        answer, reason, *topics, version = json.loads(kept or "")
    except (ValueError, TypeError):
        # A client made the id up, or took another button's.
        return None
    return Vote(answer, False, Answered(tuple(topics), version), reason)
