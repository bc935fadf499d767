"""A client of Slack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import unescape

from tests.conformance.players import Everywhere, Player
from tests.conformance.players.inbox import Inbox, Message
from tests.conformance.reading import Reading, call, card, parted

CALL = re.compile(r"\*\u260e (.+): <tel:([^|]+)\|.+>\*")


class SlackPlayer(Player):
    """Writes to the bot in a direct message."""

    def __init__(self, everywhere: Everywhere) -> None:
        self._client = everywhere.slack.new_client()
        where = self._client.direct_message
        self._inbox = Inbox(lambda: self._client.heard(where))
        self.conversation = self._client.conversation()

    def types(self, text: str, bubbles: int) -> Reading:
        self._client.write(text)
        return _reading(self._inbox.next(bubbles))

    def taps(self, button: str, bubbles: int) -> Reading:
        self._client.press(button)
        messages = self._inbox.next(bubbles)
        shown, *messages[0]["blocks"] = messages[0]["blocks"]
        assert shown["elements"][0]["text"] == f"You: {button}"
        return _reading(messages)

    def hears(self) -> Reading:
        return _reading(self._inbox.next(1))


def _reading(messages: list[Message]) -> Reading:
    blocks = [block for message in messages for block in message["blocks"]]
    texts = [text for block in blocks for text in _texts(block)]
    calls = [match for match in map(CALL.fullmatch, texts) if match]
    parts = [parted(unescape(text)) for text in texts if not CALL.fullmatch(text)]
    titles = [block["text"]["text"] for block in blocks if block["type"] == "header"]
    return Reading(
        bubbles=len(messages),
        lines=tuple(line for told, _ in parts for line in told),
        sources=tuple(source for _, sources in parts for source in sources),
        buttons=tuple(
            element["text"]["text"]
            for block in blocks
            if block["type"] == "actions"
            for element in block["elements"]
        ),
        card=card(titles[0]) if titles else None,
        call=call(*calls[0].groups()) if calls else None,
    )


def _texts(block: Message) -> Iterator[str]:
    """Yield the running texts of a block."""
    if block["type"] == "section":
        yield block["text"]["text"]
    elif block["type"] == "context":
        yield from (element["text"] for element in block["elements"])
