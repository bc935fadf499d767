from __future__ import annotations

from footnote.evaluation.confusion import (
    BEYOND,
    CHAT,
    CHOICE,
    FAR,
    NEAR,
    PERSON,
    REPORT,
    confused_pairs,
    confusion_matrix,
)
from tests.unit.evaluation.by_hand import KINDS, result, set_results


def test_the_matrix_says_what_became_of_every_single_message() -> None:
    matrix = confusion_matrix(
        set_results(
            topics=(
                result("prices", topics="hours"),
                result("prices", topics="gout prices"),
                result("prices", rules="numbness"),
                result("gout", intent="clarify", candidates="hours"),
            ),
            near=(result("", topics="gout"), result("", intent="out_of_scope_near")),
            far=(result("", intent="greet"),),
            small_talk=(result("greet", intent="handoff"), result("handoff", intent="handoff")),
        ),
        KINDS,
    )

    cells = {
        (row, column): (count, fits)
        for row, counts, fitting in zip(matrix.rows, matrix.counts, matrix.fitting)
        for column, count, fits in zip(matrix.columns, counts, fitting)
        if count
    }
    assert cells == {
        ("house", "house"): (2, True),
        ("house", REPORT): (1, False),
        ("boundary", CHOICE): (1, False),
        (NEAR, "boundary"): (1, True),
        (NEAR, BEYOND): (1, True),
        (FAR, CHAT): (1, False),
        (CHAT, PERSON): (1, False),
        (PERSON, PERSON): (1, True),
    }


def test_pairs_count_wrong_answers_before_wrong_first_choices() -> None:
    pairs = confused_pairs(
        (
            result("prices", intent="clarify", candidates="gout prices", text="a choice"),
            result("prices", topics="hours", text="an answer"),
            result("prices", topics="prices hours", text="one too many"),
            result("prices", intent="clarify", candidates="prices gout"),
        )
    )

    assert [(p.expected, p.instead, p.answered, p.preferred, p.example) for p in pairs] == [
        ("prices", "hours", 2, 0, "an answer"),
        ("prices", "gout", 0, 1, "a choice"),
    ]
