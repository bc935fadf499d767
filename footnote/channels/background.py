"""Work in the background: one thing after the other where order matters, and ended cleanly."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import Any, AsyncIterator, Coroutine, Hashable, Set
from weakref import WeakValueDictionary

logger = logging.getLogger(__name__)


class Ordering:
    """Lets one at a time in for each key, in the order in which they came."""

    def __init__(self) -> None:
        """Set up."""
        # A lock goes when nobody holds it or waits for it.
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn_of(self, key: Hashable) -> AsyncIterator[None]:
        """Wait until it is one's turn, and hold the others with the same key back meanwhile."""
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            yield


class Background:
    """Runs work that nobody waits for."""

    def __init__(self) -> None:
        """Set up."""
        self._tasks: Set[asyncio.Task[Any]] = set()

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Start a piece of work; errors are logged by their kind."""
        task = asyncio.create_task(work)
        # asyncio itself keeps no reference that lasts.
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            # What failed may hold the client's words, so only the kind of error is logged.
            logger.error("Work in the background failed: %s", type(task.exception()).__name__)

    async def close(self, grace_seconds: float) -> None:
        """Let what is running end, and cancel what takes longer.

        Args:
            grace_seconds: how long to wait.
        """
        running = set(self._tasks)
        if running:
            _, late = await asyncio.wait(running, timeout=grace_seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
