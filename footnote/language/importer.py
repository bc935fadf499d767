"""Topics, follow-ups and escalation rules become Rasa intents, examples and rules here.

So nobody writes a topic twice: `knowledge/` is the only place, plain `rasa train` sees the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import cycle
from pathlib import Path
from typing import Any, Dict, List, Optional, Text, Union

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import dump_obj_as_yaml_to_string

from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.model import KnowledgeBase
from footnote.knowledge.next_questions import CHAT, UNKNOWN, NextQuestion, load_next_questions
from footnote.knowledge.version import content_version
from footnote.language import intents
from footnote.language.next_question import behind
from footnote.language.pipeline.classifier import TOPIC_METADATA
from footnote.language.pipeline.examples import NEXT_QUESTION
from footnote.reply.envelope import Envelope, ReplyKind
from footnote.reply.verdicts import utter_ask
from footnote.triage.levels import Urgency

ACTION_ANSWER = "action_answer"
ACTION_CLARIFY = "action_clarify"
#: One in so many of the messages that are out of scope also teaches what comes after an answer.
OUT_OF_SCOPE_EVERY = 4


class KnowledgeImporter(RasaFileImporter):
    """Reads Rasa's own files and adds what the knowledge base says."""

    def __init__(
        self,
        config_file: Optional[Text] = None,
        domain_path: Optional[Text] = None,
        training_data_paths: Optional[Union[List[Text], Text]] = None,
        knowledge: Text = "knowledge",
    ) -> None:
        """Read the knowledge base.

        Args:
            config_file: Rasa's configuration.
            domain_path: Rasa's domain file.
            training_data_paths: Rasa's training data.
            knowledge: the knowledge base's folder, named in config.yml.

        Raises:
            KnowledgeError: the knowledge base cannot be used.
        """
        super().__init__(config_file, domain_path, training_data_paths)
        self._knowledge = load_knowledge(Path(knowledge))
        self._next_questions = load_next_questions(Path(knowledge), self._knowledge.topics)

    def get_nlu_data(self, language: Optional[Text] = "en") -> TrainingData:
        """Return the examples of the files, the topics, the follow-ups and what comes next."""
        examples: List[Message] = []
        for topic_id, topic in self._knowledge.topics.items():
            for text in (topic.question, *topic.phrasings):
                message = Message.build(text=text, intent=topic_id)
                message.set("metadata", {"intent": TOPIC_METADATA})
                examples.append(message)
        for name, kind in self._knowledge.followups.items():
            intent = intents.follow_up_intent(name)
            examples += [Message.build(text=text, intent=intent) for text in kind.phrasings]
        written = super().get_nlu_data(language)
        for question in (*self._next_questions, *self._asking_nothing(written)):
            behind_it = behind(self._knowledge.topics[question.after].question, question.text)
            for text, intent in (
                (question.text, intents.NEXT_ALONE),
                (behind_it, intents.NEXT_IN_CONTEXT),
            ):
                message = Message.build(text=text, intent=intent)
                message.set("metadata", {NEXT_QUESTION: asdict(question)})
                examples.append(message)
        # Not by `merge`, which copies every example deeply, and Rasa merges three times besides.
        return TrainingData(
            [*written.training_examples, *examples],
            written.entity_synonyms,
            written.regex_features,
            written.lookup_tables,
            written.responses,
        )

    def _asking_nothing(self, written: TrainingData) -> Iterator[NextQuestion]:
        """Yield small talk, and some of what is out of scope, as if it came after some answer."""
        topics = cycle(self._knowledge.topics)
        for number, example in enumerate(written.intent_examples):
            intent = example.get("intent")
            if intent.startswith(intents.OUT_OF_SCOPE_PREFIX):
                if number % OUT_OF_SCOPE_EVERY == 0:
                    yield NextQuestion(next(topics), UNKNOWN, example.get("text"))
            elif not intents.is_of_triage(intent):
                yield NextQuestion(next(topics), CHAT, example.get("text"))

    def get_domain(self) -> Domain:
        """Return the file's domain with all intents, and the spa's facts in its responses."""
        parsed = super().get_domain().as_dict()
        generated = {
            "intents": [*_actions_by_intent(self._knowledge), *_labels(self._knowledge)],
        }
        parsed.setdefault("responses", {}).update(_questions(self._knowledge))
        for variations in parsed["responses"].values():
            for response in variations:
                response["text"] = self._knowledge.spa.fill(response["text"])
                if "custom" in response:
                    response["custom"] = self._envelope(response["custom"])
        return Domain.from_dict(parsed).merge(Domain.from_dict(generated))

    def _envelope(self, parts: Dict[Text, Any]) -> Dict[Text, Any]:
        """Complete the envelope of a response that is spoken without the action server."""
        return Envelope(
            kind=ReplyKind(parts["kind"]),
            urgency=Urgency(parts.get("urgency", Urgency.NONE.value)),
            kb_version=content_version(self._knowledge),
        ).as_dict()

    def get_stories(self, exclusion_percentage: Optional[int] = None) -> StoryGraph:
        """Return the rules of the files, and one rule for every generated intent."""
        rules = [
            {"rule": intent, "steps": [{"intent": intent}, {"action": action}]}
            for intent, action in _actions_by_intent(self._knowledge).items()
        ]
        generated = YAMLStoryReader().read_from_string(
            dump_obj_as_yaml_to_string({"version": "3.1", "rules": rules})
        )
        return super().get_stories(exclusion_percentage).merge(StoryGraph(generated))


def _actions_by_intent(knowledge: KnowledgeBase) -> Dict[Text, Text]:
    """Return which action follows each intent that comes from the knowledge base."""
    actions = dict.fromkeys(knowledge.topics, ACTION_ANSWER)
    actions |= {intents.follow_up_intent(kind): ACTION_CLARIFY for kind in knowledge.followups}
    return actions


def _labels(knowledge: KnowledgeBase) -> List[Text]:
    """Return the labels that only examples carry; no turn is decided to be one of these."""
    prefix = {True: intents.CONDITION_PREFIX, False: intents.REPORT_PREFIX}
    return [
        intents.UNSPECIFIED,
        intents.NEXT_ALONE,
        intents.NEXT_IN_CONTEXT,
        *(
            prefix[rule.urgency is Urgency.NONE] + rule_id
            for rule_id, rule in knowledge.escalation.items()
        ),
    ]


def _questions(knowledge: KnowledgeBase) -> Dict[Text, Any]:
    """Return the responses that put the questions of triage."""
    return {
        utter_ask(question_id): [
            {
                "text": question.text,
                "buttons": [{"title": text, "payload": text} for text in question.buttons],
                "custom": {"kind": ReplyKind.TRIAGE.value},
            }
        ]
        for question_id, question in knowledge.questions.items()
    }
