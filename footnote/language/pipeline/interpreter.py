"""Last component: one decision per message, with the conversation in view."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any, Dict, List, Optional

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    INTENT,
    INTENT_NAME_KEY,
    PREDICTED_CONFIDENCE_KEY,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.version import training_version
from footnote.language import intents
from footnote.language.clinical.recogniser import FindingRecogniser
from footnote.language.escalation import policy_of
from footnote.language.follow_up import STANDALONE, FollowUpModel, FollowUpTargets
from footnote.language.interpretation import MessageInterpreter
from footnote.language.labels import LabelGroups
from footnote.language.messages import TURN, segmentation_of
from footnote.language.next_question import NextQuestionModel
from footnote.language.pipeline.classifier import topic_intents
from footnote.language.pipeline.examples import embedded_examples, next_question_examples
from footnote.language.pipeline.state_file import load_state, save_state
from footnote.language.reported import ReportReader
from footnote.language.turn import Contacts, Context
from footnote.triage.policy import EscalationPolicy
from footnote.triage.report import Report

#: One in so many whole messages teaches the follow-up model what a whole message looks like.
STANDALONE_EVERY = 3
#: The slot, and the entity that fills it, which carry a report from turn to turn.
REPORT_SLOT = "report"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TurnInterpreter(GraphComponent):
    """Sets the intent, and the `turn` that actions read."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the component's options: `knowledge` is the knowledge base's folder."""
        return {"knowledge": "knowledge"}

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Make a change of the knowledge base a reason to train this component anew."""
        folder = config.get("knowledge", cls.get_default_config()["knowledge"])
        return training_version(load_knowledge(Path(folder)))

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        config: Dict[str, Any],
        interpreter: MessageInterpreter | None = None,
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._knowledge = Path(config["knowledge"])
        self._interpreter = interpreter

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TurnInterpreter:
        """Create the component untrained (see the parent class)."""
        return cls(model_storage, resource, config)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn follow-ups from the examples, and take rules and targets from the knowledge base.

        Raises:
            KnowledgeError: the knowledge base cannot be used.
        """
        knowledge = load_knowledge(self._knowledge)
        texts, vectors, labels = embedded_examples(training_data)
        kept = [
            i
            for i, label in enumerate(labels)
            if label.startswith(intents.FOLLOW_UP_PREFIX)
            or (intents.stands_by_itself(label) and i % STANDALONE_EVERY == 0)
        ]
        kinds = [
            labels[i].removeprefix(intents.FOLLOW_UP_PREFIX)
            if labels[i].startswith(intents.FOLLOW_UP_PREFIX)
            else STANDALONE
            for i in kept
        ]
        follow_ups = FollowUpModel()
        follow_ups.fit([texts[i] for i in kept], vectors[np.array(kept)], kinds)
        examples = next_question_examples(training_data)
        next_questions = NextQuestionModel()
        next_questions.fit(examples.texts, examples.alone, examples.in_context, examples.labels)
        names = sorted(set(filter(intents.is_read_by_topic_classifier, labels)))
        groups = LabelGroups.of(
            names, topic_intents(training_data).__contains__, intents.OUT_OF_SCOPE_PREFIX
        )
        save_state(
            self._model_storage,
            self._resource,
            {
                "labels": list(groups.labels),
                "topics": groups.topics,
                "background": groups.background,
                "policy": policy_of(knowledge).state(),
                "lexicon": json.loads(knowledge.findings.json()),
                "context": json.loads(knowledge.context.json()),
                "signals": {
                    rule_id: list(entry.signal) for rule_id, entry in knowledge.escalation.items()
                },
                "contacts": Contacts.of(knowledge).state(),
                "follow_ups": follow_ups.state(),
                "next_questions": next_questions.state(),
                "targets": FollowUpTargets.of(knowledge).state(),
            },
        )
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TurnInterpreter:
        """Load the trained component (see the parent class)."""
        state = load_state(model_storage, resource)
        interpreter = MessageInterpreter(
            groups=LabelGroups(tuple(state["labels"]), state["topics"], state["background"]),
            reports=ReportReader(
                FindingRecogniser(state["lexicon"], state["context"]),
                EscalationPolicy.from_state(state["policy"]),
                state["signals"],
            ),
            contacts=Contacts.from_state(state["contacts"]),
            follow_ups=FollowUpModel.from_state(state["follow_ups"]),
            next_questions=NextQuestionModel.from_state(state["next_questions"]),
            targets=FollowUpTargets.from_state(state["targets"]),
        )
        return cls(model_storage, resource, config, interpreter)

    def process(
        self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None
    ) -> List[Message]:
        """Decide on messages.

        Args:
            messages: with segments that carry readings.
            tracker: the conversation before them; without it nothing can be leaned on.
        """
        assert self._interpreter is not None, "neither trained nor loaded"
        context = context_of(tracker)
        for message in messages:
            turn = self._interpreter.interpret(segmentation_of(message), context, time.time())
            message.set(TURN, turn.as_dict(), add_to_output=True)
            if turn.report:
                entity = {ENTITY_ATTRIBUTE_TYPE: REPORT_SLOT, ENTITY_ATTRIBUTE_VALUE: turn.report}
                message.set(ENTITIES, [entity], add_to_output=True)
            message.set(
                INTENT,
                {INTENT_NAME_KEY: turn.intent, PREDICTED_CONFIDENCE_KEY: turn.confidence},
                add_to_output=True,
            )
        return messages


def context_of(tracker: Optional[DialogueStateTracker]) -> Context:
    """Return what the turn before left to lean on, and the report so far."""
    if tracker is None or tracker.latest_message is None:
        return Context()
    reported = tracker.slots[REPORT_SLOT].value if REPORT_SLOT in tracker.slots else None
    report = Report.from_dict(reported) if reported else Report()
    turn = tracker.latest_message.parse_data.get(TURN) or {}
    offered = turn.get("candidates") or () if turn.get("intent") == intents.CLARIFY else ()
    return Context(focus=turn.get("focus"), candidates=tuple(offered), report=report)
