"""Credentials are usable, or the start says what is wrong with them."""

from __future__ import annotations

import httpx
import pytest
from rasa.shared.exceptions import InvalidConfigException

from footnote.channels.telegram.channel import TelegramChannel
from footnote.channels.telegram.credentials import TelegramCredentials
from tests.channels.serving import served
from tests.channels.telegram.peer import SECRET, SECRET_HEADER, TOKEN, message_update

SOUND = {
    "token": TOKEN,
    "secret": SECRET,
    "webhook_url": "https://bot.example/webhooks/telegram/webhook",
}


@pytest.mark.parametrize("entered", [None, {}, {**SOUND, "token": ""}, {**SOUND, "token": None}])
def test_without_a_token_the_channel_is_off(entered: dict[str, str] | None) -> None:
    assert TelegramCredentials.read(entered) is None


async def test_while_the_channel_is_off_its_webhook_is_not_there() -> None:
    channel = TelegramChannel.from_credentials({**SOUND, "token": ""})
    async with httpx.AsyncClient() as client, served(channel) as address:
        answer = await client.post(
            f"{address}/webhook",
            json=message_update(1, text="hello"),
            headers={SECRET_HEADER: SECRET},
        )
    assert answer.status_code == 404
    assert "switched off" in answer.json()["error"]


@pytest.mark.parametrize("secret", ["a", "A-z_09", "x" * 256])
def test_secrets_that_telegram_allows_are_taken(secret: str) -> None:
    read = TelegramCredentials.read({**SOUND, "secret": secret})
    assert read is not None and read.secret == secret


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"secret": ""}, "FOOTNOTE_TELEGRAM_SECRET"),
        ({"secret": "with blank"}, "FOOTNOTE_TELEGRAM_SECRET"),
        ({"secret": "\u00fcber"}, "FOOTNOTE_TELEGRAM_SECRET"),
        ({"secret": "x" * 257}, "FOOTNOTE_TELEGRAM_SECRET"),
        ({"token": "no token"}, "FOOTNOTE_TELEGRAM_TOKEN"),
        ({"token": "123:a/../b"}, "FOOTNOTE_TELEGRAM_TOKEN"),
        ({"webhook_url": ""}, "FOOTNOTE_TELEGRAM_WEBHOOK_URL"),
        ({"webhook_url": "bot.example/webhook"}, "FOOTNOTE_TELEGRAM_WEBHOOK_URL"),
        ({"webhook_url": "https://bot.example/"}, "FOOTNOTE_TELEGRAM_WEBHOOK_URL"),
    ],
)
def test_what_is_wrong_is_named(wrong: dict[str, str], named: str) -> None:
    with pytest.raises(InvalidConfigException, match=named) as error:
        TelegramChannel.from_credentials({**SOUND, **wrong})
    assert TOKEN not in str(error.value) and SECRET not in str(error.value)


def test_credentials_can_be_printed_without_their_secrets() -> None:
    shown = repr(TelegramCredentials.read(SOUND))
    assert TOKEN not in shown and SECRET not in shown
