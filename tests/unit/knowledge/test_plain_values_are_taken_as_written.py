"""An editor need not know what YAML makes of `on`, `988` or a date: text stays text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import KnowledgeFiles


def test_a_date_without_quotes(files: KnowledgeFiles) -> None:
    files.edit("sources.yml", '"2020-05-17"', "2020-05-17")

    assert files.load().sources["guide"].date == "2020-05-17"


def test_a_telephone_number_without_quotes(files: KnowledgeFiles) -> None:
    files.edit("spa.yml", '"988"', "0988")

    assert files.load().spa.crisis_line.number == "0988"


@pytest.mark.parametrize("word", ["no", "Yes", "off", "2020-05-17", "12:30", "1e3", "~"])
def test_a_phrasing_that_yaml_has_a_type_for(files: KnowledgeFiles, word: str) -> None:
    files.edit("topics/feet.yml", "- what about cold feet 9\n", f"- {word}\n")

    assert word in files.load().topics["cold_feet"].phrasings
