"""Redacting what clients write, before it is kept for staff to read."""

from __future__ import annotations

from footnote.privacy.names import without_names
from footnote.privacy.patterns import without_patterns


def redacted(text: str) -> str:
    """Return a text with what names a person replaced by words in brackets.

    Those are `[name]`, `[number]`, `[mail]`, `[address]`, `[link]` and `[date]`. In doubt it
    replaces; no means finds every name, so what is redacted is still kept for a limited time only.

    Example::

        redacted("I'm Anna, call 503-555-0142: my calf is hot")
        # "I'm [name], call [number]: my calf is hot"

    Args:
        text: a client's words.
    """
    return without_names(without_patterns(text))
