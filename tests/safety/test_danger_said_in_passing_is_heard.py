"""Much harmless talk around a grave report does not make it a mere mention."""

from __future__ import annotations

import pytest

from footnote.evaluation.understanding import Understanding

IN_PASSING = [
    (
        "Hi there, I booked a foot scrub for Friday and wanted to ask whether you also have "
        "parking, and by the way my chest has been tight since lunch.",
        "emergency",
    ),
    (
        "I laughed so hard at your advert that I choked on my tea, anyway now I really can't "
        "breathe",
        "emergency",
    ),
    (
        "I read an article about strokes, and now my face is drooping on one side, is that funny?",
        "emergency",
    ),
    (
        "No pain, no swelling, all fine, except that I coughed up blood this morning. When do you "
        "open?",
        "emergency",
    ),
    (
        "Could you tell me your opening hours, I want to end my life so I need to cancel",
        "emergency",
    ),
    (
        "I used to have cramps as a kid. Now my toe is bent sideways since I fell, can I still "
        "come for the relaxing package?",
        "urgent",
    ),
    (
        "Thanks for the lovely session yesterday! The oil smelled great. My calf is hot and "
        "swollen today, but I guess that is from the walk home?",
        "urgent",
    ),
    ("what if it gets worse? I mean my swollen calf, it hurts when I press it", "urgent"),
]


@pytest.mark.parametrize(("text", "urgency"), IN_PASSING)
def test_the_report_gets_its_verdict(understanding: Understanding, text: str, urgency: str) -> None:
    assert understanding.of(text).urgency == urgency
