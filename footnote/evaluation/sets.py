"""Reading an evaluation set: a folder of plain text files. docs/tester.md describes them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HEADING = "## "


@dataclass(frozen=True)
class Asked:
    """A message and the topics or class it should be sorted to, in order."""

    expected: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class ConversationTurn:
    """One client turn: any of the accepted topics or classes is right."""

    accepted: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class EvaluationSet:
    """Everything one pair of writers wrote.

    Attributes:
        name: the folder's name.
        topics: one question on one topic each.
        two_questions: two questions in one message.
        small_talk: greetings and the like, and asking for a person.
        far, near: out of scope, far from the subject and near it.
        conversations: the turns of whole conversations.
    """

    name: str
    topics: tuple[Asked, ...]
    two_questions: tuple[Asked, ...]
    small_talk: tuple[Asked, ...]
    far: tuple[str, ...]
    near: tuple[str, ...]
    conversations: tuple[tuple[ConversationTurn, ...], ...]

    @property
    def messages(self) -> int:
        """How many messages the set holds; each turn of a conversation is one."""
        single = (self.topics, self.two_questions, self.small_talk, self.far, self.near)
        return sum(map(len, (*single, *self.conversations)))


def read_set(directory: Path) -> EvaluationSet:
    """Read an evaluation set.

    Raises:
        FileNotFoundError: one of the files is missing.
        ValueError: a line is not of its file's form; the message names file and line.
    """
    return EvaluationSet(
        name=directory.name,
        topics=tuple(_under_headings(directory / "topics.txt")),
        two_questions=tuple(_two_questions(directory / "two_questions.txt")),
        small_talk=tuple(_under_headings(directory / "small_talk.txt")),
        far=tuple(text for _, text in _lines(directory / "far.txt")),
        near=tuple(text for _, text in _lines(directory / "near.txt")),
        conversations=tuple(_conversations(directory / "conversations.txt")),
    )


def _lines(path: Path) -> list[tuple[int, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]


def _under_headings(path: Path) -> list[Asked]:
    found: list[Asked] = []
    heading: str | None = None
    for number, line in _lines(path):
        if line.startswith(HEADING):
            heading = line[len(HEADING) :].strip()
        elif heading is None:
            raise ValueError(f"{path}:{number}: a `## id` line must come first")
        else:
            found.append(Asked((heading,), line))
    return found


def _labelled(path: Path, number: int, line: str) -> tuple[str, str]:
    label, bar, text = line.partition("|")
    if not bar or not text.strip():
        raise ValueError(f"{path}:{number}: expected `id | message`")
    return label.strip(), text.strip()


def _two_questions(path: Path) -> list[Asked]:
    found = []
    for number, line in _lines(path):
        labels, text = _labelled(path, number, line)
        found.append(Asked(tuple(label.strip() for label in labels.split(",")), text))
    return found


def _conversations(path: Path) -> list[tuple[ConversationTurn, ...]]:
    found: list[list[ConversationTurn]] = []
    for number, line in _lines(path):
        if line.startswith(HEADING):
            found.append([])
        elif not found:
            raise ValueError(f"{path}:{number}: a `## title` line must come first")
        else:
            labels, text = _labelled(path, number, line)
            accepted = tuple(label.strip() for label in labels.split("/"))
            found[-1].append(ConversationTurn(accepted, text))
    return [tuple(turns) for turns in found]
