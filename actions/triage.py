"""Gives the verdict on a report, then answers the question in the same message."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn import known_topics, send, served_content, turn_of
from footnote.reply import composing
from footnote.reply.envelope import ReplyKind
from footnote.reply.verdicts import UTTER_VERDICT
from footnote.triage.levels import Urgency


class ActionTriage(Action):
    """Gives the verdict on a report, then answers the question in the same message.

    The verdict itself is spoken by Rasa's process, as it is without this server.
    """

    def name(self) -> Text:
        """Return the action's name in the domain."""
        return "action_triage"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> List[Dict[Text, Any]]:
        """Send the verdict first, then the answers."""
        content = served_content()
        turn = turn_of(tracker)
        topics = known_topics(turn, "topics", content)
        if not topics:
            dispatcher.utter_message(response=UTTER_VERDICT)
            return []
        dispatcher.utter_message(response=UTTER_VERDICT, beside_answer=True)
        reply = composing.answers(topics, content)
        if turn["urgency"] != Urgency.NONE.value:
            reply = replace(reply, envelope=replace(reply.envelope, kind=ReplyKind.TRIAGE))
        return send(reply, turn, dispatcher, asking=False)
