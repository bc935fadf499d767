"""The quick scorer of letters gives what scikit-learn's vectorizer and the weights give."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from footnote.language.ensemble import GramScorer, LabelEnsemble, LinearModel

TAUGHT = [
    "my foot is numb",
    "my foot is swollen and sore",
    "when are you open on sunday",
    "are you open today",
    "why do my feet pop, pop, pop?",
    "numb toes since monday",
]


@pytest.fixture(scope="module")
def vectorizer() -> TfidfVectorizer:
    """As `LabelEnsemble` makes it."""
    vectorizer: TfidfVectorizer = LabelEnsemble()._lexical_features
    vectorizer.fit(TAUGHT)
    return vectorizer


@pytest.mark.parametrize(
    "text",
    [
        "my foot is numb",
        "feet feet feet open",
        "are u open 2day??",
        "a",
        "",
        "numb" * 9,
        "\u4f60\u597d zzz",
    ],
)
def test_scores_equal_the_vectorizer_times_the_weights(
    vectorizer: TfidfVectorizer, text: str
) -> None:
    random = np.random.default_rng(0)
    size = (len(vectorizer.vocabulary_), 4)
    model = LinearModel(
        random.normal(size=size).astype(np.float32), random.normal(size=4).astype(np.float32)
    )

    quick = GramScorer(vectorizer, model).log_probabilities([text, TAUGHT[0]])

    original = model.log_probabilities(vectorizer.transform([text, TAUGHT[0]]))
    assert quick == pytest.approx(original, abs=1e-5)
    assert np.exp(quick).sum(axis=1) == pytest.approx(1.0, abs=1e-5)
