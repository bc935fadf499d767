"""How fast one client may write."""

from __future__ import annotations

from enum import Enum
from typing import Text

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class Pace(Enum):
    """How fast a client writes."""

    FINE = "fine"
    FIRST_TOO_MANY = "first too many"
    TOO_MANY = "too many"


class ClientRate:
    """Limits how much one client can ask within a minute."""

    def __init__(self, per_minute: int) -> None:
        """Set up.

        Args:
            per_minute: messages and taps together.
        """
        # The limiter itself holds its storage by a weak reference only.
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._limit = RateLimitItemPerMinute(per_minute)
        self._once = RateLimitItemPerMinute(1)

    def count(self, client: Text) -> Pace:
        """Count one event of a client; the first too many is told apart, once a minute."""
        if self._limiter.hit(self._limit, "event", client):
            return Pace.FINE
        told_now = self._limiter.hit(self._once, "told", client)
        return Pace.FIRST_TOO_MANY if told_now else Pace.TOO_MANY
