"""Waiting for the other side."""

from __future__ import annotations

import time
from collections.abc import Callable

REPLY_SECONDS = 15.0


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds.

    Raises:
        AssertionError: it took too long.
    """
    deadline = time.monotonic() + REPLY_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
