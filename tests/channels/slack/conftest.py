"""What the Slack tests share: Footnote running against local-slack as Slack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels.product import Product
from tests.channels.slack.peer import Client, Slack
from tests.channels.slack.service import local_slack, slack_environment
from tests.conftest import loaded_database


@pytest.fixture(scope="session")
def slack_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database of the product that is on Slack."""
    return f"sqlite:///{loaded_database(tmp_path_factory.mktemp('slack'))}"


@pytest.fixture(scope="session")
def slack(
    model: Path, slack_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Slack]:
    """Slack, with Footnote behind its bot."""
    product = Product(model, slack_database, tmp_path_factory.mktemp("logs") / "footnote.log")
    folder = tmp_path_factory.mktemp("local_slack")
    with (
        local_slack(product.address, folder, product.log) as peer,
        product.on(slack_environment(peer)),
    ):
        yield peer


@pytest.fixture
def client(slack: Slack) -> Client:
    """A client who has not written before."""
    return slack.new_client()
