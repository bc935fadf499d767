"""The sample page and the page of the snippet: WCAG 2.2 AA as far as axe knows, on any screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import BrowserContext

from footnote.server.stack import Stack

pytestmark = pytest.mark.asyncio(loop_scope="session")

DESKTOP, PHONE = 1280, 320


@pytest.mark.parametrize("path", ["/", "/embed"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
async def test_axe_finds_nothing_and_nothing_sticks_out(
    visitor: Callable[..., Awaitable[BrowserContext]],
    stack: Stack,
    path: str,
    theme: str,
    width: int,
) -> None:
    context = await visitor(color_scheme=theme, viewport={"width": width, "height": 800})
    page = await context.new_page()
    await page.goto(f"{stack.address}{path}")
    options = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
    found = await Axe().run(page, options=options)

    violations = [
        (violation["id"], [node["html"] for node in violation["nodes"]])
        for violation in found.response["violations"]
    ]
    assert violations == []
    assert await page.evaluate("document.documentElement.scrollWidth") == width
