"""What a message reports: escalation rules, by their words and by the classifier."""

from __future__ import annotations

import numpy as np

from footnote.language import intents
from footnote.language.labels import LabelGroups
from footnote.language.messages import Segmentation, reading_of
from footnote.language.turn import Turn
from footnote.triage.levels import Urgency
from footnote.triage.policy import CRISIS_RULE, EscalationPolicy

#: The classifier alone is believed from these probabilities on: lower where more is at stake.
REPORT_FROM = 0.5
EMERGENCY_FROM = 0.4


class ReportReader:
    """Finds the escalation rules that hold. Two independent signals; either is enough."""

    def __init__(self, groups: LabelGroups, policy: EscalationPolicy) -> None:
        """Take the classifier's labels and the policy that the report labels belong to."""
        self._policy = policy
        rules = {
            position: label.removeprefix(intents.REPORT_PREFIX)
            for position, label in enumerate(groups.labels)
            if label.startswith(intents.REPORT_PREFIX)
        }
        emergencies = [position for position, rule in rules.items() if self._is_emergency(rule)]
        self._rules = rules
        self._positions = np.array(list(rules), dtype=int)
        self._emergency_positions = np.array(emergencies, dtype=int)

    def rules(self, message: Segmentation) -> tuple[str, ...]:
        """Return the rules that a message or one of its parts meets, in the policy's order."""
        whole = message.whole
        found = {*self._policy.matching(whole.text), *self._policy.matching(whole.corrected)}
        for segment in (whole, *message.parts):
            rule = self._classified(reading_of(segment).probabilities)
            if rule is not None:
                found.add(rule)
        return tuple(rule for rule in self._policy.rules if rule in found)

    def _classified(self, probabilities: np.ndarray) -> str | None:
        """Return the likeliest rule where the classifier is sure enough of a report."""
        for positions, believed_from in (
            (self._emergency_positions, EMERGENCY_FROM),
            (self._positions, REPORT_FROM),
        ):
            report = probabilities[positions]
            if report.size and report.sum() >= believed_from:
                return self._rules[int(positions[int(report.argmax())])]
        return None

    def turn(self, rules: tuple[str, ...], topics: tuple[str, ...], focus: str | None) -> Turn:
        """Return the turn for a report.

        Its intent is that of the most urgent rule; among emergencies a medical one comes before a
        crisis, whose words the reply adds.

        Args:
            rules: that hold; at least one.
            topics: asked about in the same message.
            focus: the topic answered last.
        """
        verdict = self._policy.verdict(rules)
        worst = [rule for rule in rules if self._policy.rules[rule].urgency is verdict.urgency]
        worst.sort(key=lambda rule: rule == CRISIS_RULE)
        return Turn(
            intents.report_intent(worst[0]),
            1.0,
            topics=topics,
            rules=rules,
            urgency=verdict.urgency.value,
            clearance=verdict.clearance.value if verdict.clearance else None,
            focus=topics[-1] if topics else focus,
        )

    def is_emergency(self, rules: tuple[str, ...]) -> bool:
        """Return whether one of the rules calls for the emergency reply."""
        return any(self._is_emergency(rule) for rule in rules)

    def _is_emergency(self, rule: str) -> bool:
        return self._policy.rules[rule].urgency is Urgency.EMERGENCY
