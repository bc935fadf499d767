"""What is loaded is what is served: whole, at once, and the old content if a load fails."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from footnote.knowledge.model import KnowledgeBase
from footnote.knowledge.version import content_version, training_version
from footnote.store import tables
from footnote.store.database import open_database
from footnote.store.knowledge_store import ContentMissing, KnowledgeReader, load, served_release

TOPIC = "popping_danger"


def _with_answer(knowledge: KnowledgeBase, answer: str) -> KnowledgeBase:
    """Return the knowledge base with another short answer to one topic."""
    topic = knowledge.topics[TOPIC].copy(update={"answer": answer})
    return knowledge.copy(update={"topics": {**knowledge.topics, TOPIC: topic}})


def _row_counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
            for table in tables.CONTENT_TABLES
        }


def test_every_topic_is_served_as_written(engine: Engine, knowledge: KnowledgeBase) -> None:
    load(engine, knowledge)

    content = KnowledgeReader(engine).content()

    assert content.version == content_version(knowledge)
    assert content.spa == knowledge.spa.places()
    assert set(content.topics) == set(knowledge.topics)
    for topic_id, topic in knowledge.topics.items():
        served = content.topics[topic_id]
        assert served.id == topic_id
        assert served.area == knowledge.areas[topic_id]
        assert (served.question, served.kind) == (topic.question, topic.kind)
        assert (served.evidence, served.related) == (topic.evidence, topic.related)
        assert [(c.number, c.source_id, c.title, c.section) for c in served.citations] == [
            (number, c.article, knowledge.sources[c.article].title, c.section)
            for number, c in enumerate(topic.citations, start=1)
        ]


def test_places_are_filled_with_the_facts_of_the_spa(
    engine: Engine, knowledge: KnowledgeBase
) -> None:
    load(engine, knowledge)

    topics = KnowledgeReader(engine).content().topics

    assert knowledge.spa.hours in topics["hours"].answer
    for topic in topics.values():
        assert not re.search(r"\$[a-z]", topic.answer + topic.more), topic.id


def test_the_release_names_content_and_training(engine: Engine, knowledge: KnowledgeBase) -> None:
    assert served_release(engine) is None

    loaded = load(engine, knowledge)

    assert loaded == served_release(engine)
    assert loaded.content_version == content_version(knowledge)
    assert loaded.training_version == training_version(knowledge)


def test_an_unmigrated_database_serves_no_release(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/new.db")

    assert served_release(engine) is None
    engine.dispose()


def test_loading_again_leaves_no_rows_behind(engine: Engine, knowledge: KnowledgeBase) -> None:
    load(engine, knowledge)
    once = _row_counts(engine)

    load(engine, knowledge)

    assert _row_counts(engine) == once
    assert once["kb_release"] == 1


def test_a_topic_taken_out_is_served_no_more(engine: Engine, knowledge: KnowledgeBase) -> None:
    load(engine, knowledge)
    rest = {name: topic for name, topic in knowledge.topics.items() if name != TOPIC}
    without = {
        name: topic.copy(
            update={
                "related": tuple(other for other in topic.related if other != TOPIC),
                "followups": {k: v for k, v in topic.followups.items() if v != TOPIC},
            }
        )
        for name, topic in rest.items()
    }

    load(engine, knowledge.copy(update={"topics": without}))

    assert TOPIC not in KnowledgeReader(engine).content().topics


def test_an_empty_database_says_what_to_do(engine: Engine) -> None:
    with pytest.raises(ContentMissing, match="footnote kb load"):
        KnowledgeReader(engine).content()


def test_a_running_reader_serves_a_new_release(engine: Engine, knowledge: KnowledgeBase) -> None:
    load(engine, knowledge)
    reader = KnowledgeReader(engine)
    before = reader.content()

    loader = open_database(str(engine.url))
    load(loader, _with_answer(knowledge, "No. [1][2][3]"))
    loader.dispose()

    assert before.topics[TOPIC].answer == knowledge.topics[TOPIC].answer
    assert reader.content().topics[TOPIC].answer == "No. [1][2][3]"
    assert reader.content().version != before.version


def test_content_is_read_anew_only_for_another_release(
    engine: Engine, knowledge: KnowledgeBase
) -> None:
    load(engine, knowledge)
    reader = KnowledgeReader(engine)
    first = reader.content()

    load(engine, knowledge)

    assert reader.content() is first


def test_a_load_that_fails_midway_leaves_the_old_content_serving(
    engine: Engine, knowledge: KnowledgeBase
) -> None:
    load(engine, knowledge)
    before = KnowledgeReader(engine).content()
    rows = _row_counts(engine)
    # Topics and citations are written first; the load then fails at this table.
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE kb_phrasing RENAME COLUMN text TO wording")

    with pytest.raises(SQLAlchemyError):
        load(engine, _with_answer(knowledge, "No. [1][2][3]"))

    assert KnowledgeReader(engine).content() == before
    assert _row_counts(engine) == rows


def test_a_knowledge_base_that_breaks_a_reference_is_not_loaded(
    engine: Engine, knowledge: KnowledgeBase
) -> None:
    load(engine, knowledge)
    topic = knowledge.topics[TOPIC].copy(update={"related": ("nowhere",)})

    with pytest.raises(SQLAlchemyError):
        load(engine, knowledge.copy(update={"topics": {**knowledge.topics, TOPIC: topic}}))

    content = KnowledgeReader(engine).content()
    assert content.topics[TOPIC].related == knowledge.topics[TOPIC].related


def test_a_reader_sees_one_release_even_if_another_is_loaded_meanwhile(
    engine: Engine, knowledge: KnowledgeBase
) -> None:
    load(engine, knowledge)
    loader = open_database(str(engine.url))
    newer = _with_answer(knowledge, "No. [1][2][3]")
    loaded: list[str] = []

    @sa.event.listens_for(engine, "after_cursor_execute")
    def load_after_the_version_was_read(*call: object) -> None:
        if "kb_release" in str(call[2]) and not loaded:
            loaded.append(load(loader, newer).content_version)

    content = KnowledgeReader(engine).content()

    loader.dispose()
    assert loaded == [content_version(newer)]
    assert content.version == content_version(knowledge)
    assert content.topics[TOPIC].answer == knowledge.topics[TOPIC].answer
