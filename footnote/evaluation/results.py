"""What came of running an evaluation set through a model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from footnote.knowledge.model import Kind, KnowledgeBase
from footnote.triage.levels import Urgency


@dataclass(frozen=True)
class Understood:
    """What the model made of a message.

    Attributes:
        intent: the Rasa intent.
        confidence: of the intent, 0 to 1.
        topics: to be answered, in order.
        candidates: to be offered, best first.
        rules: escalation rules that hold.
        milliseconds: what understanding took.
        urgency: how soon somebody should be seen, `none` where nothing is reported.
        clearance: whether a massage is all right, or None where that is not in question.
        asks: id of the question put to the client, or None.
    """

    intent: str
    confidence: float
    topics: tuple[str, ...]
    candidates: tuple[str, ...]
    rules: tuple[str, ...]
    milliseconds: float
    urgency: str = Urgency.NONE.value
    clearance: str | None = None
    asks: str | None = None


@dataclass(frozen=True)
class Result:
    """A message, what it should have become, and what it became.

    Attributes:
        text: the message.
        expected: topics or classes; empty where it is out of scope. In a conversation any of
            them is right, elsewhere all of them are asked for, in order.
        understood: by the model.
        before: the client's turn before it, empty where there is none.
    """

    text: str
    expected: tuple[str, ...]
    understood: Understood
    before: str = ""


@dataclass(frozen=True)
class SetResults:
    """The results of one evaluation set or of several; its parts are those of `EvaluationSet`."""

    name: str
    topics: tuple[Result, ...]
    two_questions: tuple[Result, ...]
    small_talk: tuple[Result, ...]
    far: tuple[Result, ...]
    near: tuple[Result, ...]
    conversations: tuple[tuple[Result, ...], ...]

    def all(self) -> Iterator[Result]:
        """Yield every result, part by part."""
        for part in (self.topics, self.two_questions, self.small_talk, self.far, self.near):
            yield from part
        for conversation in self.conversations:
            yield from conversation

    @classmethod
    def together(cls, name: str, several: tuple[SetResults, ...]) -> SetResults:
        """Put the results of several sets together under one name."""
        return cls(
            name=name,
            topics=tuple(result for each in several for result in each.topics),
            two_questions=tuple(result for each in several for result in each.two_questions),
            small_talk=tuple(result for each in several for result in each.small_talk),
            far=tuple(result for each in several for result in each.far),
            near=tuple(result for each in several for result in each.near),
            conversations=tuple(turns for each in several for turns in each.conversations),
        )


@dataclass(frozen=True)
class LabelKinds:
    """What topics and classes are, as far as judging needs it.

    Attributes:
        areas: each topic's area.
        in_scope: topics that are answered; the others only say what is not covered.
        chat: intents that small talk is replied to with; any of them is as good as another.
        phrasings: what the model was taught, in lower case.
    """

    areas: Mapping[str, str]
    in_scope: frozenset[str]
    chat: frozenset[str]
    phrasings: frozenset[str]

    @classmethod
    def of(cls, knowledge: KnowledgeBase, chat: frozenset[str]) -> LabelKinds:
        """Take the topics' kinds from the knowledge base.

        Args:
            knowledge: that the model was trained from.
            chat: the model's small-talk intents.
        """
        return cls(
            areas=knowledge.areas,
            in_scope=frozenset(
                topic_id
                for topic_id, topic in knowledge.topics.items()
                if topic.kind is Kind.ANSWER
            ),
            chat=chat,
            phrasings=frozenset(
                phrasing.casefold()
                for topic in knowledge.topics.values()
                for phrasing in (topic.question, *topic.phrasings)
            ),
        )
