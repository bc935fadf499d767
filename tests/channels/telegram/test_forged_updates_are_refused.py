"""What the webhook does with requests that Telegram did not send, or sent twice."""

from __future__ import annotations

import socket
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.channels.telegram.peer import SECRET, SECRET_HEADER, Chat, Telegram, message_update


@pytest.mark.parametrize("secret", [None, "", "x", SECRET[:-1], SECRET + "x", SECRET.upper()])
def test_without_the_secret_nothing_is_done(
    telegram: Telegram, chat: Chat, secret: str | None
) -> None:
    def forge() -> None:
        answer = telegram.post(message_update(chat.id, text="hello"), secret=secret)
        assert answer.status_code == 403
        assert "secret" in answer.json()["error"]

    assert chat.quiet_after(forge)


def test_a_secret_of_odd_bytes_is_refused(telegram: Telegram) -> None:
    headers = [(SECRET_HEADER.encode(), b"\xff\xfe\x80")]
    answer = httpx.post(telegram.webhook, json={"update_id": 1}, headers=headers)
    assert answer.status_code == 403


def test_the_secret_is_taken_from_its_header_only(telegram: Telegram) -> None:
    url = f"{telegram.webhook}?secret_token={SECRET}"
    update = {**message_update(1, text="hello"), "secret_token": SECRET}
    assert httpx.post(url, json=update).status_code == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[]", 400),
        (b'"update"', 400),
        (b"null", 400),
        (b"{}", 400),
        (b'{"update_id": "1"}', 400),
        (b'{"update_id": true}', 400),
        (b'{"update_id": 1.5}', 400),
        (b"[" * 60_000, 400),
        (b'{"update_id": 1, "message": "' + b"x" * 140_000 + b'"}', 413),
    ],
)
def test_what_is_no_update_is_refused_with_a_reason(
    telegram: Telegram, body: bytes, status: int
) -> None:
    answer = httpx.post(telegram.webhook, content=body, headers={SECRET_HEADER: SECRET})
    assert answer.status_code == status
    assert answer.json()["error"]


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"message": None},
        {"message": 7},
        {"message": {}},
        {"message": {"text": "hello"}},
        {"message": {"chat": {"id": "x", "type": 3}, "text": {}}},
        {"callback_query": {"id": 1}},
        {"callback_query": {"id": "1", "from": [], "chat_instance": "1", "data": 3}},
        {"inline_query": {"id": "1"}},
        {"a_kind_of_tomorrow": {"a": 1}},
    ],
)
def test_an_update_that_means_nothing_is_taken_so_that_it_is_not_sent_again(
    telegram: Telegram, content: dict[str, Any]
) -> None:
    assert telegram.post({"update_id": 5, **content}).status_code == 200


def test_the_webhook_takes_posts_only(telegram: Telegram) -> None:
    assert httpx.get(telegram.webhook, headers={SECRET_HEADER: SECRET}).status_code == 405


def test_a_connection_that_never_ends_its_request_holds_nobody_up(
    telegram: Telegram, chat: Chat
) -> None:
    where = urlsplit(telegram.webhook)
    assert where.hostname and where.port
    with socket.create_connection((where.hostname, where.port)) as hanging:
        hanging.sendall(b"POST /webhooks/telegram/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 9")
        (reply,) = chat.say("hello")
    assert "welcome" in reply["text"]
