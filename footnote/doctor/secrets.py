"""Secrets: long, made up by no human, each used once, and in the environment only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from footnote.doctor.credentials import Credentials
from footnote.doctor.findings import Finding, broken, hint, ok

CHECK = "secrets"
MAKE = 'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
#: Fewer different characters make no secret, however long it is.
MIN_DIFFERENT = 8
_EXAMPLE = re.compile(
    r"change.?me|example|default|passw|secret|token|dummy|sample|your[-_ ]|test|x{5}|1234567|qwert"
    r"|footnote|letmein|abcdef",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Kind:
    """A secret of ours: how long it must be, and what lacks without it."""

    channel: str
    key: str
    min_length: int
    without: str = ""


OURS = (
    _Kind("StaffChannel", "token", 32, "staff cannot write into conversations"),
    _Kind("TelegramChannel", "secret", 24),
    _Kind("WebChannel", "secret", 32),
)
#: Given by the other side: only example values can be told.
THEIRS = (
    _Kind("TelegramChannel", "token", 35),
    _Kind("SlackChannel", "bot_token", 30),
    _Kind("SlackChannel", "signing_secret", 24),
)


def check_secrets(credentials: Credentials) -> Iterator[Finding]:
    """Yield what is to say about the secrets.

    Args:
        credentials: as the server sees them.
    """
    sound = 0
    used: dict[str, str] = {}
    for kind in (*OURS, *THEIRS):
        entry = credentials.entries.get(kind.channel, {}).get(kind.key)
        if entry is None:
            continue
        name = entry.variable or f"{kind.key} of {kind.channel}"
        if not entry.value:
            if kind.without:
                yield hint(
                    CHECK, f"{name} is not set: {kind.without}", f"To change that, set it. {MAKE}"
                )
            continue
        if not entry.variable:
            yield broken(
                CHECK,
                f"{name} stands in credentials.yml",
                "Write ${FOOTNOTE_...} there, put the value into the environment, and take "
                "another value: this one may be in a copy of the file.",
            )
        elif reason := weakness(entry.value, kind.min_length):
            how = MAKE if kind in OURS else "Copy the whole value from where the app is set up."
            yield broken(CHECK, f"{name} {reason}", how)
        elif entry.value in used:
            text = f"{name} and {used[entry.value]} have the same value"
            yield broken(CHECK, text, f"Each needs its own. {MAKE}")
        else:
            sound += 1
        used.setdefault(entry.value, name)
    if sound:
        yield ok(CHECK, f"{sound} secret(s) set, long enough and no examples")


def weakness(value: str, min_length: int) -> str:
    """Return why a value is no secret, empty where it may be one.

    Args:
        value: of the secret.
        min_length: so many characters at least.
    """
    if _EXAMPLE.search(value):
        return "looks like an example or a default value"
    if len(value) < min_length:
        return f"is too short: {len(value)} characters, at least {min_length} are needed"
    if len(set(value)) < MIN_DIFFERENT:
        return "repeats itself, so it can be guessed"
    return ""
