"""A small sound knowledge base on disk, for tests that break one thing in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.model import KnowledgeBase


def _phrasings(words: str) -> str:
    return "".join(f"    - {words} {number}\n" for number in range(1, 26))


FILES = {
    "topics/feet.yml": """\
warm_feet:
  question: Should feet be warm first?
  answer: Yes, warm feet are safer. [1] They give way more easily. [2]
  more: A hot towel is enough. [1]
  evidence: supported
  citations:
    - {article: guide, section: Warming up}
    - {article: guide, section: Pressure}
  related: [cold_feet]
  followups: {why: cold_feet}
  phrasings:
"""
    + _phrasings("are warm feet better")
    + """\
cold_feet:
  question: Are cold feet a problem?
  answer: Often they are not. [1] Warm them up slowly.
  evidence: limited
  citations:
    - {article: guide, section: Cold feet}
  related: [warm_feet, gout]
  phrasings:
"""
    + _phrasings("what about cold feet"),
    "topics/house.yml": """\
hours:
  question: When are you open?
  answer: We are open $hours.
  related: [cold_feet]
  phrasings:
"""
    + _phrasings("opening times"),
    "topics/boundary.yml": """\
gout:
  question: Can I come with gout?
  kind: unknown
  answer: My sources do not cover gout. Please ask your doctor.
  related: [hours]
  phrasings:
"""
    + _phrasings("is gout a problem"),
    "sources.yml": """\
guide:
  title: A guide to feet
  publisher: Foot Press
  kind: unsigned magazine article
  date: "2020-05-17"
  sections: [Warming up, Pressure, Cold feet]
""",
    "followups.yml": """\
why:
  otherwise: same
  phrasings:
"""
    + _phrasings("why so"),
    "escalation.yml": """\
chest:
  urgency: emergency
  clearance: avoid
  why: It could be the heart.
  source: guide / Pressure
  when: {finding: chest_pain}
  signal: [{finding: chest_pain}]
  holds: [my chest hurts]
puffy:
  urgency: doctor
  why: It should be looked at.
  when:
    all:
      - {finding: swelling, side: one}
      - {finding: [diabetes], status: [present, past]}
  signal:
    - {finding: swelling}
""",
    "findings.yml": """\
words:
  part: '(?:foot|feet)'
  hurts: '(?:my <part> )?hurts?'
findings:
  chest_pain:
    label: chest pain
    patterns:
      - 'chest pain'
      - 'chest ~1 <hurts>'
  swelling:
    label: swelling
    patterns: ['swollen <part>']
  diabetes:
    label: diabetes
    condition: true
    patterns: ['diabet\\w+']
attributes:
  side:
    one: ['left|right']
    both: ['both']
""",
    "context.yml": """\
categories:
  denied:
    before: ['no', 'without']
    after: ['is gone']
  general:
    before: ['what causes']
pseudo: ['no idea']
terminate: ['but']
terminate_softly: ['and']
owned: ['my <part>']
owned_message: ['mine']
owned_booking: ['booked']
recent: ['still']
elsewhere_message: ['for me']
others: ['my (?:mother|father)']
long_ago: ['years ago']
body_said: ['<part>']
bodily: [swelling]
heals: [swelling]
lasting: [diabetes]
steadfast: [chest_pain]
max_words: {denied: 6, denied_after: 3}
""",
    "questions.yml": """\
side:
  attribute: side
  text: Is it on one side only?
  buttons: [One side, Both sides]
""",
    "spa.yml": """\
name: Quiet Feet
region: Oregon
address: 1 Main Street
phone: +1 503 555 0100
email: hello@quiet.example
website: https://quiet.example
booking_link: https://quiet.example/book
hours: Monday to Friday 9 am to 5 pm
emergency_number: "911"
crisis_line:
  name: the crisis line
  number: "988"
prices: It costs $40.
cancellation: Cancel a day before.
parking: Behind the house.
gift_cards: At the desk.
what_to_wear: Loose trousers.
tipping: As you like.
complaint: Write to us.
jobs: Write to us.
payment: Cash or card.
""",
}


class KnowledgeFiles:
    """The files of a knowledge base, for editing."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        for name, text in FILES.items():
            path = directory / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Put `new` in the place of `old`, which must stand in the file."""
        path = self.directory / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def line_of(self, name: str, words: str) -> int:
        """Return the number of the first line that holds some words."""
        text = (self.directory / name).read_text(encoding="utf-8")
        return text[: text.index(words)].count("\n") + 1

    def load(self) -> KnowledgeBase:
        return load_knowledge(self.directory)


@pytest.fixture
def files(tmp_path: Path) -> KnowledgeFiles:
    return KnowledgeFiles(tmp_path / "knowledge")
