"""Telling Telegram where to send updates, in the background: the server starts without it."""

from __future__ import annotations

import asyncio
import logging
from typing import Iterator

from telegram import BotCommand
from telegram.error import TelegramError
from telegram.ext import ExtBot

from footnote.channels.telegram.credentials import TelegramCredentials
from footnote.channels.telegram.texts import COMMANDS
from footnote.channels.telegram.updates import WANTED_KINDS

logger = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 300.0


async def register(bot: ExtBot[int], credentials: TelegramCredentials) -> None:
    """Set the webhook, for as long as it takes, then the menu of commands.

    Args:
        bot: which is also told its own name.
        credentials: with the webhook's address and secret.
    """
    for pause in _growing_pauses():
        try:
            await bot.initialize()
            await bot.set_webhook(
                credentials.webhook_url,
                secret_token=credentials.secret,
                allowed_updates=WANTED_KINDS,
            )
            break
        except TelegramError as error:
            # Some messages hold the token.
            reason = str(error).replace(credentials.token, "...")
            logger.warning("Telegram's webhook is not set yet, next try in %d s: %s", pause, reason)
            await asyncio.sleep(pause)
    try:
        await bot.set_my_commands([BotCommand(*command) for command in COMMANDS])
    except TelegramError as error:
        logger.warning("Telegram shows no menu of commands: %s", type(error).__name__)


def _growing_pauses() -> Iterator[float]:
    pause = FIRST_PAUSE_SECONDS
    while True:
        yield pause
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
