"""Forgetting a client: the direct message and all threads in a workspace."""

from __future__ import annotations

import asyncio
import logging
from typing import Callable, List, Text

from sanic import Sanic
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from footnote.channels.conversations import conversation_id
from footnote.channels.records import Records
from footnote.channels.slack.places import CHANNEL, Place
from footnote.store.conversations import conversations

logger = logging.getLogger(__name__)


class Forgetting:
    """Deletes what is kept of a client, each conversation under its lock."""

    def __init__(
        self, *, app: Sanic, engine: Engine, records: Records, on_forgotten: Callable[[Text], None]
    ) -> None:
        """Set up.

        Args:
            app: the server; its agent holds the locks.
            engine: a migrated database; it may be down.
            records: delete.
            on_forgotten: called with the id of each conversation that was deleted.
        """
        self._app = app
        self._engine = engine
        self._records = records
        self._on_forgotten = on_forgotten

    async def forget(self, conversation: Text) -> bool:
        """Delete one conversation; return whether that worked."""
        async with self._app.ctx.agent.lock_store.lock(conversation):
            done = await self._records.forget(conversation)
        if done:
            self._on_forgotten(conversation)
        return done

    async def forget_client(self, direct_message: Place) -> bool:
        """Delete all conversations of a client; return whether that worked.

        Args:
            direct_message: the one with the client.
        """
        try:
            threads = await asyncio.to_thread(self._threads, direct_message)
        except SQLAlchemyError as error:
            logger.error("The database failed: %s", type(error).__name__)
            return False
        found = [direct_message.conversation, *threads]
        return all([await self.forget(conversation) for conversation in found])

    def _threads(self, direct_message: Place) -> List[Text]:
        return conversations(
            self._engine,
            prefix=conversation_id(CHANNEL, f"{direct_message.team}:"),
            suffix=f":{direct_message.user}",
        )
