"""The webhook answers at once; work goes on behind it, in order, and ends with the server."""

from __future__ import annotations

import asyncio
import logging
import time

import httpx
import pytest
from rasa.core.channels.channel import UserMessage

from footnote.channels.telegram import channel, handling
from tests.channels.serving import Speaking, echo
from tests.channels.telegram.alone import Alone, served, until
from tests.channels.telegram.bot_api import BotApi
from tests.channels.telegram.peer import message_update

CHAT, OTHER_CHAT = 42, 43


def slow(seconds: float) -> Speaking:
    """Answer a message with its own words, later where it says so."""

    async def speak(message: UserMessage) -> None:
        if message.text.startswith("slow"):
            await asyncio.sleep(seconds)
        await echo(message)

    return speak


async def test_the_webhook_answers_before_the_client_is_answered(api: BotApi) -> None:
    async with served(slow(1)) as alone:
        began = time.monotonic()
        await alone.say(CHAT, "slow one")
        answered = time.monotonic() - began
        assert api.texts() == []
        await until(lambda: api.texts() == ["slow one"])
    assert answered < 0.5


async def test_a_slow_turn_holds_up_its_own_chat_only(api: BotApi) -> None:
    async with served(slow(1)) as alone:
        await alone.say(CHAT, "slow one")
        await alone.say(CHAT, "quick one")
        await alone.say(OTHER_CHAT, "elsewhere")
        await until(lambda: len(api.texts()) == 3)
    assert api.texts() == ["elsewhere", "slow one", "quick one"]


async def test_an_update_that_telegram_repeats_meanwhile_is_answered_once(api: BotApi) -> None:
    update = message_update(CHAT, text="slow one")
    async with served(slow(0.5)) as alone:
        for _ in range(3):
            await alone.post(update)
        await alone.say(CHAT, "next")
        await until(lambda: "next" in api.texts())
    assert api.texts() == ["slow one", "next"]


async def test_what_is_worked_on_when_the_server_ends_is_still_answered(api: BotApi) -> None:
    async with served(slow(1)) as alone:
        await alone.say(CHAT, "slow one")
    assert api.texts() == ["slow one"]


async def test_the_end_of_the_server_is_not_held_up_for_long(
    api: BotApi, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(channel, "GRACE_SECONDS", 0.5)
    async with served(slow(5)) as alone:
        await alone.say(CHAT, "slow one")
        await asyncio.sleep(0.2)
        began = time.monotonic()
    assert time.monotonic() - began < 2.5
    assert api.texts() == []
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_a_failing_turn_is_answered_with_the_error_reply(
    api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(message: UserMessage) -> None:
        raise RuntimeError(message.text)

    async with served(fail) as alone:
        await alone.say(CHAT, "unusualword")
        await until(lambda: bool(api.texts()))
    assert "does not work just now" in api.texts()[0]
    assert "unusualword" not in caplog.text


async def test_whatever_fails_the_client_gets_a_reply(
    api: BotApi, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("unusualword")

    monkeypatch.setattr(handling, "run_turn", fail)
    async with served() as alone:
        await alone.say(CHAT, "hello")
        await until(lambda: bool(api.texts()))
    assert "does not work just now" in api.texts()[0]
    assert "in danger" in api.texts()[0]
    assert "KeyError" in caplog.text and "unusualword" not in caplog.text


async def test_while_the_server_ends_telegram_is_asked_to_come_again(api: BotApi) -> None:
    late: list[httpx.Response] = []
    serving: list[Alone] = []

    async def speak(message: UserMessage) -> None:
        await asyncio.sleep(0.5)
        late.append(await serving[0].post(message_update(OTHER_CHAT, text="hello")))

    async with served(speak) as alone:
        serving.append(alone)
        await alone.say(CHAT, "hello")
    assert [answer.status_code for answer in late] == [503]
