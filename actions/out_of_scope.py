"""Says that a message is not covered."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn import known_topics, send, served_content, turn_of
from footnote.reply import composing


class ActionOutOfScope(Action):
    """Says that a message is not covered."""

    def name(self) -> Text:
        """Return the action's name in the domain."""
        return "action_out_of_scope"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> List[Dict[Text, Any]]:
        """Send two suggestions and the way to a person."""
        content = served_content()
        turn = turn_of(tracker)
        suggestions = known_topics(turn, "candidates", content)
        return send(composing.out_of_scope(suggestions, content), turn, dispatcher)
