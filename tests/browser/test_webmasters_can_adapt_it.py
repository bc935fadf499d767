"""Data attributes, the JavaScript API and the events that docs/webmaster.md promises."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import expect

from footnote.server.stack import Stack
from tests.browser.chat import Chat

pytestmark = pytest.mark.asyncio(loop_scope="session")

OpenChat = Callable[..., Awaitable[Chat]]

#: Awkward on purpose: nearly invisible on one of the themes, or in the middle between both.
ACCENTS = ["white", "black", "#ffd400", "#777", "rgb(120 120 255)", "hotpink", "#1f6b65"]

RECORD = """
window.heard = [];
for (const name of ['ready', 'open', 'close', 'message', 'reply', 'status', 'feedback'])
  document.addEventListener('footnote:' + name, event => window.heard.push([name, event.detail]));
"""


def website(attributes: str = "", script: str = "") -> str:
    """Return a page with the widget and a script before it."""
    return f"""<!doctype html><html lang=en><title>Website</title><body>
<script>{script}</script><script src="/widget.js" {attributes} defer></script>"""


async def heard(chat: Chat, name: str) -> list[Any]:
    """Return the details of the events of a name."""
    events = await chat.page.evaluate("window.heard")
    return [detail for event, detail in events if event == name]


async def test_attributes_change_what_is_shown(open_host_page: OpenChat) -> None:
    chat = await open_host_page(
        website(
            'data-title="Ask Ada" data-greeting="Good to see you." data-position=left '
            'data-theme=dark data-accent="rebeccapurple" data-open '
            'data-privacy="https://spa.example/privacy"'
        )
    )
    await expect(chat.panel.get_by_role("heading", name="Ask Ada")).to_be_visible()
    await expect(chat.panel).to_contain_text("Good to see you.")
    privacy = chat.panel.get_by_role("link", name="Privacy")
    assert await privacy.get_attribute("href") == "https://spa.example/privacy"
    box = await chat.panel.bounding_box()
    assert box is not None and box["x"] == 20
    await expect(chat.panel).to_have_css("background-color", "rgb(21, 26, 28)")
    await expect(chat.button("Send")).to_have_css("background-color", "rgb(102, 51, 153)")


async def test_an_attribute_that_makes_no_sense_is_named_on_the_console(
    open_host_page: OpenChat, complaints: list[str]
) -> None:
    chat = await open_host_page(website('data-accent="teal-ish" data-position="top"'))
    await chat.open()

    assert sorted(complaints) == [
        "Footnote: data-accent is no opaque CSS colour.",
        "Footnote: data-position must be one of right, left.",
    ]
    complaints.clear()


async def test_without_a_connection_ever_the_number_of_the_attribute_is_shown(
    open_host_page: OpenChat, complaints: list[str]
) -> None:
    nowhere = 'data-server="http://127.0.0.1:9" data-open'
    chat = await open_host_page(website(f'{nowhere} data-emergency="112"'))
    call = chat.connection.get_by_role("link", name="Call 112")
    assert await call.get_attribute("href") == "tel:112"

    without = await open_host_page(website(nowhere))
    await expect(without.connection).to_contain_text("call the emergency number")
    complaints.clear()  # the browser's own, of a port where nothing listens


async def test_scripts_can_open_close_and_send(open_host_page: OpenChat) -> None:
    chat = await open_host_page(website())
    footnote = chat.page.evaluate
    await footnote("Footnote.open()")
    await expect(chat.panel).to_be_visible()
    assert await footnote("Footnote.isOpen")
    await footnote("Footnote.toggle()")
    await expect(chat.panel).to_be_hidden()

    await footnote("Footnote.send('where can I park?')")
    await footnote("Footnote.open()")
    await expect(chat.answers.last).to_contain_text("eight free places")
    assert await footnote("try { Footnote.send(' ') } catch (error) { error.name }") == "TypeError"

    await footnote("Footnote.destroy()")
    await expect(chat.page.locator("footnote-chat")).to_have_count(0)
    assert await footnote("typeof window.Footnote") == "undefined"


async def test_events_tell_scripts_what_happens(open_host_page: OpenChat) -> None:
    chat = await open_host_page(website(script=RECORD))
    await chat.open()
    answer = await chat.say("where can I park?")
    await answer.get_by_role("button", name="Yes, helpful").click()
    await expect(answer.get_by_role("status")).to_contain_text("Thank you")
    await chat.button("Close the chat").click()

    (message,) = await heard(chat, "message")
    assert message["text"] == "where can I park?"
    (reply,) = await heard(chat, "reply")
    assert reply["envelope"]["topics"] == ["parking"]
    assert "eight free places" in reply["bubbles"][0]["text"]
    (vote,) = await heard(chat, "feedback")
    assert vote["helpful"] is True
    assert [status["status"] for status in await heard(chat, "status")] == ["connecting", "online"]
    for once in ("ready", "open", "close"):
        assert len(await heard(chat, once)) == 1, once


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("accent", ACCENTS)
async def test_any_accent_colour_can_be_read(
    open_host_page: OpenChat, accent: str, theme: str
) -> None:
    chat = await open_host_page(website(f'data-accent="{accent}" data-theme={theme} data-open'))
    await chat.is_connected()
    await chat.say("is it bad when my toes crack in a massage?")
    colours = await chat.page.evaluate(
        """() => {
          const style = getComputedStyle(
            document.querySelector('footnote-chat').shadowRoot.querySelector('.root'));
          const names = ['accent', 'onAccent', 'accentEdge', 'accentText', 'accentSoft',
                         'surface', 'paper'];
          const number = text => text.match(/\\d+/g).map(Number);
          return Object.fromEntries(names.map(n => [n, number(style.getPropertyValue('--' + n))]));
        }"""
    )

    assert contrast(colours["onAccent"], colours["accent"]) >= 4.5
    for ground in ("surface", "paper", "accentSoft"):
        assert contrast(colours["accentText"], colours[ground]) >= 4.5, ground
    for ground in ("surface", "paper"):
        assert contrast(colours["accentEdge"], colours[ground]) >= 3, ground


def contrast(one: list[int], other: list[int]) -> float:
    """Return the contrast of two colours, by the formula of WCAG 2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: list[int]) -> float:
    parts = [value / 255 for value in colour]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


async def test_of_the_servers_address_only_the_origin_counts(
    stack: Stack, open_host_page: OpenChat
) -> None:
    chat = await open_host_page(website(f'data-server="{stack.address}/some/path?x=1"'))
    await chat.open()
    await chat.is_connected()


async def test_a_website_that_the_server_does_not_know_is_told_so(
    stack: Stack, open_host_page: OpenChat, complaints: list[str]
) -> None:
    page = website('data-emergency="911" data-open').replace("/widget", f"{stack.address}/widget")
    chat = await open_host_page(page, origin="http://stranger.example")

    await expect(chat.connection).to_contain_text("does not work on this website")
    await expect(chat.connection.get_by_role("link", name="Call 911")).to_be_visible()
    assert len(complaints) == 1 and "FOOTNOTE_WEB_ORIGINS" in complaints.pop()
