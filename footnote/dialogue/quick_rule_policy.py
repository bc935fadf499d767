"""Rasa's rule policy, with a short way for rules of one intent and one action."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional, Text

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class QuickRulePolicy(RulePolicy):
    """Looks up the action of an intent whose only rule is `intent: action`.

    Rasa's own compares the conversation with every rule, twice a prediction, which costs some
    milliseconds with a rule per topic. Whatever is not so simple (loops, conditions, longer
    rules) is left to it.
    """

    _actions: Optional[Dict[Text, Text]] = None

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: Optional[Dict[Text, Any]] = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Predict the next action (see the parent class)."""
        action = self._looked_up(tracker)
        if action is None:
            return super().predict_action_probabilities(tracker, domain, rule_only_data, **kwargs)
        probabilities = self._prediction_result(action, tracker, domain)
        return self._rule_prediction(probabilities, prediction_source=action)

    def _looked_up(self, tracker: DialogueStateTracker) -> Optional[Text]:
        if self._actions is None:
            self._actions = single_turn_actions(self.lookup.get(RULES, {}))
        if tracker.active_loop or tracker.latest_message is None:
            return None
        action = self._actions.get(tracker.latest_message.intent.get("name"))
        if tracker.latest_action_name == ACTION_LISTEN_NAME:
            return action
        return ACTION_LISTEN_NAME if tracker.latest_action_name == action else None


def single_turn_actions(rules: Dict[Text, Text]) -> Dict[Text, Text]:
    """Return the action of every intent that no rule treats in a more complicated way.

    Args:
        rules: the parent's lookup, conversation states as JSON to the next action.
    """
    actions: Dict[Text, Text] = {}
    complicated = set()
    for key, action in rules.items():
        states: List[Dict[Text, Any]] = json.loads(key)
        intents = {state.get("user", {}).get("intent") for state in states}
        simple = len(states) <= 2 and all(
            set(state) == {"prev_action", "user"} and set(state["user"]) == {"intent"}
            for state in states
        )
        if not simple or len(intents) != 1:
            complicated |= intents
        elif len(states) == 1:
            actions[intents.pop()] = action
    if None in complicated:
        return {}
    return {intent: action for intent, action in actions.items() if intent not in complicated}
