"""The widget's place, taken by a real socket.io client."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any

import aiohttp
import socketio

PATIENCE_SECONDS = 20.0

# The client library asks for a class of aiohttp 3.11; Rasa's aiohttp takes the seconds themselves.
if not hasattr(aiohttp, "ClientWSTimeout"):
    aiohttp.ClientWSTimeout = lambda ws_close: ws_close


class Tab:
    """One tab of a browser. As a context manager it connects, and waits for its session.

    Example::

        async with Tab(stack.address) as tab:
            bubbles = await tab.say("When are you open?")
    """

    def __init__(
        self,
        address: str,
        token: Any = None,
        *,
        headers: dict[str, str] | None = None,
        transports: Sequence[str] = ("websocket",),
    ) -> None:
        self._address = address
        self._auth = {"token": token}
        self._headers = headers or {}
        self._transports = list(transports)
        self._news = asyncio.Condition()
        self.client = socketio.AsyncClient(reconnection=False)
        self.client.on("*", self._hear)
        #: All that the server sent, in order.
        self.heard: list[tuple[str, Any]] = []

    async def _hear(self, event: str, *payload: Any) -> None:
        async with self._news:
            self.heard.append((event, payload[0] if payload else None))
            self._news.notify_all()

    async def connect(self) -> None:
        """Connect, without waiting for a session."""
        await self.client.connect(
            self._address, headers=self._headers, auth=self._auth, transports=self._transports
        )

    async def __aenter__(self) -> Tab:
        await self.connect()
        await self.hears("session_confirm")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End the connection, as a tab does that is closed."""
        if self._transports == ["polling"]:
            # The library would wait for the answer to its last poll, up to 45 seconds.
            self.client.eio.read_loop_task.cancel()
        with suppress(asyncio.CancelledError):
            await self.client.disconnect()
        if self.client.eio.http is not None:
            await self.client.eio.http.close()

    async def hears(self, event: str, count: int = 1) -> Any:
        """Wait until an event came so many times; return the last one's payload."""
        async with self._news:
            waiting = self._news.wait_for(lambda: len(self.all(event)) >= count)
            await asyncio.wait_for(waiting, PATIENCE_SECONDS)
        return self.all(event)[-1]

    def all(self, event: str) -> list[Any]:
        """Return the payloads of all events of a name."""
        return [payload for name, payload in self.heard if name == event]

    @property
    def session(self) -> dict[str, Any]:
        """What the server told of the session, the last time that it did."""
        confirmed: dict[str, Any] = self.all("session_confirm")[-1]
        return confirmed

    @property
    def token(self) -> str:
        return str(self.session["token"])

    async def emit(self, event: str, *payload: Any) -> Any:
        """Send an event and return what it was acknowledged with."""
        return await self.client.call(event, payload, timeout=PATIENCE_SECONDS)

    async def send(self, text: str, message_id: str | None = None) -> Any:
        """Send a message and return what it was acknowledged with."""
        return await self.emit("user_message", message(text, message_id))

    async def say(self, text: str) -> list[dict[str, Any]]:
        """Send a message and return the payloads of the turn's bubbles."""
        before, typing = len(self.all("bot_bubble")), len(self.all("typing"))
        assert await self.send(text) == {"ok": True}
        # On at the turn's begin; off is the last that it sends.
        await self.hears("typing", typing + 2)
        return self.all("bot_bubble")[before:]


def message(text: Any, message_id: str | None = None) -> dict[str, Any]:
    return {"id": message_id or str(uuid.uuid4()), "text": text}


def spoken(heard: Sequence[dict[str, Any]]) -> str:
    """Return what bubbles say, as one text."""
    return "\n".join(payload["bubble"]["text"] for payload in heard)
