"""Chat services whose credentials are not set find nobody at the product."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from footnote.server.stack import Stack
from tests.channels.slack.peer import post_signed
from tests.channels.telegram.peer import SECRET, SECRET_HEADER, message_update


def _from_slack(footnote: str) -> httpx.Response:
    return post_signed(f"{footnote}/webhooks/slack/events", "{}")


def _from_telegram(footnote: str) -> httpx.Response:
    update = message_update(1, text="hello")
    url = f"{footnote}/webhooks/telegram/webhook"
    return httpx.post(url, json=update, headers={SECRET_HEADER: SECRET}, timeout=10)


@pytest.mark.parametrize("post", [_from_slack, _from_telegram])
def test_it_is_said_to_be_switched_off(
    narrow: Stack, post: Callable[[str], httpx.Response]
) -> None:
    answer = post(narrow.address)

    assert answer.status_code == httpx.codes.NOT_FOUND
    assert answer.json() == {"error": "This channel is switched off."}
