"""Answers: by button or in free words, with doubt and refusal; a question back is no answer."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from footnote.knowledge.loading import load_knowledge
from footnote.language.clinical.answers import answer, retracts
from footnote.language.clinical.recogniser import FindingRecogniser
from footnote.triage.policy import UNSURE

QUESTIONS = load_knowledge(Path(__file__).parents[4] / "knowledge").questions


@pytest.mark.parametrize(
    ("attribute", "text", "expected"),
    [
        ("severity", "8", 8.0),
        ("severity", "eight", 8.0),
        ("severity", "8/10", 8.0),
        ("severity", "7 or 8", 8.0),
        ("severity", "id say 2 outta ten", 2.0),
        ("severity", "The instep? A three.", 3.0),
        ("severity", "about a 7 I guess", 7.0),
        ("severity", "0", 0.0),
        ("severity", "it is unbearable", 8.0),
        ("severity", "not too bad", 2.0),
        ("bears_weight", "yes", "yes"),
        ("bears_weight", "Yes but it hurts", "yes"),
        ("bears_weight", "of course I can", "yes"),
        ("bears_weight", "nope", "no"),
        ("bears_weight", "barely", "no"),
        ("bears_weight", "I can't walk on it", "no"),
        ("hours", "since yesterday", 24.0),
        ("hours", "three days", 72.0),
        ("side", "both", "both"),
        ("side", "just the left", "one"),
        ("side", "the right one", "one"),
    ],
)
def test_an_answer_in_free_words(
    recogniser: FindingRecogniser, attribute: str, text: str, expected: str | float
) -> None:
    assert answer(attribute, text, recogniser.attributes(text)) == expected


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_button_is_an_answer_of_its_own(recogniser: FindingRecogniser, question: str) -> None:
    entry = QUESTIONS[question]
    given = [answer(entry.attribute, text, recogniser.attributes(text)) for text in entry.buttons]

    assert None not in given
    assert len(set(given)) == len(given)


@pytest.mark.parametrize(
    ("attribute", "text"),
    [
        *product(
            ("severity", "bears_weight", "hours", "side"),
            ("not sure", "idk", "I'd rather not say", "none of your business", "why do you ask?"),
        ),
        *product(("severity", "hours", "side"), ("no idea", "I can't remember")),
    ],
)
def test_doubt_and_refusal(recogniser: FindingRecogniser, attribute: str, text: str) -> None:
    assert answer(attribute, text, recogniser.attributes(text)) == UNSURE


@pytest.mark.parametrize("attribute", ["severity", "bears_weight", "hours", "side"])
@pytest.mark.parametrize("text", ["what time do you close?", "do you sell vouchers", "thanks"])
def test_something_else_is_no_answer(
    recogniser: FindingRecogniser, attribute: str, text: str
) -> None:
    assert answer(attribute, text, recogniser.attributes(text)) is None


def test_a_number_beyond_the_scale_is_no_answer(recogniser: FindingRecogniser) -> None:
    assert answer("severity", "12", recogniser.attributes("12")) is None


@pytest.mark.parametrize("text", ["I can only hop", "I can limp a bit", "yes, if someone holds me"])
def test_bearing_some_weight_is_not_standing(recogniser: FindingRecogniser, text: str) -> None:
    assert answer("bears_weight", text, recogniser.attributes(text)) == "no"


@pytest.mark.parametrize(
    "text",
    [
        "I can't ignore it any more",
        "please don't just ignore this",
        "forget my appointment, I am going to hospital",
        "there is nothing wrong with my other foot",
        "they are just testing my blood now",
        "I washed off the blood",
    ],
)
def test_what_only_sounds_like_it_takes_no_report_back(text: str) -> None:
    assert not retracts(text)


@pytest.mark.parametrize(
    "text",
    [
        "please disregard this, it was ink",
        "false alarm, sorry",
        "he was joking",
        "there is nothing wrong with his calf at all",
    ],
)
def test_a_report_can_be_taken_back(text: str) -> None:
    assert retracts(text)
