"""One question stays whole; two are told apart; statements stay with the question they lead to."""

from __future__ import annotations

import pytest

from footnote.language.segmentation import (
    MAX_PARTS,
    bare_splits,
    looks_like_question,
    questions,
    shared_splits,
)


@pytest.mark.parametrize(
    "text",
    [
        "why do my feet pop",
        "Can I come with a fracture or a burn?",
        "does massage help sleep and stress?",
        "do feet and toes pop",
        "hello",
        "",
        "My feet are cold all day. Is that normal?",
        "I have diabetes and my feet are numb. Can I come?",
        "Is it dangerous? I had it twice last week.",
        "I came on Monday. My calf hurts since then.",
    ],
)
def test_one_question_stays_whole(text: str) -> None:
    assert questions(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "What are your hours? Do you sell gift cards?",
            ["What are your hours?", "Do you sell gift cards?"],
        ),
        (
            "What time do you open and can I park there?",
            ["What time do you open", "can I park there?"],
        ),
        ("how much is it, and where do I park?", ["how much is it", "where do I park?"]),
        ("what do you charge\nwhere are you", ["what do you charge", "where are you"]),
        (
            "are you open sundays & do you take cards",
            ["are you open sundays", "do you take cards"],
        ),
    ],
)
def test_two_questions_are_told_apart_in_order(text: str, parts: list[str]) -> None:
    assert questions(text) == parts


def test_statements_stay_with_the_question_they_lead_to() -> None:
    text = "I am 70 years old. I have weak bones. Is it safe? I pay in cash. Do I need to tip?"

    assert questions(text) == [
        "I am 70 years old. I have weak bones. Is it safe?",
        "I pay in cash. Do I need to tip?",
    ]


def test_statements_at_the_end_stay_with_the_last_question() -> None:
    assert questions("What does it cost? Is it safe? I have weak bones.") == [
        "What does it cost?",
        "Is it safe? I have weak bones.",
    ]


def test_a_flood_of_questions_is_not_cut() -> None:
    flood = " ".join(["Is it safe for me?"] * (MAX_PARTS + 1))

    assert questions(flood) == [flood]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("when do you open do you have parking", ("when do you open", "do you have parking")),
        ("what should i wear what does it cost", ("what should i wear", "what does it cost")),
    ],
)
def test_two_questions_without_punctuation_can_be_cut(text: str, pair: tuple[str, str]) -> None:
    assert pair in bare_splits(text)


@pytest.mark.parametrize("text", ["my feet hurt when i walk", "do feet pop", "hello there"])
def test_a_statement_or_a_short_message_is_not_cut_without_punctuation(text: str) -> None:
    assert bare_splits(text) == []


@pytest.mark.parametrize("text", ["is it safe", "And why?", "I wonder if it hurts", "cold feet?"])
def test_questions_are_recognised(text: str) -> None:
    assert looks_like_question(text)


@pytest.mark.parametrize("text", ["My feet are cold.", "thanks a lot", "I am 70 years old"])
def test_statements_are_no_questions(text: str) -> None:
    assert not looks_like_question(text)


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        (
            "Can I have it with a fracture, or with an open sore?",
            "Can I have it with a fracture",
            "Can I have it with an open sore?",
        ),
        (
            "could you tell me your address and timings",
            "could you tell me your address",
            "could you tell me your timings",
        ),
        (
            "is it good against cold toes or being stressed",
            "is it good against cold toes",
            "is it good against being stressed",
        ),
    ],
)
def test_two_things_asked_about_with_one_verb_share_it(text: str, left: str, right: str) -> None:
    assert shared_splits(text) == [(left, right)]


@pytest.mark.parametrize(
    "text",
    [
        "why do my feet pop",
        "what do you charge and where are you",
        "my toes and heels are sore",
        "I don't have a clot and no infection. When do you open?",
    ],
)
def test_nothing_is_shared_where_there_is_no_second_thing(text: str) -> None:
    assert shared_splits(text) == []
