"""What is not said about a client's health where others read along."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Dict, Optional, Text, Tuple

from footnote.channels.turns import TurnReply
from footnote.reply.bubble import Bubble
from footnote.reply.envelope import ReplyKind
from footnote.triage.levels import Urgency

#: Never held back: somebody may have to act at once.
SHOWN_AT_ONCE = (Urgency.URGENT.value, Urgency.EMERGENCY.value)
#: So many threads are remembered in which clients chose to go on.
MAX_OPEN_THREADS = 10_000


def is_delicate(envelope: Dict[Text, Any]) -> bool:
    """Return whether a reply is about what a client reported about somebody's health.

    Urgent replies are not counted among them, since they are shown whoever reads along.
    """
    urgency = envelope.get("urgency") or Urgency.NONE.value
    if urgency in SHOWN_AT_ONCE:
        return False
    return (
        envelope.get("kind") == ReplyKind.TRIAGE.value
        or urgency != Urgency.NONE.value
        or envelope.get("clearance") is not None
        or envelope.get("asks") is not None
    )


class OpenThreads:
    """Conversations in threads whose clients chose to have health discussed there.

    They are kept in memory only: after a restart a client is asked once more.
    """

    def __init__(self) -> None:
        """Set up."""
        self._open: Dict[Text, None] = {}

    def add(self, conversation: Text) -> None:
        """Note a client's choice."""
        self._open[conversation] = None
        if len(self._open) > MAX_OPEN_THREADS:
            del self._open[next(iter(self._open))]

    def discard(self, conversation: Text) -> None:
        """Take a choice back."""
        self._open.pop(conversation, None)

    def __contains__(self, conversation: Text) -> bool:
        return conversation in self._open


@dataclass(frozen=True)
class Held:
    """A reply that waits for its client to choose where to read it.

    Attributes:
        text: what the client wrote.
        bubbles: of the reply.
        envelope: of the reply.
    """

    text: Text
    bubbles: Tuple[Bubble, ...]
    envelope: Dict[Text, Any]

    @classmethod
    def of(cls, text: Text, reply: TurnReply) -> Held:
        """Return a reply as one that waits."""
        return cls(text, reply.bubbles, reply.envelope)

    def as_text(self) -> Text:
        """Return it in a form that can be stored."""
        bubbles = [bubble.as_dict() for bubble in self.bubbles]
        return json.dumps([self.text, bubbles, self.envelope])

    @classmethod
    def from_text(cls, stored: Optional[Text]) -> Optional[Held]:
        """Return what `as_text` was called on, None where it is something else."""
        try:
            text, bubbles, envelope = json.loads(stored or "")
            return cls(text, tuple(Bubble.from_dict(bubble) for bubble in bubbles), envelope)
        except (ValueError, TypeError, KeyError):
            return None
