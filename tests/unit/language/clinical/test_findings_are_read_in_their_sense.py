"""In what sense a message speaks of a finding: only what somebody has now counts as present."""

from __future__ import annotations

import pytest

from footnote.language.clinical.recogniser import FindingRecogniser
from footnote.triage.findings import Status

PRESENT, DENIED, PAST = Status.PRESENT, Status.DENIED, Status.PAST
HYPOTHETICAL, GENERAL, FIGURATIVE = Status.HYPOTHETICAL, Status.GENERAL, Status.FIGURATIVE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Present, however it is put.
        ("my foot is numb", {"numbness": PRESENT}),
        ("My foot is swollen?", {"swelling": PRESENT}),
        ("why is my foot swollen?", {"swelling": PRESENT}),
        ("is it normal that my foot is still numb?", {"numbness": PRESENT}),
        ("I have no idea why my foot is numb", {"numbness": PRESENT}),
        ("no, my foot is swollen", {"swelling": PRESENT}),
        ("if I press on it, it hurts", {"pain": PRESENT}),
        ("it wont stop bleeding, I cut my toe", {"wound_severe": PRESENT}),
        ("there's no improvement, my foot is still swollen", {"swelling": PRESENT}),
        ("not only is my foot swollen, it is numb too", {"swelling": PRESENT, "numbness": PRESENT}),
        ("not sure if my toe is broken", {"fracture_suspected": PRESENT}),
        ("can I come with a broken toe?", {"fracture": PRESENT}),
        ("I have diabetes", {"diabetes": PRESENT}),
        ("I can\u2019t put any weight on my FOOT", {"cannot_bear_weight": PRESENT}),
        # Somebody else.
        ("my mother can't breathe", {"breathing_trouble": PRESENT}),
        ("her husband's face is drooping", {"face_droop": PRESENT}),
        ("my son sprained his ankle this morning", {"injury_fresh": PRESENT}),
        # Denied.
        ("no numbness at all", {"numbness": DENIED}),
        ("numbness: none", {"numbness": DENIED}),
        ("pain? no", {"pain": DENIED}),
        ("actually it isnt swollen", {"swelling": DENIED}),
        ("no longer numb", {"numbness": DENIED}),
        ("I never had diabetes", {"diabetes": DENIED}),
        ("they ruled out a blood clot", {"clot": DENIED}),
        ("I'm not suicidal", {"suicidal": DENIED}),
        # One denied, the other not.
        ("no sharp pain, just some swelling in my ankle", {"pain": DENIED, "swelling": PRESENT}),
        ("my foot hurts but there is no swelling", {"pain": PRESENT, "swelling": DENIED}),
        ("my foot is not swollen but it hurts", {"swelling": DENIED, "pain": PRESENT}),
        ("my foot went numb, no pain though", {"numbness": PRESENT, "pain": DENIED}),
        (
            "no fever, no pus, but red streaks up my leg",
            {"fever": DENIED, "pus": DENIED, "red_streaks": PRESENT},
        ),
        (
            "I have neither diabetes nor high blood pressure",
            {"diabetes": DENIED, "blood_pressure": DENIED},
        ),
        # Only imagined.
        ("what if my foot swells after the massage?", {"swelling": HYPOTHETICAL}),
        ("in case I get a cramp, what should I do?", {"cramp": HYPOTHETICAL}),
        ("how can I prevent cramps?", {"cramp": HYPOTHETICAL}),
        ("could I get a bruise from a massage?", {"bruise": HYPOTHETICAL}),
        ("hypothetically, if I had a broken foot, could I come?", {"fracture": HYPOTHETICAL}),
        # Asked about as such.
        ("is numbness a bad sign?", {"numbness": GENERAL}),
        ("does massage help swollen feet?", {"swelling": GENERAL}),
        ("can pregnant women have a massage?", {"pregnancy": GENERAL}),
        ("do you treat people with diabetes?", {"diabetes": GENERAL}),
        ("I read that massage can cause blood clots", {"clot": GENERAL}),
        # Settled.
        ("I had a blood clot in 2010", {"clot": PAST}),
        ("I have a history of blood clots", {"clot": PAST}),
        ("I had chest pain last year", {"chest_pain": PAST}),
        ("my ankle was swollen weeks ago, it is gone now", {"swelling": PAST}),
        ("fractured my toe, but it has healed long ago", {"fracture": PAST}),
        ("I used to have varicose veins", {"circulatory_disorder": PAST}),
        # A condition that lasts is not settled by its date.
        ("I was diagnosed with diabetes in 2015", {"diabetes": PRESENT}),
        # Talk of suicide counts also where it is asked about.
        ("is it bad that I want to kill myself?", {"suicidal": PRESENT}),
    ],
)
def test_the_sense_of_a_finding(
    recogniser: FindingRecogniser, text: str, expected: dict[str, Status]
) -> None:
    read = {finding.type: finding.status for finding in recogniser.read(text)}

    assert {kind: read.get(kind) for kind in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "my feet are killing me after work",
        "I'm dying for a foot rub",
        "the price gave me a heart attack",
        "I have cold feet about the wedding",
        "my brain is numb with boredom",
        "my phone is dead",
        "I have never felt better",
        "when are you open?",
        "",
    ],
)
def test_figures_of_speech_report_nothing(recogniser: FindingRecogniser, text: str) -> None:
    counting = [f for f in recogniser.read(text) if f.status in (PRESENT, PAST)]

    assert not counting


def test_the_mention_that_counts_most_is_kept(recogniser: FindingRecogniser) -> None:
    text = "Can a massage cause numbness? My foot is numb since this morning."

    (finding,) = (found for found in recogniser.read(text) if found.type == "numbness")

    assert finding.status is PRESENT
    assert finding.hours == 6.0
