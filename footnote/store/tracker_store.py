"""Rasa's SQL tracker store, made quick: pooled, write-ahead, and bounded in what a turn loads.

It also sees every verdict on its way to the client, so it writes them into the verdict log; and
as every turn passes here, it sees to it that nothing in the database grows too old.
"""

from __future__ import annotations

import json
import logging
import time
from datetime import datetime, timezone
from typing import Any, Dict, Iterable, List, NamedTuple, Optional, Text

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ConversationPaused,
    ConversationResumed,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from footnote.language.messages import TURN
from footnote.settings import current_settings
from footnote.store.database import open_database
from footnote.store.knowledge_store import served_release
from footnote.store.prepared import Prepared
from footnote.store.retention import forget_old
from footnote.store.verdict_log import VerdictLog
from footnote.triage.levels import Urgency

logger = logging.getLogger(__name__)

#: A turn looks back this far; one turn makes about six events.
EVENTS_LOADED = 60
FORGET_EVERY_SECONDS = 3600.0
#: Events that are stored, and never loaded.
_MUTING = (ConversationPaused.type_name, ConversationResumed.type_name)
#: On a tracker: how many of its events are in the database.
_STORED = "_footnote_events_stored"
#: Of an event, in the database.
_COLUMNS = ("sender_id", "type_name", "timestamp", "intent_name", "action_name", "data")


class _Row(NamedTuple):
    """What is loaded of a stored event."""

    id: int
    type_name: Text
    data: Text


class ConversationStore(SQLTrackerStore):
    """Keeps conversations in the database of `FOOTNOTE_DATABASE_URL`.

    A turn loads the newest `EVENTS_LOADED` events of the session and the slots set before them,
    and writes only what is new; the number loaded is kept on the tracker, so saving asks nothing.

    Events that pause a conversation are not loaded. A paused tracker makes Rasa say nothing at
    all, not even in an emergency; whether a person has taken over is kept elsewhere.
    """

    def __init__(
        self,
        domain: Optional[Domain] = None,
        event_broker: Optional[EventBroker] = None,
        **kwargs: Dict[Text, Any],
    ) -> None:
        """Open the database and create the table of events where it is missing.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer.
        """
        self.engine = open_database(current_settings().database_url)
        self.Base.metadata.create_all(self.engine)
        self.sessionmaker = sa.orm.sessionmaker(bind=self.engine)
        events = self.SQLEvent.__table__
        of_sender = (
            sa.select(events.c.id, events.c.type_name, events.c.data)
            .where(
                events.c.sender_id == sa.bindparam("sender", None),
                events.c.type_name.notin_(_MUTING),
            )
            .order_by(events.c.id.desc())
        )
        self._insert = Prepared(self.engine, events.insert(), _COLUMNS)
        self._of_sender = Prepared(self.engine, of_sender)
        self._newest_of_sender = Prepared(self.engine, of_sender.limit(EVENTS_LOADED))
        self._kept_seconds = current_settings().conversation_days * 24 * 3600
        self._forgot_at = 0.0
        self._forget_old()
        self._verdicts = VerdictLog(self.engine)
        super(SQLTrackerStore, self).__init__(domain, event_broker, **kwargs)

    def _forget_old(self) -> None:
        """Delete what is older than the settings allow, at most once an hour."""
        now = time.time()
        if now - self._forgot_at < FORGET_EVERY_SECONDS:
            return
        self._forgot_at = now
        events = self.SQLEvent.__table__
        with self.engine.begin() as connection:
            connection.execute(events.delete().where(events.c.timestamp < now - self._kept_seconds))
        forget_old(self.engine, current_settings())

    async def create_tracker(
        self, sender_id: Text, append_action_listen: bool = True
    ) -> DialogueStateTracker:
        """Return a new tracker; it is written with its first turn, not before."""
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    async def _retrieve(
        self, sender_id: Text, fetch_events_from_all_sessions: bool
    ) -> Optional[DialogueStateTracker]:
        rows = self._rows(sender_id, fetch_events_from_all_sessions)
        if not fetch_events_from_all_sessions:
            starts = [i for i, row in enumerate(rows) if row.type_name == SessionStarted.type_name]
            if starts:
                rows = rows[starts[-1] :]
            elif len(rows) == EVENTS_LOADED:
                rows = self._earlier_slots(sender_id, rows[0].id) + rows
        if not rows:
            return None
        events = [json.loads(row.data) for row in rows]
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        setattr(tracker, _STORED, len(tracker.events))
        return tracker

    def _rows(self, sender_id: Text, of_all_sessions: bool) -> List[_Row]:
        """Return stored events in their order: all of them, or only the newest."""
        query = self._of_sender if of_all_sessions else self._newest_of_sender
        return [_Row(*row) for row in reversed(query.rows(sender=sender_id))]

    def _earlier_slots(self, sender_id: Text, before_id: int) -> List[_Row]:
        """Return the slots set in a long session before the events that are loaded."""
        events = self.SQLEvent.__table__
        of_sender = events.c.sender_id == sender_id
        session_start = (
            sa.select(sa.func.max(events.c.id))
            .where(of_sender, events.c.type_name == SessionStarted.type_name)
            .scalar_subquery()
        )
        query = sa.select(events.c.id, events.c.type_name, events.c.data).where(
            of_sender,
            events.c.type_name == SlotSet.type_name,
            events.c.id < before_id,
            events.c.id > sa.func.coalesce(session_start, 0),
        )
        with self.engine.connect() as connection:
            return [_Row(*row) for row in connection.execute(query.order_by(events.c.id))]

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the events that the database does not have yet, and the verdicts among them."""
        await self.stream_events(tracker)
        events = list(tracker.events)[getattr(tracker, _STORED, 0) :]
        if not events:
            return
        rows = []
        for event in events:
            data = event.as_dict()
            rows.append(
                {
                    "sender_id": tracker.sender_id,
                    "type_name": event.type_name,
                    "timestamp": data.get("timestamp"),
                    "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
                    "action_name": data.get("name"),
                    "data": json.dumps(data),
                }
            )
        self._insert.run_with_each(rows)
        self._forget_old()
        setattr(tracker, _STORED, len(tracker.events))
        self._record_verdicts(tracker.sender_id, events)

    def _record_verdicts(self, sender_id: Text, events: Iterable[Event]) -> None:
        """Write the verdicts on new messages into the log; where that fails, the turn goes on."""
        for event in events:
            turn = event.parse_data.get(TURN) if isinstance(event, UserUttered) else None
            if not turn:
                continue
            try:
                if turn["urgency"] != Urgency.NONE.value and (turn["rules"] or turn["asks"]):
                    release = served_release(self.engine)
                    self._verdicts.record(
                        sender=sender_id,
                        time=datetime.fromtimestamp(event.timestamp, timezone.utc),
                        channel=event.input_channel or "",
                        urgency=turn["urgency"],
                        clearance=turn["clearance"],
                        rules=turn["rules"],
                        findings=turn["findings"],
                        knowledge_version=release.content_version if release else "",
                    )
            except Exception as error:
                # What failed may hold the client's words, so only the kind of error is logged.
                logger.error("A verdict was not recorded: %s", type(error).__name__)
