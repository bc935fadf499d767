"""Fits the weights of `footnote.language.in_context` to later turns of conversations.

`python -m bench.context_weights SET...` runs the conversations of evaluation sets that are used up
through the trained model, prints the weights, and how many turns they lead to the right topic, held
out set by set. Never to be run with a set that still measures something.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from rich.console import Console
from scipy.optimize import minimize
from scipy.special import logsumexp

from footnote.cli.libraries import loaded_understanding
from footnote.cli.serving import trained_model
from footnote.evaluation.sets import read_set
from footnote.evaluation.understanding import Understanding
from footnote.knowledge.loading import load_knowledge
from footnote.language import asked, in_context
from footnote.settings import current_settings

RIDGE = 0.02
console = Console(stderr=True)


@dataclass(frozen=True)
class LaterTurn:
    """What speaks for each topic, shape (topics, weights), and the positions of right ones."""

    found: np.ndarray
    right: list[int]


def later_turns(understanding: Understanding, folder: Path) -> list[LaterTurn]:
    """Return the turns of a set's conversations that are read in the light of the one before."""
    turns: list[LaterTurn] = []
    seen: list[tuple[tuple[str, ...], np.ndarray]] = []

    def spying(topics: tuple[str, ...], *arguments: object) -> np.ndarray:
        found: np.ndarray = in_context.readings(topics, *arguments)  # type: ignore[arg-type]
        seen.append((topics, found))
        return found

    with patch.object(asked, "readings", spying):
        for conversation in read_set(folder).conversations:
            for length in range(2, len(conversation) + 1):
                seen.clear()
                understanding.conversation([turn.text for turn in conversation[:length]])
                if not seen:
                    continue
                topics, found = seen[-1]
                accepted = conversation[length - 1].accepted
                right = [topics.index(topic) for topic in accepted if topic in topics]
                if right:
                    turns.append(LaterTurn(found, right))
    return turns


def fitted(turns: Sequence[LaterTurn]) -> np.ndarray:
    """Return the weights that make the right topics likeliest: conditional logistic regression."""

    def loss(weights: np.ndarray) -> float:
        total = 0.0
        for turn in turns:
            scores = turn.found @ weights
            total += logsumexp(scores) - logsumexp(scores[turn.right])
        return total / len(turns) + RIDGE / 2 * float(weights @ weights)

    result: np.ndarray = minimize(loss, np.zeros(len(in_context.WEIGHTS))).x
    return result


def led_right(turns: Sequence[LaterTurn], weights: np.ndarray) -> int:
    """Return how many turns the weights lead to a right topic."""
    return sum(int((turn.found @ weights).argmax()) in turn.right for turn in turns)


def main() -> None:
    """Fit, hold out set by set, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="folders of used-up evaluation sets")
    folders: list[Path] = parser.parse_args().folders
    model = trained_model(load_knowledge(current_settings().knowledge_dir))
    understanding = loaded_understanding(model, console)
    sets = [later_turns(understanding, folder) for folder in folders]
    for number, held_out in enumerate(sets):
        others = [turn for i, one in enumerate(sets) if i != number for turn in one]
        right = led_right(held_out, fitted(others))
        print(f"{folders[number].name}: {right} of {len(held_out)} right, held out")
    together = [turn for one in sets for turn in one]
    for name, weight in zip(in_context.WEIGHTS, fitted(together)):
        print(f"{name}: {weight:.2f}")


if __name__ == "__main__":
    main()
