"""A turn is sent to all tabs of the session, once and in order, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
import time
import uuid

from footnote.server.stack import Stack
from tests.channels.web.tab import Tab, message


async def test_a_turn_is_typing_then_bubbles_then_its_end(tab: Tab) -> None:
    before = time.time()
    await tab.say("What does it cost, and where can I park?")

    names = [name for name, _ in tab.heard]
    assert names == [
        "session_confirm",
        "typing",
        "bot_bubble",
        "bot_bubble",
        "turn_end",
        "typing",
    ]
    assert tab.all("typing") == [{"on": True}, {"on": False}]
    bubbles, (end,) = tab.all("bot_bubble"), tab.all("turn_end")
    assert end["answer"] == bubbles[-1]["id"] != bubbles[0]["id"]
    assert end["envelope"]["topics"] == ["prices", "parking"]
    assert all(before <= bubble["time"] <= time.time() for bubble in bubbles)


async def test_other_tabs_see_the_message_and_the_answer(stack: Stack, tab: Tab) -> None:
    async with (
        Tab(stack.address, tab.token) as second,
        Tab(stack.address, tab.token, transports=["polling"]) as third,
        Tab(stack.address) as stranger,
    ):
        mine = await tab.say("When are you open?")
        for other in (second, third):
            await other.hears("turn_end")
            (echo,) = other.all("user_message")
            assert echo["text"] == "When are you open?"
            assert set(echo) == {"id", "text", "time"}
            assert other.all("bot_bubble") == mine
            assert other.all("turn_end") == tab.all("turn_end")
        assert tab.all("user_message") == []
        assert [name for name, _ in stranger.heard] == ["session_confirm"]


async def test_a_message_that_is_sent_twice_is_answered_once(stack: Stack, tab: Tab) -> None:
    message_id = str(uuid.uuid4())
    acks = await asyncio.gather(*(tab.send("When are you open?", message_id) for _ in range(3)))
    await tab.hears("turn_end")
    # Also over a new connection, as after a broken one.
    async with Tab(stack.address, tab.token) as again:
        acks.append(await again.send("When are you open?", message_id))
        await again.say("Where can I park?")

    assert acks == [{"ok": True}] * 4
    assert len(tab.all("turn_end")) == 2
    async with Tab(stack.address, tab.token) as reloaded:
        said = [e["text"] for e in reloaded.session["history"] if e["who"] == "client"]
    assert said == ["When are you open?", "Where can I park?"]


async def test_turns_follow_one_another_in_the_order_of_the_messages(tab: Tab) -> None:
    questions = ["When are you open?", "Where can I park?", "Do you sell gift cards?"]
    acks = await asyncio.gather(*(tab.send(question) for question in questions))
    await tab.hears("typing", 2 * len(questions))

    assert acks == [{"ok": True}] * 3
    topics = [end["envelope"]["topics"] for end in tab.all("turn_end")]
    assert topics == [["hours"], ["parking"], ["gift_cards"]]
    assert tab.all("typing") == [{"on": True}, {"on": False}] * 3


async def test_a_tab_that_joins_during_a_turn_misses_nothing(stack: Stack, tab: Tab) -> None:
    questions = ("When are you open?", "Where can I park?", "Do you sell gift cards?")
    for turn, question in enumerate(questions, start=1):
        sending = asyncio.create_task(tab.emit("user_message", message(question)))
        async with Tab(stack.address, tab.token) as late:
            await sending
            await tab.hears("turn_end", turn)
            await asyncio.sleep(0.2)
            history = late.session["history"]
            asked = [e["text"] for e in [*history, *late.all("user_message")] if _is_asked(e)]
            answers = [e["id"] for e in [*history, *late.all("bot_bubble")] if "bubble" in e]
        assert asked.count(question) == 1
        assert tab.all("bot_bubble")[-1]["id"] in answers


def _is_asked(entry: dict[str, object]) -> bool:
    return entry.get("who", "client") == "client"


async def test_a_slash_is_plain_text(tab: Tab) -> None:
    await tab.say("/restart")
    await tab.say("/")

    assert [end["envelope"]["kind"] for end in tab.all("turn_end")] != []
    assert all(bubble["bubble"]["text"] for bubble in tab.all("bot_bubble"))
    assert len(tab.all("turn_end")) == 2
