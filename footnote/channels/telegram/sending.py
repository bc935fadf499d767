"""Sending to Telegram: within its limits, patient with what passes, and in order."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, AsyncIterator, Callable, Coroutine, Optional, Sequence, Text

from telegram import InlineKeyboardMarkup
from telegram.constants import ChatAction
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.ext import ExtBot

from footnote.channels.background import Ordering
from footnote.channels.telegram.formatting import Piece

logger = logging.getLogger(__name__)

#: Pauses before a message is sent again after a network error or a fault of Telegram's.
RETRY_PAUSES = (0.5, 2.0, 5.0)
#: Telegram shows "typing" for five seconds.
TYPING_EVERY_SECONDS = 4.5
TYPING_TIMEOUT_SECONDS = 2.0


@dataclass(frozen=True)
class Outgoing:
    """One message to send.

    Attributes:
        piece: its text.
        keyboard: the buttons beneath it, if any.
    """

    piece: Piece
    keyboard: Optional[InlineKeyboardMarkup] = None


class Sender:
    """Sends messages to chats, those to one chat one after the other."""

    def __init__(self, bot: ExtBot[int]) -> None:
        """Set up.

        Args:
            bot: as `open_bot` returns it.
        """
        self.bot = bot
        self._ordering = Ordering()

    def private_chat_address(self) -> Optional[Text]:
        """Return the address of a private chat with the bot, None while its name is not known."""
        try:
            return self.bot.link
        except RuntimeError:
            return None

    async def send(self, chat: int, messages: Sequence[Outgoing]) -> None:
        """Send messages in order.

        Args:
            chat: id of the chat.
            messages: nothing comes between them.

        Raises:
            telegram.error.TelegramError: Telegram refuses one, or cannot be reached. The messages
                after it are not sent.
        """
        async with self._ordering.turn_of(chat):
            for message in messages:
                await self._send(chat, message)

    async def _send(self, chat: int, message: Outgoing) -> None:
        async def formatted() -> None:
            await self.bot.send_message(chat, message.piece.html, reply_markup=message.keyboard)

        async def unformatted() -> None:
            await self.bot.send_message(chat, message.piece.plain, parse_mode=None)

        try:
            await _patiently(formatted)
        except BadRequest as error:
            # Better the bare words than silence.
            logger.error("Telegram refused a message's format: %s", type(error).__name__)
            await _patiently(unformatted)

    @asynccontextmanager
    async def typing(self, chat: int) -> AsyncIterator[None]:
        """Show that the bot is typing, as long as the body runs."""
        done = asyncio.Event()
        showing = asyncio.create_task(self._show_typing(chat, done))
        try:
            yield
        finally:
            done.set()
            # A typing action that comes after the reply would show for seconds.
            await showing

    async def _show_typing(self, chat: int, done: asyncio.Event) -> None:
        while not done.is_set():
            try:
                await asyncio.wait_for(
                    self.bot.send_chat_action(chat, ChatAction.TYPING, rate_limit_args=1),
                    TYPING_TIMEOUT_SECONDS,
                )
            except (TelegramError, asyncio.TimeoutError) as error:
                logger.debug("Typing was not shown: %s", type(error).__name__)
            try:
                await asyncio.wait_for(done.wait(), TYPING_EVERY_SECONDS)
            except asyncio.TimeoutError:
                continue


async def _patiently(request: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Make a request, and make it again after faults that pass.

    A message whose answer got lost is sent twice; that is better than not at all.

    Raises:
        telegram.error.TelegramError: it fails for good.
    """
    for pause in RETRY_PAUSES:
        try:
            return await request()
        except BadRequest:
            raise
        except NetworkError:
            await asyncio.sleep(pause)
    return await request()
