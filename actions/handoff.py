"""Shows the way to a person at the spa."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn import send, served_content, turn_of
from footnote.reply import composing


class ActionHandoff(Action):
    """Shows the way to a person at the spa."""

    def name(self) -> Text:
        """Return the action's name in the domain."""
        return "action_handoff"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> List[Dict[Text, Any]]:
        """Send the spa's contact and hours."""
        return send(composing.handoff(served_content()), turn_of(tracker), dispatcher)
