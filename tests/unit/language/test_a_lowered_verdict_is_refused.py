"""An example that its words no longer lead to the verdict it must get is pointed at."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.model import KnowledgeBase
from footnote.knowledge.yaml_tree import YamlTree
from footnote.language.escalation import policy_of
from footnote.language.regression import Example, lowered_verdicts, rule_examples
from footnote.triage.findings import Finding, Status
from footnote.triage.levels import Urgency

FILE = Path("some.jsonl")
#: What the patterns make of a message: the name of its finding and how it is spoken of.
READINGS = {
    "cant breathe": Finding("breathing_trouble"),
    "a clot, years ago": Finding("clot", Status.PAST),
    "no trouble breathing": Finding("breathing_trouble", Status.DENIED),
}


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load_knowledge(Path("knowledge"))


def _read(text: str) -> tuple[Finding, ...]:
    return (READINGS[text],) if text in READINGS else ()


def _problems(knowledge: KnowledgeBase, *examples: Example) -> list[str]:
    return [str(problem) for problem in lowered_verdicts(examples, _read, policy_of(knowledge))]


def test_examples_that_keep_their_verdicts_are_no_problem(knowledge: KnowledgeBase) -> None:
    assert not _problems(
        knowledge,
        Example(FILE, 1, "cant breathe", at_least=Urgency.EMERGENCY),
        Example(FILE, 2, "cant breathe", at_least=Urgency.WATCH),
        Example(FILE, 3, "what are your prices?", at_least=Urgency.NONE),
        Example(FILE, 4, "no trouble breathing", never="breathing_or_chest"),
    )


def test_a_fallen_verdict_is_named_with_file_and_line(knowledge: KnowledgeBase) -> None:
    assert _problems(
        knowledge,
        Example(FILE, 7, "cant breathe", at_least=Urgency.EMERGENCY),
        Example(FILE, 8, "no trouble breathing", at_least=Urgency.DOCTOR),
    ) == [
        "some.jsonl:8: 'no trouble breathing' must be doctor by its words, and is now none: "
        "mend the patterns or the rule"
    ]


def test_a_rule_that_its_counterexample_meets_is_named(knowledge: KnowledgeBase) -> None:
    (problem,) = _problems(knowledge, Example(FILE, 9, "a clot, years ago", never="clot_history"))

    assert problem.startswith("some.jsonl:9: 'a clot, years ago' must not meet clot_history")


def test_every_rule_is_held_against_its_own_examples(knowledge: KnowledgeBase) -> None:
    path = Path("knowledge/escalation.yml")
    examples = rule_examples(knowledge, YamlTree(path))
    lines = path.read_text(encoding="utf-8").splitlines()

    told = {(example.text, example.at_least, example.never) for example in examples}
    rules = knowledge.escalation.items()
    assert told == {
        *((text, rule.urgency, None) for _, rule in rules for text in rule.holds),
        *((text, Urgency.NONE, name) for name, rule in rules for text in rule.does_not_hold),
    }
    assert all(example.text in lines[example.line - 1] for example in examples)


def test_the_policy_says_all_that_the_knowledge_base_says(knowledge: KnowledgeBase) -> None:
    for rule_id, rule in policy_of(knowledge).rules.items():
        entry = knowledge.escalation[rule_id]
        for field in fields(rule):
            if field.name not in ("id", "source"):
                assert getattr(rule, field.name) == getattr(entry, field.name)
        assert (rule.source is None) == (entry.source is None)


def test_a_rule_that_cites_no_article_is_named(knowledge: KnowledgeBase) -> None:
    crisis = knowledge.escalation["crisis"].copy(update={"source": "no-article / Anywhere"})
    broken = knowledge.copy(update={"escalation": {"crisis": crisis}})

    with pytest.raises(ValueError, match="crisis: no source 'no-article': use one of"):
        policy_of(broken)
