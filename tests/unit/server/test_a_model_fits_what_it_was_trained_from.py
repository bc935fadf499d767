"""A model is trained anew when what it was taught changed, and only then."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.model import KnowledgeBase
from footnote.server.models import fingerprint, fitting_model, reason_to_train
from footnote.settings import Settings

TOPIC = "cold_feet"
KNOWLEDGE = Path("knowledge")


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load_knowledge(KNOWLEDGE)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of Rasa's files, to be changed, as the working directory."""
    for name in ("config.yml", "domain.yml"):
        shutil.copy(name, tmp_path / name)
    for name in ("data", "knowledge/next_questions"):
        shutil.copytree(name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _fingerprint(knowledge: KnowledgeBase) -> str:
    return fingerprint(knowledge, KNOWLEDGE)


def _with_topic(knowledge: KnowledgeBase, **update: Any) -> KnowledgeBase:
    topic = knowledge.topics[TOPIC].copy(update=update)
    return knowledge.copy(update={"topics": {**knowledge.topics, TOPIC: topic}})


def test_the_fingerprint_stays_the_same(knowledge: KnowledgeBase) -> None:
    assert _fingerprint(knowledge) == _fingerprint(load_knowledge(KNOWLEDGE))


def test_an_answer_needs_no_other_model(knowledge: KnowledgeBase) -> None:
    changed = _with_topic(knowledge, answer="Yes. [1]", more="", evidence=None)

    assert _fingerprint(changed) == _fingerprint(knowledge)


@pytest.mark.parametrize(
    "update",
    [{"phrasings": ["my toes are like ice"]}, {"question": "Icy feet?"}, {"related": ("dvt",)}],
    ids=lambda update: next(iter(update)),
)
def test_what_a_topic_teaches_needs_another_model(
    knowledge: KnowledgeBase, update: dict[str, Any]
) -> None:
    assert _fingerprint(_with_topic(knowledge, **update)) != _fingerprint(knowledge)


@pytest.mark.parametrize(
    "name",
    ["config.yml", "domain.yml", "data/rules.yml", "knowledge/next_questions/popping.yml"],
)
def test_files_that_are_trained_on_need_another_model(
    knowledge: KnowledgeBase, project: Path, name: str
) -> None:
    before = _fingerprint(knowledge)

    with (project / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")

    assert _fingerprint(knowledge) != before


def test_a_model_is_trained_when_none_is_there_or_none_fits(
    knowledge: KnowledgeBase, tmp_path: Path
) -> None:
    settings = Settings(models_dir=tmp_path)
    model = fitting_model(knowledge, settings)

    assert reason_to_train(model) == "there is no trained model yet"

    model.touch()
    assert reason_to_train(model) is None

    changed = fitting_model(_with_topic(knowledge, phrasings=["brr"]), settings)
    assert "changed since the last training" in (reason_to_train(changed) or "")
