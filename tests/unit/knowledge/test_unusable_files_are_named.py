"""Files that are missing, empty or unreadable are named, and all files are looked at in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from footnote.knowledge.yaml_tree import KnowledgeError

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import KnowledgeFiles

FEET = "topics/feet.yml"
HOUSE = "topics/house.yml"


def test_a_missing_file_is_named(files: KnowledgeFiles) -> None:
    (files.directory / "sources.yml").unlink()

    with pytest.raises(KnowledgeError, match=r"sources\.yml:1: the file is missing: restore it"):
        files.load()


def test_missing_topics_are_named(files: KnowledgeFiles) -> None:
    for path in (files.directory / "topics").iterdir():
        path.unlink()

    with pytest.raises(KnowledgeError, match="topics:1: no topics: restore the files"):
        files.load()


def test_an_empty_file_is_named(files: KnowledgeFiles) -> None:
    (files.directory / "spa.yml").write_text("", encoding="utf-8")

    with pytest.raises(KnowledgeError, match=r"spa\.yml:1: expected `key: value` lines"):
        files.load()


def test_a_file_in_another_encoding_is_named(files: KnowledgeFiles) -> None:
    (files.directory / HOUSE).write_bytes("caf\u00e9: {}".encode("latin-1"))

    with pytest.raises(KnowledgeError, match=r"house\.yml:1: not UTF-8: save it as UTF-8"):
        files.load()


def test_mistakes_of_several_files_are_reported_together(files: KnowledgeFiles) -> None:
    files.edit(FEET, "evidence: supported", "evidence: certain")
    files.edit(HOUSE, "answer:", "anwser:")
    files.edit("spa.yml", "tipping:", "tips:")

    with pytest.raises(KnowledgeError) as raised:
        files.load()

    named = {problem.path.name for problem in raised.value.problems}
    assert named == {"feet.yml", "house.yml", "spa.yml"}
