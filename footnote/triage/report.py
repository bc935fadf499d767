"""A report over the turns of a conversation: what was said, answered and asked so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from footnote.triage.findings import Finding, Status, merged
from footnote.triage.policy import UNSURE, EscalationPolicy, Verdict

#: After so long without a word about it, a report is closed: what is over by then counts no more.
OPEN_FOR_SECONDS = 48 * 3600.0


@dataclass(frozen=True)
class Report:
    """Everything a client reported in a conversation.

    Attributes:
        findings: one of a type, as last spoken of.
        answers: question id to `UNSURE`, for questions that were not answered for good.
        asked: ids of the questions put so far.
        open: the question that waits for an answer, or None.
        at: when it was last spoken of, in seconds since 1970.
        fresh: whether the message before was about it, so that a bare "about 4" still is.
    """

    findings: tuple[Finding, ...] = ()
    answers: Mapping[str, str | float] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    open: str | None = None
    at: float = 0.0
    fresh: bool = False

    def as_of(self, now: float) -> Report:
        """Return the report, or an empty one where it was closed by time."""
        return self if now - self.at < OPEN_FOR_SECONDS else Report()

    def told(self, findings: Iterable[Finding], now: float) -> Report:
        """Return the report with what a message says.

        Args:
            findings: of the message; a denied one takes back what was reported before.
            now: seconds since 1970.
        """
        placed = next((f for f in reversed(self.findings) if f.body is not None), None)
        if placed is not None:
            # "It hurts as well" speaks of the place that was spoken of before.
            where = {"body": placed.body, "side": placed.side}
            said = {name: value for name, value in where.items() if value is not None}
            findings = [f if f.body is not None else f.completed(said) for f in findings]
        return replace(self, findings=merged(self.findings, findings), at=now)

    def answered(
        self,
        attribute: str,
        value: str | float,
        said: Mapping[str, str | float],
        now: float,
    ) -> Report:
        """Return the report with an answer to its open question.

        What was answered belongs to the findings reported so far; one that comes later may be
        asked about anew.

        Args:
            attribute: what the question asks for.
            value: the answer, or `UNSURE`.
            said: attributes that the answering message says besides, which no finding has yet.
            now: seconds since 1970.

        Raises:
            ValueError: no question is open.
        """
        if self.open is None:
            raise ValueError("no question is open")
        unsure = value == UNSURE
        known = {name: other for name, other in said.items() if name != attribute}
        if not unsure:
            known[attribute] = value
        return replace(
            self,
            findings=tuple(finding.completed(known) for finding in self.findings),
            answers={**self.answers, self.open: value} if unsure else self.answers,
            open=None,
            at=now,
        )

    def amended(self, said: Mapping[str, str | float], now: float) -> Report:
        """Return the report with what a message says about it without naming a finding again.

        Args:
            said: attributes, which replace what was said before.
            now: seconds since 1970.
        """
        amending = Finding("", **said)  # type: ignore[arg-type]
        return replace(
            self, findings=tuple(finding.updated(amending) for finding in self.findings), at=now
        )

    @property
    def was_rated(self) -> bool:
        """Whether how bad it is was told or asked."""
        return "severity" in self.asked or any(f.severity is not None for f in self.findings)

    def takes_back(self, findings: Iterable[Finding]) -> bool:
        """Return whether a message denies something reported before."""
        known = {finding.type for finding in self.findings}
        return any(f.status is Status.DENIED and f.type in known for f in findings)

    def concluded(self, policy: EscalationPolicy) -> tuple[Verdict, Report]:
        """Return the verdict on all of it, and the report with the question it now puts."""
        verdict = policy.verdict(self.findings, self.answers, self.asked)
        asked = self.asked
        if verdict.asks is not None and verdict.asks not in asked:
            asked = (*asked, verdict.asks)
        return verdict, replace(self, asked=asked, open=verdict.asks)

    def as_dict(self) -> dict[str, object]:
        """Return the report as JSON types."""
        return {
            "findings": [finding.as_dict() for finding in self.findings],
            "answers": dict(self.answers),
            "asked": list(self.asked),
            "open": self.open,
            "at": self.at,
            "fresh": self.fresh,
        }

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Report:
        """Restore a report from its `as_dict`."""
        return cls(
            findings=tuple(map(Finding.from_dict, plain["findings"])),
            answers=plain["answers"],
            asked=tuple(plain["asked"]),
            open=plain["open"],
            at=float(plain["at"]),
            fresh=bool(plain["fresh"]),
        )
