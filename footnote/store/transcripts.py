"""What was said in a conversation, as its client saw it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from footnote.store.events import events

CLIENT = "client"
BOT = "bot"
_WHO = {"user": CLIENT, "bot": BOT}


@dataclass(frozen=True)
class Line:
    """One utterance.

    Attributes:
        who: `client` or `bot`; a person of the staff speaks as `bot`.
        text: what was said, in plain text.
        bubble: of the bot, as JSON types, None where it carried none.
        envelope: of the turn, on the utterance that carried it.
        time: in seconds since 1970.
    """

    who: str
    text: str
    bubble: dict[str, Any] | None
    envelope: dict[str, Any] | None
    time: float


def transcript(engine: Engine, conversation: str, limit: int = 200) -> list[Line]:
    """Return the newest utterances of a conversation, in the order in which they were said.

    Args:
        engine: a migrated database.
        conversation: its id.
        limit: so many at most.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database does not answer.
    """
    if not sa.inspect(engine).has_table(events.name):
        return []
    query = (
        sa.select(events.c.type_name, events.c.timestamp, events.c.data)
        .where(events.c.sender_id == conversation, events.c.type_name.in_(_WHO))
        .order_by(events.c.id.desc())
        .limit(limit)
    )
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return [_line(row) for row in reversed(rows)]


def _line(row: Any) -> Line:
    said = json.loads(row.data)
    return Line(
        who=_WHO[row.type_name],
        text=said.get("text") or "",
        bubble=(said.get("metadata") or {}).get("bubble") if row.type_name == "bot" else None,
        envelope=(said.get("data") or {}).get("custom"),
        time=row.timestamp,
    )
