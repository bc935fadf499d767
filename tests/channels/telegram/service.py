"""Telemelya as Telegram: started beside the product, and made known to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from footnote.server.stack import free_port
from tests.channels.standing_in import running
from tests.channels.telegram.peer import SECRET, TOKEN, Telegram

SCRIPT = Path(__file__).parent / "telemelya_server.py"
#: The first time its libraries are fetched.
START_SECONDS = 120.0


@contextmanager
def telemelya(footnote: str, log: Path) -> Iterator[Telegram]:
    """Run it.

    Args:
        footnote: address of the product, which need not run yet.
        log: what the product prints.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [os.environ.get("UV", "uv"), "run", "--locked", "--script", str(SCRIPT), str(port)]
    with running(command, address, patience=START_SECONDS):
        webhook = f"{footnote}/webhooks/telegram/webhook"
        peer = Telegram(address, webhook=webhook, footnote=footnote, log=log)
        yield peer
        peer.close()


def telegram_environment(telegram: Telegram) -> dict[str, str]:
    """Return the settings with which the product is on Telegram."""
    return {
        "FOOTNOTE_TELEGRAM_API_URL": telegram.address,
        "FOOTNOTE_TELEGRAM_TOKEN": TOKEN,
        "FOOTNOTE_TELEGRAM_SECRET": SECRET,
        "FOOTNOTE_TELEGRAM_WEBHOOK_URL": telegram.webhook,
    }
