"""Who is afraid reads little: what to do now is said in few words that a child of ten knows."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest
import yaml

from footnote.knowledge.loading import load_knowledge
from footnote.reply.verdicts import UTTER_CRISIS, UTTER_EMERGENCY, utter_urgency
from footnote.triage.levels import Urgency
from tests.unit.reading_age import grade, words

ROOT = Path(__file__).parents[3]
MAX_WORDS = 60
#: Grade 5 is read at the age of about ten.
MAX_GRADE = 5.0

KNOWLEDGE = load_knowledge(ROOT / "knowledge")
RESPONSES = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]


def _text(response: str, **places: str) -> str:
    (variant,) = RESPONSES[response]
    return Formatter().format(KNOWLEDGE.spa.fill(variant["text"]), **places)


TEXTS = {
    "emergency": _text(UTTER_EMERGENCY),
    "crisis": _text(UTTER_CRISIS),
    **{
        f"urgent: {rule_id}": _text(utter_urgency("urgent"), why=rule.why)
        for rule_id, rule in KNOWLEDGE.escalation.items()
        if rule.urgency is Urgency.URGENT
    },
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_to_do_now_is_short_and_plain(text: str) -> None:
    assert len(words(text)) < MAX_WORDS
    assert grade(text) <= MAX_GRADE


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_whom_to_call_is_said(text: str) -> None:
    assert KNOWLEDGE.spa.emergency_number in text


def test_somebody_in_despair_is_given_a_line_to_call() -> None:
    assert KNOWLEDGE.spa.crisis_line.number in TEXTS["crisis"]
