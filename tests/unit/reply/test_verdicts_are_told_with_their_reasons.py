"""A verdict is told with the client's own words, the reasons and their sources, and no more."""

from __future__ import annotations

from typing import Any

import pytest

from footnote.language.turn import Turn
from footnote.reply.envelope import Contact, Envelope, EnvelopeSource, Reason, ReplyKind
from footnote.reply.verdicts import (
    MAX_REASONS,
    MAX_WORDS_QUOTED,
    Told,
    envelope_of,
    sources_of,
    told,
    verdict_response,
)

FEET = EnvelopeSource("feet", "About feet", "Swelling")
CRAMPS = EnvelopeSource("cramps", "About cramps", "Healing")
SWELLING = Reason("swelling", "It is new.", words=("swollen", "puffy"), source=FEET)
CRAMP = Reason("cramp", "It passes.", "Drink water.", ("cramp",), CRAMPS)
UNSTEADY = Reason("instability", "It gives way.", words=("swollen", "wobbly"), source=FEET)
SAFETY = Reason("deformity", "It is out of place.")


def _turn(*reasons: Reason, **fields: Any) -> dict[str, Any]:
    fields = {"urgency": "doctor", "rules": tuple(reason.rule for reason in reasons), **fields}
    return Turn("verdict", 1.0, reasons=reasons, **fields).as_dict()


def _lines(explained: Told) -> tuple[str, ...]:
    return tuple(source.line() for source in explained.sources)


def test_the_clients_words_come_first_then_the_reason_with_its_mark() -> None:
    explained = told(_turn(SWELLING))

    assert explained.why == "You wrote: \u201cswollen\u201d, \u201cpuffy\u201d. It is new. [1]"
    assert _lines(explained) == ("[1] About feet: Swelling",)
    assert explained.next == ""


def test_what_was_understood_by_meaning_alone_is_not_quoted() -> None:
    assert told(_turn(SAFETY)).why == "It is out of place."


def test_a_source_of_two_reasons_is_numbered_once() -> None:
    explained = told(_turn(SWELLING, UNSTEADY))

    assert explained.why.endswith("It is new. [1] It gives way. [1]")
    assert len(explained.sources) == 1


def test_reasons_have_marks_of_their_own_and_say_what_to_do_meanwhile() -> None:
    explained = told(_turn(SWELLING, CRAMP))

    assert explained.why.endswith("It is new. [1] It passes. [2]")
    assert _lines(explained) == ("[1] About feet: Swelling", "[2] About cramps: Healing")
    assert explained.next == "Drink water."


def test_no_more_reasons_and_words_are_told_than_can_be_read() -> None:
    many = Reason("swelling", "It is new.", words=tuple("abcdef"), source=FEET)

    explained = told(_turn(many, UNSTEADY, CRAMP))

    assert explained.why.count("\u201c") == MAX_WORDS_QUOTED
    assert "It passes." not in explained.why
    assert MAX_REASONS == 2


def test_an_urgent_verdict_has_one_reason_only() -> None:
    explained = told(_turn(SWELLING, CRAMP, urgency="urgent"))

    assert explained.why.endswith("It is new. [1]")
    assert len(explained.sources) == 1


@pytest.mark.parametrize(
    ("fields", "response"),
    [
        ({"urgency": "urgent", "clearance": "avoid"}, "utter_verdict_urgent"),
        ({"urgency": "doctor", "clearance": "adapt"}, "utter_verdict_doctor"),
        ({"urgency": "doctor", "asks": "duration"}, "utter_verdict_doctor"),
        ({"urgency": "watch"}, "utter_verdict_watch"),
        ({"urgency": "watch", "asks": "duration"}, None),
        ({"urgency": "none", "clearance": "ask_first"}, "utter_clearance_ask_first"),
        ({"urgency": "none", "clearance": None}, "utter_clearance_ok"),
    ],
)
def test_the_verdict_has_its_response_once_it_is_known(
    fields: dict[str, Any], response: str | None
) -> None:
    assert verdict_response(_turn(SWELLING, **fields)) == response


def test_the_envelope_names_every_source_once_the_verdicts_first() -> None:
    turn = _turn(SWELLING, UNSTEADY, CRAMP)
    base = Envelope(ReplyKind.TRIAGE, sources=(CRAMPS, EnvelopeSource("a", "b", "c"))).as_dict()

    assert sources_of(turn) == [vars(FEET), vars(CRAMPS)]
    assert [source["id"] for source in envelope_of(turn, base)["sources"]] == [
        "feet",
        "cramps",
        "a",
    ]


def test_a_verdict_without_a_contact_keeps_that_of_the_answer() -> None:
    contact = Contact("Quiet Feet", "+1 503 555 0100")
    base = Envelope(ReplyKind.HANDOFF, contact=contact).as_dict()

    assert envelope_of(_turn(), base)["contact"] == vars(contact)
    emergency = Contact("Emergency number", "911")
    assert envelope_of(_turn(contact=emergency), base)["contact"] == vars(emergency)
