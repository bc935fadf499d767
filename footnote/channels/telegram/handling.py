"""From an update to what is sent: guards in their order, then a command, a tap or a turn."""

from __future__ import annotations

import logging
from typing import Any, Dict, List, Optional, Sequence, Text

from rasa.shared.core.domain import Domain
from sanic import Sanic
from telegram import InlineKeyboardMarkup
from telegram.error import Forbidden, TelegramError

from footnote.channels import sentences
from footnote.channels.background import Ordering
from footnote.channels.incoming import plain_text
from footnote.channels.pacing import ClientRate, Pace
from footnote.channels.records import Records
from footnote.channels.telegram import texts
from footnote.channels.telegram.buttons import Buttons, Vote, link
from footnote.channels.telegram.chats import CHANNEL, conversation_of
from footnote.channels.telegram.formatting import Span, Style, pieces
from footnote.channels.telegram.rendering import render
from footnote.channels.telegram.sending import Outgoing, Sender
from footnote.channels.telegram.updates import Command, Event, InGroup, NoWords, Tap, Words
from footnote.channels.turns import OnNewMessage, canned, run_turn
from footnote.reply.bubble import Bubble
from footnote.settings import current_settings

logger = logging.getLogger(__name__)

UTTER_GREET = "utter_greet"
UTTER_CAPABILITIES = "utter_capabilities"
#: Ids that are noted beside those of updates.
GROUPS, ALBUMS = "group", "album"


