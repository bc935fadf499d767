"""What tests share: the trained model, databases with content, and the product on all channels."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import settings as hypothesis_settings

from footnote.knowledge.loading import load_knowledge
from footnote.server.models import QUIET_ENVIRONMENT, fitting_model, reason_to_train
from footnote.server.stack import Stack
from footnote.settings import Settings
from tests.channels.product import Product
from tests.channels.slack.peer import Slack
from tests.channels.slack.service import local_slack, slack_environment
from tests.channels.telegram.peer import Telegram
from tests.channels.telegram.service import telegram_environment, telemelya

ROOT = Path(__file__).parent.parent

#: The same examples in every run, however busy the machine is: no run is a matter of luck.
hypothesis_settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis_settings.load_profile("repeatable")

NewDatabase = Callable[[str], Path]

#: The process that trains a missing model.
TRAINING = pytest.StashKey["subprocess.Popen[str]"]()


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests that need the trained model last: if it is missing, it is trained meanwhile."""
    items.sort(key=_needs_model)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Begin to train a missing model, beside the tests that need none."""
    if session.config.option.collectonly or not any(map(_needs_model, session.items)):
        return
    if reason_to_train(_fitting_model()):
        session.config.stash[TRAINING] = subprocess.Popen(
            [sys.executable, "-m", "footnote", "train"],
            cwd=ROOT,
            env={**os.environ, **QUIET_ENVIRONMENT},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )


def pytest_sessionfinish(session: pytest.Session) -> None:
    """End a training that nobody waited for."""
    training = session.config.stash.get(TRAINING, None)
    if training is not None and training.poll() is None:
        os.killpg(training.pid, signal.SIGTERM)
        training.wait()


def _fitting_model() -> Path:
    os.chdir(ROOT)
    return fitting_model(load_knowledge(Path("knowledge")), Settings())


def _needs_model(item: pytest.Item) -> bool:
    return "model" in _fixtures_of(item)


@pytest.fixture(scope="session")
def model(request: pytest.FixtureRequest) -> Path:
    """The trained model that fits what is on disk; waits for its training where it was missing."""
    training = request.config.stash.get(TRAINING, None)
    if training is not None:
        said, _ = training.communicate()
        assert training.returncode == 0, said
    return _fitting_model()


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> NewDatabase:
    """Makes databases with the knowledge base loaded, in folders of their own of a given name."""
    template = tmp_path_factory.mktemp("template") / "footnote.db"
    loaded = run_footnote("kb", "load", FOOTNOTE_DATABASE_URL=f"sqlite:///{template}")
    assert loaded.returncode == 0, loaded.stderr

    def make(name: str) -> Path:
        return Path(shutil.copy(template, tmp_path_factory.mktemp(name)))

    return make


@pytest.fixture(scope="session")
def database_url(new_database: NewDatabase) -> str:
    """The database of the shared product."""
    return f"sqlite:///{new_database('database')}"


@pytest.fixture(scope="session")
def product(model: Path, database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Product:
    """The shared product, which need not run yet."""
    return Product(model, database_url, tmp_path_factory.mktemp("logs") / "footnote.log")


@pytest.fixture(scope="session")
def telegram_service(product: Product) -> Iterator[Telegram]:
    """What the shared product's bot on Telegram talks to."""
    with telemelya(product.address, product.log) as peer:
        yield peer


@pytest.fixture(scope="session")
def slack_service(product: Product, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slack]:
    """What the shared product's bot on Slack talks to."""
    with local_slack(product.address, tmp_path_factory.mktemp("local_slack"), product.log) as peer:
        yield peer


@pytest.fixture(scope="session")
def stack(product: Product, request: pytest.FixtureRequest) -> Iterator[Stack]:
    """The one product running for all tests that leave it as they found it.

    It is on all channels, except for services that no test of this run asks for: those need
    programs that not every machine has.
    """
    asked_for = {name for item in request.session.items for name in _fixtures_of(item)}
    services = []
    if "telegram_service" in asked_for:
        services.append(telegram_environment(request.getfixturevalue("telegram_service")))
    if "slack_service" in asked_for:
        services.append(slack_environment(request.getfixturevalue("slack_service")))
    with product.on(*services) as running:
        yield running


def _fixtures_of(item: pytest.Item) -> list[str]:
    return item.fixturenames if isinstance(item, pytest.Function) else []


@pytest.fixture
def client(stack: Stack) -> Client:
    """A fresh sender."""
    return Client(stack.address)
