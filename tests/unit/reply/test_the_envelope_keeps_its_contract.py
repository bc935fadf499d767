"""Integrators rely on the envelope: these keys, these JSON types, in every kind of reply."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from footnote.knowledge.content import Content
from footnote.knowledge.model import Evidence
from footnote.language.turn import Turn
from footnote.reply import composing
from footnote.reply.composing import Reply
from footnote.reply.envelope import Contact, Envelope, EnvelopeSource, Reason, ReplyKind, weakest
from footnote.reply.verdicts import envelope_of
from footnote.triage.levels import Clearance, Urgency

KINDS = {"answer", "triage", "clarify", "unknown", "chat", "handoff", "error"}
URGENCIES = {"none", "watch", "doctor", "urgent", "emergency"}
CLEARANCES = {"ok", "adapt", "ask_first", "avoid", None}
EVIDENCE = {"supported", "limited", "contested", "debunked", "guidance", None}

REPLIES: dict[str, Callable[[Content], Reply]] = {
    "answer": lambda content: composing.answers(["pops", "cold"], content),
    "house answer": lambda content: composing.answers(["hours"], content),
    "not covered": lambda content: composing.answers(["gout"], content),
    "clarify": lambda content: composing.clarify(["pops", "cold"], content),
    "unclear follow-up": composing.unclear_follow_up,
    "out of scope": lambda content: composing.out_of_scope(["pops"], content),
    "handoff": composing.handoff,
}


def _assert_contract(envelope: dict[str, Any]) -> None:
    assert set(envelope) == {
        *("kind", "topics", "urgency", "clearance", "rules", "asks", "sources", "evidence"),
        *("contact", "kb_version"),
    }
    assert envelope["kind"] in KINDS
    assert envelope["urgency"] in URGENCIES
    assert envelope["clearance"] in CLEARANCES
    assert envelope["evidence"] in EVIDENCE
    assert envelope["asks"] is None or isinstance(envelope["asks"], str)
    for key in ("topics", "rules"):
        assert isinstance(envelope[key], list)
        assert all(isinstance(name, str) for name in envelope[key])
    assert isinstance(envelope["sources"], list)
    for source in envelope["sources"]:
        assert set(source) == {"id", "title", "section"}
        assert all(isinstance(value, str) for value in source.values())
    if envelope["contact"] is not None:
        assert set(envelope["contact"]) == {"name", "phone"}
        assert all(isinstance(value, str) for value in envelope["contact"].values())


@pytest.mark.parametrize("compose", REPLIES.values(), ids=REPLIES)
def test_every_reply_has_exactly_the_keys_and_types(
    compose: Callable[[Content], Reply], content: Content
) -> None:
    envelope = compose(content).envelope.as_dict()

    _assert_contract(envelope)
    assert envelope["kb_version"] == content.version
    assert json.loads(json.dumps(envelope)) == envelope


def test_an_envelope_without_a_knowledge_base_says_so() -> None:
    envelope = Envelope(ReplyKind.ERROR).as_dict()

    _assert_contract(envelope)
    assert envelope == {
        "kind": "error",
        "topics": [],
        "urgency": "none",
        "clearance": None,
        "rules": [],
        "asks": None,
        "sources": [],
        "evidence": None,
        "contact": None,
        "kb_version": None,
    }


@pytest.mark.parametrize("asks", [None, "duration"])
def test_a_verdict_keeps_the_contract_alone_and_beside_an_answer(
    content: Content, asks: str | None
) -> None:
    reason = Reason("swelling", "It is new.", source=EnvelopeSource("feet", "Feet", "Swelling"))
    turn = Turn(
        "verdict",
        1.0,
        rules=("swelling", "cramp"),
        urgency="doctor",
        clearance="avoid",
        asks=asks,
        reasons=(reason,),
        contact=Contact("Quiet Feet", "+1 503 555 0100"),
    ).as_dict()
    alone = Envelope(ReplyKind.TRIAGE, kb_version=content.version).as_dict()
    beside = composing.answers(["cold"], content).envelope.as_dict()

    for base in (alone, beside):
        envelope = envelope_of(turn, base)
        _assert_contract(envelope)
        assert json.loads(json.dumps(envelope)) == envelope
        assert (envelope["urgency"], envelope["clearance"]) == ("doctor", "avoid")
        assert (envelope["rules"], envelope["asks"]) == (["swelling", "cramp"], asks)
        assert envelope["sources"][0]["id"] == "feet", "the verdict's come first"


def test_every_kind_and_level_of_the_contract_exists() -> None:
    assert {kind.value for kind in ReplyKind} == KINDS
    assert {level.value for level in Urgency} == URGENCIES
    assert {level.value for level in Clearance} == CLEARANCES - {None}
    assert {level.value for level in Evidence} == EVIDENCE - {None}


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([], None),
        ([None], None),
        ([None, Evidence.SUPPORTED], Evidence.SUPPORTED),
        ([Evidence.SUPPORTED, Evidence.GUIDANCE], Evidence.GUIDANCE),
        ([Evidence.LIMITED, Evidence.GUIDANCE, Evidence.SUPPORTED], Evidence.LIMITED),
        ([Evidence.LIMITED, Evidence.CONTESTED], Evidence.CONTESTED),
        (list(Evidence), Evidence.DEBUNKED),
    ],
)
def test_several_answers_are_as_sure_as_the_weakest(
    levels: list[Evidence | None], expected: Evidence | None
) -> None:
    assert weakest(levels) is expected
    assert weakest(reversed(levels)) is expected
