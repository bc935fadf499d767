"""What travels between the widget and the server. docs/engineer.md describes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Dict, Optional, Sequence, Text

from footnote.channels.incoming import plain_text

MAX_TEXT_LENGTH = 2_000
MAX_REASON_LENGTH = 1_000
#: Two thousand characters, each written as a pair of JSON escapes, and what stands around them.
MAX_PACKET_BYTES = 32_768
MAX_TOKEN_LENGTH = 200

# From the client.
USER_MESSAGE = "user_message"
FEEDBACK = "feedback"
FORGET = "forget"
# From the server; `user_message` goes to the other tabs.
SESSION_CONFIRM = "session_confirm"
BOT_BUBBLE = "bot_bubble"
TURN_END = "turn_end"
TYPING = "typing"
FORGOTTEN = "forgotten"

BAD_MESSAGE = "bad_message"
TOO_LONG = "too_long"
TOO_FAST = "too_fast"
UNAVAILABLE = "unavailable"

TAKEN: Dict[Text, Any] = {"ok": True}
_ID = re.compile(r"[0-9A-Za-z_.-]{1,64}")


class Refusal(Exception):
    """An event that a guard turns away.

    Args:
        error: one of the codes above.
        retry_after: seconds after which it may be sent again.
    """

    def __init__(self, error: Text, retry_after: Optional[int] = None) -> None:
        super().__init__(error)
        self.error = error
        self.retry_after = retry_after

    def ack(self) -> Dict[Text, Any]:
        """Return the acknowledgement that tells the client."""
        ack: Dict[Text, Any] = {"ok": False, "error": self.error}
        return ack if self.retry_after is None else {**ack, "retry_after": self.retry_after}


@dataclass(frozen=True)
class ClientMessage:
    """What a client wrote; the id is the client's, the same when it is sent again."""

    id: Text
    text: Text


@dataclass(frozen=True)
class ClientVote:
    """What a client thinks of an answer."""

    answer: Text
    helpful: bool
    reason: Text


def token_of(auth: Any) -> Optional[Text]:
    """Return the token that a client shows when it connects, None without a usable one."""
    token = auth.get("token") if isinstance(auth, dict) else None
    return token if isinstance(token, str) and len(token) <= MAX_TOKEN_LENGTH else None


def read_message(arguments: Sequence[Any]) -> ClientMessage:
    """Return the message of a `user_message` event.

    Raises:
        Refusal: it is none.
    """
    payload = read_payload(arguments)
    text = payload.get("text")
    if not isinstance(text, str) or not text.strip():
        raise Refusal(BAD_MESSAGE)
    if len(text) > MAX_TEXT_LENGTH:
        raise Refusal(TOO_LONG)
    return ClientMessage(_id(payload.get("id")), plain_text(_whole(text)))


def read_vote(arguments: Sequence[Any]) -> ClientVote:
    """Return the vote of a `feedback` event.

    Raises:
        Refusal: it is none.
    """
    payload = read_payload(arguments)
    helpful, reason = payload.get("helpful"), payload.get("reason") or ""
    if not isinstance(helpful, bool) or not isinstance(reason, str):
        raise Refusal(BAD_MESSAGE)
    if len(reason) > MAX_REASON_LENGTH:
        raise Refusal(TOO_LONG)
    return ClientVote(_id(payload.get("answer")), helpful, plain_text(_whole(reason)))


def read_payload(arguments: Sequence[Any]) -> Dict[Text, Any]:
    """Return the one object that every event carries.

    Raises:
        Refusal: there is something else.
    """
    if len(arguments) != 1 or not isinstance(arguments[0], dict):
        raise Refusal(BAD_MESSAGE)
    payload: Dict[Text, Any] = arguments[0]
    return payload


def _whole(text: Text) -> Text:
    """Return a text without halves of characters, which JSON can carry and nothing else takes."""
    return text.encode("utf-8", "replace").decode()


def _id(value: Any) -> Text:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Refusal(BAD_MESSAGE)
    return value
