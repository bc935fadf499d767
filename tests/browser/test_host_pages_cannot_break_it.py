"""Whatever the website's styles and policies are, the widget looks and works the same."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from io import BytesIO

import numpy as np
import pytest
from matplotlib.image import imread
from playwright.async_api import expect

from tests.browser.chat import Chat

pytestmark = pytest.mark.asyncio(loop_scope="session")

OpenChat = Callable[..., Awaitable[Chat]]

SCRIPT = '<script src="/widget.js" defer></script>'
PLAIN = f"<!doctype html><html lang=en><title>Plain</title><body>{SCRIPT}"
HOSTILE = f"""<!doctype html><html lang=en><title>Hostile</title>
<style>
  * {{
    all: unset !important; display: inline !important; position: static !important;
    float: left !important; margin: 40px !important; padding: 40px !important;
    width: 30px !important; height: 30px !important; max-width: 1px !important;
    font: 3px fantasy !important; line-height: 0 !important; letter-spacing: 2em !important;
    color: yellow !important; background: yellow !important; opacity: 0.1 !important;
    visibility: hidden !important; pointer-events: none !important; direction: rtl !important;
    text-transform: uppercase !important; transform: rotate(9deg) !important;
    filter: blur(9px) !important; clip-path: circle(1px) !important; overflow: hidden !important;
    --accent: yellow !important; --surface: yellow !important; --ink: yellow !important;
    z-index: -1 !important; animation: none !important; contain: strict !important;
  }}
  html {{ font-size: 3px !important; display: block !important; }}
  body, div {{ display: block !important; }}
</style><body>{SCRIPT}"""
ABOVE_ALL = f"""<!doctype html><html lang=en><title>Above all</title>
<body style="transform: scale(0.5)">
<div style="position: fixed; inset: 0; z-index: 2147483647; background: red"></div>{SCRIPT}"""

#: Neither inline styles nor scripts, and no string may become markup.
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'none'; connect-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'"
)

VIEWPORT = {"width": 1280, "height": 800}


async def _used(chat: Chat) -> None:
    """Use what a hostile page could break: opening, tapping, typing, links."""
    await chat.open()
    await chat.is_connected()
    await chat.say("where can I park?")
    await chat.button("Talk to a person").click()
    await expect(chat.answers).to_have_count(2)


async def test_hostile_styles_change_no_pixel(open_host_page: OpenChat) -> None:
    pictures = []
    for page in (PLAIN, HOSTILE):
        chat = await open_host_page(page, viewport=VIEWPORT, reduced_motion="reduce")
        closed = await chat.launcher.screenshot()
        await chat.open()
        await chat.is_connected()
        await chat.say("where can I park?")
        pictures.append((closed, await chat.panel.screenshot()))

    plain, hostile = pictures
    assert _looks_like(hostile[0], plain[0]), "the launcher"
    assert _looks_like(hostile[1], plain[1]), "the panel"


def _looks_like(one: bytes, other: bytes) -> bool:
    """Return whether two pictures are the same, but for how edges were smoothed."""
    seen, wanted = (imread(BytesIO(picture)) for picture in (one, other))
    return seen.shape == wanted.shape and bool(np.abs(seen - wanted).max() < 0.05)


async def test_neither_a_transformed_page_nor_a_covering_one_is_in_the_way(
    open_host_page: OpenChat,
) -> None:
    chat = await open_host_page(ABOVE_ALL, viewport=VIEWPORT)
    await _used(chat)
    box = await chat.panel.bounding_box()

    assert box is not None and box["x"] + box["width"] == VIEWPORT["width"] - 20


async def test_it_works_under_a_strict_policy_with_trusted_types(
    open_host_page: OpenChat,
) -> None:
    # The fixture sees to it that nothing was reported on the console.
    chat = await open_host_page(PLAIN, headers={"Content-Security-Policy": STRICT})
    await _used(chat)
    await expect(chat.panel).to_have_css("border-radius", "22px")


async def test_keys_typed_into_it_are_none_of_the_websites_shortcuts(
    open_host_page: OpenChat,
) -> None:
    chat = await open_host_page(PLAIN)
    await chat.page.evaluate(
        "document.addEventListener('keydown', e => { window.pressed = e.key })"
    )
    await chat.open()
    await chat.field.press("/")

    assert await chat.page.evaluate("window.pressed") is None


async def test_the_page_may_load_the_script_twice(open_host_page: OpenChat) -> None:
    chat = await open_host_page(PLAIN + SCRIPT)
    await expect(chat.launcher).to_have_count(1)
