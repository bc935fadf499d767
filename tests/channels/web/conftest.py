"""What the tests of the web channel share: a client's first tab."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from footnote.server.stack import Stack
from tests.channels.web.tab import Tab


@pytest.fixture
async def tab(stack: Stack) -> AsyncIterator[Tab]:
    """A tab of a first visit."""
    async with Tab(stack.address) as opened:
        yield opened
