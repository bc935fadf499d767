"""Sessions: issued and signed by the server, each the one conversation of a browser."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Any, Dict, Optional, Set, Text

from itsdangerous import BadSignature, TimestampSigner

from footnote.channels.conversations import conversation_id

SESSION_BYTES = 16
_SALT = "footnote.channels.web.sessions"


class SessionTokens:
    """Signs session ids, so that no client can name a session that it was not given."""

    def __init__(self, key: bytes, days: int) -> None:
        """Set up.

        Args:
            key: known to this installation only.
            days: after which a token is worth nothing.
        """
        self._signer = TimestampSigner(
            key, salt=_SALT, key_derivation="hmac", digest_method=hashlib.sha256
        )
        self._seconds = days * 24 * 3600

    def issue(self, session: Text) -> Text:
        """Return a new token of a session."""
        return self._signer.sign(session).decode()

    def session(self, token: Text) -> Optional[Text]:
        """Return the session of a token; None where it is forged, of another key, or too old."""
        try:
            return self._signer.unsign(token, max_age=self._seconds).decode()
        except (BadSignature, UnicodeError):
            return None


@dataclass(eq=False)
class Session:
    """A session that has open tabs, or a turn that is not over.

    Attributes:
        id: secret; who knows it signed is the client.
        tabs: its connections.
        waiting: messages that were taken and not yet answered, as entries of the history.
        turns: held during a turn, so that one follows the other.
        order: held while a message is taken, or something sent; so every tab sees all of it
            once, in order, and a tab that joins finds it either in the history or sent.
        forgotten: whether the client asked for that; nothing more is said in it.
    """

    id: Text
    tabs: Set[Text] = field(default_factory=set)
    waiting: Dict[Text, Dict[Text, Any]] = field(default_factory=dict)
    turns: asyncio.Lock = field(default_factory=asyncio.Lock)
    order: asyncio.Lock = field(default_factory=asyncio.Lock)
    forgotten: bool = False

    @property
    def conversation(self) -> Text:
        """Id of the conversation; also the room that all tabs are in."""
        return conversation_id("web", self.id)


class Sessions:
    """The sessions in use, and which of them a connection is bound to."""

    def __init__(self) -> None:
        self._by_id: Dict[Text, Session] = {}
        self._by_connection: Dict[Text, Session] = {}

    def join(self, connection: Text, session_id: Optional[Text] = None) -> Session:
        """Bind a connection to a session and return that.

        Args:
            connection: bound to no other session from now on.
            session_id: taken from a token; without it, or where that session was just forgotten,
                a new session begins.
        """
        self.leave(connection)
        session = self._by_id.get(session_id or "")
        if session is None or session.forgotten:
            known = session_id if session is None else None
            session = Session(known or secrets.token_urlsafe(SESSION_BYTES))
            self._by_id[session.id] = session
        session.tabs.add(connection)
        self._by_connection[connection] = session
        return session

    def leave(self, connection: Text) -> None:
        """Unbind a connection."""
        session = self._by_connection.pop(connection, None)
        if session is not None:
            session.tabs.discard(connection)
            self.tidy(session)

    def tidy(self, session: Session) -> None:
        """Drop a session that nothing needs in memory; its token brings it back."""
        if not session.tabs and not session.waiting and self._by_id.get(session.id) is session:
            del self._by_id[session.id]

    def of(self, connection: Text) -> Optional[Session]:
        """Return the session that a connection is bound to."""
        return self._by_connection.get(connection)

    def named(self, session_id: Text) -> Optional[Session]:
        """Return a session that is in use."""
        return self._by_id.get(session_id)
