from __future__ import annotations

from pathlib import Path

import pytest

from footnote.evaluation.sets import Asked, ConversationTurn, read_set

WELL_FORMED = {
    "topics.txt": "## prices\nhow much?\n\n## hours\nwhen?\n",
    "small_talk.txt": "## greet\nhi\n",
    "two_questions.txt": "prices, hours | how much and when?\n",
    "far.txt": "who won?\n",
    "near.txt": "are heels bad?\n",
    "conversations.txt": "## a visit\nprices | how much?\nhours / thanks | when | or never?\n",
}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    for name, text in WELL_FORMED.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_set_is_read_with_what_each_message_should_become(directory: Path) -> None:
    found = read_set(directory)

    assert found.topics == (Asked(("prices",), "how much?"), Asked(("hours",), "when?"))
    assert found.two_questions == (Asked(("prices", "hours"), "how much and when?"),)
    assert found.conversations == (
        (
            ConversationTurn(("prices",), "how much?"),
            ConversationTurn(("hours", "thanks"), "when | or never?"),
        ),
    )
    assert found.messages == 8


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("topics.txt", "\nhow much?\n", "topics.txt:2"),
        ("two_questions.txt", "how much and when?\n", "two_questions.txt:1"),
        ("conversations.txt", "prices | how much?\n", "conversations.txt:1"),
        ("conversations.txt", "## a visit\nprices |\n", "conversations.txt:2"),
    ],
)
def test_file_and_line_are_named(directory: Path, name: str, text: str, where: str) -> None:
    (directory / name).write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match=where):
        read_set(directory)
