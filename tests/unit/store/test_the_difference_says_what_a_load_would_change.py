"""Before a load, an editor sees what would change and whether the model must be trained anew."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from footnote.knowledge.model import KnowledgeBase
from footnote.knowledge.version import training_version
from footnote.store.database import open_database
from footnote.store.difference import differences
from footnote.store.knowledge_store import load

TOPIC = "cold_feet"


def _changed(knowledge: KnowledgeBase, part: str, name: str, **update: Any) -> KnowledgeBase:
    """Return the knowledge base with one entry changed."""
    entries = getattr(knowledge, part)
    changed = {**entries, name: entries[name].copy(update=update)}
    return knowledge.copy(update={part: changed})


def _lines(engine: Engine, knowledge: KnowledgeBase) -> list[str]:
    return [str(change) for change in differences(engine, knowledge)]


@pytest.fixture(scope="module")
def loaded(
    tmp_path_factory: pytest.TempPathFactory, migrated_file: Path, knowledge: KnowledgeBase
) -> Iterator[Engine]:
    """A database with the knowledge base; to be read only."""
    path = tmp_path_factory.mktemp("loaded") / "content.db"
    shutil.copy(migrated_file, path)
    engine = open_database(f"sqlite:///{path}")
    load(engine, knowledge)
    yield engine
    engine.dispose()


def test_nothing_changed(loaded: Engine, knowledge: KnowledgeBase) -> None:
    assert differences(loaded, knowledge) == []


def test_everything_is_new_to_an_empty_database(engine: Engine, knowledge: KnowledgeBase) -> None:
    changes = differences(engine, knowledge)

    assert {change.sign for change in changes} == {"+"}
    names = {change.what for change in changes}
    assert {f"topic {topic_id}" for topic_id in knowledge.topics} <= names
    assert {f"source {source_id}" for source_id in knowledge.sources} <= names


def test_an_answer_changed(loaded: Engine, knowledge: KnowledgeBase) -> None:
    changed = _changed(knowledge, "topics", TOPIC, answer="Yes. [1]", more="")

    assert _lines(loaded, changed) == [f"~ topic {TOPIC}: answer, more"]


def test_phrasings_changed(loaded: Engine, knowledge: KnowledgeBase) -> None:
    phrasings = [*knowledge.topics[TOPIC].phrasings, "my toes are like ice"]

    assert _lines(loaded, _changed(knowledge, "topics", TOPIC, phrasings=phrasings)) == [
        f"~ topic {TOPIC}: phrasings (retrain needed)"
    ]


def test_a_topic_is_new_and_another_gone(loaded: Engine, knowledge: KnowledgeBase) -> None:
    topics = dict(knowledge.topics)
    topics["icy_feet"] = topics.pop(TOPIC)
    areas = {**knowledge.areas, "icy_feet": knowledge.areas[TOPIC]}

    assert _lines(loaded, knowledge.copy(update={"topics": topics, "areas": areas})) == [
        f"- topic {TOPIC} (retrain needed)",
        "+ topic icy_feet (retrain needed)",
    ]


def test_a_source_changed(loaded: Engine, knowledge: KnowledgeBase) -> None:
    changed = _changed(knowledge, "sources", "foot-massage-guide", title="All about feet")

    assert _lines(loaded, changed) == ["~ source foot-massage-guide: title (retrain needed)"]


def test_a_fact_of_the_spa_changed_with_the_answers_that_tell_it(
    loaded: Engine, knowledge: KnowledgeBase
) -> None:
    changed = knowledge.copy(update={"spa": knowledge.spa.copy(update={"parking": "No places."})})

    what = [change.what for change in differences(loaded, changed)]

    assert what == ["topic parking: answer", "spa.yml: parking"]


@pytest.mark.parametrize(
    ("file", "part", "name", "update"),
    [
        ("escalation.yml", "escalation", "crisis", {"why": "There is no hope left."}),
        ("followups.yml", "followups", "why", {"otherwise": TOPIC}),
    ],
)
def test_what_only_the_model_holds_changed(
    loaded: Engine,
    knowledge: KnowledgeBase,
    file: str,
    part: str,
    name: str,
    update: dict[str, Any],
) -> None:
    changes = differences(loaded, _changed(knowledge, part, name, **update))

    assert [(file in change.what, change.needs_retrain) for change in changes] == [(True, True)]


@pytest.mark.parametrize(
    "update",
    [
        {"answer": "Yes. [1]", "more": ""},
        {"evidence": None, "citations": ()},
        {"question": "Does it warm cold feet?"},
        {"related": ("dvt",)},
        {"followups": {"why": "dvt"}},
        {"phrasings": ["my toes are like ice"]},
    ],
    ids=lambda update: ", ".join(update),
)
def test_a_retrain_is_announced_exactly_when_the_training_version_changes(
    loaded: Engine, knowledge: KnowledgeBase, update: dict[str, Any]
) -> None:
    changed = _changed(knowledge, "topics", TOPIC, **update)

    announced = any(change.needs_retrain for change in differences(loaded, changed))

    assert announced == (training_version(changed) != training_version(knowledge))
