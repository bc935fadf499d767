"""What the Telegram channel itself says, beside the sentences that all chat channels share."""

from __future__ import annotations

from typing import Text

GROUP_POINTER = (
    "I answer in a private chat only, so that nobody else reads what you ask. "
    "Tap my name and write to me there."
)
OPEN_PRIVATE_CHAT = "Write to me"
OLD_BUTTON = "This button no longer works. Please type your question."
FORGOTTEN = (
    "Done. All that you wrote here is deleted on our side. Telegram keeps this chat until you "
    "delete it there."
)
FORGETTING_FAILED = "I could not delete it just now. Please send /forget again in a few minutes."
START_HINT = (
    "Write in your own words, or tap a question. /help tells you more, and /forget deletes what "
    "you wrote."
)

THUMBS_UP = "\U0001f44d"
THUMBS_DOWN = "\U0001f44e"
WHY = "What was wrong with the answer? Tap what fits, or just go on."
#: Reasons to tap: what is typed might be a report that must not be taken for a reason.
REASONS = (
    "It did not answer my question",
    "It was hard to understand",
    "Something was missing",
    "I think it is wrong",
)

#: The menu beside Telegram's input line.
COMMANDS = (
    ("help", "What I can do"),
    ("forget", "Delete what I wrote"),
)


def help_on_commands(days_kept: int, days_kept_unanswered: int) -> Text:
    """Return what the commands do.

    Args:
        days_kept: so long what clients write is kept.
        days_kept_unanswered: so long redacted messages that got no answer are kept.
    """
    return (
        f"What you write is deleted after {days_kept} days. Questions that I could not answer stay "
        f"for {days_kept_unanswered} days, without names and numbers. /forget deletes all of it "
        "at once. /start begins with a few questions to tap."
    )
