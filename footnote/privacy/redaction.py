"""Replacing what names a person in a client's text by words such as `[mail]`."""

from __future__ import annotations

import re

_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_NUMBER = re.compile(r"\+?\d[\d\s().-]{5,}\d")


def redacted(text: str) -> str:
    """Return a text without what names a person.

    Args:
        text: a client's words.
    """
    for pattern, word in ((_MAIL, "[mail]"), (_LINK, "[link]"), (_NUMBER, "[number]")):
        text = pattern.sub(word, text)
    return text
