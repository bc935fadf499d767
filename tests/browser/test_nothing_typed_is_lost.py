"""Messages outlive lost connections, reloads and restarts of the server; tabs agree."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import expect

from footnote.server.stack import Stack
from tests.browser.chat import Chat

pytestmark = pytest.mark.asyncio(loop_scope="session")

OpenChat = Callable[..., Awaitable[Chat]]

#: What a browser itself says of a server that does not answer.
REFUSED = "ERR_CONNECTION_REFUSED"


@asynccontextmanager
async def _server_away(stack: Stack) -> AsyncIterator[None]:
    """End the server, and start it again."""
    await asyncio.to_thread(stack.stop, "Rasa server")
    try:
        yield
    finally:
        stack.start("Rasa server")
        await asyncio.to_thread(stack.wait_until_ready)


async def test_a_message_typed_while_the_server_is_away_is_sent_once(
    stack: Stack, open_chat: OpenChat, complaints: list[str]
) -> None:
    chat = await open_chat()
    await chat.open()
    await chat.say("where can I park?")

    async with _server_away(stack):
        await expect(chat.connection).to_contain_text("No connection")
        await expect(chat.connection.get_by_role("link", name="Call 911")).to_be_visible()
        await chat.type("how do I book?")
        await chat.type("do you sell gift cards?")
        await expect(chat.messages.last).to_contain_text("Waiting to be sent")

    await expect(chat.answers).to_have_count(3, timeout=30_000)
    await expect(chat.connection).to_be_empty()
    asked = ["where can I park?", "how do I book?", "do you sell gift cards?"]
    assert await chat.texts(chat.messages) == asked
    await chat.page.reload()
    await expect(chat.answers).to_have_count(3)
    assert await chat.texts(chat.messages) == asked

    assert all(REFUSED in complaint for complaint in complaints)
    complaints.clear()


async def test_a_message_that_could_not_be_sent_outlives_a_reload(open_chat: OpenChat) -> None:
    chat = await open_chat()
    await chat.open()
    await chat.say("where can I park?")
    # The page itself must load, so only the channel is cut.
    await chat.page.context.route("**/socket.io/**", lambda route: route.abort())
    await chat.page.context.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    await chat.page.reload()
    await chat.type("how do I book?")
    await chat.page.reload()

    await expect(chat.messages).to_have_count(1)
    await expect(chat.messages).to_contain_text("how do I book?")
    await expect(chat.connection).to_contain_text("In an emergency: Call 911")


async def test_tabs_of_one_browser_show_the_same_conversation(open_chat: OpenChat) -> None:
    one = await open_chat()
    await one.open()
    await one.say("where can I park?")
    page = await one.page.context.new_page()
    await page.goto(one.page.url)
    other = Chat(page)
    await other.open()
    await expect(other.answers).to_have_count(1)

    await other.say("how do I book?")
    await expect(one.answers).to_have_count(2)
    await expect(other.answers).to_have_count(2)
    assert await one.texts(one.messages) == await other.texts(other.messages)

    await one.button("Forget me").click()
    await one.button("Yes, forget me").click()
    for tab in (one, other):  # each empties what waits to be sent, which tabs share
        await expect(tab.messages).to_have_count(0)
        await tab.is_connected()
    await other.say("what does it cost?")
    await expect(one.answers).to_have_count(1)


async def test_an_answer_that_comes_while_the_panel_is_closed_is_announced(
    open_chat: OpenChat,
) -> None:
    chat = await open_chat()
    await chat.open()
    await chat.is_connected()
    await chat.page.keyboard.press("Escape")
    await chat.page.evaluate("Footnote.send('where can I park?')")

    await expect(chat.launcher).to_have_accessible_name(re.compile("1 new message$"))
    await chat.open()
    await chat.page.keyboard.press("Escape")
    await expect(chat.launcher).not_to_have_accessible_name(re.compile("new message"))
