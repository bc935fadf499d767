"""What the tests of the web channel share: a product whose limits a test can reach."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from footnote.server.stack import Stack, free_port
from tests.channels.staff import STAFF_TOKEN
from tests.channels.web.tab import Tab
from tests.conftest import loaded_database

SECRET = "a secret of the tests"
ALLOWED_ORIGIN = "https://spa.example"
SESSION_EVENTS = 6
ADDRESS_CONNECTIONS = 4


@pytest.fixture(scope="package")
def own_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return loaded_database(tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="package")
def own_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("logs") / "footnote.log"


@pytest.fixture(scope="package")
def narrow(model: Path, own_database: Path, own_log: Path) -> Iterator[Stack]:
    """A product with low limits; behind a proxy, so that tests can come from any address."""
    environment = {
        "FOOTNOTE_DATABASE_URL": f"sqlite:///{own_database}",
        "FOOTNOTE_WEB_SECRET": SECRET,
        "FOOTNOTE_WEB_ORIGINS": ALLOWED_ORIGIN,
        "FOOTNOTE_WEB_SESSION_EVENTS": str(SESSION_EVENTS),
        "FOOTNOTE_WEB_ADDRESS_EVENTS": str(3 * SESSION_EVENTS),
        "FOOTNOTE_WEB_ADDRESS_CONNECTIONS": str(ADDRESS_CONNECTIONS),
        "FOOTNOTE_WEB_ADDRESS_CONNECTS": "20",
        "FOOTNOTE_TRUSTED_PROXIES": "127.0.0.1",
        "FOOTNOTE_STAFF_TOKEN": STAFF_TOKEN,
        "FOOTNOTE_ACTION_TIMEOUT": "1",
    }
    with Stack(model, port=free_port(), environment=environment, log=own_log) as running:
        yield running


@pytest.fixture
async def tab(stack: Stack) -> AsyncIterator[Tab]:
    """A tab of a first visit."""
    async with Tab(stack.address) as opened:
        yield opened
