"""Guards that every channel shares: what counts as a client's text."""

from __future__ import annotations

import re
import unicodedata

#: More than this is refused; less, but still long, gets a polite reply from the bot.
MAX_TEXT_LENGTH = 20_000


def plain_text(text: str) -> str:
    """Return a client's text as nothing but text.

    Control characters become blanks, and leading slashes go, so that nothing typed can be one of
    Rasa's commands (`/restart`, `/intent{...}`). The result may be empty.
    """
    visible = "".join(
        character if character == "\n" or unicodedata.category(character) != "Cc" else " "
        for character in text
    )
    return re.sub(r"^[\s/\\]+", "", visible).rstrip()
