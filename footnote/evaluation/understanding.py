"""Running messages through a trained model's language graph, with the conversation in view."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.constants import UTTER_PREFIX
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITY_ATTRIBUTE_TYPE, ENTITY_ATTRIBUTE_VALUE

from footnote.evaluation.results import Understood
from footnote.language.messages import TURN
from footnote.language.pipeline.interpreter import REPORT_SLOT

#: What small talk is replied to with, in the envelope.
CHAT_KIND = "chat"


class Understanding:
    """A loaded model."""

    def __init__(self, model: Path) -> None:
        """Load a trained model.

        Raises:
            rasa.exceptions.ModelNotFound: there is none at this path.
        """
        self._agent = Agent.load(str(model))
        # The first message pays for what the libraries prepare once.
        self.of("hello")

    @property
    def chat_intents(self) -> frozenset[str]:
        """The intents that the model's domain replies to with small talk."""
        domain = self._agent.domain
        assert domain is not None
        return frozenset(
            intent
            for intent in domain.intents
            for response in domain.responses.get(UTTER_PREFIX + intent, [])
            if response.get("custom", {}).get("kind") == CHAT_KIND
        )

    def of(self, text: str) -> Understood:
        """Understand one message out of any conversation."""
        return self.conversation([text])[0]

    def conversation(self, texts: Sequence[str]) -> list[Understood]:
        """Understand the client's turns of one conversation, each in the light of those before."""
        return asyncio.run(self._conversation(texts))

    async def _conversation(self, texts: Sequence[str]) -> list[Understood]:
        assert self._agent.processor is not None and self._agent.domain is not None
        tracker = DialogueStateTracker.from_events("evaluation", [], self._agent.domain.slots)
        understood = []
        for text in texts:
            started = time.perf_counter()
            parsed: dict[str, Any] = await self._agent.processor.parse_message(
                UserMessage(text), tracker
            )
            milliseconds = (time.perf_counter() - started) * 1000
            tracker.update(
                UserUttered(text, parsed["intent"], parsed["entities"], parse_data=parsed)
            )
            # In production, the slot's mapping does this after every message.
            for entity in parsed["entities"]:
                if entity[ENTITY_ATTRIBUTE_TYPE] == REPORT_SLOT:
                    tracker.update(SlotSet(REPORT_SLOT, entity[ENTITY_ATTRIBUTE_VALUE]))
            turn = parsed[TURN]
            understood.append(
                Understood(
                    parsed["intent"]["name"],
                    float(parsed["intent"]["confidence"]),
                    tuple(turn["topics"]),
                    tuple(turn["candidates"]),
                    tuple(turn["rules"]),
                    milliseconds,
                    turn["urgency"],
                    turn["clearance"],
                    turn["asks"],
                )
            )
        return understood
