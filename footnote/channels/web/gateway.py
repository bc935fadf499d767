"""The connections of the web channel: each through the guards, then bound to its session."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Awaitable, Callable, Dict, List, Optional, Sequence, Set, Text

from sanic.request import Request
from socketio import AsyncServer
from socketio.exceptions import ConnectionRefusedError
from sqlalchemy.exc import SQLAlchemyError

from footnote.channels.web import protocol
from footnote.channels.web.content import ShownContent
from footnote.channels.web.conversing import Conversing
from footnote.channels.web.guards import Origins, client_address
from footnote.channels.web.history import Entry, History
from footnote.channels.web.limits import Connections, Rates
from footnote.channels.web.outgoing import Outgoing
from footnote.channels.web.protocol import Refusal
from footnote.channels.web.sessions import Session, Sessions, SessionTokens
from footnote.channels.web.sockets import close
from footnote.settings import Settings, networks

logger = logging.getLogger(__name__)

NAMESPACE = "/"
#: So many refused events in a minute, and the connection is cut.
MOST_REFUSED = 60
#: Within this time a client reads why it was refused.
READ_SECONDS = 1.0
#: Who has not asked for a session by then is cut off.
SWEEP_SECONDS = 10.0

Ack = Dict[Text, Any]
Handler = Callable[[Session, Text, Sequence[Any]], Awaitable[None]]


class Gateway:
    """Takes the widget's events.

    A connection is bound to its session when that is confirmed. No event names a session, so
    none can reach another's.
    """

    def __init__(
        self,
        *,
        sockets: AsyncServer,
        settings: Settings,
        origins: Origins,
        tokens: SessionTokens,
        sessions: Sessions,
        conversing: Conversing,
        history: History,
        out: Outgoing,
        shown: ShownContent,
    ) -> None:
        """Set up.

        Args:
            sockets: on which events come.
            settings: the limits, and the proxies.
            origins: that may connect.
            tokens: of this installation.
            sessions: those in use.
            conversing: carries out what is asked for.
            history: of all conversations.
            out: sends to sessions.
            shown: what a session is told of the knowledge base.
        """
        self._sockets = sockets
        self._settings = settings
        self._proxies = networks(settings.trusted_proxies)
        self._origins = origins
        self._tokens = tokens
        self._sessions = sessions
        self._conversing = conversing
        self._history = history
        self._out = out
        self._shown = shown
        self._rates = Rates()
        self._connections = Connections(settings.web_connections, settings.web_address_connections)

    def listen(self) -> None:
        """Take events from now on."""
        self._sockets.on("connect", self._connect)
        self._sockets.on("disconnect", self._disconnect)
        self._sockets.on(protocol.USER_MESSAGE, self._guarded(self._user_message))
        self._sockets.on(protocol.FEEDBACK, self._guarded(self._feedback))
        self._sockets.on(protocol.FORGET, self._guarded(self._forget))
        self._sockets.on("*", self._unknown)

    def connects_too_fast(self, request: Request) -> bool:
        """Count a connection that is about to be opened; return whether there are too many."""
        limit = self._settings.web_address_connects
        return self._rates.wait(limit, "connects", self._address(request)) > 0

    def _address(self, request: Request) -> Text:
        forwarded = ",".join(request.headers.getall("x-forwarded-for", []))
        return client_address(request.ip, forwarded, self._proxies)

    async def _connect(self, connection: Text, environ: Dict[Text, Any], auth: Any) -> None:
        """Admit a connection.

        Raises:
            ConnectionRefusedError: a guard turns it away.
        """
        request = environ["sanic.request"]
        headers = request.headers
        if not self._origins.allow(headers.get("origin", ""), headers.get("host", "")):
            raise self._refused(connection, "origin")
        if not self._connections.admit(connection, self._address(request)):
            raise self._refused(connection, "busy")
        # It is told once the library has told that it is connected.
        self._sockets.start_background_task(self._welcome, connection, protocol.token_of(auth))

    def _refused(self, connection: Text, reason: Text) -> ConnectionRefusedError:
        """Return the refusal, and see to it that nothing stays open behind it."""
        transport = self._sockets.manager.eio_sid_from_sid(connection, NAMESPACE)

        async def end() -> None:
            await asyncio.sleep(READ_SECONDS)
            await close(self._sockets, transport)

        self._sockets.start_background_task(end)
        return ConnectionRefusedError(reason)

    async def _welcome(self, connection: Text, token: Optional[Text]) -> None:
        """Bind a connection to the session of its token, or to a new one, and confirm that."""
        if not self._is_connected(connection):
            return
        try:
            self._sessions.join(connection, self._tokens.session(token) if token else None)
            await self._confirm(connection)
        except Exception as error:
            logger.error("A session was not confirmed: %s", type(error).__name__)
            await self._cut(connection)

    async def _confirm(self, connection: Text) -> None:
        """Tell a connection its session, and all that was said there."""
        shown = await asyncio.to_thread(self._shown.now)
        session = self._sessions.of(connection)
        if session is None:
            return
        async with session.order:
            if self._sessions.of(connection) is not session:
                # The tab has gone, or its session was forgotten, which confirms the new one.
                return
            await self._sockets.enter_room(connection, session.conversation)
            history = await self._entries(session)
            confirmed = {
                **shown.as_dict(),
                "token": self._tokens.issue(session.id),
                "history": history,
                "limits": {"text": protocol.MAX_TEXT_LENGTH},
            }
            await self._sockets.emit(protocol.SESSION_CONFIRM, confirmed, to=connection)
            if session.turns.locked():
                await self._sockets.emit(protocol.TYPING, {"on": True}, to=connection)

    async def _entries(self, session: Session) -> List[Entry]:
        """Return a session's history with the messages that are not answered yet."""
        try:
            stored = await asyncio.to_thread(self._history.entries, session.conversation)
        except SQLAlchemyError as error:
            logger.error("A history was not read: %s", type(error).__name__)
            stored = []
        # The turn of the one that is being answered may just have been stored.
        waiting = [
            entry
            for entry in session.waiting.values()
            if not any(e["text"] == entry["text"] and e["time"] >= entry["time"] for e in stored)
        ]
        return [*stored, *waiting]

    async def _disconnect(self, connection: Text, reason: Text) -> None:
        """Let go of a connection that has ended."""
        self._release(connection)

    async def _user_message(
        self, session: Session, connection: Text, arguments: Sequence[Any]
    ) -> None:
        message = protocol.read_message(arguments)
        await self._conversing.take(session, connection, message)

    async def _feedback(self, session: Session, connection: Text, arguments: Sequence[Any]) -> None:
        await self._conversing.vote(session, protocol.read_vote(arguments))

    async def _forget(self, session: Session, connection: Text, arguments: Sequence[Any]) -> None:
        protocol.read_payload(arguments)
        await self._conversing.forget(session)
        async with session.order:
            await self._out.send(session, protocol.FORGOTTEN, {})
            tabs = list(session.tabs)
            new: Optional[Text] = None
            for tab in tabs:
                new = self._sessions.join(tab, new).id
                await self._sockets.leave_room(tab, session.conversation)
        for tab in tabs:
            await self._confirm(tab)

    async def _unknown(self, event: Any, connection: Text, *arguments: Any) -> Ack:
        async def refuse(*_: Any) -> None:
            raise Refusal(protocol.BAD_MESSAGE)

        return await self._guarded(refuse)(connection, *arguments)

    def _guarded(self, handle: Handler) -> Callable[..., Awaitable[Ack]]:
        """Return a handler that always acknowledges, whatever was sent."""

        async def guarded(connection: Text, *arguments: Any) -> Ack:
            try:
                await handle(self._admitted(connection), connection, arguments)
            except Refusal as refusal:
                if self._rates.wait(MOST_REFUSED, "refused", connection):
                    await self._cut(connection)
                return refusal.ack()
            except Exception as error:
                # What failed may hold the client's words, so only the kind of error is logged.
                logger.error("An event failed: %s", type(error).__name__)
                return Refusal(protocol.UNAVAILABLE).ack()
            return protocol.TAKEN

        return guarded

    def _admitted(self, connection: Text) -> Session:
        """Count an event and return the session that it belongs to.

        Raises:
            Refusal: there is none yet, or there were too many events.
        """
        session = self._sessions.of(connection)
        if session is None:
            raise Refusal(protocol.UNAVAILABLE)
        address = self._connections.address(connection)
        wait = self._rates.wait(
            self._settings.web_session_events, "session", session.id
        ) or self._rates.wait(self._settings.web_address_events, "address", address)
        if wait:
            raise Refusal(protocol.TOO_FAST, wait)
        return session

    def _is_connected(self, connection: Text) -> bool:
        return bool(self._sockets.manager.is_connected(connection, NAMESPACE))

    def _release(self, connection: Text) -> None:
        self._connections.release(connection)
        self._sessions.leave(connection)

    async def _cut(self, connection: Text) -> None:
        transport = self._sockets.manager.eio_sid_from_sid(connection, NAMESPACE)
        if transport is not None:
            await close(self._sockets, transport)
        self._release(connection)

    async def sweep(self) -> None:
        """Cut off, again and again, whoever opens a connection and never asks for a session."""
        idle: Set[Text] = set()
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            transports = set(self._sockets.eio.sockets)
            manager = self._sockets.manager
            without = {t for t in transports if manager.sid_from_eio_sid(t, NAMESPACE) is None}
            for transport in idle & without:
                await close(self._sockets, transport)
            idle = without
            for connection in self._connections.open():
                if manager.eio_sid_from_sid(connection, NAMESPACE) not in transports:
                    self._release(connection)

    async def close(self) -> None:
        """End all connections."""
        transports = list(self._sockets.eio.sockets)
        await asyncio.gather(*(close(self._sockets, transport) for transport in transports))
