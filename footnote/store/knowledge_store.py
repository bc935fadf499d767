"""The knowledge base in SQL: loading it in one transaction, and reading it on every turn."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from footnote.knowledge.content import Content, ServedCitation, ServedTopic
from footnote.knowledge.model import Evidence, Kind, KnowledgeBase
from footnote.knowledge.version import content_version, training_version
from footnote.store import tables
from footnote.store.prepared import Prepared


class ContentMissing(RuntimeError):
    """The database holds no knowledge base."""


@dataclass(frozen=True)
class Release:
    """Which content the database holds, and which training it belongs to."""

    content_version: str
    training_version: str


def load(engine: Engine, knowledge: KnowledgeBase) -> Release:
    """Replace the content in one transaction; on any error the old content goes on serving.

    Args:
        engine: a migrated database.
        knowledge: a checked knowledge base.

    Returns:
        The release that is now served.
    """
    new = Release(content_version(knowledge), training_version(knowledge))
    with engine.begin() as connection:
        for table in reversed(tables.CONTENT_TABLES):
            connection.execute(table.delete())
        for table, rows in _rows(knowledge):
            if rows:
                connection.execute(table.insert(), rows)
        connection.execute(
            tables.release.insert(),
            [
                {
                    "id": 1,
                    "content_version": new.content_version,
                    "training_version": new.training_version,
                    "loaded_at": datetime.now(timezone.utc),
                }
            ],
        )
    return new


def _rows(knowledge: KnowledgeBase) -> Iterable[tuple[sa.Table, list[dict[str, object]]]]:
    topics = knowledge.topics.items()
    yield (
        tables.source,
        [
            {
                "id": source_id,
                "title": source.title,
                "publisher": source.publisher,
                "kind": source.kind.value,
                "date": source.date,
            }
            for source_id, source in knowledge.sources.items()
        ],
    )
    yield (
        tables.topic,
        [
            {
                "id": topic_id,
                "area": knowledge.areas[topic_id],
                "kind": topic.kind.value,
                "question": topic.question,
                "answer": knowledge.spa.fill(topic.answer),
                "more": knowledge.spa.fill(topic.more),
                "evidence": topic.evidence.value if topic.evidence else None,
            }
            for topic_id, topic in topics
        ],
    )
    yield (
        tables.citation,
        [
            {
                "topic_id": topic_id,
                "number": number,
                "source_id": citation.article,
                "section": citation.section,
            }
            for topic_id, topic in topics
            for number, citation in enumerate(topic.citations, start=1)
        ],
    )
    yield (
        tables.related,
        [
            {"topic_id": topic_id, "position": position, "related_id": related}
            for topic_id, topic in topics
            for position, related in enumerate(topic.related)
        ],
    )
    yield (
        tables.followup,
        [
            {"topic_id": topic_id, "kind": kind, "target_id": target}
            for topic_id, topic in topics
            for kind, target in topic.followups.items()
        ],
    )
    yield (
        tables.phrasing,
        [
            {"topic_id": topic_id, "position": position, "text": text}
            for topic_id, topic in topics
            for position, text in enumerate(topic.phrasings)
        ],
    )
    facts = knowledge.spa.places().items()
    yield tables.spa_fact, [{"name": name, "value": value} for name, value in facts]


def served_release(engine: Engine) -> Release | None:
    """Return which release the database serves, or None where nothing was loaded yet."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table(tables.release.name):
            return None
        row = connection.execute(sa.select(tables.release)).first()
    return Release(row.content_version, row.training_version) if row else None


class KnowledgeReader:
    """Reads the served content, anew only when another release was loaded.

    Safe to share between threads.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._served_version = Prepared(engine, sa.select(tables.release.c.content_version))
        self._content: Content | None = None
        self._lock = threading.Lock()

    def content(self) -> Content:
        """Return the content served now.

        Raises:
            ContentMissing: nothing was loaded.
            sqlalchemy.exc.SQLAlchemyError: the database does not answer.
        """
        with self._lock:
            served = self._served_version.rows()
            if not served:
                raise ContentMissing("the database holds no content: run `footnote kb load`")
            ((version,),) = served
            if self._content is None or self._content.version != version:
                self._content = self._read()
            return self._content

    def _read(self) -> Content:
        with self._engine.connect() as connection:
            version = connection.execute(sa.select(tables.release.c.content_version)).scalar_one()
            return read_content(connection, version)


def read_content(connection: Connection, version: str) -> Content:
    """Read the whole content of one release.

    Args:
        connection: an open connection; all is read in its transaction.
        version: the content version, which the result carries.
    """
    cited: dict[str, list[ServedCitation]] = {}
    joined = sa.select(tables.citation, tables.source.c.title).join(tables.source)
    for row in connection.execute(joined.order_by(tables.citation.c.number)):
        cited.setdefault(row.topic_id, []).append(
            ServedCitation(row.number, row.source_id, row.title, row.section)
        )
    related: dict[str, list[str]] = {}
    for row in connection.execute(sa.select(tables.related).order_by(tables.related.c.position)):
        related.setdefault(row.topic_id, []).append(row.related_id)
    topics = {
        row.id: ServedTopic(
            id=row.id,
            area=row.area,
            kind=Kind(row.kind),
            question=row.question,
            answer=row.answer,
            more=row.more,
            evidence=Evidence(row.evidence) if row.evidence else None,
            citations=tuple(cited.get(row.id, ())),
            related=tuple(related.get(row.id, ())),
        )
        for row in connection.execute(sa.select(tables.topic))
    }
    facts = connection.execute(sa.select(tables.spa_fact))
    return Content(version, topics, {row.name: row.value for row in facts})
