"""Ids of conversations. Each channel has its own, so that none can reach another's."""

from __future__ import annotations

from typing import Optional, Text, Tuple

#: Channels whose ids begin with their name; REST takes ids from integrators, who may not use these.
PREFIXED = ("web", "telegram", "slack")


def conversation_id(channel: Text, local: Text) -> Text:
    """Return the id of a conversation on a channel.

    Args:
        channel: one of `PREFIXED`.
        local: what tells the channel's conversations apart, such as a chat id.
    """
    return f"{channel}:{local}"


def split_conversation_id(conversation: Text) -> Optional[Tuple[Text, Text]]:
    """Return channel and local part of a conversation's id, None for one of REST."""
    channel, colon, local = conversation.partition(":")
    return (channel, local) if colon and channel in PREFIXED else None
