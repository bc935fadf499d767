"""What tests share: the trained model and the running product."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from footnote.knowledge.loading import load_knowledge
from footnote.server.models import QUIET_ENVIRONMENT, fitting_model, reason_to_train, train
from footnote.server.stack import Stack, free_port
from footnote.settings import Settings

ROOT = Path(__file__).parent.parent


class Client:
    """One sender who talks to a running Footnote over REST."""

    def __init__(self, address: str) -> None:
        self.url = f"{address}/webhooks/rest/webhook"
        self.sender = f"test-{uuid.uuid4().hex}"

    def post(self, body: Any) -> httpx.Response:
        return httpx.post(self.url, json=body, timeout=30)

    def say(self, text: str) -> list[dict[str, Any]]:
        """Send a message and return the reply's entries."""
        answer = self.post({"sender": self.sender, "message": text})
        answer.raise_for_status()
        entries: list[dict[str, Any]] = answer.json()
        return entries

    def envelope(self, text: str) -> dict[str, Any]:
        """Send a message and return the one envelope of its reply."""
        return envelope_of(self.say(text))


def envelope_of(entries: list[dict[str, Any]]) -> dict[str, Any]:
    (envelope,) = [entry["custom"] for entry in entries if "custom" in entry]
    return dict(envelope)


def text_of(entries: list[dict[str, Any]]) -> str:
    return "\n".join(entry["text"] for entry in entries if "text" in entry)


def run_footnote(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "footnote", *arguments],
        cwd=ROOT,
        env={**os.environ, **QUIET_ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


def loaded_database(folder: Path) -> Path:
    """Make a database with the knowledge base loaded."""
    path = folder / "footnote.db"
    loaded = run_footnote("kb", "load", FOOTNOTE_DATABASE_URL=f"sqlite:///{path}")
    assert loaded.returncode == 0, loaded.stderr
    return path


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Keep to asyncio's own loop: importing Rasa brings uvloop's, and order would matter."""
    return {"asyncio": asyncio.SelectorEventLoop}


@pytest.fixture(scope="session", autouse=True)
def project_root() -> Iterator[None]:
    """Everything reads its files from the project's root."""
    before = Path.cwd()
    os.chdir(ROOT)
    yield
    os.chdir(before)


@pytest.fixture(scope="session")
def model() -> Path:
    """The trained model that fits what is on disk, trained now where it is missing."""
    fitting = fitting_model(load_knowledge(ROOT / "knowledge"), Settings())
    if reason_to_train(fitting):
        train(fitting, on_stage=print)
    return fitting


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database of its own, with the knowledge base loaded."""
    return f"sqlite:///{loaded_database(tmp_path_factory.mktemp('database'))}"


@pytest.fixture(scope="session")
def stack(
    model: Path, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    """The product running, for tests that leave it as they found it."""
    log = tmp_path_factory.mktemp("logs") / "footnote.log"
    environment = {
        "FOOTNOTE_DATABASE_URL": database_url,
        # All tests come from one address.
        "FOOTNOTE_WEB_ADDRESS_CONNECTS": "100000",
        "FOOTNOTE_WEB_ADDRESS_EVENTS": "100000",
    }
    with Stack(model, port=free_port(), environment=environment, log=log) as running:
        yield running


@pytest.fixture
def client(stack: Stack) -> Client:
    """A fresh sender."""
    return Client(stack.address)
