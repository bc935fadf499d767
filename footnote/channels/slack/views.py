"""What the channel shows beside answers: the hint, the dialog for reasons, the Home tab."""

from __future__ import annotations

from typing import Optional, Text

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    HeaderBlock,
    InputBlock,
    PlainTextInputElement,
)
from slack_sdk.models.views import View

from footnote.channels import sentences
from footnote.channels.slack import texts
from footnote.channels.slack.events import (
    ANSWER_DIRECTLY,
    ANSWER_HERE,
    FORGET,
    REASON_BLOCK,
    REASON_DIALOG,
    REASON_INPUT,
    WHY,
    Vote,
    vote_metadata,
)
from footnote.channels.slack.mrkdwn import escape, mention
from footnote.channels.slack.places import Place
from footnote.channels.slack.rendering import Message, label, paragraph, small

MAX_REASON_LENGTH = 1_000


def hint(user: Text, choice: Optional[Text]) -> Message:
    """Return what is said in a thread instead of a reply about health.

    Args:
        user: id of the client.
        choice: id of the reply, None where it could not be kept.
    """
    text = texts.HINT if choice else texts.HINT_WITHOUT_CHOICE
    blocks = [small(mention(user)), paragraph(escape(text))]
    if choice:
        buttons = [
            ButtonElement(
                text=label(texts.DIRECT_MESSAGE), value=choice, action_id=ANSWER_DIRECTLY
            ),
            ButtonElement(text=label(texts.ANSWER_HERE), value=choice, action_id=ANSWER_HERE),
        ]
        blocks.append(ActionsBlock(elements=buttons))
    return _message(f"{mention(user)} {escape(text)}", *blocks)


def vote_noted(place: Place, vote: Vote, helpful: bool) -> Message:
    """Return the thanks for a vote; who is not helped may say why.

    Args:
        place: where the answer stands.
        vote: on what.
        helpful: thumbs up, or else down.
    """
    if helpful:
        return Message(sentences.VOTE_NOTED)
    why = ButtonElement(text=label(texts.SAY_WHY), value=vote_metadata(place, vote), action_id=WHY)
    return _message(
        sentences.VOTE_NOTED, paragraph(sentences.VOTE_NOTED), ActionsBlock(elements=[why])
    )


def reason_dialog(place: Place, vote: Vote) -> View:
    """Return the dialog that takes the reason for a thumb down.

    Args:
        place: where the answer stands.
        vote: on what.
    """
    field = PlainTextInputElement(
        action_id=REASON_INPUT, multiline=True, max_length=MAX_REASON_LENGTH
    )
    return View(
        type="modal",
        callback_id=REASON_DIALOG,
        private_metadata=vote_metadata(place, vote),
        title=label(texts.WHY_TITLE),
        submit=label(texts.SEND),
        close=label(texts.CANCEL),
        blocks=[InputBlock(block_id=REASON_BLOCK, label=label(texts.WHY_LABEL), element=field)],
    )


def home(capabilities: Text, days_kept: int) -> View:
    """Return the Home tab: what the bot can do, where to write, and how to be forgotten.

    Args:
        capabilities: what the bot says of itself.
        days_kept: so long what clients write is kept.
    """
    forget = ButtonElement(
        text=label(texts.FORGET_BUTTON),
        action_id=FORGET,
        style="danger",
        confirm=ConfirmObject(
            title=texts.FORGET_BUTTON,
            text=escape(texts.FORGET_QUESTION),
            confirm=texts.FORGET_BUTTON,
            deny=texts.CANCEL,
        ),
    )
    return View(
        type="home",
        blocks=[
            HeaderBlock(text=label(texts.HOME_TITLE)),
            paragraph(escape(capabilities)),
            paragraph(escape(texts.HOME_WHERE)),
            small(escape(texts.home_privacy(days_kept))),
            ActionsBlock(elements=[forget]),
        ],
    )


def _message(text: Text, *blocks: Block) -> Message:
    return Message(text, tuple(block.to_dict() for block in blocks))
