"""Custom actions for the stock side: the replies are Footnote's, the intent alone chooses them.

A stock model puts no `turn` into the parse data, so the action that needs one is replaced; the
others are the product's own. Content comes from SQL through the same code on both sides.
"""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.clarify import ActionClarify
from actions.handoff import ActionHandoff
from actions.out_of_scope import ActionOutOfScope
from actions.turn import send, served_content
from footnote.reply import composing

__all__ = ["ActionClarify", "ActionHandoff", "ActionOutOfScope", "AnswerByIntent"]


def _intent(tracker: Tracker) -> str:
    name: str = tracker.latest_message["intent"]["name"]
    return name


class AnswerByIntent(Action):
    """Answers the topic that the intent names."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Send the answer and its envelope."""
        return send(composing.answers((_intent(tracker),), served_content()), {}, dispatcher)
