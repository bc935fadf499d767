"""What is said about a finding: where, which side, how bad, since when, and how it goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from footnote.knowledge.wording import WordGroups
from footnote.language.clinical.durations import digits, hours_said
from footnote.language.clinical.pattern_index import PatternIndex

#: What the words of `severity` in `knowledge/findings.yml` mean on a scale from 0 to 10.
SEVERITY_OF_WORDS = {"mild": 2.0, "moderate": 5.0, "severe": 8.0}
#: Said of the part of the sentence nearest to the finding; everything else of all of it, and where
#: several values are said, the one that `findings.yml` names last counts.
NEAREST = ("body", "side")
TEXTS_REMEMBERED = 16

_OF_TEN = re.compile(
    r"\b(\d{1,2}(?:\.\d)?) (?:(?:out of|outta|outa|of|on|in|from) )?(?:a scale of )?10\b|"
    r"\b(?:level|scale|rate|rated|score|scores)(?: \w+){0,3} (\d{1,2})\b|"
    r"\bmeant (?:an? )?(\d{1,2})\b(?! ?(?:min|hour|hr|day|week|wk|month|year))"
)
_NOT = re.compile(r"(?:\bnot|\bno|\bnever|\b\w+nt|\bwithout|\baint)(?: \w+)?(?: \w+)? $")


class _Mention(NamedTuple):
    start: int
    end: int
    value: str


class AttributeReader:
    """Reads attributes from the words around a finding."""

    def __init__(self, attributes: Mapping[str, Mapping[str, Any]], groups: WordGroups) -> None:
        """Compile the patterns.

        Args:
            attributes: attribute to value to patterns, as in `knowledge/findings.yml`.
            groups: word groups that the patterns use.
        """
        self._patterns = PatternIndex(
            {
                (attribute, value): groups.each(patterns)
                for attribute, values in attributes.items()
                for value, patterns in values.items()
            }
        )
        # A message with several findings is read several times.
        self._said_in = lru_cache(maxsize=TEXTS_REMEMBERED)(self._read_all)

    def read(self, text: str, start: int, end: int) -> dict[str, str | float]:
        """Return what a text says about a finding in it, by attribute; unsaid ones are missing.

        Args:
            text: a sentence, normalised.
            start: where the finding begins in it.
            end: where it ends.
        """
        anywhere, nearby = self._said_in(text)
        said: dict[str, str | float] = dict(anywhere)
        for attribute, mentions in nearby.items():
            nearest = min(
                (max(0, mention.start - end, start - mention.end), order, mention.value)
                for order, mention in enumerate(mentions)
            )
            said[attribute] = nearest[2]
        return said

    def _read_all(self, text: str) -> tuple[dict[str, str | float], dict[str, list[_Mention]]]:
        """Return what a text says anywhere, and the mentions of what counts where it is nearest."""
        anywhere: dict[str, str | float] = {}
        nearby: dict[str, list[_Mention]] = {}
        for (attribute, value), match in self._patterns.matches(text):
            if attribute in NEAREST:
                mention = _Mention(match.start(), match.end(), value)
                nearby.setdefault(attribute, []).append(mention)
            elif not _NOT.search(text[: match.start()]):
                anywhere[attribute] = value
        severity = self.severity(text, anywhere.pop("severity", None))
        if severity is not None:
            anywhere["severity"] = severity
        hours = hours_said(text)
        if hours is not None:
            anywhere["hours"] = hours
        return anywhere, nearby

    @staticmethod
    def severity(text: str, word: str | float | None) -> float | None:
        """Return how bad something is from 0 to 10, by a number "of ten" or by a word for it."""
        rated = [
            float(next(filter(None, match.groups()))) for match in _OF_TEN.finditer(digits(text))
        ]
        if rated:
            return min(max(rated), 10.0)
        return SEVERITY_OF_WORDS[str(word)] if word is not None else None
