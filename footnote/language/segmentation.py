"""Cutting a message into the questions it asks.

A client may ask two things at once ("what time do you open and can I park there?"), or wrap one
question in a story. Sentences that are no questions stay with the question they lead up to.
"""

from __future__ import annotations

import re

#: Parts shorter than this many words are no question by themselves.
MIN_WORDS = 2
MAX_PARTS = 4
MAX_SENTENCES = 6
#: Messages without punctuation are cut only from this length on, at so many places at most.
MIN_WORDS_TO_SPLIT = 6
#: Without punctuation, a left part shorter than this ("is it bad") means nothing without the right.
MIN_WORDS_LEFT = 4
MAX_SPLITS = 3

_STARTER = (
    r"(?:what|whats|what's|why|how|hows|how's|when|where|wheres|where's|which|who|whom|whose|is|isn't|"
    r"are|aren't|do|don't|does|doesn't|did|can|can't|could|should|shouldn't|shall|will|won't|"
    r"would|may|might|has|have|any|whether|if i|wat|wen|wht|r u|r there|need i|must i|am i|"
    r"tell me|i'?d like to|i would like to|i want to|i also|also|if (?:yes|so|not)|"
    r"(?:at|in|for|from|until|to|with|on|by) (?:what|which|how|when|whom))"
)
_SENTENCE_END = re.compile(r"(?<=[.?!;])\s+|\n+|(?<=[?!])(?=\w)")
_JOINT = re.compile(
    r"(?:\s*,\s*|\s+)(?:and also|and then|and btw|and|also|plus|oh and|btw|by the way|n|&|\+|"
    r"another thing|second(?:ly)?|then|but|or else|or)[\s,:]+"
    rf"(?={_STARTER}\b)|\s*,\s*(?={_STARTER}\b)|\s+-+\s+|\s*/\s+",
    re.IGNORECASE,
)
#: Words that also join clauses ("when", "where", "which", "who", "if") start no question here.
_BARE_JOINT = re.compile(
    r"\s+(?:and|also|plus|n|&|\+|btw)\s+|"
    r"\s+(?=(?:what|whats|what's|how|why|do (?:you|u|i)|can (?:you|u|i)|is there|"
    r"are (?:there|you|u)|should i)\b)",
    re.IGNORECASE,
)
_OPENERS = r"(?:and|so|but|or|also|plus|btw|ps|oh|ok|okay|hi|hello|hey|please|pls)"
_QUESTION = re.compile(
    rf"\?|^\W*(?:{_OPENERS}\W+)*{_STARTER}\b|"
    r"\b(?:wonder\w*|like to know|want to know|tell me|any idea|curious|do you know|explain|"
    r"not sure (?:if|whether)|what about|how about|question|"
    r"i'd like to|id like to|i would like to|i want to|i need to|"
    r"(?:can|could|may|should|do|does|did|am|is|are|will|would) "
    r"(?:i|you|u|it|that|this|these|those|there|they|she|he|we|my|your|the|a|an|any|massage|foot)|"
    r"(?:can|could|should|do|does|did|will|would) \w+ing)\b",
    re.IGNORECASE,
)


def looks_like_question(text: str) -> bool:
    """Return whether a sentence asks something, by its mark, its first word or its wording."""
    return bool(_QUESTION.search(text))


def questions(text: str) -> list[str]:
    """Cut a message at sentence ends and clear joints.

    Args:
        text: the message as typed.

    Returns:
        One string per question, each with the statements that belong to it. A message with one
        question or none comes back whole, as the only element.
    """
    groups: list[str] = []
    lead: list[str] = []
    for piece in _pieces(text):
        if looks_like_question(piece):
            groups.append(" ".join([*lead, piece]))
            lead = []
        else:
            lead.append(piece)
    if not groups or len(groups) > MAX_PARTS:
        return [text]
    if lead:
        groups[-1] = " ".join([groups[-1], *lead])
    return groups if len(groups) > 1 else [text]


def sentences(text: str) -> list[str]:
    """Return the sentences of a message, cut at clear joints too, where it has several.

    Args:
        text: the message as typed.

    Returns:
        At most `MAX_SENTENCES`; nothing where there is only one.
    """
    found = _pieces(text)[:MAX_SENTENCES]
    return found if len(found) > 1 else []


def _pieces(text: str) -> list[str]:
    return [
        piece.strip()
        for sentence in _SENTENCE_END.split(text)
        for piece in _JOINT.split(sentence)
        if len(piece.split()) >= MIN_WORDS
    ]


def bare_splits(text: str) -> list[tuple[str, str]]:
    """Return the ways to cut a message without punctuation in two, at words that start a question.

    Args:
        text: a message that `questions` left whole.

    Returns:
        Pairs of a left and a right part, at most `MAX_SPLITS`.
    """
    if len(text.split()) < MIN_WORDS_TO_SPLIT:
        return []
    pairs = [
        (text[: match.start()].strip(), text[match.end() :].strip())
        for match in _BARE_JOINT.finditer(text)
    ]
    # A statement on the left is the setting of the question on the right, no question itself.
    return [
        (left, right)
        for left, right in pairs
        if len(left.split()) >= MIN_WORDS_LEFT
        and len(right.split()) >= MIN_WORDS
        and looks_like_question(left)
    ][:MAX_SPLITS]
