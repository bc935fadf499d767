"""Staff list votes, tickets and unanswered messages from the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from footnote.store.database import migrate, open_database
from footnote.store.feedback import FeedbackLog
from footnote.store.tickets import Tickets
from footnote.store.unanswered import UnansweredLog
from tests.conftest import run_footnote


def _left(engine: Engine, text: str) -> None:
    """Leave one of each, as a client does who writes a text."""
    votes = FeedbackLog(engine)
    votes.record(
        conversation="web:ada",
        channel="web",
        answer=text,
        helpful=False,
        reason=text,
        topics=["popping"],
    )
    UnansweredLog(engine).record(conversation="web:ada", channel="web", text=text, kind="unknown")
    Tickets(engine).open(conversation=f"web:{text}", channel="web", summary=text)


@pytest.mark.parametrize(
    ("command", "shown", "nothing"),
    [
        ("feedback", "popping", "No votes.\n"),
        ("unanswered", "unknown", "No unanswered messages.\n"),
        ("tickets", "web:second", "No tickets.\n"),
    ],
)
def test_the_newest_are_shown_as_they_were_left(
    tmp_path: Path, command: str, shown: str, nothing: str
) -> None:
    url = f"sqlite:///{tmp_path / 'left.db'}"
    none = run_footnote(command, FOOTNOTE_DATABASE_URL=url)
    engine = open_database(url)
    migrate(engine)
    for text in ("first", "second [bold]\x1b[31mred"):
        _left(engine, text)
    engine.dispose()

    listed = run_footnote(command, "--limit", "1", FOOTNOTE_DATABASE_URL=url, COLUMNS="160")
    later = run_footnote(command, "--since", "2199-01-01", FOOTNOTE_DATABASE_URL=url)

    assert (none.returncode, none.stdout) == (0, nothing) == (later.returncode, later.stdout)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert shown in listed.stdout
    assert "second [bold] [31mred" in listed.stdout, "neither markup nor a terminal's command"
    assert "first" not in listed.stdout
