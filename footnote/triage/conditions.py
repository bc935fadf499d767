"""When a rule holds: conditions over findings, in three truth values.

`OPEN` means that it hangs on something not said that the client can be asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from footnote.triage.findings import ATTRIBUTES, Finding, Status

#: In a list of values that an attribute may have: the client did not say.
UNSAID = "unsaid"


class Truth(IntEnum):
    """Whether a condition holds."""

    NO = 0
    OPEN = 1
    YES = 2


@dataclass(frozen=True)
class Outcome:
    """What a condition comes to.

    Attributes:
        truth: whether it holds.
        unsaid: attributes it hangs on where it is open.
        findings: those it rests on where it holds or is open.
    """

    truth: Truth
    unsaid: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


_NO = Outcome(Truth.NO)


class Condition:
    """A condition over all findings."""

    def outcome(self, findings: Sequence[Finding], askable: frozenset[str]) -> Outcome:
        """Evaluate the condition.

        Args:
            findings: everything reported.
            askable: attributes that a client can be asked for.
        """
        raise NotImplementedError

    def types(self) -> frozenset[str]:
        """Return the finding types it speaks of."""
        raise NotImplementedError


@dataclass(frozen=True)
class Range:
    """A number's bounds: `at_least` belongs to it, `below` does not."""

    at_least: float | None = None
    below: float | None = None

    def holds(self, number: float) -> bool:
        """Return whether a number lies within."""
        return not (
            (self.at_least is not None and number < self.at_least)
            or (self.below is not None and number >= self.below)
        )


@dataclass(frozen=True)
class Has(Condition):
    """There is a finding of one of some types whose attributes fit.

    Attributes:
        finding: the types.
        status: in what sense it may be spoken of.
        tests: attribute to the values or the range that fit.
        ask: whether an attribute that was not said leaves it open; else it does not hold.
    """

    finding: tuple[str, ...]
    status: tuple[Status, ...]
    tests: Mapping[str, Range | tuple[str, ...]]
    ask: bool = True

    def outcome(self, findings: Sequence[Finding], askable: frozenset[str]) -> Outcome:
        """Evaluate the condition: the best of all findings counts."""
        outcomes = [self._of(finding, askable) for finding in findings]
        return max(outcomes, key=lambda outcome: outcome.truth, default=_NO)

    def _of(self, finding: Finding, askable: frozenset[str]) -> Outcome:
        if finding.type not in self.finding or finding.status not in self.status:
            return _NO
        unsaid = set()
        for attribute, test in self.tests.items():
            value = getattr(finding, attribute)
            if value is None:
                if not isinstance(test, Range) and UNSAID in test:
                    continue
                if not self.ask or attribute not in askable:
                    return _NO
                unsaid.add(attribute)
            elif not (test.holds(value) if isinstance(test, Range) else value in test):
                return _NO
        return Outcome(Truth.OPEN if unsaid else Truth.YES, frozenset(unsaid), (finding,))

    def types(self) -> frozenset[str]:
        """Return the finding types it speaks of."""
        return frozenset(self.finding)


@dataclass(frozen=True)
class AtLeast(Condition):
    """At least so many of several conditions hold: `any` is one of them, `all` every one."""

    count: int
    parts: tuple[Condition, ...]

    def outcome(self, findings: Sequence[Finding], askable: frozenset[str]) -> Outcome:
        """Evaluate the parts and count."""
        outcomes = [part.outcome(findings, askable) for part in self.parts]
        holding = [outcome for outcome in outcomes if outcome.truth is Truth.YES]
        if len(holding) >= self.count:
            return _together(Truth.YES, holding)
        possible = [outcome for outcome in outcomes if outcome.truth is not Truth.NO]
        return _together(Truth.OPEN, possible) if len(possible) >= self.count else _NO

    def types(self) -> frozenset[str]:
        """Return the finding types its parts speak of."""
        return frozenset().union(*(part.types() for part in self.parts))


def _together(truth: Truth, outcomes: Sequence[Outcome]) -> Outcome:
    unsaid: frozenset[str] = frozenset().union(*(outcome.unsaid for outcome in outcomes))
    found = dict.fromkeys(finding for outcome in outcomes for finding in outcome.findings)
    return Outcome(truth, unsaid if truth is Truth.OPEN else frozenset(), tuple(found))


def parsed_condition(raw: object) -> Condition:
    """Read a condition as it stands in `knowledge/escalation.yml`.

    Args:
        raw: a mapping with `finding` and attribute tests, or with one of `any`, `all`, or
            `at_least` and `of`; a list is read as `any`.

    Raises:
        ValueError: it is none of these; the message says how to mend it.
    """
    if isinstance(raw, (list, tuple)):
        return AtLeast(1, tuple(map(parsed_condition, raw)))
    if not isinstance(raw, Mapping):
        raise ValueError(f"expected a condition, not {raw!r}: write `finding: ...`")
    keys = set(raw)
    if keys == {"any"}:
        return AtLeast(1, tuple(map(parsed_condition, raw["any"])))
    if keys == {"all"}:
        return AtLeast(len(raw["all"]), tuple(map(parsed_condition, raw["all"])))
    if keys == {"at_least", "of"}:
        return AtLeast(int(raw["at_least"]), tuple(map(parsed_condition, raw["of"])))
    if "finding" not in keys:
        raise ValueError("a condition has `finding`, `any`, `all`, or `at_least` with `of`")
    unknown = keys - {"finding", "status", "ask", *ATTRIBUTES}
    if unknown:
        raise ValueError(f"unknown key {min(unknown)}: use one of {', '.join(ATTRIBUTES)}")
    return Has(
        _names(raw["finding"]),
        tuple(Status(name) for name in _names(raw.get("status", Status.PRESENT.value))),
        {name: _test(raw[name]) for name in ATTRIBUTES if name in keys},
        raw.get("ask", True) not in (False, "false"),
    )


def _names(raw: Any) -> tuple[str, ...]:
    return (raw,) if isinstance(raw, str) else tuple(raw)


def _test(raw: Any) -> Range | tuple[str, ...]:
    if isinstance(raw, Mapping):
        if not raw or set(raw) - {"at_least", "below"}:
            raise ValueError("a number is compared with `at_least` or `below`")
        # YAML is read with its values as they are written, so numbers come as text.
        return Range(**{bound: float(number) for bound, number in raw.items()})
    return _names(raw)
