"""A short message that leans on an answer is recognised, and leads where `knowledge/` says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.model import SAME_TOPIC, KnowledgeBase
from footnote.language.encoder import SentenceEncoder
from footnote.language.follow_up import (
    MAX_WORDS,
    STANDALONE,
    FollowUpModel,
    FollowUpTargets,
    may_lean,
)


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load_knowledge(Path("knowledge"))


@pytest.fixture(scope="module")
def targets(knowledge: KnowledgeBase) -> FollowUpTargets:
    return FollowUpTargets.of(knowledge)


def test_a_topic_says_itself_where_a_follow_up_leads(
    knowledge: KnowledgeBase, targets: FollowUpTargets
) -> None:
    for topic_id, topic in knowledge.topics.items():
        for kind, target in topic.followups.items():
            assert targets.target(topic_id, kind) == target


def test_where_a_topic_says_nothing_the_kind_does(
    knowledge: KnowledgeBase, targets: FollowUpTargets
) -> None:
    for topic_id, topic in knowledge.topics.items():
        for kind, entry in knowledge.followups.items():
            if kind not in topic.followups:
                expected = topic_id if entry.otherwise == SAME_TOPIC else entry.otherwise
                assert targets.target(topic_id, kind) == expected


def test_a_kind_that_there_is_not_leads_nowhere(targets: FollowUpTargets) -> None:
    assert targets.target("cold_feet", "no such kind") is None


def test_a_topic_gone_since_training_leads_nowhere(targets: FollowUpTargets) -> None:
    assert targets.target("gone", "why") is None
    assert targets.nearness("gone") == {}


def test_named_topics_are_nearer_than_those_of_the_same_area(
    knowledge: KnowledgeBase, targets: FollowUpTargets
) -> None:
    topic = knowledge.topics["popping_danger"]
    near = targets.nearness("popping_danger")

    assert all(near[other] == 1.0 for other in (*topic.related, *topic.followups.values()))
    assert 0 < near["popping_realign_bones"] < 1
    assert "massage_oil" not in near


def test_the_tables_survive_being_stored(
    knowledge: KnowledgeBase, targets: FollowUpTargets
) -> None:
    restored = FollowUpTargets.from_state(json.loads(json.dumps(targets.state())))

    for topic_id in knowledge.topics:
        assert restored.nearness(topic_id) == targets.nearness(topic_id)
        for kind in knowledge.followups:
            assert restored.target(topic_id, kind) == targets.target(topic_id, kind)


@pytest.mark.parametrize(
    "text", ["why?", "and for diabetics?", "how long does it last", "is that dangerous?"]
)
def test_messages_that_may_lean(text: str) -> None:
    assert may_lean(text)


@pytest.mark.parametrize(
    "text",
    [
        "does foot massage help people with diabetes",
        "and so I told my sister that she should see a doctor about it at once",
    ],
)
def test_messages_that_stand_by_themselves(text: str) -> None:
    assert not may_lean(text)


@pytest.fixture(scope="module")
def model(encoder: SentenceEncoder) -> FollowUpModel:
    examples = {
        "why": ["why", "why is that", "how come", "what is the reason", "but why", "why so"],
        "duration": [
            *("how long", "how long does it last", "for how many days", "when is it over"),
            *("how long will that take", "does it last long"),
        ],
        STANDALONE: [
            *("why do my feet pop during a massage", "how long are you open on sunday"),
            *("does foot massage help cold feet", "can i book a massage for two people"),
            *("what oil do you use for the massage", "how much is a foot massage for an hour"),
        ],
    }
    texts = [text for kind in examples.values() for text in kind]
    labels = [kind for kind, texts in examples.items() for _ in texts]
    model = FollowUpModel()
    model.fit(texts, encoder.encode(texts), labels)
    return model


@pytest.mark.parametrize(
    ("text", "kind", "leans"),
    [
        ("and why is that", "why", True),
        ("how long does that last", "duration", True),
        ("does a foot massage help my cold toes", None, False),
        ("why " * (MAX_WORDS + 1), None, False),
    ],
)
def test_kinds_are_learnt_from_examples_and_survive_being_stored(
    model: FollowUpModel, encoder: SentenceEncoder, text: str, kind: str | None, leans: bool
) -> None:
    vector = encoder.encode([text])[0]

    kinds = model.kinds(text, vector)

    assert (kinds[STANDALONE] < 0.5) is leans
    assert kind in (None, max(kinds, key=kinds.__getitem__))
    restored = FollowUpModel.from_state(model.state()).kinds(text, vector)
    assert restored == pytest.approx(kinds, abs=1e-6)
