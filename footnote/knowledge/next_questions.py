"""What clients type next, once a topic was answered: examples of messages read in context."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from footnote.knowledge.yaml_tree import KnowledgeError, Problem, YamlTree

#: The folder in the knowledge base; a file for each area, like `topics/`.
FOLDER = "next_questions"
#: Messages that ask nothing, and questions that no topic answers.
CHAT, UNKNOWN = "chat", "unknown"


@dataclass(frozen=True)
class NextQuestion:
    """A message and what it asks in the light of the topic answered before it.

    Attributes:
        after: id of the topic answered before.
        asks: id of the topic that answers it, `CHAT` or `UNKNOWN`.
        text: what the client types.
    """

    after: str
    asks: str
    text: str


def load_next_questions(knowledge: Path, topics: Collection[str]) -> tuple[NextQuestion, ...]:
    """Read the examples; apart from the knowledge base, since only training needs them.

    Args:
        knowledge: the knowledge base's folder.
        topics: ids of its topics.

    Raises:
        KnowledgeError: with all problems, each with file, line and how to mend it.
    """
    found: list[NextQuestion] = []
    problems: list[Problem] = []
    for path in sorted((knowledge / FOLDER).glob("*.yml")):
        try:
            tree = YamlTree(path)
        except KnowledgeError as error:
            problems.extend(error.problems)
            continue
        problems += _problems(tree, topics)
        if not problems:
            found += _examples(tree)
    if not found and not problems:
        problems.append(Problem(knowledge / FOLDER, 1, "no examples: restore the files"))
    if problems:
        raise KnowledgeError(problems)
    return tuple(found)


def _problems(tree: YamlTree, topics: Collection[str]) -> Iterator[Problem]:
    known = "rename it or delete its lines"
    for after, answers in tree.value.items():
        if after not in topics:
            yield tree.problem((after,), f"there is no topic {after}: {known}")
        if not isinstance(answers, dict):
            yield tree.problem((after,), f"{after}: expected `topic:` lines with messages beneath")
            continue
        for asks, texts in answers.items():
            if asks not in topics and asks not in (CHAT, UNKNOWN):
                yield tree.problem((after, asks), f"there is no topic {asks}: {known}")
            if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
                yield tree.problem((after, asks), f"{asks}: expected a list of messages")


def _examples(tree: YamlTree) -> Iterator[NextQuestion]:
    for after, answers in tree.value.items():
        assert isinstance(answers, dict), "checked before"
        for asks, texts in answers.items():
            for text in texts:
                yield NextQuestion(after, asks, text)
