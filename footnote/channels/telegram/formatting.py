"""Formatted text for Telegram, in messages of the size it allows.

Text is cut before it is turned into HTML, so that no tag can be cut.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from enum import Enum
from typing import List, Sequence, Text

from footnote.channels.splitting import parts

#: Telegram counts UTF-16 code units of the text without its tags.
MAX_MESSAGE_LENGTH = 4096


class Style(Enum):
    """How a part of the text looks: the tag around it, and its attributes."""

    PLAIN = ("", "")
    BOLD = ("b", "")
    ITALIC = ("i", "")
    FOLDED = ("blockquote", " expandable")


@dataclass(frozen=True)
class Span:
    """A part of a text in one style."""

    text: Text
    style: Style = Style.PLAIN

    def html(self) -> Text:
        """Return the span as Telegram's HTML."""
        tag, attributes = self.style.value
        escaped = html.escape(self.text, quote=False)
        return f"<{tag}{attributes}>{escaped}</{tag}>" if tag else escaped


@dataclass(frozen=True)
class Piece:
    """One message's text.

    Attributes:
        html: with tags.
        plain: without.
    """

    html: Text
    plain: Text


def length(text: Text) -> int:
    """Return how long Telegram takes a text to be."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(spans: Sequence[Span], limit: int = MAX_MESSAGE_LENGTH) -> List[Piece]:
    """Return a text as messages of at most a length; a text of blanks gives none.

    Args:
        spans: the text, in order.
        limit: in UTF-16 code units, at least 2.
    """
    text = "".join(span.text for span in spans)
    return [_piece(spans, start, end) for start, end in parts(text, limit, length)]


def _piece(spans: Sequence[Span], start: int, end: int) -> Piece:
    """Return the part of a text between two places, each span's part in its own tags."""
    within, at = [], 0
    for span in spans:
        text = span.text[max(start - at, 0) : max(end - at, 0)]
        if text:
            within.append(Span(text, span.style))
        at += len(span.text)
    return Piece("".join(span.html() for span in within), "".join(span.text for span in within))
