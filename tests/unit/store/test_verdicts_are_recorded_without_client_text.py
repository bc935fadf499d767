"""What is kept of a report is the verdict: neither the client's words nor who wrote them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ConversationPaused, Event, UserUttered
from sqlalchemy.engine import Engine

from footnote.knowledge.model import KnowledgeBase
from footnote.settings import current_settings
from footnote.store import knowledge_store
from footnote.store.tables import installation, verdict
from footnote.store.tracker_store import ConversationStore
from footnote.store.verdict_log import VerdictLog

SENDER = "ada@example.org"
TEXT = "my chest feels really tight"
NOW = datetime.now(timezone.utc)
REPORT: dict[str, Any] = {
    "urgency": "emergency",
    "clearance": "avoid",
    "rules": ("breathing_or_chest",),
    "findings": ("chest_pain",),
    "asks": None,
}
NOTHING = {**REPORT, "urgency": "none", "clearance": None, "rules": (), "findings": ()}


@pytest.fixture(autouse=True)
def _own_settings(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("FOOTNOTE_DATABASE_URL", str(engine.url))
    current_settings.cache_clear()
    yield
    current_settings.cache_clear()


@pytest.fixture
def store(_own_settings: None) -> Iterator[ConversationStore]:
    store = ConversationStore(Domain.empty())
    yield store
    store.engine.dispose()


def _message(turn: dict[str, Any]) -> UserUttered:
    return UserUttered(TEXT, {"name": "verdict"}, parse_data={"turn": turn}, input_channel="rest")


async def _say(store: ConversationStore, *events: Event, sender: str = SENDER) -> None:
    tracker = await store.retrieve(sender) or await store.create_tracker(sender)
    for event in events:
        tracker.update(event, store.domain)
    await store.save(tracker)
    await store.save(tracker)


def _record(log: VerdictLog, sender: str = SENDER, time: datetime = NOW) -> None:
    log.record(
        sender=sender,
        time=time,
        channel="rest",
        urgency="doctor",
        clearance=None,
        rules=["severe_pain"],
        findings=["pain"],
        knowledge_version="",
    )


async def test_a_verdict_is_kept_once_and_as_it_was_given(
    store: ConversationStore, knowledge: KnowledgeBase
) -> None:
    release = knowledge_store.load(store.engine, knowledge)
    await _say(store, _message(REPORT), ActionExecuted("action_listen"))

    (entry,) = VerdictLog(store.engine).newest(10)

    assert (entry.urgency, entry.clearance, entry.channel) == ("emergency", "avoid", "rest")
    assert (entry.rules, entry.findings) == (("breathing_or_chest",), ("chest_pain",))
    assert entry.knowledge_version == release.content_version
    assert timedelta() <= datetime.now(timezone.utc) - entry.time < timedelta(minutes=1)


async def test_what_only_asks_is_kept_and_what_reports_nothing_is_not(
    store: ConversationStore,
) -> None:
    asking = {**REPORT, "urgency": "watch", "rules": (), "asks": "severity"}
    await _say(store, UserUttered("hello"), _message(NOTHING), _message(asking))

    assert [entry.urgency for entry in VerdictLog(store.engine).newest(10)] == ["watch"]


async def test_neither_words_nor_sender_are_in_the_log(store: ConversationStore) -> None:
    await _say(store, _message(REPORT))

    with store.engine.connect() as connection:
        kept = str(connection.execute(sa.select(verdict)).mappings().all())
    assert "breathing_or_chest" in kept
    assert SENDER not in kept
    assert TEXT not in kept


async def test_a_turn_that_cannot_be_recorded_is_saved_all_the_same(
    store: ConversationStore, caplog: pytest.LogCaptureFixture
) -> None:
    with store.engine.begin() as connection:
        verdict.drop(connection)

    with caplog.at_level(logging.ERROR):
        await _say(store, _message(REPORT), _message({"urgency": TEXT}))

    tracker = await store.retrieve(SENDER)
    assert tracker is not None
    assert tracker.latest_message is not None
    assert tracker.latest_message.text == TEXT
    assert [record.getMessage() for record in caplog.records] == [
        "A verdict was not recorded: OperationalError",
        "A verdict was not recorded: KeyError",
    ]


async def test_a_paused_conversation_answers_the_next_emergency(store: ConversationStore) -> None:
    await _say(store, UserUttered("hello"), ConversationPaused())
    await _say(store, _message(REPORT))

    tracker = await store.retrieve(SENDER)

    assert tracker is not None
    assert not tracker.is_paused()
    said = [event.text for event in tracker.events if isinstance(event, UserUttered)]
    assert said == ["hello", TEXT], "nothing else is lost or written twice"


def test_a_sender_is_the_same_in_one_installation_only(engine: Engine) -> None:
    for log in (VerdictLog(engine), VerdictLog(engine)):
        _record(log)
    with engine.begin() as connection:
        connection.execute(installation.delete())
    _record(VerdictLog(engine))
    _record(VerdictLog(engine), sender="bob")

    senders = [entry.sender for entry in VerdictLog(engine).newest(10)]

    bob, elsewhere, later, first = senders
    assert first == later
    assert len({bob, elsewhere, first}) == 3


def test_the_newest_come_first_and_none_from_before_a_day(engine: Engine) -> None:
    log = VerdictLog(engine)
    east = timezone(timedelta(hours=9))
    for hours in (1, 30, 2):
        _record(log, time=(NOW - timedelta(hours=hours)).astimezone(east))

    def hours_ago(limit: int, since: datetime | None = None) -> list[int]:
        entries = log.newest(limit, since)
        return [round((NOW - entry.time).total_seconds() / 3600) for entry in entries]

    assert hours_ago(10) == [1, 2, 30]
    assert hours_ago(2) == [1, 2]
    assert hours_ago(10, NOW - timedelta(hours=3)) == [1, 2]
