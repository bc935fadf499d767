"""Answers the topics that a message asks about."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn import known_topics, send, served_content, turn_of
from footnote.reply import composing


class ActionAnswer(Action):
    """Answers the topics that a message asks about."""

    def name(self) -> Text:
        """Return the action's name in the domain."""
        return "action_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> List[Dict[Text, Any]]:
        """Send one bubble per topic; a topic that has gone is treated as not covered."""
        content = served_content()
        turn = turn_of(tracker)
        topics = known_topics(turn, "topics", content)
        if not topics:
            return send(composing.out_of_scope((), content), turn, dispatcher)
        return send(composing.answers(topics, content), turn, dispatcher)
