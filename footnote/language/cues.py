"""Wording that tells what a message does: asks somewhere, tells of a symptom, picks an offer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from footnote.knowledge.wording import normalised
from footnote.language.segmentation import looks_like_question

#: Says that a message asks something, wherever it stands; reports often put it last, unmarked.
_ASKS = re.compile(
    r"\?|\b(?:whats?|why|how|when|where|which|is it|is this|is that|is something|is anything|"
    r"does it|does that|will it|am i|are they|are you|do you|can i|can you|shall i|"
    r"(?:some|any) (?:tips|advice)|(?:like|love|want|need) to know|wonder(?:ing)?|tell me|explain|"
    r"meaning|"
    r"could i|could you|should i|may i|would you|will you|ok(?:ay)? (?:to|for|if))\b|"
    r"\bwhether\b|\bor (?:no|not|bad|(?:to )?wait)\W*$|"
    r"\b(?:ok|okay|safe|allowed|alright|advisable|fine|wise|possible)\W*$",
    re.IGNORECASE,
)
#: "I also have ..." goes on telling.
_ADDS = re.compile(r"^\W*(?:and |but )?(?:i )?also\b", re.IGNORECASE)
#: Says that a symptom is there, also where the sentence asks about it.
_TELLS = re.compile(
    r"\b(?:(?:i|we|he|she|they|mum|mom|dad|wife|husband) (?:have|has|had|got)|(?:ive|hes|shes) got|"
    r"(?:i|ive|we) (?:\w+ )?(?:noticed|found|spotted|discovered)|"
    r"mine (?:is|started|began|has|hurts?)|"
    r"(?:it|they) (?:still |really |now )?(?:hurts?|aches?|throbs?|swells?|stings?|burns?)|"
    r"since (?:the|my|your|ur|yesterdays?|todays?|this|last|i)|"
    r"(?:soles?|feet|foot|toes?|ankles?|heels?|calf|calves|legs?|arch|arches) "
    r"(?:is|are|feels?|was|were|has been|have been) (?:\w+ ){0,3}"
    r"(?:sore|achy|aching|painful|stiff|tender|swollen|puffy|numb|tingly|bruised)|"
    r"(?:after|from|following) "
    r"(?:the|my|your|ur|yesterdays|todays|(?:mon|tues|wednes|thurs|fri|satur|sun)days)|"
    r"(?:swollen|sore|puffy|achy|painful) (?:feet|foot|ankles?|heels?|toes?|legs?|soles?) here|"
    r"(?:have|having|got|there is|theres|there are) (?:a |an |some |slight |bit of |the )*(?:\w+ )?"
    r"(?:pain|ache|soreness|swelling|cramps?|bruise)|"
    r"my (?:\w+ ){0,2}(?:is|are) (?:\w+ ){0,2}(?:swollen|puffy|sore)|"
    r"(?:is|are) (?:hurting|aching|throbbing|swelling|cramping)|"
    r"(?:yesterday|today|tonight|this morning|last night|right now|at the moment))\b"
)
_PICKS = (
    re.compile(r"^\W*(?:1|one|(?:the )?(?:first|1st|top)(?: one)?)\W*$", re.IGNORECASE),
    re.compile(r"^\W*(?:2|two|(?:the )?(?:second|2nd|middle)(?: one)?)\W*$", re.IGNORECASE),
    re.compile(r"^\W*(?:3|three|(?:the )?(?:third|3rd|last)(?: one)?)\W*$", re.IGNORECASE),
)


def asks_something(text: str) -> bool:
    """Return whether a message asks something, wherever it stands; reports often put it last."""
    if _ASKS.search(text):
        return True
    return looks_like_question(text) and not _ADDS.match(text)


def tells(text: str) -> bool:
    """Return whether a message says that a symptom is there, also where it asks about it."""
    return _TELLS.search(normalised(text)) is not None


def picked(text: str, candidates: Sequence[str]) -> str | None:
    """Return the candidate that "the second one" or "2" picks, None where a message picks none.

    Args:
        text: the message.
        candidates: topic ids offered in the reply before, best first.
    """
    for pattern, candidate in zip(_PICKS, candidates):
        if pattern.match(text):
            return candidate
    return None
