"""The bot: python-telegram-bot's, kept within Telegram's limits."""

from __future__ import annotations

import asyncio
import logging
import os
from datetime import timedelta
from typing import Any, Callable, Coroutine, Dict, List, Optional, Text

from aiolimiter import AsyncLimiter
from telegram import LinkPreviewOptions
from telegram.constants import FloodLimit, ParseMode
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter, Defaults, ExtBot
from telegram.request import HTTPXRequest

#: How often a request is made when Telegram asks to wait, and how long it may ask for.
FLOOD_TRIES = 4
LONGEST_FLOOD_WAIT = timedelta(seconds=30)
READ_TIMEOUT_SECONDS = 5.0

_Answer = bool | Dict[Text, Any] | List[Dict[Text, Any]]


class FloodControl(BaseRateLimiter[int]):
    """Keeps to Telegram's rate, and waits where it asks to.

    python-telegram-bot's own limiter stops every chat while one has to wait; here the others go
    on, since one of them may be waiting for an emergency reply.
    """

    def __init__(self) -> None:
        """Set up."""
        self._overall = AsyncLimiter(FloodLimit.MESSAGES_PER_SECOND, 1)
        # python-telegram-bot's way to ask for times as they will be in its next major version.
        os.environ["PTB_TIMEDELTA"] = "true"

    async def initialize(self) -> None:
        """Do nothing (see the parent class)."""

    async def shutdown(self) -> None:
        """Do nothing (see the parent class)."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, _Answer]],
        args: Any,
        kwargs: Dict[Text, Any],
        endpoint: Text,
        data: Dict[Text, Any],
        rate_limit_args: Optional[int],
    ) -> _Answer:
        """Make a request (see the parent class).

        Args:
            callback: makes it.
            args: of the callback.
            kwargs: of the callback.
            endpoint: method of the Bot API.
            data: its parameters.
            rate_limit_args: how often the request is made, `FLOOD_TRIES` without. It is never 0:
                python-telegram-bot takes that for nothing said.
        """
        tries = FLOOD_TRIES if rate_limit_args is None else rate_limit_args
        for left in range(tries - 1, -1, -1):
            try:
                async with self._overall:
                    return await callback(*args, **kwargs)
            except RetryAfter as error:
                wait = error.retry_after
                assert isinstance(wait, timedelta)
                if not left or wait > LONGEST_FLOOD_WAIT:
                    raise
            await asyncio.sleep(wait.total_seconds())
        raise AssertionError("the last request returns or raises")


def open_bot(token: Text, api_url: Text) -> ExtBot[int]:
    """Return a bot; nothing is sent yet.

    Args:
        token: of the bot.
        api_url: where the Bot API is.
    """
    # At INFO httpx logs addresses, and an address of the Bot API holds the token.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    # It logs what the other side answers, which may repeat what was sent. Errors are logged by us.
    logging.getLogger("telegram").setLevel(logging.CRITICAL)
    return ExtBot(
        token,
        base_url=f"{api_url.rstrip('/')}/bot",
        defaults=Defaults(
            parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
        request=HTTPXRequest(read_timeout=READ_TIMEOUT_SECONDS),
        rate_limiter=FloodControl(),
    )
