"""How hard a text is to read: the Flesch-Kincaid grade (Kincaid et al. 1975)."""

from __future__ import annotations

import re

from footnote.knowledge.model import MARK

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"[a-z0-9$@:/.'-]*[a-z0-9]", re.IGNORECASE)
_VOWELS = re.compile(r"[aeiouy]+")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, without its footnote marks."""
    return _SENTENCE_END.split(re.sub(r"\s+", " ", MARK.sub("", text)).strip())


def words(text: str) -> list[str]:
    """Return the words of a text, without its footnote marks."""
    return _WORD.findall(MARK.sub("", text))


def grade(text: str) -> float:
    """Return the school grade in which a text can be read; the age is about five more."""
    found = words(text)
    words_a_sentence = len(found) / len(sentences(text))
    syllables_a_word = sum(map(_syllables, found)) / len(found)
    return 0.39 * words_a_sentence + 11.8 * syllables_a_word - 15.59


def _syllables(word: str) -> int:
    """Count groups of vowels, without a silent e at the end."""
    word = word.lower()
    groups = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith("le") and groups > 1
    return max(1, groups - silent)
