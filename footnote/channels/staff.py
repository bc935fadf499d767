"""The staff's way in: a person's reply, sent into a client's conversation."""

from __future__ import annotations

import hmac
from typing import Any, Dict, Optional, Text

from rasa.core.channels.channel import InputChannel
from rasa.shared.core.events import BotUttered
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from footnote.channels.conversations import split_conversation_id
from footnote.channels.delivery import Undeliverable, deliver
from footnote.channels.incoming import plain_text
from footnote.channels.requests import Refused, json_object
from footnote.channels.turns import OnNewMessage
from footnote.reply.bubble import Bubble

MAX_REPLY_LENGTH = 4_000


class StaffChannel(InputChannel):
    """`POST /webhooks/staff/reply {"conversation": "...", "text": "..."}` with a bearer token.

    The text reaches the client natively on their channel and stands in the conversation. Without
    a token in credentials.yml every request is refused.
    """

    def __init__(self, token: Text) -> None:
        """Set up.

        Args:
            token: what staff tools show; empty switches the channel off.
        """
        self._token = token

    @classmethod
    def name(cls) -> Text:
        """Return the name in the URL."""
        return "staff"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> StaffChannel:
        """Return the channel that credentials.yml describes (see the parent class)."""
        return cls(str((credentials or {}).get("token") or ""))

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the routes (see the parent class)."""
        routes = Blueprint("footnote_staff")

        @routes.post("/reply")
        async def reply(request: Request) -> HTTPResponse:
            try:
                self._check_token(request)
                conversation, text = _checked(json_object(request))
                # The conversation is locked: a turn of the client's may be running.
                agent = request.app.ctx.agent
                async with agent.lock_store.lock(conversation):
                    bubble = Bubble(text)
                    await deliver(request.app, conversation, [bubble])
                    tracker = await agent.tracker_store.get_or_create_tracker(conversation)
                    tracker.update(BotUttered(text, metadata={"bubble": bubble.as_dict()}))
                    await agent.tracker_store.save(tracker)
            except Refused as refused:
                return response.json({"error": refused.reason}, status=refused.status)
            except Undeliverable as error:
                return response.json({"error": str(error)}, status=502)
            return response.json({"delivered": True})

        return routes

    def _check_token(self, request: Request) -> None:
        """Let only staff in.

        Raises:
            Refused: the token is missing or wrong.
        """
        header = request.headers.get("authorization", "")
        shown = header.removeprefix("Bearer ").encode("utf-8", "surrogateescape")
        if not self._token or not hmac.compare_digest(shown, self._token.encode()):
            raise Refused(401, "A valid bearer token is needed.")


def _checked(body: Dict[Text, Any]) -> tuple[Text, Text]:
    """Return conversation and text of a sound request.

    Raises:
        Refused: one of them is missing or unusable.
    """
    conversation, text = body.get("conversation"), body.get("text")
    if not isinstance(conversation, str) or split_conversation_id(conversation) is None:
        raise Refused(400, '"conversation" must be the id of a conversation.')
    reply = plain_text(text) if isinstance(text, str) else ""
    if not 0 < len(reply) <= MAX_REPLY_LENGTH:
        raise Refused(400, f'"text" must be a text of 1 to {MAX_REPLY_LENGTH} characters.')
    return conversation, reply
