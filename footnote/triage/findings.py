"""What a client reports: symptoms, signs and conditions, each with its context and attributes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import Enum
from typing import Any


class Status(str, Enum):
    """In what sense a finding is spoken of. Only `PRESENT` counts for urgency."""

    PRESENT = "present"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    GENERAL = "general"
    PAST = "past"
    FIGURATIVE = "figurative"


@dataclass(frozen=True)
class Finding:
    """One symptom, sign or condition that a message speaks of.

    Attributes:
        type: an id of `knowledge/findings.yml`.
        status: in what sense it is spoken of.
        evidence: the client's words it was read from; empty where a classifier inferred it.
        body: the part of the body, None where it was not said (as in all that follow).
        side: `one` or `both`.
        severity: 0 (nothing) to 10 (unbearable).
        hours: how long it has been there.
        onset: `massage`, `sudden` or `usual`.
        trend: `better`, `gone`, `worse` or `unchanged`.
        bears_weight: `yes` or `no`: whether the foot can be stood on.
        controlled: `yes` or `no`: whether a condition is under control.
        healed: `yes` or `no`.
    """

    type: str
    status: Status = Status.PRESENT
    evidence: str = ""
    body: str | None = None
    side: str | None = None
    severity: float | None = None
    hours: float | None = None
    onset: str | None = None
    trend: str | None = None
    bears_weight: str | None = None
    controlled: str | None = None
    healed: str | None = None

    def updated(self, newer: Finding) -> Finding:
        """Return this finding with everything that a newer mention of it says."""
        said = {
            name: value
            for name, value in asdict(newer).items()
            if name in ATTRIBUTES and value is not None
        }
        return replace(self, status=newer.status, evidence=newer.evidence or self.evidence, **said)

    def completed(self, said: Mapping[str, str | float]) -> Finding:
        """Return this finding with attributes that it does not have yet.

        Args:
            said: attribute to value.
        """
        missing: dict[str, Any] = {
            name: value for name, value in said.items() if getattr(self, name) is None
        }
        return replace(self, **missing) if missing else self

    def as_dict(self) -> dict[str, object]:
        """Return the finding as JSON types, without what was not said."""
        return {
            name: value.value if isinstance(value, Status) else value
            for name, value in asdict(self).items()
            if value not in (None, "")
        }

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Finding:
        """Restore a finding from its `as_dict`."""
        return cls(**{**plain, "status": Status(plain["status"])})


#: The fields of a finding that rules may test and questions may ask for.
ATTRIBUTES = (
    "body",
    "side",
    "severity",
    "hours",
    "onset",
    "trend",
    "bears_weight",
    "controlled",
    "healed",
)


def merged(older: Iterable[Finding], newer: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what is known after a message: newer mentions update, new types are added.

    A finding that is now denied goes, and one that was never reported is not remembered as denied.

    Args:
        older: what was reported before.
        newer: what the message says.
    """
    known = {finding.type: finding for finding in older}
    for finding in newer:
        if finding.status is Status.DENIED:
            known.pop(finding.type, None)
        elif finding.type in known and finding.status is Status.PRESENT:
            # What was only inferred has no words to go by, and takes back nothing that was said.
            if finding.evidence:
                known[finding.type] = known[finding.type].updated(finding)
        elif finding.status in (Status.PRESENT, Status.PAST):
            known.setdefault(finding.type, finding)
    return tuple(known.values())
