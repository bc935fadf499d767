"""What is decided about a message, and what of the conversation a message may lean on."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from footnote.triage.levels import Urgency


@dataclass(frozen=True)
class Turn:
    """What to do about a message; travels with it through the tracker.

    Attributes:
        intent: the Rasa intent, which the rules turn into an action.
        confidence: how sure the intent is, 0 to 1.
        topics: topic ids to answer, in order.
        candidates: topic ids to offer, best first.
        rules: escalation rules that hold, emergency rules first.
        urgency: their verdict.
        clearance: their verdict, or None.
        focus: the topic that a follow-up will lean on, or None.
    """

    intent: str
    confidence: float
    topics: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    urgency: str = Urgency.NONE.value
    clearance: str | None = None
    focus: str | None = None

    def as_dict(self) -> dict[str, object]:
        """Return the turn as JSON types."""
        return asdict(self)


@dataclass(frozen=True)
class Context:
    """What the conversation holds that a message may lean on.

    Attributes:
        focus: the topic answered last, or None.
        candidates: the topics offered in the reply before, best first.
    """

    focus: str | None = None
    candidates: tuple[str, ...] = ()
