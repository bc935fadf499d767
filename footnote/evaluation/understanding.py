"""Running messages through a trained model's language graph, with the conversation in view."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from footnote.language.messages import TURN


@dataclass(frozen=True)
class Understood:
    """What the model made of a message.

    Attributes:
        intent: the Rasa intent.
        confidence: of the intent.
        topics: to be answered, in order.
        candidates: to be offered, best first.
        rules: escalation rules that hold.
        milliseconds: what understanding took.
    """

    intent: str
    confidence: float
    topics: tuple[str, ...]
    candidates: tuple[str, ...]
    rules: tuple[str, ...]
    milliseconds: float


class Understanding:
    """A loaded model."""

    def __init__(self, model: Path) -> None:
        """Load a trained model.

        Raises:
            rasa.exceptions.ModelNotFound: there is none at this path.
        """
        self._agent = Agent.load(str(model))

    def of(self, text: str) -> Understood:
        """Understand one message out of any conversation."""
        return self.conversation([text])[0]

    def conversation(self, texts: list[str]) -> list[Understood]:
        """Understand the client's turns of one conversation, each in the light of those before."""
        assert self._agent.processor is not None
        tracker = DialogueStateTracker.from_events("evaluation", [])
        understood = []
        for text in texts:
            started = time.perf_counter()
            parsed: dict[str, Any] = asyncio.run(
                self._agent.processor.parse_message(UserMessage(text), tracker)
            )
            milliseconds = (time.perf_counter() - started) * 1000
            tracker.update(
                UserUttered(text, parsed["intent"], parsed["entities"], parse_data=parsed)
            )
            turn = parsed[TURN]
            understood.append(
                Understood(
                    parsed["intent"]["name"],
                    float(parsed["intent"]["confidence"]),
                    tuple(turn["topics"]),
                    tuple(turn["candidates"]),
                    tuple(turn["rules"]),
                    milliseconds,
                )
            )
        return understood
