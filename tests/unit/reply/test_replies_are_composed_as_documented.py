"""What each kind of reply shows: bubbles, sources, buttons and the way to a person."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from footnote.knowledge.content import Content
from footnote.knowledge.model import Evidence
from footnote.reply import composing
from footnote.reply.bubble import Bubble
from footnote.reply.composing import EVIDENCE_WORDS, MAX_BUTTONS, Reply
from footnote.reply.envelope import EnvelopeSource, ReplyKind


def _buttons(reply: Reply) -> list[str]:
    return [button for bubble in reply.bubbles for button in bubble.buttons]


def _questions(topic_ids: Sequence[str], content: Content) -> list[str]:
    return [content.topics[topic_id].question for topic_id in topic_ids]


def _lines(bubble: Bubble) -> tuple[str, ...]:
    return tuple(source.line() for source in bubble.sources)


def test_an_answer_shows_its_text_its_detail_and_its_sources(content: Content) -> None:
    (bubble,) = composing.answers(["pops"], content).bubbles

    assert bubble.text == "The answer to pops. [1] [2]"
    assert bubble.more == "More on pops."
    assert _lines(bubble) == (
        "[1] Title of popping-feet: Causes",
        "[2] Title of foot-guide: Warmth",
    )


@pytest.mark.parametrize("asked", [("cold", "bones"), ("bones", "cold"), ("hours", "cold")])
def test_two_questions_get_a_bubble_each_in_order(asked: tuple[str, ...], content: Content) -> None:
    reply = composing.answers(asked, content)

    assert [bubble.text for bubble in reply.bubbles] == [
        content.topics[topic_id].answer for topic_id in asked
    ]
    assert reply.envelope.topics == asked


def test_buttons_are_at_most_three_questions_and_none_answered_already(content: Content) -> None:
    for asked in itertools.permutations(content.topics, 2):
        buttons = _buttons(composing.answers(asked, content))
        assert len(buttons) <= MAX_BUTTONS == 3
        assert len(set(buttons)) == len(buttons)
        assert not set(buttons) & set(_questions(asked, content))
        assert set(buttons) <= set(_questions(list(content.topics), content))


def test_buttons_stand_beneath_the_last_bubble(content: Content) -> None:
    reply = composing.answers(["pops", "cold"], content)

    assert not reply.bubbles[0].buttons
    assert reply.bubbles[1].buttons == tuple(_questions(["warm", "pain", "bones"], content))


def test_a_source_of_two_answers_is_named_once_in_the_envelope(content: Content) -> None:
    sources = composing.answers(["pops", "warm", "cold"], content).envelope.sources

    assert sources == (
        EnvelopeSource("popping-feet", "Title of popping-feet", "Causes"),
        EnvelopeSource("foot-guide", "Title of foot-guide", "Warmth"),
    )


def test_answers_are_marked_with_the_weakest_evidence(content: Content) -> None:
    assert composing.answers(["pops"], content).envelope.evidence is Evidence.SUPPORTED
    assert composing.answers(["pops", "bones"], content).envelope.evidence is Evidence.CONTESTED
    assert composing.answers(["hours"], content).envelope.evidence is None


@pytest.mark.parametrize("topic_id", ["bones", "toxins", "cold"])
def test_weak_evidence_is_named_in_words(topic_id: str, content: Content) -> None:
    (bubble,) = composing.answers([topic_id], content).bubbles
    words = {"bones": "disputed", "toxins": "Debunked", "cold": "Not proven"}

    assert words[topic_id] in bubble.note


def test_every_evidence_level_has_words_of_its_own() -> None:
    assert set(EVIDENCE_WORDS) == set(Evidence)
    assert len(set(EVIDENCE_WORDS.values())) == len(Evidence)


def test_a_house_answer_names_the_spa_as_its_source(content: Content) -> None:
    reply = composing.answers(["hours"], content)

    assert reply.envelope.kind is ReplyKind.ANSWER
    assert _lines(reply.bubbles[0]) == ("the spa",)
    (source,) = reply.envelope.sources
    assert (source.id, source.title) == ("spa", "Quiet Feet")


def test_a_boundary_topic_is_unknown_and_claims_no_source(content: Content) -> None:
    reply = composing.answers(["gout"], content)

    assert reply.envelope.kind is ReplyKind.UNKNOWN
    assert reply.envelope.topics == ("gout",)
    assert reply.envelope.sources == ()
    assert reply.bubbles[0].sources == ()


def test_an_answer_beside_a_boundary_topic_is_an_answer(content: Content) -> None:
    assert composing.answers(["gout", "cold"], content).envelope.kind is ReplyKind.ANSWER


def test_clarify_offers_its_candidates_as_questions_best_first(content: Content) -> None:
    reply = composing.clarify(["cold", "warm", "pops", "bones"], content)

    offered = _questions(["cold", "warm", "pops"], content)
    assert reply.envelope.kind is ReplyKind.CLARIFY
    assert reply.envelope.topics == ("cold", "warm", "pops")
    assert _buttons(reply) == offered
    positions = [reply.bubbles[0].text.index(question) for question in offered]
    assert positions == sorted(positions), "channels without buttons show them in the text"


def test_a_follow_up_to_nothing_asks_for_a_whole_question(content: Content) -> None:
    reply = composing.unclear_follow_up(content)

    assert reply.envelope.kind is ReplyKind.CLARIFY
    assert reply.envelope.topics == ()
    assert "whole question" in reply.bubbles[0].text


def test_out_of_scope_suggests_two_questions_and_a_person(content: Content) -> None:
    reply = composing.out_of_scope(["cold", "warm", "pops"], content)

    assert reply.envelope.kind is ReplyKind.UNKNOWN
    assert reply.envelope.topics == ()
    assert _buttons(reply) == _questions(["cold", "warm"], content)
    assert content.spa["phone"] in reply.bubbles[0].text


def test_handoff_tells_how_and_when_to_reach_a_person(content: Content) -> None:
    reply = composing.handoff(content)

    assert reply.envelope.kind is ReplyKind.HANDOFF
    for fact in ("name", "phone", "email", "hours"):
        assert content.spa[fact] in reply.bubbles[0].text