class Handler:
    """Handles updates of all chats, those of one chat one after the other."""

    def __init__(
        self, *, on_new_message: OnNewMessage, app: Sanic, records: Records, sender: Sender
    ) -> None:
        """Set up.

        Args:
            on_new_message: Rasa's handler.
            app: the server; its agent holds the domain and the locks of conversations.
            records: what the channel keeps.
            sender: sends.
        """
        self._on_new_message = on_new_message
        self._app = app
        self._records = records
        self._buttons = Buttons(records)
        self._sender = sender
        self._ordering = Ordering()
        self._rate = ClientRate(current_settings().telegram_messages_per_minute)

    @property
    def _domain(self) -> Domain:
        return self._app.ctx.agent.domain

    async def handle(self, update_id: int, event: Event) -> None:
        """Do what an update asks for; whatever fails, the client gets a reply if there is a way.

        Args:
            update_id: tells an update apart that is sent twice.
            event: what it means.
        """
        async with self._ordering.turn_of(event.chat):
            try:
                if await self._records.first_time(str(update_id)):
                    await self._guarded(event)
            except Forbidden:
                logger.info("A chat cannot be written to: the client has blocked the bot.")
            except TelegramError as error:
                logger.error("Sending to Telegram failed: %s", type(error).__name__)
            except Exception as error:
                # What failed may hold the client's words, so only the kind of error is logged.
                logger.error("An update was not handled: %s", type(error).__name__)
                number = await self._records.emergency_number()
                await self._say(event.chat, sentences.out_of_order(number))

    async def _guarded(self, event: Event) -> None:
        if isinstance(event, InGroup):
            await self._point_to_private_chat(event)
            return
        pace = self._rate.count(str(event.chat))
        if pace is Pace.FINE:
            await self._serve(event)
            return
        if isinstance(event, Tap):
            await self._answer_tap(event)
        if pace is Pace.FIRST_TOO_MANY:
            number = await self._records.emergency_number()
            await self._say(event.chat, sentences.too_fast(number))

    async def _point_to_private_chat(self, event: InGroup) -> None:
        """Tell a group where to write, once: its members do not want to read it each time."""
        if not await self._records.first_time(str(event.chat), GROUPS):
            return
        address = self._sender.private_chat_address()
        await self._say(event.chat, texts.GROUP_POINTER, link(address) if address else None)

    async def _serve(self, event: Event) -> None:
        if isinstance(event, Command):
            await self._obey(event)
        elif isinstance(event, Tap):
            await self._tapped(event)
        elif isinstance(event, Words):
            if event.with_media:
                await self._say(event.chat, sentences.MEDIA_NOT_SEEN)
            await self._turn(event.chat, event.text)
        elif isinstance(event, NoWords) and await self._is_first_of_album(event):
            number = await self._records.emergency_number()
            await self._say(event.chat, sentences.text_only(number))

    async def _is_first_of_album(self, event: NoWords) -> bool:
        return event.album is None or await self._records.first_time(event.album, ALBUMS)

    async def _turn(self, chat: int, text: Text) -> None:
        async with self._sender.typing(chat):
            reply = await run_turn(
                self._on_new_message, self._domain, CHANNEL, conversation_of(chat), plain_text(text)
            )
            messages = await self.outgoing(chat, reply.bubbles, reply.envelope)
        await self._sender.send(chat, messages)

    async def outgoing(
        self,
        chat: int,
        bubbles: Sequence[Bubble],
        envelope: Optional[Dict[Text, Any]] = None,
    ) -> List[Outgoing]:
        """Return bubbles as messages with their buttons.

        Args:
            chat: id of the chat.
            bubbles: in order.
            envelope: of the turn, None outside of one.
        """
        messages: List[Outgoing] = []
        for bubble in bubbles:
            parts = render(bubble)
            votable = envelope if bubble is bubbles[-1] else None
            keyboard = await self._buttons.beneath(chat, bubble.buttons, votable)
            messages += [Outgoing(piece) for piece in parts[:-1]]
            messages += [Outgoing(piece, keyboard) for piece in parts[-1:]]
        return messages

    async def _obey(self, command: Command) -> None:
        if command.name == "forget":
            await self._forget(command.chat)
            return
        settings = current_settings()
        said, hint = (
            (UTTER_GREET, texts.START_HINT)
            if command.name == "start"
            else (
                UTTER_CAPABILITIES,
                texts.help_on_commands(settings.conversation_days, settings.unanswered_days),
            )
        )
        (bubble,) = canned(self._domain, said).bubbles
        starters = self._domain.responses[UTTER_CAPABILITIES][0]["buttons"]
        shown = Bubble(
            f"{bubble.text}\n\n{hint}", buttons=tuple(button["title"] for button in starters)
        )
        await self._sender.send(command.chat, await self.outgoing(command.chat, [shown]))

    async def _forget(self, chat: int) -> None:
        async with self._app.ctx.agent.lock_store.lock(conversation_of(chat)):
            forgotten = await self._records.forget(conversation_of(chat))
        await self._say(chat, texts.FORGOTTEN if forgotten else texts.FORGETTING_FAILED)

    async def _tapped(self, tap: Tap) -> None:
        question = await self._buttons.question(tap.chat, tap.data)
        if question is not None:
            await self._answer_tap(tap)
            await self._say(tap.chat, sentences.tapped(question), style=Style.ITALIC)
            await self._turn(tap.chat, question)
            return
        vote = await self._buttons.vote(tap.chat, tap.message, tap.data)
        if vote is not None:
            await self._count(tap, vote)
            return
        await self._answer_tap(tap, texts.OLD_BUTTON)

    async def _count(self, tap: Tap, vote: Vote) -> None:
        """Write a vote, and ask why where it is thumbs down."""
        noted = await self._records.vote(
            conversation_of(tap.chat), vote.answer, vote.helpful, vote.answered, vote.reason
        )
        await self._answer_tap(tap, sentences.VOTE_NOTED if noted else sentences.VOTE_FAILED)
        if noted and not vote.helpful and not vote.reason:
            reasons = await self._buttons.reasons(tap.chat, vote)
            if reasons is not None:
                await self._say(tap.chat, texts.WHY, reasons)

    async def _answer_tap(self, tap: Tap, text: Optional[Text] = None) -> None:
        """End the button's waiting state, and show a short notice if there is one."""
        try:
            await self._sender.bot.answer_callback_query(tap.query, text)
        except TelegramError as error:
            # It only ends the waiting; what was tapped is answered all the same.
            logger.info("A tap was not answered: %s", type(error).__name__)

    async def _say(
        self,
        chat: int,
        text: Text,
        keyboard: Optional[InlineKeyboardMarkup] = None,
        style: Style = Style.PLAIN,
    ) -> None:
        """Say something short of the channel's own."""
        messages = [Outgoing(piece, keyboard) for piece in pieces([Span(text, style)])]
        await self._sender.send(chat, messages)
