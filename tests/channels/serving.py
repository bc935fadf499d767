"""A channel by itself, in this process: Rasa's part is played, so that time can be kept."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from types import SimpleNamespace
from unittest.mock import patch

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.shared.core.domain import Domain
from sanic import Sanic
from sanic.touchup.service import TouchUp

from footnote.server.stack import free_port

Speaking = Callable[[UserMessage], Awaitable[None]]


async def echo(message: UserMessage) -> None:
    """Answer a message with its own words."""
    assert message.output_channel is not None
    await message.output_channel.send_response(message.sender_id, {"text": message.text})


def _tuned(tune: Callable[[Sanic], None], app: Sanic) -> None:
    """Let Sanic tune its own code when it starts; the second time in a process that fails."""
    with suppress(KeyError):
        tune(app)


@asynccontextmanager
async def served(channel: InputChannel, speaking: Speaking = echo) -> AsyncIterator[str]:
    """Serve a channel's routes and yield their address.

    Args:
        channel: its routes stand beneath its name.
        speaking: answers messages, as Rasa would.
    """
    port = free_port()
    app = Sanic(f"{channel.name()}_{uuid.uuid4().hex}", configure_logging=False)
    app.ctx.agent = SimpleNamespace(
        domain=Domain.load("domain.yml"), lock_store=InMemoryLockStore()
    )
    app.blueprint(channel.blueprint(speaking), url_prefix=channel.name())
    server = await app.create_server("127.0.0.1", port, return_asyncio_server=True)
    assert server is not None
    with patch.object(TouchUp, "run", partial(_tuned, TouchUp.run)):
        await server.startup()
    await server.before_start()
    await server.after_start()
    try:
        yield f"http://127.0.0.1:{port}/{channel.name()}"
    finally:
        await server.before_stop()
        server.close()
        await server.wait_closed()
        await server.after_stop()
