"""Only what a client wrote to the bot is an event; each client has their own conversation."""

from __future__ import annotations

from typing import Any

import pytest

from footnote.channels.slack.events import Said, WantsForgetting, happened
from footnote.channels.slack.places import Place, place_of

TEAM, BOT, CLIENT = "T1", "U0BOT", "U1"


def _request(**event: Any) -> dict[str, Any]:
    return {
        "team_id": TEAM,
        "event_id": "Ev1",
        "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        "event": {"type": "message", "channel": "D1", "user": CLIENT, "ts": "1.1", **event},
    }


def _mention(**event: Any) -> dict[str, Any]:
    return _request(type="app_mention", channel="C1", text=f"<@{BOT}> Is it safe?", **event)


def test_a_direct_message_is_read() -> None:
    assert happened(_request(text="Is it safe?")) == Said(
        "Ev1", Place(TEAM, "D1", CLIENT), "Is it safe?"
    )


def test_a_mention_begins_a_thread_or_goes_on_in_one() -> None:
    first, next_one = happened(_mention()), happened(_mention(thread_ts="0.5"))

    assert first == Said("Ev1", Place(TEAM, "C1", CLIENT, "1.1"), "Is it safe?")
    assert next_one is not None and next_one.place.thread == "0.5"


@pytest.mark.parametrize(
    "event",
    [
        {"text": "hello", "bot_id": "B1"},
        {"text": "hello", "user": BOT},
        {"text": "hello", "user": None},
        {"text": "hello", "subtype": "bot_message"},
        {"subtype": "message_changed", "message": {"text": "hello"}},
        {"subtype": "message_deleted"},
        {"text": "joined", "subtype": "channel_join"},
        {"text": "hello", "channel": "C1"},
        {"text": f"<@{BOT}> hello", "type": "app_mention"},
        {"type": "reaction_added"},
        {"type": "app_home_opened", "tab": "messages"},
    ],
)
def test_anything_else_is_ignored(event: dict[str, Any]) -> None:
    assert happened(_request(**event)) is None


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message"])
def test_what_clients_typed_in_other_ways_is_read(subtype: str) -> None:
    said = happened(_request(text="Is it safe?", subtype=subtype))

    assert isinstance(said, Said) and said.text == "Is it safe?"
    assert said.with_file is (subtype == "file_share")


@pytest.mark.parametrize("text", ["forget me", "Forget me!", "please forget me."])
def test_forget_me_is_a_wish(text: str) -> None:
    assert isinstance(happened(_request(text=text)), WantsForgetting)


@pytest.mark.parametrize("text", ["do not forget me", "forget me not flowers", "forget it"])
def test_other_words_about_forgetting_are_not(text: str) -> None:
    assert isinstance(happened(_request(text=text)), Said)


def test_conversations_are_told_apart_and_lead_back_to_their_place() -> None:
    places = [
        Place(TEAM, "C1", CLIENT, "1.1"),
        Place(TEAM, "C1", "U2", "1.1"),
        Place(TEAM, "C1", CLIENT, "2.2"),
        Place(TEAM, "D1"),
    ]

    assert [place_of(place.conversation) for place in places] == places
    assert len({place.conversation for place in places}) == len(places)


def test_a_direct_message_is_one_conversation_whatever_its_threads() -> None:
    assert Place(TEAM, "D1", CLIENT, "1.1").conversation == Place(TEAM, "D1").conversation


@pytest.mark.parametrize(
    "conversation", ["slack:", "slack:T1", "slack:T1:C1", "slack:T1:C1::U1", "web:T1:D1", "T1:D1"]
)
def test_other_ids_lead_nowhere(conversation: str) -> None:
    assert place_of(conversation) is None
