"""Whether a message in a conversation asks about a topic, is small talk, or asks about neither.

By itself, "what do you use for that?" sounds like a question to the bot about the bot. A logistic
model weighs how the message reads by itself against what examples of what clients type next say.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from enum import Enum

import numpy as np


class Sort(Enum):
    """What a message is."""

    QUESTION = "question"
    SMALL_TALK = "small talk"
    UNCOVERED = "uncovered"


#: How much each sign of `Signs` speaks for small talk and for a question that no topic covers, as
#: against a question on a topic; then the bias. Fitted by logistic regression to the examples that
#: `NextQuestionModel` learns from, held out by their writers, uncovered ones counted twice.
#: `python -m bench.sort_weights` fits them anew, held out at random. It gives others after every
#: training, since the scope of a message by itself is not held out there; these have stayed.
#: On later turns of the used-up evaluation sets, 5 of 1,226 questions on topics are taken for
#: something else, and 1 of 91 turns of small talk.
WEIGHTS = {
    Sort.SMALL_TALK: (0.48, 0.92, -0.24, 0.47, 0.27, 0.18, -1.64),
    Sort.UNCOVERED: (-1.01, -0.64, 0.50, 0.12, 0.75, 0.16, -1.81),
}


@dataclass(frozen=True)
class Signs:
    """What tells the sorts apart, all as log-odds.

    Attributes:
        within_scope: of the message by itself being within scope.
        chat_or_topic: small talk against topics, by itself.
        chat_or_background: small talk against background, by itself.
        learnt_chat: small talk against topics, by examples of what comes next.
        learnt_unknown: uncovered questions against topics, by the same.
        standalone: of the message standing by itself.
    """

    within_scope: float
    chat_or_topic: float
    chat_or_background: float
    learnt_chat: float
    learnt_unknown: float
    standalone: float


def likelihoods(signs: Signs) -> dict[Sort, float]:
    """Return how likely each sort is; they sum to one."""
    values = np.array([*astuple(signs), 1.0])
    scores = {sort: float(values @ np.array(weights)) for sort, weights in WEIGHTS.items()}
    scores[Sort.QUESTION] = 0.0
    highest = max(scores.values())
    odds = {sort: float(np.exp(score - highest)) for sort, score in scores.items()}
    total = sum(odds.values())
    return {sort: each / total for sort, each in odds.items()}
