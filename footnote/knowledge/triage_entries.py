"""What the knowledge base holds for triage: the policy, how findings are worded, and questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field, validator

from footnote.knowledge.entry import Entry
from footnote.triage.conditions import parsed_condition
from footnote.triage.findings import ATTRIBUTES
from footnote.triage.levels import Clearance, Urgency


class EscalationEntry(Entry):
    """One rule of the escalation policy.

    Attributes:
        why: the reason, told to the client; `next` is what to do meanwhile.
        source: article and section it rests on, as `article / section`.
        when: its condition, read by `footnote.triage.conditions`.
        signal: the findings that the classifier of meaning stands for where it reads this rule.
        holds: messages that must meet it; those of `does_not_hold` must not.
    """

    urgency: Urgency = Urgency.NONE
    clearance: Clearance | None = None
    why: str
    next: str = ""
    source: str | None = None
    when: Any
    signal: tuple[dict[str, Any], ...]
    holds: tuple[str, ...] = ()
    does_not_hold: tuple[str, ...] = ()

    @validator("when")
    def _condition_can_be_read(cls, when: object) -> object:
        parsed_condition(when)
        return when

    @validator("signal", each_item=True)
    def _signal_is_a_finding(cls, signal: dict[str, Any]) -> dict[str, Any]:
        unknown = set(signal) - {"finding", "status", *ATTRIBUTES}
        if unknown or "finding" not in signal:
            raise ValueError("a signal has `finding` and its attributes")
        return signal

    def cited(self, titles: Mapping[str, str]) -> tuple[str, str, str] | None:
        """Return id, title and section of `source`, None where the rule names none.

        Args:
            titles: article id to title.

        Raises:
            KeyError: there is no such article.
        """
        if self.source is None:
            return None
        article, _, section = self.source.partition(" / ")
        return article, titles[article], section


class FindingEntry(Entry):
    """A symptom, sign or condition in lay words.

    `patterns` are in the notation of `footnote.knowledge.wording`; a `condition` is what
    somebody lives with, anything else a symptom or sign.
    """

    label: str
    condition: bool = False
    patterns: list[str] = Field(..., min_items=1)


class Lexicon(Entry):
    """Everything of `findings.yml`: word groups, findings, and the words for their attributes."""

    words: dict[str, str]
    findings: dict[str, FindingEntry]
    attributes: dict[str, dict[str, tuple[str, ...]]]

    @validator("attributes")
    def _attributes_exist(
        cls, attributes: dict[str, dict[str, tuple[str, ...]]]
    ) -> dict[str, dict[str, tuple[str, ...]]]:
        unknown = set(attributes) - set(ATTRIBUTES)
        if unknown:
            raise ValueError(f"no attribute {min(unknown)}: use one of {', '.join(ATTRIBUTES)}")
        return attributes


class ContextRules(Entry):
    """Everything of `context.yml`: which words say that a finding is denied, past, and so on.

    Attributes:
        categories: cues of each category by where they stand: `before`, `after` or `around`.
        pseudo: looks like a cue and is none.
        terminate: ends the scope of every cue; `terminate_softly` of all but `hypothetical`.
        max_words: how far cues of a category reach.
        owned: somebody has it now, said in the same sentence; `owned_message` anywhere, and
            `owned_booking` for conditions of somebody who books.
        recent: it is not settled yet.
        elsewhere_message, others: somebody has it for whom no massage is wanted.
        long_ago: so long ago that nothing said of today makes it recent.
        bodily: finding types whose words mean something else where no body is spoken of, which
            `body_said` tells.
        heals: finding types that are settled where they are said to be healed.
        lasting: finding types that a date alone does not settle.
        steadfast: finding types that count also where they are only thought or asked about.
    """

    categories: dict[str, dict[str, tuple[str, ...]]]
    pseudo: tuple[str, ...]
    terminate: tuple[str, ...]
    terminate_softly: tuple[str, ...]
    max_words: dict[str, int]
    owned: tuple[str, ...]
    owned_message: tuple[str, ...]
    owned_booking: tuple[str, ...]
    recent: tuple[str, ...]
    elsewhere_message: tuple[str, ...]
    others: tuple[str, ...]
    long_ago: tuple[str, ...]
    body_said: tuple[str, ...]
    bodily: tuple[str, ...]
    heals: tuple[str, ...]
    lasting: tuple[str, ...]
    steadfast: tuple[str, ...]


class QuestionEntry(Entry):
    """What a client is asked about a report."""

    attribute: str
    text: str
    buttons: list[str] = Field(..., min_items=2, max_items=3)

    @validator("attribute")
    def _attribute_exists(cls, attribute: str) -> str:
        if attribute not in ATTRIBUTES:
            raise ValueError(f"no attribute {attribute}: use one of {', '.join(ATTRIBUTES)}")
        return attribute
