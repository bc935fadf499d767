"""What the doctor finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Status(str, Enum):
    """How a finding is to be taken."""

    OK = "ok"
    HINT = "hint"
    BROKEN = "broken"


@dataclass(frozen=True)
class Finding:
    """One finding.

    Attributes:
        check: what was looked at, in a word or two.
        status: `broken` is what clients or staff would notice.
        text: what is so.
        mend: what to do about it; empty where all is well.
    """

    check: str
    status: Status
    text: str
    mend: str = ""


def ok(check: str, text: str) -> Finding:
    """Return a finding that all is well."""
    return Finding(check, Status.OK, text)


def hint(check: str, text: str, mend: str) -> Finding:
    """Return a finding that can be as it is."""
    return Finding(check, Status.HINT, text, mend)


def broken(check: str, text: str, mend: str) -> Finding:
    """Return a finding that must be mended."""
    return Finding(check, Status.BROKEN, text, mend)
