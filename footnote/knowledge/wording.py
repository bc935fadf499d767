"""The notation of patterns in `knowledge/findings.yml` and `knowledge/context.yml`.

Patterns are regular expressions over a message in one plain form, with two shorthands: `~3` stands
for up to three words in between, and `<foot>` for a group of words named in `words:`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

#: Lay spelling that patterns need not repeat: "can't", "cant" and "can’t" are one.
_APOSTROPHES = re.compile(r"['’`´]")
_LINES = re.compile(r"\s*[\r\n]+\s*")
_SPACES = re.compile(r"[\s\-–—_/*\"“”()]+")
_GAP = re.compile(r"~(\d) ")
_GROUP = re.compile(r"<(\w+)>")
#: A gap in a pattern never steps over a denial: "having no pain" is no pain.
_ANY_WORD = r"(?:\w+ ){"
_ANY_WORD_BUT_NO = r"(?:(?!(?:no|not|isnt|arent|wasnt|dont|doesnt|didnt|never|without) )\w+ ){"
#: Groups may use groups, so deep at most.
_NESTING = 4


def normalised(text: str) -> str:
    """Return a message in the form patterns are written for.

    Lower case, without apostrophes, with single spaces for hyphens, slashes and white space, and
    with line breaks as full stops.
    """
    lines = _LINES.sub(". ", text.casefold().strip())
    return _SPACES.sub(" ", _APOSTROPHES.sub("", lines)).strip()


class WordGroups:
    """Named groups of words that patterns refer to."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take the groups: name to regular expression."""
        self._words = dict(words)

    def expanded(self, pattern: str) -> str:
        """Return a pattern as a plain regular expression.

        Raises:
            ValueError: it names a group that there is not.
        """
        for _ in range(_NESTING):
            pattern = _GROUP.sub(self._group, pattern)
        pattern = _GAP.sub(r"(?:\\w+ ){0,\1}", pattern)
        return pattern.replace(_ANY_WORD, _ANY_WORD_BUT_NO)

    def _group(self, match: re.Match[str]) -> str:
        if match.group(1) not in self._words:
            raise ValueError(f"no word group <{match.group(1)}>: name it under `words:`")
        return f"(?:{self._words[match.group(1)]})"

    def joined(self, patterns: Iterable[str]) -> str:
        """Return several patterns as one expression that matches whole words.

        Raises:
            ValueError: a pattern is no regular expression, or names a group that there is not.
        """
        return _whole_words("|".join(map(self._checked, patterns)))

    def each(self, patterns: Iterable[str]) -> list[str]:
        """Return each of several patterns as an expression that matches whole words.

        Raises:
            ValueError: as for `joined`.
        """
        return [_whole_words(self._checked(pattern)) for pattern in patterns]

    def _checked(self, pattern: str) -> str:
        expanded = self.expanded(pattern)
        try:
            re.compile(expanded)
        except re.error as error:
            raise ValueError(f"no regular expression ({error}): mend {pattern!r}") from None
        return expanded


def _whole_words(expression: str) -> str:
    return rf"\b(?:{expression})\b"
