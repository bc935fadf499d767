"""Which replies a client can vote on."""

from __future__ import annotations

from typing import Any, Dict, Text

from footnote.reply.envelope import ReplyKind


def can_be_voted_on(envelope: Dict[Text, Any]) -> bool:
    """Return whether a reply answers a question, by itself or beside a verdict."""
    return bool(envelope.get("topics")) and envelope["kind"] != ReplyKind.CLARIFY.value
