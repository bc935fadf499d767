"""The web channel of Rasa's server: the widget's connections, and the pages that show it."""

from __future__ import annotations

import asyncio
import logging
import secrets
from typing import Any, Dict, Optional, Sequence, Text

from rasa.core.channels.channel import InputChannel
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from footnote.channels.conversations import split_conversation_id
from footnote.channels.delivery import DeliveringChannel, Undeliverable, offer_delivery
from footnote.channels.turns import OnNewMessage
from footnote.channels.web.content import ShownContent
from footnote.channels.web.conversing import CHANNEL, Conversing
from footnote.channels.web.gateway import Gateway
from footnote.channels.web.guards import Origins, is_proxy
from footnote.channels.web.history import History
from footnote.channels.web.outgoing import Outgoing
from footnote.channels.web.pages import add_pages
from footnote.channels.web.protocol import BAD_MESSAGE, MAX_PACKET_BYTES, TOO_FAST, TOO_LONG
from footnote.channels.web.sessions import Sessions, SessionTokens
from footnote.channels.web.sockets import PATH, SocketBlueprint, socket_server
from footnote.reply.bubble import Bubble
from footnote.settings import current_settings, networks
from footnote.store.database import open_database
from footnote.store.feedback import FeedbackLog
from footnote.store.senders import keyed_hash

logger = logging.getLogger(__name__)

#: Under the installation's key, what the channel's own key is made from.
_KEY_NAME = "footnote.channels.web"


class WebChannel(InputChannel, DeliveringChannel):
    """Serves the widget over socket.io, and the pages `/`, `/embed` and `/widget.js`."""

    def __init__(self, origins: Text, secret: Text) -> None:
        """Set up.

        Args:
            origins: of pages that may connect beside the server's own, with commas between them.
            secret: which sessions are signed with; empty takes the installation's key.

        Raises:
            InvalidConfigException: an origin is none.
        """
        try:
            self._origins = Origins(origins)
        except ValueError as error:
            raise InvalidConfigException(f"FOOTNOTE_WEB_ORIGINS: {error}") from error
        self._secret = secret
        self._sockets = socket_server()
        # Made when the server starts, before it takes any request.
        self._conversing: Conversing
        self._gateway: Gateway
        self._shown: ShownContent
        self._sweeping: asyncio.Task[None]

    @classmethod
    def name(cls) -> Text:
        """Return the channel's name, the prefix of its conversations."""
        return CHANNEL

    def url_prefix(self) -> Text:
        """Return where the routes are: at the root, so that addresses are short."""
        return "/"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> WebChannel:
        """Return the channel that credentials.yml describes (see the parent class)."""
        given = credentials or {}
        return cls(str(given.get("origins") or ""), str(given.get("secret") or ""))

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the routes (see the parent class)."""
        routes = SocketBlueprint("footnote_web")

        @routes.listener("before_server_start")
        async def start(app: Sanic, _: Any) -> None:
            gateway = await asyncio.to_thread(self._open, app, on_new_message)
            gateway.listen()
            offer_delivery(app, CHANNEL, self)
            self._sweeping = asyncio.create_task(gateway.sweep())

        @routes.listener("before_server_stop")
        async def stop(app: Sanic, _: Any) -> None:
            self._sweeping.cancel()
            await self._gateway.close()

        @routes.route(PATH, methods=["GET", "POST", "OPTIONS"])
        async def connect(request: Request) -> HTTPResponse:
            if "sid" not in request.args and self._gateway.connects_too_fast(request):
                return response.json({"error": TOO_FAST}, status=429)
            if len(request.body) > MAX_PACKET_BYTES:
                return response.json({"error": TOO_LONG}, status=413)
            try:
                return await self._sockets.handle_request(request)
            except Exception as error:
                # The library lets what cannot be decoded through, which may be a client's words.
                logger.warning("A connection ended: %s", type(error).__name__)
                return response.json({"error": BAD_MESSAGE}, status=400)

        add_pages(routes, lambda: self._shown.now(), self._scheme)
        return routes

    async def deliver(self, conversation: Text, bubbles: Sequence[Bubble]) -> None:
        """Send bubbles to a session's tabs (see the parent class)."""
        parts = split_conversation_id(conversation)
        if parts is None:
            raise Undeliverable("this is no conversation of the web channel")
        await self._conversing.deliver(conversation, parts[1], bubbles)

    def _open(self, app: Sanic, on_new_message: OnNewMessage) -> Gateway:
        """Put the parts together; they live as long as the server runs."""
        settings = current_settings()
        engine = open_database(settings.database_url)
        sessions = Sessions()
        votes = FeedbackLog(engine)
        history = History(engine, votes)
        out = Outgoing(self._sockets, history)
        self._conversing = Conversing(
            app=app,
            on_new_message=on_new_message,
            engine=engine,
            sessions=sessions,
            out=out,
            history=history,
            votes=votes,
        )
        self._shown = ShownContent(engine)
        self._gateway = Gateway(
            sockets=self._sockets,
            settings=settings,
            origins=self._origins,
            tokens=SessionTokens(self._key(engine), settings.conversation_days),
            sessions=sessions,
            conversing=self._conversing,
            history=history,
            out=out,
            shown=self._shown,
        )
        return self._gateway

    def _scheme(self, request: Request) -> Text:
        """Return by which scheme a client asked; a proxy of ours knows better than we do."""
        if is_proxy(request.ip, networks(current_settings().trusted_proxies)):
            told: Text = request.headers.get("x-forwarded-proto", "")
            return told if told in ("http", "https") else "http"
        return str(request.scheme)

    def _key(self, engine: Engine) -> bytes:
        """Return what sessions are signed with."""
        if self._secret:
            return self._secret.encode()
        try:
            return keyed_hash(engine, _KEY_NAME)
        except SQLAlchemyError as error:
            logger.error("The key is not to be had (%s): sessions end here.", type(error).__name__)
            return secrets.token_bytes()
