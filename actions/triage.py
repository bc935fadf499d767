"""Gives the verdict on a report that is no emergency."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn import known_topics, send, served_content, turn_of
from footnote.reply import composing
from footnote.triage.levels import Clearance, Urgency
from footnote.triage.policy import Verdict


class ActionTriage(Action):
    """Gives the verdict on a report that is no emergency."""

    def name(self) -> Text:
        """Return the action's name in the domain."""
        return "action_triage"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> List[Dict[Text, Any]]:
        """Send the verdict first, then answers to questions in the same message."""
        content = served_content()
        turn = turn_of(tracker)
        verdict = Verdict(
            Urgency(turn["urgency"]),
            Clearance(turn["clearance"]) if turn["clearance"] else None,
            tuple(turn["rules"]),
        )
        return send(
            composing.triage(verdict, known_topics(turn, "topics", content), content), dispatcher
        )
