"""What the Slack tests share: Footnote running against local-slack as Slack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from footnote.server.stack import Stack, free_port
from tests.channels.slack.peer import Client, Slack
from tests.channels.slack.service import local_slack, slack_environment
from tests.channels.staff import STAFF_TOKEN
from tests.conftest import run_footnote


@pytest.fixture(scope="session")
def slack_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database of the product that is on Slack."""
    url = f"sqlite:///{tmp_path_factory.mktemp('slack') / 'footnote.db'}"
    loaded = run_footnote("kb", "load", FOOTNOTE_DATABASE_URL=url)
    assert loaded.returncode == 0, loaded.stderr
    return url


@pytest.fixture(scope="session")
def slack(
    model: Path, slack_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Slack]:
    """Slack, with Footnote behind its bot."""
    port = free_port()
    footnote = f"http://127.0.0.1:{port}"
    log = tmp_path_factory.mktemp("logs") / "footnote.log"
    with local_slack(footnote, tmp_path_factory.mktemp("local_slack"), log) as peer:
        environment = {
            "FOOTNOTE_DATABASE_URL": slack_database,
            "FOOTNOTE_STAFF_TOKEN": STAFF_TOKEN,
            **slack_environment(peer),
        }
        with Stack(model, port=port, environment=environment, log=log):
            yield peer


@pytest.fixture
def client(slack: Slack) -> Client:
    """A client who has not written before."""
    return slack.new_client()
