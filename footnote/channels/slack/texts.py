"""What the Slack channel itself says, beside the sentences that all chat channels share."""

from __future__ import annotations

from typing import Text

FORGET_COMMAND = "/footnote-forget"

HINT = (
    "This may be about your health, and others can read along here. Shall I answer here, or "
    "would you rather go on in a direct message?"
)
HINT_WITHOUT_CHOICE = (
    "This may be about your health, and others can read along here. Please write to me in a "
    "direct message."
)
ANSWER_HERE = "Answer here"
DIRECT_MESSAGE = "Direct message"
ANSWERED_HERE = "You chose to go on here."
ANSWERED_DIRECTLY = "You chose to go on in a direct message."
DIRECT_MESSAGE_FAILED = (
    "I could not open a direct message. Please find me among the apps, and write to me there."
)

NOT_YOURS = "This button is for the person who asked. Mention me, and I will answer you, too."
OLD_BUTTON = "This button no longer works. Please type your question."

SAY_WHY = "Say why"
WHY_TITLE = "What was missing?"
WHY_LABEL = "Please do not write your name or your number."
SEND = "Send"
CANCEL = "Cancel"

HELPFUL = "Helpful"
NOT_HELPFUL = "Not helpful"

FORGOTTEN = (
    "Done. All that you wrote to me in this workspace is deleted on our side. Slack keeps its own "
    "messages until you delete them here."
)
FORGETTING_FAILED = (
    f"I could not delete it just now. Please use {FORGET_COMMAND} again in a few minutes."
)
FORGET_BUTTON = "Forget me"
FORGET_QUESTION = "All that you wrote to me in this workspace is deleted on our side."

HOME_TITLE = "Ask me"
HOME_WHERE = (
    "Write to me under Messages: nobody else reads that. In a channel, mention me and I answer in "
    "a thread. I do not talk about your health where others read along, unless you want me to."
)


def home_privacy(days_kept: int) -> Text:
    """Return what is said about privacy.

    Args:
        days_kept: so long what clients write is kept.
    """
    return (
        f"What you write to me is kept for {days_kept} days at most. The button below, "
        f"{FORGET_COMMAND}, or the words \u201cforget me\u201d delete it at once."
    )
