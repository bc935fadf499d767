"""Spelling: slips are mended, the domain's words and everything short or known are left alone."""

from __future__ import annotations

import pytest

from footnote.language.spelling import SpellingCorrector, domain_words

DOMAIN = ("edema", "fasciitis", "reflexology", "massage", "therapist", "podiatrist")


@pytest.fixture(scope="module")
def corrector() -> SpellingCorrector:
    return SpellingCorrector(DOMAIN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("is a foot masage dangerus", "is a foot massage dangerous"),
        ("my theripist sugested refleksology", "my therapist suggested reflexology"),
        ("diabetis", "diabetes"),
        ("massaeg", "massage"),
        ("pls can u tell my doc", "please can you tell my doctor"),
        ("y do feet pop, idk", "why do feet pop, i do not know"),
        ("my appt is b4 lunch", "my appointment is before lunch"),
        ("my legs arent red and havent swelled", "my legs aren't red and haven't swelled"),
    ],
)
def test_slips_and_shorthand(corrector: SpellingCorrector, typed: str, meant: str) -> None:
    assert corrector.correct(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "ths ft is ok",
        "don't you think it's fine",
        "qi, dvt, mri",
        "massages dehydrated my ankles",
        "from 12:30 to 4pm, $45",
        "",
        "?!?",
    ],
)
def test_what_is_right_short_or_no_word_stays(corrector: SpellingCorrector, text: str) -> None:
    assert corrector.correct(text) == text


def test_a_word_of_the_domain_is_no_slip_but_mends_some(corrector: SpellingCorrector) -> None:
    # The dictionary knows "enema" and "fascists", not these two.
    assert corrector.correct("edema, fasciitis") == "edema, fasciitis"
    assert corrector.correct("adema, fascitis") == "edema, fasciitis"


def test_the_result_is_in_lower_case(corrector: SpellingCorrector) -> None:
    assert corrector.correct("Foot MASSAGE, Edema") == "foot massage, edema"


def test_correcting_twice_changes_nothing_more(corrector: SpellingCorrector) -> None:
    once = corrector.correct("my theripist sugested sumthing 4 my swolen ankels, thx")

    assert corrector.correct(once) == once


def test_domain_words_are_those_that_several_texts_use() -> None:
    texts = ["Edema is swelling.", "what is EDEMA", "my edema edema edema", "a fascitis typo", "is"]

    assert domain_words(texts, at_least=3) == {"edema"}
    assert "fascitis" not in domain_words(texts, at_least=2)
    assert "is" not in domain_words(texts, at_least=2)
