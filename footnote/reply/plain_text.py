"""Rendering a bubble as plain text, for channels without formatting."""

from __future__ import annotations

from footnote.reply.bubble import Bubble


def render(bubble: Bubble) -> str:
    """Return a bubble as paragraphs: answer, detail, how sure it is, sources.

    Buttons are no part of the text; channels carry them beside it.
    """
    paragraphs = [bubble.text, bubble.more, bubble.note]
    if bubble.sources:
        heading = "Source:" if len(bubble.sources) == 1 else "Sources:"
        paragraphs.append("\n".join([heading, *(source.line() for source in bubble.sources)]))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
