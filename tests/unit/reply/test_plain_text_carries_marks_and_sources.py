"""Channels without formatting still show the marks, how sure it is, and the sources."""

from __future__ import annotations

from footnote.knowledge.content import Content
from footnote.reply import composing
from footnote.reply.composing import Bubble
from footnote.reply.plain_text import render


def test_marks_in_the_text_lead_to_sources_beneath(content: Content) -> None:
    (bubble,) = composing.answers(["pops"], content).bubbles

    assert render(bubble).split("\n\n") == [
        "The answer to pops. [1] [2]",
        "More on pops.",
        "How sure is this? Well supported.",
        "Sources:\n[1] Title of popping-feet: Causes\n[2] Title of foot-guide: Warmth",
    ]


def test_a_single_source_is_not_called_sources(content: Content) -> None:
    (bubble,) = composing.answers(["hours"], content).bubbles

    assert render(bubble).endswith("Source:\nthe spa")


def test_parts_that_are_empty_leave_no_gap() -> None:
    assert render(Bubble("Hello.", buttons=("When are you open?",))) == "Hello."
