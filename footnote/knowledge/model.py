"""What the knowledge base is made of. One topic is one entry; nothing is written twice."""

from __future__ import annotations

import re
from enum import Enum
from string import Template

from pydantic import BaseModel, Field, root_validator, validator

from footnote.knowledge.entry import Entry
from footnote.knowledge.triage_entries import (
    ContextRules,
    EscalationEntry,
    Lexicon,
    QuestionEntry,
)

#: Footnote marks as they stand in an answer, such as `[1]`.
MARK = re.compile(r"\[(\d+)\]")
MIN_PHRASINGS = 25
MAX_QUESTION_LENGTH = 80
SPA_SOURCE_ID = "spa"


class Kind(str, Enum):
    """What a topic's reply is: an answer, or word that the sources do not cover it."""

    ANSWER = "answer"
    UNKNOWN = "unknown"


class Evidence(str, Enum):
    """How well a topic's answer is backed. The meaning of each level is in docs/editor.md."""

    SUPPORTED = "supported"
    GUIDANCE = "guidance"
    LIMITED = "limited"
    CONTESTED = "contested"
    DEBUNKED = "debunked"


class Citation(Entry):
    """Where an answer stands: an article of `sources.yml` and a heading in it."""

    article: str
    section: str = Field(..., min_length=1)


class Topic(Entry):
    """One question, everything clients call it, and its answer.

    `answer` and `more` carry footnote marks that number `citations` from 1. House topics may
    contain `$name` places, filled from `spa.yml`.
    """

    question: str = Field(..., max_length=MAX_QUESTION_LENGTH)
    kind: Kind = Kind.ANSWER
    answer: str = Field(..., min_length=1)
    more: str = ""
    evidence: Evidence | None = None
    citations: tuple[Citation, ...] = ()
    related: tuple[str, ...]
    followups: dict[str, str] = Field(default_factory=dict)
    phrasings: list[str] = Field(..., min_items=MIN_PHRASINGS)

    @validator("phrasings")
    def _phrasings_are_distinct(cls, phrasings: list[str]) -> list[str]:
        seen: set[str] = set()
        for phrasing in phrasings:
            if phrasing.casefold() in seen:
                raise ValueError(f"the phrasing {phrasing!r} stands twice: delete one")
            seen.add(phrasing.casefold())
        return phrasings

    @root_validator(skip_on_failure=True)
    def _answer_rests_on_its_citations(cls, values: dict[str, object]) -> dict[str, object]:
        citations = values["citations"]
        assert isinstance(citations, tuple)
        marks = {int(mark) for mark in MARK.findall(f"{values['answer']} {values['more']}")}
        numbers = set(range(1, len(citations) + 1))
        if values["kind"] is Kind.UNKNOWN and citations:
            raise ValueError("kind unknown makes no claim, so it has no citations: remove them")
        if values["kind"] is Kind.ANSWER and citations and values["evidence"] is None:
            raise ValueError("evidence is missing: name one of " + ", ".join(Evidence))
        if marks - numbers:
            raise ValueError(f"mark [{min(marks - numbers)}] has no citation: add the citation")
        if numbers - marks:
            raise ValueError(
                f"citation {min(numbers - marks)} is used by no mark: "
                f"put [{min(numbers - marks)}] behind the sentence that rests on it"
            )
        return values

    @property
    def is_house(self) -> bool:
        """True where the answer comes from the spa itself and not from an article."""
        return self.kind is Kind.ANSWER and not self.citations


class SourceKind(str, Enum):
    """What kind of page an article is, so that a reader can weigh it."""

    REVIEWED_ARTICLE = "article reviewed by a named clinician"
    UNSIGNED_ARTICLE = "unsigned magazine article"
    COMMERCIAL_BLOG = "commercial blog post"


class Source(Entry):
    """An article that answers rest on."""

    title: str
    publisher: str
    kind: SourceKind
    date: str | None = None
    sections: list[str] = Field(..., min_items=1)


#: In `FollowUpKind.otherwise`: the follow-up stays with the topic it leans on.
SAME_TOPIC = "same"


class FollowUpKind(Entry):
    """A short message that leans on the answer before it, such as "why?".

    `otherwise` says where it leads when the topic before names no target for it: a topic id, or
    `same` for that topic itself. Without it, the topics related to that one are offered.
    """

    otherwise: str | None = None
    phrasings: list[str] = Field(..., min_items=MIN_PHRASINGS)


class CrisisLine(Entry):
    """Whom somebody in despair can call, day and night."""

    name: str
    number: str = Field(..., regex=r"^\+?[\d][\d \-()]*$")


class Spa(Entry):
    """The spa that uses Footnote. Every house answer and every telephone number comes from here."""

    name: str
    region: str
    address: str
    phone: str
    email: str
    website: str
    booking_link: str
    hours: str
    emergency_number: str = Field(..., regex=r"^\d{2,6}$")
    crisis_line: CrisisLine
    prices: str
    cancellation: str
    parking: str
    gift_cards: str
    what_to_wear: str
    tipping: str
    complaint: str
    jobs: str
    payment: str

    def fill(self, text: str) -> str:
        """Put the spa's own facts into a text.

        Args:
            text: may hold places such as `$phone`, named like the fields of `spa.yml`;
                `$crisis_line` and `$crisis_number` are the crisis line's two parts.

        Raises:
            KeyError: a place that `spa.yml` has no field for.
        """
        return Template(text).substitute(self.places())

    def places(self) -> dict[str, str]:
        """Return what every `$place` of a text stands for."""
        places = {name: value for name, value in self if isinstance(value, str)}
        places["crisis_line"] = self.crisis_line.name
        places["crisis_number"] = self.crisis_line.number
        return places


class KnowledgeBase(BaseModel):
    """Everything Footnote may say, read and checked."""

    topics: dict[str, Topic]
    areas: dict[str, str]
    sources: dict[str, Source]
    followups: dict[str, FollowUpKind]
    escalation: dict[str, EscalationEntry]
    findings: Lexicon
    context: ContextRules
    questions: dict[str, QuestionEntry]
    spa: Spa

    class Config:
        allow_mutation = False
