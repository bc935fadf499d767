"""What the Telegram tests share: Footnote running against Telemelya as Telegram."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from footnote.channels.telegram import registration, sending
from footnote.settings import current_settings
from footnote.store.database import migrate, open_database
from tests.channels.product import Product
from tests.channels.telegram.bot_api import BotApi
from tests.channels.telegram.peer import Chat, Telegram
from tests.channels.telegram.service import telegram_environment, telemelya
from tests.conftest import loaded_database


@pytest.fixture(scope="session")
def telegram_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database of the product that is on Telegram."""
    return f"sqlite:///{loaded_database(tmp_path_factory.mktemp('telegram'))}"


@pytest.fixture(scope="session")
def telegram(
    model: Path, telegram_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Telegram]:
    """Telegram, with Footnote behind its bot."""
    product = Product(model, telegram_database, tmp_path_factory.mktemp("logs") / "footnote.log")
    with (
        telemelya(product.address, product.log) as peer,
        product.on(telegram_environment(peer)),
    ):
        peer.wait_for_webhook()
        yield peer


@pytest.fixture
def chat(telegram: Telegram) -> Chat:
    """A client's private chat with the bot."""
    return telegram.new_chat()


@pytest.fixture
def point_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Sets the Bot API's address, with a database of its own and short pauses."""
    url = f"sqlite:///{tmp_path / 'footnote.db'}"
    engine = open_database(url)
    migrate(engine)
    engine.dispose()

    def point(address: str) -> None:
        monkeypatch.setenv("FOOTNOTE_DATABASE_URL", url)
        monkeypatch.setenv("FOOTNOTE_TELEGRAM_API_URL", address)
        monkeypatch.setattr(sending, "RETRY_PAUSES", (0.05, 0.1, 0.2))
        monkeypatch.setattr(registration, "FIRST_PAUSE_SECONDS", 0.1)
        current_settings.cache_clear()

    yield point
    current_settings.cache_clear()


@pytest.fixture
def api(point_to: Callable[[str], None]) -> Iterator[BotApi]:
    """Telegram, which answers several requests at once."""
    with HTTPServer(threaded=True) as server:
        bot_api = BotApi.on(server)
        point_to(bot_api.address)
        yield bot_api
