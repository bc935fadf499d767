"""Slack's mrkdwn: escaping what is sent, and reading what clients typed."""

from __future__ import annotations

import re
from typing import Text
from xml.sax.saxutils import escape, unescape

__all__ = ["escape", "mention", "phone_link", "typed_text"]

#: `<@U123|name>`, `<#C123|name>`, `<!here>`, `<https://...|label>`.
_REFERENCE = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
#: A person whom a client mentions; their name is no business of ours.
SOMEBODY = "somebody"


def mention(user: Text) -> Text:
    """Return a mention that notifies a user."""
    return f"<@{user}>"


def phone_link(number: Text) -> Text:
    """Return a telephone number that can be tapped."""
    dialled = re.sub(r"[^\d+]", "", number)
    return f"<tel:{dialled}|{escape(number)}>"


def typed_text(text: Text, bot: Text) -> Text:
    """Return what a client typed, without Slack's markup and without mentions of the bot.

    Args:
        text: as Slack sends it, escaped.
        bot: id of the bot's own user, empty where it is not known.
    """
    # A message to the bot often begins with its name, which is no part of the question.
    name = re.escape(bot) if bot else r"\w+"
    without_name = re.sub(rf"^\s*<@{name}(?:\|[^<>]*)?>[\s,:]*", "", text)

    def shown(reference: re.Match[Text]) -> Text:
        kind, target, label = reference.groups()
        if kind == "@":
            return "" if target == bot else SOMEBODY
        if kind == "#":
            return f"#{label or 'channel'}"
        if kind == "!":
            return label or ""
        return label or target

    plain = unescape(_REFERENCE.sub(shown, without_name))
    # JSON can carry halves of characters, which nothing else takes.
    return plain.encode("utf-8", "replace").decode().strip()
