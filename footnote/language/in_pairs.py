"""Whether two parts of a message are two questions: how much speaks for a pair of topics.

Where no single reading of the parts proves it, several weak ones may together. A logistic model
weighs them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from footnote.language.calibration import log_odds

#: Weights of what speaks for a pair, fitted by logistic regression to the questions of the used-up
#: evaluation sets first to seventh and ninth to twelfth (`python -m bench.pair_weights`). Held out
#: set by set, 37 of 70 messages with two questions get both that got one before, and 6 of 377 with
#: one get two.
WEIGHTS = {
    "left_probability": 1.10,
    "right_probability": 2.26,
    "left_within_scope": 1.00,
    "right_within_scope": 0.48,
    "lower_within_scope": -0.44,
    "left_share": 0.66,
    "right_share": 0.73,
    "lower_share": -0.42,
    "whole_probability": 0.57,
    "whole_within_scope": -0.95,
    "left_asks": 0.68,
    "right_asks": -0.73,
    "both_ask": -0.14,
    "few_words": -0.57,
    "clearly_cut": 0.00,
    "shares": -0.84,
}
BIAS = 1.96
#: Two topics are answered from this probability on.
PAIR_FROM = 0.4
#: A message that is less likely than this to be a question on any topic asks no two.
PAIR_WITHIN_SCOPE_FROM = 0.2
#: Keeps one reading's zero from ruling a pair out.
_SMALLEST = 1e-6
_SMALLEST_SHARE = 1e-5
#: A part with so few words is often no question.
_FEW_WORDS = 2


@dataclass(frozen=True)
class Part:
    """One side of a pair.

    Attributes:
        probability: of its best topic among the topics.
        within_scope: probability of being a question on any topic.
        share_of_whole: how much of the whole message's probability its topic has.
        asks: whether it is worded as a question.
        words: how many it has.
    """

    probability: float
    within_scope: float
    share_of_whole: float
    asks: bool
    words: int


@dataclass(frozen=True)
class Pair:
    """Two parts of a message, and how the message reads as one question.

    Attributes:
        left: the first part.
        right: the second part.
        whole_probability: of the best topic of the whole message.
        whole_within_scope: probability that the whole message is within scope.
        clearly_cut: whether it is cut at the end of a sentence or at a clear joint.
        shares: whether the right part takes over the beginning of the left one.
    """

    left: Part
    right: Part
    whole_probability: float
    whole_within_scope: float
    clearly_cut: bool
    shares: bool


def readings(pair: Pair) -> np.ndarray:
    """Return what speaks for a pair, in the order of `WEIGHTS`."""
    left, right = pair.left, pair.right
    scopes = [log_odds(part.within_scope) for part in (left, right)]
    shares = [np.log(part.share_of_whole + _SMALLEST_SHARE) for part in (left, right)]
    return np.array(
        [
            np.log(left.probability + _SMALLEST),
            np.log(right.probability + _SMALLEST),
            *scopes,
            min(scopes),
            *shares,
            min(shares),
            np.log(pair.whole_probability + _SMALLEST),
            log_odds(pair.whole_within_scope),
            left.asks,
            right.asks,
            left.asks and right.asks,
            min(left.words, right.words) <= _FEW_WORDS,
            pair.clearly_cut,
            pair.shares,
        ],
        dtype=float,
    )


def likelihood(pair: Pair) -> float:
    """Return the probability that the parts ask two things."""
    score = readings(pair) @ np.array(list(WEIGHTS.values())) + BIAS
    return float(1.0 / (1.0 + np.exp(-score)))
