"""What the Telegram tests share: the product, with Telemelya or a Bot API of ours as Telegram."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from footnote.channels.telegram import registration, sending
from footnote.server.stack import Stack
from footnote.settings import current_settings
from footnote.store.database import migrate, open_database
from tests.channels.telegram.bot_api import BotApi, BotApiServer
from tests.channels.telegram.peer import Chat, Telegram


@pytest.fixture(scope="session")
def telegram(stack: Stack, telegram_service: Telegram) -> Telegram:
    """Telegram, with Footnote behind its bot."""
    telegram_service.wait_for_webhook()
    return telegram_service


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
    with BotApiServer(threaded=True) as server:
        bot_api = BotApi.on(server)
        point_to(bot_api.address)
        yield bot_api
