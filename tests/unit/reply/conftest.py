"""Content for composing replies: a few topics of every kind and evidence level."""

from __future__ import annotations

import pytest

from footnote.knowledge.content import Content, ServedCitation, ServedTopic
from footnote.knowledge.model import Evidence, Kind


def _topic(
    topic_id: str,
    area: str,
    evidence: Evidence | None,
    citations: tuple[tuple[str, str], ...],
    related: tuple[str, ...],
    kind: Kind = Kind.ANSWER,
) -> ServedTopic:
    marks = "".join(f" [{number}]" for number in range(1, len(citations) + 1))
    return ServedTopic(
        id=topic_id,
        area=area,
        kind=kind,
        question=f"What about {topic_id}?",
        answer=f"The answer to {topic_id}.{marks}",
        more=f"More on {topic_id}.",
        evidence=evidence,
        citations=tuple(
            ServedCitation(number, source_id, f"Title of {source_id}", section)
            for number, (source_id, section) in enumerate(citations, start=1)
        ),
        related=related,
    )


@pytest.fixture(scope="session")
def content() -> Content:
    pops, feet = ("popping-feet", "Causes"), ("foot-guide", "Warmth")
    topics = [
        _topic("pops", "popping", Evidence.SUPPORTED, (pops, feet), ("warm", "pain", "bones")),
        _topic("warm", "safety", Evidence.GUIDANCE, (feet,), ("pops", "pain", "cold")),
        _topic("cold", "circulation", Evidence.LIMITED, (feet,), ("warm",)),
        _topic("bones", "popping", Evidence.CONTESTED, (pops,), ("pops",)),
        _topic("toxins", "groups", Evidence.DEBUNKED, (feet,), ("cold",)),
        _topic("pain", "safety", Evidence.GUIDANCE, (pops,), ("pops", "warm", "cold", "bones")),
        _topic("hours", "house", None, (), ("parking",)),
        _topic("parking", "house", None, (), ("hours",)),
        _topic("gout", "boundary", None, (), ("pain",), Kind.UNKNOWN),
    ]
    spa = {
        "name": "Quiet Feet",
        "phone": "+1 503 555 0100",
        "email": "hello@quiet.example",
        "hours": "Monday to Friday 9 am to 5 pm",
        "emergency_number": "911",
    }
    return Content("0123456789ab", {topic.id: topic for topic in topics}, spa)
