"""What the Slack tests share: the product, with local-slack as Slack."""

from __future__ import annotations

import pytest

from footnote.server.stack import Stack
from tests.channels.slack.peer import Client, Slack


@pytest.fixture(scope="session")
def slack(stack: Stack, slack_service: Slack) -> Slack:
    """Slack, with Footnote behind its bot."""
    return slack_service


@pytest.fixture
def client(slack: Slack) -> Client:
    """A client who has not written before."""
    return slack.new_client()
