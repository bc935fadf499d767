"""A bubble in Slack's look: Block Kit, checked against Slack's limits before it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import Any, Dict, Iterator, List, Optional, Sequence, Text, Tuple

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextActionsBlock,
    ContextBlock,
    FeedbackButtonsElement,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.blocks.basic_components import FeedbackButtonObject

from footnote.channels.slack import texts
from footnote.channels.slack.events import ASK, HELPFUL, NOT_HELPFUL, VOTE
from footnote.channels.slack.mrkdwn import escape, phone_link
from footnote.channels.splitting import parts
from footnote.reply.bubble import Bubble
from footnote.reply.envelope import Contact
from footnote.triage.levels import Urgency

MAX_BLOCKS = 50
#: Slack refuses messages whose blocks hold more; where exactly it does not document.
MAX_MESSAGE_LENGTH = 12_000
MAX_TEXT_LENGTH = SectionBlock.text_max_length
MAX_BUTTON_LENGTH = ButtonElement.text_max_length
MAX_BUTTONS = ActionsBlock.elements_max_length

#: Of what a client wrote, where it is shown above a reply.
MAX_LINE_LENGTH = 200

#: The first line of a bubble that must not be overlooked.
TITLES = {
    Urgency.URGENT: "\u26a0\ufe0f Urgent",
    Urgency.EMERGENCY: "\U0001f6a8 Emergency",
}
THUMBS_UP, THUMBS_DOWN = "\U0001f44d", "\U0001f44e"


@dataclass(frozen=True)
class Message:
    """One message of Slack's.

    Attributes:
        text: all of it without its look, for notifications and screen readers.
        blocks: its look, as JSON types; may be empty.
    """

    text: Text
    blocks: Tuple[Dict[Text, Any], ...] = ()


#: A block, and what is read aloud of it.
_Part = Tuple[Block, Text]


def render(
    bubble: Bubble, *, owner: Text = "", above: Text = "", vote: Optional[Text] = None
) -> List[Message]:
    """Return a bubble as messages: most often one, more where Slack's limits ask for it.

    Args:
        bubble: any.
        owner: id of the user for whom the buttons are.
        above: a small line to begin with, in mrkdwn.
        vote: id of what the bubble answers, None where it cannot be voted on.

    Raises:
        slack_sdk.errors.SlackObjectFormationError: a limit of Slack's is not kept.
    """
    shown = [*_body(bubble, above), *_actions(bubble, owner, vote)]
    return [
        Message(
            "\n\n".join(spoken for _, spoken in page if spoken),
            tuple(block.to_dict() for block, _ in page),
        )
        for page in _pages(shown)
    ]


def small(text: Text) -> ContextBlock:
    """Return a line in small print.

    Args:
        text: mrkdwn, at most `MAX_TEXT_LENGTH` characters.
    """
    return ContextBlock(elements=[_mrkdwn(text)])


def one_line(text: Text) -> Text:
    """Return a text as one short line of mrkdwn.

    Args:
        text: as it was written.
    """
    return escape(shorten(text, MAX_LINE_LENGTH, placeholder="\u2026"))


def paragraph(text: Text) -> SectionBlock:
    """Return a text that is never folded.

    Args:
        text: mrkdwn, at most `MAX_TEXT_LENGTH` characters.
    """
    return SectionBlock(text=_mrkdwn(text), expand=True)


def label(text: Text) -> PlainTextObject:
    """Return the words on a button, shortened where Slack asks for it."""
    short = text if len(text) <= MAX_BUTTON_LENGTH else f"{text[: MAX_BUTTON_LENGTH - 1]}\u2026"
    return PlainTextObject(text=short, emoji=False)


def _mrkdwn(text: Text) -> MarkdownTextObject:
    # Verbatim: nothing that stands in a text becomes a link or a mention by itself.
    return MarkdownTextObject(text=text, verbatim=True)


def _body(bubble: Bubble, above: Text) -> Iterator[_Part]:
    if above:
        yield small(above), above
    if bubble.urgency in TITLES:
        title = TITLES[bubble.urgency]
        yield HeaderBlock(text=PlainTextObject(text=title, emoji=True)), title
    if bubble.contact and bubble.urgency is Urgency.EMERGENCY:
        yield _call(bubble.contact)
    for text in _escaped_parts(bubble.text):
        yield paragraph(text), text
    if bubble.contact and bubble.urgency is not Urgency.EMERGENCY:
        yield _call(bubble.contact)
    for text in _escaped_parts(bubble.more):
        # Slack folds a long one, with "see more".
        yield SectionBlock(text=_mrkdwn(text)), text
    beneath = [bubble.note]
    if bubble.sources:
        heading = "Source:" if len(bubble.sources) == 1 else "Sources:"
        beneath.append("\n".join([heading, *(source.line() for source in bubble.sources)]))
    for text in _escaped_parts("\n\n".join(filter(None, beneath))):
        yield small(text), text


def _call(contact: Contact) -> _Part:
    text = f"*\u260e {escape(contact.name)}: {phone_link(contact.phone)}*"
    return paragraph(text), text


def _escaped_parts(text: Text) -> List[Text]:
    found = parts(text, MAX_TEXT_LENGTH, lambda character: len(escape(character)))
    return [escape(text[start:end]) for start, end in found]


def _actions(bubble: Bubble, owner: Text, vote: Optional[Text]) -> Iterator[_Part]:
    for start in range(0, len(bubble.buttons), MAX_BUTTONS):
        row = bubble.buttons[start : start + MAX_BUTTONS]
        buttons = [
            ButtonElement(
                text=label(question),
                value=question[: ButtonElement.value_max_length],
                action_id=f"{ASK}:{number}",
            )
            for number, question in enumerate(row)
        ]
        yield ActionsBlock(elements=buttons, block_id=f"{ASK}:{owner}:{start}"), ""
    if vote is not None:
        thumbs = FeedbackButtonsElement(
            action_id=VOTE,
            positive_button=_thumb(THUMBS_UP, HELPFUL, vote, texts.HELPFUL),
            negative_button=_thumb(THUMBS_DOWN, NOT_HELPFUL, vote, texts.NOT_HELPFUL),
        )
        yield ContextActionsBlock(elements=[thumbs]), ""


def _thumb(text: Text, thumb: Text, vote: Text, read_aloud: Text) -> FeedbackButtonObject:
    return FeedbackButtonObject(text=text, value=f"{thumb}:{vote}", accessibility_label=read_aloud)


def _pages(shown: Sequence[_Part]) -> Iterator[List[_Part]]:
    """Part a message into as many as Slack's limits ask for."""
    page: List[_Part] = []
    for part in shown:
        length = sum(len(spoken) for _, spoken in (*page, part))
        if page and (len(page) == MAX_BLOCKS or length > MAX_MESSAGE_LENGTH):
            yield page
            page = []
        page.append(part)
    if page:
        yield page
