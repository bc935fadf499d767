"""What the tests of faults share: products of their own to break."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from footnote.server.stack import Stack, free_port
from tests.conftest import loaded_database

Starting = Callable[[Path, Path], Stack]


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return loaded_database(tmp_path_factory.mktemp("faults"))


@pytest.fixture(scope="module")
def fragile(model: Path, database: Path, own_stack: Starting) -> Iterator[Stack]:
    """A product of its own to break."""
    with own_stack(model, database) as running:
        yield running
