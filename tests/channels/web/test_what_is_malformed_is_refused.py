"""Anything but a sound event gets an error, never an exception, and harms nobody."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from footnote.server.stack import Stack
from tests.channels.web.tab import Tab, message

TEXT = "Where can I park?"


@pytest.mark.parametrize(
    ("event", "payload", "error"),
    [
        ("user_message", (), "bad_message"),
        ("user_message", (None,), "bad_message"),
        ("user_message", ("hello",), "bad_message"),
        ("user_message", (["id", "text"],), "bad_message"),
        ("user_message", (b"\x00\x01",), "bad_message"),
        ("user_message", ({},), "bad_message"),
        ("user_message", ({"text": TEXT},), "bad_message"),
        ("user_message", ({"id": 7, "text": TEXT},), "bad_message"),
        ("user_message", ({"id": "", "text": TEXT},), "bad_message"),
        ("user_message", ({"id": "a b", "text": TEXT},), "bad_message"),
        ("user_message", ({"id": "x" * 65, "text": TEXT},), "bad_message"),
        ("user_message", ({"id": "a", "text": ""},), "bad_message"),
        ("user_message", ({"id": "a", "text": " \n\t "},), "bad_message"),
        ("user_message", ({"id": "a", "text": None},), "bad_message"),
        ("user_message", ({"id": "a", "text": {"text": TEXT}},), "bad_message"),
        ("user_message", ({"id": "a", "text": b"binary"},), "bad_message"),
        ("user_message", ({"id": b"a", "text": TEXT},), "bad_message"),
        ("user_message", ({"id": "a", "text": TEXT}, {"more": 1}), "bad_message"),
        ("user_message", ({"id": "a", "text": TEXT}, b"extra"), "bad_message"),
        ("user_message", ({"id": "a", "text": "x" * 2_001},), "too_long"),
        ("feedback", (), "bad_message"),
        ("feedback", ({"helpful": True},), "bad_message"),
        ("feedback", ({"answer": "b1", "helpful": "yes"},), "bad_message"),
        ("feedback", ({"answer": "b1", "helpful": None},), "bad_message"),
        ("feedback", ({"answer": ["b1"], "helpful": True},), "bad_message"),
        ("feedback", ({"answer": "b1", "helpful": True, "reason": 7},), "bad_message"),
        ("feedback", ({"answer": "b1", "helpful": True, "reason": "x" * 1_001},), "too_long"),
        ("feedback", ({"answer": "b1", "helpful": True},), "bad_message"),
        ("forget", (), "bad_message"),
        ("forget", ("now",), "bad_message"),
        ("unheard_of", ({},), "bad_message"),
        ("session_request", ({"session_id": "x"},), "bad_message"),
    ],
)
async def test_an_unsound_event_gets_an_error(
    stack: Stack, event: str, payload: tuple[Any, ...], error: str
) -> None:
    async with Tab(stack.address) as tab:
        assert await tab.emit(event, *payload) == {"ok": False, "error": error}
        assert [name for name, _ in tab.heard] == ["session_confirm"]


async def test_the_longest_message_and_halves_of_characters_are_taken(tab: Tab) -> None:
    assert await tab.send("\U0001f9b6" * 2_000) == {"ok": True}
    await tab.hears("turn_end")
    assert await tab.send(f"{TEXT} \ud83e") == {"ok": True}
    end = await tab.hears("turn_end", 2)

    assert end["envelope"]["topics"] == ["parking"]


DEEP = "[" * 20_000
FRAMES: list[str | bytes] = [
    "",
    "9",
    "z",
    "4",
    "4z",
    "42",
    "42[]",
    "42{}",
    "427",
    '42["user_message"',
    '42[7,{"id":"a","text":"x"}]',
    '42[null,{"id":"a","text":"x"}]',
    '42[["user_message"],{"id":"a"}]',
    '42[{"user_message":1}]',
    f'421["user_message",{DEEP}',
    f'421["user_message",{DEEP}{"]" * len(DEEP)}]',
    '42/other,1["user_message",{"id":"a","text":"x"}]',
    "40/admin,",
    "40[1,2",
    '40{"token":',
    '45999999999-["user_message",{"_placeholder":true,"num":0}]',
    '451-["user_message",{"_placeholder":true,"num":7}]',
    '451-["user_message",{"_placeholder":true,"num":"x"}]',
    '46999-[{"_placeholder":true,"num":0}]',
    '431["x"]',
    '43999999999999999999["x"]',
    '44{"message":"x"}',
    "41",
    "41/other,",
    "1",
    "5",
    "bAAAA",
    "b!!!",
    "2" + "x" * 1_000,
    "4" + "x" * 40_000,
    b"\x00\xff",
    b"",
]


@pytest.mark.parametrize("when", ["before the session", "in the session"])
async def test_frames_that_break_the_protocol_harm_nobody(
    narrow: Stack, own_log: Any, when: str
) -> None:
    url = f"{narrow.address}/socket.io/?EIO=4&transport=websocket".replace("http", "ws", 1)
    logged = own_log.stat().st_size
    async with aiohttp.ClientSession() as session:
        for number, frame in enumerate(FRAMES):
            headers = {"X-Forwarded-For": f"2001:db8:{len(when)}:{number:x}::1"}
            async with session.ws_connect(url, headers=headers) as raw:
                if when == "in the session":
                    await raw.send_str("40")
                    await _until(raw, "session_confirm")
                if isinstance(frame, bytes):
                    await raw.send_bytes(frame)
                else:
                    await raw.send_str(frame)
                await raw.send_str(f'421["user_message",{json.dumps(message("a secret word"))}]')
                await asyncio.sleep(0.01)
    async with Tab(narrow.address, headers={"X-Forwarded-For": "2001:db8:ffff::1"}) as tab:
        assert (await tab.say(TEXT))[0]["bubble"]["text"]

    with own_log.open("rb") as log:
        log.seek(logged)
        written = log.read().decode()
    assert "secret" not in written
    assert "Traceback" not in written
    assert "never retrieved" not in written


async def _until(raw: aiohttp.ClientWebSocketResponse, event: str) -> None:
    while event not in str((await raw.receive(timeout=10)).data):
        pass


async def test_events_before_the_session_is_confirmed_get_an_error(stack: Stack) -> None:
    url = f"{stack.address}/socket.io/?EIO=4&transport=websocket".replace("http", "ws", 1)
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as raw:
        await raw.send_str("40")
        await raw.send_str(f'427["user_message",{json.dumps(message(TEXT))}]')
        heard: list[str] = []
        while not any("session_confirm" in data for data in heard):
            heard.append(str((await raw.receive(timeout=10)).data))
        while not any(data.startswith("437") for data in heard):
            heard.append(str((await raw.receive(timeout=10)).data))

    # It may have been quick enough; then it was taken.
    (ack,) = [json.loads(data[3:]) for data in heard if data.startswith("437")]
    assert ack in ([{"ok": False, "error": "unavailable"}], [{"ok": True}])


async def test_a_packet_that_is_too_large_is_refused(stack: Stack) -> None:
    url = f"{stack.address}/socket.io/?EIO=4&transport=polling"
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as opened:
            confirmed = json.loads((await opened.text())[1:])
        url += f"&sid={confirmed['sid']}"
        async with session.post(url, data="4" + "x" * 40_000) as answer:
            assert answer.status == 413

    assert confirmed["maxPayload"] < 40_000


async def test_a_request_of_megabytes_is_refused_before_it_is_read(stack: Stack) -> None:
    host, _, port = stack.address.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = "POST /socket.io/?EIO=4 HTTP/1.1\r\nHost: x\r\nContent-Length: 90000000\r\n\r\n"
    writer.write(head.encode())
    status = await asyncio.wait_for(reader.readline(), 10)
    writer.close()
    await writer.wait_closed()

    assert b" 413 " in status
