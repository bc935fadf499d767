"""A bubble in Telegram's look: HTML, footnote marks with their sources beneath."""

from __future__ import annotations

from typing import List, Text

import phonenumbers

from footnote.channels.telegram.formatting import Piece, Span, Style, pieces
from footnote.reply.bubble import Bubble
from footnote.reply.envelope import Contact
from footnote.triage.levels import Urgency

#: The first line of a bubble that must not be overlooked.
TITLES = {
    Urgency.URGENT: "\u26a0\ufe0f Urgent",
    Urgency.EMERGENCY: "\U0001f6a8 Emergency",
}
_BREAK = Span("\n\n")


def render(bubble: Bubble) -> List[Piece]:
    """Return a bubble as messages: most often one, more where Telegram's limit asks for it.

    Buttons are no part of it; they stand beneath the last message.
    """
    paragraphs: List[List[Span]] = []
    if bubble.urgency in TITLES:
        paragraphs.append([Span(TITLES[bubble.urgency], Style.BOLD)])
    if bubble.contact and bubble.urgency is Urgency.EMERGENCY:
        paragraphs.append([_call(bubble.contact)])
    paragraphs.append([Span(bubble.text)])
    if bubble.contact and bubble.urgency is not Urgency.EMERGENCY:
        paragraphs.append([_call(bubble.contact)])
    if bubble.more:
        paragraphs.append([Span(bubble.more, Style.FOLDED)])
    if bubble.note:
        paragraphs.append([Span(bubble.note, Style.ITALIC)])
    if bubble.sources:
        heading = "Source" if len(bubble.sources) == 1 else "Sources"
        lines = "".join(f"\n{source.line()}" for source in bubble.sources)
        paragraphs.append([Span(heading, Style.BOLD), Span(lines)])
    spans = [span for paragraph in paragraphs for span in (*paragraph, _BREAK)]
    return pieces(spans[:-1])


def _call(contact: Contact) -> Span:
    return Span(f"\u260e\ufe0f {contact.name}: {tappable(contact.phone)}", Style.BOLD)


def tappable(phone: Text) -> Text:
    """Return a telephone number as Telegram finds it in a text, so that a tap dials it.

    That is the international form with hyphens. Short numbers such as 911 have none; they stay.
    """
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone
    dialled: Text = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.RFC3966)
    return dialled.removeprefix("tel:")
