"""A bubble becomes messages that Slack takes, with everything in it, and urgent ones stand out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from footnote.channels.slack.mrkdwn import unescape
from footnote.channels.slack.rendering import (
    MAX_BLOCKS,
    MAX_BUTTON_LENGTH,
    MAX_LINE_LENGTH,
    MAX_MESSAGE_LENGTH,
    MAX_TEXT_LENGTH,
    Message,
    one_line,
    render,
)
from footnote.reply.bubble import Bubble, BubbleSource
from footnote.reply.envelope import Contact
from footnote.triage.levels import Urgency

CONTACT = Contact("The spa", "+1 503 555 0142")
#: Words with much that has to be escaped, and now and then very many of them.
WORDS = st.tuples(st.text(alphabet="ab&<> .\n"), st.sampled_from([1, 1, 1, 900])).map(
    lambda drawn: drawn[0] * drawn[1]
)
BUBBLES = st.builds(
    Bubble,
    text=WORDS.map(lambda words: f"x{words}"),
    more=WORDS,
    note=st.text(alphabet="ab&<>", max_size=60),
    sources=st.lists(
        st.builds(
            BubbleSource, st.just("article"), st.text(max_size=80), st.text(max_size=80), st.just(1)
        ),
        max_size=8,
    ).map(tuple),
    buttons=st.lists(st.text(min_size=1, max_size=120), max_size=60).map(tuple),
    urgency=st.sampled_from(Urgency),
    contact=st.sampled_from([None, CONTACT]),
)


def _texts(messages: list[Message], *kinds: str) -> Iterator[str]:
    for block in (block for message in messages for block in message.blocks):
        if block["type"] in kinds:
            yield from (element["text"] for element in block.get("elements", [block.get("text")]))


def _without_blanks(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=60, deadline=None)
@given(BUBBLES)
def test_every_bubble_is_taken_by_slacks_own_validators(bubble: Bubble) -> None:
    for message in render(bubble, owner="U1", above="<@U1>", vote="choice"):
        assert 0 < len(message.blocks) <= MAX_BLOCKS
        assert sum(len(text) for text in _all_texts(message)) <= MAX_MESSAGE_LENGTH
        assert all(len(text) <= MAX_TEXT_LENGTH for text in _all_texts(message))
        for block in message.blocks:
            parsed = Block.parse(block)
            assert parsed is not None
            parsed.validate_json()


def _all_texts(message: Message) -> list[str]:
    found = list(_texts([message], "section", "context"))
    return [text["text"] if isinstance(text, dict) else text for text in found]


@settings(max_examples=60, deadline=None)
@given(BUBBLES)
def test_nothing_is_lost(bubble: Bubble) -> None:
    messages = render(bubble, owner="U1")
    shown = _without_blanks(unescape("".join(t for m in messages for t in _all_texts(m))))
    values = [
        element["value"]
        for message in messages
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]

    for part in (bubble.text, bubble.more, bubble.note, *(s.line() for s in bubble.sources)):
        assert _without_blanks(part) in shown
    assert tuple(values) == bubble.buttons


@settings(max_examples=30, deadline=None)
@given(BUBBLES)
def test_what_is_read_aloud_is_what_is_shown(bubble: Bubble) -> None:
    for message in render(bubble):
        for text in _all_texts(message):
            assert text in message.text


def test_a_part_is_never_cut_within_an_escaped_character() -> None:
    (message,) = render(Bubble("&" * 1_500))

    assert {text.replace("&amp;", "") for text in _all_texts(message)} == {""}


@pytest.mark.parametrize(
    ("urgency", "title"), [(Urgency.URGENT, "Urgent"), (Urgency.EMERGENCY, "Emergency")]
)
def test_an_urgent_bubble_has_a_title_and_a_number_to_tap(urgency: Urgency, title: str) -> None:
    (message,) = render(Bubble("Call now.", urgency=urgency, contact=CONTACT))
    header, *rest = message.blocks

    assert header["type"] == "header"
    assert title in header["text"]["text"]
    assert any("<tel:+15035550142|+1 503 555 0142>" in str(block) for block in rest)
    assert message.text.index("tel:") > message.text.index(title)


def test_in_an_emergency_the_number_comes_before_the_words() -> None:
    bubble = Bubble("Call now.", urgency=Urgency.EMERGENCY, contact=Contact("Help", "911"))
    (message,) = render(bubble)

    assert message.text.index("911") < message.text.index("Call now.")


@pytest.mark.parametrize("urgency", [Urgency.NONE, Urgency.WATCH, Urgency.DOCTOR])
def test_other_bubbles_have_no_title(urgency: Urgency) -> None:
    (message,) = render(Bubble("All is well.", urgency=urgency))

    assert "header" not in {block["type"] for block in message.blocks}


@given(WORDS)
def test_what_stands_above_a_reply_is_one_short_line(text: str) -> None:
    line = one_line(text)

    assert len(line) <= MAX_TEXT_LENGTH and "\n" not in line
    assert len(text) > MAX_LINE_LENGTH or unescape(line) == " ".join(text.split())


def test_a_long_question_is_shortened_on_its_button_only() -> None:
    question = "Is it " + "very " * 30 + "long?"
    (message,) = render(Bubble("Well?", buttons=(question,)))
    button: dict[str, Any] = message.blocks[-1]["elements"][0]

    assert len(button["text"]["text"]) == MAX_BUTTON_LENGTH
    assert button["value"] == question


def test_an_answer_is_not_voted_on_unless_it_can_be() -> None:
    (without,), (with_thumbs,) = render(Bubble("Yes.")), render(Bubble("Yes."), vote="abc")

    assert [block["type"] for block in without.blocks] == ["section"]
    assert [block["type"] for block in with_thumbs.blocks] == ["section", "context_actions"]
