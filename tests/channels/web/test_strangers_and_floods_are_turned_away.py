"""Pages of other origins, and clients that ask for too much, are refused; others are not."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from socketio.exceptions import ConnectionError

from footnote.server.stack import Stack
from tests.channels.limits import ADDRESS_CONNECTIONS, ALLOWED_ORIGIN, SESSION_EVENTS
from tests.channels.web.tab import Tab, message


def from_address(address: str, **headers: str) -> dict[str, str]:
    return {"X-Forwarded-For": address, **headers}


async def _refusal(stack: Stack, **options: Any) -> str:
    tab = Tab(stack.address, **options)
    refused: list[Any] = []
    tab.client.on("connect_error", refused.append)
    with pytest.raises(ConnectionError):
        await tab.connect()
    await tab.close()
    (reason,) = refused
    return str(reason["message"])


async def test_pages_of_other_origins_are_refused(narrow: Stack) -> None:
    host = narrow.address.removeprefix("http://")
    for origin in (
        "https://evil.example",
        "null",
        "http://spa.example",
        "https://spa.example.evil.example",
        "https://spa.example:8443",
        f"http://{host}.evil.example",
        "not an origin",
    ):
        headers = from_address("203.0.113.1", Origin=origin)
        assert await _refusal(narrow, headers=headers) == "origin", origin


async def test_also_over_polling(narrow: Stack) -> None:
    url = f"{narrow.address}/socket.io/?EIO=4&transport=polling"
    headers = from_address("203.0.113.11", Origin="https://evil.example")
    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.get(url) as opened:
            url += f"&sid={json.loads((await opened.text())[1:])['sid']}"
        async with session.post(url, data="40") as sent:
            assert sent.status == 200
        async with session.get(url) as polled:
            assert await polled.text() == '44{"message":"origin"}'


async def test_listed_pages_and_the_servers_own_may_connect(narrow: Stack, stack: Stack) -> None:
    own = narrow.address
    for origin in (ALLOWED_ORIGIN, f"{ALLOWED_ORIGIN.upper()}:443", own):
        async with Tab(own, headers=from_address("203.0.113.2", Origin=origin)):
            pass
    # Without a list only the server's own pages may.
    async with Tab(stack.address, headers={"Origin": stack.address}):
        pass
    assert await _refusal(stack, headers={"Origin": ALLOWED_ORIGIN}) == "origin"


async def test_a_session_has_so_many_messages_a_minute(narrow: Stack) -> None:
    address, other = from_address("203.0.113.3"), from_address("203.0.113.4")
    async with Tab(narrow.address, headers=address) as tab:
        acks = [await tab.send("hello") for _ in range(SESSION_EVENTS + 2)]
        async with Tab(narrow.address, headers=other) as neighbour:
            unharmed = await neighbour.send("hello")
        # A new connection, or another address, is no new session.
        async with Tab(narrow.address, tab.token, headers=other) as again:
            acks.append(await again.send("hello"))

    refused = acks[SESSION_EVENTS:]
    assert acks[: SESSION_EVENTS - 1] == [{"ok": True}] * (SESSION_EVENTS - 1)
    assert {ack["error"] for ack in refused} == {"too_fast"}
    assert all(0 < ack["retry_after"] <= 60 for ack in refused)
    assert unharmed == {"ok": True}


async def test_an_address_has_so_many_messages_a_minute_in_all_its_sessions(narrow: Stack) -> None:
    address = from_address("203.0.113.5")
    acks = []
    for _ in range(4):
        async with Tab(narrow.address, headers=address) as tab:
            acks += [await tab.emit("nonsense", 1) for _ in range(SESSION_EVENTS)]

    errors = [ack["error"] for ack in acks]
    assert errors == ["bad_message"] * 3 * SESSION_EVENTS + ["too_fast"] * SESSION_EVENTS


async def test_an_address_has_so_many_connections(narrow: Stack) -> None:
    address = from_address("203.0.113.6")
    tabs = [Tab(narrow.address, headers=address) for _ in range(ADDRESS_CONNECTIONS)]
    for tab in tabs:
        await tab.__aenter__()
    try:
        assert await _refusal(narrow, headers=address) == "busy"
        async with Tab(narrow.address, headers=from_address("203.0.113.7")):
            pass
    finally:
        for tab in tabs:
            await tab.close()
    async with Tab(narrow.address, headers=address):
        pass


async def test_an_address_opens_so_many_connections_a_minute(narrow: Stack) -> None:
    url = f"{narrow.address}/socket.io/?EIO=4&transport=polling"
    headers = from_address("2001:db8:1:2::1")
    statuses = []
    async with aiohttp.ClientSession() as session:
        for number in range(25):
            # Whoever has one IPv6 address has all of its network.
            headers["X-Forwarded-For"] = f"2001:db8:1:2::{number + 1}"
            async with session.get(url, headers=headers) as answer:
                statuses.append(answer.status)
        async with session.get(url, headers=from_address("2001:db8:1:3::1")) as answer:
            other = answer.status

    assert statuses == [200] * 20 + [429] * 5
    assert other == 200


async def test_nobody_outside_a_proxy_can_claim_an_address(narrow: Stack) -> None:
    # The client wrote the first; what our proxy saw is the last.
    tabs = [
        Tab(narrow.address, headers=from_address(f"192.0.2.{number}, 203.0.113.8"))
        for number in range(ADDRESS_CONNECTIONS)
    ]
    for tab in tabs:
        await tab.__aenter__()
    try:
        assert await _refusal(narrow, headers=from_address("192.0.2.99, 203.0.113.8")) == "busy"
    finally:
        for tab in tabs:
            await tab.close()


async def test_a_flood_is_cut_off_and_others_go_on(narrow: Stack) -> None:
    url = f"{narrow.address}/socket.io/?EIO=4&transport=websocket".replace("http", "ws", 1)
    async with (
        Tab(narrow.address, headers=from_address("203.0.113.9")) as neighbour,
        aiohttp.ClientSession() as session,
        session.ws_connect(url, headers=from_address("203.0.113.10")) as flooding,
    ):
        await flooding.send_str("40")
        sent = 0
        while not flooding.closed and sent < 5_000:
            try:
                await flooding.send_str(
                    f'42{sent}["user_message",{{"id":"{sent}","text":"hello"}}]'
                )
            except ConnectionResetError:
                break
            sent += 1
            if sent % 50 == 0:
                await asyncio.sleep(0.01)
                while not flooding.closed:
                    try:
                        await flooding.receive(timeout=0.001)
                    except asyncio.TimeoutError:
                        break
        assert sent < 5_000, "it was let go on"
        assert (await neighbour.say("When are you open?"))[0]["bubble"]["text"]


async def test_messages_that_wait_are_few(stack: Stack, tab: Tab) -> None:
    acks = await asyncio.gather(
        *(tab.emit("user_message", message("When are you open?")) for _ in range(20))
    )

    refused = [ack for ack in acks if not ack["ok"]]
    assert len(acks) - len(refused) >= 5
    assert {ack["error"] for ack in refused} == {"too_fast"}
    await tab.hears("turn_end", len(acks) - len(refused))
