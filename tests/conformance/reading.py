"""What a client reads of one reply, whatever the channel makes it look like."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

EVIDENCE = "How sure is this? "
#: Of cards that must not be overlooked; replies of other urgency have no look of their own.
CARDS = ("urgent", "emergency")


@dataclass(frozen=True)
class Reading:
    """A reply as it was read. Two are equal where a client was told and offered the same.

    Attributes:
        bubbles: number of messages.
        lines: of the text, the detail and the evidence.
        sources: the lines beneath, such as `[1] Foot Massage: Benefits`.
        buttons: what can be tapped to go on.
        card: one of `CARDS`, None for an ordinary reply.
        call: whom to call, with a number that can be tapped; `None` where nobody is.
        envelope: on channels that carry one.
    """

    bubbles: int
    lines: tuple[str, ...]
    sources: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    card: str | None = None
    call: str | None = None
    envelope: dict[str, Any] | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """All lines as one text."""
        return "\n".join(self.lines)


def call(name: str, phone: str) -> str:
    """Return whom to call as one line; channels write the same number in several ways."""
    return f"{name}: {re.sub(r'[^+0-9]', '', phone)}"


def card(urgency: str) -> str | None:
    """Return the card that an urgency gets, or that a card's title names."""
    return next((name for name in CARDS if urgency.lower().endswith(name)), None)


def parted(text: str) -> tuple[list[str], list[str]]:
    """Return a text's lines, and those that name its sources, each without empty ones."""
    lines: list[str] = []
    sources: list[str] = []
    current = lines
    for line in text.splitlines():
        if line.rstrip(":") in ("Source", "Sources"):
            current = sources
        elif line:
            current.append(line)
        else:
            current = lines
    return lines, sources
