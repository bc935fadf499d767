"""Who opens the README sees at once what Footnote is, how to start it and how to test it."""

from __future__ import annotations

FIRST_LINES = 10


def test_the_two_commands_stand_at_the_top(readme: str) -> None:
    top = readme.splitlines()[:FIRST_LINES]

    assert top[0] == "# Footnote"
    for command in ("uv run footnote up", "uv run pytest"):
        assert any(line.startswith(command) for line in top), command
