"""Outside production too, a turn is read in the light of what was reported before it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from footnote.evaluation.understanding import Understanding

# Rasa says so of every domain with slots.
pytestmark = pytest.mark.filterwarnings("ignore:Slot auto-fill has been removed")
DOMAIN = {
    "intents": ["verdict"],
    "entities": ["report"],
    "slots": {"report": {"type": "any", "mappings": [{"type": "from_entity", "entity": "report"}]}},
}


class _Processor:
    """Stands in for a trained model: adds every message to the report it finds."""

    async def parse_message(
        self, message: UserMessage, tracker: DialogueStateTracker
    ) -> dict[str, Any]:
        said = [*(tracker.get_slot("report") or ()), message.text]
        entities = [{"entity": "report", "value": said}] if message.text != "hello" else []
        turn = {"topics": (), "candidates": (), "rules": tuple(said), "urgency": "doctor"}
        return {
            "intent": {"name": "verdict", "confidence": 1.0},
            "entities": entities,
            "turn": {**turn, "clearance": "avoid", "asks": "severity"},
        }


def test_each_turn_finds_the_report_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    agent = SimpleNamespace(processor=_Processor(), domain=Domain.from_dict(DOMAIN))
    monkeypatch.setattr(Agent, "load", lambda _: agent)
    understanding = Understanding(Path("a model"))

    first, _, last = understanding.conversation(["it hurts", "hello", "and it is blue"])

    assert first.rules == ("it hurts",)
    assert last.rules == ("it hurts", "and it is blue")
    assert (last.urgency, last.clearance, last.asks) == ("doctor", "avoid", "severity")
    assert understanding.of("another client").rules == ("another client",)
