"""From readings to one decision per message: which topics, or clarify, unknown, chat, triage.

No argmax over noise: a topic is answered only when the message is within scope and its best topic
stands out; close calls are offered as buttons.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

import numpy as np

from footnote.language import intents
from footnote.language.classification import LabelGroups, Reading, softmax
from footnote.language.follow_up import LEANS_FROM, FollowUpModel, FollowUpTargets, may_lean
from footnote.language.messages import Segment, Segmentation
from footnote.triage.levels import Urgency
from footnote.triage.policy import CRISIS_RULE, EscalationPolicy

#: A topic question is answered from this probability of being within scope on.
WITHIN_SCOPE_FROM = 0.5
#: Its best topic must have this probability among the topics, else it is a close call.
ANSWER_FROM = 0.42
#: One of several questions in a message is answered beside the others when it is clear by itself
#: and its topic also shows in the whole message, where two topics share the probability. Where it
#: does not show, the part was cut out of one question. The clearer, the less it needs to show:
#: pairs of (clear from, share of the whole from).
PART_PROOFS = ((0.5, 5e-3), (0.9, 1e-4), (0.99, 0.0))
#: Cutting at a bare "and" takes more proof than cutting between sentences.
SPLIT_PROOFS = ((0.9, 2.5e-3),)
LEANING_SHARE_FROM = 1e-3
#: A part this clear stands by itself, however it is worded.
CERTAIN_FROM = 0.95
#: How much the topics near the one answered last gain for messages that seem to lean on it, in
#: log-probability; probabilities are flattened first, they were fitted to whole questions.
NEARNESS_GAIN = 3.5
CONTEXT_TEMPERATURE = 1.5
#: Reports: the classifier alone is believed from these probabilities on.
REPORT_FROM = 0.5
EMERGENCY_FROM = 0.5
MAX_CANDIDATES = 3
MAX_TOPICS = 4
#: Longer messages are not interpreted, except for emergency words.
MAX_CHARACTERS = 2_000

_PICKS = (
    re.compile(r"^\W*(?:1|one|(?:the )?(?:first|1st|top)(?: one)?)\W*$", re.IGNORECASE),
    re.compile(r"^\W*(?:2|two|(?:the )?(?:second|2nd|middle)(?: one)?)\W*$", re.IGNORECASE),
    re.compile(r"^\W*(?:3|three|(?:the )?(?:third|3rd|last)(?: one)?)\W*$", re.IGNORECASE),
)


@dataclass(frozen=True)
class Turn:
    """What to do about a message; travels with it through the tracker.

    Attributes:
        intent: the Rasa intent, which the rules turn into an action.
        confidence: how sure the intent is, 0 to 1.
        topics: topic ids to answer, in order.
        candidates: topic ids to offer, best first.
        rules: escalation rules that hold, emergency rules first.
        urgency: their verdict.
        clearance: their verdict, or None.
        focus: the topic that a follow-up will lean on, or None.
    """

    intent: str
    confidence: float
    topics: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    urgency: str = Urgency.NONE.value
    clearance: str | None = None
    focus: str | None = None

    def as_dict(self) -> dict[str, object]:
        """Return the turn as JSON types."""
        return asdict(self)


@dataclass(frozen=True)
class Context:
    """What the conversation holds that a message may lean on.

    Attributes:
        focus: the topic answered last, or None.
        candidates: the topics offered in the reply before, best first.
    """

    focus: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Question:
    """One question of a message as far as understood."""

    topic: str | None
    probability: float
    within_scope: float
    ranking: tuple[str, ...] = field(default=())


class TurnInterpreter:
    """Decides on a message, given its readings and the conversation before it."""

    def __init__(
        self,
        *,
        groups: LabelGroups,
        policy: EscalationPolicy,
        follow_ups: FollowUpModel,
        targets: FollowUpTargets,
    ) -> None:
        self._groups = groups
        self._policy = policy
        self._follow_ups = follow_ups
        self._targets = targets
        labels = groups.labels
        self._reports = {
            i: label.removeprefix(intents.REPORT_PREFIX)
            for i, label in enumerate(labels)
            if label.startswith(intents.REPORT_PREFIX)
        }
        self._report_positions = np.array(list(self._reports), dtype=int)
        self._emergency_positions = np.array(
            [
                position
                for position, rule in self._reports.items()
                if policy.rules[rule].urgency is Urgency.EMERGENCY
            ],
            dtype=int,
        )
        grouped = set(groups.topics) | set(groups.background) | set(self._reports)
        self._chat_positions = np.array(
            [i for i in range(len(labels)) if i not in grouped], dtype=int
        )

    def interpret(self, message: Segmentation, context: Context) -> Turn:
        """Decide on one message.

        Args:
            message: its segments, each with its reading.
            context: what the conversation before it holds.
        """
        rules = self._rules(message)
        if rules and self._policy.verdict(rules).urgency is Urgency.EMERGENCY:
            return self._report(rules, (), context)
        if len(message.whole.text) > MAX_CHARACTERS:
            return Turn(intents.TOO_LONG, 1.0, focus=context.focus)
        picked = self._picked(message.whole.text, context)
        if picked is not None:
            return self._answer((picked,), 1.0)
        several = self._several(message)
        if rules:
            return self._report(rules, several or self._asked_beside_report(message), context)
        if several:
            return self._answer(several, 1.0)
        return self._single(message.whole, context)

    # What is reported

    def _rules(self, message: Segmentation) -> tuple[str, ...]:
        """Both signals: the words of the policy, and the classifier on the whole and its parts."""
        found = [
            *self._policy.matching(message.whole.text),
            *self._policy.matching(message.whole.corrected),
        ]
        for segment in (message.whole, *message.parts):
            found += self._rules_by_classifier(_reading(segment))
        order = {rule: position for position, rule in enumerate(self._policy.rules)}
        return tuple(sorted(set(found), key=order.__getitem__))

    def _rules_by_classifier(self, reading: Reading) -> list[str]:
        probabilities = reading.probabilities
        emergency = probabilities[self._emergency_positions]
        if emergency.size and emergency.sum() >= EMERGENCY_FROM:
            return [self._reports[int(self._emergency_positions[int(emergency.argmax())])]]
        report = probabilities[self._report_positions]
        if report.size and report.sum() >= REPORT_FROM:
            return [self._reports[int(self._report_positions[int(report.argmax())])]]
        return []

    def _report(self, rules: tuple[str, ...], topics: tuple[str, ...], context: Context) -> Turn:
        verdict = self._policy.verdict(rules)
        worst = max(rules, key=lambda rule: self._policy.rules[rule].urgency.rank)
        if verdict.urgency is Urgency.EMERGENCY:
            rules = tuple(
                rule for rule in rules if self._policy.rules[rule].urgency is Urgency.EMERGENCY
            ) + tuple(
                rule for rule in rules if self._policy.rules[rule].urgency is not Urgency.EMERGENCY
            )
            medical = [r for r in rules if r != CRISIS_RULE]
            worst = (
                medical[0]
                if medical and worst == CRISIS_RULE and self._is_emergency(medical[0])
                else worst
            )
        return Turn(
            intents.report_intent(worst),
            1.0,
            topics=topics,
            rules=rules,
            urgency=verdict.urgency.value,
            clearance=verdict.clearance.value if verdict.clearance else None,
            focus=topics[-1] if topics else context.focus,
        )

    def _is_emergency(self, rule: str) -> bool:
        return self._policy.rules[rule].urgency is Urgency.EMERGENCY

    def _asked_beside_report(self, message: Segmentation) -> tuple[str, ...]:
        """The one question in a message whose other parts report something."""
        clear = [
            question.topic
            for question in map(self._question, message.parts)
            if question.topic is not None
            and question.probability >= ANSWER_FROM
            and question.within_scope >= WITHIN_SCOPE_FROM
        ]
        return tuple(clear[:1])

    # What is asked

    def _question(self, segment: Segment, focus: str | None = None) -> _Question:
        """Read a segment as a question on a topic; its topic is None where it is something else.

        Args:
            segment: with its reading.
            focus: the topic that the segment may lean on.
        """
        reading = _reading(segment)
        topics = reading.probabilities[self._groups.topics]
        others = np.concatenate([self._chat_positions, self._report_positions])
        chatty = others.size > 0 and reading.probabilities[others].sum() > topics.sum()
        within_scope = reading.within_scope
        shares = topics / max(float(topics.sum()), 1e-9)
        if focus is not None and may_lean(segment.text):
            gain = NEARNESS_GAIN * self._nearness(focus)
            shares = softmax((np.log(shares + 1e-6) / CONTEXT_TEMPERATURE + gain)[None, :], 1.0)[0]
            odds = within_scope / max(1.0 - within_scope, 1e-9)
            odds *= float(np.exp(gain[int(shares.argmax())]))
            within_scope = odds / (1.0 + odds)
        order = np.argsort(-shares)[:MAX_CANDIDATES]
        ranking = tuple(self._groups.labels[int(self._groups.topics[i])] for i in order)
        return _Question(
            None if chatty else ranking[0], float(shares[order[0]]), within_scope, ranking
        )

    def _nearness(self, focus: str) -> np.ndarray:
        near = self._targets.nearness(focus)
        labels = self._groups.labels
        return np.array([near.get(labels[int(i)], 0.0) for i in self._groups.topics])

    def _several(self, message: Segmentation) -> tuple[str, ...]:
        """The topics of a message that asks at least two different questions, else nothing."""
        if message.parts:
            topics = self._topics_of(message.whole, message.parts, PART_PROOFS)
            if len(topics) > 1:
                return topics[:MAX_TOPICS]
        for pair in message.splits:
            topics = self._topics_of(message.whole, pair, SPLIT_PROOFS)
            if len(topics) > 1:
                return topics
        return ()

    def _topics_of(
        self, whole: Segment, parts: Sequence[Segment], proofs: tuple[tuple[float, float], ...]
    ) -> tuple[str, ...]:
        """The distinct topics of parts, a leaning part resolved by the one before it.

        Args:
            whole: the message.
            parts: cut from it, in order.
            proofs: how clear a part must be, and how much of the whole it must show in.
        """
        shares = self._shares(whole)
        topics: list[str] = []
        for part in parts:
            question = self._question(part)
            clear = question.within_scope >= WITHIN_SCOPE_FROM and any(
                question.probability >= clear_from and shares[question.ranking[0]] >= share_from
                for clear_from, share_from in proofs
            )
            leaning = self._leaning(part, topics[-1]) if topics else None
            if question.topic is not None and clear:
                certain = question.probability >= CERTAIN_FROM
                topic = question.topic if certain or leaning is None else leaning
            elif leaning is not None and shares[leaning] >= LEANING_SHARE_FROM:
                topic = leaning
            else:
                continue
            if topic not in topics:
                topics.append(topic)
        return tuple(topics)

    def _shares(self, segment: Segment) -> dict[str, float]:
        """Each topic's share of the probability that a segment gives to topics."""
        topics = _reading(segment).probabilities[self._groups.topics]
        total = max(float(topics.sum()), 1e-9)
        return {
            self._groups.labels[int(position)]: float(probability) / total
            for position, probability in zip(self._groups.topics, topics)
        }

    def _leaning(self, segment: Segment, focus: str) -> str | None:
        """The topic of a follow-up on `focus`, or None where the segment stands by itself."""
        kind, leans = self._kind(segment)
        if kind is None or leans < LEANS_FROM:
            return None
        return self._targets.target(focus, kind)

    def _single(self, whole: Segment, context: Context) -> Turn:
        """Decide on a message that asks one thing at most."""
        if context.focus is not None:
            kind, leans = self._kind(whole)
            if kind is not None and leans >= LEANS_FROM:
                target = self._targets.target(context.focus, kind)
                if target is not None:
                    return self._answer((target,), leans)
                related = self._targets.related(context.focus)
                return Turn(intents.CLARIFY, leans, candidates=related, focus=context.focus)
        question = self._question(whole, context.focus)
        if question.topic is None:
            return self._chat(_reading(whole), context)
        if question.within_scope < WITHIN_SCOPE_FROM:
            return self._beyond_scope(whole, question, context)
        if question.probability < ANSWER_FROM:
            return Turn(
                intents.CLARIFY,
                1.0 - question.probability,
                candidates=question.ranking[:MAX_CANDIDATES],
                focus=context.focus,
            )
        return self._answer((question.topic,), question.probability)

    def _kind(self, segment: Segment) -> tuple[str | None, float]:
        """The follow-up kind of a segment and the probability that it is a follow-up."""
        assert segment.embedding is not None
        return self._follow_ups.kind(segment.text.lower(), segment.embedding)

    def _beyond_scope(self, whole: Segment, question: _Question, context: Context) -> Turn:
        """Decide on what no topic covers: a follow-up to nothing, or out of scope."""
        if context.focus is None:
            kind, leans = self._kind(whole)
            if kind is not None and leans >= LEANS_FROM:
                return Turn(intents.follow_up_intent(kind), leans)
        return self._out_of_scope(_reading(whole), question, context)

    @staticmethod
    def _picked(text: str, context: Context) -> str | None:
        """The candidate that "the second one" or "2" picks after a clarifying reply."""
        for pattern, candidate in zip(_PICKS, context.candidates):
            if pattern.match(text):
                return candidate
        return None

    def _chat(self, reading: Reading, context: Context) -> Turn:
        best = int(self._chat_positions[int(reading.probabilities[self._chat_positions].argmax())])
        intent = self._groups.labels[best]
        if intent == intents.AFFIRM and context.candidates:
            return self._answer(context.candidates[:1], 1.0)
        return Turn(intent, float(reading.probabilities[best]), focus=context.focus)

    def _out_of_scope(self, reading: Reading, question: _Question, context: Context) -> Turn:
        background = reading.probabilities[self._groups.background]
        best = int(self._groups.background[int(background.argmax())])
        return Turn(
            self._groups.labels[best],
            1.0 - question.within_scope,
            candidates=question.ranking[:MAX_CANDIDATES],
            focus=context.focus,
        )

    @staticmethod
    def _answer(topics: tuple[str, ...], confidence: float) -> Turn:
        return Turn(topics[0], confidence, topics=topics, focus=topics[-1])


def _reading(segment: Segment) -> Reading:
    assert segment.reading is not None, "config.yml: TopicClassifier must run before"
    return segment.reading
