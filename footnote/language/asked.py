"""What a message asks: one topic, several, or a follow-up on the topic before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from footnote.knowledge.next_questions import CHAT, UNKNOWN
from footnote.language import intents
from footnote.language.calibration import log_odds, log_ratio, softmax
from footnote.language.follow_up import (
    STANDALONE,
    FollowUpModel,
    FollowUpTargets,
    may_lean,
)
from footnote.language.in_context import readings, shares
from footnote.language.in_conversation import Signs, Sort, likelihoods
from footnote.language.in_pairs import PAIR_FROM, PAIR_WITHIN_SCOPE_FROM, Pair, Part, likelihood
from footnote.language.labels import LabelGroups
from footnote.language.messages import Segment, Segmentation, reading_of
from footnote.language.next_question import MAX_WORDS, NextQuestionModel
from footnote.language.segmentation import looks_like_question

#: One of several questions, or one beside a report, is answered from this probability of being
#: within scope on.
PART_WITHIN_SCOPE_FROM = 0.5
#: One of several questions in a message is answered beside the others when it is clear by itself
#: and its topic also shows in the whole message, where two topics share the probability. Where it
#: does not show, the part was cut out of one question. The clearer, the less it needs to show:
#: pairs of (clear from, share of the whole from).
PART_PROOFS = ((0.5, 1e-4), (0.7, 0.0))
#: Cutting at a bare "and" takes more proof than cutting between sentences.
SPLIT_PROOFS = ((0.85, 1e-3), (0.95, 2e-4))
#: A statement before a question is answered as a question of its own only where it must be one.
STATEMENT_PROOFS = ((0.97, 1e-3),)
#: A part is read in the light of the part before it, if its topic is then this clear and has this
#: share of the whole.
LEANT_FROM = 0.8
LEANING_SHARE_FROM = 1e-3
#: How much the topics near the one answered last gain for messages that seem to lean on it, in
#: log-probability; probabilities are flattened first, they were fitted to whole questions.
NEARNESS_GAIN = 3.5
#: The best topic must have this probability among the topics, else it is a close call.
ANSWER_FROM = 0.42
#: Whole questions this clear need no context, however short they are.
CLEAR_FROM = 0.9
CONTEXT_TEMPERATURE = 1.5
#: Small talk is short and easily taken for background; it needs only this share against it.
SMALL_TALK_ODDS = 0.1
MAX_CANDIDATES = 3
MAX_TOPICS = 4


@dataclass(frozen=True)
class Question:
    """One question as far as understood.

    Attributes:
        topic: the best topic, None where the text is small talk instead.
        probability: of the best topic among the topics.
        within_scope: probability of being a question on any topic.
        ranking: the best topics, best first.
    """

    topic: str | None
    probability: float
    within_scope: float
    ranking: tuple[str, ...]

    def is_clear(self, probable_from: float, within_scope_from: float) -> bool:
        """Return whether a topic stands out, and the text is within scope."""
        stands_out = self.topic is not None and self.probability >= probable_from
        return stands_out and self.within_scope >= within_scope_from


class QuestionReader:
    """Reads segments as questions on topics."""

    def __init__(
        self,
        groups: LabelGroups,
        follow_ups: FollowUpModel,
        next_questions: NextQuestionModel,
        targets: FollowUpTargets,
    ) -> None:
        """Take the classifier's labels and what follow-ups are resolved with.

        `chat` holds the positions of small-talk labels.
        """
        self._groups = groups
        self._follow_ups = follow_ups
        self._next_questions = next_questions
        self._targets = targets
        topical = {*groups.topics.tolist(), *groups.background.tolist()}
        chat = [
            position
            for position, label in enumerate(groups.labels)
            if position not in topical and not label.startswith(intents.REPORT_PREFIX)
        ]
        self.chat = np.array(chat, dtype=int)

    def question(self, segment: Segment, focus: str | None = None) -> Question:
        """Read a segment as a question on a topic; its topic is None where it is something else.

        Args:
            segment: with its reading.
            focus: the topic that the segment may lean on.
        """
        reading = reading_of(segment)
        topics = reading.probabilities[self._groups.topics]
        chat = reading.probabilities[self.chat].sum()
        background = reading.probabilities[self._groups.background].sum()
        chatty = chat > max(topics.sum(), SMALL_TALK_ODDS * background)
        within_scope = reading.within_scope
        found = topics / max(float(topics.sum()), 1e-9)
        clear = float(found.max()) >= CLEAR_FROM and within_scope >= CLEAR_FROM
        if focus is not None and not clear and may_lean(segment.text):
            gain = NEARNESS_GAIN * self._nearness(focus)
            found = softmax((np.log(found + 1e-6) / CONTEXT_TEMPERATURE + gain)[None, :], 1.0)[0]
            odds = within_scope / max(1.0 - within_scope, 1e-9)
            odds *= float(np.exp(gain[int(found.argmax())]))
            within_scope = odds / (1.0 + odds)
        order = np.argsort(-found)[:MAX_CANDIDATES]
        ranking = tuple(self._groups.labels[int(self._groups.topics[i])] for i in order)
        return Question(
            None if chatty else ranking[0], float(found[order[0]]), within_scope, ranking
        )

    def _nearness(self, focus: str) -> np.ndarray:
        near = self._targets.nearness(focus)
        labels = self._groups.labels
        return np.array([near.get(labels[int(i)], 0.0) for i in self._groups.topics])

    def several(self, message: Segmentation) -> tuple[str, ...]:
        """The topics of a message that asks at least two different questions, else nothing."""
        if message.parts:
            topics = self._topics_of(message.whole, message.parts, PART_PROOFS)
            if len(topics) > 1:
                return topics[:MAX_TOPICS]
        found: list[tuple[float, tuple[str, ...]]] = []
        for left, right in message.splits:
            # A statement on the left is mostly the setting of the question on the right.
            proofs = SPLIT_PROOFS if looks_like_question(left.text) else STATEMENT_PROOFS
            topics = self._topics_of(message.whole, (left, right), proofs)
            if len(topics) > 1:
                found.append((min(map(self._clearness, (left, right))), topics))
        return max(found)[1] if found else self._likely_pair(message)

    def _likely_pair(self, message: Segmentation) -> tuple[str, ...]:
        """The two topics that parts of a message ask about most likely, nothing where unlikely."""
        weighed = [
            (likelihood(pair), topics)
            for topics, pair in self.pairs(message)
            if len(set(topics)) > 1 and pair.whole_within_scope >= PAIR_WITHIN_SCOPE_FROM
        ]
        best, topics = max(weighed, default=(0.0, ()))
        return topics if best >= PAIR_FROM else ()

    def pairs(self, message: Segmentation) -> Iterator[tuple[tuple[str, str], Pair]]:
        """Yield neighbouring parts of a message that may be two questions, with their topics."""
        whole, of_whole = self.question(message.whole), self._shares(message.whole)
        text = message.whole.text
        cuts = [(left, right, True) for left, right in zip(message.parts, message.parts[1:])]
        cuts += [(left, right, False) for left, right in message.splits]
        for left, right, clearly_cut in cuts:
            questions = self.question(left), self.question(right)
            if any(question.topic is None for question in questions):
                continue
            first, second = (
                Part(
                    question.probability,
                    question.within_scope,
                    of_whole[question.ranking[0]],
                    looks_like_question(segment.text),
                    len(segment.text.split()),
                )
                for question, segment in zip(questions, (left, right))
            )
            yield (
                (questions[0].ranking[0], questions[1].ranking[0]),
                Pair(
                    first,
                    second,
                    whole.probability,
                    whole.within_scope,
                    clearly_cut,
                    shares=right.text not in text,
                ),
            )

    def _clearness(self, segment: Segment) -> float:
        question = self.question(segment)
        return question.probability * question.within_scope

    def _topics_of(
        self, whole: Segment, parts: Sequence[Segment], proofs: tuple[tuple[float, float], ...]
    ) -> tuple[str, ...]:
        """The distinct topics of parts, a leaning part resolved by the one before it.

        Args:
            whole: the message.
            parts: cut from it, in order.
            proofs: how clear a part must be, and how much of the whole it must show in.
        """
        of_whole = self._shares(whole)
        topics: list[str] = []
        for part in parts:
            leant = self._in_light_of(topics[-1], part, whole) if topics else None
            if leant is not None and of_whole[leant] >= LEANING_SHARE_FROM:
                topics.append(leant)
                continue
            question = self.question(part)
            proven = (
                question.is_clear(clear_from, PART_WITHIN_SCOPE_FROM)
                and of_whole[question.ranking[0]] >= share_from
                for clear_from, share_from in proofs
            )
            if any(proven):
                topics.append(question.ranking[0])
        return tuple(dict.fromkeys(topics))

    def _in_light_of(self, focus: str, part: Segment, whole: Segment) -> str | None:
        """The topic of a part that comes after one on `focus`, None where that is not clear."""
        if len(part.text.split()) > MAX_WORDS:
            return None
        question = self.in_context(part, whole, focus)
        clear = question.is_clear(LEANT_FROM, PART_WITHIN_SCOPE_FROM)
        return question.topic if clear else None

    def _shares(self, segment: Segment) -> dict[str, float]:
        """Each topic's share of the probability that a segment gives to topics."""
        topics = reading_of(segment).probabilities[self._groups.topics]
        total = max(float(topics.sum()), 1e-9)
        return {
            self._groups.labels[int(position)]: float(probability) / total
            for position, probability in zip(self._groups.topics, topics)
        }

    def kind(self, segment: Segment) -> tuple[str | None, float]:
        """The likeliest follow-up kind of a segment and the probability that it is a follow-up."""
        kinds = self._kinds(segment)
        leans = 1.0 - kinds.pop(STANDALONE)
        return (max(kinds, key=kinds.__getitem__) if kinds else None), leans

    def _kinds(self, segment: Segment) -> dict[str, float]:
        assert segment.embedding is not None
        return self._follow_ups.kinds(segment.text.lower(), segment.embedding)

    def _learnt(self, whole: Segment, behind_question: Segment) -> Mapping[str, float]:
        assert whole.embedding is not None and behind_question.embedding is not None
        return self._next_questions.log_probabilities(
            whole.text.lower(), whole.embedding, behind_question.embedding
        )

    def in_context(self, whole: Segment, behind_question: Segment, focus: str) -> Question:
        """Read a message as a question on a topic in the light of the one answered before.

        Args:
            whole: the message.
            behind_question: the message behind the question answered last.
            focus: the topic answered last.
        """
        alone, behind = self._shares(whole), self._shares(behind_question)
        topics = tuple(alone)
        kinds, learnt = self._kinds(whole), self._learnt(whole, behind_question)
        found = readings(
            topics,
            np.array(list(alone.values())),
            np.array([behind[topic] for topic in topics]),
            kinds,
            learnt,
            focus,
            self._targets,
        )
        weighed = shares(found)
        order = np.argsort(-weighed)[:MAX_CANDIDATES]
        ranking = tuple(topics[int(i)] for i in order)
        sorts = likelihoods(self._signs(whole, kinds, learnt))
        covered, uncovered = sorts[Sort.QUESTION], sorts[Sort.UNCOVERED]
        chatty = sorts[Sort.SMALL_TALK] > max(covered, uncovered)
        return Question(
            None if chatty else ranking[0],
            float(weighed[order[0]]),
            covered / max(covered + uncovered, 1e-9),
            ranking,
        )

    def _signs(
        self, whole: Segment, kinds: Mapping[str, float], learnt: Mapping[str, float]
    ) -> Signs:
        """What tells questions from small talk, and from questions that no topic covers."""
        reading = reading_of(whole)
        topics = float(reading.probabilities[self._groups.topics].sum())
        background = float(reading.probabilities[self._groups.background].sum())
        chat = float(reading.probabilities[self.chat].sum())
        apart = {CHAT, UNKNOWN}
        learnt_topics = float(np.logaddexp.reduce([learnt[t] for t in learnt if t not in apart]))
        return Signs(
            within_scope=log_odds(reading.within_scope),
            chat_or_topic=log_ratio(chat, topics),
            chat_or_background=log_ratio(chat, background),
            learnt_chat=learnt[CHAT] - learnt_topics,
            learnt_unknown=learnt[UNKNOWN] - learnt_topics,
            standalone=log_odds(kinds[STANDALONE]),
        )
