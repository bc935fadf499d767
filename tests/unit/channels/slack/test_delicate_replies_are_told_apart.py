"""What is about a client's health is not shown where others read along, unless it is urgent."""

from __future__ import annotations

from typing import Any

import pytest

from footnote.channels.slack.discretion import MAX_OPEN_THREADS, Held, OpenThreads, is_delicate
from footnote.channels.turns import TurnReply
from footnote.reply.bubble import Bubble, BubbleSource
from footnote.reply.envelope import Contact, Envelope, ReplyKind
from footnote.triage.levels import Clearance, Urgency


def _envelope(kind: ReplyKind, **parts: Any) -> dict[str, Any]:
    return Envelope(kind, **parts).as_dict()


@pytest.mark.parametrize("kind", set(ReplyKind) - {ReplyKind.TRIAGE})
def test_general_replies_are_shown(kind: ReplyKind) -> None:
    assert not is_delicate(_envelope(kind))


@pytest.mark.parametrize(
    "parts",
    [
        {"urgency": Urgency.WATCH},
        {"urgency": Urgency.DOCTOR},
        {"clearance": Clearance.OK},
        {"clearance": Clearance.AVOID},
        {"asks": "severity"},
    ],
)
@pytest.mark.parametrize("kind", [ReplyKind.TRIAGE, ReplyKind.ANSWER, ReplyKind.CHAT])
def test_what_was_reported_is_delicate_beside_an_answer_too(
    kind: ReplyKind, parts: dict[str, Any]
) -> None:
    assert is_delicate(_envelope(kind, **parts))


@pytest.mark.parametrize("urgency", [Urgency.URGENT, Urgency.EMERGENCY])
def test_urgent_replies_are_never_held_back(urgency: Urgency) -> None:
    envelope = _envelope(
        ReplyKind.TRIAGE, urgency=urgency, clearance=Clearance.AVOID, asks="severity"
    )

    assert not is_delicate(envelope)


def test_a_held_reply_is_the_same_afterwards() -> None:
    bubble = Bubble(
        "Look after it.",
        sources=(BubbleSource("a", "Title", "Part", 1),),
        buttons=("2 of 10",),
        urgency=Urgency.WATCH,
        contact=Contact("The spa", "1"),
    )
    held = Held.of("it hurts", TurnReply((bubble,), _envelope(ReplyKind.TRIAGE)))

    assert Held.from_text(held.as_text()) == held


@pytest.mark.parametrize("stored", [None, "", "Is it safe?", "[]", '["topic", "version"]', "{}"])
def test_another_buttons_text_is_no_held_reply(stored: str | None) -> None:
    assert Held.from_text(stored) is None


def test_only_so_many_open_threads_are_remembered() -> None:
    threads = OpenThreads()
    for number in range(MAX_OPEN_THREADS + 1):
        threads.add(f"slack:T:C:{number}:U")

    assert "slack:T:C:0:U" not in threads
    assert f"slack:T:C:{MAX_OPEN_THREADS}:U" in threads
