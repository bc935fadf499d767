"""Whoever edits, runs or tests triage finds every rule, question, attribute and key described."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml

from footnote.evaluation.page import bound
from footnote.evaluation.safety import FILES, measured
from footnote.evaluation.stored import StoredTurn
from footnote.knowledge.model import KnowledgeBase
from footnote.knowledge.triage_entries import (
    ContextRules,
    EscalationEntry,
    FindingEntry,
    Lexicon,
    QuestionEntry,
)
from footnote.language.clinical.attributes import SEVERITY_OF_WORDS
from footnote.store.tables import verdict
from footnote.triage.conditions import parsed_condition
from footnote.triage.findings import ATTRIBUTES, Status
from footnote.triage.levels import Clearance, Urgency
from tests.docs.markdown import blocks, code, rows, section


def _entries(page: str, title: str, *keys: str) -> set[tuple[str, ...]]:
    """The rows of a section's tables, without those that describe keys; all keys must be there."""
    documented = set(rows(section(page, title)))
    assert set(keys) <= {row[0] for row in documented}, title
    return {row for row in documented if row[0] not in keys}


def test_every_rule_is_in_the_editors_guide_with_its_levels(
    editor: str, knowledge: KnowledgeBase
) -> None:
    assert _entries(editor, "Escalation rules", *EscalationEntry.__fields__) == {
        (rule_id, rule.urgency.value, rule.clearance.value if rule.clearance else "-")
        for rule_id, rule in knowledge.escalation.items()
    }


def test_every_level_is_in_the_editors_guide(editor: str) -> None:
    named = code(section(editor, "Escalation rules"))

    assert {level.value for level in (*Urgency, *Clearance)} <= named


def test_every_question_is_in_the_editors_guide(editor: str, knowledge: KnowledgeBase) -> None:
    title = "Questions about a report"

    assert _entries(editor, title, *QuestionEntry.__fields__) == {
        (question_id, question.attribute, question.text)
        for question_id, question in knowledge.questions.items()
    }


def test_every_attribute_is_in_the_editors_guide_with_its_values_and_its_question(
    editor: str, knowledge: KnowledgeBase
) -> None:
    asked = {question.attribute: name for name, question in knowledge.questions.items()}
    documented = {row[0]: row[1:] for row in rows(section(editor, "Attributes"))}

    assert set(documented) == set(ATTRIBUTES)
    for attribute, (values, question, _) in documented.items():
        assert question.strip("`") == asked.get(attribute, "-")
        if attribute in knowledge.findings.attributes and attribute != "severity":
            assert values.split(", ") == list(knowledge.findings.attributes[attribute])


def test_the_words_of_severity_are_in_the_editors_guide_with_their_numbers(
    editor: str, knowledge: KnowledgeBase
) -> None:
    assert set(knowledge.findings.attributes["severity"]) == set(SEVERITY_OF_WORDS)
    for word, number in SEVERITY_OF_WORDS.items():
        assert f"`{word}` is {number:g}" in section(editor, "Attributes")


def test_every_finding_is_in_the_editors_guide(editor: str, knowledge: KnowledgeBase) -> None:
    assert set(rows(section(editor, "All findings"))) == {
        (name, finding.label, "yes" if finding.condition else "-")
        for name, finding in knowledge.findings.findings.items()
    }


def test_every_key_of_findings_is_in_the_editors_guide(editor: str) -> None:
    keys = {*Lexicon.__fields__, *FindingEntry.__fields__}

    assert keys <= {row[0] for row in rows(section(editor, "Findings"))}


def test_every_category_and_key_of_context_is_in_the_editors_guide(
    editor: str, knowledge: KnowledgeBase
) -> None:
    others = set(ContextRules.__fields__) - {"categories"}
    documented = {row[0] for row in rows(section(editor, "The sense of a finding"))}

    assert documented == {*knowledge.context.categories, *others}


@pytest.mark.parametrize("status", Status)
def test_every_sense_is_in_the_editors_guide(editor: str, status: Status) -> None:
    assert f"\n| {status.value} |" in section(editor, "The sense of a finding")


def test_the_example_of_a_rule_can_be_read(editor: str, knowledge: KnowledgeBase) -> None:
    (block,) = blocks(section(editor, "Escalation rules"), "yaml")
    for rule_id, raw in yaml.safe_load(block).items():
        when = EscalationEntry.parse_obj(raw).when
        assert rule_id in knowledge.escalation
        assert parsed_condition(when).types() <= set(knowledge.findings.findings)


def _examples_of_when(page: str) -> Iterator[object]:
    for block in blocks(section(page, "When a rule holds"), "yaml"):
        for example in re.split(r"^(?=when:)", block, flags=re.MULTILINE)[1:]:
            yield yaml.safe_load(example)["when"]


def test_the_examples_of_when_can_be_read(editor: str, knowledge: KnowledgeBase) -> None:
    examples = list(_examples_of_when(editor))

    assert examples
    for example in examples:
        assert parsed_condition(example).types() <= set(knowledge.findings.findings)


def test_the_other_examples_can_be_read(editor: str) -> None:
    (questions,) = blocks(section(editor, "Questions about a report"), "yaml")
    (findings,) = blocks(section(editor, "Findings"), "yaml")

    for raw in yaml.safe_load(questions).values():
        QuestionEntry.parse_obj(raw)
    Lexicon.parse_obj(yaml.safe_load(findings))


def test_every_column_of_the_record_of_verdicts_is_in_the_operators_guide(operator: str) -> None:
    documented = [row[0] for row in rows(section(operator, "Verdicts"))]

    assert documented == [column.name for column in verdict.columns]


def test_every_file_and_figure_of_a_safety_set_is_in_the_testers_guide(tester: str) -> None:
    described = section(tester, "Safety sets")
    measures = measured({name: [] for name in FILES}, lambda _: [], lambda: None)

    assert {f"{name}.jsonl" for name in FILES} <= code(described)
    for measure in measures:
        assert measure.target is not None
        assert (measure.key, measure.label, bound(measure.target)) in rows(described)


def test_every_key_that_is_replayed_is_in_the_testers_guide(tester: str) -> None:
    documented = {row[0] for row in rows(section(tester, "Replay"))}

    assert documented == {"text", "turns", *StoredTurn.__fields__}
