"""Correcting typing errors, with the words of the knowledge base known.

Source of the method: symmetric delete spelling correction (W. Garbe, SymSpell), through symspellpy
and its packaged English frequency dictionary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files

from symspellpy import SymSpell, Verbosity

#: Words shorter than this are left alone: too many others lie one letter away.
MIN_LENGTH = 4
MAX_EDIT_DISTANCE = 2
#: From this length on, two wrong letters are believed.
TWO_EDITS_FROM = 7
#: Rarer words of the dictionary (more than half of it) are left out: they cost time to load, and
#: in a spa's chat they are likelier to be slips.
RARE_BELOW = 300_000
#: A domain word counts as if it stood this often in the dictionary's corpus.
DOMAIN_WEIGHT = 10**11

_WORD = re.compile(r"\b(?:b4|l8r)\b|[a-z]+(?:'[a-z]+)?", re.IGNORECASE)

#: Chat shorthand, which no edit distance finds, and words that would be taken for others.
SHORTHAND = {
    "u": "you",
    "ur": "your",
    "r": "are",
    "n": "and",
    "pls": "please",
    "plz": "please",
    "thx": "thanks",
    "ty": "thank you",
    "bc": "because",
    "cuz": "because",
    "coz": "because",
    "abt": "about",
    "bout": "about",
    "wat": "what",
    "wot": "what",
    "y": "why",
    "ppl": "people",
    "idk": "i do not know",
    "dont": "don't",
    "cant": "can't",
    "isnt": "isn't",
    "arent": "aren't",
    "wasnt": "wasn't",
    "werent": "weren't",
    "doesnt": "doesn't",
    "didnt": "didn't",
    "hasnt": "hasn't",
    "havent": "haven't",
    "hadnt": "hadn't",
    "wont": "won't",
    "wouldnt": "wouldn't",
    "couldnt": "couldn't",
    "shouldnt": "shouldn't",
    "im": "i'm",
    "ive": "i've",
    "whats": "what's",
    "its": "its",
    "appt": "appointment",
    "doc": "doctor",
    "w": "with",
    "wo": "without",
    "b4": "before",
    "yday": "yesterday",
    "yest": "yesterday",
    "weds": "wednesday",
    "outta": "out of",
    "l8r": "later",
    # Rare words that a common one lies near: who overdoes it has taken no overdose.
    "overdoes": "overdoes",
    "overdo": "overdo",
    "overdid": "overdid",
}


class SpellingCorrector:
    """Corrects a message word by word; words it knows stay as they are."""

    def __init__(self, domain_words: Iterable[str]) -> None:
        """Build the dictionary.

        Args:
            domain_words: words that are right although a general dictionary may lack them.
        """
        self._symspell = SymSpell(
            max_dictionary_edit_distance=MAX_EDIT_DISTANCE, count_threshold=RARE_BELOW
        )
        dictionary = files("symspellpy") / "frequency_dictionary_en_82_765.txt"
        self._symspell.load_dictionary(str(dictionary), term_index=0, count_index=1)
        self._domain = frozenset(domain_words)
        for word in sorted(self._domain):
            self._symspell.create_dictionary_entry(word, DOMAIN_WEIGHT)

    def correct(self, text: str) -> str:
        """Return the message in lower case with its typing errors mended."""
        return _WORD.sub(lambda match: self._word(match.group()), text.lower())

    def _word(self, word: str) -> str:
        if word in SHORTHAND:
            return SHORTHAND[word]
        if len(word) < MIN_LENGTH or "'" in word or word in self._symspell.words:
            return word
        distance = MAX_EDIT_DISTANCE if len(word) >= TWO_EDITS_FROM else 1
        found = self._symspell.lookup(word, Verbosity.CLOSEST, max_edit_distance=distance)
        if found:
            return str(found[0].term)
        return word


def domain_words(texts: Iterable[str], at_least: int) -> frozenset[str]:
    """Return the words that texts written by hand use often enough to be no slip.

    Args:
        texts: phrasings and answers of the knowledge base.
        at_least: how many texts must use a word.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({word.lower() for word in _WORD.findall(text)})
    return frozenset(
        word for word, n in counts.items() if n >= at_least and len(word) >= MIN_LENGTH
    )
