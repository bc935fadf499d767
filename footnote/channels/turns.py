"""One turn of a conversation, the same on every channel: a client's text in, bubbles out."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import Any, Awaitable, Callable, Dict, List, Optional, Text, Tuple

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.domain import Domain

from footnote.channels.recording import recorder
from footnote.reply.bubble import Bubble
from footnote.settings import current_settings

logger = logging.getLogger(__name__)

UTTER_ERROR = "utter_error"
UTTER_NO_TEXT = "utter_no_text"

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


@dataclass(frozen=True)
class TurnReply:
    """All that a turn says.

    Attributes:
        bubbles: in order; at least one.
        envelope: the machine-readable envelope, as JSON types.
    """

    bubbles: Tuple[Bubble, ...]
    envelope: Dict[Text, Any]


class Collector(OutputChannel):
    """Collects what Rasa utters in a turn; the channel sends it afterwards, in its own look."""

    def __init__(self, channel: Text) -> None:
        """Set up.

        Args:
            channel: name of the channel that the message came from.
        """
        self._channel = channel
        self.bubbles: List[Bubble] = []
        self.envelope: Optional[Dict[Text, Any]] = None

    def name(self) -> Text:
        """Return the channel's name, which Rasa passes to the response generator."""
        return self._channel

    async def send_response(self, recipient_id: Text, message: Dict[Text, Any]) -> None:
        """Collect one utterance (see the parent class)."""
        if message.get("bubble"):
            self.bubbles.append(Bubble.from_dict(message["bubble"]))
        elif message.get("text"):
            buttons = tuple(button["title"] for button in message.get("buttons") or ())
            self.bubbles.append(Bubble(message["text"], buttons=buttons))
        if message.get("custom"):
            self.envelope = dict(message["custom"])


async def run_turn(
    on_new_message: OnNewMessage, domain: Domain, channel: Text, conversation: Text, text: Text
) -> TurnReply:
    """Run one turn; where it fails, takes too long or says nothing, the error reply is returned.

    What staff should see of it is recorded in the background.

    Args:
        on_new_message: Rasa's handler.
        domain: of the loaded model; holds the canned replies.
        channel: name of the channel.
        conversation: id of the conversation, see `footnote.channels.conversations`.
        text: what the client wrote, as `plain_text` returned it; may be empty.
    """
    if not text:
        return canned(domain, UTTER_NO_TEXT)
    collector = Collector(channel)
    message = UserMessage(text, collector, conversation, input_channel=channel)
    try:
        await asyncio.wait_for(on_new_message(message), current_settings().turn_timeout)
    except asyncio.TimeoutError:
        logger.error("A turn took longer than FOOTNOTE_TURN_TIMEOUT.")
    except Exception as error:
        # The message may hold the client's words, so only the kind of error is logged.
        logger.error("A turn failed: %s", type(error).__name__)
    failed = canned(domain, UTTER_ERROR)
    if not collector.bubbles:
        return failed
    envelope = collector.envelope or failed.envelope
    recorder.record(conversation, channel, text, envelope)
    return TurnReply(tuple(collector.bubbles), envelope)


def canned(domain: Domain, response_name: Text) -> TurnReply:
    """Return a response of the domain, without a turn."""
    response = domain.responses[response_name][0]
    return TurnReply((Bubble(response["text"]),), dict(response["custom"]))
