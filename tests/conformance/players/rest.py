"""A client of REST."""

from __future__ import annotations

from tests.conformance.players import Everywhere, Player
from tests.conformance.reading import Reading, call, card, parted
from tests.conftest import Client, envelope_of


class RestPlayer(Player):
    """Posts messages, and reads the answers to its requests."""

    def __init__(self, everywhere: Everywhere) -> None:
        self._client = Client(everywhere.footnote)
        self._offered: set[str] = set()
        self.conversation = self._client.sender

    def types(self, text: str, bubbles: int) -> Reading:
        entries = self._client.say(text)
        envelope = envelope_of(entries)
        shown = [entry for entry in entries if "text" in entry]
        parts = [parted(entry["text"]) for entry in shown]
        buttons = [button for entry in shown for button in entry.get("buttons", ())]
        self._offered |= {button["payload"] for button in buttons}
        return Reading(
            bubbles=len(shown),
            lines=tuple(line for lines, _ in parts for line in lines),
            sources=tuple(source for _, sources in parts for source in sources),
            buttons=tuple(button["title"] for button in buttons),
            card=card(envelope["urgency"]),
            call=call(**envelope["contact"]) if envelope["contact"] else None,
            envelope=envelope,
        )

    def taps(self, button: str, bubbles: int) -> Reading:
        assert button in self._offered
        return self.types(button, bubbles)

    def hears(self) -> Reading:
        raise AssertionError("nothing can be pushed over REST")
