"""What a client of Telegram sees of a bubble."""

from __future__ import annotations

import pytest

from footnote.channels.telegram.rendering import render, tappable
from footnote.knowledge.model import SPA_SOURCE_ID
from footnote.reply.bubble import Bubble, BubbleSource
from footnote.reply.envelope import Contact
from footnote.triage.levels import Urgency
from tests.channels.telegram.strict_html import read_html

ARTICLES = (
    BubbleSource("pops", "Popping <Feet>", "Why & how", 1),
    BubbleSource("care", "Foot Care", "At home", 2),
)
EMERGENCY = Contact("Emergency number", "911")
SPA = Contact("Still Water", "+1 503 555 0142")


def html_of(bubble: Bubble) -> str:
    (piece,) = render(bubble)
    read_html(piece.html)
    return piece.html


def test_an_answer_has_its_detail_folded_and_its_sources_beneath() -> None:
    bubble = Bubble(
        "Air pops. [1]", more="It is fine. [2]", note="How sure? Well.", sources=ARTICLES
    )

    assert html_of(bubble) == (
        "Air pops. [1]\n\n"
        "<blockquote expandable>It is fine. [2]</blockquote>\n\n"
        "<i>How sure? Well.</i>\n\n"
        "<b>Sources</b>\n[1] Popping &lt;Feet&gt;: Why &amp; how\n[2] Foot Care: At home"
    )


def test_the_spa_is_named_as_a_source() -> None:
    bubble = Bubble("At ten.", sources=(BubbleSource(SPA_SOURCE_ID, "Still Water"),))
    assert html_of(bubble) == "At ten.\n\n<b>Source</b>\nthe spa"


def test_no_text_becomes_a_tag() -> None:
    text = '<b>bold</b> <a href="https://evil.example">x</a> &lt; & "quoted"'
    (piece,) = render(Bubble(text))
    assert read_html(piece.html) == text


def test_an_emergency_begins_with_a_bold_line_and_the_number_to_call() -> None:
    lines = html_of(Bubble("Call 911 now.", urgency=Urgency.EMERGENCY, contact=EMERGENCY)).split(
        "\n\n"
    )
    assert lines == [
        "<b>\U0001f6a8 Emergency</b>",
        "<b>\u260e\ufe0f Emergency number: 911</b>",
        "Call 911 now.",
    ]


def test_something_urgent_begins_with_a_bold_line_and_ends_with_the_number() -> None:
    lines = html_of(Bubble("Get care today.", urgency=Urgency.URGENT, contact=EMERGENCY)).split(
        "\n\n"
    )
    assert lines == [
        "<b>\u26a0\ufe0f Urgent</b>",
        "Get care today.",
        "<b>\u260e\ufe0f Emergency number: 911</b>",
    ]


def test_less_urgent_bubbles_have_no_bold_first_line() -> None:
    html = html_of(Bubble("See a doctor.", urgency=Urgency.DOCTOR, contact=SPA))
    assert html == "See a doctor.\n\n<b>\u260e\ufe0f Still Water: +1-503-555-0142</b>"


@pytest.mark.parametrize(
    ("phone", "written"),
    [
        ("+1 503 555 0142", "+1-503-555-0142"),
        ("+44 (0)20 7946 0958", "+44-20-7946-0958"),
        ("911", "911"),
        ("988", "988"),
        ("ask the desk", "ask the desk"),
    ],
)
def test_a_number_is_written_so_that_telegram_makes_it_tappable(phone: str, written: str) -> None:
    assert tappable(phone) == written


def test_a_long_bubble_becomes_several_messages() -> None:
    bubble = Bubble("A sentence & more. " * 400, more="Another one. [1] " * 400, sources=ARTICLES)
    pieces = render(bubble)
    assert len(pieces) > 2
    assert all(read_html(piece.html) == piece.plain for piece in pieces)
    assert pieces[-1].plain.endswith("At home")
