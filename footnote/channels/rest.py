"""The REST channel: one JSON message in, the reply's bubbles and its envelope out."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from footnote.channels.conversations import split_conversation_id
from footnote.channels.incoming import MAX_TEXT_LENGTH, plain_text
from footnote.channels.requests import Refused, json_object
from footnote.channels.turns import OnNewMessage, TurnReply, run_turn
from footnote.reply.plain_text import render

MAX_SENDER_LENGTH = 200

Entry = Dict[Text, Any]


class RestChannel(InputChannel):
    """`POST /webhooks/rest/webhook {"sender": "...", "message": "..."}`.

    The answer is Rasa's usual list; its last entry holds the envelope under `custom`. A turn that
    yields nothing in time is answered with the error reply, never with silence.
    """

    @classmethod
    def name(cls) -> Text:
        """Return the name in the URL."""
        return "rest"

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the routes (see the parent class)."""
        routes = Blueprint("footnote_rest")

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            try:
                sender, text = _checked(request)
            except Refused as refused:
                return response.json({"error": refused.reason}, status=refused.status)
            reply = await run_turn(
                on_new_message,
                request.app.ctx.agent.domain,
                self.name(),
                sender,
                plain_text(text),
            )
            return response.json(_entries(reply, sender))

        return routes


def _checked(request: Request) -> tuple[Text, Text]:
    """Return sender and message of a sound request.

    Raises:
        Refused: it is too large, no JSON object, or lacks a sender or message.
    """
    body = json_object(request)
    sender, text = body.get("sender"), body.get("message")
    if not isinstance(sender, str) or not 0 < len(sender.strip()) <= MAX_SENDER_LENGTH:
        raise Refused(400, f'"sender" must be a text of 1 to {MAX_SENDER_LENGTH} characters.')
    if split_conversation_id(sender) is not None:
        raise Refused(403, '"sender" names a conversation of another channel.')
    if not isinstance(text, str):
        raise Refused(400, '"message" must be a text.')
    if len(text) > MAX_TEXT_LENGTH:
        raise Refused(413, f'"message" is longer than {MAX_TEXT_LENGTH} characters.')
    return sender, text


def _entries(reply: TurnReply, sender: Text) -> List[Entry]:
    """Return a reply as Rasa's REST channel lists it: bubbles, then the envelope."""
    entries: List[Entry] = []
    for bubble in reply.bubbles:
        entry: Entry = {"recipient_id": sender, "text": render(bubble)}
        if bubble.buttons:
            entry["buttons"] = [{"title": text, "payload": text} for text in bubble.buttons]
        entries.append(entry)
    return [*entries, {"recipient_id": sender, "custom": reply.envelope}]
