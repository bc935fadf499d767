"""Conversations survive a restart; a turn loads only the newest events, and writes each once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)

from footnote.settings import current_settings
from footnote.store.tracker_store import EVENTS_LOADED, ConversationStore

SENDER = "client-1"
# Rasa says so of every domain with slots.
pytestmark = pytest.mark.filterwarnings("ignore:Slot auto-fill has been removed")


@pytest.fixture
def domain() -> Domain:
    names = ("name", "place")
    slots = {name: {"type": "text", "mappings": [{"type": "custom"}]} for name in names}
    return Domain.from_dict(
        {"intents": ["cold_feet"], "slots": slots, "actions": ["action_answer"]}
    )


@pytest.fixture
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("FOOTNOTE_DATABASE_URL", f"sqlite:///{tmp_path}/conversations.db")
    current_settings.cache_clear()
    yield
    current_settings.cache_clear()


@pytest.fixture
def store(_own_database: None, domain: Domain) -> Iterator[ConversationStore]:
    store = ConversationStore(domain)
    yield store
    store.engine.dispose()


@pytest.fixture
def restarted(_own_database: None, domain: Domain) -> Iterator[ConversationStore]:
    """A store of another process over the same database."""
    store = ConversationStore(domain)
    yield store
    store.engine.dispose()


def _turns(*numbers: int) -> list[Event]:
    return [
        event
        for number in numbers
        for event in (
            UserUttered(f"question {number}", {"name": "cold_feet", "confidence": 1.0}),
            ActionExecuted("action_answer"),
            BotUttered(f"answer {number}"),
            ActionExecuted("action_listen"),
        )
    ]


async def _say(store: ConversationStore, *events: Event, sender: str = SENDER) -> None:
    """Do what Rasa does on a turn: load the conversation, add to it, save it."""
    tracker = await store.retrieve(sender) or await store.create_tracker(sender)
    for event in events:
        tracker.update(event, store.domain)
    await store.save(tracker)


def _rows(store: ConversationStore) -> int:
    with store.engine.connect() as connection:
        return int(connection.execute(sa.text("SELECT count(*) FROM events")).scalar())


async def test_a_conversation_goes_on_after_a_restart(
    store: ConversationStore, restarted: ConversationStore
) -> None:
    await _say(store, SlotSet("name", "Ada"), *_turns(1))

    tracker = await restarted.retrieve(SENDER)

    assert tracker is not None
    assert tracker.get_slot("name") == "Ada"
    assert tracker.latest_message is not None
    assert tracker.latest_message.text == "question 1"
    assert [type(event) for event in tracker.events][1:] == [
        *(SlotSet, UserUttered, ActionExecuted, BotUttered, ActionExecuted)
    ]


async def test_a_client_never_seen_has_no_conversation(store: ConversationStore) -> None:
    await _say(store, *_turns(1))

    assert await store.retrieve("somebody else") is None


async def test_a_conversation_without_a_turn_is_not_written(store: ConversationStore) -> None:
    await store.create_tracker(SENDER)

    assert _rows(store) == 0


async def test_a_long_conversation_loads_its_newest_events_and_all_slots(
    store: ConversationStore, restarted: ConversationStore
) -> None:
    await _say(store, SlotSet("name", "Ada"), SlotSet("place", "heel"))
    await _say(store, SlotSet("place", "toes"), *_turns(*range(38)))
    await _say(store, *_turns(38))
    await _say(store, *_turns(39))

    tracker = await restarted.retrieve(SENDER)

    assert tracker is not None
    newest = [event for event in tracker.events if not isinstance(event, SlotSet)]
    assert len(newest) == EVENTS_LOADED
    assert tracker.latest_message is not None
    assert tracker.latest_message.text == "question 39"
    assert (tracker.get_slot("name"), tracker.get_slot("place")) == ("Ada", "toes")


async def test_a_slot_cleared_long_ago_stays_cleared(store: ConversationStore) -> None:
    await _say(store, SlotSet("name", "Ada"), *_turns(1))
    await _say(store, SlotSet("name", None), *_turns(*range(2, 40)))

    tracker = await store.retrieve(SENDER)

    assert tracker is not None
    assert tracker.get_slot("name") is None


async def test_every_event_is_written_once_and_in_order(store: ConversationStore) -> None:
    await _say(store, SlotSet("name", "Ada"))
    for number in range(0, 20, 4):
        await _say(store, *_turns(*range(number, number + 4)))

    whole = await store.retrieve_full_tracker(SENDER)

    assert whole is not None
    said = [event.text for event in whole.events if isinstance(event, UserUttered)]
    assert said == [f"question {number}" for number in range(20)]
    # The first listening, the slot, and four events a turn: more than one load holds.
    assert _rows(store) == len(whole.events) == 2 + 20 * 4


async def test_saving_twice_writes_nothing_twice(store: ConversationStore) -> None:
    tracker = await store.create_tracker(SENDER)
    for event in _turns(1):
        tracker.update(event, store.domain)
    await store.save(tracker)
    once = _rows(store)

    await store.save(tracker)

    assert _rows(store) == once


async def test_only_the_latest_session_is_loaded(store: ConversationStore) -> None:
    await _say(store, *_turns(1))
    await _say(store, SessionStarted(), ActionExecuted("action_listen"), *_turns(2))

    tracker = await store.retrieve(SENDER)

    assert tracker is not None
    said = [event.text for event in tracker.events if isinstance(event, UserUttered)]
    assert said == ["question 2"]


async def test_conversations_of_two_clients_do_not_mix(store: ConversationStore) -> None:
    for number in range(0, 20, 5):
        turns = range(number, number + 5)
        await _say(store, *_turns(*turns), sender="ada")
        await _say(store, SlotSet("name", "Bob"), *_turns(*range(100, 105)), sender="bob")

    ada = await store.retrieve("ada")

    assert ada is not None
    said = [event.text for event in ada.events if isinstance(event, UserUttered)]
    assert said == [f"question {number}" for number in range(20 - len(said), 20)]
    assert ada.get_slot("name") is None
