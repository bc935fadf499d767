"""What was said in a session, as the widget shows it again, and which answers stand there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence, Text, Tuple

from sqlalchemy.engine import Engine

from footnote.reply.bubble import Bubble
from footnote.store.feedback import FeedbackLog
from footnote.store.transcripts import BOT, CLIENT, Line, transcript

Entry = Dict[Text, Any]

_MICROSECONDS = 1_000_000


@dataclass(frozen=True)
class Answer:
    """What a vote is about.

    Attributes:
        topics: answered there.
        kb_version: of the content that answered, empty where that is not known.
    """

    topics: Tuple[Text, ...]
    kb_version: Text


class History:
    """Reads what the store keeps of a conversation.

    All methods raise `sqlalchemy.exc.SQLAlchemyError` where the database does not answer.
    """

    def __init__(self, engine: Engine, votes: FeedbackLog) -> None:
        """Take a migrated database, and the votes kept in it."""
        self._engine = engine
        self._votes = votes

    def entries(self, conversation: Text) -> List[Entry]:
        """Return the newest entries of a conversation, in order, with the votes on them."""
        votes = self._votes.of(conversation)
        return [_entry(line, votes) for line in _spoken(transcript(self._engine, conversation))]

    def exists(self, conversation: Text) -> bool:
        """Return whether anything was said in a conversation."""
        return bool(transcript(self._engine, conversation, limit=1))

    def answer(self, conversation: Text, answer_id: Text) -> Optional[Answer]:
        """Return an answer given in a conversation, None where there is none of that id."""
        lines = transcript(self._engine, conversation)
        for position, line in enumerate(lines):
            if line.who == BOT and _is_spoken(line) and entry_id(line) == answer_id:
                envelope = _envelope_of_turn(lines, position)
                return Answer(tuple(envelope.get("topics") or ()), envelope.get("kb_version") or "")
        return None

    def kept(
        self, conversation: Text, bubbles: Sequence[Bubble], since: float
    ) -> Optional[List[Entry]]:
        """Return the entries of bubbles that were just said, None where they are not stored.

        Args:
            conversation: its id.
            bubbles: the last that were said.
            since: seconds since 1970, before they were said.
        """
        # A turn also stores its envelope, and the client's line.
        lines = transcript(self._engine, conversation, limit=2 * len(bubbles) + 2)
        said = [line for line in _spoken(lines) if line.who == BOT and line.time >= since]
        entries = [_entry(line, {}) for line in said[-len(bubbles) :]]
        same = [entry["bubble"]["text"] for entry in entries] == [b.text for b in bubbles]
        return entries if same else None


def entry_id(line: Line) -> Text:
    """Return the id of a line: the same as long as it is stored, unique in its conversation."""
    return f"{line.who[0]}{line.time * _MICROSECONDS:.0f}"


def _is_spoken(line: Line) -> bool:
    """Return whether a line is shown; an envelope alone is not."""
    return bool(line.text or line.bubble)


def _spoken(lines: Sequence[Line]) -> List[Line]:
    return [line for line in lines if _is_spoken(line)]


def _entry(line: Line, votes: Dict[Text, bool]) -> Entry:
    entry: Entry = {
        "who": line.who,
        "id": entry_id(line),
        "text": line.text,
        "bubble": None,
        "time": line.time,
    }
    if line.who == BOT:
        entry["bubble"] = line.bubble or Bubble(line.text).as_dict()
        entry["helpful"] = votes.get(entry["id"])
    return entry


def _envelope_of_turn(lines: Sequence[Line], position: int) -> Dict[Text, Any]:
    """Return the envelope of the turn that a line belongs to; empty where it has none."""
    # It comes with or after the turn's bubbles; what staff says has none.
    for line in lines[position:]:
        if line.who == CLIENT:
            break
        if line.envelope:
            return line.envelope
    return {}
