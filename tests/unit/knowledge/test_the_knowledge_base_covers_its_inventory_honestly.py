"""What the knowledge base under `knowledge/` promises to clients."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.model import MARK, Evidence, Kind, KnowledgeBase, Topic

ARTICLE_TOPICS = {
    "popping": "popping_danger popping_cause popping_joints popping_tendons popping_benefits "
    "popping_realign_bones popping_stop popping_with_pain",
    "aftercare": "warning_signs when_to_see_doctor doctor_tests injury_treatment",
    "safety": "massage_safe who_should_avoid dvt open_wounds_infection fracture_injury_burn "
    "osteoporosis blood_pressure_heart prevent_injury warm_up_feet tell_therapist "
    "substitute_treatment",
    "cramps": "cramps_after_massage what_is_cramp cramps_duration cramps_lactic_acid "
    "cramps_blood_flow cramps_dehydration cramps_good_sign prevent_cramps hydration "
    "electrolytes_diet stretching_after breathing",
    "circulation": "circulation_help circulation_how vasodilation feet_poor_circulation "
    "swelling_edema cold_feet tissue_oxygen",
    "benefits": "benefits_general stress_relief foot_pain_relief mobility",
    "types": "massage_types swedish_massage deep_massage sports_massage trigger_point "
    "massage_cures_cancer reflexology",
    "self_care": "self_massage massage_oil",
    "groups": "diabetes insulin_injection runners delayed_soreness toxins heart_failure_edema",
    "about": "medical_advice who_to_ask",
}
HOUSE_TOPICS = (
    "hours prices booking cancellation parking gift_cards what_to_wear tipping complaint job "
    "location payment"
)
BOUNDARY_TOPICS = (
    "pregnancy plantar_fasciitis gout bunions fungus children other_body_parts "
    "frequency_and_length feeling_ill_afterwards massage_machines cancer periods medication "
    "other_conditions other_treatments"
)
#: What an answer must say in so many words where its evidence is weak.
CAVEATS = {
    Evidence.CONTESTED: r"\bdisputed\b",
    Evidence.DEBUNKED: r"\bmyth\b|\bno (?:good )?(?:scientific )?evidence\b|\bnot true\b",
    Evidence.LIMITED: r"\b(?:not|not all of this is|none of them is) settled\b|\bnot proven\b|"
    r"\bearly\b|\bsmall\b",
}


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load_knowledge(Path("knowledge"))


def _text(topic: Topic, knowledge: KnowledgeBase) -> str:
    return knowledge.spa.fill(f"{topic.answer} {topic.more}")


@pytest.mark.parametrize("area", ARTICLE_TOPICS)
def test_every_topic_of_the_articles_is_answered_with_its_source(
    knowledge: KnowledgeBase, area: str
) -> None:
    for topic_id in ARTICLE_TOPICS[area].split():
        topic = knowledge.topics[topic_id]
        assert knowledge.areas[topic_id] == area
        assert topic.kind is Kind.ANSWER
        assert topic.citations, topic_id
        assert MARK.search(topic.answer), f"{topic_id}: the short answer names no source"


def test_the_articles_have_63_topics_and_nothing_is_answered_beyond_them(
    knowledge: KnowledgeBase,
) -> None:
    from_articles = {name for ids in ARTICLE_TOPICS.values() for name in ids.split()}
    cited = {topic_id for topic_id, topic in knowledge.topics.items() if topic.citations}

    assert len(from_articles) == 63
    assert cited == from_articles


def test_every_house_topic_is_answered_from_the_facts_of_the_spa(knowledge: KnowledgeBase) -> None:
    for topic_id in HOUSE_TOPICS.split():
        topic = knowledge.topics[topic_id]
        assert topic.is_house
        assert re.search(r"\$\w+", topic.answer + topic.more), topic_id
        assert "$" not in re.sub(r"\$\d", "", _text(topic, knowledge)), topic_id


def test_every_boundary_topic_says_what_is_not_covered_and_offers_a_person(
    knowledge: KnowledgeBase,
) -> None:
    for topic_id in BOUNDARY_TOPICS.split():
        topic = knowledge.topics[topic_id]
        text = _text(topic, knowledge)
        assert topic.kind is Kind.UNKNOWN
        assert re.search(r"\bsources\b.*\bdo not\b|\bThey do not\b", topic.answer), topic_id
        assert re.search(r"\b(?:ask|doctor|therapist|podiatrist)\b", text), topic_id
        assert knowledge.spa.phone in text, f"{topic_id}: offers no person"


def test_no_topic_is_missing_from_this_inventory(knowledge: KnowledgeBase) -> None:
    listed = " ".join([*ARTICLE_TOPICS.values(), HOUSE_TOPICS, BOUNDARY_TOPICS]).split()

    assert set(knowledge.topics) == set(listed)


def test_every_topic_has_25_phrasings_and_a_question_to_go_on_with(
    knowledge: KnowledgeBase,
) -> None:
    for topic_id, topic in knowledge.topics.items():
        assert len(topic.phrasings) >= 25, topic_id
        assert topic.related, topic_id


def test_weak_evidence_is_named_in_the_answer_itself(knowledge: KnowledgeBase) -> None:
    for topic_id, topic in knowledge.topics.items():
        if topic.evidence in CAVEATS:
            assert re.search(CAVEATS[topic.evidence], topic.answer), topic_id


@pytest.mark.parametrize(
    ("topic_id", "evidence"),
    [
        ("toxins", Evidence.DEBUNKED),
        ("reflexology", Evidence.DEBUNKED),
        ("massage_cures_cancer", Evidence.DEBUNKED),
        ("cramps_lactic_acid", Evidence.CONTESTED),
        ("popping_realign_bones", Evidence.CONTESTED),
        ("trigger_point", Evidence.CONTESTED),
        ("insulin_injection", Evidence.LIMITED),
    ],
)
def test_claims_that_the_sources_doubt_are_marked_so(
    knowledge: KnowledgeBase, topic_id: str, evidence: Evidence
) -> None:
    assert knowledge.topics[topic_id].evidence is evidence
