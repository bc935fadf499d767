"""The other side: a client of Slack, and Slack itself, as tests use them."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
from slack_sdk.signature import SignatureVerifier

from tests.channels.waiting import until

BOT_TOKEN = "xoxb-a-token-for-tests"
SIGNING_SECRET = "a-signing-secret-for-tests"
TEAM, BOT, CHANNEL = "T0SPA", "U0BOT", "C0LOUNGE"

#: Long enough for a reply that must not come.
QUIET_SECONDS = 1.5

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"

_numbers = itertools.count(int(time.time()))
Message = dict[str, Any]


@dataclass
class Slack:
    """A stand-in for Slack, seen from outside.

    Attributes:
        address: of the stand-in.
        route: where Footnote takes what Slack sends.
        log: what Footnote printed.
    """

    address: str
    route: str
    log: Path
    _control: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self._control = httpx.Client(base_url=f"{self.address}/_control", timeout=30)

    def close(self) -> None:
        """Close the connections."""
        self._control.close()

    def control(self, deed: str, /, **details: Any) -> dict[str, Any]:
        """Have somebody do something in Slack."""
        answer = self._control.post(f"/{deed}", json=details)
        answer.raise_for_status()
        done: dict[str, Any] = answer.json()
        return done

    def messages(self, channel: str) -> list[Message]:
        """Return all messages of a channel, in order."""
        found: list[Message] = self._control.get(f"/messages/{channel}").json()["messages"]
        return found

    def traffic(self) -> list[dict[str, Any]]:
        """Return all that went between Slack and the bot."""
        log: list[dict[str, Any]] = self._control.get("/log").json()["log"]
        return log

    def new_client(self) -> Client:
        """Return a user who has not written before."""
        return Client(self, f"U{next(_numbers)}")

    def post(self, body: str | bytes, content_type: str = JSON_TYPE) -> httpx.Response:
        """Send a signed request of one's own to Footnote, as Slack does."""
        return post_signed(self.route, body, content_type)

    def interact(self, payload: dict[str, Any]) -> httpx.Response:
        """Send a signed interaction of one's own to Footnote, as Slack does."""
        return self.post(urlencode({"payload": json.dumps(payload)}), FORM_TYPE)


@dataclass
class Client:
    """A user of Slack, in the direct message with the bot or in a channel."""

    slack: Slack
    user: str

    @property
    def direct_message(self) -> str:
        """Id of the direct message with the bot."""
        opened = httpx.post(
            f"{self.slack.address}/api/conversations.open", data={"users": self.user}
        )
        channel: str = opened.json()["channel"]["id"]
        return channel

    def conversation(self, thread: str = "") -> str:
        """Id of the conversation in the direct message, or in a thread of the channel."""
        if thread:
            return f"slack:{TEAM}:{CHANNEL}:{thread}:{self.user}"
        return f"slack:{TEAM}:{self.direct_message}"

    def say(self, text: str) -> list[Message]:
        """Write to the bot and return the messages of its reply."""
        return self.after(lambda: self.write(text))

    def write(self, text: str, channel: str = "", thread: str = "") -> str:
        """Write without waiting; return the message's timestamp."""
        where: dict[str, Any] = {"channel": channel or self.direct_message, "user": self.user}
        if thread:
            where["thread_ts"] = thread
        sent = self.slack.control("message", **where, text=text)
        timestamp: str = sent["message"]["ts"]
        return timestamp

    def mention(self, text: str, thread: str = "") -> tuple[str, list[Message]]:
        """Mention the bot in the channel; return the thread and the messages that follow."""
        threads: list[str] = []

        def write() -> None:
            threads.append(self.write(f"<@{BOT}> {text}", CHANNEL, thread))

        replies = self.after(write, CHANNEL)
        return thread or threads[0], replies

    def tap(self, label: str, channel: str = "") -> list[Message]:
        """Tap the newest button with a label and return the messages that follow."""
        return self.after(lambda: self.press(label, channel), channel)

    def press(self, label: str, channel: str = "") -> None:
        """Tap the newest button with a label without waiting."""
        where = channel or self.direct_message
        timestamp, action = next(
            (message["ts"], action)
            for message in reversed(self.slack.messages(where))
            for action in actions(message)
            if action["label"] == label
        )
        self.slack.control(
            "interact", channel=where, messageTs=timestamp, user=self.user, action=action
        )

    def after(self, action: Callable[[], object], channel: str = "") -> list[Message]:
        """Do something and return the bot's messages that come of it."""
        where = channel or self.direct_message
        before = len(self.heard(where))
        action()
        until(lambda: len(self.heard(where)) > before)
        return self._settled(where)[before:]

    def hears_nothing_after(self, action: Callable[[], object], channel: str = "") -> bool:
        """Do something and return whether nothing came of it."""
        where = channel or self.direct_message
        before = len(self.heard(where))
        action()
        time.sleep(QUIET_SECONDS)
        return len(self.heard(where)) == before

    def heard(self, channel: str) -> list[Message]:
        """Return all that the bot wrote in a channel, in order."""
        return [message for message in self.slack.messages(channel) if message.get("bot_id")]

    def _settled(self, channel: str) -> list[Message]:
        """Return all messages of the bot once no more come."""
        messages = self.heard(channel)
        while True:
            time.sleep(0.5)
            now = self.heard(channel)
            if len(now) == len(messages):
                return now
            messages = now


def post_signed(
    route: str,
    body: str | bytes,
    content_type: str = JSON_TYPE,
    *,
    secret: str = SIGNING_SECRET,
    timestamp: str = "",
) -> httpx.Response:
    """Send a request as Slack does.

    Args:
        route: where to.
        body: as it is.
        content_type: of the body.
        secret: what it is signed with.
        timestamp: when it was signed; now without.
    """
    timestamp = timestamp or str(int(time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    headers = {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature or "",
    }
    content = body.encode() if isinstance(body, str) else body
    return httpx.post(route, content=content, headers=headers, timeout=10)


def message_event(text: str, **changes: Any) -> dict[str, Any]:
    """Return a request with a message to the bot, as Slack sends it.

    Args:
        text: of the message, escaped.
        **changes: keys of the message that differ.
    """
    number = next(_numbers)
    event = {
        "type": "message",
        "channel": f"D{number}",
        "channel_type": "im",
        "user": f"U{number}",
        "text": text,
        "ts": f"{number}.000100",
        **changes,
    }
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": f"Ev{number}",
        "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        "event": event,
    }


def actions(message: Message) -> list[dict[str, Any]]:
    """Return what can be tapped in a message, as Slack sends it when it is tapped."""
    found = []
    for block in message.get("blocks") or []:
        for element in block["elements"] if "actions" in block["type"] else ():
            known = {"block_id": block.get("block_id", ""), "action_id": element["action_id"]}
            if element["type"] == "button":
                pressed = [(element["text"]["text"], element.get("value"))]
            else:
                thumbs = element["positive_button"], element["negative_button"]
                pressed = [(thumb["text"]["text"], thumb["value"]) for thumb in thumbs]
            found += [
                {**known, "type": element["type"], "value": value, "label": label}
                for label, value in pressed
            ]
    return found


def labels(message: Message) -> list[str]:
    """Return the labels of what can be tapped in a message."""
    return [action["label"] for action in actions(message)]


def kinds(message: Message) -> list[str]:
    """Return the kinds of a message's blocks."""
    return [block["type"] for block in message.get("blocks") or []]
