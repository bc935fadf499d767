"""How intents are named. Topic intents carry the topic's id and nothing else."""

from __future__ import annotations

OUT_OF_SCOPE_PREFIX = "out_of_scope_"
OUT_OF_SCOPE_FAR = "out_of_scope_far"
OUT_OF_SCOPE_NEAR = "out_of_scope_near"
REPORT_PREFIX = "report_"
FOLLOW_UP_PREFIX = "follow_up_"
CONDITION_PREFIX = "condition_"
CLARIFY = "clarify"
TOO_LONG = "message_too_long"
HANDOFF = "handoff"
AFFIRM = "affirm"
DENY = "deny"
INSULT = "insult"
OUT_OF_ORDER = "out_of_order"
#: What is decided on messages that report something.
EMERGENCY = "emergency"
CRISIS = "crisis"
VERDICT = "verdict"
VERDICT_AND_ANSWER = "verdict_and_answer"
#: Examples of what clients type next, by themselves and behind the question answered before.
NEXT_PREFIX = "next_"
NEXT_ALONE = "next_alone"
NEXT_IN_CONTEXT = "next_in_context"
#: Examples that use the words of reports and report nothing.
HARMLESS = "harmless"
#: Examples that report something and leave unsaid what decides between the rules.
UNSPECIFIED = "report_unspecified"


def follow_up_intent(kind: str) -> str:
    """Return the intent of short messages of a follow-up kind."""
    return FOLLOW_UP_PREFIX + kind


def is_read_by_topic_classifier(label: str) -> bool:
    """Return whether the classifier of topics learns a label of the examples.

    What follows on another message means little by itself; conditions and harmless messages are
    questions on topics as well, and only the classifier of reports tells them apart.
    """
    return label != HARMLESS and not label.startswith(CONDITION_PREFIX) and stands_by_itself(label)


def stands_by_itself(label: str) -> bool:
    """Return whether the examples with a label need no message before them."""
    return not label.startswith((FOLLOW_UP_PREFIX, NEXT_PREFIX))


def is_of_triage(label: str) -> bool:
    """Return whether a label of the examples teaches triage alone."""
    return label in (HARMLESS, UNSPECIFIED) or reported_rule(label) is not None


def reported_rule(label: str) -> str | None:
    """Return the escalation rule that a label of the examples is about, None for other labels."""
    for prefix in (REPORT_PREFIX, CONDITION_PREFIX):
        if label.startswith(prefix):
            return label.removeprefix(prefix)
    return None
