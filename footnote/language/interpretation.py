"""From readings to one decision per message: which topics, or clarify, unknown, chat, triage.

No argmax over noise: a topic is answered only when the message is within scope and its best topic
stands out; close calls are offered as buttons.
"""

from __future__ import annotations

import logging
from collections.abc import Set
from dataclasses import replace

from footnote.language import intents
from footnote.language.asked import (
    ANSWER_FROM,
    CLEAR_FROM,
    Question,
    QuestionReader,
)
from footnote.language.beside_report import BesideReport, asks
from footnote.language.cues import picked, tells
from footnote.language.follow_up import LEANS_FROM, FollowUpModel, FollowUpTargets
from footnote.language.labels import LabelGroups
from footnote.language.mention import surely_reports
from footnote.language.messages import Segment, Segmentation, reading_of
from footnote.language.next_question import NextQuestionModel
from footnote.language.reported import Reported, ReportReader
from footnote.language.segmentation import looks_like_question
from footnote.language.turn import Contacts, Context, Turn
from footnote.reply.envelope import EnvelopeSource, Reason
from footnote.triage.levels import Urgency
from footnote.triage.policy import CRISIS_RULE, HeldRule

logger = logging.getLogger(__name__)

#: A question is answered from this probability of being within scope on; from the lower one on it
#: is offered, below that it is out of scope.
WITHIN_SCOPE_FROM = 0.8
MAY_BE_WITHIN_SCOPE_FROM = 0.4
#: A topic that stands out like this may be a little less surely within scope.
SURE_OF_TOPIC_FROM = 0.95
WITHIN_SCOPE_OF_SURE_TOPIC_FROM = 0.6
#: What is read in the light of the question before it is answered from these on: less is said.
ANSWER_IN_CONTEXT_FROM = 0.28
WITHIN_SCOPE_IN_CONTEXT_FROM = 0.5
#: Below this probability of its best topic, a message wavers between that and the second best.
WAVERS_BELOW = 0.9
#: What a massage may bring with it, so that clients ask about it without reporting it.
ORDINARY_FINDINGS = frozenset({"cramp", "soreness", "pain", "pop", "swelling"})
#: Small talk surer than this is no follow-up that lost its context.
SMALL_TALK_FROM = 0.5
#: Longer messages are not interpreted, except for emergency words.
MAX_CHARACTERS = 2_000

#: What a message that answers no open question is taken for where it refuses to.
_NO_ANSWERS = frozenset(
    {intents.OUT_OF_SCOPE_FAR, intents.OUT_OF_SCOPE_NEAR, intents.DENY, intents.INSULT}
)


