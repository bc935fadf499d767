"""Replies that Rasa speaks by itself, with their envelope completed."""

from __future__ import annotations

from typing import Any, Dict, Optional, Text

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from footnote.language.importer import UTTER_CRISIS, UTTER_EMERGENCY
from footnote.language.messages import TURN
from footnote.triage.policy import CRISIS_RULE


class ResponseGenerator(TemplatedNaturalLanguageGenerator):
    """Rasa's templated generator; emergency replies name the rules that held.

    Needs neither the action server nor the database. Named in endpoints.yml.
    """

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        """Take the responses from the model's domain."""
        super().__init__(domain.responses)

    async def generate(
        self,
        utter_action: Text,
        tracker: DialogueStateTracker,
        output_channel: Text,
        **kwargs: Any,
    ) -> Optional[Dict[Text, Any]]:
        """Return the response for an utter action (see the parent class)."""
        response = await super().generate(utter_action, tracker, output_channel, **kwargs)
        if response is None or utter_action not in (UTTER_EMERGENCY, UTTER_CRISIS):
            return response
        turn = tracker.latest_message.parse_data.get(TURN, {}) if tracker.latest_message else {}
        rules = turn.get("rules") or []
        response["custom"] = {
            **response["custom"],
            "rules": list(rules),
            "clearance": turn.get("clearance"),
        }
        if utter_action == UTTER_EMERGENCY and CRISIS_RULE in rules:
            crisis = await super().generate(UTTER_CRISIS, tracker, output_channel, **kwargs)
            if crisis is not None:
                response["text"] = f"{response['text']}\n\n{crisis['text']}"
        return response
