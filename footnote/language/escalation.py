"""The escalation policy as the knowledge base states it."""

from __future__ import annotations

from footnote.knowledge.model import KnowledgeBase
from footnote.triage.policy import EscalationPolicy, EscalationRule


def policy_of(knowledge: KnowledgeBase) -> EscalationPolicy:
    """Build the policy from the rules and questions of a knowledge base.

    Raises:
        ValueError: a rule names an article that there is not.
    """
    titles = {name: source.title for name, source in knowledge.sources.items()}
    rules = []
    for rule_id, entry in knowledge.escalation.items():
        try:
            cited = entry.cited(titles)
        except KeyError as error:
            known = ", ".join(sorted(titles))
            raise ValueError(
                f"escalation.yml: {rule_id}: no source {error}: use one of {known}"
            ) from None
        rules.append(
            EscalationRule(
                id=rule_id,
                urgency=entry.urgency,
                clearance=entry.clearance,
                why=entry.why,
                next=entry.next,
                source=cited,
                when=entry.when,
            )
        )
    questions = {name: question.attribute for name, question in knowledge.questions.items()}
    return EscalationPolicy(rules, questions)
