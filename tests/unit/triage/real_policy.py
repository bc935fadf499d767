"""The project's own policy, and reports of every kind that it has a rule for."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from footnote.knowledge.loading import load_knowledge
from footnote.language.escalation import policy_of
from footnote.triage.findings import Finding, Status
from footnote.triage.levels import Clearance
from footnote.triage.policy import Verdict

KNOWLEDGE = load_knowledge(Path(__file__).parents[3] / "knowledge")
POLICY = policy_of(KNOWLEDGE)
TYPES = sorted(frozenset().union(*(rule.condition.types() for rule in POLICY.rules.values())))
#: Values on both sides of every bound of the policy.
HOURS = (0.5, 23.9, 24.0, 71.9, 72.0, 300.0)
SEVERITIES = (0.0, 2.0, 6.9, 7.0, 10.0)
#: Question to the answers that decide differently.
ANSWERS: dict[str, tuple[str | float, ...]] = {
    "weight_bearing": ("yes", "no"),
    "duration": HOURS,
    "side": ("one", "both"),
    "severity": SEVERITIES,
}


def findings(statuses: st.SearchStrategy[Status], types: list[str]) -> st.SearchStrategy[Finding]:
    """Return findings with any attributes said or unsaid."""

    def said(*values: str | float) -> st.SearchStrategy[str | float | None]:
        return st.none() | st.sampled_from(values)

    return st.builds(
        Finding,
        st.sampled_from(types),
        statuses,
        evidence=st.just(""),
        body=said(*KNOWLEDGE.findings.attributes["body"]),
        side=said("one", "both"),
        severity=said(*SEVERITIES),
        hours=said(*HOURS),
        onset=said("massage", "sudden", "usual"),
        trend=said("better", "gone", "worse", "unchanged"),
        bears_weight=said("yes", "no"),
        controlled=said("yes", "no"),
        healed=said("yes", "no"),
    )


present = findings(st.just(Status.PRESENT), TYPES)
present_or_past = findings(st.sampled_from([Status.PRESENT, Status.PAST]), TYPES)
#: Types that rules count together.
ENTANGLED = ["swelling", "pain", "cramp", "warmth", "redness", "numbness", "bruise", "diabetes"]
#: One finding of a type, as a report keeps them.
reports = st.lists(
    present_or_past | findings(st.just(Status.PRESENT), ENTANGLED),
    max_size=5,
    unique_by=lambda finding: finding.type,
)


def strictness(clearance: Clearance | None) -> int:
    return -1 if clearance is None else clearance.rank


def at_least(one: Verdict, other: Verdict) -> bool:
    """Return whether a verdict is as urgent and as strict as another, or more."""
    return one.urgency.rank >= other.urgency.rank and (
        strictness(one.clearance) >= strictness(other.clearance)
    )
