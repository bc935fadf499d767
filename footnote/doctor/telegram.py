"""Telegram: the bot's token is valid, and updates reach this server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
from rasa.shared.exceptions import InvalidConfigException

from footnote.channels.telegram.credentials import TelegramCredentials
from footnote.doctor.findings import Finding, broken, hint, ok
from footnote.settings import Settings

CHECK = "telegram"
TIMEOUT_SECONDS = 10.0
#: For trying the channel out with a stand-in for Telegram on this machine.
LOOPBACK = ("127.0.0.1", "localhost")
_SEE = "See docs/channels.md."


class _Refused(Exception):
    """Telegram answered that something is wrong."""


def check_telegram(entered: dict[str, str] | None, settings: Settings) -> Iterator[Finding]:
    """Yield what is to say about the Telegram channel.

    Args:
        entered: the channel's keys in credentials.yml, None where it is not named there.
        settings: that say where the Bot API is.
    """
    try:
        credentials = TelegramCredentials.read(entered)
    except InvalidConfigException as error:
        yield broken(CHECK, str(error), _SEE)
        return
    if credentials is None:
        if any((entered or {}).values()):
            text = "is set up by half: FOOTNOTE_TELEGRAM_TOKEN is not set"
            yield broken(CHECK, text, f"Set it, or remove the other variables. {_SEE}")
        else:
            yield ok(CHECK, "switched off")
        return
    with httpx.Client(timeout=TIMEOUT_SECONDS) as client:
        api = f"{settings.telegram_api_url.rstrip('/')}/bot{credentials.token}"
        try:
            bot = _asked(client, f"{api}/getMe")
            yield ok(CHECK, f"the token is that of @{bot.get('username')}")
            webhook = _asked(client, f"{api}/getWebhookInfo")
        except _Refused as error:
            mend = "Copy FOOTNOTE_TELEGRAM_TOKEN anew from BotFather."
            yield broken(CHECK, f"refuses the token: {error}", mend)
            return
        except (httpx.HTTPError, ValueError) as error:
            # The error's own text holds the address, and with it the token.
            text = f"does not answer at {settings.telegram_api_url} ({type(error).__name__})"
            yield broken(CHECK, text, "Let this machine reach it, or mend the proxy between.")
            return
        yield from _registered(webhook, credentials.webhook_url)
        yield _reached(client, credentials.webhook_url)


def _asked(client: httpx.Client, url: str) -> dict[str, Any]:
    """Return what a method of the Bot API answers.

    Raises:
        _Refused: it refuses.
        httpx.HTTPError, ValueError: it does not answer, or something else does.
    """
    answer = client.post(url).json()
    if not isinstance(answer, dict) or "ok" not in answer:
        raise ValueError("not the Bot API")
    if not answer["ok"]:
        raise _Refused(str(answer.get("description") or "no reason given"))
    result = answer.get("result")
    return result if isinstance(result, dict) else {}


def _registered(webhook: dict[str, Any], wanted: str) -> Iterator[Finding]:
    """Yield where Telegram sends updates, and whether that works."""
    if webhook.get("url") != wanted:
        instead = webhook.get("url") or "nowhere"
        yield hint(
            CHECK,
            f"sends updates to {instead}, not to {wanted}",
            "Start `footnote up`: it registers the address. If it runs, look into its log.",
        )
        return
    failed = webhook.get("last_error_message")
    if failed and webhook.get("pending_update_count"):
        yield broken(
            CHECK,
            f"could not deliver {webhook['pending_update_count']} update(s): {failed}",
            f"Look whether {wanted} can be reached from outside, with a valid certificate.",
        )
    else:
        yield ok(CHECK, f"sends updates to {wanted}")


def _reached(client: httpx.Client, webhook_url: str) -> Finding:
    """Return whether a request to the webhook gets to Footnote."""
    parts = urlsplit(webhook_url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        text = f"{webhook_url} is not encrypted, and Telegram sends to https only"
        return broken(CHECK, text, "Give the address of a proxy with a certificate.")
    mend = "Start `footnote up`, and let the proxy pass /webhooks/telegram on to it."
    try:
        # Without the secret the channel refuses it; a proxy with nothing behind it does not.
        status = client.post(webhook_url, json={}).status_code
    except httpx.HTTPError as error:
        return broken(CHECK, f"{webhook_url} cannot be reached ({type(error).__name__})", mend)
    if status not in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        return broken(
            CHECK, f"{webhook_url} is answered with status {status}, not by Footnote", mend
        )
    return ok(CHECK, f"{webhook_url} can be reached")
