"""A client of Telegram."""

from __future__ import annotations

import re

from tests.channels.telegram.peer import labels
from tests.channels.telegram.strict_html import read_html
from tests.conformance.players import Everywhere, Player
from tests.conformance.players.inbox import Inbox, Message
from tests.conformance.reading import Reading, call, card, parted

CALL = re.compile(r"\u260e\ufe0f (.+): (.+)")
THUMBS = {"\U0001f44d", "\U0001f44e"}


class TelegramPlayer(Player):
    """Writes to the bot in a private chat."""

    def __init__(self, everywhere: Everywhere) -> None:
        self._chat = everywhere.telegram.new_chat()
        self._inbox = Inbox(self._chat.messages)
        self.conversation = f"telegram:{self._chat.id}"

    def types(self, text: str, bubbles: int) -> Reading:
        self._chat.telegram.send_update(chat_id=self._chat.id, text=text)
        return _reading(self._inbox.next(bubbles))

    def taps(self, button: str, bubbles: int) -> Reading:
        self._chat.tap_quickly(button)
        shown, *messages = self._inbox.next(1 + bubbles)
        assert read_html(shown["text"]) == f"You: {button}"
        return _reading(messages)

    def hears(self) -> Reading:
        return _reading(self._inbox.next(1))


def _reading(messages: list[Message]) -> Reading:
    parts = [parted(read_html(message["text"])) for message in messages]
    lines = [line for told, _ in parts for line in told]
    title = card(lines[0]) if messages[0]["text"].startswith("<b>") else None
    calls = [match for match in map(CALL.fullmatch, lines) if match]
    shown = [line for line in lines[bool(title) :] if not CALL.fullmatch(line)]
    return Reading(
        bubbles=len(messages),
        lines=tuple(shown),
        sources=tuple(source for _, sources in parts for source in sources),
        buttons=tuple(label for m in messages for label in labels(m) if label not in THUMBS),
        card=title,
        call=call(*calls[0].groups()) if calls else None,
    )
