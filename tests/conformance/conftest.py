"""What the conformance suite shares: the product on all channels, with a service behind each."""

from __future__ import annotations

import pytest

from footnote.server.stack import Stack
from tests.channels.slack.peer import Slack
from tests.channels.telegram.peer import Telegram
from tests.conformance.players import Everywhere


@pytest.fixture(scope="package")
def everywhere(stack: Stack, telegram_service: Telegram, slack_service: Slack) -> Everywhere:
    """The product, on all channels."""
    telegram_service.wait_for_webhook()
    return Everywhere(stack.address, telegram_service, slack_service)
