"""The server issues sessions; whoever lacks a session's token neither reads nor writes in it."""

from __future__ import annotations

import asyncio
import hashlib
import time
from typing import Any

import httpx
import pytest
from itsdangerous import TimestampSigner

from footnote.channels.web.sessions import SessionTokens
from footnote.server.stack import Stack
from tests.channels.limits import SECRET
from tests.channels.web.tab import Tab, message, spoken

DAYS = 30


def session_of(token: str) -> str:
    return token.partition(".")[0]


async def test_a_first_visit_gets_a_session_and_what_the_widget_shows(tab: Tab) -> None:
    confirmed = tab.session

    assert len(session_of(confirmed["token"])) >= 22, "128 bits, url-safe"
    assert confirmed["history"] == []
    assert confirmed["spa"] == {"name": "Still Water Foot Spa", "phone": "+1 503 555 0142"}
    assert confirmed["emergency"] == {"number": "911"}
    assert confirmed["limits"] == {"text": 2000}
    assert len(set(confirmed["starters"])) == 3
    assert {*confirmed["sources"]["popping-feet"]} == {"title", "publisher", "kind", "date"}


async def test_a_starter_question_is_answered(tab: Tab) -> None:
    for question in tab.session["starters"]:
        await tab.say(question)

    assert [end["envelope"]["kind"] for end in tab.all("turn_end")] == ["answer"] * 3


@pytest.mark.parametrize("transport", ["websocket", "polling"])
async def test_the_token_brings_the_history_back(stack: Stack, transport: str) -> None:
    async with Tab(stack.address, transports=[transport]) as tab:
        first = await tab.say("Why do my feet pop during a massage?")
        second = await tab.say("What does it cost, and where can I park?")
        token = tab.token
    assert len(second) == 2, "one bubble per answer"

    async with Tab(stack.address, token, transports=[transport]) as again:
        history = again.session["history"]

    assert session_of(again.token) == session_of(token)
    assert [entry["who"] for entry in history] == ["client", "bot", "client", "bot", "bot"]
    assert [entry["text"] for entry in history if entry["who"] == "client"] == [
        "Why do my feet pop during a massage?",
        "What does it cost, and where can I park?",
    ]
    said = [entry for entry in history if entry["who"] == "bot"]
    assert [
        {key: entry[key] for key in ("id", "bubble", "time")} for entry in said
    ] == first + second
    assert {entry["helpful"] for entry in said} == {None}
    assert [entry["time"] for entry in history] == sorted(entry["time"] for entry in history)


def _aged(session: str, seconds: float) -> str:
    class Earlier(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(time.time() - seconds)

    signer = Earlier(
        SECRET,
        salt="footnote.channels.web.sessions",
        key_derivation="hmac",
        digest_method=hashlib.sha256,
    )
    return signer.sign(session).decode()


async def test_a_forged_foreign_or_expired_token_gets_a_new_session(narrow: Stack) -> None:
    headers = {"X-Forwarded-For": "198.51.100.1"}
    async with Tab(narrow.address, headers=headers) as owner:
        await owner.say("Where can I park?")
        token = owner.token
    session, time_signed, signature = token.split(".")
    day = 24 * 3600
    worthless: list[Any] = [
        session,
        f"{session}.{time_signed}.{signature[::-1]}",
        f"{session[::-1]}.{time_signed}.{signature}",
        f"{session}.{time_signed}",
        SessionTokens(b"another installation", DAYS).issue(session),
        _aged(session, DAYS * day + 60),
        "",
        "x" * 5_000,
        "\ud800",
        7,
        ["a", token],
        {"token": token},
    ]

    for number, shown in enumerate(worthless):
        stranger = {"X-Forwarded-For": f"198.51.100.{number + 10}"}
        async with Tab(narrow.address, shown, headers=stranger) as tab:
            assert session_of(tab.token) != session, shown
            assert tab.session["history"] == [], shown
    # The test's own way of signing is right, or an expired token would be refused as forged.
    async with Tab(narrow.address, _aged(session, (DAYS - 1) * day), headers=headers) as tab:
        assert session_of(tab.token) == session
        assert len(tab.session["history"]) == 2


async def test_no_payload_reaches_another_session(stack: Stack, tab: Tab) -> None:
    await tab.say("Where can I park?")
    (answer,) = tab.all("bot_bubble")
    session = session_of(tab.token)
    conversation = f"web:{session}"
    heard = list(tab.heard)

    async with Tab(stack.address) as stranger:
        names = {
            "session": session,
            "session_id": session,
            "sender": conversation,
            "sender_id": conversation,
            "recipient_id": conversation,
            "conversation": conversation,
            "room": conversation,
            "to": conversation,
            "sid": tab.client.sid,
            "token": tab.token,
        }
        await stranger.emit("user_message", {**message("When are you open?"), **names})
        await stranger.hears("turn_end")
        refused = [
            await stranger.emit("feedback", {"answer": answer["id"], "helpful": False, **names}),
            await stranger.emit("join", {"room": conversation}),
            await stranger.emit("enter_room", conversation),
            await stranger.emit("session_request", {"session_id": session}),
            await stranger.emit("session_confirm", {"token": tab.token}),
            await stranger.emit("bot_bubble", {"id": "x", "bubble": {}, "room": conversation}),
            await stranger.emit("connect", {"sanic.request": None}, {"token": tab.token}),
            await stranger.emit("disconnect", "transport close"),
        ]
        assert [ack["ok"] for ack in refused] == [False] * len(refused)
        # Its own forgetting is its own.
        assert await stranger.emit("forget", names) == {"ok": True}
        await stranger.hears("session_confirm", 2)
        assert "park" not in str(stranger.heard).lower()
        assert session not in str(stranger.heard)

    assert tab.heard == heard
    async with Tab(stack.address, tab.token) as again:
        assert len(again.session["history"]) == 2


async def test_events_named_like_the_librarys_own_change_nothing(stack: Stack, tab: Tab) -> None:
    await tab.emit("disconnect", "transport close")
    await tab.emit("connect", {}, {"token": "x"})

    assert "911" in spoken(await tab.say("I have chest pain and cannot breathe"))


async def test_rest_cannot_name_a_session(stack: Stack, tab: Tab) -> None:
    async with httpx.AsyncClient(base_url=stack.address, timeout=30) as client:
        body = {"sender": f"web:{session_of(tab.token)}", "message": "hello"}
        answer = await client.post("/webhooks/rest/webhook", json=body)

    assert answer.status_code == 403
    await asyncio.sleep(0.2)
    assert tab.all("bot_bubble") == []
