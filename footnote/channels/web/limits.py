"""How much a session and an address may ask for: events per minute, and open connections."""

from __future__ import annotations

import math
import time
from collections import Counter
from typing import Dict, List, Text

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter


class Rates:
    """Counts what happens within a minute."""

    def __init__(self) -> None:
        # The limiter itself holds its storage by a weak reference only.
        self._storage = MemoryStorage()
        self._limiter = FixedWindowRateLimiter(self._storage)

    def wait(self, most: int, *what: Text) -> int:
        """Count one more and return 0, or where there are too many, the seconds to wait.

        Args:
            most: so many are allowed in a minute.
            *what: is counted, and whose it is.
        """
        limit = RateLimitItemPerMinute(most)
        if self._limiter.hit(limit, *what):
            return 0
        reset, _ = self._limiter.get_window_stats(limit, *what)
        return max(1, math.ceil(reset - time.time()))


class Connections:
    """The open connections, in all and by address."""

    def __init__(self, most: int, most_of_address: int) -> None:
        """Set up.

        Args:
            most: open at once.
            most_of_address: of them from one address.
        """
        self._most = most
        self._most_of_address = most_of_address
        self._addresses: Dict[Text, Text] = {}
        self._counts: Counter[Text] = Counter()

    def admit(self, connection: Text, address: Text) -> bool:
        """Count a new connection; return False where there are too many already."""
        if len(self._addresses) >= self._most or self._counts[address] >= self._most_of_address:
            return False
        self._addresses[connection] = address
        self._counts[address] += 1
        return True

    def release(self, connection: Text) -> None:
        """Count a connection no longer."""
        address = self._addresses.pop(connection, None)
        if address is not None:
            self._counts -= Counter((address,))

    def address(self, connection: Text) -> Text:
        """Return the address of an open connection."""
        return self._addresses[connection]

    def open(self) -> List[Text]:
        """Return all that are counted."""
        return list(self._addresses)
