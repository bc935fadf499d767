"""In what sense a finding is spoken of: the ConText algorithm, with rules for lay speech.

Source of the method: Harkema et al., "ConText: An algorithm for determining negation, experiencer,
and temporal status from clinical reports" (2009), through medspaCy. Its stock rules are for
doctors' notes; ours are data in `knowledge/context.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from medspacy.common.util import prune_overlapping_matches
from medspacy.context import ConTextGraph, ConTextModifier, ConTextRule
from spacy.tokens import Doc, Span

from footnote.knowledge.wording import WordGroups
from footnote.language.clinical.pattern_index import PatternIndex
from footnote.language.segmentation import looks_like_question
from footnote.triage.findings import Status

_DIRECTIONS = {"before": "FORWARD", "after": "BACKWARD", "around": "BIDIRECTIONAL"}
_TERMINATE = "terminate"
#: Ends every scope but that of `hypothetical`: "what if it cracks and it hurts".
_TERMINATE_SOFTLY = "terminate_softly"
_PSEUDO = "pseudo"
#: A finding inside such a cue belongs to it: "killing me" is no pain.
_SWALLOWING = frozenset({"figurative", "other_sense"})
#: In the words of a bodily finding itself: "legs not red".
_DENIAL_INSIDE = re.compile(
    r"^no (?!feeling|sensation|longer)|\b(?:not|never|isnt|arent|without)\b"
)
#: The same in the words of any finding.
_PLAIN_DENIAL_INSIDE = re.compile(
    r"\b(?:isnt|arent|wasnt|werent|aint|not) (?:\w+ )?(?:swollen|swelling|puffy|red|numb)\b"
)
#: A denial reaches only so far towards a finding of a `steadfast` type, in words.
_STEADFAST_REACH = 2


class ContextReader:
    """Reads the status of findings."""

    def __init__(
        self,
        rules: Mapping[str, Any],
        groups: WordGroups,
        conditions: frozenset[str],
        span_group: str,
    ) -> None:
        """Compile the rules.

        Args:
            rules: `knowledge/context.yml`.
            groups: word groups that the patterns use.
            conditions: finding types that are conditions and no symptoms.
            span_group: where a document keeps its findings.

        Raises:
            ValueError: a pattern cannot be used.
        """
        self._rules = list(_context_rules(rules, groups))
        self._cues = PatternIndex(
            {number: [str(rule.pattern)] for number, rule in enumerate(self._rules)}
        )
        self._span_group = span_group
        self._max_words: Mapping[str, int] = rules["max_words"]
        self._expressions = {
            name: re.compile(groups.joined(rules[name]))
            for name in (
                "owned",
                "owned_message",
                "owned_booking",
                "recent",
                "elsewhere_message",
                "others",
                "long_ago",
                "body_said",
            )
        }
        self._conditions = conditions
        self._lasting = frozenset(rules["lasting"])
        self.steadfast = frozenset(rules["steadfast"])
        self._bodily = frozenset(rules["bodily"])
        self._figurative = re.compile(
            groups.joined(
                pattern
                for category in sorted(_SWALLOWING)
                for patterns in rules["categories"][category].values()
                for pattern in patterns
            )
        )

    def statuses(self, doc: Doc, reporting: bool) -> list[tuple[Span, Status, bool]]:
        """Return each finding of a document with its status.

        Args:
            doc: with findings in its span group.
            reporting: whether the client reported something before, so that it is clear whose
                body is spoken of.

        Returns:
            Triples of the finding, its status, and whether it is said to be under control.
        """
        modifiers = self._modifiers(doc)
        ends = [m for m in modifiers if m.category.lower() in (_TERMINATE, _TERMINATE_SOFTLY)]
        read = []
        for span in doc.spans[self._span_group]:
            categories = frozenset(
                modifier.category.lower()
                for modifier in modifiers
                if modifier.direction not in ("TERMINATE", "PSEUDO")
                and (
                    self._overlapping(modifier, span)
                    or (modifier.modifies(span) and self._reaches(modifier, span, ends))
                )
            )
            kind = span.label_.lower()
            bodily = kind in self._bodily and _DENIAL_INSIDE.search(span.text)
            if bodily or _PLAIN_DENIAL_INSIDE.search(span.text):
                categories |= {"denied"}
            status = self._status(kind, categories, span.sent.text, doc.text, reporting)
            read.append((span, status, "controlled" in categories))
        return read

    def _modifiers(self, doc: Doc) -> list[ConTextModifier]:
        """Return the cues of a document with their scopes.

        medspaCy's own component tries every pattern on every text; this is most of its time.
        """
        cues = []
        for number, match in self._cues.matches(doc.text):
            span = doc.char_span(*match.span(), alignment_mode="expand")
            cues.append((number, span.start, span.end))
        modifiers = [
            ConTextModifier(self._rules[number], start, end, doc)
            for number, start, end in prune_overlapping_matches(cues)
        ]
        ConTextGraph(modifiers=modifiers).update_scopes()
        return modifiers

    @staticmethod
    def _overlapping(modifier: Any, span: Span) -> bool:
        """Return whether a cue that overlaps a finding speaks of it all the same.

        ConText lets no cue modify what it overlaps, but "dont have any" and "have any pain" do
        overlap. A cue wholly inside the finding is part of its words, and speaks of nothing.
        """
        start, end = modifier.modifier_span
        if not (start < span.end and span.start < end):
            return False
        sticks_out = {
            "FORWARD": start < span.start,
            "BACKWARD": end > span.end,
            "BIDIRECTIONAL": start < span.start or end > span.end,
        }
        return modifier.category.lower() in _SWALLOWING or sticks_out[modifier.direction]

    def _reaches(self, modifier: Any, span: Span, ends: Iterable[Any]) -> bool:
        """Return whether a cue's scope reaches a finding.

        medspaCy's own limits miss some terminators, and a bound on words switches them off.
        """
        start, end = modifier.modifier_span
        category = modifier.category.lower()
        if start >= span.start and end <= span.end:
            return False
        low, high = (end, span.start) if end <= span.start else (span.end, start)
        for terminator in ends:
            first, last = terminator.modifier_span
            soft = terminator.category.lower() == _TERMINATE_SOFTLY
            if low <= first and last <= high and not (soft and category == "hypothetical"):
                return False
        backward = f"{category}_after" if modifier.direction == "BACKWARD" else category
        reach = self._max_words.get(backward, self._max_words.get(category))
        if category == "denied" and span.label_.lower() in self.steadfast:
            reach = _STEADFAST_REACH
        return reach is None or high - low <= reach

    def is_figurative(self, plain: str) -> bool:
        """Return whether a message uses a figure of speech or another sense of its words."""
        return self._figurative.search(plain) is not None

    def _says(self, name: str, text: str) -> bool:
        return self._expressions[name].search(text) is not None

    def _status(
        self,
        kind: str,
        categories: frozenset[str],
        sentence: str,
        message: str,
        reporting: bool,
    ) -> Status:
        condition = kind in self._conditions
        if categories & (_SWALLOWING - {"figurative"} if condition else _SWALLOWING):
            return Status.FIGURATIVE
        if "denied" in categories:
            return Status.DENIED
        if kind in self.steadfast:
            categories -= {"general", "modal", "hypothetical"}
        if categories & {"hypothetical", "modal"}:
            return Status.HYPOTHETICAL
        owned = (
            self._says("owned", sentence)
            or self._says("owned_message", message)
            or (condition and self._says("owned_booking", message))
        )
        if "general" in categories and not owned:
            return Status.GENERAL
        anchored = owned or reporting or kind not in self._bodily
        stated = not looks_like_question(sentence)
        if not anchored and not stated and not self._says("body_said", message):
            return Status.GENERAL
        if kind not in self._lasting and self._says("long_ago", sentence):
            return Status.PAST
        dated = "dated" in categories and kind not in self._lasting
        if ("past" in categories or dated) and not self._says("recent", sentence):
            return Status.PAST
        if condition and (
            "elsewhere" in categories
            or (self._says("others", sentence) and self._says("elsewhere_message", message))
        ):
            return Status.GENERAL
        return Status.PRESENT


def _context_rules(rules: Mapping[str, Any], groups: WordGroups) -> Iterable[ConTextRule]:
    def rule(category: str, pattern: str, direction: str) -> ConTextRule:
        return ConTextRule(
            category, category, pattern=groups.joined([pattern]), direction=direction
        )

    for category, by_side in rules["categories"].items():
        for side, patterns in by_side.items():
            yield from (rule(category, pattern, _DIRECTIONS[side]) for pattern in patterns)
    yield from (rule(_PSEUDO, pattern, "PSEUDO") for pattern in rules[_PSEUDO])
    yield from (rule(_TERMINATE, pattern, "TERMINATE") for pattern in rules[_TERMINATE])
    # Loaded as cues that modify nothing: ConText would let them end every scope.
    yield from (rule(_TERMINATE_SOFTLY, pattern, "PSEUDO") for pattern in rules[_TERMINATE_SOFTLY])
