"""What the conformance suite shares: one product on all channels, with a service behind each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels.product import Product
from tests.channels.slack.service import local_slack, slack_environment
from tests.channels.telegram.service import telegram_environment, telemelya
from tests.conformance.players import Everywhere


@pytest.fixture(scope="package")
def everywhere(
    model: Path, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Everywhere]:
    """The product, on all channels."""
    product = Product(model, database_url, tmp_path_factory.mktemp("logs") / "footnote.log")
    folder = tmp_path_factory.mktemp("local_slack")
    with (
        telemelya(product.address, product.log) as telegram,
        local_slack(product.address, folder, product.log) as slack,
        product.on(telegram_environment(telegram), slack_environment(slack)),
    ):
        telegram.wait_for_webhook()
        yield Everywhere(product.address, telegram, slack)
