"""The other side: a client of Telegram, and Telegram itself, as tests use them."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.channels.waiting import until

TOKEN = "123456789:a-token_for_Tests"
SECRET = "a-secret_for-tests"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
#: Long enough for a reply that must not come.
QUIET_SECONDS = 1.5

_numbers = itertools.count(int(time.time()))


@dataclass
class Telegram:
    """Telemelya, seen from outside.

    Attributes:
        address: of Telemelya.
        webhook: where Footnote takes updates.
        footnote: address of Footnote.
        log: what Footnote printed.
    """

    address: str
    webhook: str
    footnote: str
    log: Path
    _control: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self._control = httpx.Client(
            base_url=f"{self.address}/api/v1/test",
            headers={"Authorization": "Bearer any"},
            timeout=30,
        )

    def close(self) -> None:
        """Close the connections."""
        self._control.close()

    def wait_for_webhook(self) -> None:
        """Wait until the bot has said where it takes updates."""
        url = f"{self.address}/bot{TOKEN}/getWebhookInfo"
        until(lambda: httpx.post(url).json()["result"]["url"] == self.webhook)

    def new_chat(self) -> Chat:
        """Return a chat of a client who has not written before."""
        return Chat(self, next(_numbers))

    def send_update(self, **update: Any) -> dict[str, Any]:
        """Have Telegram compose an update and send it to the bot; return it."""
        answer = self._control.post("/send_update", params={"bot_token": TOKEN}, json=update)
        answer.raise_for_status()
        assert answer.json()["delivery"]["status_code"] == httpx.codes.OK
        composed: dict[str, Any] = answer.json()["update"]
        return composed

    def post(self, update: object, secret: str | None = SECRET) -> httpx.Response:
        """Send an update of one's own to the webhook, as Telegram does."""
        headers = {} if secret is None else {SECRET_HEADER: secret}
        return httpx.post(self.webhook, json=update, headers=headers, timeout=10)

    def calls(self) -> list[dict[str, Any]]:
        """Return all that the bot asked of Telegram."""
        answer = self._control.get("/responses")
        answer.raise_for_status()
        calls: list[dict[str, Any]] = answer.json()["responses"]
        return calls


@dataclass
class Chat:
    """A client's private chat with the bot."""

    telegram: Telegram
    id: int

    def say(self, text: str) -> list[dict[str, Any]]:
        """Write to the bot and return the messages of its reply."""
        return self.after(lambda: self.telegram.send_update(chat_id=self.id, text=text))

    def tap(self, label: str) -> list[dict[str, Any]]:
        """Tap the newest button with a label and return the messages that follow."""
        return self.after(lambda: self.tap_quickly(label))

    def tap_quickly(self, label: str) -> str:
        """Tap the newest button with a label; return the id that Telegram gave the tap."""
        message, data = next(
            (message["message_id"], button["callback_data"])
            for message in reversed(self.messages())
            for button in buttons(message)
            if button["text"] == label
        )
        update = self.telegram.send_update(
            chat_id=self.id, callback_data=data, callback_message_id=message
        )
        tap_id: str = update["callback_query"]["id"]
        return tap_id

    def send(self, **content: Any) -> dict[str, Any]:
        """Return an update of this chat with some content, and send it."""
        update = message_update(self.id, **content)
        assert self.telegram.post(update).status_code == httpx.codes.OK
        return update

    def after(self, action: Callable[[], object]) -> list[dict[str, Any]]:
        """Do something and return the messages that come of it."""
        before = len(self.messages())
        action()
        until(lambda: len(self.messages()) > before)
        return self.settled()[before:]

    def settled(self) -> list[dict[str, Any]]:
        """Return all messages of the bot once no more come."""
        messages = self.messages()
        while True:
            time.sleep(0.5)
            now = self.messages()
            if len(now) == len(messages):
                return now
            messages = now

    def quiet_after(self, action: Callable[[], object]) -> bool:
        """Do something and return whether the bot says nothing."""
        before = len(self.messages())
        action()
        time.sleep(QUIET_SECONDS)
        return len(self.messages()) == before

    def messages(self) -> list[dict[str, Any]]:
        """Return what the bot wrote here."""
        return [
            call
            for call in self.telegram.calls()
            if call["method"] == "sendMessage" and call["chat_id"] == self.id
        ]

    def notice(self, tap_id: str) -> str | None:
        """Return the short notice that answered a tap, None without a text."""

        def answers() -> list[dict[str, Any]]:
            calls = self.telegram.calls()
            return [call for call in calls if call.get("callback_query_id") == tap_id]

        until(lambda: bool(answers()))
        (answer,) = answers()
        text: str | None = answer["text"]
        return text


def buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the buttons beneath a message."""
    rows = (message["reply_markup"] or {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def labels(message: dict[str, Any]) -> list[str]:
    """Return what the buttons beneath a message say."""
    return [button["text"] for button in buttons(message)]


def message_update(chat: int, *, chat_type: str = "private", **content: Any) -> dict[str, Any]:
    """Return an update with a message of some content, as Telegram composes it."""
    message = {
        "message_id": next(_numbers),
        "from": {"id": abs(chat), "is_bot": False, "first_name": "Ann"},
        "chat": {"id": chat, "type": chat_type},
        "date": int(time.time()),
        **content,
    }
    return {"update_id": next(_numbers), "message": message}
