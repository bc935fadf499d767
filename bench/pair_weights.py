"""Fits the weights of `footnote.language.in_pairs` to messages with one question and with two.

`python -m bench.pair_weights SET...` reads the questions of evaluation sets that are used up with
the trained model, prints the weights, and how many messages with two questions get both and how
many with one get two, held out set by set. Never to be run with a set that still measures
something.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from rich.console import Console
from sklearn.linear_model import LogisticRegression

from footnote.cli.libraries import loaded_understanding
from footnote.cli.serving import trained_model
from footnote.evaluation.sets import read_set
from footnote.evaluation.understanding import Understanding
from footnote.knowledge.loading import load_knowledge
from footnote.language import in_pairs
from footnote.language.asked import QuestionReader
from footnote.language.messages import Segmentation
from footnote.settings import current_settings

MAX_ITERATIONS = 2000
console = Console(stderr=True)


@dataclass(frozen=True)
class Weighed:
    """A message, what speaks for each pair of its parts, and what it asks.

    Attributes:
        expected: one topic or two.
        topics: of each pair.
        found: shape (pairs, weights).
    """

    expected: tuple[str, ...]
    topics: tuple[tuple[str, ...], ...]
    found: np.ndarray


def weighed(understanding: Understanding, folder: Path) -> list[Weighed]:
    """Return the messages of a set that are weighed: those where nothing proves two questions."""
    seen: list[tuple[QuestionReader, Segmentation]] = []

    def spying(reader: QuestionReader, message: Segmentation) -> tuple[str, ...]:
        seen.append((reader, message))
        return ()

    messages = []
    with patch.object(QuestionReader, "_likely_pair", spying):
        read = read_set(folder)
        for asked in (*read.topics, *read.two_questions):
            seen.clear()
            understanding.of(asked.text)
            if not seen:
                continue
            reader, message = seen[0]
            pairs = [
                (topics, pair) for topics, pair in reader.pairs(message) if len(set(topics)) > 1
            ]
            if pairs:
                found = np.stack([in_pairs.readings(pair) for _, pair in pairs])
                messages.append(
                    Weighed(asked.expected, tuple(topics for topics, _ in pairs), found)
                )
    return messages


def fitted(messages: Sequence[Weighed]) -> LogisticRegression:
    """Fit the weights: a pair is right where its topics are those asked about, in their order."""
    found = np.concatenate([message.found for message in messages])
    right = [topics == message.expected for message in messages for topics in message.topics]
    return LogisticRegression(max_iter=MAX_ITERATIONS).fit(found, right)


def judged(messages: Sequence[Weighed], model: LogisticRegression) -> tuple[int, int]:
    """Return how many messages with two questions get both, and how many with one get two."""
    both = wrong = 0
    for message in messages:
        probabilities = model.predict_proba(message.found)[:, 1]
        best = int(probabilities.argmax())
        if probabilities[best] < in_pairs.PAIR_FROM:
            continue
        both += message.topics[best] == message.expected
        wrong += len(message.expected) == 1
    return both, wrong


def main() -> None:
    """Fit, hold out set by set, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="folders of used-up evaluation sets")
    folders: list[Path] = parser.parse_args().folders
    model = trained_model(load_knowledge(current_settings().knowledge_dir))
    understanding = loaded_understanding(model, console)
    sets = [weighed(understanding, folder) for folder in folders]
    for number, held_out in enumerate(sets):
        others = [message for i, one in enumerate(sets) if i != number for message in one]
        both, wrong = judged(held_out, fitted(others))
        two = sum(len(message.expected) == 2 for message in held_out)
        one = len(held_out) - two
        print(f"{folders[number].name}: both of {both} of {two}, two of {wrong} of {one}, held out")
    together = fitted([message for one in sets for message in one])
    print(f"BIAS: {float(together.intercept_[0]):.2f}")
    for name, weight in zip(in_pairs.WEIGHTS, together.coef_[0]):
        print(f"{name}: {weight:.2f}")


if __name__ == "__main__":
    main()
