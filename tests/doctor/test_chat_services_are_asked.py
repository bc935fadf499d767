"""The doctor asks Telegram and Slack whether they know the bot, and whether they reach it."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from footnote.doctor.findings import Finding, Status
from footnote.server.stack import free_port
from tests.doctor.conftest import Examined

TOKEN = f"8124756390:{secrets.token_urlsafe(26)}"
SLACK_TOKEN = f"xoxb-{secrets.token_hex(24)}"
SCOPES = "app_mentions:read,chat:write,commands,im:history,im:write,users:read"


@pytest.fixture
def telegram(httpserver: HTTPServer) -> dict[str, str]:
    """A Telegram that knows the bot, and a webhook with Footnote behind it."""
    _answer(httpserver, "getMe", {"ok": True, "result": {"username": "stillwater_bot"}})
    httpserver.expect_request("/webhooks/telegram/webhook").respond_with_json({}, status=403)
    return {
        "FOOTNOTE_TELEGRAM_API_URL": httpserver.url_for(""),
        "FOOTNOTE_TELEGRAM_TOKEN": TOKEN,
        "FOOTNOTE_TELEGRAM_SECRET": secrets.token_urlsafe(32),
        "FOOTNOTE_TELEGRAM_WEBHOOK_URL": httpserver.url_for("/webhooks/telegram/webhook"),
    }


@pytest.fixture
def slack(httpserver: HTTPServer) -> dict[str, str]:
    return {
        "FOOTNOTE_SLACK_API_URL": httpserver.url_for("/api/"),
        "FOOTNOTE_SLACK_BOT_TOKEN": SLACK_TOKEN,
        "FOOTNOTE_SLACK_SIGNING_SECRET": secrets.token_hex(16),
    }


def _answer(server: HTTPServer, method: str, answer: dict[str, Any], status: int = 200) -> None:
    server.expect_request(f"/bot{TOKEN}/{method}").respond_with_json(answer, status=status)


def _webhook(server: HTTPServer, **info: Any) -> None:
    _answer(server, "getWebhookInfo", {"ok": True, "result": {"pending_update_count": 0, **info}})


def _told(found: list[Finding]) -> list[tuple[str, str]]:
    assert TOKEN not in str(found) and SLACK_TOKEN not in str(found)
    assert all(finding.mend for finding in found if finding.status is not Status.OK)
    return [(finding.status.value, finding.text) for finding in found]


def test_telegram_is_well(
    examined: Examined, telegram: dict[str, str], httpserver: HTTPServer
) -> None:
    url = telegram["FOOTNOTE_TELEGRAM_WEBHOOK_URL"]
    _webhook(httpserver, url=url)

    assert _told(examined("telegram", **telegram)) == [
        ("ok", "the token is that of @stillwater_bot"),
        ("ok", f"sends updates to {url}"),
        ("ok", f"{url} can be reached"),
    ]


def test_a_webhook_that_is_not_registered_is_found(
    examined: Examined, telegram: dict[str, str], httpserver: HTTPServer
) -> None:
    _webhook(httpserver, url="")

    _, (status, text), _ = _told(examined("telegram", **telegram))

    assert status == "hint"
    assert text.startswith("sends updates to nowhere")


def test_updates_that_cannot_be_delivered_are_found(
    examined: Examined, telegram: dict[str, str], httpserver: HTTPServer
) -> None:
    failed = "SSL error {certificate verify failed}"
    url = telegram["FOOTNOTE_TELEGRAM_WEBHOOK_URL"]
    _webhook(httpserver, url=url, pending_update_count=3, last_error_message=failed)

    assert _told(examined("telegram", **telegram))[1] == (
        "broken",
        f"could not deliver 3 update(s): {failed}",
    )


@pytest.mark.parametrize("status", [404, 502])
def test_a_proxy_with_nothing_behind_it_is_found(
    examined: Examined, telegram: dict[str, str], httpserver: HTTPServer, status: int
) -> None:
    telegram["FOOTNOTE_TELEGRAM_WEBHOOK_URL"] = url = httpserver.url_for("/elsewhere")
    httpserver.expect_request("/elsewhere").respond_with_data("nothing here", status=status)
    _webhook(httpserver, url=url)

    assert _told(examined("telegram", **telegram))[2] == (
        "broken",
        f"{url} is answered with status {status}, not by Footnote",
    )


def test_a_webhook_that_nobody_serves_or_that_is_not_encrypted_is_found(
    examined: Examined, telegram: dict[str, str], httpserver: HTTPServer
) -> None:
    _webhook(httpserver, url="")
    ended = f"http://127.0.0.1:{free_port()}/webhooks/telegram/webhook"
    plain = "http://bot.example/webhooks/telegram/webhook"

    texts = [
        _told(examined("telegram", **{**telegram, "FOOTNOTE_TELEGRAM_WEBHOOK_URL": url}))[2]
        for url in (ended, plain)
    ]

    assert texts == [
        ("broken", f"{ended} cannot be reached (ConnectError)"),
        ("broken", f"{plain} is not encrypted, and Telegram sends to https only"),
    ]


def test_a_token_that_telegram_refuses_is_found(
    examined: Examined, telegram: dict[str, str], httpserver: HTTPServer
) -> None:
    httpserver.clear()
    _answer(httpserver, "getMe", {"ok": False, "description": "Unauthorized"}, status=401)

    assert _told(examined("telegram", **telegram)) == [
        ("broken", "refuses the token: Unauthorized")
    ]


@pytest.mark.parametrize("body", ["<html>a proxy's page</html>", "[]"])
def test_what_is_not_telegram_is_found(
    examined: Examined, telegram: dict[str, str], httpserver: HTTPServer, body: str
) -> None:
    httpserver.clear()
    httpserver.expect_request(f"/bot{TOKEN}/getMe").respond_with_data(body)

    ((status, text),) = _told(examined("telegram", **telegram))

    assert status == "broken"
    assert text.startswith("does not answer at")


def test_slack_is_well(examined: Examined, slack: dict[str, str], httpserver: HTTPServer) -> None:
    httpserver.expect_request("/api/auth.test").respond_with_json(
        {"ok": True, "user": "footnote", "team": "Still Water"}, headers={"X-OAuth-Scopes": SCOPES}
    )

    assert _told(examined("slack", **slack)) == [
        ("ok", "the token is that of footnote in Still Water")
    ]


def test_a_permission_that_the_slack_app_lacks_is_found(
    examined: Examined, slack: dict[str, str], httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/api/auth.test").respond_with_json(
        {"ok": True, "user": "footnote", "team": "Still Water"},
        headers={"X-OAuth-Scopes": "chat:write,commands,im:history"},
    )

    assert _told(examined("slack", **slack))[1] == (
        "broken",
        "the app lacks the permission app_mentions:read, im:write",
    )


def test_a_token_that_slack_refuses_is_found(
    examined: Examined, slack: dict[str, str], httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/api/auth.test").respond_with_json(
        {"ok": False, "error": "invalid_auth"}
    )

    assert _told(examined("slack", **slack)) == [("broken", "refuses the token: invalid_auth")]


def test_a_slack_that_does_not_answer_is_found(examined: Examined, slack: dict[str, str]) -> None:
    slack["FOOTNOTE_SLACK_API_URL"] = f"http://127.0.0.1:{free_port()}/api/"

    ((status, text),) = _told(examined("slack", **slack))

    assert status == "broken"
    assert text.startswith("does not answer at")
