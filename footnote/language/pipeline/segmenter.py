"""First component: cuts a message into its questions."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from footnote.language.interpretation import MAX_CHARACTERS
from footnote.language.messages import SEGMENTS, TURN, Segment, Segmentation
from footnote.language.next_question import MAX_WORDS, behind
from footnote.language.segmentation import bare_splits, questions, sentences, shared_splits


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class MessageSegmenter(GraphComponent):
    """Puts a `Segmentation` on every message; examples for training are left whole."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageSegmenter:
        """Create the component (see the parent class)."""
        return cls()

    def process(
        self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None
    ) -> List[Message]:
        """Segment messages.

        Args:
            messages: with their text.
            tracker: the conversation before them.

        A very long message is not cut, and only its beginning goes on: later components judge
        meaning, which a beginning shows; emergency words are looked for in all of it elsewhere.
        """
        asked_before = _asked_before(tracker)
        for message in messages:
            text = message.get(TEXT) or ""
            if len(text) > MAX_CHARACTERS:
                message.set(SEGMENTS, Segmentation(Segment(text), [], []))
                continue
            parts = questions(text)
            splits = [*bare_splits(text), *shared_splits(text)] if len(parts) == 1 else []
            leans = len(text.split()) <= MAX_WORDS
            # The same words are one segment, whatever they are cut as: they are read once.
            segment = lru_cache(maxsize=None)(Segment)
            message.set(
                SEGMENTS,
                Segmentation(
                    segment(text),
                    [segment(part) for part in parts] if len(parts) > 1 else [],
                    [(segment(left), segment(right)) for left, right in splits],
                    [segment(sentence) for sentence in sentences(text)],
                    segment(behind(asked_before, text)) if asked_before and leans else None,
                ),
            )
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave examples whole: each is one question already."""
        return training_data


def _asked_before(tracker: Optional[DialogueStateTracker]) -> Optional[str]:
    """Return the question answered last in a conversation."""
    if tracker is None or tracker.latest_message is None:
        return None
    turn = tracker.latest_message.parse_data.get(TURN) or {}
    question: Optional[str] = turn.get("focus_question")
    return question
