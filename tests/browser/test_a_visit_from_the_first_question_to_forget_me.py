"""One visit with everything in it: answers, sources, a report, a reload, a vote, forgetting."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import expect
from sqlalchemy.engine import Engine

from footnote.store.database import open_database
from footnote.store.feedback import FeedbackLog
from tests.browser.chat import Chat

pytestmark = pytest.mark.asyncio(loop_scope="session")

OpenChat = Callable[..., Awaitable[Chat]]

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def engine(database_url: str) -> Engine:
    return open_database(database_url)


async def test_a_visit(open_chat: OpenChat, engine: Engine) -> None:
    chat = await open_chat(viewport=DESKTOP)

    # First visit: a greeting with three questions, and one of them tapped.
    await chat.open()
    starters = chat.panel.get_by_role("group", name="Questions to begin with").get_by_role("button")
    await expect(starters).to_have_count(3)
    await starters.filter(has_text="pop during a massage").click()
    answer = chat.answers.last
    await expect(answer).to_contain_text("gas bubbles")
    await expect(answer).to_contain_text("How sure is this? Well supported.")

    # A footnote mark opens its source, and closes it again.
    mark = answer.get_by_role("button", name=re.compile("^Source 1: ")).first
    await mark.click()
    source = answer.locator(".source:visible")
    await expect(source).to_contain_text("Popping Feet During Massage")
    await expect(source).to_contain_text("What Causes the Popping Sensation")
    await expect(source).to_contain_text("Unsigned magazine article")
    await mark.click()
    await expect(source).to_have_count(0)

    # The detail is there on demand.
    await expect(answer.get_by_text("Cavitation means")).to_be_hidden()
    await answer.get_by_role("button", name="More").click()
    await expect(answer.get_by_text("Cavitation means")).to_be_visible()

    # A follow-up leans on what was said before.
    follow_up = await chat.say("is that dangerous?")
    await expect(follow_up).to_contain_text("Usually it is not dangerous")

    # A report of a symptom: a question first, then a card that can be dialled.
    await expect(await chat.say("my calf is swollen since the massage")).to_contain_text("?")
    urgent = await chat.say("only the left one, and it is hot and red")
    await expect(urgent.get_by_role("heading")).to_have_text("Get medical care today")
    call = urgent.get_by_role("link", name="Call Emergency number: 911")
    assert await call.get_attribute("href") == "tel:911"
    await expect(chat.panel.get_by_role("alert").first).to_contain_text("Please get medical care")
    await expect(chat.alarm.get_by_role("link")).to_be_visible()

    # After a reload all of it is there, and open as it was.
    before = await chat.texts(chat.log.locator(".message"))
    await chat.page.reload()
    await expect(chat.answers).to_have_count(4)
    assert await chat.texts(chat.log.locator(".message")) == before
    await expect(chat.alarm.get_by_role("link")).to_be_visible()

    # Thumbs down, with a reason that is kept without the number in it.
    await chat.answers.first.get_by_role("button", name="No, not helpful").click()
    reason = chat.answers.first.get_by_role("textbox", name="What was missing? (optional)")
    await expect(reason).to_be_focused()
    await reason.fill("Too short, call me on 503 555 0199")
    await reason.press("Enter")
    await expect(chat.answers.first.get_by_role("status")).to_contain_text("Thank you")
    (vote,) = FeedbackLog(engine).newest(1)
    assert not vote.helpful
    assert "Too short" in vote.reason and "0199" not in vote.reason

    # A person can be reached.
    await chat.button("Talk to a person").click()
    spa = chat.answers.last.get_by_role("link", name=re.compile("^Call Still Water Foot Spa"))
    assert await spa.get_attribute("href") == "tel:+15035550142"

    # Forget me: asks first, then nothing is left, here and on the server.
    await chat.button("Forget me").click()
    await expect(chat.button("Keep it")).to_be_focused()
    await chat.button("Keep it").click()
    await expect(chat.answers).to_have_count(5)
    await chat.button("Forget me").click()
    await chat.button("Yes, forget me").click()
    await expect(chat.log.locator(".message")).to_have_count(0)
    await expect(chat.alarm).to_be_hidden()
    await expect(starters).to_have_count(3)
    assert vote.answer not in [kept.answer for kept in FeedbackLog(engine).newest(100)]
    await chat.page.reload()
    await expect(starters).to_have_count(3)
    await expect(chat.log.locator(".message")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("widget-desktop", {"viewport": DESKTOP}),
        ("widget-dark", {"viewport": DESKTOP, "color_scheme": "dark"}),
        ("widget-phone", {"viewport": PHONE, "device_scale_factor": 2, "has_touch": True}),
    ],
)
async def test_pictures_for_the_readme(
    open_chat: OpenChat,
    takes_screenshots: bool,
    images: Path,
    name: str,
    options: dict[str, object],
) -> None:
    if not takes_screenshots:
        pytest.skip("only with --screenshots")
    chat = await open_chat(reduced_motion="reduce", **options)
    await chat.open()
    await chat.is_connected()
    answer = await chat.say("is it bad when my toes crack in a massage?")
    if name == "widget-desktop":
        await answer.get_by_role("button", name=re.compile("^Source 1: ")).first.click()
    else:
        await chat.say("now my left calf is swollen and hot")
    await chat.page.evaluate("document.activeElement.shadowRoot?.activeElement?.blur()")
    await chat.page.screenshot(path=images / f"{name}.png")
