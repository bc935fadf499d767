"""The Telegram channel: its route, and its life from the server's start to its end."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Any, Dict, Optional, Sequence, Text

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from telegram import Update
from telegram.error import TelegramError

from footnote.channels.background import Background
from footnote.channels.delivery import DeliveringChannel, Undeliverable, offer_delivery
from footnote.channels.records import Records
from footnote.channels.requests import Refused
from footnote.channels.telegram.bot import open_bot
from footnote.channels.telegram.chats import CHANNEL, chat_of
from footnote.channels.telegram.credentials import TelegramCredentials
from footnote.channels.telegram.guards import checked_update
from footnote.channels.telegram.handling import Handler
from footnote.channels.telegram.registration import register
from footnote.channels.telegram.sending import Sender
from footnote.channels.telegram.updates import event_of
from footnote.channels.turns import OnNewMessage
from footnote.reply.bubble import Bubble
from footnote.settings import current_settings
from footnote.store.database import open_database

logger = logging.getLogger(__name__)

#: How long work may go on when the server ends, and a pushed reply may take.
GRACE_SECONDS = 5.0
DELIVERY_TIMEOUT_SECONDS = 10.0


class TelegramChannel(InputChannel, DeliveringChannel):
    """`POST /webhooks/telegram/webhook`, called by Telegram with an update.

    It answers at once and works in the background. Without a token in credentials.yml the channel
    is off: the route answers 404, and nothing is sent anywhere.
    """

    def __init__(self, credentials: Optional[TelegramCredentials]) -> None:
        """Set up.

        Args:
            credentials: of the bot, None switches the channel off.
        """
        self._credentials = credentials
        self._background = Background()
        self._registration: Optional[asyncio.Task[None]] = None
        self._sender: Optional[Sender] = None
        self._handler: Optional[Handler] = None

    @classmethod
    def name(cls) -> Text:
        """Return the name in the URL."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> TelegramChannel:
        """Return the channel that credentials.yml describes (see the parent class).

        Raises:
            InvalidConfigException: there is a token, and something is unusable.
        """
        return cls(TelegramCredentials.read(credentials))

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the routes (see the parent class)."""
        routes = Blueprint("footnote_telegram")
        credentials = self._credentials
        if credentials is None:

            @routes.post("/webhook")
            async def refuse(_: Request) -> HTTPResponse:
                return response.json({"error": "This channel is switched off."}, status=404)

            return routes

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            if self._handler is None:
                # Telegram repeats what it could not deliver.
                return response.json({"error": "The server is ending."}, status=503)
            try:
                update = checked_update(request, credentials.secret)
            except Refused as refused:
                return response.json({"error": refused.reason}, status=refused.status)
            self._begin(self._handler, update)
            return response.json({})

        @routes.listener("before_server_start")
        async def open_channel(app: Sanic, _: Any) -> None:
            settings = current_settings()
            bot = open_bot(credentials.token, settings.telegram_api_url)
            self._sender = Sender(bot)
            self._handler = Handler(
                on_new_message=on_new_message,
                app=app,
                records=Records(open_database(settings.database_url), CHANNEL),
                sender=self._sender,
            )
            offer_delivery(app, CHANNEL, self)

        @routes.listener("after_server_start")
        async def announce(*_: Any) -> None:
            assert self._sender is not None
            # Not before: Telegram sends what it has kept as soon as it knows where to.
            self._registration = asyncio.create_task(register(self._sender.bot, credentials))

        @routes.listener("before_server_stop")
        async def close_channel(*_: Any) -> None:
            await self._close()

        return routes

    def _begin(self, handler: Handler, update: Dict[Text, Any]) -> None:
        """Start the work on an update, if there is any."""
        assert self._sender is not None
        try:
            event = event_of(Update.de_json(update, self._sender.bot))
        except Exception as error:
            # Telegram would repeat it for a day, and it would not become readable.
            logger.error("An update cannot be read: %s", type(error).__name__)
            return
        if event is not None:
            self._background.run(handler.handle(update["update_id"], event))

    async def deliver(self, conversation: Text, bubbles: Sequence[Bubble]) -> None:
        """Send bubbles to a chat (see the parent class)."""
        chat = chat_of(conversation)
        if self._handler is None or self._sender is None or chat is None:
            raise Undeliverable("Telegram cannot send to this conversation")
        messages = await self._handler.outgoing(chat, bubbles)
        try:
            await asyncio.wait_for(self._sender.send(chat, messages), DELIVERY_TIMEOUT_SECONDS)
        except asyncio.TimeoutError as error:
            raise Undeliverable("Telegram does not answer in time") from error
        except TelegramError as error:
            raise Undeliverable(f"Telegram refuses ({type(error).__name__})") from error

    async def _close(self) -> None:
        """Take nothing more on, let work end, and close the connections."""
        self._handler = None
        if self._registration is not None:
            self._registration.cancel()
            with suppress(asyncio.CancelledError):
                await self._registration
        await self._background.close(GRACE_SECONDS)
        if self._sender is not None:
            await self._sender.bot.shutdown()
