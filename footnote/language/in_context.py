"""Which topic a message asks about in the light of the topic answered before it.

Several readings speak for a topic: the message by itself, the message put behind the question
answered last, and where its kind of follow-up leads. A log-linear model weighs them.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from footnote.language.follow_up import STANDALONE, FollowUpTargets

#: Weights of the readings, fitted by conditional logistic regression to 1,254 later turns of the
#: used-up evaluation sets first to ninth (`python -m bench.context_weights`). Held out set by set,
#: 95 % of the turns are led to the right topic; without what is learnt from examples, 91 %.
WEIGHTS = {
    "behind_question": 0.09,
    "by_itself": 0.07,
    "by_itself_if_standalone": 0.34,
    "led_to": 0.37,
    "near": 0.15,
    "same": -0.12,
    "learnt": 0.92,
}
#: Keeps one reading's zero from ruling a topic out.
_SMALLEST_SHARE = 1e-4
_SMALLEST_LEAD = 1e-3
_SMALLEST_LEARNT = -9.0


def readings(
    topics: tuple[str, ...],
    by_itself: np.ndarray,
    behind_question: np.ndarray,
    kinds: Mapping[str, float],
    learnt: Mapping[str, float],
    focus: str,
    targets: FollowUpTargets,
) -> np.ndarray:
    """Return what speaks for each topic, shape (topics, weights), columns as in `WEIGHTS`.

    Args:
        topics: ids, in the order of the shares.
        by_itself: each topic's share for the message alone, shape (topics,).
        behind_question: the same for the message behind the question answered last.
        kinds: how likely each kind of follow-up is, `STANDALONE` among them.
        learnt: what `NextQuestionModel` makes of it, as logarithms.
        focus: the topic answered last.
        targets: where follow-ups lead.
    """
    led_to = dict.fromkeys(topics, _SMALLEST_LEAD)
    for kind, probability in kinds.items():
        target = targets.target(focus, kind)
        if target in led_to:
            led_to[target] += probability
    near = targets.nearness(focus)
    alone = np.log(by_itself + _SMALLEST_SHARE)
    return np.stack(
        [
            np.log(behind_question + _SMALLEST_SHARE),
            alone,
            alone * kinds[STANDALONE],
            np.log(np.array([led_to[topic] for topic in topics])),
            np.array([near.get(topic, 0.0) for topic in topics]),
            np.array([float(topic == focus) for topic in topics]),
            _shares_of(topics, learnt),
        ],
        axis=1,
    )


def _shares_of(topics: tuple[str, ...], learnt: Mapping[str, float]) -> np.ndarray:
    """Return how likely each topic is among the topics, as logarithms, shape (topics,)."""
    scores = np.array([learnt.get(topic, _SMALLEST_LEARNT) for topic in topics])
    among: np.ndarray = scores - np.log(np.exp(scores).sum())
    return np.maximum(among, _SMALLEST_LEARNT)


def shares(found: np.ndarray) -> np.ndarray:
    """Return each topic's share of the probability, shape (topics,).

    Args:
        found: what `readings` returned.
    """
    scores = found @ np.array(list(WEIGHTS.values()))
    odds: np.ndarray = np.exp(scores - scores.max())
    return odds / odds.sum()
