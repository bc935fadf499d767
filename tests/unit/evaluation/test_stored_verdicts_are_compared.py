"""What is stored of a verdict is compared, what is not stored is not; bad lines are pointed at."""

from __future__ import annotations

from pathlib import Path

import pytest

from footnote.evaluation.results import Understood
from footnote.evaluation.stored import read_stored

NOW = Understood("verdict", 1.0, (), (), ("swelling", "severe_pain"), 1.0, "doctor", "avoid")


def _file(directory: Path, content: str | bytes) -> Path:
    path = directory / "stored.jsonl"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("stored", "differences"),
    [
        ('"urgency": "doctor"', []),
        ('"urgency": "doctor", "clearance": "avoid"', []),
        ('"rules": ["severe_pain", "swelling"], "note": "seen on Monday"', []),
        ('"urgency": "urgent"', ["urgency urgent is now doctor"]),
        ('"urgency": "doctor", "clearance": null', ["clearance none is now avoid"]),
        ('"rules": []', ["rules none are now severe_pain, swelling"]),
    ],
)
def test_only_what_is_stored_is_compared(
    tmp_path: Path, stored: str, differences: list[str]
) -> None:
    (conversation,) = read_stored(_file(tmp_path, f'{{"text": "it hurts", {stored}}}'))

    (turn,) = conversation.turns
    assert turn.differences(NOW) == differences


def test_the_turns_of_a_conversation_stay_together(tmp_path: Path) -> None:
    line = '{"turns": [{"user": "hello"}, {"user": "it hurts", "urgency": "doctor"}]}'
    single = '{"text": "one\u2028two", "urgency": "none"}'

    first, second = read_stored(_file(tmp_path, f"{line}\n\n{single}\n"))

    assert [(turn.user, turn.expects) for turn in first.turns] == [
        ("hello", False),
        ("it hurts", True),
    ]
    assert second.line == 3
    assert [turn.user for turn in second.turns] == ["one\u2028two"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "it hurts", "urgency": ', "no valid JSON"),
        ('["it hurts"]', "expected a JSON object with `text` or `turns`"),
        ('{"message": "it hurts", "urgency": "doctor"}', "expected a JSON object with"),
        ('{"text": "it hurts"}', "nothing to compare with: add `urgency`"),
        ('{"text": "it hurts", "urgency": "soon"}', "urgency: value is not a valid enumeration"),
        ('{"turns": []}', "`turns` must be a list of objects with `user`"),
        ('{"turns": ["it hurts"]}', "expected"),
        (b'{"text": "\xff", "urgency": "none"}', "not UTF-8: save it as UTF-8"),
    ],
)
def test_a_bad_line_is_named_with_its_number(
    tmp_path: Path, line: str | bytes, reason: str
) -> None:
    good = b'{"text": "it hurts", "urgency": "doctor"}\n'
    path = _file(tmp_path, good + (line if isinstance(line, bytes) else line.encode()))

    with pytest.raises(ValueError, match=reason) as refused:
        read_stored(path)

    assert str(refused.value).startswith(f"{path}:2: ")


def test_a_file_without_messages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no messages"):
        read_stored(_file(tmp_path, "\n"))
