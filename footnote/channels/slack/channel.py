"""The Slack channel: its route, and its life from the server's start to its end."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, Optional, Sequence, Text

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from slack_bolt.adapter.sanic.async_handler import to_async_bolt_request, to_sanic_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from footnote.channels.background import Background
from footnote.channels.delivery import DeliveringChannel, Undeliverable, offer_delivery
from footnote.channels.records import Records
from footnote.channels.requests import Refused
from footnote.channels.slack.credentials import SlackCredentials
from footnote.channels.slack.events import Event
from footnote.channels.slack.forgetting import Forgetting
from footnote.channels.slack.guards import check_request
from footnote.channels.slack.handling import Handler
from footnote.channels.slack.listening import listening_app
from footnote.channels.slack.places import CHANNEL, place_of
from footnote.channels.slack.replying import Replies
from footnote.channels.slack.sending import SENDING_ERRORS, Sender, kind_of, open_client
from footnote.channels.turns import OnNewMessage
from footnote.reply.bubble import Bubble
from footnote.settings import current_settings
from footnote.store.database import open_database

#: How long work may go on when the server ends, and a pushed reply may take.
GRACE_SECONDS = 5.0
DELIVERY_TIMEOUT_SECONDS = 10.0


class SlackChannel(InputChannel, DeliveringChannel):
    """`POST /webhooks/slack/events`, called by Slack with events, taps, dialogs and commands.

    It answers at once and works in the background. Without credentials the channel is off: the
    route answers 404, and nothing is sent anywhere.
    """

    def __init__(self, credentials: Optional[SlackCredentials]) -> None:
        """Set up.

        Args:
            credentials: of the app, None switches the channel off.
        """
        self._credentials = credentials
        self._background = Background()
        self._app: Optional[AsyncApp] = None
        self._handler: Optional[Handler] = None
        self._replies: Optional[Replies] = None
        self._sender: Optional[Sender] = None

    @classmethod
    def name(cls) -> Text:
        """Return the name in the URL."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> SlackChannel:
        """Return the channel that credentials.yml describes (see the parent class).

        Raises:
            InvalidConfigException: only one value is there, or one is unusable.
        """
        return cls(SlackCredentials.read(credentials))

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the routes (see the parent class)."""
        routes = Blueprint("footnote_slack")
        credentials = self._credentials
        if credentials is None:

            @routes.post("/events")
            async def refuse(_: Request) -> HTTPResponse:
                return response.json({"error": "This channel is switched off."}, status=404)

            return routes

        verifier = SignatureVerifier(credentials.signing_secret)

        @routes.post("/events")
        async def receive(request: Request) -> HTTPResponse:
            if self._app is None:
                # Slack sends again what it could not deliver.
                return response.json({"error": "The server is ending."}, status=503)
            try:
                check_request(request, verifier)
                return await _dispatch(self._app, request)
            except Refused as refused:
                return response.json({"error": refused.reason}, status=refused.status)

        @routes.listener("before_server_start")
        async def open_channel(app: Sanic, _: Any) -> None:
            self._open(app, on_new_message, credentials)
            offer_delivery(app, CHANNEL, self)

        @routes.listener("before_server_stop")
        async def close_channel(*_: Any) -> None:
            await self._close()

        return routes

    def _open(self, app: Sanic, on_new_message: OnNewMessage, entered: SlackCredentials) -> None:
        """Get ready to work; nothing is sent yet."""
        settings = current_settings()
        client = open_client(entered.bot_token, settings.slack_api_url)
        engine = open_database(settings.database_url)
        records = Records(engine, CHANNEL)
        self._sender = Sender(client)
        self._replies = Replies(records, self._sender)
        self._handler = Handler(
            on_new_message=on_new_message,
            app=app,
            records=records,
            sender=self._sender,
            replies=self._replies,
            forgetting=Forgetting(
                app=app,
                engine=engine,
                records=records,
                on_forgotten=self._replies.open_threads.discard,
            ),
        )
        self._app = listening_app(entered.signing_secret, client, self._begin)

    def _begin(self, event: Event) -> None:
        assert self._handler is not None
        self._background.run(self._handler.handle(event))

    async def deliver(self, conversation: Text, bubbles: Sequence[Bubble]) -> None:
        """Send bubbles to a direct message or a thread (see the parent class)."""
        place = place_of(conversation)
        if self._replies is None or place is None:
            raise Undeliverable("Slack cannot send to this conversation")
        try:
            await asyncio.wait_for(self._replies.show(place, bubbles), DELIVERY_TIMEOUT_SECONDS)
        except SENDING_ERRORS as error:
            raise Undeliverable(f"Slack does not take it ({kind_of(error)})") from error

    async def _close(self) -> None:
        """Take nothing more on, let work end, and close the connections."""
        self._app = None
        await self._background.close(GRACE_SECONDS)
        if self._sender is not None:
            await self._sender.close()


async def _dispatch(app: AsyncApp, request: Request) -> HTTPResponse:
    """Give a request to slack_bolt.

    Raises:
        Refused: it is not of the form that Slack documents.
    """
    try:
        read = to_async_bolt_request(request)
        return to_sanic_response(await app.async_dispatch(read))
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        # slack_bolt checks no types; what our listeners do with a request is not done in here.
        raise Refused(400, "The body cannot be read.") from error
