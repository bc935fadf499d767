"""Votes stay in their session, forgetting takes all of it, and staff reach the client."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from footnote.server.stack import Stack
from footnote.store.database import open_database
from footnote.store.feedback import FeedbackLog
from tests.channels.staff import reply_as_staff
from tests.channels.web.tab import Tab


def _headers(number: int) -> dict[str, str]:
    return {"X-Forwarded-For": f"203.0.113.{number}"}


def _conversation(tab: Tab) -> str:
    return f"web:{tab.token.partition('.')[0]}"


def _rows(database: Path, conversation: str) -> int:
    """Return how many values of the whole database hold a conversation's id."""
    with closing(sqlite3.connect(database)) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return sum(
            conversation in str(row)
            for name in names
            for row in connection.execute(f'SELECT * FROM "{name}"')
        )


async def test_a_vote_on_an_own_answer_is_kept_with_what_was_answered(
    narrow: Stack, own_database: Path
) -> None:
    async with Tab(narrow.address, headers=_headers(101)) as tab:
        (bubble,) = await tab.say("Why do my feet pop during a massage?")
        reason = "Not for me, says John Smith, john@example.com"
        vote = {"answer": bubble["id"], "helpful": False, "reason": reason}
        assert await tab.emit("feedback", {**vote, "helpful": True, "reason": ""}) == {"ok": True}
        assert await tab.emit("feedback", vote) == {"ok": True}

        async with Tab(narrow.address, tab.token, headers=_headers(101)) as again:
            helpful = [entry.get("helpful") for entry in again.session["history"]]

    assert helpful == [None, False]
    engine = open_database(f"sqlite:///{own_database}")
    kept = [vote for vote in FeedbackLog(engine).newest(10) if vote.answer == bubble["id"]]
    engine.dispose()
    assert [(vote.channel, vote.helpful, vote.topics) for vote in kept] == [
        ("web", False, ("popping_cause",))
    ]
    assert len(kept[0].kb_version) == 12
    assert "john@example.com" not in kept[0].reason


async def test_only_own_answers_can_be_voted_on(narrow: Stack) -> None:
    async with (
        Tab(narrow.address, headers=_headers(102)) as tab,
        Tab(narrow.address, headers=_headers(103)) as stranger,
    ):
        (bubble,) = await tab.say("Where can I park?")
        async with Tab(narrow.address, tab.token, headers=_headers(102)) as again:
            question = again.session["history"][0]["id"]
        refused = {"ok": False, "error": "bad_message"}
        assert (
            await stranger.emit("feedback", {"answer": bubble["id"], "helpful": False}) == refused
        )
        assert await tab.emit("feedback", {"answer": question, "helpful": False}) == refused
        assert await tab.emit("feedback", {"answer": "b0", "helpful": False}) == refused


async def test_forgetting_deletes_everything_and_every_tab_learns_it(
    narrow: Stack, own_database: Path
) -> None:
    async with (
        Tab(narrow.address, headers=_headers(104)) as tab,
        Tab(narrow.address, headers=_headers(105)) as stranger,
    ):
        (bubble,) = await tab.say("Where can I park?")
        await tab.say("I want to talk to a person")
        await tab.emit("feedback", {"answer": bubble["id"], "helpful": True})
        await stranger.say("Where can I park?")
        conversation, old = _conversation(tab), tab.token
        async with Tab(narrow.address, old, headers=_headers(104)) as other:
            assert _rows(own_database, conversation) > 0

            assert await other.emit("forget", {}) == {"ok": True}
            for each in (tab, other):
                await each.hears("session_confirm", 2)
                names = [name for name, _ in each.heard]
                assert names.index("forgotten") < len(names) - 1
                assert each.session["history"] == []
            assert _conversation(tab) == _conversation(other) != conversation

            # They are tabs of one session still, and the old one is silent.
            await tab.say("When are you open?")
            await other.hears("turn_end")
        assert _rows(own_database, conversation) == 0
        async with Tab(narrow.address, old, headers=_headers(104)) as returning:
            assert returning.session["history"] == []
        assert stranger.all("forgotten") == []
        assert _rows(own_database, _conversation(stranger)) > 0


async def test_what_is_written_while_a_client_is_forgotten_is_not_kept(
    narrow: Stack, own_database: Path
) -> None:
    async with Tab(narrow.address, headers=_headers(106)) as tab:
        conversation = _conversation(tab)
        before, forgotten, after = await asyncio.gather(
            tab.send("Where can I park?"), tab.emit("forget", {}), tab.send("And the price?")
        )
        await tab.hears("session_confirm", 2)
        await asyncio.sleep(0.5)

        assert before == forgotten == {"ok": True}
        # Not lost without a word: it can be sent again, in the new session.
        assert after == {"ok": False, "error": "unavailable"}
        assert _rows(own_database, conversation) == 0
        assert await tab.say("And the price?")


async def test_what_staff_write_reaches_every_tab_and_stays(narrow: Stack) -> None:
    async with (
        Tab(narrow.address, headers=_headers(107)) as tab,
        Tab(narrow.address, headers=_headers(108)) as stranger,
    ):
        await tab.say("I want to talk to a person")
        async with Tab(narrow.address, tab.token, headers=_headers(107)) as other:
            text = "Hello, this is Kim at the front desk."
            answer = await asyncio.to_thread(
                reply_as_staff, narrow.address, _conversation(tab), text
            )
            assert answer.status_code == 200
            pushed = await tab.hears("bot_bubble", 2)
            assert await other.hears("bot_bubble") == pushed
        assert pushed["bubble"]["text"] == text
        async with Tab(narrow.address, tab.token, headers=_headers(107)) as again:
            entry = again.session["history"][-1]
        assert {key: entry[key] for key in ("id", "bubble", "time")} == pushed
        assert stranger.all("bot_bubble") == []


async def test_a_client_who_is_away_finds_what_staff_wrote(narrow: Stack) -> None:
    async with Tab(narrow.address, headers=_headers(109)) as tab:
        await tab.say("I want to talk to a person")
        conversation, token = _conversation(tab), tab.token
    answer = await asyncio.to_thread(
        reply_as_staff, narrow.address, conversation, "We have a place at five."
    )

    assert answer.status_code == 200
    async with Tab(narrow.address, token, headers=_headers(109)) as again:
        assert again.session["history"][-1]["text"] == "We have a place at five."


@pytest.mark.parametrize("conversation", ["web:nobody", "web:"])
async def test_staff_learn_that_nobody_is_there(narrow: Stack, conversation: Any) -> None:
    answer = await asyncio.to_thread(reply_as_staff, narrow.address, conversation, "Hello?")

    assert answer.status_code == 502
