"""The rules that were agreed on exist, with the levels and the sources that were agreed on."""

from __future__ import annotations

import pytest

from footnote.triage.levels import Clearance, Urgency
from footnote.triage.policy import EscalationPolicy
from tests.unit.triage.real_policy import POLICY

EMERGENCY, URGENT, DOCTOR = Urgency.EMERGENCY, Urgency.URGENT, Urgency.DOCTOR
WATCH, NONE = Urgency.WATCH, Urgency.NONE
AVOID, ASK_FIRST, ADAPT = Clearance.AVOID, Clearance.ASK_FIRST, Clearance.ADAPT

AGREED: dict[tuple[Urgency, Clearance | None], str] = {
    (EMERGENCY, None): "breathing_or_chest stroke_signs allergic_reaction crisis",
    (URGENT, AVOID): "dvt_suspected cannot_bear_weight deformity fresh_injury infection_spreading "
    "cold_pale_foot",
    (DOCTOR, None): "severe_pain instability numbness_persistent bruise_persistent",
    (DOCTOR, AVOID): "swelling diabetic_foot wound_not_healing",
    (WATCH, None): "bruise_fresh numbness_brief cramp pop_with_pain skin_reaction",
    (NONE, AVOID): "dvt_known fracture burn injury_unhealed open_wound infection surgery_recent "
    "bruise_severe",
    (NONE, ASK_FIRST): "osteoporosis_severe blood_pressure heart_condition clot_history "
    "not_covered",
    (NONE, ADAPT): "circulatory_disorder diabetes_neuropathy diabetes",
}
SOURCES = {
    ("massage-and-circulation", "Safety Guidelines and Contraindications"): "breathing_or_chest "
    "dvt_suspected diabetic_foot",
    ("popping-feet", "When to Follow Up with a Doctor"): "cannot_bear_weight deformity severe_pain "
    "instability numbness_persistent bruise_persistent",
    ("popping-feet", "When to Be Concerned"): "swelling pop_with_pain",
    ("cramps-after-massage", "The Healing Process"): "cramp",
}


@pytest.mark.parametrize("levels", AGREED, ids=str)
def test_every_agreed_rule_has_its_levels(levels: tuple[Urgency, Clearance | None]) -> None:
    found = {
        name: (POLICY.rules[name].urgency, POLICY.rules[name].clearance)
        for name in AGREED[levels].split()
    }

    assert set(found.values()) == {levels}, found


@pytest.mark.parametrize("source", SOURCES)
def test_every_agreed_rule_names_its_source(source: tuple[str, str]) -> None:
    for name in SOURCES[source].split():
        cited = POLICY.rules[name].source
        assert cited is not None
        assert (cited[0], cited[2]) == source, name


def test_a_policy_survives_being_stored() -> None:
    restored = EscalationPolicy.from_state(POLICY.state())

    assert restored.rules == POLICY.rules
    assert restored.questions == POLICY.questions


def test_levels_are_ordered_from_mild_to_severe() -> None:
    assert sorted(Urgency, key=lambda level: level.rank) == [NONE, WATCH, DOCTOR, URGENT, EMERGENCY]
    assert sorted(Clearance, key=lambda level: level.rank) == [
        *(Clearance.OK, ADAPT, ASK_FIRST, AVOID)
    ]
