"""What a client of the widget gets while a part of the product is down."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from footnote.server.stack import Stack
from tests.channels.web.tab import Tab, spoken

ACTION_SERVER = "action server"


@pytest.fixture
def without_actions(narrow: Stack) -> Iterator[Stack]:
    narrow.stop(ACTION_SERVER)
    yield narrow
    narrow.start(ACTION_SERVER)
    narrow.wait_until_ready()


async def test_without_actions_there_is_an_error_reply_and_emergencies_are_answered(
    without_actions: Stack,
) -> None:
    headers = {"X-Forwarded-For": "203.0.113.201"}
    async with Tab(without_actions.address, headers=headers) as tab:
        said = spoken(await tab.say("Why do my feet pop during a massage?"))
        assert tab.all("turn_end")[-1]["envelope"]["kind"] == "error"
        assert "+1 503 555 0142" in said

        (emergency,) = await tab.say("I have chest pain and cannot breathe")
        assert emergency["bubble"]["urgency"] == "emergency"
        assert emergency["bubble"]["contact"]["phone"] == "911"


async def test_a_tab_that_joins_during_a_slow_turn_misses_nothing(narrow: Stack) -> None:
    headers = {"X-Forwarded-For": "203.0.113.202"}
    async with Tab(narrow.address, headers=headers) as tab:
        narrow.processes[ACTION_SERVER].send_signal(signal.SIGSTOP)
        try:
            await tab.emit("user_message", {"id": "the-question", "text": "Where can I park?"})
            await tab.hears("typing")
            async with Tab(narrow.address, tab.token, headers=headers) as late:
                (question,) = late.session["history"]
                assert (question["id"], question["text"]) == ("the-question", "Where can I park?")
                assert await late.hears("typing") == {"on": True}
                assert await late.hears("bot_bubble") == await tab.hears("bot_bubble")
                assert await late.hears("typing", 2) == {"on": False}
        finally:
            narrow.processes[ACTION_SERVER].send_signal(signal.SIGCONT)
    narrow.wait_until_ready()
    async with Tab(narrow.address, tab.token, headers=headers) as again:
        assert [entry["who"] for entry in again.session["history"]] == ["client", "bot"]
