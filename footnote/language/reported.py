"""What a message reports: findings by their words and by meaning, over the turns of a report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from footnote.knowledge.wording import normalised
from footnote.language.clinical.answers import (
    answer,
    corrected_rating,
    corrects,
    is_over,
    is_polite,
    retracts,
)
from footnote.language.clinical.recogniser import FindingRecogniser
from footnote.language.messages import Segment, Segmentation
from footnote.language.segmentation import looks_like_question
from footnote.triage.findings import ATTRIBUTES, Finding, Status
from footnote.triage.levels import Urgency
from footnote.triage.policy import UNSURE, EscalationPolicy, Verdict
from footnote.triage.report import Report

#: Meaning alone is believed from these probabilities on: lower where more is at stake.
BELIEVED_FROM = {
    Urgency.EMERGENCY: 0.45,
    Urgency.URGENT: 0.5,
    Urgency.DOCTOR: 0.5,
    Urgency.WATCH: 0.6,
    Urgency.NONE: 0.6,
}
#: A sentence out of its context means less than the whole message.
SENTENCE_HANDICAP = 0.1
#: Against what the words say otherwise, meaning is believed from here on only.
SURE_FROM = 0.85
#: From here on, meaning goes up at once although a question is open that could decide.
SURER_THAN_QUESTION_FROM = 0.85
#: What the words seem to ask about in general is believed to be reported from here on.
SURER_THAN_GENERAL_FROM = 0.7
#: Where the message denies one of a rule's findings, the others are believed from here on.
SURER_THAN_DENIAL_FROM = 0.97
WEIGHT_RULE = "cannot_bear_weight"
#: One sign of a clot is none; where the words name one, meaning must be surer that there is more.
CLOT_RULE = "dvt_suspected"
CLOT_SIGNS = frozenset({"swelling", "pain", "soreness", "cramp", "warmth", "redness"})
SURER_OF_CLOT_FROM = 0.9
#: What the question on bearing weight asks for, so that meaning need not guess.
ASKED_FOR = frozenset({WEIGHT_RULE, "fresh_injury"})
#: A finding of this type that the words put otherwise (denied, past) is not inferred from meaning.
_PUT_OTHERWISE = (
    Status.DENIED,
    Status.HYPOTHETICAL,
    Status.GENERAL,
    Status.PAST,
    Status.FIGURATIVE,
)
#: What a message may say about a report without naming a finding again: "sorry, I meant 5 days".
AMENDED = frozenset({"hours", "severity", "side", "trend", "bears_weight"})
MAX_WORDS_TO_AMEND = 14
MAX_WORDS_TO_CORRECT = 30
_SPAN_OF_TIME = re.compile(
    r"\bago\b|\bsince\b|(?:hours?|hrs?|days?|weeks?|minutes?|mins?|months?) (?:old|now|already)|"
    r"^\W*(?:about|only|just|sorry|no|for|meant|i meant|its been|over|nearly|more than)\b",
)
#: An answer with fewer words tells of nothing besides.
MIN_WORDS_BESIDE_ANSWER = 9
#: Shorter messages mean too little for a report to be inferred.
MIN_WORDS_TO_INFER = 4


@dataclass(frozen=True)
class Reported:
    """What a message adds to a report.

    Attributes:
        report: after the message.
        verdict: on all of the report.
        new: whether the message says anything that counts for the verdict.
        findings: of this message.
        raised: whether the message made the verdict more urgent.
    """

    report: Report
    verdict: Verdict
    new: bool
    findings: tuple[Finding, ...] = ()
    raised: bool = False


class ReportReader:
    """Reads reports. Two independent signals, words and meaning; meaning can only add."""

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

    @property
    def conditions(self) -> frozenset[str]:
        """Types of findings that are conditions and no symptoms."""
        return self._recogniser.conditions

    def read(
        self,
        message: Segmentation,
        before: Report,
        now: float,
        ignoring: frozenset[str] = frozenset(),
    ) -> Reported:
        """Read one message.

        Args:
            message: its segments, with signals where the classifier of meaning was there.
            before: the report so far.
            now: seconds since 1970.
            ignoring: types of findings that the message only asks about.
        """
        report = before.as_of(now)
        text = message.whole.corrected or message.whole.text
        findings = self._findings(message.whole, bool(report.findings), ignoring)
        counting = self._counting(findings)
        said = self._recogniser.attributes(text) if report.findings else {}
        given = self._answer(report, text, said, bool(counting))
        rating = corrected_rating(text) if report.was_rated and given is None else None
        if rating is not None:
            said = {**said, "severity": rating}
            counting = [f.completed({"severity": rating}) for f in counting]
        amends = given is None and not counting and self._amends(report, text, said)
        if not ignoring:
            # An answer may tell of something worse besides, so meaning is heard there as well.
            answering = amends or report.open is not None
            stands = "yes" in (given, said.get("bears_weight"))
            if given is None or len(text.split()) >= MIN_WORDS_BESIDE_ANSWER:
                counting += self._inferred(message, findings, answering, stands)
        denies = any(finding.status is Status.DENIED for finding in findings)
        taken_back = report.takes_back(findings) or (report.fresh and denies and not ignoring)
        if self._retracted(report, text, counting):
            findings = tuple(Finding(f.type, Status.DENIED) for f in report.findings)
            taken_back = True
        if given is not None and report.open is not None:
            attribute = self._policy.questions[report.open]
            report = report.answered(attribute, given, said, now)
            if given != UNSURE:
                # "It is a 3 and a bit sore" answers for what it names besides as well.
                findings = tuple(f.completed({attribute: given}) for f in findings)
                counting = [f.completed({attribute: given}) for f in counting]
        if amends:
            report = report.amended(_amending(said), now)
        if counting or taken_back:
            report = report.told([*findings, *counting], now)
        spoken_of = taken_back or amends or given is not None
        earlier = before.as_of(now).concluded(self._policy)[0].urgency
        verdict, report = report.concluded(self._policy)
        new = spoken_of or (bool(counting) and (bool(verdict.held) or verdict.asks is not None))
        if spoken_of and report.findings and verdict.urgency is Urgency.NONE:
            # Something is there, if nothing that a rule is about: look again, at least.
            symptoms = {finding.type for finding in report.findings} - self.conditions
            verdict = replace(verdict, urgency=Urgency.WATCH) if symptoms else verdict
        return Reported(
            replace(report, fresh=new),
            verdict,
            new,
            tuple(counting),
            raised=verdict.urgency.rank > earlier.rank,
        )

    def _retracted(self, report: Report, text: str, counting: Sequence[Finding]) -> bool:
        """Return whether a message takes a report back, which nobody can do with a grave one."""
        if counting or not report.findings:
            return False
        urgency = report.concluded(self._policy)[0].urgency
        if retracts(text):
            return urgency is not Urgency.EMERGENCY
        return is_over(text) and urgency.rank <= Urgency.WATCH.rank

    def refused(self, before: Report, now: float) -> Reported:
        """Treat a message that is nothing else as no answer to the open question: "not sure".

        Args:
            before: the report so far, with a question open.
            now: seconds since 1970.

        Raises:
            ValueError: no question is open.
        """
        attribute = self._policy.questions[before.open] if before.open else ""
        verdict, report = before.answered(attribute, UNSURE, {}, now).concluded(self._policy)
        return Reported(replace(report, fresh=True), verdict, new=True)

    def _amends(self, report: Report, text: str, said: Mapping[str, str | float]) -> bool:
        """Return whether a message says more about a report without naming a finding again."""
        corrected = corrects(text)
        rated_anew = corrected and "severity" in said
        about_it = report.fresh or report.open is not None or rated_anew
        short = len(text.split()) <= (MAX_WORDS_TO_CORRECT if corrected else MAX_WORDS_TO_AMEND)
        amending = set(_amending(said))
        if amending <= {"severity", "trend"} and not rated_anew and is_polite(text):
            return False  # "most kind of you" rates no pain
        if amending == {"hours"} and not corrected and not _SPAN_OF_TIME.search(text.lower()):
            amending = set()  # "free my slot this evening" tells of no symptom
        return about_it and short and bool(amending) and not looks_like_question(text)

    def _findings(
        self, whole: Segment, reporting: bool, ignoring: frozenset[str]
    ) -> tuple[Finding, ...]:
        """Return the findings of a message, as corrected and, where that differs, as typed.

        Mending typing errors can mar a word that the patterns know.
        """
        found = {f.type: f for f in self._recogniser.read(whole.corrected, reporting)}
        if normalised(whole.corrected) != normalised(whole.text):
            for finding in self._recogniser.read(whole.text, reporting):
                found.setdefault(finding.type, finding)
        return tuple(finding for finding in found.values() if finding.type not in ignoring)

    def present_in(self, segment: Segment) -> frozenset[str]:
        """Return the types of the findings that the words of a segment report."""
        return frozenset(
            finding.type
            for finding in self._findings(segment, False, frozenset())
            if finding.status is Status.PRESENT
        )

    def _counting(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return the findings that some rule may count."""
        return [finding for finding in findings if finding.status in (Status.PRESENT, Status.PAST)]

    def _answer(
        self, report: Report, text: str, said: Mapping[str, str | float], reports_more: bool
    ) -> str | float | None:
        """Return the answer to the report's open question, None where the message gives none."""
        if report.open is None:
            return None
        attribute = self._policy.questions[report.open]
        given = answer(attribute, text, said)
        return None if given == UNSURE and reports_more else given

    def _inferred(
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
            stands: whether it says that somebody can stand.
        """
        if len(message.whole.text.split()) < MIN_WORDS_TO_INFER:
            return []
        text = message.whole.corrected or message.whole.text
        if self._recogniser.is_figurative(text):
            return []
        otherwise = {f.type for f in findings if f.status in _PUT_OTHERWISE}
        asked_about = {f.type for f in findings if f.status is Status.GENERAL}
        denied = {f.type for f in findings if f.status is Status.DENIED}
        named = {f.type for f in findings} - asked_about
        counted = self._policy.verdict(self._counting(findings))
        counting = self._counting(findings)
        only_otherwise = bool(named) and not counting
        # Words that tell of something grave, or of a condition alone, rarely leave out the rest.
        told_enough = (
            answering
            or counted.urgency.rank >= Urgency.DOCTOR.rank
            or (bool(counting) and counted.urgency is Urgency.NONE)
        )
        unnamed = not findings and not answering
        for rule, probability in self._believed(message, together=unnamed):
            signalled = self._signals[rule]
            level = self._policy.rules[rule].urgency
            # What a question will settle needs no guess.
            settled = (
                rule in ASKED_FOR
                or level.rank <= Urgency.DOCTOR.rank
                or probability < SURER_THAN_QUESTION_FROM
            )
            raises = level.rank > (counted.at_most if settled else counted.urgency).rank or (
                level is Urgency.NONE and counted.clearance is None
            )
            if probability < SURE_FROM and (only_otherwise or told_enough):
                continue
            if rule == CLOT_RULE and probability < SURER_OF_CLOT_FROM and CLOT_SIGNS & named:
                continue
            against = otherwise & {f.type for f in signalled}
            if against <= asked_about and probability >= SURER_THAN_GENERAL_FROM:
                against = set()
            # "A rash, but no trouble breathing" says itself what it is not.
            denies = denied & self._policy.rules[rule].condition.types()
            if raises and not against and (not denies or probability >= SURER_THAN_DENIAL_FROM):
                said = self._recogniser.attributes(text)
                if stands and rule == WEIGHT_RULE:
                    continue
                return [
                    replace(finding, **_given(finding, said))
                    for finding in signalled
                    if finding.type not in named
                ]
        return []

    def _believed(self, message: Segmentation, together: bool) -> list[tuple[str, float]]:
        """Return the rules that meaning points to and how likely, the most urgent first.

        Args:
            message: with signals.
            together: whether what speaks for something worse speaks for a level as well.
        """
        believed = []
        for urgency in sorted(Urgency, key=lambda level: -level.rank):
            best: tuple[float, str] | None = None
            for segment in (message.whole, *message.sentences):
                if segment.signals is None:
                    continue
                of_level, above = {}, 0.0
                for rule, probability in segment.signals.items():
                    level = self._policy.rules[rule].urgency if rule in self._policy.rules else None
                    if level is urgency:
                        of_level[rule] = probability
                    elif together and level is not None and level.rank > urgency.rank > 0:
                        above += probability
                mass = above + sum(of_level.values())
                believed_from = BELIEVED_FROM[urgency]
                if segment is not message.whole:
                    believed_from += SENTENCE_HANDICAP
                if of_level and mass >= believed_from:
                    rule = max(of_level, key=of_level.__getitem__)
                    best = max(best or (0.0, rule), (mass, rule))
            if best is not None:
                believed.append((best[1], best[0]))
        return believed


def _amending(said: Mapping[str, str | float]) -> dict[str, str | float]:
    return {name: value for name, value in said.items() if name in AMENDED}


def _signalled(raw: Mapping[str, Any]) -> Finding:
    fields = {name: raw[name] for name in ATTRIBUTES if name in raw}
    return Finding(raw["finding"], Status(raw.get("status", Status.PRESENT.value)), **fields)


def _given(finding: Finding, said: Mapping[str, str | float]) -> dict[str, Any]:
    """Return every attribute: as the signal states it, else as the message says it."""
    return {name: getattr(finding, name) or said.get(name) for name in ATTRIBUTES}
