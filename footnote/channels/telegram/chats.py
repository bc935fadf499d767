"""Chats of Telegram as conversations of Footnote."""

from __future__ import annotations

import re
from typing import Optional, Text

from footnote.channels.conversations import conversation_id, split_conversation_id

CHANNEL = "telegram"

_CHAT = re.compile(r"-?[1-9][0-9]*")


def conversation_of(chat: int) -> Text:
    """Return the id of the conversation in a chat."""
    return conversation_id(CHANNEL, str(chat))


def chat_of(conversation: Text) -> Optional[int]:
    """Return the chat of a conversation, None where it is none of Telegram's."""
    parts = split_conversation_id(conversation)
    if parts is None or parts[0] != CHANNEL or not _CHAT.fullmatch(parts[1]):
        return None
    return int(parts[1])
