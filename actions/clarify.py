"""Asks which of a few questions was meant."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn import known_topics, send, served_content, turn_of
from footnote.reply import composing


class ActionClarify(Action):
    """Asks which of a few questions was meant."""

    def name(self) -> Text:
        """Return the action's name in the domain."""
        return "action_clarify"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> List[Dict[Text, Any]]:
        """Send the candidates as buttons; without any, ask for a whole question."""
        content = served_content()
        turn = turn_of(tracker)
        candidates = known_topics(turn, "candidates", content)
        if not candidates:
            return send(composing.unclear_follow_up(content), turn, dispatcher)
        return send(composing.clarify(candidates, content), turn, dispatcher)
