"""The database is lost or cannot be written in mid-run: verdicts are given all the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from footnote.server.stack import Stack
from tests.conftest import Client, loaded_database
from tests.faults.conftest import Starting
from tests.faults.verdicts import assert_emergency_and_urgent_are_told, assert_told

Breaking = Callable[[Path], AbstractContextManager[None]]
PAGE_BYTES = 4096


@contextmanager
def _deleted(database: Path) -> Iterator[None]:
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink()
    yield


@contextmanager
def _overwritten(database: Path) -> Iterator[None]:
    """Every page is zeros, also for connections that are open."""
    for path in database.parent.glob(f"{database.name}*"):
        with path.open("r+b") as file:
            file.write(bytes(max(path.stat().st_size, PAGE_BYTES)))
    yield


@contextmanager
def _unwritable(database: Path) -> Iterator[None]:
    """Somebody else holds the lock for writing and does not let go."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.close()


@pytest.fixture(params=[_deleted, _overwritten, _unwritable], ids=lambda kind: kind.__name__[1:])
def breaking(request: pytest.FixtureRequest) -> Breaking:
    """Breaks a database while it is used."""
    kind: Breaking = request.param
    return kind


@pytest.fixture
def own_database(tmp_path: Path) -> Path:
    return loaded_database(tmp_path)


@pytest.fixture
def own_product(model: Path, own_database: Path, own_stack: Starting) -> Iterator[Stack]:
    """A product that has answered once, so that its database is open."""
    with own_stack(model, own_database) as running:
        assert Client(running.address).envelope("When are you open?")["topics"] == ["hours"]
        yield running


def test_emergencies_and_urgent_reports_get_their_verdict(
    own_product: Stack, own_database: Path, breaking: Breaking
) -> None:
    client = Client(own_product.address)
    assert client.envelope("good morning")["kind"] == "chat"

    with breaking(own_database):
        assert_emergency_and_urgent_are_told(own_product)
        assert_told(
            client,
            "since the massage my calf is hot and swollen",
            "Please get medical care today",
            {"urgency": "urgent", "clearance": "avoid", "rules": ["dvt_suspected", "swelling"]},
        )
