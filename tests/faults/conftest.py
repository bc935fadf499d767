"""What the tests of faults share: a product to break, and products of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from footnote.server.stack import Stack, free_port
from tests.conftest import NewDatabase

Starting = Callable[[Path, Path], Stack]


@pytest.fixture(scope="package")
def own_stack(tmp_path_factory: pytest.TempPathFactory) -> Starting:
    """Sets up, without starting it, a product for a model and a database."""

    def set_up(model: Path, database: Path) -> Stack:
        environment = {
            "FOOTNOTE_DATABASE_URL": f"sqlite:///{database}",
            "FOOTNOTE_ACTION_TIMEOUT": "1",
        }
        log = tmp_path_factory.mktemp("logs") / "footnote.log"
        return Stack(model, port=free_port(), environment=environment, log=log)

    return set_up


@pytest.fixture(scope="package")
def database(new_database: NewDatabase) -> Path:
    """The database of the product to break."""
    return new_database("fragile")


@pytest.fixture(scope="package")
def fragile(model: Path, database: Path, own_stack: Starting) -> Iterator[Stack]:
    """A product to break. Whoever breaks it mends it, and waits until it answers again."""
    with own_stack(model, database) as running:
        yield running
