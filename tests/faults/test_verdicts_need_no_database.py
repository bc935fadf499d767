"""The database is lost or cannot be written in mid-run: verdicts are given all the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from footnote.server.stack import Stack
from tests.conftest import Client, NewDatabase
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


@pytest.fixture
def own_database(new_database: NewDatabase) -> Path:
    return new_database("lost")


@pytest.fixture
def own_product(model: Path, own_database: Path, own_stack: Starting) -> Iterator[Stack]:
    """A product of its own: one whose database was lost under it must be started anew."""
    with own_stack(model, own_database) as running:
        yield running


@pytest.mark.parametrize("breaking", [_deleted, _overwritten], ids=["deleted", "overwritten"])
def test_verdicts_are_told_once_the_database_is_lost(
    own_product: Stack, own_database: Path, breaking: Breaking
) -> None:
    _assert_verdicts_while(breaking, own_database, own_product)


def test_verdicts_are_told_while_the_database_cannot_be_written(
    fragile: Stack, database: Path
) -> None:
    _assert_verdicts_while(_unwritable, database, fragile)


def _assert_verdicts_while(breaking: Breaking, database: Path, product: Stack) -> None:
    client = Client(product.address)
    assert client.envelope("When are you open?")["topics"] == ["hours"], "the database is open"

    with breaking(database):
        assert_emergency_and_urgent_are_told(product)
        assert_told(
            client,
            "since the massage my calf is hot and swollen",
            "Please get medical care today",
            {"urgency": "urgent", "clearance": "avoid", "rules": ["dvt_suspected", "swelling"]},
        )
