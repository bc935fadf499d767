"""What a message reports by its meaning, although no pattern names it.

The second of two independent signals: it can add findings, and take none away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from footnote.language.clinical.recogniser import FindingRecogniser
from footnote.language.messages import Segment, Segmentation
from footnote.language.signals import HARMLESS
from footnote.triage.findings import ATTRIBUTES, Finding, Status
from footnote.triage.levels import Urgency
from footnote.triage.policy import EscalationPolicy

#: Meaning alone is believed from this probability on. For emergencies, a lower one found no more of
#: them on the development sets, and took twice as many questions for one.
BELIEVED_FROM = 0.6
#: A sentence out of its context means less than the whole message.
SENTENCE_HANDICAP = 0.1
#: Against what the words say otherwise, meaning is believed from here on only.
SURE_FROM = 0.85
#: From here on, meaning is believed whatever sense the words seem to have, and goes up at once
#: although a question is open that could decide.
SURER_THAN_WORDS_FROM = 0.9
#: What the words seem to ask about in general is believed to be reported from here on.
SURER_THAN_GENERAL_FROM = 0.7
#: Where the message denies one of a rule's findings, the others are believed from here on.
SURER_THAN_DENIAL_FROM = 0.98
WEIGHT_RULE = "cannot_bear_weight"
#: One sign of a clot is none; where the words name one, meaning must be surer that there is more.
CLOT_RULE = "dvt_suspected"
CLOT_SIGNS = frozenset({"swelling", "pain", "soreness", "cramp", "warmth", "redness"})
SURER_OF_CLOT_FROM = 0.9
#: What the question on bearing weight is put for, so that meaning need not guess.
ASKED_FOR = frozenset({"fresh_injury"})
#: A finding of this type that the words put otherwise (denied, past) is not inferred from meaning.
_PUT_OTHERWISE = (
    Status.DENIED,
    Status.HYPOTHETICAL,
    Status.GENERAL,
    Status.PAST,
    Status.FIGURATIVE,
)
#: Shorter messages and sentences mean too little for a report to be inferred.
MIN_WORDS_TO_INFER = 4
#: Where the whole message is so likely to report nothing, one of its sentences must be surer.
MESSAGE_HARMLESS_FROM = 0.9
SURER_THAN_MESSAGE_FROM = 0.98
#: The same where the message is surely a question on a topic, and rather harmless.
SURELY_ASKS_FROM = 0.99
RATHER_HARMLESS_FROM = 0.5
SURER_THAN_QUESTION_FROM = 0.9


class _Belief(NamedTuple):
    """A rule that meaning points to.

    Attributes:
        rule: its id, the likeliest of its level.
        probability: of all rules of its level together.
        own: of the rule alone.
    """

    rule: str
    probability: float
    own: float


class ReportInference:
    """Infers findings from the signals of `ReportSignals`."""

    def __init__(
        self,
        recogniser: FindingRecogniser,
        policy: EscalationPolicy,
        signals: Mapping[str, Sequence[Mapping[str, Any]]],
    ) -> None:
        """Set up.

        Args:
            recogniser: of findings by their words.
            policy: which findings call for which verdict.
            signals: rule id to the findings that its label in `ReportSignals` stands for.
        """
        self._recogniser = recogniser
        self._policy = policy
        self._signals = {
            rule: tuple(_signalled(finding) for finding in findings)
            for rule, findings in signals.items()
        }

    def findings(
        self,
        message: Segmentation,
        findings: Sequence[Finding],
        answering: bool,
        stands: bool,
    ) -> list[Finding]:
        """Return findings that the message seems to mean although no pattern names them.

        Args:
            message: with signals.
            findings: that its words name.
            answering: whether it answers or amends.
            stands: whether it answers that somebody can stand.
        """
        if len(message.whole.text.split()) < MIN_WORDS_TO_INFER:
            return []
        believed = self._believed(message, not findings and not answering, answering)
        text = message.whole.corrected or message.whole.text
        # Most messages mean nothing of the kind; figures of speech are looked for in the others.
        if believed and self._recogniser.is_figurative(text):
            believed = [belief for belief in believed if belief.own >= SURER_THAN_WORDS_FROM]
        if not believed:
            return []
        otherwise = {f.type for f in findings if f.status in _PUT_OTHERWISE}
        asked_about = {f.type for f in findings if f.status is Status.GENERAL}
        denied = {f.type for f in findings if f.status is Status.DENIED}
        named = {f.type for f in findings} - asked_about
        counting = counting_of(findings)
        counted = self._policy.verdict(counting)
        only_otherwise = bool(named) and not counting
        # Words that tell of something grave, or of a condition alone, rarely leave out the rest.
        told_enough = (
            answering
            or counted.urgency.rank >= Urgency.DOCTOR.rank
            or (bool(counting) and counted.urgency is Urgency.NONE)
        )
        for rule, probability, own in believed:
            signalled = self._signals[rule]
            level = self._policy.rules[rule].urgency
            # Words say well who has a condition; it is symptoms that they miss.
            symptom = level is not Urgency.NONE
            sure = symptom and own >= SURER_THAN_WORDS_FROM
            surer = symptom and own >= SURER_THAN_DENIAL_FROM
            # What a question will settle needs no guess.
            settled = rule in ASKED_FOR or level.rank <= Urgency.DOCTOR.rank or not sure
            raises = level.rank > (counted.at_most if settled else counted.urgency).rank or (
                level is Urgency.NONE and counted.clearance is None
            )
            if probability < SURE_FROM and (only_otherwise or told_enough):
                continue
            if level is Urgency.NONE and named - self._recogniser.conditions:
                continue  # whoever tells a symptom tells a condition in plain words beside it
            if rule == CLOT_RULE and probability < SURER_OF_CLOT_FROM and CLOT_SIGNS & named:
                continue
            against = otherwise & {f.type for f in signalled}
            if sure:
                against &= denied
            elif against <= asked_about and probability >= SURER_THAN_GENERAL_FROM:
                against = set()
            if surer:
                against = set()
            # "A rash, but no trouble breathing" says itself what it is not.
            denies = denied & self._policy.rules[rule].condition.types()
            if raises and not against and (surer or not denies):
                said = self._recogniser.attributes(text)
                if rule == WEIGHT_RULE and (stands or said.get("bears_weight") == "yes"):
                    continue
                return [
                    replace(finding, **_given(finding, said))
                    for finding in signalled
                    if finding.type not in {f.type for f in counting}
                ]
        return []

    def _believed(self, message: Segmentation, together: bool, answering: bool) -> list[_Belief]:
        """Return the rules that meaning points to and how likely, the most urgent first.

        Args:
            message: with signals.
            together: whether what speaks for something worse speaks for a level as well.
            answering: whether it answers or amends: "it's been six days" is no report by itself.
        """
        believed = []
        for urgency in sorted(Urgency, key=lambda level: -level.rank):
            best: _Belief | None = None
            alone = answering and urgency.rank <= Urgency.DOCTOR.rank
            for segment in (message.whole, *(() if alone else message.sentences)):
                if segment.signals is None or _means_little(segment, message):
                    continue
                of_level, above = {}, 0.0
                for rule, probability in segment.signals.items():
                    level = self._policy.rules[rule].urgency if rule in self._policy.rules else None
                    if level is urgency:
                        of_level[rule] = probability
                    elif together and level is not None and level.rank > urgency.rank > 0:
                        above += probability
                mass = above + sum(of_level.values())
                believed_from = BELIEVED_FROM
                if segment is not message.whole:
                    believed_from += SENTENCE_HANDICAP
                if of_level and mass >= believed_from:
                    rule = max(of_level, key=of_level.__getitem__)
                    if best is None or mass > best.probability:
                        best = _Belief(rule, mass, of_level[rule])
            if best is not None:
                believed.append(best)
        return believed


def _means_little(segment: Segment, message: Segmentation) -> bool:
    """Return whether a sentence says too little against what its message means as a whole."""
    if segment is message.whole or segment.signals is None or message.whole.signals is None:
        return False
    if len(segment.text.split()) < MIN_WORDS_TO_INFER:
        return True
    harmless = message.whole.signals[HARMLESS]
    likeliest = max(segment.signals.values())
    if harmless >= MESSAGE_HARMLESS_FROM:
        return likeliest < SURER_THAN_MESSAGE_FROM
    reading = message.whole.reading
    asks = reading is not None and reading.within_scope >= SURELY_ASKS_FROM
    return asks and harmless >= RATHER_HARMLESS_FROM and likeliest < SURER_THAN_QUESTION_FROM


def counting_of(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that some rule may count."""
    return [finding for finding in findings if finding.status in (Status.PRESENT, Status.PAST)]


def _signalled(raw: Mapping[str, Any]) -> Finding:
    fields = {name: raw[name] for name in ATTRIBUTES if name in raw}
    return Finding(raw["finding"], Status(raw.get("status", Status.PRESENT.value)), **fields)


def _given(finding: Finding, said: Mapping[str, str | float]) -> dict[str, Any]:
    """Return every attribute: as the signal states it, else as the message says it."""
    return {name: getattr(finding, name) or said.get(name) for name in ATTRIBUTES}
