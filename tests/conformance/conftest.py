"""What the conformance suite shares: one product on all channels, with a service behind each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from footnote.server.stack import Stack, free_port
from tests.channels.slack.service import local_slack, slack_environment
from tests.channels.staff import STAFF_TOKEN
from tests.channels.telegram.service import telegram_environment, telemelya
from tests.conformance.players import Everywhere


@pytest.fixture(scope="package")
def everywhere(
    model: Path, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Everywhere]:
    """The product, on all channels."""
    port = free_port()
    footnote = f"http://127.0.0.1:{port}"
    log = tmp_path_factory.mktemp("logs") / "footnote.log"
    folder = tmp_path_factory.mktemp("local_slack")
    with telemelya(footnote, log) as telegram, local_slack(footnote, folder, log) as slack:
        environment = {
            "FOOTNOTE_DATABASE_URL": database_url,
            "FOOTNOTE_STAFF_TOKEN": STAFF_TOKEN,
            **telegram_environment(telegram),
            **slack_environment(slack),
        }
        with Stack(model, port=port, environment=environment, log=log):
            telegram.wait_for_webhook()
            yield Everywhere(footnote, telegram, slack)
