"""What happens when Telegram answers 403, 429 or 5xx, answers late, or cannot be reached."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from itertools import pairwise
from math import ceil
from pathlib import Path

import pytest
from rasa.core.channels.channel import UserMessage
from werkzeug import Response

from footnote.channels.delivery import Undeliverable
from footnote.channels.telegram import bot, channel, sending
from footnote.channels.telegram.updates import WANTED_KINDS
from footnote.reply.bubble import Bubble
from footnote.server.stack import free_port
from footnote.settings import current_settings
from tests.channels.telegram.alone import WAIT_SECONDS, WEBHOOK_URL, served, until
from tests.channels.telegram.bot_api import (
    BLOCKED,
    FLOOD,
    UNREADABLE,
    BotApi,
    BotApiServer,
    refusal,
)
from tests.channels.telegram.peer import SECRET, TOKEN, message_update

CHAT, OTHER_CHAT = 42, 43


async def test_telegram_is_told_where_updates_go_and_with_which_secret(api: BotApi) -> None:
    async with served():
        await until(lambda: bool(api.of("setMyCommands")))
    (told,) = api.of("setWebhook")
    assert told.parameters["url"] == WEBHOOK_URL
    assert told.parameters["secret_token"] == SECRET
    assert all(kind in told.parameters["allowed_updates"] for kind in WANTED_KINDS)


async def test_the_start_needs_no_telegram_which_is_told_as_soon_as_it_is_there(
    point_to: Callable[[str], None],
) -> None:
    port = free_port()
    point_to(f"http://127.0.0.1:{port}")
    async with served() as alone:
        await alone.say(CHAT, "hello")
        await asyncio.sleep(0.5)
        with BotApiServer(port=port, threaded=True) as server:
            api = BotApi.on(server)
            await until(lambda: bool(api.of("setWebhook")))


async def test_the_webhook_is_tried_again_with_growing_pauses(api: BotApi) -> None:
    failing = refusal(500, "Internal Server Error")
    api.plan["setWebhook"] = [failing, refusal(401, "Unauthorized"), failing]
    async with served():
        await until(lambda: len(api.of("setWebhook")) == 4)
    times = [call.time for call in api.of("setWebhook")]
    pauses = [after - before for before, after in pairwise(times)]
    assert pauses == sorted(pauses) and pauses[-1] > 0.35


async def test_a_client_who_blocked_the_bot_is_left_alone(
    api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    api.plan["sendMessage"] = [refusal(403, BLOCKED)]
    async with served() as alone:
        await until(lambda: bool(api.of("setMyCommands")))
        await alone.say(CHAT, "hello")
        await until(lambda: bool(api.texts()))
        await asyncio.sleep(0.3)
    assert api.texts() == ["hello"]
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_a_wait_that_telegram_asks_for_is_kept_and_holds_up_nobody_else(
    api: BotApi,
) -> None:
    api.plan["sendMessage"] = [refusal(429, FLOOD, retry_after=2)]
    async with served() as alone:
        await alone.say(CHAT, "first")
        await until(lambda: api.texts() == ["first"])
        await alone.say(OTHER_CHAT, "second")
        await until(lambda: len(api.texts()) == 3)
    assert api.texts() == ["first", "second", "first"]
    refused, other, again = api.of("sendMessage")
    assert again.time - refused.time >= 2
    assert other.time - refused.time < 1.5


async def test_a_wait_of_an_hour_is_not_waited_for(
    api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    api.plan["sendMessage"] = [refusal(429, FLOOD, retry_after=3600)]
    async with served() as alone:
        await alone.say(CHAT, "first")
        await until(lambda: "RetryAfter" in caplog.text)
        await alone.say(CHAT, "second")
        await until(lambda: api.texts() == ["first", "second"])


@pytest.mark.parametrize(
    "fault",
    [
        lambda: refusal(500, "Internal Server Error"),
        lambda: Response("<html>Bad Gateway</html>", 502),
        lambda: Response("", 504),
    ],
)
async def test_a_fault_of_telegram_that_passes_loses_no_message(
    api: BotApi, fault: Callable[[], Response]
) -> None:
    api.plan["sendMessage"] = [fault(), fault()]
    async with served() as alone:
        await alone.say(CHAT, "hello")
        await until(lambda: len(api.texts()) == 3)
        await asyncio.sleep(0.3)
    assert api.texts() == ["hello"] * 3


async def test_a_fault_that_stays_is_given_up_and_the_next_message_is_answered(
    api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    api.plan["sendMessage"] = [refusal(500, "Internal Server Error") for _ in range(4)]
    async with served() as alone:
        await alone.say(CHAT, "first unusualword")
        await until(lambda: "Sending to Telegram failed" in caplog.text)
        await alone.say(CHAT, "second")
        await until(lambda: api.texts()[-1] == "second")
    assert len(api.texts()) == 5
    logged = "".join(text for _, level, text in caplog.record_tuples if level >= logging.WARNING)
    assert "unusualword" not in logged and TOKEN not in logged


async def test_an_answer_that_comes_too_late_is_not_waited_for(
    api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot, "READ_TIMEOUT_SECONDS", 0.5)
    api.seconds["sendMessage"] = [2.0]
    async with served() as alone:
        await alone.say(CHAT, "hello")
        await until(lambda: len(api.texts()) == 2)
    first, again = api.of("sendMessage")
    assert again.time - first.time < 1.5


async def test_a_format_that_telegram_refuses_is_left_away(api: BotApi) -> None:
    api.plan["sendMessage"] = [refusal(400, UNREADABLE)]
    async with served() as alone:
        await alone.say(CHAT, "1 < 2")
        await until(lambda: len(api.texts()) == 2)
    formatted, bare = [call.parameters for call in api.of("sendMessage")]
    assert (formatted["text"], formatted["parse_mode"]) == ("1 &lt; 2", "HTML")
    assert bare["text"] == "1 < 2" and "parse_mode" not in bare


@pytest.mark.parametrize("refused", [(403, BLOCKED), (400, "Bad Request: chat not found")])
async def test_a_pushed_reply_that_is_refused_is_reported(
    api: BotApi, refused: tuple[int, str]
) -> None:
    async with served() as alone:
        api.plan["sendMessage"] = [refusal(*refused), refusal(*refused)]
        with pytest.raises(Undeliverable, match="refuses"):
            await alone.channel.deliver(f"telegram:{CHAT}", [Bubble("Hello from Ben.")])


async def test_a_pushed_reply_is_not_tried_for_ever(
    api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "DELIVERY_TIMEOUT_SECONDS", 0.3)
    async with served() as alone:
        api.plan["sendMessage"] = [refusal(429, FLOOD, retry_after=20)]
        with pytest.raises(Undeliverable, match="in time"):
            await alone.channel.deliver(f"telegram:{CHAT}", [Bubble("Hello from Ben.")])


async def test_a_typing_action_that_fails_delays_nothing(
    api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Neither ends a wait before `until` has had enough of it, so a reply that comes did not wait.
    monkeypatch.setattr(sending, "TYPING_TIMEOUT_SECONDS", 2 * WAIT_SECONDS)
    api.plan["sendChatAction"] = [refusal(429, FLOOD, retry_after=ceil(1.5 * WAIT_SECONDS))]
    async with served() as alone:
        await alone.say(CHAT, "hello")
        await until(lambda: api.texts() == ["hello"])
    assert len(api.of("sendChatAction")) == 1


async def test_the_bot_types_as_long_as_a_turn_takes(
    api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "TYPING_EVERY_SECONDS", 0.2)

    async def slowly(message: UserMessage) -> None:
        await asyncio.sleep(1)
        await message.output_channel.send_response(CHAT, {"text": "done"})

    async with served(slowly) as alone:
        await alone.say(CHAT, "hello")
        await until(lambda: api.texts() == ["done"])
        typed = len(api.of("sendChatAction"))
        await asyncio.sleep(0.6)
    assert typed >= 4
    assert len(api.of("sendChatAction")) == typed


async def test_a_database_that_is_down_keeps_nobody_from_an_answer(
    api: BotApi, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FOOTNOTE_DATABASE_URL", f"sqlite:///{tmp_path}/missing/footnote.db")
    current_settings.cache_clear()
    async with served() as alone:
        await alone.say(CHAT, "hello")
        await alone.say(CHAT, "/start")
        await alone.post(message_update(CHAT, location={"longitude": 1, "latitude": 2}))
        await alone.say(CHAT, "/forget")
        await until(lambda: len(api.texts()) == 4)
    assert api.texts()[0] == "hello"
    assert "Hello" in api.texts()[1] and "reply_markup" not in api.of("sendMessage")[1].parameters
    assert "emergency number" in api.texts()[2]
    assert "could not delete" in api.texts()[3]
