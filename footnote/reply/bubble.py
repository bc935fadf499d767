"""One message to the client, before any channel has given it a look of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from footnote.knowledge.model import SPA_SOURCE_ID
from footnote.reply.envelope import Contact
from footnote.triage.levels import Urgency


@dataclass(frozen=True)
class BubbleSource:
    """A source named beneath a bubble.

    Attributes:
        id: of the source, `spa` for the spa itself.
        title: of the article, or the spa's name.
        section: the heading there; empty for the spa.
        mark: the number of its footnote mark in the text, None where the text has none.
    """

    id: str
    title: str
    section: str = ""
    mark: int | None = None

    def line(self) -> str:
        """Return the source as a line of text."""
        if self.id == SPA_SOURCE_ID:
            return "the spa"
        line = f"{self.title}: {self.section}"
        return f"[{self.mark}] {line}" if self.mark is not None else line


@dataclass(frozen=True)
class Bubble:
    """One message to the client.

    Attributes:
        text: the main sentences, with footnote marks such as `[1]`.
        more: the detail, with footnote marks; may be empty.
        note: how well it is backed, in words; may be empty.
        sources: named beneath, in the order of their marks.
        buttons: questions to tap; each is also what is sent.
        urgency: of the verdict that the bubble tells; channels make urgent ones stand out.
        contact: whom to call, or None.
    """

    text: str
    more: str = ""
    note: str = ""
    sources: tuple[BubbleSource, ...] = ()
    buttons: tuple[str, ...] = ()
    urgency: Urgency = Urgency.NONE
    contact: Contact | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the bubble as JSON types."""
        # By hand: `asdict` copies every value, and takes as long as a look into the database.
        return {
            **vars(self),
            "sources": [dict(vars(source)) for source in self.sources],
            "urgency": self.urgency.value,
            "contact": dict(vars(self.contact)) if self.contact else None,
        }

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Bubble:
        """Return the bubble that `as_dict` was called on.

        Raises:
            KeyError, TypeError, ValueError: it is none.
        """
        return cls(
            text=plain["text"],
            more=plain["more"],
            note=plain["note"],
            sources=tuple(BubbleSource(**source) for source in plain["sources"]),
            buttons=tuple(plain["buttons"]),
            urgency=Urgency(plain["urgency"]),
            contact=Contact(**plain["contact"]) if plain["contact"] else None,
        )
