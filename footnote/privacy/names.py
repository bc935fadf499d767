"""Finding personal names: where the text says that one comes, and where a word is known as one.

Where it is not sure, a word is taken for a name; but what is felt and where must stay readable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from footnote.privacy.name_lists import NameLists, folded, name_lists

NAME = "[name]"

_TOKEN = re.compile(r"\[\w+\]|[^\W\d_]{1,40}(?:['’-][^\W\d_]{1,40}){0,3}")
_ENDING = re.compile(r"['’](?:s|ll|d)$", re.IGNORECASE)
_CONTRACTED = re.compile(r"['’](?:m|re|ve|t)$", re.IGNORECASE)
_OPENS = re.compile(r"(?:^|[.!?:;\]\n])[\s\"'“‘(*-]*$")
#: Between the parts of a name; a full stop only after an initial.
_JOIN = re.compile(r"[ \t]{1,2}")
_JOIN_INITIAL = re.compile(r"\.?[ \t]{1,2}")
#: A name has so many parts at most.
MAX_PARTS = 4
#: A shorter word in small letters is too often a slip or an abbreviation.
MIN_SMALL = 4

#: After these a name follows, whatever it looks like.
_TELLS = re.compile(
    r"\b(?:(?:sur|nick)?name(?: is| was|['’]s|:)|call me|named|i go by|known as)$",
    re.IGNORECASE,
)
_TITLES = re.compile(
    r"\b(?:(?:dr|mr|mrs|ms|mx|prof|mme|sra?)\.?|professor|doctor|nurse|miss|frau|herr|señora?)$",
    re.IGNORECASE,
)
_TITLES_AND_WORDS = ("miss", "doctor", "nurse")
#: After these a name may follow, and much else.
_HINTS = re.compile(
    r"(?:\b(?:i['’]?m|i am|this is|here is|here['’]s|it['’]?s|it is|hi|hello|hey|dear|thanks|thx"
    r"|thank you|regards|best|cheers|sincerely|yours|love|signed|ask(?:ed)? for|masseuse|masseur"
    r"|therapist|podiatrist|physio|colleague|(?:my|her|his|our) (?:wife|husband|partner|boyfriend"
    r"|girlfriend|fianc[eé]e?|son|daughter|mum|mom|mother|dad|father|sister|brother|aunt|uncle"
    r"|cousin|friend|boss|grandma|grandpa|gran|niece|nephew|neighbou?r|doctor|gp|child|baby))"
    r"|(?:^|\s)[-–—~])[,:!.]?$",
    re.IGNORECASE,
)
#: What follows makes the name before it a term.
_TERM = re.compile(
    r"(?:['’]s)?\s(?:horse|neuroma|disease|syndrome|palsy|cyst|phenomenon)\b", re.IGNORECASE
)
#: April, May, June and August are months after these.
_OF_TIME = re.compile(
    r"\b(?:in|since|last|until|till|by|from|of|next|early|late|mid|this|to|for|and|on|\d\w{0,3})$",
    re.IGNORECASE,
)
_MONTHS = frozenset({"april", "may", "june", "august", "summer", "winter", "spring", "autumn"})


@dataclass(frozen=True)
class _Word:
    """A word of the text; without a possessive `'s`."""

    start: int
    end: int
    key: str
    upper: bool
    shouted: bool
    opens: bool


class _Names:
    """Finds the names of one text."""

    def __init__(self, text: str, lists: NameLists) -> None:
        self._text = text
        self._lists = lists
        found = [match for match in _TOKEN.finditer(text) if not match[0].startswith("[")]
        self._words = [self._word(match) for match in found]
        # Where Most Words Begin Like This, or ALL ARE SHOUTED, capitals tell nothing.
        inside = [word for word in self._words if not word.opens and word.key != "i"]
        self._capitals_tell = sum(not word.upper for word in inside) * 3 >= len(inside)

    def _word(self, match: re.Match[str]) -> _Word:
        written = _ENDING.sub("", match[0])
        return _Word(
            start=match.start(),
            end=match.start() + len(written),
            key="i" if _CONTRACTED.search(match[0]) else folded(written),
            upper=match[0][0].isupper(),
            shouted=match[0].isupper(),
            opens=bool(_OPENS.search(self._text, max(0, match.start() - 6), match.start())),
        )

    def spans(self) -> list[tuple[int, int]]:
        """Return where names begin and end, in order."""
        spans: list[tuple[int, int]] = []
        position = 0
        while position < len(self._words):
            parts = self._parts_at(position)
            if parts:
                last = self._words[position + parts - 1]
                spans.append((self._words[position].start, last.end))
            position += max(parts, 1)
        return spans

    def _parts_at(self, position: int) -> int:
        """Return how many words from here on are one name; 0 for none."""
        word = self._words[position]
        before = self._text[max(0, word.start - 40) : word.start].rstrip(" \t\"'“‘*")
        if word.key in self._lists.never and not (word.upper and word.key in self._lists.borne):
            return 0
        if _TELLS.search(before):
            return self._length(position, unsure=1)
        if self._is_name(word, before):
            return self._length(position, unsure=0)
        following = self._joined(position)
        if following and not word.opens and self._is_foreign(word) and self._is_foreign(following):
            return self._length(position, unsure=0)
        return 0

    def _is_name(self, word: _Word, before: str) -> bool:
        known = self._listed(word.key, self._lists.first)
        borne = self._listed(word.key, self._lists.borne)
        family = self._listed(word.key, self._lists.last)
        if _TITLES.search(before):
            if before.endswith(_TITLES_AND_WORDS):
                return known or (word.upper and word.key not in self._lists.words)
            return known or family or borne or (word.upper and word.key not in self._lists.words)
        if _HINTS.search(before):
            strange = not (word.key in self._lists.english or word.shouted or "-" in word.key)
            return known or (word.upper and (borne or family or strange))
        if self._is_term(word):
            return False
        if word.key in _MONTHS and _OF_TIME.search(before):
            return False
        if borne:
            return word.upper and self._capitals_tell and not word.opens
        return known and (word.upper or len(word.key) >= MIN_SMALL)

    def _is_term(self, word: _Word) -> bool:
        """Return whether a name is part of a term, as in `charley horse`."""
        return bool(_TERM.match(self._text, word.end))

    def _is_foreign(self, word: _Word) -> bool:
        """Return whether a capital stands for no word of English."""
        return word.upper and self._capitals_tell and word.key not in self._lists.english

    def _length(self, position: int, unsure: int) -> int:
        """Return how many words a name has whose first is sure.

        Args:
            position: of the first.
            unsure: so many further words belong to it although nothing tells that they are names.
        """
        parts = 1
        while parts < MAX_PARTS:
            following = self._joined(position + parts - 1)
            if following is None or following.key in self._lists.never:
                break
            sure = self._goes_on(following)
            if not sure:
                if not unsure:
                    break
                unsure -= 1
            parts += 1
        return parts

    def _goes_on(self, word: _Word) -> bool:
        """Return whether a word after a name belongs to it."""
        lists = self._lists
        if word.upper and (
            self._capitals_tell
            or any(word.key in names for names in (lists.borne, lists.surnames, lists.words))
        ):
            return True
        return self._listed(word.key, lists.first) or self._listed(word.key, lists.last)

    def _joined(self, position: int) -> _Word | None:
        """Return the next word, where nothing but a blank is between."""
        if position + 1 >= len(self._words):
            return None
        this, following = self._words[position], self._words[position + 1]
        join = _JOIN_INITIAL if len(this.key) == 1 else _JOIN
        joined = join.fullmatch(self._text, this.end, following.start)
        return following if joined else None

    def _listed(self, key: str, names: frozenset[str]) -> bool:
        """Return whether a word is in a list, or all parts of `anne-marie`, or `o'brien`."""
        last = re.split(r"['’]", key)[-1]
        return last in names or all(part in names for part in last.split("-"))


def without_names(text: str) -> str:
    """Return a text with personal names replaced by `[name]`.

    Args:
        text: a client's words.
    """
    for start, end in reversed(_Names(text, name_lists()).spans()):
        text = f"{text[:start]}{NAME}{text[end:]}"
    return text
