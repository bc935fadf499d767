"""Lists, addresses and footnotes in a text are shown as such; markup in it is only text."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import WebSocketRoute, expect

from tests.browser.chat import Chat

pytestmark = pytest.mark.asyncio(loop_scope="session")

OpenChat = Callable[..., Awaitable[Chat]]

ANSWER = "There are eight free places behind the house, and a paid garage stands across the street."
MARKUP = "<img src=x onerror=alert(1)> &amp; <b>bold</b> [a](javascript:alert(1)) [7]"


async def _answers_with(chat: Chat, text: str) -> None:
    """Have the server say another text where it would say where to park."""

    def between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        server.on_message(lambda message: socket.send(str(message).replace(ANSWER, text)))

    await chat.page.route_web_socket("**/socket.io/**", between)
    await chat.page.reload()
    await chat.open()
    await chat.say("where can I park?")


async def test_markup_is_only_text(open_chat: OpenChat) -> None:
    chat = await open_chat()
    await _answers_with(chat, MARKUP)
    await chat.type(MARKUP)

    assert (await chat.texts(chat.answers))[0] == MARKUP
    assert await chat.texts(chat.messages) == ["where can I park?", MARKUP]
    assert await chat.log.locator("img, b:not(.call b), a[href^=javascript]").count() == 0


async def test_lists_and_addresses_are_shown_as_such(open_chat: OpenChat) -> None:
    chat = await open_chat()
    await _answers_with(
        chat,
        r"Is it one of these?\n1. first\n2. second\n\n- *warm* socks\n\n"
        r"See https://spa.example/a?b=1. Write to ada@spa.example, it costs 5*3*2 $.",
    )
    text = chat.answers.last.locator(".text").first

    assert await text.locator("ol > li").all_inner_texts() == ["first", "second"]
    assert await text.locator("ul > li").all_inner_texts() == ["*warm* socks"]
    await expect(text).to_contain_text("it costs 5*3*2 $.")
    page, mail = await text.get_by_role("link").all()
    assert await page.get_attribute("href") == "https://spa.example/a?b=1"
    assert await page.get_attribute("rel") == "noopener noreferrer"
    await expect(page).to_have_accessible_name("https://spa.example/a?b=1 (opens in a new tab)")
    assert await mail.get_attribute("href") == "mailto:ada@spa.example"


async def test_a_tapped_question_is_sent_as_it_stands(open_chat: OpenChat) -> None:
    chat = await open_chat()
    await chat.open()
    await chat.say("where can I park?")
    offered = chat.panel.get_by_role("group", name="You could ask next").get_by_role("button")
    question = await offered.first.inner_text()
    await offered.first.click()

    await expect(chat.answers).to_have_count(2)
    assert (await chat.texts(chat.messages))[-1] == question
    await expect(chat.field).to_be_focused()


async def test_every_footnote_mark_opens_its_own_source(open_chat: OpenChat) -> None:
    chat = await open_chat()
    await chat.open()
    answer = await chat.say("is it bad when my toes crack in a massage?")
    sources = answer.locator(".source:visible")
    second = answer.locator(".text").first.get_by_role("button", name="Source 2: ").first
    await second.click()
    await expect(second).to_have_attribute("aria-expanded", "true")
    await expect(sources).to_contain_text("When to Be Concerned")

    await answer.get_by_role("button", name="3 sources").click()
    await expect(sources).to_have_count(3)
    await answer.get_by_role("button", name="3 sources").click()
    await expect(sources).to_have_count(0)
