"""Slack is slow, asks to wait, is down or refuses: Footnote is patient, and never blocked by it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from pytest_httpserver import HTTPServer
from rasa.core.channels.channel import UserMessage
from slack_sdk.errors import SlackApiError
from werkzeug import Request, Response

from footnote.channels.slack.channel import SlackChannel
from footnote.channels.slack.places import Place
from footnote.channels.slack.rendering import Message
from footnote.channels.slack.sending import (
    LONGEST_WAIT_SECONDS,
    RETRIES,
    SENDING_ERRORS,
    Sender,
    kind_of,
    open_client,
)
from footnote.server.stack import free_port
from footnote.settings import current_settings
from footnote.store.database import migrate, open_database
from tests.channels.serving import served
from tests.channels.slack.peer import BOT_TOKEN, SIGNING_SECRET, message_event, post_signed

POST_MESSAGE = "/chat.postMessage"
TAKEN = {"ok": True, "ts": "1.1", "channel": "D1"}
PLACE = Place("T1", "D1")
BLOCK = {"type": "section", "text": {"type": "mrkdwn", "text": "*hello*"}}
#: Slack sends an event again when it waits longer.
SLACKS_PATIENCE_SECONDS = 3.0


@asynccontextmanager
async def _sender(api_url: str) -> AsyncIterator[Sender]:
    sender = Sender(open_client(BOT_TOKEN, api_url))
    try:
        yield sender
    finally:
        await sender.close()


async def _post(api_url: str, *messages: Message) -> None:
    async with _sender(api_url) as sender:
        await sender.post(PLACE, messages or [Message("hello", (BLOCK,))])


async def test_where_slack_asks_to_wait_the_message_comes_later(httpserver: HTTPServer) -> None:
    busy = Response(status=429, headers={"Retry-After": "1"})
    httpserver.expect_ordered_request(POST_MESSAGE).respond_with_response(busy)
    httpserver.expect_ordered_request(POST_MESSAGE).respond_with_json(TAKEN)
    began = time.monotonic()
    await _post(httpserver.url_for("/"))

    assert time.monotonic() - began >= 1.0
    assert len(httpserver.log) == 2


async def test_nobody_waits_an_hour(httpserver: HTTPServer) -> None:
    wait = str(LONGEST_WAIT_SECONDS + 1)
    busy = Response(
        '{"ok": false, "error": "ratelimited"}',
        status=429,
        headers={"Retry-After": wait},
        mimetype="application/json",
    )
    httpserver.expect_request(POST_MESSAGE).respond_with_response(busy)

    with pytest.raises(SlackApiError) as refused:
        await _post(httpserver.url_for("/"))
    assert kind_of(refused.value) == "ratelimited"
    assert len(httpserver.log) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_fault_of_slacks_is_outlived(httpserver: HTTPServer, status: int) -> None:
    page = Response("<html>Oops</html>", status=status, mimetype="text/html")
    httpserver.expect_ordered_request(POST_MESSAGE).respond_with_response(page)
    httpserver.expect_ordered_request(POST_MESSAGE).respond_with_json(TAKEN)
    await _post(httpserver.url_for("/"))

    assert len(httpserver.log) == 2


async def test_a_fault_that_stays_is_told_after_a_few_tries(httpserver: HTTPServer) -> None:
    page = Response("<html>Oops</html>", status=500, mimetype="text/html")
    httpserver.expect_request(POST_MESSAGE).respond_with_response(page)

    with pytest.raises(SENDING_ERRORS) as failed:
        await _post(httpserver.url_for("/"))
    assert kind_of(failed.value) == "500"
    assert len(httpserver.log) == 1 + RETRIES


async def test_a_server_that_is_not_there_is_told_after_a_few_tries() -> None:
    with pytest.raises(SENDING_ERRORS):
        await _post(f"http://127.0.0.1:{free_port()}/")


@pytest.mark.parametrize("error", ["invalid_auth", "channel_not_found", "account_inactive"])
async def test_a_refusal_is_not_tried_again(httpserver: HTTPServer, error: str) -> None:
    refusal = {"ok": False, "error": error}
    httpserver.expect_request(POST_MESSAGE).respond_with_json(refusal)

    with pytest.raises(SlackApiError) as refused:
        await _post(httpserver.url_for("/"), Message("one"), Message("two"))
    assert kind_of(refused.value) == error
    assert len(httpserver.log) == 1


async def test_a_look_that_slack_does_not_take_is_left_away(httpserver: HTTPServer) -> None:
    refusal = {"ok": False, "error": "invalid_blocks"}
    httpserver.expect_ordered_request(POST_MESSAGE).respond_with_json(refusal)
    httpserver.expect_ordered_request(POST_MESSAGE).respond_with_json(TAKEN)
    await _post(httpserver.url_for("/"))
    sent = [request.json for request, _ in httpserver.log]

    assert ["blocks" in message for message in sent] == [True, False]
    assert sent[1]["text"] == "hello"


@pytest.fixture
def installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], None]]:
    """A database without content; call it with where Slack is."""
    url = f"sqlite:///{tmp_path / 'footnote.db'}"
    engine = open_database(url)
    migrate(engine)
    engine.dispose()
    monkeypatch.setenv("FOOTNOTE_DATABASE_URL", url)

    def set_up(api_url: str) -> None:
        monkeypatch.setenv("FOOTNOTE_SLACK_API_URL", api_url)
        current_settings.cache_clear()

    yield set_up
    current_settings.cache_clear()


def _channel() -> SlackChannel:
    return SlackChannel.from_credentials({"bot_token": BOT_TOKEN, "signing_secret": SIGNING_SECRET})


async def _deliver(route: str, event: dict[str, Any]) -> float:
    """Send an event as Slack does; return the seconds until it was acknowledged."""
    began = time.monotonic()
    answer = await asyncio.to_thread(post_signed, f"{route}/events", json.dumps(event))
    assert answer.status_code == httpx.codes.OK
    return time.monotonic() - began


async def test_an_event_is_acknowledged_at_once_while_slack_hangs(
    httpserver: HTTPServer, installation: Callable[[str], None]
) -> None:
    def hang(_: Request) -> Response:
        time.sleep(SLACKS_PATIENCE_SECONDS + 1)
        return Response(json.dumps(TAKEN), mimetype="application/json")

    httpserver.expect_request(POST_MESSAGE).respond_with_handler(hang)
    installation(httpserver.url_for("/"))
    async with served(_channel()) as route:
        assert not httpserver.log
        assert await _deliver(route, message_event("hello")) < SLACKS_PATIENCE_SECONDS / 2


async def test_an_event_is_acknowledged_at_once_while_a_turn_takes_long(
    httpserver: HTTPServer, installation: Callable[[str], None]
) -> None:
    httpserver.expect_request(POST_MESSAGE).respond_with_json(TAKEN)
    installation(httpserver.url_for("/"))
    go_on = asyncio.Event()

    async def think(message: UserMessage) -> None:
        await go_on.wait()

    async with served(_channel(), think) as route:
        assert await _deliver(route, message_event("hello")) < SLACKS_PATIENCE_SECONDS / 2
        go_on.set()


async def test_the_channel_starts_and_acknowledges_where_slack_cannot_be_reached(
    installation: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    installation(f"http://127.0.0.1:{free_port()}/")
    async with served(_channel()) as route:
        assert await _deliver(route, message_event("rutabaga")) < SLACKS_PATIENCE_SECONDS / 2
        await _until(lambda: "Sending to Slack failed" in caplog.text)

    assert "rutabaga" not in caplog.text and BOT_TOKEN not in caplog.text


async def test_a_token_that_is_not_taken_is_in_the_log_by_its_kind_only(
    httpserver: HTTPServer, installation: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    refusal = {"ok": False, "error": "invalid_auth"}
    httpserver.expect_request(POST_MESSAGE).respond_with_json(refusal)
    installation(httpserver.url_for("/"))
    async with served(_channel()) as route:
        await _deliver(route, message_event("rutabaga"))
        await _until(lambda: "Sending to Slack failed: invalid_auth" in caplog.text)

    assert "rutabaga" not in caplog.text and BOT_TOKEN not in caplog.text


async def test_work_that_runs_is_ended_before_the_server_is(
    httpserver: HTTPServer, installation: Callable[[str], None]
) -> None:
    httpserver.expect_request(POST_MESSAGE).respond_with_json(TAKEN)
    installation(httpserver.url_for("/"))

    async def think(message: UserMessage) -> None:
        await asyncio.sleep(0.5)
        assert message.output_channel is not None
        await message.output_channel.send_response(message.sender_id, {"text": "done"})

    async with served(_channel(), think) as route:
        await _deliver(route, message_event("hello"))

    assert [request.json["text"] for request, _ in httpserver.log] == ["done"]


async def test_a_client_is_answered_while_the_database_is_down(
    httpserver: HTTPServer, installation: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    httpserver.expect_request(POST_MESSAGE).respond_with_json(TAKEN)
    monkeypatch.setenv("FOOTNOTE_DATABASE_URL", "sqlite:////nowhere/at/all.db")
    installation(httpserver.url_for("/"))
    async with served(_channel()) as route:
        await _deliver(route, message_event("hello"))
        await _until(lambda: len(httpserver.log) == 1)

    assert httpserver.log[0][0].json["text"] == "hello"


async def _until(holds: Callable[[], bool]) -> None:
    for _ in range(750):
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("waited in vain")