class MessageInterpreter:
    """Decides on a message, given its readings and the conversation before it."""

    def __init__(
        self,
        *,
        groups: LabelGroups,
        reports: ReportReader,
        contacts: Contacts,
        follow_ups: FollowUpModel,
        next_questions: NextQuestionModel,
        targets: FollowUpTargets,
    ) -> None:
        """Set up the readers.

        Args:
            groups: the classifier's labels.
            reports: reads what is reported.
            contacts: whom to call.
            follow_ups: tells follow-ups from whole messages.
            next_questions: what answers a message in the light of the one before.
            targets: where follow-ups lead.
        """
        self._groups = groups
        self._targets = targets
        self._asked = QuestionReader(groups, follow_ups, next_questions, targets)
        self._reported = reports
        self._beside_report = BesideReport(self._asked)
        self._contacts = contacts
        self._chat = self._asked.chat

    def interpret(self, message: Segmentation, context: Context, now: float) -> Turn:
        """Decide on one message.

        Args:
            message: its segments, each with its reading.
            context: what the conversation before it holds.
            now: seconds since 1970.
        """
        turn = self._decided(message, context, now)
        return replace(turn, focus_question=self._targets.question(turn.focus))

    def _decided(self, message: Segmentation, context: Context, now: float) -> Turn:
        named = self._reported.named(message.whole, context.report, now)
        try:
            # Only here: words can be matched while the network still reads.
            message.complete()
        except RuntimeError as error:
            # What failed may hold the client's words, so only the kind of error is logged.
            logger.error("A message could not be embedded: %s", type(error).__name__)
        reported = self._reported.read(message, named, context.report, now)
        if reported.new and reported.verdict.urgency is Urgency.EMERGENCY:
            return self._reporting(reported, (), context.focus)
        if message.whole.reading is None:
            return self._without_classifier(reported, context)
        if reported.new and self._only_asks(message, reported, context):
            reported = self._reported.read(message, named, context.report, now, ORDINARY_FINDINGS)
        if reported.new:
            if reported.verdict.urgency is not Urgency.NONE:
                topics = self._beside_report.asked(message)
            elif asks(message.whole):
                topics = self._asking(message, context).topics
            else:
                topics = ()
            harmless = reported.verdict.urgency.rank <= Urgency.WATCH.rank
            concluded = reported.verdict.asks is None and context.report.open is None
            if not topics and harmless and concluded and reported.findings:
                topics = self._beside_report.spoken_of(message.whole)
            return self._reporting(reported, topics, context.focus)
        turn = self._asking(message, context)
        refuses = turn.intent in _NO_ANSWERS and not looks_like_question(message.whole.text)
        if reported.report.open is not None and refuses:
            refused = self._reported.refused(reported.report, now)
            return self._reporting(refused, (), context.focus)
        return _keeping(turn, reported)

    def _only_asks(self, message: Segmentation, reported: Reported, context: Context) -> bool:
        """Whether a message names something ordinary only to ask about it.

        "Why do my feet cramp after a massage?" is a question on a topic. Only what is common after
        a massage, and no worse than that as far as said, can be asked about like this.
        """
        symptoms = {finding.type for finding in reported.findings} - self._reported.conditions
        ordinary = bool(symptoms) and symptoms <= ORDINARY_FINDINGS
        grave = reported.raised and reported.verdict.urgency.rank > Urgency.WATCH.rank
        if not ordinary or grave:
            return False
        if context.report.open is not None or not looks_like_question(message.whole.text):
            return False
        if (
            surely_reports(message)
            or tells(message.whole.text)
            or any(self._tells(sentence, symptoms) for sentence in message.sentences)
        ):
            return False
        question = self._asked.question(message.whole)
        return question.is_clear(ANSWER_FROM, WITHIN_SCOPE_FROM)

    def _tells(self, sentence: Segment, symptoms: Set[str]) -> bool:
        """Whether a sentence states a symptom, as against asking about it."""
        if looks_like_question(sentence.text):
            return False
        return bool(symptoms & self._reported.present_in(sentence))

    def _without_classifier(self, reported: Reported, context: Context) -> Turn:
        """Decide where no classifier read the message: on reports alone."""
        if reported.new:
            return self._reporting(reported, (), context.focus)
        return _keeping(Turn(intents.OUT_OF_ORDER, 1.0, focus=context.focus), reported)

    def _asking(self, message: Segmentation, context: Context) -> Turn:
        """Decide on a message that reports nothing."""
        if len(message.whole.text) > MAX_CHARACTERS:
            return Turn(intents.TOO_LONG, 1.0, focus=context.focus)
        pick = picked(message.whole.text, context.candidates)
        if pick is not None:
            return _answer((pick,), 1.0)
        several = self._asked.several(message)
        if several:
            return _answer(several, 1.0)
        return self._single(message, context)

    def _reporting(self, reported: Reported, topics: tuple[str, ...], focus: str | None) -> Turn:
        """Return the turn for a message that reports something, and may ask topics besides."""
        verdict = reported.verdict
        intent = intents.VERDICT_AND_ANSWER if topics else intents.VERDICT
        contact = self._contacts.whom(verdict.urgency)
        if verdict.urgency is Urgency.EMERGENCY:
            worst = [one for one in verdict.held if one.rule.urgency is Urgency.EMERGENCY]
            only_crisis = {one.rule.id for one in worst} == {CRISIS_RULE}
            intent = intents.CRISIS if only_crisis else intents.EMERGENCY
            contact = self._contacts.crisis_line if only_crisis else contact
        return Turn(
            intent,
            1.0,
            topics=topics,
            rules=verdict.rules,
            urgency=verdict.urgency.value,
            clearance=verdict.clearance.value if verdict.clearance else None,
            asks=verdict.asks,
            reasons=tuple(
                _reason(held) for held in verdict.held if held.rule.urgency is verdict.urgency
            )
            or tuple(map(_reason, verdict.held)),
            contact=contact,
            findings=tuple(finding.type for finding in reported.findings),
            report=reported.report.as_dict(),
            focus=topics[-1] if topics else focus,
        )

    def _single(self, message: Segmentation, context: Context) -> Turn:
        """Decide on a message that asks one thing at most."""
        whole, behind = message.whole, message.in_context
        answer_from, within_from = ANSWER_FROM, WITHIN_SCOPE_FROM
        offered_from = MAY_BE_WITHIN_SCOPE_FROM
        if context.focus is not None and behind is not None:
            question = self._asked.in_context(whole, behind, context.focus)
            answer_from, within_from = ANSWER_IN_CONTEXT_FROM, WITHIN_SCOPE_IN_CONTEXT_FROM
            offered_from = within_from
        else:
            question = self._asked_in_the_end(message, self._asked.question(whole, context.focus))
            if question.probability >= SURE_OF_TOPIC_FROM:
                within_from = WITHIN_SCOPE_OF_SURE_TOPIC_FROM
        if question.topic is None or question.within_scope < offered_from:
            return self._no_question(whole, question, context)
        if question.within_scope < within_from or question.probability < answer_from:
            return Turn(
                intents.CLARIFY,
                1.0 - question.probability,
                candidates=question.ranking,
                focus=context.focus,
            )
        return _answer((question.topic,), question.probability)

    def _asked_in_the_end(self, message: Segmentation, whole: Question) -> Question:
        """Read the only question among statements by itself, where the message wavers.

        "My ankle was swollen last summer. When do you open?" asks when the spa opens.
        """
        asking = [sentence for sentence in message.sentences if looks_like_question(sentence.text)]
        wavers = whole.probability < WAVERS_BELOW
        if len(asking) != 1 or not wavers or whole.within_scope < MAY_BE_WITHIN_SCOPE_FROM:
            return whole
        question = self._asked.question(asking[0])
        clear = question.is_clear(CLEAR_FROM, CLEAR_FROM)
        return question if clear and question.topic in whole.ranking[:2] else whole

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


def _answer(topics: tuple[str, ...], confidence: float) -> Turn:
    return Turn(topics[0], confidence, topics=topics, focus=topics[-1])


def _reason(held: HeldRule) -> Reason:
    rule = held.rule
    return Reason(
        rule.id,
        rule.why,
        rule.next,
        tuple(dict.fromkeys(finding.evidence for finding in held.findings if finding.evidence)),
        EnvelopeSource(*rule.source) if rule.source else None,
    )


def _keeping(turn: Turn, reported: Reported) -> Turn:
    """Return a turn on something else: the report is kept, an open question is put again."""
    if not reported.report.findings:
        return turn
    asks = reported.report.open
    urgency = reported.verdict.urgency if asks else Urgency.NONE
    return replace(turn, report=reported.report.as_dict(), asks=asks, urgency=urgency.value)
