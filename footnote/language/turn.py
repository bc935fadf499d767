"""What is decided about a message, and what of the conversation a message may lean on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from footnote.knowledge.model import KnowledgeBase
from footnote.reply.envelope import Contact, Reason
from footnote.triage.levels import Urgency
from footnote.triage.report import Report


@dataclass(frozen=True)
class Turn:
    """What to do about a message; travels with it through the tracker.

    Attributes:
        intent: the Rasa intent, which the rules turn into an action.
        confidence: how sure the intent is, 0 to 1.
        topics: topic ids to answer, in order.
        candidates: topic ids to offer, best first.
        rules: escalation rules that hold, the most urgent first.
        urgency: the verdict on what was reported, `none` where this message reports nothing.
        clearance: whether a massage is all right, or None where that is not in question.
        asks: id of the question put to the client, or None.
        reasons: why, for the most urgent of the rules that hold.
        contact: whom to call, or None.
        findings: types of the findings of this message.
        report: the report so far, for the next turn; empty where nothing was reported.
        focus: the topic that a follow-up will lean on, or None.
        focus_question: that topic's question, or None.
    """

    intent: str
    confidence: float
    topics: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    urgency: str = Urgency.NONE.value
    clearance: str | None = None
    asks: str | None = None
    reasons: tuple[Reason, ...] = ()
    contact: Contact | None = None
    findings: tuple[str, ...] = ()
    report: Mapping[str, object] = field(default_factory=dict)
    focus: str | None = None
    focus_question: str | None = None

    def as_dict(self) -> dict[str, object]:
        """Return the turn as JSON types, without the report: that is kept in a slot."""
        plain = dict(vars(self))
        del plain["report"]
        plain["reasons"] = [asdict(reason) for reason in self.reasons]
        plain["contact"] = asdict(self.contact) if self.contact else None
        return plain


@dataclass(frozen=True)
class Context:
    """What the conversation holds that a message may lean on.

    Attributes:
        focus: the topic answered last, or None.
        candidates: the topics offered in the reply before, best first.
        report: what was reported so far.
    """

    focus: str | None = None
    candidates: tuple[str, ...] = ()
    report: Report = field(default_factory=Report)


@dataclass(frozen=True)
class Contacts:
    """The telephone numbers of `spa.yml`, by what they are for."""

    emergency: Contact
    crisis_line: Contact
    spa: Contact

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> Contacts:
        """Take the numbers over."""
        spa = knowledge.spa
        return cls(
            Contact("Emergency number", spa.emergency_number),
            Contact(spa.crisis_line.name, spa.crisis_line.number),
            Contact(spa.name, spa.phone),
        )

    def whom(self, urgency: Urgency) -> Contact | None:
        """Return whom to call at a level of urgency, None where there is nobody to call."""
        if urgency.rank >= Urgency.URGENT.rank:
            return self.emergency
        return self.spa if urgency is not Urgency.NONE else None

    def state(self) -> dict[str, dict[str, str]]:
        """Return the numbers as plain types."""
        return asdict(self)

    @classmethod
    def from_state(cls, state: Mapping[str, Mapping[str, str]]) -> Contacts:
        """Restore the numbers from their `state`."""
        return cls(**{name: Contact(**contact) for name, contact in state.items()})
