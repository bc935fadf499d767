"""The REST channel: one JSON message in, the reply's bubbles and its envelope out."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Awaitable, Callable, Dict, List, Text

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from footnote.channels.incoming import MAX_TEXT_LENGTH, plain_text
from footnote.settings import current_settings

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 128 * 1024
MAX_SENDER_LENGTH = 200

Entry = Dict[Text, Any]


class Refused(Exception):
    """A request that a guard turns away.

    Args:
        status: HTTP status, 4xx.
        reason: what is wrong, for the integrator.
    """

    def __init__(self, status: int, reason: Text) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class RestChannel(InputChannel):
    """`POST /webhooks/rest/webhook {"sender": "...", "message": "..."}`.

    The answer is Rasa's usual list; its last entry holds the envelope under `custom`. A turn that
    yields nothing in time is answered with the error reply, never with silence.
    """

    @classmethod
    def name(cls) -> Text:
        """Return the name in the URL."""
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes (see the parent class)."""
        routes = Blueprint("footnote_rest")

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            try:
                sender, text = _checked(request)
            except Refused as refused:
                return response.json({"error": refused.reason}, status=refused.status)
            text = plain_text(text)
            if not text:
                return response.json(_canned(request.app, "utter_no_text", sender))
            entries = await _turn(on_new_message, sender, text)
            return response.json(entries or _canned(request.app, "utter_error", sender))

        return routes


def _checked(request: Request) -> tuple[Text, Text]:
    """Return sender and message of a sound request.

    Raises:
        Refused: it is too large, no JSON object, or lacks a sender or message.
    """
    if len(request.body) > MAX_BODY_BYTES:
        raise Refused(413, f"The request is larger than {MAX_BODY_BYTES} bytes.")
    try:
        body = request.json
    except Exception as error:  # Sanic wraps whatever its JSON parser raises
        raise Refused(400, "The body is not valid JSON.") from error
    if not isinstance(body, dict):
        raise Refused(400, 'The body must be a JSON object with "sender" and "message".')
    sender, text = body.get("sender"), body.get("message")
    if not isinstance(sender, str) or not 0 < len(sender.strip()) <= MAX_SENDER_LENGTH:
        raise Refused(400, f'"sender" must be a text of 1 to {MAX_SENDER_LENGTH} characters.')
    if not isinstance(text, str):
        raise Refused(400, '"message" must be a text.')
    if len(text) > MAX_TEXT_LENGTH:
        raise Refused(413, f'"message" is longer than {MAX_TEXT_LENGTH} characters.')
    return sender, text


class _Bubbles(CollectingOutputChannel):
    """Collects bubbles as they are; Rasa's own would cut a text at its blank lines."""

    async def send_text_message(self, recipient_id: Text, text: Text, **kwargs: Any) -> None:
        """Collect one text."""
        await self._persist_message(self._message(recipient_id, text=text))


async def _turn(
    on_new_message: Callable[[UserMessage], Awaitable[Any]], sender: Text, text: Text
) -> List[Entry]:
    """Run one turn and return what it uttered; empty where it failed or took too long."""
    collected = _Bubbles()
    message = UserMessage(text, collected, sender, input_channel=RestChannel.name())
    try:
        await asyncio.wait_for(on_new_message(message), current_settings().turn_timeout)
    except asyncio.TimeoutError:
        logger.error("A turn took longer than FOOTNOTE_TURN_TIMEOUT.")
    except Exception as error:
        # The message may hold the client's words, so only the kind of error is logged.
        logger.error("A turn failed: %s", type(error).__name__)
    return collected.messages


def _canned(app: Sanic, response_name: Text, sender: Text) -> List[Entry]:
    """Return a response of the domain as entries, without a turn."""
    canned = app.ctx.agent.domain.responses[response_name][0]
    return [
        {"recipient_id": sender, "text": canned["text"]},
        {"recipient_id": sender, "custom": canned["custom"]},
    ]
