"""Versions of the knowledge base: what clients are told, and what the model was taught."""

from __future__ import annotations

import hashlib
import json

from footnote.knowledge.model import KnowledgeBase

VERSION_LENGTH = 12
#: The facts of `spa.yml` that domain.yml's responses hold; the others are read on every turn.
TAUGHT_FACTS = frozenset(
    {"name", "phone", "email", "emergency_number", "crisis_line", "crisis_number"}
)


def _digest(value: object) -> str:
    canonical = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:VERSION_LENGTH]


def content_version(knowledge: KnowledgeBase) -> str:
    """Return a hash of everything in the knowledge base (12 hexadecimal digits)."""
    return _digest(json.loads(knowledge.json()))


def training_version(knowledge: KnowledgeBase) -> str:
    """Return a hash of what the trained model holds: if it differs, a retrain is needed.

    The model holds phrasings, follow-up targets, everything of triage and the numbers of its
    replies; a topic's answer is read from the database on every turn and is no part.
    """
    topics = {
        topic_id: [topic.question, topic.kind, topic.related, topic.followups, topic.phrasings]
        for topic_id, topic in knowledge.topics.items()
    }
    followups = {name: kind.dict() for name, kind in knowledge.followups.items()}
    triage = {
        "rules": {name: rule.dict() for name, rule in knowledge.escalation.items()},
        "questions": {name: question.dict() for name, question in knowledge.questions.items()},
        "findings": knowledge.findings.dict(),
        "context": knowledge.context.dict(),
        "titles": {name: source.title for name, source in knowledge.sources.items()},
    }
    places = knowledge.spa.places()
    facts = {name: places[name] for name in TAUGHT_FACTS}
    return _digest([topics, followups, triage, facts])
