"""Fits the weights of `footnote.language.in_conversation` to examples of what clients type next.

`python -m bench.sort_weights` reads every example behind the question of the topic before it with
the trained model, and prints the weights, and how many examples are taken for what they are. What
is learnt from the examples themselves is held out, a third of them at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from unittest.mock import patch

import numpy as np
from rich.console import Console
from sklearn.linear_model import LogisticRegression

from footnote.cli.libraries import loaded_understanding
from footnote.cli.serving import trained_model
from footnote.evaluation.understanding import Understanding
from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.model import KnowledgeBase
from footnote.knowledge.next_questions import CHAT, UNKNOWN, NextQuestion
from footnote.language import asked
from footnote.language.asked import Question, QuestionReader
from footnote.language.importer import KnowledgeImporter
from footnote.language.in_conversation import Signs, Sort, likelihoods
from footnote.language.messages import Segment
from footnote.language.next_question import NextQuestionModel
from footnote.language.pipeline.examples import NEXT_QUESTION
from footnote.settings import current_settings

FOLDS = 3
#: An answer to what no topic covers is worse than none to what one does.
SORT_WEIGHT = {Sort.QUESTION.value: 1, Sort.SMALL_TALK.value: 1, Sort.UNCOVERED.value: 2}
MAX_ITERATIONS = 5000
console = Console(stderr=True)


@dataclass(frozen=True)
class Read:
    """An example as the model reads it, and the signs by a model that has seen it."""

    example: NextQuestion
    alone: np.ndarray
    in_context: np.ndarray
    signs: Signs


def all_examples() -> list[NextQuestion]:
    """Return all that `NextQuestionModel` learns from."""
    data = KnowledgeImporter("config.yml", "domain.yml", ["data"]).get_nlu_data()
    found = [(example.get("metadata") or {}).get(NEXT_QUESTION) for example in data.intent_examples]
    return list(dict.fromkeys(NextQuestion(**source) for source in found if source))


def read(
    understanding: Understanding, knowledge: KnowledgeBase, examples: Sequence[NextQuestion]
) -> list[Read]:
    """Return the examples that are read in the light of the question before."""
    segments: list[tuple[Segment, Segment]] = []
    signs: list[Signs] = []
    in_context = QuestionReader.in_context

    def seeing(reader: QuestionReader, whole: Segment, behind: Segment, focus: str) -> Question:
        segments.append((whole, behind))
        return in_context(reader, whole, behind, focus)

    def seeing_signs(its: Signs) -> dict[Sort, float]:
        signs.append(its)
        return likelihoods(its)

    found = []
    with (
        patch.object(QuestionReader, "in_context", seeing),
        patch.object(asked, "likelihoods", seeing_signs),
    ):
        for example in examples:
            signs.clear()
            understanding.conversation([knowledge.topics[example.after].question, example.text])
            if signs:
                whole, behind = segments[-1]
                assert whole.embedding is not None and behind.embedding is not None
                found.append(Read(example, whole.embedding, behind.embedding, signs[-1]))
    return found


def held_out(found: Sequence[Read]) -> list[Signs]:
    """Return the signs, with what is learnt by a model that has not seen the example."""
    signs = [one.signs for one in found]
    for fold in range(FOLDS):
        seen = [one for i, one in enumerate(found) if i % FOLDS != fold]
        model = NextQuestionModel()
        model.fit(
            [one.example.text.lower() for one in seen],
            np.array([one.alone for one in seen]),
            np.array([one.in_context for one in seen]),
            [one.example.asks for one in seen],
        )
        for i in range(fold, len(found), FOLDS):
            one = found[i]
            learnt = dict(
                model.log_probabilities(one.example.text.lower(), one.alone, one.in_context)
            )
            chat, unknown = learnt.pop(CHAT), learnt.pop(UNKNOWN)
            topics = float(np.logaddexp.reduce(list(learnt.values())))
            signs[i] = replace(
                one.signs, learnt_chat=chat - topics, learnt_unknown=unknown - topics
            )
    return signs


def sort_of(example: NextQuestion) -> Sort:
    """Return what an example is."""
    return {CHAT: Sort.SMALL_TALK, UNKNOWN: Sort.UNCOVERED}.get(example.asks, Sort.QUESTION)


def main() -> None:
    """Fit and print."""
    knowledge = load_knowledge(current_settings().knowledge_dir)
    understanding = loaded_understanding(trained_model(knowledge), console)
    found = read(understanding, knowledge, all_examples())
    signs = np.array([astuple(one) for one in held_out(found)])
    sorts = np.array([sort_of(one.example).value for one in found])
    model = LogisticRegression(class_weight=SORT_WEIGHT, max_iter=MAX_ITERATIONS).fit(signs, sorts)
    question = list(model.classes_).index(Sort.QUESTION.value)
    for position, name in enumerate(model.classes_):
        if position != question:
            weights = model.coef_[position] - model.coef_[question]
            bias = model.intercept_[position] - model.intercept_[question]
            print(f"{name}: {np.round([*weights, bias], 2).tolist()}")
    for (is_, taken_for), count in Counter(zip(sorts, model.predict(signs))).most_common():
        print(f"{count} of {is_} taken for {taken_for}")


if __name__ == "__main__":
    main()
