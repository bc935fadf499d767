"""Votes, tickets, unanswered messages and seen events: kept once, not too long, and forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from sqlalchemy.engine import Engine

from footnote.settings import current_settings
from footnote.store import tracker_store
from footnote.store.choices import Choices
from footnote.store.feedback import FeedbackLog
from footnote.store.forgetting import forget
from footnote.store.inbox import Inbox
from footnote.store.tables import choice, feedback, inbox, ticket, unanswered, verdict
from footnote.store.tickets import Tickets
from footnote.store.tracker_store import ConversationStore
from footnote.store.transcripts import Line, transcript
from footnote.store.unanswered import UnansweredLog
from footnote.store.verdict_log import VerdictLog

ADA, BOB = "web:ada", "telegram:4711"
NOW = datetime.now(timezone.utc)
BUBBLE = {"text": "Yes. [1]", "more": ""}


@pytest.fixture(autouse=True)
def _own_settings(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("FOOTNOTE_DATABASE_URL", str(engine.url))
    current_settings.cache_clear()
    yield
    current_settings.cache_clear()


def _leave_traces(engine: Engine, conversation: str) -> str:
    """Have one row of everything written; return the id of the choice."""
    votes = FeedbackLog(engine)
    votes.record(conversation=conversation, channel="web", answer="1", helpful=True)
    Tickets(engine).open(conversation=conversation, channel="web", summary="call me")
    log = UnansweredLog(engine)
    log.record(conversation=conversation, channel="web", text="why?", kind="clarify")
    VerdictLog(engine).record(
        sender=conversation,
        time=NOW,
        channel="web",
        urgency="doctor",
        clearance=None,
        rules=["severe_pain"],
        findings=["pain"],
        knowledge_version="",
    )
    return Choices(engine).keep(conversation, "Why do my feet pop?")


async def _say(engine: Engine, conversation: str) -> None:
    store = ConversationStore(Domain.empty())
    tracker = await store.create_tracker(conversation)
    tracker.update(UserUttered("do feet pop?"))
    tracker.update(
        BotUttered("Yes. [1]", {"custom": {"kind": "answer"}}, metadata={"bubble": BUBBLE})
    )
    tracker.update(BotUttered("A person here: come in."))
    await store.save(tracker)
    store.engine.dispose()


def test_an_event_is_new_to_exactly_one_of_many(engine: Engine) -> None:
    seen = Inbox(engine)
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _: seen.first_time("slack", "Ev1"), range(24)))

    assert told.count(True) == 1
    assert seen.first_time("telegram", "Ev1"), "another channel's events are others"


def test_a_choice_is_known_to_its_conversation_only(engine: Engine) -> None:
    choices = Choices(engine)
    first, again = (choices.keep(ADA, "Why do my feet pop?") for _ in range(2))

    assert first == again and len(first.encode()) <= 22
    assert choices.keep(BOB, "Why do my feet pop?") != first
    assert choices.text(ADA, first) == "Why do my feet pop?"
    assert choices.text(BOB, first) is None
    assert choices.text(ADA, "made-up") is None


def test_a_later_vote_on_an_answer_replaces_the_earlier(engine: Engine) -> None:
    votes = FeedbackLog(engine)
    for helpful in (True, False):
        votes.record(
            conversation=ADA,
            channel="web",
            answer="1",
            helpful=helpful,
            reason="" if helpful else "Dr. Lee says no, write to ada@mail.example",
            topics=["popping"],
        )
    votes.record(conversation=BOB, channel="telegram", answer="1", helpful=True)

    other, mine = votes.newest(10)
    assert (mine.helpful, mine.reason) == (False, "Dr. [name] says no, write to [mail]")
    assert mine.topics == ("popping",)
    assert other.sender != mine.sender


def test_a_conversation_has_one_ticket_an_hour(engine: Engine) -> None:
    tickets = Tickets(engine)
    first, second, others = (
        tickets.open(conversation=who, channel="web", summary="I'm Jessica, call 503 555 0142")
        for who in (ADA, ADA, BOB)
    )
    assert first == second != others
    with engine.begin() as connection:
        connection.execute(ticket.update().values(time=NOW - timedelta(hours=2)))

    third = tickets.open(conversation=ADA, channel="web", summary="hello?")

    assert third not in (first, others)
    assert [each.conversation for each in tickets.newest(10)] == [ADA, BOB, ADA]
    assert tickets.newest(10)[1].summary == "I'm [name], call [number]"


@pytest.mark.parametrize(
    ("table", "days"),
    [(inbox, 2), (choice, 30), (feedback, 365), (ticket, 30), (unanswered, 90), (verdict, 365)],
)
def test_what_is_older_than_the_setting_allows_is_deleted(
    engine: Engine, table: sa.Table, days: int
) -> None:
    for age in (days - 1, days + 1):
        _leave_traces(engine, f"web:{age}")
        Inbox(engine).first_time("slack", str(age))
        ages = {"time": NOW - timedelta(days=age)}
        with engine.begin() as connection:
            connection.execute(table.update().where(table.c.time >= NOW).values(ages))

    ConversationStore(Domain.empty()).engine.dispose()

    with engine.connect() as connection:
        (time,) = connection.execute(sa.select(table.c.time)).scalars()
    assert (NOW.replace(tzinfo=None) - time).days == days - 1


async def test_once_an_hour_a_turn_deletes_what_is_old(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ConversationStore(Domain.empty())
    _leave_traces(engine, ADA)
    with engine.begin() as connection:
        connection.execute(unanswered.update().values(time=NOW - timedelta(days=91)))

    async def left_after_a_turn() -> int:
        tracker = await store.create_tracker(BOB)
        tracker.update(UserUttered("do feet pop?"))
        await store.save(tracker)
        return len(UnansweredLog(engine).newest(10))

    assert await left_after_a_turn() == 1, "it looked when it started"
    monkeypatch.setattr(tracker_store, "FORGET_EVERY_SECONDS", 0.0)
    assert await left_after_a_turn() == 0
    store.engine.dispose()


async def test_a_transcript_holds_what_was_said_in_its_order(engine: Engine) -> None:
    assert transcript(engine, ADA) == [], "nobody has talked yet: the table may not be there"
    await _say(engine, ADA)
    await _say(engine, BOB)

    lines = transcript(engine, ADA)

    assert [(line.who, line.text) for line in lines] == [
        ("client", "do feet pop?"),
        ("bot", "Yes. [1]"),
        ("bot", "A person here: come in."),
    ]
    assert (lines[1].bubble, lines[1].envelope) == (BUBBLE, {"kind": "answer"})
    assert lines[2].bubble is None and lines[0].time <= lines[2].time
    assert transcript(engine, ADA, limit=1) == [Line(**vars(lines[2]))]


async def test_who_is_forgotten_leaves_nothing_and_nobody_else_is_touched(engine: Engine) -> None:
    kept = {}
    for who in (ADA, BOB):
        await _say(engine, who)
        kept[who] = _leave_traces(engine, who)

    forget(engine, ADA)

    assert transcript(engine, ADA) == [] != transcript(engine, BOB)
    assert Choices(engine).text(ADA, kept[ADA]) is None
    assert Choices(engine).text(BOB, kept[BOB]) is not None
    for log in (FeedbackLog(engine), Tickets(engine), UnansweredLog(engine)):
        assert len(log.newest(10)) == 1
    senders = {entry.sender for entry in VerdictLog(engine).newest(10)}
    assert len(senders) == 2 and "" in senders, "a verdict stays for review, and is nobody's"
    with engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(verdict)).scalar() == 2
