"""What happens in a session: its messages become turns, its answers get votes, it is forgotten."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Sequence, Text

from rasa.core.agent import Agent
from sanic import Sanic
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from footnote.channels.background import Background
from footnote.channels.delivery import Undeliverable
from footnote.channels.turns import OnNewMessage, run_turn
from footnote.channels.web.history import History
from footnote.channels.web.outgoing import Outgoing
from footnote.channels.web.protocol import (
    BAD_MESSAGE,
    TOO_FAST,
    UNAVAILABLE,
    ClientMessage,
    ClientVote,
    Refusal,
)
from footnote.channels.web.sessions import Session, Sessions
from footnote.reply.bubble import Bubble
from footnote.store.feedback import FeedbackLog
from footnote.store.forgetting import forget
from footnote.store.inbox import Inbox

logger = logging.getLogger(__name__)

CHANNEL = "web"
#: So many messages may wait in a session; the next is told to come later.
MOST_WAITING = 5
RETRY_SECONDS = 5


class Conversing:
    """Carries out what a client asks for in a session."""

    def __init__(
        self,
        app: Sanic,
        on_new_message: OnNewMessage,
        engine: Engine,
        sessions: Sessions,
        out: Outgoing,
        history: History,
        votes: FeedbackLog,
    ) -> None:
        """Set up.

        Args:
            app: the server, whose agent answers.
            on_new_message: Rasa's handler.
            engine: a migrated database.
            sessions: those in use.
            out: sends to them.
            history: of all conversations.
            votes: where they are kept.
        """
        self._app = app
        self._on_new_message = on_new_message
        self._engine = engine
        self._sessions = sessions
        self._out = out
        self._history = history
        self._votes = votes
        self._inbox = Inbox(engine)
        self._background = Background()

    async def take(self, session: Session, writer: Text, message: ClientMessage) -> None:
        """Take a message and answer it later; one that was taken before is left alone.

        Args:
            session: in which it was written.
            writer: the connection that it came over.
            message: what was written.

        Raises:
            Refusal: nothing can be taken now.
        """
        self._agent()
        async with session.order:
            if session.forgotten:
                raise Refusal(UNAVAILABLE)
            if message.id in session.waiting:
                return
            if len(session.waiting) >= MOST_WAITING:
                raise Refusal(TOO_FAST, RETRY_SECONDS)
            if not await self._first_time(session, message):
                return
            entry = {
                "who": "client",
                "id": message.id,
                "text": message.text,
                "bubble": None,
                "time": time.time(),
            }
            session.waiting[message.id] = entry
            await self._out.echo(session, entry, writer)
        self._background.run(self._turn(session, message))

    async def _first_time(self, session: Session, message: ClientMessage) -> bool:
        event = f"{session.id}:{message.id}"
        try:
            return await asyncio.to_thread(self._inbox.first_time, CHANNEL, event)
        except SQLAlchemyError as error:
            # Rather twice than never: it may be an emergency.
            logger.error("A message was not noted: %s", type(error).__name__)
            return True

    async def _turn(self, session: Session, message: ClientMessage) -> None:
        try:
            async with session.turns:
                if session.forgotten:
                    return
                await self._out.typing(session, True)
                since = time.time()
                reply = await run_turn(
                    self._on_new_message,
                    self._agent().domain,
                    CHANNEL,
                    session.conversation,
                    message.text,
                )
                async with session.order:
                    session.waiting.pop(message.id)
                    await self._out.turn(session, reply, since)
                    await self._out.typing(session, False)
        finally:
            session.waiting.pop(message.id, None)
            self._sessions.tidy(session)

    async def vote(self, session: Session, vote: ClientVote) -> None:
        """Keep a vote on one of the session's answers.

        Raises:
            Refusal: the session has no such answer, or the vote cannot be kept now.
        """
        conversation = session.conversation
        try:
            answer = await asyncio.to_thread(self._history.answer, conversation, vote.answer)
            if answer is None:
                raise Refusal(BAD_MESSAGE)
            await asyncio.to_thread(
                self._votes.record,
                conversation=conversation,
                channel=CHANNEL,
                answer=vote.answer,
                helpful=vote.helpful,
                reason=vote.reason,
                topics=answer.topics,
                kb_version=answer.kb_version,
            )
        except SQLAlchemyError as error:
            logger.error("A vote was not kept: %s", type(error).__name__)
            raise Refusal(UNAVAILABLE) from error

    async def forget(self, session: Session) -> None:
        """Delete all of a session; what waits in it is not answered.

        Raises:
            Refusal: it cannot be deleted now.
        """
        agent = self._agent()
        session.forgotten = True
        try:
            # A person of the staff may be writing, who holds the conversation's lock.
            async with session.turns, agent.lock_store.lock(session.conversation):
                await asyncio.to_thread(forget, self._engine, session.conversation)
        except Exception as error:
            session.forgotten = False
            logger.error("A session was not forgotten: %s", type(error).__name__)
            raise Refusal(UNAVAILABLE) from error

    async def deliver(self, conversation: Text, session_id: Text, said: Sequence[Bubble]) -> None:
        """Send bubbles outside of a turn; a client who is away finds them in the history.

        Raises:
            Undeliverable: there is no such conversation.
        """
        session = self._sessions.named(session_id)
        if session is not None:
            self._background.run(self._out.pushed(session, said, time.time()))
        elif not await asyncio.to_thread(self._history.exists, conversation):
            raise Undeliverable("there is no such conversation, or its client had it forgotten")

    def _agent(self) -> Agent:
        """Return the agent.

        Raises:
            Refusal: no model is loaded.
        """
        agent = getattr(self._app.ctx, "agent", None)
        if agent is None or not agent.is_ready():
            raise Refusal(UNAVAILABLE)
        return agent
