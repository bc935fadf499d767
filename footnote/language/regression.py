"""Whether words alone still lead to the verdicts that examples must get.

Patterns and rules are data that many hands change. A change that helps one message must not lower
the verdict on another unseen, so examples are read anew on every `footnote kb check`. No trained
model takes part: what the patterns recognise must not hang on what a classifier learnt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from footnote.knowledge.model import KnowledgeBase
from footnote.knowledge.yaml_tree import Problem, YamlTree
from footnote.triage.findings import Finding, Status
from footnote.triage.levels import Urgency
from footnote.triage.policy import EscalationPolicy


@dataclass(frozen=True)
class Example:
    """A message, and what its verdict must and must not be.

    Attributes:
        path: the file it stands in.
        line: where in it, from 1.
        text: the message.
        at_least: its verdict must be this urgent, or more.
        never: id of a rule that must not hold, or None.
    """

    path: Path
    line: int
    text: str
    at_least: Urgency = Urgency.NONE
    never: str | None = None


def rule_examples(knowledge: KnowledgeBase, tree: YamlTree) -> list[Example]:
    """Return the `holds` and `does_not_hold` messages of all rules.

    Args:
        knowledge: that holds the rules.
        tree: `escalation.yml`, which tells the lines.
    """
    examples = []
    for rule_id, rule in knowledge.escalation.items():
        for position, text in enumerate(rule.holds):
            line = tree.line((rule_id, "holds", position))
            examples.append(Example(tree.path, line, text, at_least=rule.urgency))
        for position, text in enumerate(rule.does_not_hold):
            line = tree.line((rule_id, "does_not_hold", position))
            examples.append(Example(tree.path, line, text, never=rule_id))
    return examples


def lowered_verdicts(
    examples: Iterable[Example],
    read: Callable[[str], Iterable[Finding]],
    policy: EscalationPolicy,
) -> list[Problem]:
    """Return the examples whose verdict is not what it must be, in their order.

    Args:
        examples: of any files.
        read: gives the findings of a message by its words, such as `FindingRecogniser.read`.
        policy: today's rules.
    """
    problems = []
    for example in examples:
        counting = [
            finding
            for finding in read(example.text)
            if finding.status in (Status.PRESENT, Status.PAST)
        ]
        verdict = policy.verdict(counting)
        if verdict.urgency.rank < example.at_least.rank:
            what = (
                f"{example.text!r} must be {example.at_least.value} by its words, and is now "
                f"{verdict.urgency.value}: mend the patterns or the rule"
            )
            problems.append(Problem(example.path, example.line, what))
        if example.never is not None and example.never in verdict.rules:
            what = (
                f"{example.text!r} must not meet {example.never} by its words, and now does: "
                "mend the patterns or the rule"
            )
            problems.append(Problem(example.path, example.line, what))
    return problems
