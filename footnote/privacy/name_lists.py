"""Which words are names: Faker's lists of many countries, less the words that are none here."""

from __future__ import annotations

import importlib
import pkgutil
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from faker.providers import person

_LISTS = ("first_names", "first_romanized", "last_names", "last_romanized")
_PART = re.compile(r"[^\W\d_]{2,}")
#: Of a package that is there already for mending typing errors.
_DICTIONARY = "frequency_dictionary_en_82_765.txt"


def folded(word: str) -> str:
    """Return a word in small letters without accents, as the lists hold it."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in parts if not unicodedata.combining(character))


@dataclass(frozen=True)
class NameLists:
    """Words by what they tell; all folded.

    Attributes:
        first: first names that are no words.
        last: last names that are no words.
        borne: names that are words too, such as `grace`.
        surnames: last names that are words too, such as `carpenter`.
        words: words that are names somewhere, such as `doctor`, and are none here.
        never: words that neither begin nor go on with a name.
        english: common words and names of English.
    """

    first: frozenset[str]
    last: frozenset[str]
    borne: frozenset[str]
    surnames: frozenset[str]
    words: frozenset[str]
    never: frozenset[str]
    english: frozenset[str]


@lru_cache(maxsize=1)
def name_lists() -> NameLists:
    """Return the lists, read once; that takes half a second."""
    ambiguous = yaml.safe_load(
        (Path(__file__).parent / "ambiguous_names.yml").read_text(encoding="utf-8")
    )
    borne = frozenset(ambiguous["borne"].split())
    words = frozenset(ambiguous["words"].split())
    surnames = frozenset(ambiguous["surnames"].split())
    names: dict[str, set[str]] = {"first": set(), "last": set()}
    for module in pkgutil.iter_modules(person.__path__, f"{person.__name__}."):
        provider = importlib.import_module(module.name).Provider
        for attribute in dir(provider):
            if attribute.startswith(_LISTS):
                kind = attribute.partition("_")[0]
                names[kind].update(_parts(getattr(provider, attribute)))
    return NameLists(
        first=frozenset(names["first"] - borne - words),
        last=frozenset(names["last"] - borne - words - surnames),
        borne=borne,
        surnames=surnames,
        words=words,
        never=frozenset(ambiguous["never"].split()),
        english=_english(),
    )


def _parts(listed: Any) -> Iterable[str]:
    """Yield the parts of every name of a list, such as both of `Anne-Marie`."""
    if isinstance(listed, (tuple, list, set, dict)):
        for name in listed:
            yield from map(folded, _PART.findall(name))


def _english() -> frozenset[str]:
    lines = resources.files("symspellpy").joinpath(_DICTIONARY).read_text("utf-8-sig").splitlines()
    return frozenset(line.partition(" ")[0] for line in lines)
