"""The escalation policy: which rules hold, the verdict they give together, and what to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from footnote.triage.conditions import Condition, Truth, parsed_condition
from footnote.triage.findings import Finding
from footnote.triage.levels import (
    Clearance,
    Urgency,
    highest_urgency,
    strictest_clearance,
)

CRISIS_RULE = "crisis"
#: A report is worth so many questions, then the higher verdict wins.
MAX_QUESTIONS = 2
#: In answers: the client does not know, or does not want to say.
UNSURE = "unsure"


@dataclass(frozen=True)
class EscalationRule:
    """One rule.

    Attributes:
        id: as in the policy.
        urgency: how soon somebody should be seen where it holds.
        clearance: whether a massage is all right then, None where it does not say.
        why: the reason, for the client.
        next: what to do meanwhile, for the client; may be empty.
        source: id, title and section of the article it rests on, None for general safety rules.
        when: the condition as it stands in `knowledge/escalation.yml`.
    """

    id: str
    urgency: Urgency
    clearance: Clearance | None
    why: str
    source: tuple[str, str, str] | None
    when: Any
    next: str = ""

    @cached_property
    def condition(self) -> Condition:
        """The parsed condition."""
        return parsed_condition(self.when)


@dataclass(frozen=True)
class HeldRule:
    """A rule that holds, and the findings it rests on."""

    rule: EscalationRule
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What the policy concludes.

    Attributes:
        urgency: the highest of all rules that hold; at least `watch` while something is asked.
        clearance: the strictest of all rules that hold, None where none says.
        held: the rules that hold, most urgent first.
        asks: the question to put next, or None.
        at_most: the urgency that the report can still come to.
    """

    urgency: Urgency = Urgency.NONE
    clearance: Clearance | None = None
    held: tuple[HeldRule, ...] = ()
    asks: str | None = None
    at_most: Urgency = Urgency.NONE

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that hold."""
        return tuple(held.rule.id for held in self.held)


class EscalationPolicy:
    """All rules, and the questions that decide between them."""

    def __init__(self, rules: Iterable[EscalationRule], questions: Mapping[str, str]) -> None:
        """Take the rules.

        Args:
            rules: in the order in which they are named.
            questions: question id to the attribute it asks for, in the order of asking.
        """
        self.rules: Mapping[str, EscalationRule] = {rule.id: rule for rule in rules}
        self._types = {rule.id: rule.condition.types() for rule in self.rules.values()}
        self.questions = dict(questions)
        self._askable = frozenset(self.questions.values())

    def verdict(
        self,
        findings: Iterable[Finding],
        answers: Mapping[str, str | float] | None = None,
        asked: Iterable[str] = (),
    ) -> Verdict:
        """Conclude from a report.

        Args:
            findings: everything reported, in any order.
            answers: question id to what was answered, or `UNSURE`.
            asked: ids of the questions put so far in this report.
        """
        answers, asked = answers or {}, tuple(asked)
        known = sorted((self._completed(f, answers) for f in findings), key=repr)
        types = {finding.type for finding in known}
        held: list[HeldRule] = []
        undecided: list[HeldRule] = []
        pending: list[tuple[EscalationRule, str]] = []
        for rule in self.rules.values():
            if types.isdisjoint(self._types[rule.id]):
                continue
            outcome = rule.condition.outcome(known, self._askable)
            if outcome.truth is Truth.YES:
                held.append(HeldRule(rule, outcome.findings))
            elif outcome.truth is Truth.OPEN:
                question = self._question(outcome.unsaid, answers, asked)
                if question is None:
                    undecided.append(HeldRule(rule, outcome.findings))
                else:
                    pending.append((rule, question))
        # Where nobody can tell, the higher verdict wins, and only that.
        worst = highest_urgency(one.rule.urgency for one in undecided)
        held += [one for one in undecided if one.rule.urgency is worst]
        held.sort(key=lambda one: -one.rule.urgency.rank)
        urgency = highest_urgency(one.rule.urgency for one in held)
        asks = self._next(pending, urgency)
        return Verdict(
            highest_urgency((urgency, Urgency.WATCH)) if asks else urgency,
            strictest_clearance(one.rule.clearance for one in held),
            tuple(held),
            asks,
            highest_urgency((urgency, *(rule.urgency for rule, _ in pending))),
        )

    def _completed(self, finding: Finding, answers: Mapping[str, str | float]) -> Finding:
        """Fill in what was answered and the finding did not say."""
        return finding.completed(
            {
                attribute: answers[question]
                for question, attribute in self.questions.items()
                if answers.get(question, UNSURE) != UNSURE
            }
        )

    def _question(
        self, unsaid: frozenset[str], answers: Mapping[str, str | float], asked: tuple[str, ...]
    ) -> str | None:
        """Return the question that an open rule hangs on, None where it may not be put."""
        for question, attribute in self.questions.items():
            may_be_put = question in asked or len(asked) < MAX_QUESTIONS
            if attribute in unsaid and question not in answers and may_be_put:
                return question
        return None

    def _next(self, pending: list[tuple[EscalationRule, str]], urgency: Urgency) -> str | None:
        """Return the question that can raise the verdict most, None where none can."""
        raising = [(rule, asks) for rule, asks in pending if rule.urgency.rank > urgency.rank]
        if not raising:
            return None
        order = list(self.questions)
        return max(raising, key=lambda one: (one[0].urgency.rank, -order.index(one[1])))[1]

    def of_rules(self, rule_ids: Iterable[str]) -> Verdict:
        """Return the verdict where rules are known to hold.

        Raises:
            KeyError: an id that the policy does not have.
        """
        held = tuple(HeldRule(self.rules[rule_id]) for rule_id in dict.fromkeys(rule_ids))
        return Verdict(
            highest_urgency(one.rule.urgency for one in held),
            strictest_clearance(one.rule.clearance for one in held),
            held,
        )

    def state(self) -> dict[str, object]:
        """Return the policy as plain types."""
        return {
            "questions": dict(self.questions),
            "rules": [
                {
                    "id": rule.id,
                    "urgency": rule.urgency.value,
                    "clearance": rule.clearance.value if rule.clearance else None,
                    "why": rule.why,
                    "next": rule.next,
                    "source": list(rule.source) if rule.source else None,
                    "when": rule.when,
                }
                for rule in self.rules.values()
            ],
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> EscalationPolicy:
        """Restore a policy from its `state`."""
        return cls(
            (
                EscalationRule(
                    id=rule["id"],
                    urgency=Urgency(rule["urgency"]),
                    clearance=Clearance(rule["clearance"]) if rule["clearance"] else None,
                    why=rule["why"],
                    source=_triple(rule["source"]) if rule["source"] else None,
                    when=rule["when"],
                    next=rule["next"],
                )
                for rule in state["rules"]
            ),
            state["questions"],
        )


def _triple(source: Sequence[str]) -> tuple[str, str, str]:
    identity, title, section = source
    return identity, title, section
