"""WCAG 2.2 AA: no violation that axe knows, light and dark; keyboard, zoom, motion, speech."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.browser.chat import Chat

pytestmark = pytest.mark.asyncio(loop_scope="session")

OpenChat = Callable[..., Awaitable[Chat]]

#: Beyond what is on by default: the target size that 2.2 added.
AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}, "color-contrast-enhanced": {"enabled": False}},
}


async def no_violation(chat: Chat, state: str) -> None:
    found = await Axe().run(chat.page, context=[["footnote-chat"]], options=AXE_OPTIONS)
    violations = [
        (violation["id"], [node["html"] for node in violation["nodes"]])
        for violation in found.response["violations"]
    ]
    assert violations == [], state


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_axe_finds_nothing_in_any_state(
    open_chat: OpenChat, complaints: list[str], theme: str
) -> None:
    chat = await open_chat(color_scheme=theme, reduced_motion="reduce")
    await no_violation(chat, "closed")

    await chat.open()
    await chat.is_connected()
    await no_violation(chat, "greeting")

    answer = await chat.say("is it bad when my toes crack in a massage?")
    await no_violation(chat, "answer")

    await answer.get_by_role("button", name=re.compile("^Source 1: ")).first.click()
    await answer.get_by_role("button", name="More").click()
    await no_violation(chat, "source and detail open")

    await answer.get_by_role("button", name="No, not helpful").click()
    await expect(answer.get_by_role("textbox")).to_be_focused()
    await no_violation(chat, "asked for a reason")

    await chat.say("where can I park?")
    await no_violation(chat, "answer of the spa")

    await chat.say("my toes have been numb for five days")
    await no_violation(chat, "doctor")

    await chat.say("and my left calf is swollen, hot and red")
    await chat.answers.last.get_by_role("button", name="1 source").click()
    await no_violation(chat, "urgent")

    await chat.say("i cant breathe")
    await no_violation(chat, "emergency")

    await chat.field.fill("a" * 1_900)
    await no_violation(chat, "long text")

    await chat.button("Forget me").click()
    await no_violation(chat, "asked whether to forget")
    await chat.button("Keep it").click()

    await chat.page.context.set_offline(True)
    await expect(chat.connection).to_contain_text("No connection")
    await chat.type("are you there?")
    await expect(chat.messages.last).to_contain_text("Waiting to be sent")
    await no_violation(chat, "offline")
    await chat.page.close()
    complaints.clear()  # the browser's own, of attempts to connect


async def test_everything_works_with_the_keyboard_alone(open_chat: OpenChat) -> None:
    chat = await open_chat(viewport={"width": 1280, "height": 800})
    press = chat.page.keyboard.press
    await chat.is_reached_by_tab(chat.launcher)
    await press("Enter")
    await expect(chat.field).to_be_focused()
    await chat.is_connected()

    # A starter question: backwards from the field. Its answer comes, the focus is not lost.
    await chat.is_reached_by_tab(
        chat.panel.get_by_role("button", name="How much does a foot massage cost?"), "Shift+Tab"
    )
    await press("Enter")
    await expect(chat.answers.last).to_contain_text("$45")
    await expect(chat.field).to_be_focused()

    # Typing, a footnote, a vote.
    await chat.page.keyboard.type("why do my toes pop?")
    await press("Enter")
    await expect(chat.answers).to_have_count(2)
    mark = chat.answers.last.get_by_role("button", name=re.compile("^Source 1: ")).first
    await chat.is_reached_by_tab(mark, "Shift+Tab")
    await press("Space")
    await expect(chat.answers.last.locator(".source:visible")).to_have_count(1)
    await chat.is_reached_by_tab(chat.answers.last.get_by_role("button", name="Yes, helpful"))
    await press("Enter")
    await expect(chat.answers.last.get_by_role("status")).to_contain_text("Thank you")

    # Escape leaves the question before the panel, and gives the focus back each time.
    await chat.is_reached_by_tab(chat.button("Forget me"))
    await press("Enter")
    await expect(chat.button("Keep it")).to_be_focused()
    await press("Escape")
    await expect(chat.button("Forget me")).to_be_focused()
    await press("Escape")
    await expect(chat.panel).to_be_hidden()
    await expect(chat.launcher).to_be_focused()


async def test_focus_goes_through_the_panel_in_reading_order(open_chat: OpenChat) -> None:
    chat = await open_chat(viewport={"width": 1280, "height": 800})
    await chat.open()
    await chat.is_connected()
    stops = [
        chat.button("Close the chat"),
        chat.log,
        chat.button("What are the benefits of foot massage?"),
        chat.button("Why do my feet or toes pop during a massage?"),
        chat.button("How much does a foot massage cost?"),
        chat.field,
        chat.button("Send"),
        chat.button("Talk to a person"),
        chat.button("Forget me"),
    ]
    await stops[0].focus()
    for stop in stops[1:]:
        await chat.page.keyboard.press("Tab")
        await expect(stop).to_be_focused()


async def test_on_a_phone_focus_stays_in_the_panel_that_covers_the_page(
    open_chat: OpenChat,
) -> None:
    chat = await open_chat(viewport={"width": 390, "height": 844}, has_touch=True)
    await chat.open()
    assert await chat.panel.get_attribute("aria-modal") == "true"
    await chat.button("Forget me").focus()
    await chat.page.keyboard.press("Tab")
    await expect(chat.button("Close the chat")).to_be_focused()
    await chat.page.keyboard.press("Shift+Tab")
    await expect(chat.button("Forget me")).to_be_focused()


async def test_an_urgent_verdict_is_announced_at_once_and_stays_in_sight(
    open_chat: OpenChat,
) -> None:
    chat = await open_chat(viewport={"width": 1280, "height": 800})
    await chat.open()
    await chat.say("i cant breathe")

    await expect(chat.panel.get_by_role("alert").first).to_contain_text("Call 911 now")
    for text in ("what is reflexology?", "where can I park?", "how do I book?"):
        await chat.say(text)
    await expect(chat.alarm.get_by_role("link")).to_be_in_viewport()

    # Only the client puts it away, and then for good.
    await chat.button("Hide this notice").click()
    await expect(chat.alarm).to_be_hidden()
    await chat.page.reload()
    await expect(chat.answers).to_have_count(4)
    await expect(chat.alarm).to_be_hidden()


@pytest.mark.parametrize(
    ("width", "height"),
    [
        pytest.param(640, 400, id="200 percent of a small laptop"),
        pytest.param(320, 256, id="400 percent, as reflow asks for"),
    ],
)
async def test_zoomed_in_nothing_is_cut_off(open_chat: OpenChat, width: int, height: int) -> None:
    chat = await open_chat(viewport={"width": width, "height": height})
    await chat.open()
    await chat.say("is it bad when my toes crack in a massage?")
    await chat.say("my left calf is swollen, hot and red")

    for button in ("Close the chat", "Send", "Talk to a person", "Forget me"):
        await chat.button(button).scroll_into_view_if_needed()
        await expect(chat.button(button)).to_be_in_viewport(ratio=1)
    await chat.log.scroll_into_view_if_needed()
    assert await chat.log.evaluate("log => log.clientHeight") >= 100
    sideways = "element => element.scrollWidth - element.clientWidth"
    assert await chat.log.evaluate(sideways) <= 0
    assert await chat.panel.evaluate(sideways) <= 0


async def test_larger_letters_in_the_browser_make_larger_letters_here(
    open_chat: OpenChat,
) -> None:
    chat = await open_chat()
    size = "field => parseFloat(getComputedStyle(field).fontSize)"
    await chat.open()
    before = await chat.button("Talk to a person").evaluate(size)
    session = await chat.page.context.new_cdp_session(chat.page)
    await session.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})

    assert await chat.button("Talk to a person").evaluate(size) == pytest.approx(2 * before)


async def test_who_wants_no_motion_sees_none(open_chat: OpenChat) -> None:
    chat = await open_chat(reduced_motion="reduce")
    await chat.open()
    await chat.say("where can I park?")
    running = await chat.page.evaluate(
        """() => document.querySelector('footnote-chat').shadowRoot.getAnimations()
            .filter(one => one.effect.getComputedTiming().activeDuration > 0).length"""
    )

    assert running == 0
