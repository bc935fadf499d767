"""A turn is answered whether or not it can be recorded, and who was forgotten stays so."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain

from footnote.channels import turns
from footnote.channels.recording import Recorder
from footnote.channels.turns import run_turn
from footnote.settings import current_settings
from footnote.store.database import migrate, open_database
from footnote.store.unanswered import UnansweredLog

TEXT = "who painted the ceiling of the Sistine Chapel?"


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    monkeypatch.setattr(turns, "recorder", recorder)
    return recorder


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "database" / "content.db"
    monkeypatch.setenv("FOOTNOTE_DATABASE_URL", f"sqlite:///{path}")
    current_settings.cache_clear()
    yield path
    current_settings.cache_clear()


async def _answers(message: UserMessage) -> None:
    """Answer as Rasa does, and store nothing: as if the client had been forgotten since."""
    assert message.output_channel is not None
    reply = {"text": "I cannot help with that.", "custom": {"kind": "unknown"}}
    await message.output_channel.send_response(message.sender_id, reply)


async def test_a_turn_is_answered_where_nothing_can_be_recorded(
    recorder: Recorder, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        reply = await run_turn(_answers, Domain.load("domain.yml"), "rest", "visitor", TEXT)
        await recorder.close()

    assert [bubble.text for bubble in reply.bubbles] == ["I cannot help with that."]
    assert [record.getMessage() for record in caplog.records] == [
        "Work in the background failed: OperationalError"
    ]


async def test_nothing_is_recorded_of_who_was_forgotten_meanwhile(
    recorder: Recorder, database: Path
) -> None:
    database.parent.mkdir()
    engine = open_database(f"sqlite:///{database}")
    migrate(engine)

    await run_turn(_answers, Domain.load("domain.yml"), "rest", "visitor", TEXT)
    await recorder.close()

    assert UnansweredLog(engine).newest(10) == []
    engine.dispose()
