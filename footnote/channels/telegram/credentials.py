"""What the spa enters to switch Telegram on, checked when the server starts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Dict, Optional, Text
from urllib.parse import urlsplit

from rasa.shared.exceptions import InvalidConfigException

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
#: What Telegram allows as `secret_token` of a webhook.
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@dataclass(frozen=True)
class TelegramCredentials:
    """Sound credentials.

    Attributes:
        token: of the bot, as BotFather gives it.
        secret: what Telegram shows with every update, so that nobody else can send any.
        webhook_url: where Telegram sends updates: this server's address as seen from outside,
            with the path of the webhook.
    """

    token: Text = field(repr=False)
    secret: Text = field(repr=False)
    webhook_url: Text

    @classmethod
    def read(cls, entered: Optional[Dict[Text, Any]]) -> Optional[TelegramCredentials]:
        """Return what credentials.yml holds, None where the token is empty.

        Args:
            entered: the values of `token`, `secret` and `webhook_url`.

        Raises:
            InvalidConfigException: one of them is unusable; the message says which and why.
        """
        values = {key: str(value or "").strip() for key, value in (entered or {}).items()}
        token = values.get("token", "")
        if not token:
            return None
        if not _TOKEN.fullmatch(token):
            raise InvalidConfigException(
                "FOOTNOTE_TELEGRAM_TOKEN is not a bot's token. BotFather gives one such as "
                "123456789:AAexample."
            )
        secret = values.get("secret", "")
        if not _SECRET.fullmatch(secret):
            raise InvalidConfigException(
                "FOOTNOTE_TELEGRAM_SECRET must be set together with the token: 1 to 256 of the "
                "characters A-Z, a-z, 0-9, _ and -."
            )
        webhook_url = values.get("webhook_url", "")
        parts = urlsplit(webhook_url)
        if parts.scheme not in ("http", "https") or not parts.netloc or len(parts.path) < 2:
            raise InvalidConfigException(
                "FOOTNOTE_TELEGRAM_WEBHOOK_URL must be the whole address that Telegram calls, "
                "such as https://bot.example/webhooks/telegram/webhook."
            )
        return cls(token, secret, webhook_url)
