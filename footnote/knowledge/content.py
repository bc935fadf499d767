"""The knowledge base as it is served: what an action composes a reply from."""

from __future__ import annotations

from dataclasses import dataclass

from footnote.knowledge.model import Evidence, Kind


@dataclass(frozen=True)
class ServedCitation:
    """One numbered source of an answer."""

    number: int
    source_id: str
    title: str
    section: str


@dataclass(frozen=True)
class ServedTopic:
    """A topic with the places of `spa.yml` filled in."""

    id: str
    area: str
    kind: Kind
    question: str
    answer: str
    more: str
    evidence: Evidence | None
    citations: tuple[ServedCitation, ...]
    related: tuple[str, ...]


@dataclass(frozen=True)
class Content:
    """All that is served: a consistent picture of one release."""

    version: str
    topics: dict[str, ServedTopic]
    spa: dict[str, str]
