"""What the tests of channels share beside the product of all: one with limits within reach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from footnote.server.stack import Stack, free_port
from tests.channels.limits import NARROW
from tests.channels.staff import STAFF_TOKEN
from tests.conftest import NewDatabase


@pytest.fixture(scope="package")
def own_database(new_database: NewDatabase) -> Path:
    return new_database("narrow")


@pytest.fixture(scope="package")
def own_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("logs") / "footnote.log"


@pytest.fixture(scope="package")
def narrow(model: Path, own_database: Path, own_log: Path) -> Iterator[Stack]:
    """A product with low limits, on the web and over REST only."""
    environment = {
        **NARROW,
        "FOOTNOTE_DATABASE_URL": f"sqlite:///{own_database}",
        "FOOTNOTE_STAFF_TOKEN": STAFF_TOKEN,
    }
    with Stack(model, port=free_port(), environment=environment, log=own_log) as running:
        yield running
