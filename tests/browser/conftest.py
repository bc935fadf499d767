"""What the browser tests share: Chromium, pages that must stay free of errors, host pages."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Route,
    async_playwright,
    expect,
)

from footnote.server.stack import Stack
from tests.browser.chat import Chat

#: On the PATH of Debian, of other distributions, and of CI machines.
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")

#: Machines that run tests may be busy.
TIMEOUT_MILLISECONDS = 15_000
expect.set_options(timeout=TIMEOUT_MILLISECONDS)

OpenChat = Callable[..., Awaitable[Chat]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screenshots", action="store_true", help="write the pictures of the README anew"
    )


@pytest.fixture(scope="session")
def takes_screenshots(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--screenshots", default=False))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    found = [shutil.which(name) for name in CHROMIUM_NAMES]
    executable = next((path for path in found if path), None)
    assert executable, "Chromium is not installed; on Debian: apt-get install chromium"
    # A page that a test makes up has no address, so this machine would be out of its reach.
    arguments = ["--disable-features=LocalNetworkAccessChecks"]
    if os.geteuid() == 0:  # as whom containers run, and for whom there is no sandbox
        arguments.append("--no-sandbox")
    # Rasa imports aiogram, which installs uvloop's policy: that watches no child processes.
    asyncio.set_event_loop_policy(None)
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=executable, args=arguments)
        yield running
        await running.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the pages of a test complained about on their consoles. Must be empty in the end."""
    return []


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(
    browser: Browser, complaints: list[str]
) -> AsyncIterator[Callable[..., Awaitable[BrowserContext]]]:
    """Make browsers of new visitors; options as `Browser.new_context` takes them."""
    contexts: list[BrowserContext] = []

    async def make(**options: object) -> BrowserContext:
        context = await browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(TIMEOUT_MILLISECONDS)
        context.on("console", lambda message: _note(message, complaints))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        await context.close()
    assert complaints == []


def _note(message: ConsoleMessage, complaints: list[str]) -> None:
    if message.type in ("error", "warning"):
        complaints.append(message.text)


@pytest_asyncio.fixture(loop_scope="session")
async def open_chat(visitor: Callable[..., Awaitable[BrowserContext]], stack: Stack) -> OpenChat:
    """Visit the sample page as somebody new."""

    async def visit(**options: object) -> Chat:
        page = await (await visitor(**options)).new_page()
        await page.goto(stack.address)
        return Chat(page)

    return visit


@pytest_asyncio.fixture(loop_scope="session")
async def open_host_page(
    visitor: Callable[..., Awaitable[BrowserContext]], stack: Stack
) -> OpenChat:
    """Visit a website of the test's own making, by default of the same origin as the server."""

    async def visit(
        html: str, headers: dict[str, str] | None = None, origin: str = "", **options: object
    ) -> Chat:
        page = await (await visitor(**options)).new_page()

        async def fulfill(route: Route) -> None:
            await route.fulfill(body=html, content_type="text/html", headers=headers or {})

        address = f"{origin or stack.address}/website"
        await page.route(address, fulfill)
        await page.goto(address)
        return Chat(page)

    return visit


@pytest.fixture(scope="session")
def images() -> Path:
    return Path(__file__).parent.parent.parent / "docs" / "images"
