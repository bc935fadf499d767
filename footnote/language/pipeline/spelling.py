"""Second component: mends typing errors, knowing the words of the training examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from footnote.knowledge.loading import load_knowledge
from footnote.language.messages import CORRECTED, segmentation_of
from footnote.language.spelling import SpellingCorrector, domain_words

WORDS_FILE = "domain_words.json"
#: So many examples must use a word before it counts as right; typos are rarer.
WORD_USED_BY = 8
#: Words of the patterns of findings count as right from this length on ("warfarin"); the shorter
#: ones are often the slips that the patterns allow for.
MEDICAL_FROM = 7


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SpellingCorrection(GraphComponent):
    """Sets the corrected text of every segment."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the component's options: `knowledge` is the knowledge base's folder."""
        return {"knowledge": "knowledge"}

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        config: Dict[str, Any],
        words: List[str],
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._knowledge = Path(config["knowledge"])
        self._corrector = SpellingCorrector(words)

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SpellingCorrection:
        """Create the component without domain words (see the parent class)."""
        return cls(model_storage, resource, config, [])

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the domain's words from the examples, and those that findings are named by.

        Raises:
            KnowledgeError: the knowledge base cannot be used.
        """
        texts = [example.get(TEXT) for example in training_data.intent_examples]
        lexicon = load_knowledge(self._knowledge).findings
        named = [pattern for entry in lexicon.findings.values() for pattern in entry.patterns]
        named += lexicon.words.values()
        medical = {word for word in domain_words(named, at_least=1) if len(word) >= MEDICAL_FROM}
        words = sorted(domain_words(texts, at_least=WORD_USED_BY) | medical)
        with self._model_storage.write_to(self._resource) as directory:
            (directory / WORDS_FILE).write_text(json.dumps(words), encoding="utf-8")
        self._corrector = SpellingCorrector(words)
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SpellingCorrection:
        """Load the component with its domain words (see the parent class)."""
        with model_storage.read_from(resource) as directory:
            words = json.loads((directory / WORDS_FILE).read_text(encoding="utf-8"))
        return cls(model_storage, resource, config, words)

    def process(self, messages: List[Message]) -> List[Message]:
        """Correct every segment of messages."""
        for message in messages:
            for segment in segmentation_of(message).all():
                segment.corrected = self._corrector.correct(segment.text)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Correct the examples."""
        for example in training_data.intent_examples:
            example.set(CORRECTED, self._corrector.correct(example.get(TEXT)))
        return training_data
