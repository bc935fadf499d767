"""Many patterns over one text, where only those are tried whose words stand in it.

What must stand in a text for an expression to match is read off the expression's syntax tree, as in
Cox, "Regular Expression Matching with a Trigram Index" (2012); whether it does is found for all
patterns in one pass, by the automaton of Aho and Corasick.
"""

from __future__ import annotations

import re
import sre_constants as op
import sre_parse
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Generic, NamedTuple, TypeVar

import ahocorasick

Key = TypeVar("Key", bound=Hashable)

#: More spellings than this of one part of a pattern are not told apart.
MAX_SPELLINGS = 256
#: How much rarer a text holds a string that is one letter longer, about.
_RARER_BY_LETTER = 20.0
_NOTHING = frozenset({""})
_ZERO_WIDTH = (op.AT, op.ASSERT, op.ASSERT_NOT)


class _Needs(NamedTuple):
    """What a part of an expression needs in a text.

    Attributes:
        spellings: all strings that it matches, None where they are too many.
        one_of: strings of which one must stand in the text, None where none must.
    """

    spellings: frozenset[str] | None
    one_of: frozenset[str] | None


class PatternIndex(Generic[Key]):
    """Patterns by key, matched as if all patterns of a key were one alternation."""

    def __init__(self, patterns: Mapping[Key, Iterable[str]]) -> None:
        """Compile the patterns.

        Args:
            patterns: regular expressions for lower-case text, as `WordGroups.joined` makes them.
        """
        self._keys: list[Key] = []
        self._expressions: list[re.Pattern[str]] = []
        self._always: list[int] = []
        numbers_of: dict[str, list[int]] = {}
        for key, expressions in patterns.items():
            for expression in expressions:
                number = len(self._keys)
                self._keys.append(key)
                self._expressions.append(re.compile(expression))
                needed = needed_strings(expression)
                if needed is None:
                    self._always.append(number)
                for string in needed or ():
                    numbers_of.setdefault(string, []).append(number)
        self._automaton = ahocorasick.Automaton()
        for string, numbers in numbers_of.items():
            self._automaton.add_word(string, numbers)
        self._automaton.make_automaton()

    def matches(self, text: str) -> Iterator[tuple[Key, re.Match[str]]]:
        """Yield the matches of each key that has any: keys in their order, from left to right.

        Matches of one key do not overlap: the leftmost wins, then the pattern named first.
        """
        numbers = set(self._always)
        if self._automaton:
            for _, found in self._automaton.iter(text):
                numbers.update(found)
        by_key: dict[Key, list[re.Pattern[str]]] = {}
        for number in sorted(numbers):
            by_key.setdefault(self._keys[number], []).append(self._expressions[number])
        for key, expressions in by_key.items():
            yield from ((key, match) for match in _alternation(expressions, text))


def needed_strings(expression: str) -> frozenset[str] | None:
    """Return strings of which one stands in every text that an expression matches.

    Args:
        expression: a regular expression.

    Returns:
        The rarest such strings that its syntax shows, None where it shows none.
    """
    parsed: Any = sre_parse.parse(expression)
    if parsed.state.flags & re.IGNORECASE:
        return None
    needs = _sequence(parsed)
    return _rarest([needs.spellings, needs.one_of])


def _alternation(expressions: Sequence[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    """Yield what `first|second|...` would match."""
    position = 0
    ahead = [expression.search(text) for expression in expressions]
    while True:
        for i, match in enumerate(ahead):
            if match is not None and match.start() < position:
                ahead[i] = expressions[i].search(text, position)
        left = [match for match in ahead if match is not None]
        if not left:
            return
        leftmost = min(left, key=re.Match.start)
        yield leftmost
        position = max(leftmost.end(), leftmost.start() + 1)


def _sequence(parts: Iterable[Any]) -> _Needs:
    run = _NOTHING
    needed: list[frozenset[str] | None] = []
    for part in parts:
        spellings, one_of = _part(*part)
        if spellings is not None and len(run) * len(spellings) <= MAX_SPELLINGS:
            run = frozenset(map("".join, product(run, spellings)))
            continue
        needed += [run, one_of]
        run = spellings or _NOTHING
    if not needed:
        return _Needs(run, None)
    return _Needs(None, _rarest([*needed, run]))


def _part(kind: Any, value: Any) -> _Needs:
    if kind is op.LITERAL:
        return _Needs(frozenset({chr(value)}), None)
    if kind in _ZERO_WIDTH:
        return _Needs(_NOTHING, None)
    if kind is op.IN and all(inner is op.LITERAL for inner, _ in value):
        return _Needs(frozenset(chr(letter) for _, letter in value), None)
    if kind is op.SUBPATTERN:
        _, flags, _, inner = value
        return _Needs(None, None) if flags else _sequence(inner)
    if kind is op.BRANCH:
        return _branches([_sequence(branch) for branch in value[1]])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, most, inner = value
        needs = _sequence(inner)
        if most == 1 and needs.spellings is not None:
            return _Needs(needs.spellings | (_NOTHING if least == 0 else frozenset()), None)
        if least > 0:
            return _Needs(None, _rarest([needs.spellings, needs.one_of]))
    return _Needs(None, None)


def _branches(branches: Sequence[_Needs]) -> _Needs:
    spellings = [branch.spellings for branch in branches if branch.spellings is not None]
    if len(spellings) == len(branches):
        together = frozenset().union(*spellings)
        if len(together) <= MAX_SPELLINGS:
            return _Needs(together, None)
    needed = [_rarest(list(branch)) for branch in branches]
    if any(strings is None for strings in needed):
        return _Needs(None, None)
    return _Needs(None, frozenset().union(*(strings or () for strings in needed)))


def _rarest(choices: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """Return the strings that the fewest texts hold; a choice with the empty string is none."""
    usable = [choice for choice in choices if choice and "" not in choice]
    return min(usable, key=_frequency) if usable else None


def _frequency(strings: frozenset[str]) -> float:
    return float(sum(_RARER_BY_LETTER ** -len(string) for string in strings))
