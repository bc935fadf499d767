"""What an update means for us. Most kinds mean nothing: edits, channel posts, service messages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional, Text

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.ext import filters

#: Updates that Telegram is asked to send; it keeps the others to itself.
WANTED_KINDS = ("message", "callback_query")

_COMMAND = re.compile(r"/(start|help|forget)(?:@\w+)?(?:\s|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Words:
    """A client wrote something.

    Attributes:
        chat: id of the private chat.
        text: as typed.
        with_media: whether it is the caption of a photo, a file or the like.
    """

    chat: int
    text: Text
    with_media: bool = False


@dataclass(frozen=True)
class Command:
    """A client sent one of the bot's commands.

    Attributes:
        chat: id of the private chat.
        name: `start`, `help` or `forget`.
    """

    chat: int
    name: Text


@dataclass(frozen=True)
class Tap:
    """A client tapped a button beneath a message.

    Attributes:
        chat: id of the private chat.
        query: id under which Telegram wants to be answered.
        data: what the button carried.
        message: id of the message.
    """

    chat: int
    query: Text
    data: Text
    message: int


@dataclass(frozen=True)
class NoWords:
    """A client sent something without a text: a photo, a voice message, a sticker, a place.

    Attributes:
        chat: id of the private chat.
        album: id that the parts of an album share, None for anything else.
    """

    chat: int
    album: Optional[Text] = None


@dataclass(frozen=True)
class InGroup:
    """Somebody wrote to the bot in a group.

    Attributes:
        chat: id of the group.
    """

    chat: int


Event = Words | Command | Tap | NoWords | InGroup


def event_of(update: Update) -> Optional[Event]:
    """Return what an update means, None where there is nothing to do.

    Args:
        update: as Telegram sent it.
    """
    if update.callback_query is not None:
        return _tap(update.callback_query)
    message = update.message
    if message is None or (message.from_user is not None and message.from_user.is_bot):
        return None
    if message.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
        return InGroup(message.chat.id)
    if message.chat.type != ChatType.PRIVATE or filters.StatusUpdate.ALL.check_update(update):
        return None
    return _written(message)


def _tap(query: CallbackQuery) -> Optional[Event]:
    message = query.message
    if message is None or query.data is None or message.chat.type != ChatType.PRIVATE:
        return None
    return Tap(message.chat.id, query.id, query.data, message.message_id)


def _written(message: Message) -> Event:
    if message.text is None:
        if message.caption:
            return Words(message.chat.id, message.caption, with_media=True)
        return NoWords(message.chat.id, message.media_group_id)
    command = _COMMAND.match(message.text)
    if command:
        return Command(message.chat.id, command.group(1).lower())
    return Words(message.chat.id, message.text)
