"""Only staff can write into a client's conversation, and only where a client can read it.

That a reply reaches the client in their channel's look is promised beside each channel.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from footnote.channels.staff import StaffChannel
from tests.channels.serving import served

TOKEN = secrets.token_urlsafe(32)
REPLY = "This is Kim at the front desk. Come in at five."
WEB = "web:ada"


@pytest.fixture
async def staff() -> AsyncIterator[httpx.AsyncClient]:
    """Where staff tools post to; no client can be reached there."""
    channel = StaffChannel.from_credentials({"token": TOKEN})
    async with served(channel) as address, httpx.AsyncClient(base_url=address) as http:
        yield http


async def _post(
    staff: httpx.AsyncClient, body: Any, authorization: str | bytes = f"Bearer {TOKEN}"
) -> httpx.Response:
    return await staff.post("/reply", json=body, headers={"authorization": authorization})


@pytest.mark.parametrize(
    "shown",
    ["", "Bearer", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", b"Bearer \xff\xfe"],
    ids=["nothing", "no token", "too long", "too short", "not UTF-8"],
)
async def test_without_the_token_nobody_gets_in(
    staff: httpx.AsyncClient, shown: str | bytes
) -> None:
    answer = await _post(staff, {"conversation": WEB, "text": REPLY}, shown)

    assert answer.status_code == 401
    assert answer.json() == {"error": "A valid bearer token is needed."}


@pytest.mark.parametrize("credentials", [None, {}, {"token": ""}, {"token": None}])
async def test_where_no_token_is_set_nobody_gets_in(credentials: dict[str, Any] | None) -> None:
    channel = StaffChannel.from_credentials(credentials)
    async with served(channel) as address, httpx.AsyncClient(base_url=address) as http:
        for shown in ("", "Bearer", "Bearer None"):
            assert (await _post(http, {"conversation": WEB, "text": REPLY}, shown)).is_error


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"text": REPLY},
        {"conversation": WEB},
        {"conversation": 4711, "text": REPLY},
        {"conversation": "a sender of REST", "text": REPLY},
        {"conversation": WEB, "text": "   "},
        {"conversation": WEB, "text": " // "},
        {"conversation": WEB, "text": 5},
        {"conversation": WEB, "text": "a" * 4001},
    ],
)
async def test_what_cannot_be_sent_is_refused_with_the_reason(
    staff: httpx.AsyncClient, body: Any
) -> None:
    answer = await _post(staff, body)

    assert answer.status_code == 400
    assert answer.json()["error"]


async def test_what_reaches_nobody_is_not_said_to_be_delivered(staff: httpx.AsyncClient) -> None:
    answer = await _post(staff, {"conversation": WEB, "text": REPLY})

    assert answer.status_code == 502
    assert answer.json() == {"error": "no channel can send to this conversation"}
