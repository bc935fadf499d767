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
from footnote.language.inference import ReportInference, counting_of
from footnote.language.mention import only_mentions
from footnote.language.messages import Segment, Segmentation
from footnote.language.segmentation import asks_first, looks_like_question, sentences
from footnote.triage.findings import Finding, Status
from footnote.triage.levels import Urgency
from footnote.triage.policy import UNSURE, EscalationPolicy, Verdict
from footnote.triage.report import Report

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
    """Reads reports. Two independent signals, words and meaning.

    Meaning adds findings; it takes none away, but tells a message that only names symptoms.
    """

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
        self._inference = ReportInference(recogniser, policy, signals)

    @property
    def conditions(self) -> frozenset[str]:
        """Types of findings that are conditions and no symptoms."""
        return self._recogniser.conditions

    def named(self, segment: Segment, before: Report, now: float) -> tuple[Finding, ...]:
        """Return the findings that a message names by its words, in any sense.

        Args:
            segment: the message; only its texts are read.
            before: the report so far.
            now: seconds since 1970.
        """
        return self._findings(segment, bool(before.as_of(now).findings))

    def read(
        self,
        message: Segmentation,
        named: tuple[Finding, ...],
        before: Report,
        now: float,
        ignoring: frozenset[str] = frozenset(),
    ) -> Reported:
        """Read one message.

        Args:
            message: its segments, with signals where the classifier of meaning was there.
            named: the findings that it names, see `named`.
            before: the report so far.
            now: seconds since 1970.
            ignoring: types of findings that the message only asks about.
        """
        report = before.as_of(now)
        text = message.whole.corrected or message.whole.text
        findings = tuple(finding for finding in named if finding.type not in ignoring)
        if not report.findings:
            findings = self._in_their_sense(message, findings)
        counting = counting_of(findings)
        said = self._recogniser.attributes(text) if report.findings else {}
        given = self._answer(report, text, said, bool(counting))
        if isinstance(given, str) and report.takes_back(findings):
            given = None  # "actually no, I did not twist it" says nothing of standing on it
        rating = corrected_rating(text) if report.was_rated and given is None else None
        if rating is not None:
            said = {**said, "severity": rating}
            counting = [f.completed({"severity": rating}) for f in counting]
        stands_after_all = corrects(text) and said.get("bears_weight") == "yes"
        amends = (
            given is None
            and (not counting or stands_after_all)
            and self._amends(report, text, said)
        )
        if not ignoring:
            # An answer may tell of something worse besides, so meaning is heard there as well.
            answering = amends or report.open is not None
            if given is None or len(text.split()) >= MIN_WORDS_BESIDE_ANSWER:
                stands = given == "yes"
                counting += self._inference.findings(message, findings, answering, stands)
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

    def _told_outside_questions(self, attribute: str, text: str) -> bool:
        """Return whether a message tells an attribute: "what time do you shut today?" does not."""
        told = [part for part in (sentences(text) or [text]) if not asks_first(part)]
        return any(attribute in self._recogniser.attributes(part) for part in told)

    def _findings(self, whole: Segment, reporting: bool = False) -> tuple[Finding, ...]:
        """Return the findings of a message, as corrected and, where that differs, as typed.

        Mending typing errors can mar a word that the patterns know.
        """
        found = {f.type: f for f in self._recogniser.read(whole.corrected, reporting)}
        if normalised(whole.corrected) != normalised(whole.text):
            for finding in self._recogniser.read(whole.text, reporting):
                found.setdefault(finding.type, finding)
        return tuple(found.values())

    def _in_their_sense(
        self, message: Segmentation, findings: tuple[Finding, ...]
    ) -> tuple[Finding, ...]:
        """Return the findings of a first message, as spoken of in general where it reports none."""
        counting = counting_of(findings)
        steadfast = any(finding.type in self._recogniser.steadfast for finding in counting)
        if not counting or steadfast:
            return findings
        if not only_mentions(message, self._policy.verdict(counting).at_most):
            return findings
        return tuple(
            replace(finding, status=Status.GENERAL) if finding in counting else finding
            for finding in findings
        )

    def present_in(self, segment: Segment) -> frozenset[str]:
        """Return the types of the findings that the words of a segment report."""
        return frozenset(
            finding.type for finding in self._findings(segment) if finding.status is Status.PRESENT
        )

    def _answer(
        self, report: Report, text: str, said: Mapping[str, str | float], reports_more: bool
    ) -> str | float | None:
        """Return the answer to the report's open question, None where the message gives none."""
        if report.open is None:
            return None
        attribute = self._policy.questions[report.open]
        if attribute in said and not self._told_outside_questions(attribute, text):
            said = {name: value for name, value in said.items() if name != attribute}
        given = answer(attribute, text, said)
        return None if given == UNSURE and reports_more else given


def _amending(said: Mapping[str, str | float]) -> dict[str, str | float]:
    return {name: value for name, value in said.items() if name in AMENDED}
