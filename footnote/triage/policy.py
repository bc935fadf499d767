"""The escalation policy as data: which rules hold, and the verdict they give together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from footnote.knowledge.model import KnowledgeBase
from footnote.triage.levels import (
    Clearance,
    Urgency,
    highest_urgency,
    strictest_clearance,
)

CRISIS_RULE = "crisis"

#: Lay spelling that the patterns need not repeat: "can't", "cant" and "can’t" are one.
_APOSTROPHES = re.compile(r"['’`´]")
_SPACES = re.compile(r"[\s\-_/]+")


@dataclass(frozen=True)
class Verdict:
    """What the policy concludes from one message."""

    urgency: Urgency = Urgency.NONE
    clearance: Clearance | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class EscalationRule:
    """One rule: its level and its word patterns.

    Attributes:
        patterns: regular expressions over the normalised message; any one makes the rule hold.
    """

    id: str
    urgency: Urgency
    clearance: Clearance | None
    patterns: tuple[str, ...]

    @cached_property
    def expression(self) -> re.Pattern[str] | None:
        """All patterns as one expression, None for a rule without patterns."""
        if not self.patterns:
            return None
        return re.compile("|".join(rf"\b(?:{pattern})\b" for pattern in self.patterns))


class EscalationPolicy:
    """All rules by id."""

    def __init__(self, rules: Iterable[EscalationRule]) -> None:
        self.rules: Mapping[str, EscalationRule] = {rule.id: rule for rule in rules}

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> EscalationPolicy:
        """Take the rules over from the knowledge base."""
        return cls(
            EscalationRule(rule_id, entry.urgency, entry.clearance, entry.patterns)
            for rule_id, entry in knowledge.escalation.items()
        )

    def matching(self, text: str) -> tuple[str, ...]:
        """Return the ids of the rules whose words stand in a message, in the policy's order.

        Args:
            text: the message as typed, or spelling-corrected.
        """
        normal = normalised(text)
        return tuple(
            rule.id
            for rule in self.rules.values()
            if rule.expression is not None and rule.expression.search(normal)
        )

    def verdict(self, rule_ids: Iterable[str]) -> Verdict:
        """Return the verdict of all rules that hold: the highest wins, every rule is named.

        Raises:
            KeyError: an id that the policy does not have.
        """
        held = [self.rules[rule_id] for rule_id in dict.fromkeys(rule_ids)]
        return Verdict(
            highest_urgency(rule.urgency for rule in held),
            strictest_clearance(rule.clearance for rule in held),
            tuple(rule.id for rule in held),
        )

    def state(self) -> list[dict[str, object]]:
        """Return the rules as plain types."""
        return [
            {
                "id": rule.id,
                "urgency": rule.urgency.value,
                "clearance": rule.clearance.value if rule.clearance else None,
                "patterns": list(rule.patterns),
            }
            for rule in self.rules.values()
        ]

    @classmethod
    def from_state(cls, state: Iterable[Mapping[str, Any]]) -> EscalationPolicy:
        """Restore a policy from its `state`."""
        return cls(
            EscalationRule(
                id=rule["id"],
                urgency=Urgency(rule["urgency"]),
                clearance=Clearance(rule["clearance"]) if rule["clearance"] else None,
                patterns=tuple(rule["patterns"]),
            )
            for rule in state
        )


def normalised(text: str) -> str:
    """Return a message in the form the patterns are written for: lower case, plain spaces."""
    return _SPACES.sub(" ", _APOSTROPHES.sub("", text.casefold())).strip()
