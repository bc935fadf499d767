"""Sending to a session: every tab of it sees the same."""

from __future__ import annotations

import asyncio
import time
import uuid
from typing import Any, Dict, List, Optional, Sequence, Text

from socketio import AsyncServer
from sqlalchemy.exc import SQLAlchemyError

from footnote.channels.turns import TurnReply
from footnote.channels.web.history import Entry, History
from footnote.channels.web.protocol import BOT_BUBBLE, TURN_END, TYPING, USER_MESSAGE
from footnote.channels.web.sessions import Session
from footnote.reply.bubble import Bubble

#: Who pushes a reply stores it right after; its id is known only then.
_WAIT_UNTIL_STORED_SECONDS = 2.0
_POLL_SECONDS = 0.05


class Outgoing:
    """Sends what is said in a session, with the ids under which the history has it."""

    def __init__(self, sockets: AsyncServer, history: History) -> None:
        """Set up.

        Args:
            sockets: through which it goes.
            history: of all conversations.
        """
        self._sockets = sockets
        self._history = history

    async def send(self, session: Session, event: Text, payload: Dict[Text, Any]) -> None:
        """Send an event to all tabs."""
        await self._sockets.emit(event, payload, room=session.conversation)

    async def typing(self, session: Session, on: bool) -> None:
        """Tell all tabs whether an answer is on its way."""
        await self.send(session, TYPING, {"on": on})

    async def echo(self, session: Session, entry: Entry, writer: Text) -> None:
        """Show a client's message in the tabs in which it was not written."""
        payload = {key: entry[key] for key in ("id", "text", "time")}
        await self._sockets.emit(USER_MESSAGE, payload, room=session.conversation, skip_sid=writer)

    async def turn(self, session: Session, reply: TurnReply, since: float) -> None:
        """Send a turn's bubbles, and its envelope.

        Args:
            session: whose turn it was.
            reply: all that it says.
            since: when it began, in seconds since 1970.
        """
        entries = await self._kept(session, reply.bubbles, since)
        answer = await self._bubbles(session, reply.bubbles, entries)
        await self.send(session, TURN_END, {"envelope": reply.envelope, "answer": answer})

    async def pushed(self, session: Session, bubbles: Sequence[Bubble], since: float) -> None:
        """Send bubbles outside of a turn, once they are stored.

        Args:
            session: to whom.
            bubbles: in order.
            since: before they were stored, in seconds since 1970.
        """
        entries = None
        while entries is None and time.time() < since + _WAIT_UNTIL_STORED_SECONDS:
            await asyncio.sleep(_POLL_SECONDS)
            entries = await self._kept(session, bubbles, since)
        async with session.order:
            await self._bubbles(session, bubbles, entries)

    async def _kept(
        self, session: Session, bubbles: Sequence[Bubble], since: float
    ) -> Optional[List[Entry]]:
        try:
            return await asyncio.to_thread(self._history.kept, session.conversation, bubbles, since)
        except SQLAlchemyError:
            # Without the database nothing is remembered, and nothing can be voted on.
            return None

    async def _bubbles(
        self, session: Session, bubbles: Sequence[Bubble], entries: Optional[List[Entry]]
    ) -> Text:
        """Send bubbles and return the id of the last."""
        last = ""
        for position, bubble in enumerate(bubbles):
            entry = entries[position] if entries else {"id": uuid.uuid4().hex, "time": time.time()}
            last = entry["id"]
            payload = {"id": last, "bubble": bubble.as_dict(), "time": entry["time"]}
            await self.send(session, BOT_BUBBLE, payload)
        return last
