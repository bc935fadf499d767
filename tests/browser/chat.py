"""The widget as somebody uses it, found by what people and screen readers perceive."""

from __future__ import annotations

import re

from playwright.async_api import Locator, Page, expect

MOST_STOPS = 40


class Chat:
    """The widget on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.launcher = page.get_by_role("button", name=re.compile("^Ask a question"))
        self.panel = page.get_by_role("dialog")
        self.field = page.get_by_role("textbox", name="Your message")
        self.log = page.get_by_role("log")
        self.answers = self.log.locator(".message.bot")
        self.messages = self.log.locator(".message.client")
        self.typing = self.log.locator(".typing")
        self.alarm = self.panel.locator(".alarm")
        self.connection = self.panel.locator(".connection")

    async def open(self) -> None:
        await self.launcher.click()
        await expect(self.panel).to_be_visible()

    async def is_connected(self) -> None:
        """Wait until the server has greeted."""
        await expect(
            self.panel.get_by_role("group", name="Questions to begin with")
        ).to_be_visible()

    async def type(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")

    async def say(self, text: str, bubbles: int = 1) -> Locator:
        """Send a text and return the last bubble of the reply."""
        before = await self.answers.count()
        await self.type(text)
        await expect(self.answers).to_have_count(before + bubbles)
        await expect(self.typing).to_be_hidden()
        return self.answers.last

    def button(self, name: str) -> Locator:
        return self.panel.get_by_role("button", name=name, exact=True)

    async def texts(self, messages: Locator) -> list[str]:
        return [
            await message.locator(".text").first.inner_text() for message in await messages.all()
        ]

    async def is_reached_by_tab(self, target: Locator, key: str = "Tab") -> None:
        """Press Tab until something has the focus."""
        for _ in range(MOST_STOPS):
            await self.page.keyboard.press(key)
            if await target.evaluate("target => target.getRootNode().activeElement === target"):
                return
        raise AssertionError(f"{key} does not reach {target}")
