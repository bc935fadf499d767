"""The socket.io server on Rasa's Sanic: quiet, small in what it takes, and sure to let go."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Any, Dict, Text

from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from socketio import AsyncServer
from socketio.packet import BINARY_EVENT, EVENT, Packet

from footnote.channels.web.protocol import MAX_PACKET_BYTES

PATH = "/socket.io"
#: Stands for the name of an event that no handler may be called by.
UNKNOWN = "unknown"
_CLOSE_SECONDS = 1.0


class ClientPacket(Packet):
    """A packet of socket.io; a client's event never bears a name that the library itself uses.

    Otherwise a client could call the handlers of connecting and disconnecting, with whatever
    arguments it likes.
    """

    def decode(self, encoded_packet: Text) -> Any:
        """Read a packet (see the parent class).

        Raises:
            ValueError: it is none.
        """
        attachments = super().decode(encoded_packet)
        if self.packet_type in (EVENT, BINARY_EVENT):
            if not isinstance(self.data, list) or not self.data:
                raise ValueError("an event has a name")
            name = self.data[0]
            if not isinstance(name, str) or name in AsyncServer.reserved_events:
                self.data[0] = UNKNOWN
        return attachments


def socket_server() -> AsyncServer:
    """Return a socket.io server that waits to be mounted."""
    # The libraries' logs hold whole packets, so what clients write.
    silent = logging.getLogger(f"{__name__}.library")
    silent.disabled = True
    return AsyncServer(
        async_mode="sanic",
        serializer=ClientPacket,
        # Refused here, a page would not learn why; the gateway checks origins itself. There are no
        # cookies: without a token of its own no page can read or write anything.
        cors_allowed_origins="*",
        cors_credentials=False,
        max_http_buffer_size=MAX_PACKET_BYTES,
        logger=silent,
        engineio_logger=silent,
    )


async def close(server: AsyncServer, transport_id: Text) -> None:
    """End a connection, whether or not the other side reads on.

    Args:
        server: which holds it.
        transport_id: of the transport beneath it, which may have no socket.io connection yet.
    """
    environ: Dict[Text, Any] = server.environ.get(transport_id, {})
    with suppress(asyncio.TimeoutError, KeyError):
        await asyncio.wait_for(server.eio.disconnect(transport_id), _CLOSE_SECONDS)
    request = environ.get("sanic.request")
    if request is not None and request.transport is not None:
        request.transport.abort()


class SocketBlueprint(Blueprint):
    """Routes at the root, with websockets beneath.

    Rasa's own page at `/` makes way for ours, and no answer of the server is read as something
    that it is not.
    """

    def register(self, app: Sanic, options: Dict[Text, Any]) -> None:
        """Mount the routes (see the parent class)."""
        app.enable_websocket()
        app.config.WEBSOCKET_MAX_SIZE = MAX_PACKET_BYTES
        # Sanic's error pages are HTML with styles of their own, and hold the address asked for.
        app.config.FALLBACK_ERROR_FORMAT = "text"
        app.register_middleware(_as_declared, "response")
        # Rasa adds its "Hello from Rasa" before any channel's routes.
        app.router.static_routes.pop(("",), None)
        super().register(app, options)


async def _as_declared(request: Request, response: HTTPResponse) -> None:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
