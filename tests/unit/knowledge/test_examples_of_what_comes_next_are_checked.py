"""Examples of what clients ask next name topics that there are, and mistakes are pointed at."""

from __future__ import annotations

from pathlib import Path

import pytest

from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.next_questions import (
    CHAT,
    FOLDER,
    UNKNOWN,
    NextQuestion,
    load_next_questions,
)
from footnote.knowledge.yaml_tree import KnowledgeError

TOPICS = ("popping_danger", "popping_cause")


def _loaded(directory: Path, text: str) -> tuple[NextQuestion, ...]:
    folder = directory / FOLDER
    folder.mkdir()
    (folder / "popping.yml").write_text(text, encoding="utf-8")
    return load_next_questions(directory, TOPICS)


def test_examples_are_read_with_what_they_follow_and_ask(tmp_path: Path) -> None:
    answers = (
        "popping_danger:\n  popping_cause:\n    - why\n  chat:\n    - ok\n  unknown:\n    - 0988\n"
    )

    assert _loaded(tmp_path, answers) == (
        NextQuestion("popping_danger", "popping_cause", "why"),
        NextQuestion("popping_danger", CHAT, "ok"),
        NextQuestion("popping_danger", UNKNOWN, "0988"),
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("poping:\n  chat:\n    - ok\n", r"popping\.yml:1: there is no topic poping: rename"),
        ("popping_danger:\n  why:\n    - ok\n", r"popping\.yml:2: there is no topic why: rename"),
        ("popping_danger:\n  chat: ok\n", r"popping\.yml:2: chat: expected a list of messages"),
        ("popping_danger:\n  - ok\n", r"popping\.yml:1: popping_danger: expected `topic:` lines"),
        ("- ok\n", r"popping\.yml:1: expected `key: value` lines"),
    ],
)
def test_a_mistake_is_pointed_at(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(KnowledgeError, match=problem):
        _loaded(tmp_path, text)


def test_a_knowledge_base_cannot_do_without(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="next_questions:1: no examples: restore the files"):
        load_next_questions(tmp_path, TOPICS)


def test_every_topic_has_examples_of_what_comes_next() -> None:
    topics = load_knowledge(Path("knowledge")).topics

    examples = load_next_questions(Path("knowledge"), topics)

    assert {example.after for example in examples} == set(topics)
