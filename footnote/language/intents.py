"""How intents are named. Topic intents carry the topic's id and nothing else."""

from __future__ import annotations

OUT_OF_SCOPE_PREFIX = "out_of_scope_"
REPORT_PREFIX = "report_"
FOLLOW_UP_PREFIX = "follow_up_"
CLARIFY = "clarify"
TOO_LONG = "message_too_long"
HANDOFF = "handoff"
AFFIRM = "affirm"


def report_intent(rule_id: str) -> str:
    """Return the intent of messages that report what an escalation rule is about."""
    return REPORT_PREFIX + rule_id


def follow_up_intent(kind: str) -> str:
    """Return the intent of short messages of a follow-up kind."""
    return FOLLOW_UP_PREFIX + kind
