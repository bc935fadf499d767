"""The channel by itself, in this process, and Telegram posting to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from footnote.channels.telegram.channel import TelegramChannel
from tests.channels import serving
from tests.channels.serving import Speaking, echo
from tests.channels.telegram.peer import SECRET, SECRET_HEADER, TOKEN, message_update

WEBHOOK_URL = "https://bot.example/webhooks/telegram/webhook"
WAIT_SECONDS = 15.0


@dataclass
class Alone:
    """The channel, served.

    Attributes:
        channel: for pushing replies.
        webhook: its address.
        http: posts as Telegram does.
    """

    channel: TelegramChannel
    webhook: str
    http: httpx.AsyncClient

    async def say(self, chat: int, text: str) -> None:
        """Have a client write something; returns when the webhook has answered."""
        assert (await self.post(message_update(chat, text=text))).is_success

    async def post(self, update: dict[str, Any]) -> httpx.Response:
        """Send an update to the webhook."""
        return await self.http.post(self.webhook, json=update)


@asynccontextmanager
async def served(speaking: Speaking = echo) -> AsyncIterator[Alone]:
    """Serve the channel; the Bot API is where `FOOTNOTE_TELEGRAM_API_URL` says."""
    channel = TelegramChannel.from_credentials(
        {"token": TOKEN, "secret": SECRET, "webhook_url": WEBHOOK_URL}
    )
    async with (
        httpx.AsyncClient(headers={SECRET_HEADER: SECRET}, timeout=10) as http,
        serving.served(channel, speaking) as address,
    ):
        yield Alone(channel, f"{address}/webhook", http)


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something holds."""
    for _ in range(int(WAIT_SECONDS / 0.02)):
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("waited in vain")
