"""Messages that come when they come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.channels.waiting import until

Message = dict[str, Any]


class Inbox:
    """Reads each message once."""

    def __init__(self, messages: Callable[[], list[Message]]) -> None:
        """Set up.

        Args:
            messages: returns all that came so far, in order.
        """
        self._messages = messages
        self._read = 0

    def next(self, count: int) -> list[Message]:
        """Wait until so many messages came that were not read yet; return all of those."""
        until(lambda: len(self._messages()) >= self._read + count)
        new = self._messages()[self._read :]
        self._read += len(new)
        return new
