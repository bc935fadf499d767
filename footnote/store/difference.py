"""What a load would change: the knowledge base on disk against the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from footnote.knowledge.model import KnowledgeBase
from footnote.knowledge.version import TAUGHT_FACTS, training_version
from footnote.store import tables

#: What the model holds and the database does not, so that only a change of it as a whole is seen.
TAUGHT_WHOLE = "followups.yml, escalation.yml, findings.yml, context.yml or questions.yml"


@dataclass(frozen=True)
class Change:
    """One change: `+` new, `-` gone, `~` different."""

    sign: str
    what: str
    needs_retrain: bool

    def __str__(self) -> str:
        return f"{self.sign} {self.what}" + (" (retrain needed)" if self.needs_retrain else "")


_RETRAIN_PARTS = frozenset({"question", "kind", "related", "followups", "phrasings"})


def differences(engine: Engine, knowledge: KnowledgeBase) -> list[Change]:
    """Compare the database with the knowledge base on disk.

    Args:
        engine: a migrated database, maybe empty.
        knowledge: what `footnote kb load` would load.

    Returns:
        All changes, topics first, each in alphabetical order.
    """
    with engine.connect() as connection:
        stored_topics = _stored_topics(connection)
        stored_spa = dict(connection.execute(sa.select(tables.spa_fact)).all())
        sources = connection.execute(sa.select(tables.source)).mappings().all()
        taught = connection.execute(sa.select(tables.release.c.training_version)).scalar()
    disk_topics = {
        topic_id: {
            "area": knowledge.areas[topic_id],
            "kind": topic.kind.value,
            "question": topic.question,
            "answer": knowledge.spa.fill(topic.answer),
            "more": knowledge.spa.fill(topic.more),
            "evidence": topic.evidence.value if topic.evidence else None,
            "citations": [(citation.article, citation.section) for citation in topic.citations],
            "related": list(topic.related),
            "followups": dict(topic.followups),
            "phrasings": list(topic.phrasings),
        }
        for topic_id, topic in knowledge.topics.items()
    }
    disk_sources = {
        source_id: {
            "title": source.title,
            "publisher": source.publisher,
            "kind": source.kind.value,
            "date": source.date,
        }
        for source_id, source in knowledge.sources.items()
    }
    stored_sources = {row["id"]: {k: row[k] for k in row if k != "id"} for row in sources}
    spa_then = {"spa.yml": stored_spa} if stored_spa else {}
    changes = [
        *_compare("topic", stored_topics, disk_topics, _RETRAIN_PARTS),
        *_compare("source", stored_sources, disk_sources, frozenset({"title"})),
        *_compare("", spa_then, {"spa.yml": knowledge.spa.places()}, TAUGHT_FACTS),
    ]
    if taught not in (None, training_version(knowledge)) and not any(
        change.needs_retrain for change in changes
    ):
        changes.append(Change("~", TAUGHT_WHOLE, True))
    return changes


def _stored_topics(connection: sa.engine.Connection) -> dict[str, dict[str, object]]:
    topics: dict[str, dict[str, object]] = {}
    for row in connection.execute(sa.select(tables.topic)).mappings():
        parts = {key: row[key] for key in row if key != "id"}
        topics[row["id"]] = parts | {
            "citations": [],
            "related": [],
            "followups": {},
            "phrasings": [],
        }
    citations = sa.select(tables.citation).order_by(tables.citation.c.number)
    for row in connection.execute(citations):
        _list(topics, row.topic_id, "citations").append((row.source_id, row.section))
    for row in connection.execute(sa.select(tables.related).order_by(tables.related.c.position)):
        _list(topics, row.topic_id, "related").append(row.related_id)
    for row in connection.execute(sa.select(tables.phrasing).order_by(tables.phrasing.c.position)):
        _list(topics, row.topic_id, "phrasings").append(row.text)
    for row in connection.execute(sa.select(tables.followup)):
        targets = topics[row.topic_id]["followups"]
        assert isinstance(targets, dict)
        targets[row.kind] = row.target_id
    return topics


def _list(topics: dict[str, dict[str, object]], topic_id: str, part: str) -> list[object]:
    value = topics[topic_id][part]
    assert isinstance(value, list)
    return value


def _compare(
    what: str,
    then: Mapping[str, Mapping[str, object]],
    now: Mapping[str, Mapping[str, object]],
    retrain_parts: frozenset[str],
) -> list[Change]:
    changes: list[Change] = []
    for name in sorted(then.keys() | now.keys()):
        label = f"{what} {name}".strip()
        if name not in then:
            changes.append(Change("+", label, bool(retrain_parts)))
        elif name not in now:
            changes.append(Change("-", label, bool(retrain_parts)))
        else:
            parts = [
                part
                for part in sorted(then[name].keys() | now[name].keys())
                if then[name].get(part) != now[name].get(part)
            ]
            if parts:
                needs = bool(retrain_parts & set(parts))
                changes.append(Change("~", f"{label}: {', '.join(parts)}", needs))
    return changes
