"""The content version follows everything; the training version only what the model was taught."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from footnote.knowledge.version import VERSION_LENGTH, content_version, training_version

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import KnowledgeFiles

FEET = "topics/feet.yml"

READ_ON_EVERY_TURN = {
    "answer": (FEET, "warm feet are safer", "warm feet are much safer"),
    "detail": (FEET, "A hot towel", "A warm towel"),
    "evidence": (FEET, "evidence: supported", "evidence: contested"),
    "citation": (FEET, "section: Pressure", "section: Cold feet"),
}
TAUGHT_TO_THE_MODEL = {
    "title of a source": ("sources.yml", "A guide to feet", "The guide to feet"),
    "phrasing": (FEET, "are warm feet better 7", "must feet be warm"),
    "question": (FEET, "Should feet be warm first?", "Must feet be warm first?"),
    "related topic": (FEET, "related: [cold_feet]", "related: [hours]"),
    "follow-up of a topic": (FEET, "{why: cold_feet}", "{why: hours}"),
    "follow-up kind": ("followups.yml", "why so 7", "how come"),
    "reason of a rule": ("escalation.yml", "could be the heart", "may be the heart"),
    "condition of a rule": ("escalation.yml", "side: one", "side: both"),
    "words for a finding": ("findings.yml", "'chest pain'", "'chest pains?'"),
    "cue": ("context.yml", "'without'", "'no more'"),
    "question of triage": ("questions.yml", "on one side only", "on one side"),
    "emergency number": ("spa.yml", "911", "112"),
}


@pytest.mark.parametrize("edit", READ_ON_EVERY_TURN.values(), ids=READ_ON_EVERY_TURN)
def test_what_is_read_on_every_turn_needs_no_retrain(
    files: KnowledgeFiles, edit: tuple[str, str, str]
) -> None:
    before = files.load()
    files.edit(*edit)
    after = files.load()

    assert content_version(after) != content_version(before)
    assert training_version(after) == training_version(before)


@pytest.mark.parametrize("edit", TAUGHT_TO_THE_MODEL.values(), ids=TAUGHT_TO_THE_MODEL)
def test_what_the_model_was_taught_needs_a_retrain(
    files: KnowledgeFiles, edit: tuple[str, str, str]
) -> None:
    before = files.load()
    files.edit(*edit)
    after = files.load()

    assert content_version(after) != content_version(before)
    assert training_version(after) != training_version(before)


def test_a_comment_changes_no_version(files: KnowledgeFiles) -> None:
    before = files.load()
    files.edit(FEET, "warm_feet:\n", "# Both topics were reviewed in May.\nwarm_feet:\n")
    after = files.load()

    assert content_version(after) == content_version(before)
    assert training_version(after) == training_version(before)


def test_versions_are_short_hexadecimal_numbers(files: KnowledgeFiles) -> None:
    knowledge = files.load()

    for version in (content_version(knowledge), training_version(knowledge)):
        assert len(version) == VERSION_LENGTH
        int(version, 16)
