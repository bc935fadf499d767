"""From readings to one decision per message: which topics, or clarify, unknown, chat, triage.

No argmax over noise: a topic is answered only when the message is within scope and its best topic
stands out; close calls are offered as buttons.
"""

from __future__ import annotations

import re

import numpy as np

from footnote.language import intents
from footnote.language.asked import (
    CERTAIN_FROM,
    CLEAR_FROM,
    PART_WITHIN_SCOPE_FROM,
    Question,
    QuestionReader,
)
from footnote.language.follow_up import (
    LEANS_FROM,
    LEANS_SURELY_FROM,
    FollowUpModel,
    FollowUpTargets,
)
from footnote.language.labels import LabelGroups
from footnote.language.messages import Segment, Segmentation, reading_of
from footnote.language.reported import ReportReader
from footnote.language.turn import Context, Turn
from footnote.triage.policy import EscalationPolicy

#: A question is answered from this probability of being within scope on; from the lower one on it
#: is offered, below that it is out of scope.
WITHIN_SCOPE_FROM = 0.8
MAY_BE_WITHIN_SCOPE_FROM = 0.4
#: The best topic must have this probability among the topics, else it is a close call.
ANSWER_FROM = 0.42
#: Small talk surer than this is no follow-up that lost its context.
SMALL_TALK_FROM = 0.5
#: Fewer words ("does it work?") always lean where there is something to lean on.
MIN_WORDS_TO_STAND = 4
#: Longer messages are not interpreted, except for emergency words.
MAX_CHARACTERS = 2_000

_PICKS = (
    re.compile(r"^\W*(?:1|one|(?:the )?(?:first|1st|top)(?: one)?)\W*$", re.IGNORECASE),
    re.compile(r"^\W*(?:2|two|(?:the )?(?:second|2nd|middle)(?: one)?)\W*$", re.IGNORECASE),
    re.compile(r"^\W*(?:3|three|(?:the )?(?:third|3rd|last)(?: one)?)\W*$", re.IGNORECASE),
)


class MessageInterpreter:
    """Decides on a message, given its readings and the conversation before it."""

    def __init__(
        self,
        *,
        groups: LabelGroups,
        policy: EscalationPolicy,
        follow_ups: FollowUpModel,
        targets: FollowUpTargets,
    ) -> None:
        """Set up the readers.

        Args:
            groups: the classifier's labels.
            policy: whose rules the report labels name.
            follow_ups: tells follow-ups from whole messages.
            targets: where follow-ups lead.
        """
        self._groups = groups
        self._targets = targets
        self._asked = QuestionReader(groups, follow_ups, targets)
        self._reported = ReportReader(groups, policy)
        self._chat = np.array(
            [
                position
                for position, label in enumerate(groups.labels)
                if position not in {*groups.topics.tolist(), *groups.background.tolist()}
                and not label.startswith(intents.REPORT_PREFIX)
            ],
            dtype=int,
        )

    def interpret(self, message: Segmentation, context: Context) -> Turn:
        """Decide on one message.

        Args:
            message: its segments, each with its reading.
            context: what the conversation before it holds.
        """
        rules = self._reported.rules(message)
        if self._reported.is_emergency(rules):
            return self._reported.turn(rules, (), context.focus)
        if len(message.whole.text) > MAX_CHARACTERS:
            return Turn(intents.TOO_LONG, 1.0, focus=context.focus)
        picked = _picked(message.whole.text, context)
        if picked is not None:
            return _answer((picked,), 1.0)
        several = self._asked.several(message)
        if rules:
            topics = several or self._asked_beside_report(message)
            return self._reported.turn(rules, topics, context.focus)
        if several:
            return _answer(several, 1.0)
        return self._single(message.whole, context)

    def _asked_beside_report(self, message: Segmentation) -> tuple[str, ...]:
        """The one question in a message whose other parts report something."""
        clear = [
            question.topic
            for question in map(self._asked.question, message.parts)
            if question.topic is not None
            and question.probability >= ANSWER_FROM
            and question.within_scope >= PART_WITHIN_SCOPE_FROM
        ]
        return tuple(clear[:1])

    def _single(self, whole: Segment, context: Context) -> Turn:
        """Decide on a message that asks one thing at most."""
        if context.focus is not None:
            kind, leans = self._asked.kind(whole)
            stands = leans < LEANS_SURELY_FROM and self._stands_by_itself(whole)
            if kind is not None and leans >= LEANS_FROM and not stands:
                target = self._targets.target(context.focus, kind)
                if target is not None:
                    return _answer((target,), leans)
                return self._follow_up_without_target(whole, context.focus, leans)
        question = self._asked.question(whole, context.focus)
        if question.topic is None or question.within_scope < MAY_BE_WITHIN_SCOPE_FROM:
            return self._no_question(whole, question, context)
        if question.within_scope < WITHIN_SCOPE_FROM or question.probability < ANSWER_FROM:
            return Turn(
                intents.CLARIFY,
                1.0 - question.probability,
                candidates=question.ranking,
                focus=context.focus,
            )
        return _answer((question.topic,), question.probability)

    def _stands_by_itself(self, whole: Segment) -> bool:
        """Whether a message is so clear that no context is needed, as a question or small talk."""
        question = self._asked.question(whole)
        if len(whole.text.split()) < MIN_WORDS_TO_STAND:
            return False
        if question.topic is not None:
            return min(question.probability, question.within_scope) >= CERTAIN_FROM
        return float(reading_of(whole).probabilities[self._chat].max()) >= CERTAIN_FROM

    def _follow_up_without_target(self, whole: Segment, focus: str, leans: float) -> Turn:
        """Answer what the follow-up says by itself, or offer what is related."""
        question = self._asked.question(whole, focus)
        if (
            question.topic is not None
            and question.probability >= CLEAR_FROM
            and question.within_scope >= CLEAR_FROM
        ):
            return _answer((question.topic,), question.probability)
        return Turn(intents.CLARIFY, leans, candidates=self._targets.related(focus), focus=focus)

    def _no_question(self, whole: Segment, question: Question, context: Context) -> Turn:
        """Decide on what no topic covers: small talk, a follow-up to nothing, or out of scope."""
        chat = reading_of(whole).probabilities[self._chat]
        if context.focus is None and chat.max() < SMALL_TALK_FROM:
            kind, leans = self._asked.kind(whole)
            if kind is not None and leans >= LEANS_FROM:
                return Turn(intents.follow_up_intent(kind), leans)
        if question.topic is None:
            intent = self._groups.labels[int(self._chat[int(chat.argmax())])]
            if intent == intents.AFFIRM and context.candidates:
                return _answer(context.candidates[:1], 1.0)
            return Turn(intent, float(chat.max()), focus=context.focus)
        background = reading_of(whole).probabilities[self._groups.background]
        best = int(self._groups.background[int(background.argmax())])
        return Turn(
            self._groups.labels[best],
            1.0 - question.within_scope,
            candidates=question.ranking,
            focus=context.focus,
        )


def _picked(text: str, context: Context) -> str | None:
    """The candidate that "the second one" or "2" picks after a clarifying reply."""
    for pattern, candidate in zip(_PICKS, context.candidates):
        if pattern.match(text):
            return candidate
    return None


def _answer(topics: tuple[str, ...], confidence: float) -> Turn:
    return Turn(topics[0], confidence, topics=topics, focus=topics[-1])
