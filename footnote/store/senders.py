"""Who wrote something, kept as a keyed hash: the same each time, and no way back to the name."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from footnote.store.tables import installation

KEY_BYTES = 32
HASH_BYTES = 16


def hashed_sender(engine: Engine, sender: str) -> str:
    """Return the keyed hash of a sender; without the key, guesses cannot be tried out.

    Args:
        engine: a migrated database, which holds the key.
        sender: id of a conversation, or a sender as REST names them.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
    """
    return keyed_hash(engine, sender).hex()


def keyed_hash(engine: Engine, *parts: str) -> bytes:
    """Return a hash of texts under the installation's key.

    Args:
        engine: a migrated database, which holds the key.
        *parts: hashed in their order; none may hold a NUL character before the last.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database does not answer or was not migrated.
    """
    text = "\0".join(parts)
    return hashlib.blake2b(text.encode(), key=_key(engine), digest_size=HASH_BYTES).digest()


def _key(engine: Engine) -> bytes:
    """Return the installation's key, made on first use."""
    key = _stored_key(engine)
    if key is None:
        # Where another process is quicker, the row is there and its key is taken.
        with suppress(IntegrityError), engine.begin() as connection:
            new = {"id": 1, "sender_key": secrets.token_bytes(KEY_BYTES)}
            connection.execute(installation.insert(), [new])
        key = _stored_key(engine)
        assert key is not None
    return key


def _stored_key(engine: Engine) -> bytes | None:
    with engine.connect() as connection:
        key: bytes | None = connection.execute(sa.select(installation.c.sender_key)).scalar()
        return key
