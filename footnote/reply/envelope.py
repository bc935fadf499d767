"""The machine-readable envelope that every reply carries. docs/engineer.md describes its keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from footnote.knowledge.model import Evidence
from footnote.triage.levels import Clearance, Urgency


class ReplyKind(str, Enum):
    """What a reply does."""

    ANSWER = "answer"
    TRIAGE = "triage"
    CLARIFY = "clarify"
    UNKNOWN = "unknown"
    CHAT = "chat"
    HANDOFF = "handoff"
    ERROR = "error"


@dataclass(frozen=True)
class EnvelopeSource:
    """An article and heading that the reply rests on."""

    id: str
    title: str
    section: str


@dataclass(frozen=True)
class Contact:
    """Whom to call, as fields that a client's telephone can dial."""

    name: str
    phone: str


@dataclass(frozen=True)
class Reason:
    """Why a rule of the escalation policy holds.

    Attributes:
        rule: its id.
        why: the reason, in the policy's words.
        next: what to do meanwhile; may be empty.
        words: what the client wrote that it rests on; empty where it was understood otherwise.
        source: where the reason stands, None for general safety rules.
    """

    rule: str
    why: str
    next: str = ""
    words: tuple[str, ...] = ()
    source: EnvelopeSource | None = None


@dataclass(frozen=True)
class Envelope:
    """One per turn.

    Attributes:
        kind: what the reply does.
        topics: ids of the topics answered, in the order of the questions; for `clarify` the
            candidates offered, best first.
        urgency: the verdict on the whole turn.
        clearance: whether a massage is all right, or None where that was not in question.
        rules: ids of the escalation rules that held.
        asks: id of the question now asked of the client, or None.
        sources: what the reply rests on, each once.
        evidence: how well it is backed, or None.
        contact: whom to call, or None.
        kb_version: content version of the knowledge base that answered, or None where no
            knowledge base could be reached.
    """

    kind: ReplyKind
    topics: tuple[str, ...] = ()
    urgency: Urgency = Urgency.NONE
    clearance: Clearance | None = None
    rules: tuple[str, ...] = ()
    asks: str | None = None
    sources: tuple[EnvelopeSource, ...] = ()
    evidence: Evidence | None = None
    contact: Contact | None = None
    kb_version: str | None = None

    def as_dict(self) -> dict[str, object]:
        """Return the envelope as JSON types, keys as in the contract."""
        plain = dict(vars(self))
        for key in ("kind", "urgency", "clearance", "evidence"):
            plain[key] = plain[key].value if plain[key] is not None else None
        for key in ("topics", "rules"):
            plain[key] = list(plain[key])
        plain["sources"] = [dict(vars(source)) for source in self.sources]
        plain["contact"] = dict(vars(self.contact)) if self.contact else None
        return plain


_WEAKEST_FIRST = (
    Evidence.DEBUNKED,
    Evidence.CONTESTED,
    Evidence.LIMITED,
    Evidence.GUIDANCE,
    Evidence.SUPPORTED,
)


def weakest(levels: Iterable[Evidence | None]) -> Evidence | None:
    """Return the weakest evidence among several answers, or None where none has any."""
    known = {level for level in levels if level is not None}
    return next((level for level in _WEAKEST_FIRST if level in known), None)
