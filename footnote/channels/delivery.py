"""Reaching a client outside of a turn: a person's reply, sent natively on the client's channel."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Dict, Sequence, Text

from sanic import Sanic

from footnote.channels.conversations import split_conversation_id
from footnote.reply.bubble import Bubble


class Undeliverable(Exception):
    """Nothing can be sent to a conversation now: no such channel, or the other side refuses."""


class DeliveringChannel(ABC):
    """A channel that can send to its clients at any time."""

    @abstractmethod
    async def deliver(self, conversation: Text, bubbles: Sequence[Bubble]) -> None:
        """Send bubbles to a conversation.

        Args:
            conversation: id of a conversation of this channel, with its prefix.
            bubbles: in order.

        Raises:
            Undeliverable: the other side cannot be reached or refuses.
        """


def offer_delivery(app: Sanic, channel: Text, delivering: DeliveringChannel) -> None:
    """Make a channel known to `deliver`; called when the server starts.

    Args:
        app: the server.
        channel: name of the channel, the prefix of its conversations.
        delivering: the channel.
    """
    _deliveries(app)[channel] = delivering


async def deliver(app: Sanic, conversation: Text, bubbles: Sequence[Bubble]) -> None:
    """Send bubbles to a conversation on whichever channel it runs.

    Args:
        app: the server.
        conversation: id of the conversation.
        bubbles: in order.

    Raises:
        Undeliverable: it is a conversation of no channel that can be reached.
    """
    parts = split_conversation_id(conversation)
    delivering = _deliveries(app).get(parts[0]) if parts else None
    if delivering is None:
        raise Undeliverable("no channel can send to this conversation")
    await delivering.deliver(conversation, bubbles)


def _deliveries(app: Sanic) -> Dict[Text, DeliveringChannel]:
    if not hasattr(app.ctx, "footnote_deliveries"):
        app.ctx.footnote_deliveries = {}
    known: Dict[Text, DeliveringChannel] = app.ctx.footnote_deliveries
    return known
