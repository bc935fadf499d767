"""Slack's requests through slack_bolt: acknowledged at once, work begun in the background."""

from __future__ import annotations

import logging
import re
from typing import Any, Callable, Dict, Optional, Text

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from footnote.channels.slack import events
from footnote.channels.slack.events import Event
from footnote.channels.slack.texts import FORGET_COMMAND

logger = logging.getLogger(__name__)

_ANY = re.compile(".*")


def listening_app(
    signing_secret: Text, client: AsyncWebClient, begin: Callable[[Event], None]
) -> AsyncApp:
    """Return the app that Slack's requests are dispatched to.

    Its answer never waits for Slack, the database or a turn.

    Args:
        signing_secret: of the app.
        client: of the Web API.
        begin: starts the work on an event.
    """
    token = client.token

    async def authorize(enterprise_id: Optional[Text], team_id: Optional[Text]) -> AuthorizeResult:
        # slack_bolt would ask Slack who we are before it acknowledges the first request.
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)

    # What slack_bolt logs below errors holds what clients write.
    quiet = logging.getLogger(f"{__name__}.slack_bolt")
    quiet.setLevel(logging.ERROR)
    app = AsyncApp(
        name=__name__,
        logger=quiet,
        signing_secret=signing_secret,
        authorize=authorize,
        # The listeners below only start work, so the answer can wait for them.
        process_before_response=True,
        # The guards have verified the signature, before the body was read.
        request_verification_enabled=False,
    )

    def read(reader: Callable[[Dict[Text, Any]], Optional[Event]], body: Dict[Text, Any]) -> None:
        try:
            event = reader(body)
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            # Slack would send it again, and it would not become readable.
            logger.error("A request of Slack's cannot be read: %s", type(error).__name__)
            return
        if event is not None:
            begin(event)

    @app.event(_ANY)
    async def on_event(body: Dict[Text, Any]) -> None:
        read(events.happened, body)

    @app.action(_ANY)
    async def on_tap(ack: AsyncAck, body: Dict[Text, Any]) -> None:
        await ack()
        read(events.tapped, body)

    @app.view(_ANY)
    async def on_dialog(ack: AsyncAck, body: Dict[Text, Any]) -> None:
        await ack()
        read(events.submitted, body)

    @app.command(FORGET_COMMAND)
    async def on_command(ack: AsyncAck, body: Dict[Text, Any]) -> None:
        await ack()
        read(events.commanded, body)

    @app.error
    async def on_error(error: Exception) -> BoltResponse:
        # slack_bolt only reads here. What it could not read may hold the client's words, so only
        # the kind of error is logged.
        logger.error("A request of Slack's cannot be read: %s", type(error).__name__)
        return BoltResponse(status=400, body={"error": "The body cannot be read."})

    return app
